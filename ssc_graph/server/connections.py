"""Connections of HTTP/1.1 that wait for nobody longer than they must: for a request that does not come, for an answer that is not taken."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import http
import socket
import struct
import sys
import termios
from typing import ClassVar, Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

_LEAST: Final = 2048  # bytes a second that a client must take, on the average of its patience
_UNSENT: Final = 256 << 10  # bytes that the system may hold of an answer before it is on its way
_TOO_LARGE: Final = 431  # h11's name for a head that does not end
_ALWAYS: Final = (
    (b"Content-Type", b"text/plain; charset=utf-8"),
    (b"Connection", b"close"),
    (b"Content-Security-Policy", b"default-src 'none'"),
    (b"X-Content-Type-Options", b"nosniff"),
)
_INTEGER: Final = struct.Struct("i")


class Impatient(H11Protocol):
    """HTTP/1.1 that closes a connection which sends no whole head, the first or a later one, or does not take its answer (S34)."""

    patience: ClassVar[float]
    _timer: asyncio.TimerHandle | None = None
    _clock: asyncio.TimerHandle | None = None
    _counted: _Counted
    _taken = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take the connection (asyncio)."""
        self._counted = _Counted(transport)
        super().connection_made(cast("asyncio.Transport", self._counted))
        _hold_little(transport.get_extra_info("socket"), seconds=self.patience)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request (asyncio)."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """End (asyncio)."""
        self._stop_watching()
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or one whose head is too large (uvicorn); it has no headers yet that could tell a form."""
        error = sys.exc_info()[1]
        status, told = 400, "the request is no HTTP"
        if getattr(error, "error_status_hint", 0) == _TOO_LARGE:
            line = b"\n" not in self.conn.trailing_data[0]
            status, told = (414, "the address is too long") if line else (_TOO_LARGE, "the head of the request is too large")
        headers = [(name.lower(), value) for name, value in _ALWAYS]
        for event in (
            h11.Response(status_code=status, headers=headers, reason=http.HTTPStatus(status).phrase.encode()),
            h11.Data(data=f"{told}\n".encode()),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def pause_writing(self) -> None:
        """Hold back what more there is to send (asyncio)."""
        super().pause_writing()
        self._watch_the_reader()

    def on_response_complete(self) -> None:
        """Go on behind an answer; the end of it may not be on its way yet (uvicorn)."""
        self._watch_the_reader()
        super().on_response_complete()

    def _watch(self) -> None:
        """Let the clock run from the first byte of a head to its last."""
        if not self._is_waiting():
            self._stop_watching()
        elif self._timer is None:
            self._timer = self.loop.call_later(self.patience, self._close_if_waiting)

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _is_waiting(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # uvicorn sets it to None before the first request, which its types do not say
        return cycle is None or cycle.response_complete

    def _close_if_waiting(self) -> None:
        self._timer = None
        if self._is_waiting():
            self.transport.close()

    def _watch_the_reader(self) -> None:
        """Let a second clock run as long as something waits to be taken."""
        if self._clock is None and self._counted.held():
            self._taken = self._counted.taken()
            self._clock = self.loop.call_later(self.patience, self._cut_off_if_slow)

    def _cut_off_if_slow(self) -> None:
        self._clock = None
        if self._counted.held() and self._counted.taken() - self._taken < _LEAST * self.patience:
            self._counted.abort()  # close() would wait until all is taken
        else:
            self._watch_the_reader()


class _Counted:
    """A transport that knows how much of what was written the other side has taken.

    Args:
        transport: of the connection.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport, self._written = transport, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send (asyncio)."""
        self._written += len(data)
        self._transport.write(data)

    def abort(self) -> None:
        """End at once (asyncio)."""
        self._transport.abort()

    def held(self) -> int:
        """Return the bytes that wait in this process."""
        return self._transport.get_write_buffer_size()

    def taken(self) -> int:
        """Return the bytes that the other side has confirmed; where the system does not tell, those that have left this process."""
        return self._written - self.held() - _on_the_way(self._transport.get_extra_info("socket"))


def _on_the_way(connection: socket.socket) -> int:
    """Bytes that the system holds until the other side confirms them (Linux: ioctl SIOCOUTQ, which is TIOCOUTQ)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError):
            return int(_INTEGER.unpack(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(_INTEGER.size)))[0])
    return 0


def _hold_little(connection: socket.socket, *, seconds: float) -> None:
    """Have the system hold little of an answer, and give up a client that confirms nothing, even behind the end of the answer.

    Without the first it takes megabytes for a client that reads nothing, and long stays silent on one that reads slowly.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a connection that is no TCP, or is gone already
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, max(1, int(seconds * 1000)))
