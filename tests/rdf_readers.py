"""A graph to write, and the second parser that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ssc_graph.graph import PolicyGraph, build_graph
from ssc_graph.serialization import FORMATS, canonical_hash
from tests.graph_examples import COLD_WAR, FATIGUE, NOTE, OTHER, PART_OF, claim

WRITTEN = [known.name for known in FORMATS.values() if known.written]
GRAPH = build_graph([(NOTE, [PART_OF, claim(COLD_WAR, "causes", FATIGUE)]), (OTHER, [])], tool_version="1.0")
IRI = "https://example.org/"


def union(graph: PolicyGraph) -> str:
    return canonical_hash(Quad(*triple) for triple in graph.triples())


def expected(graph: PolicyGraph, name: str) -> str:
    return canonical_hash(graph.quads) if FORMATS[name].named_graphs else union(graph)


@contextmanager
def literals_as_written() -> Iterator[None]:
    """rdflib's parsers rewrite literals unless they are told not to."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


_RDFLIB = {"turtle": "turtle", "jsonld": "json-ld", "framed": "json-ld", "trig": "trig", "nquads": "nquads", "ntriples": "nt"}


def read_with_rdflib(text: str, name: str) -> list[Quad]:
    """What rdflib reads, term by term, as quads."""
    dataset = rdflib.Dataset()
    with literals_as_written():
        dataset.parse(data=text, format=_RDFLIB[name])
    return [
        Quad(_term(s), _term(p), _term(o), DefaultGraph() if g is None or "x-rdflib:default" in g else NamedNode(str(g)))  # type: ignore[arg-type]
        for s, p, o, g in dataset.quads()
    ]


def _term(term: object) -> NamedNode | BlankNode | Literal:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    return BlankNode(str(term)) if isinstance(term, rdflib.BNode) else NamedNode(str(term))


def of(*objects: NamedNode | Literal, predicate: str = IRI + "p") -> PolicyGraph:
    return PolicyGraph.from_quads(Quad(NamedNode(IRI + "s"), NamedNode(predicate), value) for value in objects)
