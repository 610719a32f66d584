"""The whole graph in every format, written as a stream and hashed on the way."""

from __future__ import annotations

import hashlib
import io
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from ssc_graph.graph import PolicyGraph
from ssc_graph.pipeline.trees import Tree
from ssc_graph.serialization import FORMATS, canonical_hash
from ssc_graph.serialization import serialize as write
from ssc_graph.site.dataset import FileFacts
from ssc_graph.site.loading import Loaded

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_FILES: Final = (
    ("graph.ttl", "turtle", "Turtle"),
    ("graph.jsonld", "jsonld", "JSON-LD"),
    ("graph.framed.jsonld", "framed", "JSON-LD (framed by document)"),
    ("graph.trig", "trig", "TriG"),
    ("graph.nq", "nquads", "N-Quads"),
    ("graph.nt", "ntriples", "N-Triples"),
    ("graph.rdf", "rdfxml", "RDF/XML"),
)
#: What a store can write as a stream; JSON-LD needs a graph that can be held.
_STREAMED: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}


class _Hashing(io.RawIOBase):
    """A stream that counts and hashes what goes through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        content = bytes(data)
        self._hash.update(content)
        self.size += len(content)
        return self._stream.write(content)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def write_downloads(tree: Tree, loaded: Loaded) -> list[FileFacts]:
    """Write the files and return what is to be told of them.

    Args:
        tree: where they go.
        loaded: the graph.
    """
    found = []
    for path, name, title in _FILES:
        if loaded.graph is None and name not in _STREAMED:
            continue
        with tree.open(path) as stream:
            hashing = _Hashing(stream)
            _write(hashing, name, loaded)
        media = FORMATS[name].media_type.partition(";")[0]
        found.append(FileFacts(path, title, media, hashing.size, hashing.hexdigest()))
    return found


def _write(stream: _Hashing, name: str, loaded: Loaded) -> None:
    graph = loaded.graph
    if graph is None:
        _dump(stream, name, loaded)
    elif name == "rdfxml":
        stream.write(serialize(graph.triples(), format=RdfFormat.RDF_XML) or b"")
    else:
        stream.write(write(graph, name).encode())


def _dump(stream: _Hashing, name: str, loaded: Loaded) -> None:
    """Write a large graph as its files give it; a statement that they make twice stands twice, which says the same."""
    buffered, kind = io.BufferedWriter(stream), _STREAMED[name]
    if FORMATS[name].named_graphs:
        serialize(loaded.quads(), buffered, kind)
    else:
        serialize((quad.triple for quad in loaded.quads()), buffered, kind)
    buffered.flush()
    buffered.detach()


def fingerprint(graph: PolicyGraph | None, files: list[FileFacts]) -> str:
    """Return the digest by which a graph is known: of its canonical form, or of its N-Quads where it is too large to be held."""
    if graph is not None:
        return canonical_hash(graph.quads)
    return next(each.sha256 for each in files if each.path == "graph.nq")
