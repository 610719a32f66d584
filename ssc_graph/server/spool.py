"""Answers held back until they are whole: in memory while they are small, then in a file, never beyond a limit.

A cut answer must not look like a whole one, so nothing is sent before the end is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Final

_INLINE: Final = 1 << 20  # bytes that are kept in memory
#: What stands between two rows; XML and TSV escape it inside values, so that the count is exact.
_EXACT: Final = {"xml": b"<result>", "tsv": b"\n"}
#: In JSON and CSV a value may hold it, too: then the rows are counted again when they are all there.
_AT_MOST: Final = {"json": b"},{", "csv": b"\n"}


class TooLarge(Exception):  # noqa: N818 (a limit that was reached, not a fault)
    """An answer has more bytes or rows than allowed."""


class NoRoom(Exception):  # noqa: N818 (as above)
    """The file of an answer cannot be written."""


class Spool:
    """A file-like object that takes an answer.

    Args:
        path: where it goes if it is large.
        bytes_: how many it may have.
        rows: how many rows it may have.
    """

    def __init__(self, path: Path, *, bytes_: int, rows: int) -> None:
        self._path, self._bytes, self._rows, self._form = path, bytes_, rows, ""
        self._mark = b""
        self.opening: Callable[[], AbstractContextManager[None]] = nullcontext
        self._kept = bytearray()
        self._file: IO[bytes] | None = None
        self._tail = b""
        self._marks = 0
        self.size = 0

    def count_rows_of(self, form: str) -> None:
        """Count rows from here on.

        Args:
            form: ``json``, ``xml``, ``csv``, ``tsv``, or empty where there are none.
        """
        self._form = form
        self._mark = _EXACT.get(form) or _AT_MOST.get(form) or b""

    def write(self, data: bytes) -> int:
        """Take some bytes.

        Raises:
            TooLarge: there are too many.
            NoRoom: they cannot be kept.
        """
        self.size += len(data)
        if self.size > self._bytes:
            raise TooLarge(f"the answer has more than {self._bytes} bytes")
        if self._mark:
            self._count(data)
        try:
            self._keep(data)
        except OSError as error:
            raise NoRoom(str(error)) from error
        return len(data)

    def _keep(self, data: bytes) -> None:
        if self._file is None and len(self._kept) + len(data) > _INLINE:
            with self.opening():
                self._file = self._path.open("wb")
            self._file.write(self._kept)
            self._kept.clear()
        if self._file is None:
            self._kept += data
        else:
            self._file.write(data)

    def flush(self) -> None:
        """Do nothing: the end is the end."""

    def _count(self, data: bytes) -> None:
        seen = self._tail + bytes(data)
        self._marks += seen.count(self._mark)
        keep = len(self._mark) - 1
        self._tail = seen[-keep:] if keep else b""
        if self._form in _EXACT and self._marks - (self._form == "tsv") > self._rows:
            raise TooLarge(f"the answer has more than {self._rows} rows")

    def close(self) -> bytes | None:
        """Return the answer, or None where it is in the file.

        Raises:
            TooLarge: it has too many rows.
            NoRoom: the end of it cannot be kept.
        """
        try:
            if self._file is not None:
                self._file.close()
        except OSError as error:
            raise NoRoom(str(error)) from error
        if self._form in _AT_MOST and self._marks - (self._form == "csv") + (self._form == "json") > self._rows:
            self._count_again()
        return bytes(self._kept) if self._file is None else None

    def _count_again(self) -> None:
        with self.opening():
            data = bytes(self._kept) if self._file is None else self._path.read_bytes()
        rows = _rows_of_json(data) if self._form == "json" else _rows_of_csv(data)
        if rows > self._rows:
            raise TooLarge(f"the answer has more than {self._rows} rows")


def _rows_of_json(data: bytes) -> int:
    return len(json.loads(data).get("results", {}).get("bindings", ()))


def _rows_of_csv(data: bytes) -> int:
    """Line ends outside quotes, without the one behind the head (RFC 4180: a quote in a value is doubled)."""
    return sum(piece.count(b"\n") for piece in data.split(b'"')[::2]) - 1
