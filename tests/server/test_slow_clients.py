"""Clients that send slowly, or nothing, or too little (S34): the connection ends, and nobody else notices."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator

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
