"""The blocks of a page of text: what is title, heading, item, introduction to items, paragraph, note, table, byline, furniture.

The order of the questions matters: what cannot be text (tables, notes, furniture, the byline) is taken out first; then markers tell items
from numbered headings by what stands next to them; what is left is a heading if it looks like one and something follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ssc_graph.document import Block, BlockKind, Metadata
from ssc_graph.readers.furniture import Byline, byline, dateline_date, heads_abstract, is_furniture, journal_of, names_of
from ssc_graph.readers.headings import join_numerals, mark_headings, mark_introductions, mark_title, mark_turns, set_heading_levels
from ssc_graph.readers.lines import units
from ssc_graph.readers.listing import mark_bare_items, mark_items, set_item_levels
from ssc_graph.readers.markers import resolve
from ssc_graph.readers.resolution import mark_resolution
from ssc_graph.readers.units import Unit
from ssc_graph.readers.words import guess_language

_HEAD: Final = 10  # units in which a page names its author and date
_PROBE: Final = 400  # characters of a unit that are looked at; what is longer is text


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a text, and what they say about the document.

    Args:
        blocks: in order; they cover all of the text but white space.
        metadata: title, authors, date, language, and of a resolution genre and symbol.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata


def read_page(text: str, *, language: str = "", found: Sequence[Unit] | None = None) -> Page:
    r"""Return the blocks of a text and what they say about the document.

    Args:
        text: canonical text; any string will do.
        language: its code; found by stop words where it is empty.
        found: units of the text in order, with those kinds that a format knows; by default the lines of the text.

    >>> page = read_page("Aims of the Fund\n\nThe fund aims to:\n- promote trade;\n- reduce debt.")
    >>> [str(block.kind) for block in page.blocks], page.metadata.title
    (['title', 'list intro', 'list item', 'list item'], 'Aims of the Fund')
    """
    page = list(units(text) if found is None else found)
    tongue = language or guess_language(text)
    _mark_asides(text, page)
    resolution = mark_resolution(text, page)
    who_and_when = _mark_byline(text, page, tongue)
    page = join_numerals(text, page)
    for unit, marker in zip(page, resolve(unit.marker for unit in page), strict=True):
        unit.marker = marker
    title = resolution.title if resolution else mark_title(text, page)
    mark_turns(page)
    mark_items(text, page)
    mark_bare_items(text, page)
    mark_headings(text, page)
    mark_introductions(text, page)
    set_heading_levels(page)
    set_item_levels(page)
    metadata = Metadata(
        title=title,
        authors=who_and_when.authors,
        date=who_and_when.date or (resolution.date if resolution else ""),
        language=tongue,
        symbol=resolution.symbol if resolution else "",
        genre="resolution" if resolution else "",
    )
    return Page(tuple(map(_block, page)), metadata)


def _block(unit: Unit) -> Block:
    kind = unit.kind or BlockKind.PARAGRAPH
    return Block(kind, unit.start, unit.end, unit.level, unit.marker.text, unit.body)


def _mark_asides(text: str, page: Sequence[Unit]) -> None:
    for unit in page:
        if unit.tabbed:
            unit.kind = unit.kind or BlockKind.TABLE
        elif unit.kind in {None, BlockKind.PARAGRAPH, BlockKind.HEADING} and is_furniture(
            text[unit.start : min(unit.end, unit.start + _PROBE)]
        ):
            unit.kind = BlockKind.BOILERPLATE


def _mark_byline(text: str, page: Sequence[Unit], language: str) -> Byline:
    """Mark the lines of the page's head that name author and date; return the first date and all authors."""
    head = [unit for unit in page if unit.kind is not BlockKind.BOILERPLATE][:_HEAD]
    found: list[tuple[Unit, Byline]] = []
    for unit in head:
        line = byline(text[unit.start : min(unit.end, unit.start + _PROBE)], language=language)
        if line is not None and unit.kind in {None, BlockKind.PARAGRAPH, BlockKind.HEADING}:
            unit.kind = BlockKind.BYLINE
            found.append((unit, line))
    found += _names_beside(text, head, {id(unit) for unit, line in found if line.date})
    return _who_and_when(text, head, [line for _, line in found], language)


def _names_beside(text: str, head: Sequence[Unit], dated: set[int]) -> list[tuple[Unit, Byline]]:
    """Mark a line of names, but not the first of the page, beside a date or above a journal's volume or the heading of an abstract."""
    found = []
    for above, unit, below in zip(head, head[1:], [*head[2:], None], strict=False):
        beside = id(above) in dated or (below is not None and (id(below) in dated or _of_paper(text, below)))
        if beside and unit.kind is None and (names := names_of(text[unit.start : min(unit.end, unit.start + _PROBE)])):
            unit.kind = BlockKind.BYLINE
            found.append((unit, Byline(authors=names)))
            if below is not None and journal_of(text[below.start : min(below.end, below.start + _PROBE)]):
                below.kind = BlockKind.BYLINE
    return found


def _of_paper(text: str, unit: Unit) -> bool:
    """Whether a line names the volume in which a paper appeared, or heads its abstract: its authors stand above."""
    line = text[unit.start : min(unit.end, unit.start + _PROBE)]
    return bool(journal_of(line)) or heads_abstract(line)


def _who_and_when(text: str, head: Sequence[Unit], found: Sequence[Byline], language: str) -> Byline:
    date = next((line.date for line in found if line.date), "")
    datelines = (dateline_date(text[unit.start : min(unit.end, unit.start + _PROBE)], language=language) for unit in head)
    authors = dict.fromkeys(name for line in found for name in line.authors)
    return Byline(date=date or next(filter(None, datelines), ""), authors=tuple(authors))
