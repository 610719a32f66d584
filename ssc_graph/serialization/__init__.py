"""A policy graph as text: Turtle, JSON-LD (plain and framed by document), TriG, N-Quads, N-Triples; and back.

Every format is written in reading order, with the literals as they are, and says the same on every machine and in every run.
Turtle, JSON-LD and N-Triples hold all triples together; TriG and N-Quads keep the named graphs apart, and N-Quads are the master.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pyoxigraph import Triple

from ssc_graph.errors import UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.namespaces import prefixes
from ssc_graph.serialization.context import published_context
from ssc_graph.serialization.formats import FORMATS, Format, format_named, format_of_file
from ssc_graph.serialization.jsonld import write_framed, write_jsonld
from ssc_graph.serialization.lines import canonical_hash, canonical_lines, write_nquads, write_ntriples
from ssc_graph.serialization.parsing import parse
from ssc_graph.serialization.turtle import write_trig, write_turtle

__all__ = ["FORMATS", "Format", "canonical_hash", "canonical_lines", "exports", "format_named", "format_of_file", "parse", "serialize"]

#: The files of an export and their formats.
_EXPORTS = MappingProxyType(
    {
        "graph.ttl": "turtle",
        "graph.jsonld": "jsonld",
        "graph.framed.jsonld": "framed",
        "graph.trig": "trig",
        "graph.nq": "nquads",
    }
)


def serialize(graph: PolicyGraph, format: str = "turtle") -> str:  # noqa: A002 (rdflib's and pyoxigraph's name)
    """Return a graph as text in a format.

    Args:
        graph: the graph.
        format: ``turtle``, ``jsonld``, ``framed`` (JSON-LD, the documents with their claims in them), ``trig``, ``nquads`` or
            ``ntriples``.

    Raises:
        UsageError: the format is not known, or is one that is read only.
        GraphError: the graph holds what the format cannot say (RDF 1.2 in JSON-LD).

    >>> serialize(PolicyGraph.from_quads([]), "ntriples")
    ''
    """
    name = format_named(format).name
    if name not in _WRITERS:
        raise UsageError(f"the format {name!r} is read, but not written", hint=f"give one of {', '.join(_WRITERS)}")
    return _WRITERS[name](graph)


def exports(graph: PolicyGraph) -> dict[str, bytes]:
    """Return the files of an export, UTF-8, by file name.

    Args:
        graph: the graph.

    >>> list(exports(PolicyGraph.from_quads([])))
    ['graph.ttl', 'graph.jsonld', 'graph.framed.jsonld', 'graph.trig', 'graph.nq']
    """
    return {file_name: serialize(graph, name).encode() for file_name, name in _EXPORTS.items()}


def _turtle(graph: PolicyGraph) -> str:
    return write_turtle(graph.triples(), prefixes=prefixes(base=graph.base))


def _trig(graph: PolicyGraph) -> str:
    graphs: dict[str, list[Triple]] = {}
    for quad in graph.quads:
        graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad.triple)
    return write_trig(graphs, prefixes=prefixes(base=graph.base))


def _jsonld(graph: PolicyGraph) -> str:
    return write_jsonld(graph.triples(), context=published_context(graph.base))


def _framed(graph: PolicyGraph) -> str:
    return write_framed(graph.triples(), context=published_context(graph.base))


def _nquads(graph: PolicyGraph) -> str:
    return write_nquads(graph.quads)


def _ntriples(graph: PolicyGraph) -> str:
    return write_ntriples(graph.triples())


_WRITERS: Mapping[str, Callable[[PolicyGraph], str]] = MappingProxyType(
    {"turtle": _turtle, "jsonld": _jsonld, "framed": _framed, "trig": _trig, "nquads": _nquads, "ntriples": _ntriples}
)
