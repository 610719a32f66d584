"""Clients that send or read slowly, or nothing, or too little (S34): the connection ends, and nobody else notices."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.server.serving import Server, serving

PATIENCE = 0.6  # seconds
SOON = 4.0  # and a machine that does other things
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
WHOLE = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def impatient() -> Iterator[Server]:
    with serving("--client-timeout", str(PATIENCE), "--timeout", "2") as server:
        yield server


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=SOON + 1)


def seconds_until_it_ends(connection: socket.socket, trickle: bytes = b"") -> float:
    """Read, and perhaps send a byte now and then, until the server closes the connection."""
    start = time.monotonic()
    connection.settimeout(0.1 if trickle else SOON + 1)
    while time.monotonic() - start < SOON + 1:
        with contextlib.suppress(TimeoutError):
            try:
                if trickle:
                    connection.sendall(trickle)
                if not connection.recv(65_536):
                    break
            except (ConnectionResetError, BrokenPipeError):
                break
    return time.monotonic() - start


@pytest.mark.parametrize(
    "begin", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "], ids=["nothing", "a line", "a header"]
)
@pytest.mark.parametrize("trickle", [b"", b"a"], ids=["silent", "a byte now and then"])
def test_a_head_that_does_not_come_ends_the_connection(impatient: Server, begin: bytes, trickle: bytes) -> None:
    if not begin and trickle:
        begin = b"G"
    with connected(impatient) as connection:
        connection.sendall(begin)
        assert PATIENCE / 2 < seconds_until_it_ends(connection, trickle) < SOON


def test_the_head_of_a_later_request_has_the_same_time(impatient: Server) -> None:
    with connected(impatient) as connection:
        connection.sendall(WHOLE)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert seconds_until_it_ends(connection, b"a") < SOON


@pytest.mark.parametrize("trickle", [b"", b"A"], ids=["silent", "a byte now and then"])
def test_a_body_that_does_not_come_is_told_to_be_too_slow(impatient: Server, trickle: bytes) -> None:
    with connected(impatient) as connection:
        connection.sendall(POST + b"Content-Length: 100000\r\n\r\nASK")
        start, told = time.monotonic(), b""
        connection.settimeout(0.1)
        while b"\r\n\r\n" not in told and time.monotonic() - start < SOON:
            with contextlib.suppress(TimeoutError):
                if trickle:
                    connection.sendall(trickle)
                told += connection.recv(65_536)
        assert told.startswith(b"HTTP/1.1 408")


def test_who_waits_for_a_slow_answer_is_not_cut_off(impatient: Server) -> None:
    start = time.monotonic()
    answer = impatient.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert (answer.status, "longer than 2 seconds" in answer.text) == (503, True)
    assert time.monotonic() - start > 2 * PATIENCE


def test_slow_clients_hold_nothing_for_long(impatient: Server) -> None:
    slow = [connected(impatient) for _ in range(60)]
    try:
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\n")
        assert impatient.truth("ASK { ?s ?p ?o }")
        assert max(seconds_until_it_ends(connection) for connection in slow) < SOON
    finally:
        for connection in slow:
            connection.close()


#: An answer of some megabytes, of which the system cannot hold all, and one that is sent in one piece.
LARGE = "SELECT ?s ?p ?o ?l { ?s ?p ?o . { SELECT ?l { ?x rdfs:label ?l } LIMIT 5 } } LIMIT 30000"
MIDDLING = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 2500"


def asking(server: Server, query: str) -> socket.socket:
    """Ask, and read nothing yet."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(SOON)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def received(connection: socket.socket, *, bytes_: int, pause: float, seconds: float) -> tuple[int, bool]:
    """Read a bit now and then; return how much came, and whether the server ended it."""
    taken, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(pause)
        try:
            data = connection.recv(bytes_)
        except ConnectionResetError:
            return taken, True
        if not data:
            return taken, True
        taken += len(data)
    return taken, False


def files_of(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


@pytest.mark.parametrize("query", [LARGE, MIDDLING], ids=["in pieces", "in one piece"])
def test_who_takes_nothing_of_an_answer_is_cut_off(impatient: Server, query: str) -> None:
    whole = len(impatient.query(query).body)
    assert whole > 500_000
    with asking(impatient, query) as connection:
        time.sleep(SOON)
        taken, ended = received(connection, bytes_=1 << 20, pause=0, seconds=SOON)
        assert (ended, taken < whole) == (True, True)


def test_who_takes_a_few_bytes_now_and_then_is_cut_off(impatient: Server) -> None:
    with asking(impatient, LARGE) as connection:
        received(connection, bytes_=50, pause=0.1, seconds=SOON)
        taken, ended = received(connection, bytes_=1 << 20, pause=0, seconds=SOON)
        assert (ended, taken < 500_000) == (True, True)


def test_who_takes_an_answer_steadily_gets_all_of_it_however_long_that_takes(impatient: Server) -> None:
    whole, start = len(impatient.query(LARGE).body), time.monotonic()
    with asking(impatient, LARGE) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 17)
        taken = 0
        while taken < whole:
            data = connection.recv(100_000)
            assert data, f"cut off behind {taken} of {whole} bytes"
            taken += len(data)
            time.sleep(0.04)
    assert time.monotonic() - start > 2 * PATIENCE


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which files a process has open")
def test_who_does_not_read_holds_no_worker_no_file_and_no_connection_for_long(impatient: Server) -> None:
    impatient.query(LARGE)
    before = files_of(impatient)
    slow: list[socket.socket] = []
    try:
        while len(slow) < 12:  # more than there are workers
            slow.append(asking(impatient, LARGE))
            assert slow[-1].recv(1, socket.MSG_PEEK)  # its answer is on the way
        start = time.monotonic()
        assert impatient.truth("ASK { ?s ?p ?o }")
        assert time.monotonic() - start < SOON
        end = time.monotonic() + 2 * SOON
        while files_of(impatient) > before and time.monotonic() < end:
            time.sleep(0.1)
        assert files_of(impatient) <= before
    finally:
        for connection in slow:
            connection.close()
