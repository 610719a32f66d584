"""The relevance gate: a document off the subject yields only claims between things that the authority files know.

A recipe has causes too ("the cloudy broth is caused by too large a flame"), but they are no policy claims. A document is on the subject
where it names known things of the field, or speaks in the field's words (``field_words`` of the language).
"""

from __future__ import annotations

from ssc_graph.claims import Claim, Entity
from ssc_graph.extraction.analysis import Analysis

_KNOWN = ("auth:", "concept:", "resolution:")
_EVERYWHERE = frozenset({"ssc:Country", "ssc:Place"})
_ENOUGH_THINGS = 2
_ENOUGH_MENTIONS = 3
# Recipes, match reports, manuals and product pages that were looked at use up to five different field words, at most one word in fifty.
_ENOUGH_WORDS, _ENOUGH_SHARE = 8, 0.03
_FEWER_WORDS, _ENOUGH_PLACES = 6, 3


def on_subject(analysis: Analysis) -> bool:
    """Return whether a document is on the subject.

    It names two different things or concepts of the field, in three places; or every thirtieth of its words is one of the field's, eight
    different ones among them; or six, where it names three countries or places.
    """
    known = [m for group in analysis.mentions for m in group if m.id.startswith(_KNOWN)]
    named = [m.id for m in known if not _EVERYWHERE & set(m.types)]
    if len(set(named)) >= _ENOUGH_THINGS and len(named) >= _ENOUGH_MENTIONS:
        return True
    places = {m.id for m in known if _EVERYWHERE & set(m.types)}
    words = [token.word for sentence in analysis.sentences for token in sentence.tokens if token.is_word]
    field = [word for word in words if analysis.vocabulary.has("field_words", word)]
    different = len(set(field))
    dense = different >= _ENOUGH_WORDS and len(field) >= _ENOUGH_SHARE * len(words)
    return dense or (different >= _FEWER_WORDS and len(places) >= _ENOUGH_PLACES)


def passes(claim: Claim) -> bool:
    """Return whether a claim of a document off the subject may stand all the same: both sides are known things."""
    sides = [claim.subject, claim.object]
    return all(isinstance(side, Entity) and side.id.startswith(_KNOWN) for side in sides)
