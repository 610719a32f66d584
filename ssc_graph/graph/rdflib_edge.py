"""Graphs for the user's hands: rdflib terms with the literals as they are written.

rdflib rewrites a literal when it makes one (``"0.50"`` becomes ``"0.5"``, ``"1"^^xsd:boolean`` becomes ``"true"``) unless it is told
not to. It is told for each literal, not through ``rdflib.NORMALIZE_LITERALS``, which is a switch for the whole process.
"""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.term import IdentifiedNode, Node

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import expand, prefixes

_STRING, _LANGUAGE_STRING = expand("xsd:string"), expand("rdf:langString")


def to_graph(triples: Iterable[Triple], *, base: str) -> rdflib.Graph:
    """Return an rdflib graph of some triples, with our prefixes."""
    graph, made = rdflib.Graph(bind_namespaces="none"), _Made()
    _bind(graph, base)
    for triple in triples:
        graph.add((made.node(triple.subject), made.node(triple.predicate), made.term(triple.object)))
    return graph


def to_dataset(quads: Iterable[Quad], *, base: str) -> rdflib.Dataset:
    """Return an rdflib dataset of some quads, with our prefixes; its default graph is the union of all."""
    dataset, made = rdflib.Dataset(default_union=True), _Made()
    _bind(dataset, base)
    for quad in quads:
        name = None if isinstance(quad.graph_name, DefaultGraph) else dataset.graph(made.node(quad.graph_name))
        dataset.add((made.node(quad.subject), made.node(quad.predicate), made.term(quad.object), name))
    return dataset


def _bind(graph: rdflib.Graph, base: str) -> None:
    for prefix, namespace in prefixes(base=base).items():
        graph.bind(prefix, namespace, replace=True)


class _Made:
    """rdflib terms, each made once."""

    def __init__(self) -> None:
        self._nodes: dict[object, IdentifiedNode] = {}

    def node(self, term: object) -> IdentifiedNode:
        found = self._nodes.get(term)
        if found is None:
            found = self._nodes[term] = _node(term)
        return found

    def term(self, term: object) -> Node:
        return _literal(term) if isinstance(term, Literal) else self.node(term)


def _node(term: object) -> IdentifiedNode:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    raise GraphError(f"rdflib does not know the triple term {term}", hint="RDF 1.1 only")


def _literal(term: Literal) -> rdflib.Literal:
    if term.direction is not None:
        raise GraphError(f"rdflib does not know the base direction of {term}", hint="RDF 1.1 only")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    # "a" and "a"^^xsd:string are one term of RDF 1.1 (section 3.3) but two of rdflib's.
    return rdflib.Literal(term.value, datatype=None if datatype == _STRING else rdflib.URIRef(datatype), normalize=False)
