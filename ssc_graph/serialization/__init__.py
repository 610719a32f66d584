"""A policy graph as text: Turtle, JSON-LD (plain and framed by document), TriG, N-Quads, N-Triples; and back.

Every format is written in reading order, with the literals as they are, and says the same on every machine and in every run.
Turtle, JSON-LD and N-Triples hold all triples together; TriG and N-Quads keep the named graphs apart, and N-Quads are the master.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from ssc_graph.errors import UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.namespaces import prefixes
from ssc_graph.serialization.context import published_context
from ssc_graph.serialization.formats import FORMATS, Format, format_named, format_of_file
from ssc_graph.serialization.jsonld import framed_pieces, jsonld_pieces
from ssc_graph.serialization.lines import canonical_hash, canonical_lines, write_nquads, write_ntriples
from ssc_graph.serialization.parsing import parse
from ssc_graph.serialization.turtle import Writer, trig_pieces

__all__ = [
    "FORMATS",
    "Format",
    "canonical_hash",
    "canonical_lines",
    "exports",
    "format_named",
    "format_of_file",
    "parse",
    "pieces",
    "serialize",
]

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
    return "".join(pieces(graph, format))


def pieces(graph: PolicyGraph, format: str = "turtle") -> Iterator[str]:  # noqa: A002 (as above)
    """Yield a graph as text in a format, a piece at a time: what :func:`serialize` returns, of which only a piece is held.

    Args:
        graph: the graph.
        format: as for :func:`serialize`.

    Raises:
        UsageError: as for :func:`serialize`, at once.
        GraphError: as for :func:`serialize`, on the way.

    >>> list(pieces(PolicyGraph.from_quads([]), "ntriples"))
    []
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


def _turtle(graph: PolicyGraph) -> Iterator[str]:
    writer, statements = Writer(prefixes(base=graph.base)), graph.statements
    nodes, verbs = statements.roles()
    writer.foresee(nodes, verbs)
    yield writer.head()
    yield from writer.paragraphs(statements.told())


def _trig(graph: PolicyGraph) -> Iterator[str]:
    writer, statements = Writer(prefixes(base=graph.base)), graph.statements
    nodes, verbs = statements.roles()
    writer.foresee(chain(statements.names, nodes), verbs)
    yield writer.head()
    for place, name in enumerate(statements.names):
        yield from trig_pieces(writer, getattr(name, "value", ""), list(statements.triples_in(place)))


def _jsonld(graph: PolicyGraph) -> Iterator[str]:
    return jsonld_pieces(graph.nodes, context=published_context(graph.base))


def _framed(graph: PolicyGraph) -> Iterator[str]:
    return framed_pieces(graph.nodes, context=published_context(graph.base))


def _nquads(graph: PolicyGraph) -> Iterator[str]:
    return (write_nquads(list(graph.statements.quads_in(place))) for place in range(len(graph.statements.graphs)))


def _ntriples(graph: PolicyGraph) -> Iterator[str]:
    return (write_ntriples(triples) for _, triples in graph.statements.told())


_WRITERS: Mapping[str, Callable[[PolicyGraph], Iterator[str]]] = MappingProxyType(
    {"turtle": _turtle, "jsonld": _jsonld, "framed": _framed, "trig": _trig, "nquads": _nquads, "ntriples": _ntriples}
)
