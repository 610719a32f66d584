"""Linked data and pages: the path of a thing leads to what is known of it (303), and every file of the site stands at its path.

Cool URIs for the Semantic Web, section 4: ``/authority/x`` is a thing and cannot be sent; ``/authority/x.en.html`` and
``/authority/x.ttl`` are about it. The files have the paths of the static site, so that its relative links lead to the right place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ssc_graph import resources
from ssc_graph.server.answers import sent
from ssc_graph.server.graph_store import is_known
from ssc_graph.server.kept import Kept, Made
from ssc_graph.server.negotiation import GRAPHS, SENT_AS, chosen, language_of, parameter_of
from ssc_graph.server.options import Options
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.site_tasks import needs_the_whole
from ssc_graph.site.addresses import LANGUAGES, WHOLE, page, stem_and_language
from ssc_graph.site.assets import ASSETS

#: Suffixes of data.
SUFFIXES: Final = tuple(dict.fromkeys(GRAPHS.values()))
#: A page is first, for those who accept everything are mostly people.
_OFFERS: Final[Mapping[str, str]] = {"text/html": "html", **GRAPHS}
_EXPANDED: Final = "http://www.w3.org/ns/json-ld#expanded"
_COMPACTED: Final = "http://www.w3.org/ns/json-ld#compacted"
_SAFE: Final = "/:@!$&'()*+,;=~-._"
_LONGEST: Final = 2000  # characters of a path
_SOUGHT: Final = 200  # characters of what is searched
_UNKNOWN: Final = "nothing is known by this name"


async def home(request: Request, pool: Pool, options: Options) -> Response:
    """Return the first page; who wants data is led to the description of the whole."""
    form = _negotiated(request, html=True, data=True)
    if form != "html":
        return RedirectResponse(f"/dataset.{form}", status_code=303, headers={"Vary": "Accept, Accept-Language"})
    path = page("index", language_of(request))
    headers = {"Vary": "Accept, Accept-Language", "Content-Location": f"/{path}"}
    return _given(request, await _kept(request).made(request, _task(request, path, options)), path, headers)


async def resource(request: Request, pool: Pool, options: Options) -> Response:
    """Return a file of the site, or lead from a thing to what is known of it.

    Raises:
        Refused: nothing is known by this name, or none of the forms is accepted.
    """
    path = _path(request)
    if path in ASSETS:
        return asset(request, *ASSETS[path], path.rpartition("/")[2])
    task = _task(request, path, options)
    if path in WHOLE:
        return await _whole(request, pool, options, task)
    made = await _kept(request).made(request, task)
    if made.head["form"] == "thing":
        return _lead(request, made.head)
    return _given(request, made, path, {})


def asset(request: Request, folder: str, media_type: str, name: str) -> Response:
    """Return a file of the package.

    Args:
        request: that asks for it.
        folder: of the package.
        media_type: of the file.
        name: of the file.
    """
    data = resources.read(folder, name)
    headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=media_type, headers=headers)


def _kept(request: Request) -> Kept:
    kept: Kept = request.app.state.kept
    return kept


def _task(request: Request, path: str, options: Options) -> dict[str, Any]:
    """The task of a worker; it holds what the answer depends on, and nothing else."""
    found = stem_and_language(path)
    sought = request.query_params.get("q", "").strip()[:_SOUGHT] if found and found[0] == "search" else ""
    wanted = parameter_of(request.headers.get("accept", ""), "application/ld+json", "profile")
    expanded = path.endswith(".jsonld") and wanted == _EXPANDED
    task: dict[str, Any] = {"do": "site", "path": path, "root": options.root, "sought": sought, "expanded": expanded}
    if needs_the_whole(path):
        task["stated"] = list(astuple(options.stated))
    return task


async def _whole(request: Request, pool: Pool, options: Options, task: Mapping[str, Any]) -> Response:
    """The whole graph, which may be large: it is not kept, and known by the state of the graph."""
    headers = {"ETag": options.etag(pool, "site", task["path"]), "Cache-Control": "no-cache"}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return sent(await _kept(request).asked(request, task), headers)


def _lead(request: Request, head: Mapping[str, Any]) -> Response:
    """Lead to the page or to the data; what has no page is shown by the page that answers queries."""
    asked = head.get("asked", False)
    form = _negotiated(request, html=bool(head["stem"]) or asked, data=bool(head["data"]))
    language = language_of(request)
    if form != "html":
        location = f"/{head['data']}.{form}"
    elif head["stem"]:
        query = urlencode({"q": request.query_params["q"]}) if head["stem"] == "search" and "q" in request.query_params else ""
        location = f"/{page(head['stem'], language)}" + (f"?{query}" if query else "") + (f"#{head['anchor']}" if head["anchor"] else "")
    else:
        location = "/query?" + urlencode({"query": f"DESCRIBE <{head['iri']}>", "lang": language})
    return RedirectResponse(location, status_code=303, headers={"Vary": "Accept, Accept-Language"})


def _negotiated(request: Request, *, html: bool, data: bool) -> str:
    offers = {kind: form for kind, form in _OFFERS.items() if (html if form == "html" else data)}
    wanted = chosen(request.headers.get("accept", ""), list(offers))
    if wanted is None:
        raise Refused(406, f"this is given as one of {', '.join(offers)}", {"Vary": "Accept, Accept-Language"})
    return offers[wanted]


def _given(request: Request, made: Made, path: str, more: Mapping[str, str]) -> Response:
    headers = {"ETag": made.etag, "Cache-Control": "no-cache", **_described_by(made.head, path), **more}
    if is_known(request, made.etag):
        return Response(status_code=304, headers=headers)
    return Response(made.content, media_type=_media_type(request, made.head), headers=headers)


def _media_type(request: Request, head: Mapping[str, Any]) -> str:
    form: str = head["form"]
    if form == "page":
        return str(head["type"])
    if form != "jsonld":
        return SENT_AS[form]
    expanded = parameter_of(request.headers.get("accept", ""), "application/ld+json", "profile") == _EXPANDED
    return f'application/ld+json;profile="{_EXPANDED if expanded else _COMPACTED}"'


def _described_by(head: Mapping[str, Any], path: str) -> dict[str, str]:
    """What a file says of itself: its language; its thing; the same in other forms and languages."""
    links = []
    if head["iri"]:
        links.append(f'<{quote(head["iri"], safe=_SAFE + "%#?")}>; rel="http://xmlns.com/foaf/0.1/primaryTopic"')
    if stem := head["data"]:
        ways = {f"/{page(stem, tag)}": f'type="text/html"; hreflang="{tag}"' for tag in LANGUAGES} if head["page"] else {}
        ways |= {f"/{stem}.{suffix}": f'type="{SENT_AS[suffix].partition(";")[0]}"' for suffix in SUFFIXES}
        links += [f'<{way}>; rel="alternate"; {what}' for way, what in ways.items() if way != f"/{path}"]
    found = stem_and_language(path)
    return {
        **({"Link": ", ".join(links)} if links else {}),
        **({"Content-Language": found[1]} if found else {}),
        **({"Vary": "Accept"} if head["form"] == "jsonld" else {}),
    }


def _path(request: Request) -> str:
    """The path of a request as it was sent, without the slash; what an IRI cannot hold stays percent-encoded."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    try:
        text = raw.decode("utf-8").removeprefix("/")
    except UnicodeDecodeError:
        raise Refused(404, _UNKNOWN) from None
    if len(text) > _LONGEST:
        raise Refused(404, _UNKNOWN)
    return quote(text, safe=_SAFE + "%")
