"""From the command to a server that listens: the address printed, a clean end when it is asked to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Final

import uvicorn

from ssc_graph.errors import OutputError
from ssc_graph.server.application import application
from ssc_graph.server.connections import Impatient
from ssc_graph.server.options import Options
from ssc_graph.server.pool import Pool

_HEADERS: Final = 64 << 10  # bytes of a request line and its headers
_IDLE: Final = 15  # seconds between two requests of a connection
_LAST: Final = 5  # seconds that running requests get when the server stops
_BACKLOG: Final = 1024


class _Server(uvicorn.Server):
    """A server for which being asked to stop is no fault: uvicorn would raise the signal again when all is done."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


def run(options: Options, *, announce: Callable[[str, Pool], None]) -> None:
    """Serve until the process is asked to stop.

    Args:
        options: of the server.
        announce: told the address when the server listens, before the first request is answered.

    Raises:
        SscGraphError: the graph cannot be loaded, or the address is taken.
    """
    listening = _socket(options)
    try:
        pool = Pool.start(options.settings)
    except BaseException:
        listening.close()
        raise
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    config = uvicorn.Config(
        application(pool, options),
        http=type("_Impatient", (Impatient,), {"patience": options.patience}),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level=logging.CRITICAL,  # its own messages quote requests and show the inside of the program (S35)
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_LAST,
        h11_max_incomplete_event_size=_HEADERS,
    )
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    listening.listen(_BACKLOG)  # whoever reads the address may connect at once
    announce(f"http://{shown}:{port}/", pool)
    server = _Server(config)
    asyncio.run(server.serve(sockets=[listening]))


def _socket(options: Options) -> socket.socket:
    """Return a socket that is bound; taken before the graph is loaded, so that a taken port is told at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except OSError as error:
        hint = "choose another with --port, or 0 for any" if error.errno == errno.EADDRINUSE else "choose another with --host"
        raise OutputError(
            f"the address cannot be listened at ({error.strerror or error})", where=f"{options.host}:{options.port}", hint=hint
        ) from error
    return found
