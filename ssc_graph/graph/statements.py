"""Quads by number: every term stands once, a quad is four numbers.

A quad of pyoxigraph holds the characters of its four terms itself. Of two thousand resolutions that is 1.3 GB, and each form of the
graph that is sorted anew costs as much again. Here a term stands once and its number is its place among all terms, sorted, so that
numbers are in the order of what they stand for; a statement takes twelve bytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from ssc_graph.graph.order import PREDICATES

Term = NamedNode | BlankNode | Literal | Triple | DefaultGraph


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a graph, in reading order.

    Args:
        terms: every term, sorted by its form in N-Triples; its place is its number.
        graphs: of each named graph, in order: the number of its name, and three numbers for each of its statements.
        subjects: the numbers of the subjects, in reading order.
        places: of each subject: its section (:data:`ssc_graph.graph.order.SECTIONS`).
        parts: of each subject, in this order: the first of its entries in ``found``; one more at the end.
        found: stretches of a named graph that tell of one subject: number of the graph in ``graphs``, where it begins, where it ends.
    """

    terms: tuple[Term, ...]
    graphs: tuple[tuple[int, array[int]], ...] = field(hash=False)
    subjects: array[int] = field(compare=False, repr=False)
    places: array[int] = field(compare=False, repr=False)
    parts: array[int] = field(compare=False, repr=False)
    found: array[int] = field(compare=False, repr=False)
    ranks: array[int] = field(compare=False, repr=False)

    def __len__(self) -> int:
        return sum(len(rows) // 3 for _, rows in self.graphs)

    def number(self, term: Term) -> int | None:
        """Return the number of a term, or None where it is in no statement."""
        return self.number_of(str(term))

    def number_of(self, written: str) -> int | None:
        """Return the number of a term that is given as N-Triples write it."""
        place = bisect_left(self.terms, written, key=str)
        return place if place < len(self.terms) and str(self.terms[place]) == written else None

    def rank(self, number: int) -> int | None:
        """Return the place of a term among the subjects, or None where nothing is said of it."""
        return self.ranks[number] - 1 if self.ranks[number] else None

    def said(self, rank: int) -> list[tuple[int, int]]:
        """Return predicate and object of what all graphs together say of a subject, each once, in reading order.

        Args:
            rank: its place among the subjects.
        """
        stretches = [self.found[3 * k : 3 * k + 3] for k in range(self.parts[rank], self.parts[rank + 1])]
        pairs = [_pairs(self.graphs[graph][1], start, end) for graph, start, end in stretches]
        if len(pairs) == 1:
            return list(pairs[0])
        key = self._predicate_key
        return sorted({pair for each in pairs for pair in each}, key=lambda pair: (key(pair[0]), pair[1]))

    def _predicate_key(self, number: int) -> str:
        iri = self.terms[number].value  # type: ignore[union-attr]  # a predicate is an IRI
        return PREDICATES.get(iri, iri)

    def triples_of(self, rank: int) -> list[Triple]:
        """Return what all graphs together say of a subject, in reading order."""
        terms, subject = self.terms, self.terms[self.subjects[rank]]
        return [Triple(subject, terms[predicate], terms[value]) for predicate, value in self.said(rank)]  # type: ignore[arg-type]  # terms of a triple, as they came

    def told(self) -> Iterator[tuple[int, list[Triple]]]:
        """Yield the place of the section and the triples of each subject, in reading order."""
        return ((place, self.triples_of(rank)) for rank, place in enumerate(self.places))

    @property
    def names(self) -> list[Term]:
        """The names of the graphs, in their order."""
        return [self.terms[number] for number, _ in self.graphs]

    def roles(self) -> tuple[Iterator[Term], list[NamedNode]]:
        """Return the terms that are subjects or objects, and those that are predicates."""
        nodes, verbs = bytearray(len(self.terms)), set[int]()
        for _, rows in self.graphs:
            verbs.update(rows[1::3])
            for number in (*rows[0::3], *rows[2::3]):
                nodes[number] = 1
        return compress(self.terms, nodes), [self.terms[number] for number in sorted(verbs)]  # type: ignore[misc]  # predicates are IRIs

    def triples_in(self, graph: int) -> Iterator[Triple]:
        """Yield the triples of one named graph, given by its place among them."""
        terms, rows = self.terms, self.graphs[graph][1]
        for subject, predicate, value in zip(rows[0::3], rows[1::3], rows[2::3], strict=True):
            yield Triple(terms[subject], terms[predicate], terms[value])  # type: ignore[arg-type]  # as above

    def quads_in(self, graph: int) -> Iterator[Quad]:
        """Yield the quads of one named graph, given by its place among them."""
        name = self.terms[self.graphs[graph][0]]
        for triple in self.triples_in(graph):
            yield Quad(triple.subject, triple.predicate, triple.object, name)  # type: ignore[arg-type]  # the name of a graph

    def pairs_of(self, predicate: int) -> Iterator[tuple[int, int]]:
        """Yield subject and object of every statement with a predicate; what several graphs say comes several times."""
        for _, rows in self.graphs:
            for place, each in enumerate(rows[1::3]):
                if each == predicate:
                    yield rows[3 * place], rows[3 * place + 2]


def _pairs(rows: array[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    return zip(rows[start + 1 : end : 3], rows[start + 2 : end : 3], strict=True)
