"""The result of a build: an RDF dataset that knows its documents and claims and can be handed to rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from ssc_graph.graph.order import reading_key
from ssc_graph.namespaces import DEFAULT_BASE, expand

if TYPE_CHECKING:
    import rdflib

    from ssc_graph.sparql import Results

_TYPE, _DOCUMENT, _CLAIM = (NamedNode(expand(curie)) for curie in ("rdf:type", "ssc:Document", "ssc:Claim"))


@dataclass(frozen=True, slots=True)
class PolicyGraph:
    """An RDF dataset: quads in reading order, none twice.

    Two graphs are equal if they hold the same quads under the same base.

    Args:
        quads: made by :meth:`from_quads`, which sorts them.
        base: IRI under which the instances live.

    >>> len(PolicyGraph.from_quads([]))
    0
    """

    quads: tuple[Quad, ...]
    base: str = DEFAULT_BASE

    @classmethod
    def from_quads(cls, quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> PolicyGraph:
        """Return the graph of some quads, in whatever order and however often they are given."""
        distinct = list(dict.fromkeys(quads))
        key = reading_key(distinct)
        return cls(tuple(sorted(distinct, key=lambda quad: (str(quad.graph_name), *key(quad)))), base)

    def __len__(self) -> int:
        return len(self.quads)

    def triples(self, named_graph: str | None = None) -> list[Triple]:
        """Return the triples of one named graph or, where none is named, of all graphs together, in reading order.

        Args:
            named_graph: the IRI of a named graph; empty for the default graph.
        """
        if named_graph is not None:
            return [quad.triple for quad in self.quads if _graph_name(quad) == named_graph]
        distinct = list(dict.fromkeys(quad.triple for quad in self.quads))
        return sorted(distinct, key=reading_key(distinct))

    @property
    def documents(self) -> tuple[str, ...]:
        """IRIs of the source documents, sorted."""
        return self._members(_DOCUMENT)

    @property
    def claims(self) -> tuple[str, ...]:
        """IRIs of the claims, sorted."""
        return self._members(_CLAIM)

    @property
    def named_graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted; the default graph has none."""
        return tuple(sorted({name for quad in self.quads if (name := _graph_name(quad))}))

    def to_rdflib(self) -> rdflib.Graph:
        """Return all triples together as an rdflib graph; literals keep the form in which they are written.

        Raises:
            GraphError: a term of RDF 1.2, which rdflib does not know.
        """
        from ssc_graph.graph.rdflib_edge import to_graph

        return to_graph(self.triples(), base=self.base)

    def to_rdflib_dataset(self) -> rdflib.Dataset:
        """Return the named graphs as an rdflib dataset whose default graph is their union.

        Raises:
            GraphError: a term of RDF 1.2, which rdflib does not know.
        """
        from ssc_graph.graph.rdflib_edge import to_dataset

        return to_dataset(self.quads, base=self.base)

    def query(self, question: str, **parameters: str) -> Results:
        """Answer a question to this graph; the named graphs are asked together, and the project's prefixes are known.

        Args:
            question: SPARQL, or the name of a named query (:func:`ssc_graph.sparql.named_queries`).
            **parameters: of the named query.

        Returns:
            Rows as dictionaries when iterated; ``columns()`` for pandas; ``boolean`` or ``triples`` for other forms of query.

        Raises:
            QueryError: the query is wrong.
            UsageError: there is no such named query or parameter.

        >>> PolicyGraph.from_quads([]).query("SELECT ?claim { ?claim a ssc:Claim }").columns()
        {'claim': []}
        """
        from ssc_graph.sparql import query  # from a floor above: a convenience for users, loaded when it is used

        return query(self.quads, question, parameters, base=self.base)

    def _members(self, kind: NamedNode) -> tuple[str, ...]:
        found = (quad.subject for quad in self.quads if quad.object == kind and quad.predicate == _TYPE)
        return tuple(sorted({subject.value for subject in found if isinstance(subject, NamedNode)}))


def _graph_name(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
