"""``/query``: a form that asks, and a table that answers, without script; the script adds completion, JSON and a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ssc_graph.errors import SscGraphError
from ssc_graph.server.answers import asked, body_of, content_of
from ssc_graph.server.negotiation import language_of
from ssc_graph.server.options import Options
from ssc_graph.server.pages import page, value
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.sparql_endpoint import Parameters, pairs, query_task
from ssc_graph.server.words import WORDS
from ssc_graph.site.addresses import LANGUAGES

if TYPE_CHECKING:
    from ssc_graph.sparql import NamedQuery

_FIRST: Final = """SELECT ?claim ?label WHERE {
  ?claim a ssc:Claim ;
    rdfs:label ?label .
}
LIMIT 20
"""
_SHOWN: Final = 500  # rows on the page
_LARGEST: Final = 4 << 20  # bytes of an answer that is shown
_ROWS: Final = 20_000
_DOWNLOADS: Final = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
_GRAPH_DOWNLOADS: Final = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"))


async def query_page(request: Request, pool: Pool, options: Options) -> Response:
    """Return the page: the form, and the answer where something was asked."""
    language = language_of(request)
    given = await _given(request, options)
    values = dict(given)
    named, text, status, answer = _named(values.get("name", "")), values.get("query", ""), 200, ""
    try:
        if named and not text:
            text = named.bind({key[2:]: each for key, each in given if key.startswith("p.") and each})
        if text.strip():
            answer = await _answer(request, pool, options, text, language=language, named=named)
    except Refused as refused:
        status, answer = refused.status, _problem(refused.message)
    except SscGraphError as error:
        status, answer = 400, _problem(str(error))
    content = _form(text or _FIRST, named, values, language) + answer + _examples(language)
    other = next(each for each in LANGUAGES if each != language)
    switch = "/query?" + urlencode([*((key, each) for key, each in given if key != "lang"), ("lang", other)])
    title = named.title[language] if named else WORDS[language]["ask"]
    body = page(title, content, language=language, switch=switch, script=True)
    return HTMLResponse(body.encode("utf-8", "replace"), status_code=status, headers={"Vary": "Accept-Language"})


async def _given(request: Request, options: Options) -> Parameters:
    if request.method == "POST":
        return pairs((await body_of(request, most=options.longest, seconds=2 * options.patience)).decode("utf-8", "replace"))
    return pairs(request.url.query)


def _problem(message: str) -> str:
    return f'<p role="alert" class="problem">{escape(message)}</p>'


def _named(name: str) -> NamedQuery | None:
    from ssc_graph.sparql import named_queries

    return next((query for query in named_queries() if query.name == name), None)


def _form(text: str, named: NamedQuery | None, values: Mapping[str, str], language: str) -> str:
    words = WORDS[language]
    parameters = _parameters(named, values, language) if named and named.parameters else ""
    rows = min(30, max(8, text.count("\n") + 2))
    return (
        f'{parameters}<form id="ask" action="/query" method="get"><input type="hidden" name="lang" value="{language}">'
        f'<label for="query">{words["query"]}</label>'
        f'<textarea id="query" name="query" rows="{rows}" spellcheck="false" autocapitalize="off" aria-describedby="hint">'
        f'{escape(text)}</textarea><p id="hint">{words["hint"]}</p>'
        f'<ul id="proposals" role="listbox" aria-label="{words["find"]}" hidden></ul><button>{words["run"]}</button></form>'
    )


def _parameters(named: NamedQuery, values: Mapping[str, str], language: str) -> str:
    """The fields of a named query: what is filled in becomes terms of the query, never text of it (S25)."""
    words = WORDS[language]
    fields = "".join(
        f'<p><label for="p-{escape(each.name)}">{escape(each.label[language])}</label> '
        f'<input id="p-{escape(each.name)}" name="p.{escape(each.name)}" value="{escape(values.get(f"p.{each.name}", each.default))}"></p>'
        for each in named.parameters
    )
    return (
        f'<form action="/query" method="get"><p>{escape(named.question[language])}</p><input type="hidden" name="lang" value="{language}">'
        f'<input type="hidden" name="name" value="{escape(named.name)}"><fieldset><legend>{words["parameters"]}</legend>{fields}'
        f"<button>{words['run']}</button></fieldset></form>"
    )


def _examples(language: str) -> str:
    from ssc_graph.sparql import named_queries

    items = "".join(
        f'<li><a href="/query?{escape(urlencode({"name": query.name, "lang": language}))}">{escape(query.title[language])}</a> '
        f"<span>{escape(query.question[language])}</span></li>"
        for query in named_queries()
    )
    return f'<section><h2>{WORDS[language]["examples"]}</h2><ul class="examples">{items}</ul></section>'


async def _answer(request: Request, pool: Pool, options: Options, text: str, *, language: str, named: NamedQuery | None) -> str:
    task = await query_task([("query", text)], request, pool, options)
    limits = {"rows": "json", "graph": "nt", "max_rows": min(_ROWS, pool.settings.rows), "max_bytes": _LARGEST}
    found = await asked(request, pool, {**task, **limits})
    content = content_of(found)
    if found.head["form"] == "nt":
        variables, rows = _triples(content)
    else:
        told = json.loads(content)
        if "boolean" in told:
            return f'<section id="answer"><h2>{WORDS[language]["yes" if told["boolean"] else "no"]}</h2></section>'
        variables, rows = _columns(text, told["head"]["vars"]), told["results"]["bindings"]
    shown = [{name: _term(term) for name, term in row.items()} for row in rows[:_SHOWN]]
    iris = sorted({term["iri"] for row in shown for term in row.values() if "iri" in term})
    labels = json.loads(content_of(await asked(request, pool, {"do": "names", "iris": iris}))) if iris else {}
    headings = named.headings(variables, language) if named else variables
    graph = found.head["form"] == "nt"
    return _table(text, variables, shown, labels, options, headings=headings, language=language, all_=len(rows), graph=graph)


def _columns(text: str, variables: Sequence[str]) -> list[str]:
    """Order the columns as they stand in the query; the store tells those of ``SELECT *`` by the alphabet."""
    return sorted(variables, key=lambda name: text.find(f"?{name}") if f"?{name}" in text else len(text))


def _triples(content: bytes) -> tuple[list[str], list[dict[str, dict[str, str]]]]:
    from pyoxigraph import RdfFormat, parse

    names = ("subject", "predicate", "object")
    quads = {quad.triple: None for quad in parse(content, format=RdfFormat.N_TRIPLES)}
    return list(names), [{name: _from_ox(getattr(triple, name)) for name in names} for triple in quads]


def _from_ox(term: object) -> dict[str, str]:
    kind = type(term).__name__
    if kind == "NamedNode":
        return {"type": "uri", "value": str(getattr(term, "value", ""))}
    return {"type": "literal", "value": getattr(term, "value", str(term)), "xml:lang": getattr(term, "language", None) or ""}


def _term(term: Mapping[str, Any]) -> dict[str, str]:
    if term["type"] == "uri":
        return {"iri": term["value"]}
    written = term["value"] if isinstance(term["value"], str) else json.dumps(term["value"])
    return {"value": written, "language": term.get("xml:lang", "")}


def _table(
    text: str,
    variables: Sequence[str],
    rows: Sequence[Mapping[str, Mapping[str, str]]],
    labels: Mapping[str, Mapping[str, str]],
    options: Options,
    *,
    headings: Sequence[str],
    language: str,
    all_: int,
    graph: bool,
) -> str:
    words = WORDS[language]
    heading = f"{all_:,} {words['row' if all_ == 1 else 'rows']}"
    if not rows:
        return f'<section id="answer"><h2>{heading}</h2><p>{words["none"]}</p></section>'
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in headings)
    lines = []
    for row in rows:
        cells = "".join(f"<td>{value(row[name], labels, options, language=language) if name in row else ''}</td>" for name in variables)
        lines.append(f"<tr>{cells}</tr>")
    note = f"<p>{words['shown'].format(shown=len(rows), all=all_)}</p>" if all_ > len(rows) else ""
    forms = _GRAPH_DOWNLOADS if graph else _DOWNLOADS
    files = " ".join(f'<a href="/sparql?{escape(urlencode({"query": text, "format": form}))}">{name}</a>' for form, name in forms)
    tabs = "".join(f'<button type="button" data-view="{view}">{words[view]}</button>' for view in ("table", "json", "picture"))
    return (
        f'<section id="answer" data-graph="{str(graph).lower()}" data-nopicture="{escape(words["nopicture"])}"><h2>{heading}</h2>'
        f'<div id="views" hidden>{tabs}</div>{note}<div id="table" class="scroll" tabindex="0" role="region" aria-label="{words["table"]}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
        f'<pre id="json" class="scroll" tabindex="0" hidden></pre><div id="picture" tabindex="0" hidden></div>'
        f'<p class="files">{words["download"]}: {files}</p></section>'
    )
