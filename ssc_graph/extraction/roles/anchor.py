"""A rule's trigger found in a segment, and what fills a role."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_graph.claims import Argument
from ssc_graph.extraction.segments import Segment
from ssc_graph.extraction.verbs import VerbGroup
from ssc_graph.rules import Rule

#: Tokens that may stand between a preposition and the name that it introduces.
NEAR = 3
#: Tokens that may stand between a name and the date that belongs to it.
REACH = 7
#: Words of a term that a definition explains, at most.
LONGEST_TERM = 7
#: A dateline stands at the head of a document: within its first 600 characters.
DATELINE = 600
#: Length of a full date, ``1978-09-12``.
FULL_DATE = 10
AGENTS = frozenset({("oleh",), ("by",)})
DETERMINERS = frozenset({"the", "a", "an", "sebuah", "suatu", "para", "its", "oleh", "seorang", "negara", "kelompok", "tokoh"})


@dataclass(slots=True)
class Anchor:
    """A rule's trigger found in a segment; never changed (not frozen, as :class:`ssc_graph.extraction.tokens.Token`).

    Args:
        rule: the rule.
        segment: the segment.
        first, last: the trigger's tokens in the segment.
        group: the verb group that it ends.
    """

    rule: Rule
    segment: Segment
    first: int
    last: int
    group: VerbGroup


@dataclass(slots=True)
class Filler:
    """One argument for a role, with the extent of its words (-1 where it is inferred); never changed."""

    argument: Argument
    start: int
    end: int
