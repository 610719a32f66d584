"""The statements of a graph as pyoxigraph and the writers know them, made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from pyoxigraph import NamedNode, Quad, Triple

from ssc_graph.graph.statements import Statements, Term


class Quads(Sequence[Quad]):
    """The quads of a graph in reading order, made when they are asked for.

    Args:
        statements: what they are made of.
    """

    __slots__ = ("_statements",)

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def __len__(self) -> int:
        return len(self._statements)

    def __iter__(self) -> Iterator[Quad]:
        for graph in range(len(self._statements.graphs)):
            yield from self._statements.quads_in(graph)

    @overload
    def __getitem__(self, place: int) -> Quad: ...
    @overload
    def __getitem__(self, place: slice) -> list[Quad]: ...
    def __getitem__(self, place: int | slice) -> Quad | list[Quad]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        left = place + len(self) if place < 0 else place
        for graph, (name, rows) in enumerate(self._statements.graphs):
            if 0 <= left < len(rows) // 3:
                subject, predicate, value = (self._statements.terms[number] for number in rows[3 * left : 3 * left + 3])
                return Quad(subject, predicate, value, self._statements.terms[name])  # type: ignore[arg-type]  # as they came, graph by graph
            left -= len(self._statements.graphs[graph][1]) // 3
        raise IndexError(place)

    def __eq__(self, other: object) -> bool:
        return self._statements == other._statements if isinstance(other, Quads) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._statements)


class Nodes(Mapping[str, list[Triple]]):
    """What all graphs together say of each subject, by its IRI (or its form in N-Triples), in reading order.

    Args:
        statements: what they are made of.
    """

    __slots__ = ("_statements",)

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def __len__(self) -> int:
        return len(self._statements.subjects)

    def __iter__(self) -> Iterator[str]:
        return (_written(self._statements.terms[number]) for number in self._statements.subjects)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._rank(name) is not None

    def __getitem__(self, name: str) -> list[Triple]:
        rank = self._rank(name)
        if rank is None:
            raise KeyError(name)
        return self._statements.triples_of(rank)

    def _rank(self, name: str) -> int | None:
        number = self._statements.number_of(f"<{name}>")
        number = self._statements.number_of(name) if number is None else number
        return None if number is None else self._statements.rank(number)


def _written(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
