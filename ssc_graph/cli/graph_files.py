"""Graphs that a user names on the command line, opened for the commands that merge and compare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_graph.errors import GraphError

if TYPE_CHECKING:
    from ssc_graph.merging.reading import Reading


def content_of(name: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input for ``-``, and the name of it for messages.

    Raises:
        GraphError: it cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer.read(), "-"
    try:
        return Path(name).read_bytes(), Path(name).name
    except OSError as error:
        raise GraphError(f"the file cannot be read ({error.strerror or error})", where=name) from error


def refuse_broken(reading: Reading, title: str) -> None:
    """Take no graph that had to be repaired: what is merged or compared is what its publisher wrote.

    Raises:
        GraphError: the file is broken.
    """
    hint = "ssc-graph import --repair tells all and repairs what it can"
    if reading.repairs:
        repair = reading.repairs[0]
        raise GraphError(f"{repair.wrong} ({repair.edit})", where=f"{title}:{repair.line}", hint=hint)
    if reading.fault is not None:
        raise GraphError(reading.fault.what, where=f"{title}:{reading.fault.line}", hint=hint)
