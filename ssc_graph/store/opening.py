"""Stores: in memory, or on disk, where a store is a folder that appears whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import GraphError, OutputError, UsageError
from ssc_graph.store.files import File, checked, fault, format_of, is_plain_lines, quads_of, read_files

if TYPE_CHECKING:
    import pyoxigraph
    from pyoxigraph import Quad

#: What is in the folder of a store: the database, and the fingerprint of the files that filled it.
_DATABASE, _FINGERPRINT = "database", "fingerprint"
_TRIES: Final = 5  # openings beside a running compaction fail now and then, and succeed a moment later


@dataclass(frozen=True, slots=True)
class Store:
    """A graph that can be queried.

    Args:
        oxigraph: the store itself.
        fingerprint: SHA-256 of the files that filled it, in hexadecimal.
        path: the folder on disk, or None for one in memory.
    """

    oxigraph: pyoxigraph.Store
    fingerprint: str
    path: Path | None = None

    def __len__(self) -> int:
        return len(self.oxigraph)


def open_store(
    sources: Sequence[str | os.PathLike[str]] = (), *, path: str | os.PathLike[str] | None = None, writable: bool = False
) -> Store:
    """Return a store of some RDF files; named graphs are kept, and queries see their union.

    Args:
        sources: RDF files of any syntax, or folders of exports; where there is none and no path, the bundled exports.
        path: folder of a store on disk. Where sources are given it is filled with them, anew if they changed; else it is opened.
        writable: whether a store on disk may be changed; only one process can then hold it.

    Raises:
        GraphError: a source or the store cannot be read.
        OutputError: the store cannot be written.
        UsageError: there is no store at the path, and no source to fill one.

    >>> len(open_store()) > 1000
    True
    """
    if path is None:
        return _in_memory(read_files(sources))
    folder = Path(path)
    if sources:
        _fill(folder, read_files(sources))
    return _open(folder, writable=writable)


def store_of(quads: Iterable[Quad]) -> Store:
    """Return a store in memory of some quads.

    Args:
        quads: of a graph, in any order.
    """
    import pyoxigraph

    listed = list(quads)
    store = pyoxigraph.Store()
    store.bulk_extend(listed)
    lines = sorted(str(quad) for quad in listed)
    return Store(store, hashlib.sha256("\n".join(lines).encode()).hexdigest())


def _in_memory(files: Sequence[File]) -> Store:
    import pyoxigraph

    store = pyoxigraph.Store()
    _load(store, files)
    return Store(store, _fingerprint(files))


def _fingerprint(files: Sequence[File]) -> str:
    digests = sorted(file.digest for file in files)
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _load(store: pyoxigraph.Store, files: Sequence[File]) -> None:
    for file in files:
        if not is_plain_lines(file):
            store.bulk_extend(quads_of(file))
            continue
        try:
            store.bulk_load(checked(file), format=format_of(file))
        except (SyntaxError, ValueError) as error:
            raise fault(error, file.name) from error


def _fill(folder: Path, files: Sequence[File]) -> None:
    """Build a store beside the folder and give it the folder's name when it is whole (S15, S16)."""
    wanted = _fingerprint(files)
    if _read_fingerprint(folder) == wanted:
        return
    if folder.exists() and not (folder / _DATABASE).is_dir() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("the folder is no store and is not empty", where=str(folder), hint="name another folder")
    new = folder.parent / f".{folder.name}.{secrets.token_hex(4)}"
    try:
        _build(new, files, wanted)
        _switch(new, folder)
    except OSError as error:
        raise OutputError(f"the store cannot be written ({error.strerror or error})", where=str(folder)) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _build(new: Path, files: Sequence[File], fingerprint: str) -> None:
    import pyoxigraph

    new.mkdir(parents=True)
    store = pyoxigraph.Store(str(new / _DATABASE))
    _load(store, files)
    store.flush()
    store.optimize()
    del store  # closes it: a lock that is held would move with the folder
    (new / _FINGERPRINT).write_text(fingerprint + "\n", "ascii")


def _switch(new: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one; a reader that holds the old one keeps it until it closes it."""
    if folder.exists():
        old = folder.parent / f".{folder.name}.{secrets.token_hex(4)}"
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        new.rename(folder)


def _read_fingerprint(folder: Path) -> str:
    try:
        return (folder / _FINGERPRINT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _open(folder: Path, *, writable: bool) -> Store:
    import pyoxigraph

    database = folder / _DATABASE
    if not database.is_dir():
        raise UsageError("there is no store", where=str(folder), hint="give --data files to fill one")
    problem = ""
    for attempt in range(_TRIES):
        try:
            store = pyoxigraph.Store(str(database)) if writable else pyoxigraph.Store.read_only(str(database))
            return Store(store, _read_fingerprint(folder), folder)
        except OSError as error:
            problem = str(error)
            if "lock" in problem.lower():
                raise GraphError("the store is in use by another process", where=str(folder), hint="stop it, or wait for it") from error
            time.sleep(0.05 * (attempt + 1))
    raise GraphError(f"the store is damaged ({problem[:200]})", where=str(folder), hint="delete it and fill it again with --data")
