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

    >>> unpacked(packed({"status": 200}, b"ab")), unpacked(packed({}, b"ab")[:-1])
    (({'status': 200}, b'ab'), None)
    """
    written = json.dumps(head).encode()
    return _LENGTHS.pack(len(written), len(body)) + written + body


def unpacked(data: bytes | bytearray) -> tuple[dict[str, Any], bytes] | None:
    """Return a message; None as long as a part of it is missing."""
    if len(data) < HEAD:
        return None
    head, body = _LENGTHS.unpack_from(data)
    if len(data) < HEAD + head + body:
        return None
    view = memoryview(data)
    try:
        return json.loads(bytes(view[HEAD : HEAD + head])), bytes(view[HEAD + head : HEAD + head + body])
    finally:
        view.release()


def receive(end: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Wait for a message; None where the other side is gone."""
    start = _exactly(end, HEAD)
    if start is None:
        return None
    head_length, body_length = _LENGTHS.unpack(start)
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
