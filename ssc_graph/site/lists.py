"""The lists: documents, things from A to Z and by kind, the dates, the rules; long ones in parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from ssc_graph.namespaces import expand
from ssc_graph.site.lookup import Node
from ssc_graph.site.structured import page_block
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import initial, sort_key
from ssc_graph.site.things import Row, rows
from ssc_graph.site.view import Text, View

#: Entries on one page.
PART: Final = 400
_DATED: Final = ("heldOn", "establishedOn", "adoptedOn", "endorsedOn", "renamedOn")
_CAUSAL: Final = ("causes", "affects", "expectedToBringAbout")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list.

    Args:
        way: to the page.
        name: of the thing.
        note: what is told beside it.
    """

    way: str
    name: Text
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated statement.

    Args:
        sort: date by which it is ordered.
        shown: date as it is shown.
        machine: date for machines, or empty where it is an interval.
        row: the statement.
    """

    sort: str
    shown: str
    machine: str
    row: Row


def parts(items: Sequence[Item], size: int = PART) -> list[Sequence[Item]]:
    """Return items in parts of at most so many; one empty part where there is none.

    >>> parts([1, 2, 3], 2)
    [[1, 2], [3]]
    """
    return [items[start : start + size] for start in range(0, len(items), size)] or [items[:0]]


def part_stem(stem: str, number: int) -> str:
    """Return the stem of one part of a list."""
    return stem if number == 1 else f"{stem}-{number}"


def kind_stem(curie: str) -> str:
    """Return the stem of the list of one kind."""
    return f"kind/{curie.partition(':')[2].lower()}"


def kinds(view: View, iris: Iterable[str]) -> dict[str, list[str]]:
    """Return things by their kinds (CURIEs), in the order of the vocabulary; what has none of ours is ``other:other``."""
    found: dict[str, list[str]] = {}
    for iri in iris:
        for kind in view.kinds(iri) or ("other:other",):
            found.setdefault(kind, []).append(iri)
    return dict(sorted(found.items()))


def kind_name(frame: Frame, curie: str) -> str:
    """Return what a kind is called on a page."""
    return frame.t("other_things") if curie == "other:other" else frame.name(expand(curie)).value


def entries(frame: Frame, iris: Iterable[str]) -> list[Entry]:
    """Return things in alphabetical order of their names in the language of the page, each with its first kind."""
    view = frame.site.view
    named = sorted((sort_key(frame.name(iri).value), iri) for iri in iris)
    return [Entry(frame.link(iri), frame.name(iri), next((kind_name(frame, k) for k in view.kinds(iri)), "")) for _, iri in named]


def list_page(
    frame: Frame, *, title: str, lead: str, list_stem: str, number: int, count: int, found: Sequence[Entry], letters: bool
) -> str:
    """Return one part of a list.

    Args:
        frame: of the page.
        title: of the list.
        lead: what it is, or empty.
        list_stem: stem of its first part.
        number: of this part, from 1.
        count: of parts.
        found: the entries of this part.
        letters: whether they stand under their initials.
    """
    sections = [(f"l-{n}", letter, list(group)) for n, (letter, group) in enumerate(groupby(found, key=lambda e: initial(e.name.value)), 1)]
    shown = title if count == 1 else f"{title}: {frame.t('part', number=number, count=count)}"
    return frame.render(
        "list.html",
        title=shown,
        description=lead or title,
        structured=page_block(frame, shown, "CollectionPage"),
        heading=title,
        lead=lead,
        list_stem=list_stem,
        number=number,
        count=count,
        sections=sections if letters else [("l-1", "", list(found))],
    )


def causal(view: View) -> list[Row]:
    """Return every statement of cause and effect."""
    claims = [view.claim(iri) for name in _CAUSAL for iri in view.subjects("rdf:predicate", NamedNode(expand(f"ssc:{name}")))]
    return [row for row in rows(claims) if isinstance(row.object, NamedNode)]


def moments(view: View) -> list[Moment]:
    """Return every dated statement, the earliest first."""
    claims = [view.claim(iri) for name in _DATED for iri in view.subjects("rdf:predicate", NamedNode(expand(f"ssc:{name}")))]
    found = [moment for row in rows(claims) if (moment := _moment(view, row)) is not None]
    return sorted(found, key=lambda moment: (moment.sort, moment.shown, moment.row.subject, moment.row.predicate))


def _moment(view: View, row: Row) -> Moment | None:
    value: Node = row.object
    if isinstance(value, Literal):
        return Moment(value.value, value.value, value.value if value.value[:1].isdigit() else "", row)
    if not isinstance(value, NamedNode):
        return None
    label = view.name(value.value, "en").value
    return Moment(view.value(value.value, "ssc:dateEDTF") or label, label, "", row)


def timeline_page(frame: Frame, found: Sequence[Moment], *, number: int, count: int) -> str:
    """Return one part of the timeline."""
    title = frame.t("timeline")
    return frame.render(
        "timeline.html",
        title=title if count == 1 else f"{title}: {frame.t('part', number=number, count=count)}",
        description=frame.t("timeline_lead"),
        structured=page_block(frame, title),
        years=[(year, list(group)) for year, group in groupby(found, key=lambda moment: moment.sort[:4])],
        number=number,
        count=count,
    )


def causes_page(frame: Frame, found: Sequence[Row], picture: Mapping[str, object] | None, *, number: int, count: int) -> str:
    """Return one part of the table of causes and effects, the first with the picture."""
    title = frame.t("causes")
    return frame.render(
        "causes.html",
        title=title,
        description=frame.t("causes_lead"),
        structured=page_block(frame, title),
        rows=sorted(found, key=lambda row: (sort_key(frame.name(row.subject).value), row.predicate, str(row.object))),
        picture=picture,
        number=number,
        count=count,
    )
