"""Errors are told to people as a page in their language, to programs as JSON or one line; with the same policy as all pages."""

from __future__ import annotations

import socket
from html import unescape
from urllib.parse import quote

import pytest

from ssc_graph.server.words import FAULTS
from tests.server.serving import TOKEN, Answer, Server

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}

#: Status to a request that the reading server refuses with it: method, path, headers, body.
REFUSED: dict[str, tuple[int, str, str, dict[str, str], bytes]] = {
    "400 no SPARQL": (400, "GET", "/sparql?query=SELCT", {}, b""),
    "400 no query": (400, "POST", "/sparql", FORM, b"a=b"),
    "403 reaching out": (403, "GET", "/sparql?query=" + quote("SELECT * { SERVICE <http://a.example/> { } }"), {}, b""),
    "403 writing": (403, "POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
    "404 a name": (404, "GET", "/authority/nobody", {}, b""),
    "404 a file": (404, "GET", "/static/nothing.js", {}, b""),
    "405 a method": (405, "DELETE", "/query", {}, b""),
    "405 of its own": (405, "BREW", "/sparql", {}, b""),
    "413 a body": (413, "POST", "/sparql", {"Content-Type": "application/sparql-query", "Content-Length": "5000000"}, b""),
    "414 an address": (414, "GET", "/authority/" + "a" * 50_000, {}, b""),
    "415 a kind": (415, "POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK { }"),
    "415 compressed": (415, "POST", "/sparql", {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}, b"x"),
    "421 a host": (421, "GET", "/", {"Host": "evil.example"}, b""),
    "503 too slow": (503, "GET", SLOW, {}, b""),
}


def ask(server: Server, case: str, **headers: str) -> Answer:
    _, method, path, own, body = REFUSED[case]
    return server.ask(method, path, body=body or None, headers={**own, **headers})


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("language", ["en", "id"])
def test_people_read_a_page_in_their_language(reading: Server, case: str, language: str) -> None:
    status = REFUSED[case][0]
    answer = ask(reading, case, Accept=BROWSER, **{"Accept-Language": f"{language},fr;q=0.5"})
    title, advice = FAULTS[language][status]
    assert (answer.status, answer.kind) == (status, "text/html")
    assert f'<html lang="{language}"' in answer.text
    assert f"<h1>{title}</h1>" in unescape(answer.text)
    assert advice in unescape(answer.text)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {part.strip() for part in answer.headers["Vary"].split(",")} >= {"Accept", "Accept-Language"}


@pytest.mark.parametrize("case", REFUSED)
def test_programs_are_told_in_one_line_or_in_json(reading: Server, case: str) -> None:
    status = REFUSED[case][0]
    for accept in ("", "*/*", "text/plain", "text/turtle", "application/sparql-results+json"):
        line = ask(reading, case, Accept=accept)
        assert (line.status, line.kind) == (status, "text/plain")
        assert line.text.count("\n") == 1
    for accept in ("application/json", "application/problem+json, application/sparql-results+json"):
        told = ask(reading, case, Accept=accept)
        assert (told.status, told.kind) == (status, "application/problem+json")
        assert told.json["status"] == status
        assert told.json["detail"] + "\n" == line.text
        assert set(told.json) == {"title", "status", "detail"}


def test_who_wants_a_token_is_told_so_on_a_page(writing: Server) -> None:
    headers = {"Content-Type": "application/sparql-update", "Accept": BROWSER, "Accept-Language": "id"}
    answer = writing.ask("POST", "/sparql", body="CLEAR ALL", headers=headers)
    assert (answer.status, answer.kind) == (401, "text/html")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert FAULTS["id"][401][0] in answer.text
    assert TOKEN not in answer.text


def test_who_accepts_no_form_is_told_so(reading: Server) -> None:
    answer = reading.get("/authority/undp", Accept="image/png, application/json;q=0")
    assert (answer.status, answer.kind) == (406, "text/plain")


def test_when_it_can_be_tried_again_is_told(reading: Server) -> None:
    answer = ask(reading, "503 too slow", Accept=BROWSER, **{"Accept-Language": "id"})
    assert f"dicoba lagi dalam {answer.headers['Retry-After']} detik" in answer.text


def test_what_was_sent_stays_text_and_the_switch_leads_to_the_same_address(reading: Server) -> None:
    query = quote("SELECT <img src=x onerror=alert(1)> \u202e{{7*7}}")
    answer = reading.get(f"/sparql?query={query}&format='onmouseover='", Accept=BROWSER)
    assert answer.status == 400
    assert "<img src=x" not in answer.text
    assert "'onmouseover='" not in answer.text
    assert "\u202e" not in answer.text
    assert 'href="/sparql?query=SELECT' in answer.text
    assert "lang=id" in answer.text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET /a b c HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000, 431),
        (b"GET /" + b"a" * 100_000, 414),
    ],
    ids=["no HTTP", "spaces", "a long header", "a long line"],
)
def test_what_is_no_request_is_told_in_a_line_with_the_right_number(reading: Server, sent: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", reading.port), timeout=10) as connection:
        connection.sendall(sent)
        told = b""
        while b"\n\n" not in told and (data := connection.recv(65_536)):
            told += data
    head, _, body = told.decode().partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert "content-security-policy" in head.lower()
    assert "nosniff" in head
    assert "Traceback" not in body


def test_every_error_that_the_server_knows_has_its_words_in_both_languages() -> None:
    assert set(FAULTS["en"]) == set(FAULTS["id"])
    assert set(FAULTS["en"]) >= {400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 429, 500, 503}
    assert all(FAULTS["en"][status] != FAULTS["id"][status] for status in FAULTS["en"])
