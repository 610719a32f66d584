"""Pages that need neither network nor script: the frame, names of things, and what is known of a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.requests import Request

from ssc_graph.namespaces import expand, prefixes
from ssc_graph.server.options import Options
from ssc_graph.server.words import LANGUAGES, WORDS

_PREFIXES: Final = sorted(((namespace, prefix) for prefix, namespace in prefixes().items()), key=lambda pair: -len(pair[0]))
_LINKED: Final = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_TYPE: Final = expand("rdf:type")
_EXACT, _BEFORE, _AFTER = (expand(curie) for curie in ("oa:exact", "oa:prefix", "oa:suffix"))
_LONG: Final = 2000  # characters of a value that a page shows

Labels = Mapping[str, Mapping[str, str]]


def language_of(request: Request) -> str:
    """Return the language of a page: what the address says, else what the browser likes, else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.partition(";")[0].strip().lower().partition("-")[0]
        if tag in LANGUAGES:
            return tag
    return LANGUAGES[0]


def page(title: str, content: str, *, language: str, switch: str, head: str = "", script: bool = False) -> str:
    """Return a whole page.

    Args:
        title: plain text.
        content: HTML of the main part.
        language: of the words.
        switch: address of the same page in the other language.
        head: HTML for the head.
        script: whether the script of the query page belongs to it.
    """
    words = WORDS[language]
    other = next(each for each in LANGUAGES if each != language)
    own_script = '<script src="/static/query.js" defer></script>' if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)} – ssc-graph</title>'
        f'<link rel="stylesheet" href="/static/style.css"><link rel="icon" href="data:,">{head}{own_script}</head><body>'
        f'<header><nav aria-label="ssc-graph"><a href="/?lang={language}">{words["home"]}</a> '
        f'<a href="/query?lang={language}">{words["ask"]}</a> '
        f'<a href="{escape(switch)}" lang="{other}" hreflang="{other}">{words["other"]}</a></nav></header>'
        f"<main><h1>{escape(title)}</h1>{content}</main></body></html>\n"
    )


def short(iri: str) -> str:
    """Return an IRI with a prefix where one is known.

    >>> short("https://w3id.org/ssc-graph/ns/causes")
    'ssc:causes'
    """
    for namespace, prefix in _PREFIXES:
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def label_of(iri: str, labels: Labels, language: str) -> str:
    """Return the name of a thing in a language, else in another, else its short IRI."""
    known = labels.get(iri, {})
    for tag in (language, "", *LANGUAGES, *sorted(known)):
        if tag in known:
            return known[tag]
    return short(iri)


def link(iri: str, text: str, options: Options, *, language: str) -> str:
    """Return a link to a thing: to its page here, or out; never to what a browser would run (S22)."""
    shown, title = escape(text), escape(short(iri))
    if iri.startswith(options.root) and len(iri) > len(options.root):
        path = quote(iri[len(options.root) :], safe="/:@!$&'()*+,;=~-._%")
        return f'<a href="/data/{escape(path)}?lang={language}" title="{title}" data-iri="{escape(iri)}">{shown}</a>'
    if _LINKED.fullmatch(iri):
        return f'<a href="{escape(iri)}" title="{title}" rel="noopener external" data-iri="{escape(iri)}">{shown}</a>'
    return f'<span title="{title}">{shown}</span>'


def value(term: Mapping[str, str], labels: Labels, options: Options, *, language: str) -> str:
    """Return a term as HTML."""
    if "iri" in term:
        return link(term["iri"], label_of(term["iri"], labels, language), options, language=language)
    tag = f' lang="{escape(term["language"])}"' if term.get("language") else ""
    text = term["value"] if len(term["value"]) <= _LONG else f"{term['value'][:_LONG]} …"
    return f"<span{tag}>{escape(text)}</span>"


def thing_page(iri: str, known: Mapping[str, Any], *, language: str, options: Options, path: str) -> str:
    """Return the page of a thing.

    Args:
        iri: of the thing.
        known: what a worker told: statements in both directions, and labels.
        language: of the page.
        options: of the server.
        path: of the thing under the root.
    """
    words, labels = WORDS[language], known["labels"]
    own = [(p, o) for s, p, o in known["said"] if s.get("iri") == iri]
    parts = [triple for triple in known["said"] if triple[0].get("iri") != iri]
    title = label_of(iri, labels, language)
    pieces = [f'<p class="iri"><code>{escape(iri)}</code></p>', _quotes(parts, words)]
    pieces.append(f"<h2>{words['said']}</h2>{_statements(own, labels, options, language=language)}")
    if known["pointing"]:
        rows = [(p, s) for s, p, _ in known["pointing"]]
        pieces.append(f"<h2>{words['pointing']}</h2>{_statements(rows, labels, options, language=language)}")
    names = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
    files = " ".join(f'<a href="/data/{escape(path)}.{suffix}">{name}</a>' for suffix, name in names.items())
    pieces.append(f'<h2>{words["data"]}</h2><p class="files">{files}</p>')
    types = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
    head = "".join(f'<link rel="alternate" type="{kind}" href="/data/{escape(path)}.{suffix}">' for suffix, kind in types.items())
    other = next(each for each in LANGUAGES if each != language)
    return page(title, "".join(pieces), language=language, switch=f"/data/{path}?lang={other}", head=head)


def _quotes(parts: Iterable[Sequence[Mapping[str, str]]], words: Mapping[str, str]) -> str:
    """The words of the document that the evidence names, marked in what stands around them."""
    quotes: dict[str, dict[str, str]] = {}
    for subject, predicate, thing in parts:
        if predicate["iri"] in {_EXACT, _BEFORE, _AFTER}:
            quotes.setdefault(subject.get("iri", ""), {})[predicate["iri"]] = thing.get("value", "")
    shown = ""
    for _, quoted in sorted(quotes.items()):
        before, exact, after = (escape(quoted.get(part, "")) for part in (_BEFORE, _EXACT, _AFTER))
        shown += f"<blockquote>{before}<mark>{exact}</mark>{after}</blockquote>"
    return f"<h2>{words['words']}</h2>{shown}" if shown else ""


def _statements(rows: Sequence[tuple[Mapping[str, str], Mapping[str, str]]], labels: Labels, options: Options, *, language: str) -> str:
    """Statements as a list of properties, each with its values."""
    grouped: dict[str, list[Mapping[str, str]]] = {}
    for predicate, term in rows:
        grouped.setdefault(predicate["iri"], []).append(term)
    ordered = sorted(grouped.items(), key=lambda pair: (pair[0] != _TYPE, label_of(pair[0], labels, language).lower(), pair[0]))
    listed = []
    for predicate_iri, terms in ordered:
        name = link(predicate_iri, label_of(predicate_iri, labels, language), options, language=language)
        values = "".join(f"<dd>{value(term, labels, options, language=language)}</dd>" for term in terms)
        listed.append(f"<div><dt>{name}</dt>{values}</div>")
    return f"<dl>{''.join(listed)}</dl>"


def error_page(message: str, *, language: str) -> str:
    """Return the page of an error."""
    words = WORDS[language]
    return page(
        words["error"],
        f'<p role="alert">{escape(message)}</p>',
        language=language,
        switch="/?" + urlencode({"lang": "id" if language == "en" else "en"}),
    )
