"""Plain pages: headings, paragraphs, code, tables, lists of links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_graph.site.structured import page_block
from ssc_graph.site.templating import Frame


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Args:
        text: what stands in it.
        way: where it leads, or empty.
        language: of the text, or empty.
        code: whether it is shown as code.
        number: whether it ends at the right.
    """

    text: str
    way: str = ""
    language: str = ""
    code: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Args:
        cells: of the row.
        anchor: its id on the page, or empty.
    """

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a list.

    Args:
        text: to be read.
        way: where it leads.
    """

    text: str
    way: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a plain page.

    Args:
        heading: over it, or empty.
        paragraphs: of text.
        code: shown as it is, or empty.
        code_label: what the code is.
        columns: headings of the table.
        rows: of the table.
        links: under it.
    """

    heading: str = ""
    paragraphs: Sequence[str] = ()
    code: str = ""
    code_label: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[TableRow] = ()
    links: Sequence[Link] = ()


def row(*cells: Cell | str, anchor: str = "") -> TableRow:
    """Return a row of a table.

    >>> row("one").cells[0].text
    'one'
    """
    return TableRow(tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells), anchor)


def plain_page(frame: Frame, *, title: str, lead: str, blocks: Sequence[Block], data: str | None = None) -> str:
    """Return a plain page.

    Args:
        frame: of the page.
        title: its heading.
        lead: what it is, or empty.
        blocks: its parts.
        data: stem of the data files beside it, where there are any.
    """
    return frame.render(
        "table.html",
        title=title,
        description=lead or title,
        structured=page_block(frame, title),
        heading=title,
        lead=lead,
        blocks=blocks,
        data=data,
    )
