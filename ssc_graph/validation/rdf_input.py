"""RDF in: a policy graph, an rdflib graph, a file or bytes become triples, and nothing is fetched.

Named graphs are read together as one graph: SHACL knows no named graphs. Literals keep their spelling. Blank nodes are named
``b0``, ``b1``, … in the order in which they come, so that two runs give one report.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeGuard
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from ssc_graph.errors import GraphError, UsageError
from ssc_graph.untrusted import screened
from ssc_graph.validation.terms import Statement, from_rdflib

if TYPE_CHECKING:
    import rdflib

    from ssc_graph.graph import PolicyGraph

#: What can be validated: see :func:`read_triples`.
GraphSource: TypeAlias = "PolicyGraph | rdflib.Graph | str | Path | bytes"

_FORMATS = {
    "TURTLE": ("turtle", "ttl", "text/turtle"),
    "N_TRIPLES": ("n-triples", "ntriples", "nt", "application/n-triples"),
    "N_QUADS": ("n-quads", "nquads", "nq", "application/n-quads"),
    "TRIG": ("trig", "application/trig"),
    "RDF_XML": ("rdf/xml", "xml", "rdf", "owl", "application/rdf+xml"),
    "JSON_LD": ("json-ld", "jsonld", "json", "application/ld+json"),
}
_BY_NAME = {name: key for key, names in _FORMATS.items() for name in names}
_PARSER_PLACE = re.compile(r"^Parser error (?:at line \d+|between line \d+)[^:]*: ")


@dataclass(frozen=True, slots=True)
class Data:
    """The triples of one source, in the order in which they came, none twice.

    Args:
        triples: those of RDF 1.1.
        where: the name of the source, for messages.
    """

    triples: tuple[Statement, ...]
    where: str


def read_triples(source: GraphSource, *, rdf_format: str | None = None) -> Data:
    """Return the triples of a graph, whatever form it is given in.

    Args:
        source: a policy graph, an rdflib graph or dataset, the path of an RDF file, or the bytes of one.
        rdf_format: ``turtle``, ``nt``, ``nquads``, ``trig``, ``xml`` or ``json-ld``, or a media type; for a file, the suffix tells.

    Raises:
        UsageError: the format is not known or, for bytes, not given.
        GraphError: the source cannot be read, with the line and column where they are known.
        TypeError: the source is none of these.

    >>> read_triples(b"<http://a.example/> <http://b.example/> 1 .", rdf_format="turtle").triples[0][2].value
    '1'
    """
    if isinstance(source, bytes):
        return _parse(source, _format(rdf_format or "", "the bytes"), "the bytes")
    if isinstance(source, str | Path):
        path = Path(source)
        return _parse(_read(path), _format(rdf_format or path.suffix.removeprefix("."), str(path)), str(path))
    if _is_rdflib(source):
        return _data(_from_rdflib(source), "the graph")
    if hasattr(source, "quads"):
        return _data((tuple(quad.triple) for quad in source.quads), "the graph")
    raise TypeError(f"not a graph, path or bytes: {type(source).__name__}")


def _format(name: str, where: str) -> RdfFormat:
    key = _BY_NAME.get(name.lower())
    if key is None:
        known = ", ".join(names[0] for names in _FORMATS.values())
        what = f"the RDF format {name!r} is not known" if name else "the RDF format is not given"
        raise UsageError(what, where=where, hint=f"name one of: {known}")
    found: RdfFormat = getattr(RdfFormat, key)
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraphError(f"the file cannot be read ({error.strerror or error})", where=str(path)) from error


def _parse(content: bytes, rdf_format: RdfFormat, where: str) -> Data:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphError(f"byte {error.start} is no UTF-8", where=where, hint="save the file as UTF-8") from error
    text = screened(text, rdf_format.media_type, where=where)
    base = "file:///" + quote(Path(where).name)  # no folder of this machine in a report
    try:
        return _data((tuple(quad.triple) for quad in pyoxigraph.parse(text, format=rdf_format, base_iri=base)), where)
    except SyntaxError as error:
        place = f"{where}:{error.lineno}:{error.offset}" if error.lineno else where
        raise GraphError(_PARSER_PLACE.sub("", error.msg), where=place, hint="repair the file there") from error


def _data(triples: Iterable[tuple[object, ...]], where: str) -> Data:
    """Name the blank nodes in their order and leave out what comes again.

    Raises:
        GraphError: a triple of RDF 1.2 or of generalised RDF.
    """
    names: dict[BlankNode, BlankNode] = {}

    def named(term: object) -> object:
        return names.setdefault(term, BlankNode(f"b{len(names)}")) if isinstance(term, BlankNode) else term

    distinct: dict[Statement, None] = {}
    for subject, predicate, value in triples:
        start, end = named(subject), named(value)
        if not (
            isinstance(start, NamedNode | BlankNode)
            and isinstance(predicate, NamedNode)
            and isinstance(end, NamedNode | BlankNode | Literal)
        ):
            hint = "leave it out"
            raise GraphError(f"a triple that RDF 1.1 does not know, about {subject}", where=where, hint=hint)
        distinct[(start, predicate, end)] = None
    return Data(tuple(distinct), where)


def _is_rdflib(source: object) -> TypeGuard[rdflib.Graph]:
    """Whether the source is an rdflib graph; whoever has one has imported rdflib, so we need not."""
    library = sys.modules.get("rdflib")
    return library is not None and isinstance(source, library.Graph)


def _from_rdflib(graph: rdflib.Graph) -> Iterator[tuple[object, ...]]:
    import rdflib

    triples = (quad[:3] for quad in graph.quads()) if isinstance(graph, rdflib.Dataset) else iter(graph)
    names: dict[str, BlankNode] = {}
    try:
        for triple in triples:
            yield tuple(from_rdflib(term, names) for term in triple)
    except (TypeError, ValueError) as error:
        raise GraphError(f"a triple of the rdflib graph is no RDF: {error}", where="the graph") from error
