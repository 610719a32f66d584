"""The graph of a site: of the bundled documents, or of any RDF files; in memory, or on disk where it is large."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from ssc_graph.errors import GraphError
from ssc_graph.graph import PolicyGraph
from ssc_graph.pipeline import build_graph, bundled, extract_claims
from ssc_graph.serialization import format_of_file
from ssc_graph.serialization.parsing import READERS, parse

#: Bytes of RDF above which the graph goes to a store on disk and is written out as a stream.
LARGE: Final = 80_000_000
#: The file of an export that says most.
_MASTER: Final = "graph.nq"

Path_ = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A graph.

    Args:
        store: holds it.
        graph: the same with every literal as it is written; None where the graph is too large to be held.
    """

    store: Store
    graph: PolicyGraph | None


@contextmanager
def load(sources: Sequence[Path_], *, base: str, large: int = LARGE) -> Iterator[Loaded]:
    """Give the graph of some files, or of the bundled documents where there is none.

    Args:
        sources: RDF files, or folders that ``ssc-graph build`` wrote.
        base: IRI under which instances are named.
        large: bytes above which a store on disk is made, which is removed at the end.

    Raises:
        GraphError: a file is missing or broken.
        UsageError: the suffix of a file is none of RDF.
    """
    files = [_file(Path(source)) for source in sources]
    if sum(file.stat().st_size for file in files) > large:
        with tempfile.TemporaryDirectory(prefix="ssc-graph-") as folder:
            store = Store(folder)
            for file in files:
                _bulk_load(store, file)
            yield Loaded(store, None)
            del store
        return
    graph = _graph(files, base) if files else build_graph(((d, extract_claims(d)) for d in bundled()), base=base)
    store = Store()
    store.extend(graph.quads)
    yield Loaded(store, graph)


def _graph(files: Sequence[Path], base: str) -> PolicyGraph:
    quads = (quad for file in files for quad in parse(file.read_bytes(), format=format_of_file(file.name).name, where=str(file)))
    return PolicyGraph.from_quads(quads, base=base)


def _file(path: Path) -> Path:
    """Return the file to read.

    Raises:
        GraphError: there is none.
    """
    found = path / _MASTER if path.is_dir() else path
    if not found.is_file():
        raise GraphError("there is no such file", where=str(found), hint="give an RDF file, or a folder that ssc-graph build wrote")
    if not os.access(found, os.R_OK):
        raise GraphError("the file cannot be read (no permission)", where=str(found))
    return found


def _bulk_load(store: Store, file: Path) -> None:
    try:
        store.bulk_load(path=str(file), format=READERS[format_of_file(file.name).name])
    except (SyntaxError, ValueError) as error:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        raise GraphError(message, where=str(file)) from error
