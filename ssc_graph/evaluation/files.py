"""Small data files, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from ssc_graph.errors import InputError, OutputError


def is_file(path: Path) -> bool:
    """Return whether there is such a file; a name that the system refuses (too long) names none."""
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def is_folder(path: Path) -> bool:
    """Return whether there is such a folder."""
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def read_text(path: Path) -> str:
    """Return a text file.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path)) from error


def write_text(path: Path, text: str) -> None:
    """Write a text file; the old one stands until the new one is complete.

    Raises:
        OutputError: it cannot be written.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")  # two writers do not meet; the name never reaches an output
    try:
        with new.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise OutputError(f"cannot be written ({error.strerror or error})", where=str(path)) from error
