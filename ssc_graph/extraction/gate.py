"""The relevance gate: a document off the subject yields only claims between things that the authority files know.

A recipe has causes too ("the cloudy broth is caused by too large a flame"), but they are no policy claims.
"""

from __future__ import annotations

from collections import Counter

from ssc_graph.claims import Claim, Entity
from ssc_graph.extraction.mention import Mention

_KNOWN = ("auth:", "concept:", "resolution:")
_EVERYWHERE = frozenset({"ssc:Country", "ssc:Place"})
_ENOUGH_THINGS = 2
_ENOUGH_MENTIONS = 3


def counts(mention: Mention) -> bool:
    """Return whether a mention tells that a document is of the field."""
    return mention.id.startswith(_KNOWN) and _EVERYWHERE.isdisjoint(mention.types)


def on_subject(named: Counter[str]) -> bool:
    """Return whether a document names enough of the field: two different things or concepts, in three places.

    Args:
        named: CURIEs of the things of the field that it names, with how often it names each.
    """
    return len(named) >= _ENOUGH_THINGS and named.total() >= _ENOUGH_MENTIONS


def passes(claim: Claim) -> bool:
    """Return whether a claim of a document off the subject may stand all the same: both sides are known things."""
    sides = [claim.subject, claim.object]
    return all(isinstance(side, Entity) and side.id.startswith(_KNOWN) for side in sides)
