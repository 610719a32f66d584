"""Templates: everything that is filled in is escaped; a value that is missing is an error, not an empty place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import UsageError
from ssc_graph.site.addresses import LANGUAGES, anchor_of, page, place_of, relative, web_link
from ssc_graph.site.messages import say
from ssc_graph.site.text import data_block, line, visible
from ssc_graph.site.view import ClaimView, Text, View

if TYPE_CHECKING:
    from jinja2 import Environment

#: What a page may load: its own style sheet, script and pictures. Data blocks (application/ld+json) are not run, so no rule concerns
#: them (CSP 3, 4.2.3: the check of inline scripts comes only after "prepare the script element" found a script type).
POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"

#: What a server that shows the pages offers programs: path, and how it is called.
INTERFACES: Final = (("sparql", "SPARQL 1.1"), ("graphs?default", "SPARQL 1.1 Graph Store Protocol"), ("openapi.json", "OpenAPI 3.1"))


@cache
def environment() -> Environment:
    """Return the environment of the templates.

    Raises:
        UsageError: the extra ``site`` is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise UsageError("pages need the extra 'site'", hint="pip install 'ssc-graph[site]'") from error
    made = Environment(
        loader=PackageLoader("ssc_graph.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(visible=visible, line=line, data_block=data_block, web_link=web_link)
    return made


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a site have in common.

    Args:
        view: the graph.
        address: where the site is published, ending in ``/``.
        queries: whether there are pages of questions.
        live: whether a server shows it that answers queries, too.
    """

    view: View
    address: str
    queries: bool = False
    live: bool = False


class Frame:
    """One page in one language: the words and links of its templates.

    Args:
        site: the site.
        stem: path of the page without language and suffix.
        language: of the page.
    """

    def __init__(self, site: Site, stem: str, language: str) -> None:
        self.site = site
        self.stem = stem
        self.language = language

    def t(self, key: str, **values: object) -> str:
        """Return words of the page's language."""
        return say(key, self.language, **values)

    def number(self, figure: int) -> str:
        """Return a whole number with its thousands set apart as the language does it."""
        return f"{figure:,}".replace(",", "." if self.language == "id" else ",")

    def file(self, path: str) -> str:
        """Return the way to a file of the site."""
        return relative(path, self.stem)

    def href(self, stem: str, anchor: str = "") -> str:
        """Return the way to a page in this language."""
        return relative(page(stem, self.language), self.stem) + (f"#{anchor}" if anchor else "")

    def elsewhere(self, language: str) -> str:
        """Return the way to this page in another language."""
        return relative(page(self.stem, language), self.stem)

    def absolute(self, language: str | None = None) -> str:
        """Return the address of this page, in this or another language."""
        return self.site.address + page(self.stem, language or self.language)

    def name(self, iri: str) -> Text:
        """Return the name of a thing in this language or in the nearest."""
        return self.site.view.name(iri, self.language)

    def link(self, iri: str) -> str:
        """Return the way to the page of an IRI; the IRI itself where it is of the web and has no page here; else nothing."""
        view = self.site.view
        place = place_of(iri, view.base)
        if self.known(iri):
            return self.href(place.stem, place.anchor)
        return web_link(iri)

    def words(self, claim: ClaimView) -> str:
        """Return the way to the words of a claim in the text of its document; nothing where they are not known."""
        if not claim.evidence or not self.known(claim.document):
            return ""
        base = self.site.view.base
        return self.href(place_of(claim.document, base).stem, anchor_of(claim.evidence[-1].iri, base))

    def known(self, iri: str) -> bool:
        """Return whether this site has a page, or a part of a page, for an IRI."""
        return has_page(self.site.view, iri)

    def render(self, template: str, **values: object) -> str:
        """Return the page.

        Args:
            template: name of the template's file.
            values: what it shows.
        """
        return (
            environment()
            .get_template(template)
            .render(
                p=self,
                t=self.t,
                view=self.site.view,
                policy=POLICY,
                languages=LANGUAGES,
                queries=self.site.queries,
                live=self.site.live,
                interfaces=INTERFACES if self.site.live else (),
                **{"data": None, "structured": None, "style": "", **values},
            )
        )


def has_page(view: View, iri: str) -> bool:
    """Return whether the site of a graph has a page, or a part of one, for an IRI."""
    from ssc_graph import ontology
    from ssc_graph.namespaces import FIXED

    place = place_of(iri, view.base)
    if place.stem == "ns":
        return not place.anchor or ontology.has_term(f"ssc:{place.anchor}")
    if place.stem == "rules":
        return bool(place.anchor) and bool(view.types(iri))
    if place.anchor:
        return bool(view.types(iri))
    if iri.startswith(FIXED["ssc"]):
        return False
    return iri in view.thing_set or iri in view.document_set


def structured_name(text: Text) -> Mapping[str, str] | str:
    """Return a name as schema.org's JSON-LD says it, with its language where it is known."""
    return {"@value": text.value, "@language": text.language} if text.language else text.value
