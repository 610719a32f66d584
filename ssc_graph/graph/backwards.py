"""Statements from their objects: who stands under a predicate to a value."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from ssc_graph.graph.statements import Statements


class Backwards:
    """Which subjects stand under a predicate to a value; of the few predicates that are asked for.

    Args:
        statements: of a graph.
    """

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._known: dict[int, tuple[array[int], array[int]]] = {}

    def subjects(self, predicate: int, value: int) -> Sequence[int]:
        """Return them, each once."""
        if predicate not in self._known:
            pairs = sorted({(end, start) for start, end in self._statements.pairs_of(predicate)})
            self._known[predicate] = array("I", (end for end, _ in pairs)), array("I", (start for _, start in pairs))
        ends, starts = self._known[predicate]
        return starts[bisect_left(ends, value) : bisect_left(ends, value + 1)]
