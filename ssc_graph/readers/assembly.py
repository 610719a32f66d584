"""Assembling canonical text from a format that has blocks of its own: HTML, Markdown, Word.

Paragraphs are parted by a blank line, items of one list by a line end; an item shows its marker, a row of a table its cells between
tabs. What a format does not say (byline, advertising, introductions of lists) is found out afterwards as in plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ssc_graph.document import BlockKind, Metadata
from ssc_graph.readers.clean import canonical, stripped
from ssc_graph.readers.lines import units
from ssc_graph.readers.markers import NO_MARKER, Marker, marker_at
from ssc_graph.readers.metadata import overlay
from ssc_graph.readers.parts import Parts
from ssc_graph.readers.structure import read_page
from ssc_graph.readers.units import Unit

_STEP: Final = 2  # columns by which a nested item is indented


class Assembly:
    r"""Canonical text in the making.

    >>> page = Assembly()
    >>> page.heading("Aims", level=1)
    >>> page.item("trade", marker="1.")
    >>> page.item("debt", marker="2.")
    >>> page.parts(where="a.html").text
    'Aims\n\n1. trade\n2. debt'
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._units: list[Unit] = []
        self._length = 0

    def __len__(self) -> int:
        return len(self._units)

    def heading(self, text: str, *, level: int, marker: str = "") -> None:
        """Add a heading.

        Args:
            text: its words.
            level: 1 is the highest.
            marker: its number, where the format counts (``2.1``).
        """
        line = _one_line(f"{marker} {text}" if marker else text)
        if _one_line(text):
            unit = self._place(line, gap=True)
            unit.kind, unit.level = BlockKind.HEADING, level
            unit.marker = Marker(marker, len(marker) + 1, "", 0) if marker else NO_MARKER

    def item(self, text: str, *, marker: str, depth: int = 0) -> None:
        """Add a list item.

        Args:
            text: its words.
            marker: to stand before them (``-``, ``1.``, ``(a)``).
            depth: 0 is the outermost.
        """
        line = _one_line(text)
        if line:
            gap = not self._units or self._units[-1].kind is not BlockKind.LIST_ITEM
            unit = self._place(f"{marker} {line}", gap=gap, indent=_STEP * depth)
            found = marker_at(f"{marker} {line}")
            unit.kind = BlockKind.LIST_ITEM
            unit.marker = found if found.text == marker else Marker(marker, len(marker) + 1, marker, 0)

    def paragraph(self, text: str) -> None:
        """Add a paragraph; each of its lines is looked at by itself, since a break often parts items that are no list."""
        block = "\n".join(filter(None, (" ".join(line.split()) for line in stripped(text).split("\n"))))
        if block:
            start = self._begin(block, gap=True)
            found = units(block)
            self._units += [replace(unit, start=start + unit.start, end=start + unit.end) for unit in found]

    def note(self, text: str, *, marker: str) -> None:
        """Add a footnote with its number."""
        line = _one_line(text)
        if line:
            unit = self._place(f"{marker} {line}", gap=True)
            unit.kind, unit.marker = BlockKind.FOOTNOTE, Marker(marker, len(marker) + 1, "note", 0)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table: a line per row, its cells parted by tabs."""
        lines = ["\t".join(map(_one_line, row)).rstrip() for row in rows]
        block = "\n".join(line for line in lines if line.strip())
        if block:
            start = self._begin(block.lstrip(), gap=True)
            self._units.append(Unit(start, start + len(block.lstrip()), NO_MARKER, 0, gap=True, last=0, tabbed=True, kind=BlockKind.TABLE))

    def parts(self, *, where: str, language: str = "", metadata: Metadata | None = None, hint: str = "") -> Parts:
        """Return text, blocks and metadata.

        Args:
            where: the file in messages.
            language: of the document; found where it is empty.
            metadata: what the file says of itself; it overrides what the page says.
            hint: what to do where there is no text.

        Raises:
            DocumentError: there is no text.
        """
        text = "".join(self._pieces)
        canonical(text, where=where, hint=hint)
        page = read_page(text, language=language, found=self._units)
        return Parts(text, page.blocks, overlay(page.metadata, metadata or Metadata()))

    def _place(self, line: str, *, gap: bool, indent: int = 0) -> Unit:
        start = self._begin(line, gap=gap, indent=indent)
        unit = Unit(start, start + len(line), NO_MARKER, indent, gap=gap, last=indent + len(line))
        self._units.append(unit)
        return unit

    def _begin(self, block: str, *, gap: bool, indent: int = 0) -> int:
        """Append a block behind the space that parts it from the last; return where it begins."""
        space = ("\n\n" if gap else "\n") if self._pieces else ""
        self._pieces += [space, " " * indent, block]
        start = self._length + len(space) + indent
        self._length = start + len(block)
        return start


def _one_line(text: str) -> str:
    return " ".join(stripped(text).split())
