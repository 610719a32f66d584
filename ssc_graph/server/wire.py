"""Messages between the server and its processes: a head in JSON, then bytes."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!II")
HEAD: Final = _LENGTHS.size


def packed(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a message.

    >>> unpacked_lengths(packed({}, b"ab")[:HEAD])
    (2, 2)
    """
    written = json.dumps(head).encode()
    return _LENGTHS.pack(len(written), len(body)) + written + body


def unpacked_lengths(start: bytes) -> tuple[int, int]:
    """Return how long the head and the body of a message are."""
    head, body = _LENGTHS.unpack(start)
    return head, body


def receive(end: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Wait for a message; None where the other side is gone."""
    start = _exactly(end, HEAD)
    if start is None:
        return None
    head_length, body_length = unpacked_lengths(start)
    head, body = _exactly(end, head_length), _exactly(end, body_length)
    return None if head is None or body is None else (json.loads(head), body)


def _exactly(end: socket.socket, length: int) -> bytes | None:
    data = bytearray(length)
    view, done = memoryview(data), 0
    while done < length:
        taken = end.recv_into(view[done:])
        if not taken:
            return None
        done += taken
    return bytes(data)
