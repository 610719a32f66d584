"""The first page, the page of kinds, the page of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from pyoxigraph import NamedNode

from ssc_graph.namespaces import expand
from ssc_graph.site.dataset import LICENCE, Figures, FileFacts
from ssc_graph.site.lists import Entry, kind_name, kind_stem, kinds, list_page
from ssc_graph.site.search import Row
from ssc_graph.site.structured import dataset_block, page_block
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import sort_key
from ssc_graph.site.view import Text, View

#: How many of the most named things, and of the documents, stand on the first page.
_MOST: Final = 12


def front_page(frame: Frame, figures: Figures, files: Sequence[FileFacts], *, version: str, date: str) -> str:
    """Return the first page.

    Args:
        frame: of the page.
        figures: of the graph.
        files: the downloads.
        version: of the software and the graph.
        date: day of publication, or empty.
    """
    view, t = frame.site.view, frame.t
    block = dataset_block(
        frame, name=t("site"), description=t("lead"), version=version, licence=LICENCE, files=[asdict(each) for each in files], date=date
    )
    documents = sorted(
        ((len(view.subjects("ssc:claimedIn", NamedNode(iri))), iri) for iri in view.documents), key=lambda pair: (-pair[0], pair[1])
    )
    return frame.render(
        "index.html",
        title=t("site"),
        description=t("lead"),
        structured=block,
        figures=[(frame.number(count), key, stem) for count, key, stem in _figures(figures)],
        documents=[(iri, count) for count, iri in documents[:_MOST]],
        most=_named_most(view),
        kinds=[(kind_stem(kind), kind_name(frame, kind), len(iris)) for kind, iris in _by_name(frame, kinds(view, view.things))],
    )


def _figures(figures: Figures) -> list[tuple[int, str, str]]:
    return [
        (figures.documents, "documents", "documents"),
        (figures.claims, "claims", "quality"),
        (figures.things, "things_count", "things"),
        (figures.triples, "triples", "downloads"),
    ]


def _named_most(view: View) -> list[tuple[str, int, int]]:
    """The things that most claims are about, with their counts and their shares of the largest count in per cent."""
    counted: Counter[str] = Counter()
    for quad in view.store.quads_for_pattern(None, NamedNode(expand("rdf:subject")), None):
        if isinstance(quad.object, NamedNode) and quad.object.value in view.thing_set:
            counted[quad.object.value] += 1
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return [(iri, count, round(100 * count / ranked[0][1])) for iri, count in ranked]


def _by_name(frame: Frame, found: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return sorted(found.items(), key=lambda pair: (pair[0] == "other:other", sort_key(kind_name(frame, pair[0]))))


def kinds_page(frame: Frame, found: Mapping[str, list[str]]) -> str:
    """Return the list of kinds.

    Args:
        frame: of the page.
        found: things by kind.
    """
    entries = [
        Entry(frame.href(kind_stem(kind)), Text(kind_name(frame, kind), ""), frame.number(len(iris)))
        for kind, iris in _by_name(frame, found)
    ]
    return list_page(frame, title=frame.t("kinds"), lead="", list_stem="kinds", number=1, count=1, found=entries, letters=False)


def search_page(frame: Frame, *, sought: str = "", hits: Sequence[Row] = ()) -> str:
    """Return the page of the search.

    Args:
        frame: of the page.
        sought: what was searched where the page is made for it, or nothing: then its script searches.
        hits: what was found.
    """
    title = frame.t("search")
    return frame.render(
        "search.html",
        title=title,
        description=frame.t("search_field"),
        structured=page_block(frame, title, "SearchResultsPage"),
        sought=sought,
        hits=hits,
    )
