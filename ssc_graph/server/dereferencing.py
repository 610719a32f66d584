"""Linked data: a thing's path leads to its document (303), the document comes in the form that is wanted.

Cool URIs for the Semantic Web, section 4.2: ``/authority/x`` is a thing and cannot be sent; ``/data/authority/x`` is what is known of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ssc_graph.server.answers import asked, content_of
from ssc_graph.server.graph_store import is_known
from ssc_graph.server.negotiation import GRAPHS, SENT_AS, chosen, parameter_of
from ssc_graph.server.options import Options
from ssc_graph.server.pages import language_of, thing_page
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.sparql_endpoint import iri

#: Suffixes of documents; a page is first, for those who accept everything are mostly people.
SUFFIXES: Final = ("html", "ttl", "jsonld", "nt", "rdf", "trig", "nq")
_OFFERS: Final[Mapping[str, str]] = {"text/html": "html", **GRAPHS}
_EXPANDED: Final = "http://www.w3.org/ns/json-ld#expanded"
_POINTING: Final = 1000  # statements of others about a thing that its document shows
_SAFE: Final = "/:@!$&'()*+,;=~-._"


async def thing(request: Request, pool: Pool, options: Options) -> Response:
    """Lead from a thing to its document.

    Raises:
        Refused: nothing is known of it.
    """
    path = _path(request)
    head = (await asked(request, pool, {"do": "exists", "iri": iri(options.root + path)})).head
    if not head["found"]:
        raise Refused(404, "nothing is known by this name")
    return RedirectResponse(f"/data/{path}", status_code=303, headers={"Vary": "Accept"})


async def document(request: Request, pool: Pool, options: Options) -> Response:
    """Return what is known of a thing.

    Raises:
        Refused: nothing is known of it, or none of the forms is accepted.
    """
    path = _path(request).removeprefix("data/")
    name, dot, suffix = path.rpartition(".")
    accept = request.headers.get("accept", "")
    if dot and suffix in SUFFIXES and not (await asked(request, pool, {"do": "exists", "iri": iri(options.root + path)})).head["found"]:
        path, form = name, suffix
    else:
        form = _negotiated(accept)
    expanded = parameter_of(accept, "application/ld+json", "profile") == _EXPANDED
    language = language_of(request) if form == "html" else ""
    headers = _headers(path, form, options, etag=options.etag(pool, "thing", path, form, str(expanded), language))
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    task = {"do": "thing", "iri": iri(options.root + path), "form": form, "expanded": expanded, "most": _POINTING}
    content = content_of(await asked(request, pool, task))
    if form == "html":
        content = thing_page(options.root + path, json.loads(content), language=language, options=options, path=path).encode(
            "utf-8", "replace"
        )
    return Response(content, media_type=_media_type(form, expanded=expanded), headers=headers)


def _negotiated(accept: str) -> str:
    wanted = chosen(accept, list(_OFFERS))
    if wanted is None:
        raise Refused(406, f"the document is given as one of {', '.join(_OFFERS)}")
    return _OFFERS[wanted]


def _media_type(form: str, *, expanded: bool) -> str:
    if form != "jsonld":
        return SENT_AS[form]
    return f'application/ld+json;profile="{_EXPANDED if expanded else "http://www.w3.org/ns/json-ld#compacted"}"'


def _headers(path: str, form: str, options: Options, *, etag: str) -> dict[str, str]:
    others = [
        f'</data/{path}.{suffix}>; rel="alternate"; type="{SENT_AS[suffix].partition(";")[0]}"' for suffix in SUFFIXES if suffix != form
    ]
    about = f'<{quote(options.root, safe=_SAFE + "%")}{path}>; rel="http://xmlns.com/foaf/0.1/primaryTopic"'
    return {
        "Vary": "Accept, Accept-Language" if form == "html" else "Accept",
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Content-Location": f"/data/{path}.{form}",
        "Link": ", ".join([about, f'</data/{path}>; rel="canonical"', *others]),
    }


def _path(request: Request) -> str:
    """The path of a request as it was sent, without the slash; what an IRI cannot hold stays percent-encoded."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(404, "nothing is known by this name") from None
    return quote(text.removeprefix("/"), safe=_SAFE + "%")
