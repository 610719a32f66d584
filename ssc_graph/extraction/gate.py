"""The relevance gate: a document off the subject yields only claims between things that the authority files know.

A recipe has causes too ("the cloudy broth is caused by too large a flame"), but they are no policy claims.
"""

from __future__ import annotations

from ssc_graph.claims import Claim, Entity
from ssc_graph.extraction.analysis import Analysis

_KNOWN = ("auth:", "concept:", "resolution:")
_EVERYWHERE = frozenset({"ssc:Country", "ssc:Place"})
_ENOUGH_THINGS = 2
_ENOUGH_MENTIONS = 3


def on_subject(analysis: Analysis) -> bool:
    """Return whether a document names enough of the field: two different things or concepts, in three places."""
    named = [m.id for group in analysis.mentions for m in group if m.id.startswith(_KNOWN) and not _EVERYWHERE & set(m.types)]
    return len(set(named)) >= _ENOUGH_THINGS and len(named) >= _ENOUGH_MENTIONS


def passes(claim: Claim) -> bool:
    """Return whether a claim of a document off the subject may stand all the same: both sides are known things."""
    sides = [claim.subject, claim.object]
    return all(isinstance(side, Entity) and side.id.startswith(_KNOWN) for side in sides)
