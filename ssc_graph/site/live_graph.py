"""The whole graph of a store as a file, written as the downloads of the site are, or as a stream where it is too large to be held."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import IO, Final, cast

from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, serialize

from ssc_graph.errors import SscGraphError
from ssc_graph.graph import PolicyGraph
from ssc_graph.serialization import canonical_hash
from ssc_graph.serialization import serialize as write
from ssc_graph.site.lookup import respelt
from ssc_graph.store import Store

#: Quads of a graph that is held and put in reading order.
HELD: Final = 100_000
#: Statements of a graph whose canonical form is made: all its lines are sorted.
CANONICAL: Final = 200_000
#: Path to our name of the format, and the format in which a stream is written.
_WRITTEN: Final[Mapping[str, tuple[str, RdfFormat]]] = MappingProxyType(
    {
        "graph.ttl": ("turtle", RdfFormat.TURTLE),
        "graph.jsonld": ("jsonld", RdfFormat.JSON_LD),
        "graph.trig": ("trig", RdfFormat.TRIG),
        "graph.nq": ("nquads", RdfFormat.N_QUADS),
        "graph.nt": ("ntriples", RdfFormat.N_TRIPLES),
        "graph.rdf": ("rdfxml", RdfFormat.RDF_XML),
    }
)
_OF_NO_GRAPH: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


def quads_of(store: Store) -> Iterator[Quad]:
    """Yield what each named graph says, then what none of them says: the default graph of a store repeats them all.

    Args:
        store: the graph.
    """
    for quad in store.oxigraph:
        if not isinstance(quad.graph_name, DefaultGraph):
            yield _respelt(quad)
    found = cast("QuerySolutions", store.oxigraph.query(_OF_NO_GRAPH))
    yield from (_respelt(Quad(solution["s"], solution["p"], solution["o"])) for solution in found)


def _respelt(quad: Quad) -> Quad:
    written = quad.triple
    triple = respelt(written)
    return quad if triple is written else Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)


def write_graph(store: Store, path: str, stream: IO[bytes]) -> None:
    """Write the whole graph.

    Args:
        store: the graph.
        path: one of :data:`ssc_graph.site.addresses.WHOLE`.
        stream: takes it.

    >>> from ssc_graph.store import open_store
    >>> from io import BytesIO
    >>> taken = BytesIO()
    >>> write_graph(open_store(), "graph.ttl", taken)
    >>> taken.getvalue()[:7]
    b'@prefix'
    """
    name, form = _WRITTEN[path]
    held = list(islice(quads_of(store), HELD + 1))
    if len(held) <= HELD:
        try:
            stream.write(_held(PolicyGraph.from_quads(held), name))
        except SscGraphError:  # a graph of strangers may hold what our writers refuse
            pass
        else:
            return
    if form in {RdfFormat.TRIG, RdfFormat.N_QUADS}:
        serialize(quads_of(store), stream, form)
    else:
        union = store.oxigraph.quads_for_pattern(None, None, None, DefaultGraph())
        serialize((respelt(quad.triple) for quad in union), stream, form)


class _Hash:
    """A stream that keeps nothing but a digest."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.sha256.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""


def fingerprint(store: Store) -> tuple[str, bool]:
    """Return the digest by which a graph is known, and whether it is of its canonical form; else it is of ``graph.nq``, as that is served.

    Args:
        store: the graph.

    >>> from ssc_graph.store import open_store
    >>> fingerprint(open_store())[1]
    True
    """
    if len(store) <= CANONICAL:
        return canonical_hash(quads_of(store)), True
    stream = _Hash()
    write_graph(store, "graph.nq", cast("IO[bytes]", stream))
    return stream.sha256.hexdigest(), False


def _held(graph: PolicyGraph, name: str) -> bytes:
    if name == "rdfxml":
        return serialize(graph.triples(), format=RdfFormat.RDF_XML) or b""
    return write(graph, name).encode()
