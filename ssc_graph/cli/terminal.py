"""What is written to the terminal: never a control character from a document, never a crash over an encoding."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

_WIDTH: Final = 60  # characters of a name in the line that shows progress


def prepare_streams() -> None:
    """Let a character that the terminal's encoding lacks be written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def printable(text: str) -> str:
    r"""Return a text in one line, with control characters, bidi marks and lone surrogates escaped.

    >>> print(printable("a\x1b[2J\u202eb"))
    a\x1b[2J\u202eb
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text)


def complain(message: str, *, kind: str = "error: ") -> None:
    """Write one line to standard error.

    Args:
        message: what happened.
        kind: what stands between the command's name and the message.
    """
    with contextlib.suppress(OSError, ValueError):  # nobody reads standard error: there is no one left to tell
        print(f"ssc-graph: {kind}{printable(message)}", file=sys.stderr, flush=True)


def write_json(value: Mapping[str, Any], *, indent: int | None = None) -> None:
    """Write a JSON object, its characters as they are where standard output can carry them all."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "").replace("_", "")
    print(json.dumps(value, ensure_ascii=not encoding.startswith("utf"), indent=indent))


def write_bytes(content: bytes) -> None:
    """Write a file format that is UTF-8 whatever the terminal's encoding."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:  # standard output was replaced by a text stream
        print(content.decode("utf-8"), end="")
        return
    sys.stdout.flush()
    binary.write(content)


def table(rows: Iterable[Sequence[object]], *, words: Collection[int] = (0,)) -> str:
    """Return rows in columns.

    Args:
        rows: of equal length.
        words: the columns that begin at the left; the others, figures, end at the right.

    >>> print(table([("causes", 12), ("heldIn", 3)]))
    causes  12
    heldIn   3
    """
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_aligned(row, widths, words) for row in cells)


def _aligned(row: Sequence[str], widths: Sequence[int], words: Collection[int]) -> str:
    columns = enumerate(zip(row, widths, strict=True))
    return "  ".join(cell.ljust(width) if number in words else cell.rjust(width) for number, (cell, width) in columns).rstrip()


class Progress:
    """One line on standard error that says how far the work is; silent where standard error is no terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that ``done`` of ``total`` documents are read and which one is next."""
        if self._shown and total > 1:
            print(f"\r\x1b[2K{done} of {total}  {printable(name)[:_WIDTH]}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Remove the line."""
        if self._shown:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
