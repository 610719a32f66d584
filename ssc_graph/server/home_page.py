"""``/`` and ``/search``: what is here, and things by name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ssc_graph.server.answers import as_json, asked, content_of
from ssc_graph.server.options import Options
from ssc_graph.server.pages import language_of, link, page, short
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.words import LANGUAGES, WORDS

_DOCUMENTS: Final = (
    "SELECT DISTINCT ?document ?title WHERE { ?document a ssc:Document ; dct:title ?title } ORDER BY ?title ?document LIMIT 200"
)
_MACHINES: Final = (("/sparql", "SPARQL 1.1"), ("/graphs?default", "Graph Store Protocol"), ("/openapi.json", "OpenAPI"))
_LONGEST: Final = 200  # characters of what is sought


def _other(language: str) -> str:
    return next(each for each in LANGUAGES if each != language)


def finder(language: str, sought: str = "") -> str:
    """Return the form that finds things by name."""
    words = WORDS[language]
    return (
        f'<form action="/search" method="get" role="search"><label for="words">{words["find"]}</label> '
        f'<input id="words" name="words" type="search" value="{escape(sought)}"> <input type="hidden" name="lang" value="{language}">'
        f"<button>{words['search']}</button></form>"
    )


async def home(request: Request, pool: Pool, options: Options) -> Response:
    """Return the first page."""
    language = language_of(request)
    words = WORDS[language]
    summary = (await asked(request, pool, {"do": "summary"})).head
    listed = await asked(request, pool, {"do": "query", "text": _DOCUMENTS, "rows": "json", "graph": None, "max_rows": 1000})
    rows = json.loads(content_of(listed))["results"]["bindings"]
    documents = "".join(f"<li>{link(row['document']['value'], row['title']['value'], options, language=language)}</li>" for row in rows)
    machines = "".join(f'<li><a href="{path}">{name}</a> <code>{path}</code></li>' for path, name in _MACHINES)
    size = words["size"].format(quads=f"{summary['quads']:,}", graphs=len(summary["graphs"]))
    content = (
        f'<p>{words["intro"]} {size}</p>{finder(language)}<p><a href="/query?lang={language}">{words["ask"]}</a></p>'
        + (f"<h2>{words['documents']}</h2><ul>{documents}</ul>" if documents else "")
        + f"<h2>{words['machines']}</h2><ul>{machines}</ul>"
    )
    return HTMLResponse(
        page("ssc-graph", content, language=language, switch=f"/?lang={_other(language)}"), headers={"Vary": "Accept-Language"}
    )


async def found_terms(request: Request, pool: Pool) -> Sequence[Mapping[str, Any]]:
    """Return things whose names hold the words of the request.

    Raises:
        Refused: there are no words, or too many.
    """
    words = request.query_params.get("words", "").strip()
    if not words or len(words) > _LONGEST:
        raise Refused(400, f"the parameter 'words' has 1 to {_LONGEST} characters")
    found: Sequence[Mapping[str, Any]] = json.loads(content_of(await asked(request, pool, {"do": "terms", "words": words})))
    return found


async def terms(request: Request, pool: Pool, _options: Options) -> Response:
    """Return things by name as JSON, for the completion of queries."""
    return as_json([{**each, "short": short(each["iri"])} for each in await found_terms(request, pool)])


async def search(request: Request, pool: Pool, options: Options) -> Response:
    """Return things by name as a page."""
    language = language_of(request)
    words, sought = WORDS[language], request.query_params.get("words", "")
    items = [
        f"<li>{link(each['iri'], each['label'], options, language=language)} <code>{escape(short(each['iri']))}</code></li>"
        for each in (await found_terms(request, pool) if sought.strip() else [])
    ]
    content = finder(language, sought) + (f"<ul>{''.join(items)}</ul>" if items else f"<p>{words['nothing']}</p>")
    switch = str(request.url.include_query_params(lang=_other(language)).replace(scheme="", netloc=""))
    return HTMLResponse(page(words["found"], content, language=language, switch=switch), headers={"Vary": "Accept-Language"})
