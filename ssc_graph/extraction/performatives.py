"""Performatives: what a speaker does by saying it. Thanks, appeals, hopes and exhortations are no situations, however they are joined.

"The talks failed. We therefore appeal to all parties …" tells of no effect that the failure had; "we therefore train nurses" does. The
verbs, the speakers and the fixed openings are tables of the language, so that a language without them refuses nothing. The term is
J. L. Austin's (How to Do Things with Words, 1962).
"""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction.vocabulary import Vocabulary

#: Words from a speaker to the verb with which something is done by saying it, at most ("should therefore like to").
_REACH = 5
#: Words of a speaker's name, at most ("the Commonwealth of Dominica").
_LONGEST_NAME = 6
_MARKS = ",;:–—-\"“”'"


class Performatives:
    """Tells acts of speech from what happens.

    Args:
        words: the tables of the language.

    >>> from ssc_graph.extraction.vocabulary import vocabulary
    >>> acts = Performatives(vocabulary("en"))
    >>> [acts.performs(text) for text in ("we therefore appeal to all", "we train nurses", "it is hoped that peace will come")]
    [True, False, True]
    """

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def performs(self, text: str) -> bool:
        """Return whether words are an act of speech: "I hope …", "my delegation appeals to …", "it is our hope that …"."""
        said = [word.strip(_MARKS) for word in text.split()]
        said = [word for word in said if word]
        folded = self._behind_openers([word.casefold() for word in said])
        said = said[len(said) - len(folded) :]
        if not folded:
            return False
        if self.words.has("speakers", folded[0]) or self._opens("judgement_openers", folded):
            return True  # "I hope …", "it is hoped that …"
        if self.words.has("plural_speakers", folded[0]):  # "we train them because …" tells what happens, "we appeal to …" does not
            return len(folded) == 1 or self._does(folded[1:], "speech_verbs")
        owned = len(folded) > 2 and self.words.has("speakers_own", folded[0]) and self.words.has("speaking_bodies", folded[1])  # noqa: PLR2004
        if owned:
            return self._does(folded[2:], "speech_verbs") or self._does(folded[2:], "told_speech_verbs")
        return self._told(said, folded)

    def _behind_openers(self, folded: Sequence[str]) -> Sequence[str]:
        while folded and any(self.words.has(table, folded[0]) for table in ("coordinators", "complementisers", "openers")):
            folded = folded[1:]
        return folded

    def _opens(self, table: str, folded: Sequence[str]) -> bool:
        phrases = self.words.grammar.words.get(table, ())
        return any(tuple(folded[: len(phrase)]) == phrase for phrase in phrases)

    def _does(self, behind: Sequence[str], table: str) -> bool:
        """Whether a verb of the table follows, small words between them left out."""
        for word in behind[:_REACH]:
            if self.words.has(table, word):
                return True
            if not any(self.words.has(small, word) for small in ("adverbs", "auxiliaries", "speech_joints")):
                return False
        return False

    def _told(self, said: Sequence[str], folded: Sequence[str]) -> bool:
        """As in "Uganda therefore appeals to …", "The Movement calls upon …": a name in front of a verb that only a speaker's act has."""
        first = int(self.words.has("articles", folded[0]))
        if first >= len(said) or not said[first][:1].isupper():
            return False
        last = first
        while last < min(len(said), first + _LONGEST_NAME) and (said[last][:1].isupper() or self.words.has("title_joints", folded[last])):
            last += 1
        return self._does(folded[last:], "told_speech_verbs")
