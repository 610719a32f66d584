"""The result of a build: an RDF dataset that knows its documents and claims and can be handed to rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from ssc_graph.graph.gathering import Gathering
from ssc_graph.graph.listing import Nodes, Quads
from ssc_graph.graph.statements import Statements, Term
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
        statements: made by :meth:`from_quads`, which sorts them.
        base: IRI under which the instances live.

    >>> len(PolicyGraph.from_quads([]))
    0
    """

    statements: Statements
    base: str = DEFAULT_BASE

    @classmethod
    def from_quads(cls, quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> PolicyGraph:
        """Return the graph of some quads, in whatever order and however often they are given."""
        return cls(Gathering().take(quads).arranged(), base)

    def __len__(self) -> int:
        return len(self.statements)

    @property
    def quads(self) -> Sequence[Quad]:
        """The quads in reading order: first the named graphs by name, in each its sections."""
        return Quads(self.statements)

    @property
    def nodes(self) -> Mapping[str, list[Triple]]:
        """What all graphs together say of each subject, by its IRI, in reading order."""
        return Nodes(self.statements)

    def triples(self, named_graph: str | None = None) -> list[Triple]:
        """Return the triples of one named graph or, where none is named, of all graphs together, in reading order.

        Args:
            named_graph: the IRI of a named graph; empty for the default graph.
        """
        statements = self.statements
        if named_graph is None:
            return [triple for rank in range(len(statements.subjects)) for triple in statements.triples_of(rank)]
        names = [_graph_name(statements.terms[number]) for number, _ in statements.graphs]
        return [triple for place, name in enumerate(names) if name == named_graph for triple in statements.triples_in(place)]

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
        names = (_graph_name(self.statements.terms[number]) for number, _ in self.statements.graphs)
        return tuple(sorted({name for name in names if name}))

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
        terms, typed, wanted = self.statements.terms, self.statements.number(_TYPE), self.statements.number(kind)
        if typed is None or wanted is None:
            return ()
        found = {subject for subject, value in self.statements.pairs_of(typed) if value == wanted}
        members = (terms[number] for number in found)
        return tuple(sorted(member.value for member in members if isinstance(member, NamedNode)))


def _graph_name(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | BlankNode) else ""
