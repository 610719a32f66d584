"""Where pages look up what is said: in a store, or in the statements of a graph, which is many times as fast."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from ssc_graph.graph.backwards import Backwards
from ssc_graph.graph.statements import Statements
from ssc_graph.namespaces import expand

Node = NamedNode | Literal | BlankNode | Triple
_OFFSETS = frozenset(expand(curie) for curie in ("oa:start", "oa:end"))
_INTEGER, _NON_NEGATIVE = expand("xsd:integer"), expand("xsd:nonNegativeInteger")
#: Numbers of nodes that are remembered: those of a page are asked for again and again.
_MOST = 50_000


class Lookup(Protocol):
    """Answers to the four questions that pages ask; each statement counts once, however many named graphs hold it."""

    def triples(self, subject: str) -> list[Triple]:
        """Return what is said of a node, by predicate, then by object."""

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """Return the objects of a node under a predicate, sorted."""

    def subjects(self, predicate: str, node: Node) -> list[str]:
        """Return the IRIs that stand under a predicate to a node, sorted."""

    def pairs(self, predicate: str) -> Iterator[tuple[object, Node]]:
        """Yield subject and object of every statement with a predicate."""


class InStore:
    """What a store holds: its default graph is the union of the named ones, and it keeps values, not spellings.

    Args:
        store: as :func:`ssc_graph.store.open_store` makes it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def triples(self, subject: str) -> list[Triple]:
        """See :class:`Lookup`."""
        quads = self._store.quads_for_pattern(NamedNode(subject), None, None, DefaultGraph())
        return sorted((respelt(quad.triple) for quad in quads), key=lambda triple: (triple.predicate.value, str(triple.object)))

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """See :class:`Lookup`."""
        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, DefaultGraph())
        return sorted({quad.object for quad in quads}, key=str)

    def subjects(self, predicate: str, node: Node) -> list[str]:
        """See :class:`Lookup`."""
        quads = self._store.quads_for_pattern(None, NamedNode(predicate), node, DefaultGraph())
        return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})

    def pairs(self, predicate: str) -> Iterator[tuple[object, Node]]:
        """See :class:`Lookup`."""
        quads = self._store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph())
        return ((quad.subject, quad.object) for quad in quads)


class InStatements:
    """What a graph says, with every literal as it is written.

    Args:
        statements: of the graph.
    """

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._backwards = Backwards(statements)
        self._number = lru_cache(maxsize=_MOST)(statements.number_of)

    def _said(self, subject: str) -> list[tuple[int, int]]:
        number = self._number(f"<{subject}>")
        rank = None if number is None else self._statements.rank(number)
        return [] if rank is None else self._statements.said(rank)

    def triples(self, subject: str) -> list[Triple]:
        """See :class:`Lookup`."""
        terms, node = self._statements.terms, NamedNode(subject)
        found = sorted((terms[predicate].value, value, terms[predicate]) for predicate, value in self._said(subject))  # type: ignore[union-attr]  # a predicate is an IRI
        return [Triple(node, predicate, terms[value]) for _, value, predicate in found]  # type: ignore[arg-type]  # as above

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """See :class:`Lookup`."""
        verb = self._number(f"<{predicate}>")
        return [self._statements.terms[value] for each, value in self._said(subject) if each == verb]  # type: ignore[misc]  # no name of a graph

    def subjects(self, predicate: str, node: Node) -> list[str]:
        """See :class:`Lookup`."""
        verb, value = self._number(f"<{predicate}>"), self._number(str(node))
        if verb is None or value is None:
            return []
        found = (self._statements.terms[number] for number in self._backwards.subjects(verb, value))
        return sorted(term.value for term in found if isinstance(term, NamedNode))

    def pairs(self, predicate: str) -> Iterator[tuple[object, Node]]:
        """See :class:`Lookup`."""
        verb, terms = self._number(f"<{predicate}>"), self._statements.terms
        pairs = set() if verb is None else set(self._statements.pairs_of(verb))
        return ((terms[subject], terms[value]) for subject, value in sorted(pairs))  # type: ignore[misc]  # as above


def respelt(triple: Triple) -> Triple:
    """Return a triple from a store with the datatype of Web Annotation (4.2.4): the store makes every whole number an xsd:integer."""
    value = triple.object
    if triple.predicate.value in _OFFSETS and isinstance(value, Literal) and value.datatype.value == _INTEGER:
        return Triple(triple.subject, triple.predicate, Literal(value.value, datatype=NamedNode(_NON_NEGATIVE)))
    return triple
