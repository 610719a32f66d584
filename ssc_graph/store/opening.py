"""Stores: in memory, or on disk.

On disk a store is a folder of versions and a file ``current`` that names one of them. A new version is built beside the old one and
``current`` is replaced by one rename, so that whenever a process dies the old or the new version is there whole (S15, S20).
"""

from __future__ import annotations

import errno
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

#: The file in the folder of a store: the name of the version that holds, and the fingerprint of the files that filled it.
_CURRENT: Final = "current"
_LEFT_OVER: Final = 3_600  # seconds after which a version that does not hold is a dead process's
_PIECE: Final = 10_000_000  # bytes that are loaded at once
_TRIES: Final = 5  # openings that fail while no file comes or goes
_LOOKS, _LOOK = 100, 0.003  # a third of a second: who changes a store without pause changes it more often
_LONGEST: Final = (
    30.0  # seconds that it is tried while files do: beside a running compaction it fails now and then, or takes a second in vain
)


@dataclass(frozen=True, slots=True)
class Store:
    """A graph that can be queried.

    Args:
        oxigraph: the store itself; its default graph is the union of all graphs (:func:`unite`).
        fingerprint: SHA-256 of the files that filled it, in hexadecimal.
        path: the folder on disk, or None for one in memory.
    """

    oxigraph: pyoxigraph.Store
    fingerprint: str
    path: Path | None = None

    def __len__(self) -> int:
        """The triples of the union, each once."""
        from pyoxigraph import DefaultGraph

        return sum(1 for _ in self.oxigraph.quads_for_pattern(None, None, None, DefaultGraph()))


def unite(oxigraph: pyoxigraph.Store) -> None:
    """Put the triples of all named graphs into the default graph, each once.

    Queries ask the default graph. Oxigraph's own union (``use_default_graph_as_union``) gives a triple once for each graph that holds
    it, against SPARQL 1.1, section 13.1: counts and joins come out too large; and it is slower.

    Args:
        oxigraph: a store that was just filled.
    """
    from pyoxigraph import Quad, RdfFormat

    waiting = bytearray()
    for name in oxigraph.named_graphs():
        lines = oxigraph.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
        if b"_:" in lines:  # a parser might name blank nodes anew
            oxigraph.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in oxigraph.quads_for_pattern(None, None, None, name))
            continue
        waiting += lines
        if len(waiting) > _PIECE:
            oxigraph.bulk_load(bytes(waiting), format=RdfFormat.N_TRIPLES)
            waiting.clear()
    if waiting:
        oxigraph.bulk_load(bytes(waiting), format=RdfFormat.N_TRIPLES)


def divide(oxigraph: pyoxigraph.Store) -> None:
    """Take out of the default graph what :func:`unite` put into it; who changes a store divides it before and unites it again.

    Args:
        oxigraph: a united store.
    """
    oxigraph.update("DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")


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
        OutputError: the store cannot be written, or there is no room for it.
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
    unite(store)
    lines = sorted(str(quad) for quad in listed)
    return Store(store, hashlib.sha256("\n".join(lines).encode()).hexdigest())


def is_no_room(error: BaseException) -> bool:
    """Whether an error of a store says that the disk, a quota or a limit of the system is full.

    Args:
        error: as the store raised it; only its text tells.

    >>> is_no_room(OSError("While appending to file: No space left on device"))
    True
    """
    return any(os.strerror(number) in str(error) for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT))


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
        _load_lines(store, file)
    unite(store)


def _load_lines(store: pyoxigraph.Store, file: File) -> None:
    """Load statements in lines, a piece at a time: the loader holds what it is given until it is sorted."""
    lines = 0
    pieces = (checked(file),) if file.stream is None else file.pieces(_PIECE)
    for piece in pieces:
        try:
            store.bulk_load(piece, format=format_of(file))
        except (SyntaxError, ValueError) as error:
            raise fault(error, file.name, lines_before=lines) from error
        lines += piece.count(b"\n")


def _fill(folder: Path, files: Sequence[File]) -> None:
    """Build a new version and let it hold, unless the one that holds is of the same files."""
    wanted = _fingerprint(files)
    before = _current(folder)
    if before is not None and before[1] == wanted:
        return
    if before is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not _is_ours(folder):
        raise OutputError("the folder is no store and is not empty", where=str(folder), hint="name another folder")
    version = folder / f"v-{wanted[:12]}-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _build(version, files)
        _let_hold(folder, version.name, wanted)
    except OSError as error:
        shutil.rmtree(version, ignore_errors=True)
        raise OutputError(f"the store cannot be written ({error.strerror or error})", where=str(folder)) from error
    except BaseException:
        shutil.rmtree(version, ignore_errors=True)
        raise
    _tidy(folder, version, before)


def _is_ours(folder: Path) -> bool:
    """Whether nothing but versions is there: the first filling was broken off."""
    return all(entry.is_dir() and entry.name.startswith("v-") for entry in folder.iterdir())


def _build(version: Path, files: Sequence[File]) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(str(version))
    _load(store, files)
    store.flush()
    store.optimize()


def _let_hold(folder: Path, version: str, fingerprint: str) -> None:
    new = folder / f"{_CURRENT}.{secrets.token_hex(4)}"
    with new.open("w", encoding="ascii") as file:
        file.write(f"{version} {fingerprint}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _CURRENT)


def _tidy(folder: Path, version: Path, before: tuple[str, str] | None) -> None:
    """Remove the version before, whose readers keep what they have open, and what dead processes left."""
    for entry in folder.glob("v-*"):
        old = entry.name == (before or ("",))[0] or time.time() - entry.stat().st_mtime > _LEFT_OVER
        if entry != version and old:
            shutil.rmtree(entry, ignore_errors=True)


def _current(folder: Path) -> tuple[str, str] | None:
    try:
        version, fingerprint = (folder / _CURRENT).read_text("ascii").split()
    except (OSError, ValueError):
        return None
    return (version, fingerprint) if version.startswith("v-") and "/" not in version else None


def _open(folder: Path, *, writable: bool) -> Store:
    """Open the version that holds; where another process compacts it, as soon as its files hold still for a moment (S18)."""
    problem, before, still, until = "", frozenset[str](), 0, time.monotonic() + _LONGEST
    while still < _TRIES and time.monotonic() < until:
        current, found = _current(folder), _logs(folder)
        if current is None:
            raise UsageError("there is no store", where=str(folder), hint="give --data files to fill one")
        try:
            oxigraph = _opened(folder / current[0], writable=writable)
            if writable or _held_still(found, _logs(folder)):
                return Store(oxigraph, current[1], folder)
            del oxigraph  # a log that went while it was read leaves a mixture of states (S20)
            _wait_for_a_log_to_go(folder)
            continue
        except (OSError, RuntimeError, ValueError) as error:
            problem = str(error)
            _tell_plain_reasons(error, folder)
        now = _files(folder)
        still = still + 1 if now == before else 0
        before = now
        time.sleep(0.02 + 0.05 * still)
    if still < _TRIES:
        raise GraphError("the store is being changed by another process", where=str(folder), hint="wait for it, or stop it")
    what = f"the store is damaged ({problem.replace(str(folder), '…')[:200]})"
    raise GraphError(what, where=str(folder), hint="delete it and fill it again with --data")


def _opened(version: Path, *, writable: bool) -> pyoxigraph.Store:
    import pyoxigraph

    if not version.is_dir():
        raise FileNotFoundError(version)  # another process has just let another version hold
    return pyoxigraph.Store(str(version)) if writable else pyoxigraph.Store.read_only(str(version))


def _tell_plain_reasons(error: Exception, folder: Path) -> None:
    """Raise what needs no second look."""
    if "lock" in str(error).lower():
        raise GraphError("the store is in use by another process", where=str(folder), hint="stop it, or wait for it") from error
    if is_no_room(error):
        raise OutputError("there is no room on the disk to open the store", where=str(folder), hint="make room") from error


def _held_still(before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether no log went while a store was read, and none can have come and gone unseen: one that only came holds later changes."""
    return before <= after and len(after - before) <= 1


def _wait_for_a_log_to_go(folder: Path) -> None:
    """Wait, for a moment, until the process that changes the store has done with a log: the time until the next one is the longest."""
    before = _logs(folder)
    for _ in range(_LOOKS):
        time.sleep(_LOOK)
        if not before <= _logs(folder):
            return


def _logs(folder: Path) -> frozenset[str]:
    """What is read besides sorted files: logs of changes, and which files hold. Sorted files may come and go; who misses one is told."""
    return frozenset(name for name in _files(folder) if name.endswith(".log") or Path(name).name.startswith(("MANIFEST", "CURRENT")))


def _files(folder: Path) -> frozenset[str]:
    return frozenset(str(path) for path in folder.glob("v-*/*"))
