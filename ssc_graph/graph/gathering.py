"""Statements are gathered in any order, then numbered and put into reading order."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise

from pyoxigraph import NamedNode, Quad

from ssc_graph.graph.order import PREDICATES, PROVENANCE, THINGS, reading_name, section_of_class
from ssc_graph.graph.statements import Statements, Term
from ssc_graph.namespaces import expand

_TYPE, _GENERATED = NamedNode(expand("rdf:type")), NamedNode(expand("prov:wasGeneratedBy"))


def _numbers() -> array[int]:
    return array("I")


class Gathering:
    """Statements on their way into a graph, in any order and however often they come."""

    def __init__(self) -> None:
        self._numbers: dict[Term, int] = {}
        self._graphs: dict[int, array[int]] = {}

    def number(self, term: Term) -> int:
        """Return the number that a term has for now."""
        return self._numbers.setdefault(term, len(self._numbers))

    def add(self, graph: int, subject: int, predicate: int, value: int) -> None:
        """Add a statement, given by the numbers of its terms."""
        self._graphs.setdefault(graph, _numbers()).extend((subject, predicate, value))

    def take(self, quads: Iterable[Quad]) -> Gathering:
        """Add some quads."""
        number = self.number
        for quad in quads:
            self.add(number(quad.graph_name), number(quad.subject), number(quad.predicate), number(quad.object))
        return self

    def arranged(self) -> Statements:
        """Return the statements in reading order, none twice; nothing can be added afterwards."""
        terms = list(self._numbers)
        self._numbers = {}
        order = _sorted_by(range(len(terms)), list(map(str, terms)))
        now = array("I", bytes(4 * len(terms)))
        for place, before in enumerate(order):
            now[before] = place
        graphs = {now[name]: array("I", map(now.__getitem__, rows)) for name, rows in self._graphs.items()}
        self._graphs = {}
        return _arranged(tuple(terms[before] for before in order), graphs)


def _sorted_by(numbers: Iterable[int], keys: Sequence[object]) -> list[int]:
    return sorted(numbers, key=keys.__getitem__)  # type: ignore[arg-type]  # keys of one kind, which can be compared


def _arranged(terms: tuple[Term, ...], graphs: dict[int, array[int]]) -> Statements:
    """Sort the statements of each graph and note where it tells of which subject."""
    places = _places(terms, graphs)
    subjects = {number for rows in graphs.values() for number in rows[0::3]}
    ordered = array("I", sorted(subjects, key=lambda number: (places[number], reading_name(terms[number]))))
    del subjects
    ranks = array("I", bytes(4 * len(terms)))
    for rank, number in enumerate(ordered, start=1):
        ranks[number] = rank
    listed = tuple((name, _in_order(graphs[name], terms, ordered, ranks)) for name in sorted(graphs))
    parts, found = _stretches(listed, ranks, len(ordered))
    return Statements(terms, listed, ordered, array("B", (places[number] for number in ordered)), parts, found, ranks)


def _places(terms: tuple[Term, ...], graphs: Mapping[int, array[int]]) -> bytearray:
    """The section of each term, where it is a subject."""
    typed, generated = (bisect_left(terms, str(term), key=str) for term in (_TYPE, _GENERATED))
    typed = typed if terms[typed : typed + 1] == (_TYPE,) else -1
    generated = generated if terms[generated : generated + 1] == (_GENERATED,) else -1
    known: dict[int, int] = {}
    for rows in graphs.values():
        for subject, predicate, value in zip(rows[0::3], rows[1::3], rows[2::3], strict=True):
            if predicate == typed and (place := section_of_class(terms[value])) is not None:
                known[subject] = place
            elif predicate == generated:
                known.setdefault(subject, PROVENANCE)
    found = bytearray([THINGS]) * len(terms)
    for number, place in known.items():
        found[number] = place
    return found


def _in_order(rows: array[int], terms: tuple[Term, ...], subjects: array[int], ranks: array[int]) -> array[int]:
    """The statements of one graph in reading order, none twice."""
    predicates = sorted(set(rows[1::3]), key=lambda number: PREDICATES.get(terms[number].value, terms[number].value))  # type: ignore[union-attr]  # a predicate is an IRI
    place = {number: rank for rank, number in enumerate(predicates)}
    kinds, most = len(predicates), len(terms)
    keys = {((ranks[s] - 1) * kinds + place[p]) * most + o for s, p, o in zip(rows[0::3], rows[1::3], rows[2::3], strict=True)}
    found = _numbers()
    for key in sorted(keys):
        pair, value = divmod(key, most)
        subject, predicate = divmod(pair, kinds)
        found.extend((subjects[subject], predicates[predicate], value))
    return found


def _stretches(graphs: Sequence[tuple[int, array[int]]], ranks: array[int], count: int) -> tuple[array[int], array[int]]:
    """Where each subject is told of: see :class:`Statements`."""
    stretches = []
    for graph, (_, rows) in enumerate(graphs):
        told = rows[0::3]
        begins = [0, *(place for place, (before, subject) in enumerate(pairwise(told), start=1) if before != subject), len(told)]
        stretches.append(array("I", chain.from_iterable((ranks[told[a]] - 1, graph, 3 * a, 3 * b) for a, b in pairwise(begins) if a < b)))
    flat = array("I", chain.from_iterable(stretches))
    order = _sorted_by(range(len(flat) // 4), flat[0::4])
    parts, found = array("I", bytes(4 * (count + 1))), _numbers()
    for place, each in enumerate(order):
        parts[flat[4 * each] + 1] = place + 1
        found.extend(flat[4 * each + 1 : 4 * each + 4])
    return parts, found
