"""A real server in a process of its own, and a client that fails where nothing answers (S13)."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = "only-a-test-token"  # noqa: S105 (of a server that lives as long as a test)
_ADDRESS = re.compile(r"^(\d+) statements at http://127\.0\.0\.1:(\d+)/$")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        return str(self.headers.get("Content-Type", "")).partition(";")[0]

    def column(self, name: str) -> list[str]:
        return [row[name]["value"] for row in self.json["results"]["bindings"]]


class Server:
    def __init__(self, process: subprocess.Popen[str], port: int, quads: int) -> None:
        self.process, self.port, self.quads = process, port, quads

    def ask(
        self, method: str, path: str, *, body: bytes | str | None = None, headers: Mapping[str, str] | None = None, timeout: float = 30
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body.encode() if isinstance(body, str) else body, headers=dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def query(self, text: str, *, accept: str = "application/sparql-results+json", **more: str | list[str]) -> Answer:
        parameters = {"query": text, **{name.replace("_", "-"): value for name, value in more.items()}}
        return self.get(f"/sparql?{urlencode(parameters, doseq=True)}", Accept=accept)

    def update(self, text: str, *, token: str = TOKEN, headers: Mapping[str, str] | None = None, **more: str | list[str]) -> Answer:
        parameters = urlencode({name.replace("_", "-"): value for name, value in more.items()}, doseq=True)
        path = f"/sparql?{parameters}" if parameters else "/sparql"
        sent = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}", **(headers or {})}
        return self.ask("POST", path, body=text, headers=sent)

    def form(self, *fields: tuple[str, str], headers: Mapping[str, str] | None = None) -> Answer:
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self.ask("POST", "/sparql", body=urlencode(fields), headers=sent)

    def truth(self, text: str, **more: str | list[str]) -> bool:
        answer = self.query(text, accept="application/sparql-results+json", **more)
        assert answer.status == 200, answer.text
        return bool(answer.json["boolean"])


def follow(location: str) -> str:
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@contextlib.contextmanager
def serving(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve with some options until the test is over."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ssc_graph", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    found = _ADDRESS.match(line)
    try:
        assert found, f"the server printed {line!r}"
        yield Server(process, int(found[2]), int(found[1]))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(ValueError):  # the test has read it already
            process.communicate(timeout=20)
