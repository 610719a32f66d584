"""Single pages and their data, for the site and for a server that makes them when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Store, Triple, parse

from ssc_graph.errors import UsageError
from ssc_graph.graph.order import reading_key
from ssc_graph.graph.statements import Statements
from ssc_graph.namespaces import DEFAULT_BASE, prefixes
from ssc_graph.serialization.compaction import Compactor, by_subject
from ssc_graph.serialization.context import published_context
from ssc_graph.serialization.jsonld import written
from ssc_graph.serialization.turtle import Writer
from ssc_graph.site.addresses import LANGUAGES, ROOT, place_of
from ssc_graph.site.documents import document_page, document_style
from ssc_graph.site.templating import Frame, Site, has_page
from ssc_graph.site.things import thing_page
from ssc_graph.site.view import View


class Renderer:
    """Makes the pages of a graph.

    Args:
        store: holds the graph; it is only read.
        base: IRI under which instances are named.
        address: where the pages are published, ending in ``/``.
        queries: whether the site has pages of questions to link to.
        statements: the same with every literal as it is written, where they can be held; else the data tell values.

    >>> from pyoxigraph import Store
    >>> Renderer(Store()).stem("https://w3id.org/ssc-graph/authority/undp")
    'authority/undp'
    """

    def __init__(
        self, store: Store, *, base: str = DEFAULT_BASE, address: str = ROOT, queries: bool = False, statements: Statements | None = None
    ) -> None:
        self.view = View(store, base, statements=statements)
        self.site = Site(self.view, address, queries)

    def stem(self, iri: str) -> str:
        """Return the path of the page of an IRI, without language and suffix."""
        return place_of(iri, self.view.base).stem

    def known(self, iri: str) -> bool:
        """Return whether the graph describes this IRI so that it has a page, or is a part of one."""
        return has_page(self.view, iri)

    def frame(self, stem: str, language: str, *, live: bool = False) -> Frame:
        """Return what the templates of one page need.

        Args:
            stem: path of the page without language and suffix.
            language: ``en`` or ``id``.
            live: whether the page leads to the interfaces of a server that shows it.

        Raises:
            UsageError: the pages do not speak this language.
        """
        if language not in LANGUAGES:
            raise UsageError(f"there are no pages in the language {language!r}", hint=f"choose one of {', '.join(LANGUAGES)}")
        return Frame(replace(self.site, live=True) if live else self.site, stem, language)

    def thing(self, iri: str, language: str) -> str:
        """Return the page of a thing as HTML.

        Args:
            iri: of an entity, a concept, an instrument, a situation: of anything but documents and claims.
            language: ``en`` or ``id``.
        """
        return thing_page(self.frame(self.stem(iri), language), iri)

    def document(self, iri: str, language: str) -> str:
        """Return the page of a document as HTML.

        Args:
            iri: of the document.
            language: ``en`` or ``id``.
        """
        return document_page(self.frame(self.stem(iri), language), iri)

    def document_style(self, iri: str) -> str:
        """Return the style sheet that the page of a document asks for beside the common one."""
        return document_style(self.view, iri)

    def page(self, iri: str, language: str) -> str:
        """Return the page of a document or of any other thing as HTML."""
        return self.document(iri, language) if iri in self.view.document_set else self.thing(iri, language)

    def description(self, iri: str) -> list[Triple]:
        """Return the triples that stand beside the page of an IRI."""
        return self.view.document_description(iri) if iri in self.view.document_set else self.view.description(iri)

    def turtle(self, triples: Iterable[Triple]) -> str:
        """Return triples as Turtle, in reading order."""
        return self._turtle_writer.file(ordered(triples))

    def jsonld(self, triples: Iterable[Triple]) -> str:
        """Return triples as JSON-LD with the published context in it."""
        return self._as_jsonld(ordered(triples))

    def data(self, triples: Iterable[Triple]) -> tuple[str, str]:
        """Return triples as Turtle and as JSON-LD: what :meth:`turtle` and :meth:`jsonld` return, put in order once."""
        listed = ordered(triples)
        return self._turtle_writer.file(listed), self._as_jsonld(listed)

    def _as_jsonld(self, listed: list[Triple]) -> str:
        nodes = [self._compactor.node(subject, described) for subject, described in by_subject(listed).items()]
        # The same bytes as write_jsonld gives; the context, most of a small file, is written once for all.
        return f'{self._context_head},\n "@graph": {written(nodes, 1)}\n}}\n'

    @cached_property
    def _turtle_writer(self) -> Writer:
        return Writer(prefixes(base=self.view.base))

    @cached_property
    def _compactor(self) -> Compactor:
        return Compactor(published_context(self.view.base))

    @cached_property
    def _context_head(self) -> str:
        document = dict(published_context(self.view.base).document)
        return json.dumps({"@context": document}, ensure_ascii=False, indent=1).removesuffix("\n}")


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples in reading order, none twice."""
    distinct = list(dict.fromkeys(triples))
    return sorted(distinct, key=reading_key(distinct))


def triples_of(files: Iterable[bytes]) -> list[Triple]:
    """Return the triples of Turtle files, their blank nodes named by what they say (RDFC-1.0)."""
    dataset = Dataset(quad for content in files for quad in parse(content, format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]
