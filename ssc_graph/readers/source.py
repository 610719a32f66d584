"""The bytes of a source: a file, standard input or an open binary stream; bounded, each fault one clear error."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import BinaryIO, Final

from ssc_graph.errors import DocumentError

#: Largest document in bytes. A book is 1 MB, the longest resolution 1 MB; more is no document but a dump.
LARGEST: Final = 50_000_000
STANDARD_INPUT: Final = "-"
_MEGABYTE: Final = 1_000_000
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def read_source(source: str | os.PathLike[str] | BinaryIO) -> tuple[bytes, str]:
    """Return the bytes of a source and its name without folders.

    Args:
        source: a path, ``-`` for standard input, or a stream opened in binary mode.

    Raises:
        DocumentError: missing, a folder, not readable, larger than 50 MB.
        TypeError: a stream opened in text mode.
    """
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        return _read_stream(sys.stdin.buffer, STANDARD_INPUT) if path == STANDARD_INPUT else _read_file(path)
    name = getattr(source, "name", STANDARD_INPUT)
    return _read_stream(source, Path(name).name if isinstance(name, str) else STANDARD_INPUT)


def _read_file(path: str) -> tuple[bytes, str]:
    if _ADDRESS.match(path):
        raise DocumentError("a web address is no file", where=path, hint="save the page and give the file")
    if "\0" in path:
        raise DocumentError("no file can have this name", where=path)
    if not path or Path(path).is_dir():
        raise DocumentError(
            "a folder, not a file" if path else "the name is empty", where=path or None, hint="give a document in it" if path else None
        )
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 (Path would fold "a/." and "a//b" in messages)
            return _read_stream(stream, Path(path).name, where=path)
    except FileNotFoundError:
        raise DocumentError("there is no such file", where=path) from None
    except PermissionError:
        raise DocumentError("the file may not be read", where=path, hint="check its permissions") from None
    except OSError as error:
        raise DocumentError(f"the file cannot be read: {error.strerror or error}", where=path) from None


def _read_stream(stream: BinaryIO, name: str, *, where: str | None = None) -> tuple[bytes, str]:
    data = stream.read(LARGEST + 1)
    if not isinstance(data, bytes):
        raise TypeError("a stream of bytes is due; open it in binary mode")
    check_size(len(data), where=where or name)
    return data, name


def check_size(size: int, *, where: str) -> None:
    """Refuse what is larger than a document.

    Args:
        size: in bytes.
        where: the file in the message.

    Raises:
        DocumentError: larger than 50 MB.
    """
    if size > LARGEST:
        raise DocumentError(f"larger than {LARGEST // _MEGABYTE} MB, the limit for one document", where=where, hint="split it")
