"""Output files that appear all together or not at all, whenever the process dies.

Everything is written, flushed and synchronised in a hidden folder first. Then there are three ways to switch, the strongest that
the place allows:

1. the output folder does not exist: one rename gives it its name;
2. it holds nothing but files of an earlier build: one system call exchanges the two folders (Linux);
3. else: one rename marks the hidden folder as complete, then its files replace the old ones one by one. A process killed
   in between leaves the marked folder; the next run finishes the move before it does anything else.

Files that are not ours are never touched.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ssc_graph.errors import OutputError

#: A hidden folder that is being written; worthless once its process is gone.
_NEW: Final = ".ssc-graph-new-"
#: A hidden folder that is complete and whose files are being moved.
_READY: Final = ".ssc-graph-ready"
_AT_FDCWD: Final = -100  # linux/fcntl.h: a path relative to the working directory
_RENAME_EXCHANGE: Final = 2  # linux/fs.h


class OutputFolder:
    """A folder whose files are replaced together.

    Args:
        folder: where the files go; it and its parents are made where they are missing.
        names: the names of the files that we write; no other file in the folder is touched.
    """

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.folder = folder
        self.names = frozenset(names)

    def prepare(self) -> None:
        """Find out, before the work, whether the folder can be written; clean up behind a process that was killed.

        Raises:
            OutputError: the folder is a file, or nothing can be made in it.
        """
        with told(self.folder):
            target = resolved(self.folder)
            place = target if target.exists() else next(parent for parent in target.parents if parent.exists())
            if not place.is_dir():
                raise OutputError("the output folder cannot be made here: this is a file", where=str(place), hint="name another folder")
            _finish(target)
            for where in (place, target.parent):
                sweep(where)
            with contextlib.closing(Hidden(place)) as probe:
                probe.write("probe", b"")

    def publish(self, files: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> None:
        """Write the files and switch to them.

        Args:
            files: name and content, whole or in pieces; each name is one of ours.

        Raises:
            OutputError: a file cannot be written (no space, no permission); the old files stand as they were.
            ValueError: a name that was not announced.
        """
        with told(self.folder):
            target = resolved(self.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(Hidden(*self._places(target))) as new:
                for name, content in files:
                    if name not in self.names:
                        raise ValueError(f"{name!r} is no output file")
                    new.write(name, content)
                new.synchronise()
                self._switch(new.path, target)

    def _places(self, target: Path) -> tuple[Path, ...]:
        """Where the hidden folder may stand: beside the folder where one call can switch to it, else inside."""
        if not target.exists():
            return (target.parent,)
        return (target.parent, target) if self._only_ours(target) else (target,)

    def _only_ours(self, target: Path) -> bool:
        """Whether another folder may take the place of this one; the user's working directory must stay itself."""
        if target == Path.cwd():
            return False
        return all(entry.name in self.names and entry.is_file() and not entry.is_symlink() for entry in target.iterdir())

    def _switch(self, new: Path, target: Path) -> None:
        if not target.exists():
            new.rename(target)
        elif not (new.parent == target.parent and self._only_ours(target) and exchange(new, target)):
            _finish(target)
            new.rename(target / _READY)
            _finish(target)
        synchronise(target)
        synchronise(target.parent)


class Hidden:
    """A hidden folder that is locked while its process lives, and removed when it is closed.

    Args:
        places: folders to try, the first that can be written is taken.
    """

    def __init__(self, *places: Path) -> None:
        self.path = self._make(places)
        self._lock = _lock(self.path)

    @staticmethod
    def _make(places: tuple[Path, ...]) -> Path:
        name = _NEW + secrets.token_hex(8)  # two builds at once do not meet; the name never reaches an output
        for place in places[:-1]:
            with contextlib.suppress(OSError):
                (place / name).mkdir()
                return place / name
        (places[-1] / name).mkdir()
        return places[-1] / name

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Write one file, whole or in pieces, and wait until it is on the disk."""
        with (self.path / name).open("xb") as stream:
            stream.writelines((content,) if isinstance(content, bytes) else content)
            stream.flush()
            os.fsync(stream.fileno())

    def synchronise(self) -> None:
        """Wait until the folder itself is on the disk."""
        synchronise(self.path)

    def close(self) -> None:
        """Remove what is left of the folder."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn a fault of the file system into our one line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"the output cannot be written ({reason})", where=str(folder), hint="name another folder with --output"
        ) from error


def resolved(folder: Path) -> Path:
    """Return the folder behind symbolic links, so that a link stays a link.

    Raises:
        OSError: the links go in a circle.
    """
    try:
        target = folder.resolve()
    except RuntimeError:  # Python before 3.13 reports a circle so
        target = folder
    if target.is_symlink():  # what is still a link after all were followed
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _finish(target: Path) -> None:
    """Move the files of a complete hidden folder to their place; another process may be doing the same."""
    ready = target / _READY
    if not ready.is_dir():
        return
    for entry in sorted(ready.iterdir()):
        with contextlib.suppress(FileNotFoundError):
            entry.replace(target / entry.name)
    with contextlib.suppress(FileNotFoundError):
        ready.rmdir()


def sweep(place: Path) -> None:
    """Remove the hidden folders of processes that are gone: nobody holds their lock."""
    for entry in sorted(place.glob(f"{_NEW}*")):  # none where the folder does not exist yet
        lock = _lock(entry)
        if lock is not None:
            shutil.rmtree(entry, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Lock a folder for as long as this process lives; None where another has it, or where the system has no such locks.

    Without locks the hidden folder of a killed process stays: nobody can know that it is dead.
    """
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def exchange(left: Path, right: Path) -> bool:
    """Exchange two folders in one step (renameat2(2), RENAME_EXCHANGE); return whether the system did it."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, TypeError, AttributeError):  # not Linux, or an old C library
        return False
    left.chmod(right.stat().st_mode & 0o7777)
    return bool(rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE) == 0)


def synchronise(folder: Path) -> None:
    """Wait until a folder's list of files is on the disk; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
