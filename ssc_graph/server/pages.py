"""The pages of the server itself, which answer queries and tell of errors, in the frame of the site; names of things and links to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from markupsafe import Markup

from ssc_graph.namespaces import prefixes
from ssc_graph.server.guards import POLICY
from ssc_graph.server.options import Options
from ssc_graph.site.addresses import LANGUAGES
from ssc_graph.site.templating import Frame, Site, environment
from ssc_graph.site.text import visible
from ssc_graph.site.view import View

_PREFIXES: Final = sorted(((namespace, prefix) for prefix, namespace in prefixes().items()), key=lambda pair: -len(pair[0]))
_LINKED: Final = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_LONG: Final = 2000  # characters of a value that a page shows
#: The policy as a page can state it; the part on frames is for the header alone.
_STATED: Final = POLICY.partition("; frame-ancestors")[0]

Labels = Mapping[str, Mapping[str, str]]


class _Frame(Frame):
    """The frame of a page that has no file: its links begin at the top, wherever it is shown."""

    def __init__(self, language: str, switch: str) -> None:
        super().__init__(_site(), "", language)
        self._switch = switch

    def file(self, path: str) -> str:
        return f"/{path}"

    def href(self, stem: str, anchor: str = "") -> str:
        return "/" + super().href(stem, anchor)

    def elsewhere(self, language: str) -> str:
        return self._switch


@cache
def _site() -> Site:
    return Site(View(ox.Store()), "/", queries=True)


def page(title: str, content: str, *, language: str, switch: str, script: bool = False) -> str:
    """Return a whole page.

    Args:
        title: plain text.
        content: HTML of the main part.
        language: of the words.
        switch: address of the same page in the other language.
        script: whether the script of the query page belongs to it.
    """
    frame = _Frame(language, switch)
    template = environment().get_template("server.html")
    shown = {"title": title, "description": title, "content": Markup(content), "script": script}  # noqa: S704 (built of escaped pieces)
    none = {"data": None, "structured": None, "style": ""}
    return template.render(p=frame, t=frame.t, policy=_STATED, languages=LANGUAGES, queries=True, live=True, **shown, **none)


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
    shown, title = escape(visible(text)), escape(visible(short(iri)))
    if iri.startswith(options.root) and len(iri) > len(options.root):
        path = quote(iri[len(options.root) :], safe="/:@!$&'()*+,;=~-._%")
        return f'<a href="/{escape(path)}?lang={language}" title="{title}" data-iri="{escape(iri)}">{shown}</a>'
    if _LINKED.fullmatch(iri):
        return f'<a href="{escape(iri)}" title="{title}" rel="noopener external" data-iri="{escape(iri)}">{shown}</a>'
    return f'<span title="{title}">{shown}</span>'


def value(term: Mapping[str, str], labels: Labels, options: Options, *, language: str) -> str:
    """Return a term as HTML."""
    if "iri" in term:
        return link(term["iri"], label_of(term["iri"], labels, language), options, language=language)
    tag = f' lang="{escape(term["language"])}"' if term.get("language") else ""
    text = term["value"] if len(term["value"]) <= _LONG else f"{term['value'][:_LONG]} …"
    return f"<span{tag}>{escape(visible(text))}</span>"
