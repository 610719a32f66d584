"""Graphs that a user names on the command line, opened for the commands that merge and compare."""

from __future__ import annotations

import sys
from pathlib import Path

from ssc_graph.errors import GraphError


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
