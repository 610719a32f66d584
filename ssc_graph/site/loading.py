"""The graph of a site: of the bundled documents, or of any RDF files; in memory, or on disk where it is large."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from ssc_graph.graph import PolicyGraph
from ssc_graph.graph.gathering import Gathering
from ssc_graph.graph.statements import Statements
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.store import Store, open_store, read_quads, store_of

#: Bytes of RDF above which the graph goes to a store on disk and is written out as a stream.
LARGE: Final = 80_000_000

_LINES: Final = MappingProxyType({".nq": RdfFormat.N_QUADS, ".nt": RdfFormat.N_TRIPLES})

Source = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A graph.

    Args:
        store: holds it.
        graph: the same with every literal as it is written; None where the graph is too large to be held with its store.
        statements: the same, by number.
        sources: where it came from.
    """

    store: Store
    graph: PolicyGraph | None
    statements: Statements
    sources: tuple[Source, ...] = ()

    def quads(self) -> Iterator[Quad]:
        """Yield the quads with every literal as it is written; those of a large graph once more from its files, one after the other."""
        return iter(self.graph.quads) if self.graph is not None else _streamed(self.sources)


def _streamed(sources: Sequence[Source]) -> Iterator[Quad]:
    """Yield the quads of files, one after the other."""
    for source in sources:
        path = _path(source)
        if path.suffix.lower() in _LINES:  # lines are read as a stream, and nothing in them can multiply
            yield from parse(path=str(path), format=_LINES[path.suffix.lower()])
        else:
            yield from read_quads([path])


@contextmanager
def load(sources: Sequence[Source], *, base: str, large: int = LARGE) -> Iterator[Loaded]:
    """Give the graph of some files, or of the bundled documents where there is none.

    Args:
        sources: RDF files, or folders that ``ssc-graph build`` wrote.
        base: IRI under which instances are named.
        large: bytes above which a store on disk is made, which is removed at the end.

    Raises:
        GraphError: a file is missing or broken, or its suffix is none of RDF.
    """
    if sum(map(_size, sources)) > large:
        with tempfile.TemporaryDirectory(prefix="ssc-graph-") as folder:
            store = open_store(sources, path=Path(folder) / "store")
            yield Loaded(store, None, Gathering().take(_streamed(sources)).arranged(), tuple(sources))
        return
    graph = _built(base) if not sources and base != DEFAULT_BASE else PolicyGraph.from_quads(read_quads(sources), base=base)
    yield Loaded(store_of(graph.quads), graph, graph.statements)


def _built(base: str) -> PolicyGraph:
    """The graph of the bundled documents under another base than that of the exports."""
    from ssc_graph.pipeline import build_graph, bundled, extract_claims

    return build_graph(((document, extract_claims(document)) for document in bundled()), base=base)


def _size(source: Source) -> int:
    """Bytes of what is read from a source; a file that is not there is told by who reads it."""
    path = _path(source)
    return path.stat().st_size if path.is_file() else 0


def _path(source: Source) -> Path:
    path = Path(source)
    return path / "graph.nq" if path.is_dir() else path
