"""Every file of the site made when somebody asks for it; the same bytes as :func:`build_site` writes for the same graph.

Different from a site on disk are: the first page, the downloads and the questions, which also lead to the server's own interfaces; what
tells of quality, because nothing is validated while somebody waits; and the search, which finds without a script what its script finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import pyoxigraph as ox

from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.site.addresses import LANGUAGES, ROOT, Place, named_by, place_of, stem_and_language
from ssc_graph.site.front import search_page
from ssc_graph.site.live_about import About, Known
from ssc_graph.site.live_data import LiveData
from ssc_graph.site.live_lists import STEMS, LiveLists
from ssc_graph.site.rendering import Renderer
from ssc_graph.site.search import Index
from ssc_graph.site.shelves import shelf_page, shelf_stems
from ssc_graph.site.stated import Stated
from ssc_graph.site.templating import Frame
from ssc_graph.store import Store

_HTML: Final = "text/html; charset=utf-8"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_PICTURE = re.compile(r"causes\.(en|id)\.(light|dark)\.svg")
_SHELF = re.compile(r"search/(en|id)/([a-z0-9]{2}|other)\.js")
#: Stems of the pages that lead to the interfaces of the server.
_LEADING: Final = frozenset({"index", "downloads"})


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site.

    Args:
        content: of the file.
        media_type: of the file.
        iri: what it describes, where that is one thing.
        data: stem of the data that say the same, or empty.
    """

    content: str
    media_type: str
    iri: str = ""
    data: str = ""


class Live:
    """The site of a graph, file by file.

    Args:
        store: holds the graph, and does not change.
        base: IRI under which instances are named.
        address: where the site is published, ending in ``/``.
        names: describes things that the graph does not, as the authority files do.

    >>> from ssc_graph.store import open_store
    >>> page = Live(open_store()).file("authority/undp.en.html")
    >>> page.content[:15], page.iri
    ('<!DOCTYPE html>', 'https://w3id.org/ssc-graph/authority/undp')
    """

    def __init__(self, store: Store, *, base: str = DEFAULT_BASE, address: str = ROOT, names: ox.Store | None = None) -> None:
        self.renderer = Renderer(store.oxigraph, base=base, address=address, queries=True)
        self._of_names = Renderer(names or ox.Store(), base=base, address=address, queries=True)
        self._view = self.renderer.view
        self._lists, self._about = LiveLists(self._view), About(self._view, store)
        self._pages = self._about.pages
        self.data = LiveData(self.renderer, self._about)
        #: Of the pages that there are whatever the graph says.
        self.stems = (*self._pages, *STEMS, "search")

    @cached_property
    def shelves(self) -> Mapping[str, list[str]]:
        """The claims and the evidence by the stem of their page."""
        return shelf_stems(self._view)

    def whole(self) -> Known:
        """Return what is known of the graph as a whole, which takes longer than any page."""
        return self._about.known

    def take(self, known: Known, stated: Stated) -> None:
        """Take that from another process that has the same graph.

        Args:
            known: of the graph.
            stated: of its publication.
        """
        self._about.known, self._about.stated = known, stated

    def _renderer_of(self, iri: str) -> Renderer | None:
        """Who makes the page of a thing: the graph, else the authority files."""
        return next((each for each in (self.renderer, self._of_names) if iri in each.view.thing_set or iri in each.view.document_set), None)

    def place(self, iri: str) -> Place | None:
        """Return where a page describes an IRI, or None where none does."""
        return place_of(iri, self._view.base) if self.renderer.known(iri) or self._renderer_of(iri) else None

    def thing(self, stem: str) -> str:
        """Return the IRI of the thing or document whose page has a stem, or nothing."""
        iri = self._digests.get(stem, "") if stem.startswith("other/") else named_by(stem, self._view.base)
        return iri if self._renderer_of(iri) else ""

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """The things whose page is named by a digest, by its stem."""
        iris = (*self._of_names.view.things, *self._view.things, *self._view.documents)
        stems = {place_of(iri, self._view.base).stem: iri for iri in iris}
        return {stem: iri for stem, iri in stems.items() if stem.startswith("other/")}

    def has_page(self, stem: str) -> bool:
        """Return whether there is a page of this stem."""
        return stem in self.stems or self._lists.has(stem) or stem in self.shelves or bool(self.thing(stem))

    def data_of(self, stem: str) -> str:
        """Return the stem of the data beside a page, or nothing."""
        return stem if self.thing(stem) or stem in self.shelves or self.data.has(stem) else ""

    def data_file(self, stem: str, form: str, *, expanded: bool = False) -> bytes | None:
        """Return the data beside the page of a stem, or None where there are none.

        Args:
            stem: of the page.
            form: suffix of the file: ``ttl``, ``jsonld``, ``nt``, ``rdf``, ``trig`` or ``nq``.
            expanded: whether JSON-LD is wanted without a context.
        """
        iri = self.thing(stem)
        if (renderer := self._renderer_of(iri)) is not None:
            return self.data.written(renderer.description(iri), form, expanded=expanded)
        if stem in self.shelves:
            return self.data.written(self.data.shelf(stem, self.shelves[stem]), form, expanded=expanded)
        return self.data.about_the_graph(stem, form, expanded=expanded) if self.data.has(stem) else None

    def file(self, path: str, *, sought: str = "") -> File | None:
        """Return a page or what pages load, or None where the site has nothing of this name.

        Args:
            path: from the top of the site.
            sought: what is searched, on the page of the search.

        Raises:
            QueryError: a question has no answer that can be shown.
        """
        if found := stem_and_language(path):
            return self._page(*found, sought)
        if path.endswith(".css"):
            return self._style(self.thing(path.removesuffix(".css")))
        if parts := _PICTURE.fullmatch(path):
            picture = self._lists.picture(parts[1], parts[2])
            return File(picture, "image/svg+xml") if picture else None
        if parts := _SHELF.fullmatch(path):
            script = self._index(parts[1]).script(parts[2])
            return File(script, _SCRIPT) if script else None
        made = self._about.file(self._frame("changes", "id" if path.endswith(".id.atom") else "en"), path)
        return File(*made) if made else None

    def _frame(self, stem: str, language: str) -> Frame:
        return self.renderer.frame(stem, language, live=stem in _LEADING or stem.startswith("query/"))

    def _style(self, iri: str) -> File | None:
        style = self.renderer.document_style(iri) if iri in self._view.document_set else ""
        return File(style, "text/css; charset=utf-8") if style else None

    def _page(self, stem: str, language: str, sought: str) -> File | None:
        iri = self.thing(stem)
        if (renderer := self._renderer_of(iri)) is not None:
            return File(renderer.page(iri, language), _HTML, iri, stem)
        make = self._maker(stem, language, sought)
        return File(make(self._frame(stem, language)), _HTML, data=self.data_of(stem)) if make else None

    def _maker(self, stem: str, language: str, sought: str) -> Callable[[Frame], str] | None:
        if stem == "search":
            return partial(search_page, sought=sought, hits=self._index(language).find(sought) if sought else ())
        if self._lists.has(stem):
            return self._lists.page
        if stem in self.shelves:
            return partial(shelf_page, iris=self.shelves[stem])
        return self._pages.get(stem)

    def _index(self, language: str) -> Index:
        return self._indices[language]

    @cached_property
    def _indices(self) -> Mapping[str, Index]:
        return {language: Index(self.renderer.frame("search", language)) for language in LANGUAGES}
