"""The pages about the graph and its vocabulary, the questions and their answers, made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from typing import Any

from ssc_graph import __version__
from ssc_graph.site import prose, questions, vocabulary
from ssc_graph.site.addresses import WHOLE
from ssc_graph.site.changes import feed
from ssc_graph.site.dataset import Figures, latest, measure
from ssc_graph.site.front import front_page
from ssc_graph.site.live_graph import fingerprint
from ssc_graph.site.messages import say
from ssc_graph.site.stated import Stated
from ssc_graph.site.tables import Block, Cell, Link, plain_page, row
from ssc_graph.site.templating import INTERFACES, Frame
from ssc_graph.site.view import View
from ssc_graph.sparql import NamedQuery, Results, named_queries, run
from ssc_graph.store import Store


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a graph as a whole.

    Args:
        fingerprint: the digest by which it is known.
        is_canonical: whether that is of its canonical form, and not of the file ``graph.nq``.
        figures: what was counted.
    """

    fingerprint: str
    is_canonical: bool
    figures: Figures

    def told(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {"fingerprint": self.fingerprint, "is_canonical": self.is_canonical, "figures": asdict(self.figures)}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Known:
        """Return what another process told."""
        figures = {**told["figures"], "years": tuple(told["figures"]["years"])}
        return cls(told["fingerprint"], told["is_canonical"], Figures(**figures))


class About:
    """The pages about a graph.

    Args:
        view: the graph.
        store: the same, to be asked.
    """

    def __init__(self, view: View, store: Store) -> None:
        self._view, self._store = view, store
        self.stated = Stated()

    @cached_property
    def facts(self) -> dict[str, str]:
        """Version of the software and day of the latest document."""
        return {"version": __version__, "date": latest(self._view)}

    @cached_property
    def known(self) -> Known:
        """What takes longer than any page: all is counted, and the graph is written once."""
        return Known(*fingerprint(self._store), measure(self._view))

    @property
    def fingerprint(self) -> str:
        """The digest by which the graph is known."""
        return self.known.fingerprint

    @cached_property
    def pages(self) -> Mapping[str, Callable[[Frame], str]]:
        """How pages are made, by their stems."""
        return {
            "index": self._front,
            "ns": lambda frame: vocabulary.vocabulary_page(frame, self._examples),
            "shapes": vocabulary.shapes_page,
            "rules": prose.rules_page,
            "downloads": _downloads,
            "licence": prose.licence_page,
            "quality": lambda frame: prose.quality_page(frame, self.figures, None),
            "citation": lambda frame: prose.citation_page(frame, bib=self._bibtex(frame), cff=self._citation(frame)),
            "changes": self._changes,
            "queries": self._questions,
            **{questions.stem(query): partial(self._question, query=query) for query in named_queries()},
        }

    def file(self, frame: Frame, path: str) -> tuple[str, str] | None:
        """Return a citation or a feed with its media type, or None where the path is of neither."""
        if path == "citation.bib":
            return self._bibtex(frame), "text/plain; charset=utf-8"
        if path == "CITATION.cff":
            return self._citation(frame), "text/plain; charset=utf-8"
        if path == f"changes.{frame.language}.atom":
            return feed(frame, [], None, date=self.facts["date"], fingerprint=self.fingerprint), "application/atom+xml; charset=utf-8"
        return None

    @property
    def figures(self) -> Figures:
        """Everything that is counted."""
        return self.known.figures

    @cached_property
    def _sizes(self) -> Figures:
        """What the first page tells, counted fast."""
        view = self._view
        return Figures(len(self._store), 0, len(view.documents), len(view.claims), len(view.things), {}, {}, 0, 0, 0, 0, {})

    @cached_property
    def _examples(self) -> dict[str, vocabulary.Example | None]:
        return vocabulary.find_examples(self._view)

    def _front(self, frame: Frame) -> str:
        return front_page(frame, self._sizes, (), **self.facts)

    def _changes(self, frame: Frame) -> str:
        return prose.changes_page(frame, None, None, canonical=self.known.is_canonical, fingerprint=self.fingerprint, **self.facts)

    def _cited(self, frame: Frame) -> dict[str, str]:
        return {**self.facts, "address": frame.site.address, "fingerprint": self.fingerprint}

    def _bibtex(self, frame: Frame) -> str:
        return prose.bibtex(say("site", "en"), **self._cited(frame))

    def _citation(self, frame: Frame) -> str:
        return prose.citation_file(say("site", "en"), **self._cited(frame))

    def _questions(self, frame: Frame) -> str:
        return questions.questions_page(frame, [(query, Results()) for query in named_queries()])

    def _question(self, frame: Frame, query: NamedQuery) -> str:
        return questions.question_page(frame, query, run(self._store, query.bind(), where=query.name, base=self._view.base))


def _downloads(frame: Frame) -> str:
    """The files of the graph as it is now; sizes and hashes are told by a site on disk, whose graph stays as it is."""
    t = frame.t
    rows = [row(Cell(path, frame.file(path)), name) for path, name in WHOLE.items()]
    links = [Link(t("dataset"), frame.file("dataset.ttl")), Link(t("vocabulary") + " (Turtle)", frame.file("ns.ttl"))]
    links += [Link(t("shapes") + " (Turtle)", frame.file("shapes.ttl")), Link(t("licence"), frame.href("licence"))]
    links += [Link(t("citation"), frame.href("citation"))]
    ways = [Link(t("ask_yourself"), frame.file(f"query?lang={frame.language}"))]
    ways += [Link(name, frame.file(path)) for path, name in INTERFACES]
    blocks = [Block(columns=(t("file"), t("format")), rows=rows), Block(links=links), Block(heading=t("for_programs"), links=ways)]
    return plain_page(frame, title=t("downloads"), lead=t("downloads_lead"), blocks=blocks, data="dataset")
