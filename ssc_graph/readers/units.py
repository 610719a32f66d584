"""Units: the lines of a page that belong together, before it is known what they are."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_graph.document import BlockKind
from ssc_graph.readers.markers import Marker


@dataclass(slots=True)
class Unit:
    """Lines that belong together, and what is found out about them.

    Args:
        start, end: extent without surrounding white space.
        marker: the marker with which it begins.
        indent: columns before it.
        gap: whether a blank line, or the beginning of the text, is before it.
        last: length of its last line in columns.
        tabbed: whether tabs part it into cells.
        kind: what it is, once that is known.
        level: depth of a heading or an item.
    """

    start: int
    end: int
    marker: Marker
    indent: int
    gap: bool
    last: int
    tabbed: bool = False
    kind: BlockKind | None = None
    level: int = 0

    @property
    def body(self) -> int:
        """Where the content begins, behind the marker."""
        return min(self.start + self.marker.width, self.end)
