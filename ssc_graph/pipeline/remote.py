"""Another server's SPARQL endpoint and graph store, over HTTP: nothing is believed that was not answered whole.

Time limits for the connection and for each piece of an answer, a limit for its size, no redirect to another host, no token over an
open line, no token in a message (S14, S35). Standard library only.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode, urljoin, urlsplit

from ssc_graph.errors import RemoteError, UsageError
from ssc_graph.pipeline.authorization import authorization, digest

_LARGEST: Final = 2_000_000_000  # bytes of an answer
_CHUNK: Final = 1_000_000
_HEAD: Final = b"@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
_REDIRECTS: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_KEEPS_METHOD: Final = frozenset({307, 308})
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_OK, _NO_CONTENT, _NOT_FOUND, _MULTIPLE, _UNAUTHORISED, _FORBIDDEN = 200, 204, 404, 300, 401, 403


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that came whole.

    Args:
        status: of HTTP.
        media_type: without its parameters, in lower case.
        content: the body.
    """

    status: int
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Remote:
    """A store on another server.

    Args:
        endpoint: address of SPARQL 1.1 queries.
        update: address of SPARQL 1.1 updates.
        graph_store: address of the Graph Store Protocol, or None.
        token: a bearer token, or ``user:password``; sent, never shown.
        timeout: seconds for a connection and for each wait; a whole answer may take ten times as long.
    """

    endpoint: str
    update: str
    graph_store: str | None = None
    token: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    _challenges: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for url in (self.endpoint, self.update, self.graph_store):
            if url is not None:
                _check(url, self.token)

    def select(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a query, the values as text.

        Raises:
            RemoteError: the answer is no result of ``SELECT``.
        """
        answer = self._post(self.endpoint, {"query": query}, accept="application/sparql-results+json")
        try:
            said: dict[str, Any] = json.loads(answer.content)
            return [{name: str(term["value"]) for name, term in row.items()} for row in said["results"]["bindings"]]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"the answer is no result of a query ({answer.media_type or 'no media type'}, {len(answer.content)} bytes)"
            raise RemoteError(what, where=self.endpoint, hint="is this the address for queries?") from error

    def graph(self, name: str, part: str = "") -> Answer:
        """Return a named graph as N-Triples; an empty one where the store has none of that name.

        Args:
            name: of the graph.
            part: a filter over ``?s``, ``?p`` and ``?o``, where not all of it is asked for.
        """
        if self.graph_store is not None and not part:
            answer = self._send("GET", _named(self.graph_store, name), accept="application/n-triples", may_be_missing=True)
            return Answer(_OK, "application/n-triples", b"") if answer.status == _NOT_FOUND else _triples(answer, self.graph_store)
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} {part} }}"
        return _triples(self._post(self.endpoint, {"query": query}, accept="application/n-triples"), self.endpoint)

    def put(self, name: str, content: bytes) -> None:
        """Replace a named graph by N-Triples, in one request (Graph Store Protocol, section 5.3).

        They are sent as Turtle, which they are, with a prefix before them: Virtuoso looks at the content, and takes a long line for text.
        """
        if self.graph_store is None:
            raise UsageError("no address of a graph store is given")
        self._send("PUT", _named(self.graph_store, name), body=_HEAD + content, content_type="text/turtle")

    def change(self, text: str) -> None:
        """Run an update."""
        self._post(self.update, {"update": text}, accept="*/*")

    def _post(self, url: str, form: Mapping[str, str], *, accept: str) -> Answer:
        body = urlencode(form).encode()
        return self._send("POST", url, body=body, content_type="application/x-www-form-urlencoded", accept=accept)

    def _send(
        self, method: str, url: str, *, body: bytes | None = None, content_type: str = "", accept: str = "*/*", may_be_missing: bool = False
    ) -> Answer:
        headers = {"Accept": accept, "User-Agent": "ssc-graph"} | ({"Content-Type": content_type} if content_type else {})
        if self.token:
            headers["Authorization"] = authorization(self.token)
        for _ in range(_REDIRECTS + 1):
            status, reply, content = self._asked(method, url, body, headers)
            if status not in _MOVED:
                return _checked(status, reply, content, url, may_be_missing=may_be_missing)
            url = _followed(method, url, status, reply.get("location", ""))
        raise RemoteError("too many redirects", where=_shown(url))

    def _asked(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Exchange, and answer a challenge by Digest: Virtuoso makes one, and tells it only to who shows nothing."""
        known = self._challenges.get("")
        first = dict(headers) if known is None else self._answering(known, method, url, headers)
        status, reply, content = self._exchange(method, url, body, first)
        if status != _UNAUTHORISED or ":" not in (self.token or ""):
            return status, reply, content
        challenge = reply.get("www-authenticate", "")
        if not challenge.lower().startswith("digest"):
            plain = {name: value for name, value in headers.items() if name != "Authorization"}
            challenge = self._exchange(method, url, body, plain)[1].get("www-authenticate", "")
        if not challenge.lower().startswith("digest"):
            return status, reply, content
        self._challenges[""] = challenge
        return self._exchange(method, url, body, self._answering(challenge, method, url, headers))

    def _answering(self, challenge: str, method: str, url: str, headers: Mapping[str, str]) -> dict[str, str]:
        answer = digest(challenge, self.token or "", method=method, path=_path(url))
        return dict(headers) if answer is None else {**headers, "Authorization": answer}

    def _exchange(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.timeout)
        try:
            connection.request(method, _path(url), body=body, headers=dict(headers))
            reply = connection.getresponse()
            content = _read(reply, time.monotonic() + 10 * self.timeout, _shown(url))
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, content
        except TimeoutError as error:
            raise RemoteError(f"no answer in {self.timeout:g} seconds", where=_shown(url), hint="give more time with --timeout") from error
        except http.client.IncompleteRead as error:
            raise RemoteError("the answer breaks off", where=_shown(url)) from error
        except ssl.SSLError as error:
            raise RemoteError(f"no safe connection ({error.reason})", where=_shown(url)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise RemoteError(f"the server cannot be reached ({reason})", where=_shown(url)) from error
        finally:
            connection.close()


def _read(reply: http.client.HTTPResponse, deadline: float, where: str) -> bytes:
    pieces, size = [], 0
    while piece := reply.read(_CHUNK):
        size += len(piece)
        if size > _LARGEST:
            raise RemoteError(f"the answer is larger than {_LARGEST} bytes", where=where)
        if time.monotonic() > deadline:
            raise TimeoutError
        pieces.append(piece)
    if reply.length:  # promised and not sent: read() in pieces does not complain (http.client)
        raise RemoteError("the answer breaks off", where=where)
    return b"".join(pieces)


def _check(url: str, token: str | None) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{_shown(url)!r} is no web address", hint="it begins with http:// or https://")
    if parts.username or parts.password:
        raise UsageError("an address holds a password", where=_shown(url), hint="give it as --token user:password")
    if token and parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise UsageError("the token would be sent over an open line", where=_shown(url), hint="use https")


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _shown(url: str) -> str:
    """The address without user, password and parameters."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _named(url: str, name: str) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}graph={quote(name, safe='')}"


def _followed(method: str, url: str, status: int, location: str) -> str:
    target = urljoin(url, location)
    here, there = urlsplit(url), urlsplit(target)
    if not location or (here.scheme, here.hostname, here.port) != (there.scheme, there.hostname, there.port):
        raise RemoteError(
            f"redirects to another host ({there.hostname}), which is refused", where=_shown(url), hint="give that address if it is yours"
        )
    if method != "GET" and status not in _KEEPS_METHOD:
        raise RemoteError(f"redirects a {method} with status {status}", where=_shown(url), hint=f"give {_shown(target)} instead")
    return target


def _checked(status: int, reply: Mapping[str, str], content: bytes, url: str, *, may_be_missing: bool) -> Answer:
    if _OK <= status < _MULTIPLE or (may_be_missing and status == _NOT_FOUND):
        return Answer(status, reply.get("content-type", "").partition(";")[0].strip().lower(), content)
    if status in (_UNAUTHORISED, _FORBIDDEN):
        raise RemoteError(f"the server refuses (status {status})", where=_shown(url), hint="give a token that may write with --token")
    told = " ".join(content[:200].decode("utf-8", "replace").split())
    raise RemoteError(f"status {status}{': ' + told if told and not told.startswith('<') else ''}", where=_shown(url))


def _triples(answer: Answer, where: str) -> Answer:
    if answer.media_type not in ("application/n-triples", "text/turtle", "text/plain"):
        what = f"the answer is no graph ({answer.media_type or 'no media type'}, {len(answer.content)} bytes)"
        raise RemoteError(what, where=_shown(where), hint="is this the right address?")
    return answer
