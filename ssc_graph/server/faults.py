"""Errors as answers: a page in English or Indonesian to those who read pages, JSON (RFC 9457) or one plain line to programs.

Nothing of this machine stands in any of them (S35). What went wrong is told twice on a page: in plain words by the kind of error, and in
the words of who found the fault, which are English.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ssc_graph.server.answers import as_json, problem
from ssc_graph.server.negotiation import chosen, language_of
from ssc_graph.server.pages import page
from ssc_graph.server.screening import Refused
from ssc_graph.server.words import FAULTS, WORDS
from ssc_graph.site.addresses import LANGUAGES
from ssc_graph.site.text import visible

#: As what an error is told, the one for those who do not mind first.
_OFFERS: Final = ("text/plain", "application/problem+json", "application/json", "text/html")
_VARY: Final[Mapping[str, str]] = MappingProxyType({"Vary": "Accept, Accept-Language"})
_LONG: Final = 1000  # characters of an address that the switch of languages keeps


def fault(request: Request, refused: Refused) -> Response:
    """Return an error in the form that the client likes best.

    Args:
        request: that is refused.
        refused: why.
    """
    form = chosen(request.headers.get("accept", ""), _OFFERS)
    headers = {**refused.headers, **_VARY}
    if form == "text/html":
        return HTMLResponse(_page(request, refused).encode("utf-8", "replace"), status_code=refused.status, headers=headers)
    if form in {"application/json", "application/problem+json"}:
        told = {"title": _phrase(refused.status), "status": refused.status, "detail": refused.message}
        answer = as_json(told, media_type="application/problem+json", headers=headers)
        answer.status_code = refused.status
        return answer
    return problem(Refused(refused.status, refused.message, headers))


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else str(status)


def _page(request: Request, refused: Refused) -> str:
    language = language_of(request)
    kinds = FAULTS[language]
    title, advice = kinds.get(refused.status) or kinds[500 if refused.status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400]
    lines = [f"<p>{escape(advice)}</p>"]
    if refused.status != HTTPStatus.NOT_FOUND:  # there the title says it
        tag = ' lang="en"' if language != "en" else ""
        lines.insert(0, f'<p role="alert"{tag}>{escape(visible(refused.message))}</p>')
    if (seconds := refused.headers.get("Retry-After", "")).isdigit():
        lines.append(f"<p>{escape(WORDS[language]['again'].format(seconds=seconds))}</p>")
    ways = [("/", WORDS[language]["front"]), (f"/query?lang={language}", WORDS[language]["ask"])]
    links = "".join(f'<li><a href="{escape(way)}">{escape(words)}</a></li>' for way, words in ways)
    content = f"{''.join(lines)}<ul>{links}</ul><p><small>HTTP {refused.status}</small></p>"
    return page(title, content, language=language, switch=_switch(request, language))


def _switch(request: Request, language: str) -> str:
    """The same address in the other language; the first page where the address is long, or was not asked with GET."""
    other = next(each for each in LANGUAGES if each != language)
    kept: list[tuple[str, str]] = []
    path = "/"
    if request.method in {"GET", "HEAD"} and len(str(request.url)) <= _LONG:
        path = "/" + request.scope.get("raw_path", b"/").decode("ascii", "replace").lstrip("/")
        kept = [pair for pair in parse_qsl(request.url.query, keep_blank_values=True) if pair[0] != "lang"]
    return f"{path}?{urlencode([*kept, ('lang', other)])}"
