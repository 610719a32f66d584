"""RDF files in: the bundled exports, files of any syntax, folders of exports; nothing is fetched."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ssc_graph import resources
from ssc_graph.errors import GraphError
from ssc_graph.untrusted import screened

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat

#: The formats by the suffix of a file, under the names that pyoxigraph gives them.
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".ttl": "TURTLE",
        ".nt": "N_TRIPLES",
        ".nq": "N_QUADS",
        ".trig": "TRIG",
        ".rdf": "RDF_XML",
        ".owl": "RDF_XML",
        ".xml": "RDF_XML",
        ".jsonld": "JSON_LD",
        ".json": "JSON_LD",
    }
)
#: Bytes above which statements in lines are read as a stream, and how many of them at once.
_LARGE, _PIECE = 50_000_000, 1_000_000
#: The file of an export that keeps the named graphs and the spelling of the literals.
MASTER = "graph.nq"
_PLACE = re.compile(r"^Parser error (?:at|between) .*?(?:columns? \d+(?: and \d+)?): ")
_LINES = ("N_QUADS", "N_TRIPLES")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read.

    Args:
        name: as the user gave it, for messages.
        content: its bytes; none where it is read as a stream.
        format: a key of pyoxigraph's formats.
        stream: where it stands, if it is statements in lines and too large to be held.
    """

    name: str
    content: bytes
    format: str
    stream: Path | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of format and content, in hexadecimal."""
        found = hashlib.sha256(self.format.encode() + b"\n")
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()

    def pieces(self, size: int = _PIECE) -> Iterator[bytes]:
        """Yield the content: of a stream whole lines, about so many bytes of them, else all at once.

        Args:
            size: of a piece of a stream.

        Raises:
            GraphError: the file is gone.
        """
        if self.stream is None:
            yield self.content
            return
        with _told(self.stream), self.stream.open("rb") as lines:
            while piece := b"".join(lines.readlines(size)):
                yield piece


def read_files(sources: Sequence[str | os.PathLike[str]]) -> list[File]:
    """Return the files of some sources: RDF files, folders of exports, or the bundled exports where there is no source.

    Raises:
        GraphError: a file is missing, cannot be read, or its suffix is none of RDF.
    """
    if not sources:
        return [File(f"exports/{MASTER}", resources.read("exports", MASTER), "N_QUADS")]
    return [_read(Path(source)) for source in sources]


def _read(path: Path) -> File:
    path = path / MASTER if path.is_dir() and (path / MASTER).is_file() else path
    if path.is_dir():
        raise GraphError(f"the folder holds no {MASTER}", where=str(path), hint="name its RDF files, or a folder that build wrote")
    if path.suffix.lower() not in SUFFIXES:
        raise GraphError("the suffix is none of a format of RDF", where=str(path), hint=f"known are {', '.join(SUFFIXES)}")
    kind = SUFFIXES[path.suffix.lower()]
    with _told(path):
        large = kind in _LINES and path.stat().st_size > _LARGE
        return File(str(path), b"", kind, path) if large else File(str(path), path.read_bytes(), kind)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn a fault of the file system into our one line."""
    try:
        yield
    except OSError as error:
        raise GraphError(f"the file cannot be read ({error.strerror or error})", where=str(path)) from error


def read_quads(sources: Sequence[str | os.PathLike[str]]) -> Iterator[Quad]:
    """Yield the quads of some sources; literals keep their spelling, blank nodes are named by file and order.

    Raises:
        GraphError: a file cannot be read or is broken; line and column are named where they are known.
    """
    for file in read_files(sources):
        yield from quads_of(file)


def is_plain_lines(file: File) -> bool:
    """Whether a file can be handed to the store as it is: statements in lines, no blank node whose name another file may use."""
    return file.format in _LINES and not any(b"_:" in piece for piece in file.pieces())


def quads_of(file: File) -> Iterator[Quad]:
    """Yield the quads of a file.

    Raises:
        GraphError: it is broken, or holds what could reach out, multiply or overflow.
    """
    from pyoxigraph import BlankNode, Quad, parse

    names: dict[BlankNode, BlankNode] = {}
    stem = file.digest[:12]

    def named(term: object) -> object:
        return names.setdefault(term, BlankNode(f"f{stem}n{len(names)}")) if isinstance(term, BlankNode) else term

    base = "file:///" + quote(Path(file.name).name)  # no folder of this machine in a graph
    try:
        source: dict[str, Any] = {"input": checked(file)} if file.stream is None else {"path": str(file.stream)}
        for quad in parse(**source, format=format_of(file), base_iri=base):
            if names or isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) or isinstance(quad.graph_name, BlankNode):
                yield Quad(named(quad.subject), quad.predicate, named(quad.object), named(quad.graph_name))  # type: ignore[arg-type]  # named() returns what it was given, or a blank node for one
            else:
                yield quad
    except (SyntaxError, ValueError) as error:
        raise fault(error, file.name) from error


def format_of(file: File) -> RdfFormat:
    """Return pyoxigraph's format of a file."""
    from pyoxigraph import RdfFormat

    found: RdfFormat = getattr(RdfFormat, file.format)
    return found


def fault(error: SyntaxError | ValueError, where: str, *, lines_before: int = 0) -> GraphError:
    """Return the fault of a parser as one line with the place.

    Args:
        error: as the parser tells it.
        where: name of the file.
        lines_before: lines of the file that the parser was not given.
    """
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    line, column = (error.lineno, error.offset) if isinstance(error, SyntaxError) else (None, None)
    counted = None if line is None else line + lines_before
    place = where if counted is None else f"{where}:{counted}" if column is None else f"{where}:{counted}:{column}"
    return GraphError(_PLACE.sub("", message), where=place, hint="repair the file there")


def checked(file: File) -> bytes:
    """Return the content, without a byte order mark, after the linear scan that no parser does (S3, S9, S30).

    Raises:
        GraphError: a document type, a remote context, deeper nesting than any graph needs, or no UTF-8.
    """
    content = file.content.removeprefix(b"\xef\xbb\xbf")
    if file.format in _LINES and b"<<" not in content:
        return content  # lines nest in triple terms only: the usual file is not looked at twice
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GraphError(f"byte {error.start} is no UTF-8", where=file.name, hint="save the file as UTF-8") from error
    whole = screened(text, format_of(file).media_type, where=file.name)
    return content if whole is text else whole.encode()
