"""Who may come in: the host that is meant, pages of other sites, writers with a token; and the headers of every answer."""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssc_graph.server.answers import problem
from ssc_graph.server.options import Options
from ssc_graph.server.screening import Refused

_OWN: Final = frozenset({"localhost", "ip6-localhost"})
_HOST: Final = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[\w.\-]+)(?::[0-9]{1,5})?")
_LONGEST: Final = 48 << 10  # bytes of an address; with its headers a request may have more
_METHODS: Final = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
#: Nothing but what comes from here: no inline script or style, no frame around, no form to elsewhere (S22).
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Location, Content-Location",
}


def check_writer(request: Request, options: Options) -> None:
    """Let only those write who hold the token, and no page of another site (S11).

    Raises:
        Refused: nobody may write here (403), or not this client (401, 403).
    """
    if not options.token:
        raise Refused(403, "the graph is read-only here; the server was started without --writable")
    if (origin := request.headers.get("origin")) and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Refused(403, "a page of another site may not write here")
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), options.token.encode()):
        raise Refused(401, "writing needs the header Authorization: Bearer TOKEN", {"WWW-Authenticate": 'Bearer realm="ssc-graph"'})


def is_our_host(host: str, options: Options) -> bool:
    """Whether a Host header names this server: a plain address cannot be re-bound by a foreign name server.

    >>> is_our_host("127.0.0.1:3030", Options()), is_our_host("evil.example", Options())
    (True, False)
    """
    if not _HOST.fullmatch(host):
        return False
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        _ = urlsplit(f"//{host}").port
    except ValueError:
        return False
    if name in _OWN or name in {options.host.lower(), *(each.lower() for each in options.hosts)}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Refuses foreign hosts, answers the questions of browsers, and sets the headers of every answer.

    Args:
        app: what is guarded.
        options: of the server.
        told: how an error is told.
    """

    def __init__(self, app: ASGIApp, options: Options, told: Callable[[Request, Refused], Response]) -> None:
        self._app, self._options, self._told = app, options, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if not is_our_host(headers.get("host", ""), self._options):
            unknown = Refused(421, "this server is not known by that name; start it with --allow-host NAME")
            answer: ASGIApp = self._told(Request(scope), unknown)
        elif len(scope["raw_path"]) + len(scope["query_string"]) > _LONGEST:
            answer = self._told(Request(scope), Refused(414, f"the address has more than {_LONGEST} bytes; send a long query with POST"))
        elif scope["method"] == "OPTIONS":
            answer = _preflight()
        else:
            answer = self._app
        await answer(scope, receive, with_headers)


def _preflight() -> ASGIApp:
    answer = problem(Refused(204, ""))
    answer.body = b""
    del answer.headers["content-length"]
    answer.headers.update(
        {
            "Allow": _METHODS,
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
    )
    return answer
