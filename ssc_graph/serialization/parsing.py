"""RDF files in: quads, or one line that names the file, the line and the column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import parse as read

from ssc_graph.errors import GraphError
from ssc_graph.serialization.formats import format_named
from ssc_graph.untrusted import screen, screened

#: Our names of the formats, as pyoxigraph knows them.
READERS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        "turtle": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
        "framed": RdfFormat.JSON_LD,
        "trig": RdfFormat.TRIG,
        "nquads": RdfFormat.N_QUADS,
        "ntriples": RdfFormat.N_TRIPLES,
        "rdfxml": RdfFormat.RDF_XML,
    }
)
_PLACE = re.compile(r"^Parser error (?:at|between) .*?(?:columns? \d+(?: and \d+)?): ")


def parse(data: str | bytes, *, format: str, where: str, base: str | None = None) -> list[Quad]:  # noqa: A002 (rdflib's and pyoxigraph's name)
    """Return the quads of a file in the order in which they stand; literals keep the form in which they are written.

    Contexts of JSON-LD that are on another server are not fetched; document types of XML and nesting without measure are refused.

    Args:
        data: the content; bytes are UTF-8.
        format: name of the format (see :data:`ssc_graph.serialization.FORMATS`).
        where: the file, for messages.
        base: IRI that relative ones are resolved against, or None where there may be none.

    Raises:
        GraphError: the content is broken (the line and the column are named where they are known), or is of RDF 1.2.
        UsageError: the format is not known.

    >>> parse("<urn:a> <urn:b> .", format="turtle", where="a.ttl")
    Traceback (most recent call last):
    ...
    ssc_graph.errors.GraphError: a.ttl:1:17: . is not a valid RDF object; this is no turtle, or it is broken here
    """
    name = format_named(format).name
    content = _without_mark(data)
    try:
        quads = list(read(_screened(content, READERS[name], where), format=READERS[name], base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise _fault(error, name, where) from error
    for quad in quads:
        if not _is_plain(quad):
            raise GraphError(f"{quad.object} is of RDF 1.2, which is not read here", where=where, hint="give RDF 1.1")
    return quads


def _without_mark(data: str | bytes) -> str | bytes:
    """The content without a byte order mark, which Turtle has no place for and editors write all the same."""
    return data.removeprefix("\ufeff") if isinstance(data, str) else data.removeprefix(b"\xef\xbb\xbf")


def _screened(content: str | bytes, read_as: RdfFormat, where: str) -> str | bytes:
    """The content after the scan that no parser does; bytes that are no UTF-8 are left for the parser to tell where."""
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError:
        screen(content.decode("utf-8", "replace"), read_as.media_type, where=where)  # type: ignore[union-attr]  # bytes, as text has no encoding
        return content
    return screened(text, read_as.media_type, where=where)


def _is_plain(quad: Quad) -> bool:
    """Whether a quad can be said in RDF 1.1."""
    value = quad.object
    if isinstance(value, Literal):
        return value.direction is None
    return isinstance(value, NamedNode | BlankNode) and not isinstance(quad.subject, Triple)


def _fault(error: SyntaxError | ValueError, name: str, where: str) -> GraphError:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    if "LoadDocumentCallback" in message:
        return GraphError(
            "its context is on another server, and contexts are not fetched", where=where, hint="put the context into the file"
        )
    line, column = (error.lineno, error.offset) if isinstance(error, SyntaxError) else (None, None)
    place = where if line is None else f"{where}:{line}" if column is None else f"{where}:{line}:{column}"
    return GraphError(_PLACE.sub("", message), where=place, hint=f"this is no {name}, or it is broken here")
