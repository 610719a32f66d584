"""Fragments: words that fill a role of cause or effect and name nothing that happens, because a clause was cut through them.

"The dialogue it" (of "the dialogue it encourages"), "on the one hand", "as to make them fairer", "one" (of "one causes another").
"""

from __future__ import annotations

from ssc_graph.claims import Entity
from ssc_graph.extraction.roles import Anchor, Filler
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import Vocabulary

#: Words of a phrase that names a situation, at most.
_LONGEST_PHRASE = 50
#: Words of a phrase behind a preposition that is no clause, at most.
_SHORT_PHRASE = 5
#: Tables of words that name nothing by themselves.
_POINTING = ("pronouns", "plural_pronouns", "determiners", "demonstratives", "object_openers", "adverbs", "auxiliaries", "bare_pointers")
#: Tables of words that ask for more behind them.
_ASKING = ("complementisers", "coordinators", "relatives", "articles", "qualifying_breaks")


class Fragments:
    """Tells what is left of a clause from a phrase or a clause.

    Args:
        words: the tables of the language.
    """

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def reason(self, anchor: Anchor, left: Filler, right: Filler) -> str:
        """Return why the words of a cause or an effect name nothing that happens, or an empty string."""
        for filler in (left, right):
            tokens = [t for t in _inside(anchor, filler) if t.is_word]
            if _of_own_words(filler) and tokens and all(self._points(t) for t in tokens):
                return "words that only point or grade name no situation"  # "one causes another"
        tokens = _inside(anchor, left)
        if len(tokens) < 2:  # noqa: PLR2004 (a phrase that breaks off has two words)
            return ""
        if self.words.has("subject_pronouns", tokens[-1].word) and not self._governed(tokens[-2]):
            return "a clause without its verb is no cause"  # "the dialogue it" of "the dialogue it encourages"
        return "" if "causes-are-nouns" in self.words.traits else self._opening(anchor, left, tokens)

    def _points(self, token: Token) -> bool:
        return token.word[0].isdigit() or any(self.words.has(table, token.word) for table in _POINTING)

    def ought_to_be(self, anchor: Anchor, cause: Filler, effect: Filler) -> bool:
        """Return whether an effect of what was said before only ought to be: "Therefore, no new seats should be created"."""
        near = _inside(anchor, effect) if cause.start < 0 else []
        return any(self.words.has("oughts", t.word) and not t.depth for t in near)

    def _opening(self, anchor: Anchor, cause: Filler, tokens: list[Token]) -> str:
        """Why a cause that begins so is what is left of a clause, or an empty string."""
        opening, following = tokens[0], tokens[1]
        if self.words.has("leftovers", opening.word):
            return "what is left of a clause is no cause"  # "as to make them fairer and thus …"
        whole = any(role.form == "clause" and role.side == "left" and role.name == anchor.rule.claims[0][1] for role in anchor.rule.roles)
        opens = self.words.has("object_openers", following.word) or following.capital or self._to_happen(anchor, tokens)
        opens = opens or (whole and not self.words.has("noun_like", opening.word))
        if self.words.has("base_verbs", opening.word) and not opening.capital and opens:
            return "what is to be done is no cause"  # "foster a spirit that will ensure …"
        planned = self.words.has("becoming_verbs", opening.word)  # "due to be held"
        if planned or (self.words.has("auxiliaries", opening.word) and self.words.has("plain_verbs", opening.word)):
            return "a predicate without its subject is no cause"  # "will only prolong the misery"
        dangling = self.words.has("dangling_prepositions", opening.word) and opens and not self.is_clause(anchor, cause)
        return "a phrase behind a preposition is no cause" if dangling else ""

    def _to_happen(self, anchor: Anchor, tokens: list[Token]) -> bool:
        """As in "due to open on Monday": a verb there tells what is planned, "due to lack of rain" a cause."""
        words, trigger = self.words, anchor.segment.sentence.tokens[anchor.last - 1]
        if not words.has("verb_linkers", trigger.word) or not words.has("prepositions", tokens[1].word):
            return False
        timed = len(tokens) > 2 and (tokens[2].word[0].isdigit() or bool(words.value("months", (tokens[2].word,))))  # noqa: PLR2004
        return not words.has("noun_like", tokens[0].word) or timed or words.has("days", tokens[min(2, len(tokens) - 1)].word)

    def _governed(self, token: Token) -> bool:
        """Whether the word before a pronoun governs it: "nobody was there to treat it", "they lack it"."""
        small = ("prepositions", "auxiliaries", "base_verbs")
        return self.words.is_finite(token) or token.word.endswith("ing") or any(self.words.has(table, token.word) for table in small)

    def is_loose(self, anchor: Anchor, effect: Filler) -> bool:
        """Return whether an effect is a phrase behind a preposition without a predicate ("on the one hand"), or left of a clause."""
        tokens = _inside(anchor, effect) if effect.start >= 0 and "causes-are-nouns" not in self.words.traits else []
        if tokens and self.words.has("leftovers", tokens[0].word):
            return True
        behind = 1 < len(tokens) <= _SHORT_PHRASE and self.words.has("prepositions", tokens[0].word)
        return behind and not any(self.words.is_finite(t) or self.words.has("auxiliaries", t.word) for t in tokens[1:] if not t.depth)

    def breaks_off(self, text: str) -> bool:
        """Return whether words end in one that asks for more ("…, we believe that"), or are more than any phrase has."""
        said = text.casefold().split()
        return len(said) > _LONGEST_PHRASE or (len(said) > 1 and any(self.words.has(table, said[-1]) for table in _ASKING))

    def is_clause(self, anchor: Anchor, filler: Filler) -> bool:
        """Return whether words have a predicate beside those of relative clauses: "a state that pays more cannot hire"."""
        tokens = [t for t in _inside(anchor, filler) if not t.depth]
        relatives = sum(self.words.has("relatives", t.word) for t in tokens)
        return sum(self.words.is_finite(t) for t in tokens[1:]) > relatives


def _inside(anchor: Anchor, filler: Filler) -> list[Token]:
    return [t for t in anchor.segment.sentence.tokens if filler.start <= t.start and t.end <= filler.end]


def _of_own_words(filler: Filler) -> bool:
    """Whether a situation is named by the words that stand there, and not by what they point back at."""
    entity = filler.argument
    own = isinstance(entity, Entity) and entity.types == ("ssc:Situation",)
    return own and isinstance(entity, Entity) and " ".join(entity.text.split()) == entity.labels[0].text
