"""The whole site, page after page, into a folder that appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from ssc_graph import resources
from ssc_graph.errors import UsageError
from ssc_graph.graph import check_base
from ssc_graph.namespaces import DEFAULT_BASE, prefixes
from ssc_graph.pipeline import tool_version
from ssc_graph.pipeline.trees import Tree, publish_tree
from ssc_graph.serialization.turtle import write_turtle
from ssc_graph.site import lists, prose, questions, vocabulary
from ssc_graph.site.addresses import LANGUAGES, ROOT, page, place_of
from ssc_graph.site.changes import Change, compare, feed
from ssc_graph.site.crew import Job, processors, work
from ssc_graph.site.dataset import PREFIXES, Figures, FileFacts, describe, latest, measure
from ssc_graph.site.downloads import fingerprint, write_downloads
from ssc_graph.site.front import front_page, kinds_page, search_page
from ssc_graph.site.loading import LARGE, Loaded, load
from ssc_graph.site.messages import say
from ssc_graph.site.picture import Drawing, draw, svg
from ssc_graph.site.redirects import check_address, rules
from ssc_graph.site.rendering import Renderer, ordered, triples_of
from ssc_graph.site.search import shelves
from ssc_graph.site.shelves import shelf_page, shelf_stems
from ssc_graph.site.stated import Stated
from ssc_graph.site.templating import Frame, environment
from ssc_graph.site.view import View
from ssc_graph.validation import ValidationReport, validate

_STATIC: Final = ("style.css", "search.js", "icon.svg")
Source = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How a site is made.

    Args:
        base: IRI under which documents, claims and the things found in documents are named.
        address: where the site is published, ending in ``/``; the persistent names themselves where it is not known.
        date: day of publication; the latest date of a document where it is not given.
        engine: of SHACL.
        large: bytes of RDF above which the graph is kept on disk and is not validated.
        stated: who publishes it and who answers questions about it.
        processes: that write the pages; of a large graph as many as there are processors, else one, where it is 0.
    """

    base: str = DEFAULT_BASE
    address: str = ""
    date: str = ""
    engine: str = "pyshacl"
    large: int = LARGE
    stated: Stated = field(default_factory=Stated)
    processes: int = 0


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What was made.

    Args:
        folder: where it stands.
        pages: HTML files.
        files: all files.
        documents: with a page.
        things: with a page.
        claims: in the graph.
        changes: against the earlier graph, or None where there is none.
        report: of the shapes, or None where the graph was too large.
        fingerprint: of the graph.
    """

    folder: Path
    pages: int
    files: int
    documents: int
    things: int
    claims: int
    changes: int | None
    report: ValidationReport | None
    fingerprint: str


def build_site(
    sources: Sequence[Source] = (), *, output: Source, previous: Source | None = None, settings: SiteSettings | None = None
) -> SiteResult:
    """Write the site of a graph.

    Args:
        sources: RDF files, or folders that ``ssc-graph build`` wrote; the bundled documents where there is none.
        output: folder of the site; a site that stands there is replaced, other files are not touched.
        previous: an earlier graph, to tell what changed.
        settings: how it is made.

    Raises:
        UsageError: an unusable base, address, date or output; the extra ``site`` is not installed.
        GraphError: a graph cannot be read.
        OutputError: the folder cannot be written, or holds what is not ours.
    """
    asked = settings or SiteSettings()
    check_base(asked.base)
    address = check_address(asked.address) if asked.address else ROOT
    _check_date(asked.date)
    if not os.fspath(output):
        raise UsageError("the name of the output folder is empty", hint="name a folder")
    environment()
    with ExitStack() as stack:
        loaded = stack.enter_context(load(sources, base=asked.base, large=asked.large))
        before = stack.enter_context(load([previous], base=asked.base, large=asked.large)) if previous is not None else None
        site = _Build(loaded, before, asked, address)
        publish_tree(Path(output), site.write)
        return site.result(Path(output))


def _check_date(date: str) -> None:
    from ssc_graph.graph.terms import date_datatype

    if date and date_datatype(date) != "xsd:date":
        raise UsageError(f"{date!r} is no date", hint="give one such as 2026-11-24")


class _Build:
    """One site on its way."""

    def __init__(self, loaded: Loaded, before: Loaded | None, settings: SiteSettings, address: str) -> None:
        self._loaded = loaded
        self._settings = settings
        self._renderer = Renderer(loaded.store.oxigraph, base=settings.base, address=address, queries=True, statements=loaded.statements)
        self._view = self._renderer.view
        self._before = View(before.store.oxigraph, settings.base, statements=before.statements) if before is not None else None
        self._date = settings.date or latest(self._view)
        self._version = tool_version()
        self._files: list[FileFacts] = []
        self._fingerprint = ""
        self._report: ValidationReport | None = None
        self._changes: list[Change] | None = None

    def write(self, tree: Tree) -> None:
        """Write every file."""
        self._tree = tree  # kept, because its list of files is the map of the site
        self._files = write_downloads(tree, self._loaded)
        self._fingerprint = fingerprint(self._loaded.graph, self._files)
        if self._loaded.graph is not None:
            self._report = validate(self._loaded.graph, engine=self._settings.engine)
            tree.write("report.ttl", self._report.to_turtle(base=self._settings.base))
        self._changes = None if self._before is None else compare(self._view, self._before)
        self._write_static()
        self._view.prepare()
        jobs = [*self._things(), *self._documents(), *self._shelves()]
        work(tree, jobs, processes=self._settings.processes or (processors() if self._loaded.graph is None else 1))
        self._write_vocabulary()
        self._write_lists()
        self._write_questions()
        self._write_about(measure(self._view))
        self._write_search()
        self._write_map()

    def result(self, folder: Path) -> SiteResult:
        """Return what was made."""
        names = self._tree.files.values()
        return SiteResult(
            folder=folder,
            pages=sum(name.endswith(".html") for name in names),
            files=len(names),
            documents=len(self._view.documents),
            things=len(self._view.things),
            claims=len(self._view.claims),
            changes=None if self._changes is None else len(self._changes),
            report=self._report,
            fingerprint=self._fingerprint,
        )

    def _each(self, stem: str, make: Callable[..., str], *given: object, **named: object) -> None:
        """Write a page in every language, made of its frame and what else is given."""
        for language in LANGUAGES:
            self._tree.write(page(stem, language), make(self._renderer.frame(stem, language), *given, **named))

    def _data(self, stem: str, triples: Iterable[Triple]) -> None:
        turtle, jsonld = self._renderer.data(triples)
        self._tree.write(f"{stem}.ttl", turtle)
        self._tree.write(f"{stem}.jsonld", jsonld)

    def _write_static(self) -> None:
        for name in _STATIC:
            self._tree.write(name, resources.read("site/static", name))
        self._tree.write("context.jsonld", resources.read("ontology", "context.jsonld"))

    def _things(self) -> Iterator[Job]:
        return (partial(self._write_thing, iri) for iri in self._view.things)

    def _write_thing(self, iri: str) -> None:
        for language in LANGUAGES:
            self._tree.write(page(self._renderer.stem(iri), language), self._renderer.thing(iri, language))
        self._data(self._renderer.stem(iri), self._view.description(iri))

    def _documents(self) -> Iterator[Job]:
        return (partial(self._write_document, iri) for iri in self._view.documents)

    def _write_document(self, iri: str) -> None:
        stem = self._renderer.stem(iri)
        for language in LANGUAGES:
            self._tree.write(page(stem, language), self._renderer.document(iri, language))
        if style := self._renderer.document_style(iri):
            self._tree.write(f"{stem}.css", style)
        self._data(stem, self._view.document_description(iri))

    def _shelves(self) -> Iterator[Job]:
        return (partial(self._write_shelf, stem, iris) for stem, iris in shelf_stems(self._view).items())

    def _write_shelf(self, stem: str, iris: list[str]) -> None:
        self._each(stem, shelf_page, iris)
        describe_one = self._view.claim_description if stem.startswith("id/claim/") else self._view.evidence_description
        self._data(stem, (triple for iri in iris for triple in describe_one(iri)))

    def _write_vocabulary(self) -> None:
        examples = vocabulary.find_examples(self._view)
        self._each("ns", vocabulary.vocabulary_page, examples)
        self._each("shapes", vocabulary.shapes_page)
        self._tree.write("ns.ttl", resources.read("ontology", "ssc.ttl"))
        self._tree.write("ns.jsonld", self._renderer.jsonld(triples_of([resources.read("ontology", "ssc.ttl")])))
        shapes = [resources.read("shapes", name) for name in resources.names("shapes", suffix=".ttl")]
        for name, content in zip(resources.names("shapes", suffix=".ttl"), shapes, strict=True):
            self._tree.write(f"shapes/{name}", content)
        self._tree.write("shapes.ttl", b"\n".join(shapes))
        self._tree.write("shapes.jsonld", self._renderer.jsonld(triples_of(shapes)))
        self._each("rules", prose.rules_page)
        self._data("rules", (triple for iri in self._view.members("ssc:Rule") for triple in self._view.triples(iri)))

    def _write_lists(self) -> None:
        view = self._view
        self._listed("documents", view.documents, lambda frame: frame.t("documents"))
        self._listed("things", view.things, lambda frame: frame.t("things"), letters=True)
        found = lists.kinds(view, view.things)
        for kind, iris in found.items():
            self._listed(lists.kind_stem(kind), iris, partial(lists.kind_name, curie=kind))
        self._each("kinds", kinds_page, found)
        moments = lists.parts(lists.moments(view))
        for number, part in enumerate(moments, 1):
            stem = lists.part_stem("timeline", number)
            self._each(stem, lists.timeline_page, part, number=number, count=len(moments))
        self._write_causes()

    def _listed(self, stem: str, iris: Sequence[str], title: Callable[[Frame], str], *, letters: bool = False) -> None:
        for language in LANGUAGES:
            found = lists.parts(lists.entries(self._renderer.frame(stem, language), iris))
            for number, part in enumerate(found, 1):
                frame = self._renderer.frame(lists.part_stem(stem, number), language)
                shown = lists.list_page(
                    frame, title=title(frame), lead="", list_stem=stem, number=number, count=len(found), found=part, letters=letters
                )
                self._tree.write(page(frame.stem, language), shown)

    def _write_causes(self) -> None:
        rows = lists.causal(self._view)
        found = lists.parts(rows)
        for language in LANGUAGES:
            picture = self._write_picture(draw(self._view, rows, language), language)
            for number, part in enumerate(found, 1):
                frame = self._renderer.frame(lists.part_stem("causes", number), language)
                self._tree.write(page(frame.stem, language), lists.causes_page(frame, part, picture, number=number, count=len(found)))

    def _write_picture(self, drawing: Drawing | None, language: str) -> dict[str, object] | None:
        if drawing is None:
            return None
        for palette, name in drawing.files(language).items():
            self._tree.write(name, svg(drawing, palette, drawing.title(language)))
        return drawing.facts(language)

    def _write_questions(self) -> None:
        asked = questions.answers(self._loaded.store, self._settings.base)
        self._each("queries", questions.questions_page, asked)
        for query, results in asked:
            self._each(questions.stem(query), questions.question_page, query, results)

    def _write_about(self, figures: Figures) -> None:
        address = self._renderer.site.address
        facts = {"version": self._version, "fingerprint": self._fingerprint, "date": self._date}
        described = describe(
            self._view, figures, address=address, files=self._files, report=self._report, stated=self._settings.stated, **facts
        )
        turtle = write_turtle(ordered(described), prefixes={**prefixes(base=self._settings.base), **PREFIXES})
        self._tree.write("dataset.ttl", turtle)
        self._tree.write("dataset.jsonld", self._renderer.jsonld(described))
        self._tree.write(".well-known/void", turtle)
        self._each("index", front_page, figures, self._files, version=self._version, date=self._date)
        self._each("downloads", prose.downloads_page, self._files)
        self._each("licence", prose.licence_page)
        self._each("quality", prose.quality_page, figures, self._report)
        self._write_citation(address)
        self._write_changes()

    def _write_citation(self, address: str) -> None:
        facts = {"version": self._version, "date": self._date, "address": address, "fingerprint": self._fingerprint}
        bib, cff = prose.bibtex(say("site", "en"), **facts), prose.citation_file(say("site", "en"), **facts)
        self._tree.write("citation.bib", bib)
        self._tree.write("CITATION.cff", cff)
        self._each("citation", prose.citation_page, bib=bib, cff=cff)

    def _write_changes(self) -> None:
        canonical = self._loaded.graph is not None
        facts = {"version": self._version, "fingerprint": self._fingerprint, "date": self._date}
        self._each("changes", prose.changes_page, self._changes, self._before, canonical=canonical, **facts)
        for language in LANGUAGES:
            frame = self._renderer.frame("changes", language)
            atom = feed(frame, self._changes or [], self._before, date=self._date, fingerprint=self._fingerprint)
            self._tree.write(f"changes.{language}.atom", atom)

    def _write_search(self) -> None:
        self._each("search", search_page)
        for language in LANGUAGES:
            for path, script in shelves(self._renderer.frame("search", language)):
                self._tree.write(path, script)

    def _write_map(self) -> None:
        """Write the map of the site and, where the site's own address is known, the rules for the server of names."""
        address = self._renderer.site.address
        pages = sorted(name for name in self._tree.files.values() if name.endswith(".html"))
        robots = "User-agent: *\nAllow: /\n"
        for number, part in enumerate(lists.parts(pages, _SITEMAP), 1):
            lines = "".join(f"<url><loc>{address}{name}</loc></url>\n" for name in part)
            name = f"{lists.part_stem('sitemap', number)}.xml"
            self._tree.write(name, f"{_SITEMAP_HEAD}{lines}</urlset>\n")
            robots += f"Sitemap: {address}{name}\n"  # the only place that tells of a second map
        self._tree.write("robots.txt", robots)
        if self._settings.address:
            moved = ((iri.removeprefix(ROOT), place_of(iri, self._settings.base).stem) for iri in self._moved())
            self._tree.write("w3id.htaccess", rules(address, others=moved))

    def _moved(self) -> Iterator[str]:
        """Our names whose path could not be taken over."""
        for iri in (*self._view.things, *self._view.documents):
            if iri.startswith(ROOT) and self._renderer.stem(iri).startswith("other/"):
                yield iri


#: Addresses in one file (sitemaps.org: at most 50,000).
_SITEMAP: Final = 50_000
_SITEMAP_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
