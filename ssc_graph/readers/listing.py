"""Which units with a marker are items, which are numbered headings, and which are numbered paragraphs; how deep items lie.

A numbered line is an item where its siblings follow directly, and a heading where prose follows it and it looks like one. Siblings decide
together, so one empty section does not turn its heading into an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ssc_graph.document import BlockKind
from ssc_graph.readers.lines import is_closed
from ssc_graph.readers.looks import has_sentences, is_heading_like
from ssc_graph.readers.markers import NO_MARKER
from ssc_graph.readers.units import Unit

_SECTION_STYLES: Final = frozenset({"A.", "I.", "A)", "I)", "1.1"})
_INITIALS: Final = frozenset({"A.", "a.", "I."})  # also the initial of a name
_PROSE: Final = 250  # characters on average; items are rarely longer
_SHORT: Final = 120  # characters of an item without marker and stop
_SEMICOLON = re.compile(r";(?: (?:and|or|dan|serta|atau))?\Z")
_DEEPER: Final = 2  # columns of indentation that make an item a sub-item
#: Kinds that stand between two siblings without parting them.
ASIDE: Final = frozenset({BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.FOOTNOTE})


def mark_items(text: str, page: Sequence[Unit]) -> None:
    """Set the kind of each unit that has a marker: LIST_ITEM, HEADING or, for numbered prose, PARAGRAPH."""
    _drop_stray_markers(text, page)
    live = [unit for unit in page if unit.kind not in ASIDE]
    for before, unit, after in zip([None, *live], live, [*live[1:], None], strict=False):
        if unit.kind is None and unit.marker.style:
            unit.kind = BlockKind.HEADING if _is_section(text, before, unit, after) else BlockKind.LIST_ITEM
    for siblings in _families(live):
        _decide_together(text, siblings)


def _drop_stray_markers(text: str, page: Sequence[Unit]) -> None:
    """Take for text what only looks like a marker: ``12. September``, ``A. Sukarno``; no sibling, and no first number of a sequence."""
    seen: dict[str, set[int]] = {}
    for unit in page:
        seen.setdefault(unit.marker.style, set()).add(unit.marker.value)
    for unit in page:
        if unit.kind is None and unit.marker.ordered and seen[unit.marker.style] == {unit.marker.value}:
            initial = unit.marker.style in _INITIALS and not is_heading_like(text[unit.body : unit.end])
            if unit.marker.value != 1 or initial:
                unit.marker = NO_MARKER


def _is_section(text: str, before: Unit | None, unit: Unit, after: Unit | None) -> bool:
    """Whether a unit with a marker heads a section, as far as its neighbours tell."""
    if not unit.marker.ordered or after is None or not is_heading_like(text[unit.body : unit.end]):
        return False
    if _are_siblings(unit, after) or (before is not None and _are_siblings(before, unit)):
        return False
    if not after.marker.style:
        return True
    return unit.marker.style in _SECTION_STYLES or (unit.gap and after.indent <= unit.indent)


def _are_siblings(left: Unit, right: Unit) -> bool:
    return left.marker.style == right.marker.style and left.marker.value < right.marker.value


def _families(live: Iterable[Unit]) -> list[list[Unit]]:
    """Return the units that count on from each other, style by style."""
    families: list[list[Unit]] = []
    current: dict[str, list[Unit]] = {}
    for unit in live:
        if not unit.marker.ordered or unit.kind not in {BlockKind.LIST_ITEM, BlockKind.HEADING}:
            continue
        family = current.get(unit.marker.style)
        if family is None or family[-1].marker.value >= unit.marker.value:
            family = current[unit.marker.style] = []
            families.append(family)
        family.append(unit)
    return families


def _decide_together(text: str, siblings: Sequence[Unit]) -> None:
    headings = sum(unit.kind is BlockKind.HEADING for unit in siblings)
    if _are_paragraphs(text, siblings):
        kind = BlockKind.PARAGRAPH
    else:
        kind = BlockKind.HEADING if 2 * headings >= len(siblings) else BlockKind.LIST_ITEM
    for unit in siblings:
        if kind is not BlockKind.HEADING or is_heading_like(text[unit.body : unit.end]):
            unit.kind = kind


def _are_paragraphs(text: str, siblings: Sequence[Unit]) -> bool:
    """Whether numbered units are paragraphs of prose: long, and a good part of them of several sentences."""
    if len(siblings) < 2 or sum(unit.end - unit.body for unit in siblings) <= _PROSE * len(siblings):  # noqa: PLR2004 (one has no sibling)
        return False
    return 4 * sum(has_sentences(text[unit.body : unit.end]) for unit in siblings) >= len(siblings)


def mark_bare_items(text: str, page: Sequence[Unit]) -> None:
    """Make items of the lines without markers below a colon: all but the last end in a semicolon, or none ends as a sentence does."""
    live = [unit for unit in page if unit.kind not in ASIDE]
    for index, unit in enumerate(live[:-1]):
        if text[unit.end - 1] == ":" and unit.kind is not BlockKind.TABLE:
            items = _listed(text, live, index + 1) or _lined_up(text, live, index + 1)
            for item in items if len(items) > 1 else ():
                item.kind = BlockKind.LIST_ITEM


def _listed(text: str, live: Sequence[Unit], first: int) -> list[Unit]:
    """Return the units from ``first`` that end in a semicolon, with the one that closes them."""
    items: list[Unit] = []
    for place in range(first, len(live)):
        unit = live[place]
        if unit.kind is not None or unit.marker.text:
            break
        items.append(unit)
        if not _SEMICOLON.search(text, max(unit.start, unit.end - 12), unit.end):
            return items if len(items) > 1 and is_closed(text, unit) else items[:-1]
    return items


def _lined_up(text: str, live: Sequence[Unit], first: int) -> list[Unit]:
    """Return the short lines from ``first`` that stand directly below each other, none of them a sentence.

    The last of several in capitals that prose follows directly is its heading.
    """
    items: list[Unit] = []
    for place in range(first, len(live)):
        unit = live[place]
        if unit.kind is not None or unit.marker.text or (items and unit.gap) or unit.end - unit.start > _SHORT or is_closed(text, unit):
            break
        items.append(unit)
    after = live[first + len(items)] if first + len(items) < len(live) else None
    prose_follows = after is not None and not after.gap and after.kind is None
    return items[:-1] if prose_follows and len(items) > 2 and text[items[-1].start].isupper() else items  # noqa: PLR2004 (two stay a list)


def set_item_levels(page: Iterable[Unit]) -> None:
    """Set the depth of each list item; 0 is the outermost.

    A number that goes on from an earlier one keeps its level, whatever stands between. Otherwise a style that is open keeps its level, a
    new style directly below an item opens a level, and after other text a list begins anew.
    """
    opened: list[Unit] = []
    numbered: dict[str, Unit] = {}
    for unit in page:
        if unit.kind is BlockKind.LIST_ITEM:
            earlier = numbered.get(unit.marker.style)
            goes_on = earlier is not None and earlier.marker.value < unit.marker.value
            unit.level = earlier.level if earlier is not None and goes_on else _level(opened, unit)
            opened[unit.level :] = [unit]
            if unit.marker.ordered:
                numbered[unit.marker.style] = unit
        elif unit.kind not in ASIDE:
            opened.clear()


def _level(opened: Sequence[Unit], unit: Unit) -> int:
    for level in range(len(opened) - 1, -1, -1):
        if opened[level].marker.style == unit.marker.style and abs(unit.indent - opened[level].indent) < _DEEPER:
            return level
    return next((level for level, outer in enumerate(opened) if outer.indent > unit.indent), len(opened))
