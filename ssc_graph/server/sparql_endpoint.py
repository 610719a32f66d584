"""``/sparql``: SPARQL 1.1 Protocol, queries and updates at one address."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from ssc_graph.server.answers import asked, body_of, sent
from ssc_graph.server.guards import check_writer
from ssc_graph.server.negotiation import GRAPHS, ROWS, chosen
from ssc_graph.server.options import Options
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused, screen, with_dataset

#: Schemes, and no character that an IRI cannot have (RFC 3987 as SPARQL narrows it, production IRIREF).
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^<>\"{}|^`\\\x00-\x20\ud800-\udfff]*")
_FORMS: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
}
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READING = ("query", "default-graph-uri", "named-graph-uri")
_WRITING = ("update", "using-graph-uri", "using-named-graph-uri")

_LONG: Final = 20_000  # characters of a query that take milliseconds to look at

Parameters = list[tuple[str, str]]


def iri(text: str) -> str:
    """Return an absolute IRI.

    Raises:
        Refused: it is none.
    """
    if not _IRI.fullmatch(text):
        raise Refused(400, f"{text[:200]!r} is no absolute IRI")
    return text


async def endpoint(request: Request, pool: Pool, options: Options) -> Response:
    """Answer a request of the protocol (SPARQL 1.1 Protocol, section 2).

    Raises:
        Refused: the request is wrong, or was not done.
    """
    parameters, kind = await _parameters(request, options)
    if kind == "update":
        return await _update(request, pool, options, parameters)
    return await _query(request, pool, options, parameters)


async def _parameters(request: Request, options: Options) -> tuple[Parameters, str]:
    """Return the parameters of a request, and whether it is a query or an update."""
    inside = pairs(request.url.query)
    if request.method != "POST":
        if any(name == "update" for name, _ in inside):
            raise Refused(400, "an update is sent with POST")
        return inside, "query"
    media_type, _, rest = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type not in {_FORM, _QUERY, _UPDATE}:
        raise Refused(415, f"the Content-Type is none of {_FORM}, {_QUERY}, {_UPDATE}")
    charset = re.search(r"charset\s*=\s*\"?([\w\-]+)", rest, re.IGNORECASE)
    if charset and charset.group(1).lower() not in {"utf-8", "utf8"}:
        raise Refused(415, "queries and updates are sent in UTF-8")
    try:
        text = (await body_of(request, most=options.longest, seconds=2 * options.patience)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"byte {error.start} of the request is no UTF-8") from error
    if media_type == _FORM:
        sent_ = pairs(text)
        names = {name for name, _ in sent_}
        if {"query", "update"} <= names:
            raise Refused(400, "the request has a query and an update")
        return sent_, "update" if "update" in names else "query"
    name = "query" if media_type == _QUERY else "update"
    return [*(pair for pair in inside if pair[0] not in {"query", "update"}), (name, text)], name


def pairs(text: str) -> Parameters:
    """Return the parameters of a form.

    Raises:
        Refused: what is percent-encoded is no UTF-8, or there are too many.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, "the parameters are no UTF-8, or too many") from error


def only(parameters: Parameters, name: str) -> str:
    """Return the one value of a parameter.

    Raises:
        Refused: there is none, or more than one (SPARQL 1.1 Protocol, section 2.1).
    """
    values = [value for key, value in parameters if key == name]
    if len(values) != 1:
        raise Refused(400, f"the request needs exactly one parameter {name!r}, and has {len(values)}")
    return values[0]


def _iris(parameters: Parameters, name: str) -> list[str]:
    return [iri(value) for key, value in parameters if key == name]


async def _query(request: Request, pool: Pool, options: Options, parameters: Parameters) -> Response:
    task = await query_task(parameters, request, pool, options)
    answer = await asked(request, pool, task)
    return sent(answer, {"Vary": "Accept", "Cache-Control": "no-cache"})


async def query_task(parameters: Parameters, request: Request, pool: Pool, options: Options) -> dict[str, Any]:
    """Return the task of a query.

    Raises:
        Refused: the query is refused before it is parsed.
    """
    text = only(parameters, "query")
    await _screened(text, options)
    asked_for = dict(parameters).get("format", "")
    accept = _FORMS.get(asked_for) or request.headers.get("accept", "")
    return {
        "do": "query",
        "text": text,
        "base": f"{options.root}",
        "default": _iris(parameters, "default-graph-uri"),
        "named": _iris(parameters, "named-graph-uri"),
        "rows": _form(accept, ROWS),
        "graph": _form(accept, GRAPHS),
        "max_rows": pool.settings.rows,
    }


async def _screened(text: str, options: Options) -> None:
    """Look at a query; at a long one beside the loop, so that others are not kept waiting."""
    if len(text) < _LONG:
        screen(text, longest=options.longest)
    else:
        await asyncio.to_thread(screen, text, longest=options.longest)


def _form(accept: str, offers: Mapping[str, str]) -> str | None:
    wanted = chosen(accept, list(offers))
    return None if wanted is None else offers[wanted]


async def _update(request: Request, pool: Pool, options: Options, parameters: Parameters) -> Response:
    check_writer(request, options)
    text = only(parameters, "update")
    await _screened(text, options)
    default, named = _iris(parameters, "using-graph-uri"), _iris(parameters, "using-named-graph-uri")
    if default or named:
        text = with_dataset(text, default, named)
    await pool.change({"do": "update", "text": text, "base": f"{options.root}"})
    return Response(status_code=204)


def is_description_wanted(request: Request) -> bool:
    """Whether a request asks what the service is, and not the graph (SPARQL 1.1 Service Description, section 2)."""
    names: Sequence[str] = [name for name, _ in pairs(request.url.query)]
    return request.method in {"GET", "HEAD"} and not any(name in {*_READING, *_WRITING} for name in names)
