"""A folder with many files below it that appears whole or not at all: written beside its place, then exchanged with what stands there.

A tree that we wrote carries a marker file. A folder without it is somebody else's and is never replaced. No name is followed
through a symbolic link: the tree is new when it is written.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from ssc_graph.errors import OutputError
from ssc_graph.pipeline.outputs import Hidden, exchange, resolved, sweep, synchronise, told

#: The file by which a tree of ours is known.
MARKER: Final = ".ssc-graph-site"
_SEGMENT: Final = re.compile(r"[A-Za-z0-9._~-]{1,180}")
_SPECIAL: Final = frozenset({"", ".", ".."})


class Tree:
    """A tree of files that is being written; no path twice, none outside, none that differs from another by case only.

    Args:
        root: the folder that holds it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, str] = {}
        self._folders: set[str] = set()

    def write(self, path: str, content: bytes | str) -> None:
        """Write one file.

        Args:
            path: below the root, with slashes; plain ASCII.
            content: the bytes, or a text that is written as UTF-8.

        Raises:
            OutputError: the path leads outside, or a file of that name stands there already.
        """
        with self.open(path) as stream:
            stream.write(content.encode() if isinstance(content, str) else content)

    @contextlib.contextmanager
    def open(self, path: str) -> Iterator[IO[bytes]]:
        """Open a new file for writing.

        Args:
            path: below the root, with slashes; plain ASCII.

        Raises:
            OutputError: as :meth:`write`.
        """
        self._claim(path)
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._root / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with (self._root / path).open("xb") as stream:
            yield stream

    def adopt(self, paths: Iterable[str]) -> None:
        """Take in files that another process wrote into a copy of this tree.

        Args:
            paths: below the root.

        Raises:
            OutputError: a file of that name, but for case, is here already.
        """
        for path in paths:
            self._claim(path)

    def _claim(self, path: str) -> None:
        segments = path.split("/")
        if any(segment in _SPECIAL or not _SEGMENT.fullmatch(segment) for segment in segments):
            raise OutputError("a name that cannot be a file below the output folder", where=path)
        before = self._known.setdefault(path.lower(), path)
        if before is not path:
            raise OutputError(f"two pages would have one name ({before})", where=path, hint="this is a fault of ours: please report it")

    @property
    def files(self) -> MappingProxyType[str, str]:
        """The paths written so far."""
        return MappingProxyType(self._known)

    def path(self, name: str) -> Path:
        """Return where a file of the tree stands now."""
        return self._root / name


def publish_tree(folder: Path, write: Callable[[Tree], None]) -> None:
    """Write a tree beside its place and put it there in one step; if anything fails, the old one stands as it was.

    Args:
        folder: where the tree goes; made where it is missing.
        write: writes the files.

    Raises:
        OutputError: the folder holds what is not ours, or a file cannot be written.
    """
    with told(folder):
        target = resolved(folder)
        _check(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        with contextlib.closing(Hidden(target.parent)) as new:
            tree = Tree(new.path)
            write(tree)
            (new.path / MARKER).write_bytes(b"")
            new.synchronise()
            _switch(new.path, target)
        synchronise(target.parent)


def _check(target: Path) -> None:
    """Refuse a place that holds anything but a tree of ours.

    Raises:
        OutputError: it is a file, the working directory, or a folder with other files.
    """
    hint = "name another folder with --output"
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError("the output folder cannot be made here: this is a file", where=str(target), hint=hint)
    if target == Path.cwd():
        raise OutputError("the working directory itself cannot be replaced", where=str(target), hint=hint)
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise OutputError("the folder holds files that are no site of ours, and they would be lost", where=str(target), hint=hint)


def _switch(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        old = new.with_name(f"{new.name}-old")
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old)
