"""The relevance gate: a document off the subject yields only claims between things that the authority files know.

A recipe has causes too ("the cloudy broth is caused by too large a flame"), but they are no policy claims. A document is on the subject
where it names known things of the field, or speaks in the field's words (``field_words`` of the language).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from ssc_graph.claims import Claim, Entity
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.extraction.vocabulary import Vocabulary

_KNOWN = ("auth:", "concept:", "resolution:")
_EVERYWHERE = frozenset({"ssc:Country", "ssc:Place"})
_IS_WORD = attrgetter("is_word")
_ENOUGH_THINGS = 2
_ENOUGH_MENTIONS = 3
# Recipes, match reports, manuals and product pages that were looked at use up to five different field words, at most one word in fifty.
_ENOUGH_WORDS, _ENOUGH_SHARE = 8, 0.03
_FEWER_WORDS, _ENOUGH_PLACES = 6, 3


@dataclass
class Tally:
    """What a document names and says, counted over its pieces.

    Args:
        named: things of the field by CURIE, with how often each is named.
        places: countries and places that are named.
        words: number of words.
        said: words of the field, with how often each is said.
        defined: whether a word is said that no other field has (``defining_words``).
    """

    named: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)
    words: int = 0
    said: Counter[str] = field(default_factory=Counter)
    defined: bool = False

    def add(self, sentence: Sentence, mentions: Sequence[Mention], vocabulary: Vocabulary) -> None:
        """Count a sentence."""
        for mention in mentions:
            if mention.id.startswith(_KNOWN):
                if _EVERYWHERE.isdisjoint(mention.types):
                    self.named[mention.id] += 1
                else:
                    self.places.add(mention.id)
        self.words += sum(map(_IS_WORD, sentence.tokens))
        words = vocabulary.words_of("field_words")
        if not words.isdisjoint(sentence.held):
            self.said.update([token.word for token in sentence.tokens if token.word in words])
        self.defined = self.defined or not vocabulary.words_of("defining_words").isdisjoint(sentence.held)


def on_subject(tally: Tally) -> bool:
    """Return whether a document is on the subject.

    It names two different things or concepts of the field, in three places; or every thirtieth of its words is one of the field's, eight
    different ones among them; or six, where it names three countries or places; or six, where one is the field's own ("South-South").
    """
    if len(tally.named) >= _ENOUGH_THINGS and tally.named.total() >= _ENOUGH_MENTIONS:
        return True
    dense = len(tally.said) >= _ENOUGH_WORDS and tally.said.total() >= _ENOUGH_SHARE * tally.words
    few = len(tally.said) >= _FEWER_WORDS
    return dense or (few and (tally.defined or len(tally.places) >= _ENOUGH_PLACES))


def passes(claim: Claim) -> bool:
    """Return whether a claim of a document off the subject may stand all the same: both sides are known things."""
    sides = [claim.subject, claim.object]
    return all(isinstance(side, Entity) and side.id.startswith(_KNOWN) for side in sides)
