"""Lines of plain text joined to units: a paragraph, a list item or a heading each, whatever way its lines were broken.

Two habits are met: one paragraph per line, and lines wrapped at a column by an editor, a mail program or a PDF. The width of the lines
tells which (see :func:`_wrap_width`); a wrapped line is one whose next word would not have fitted. All of it is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ssc_graph.document import BlockKind
from ssc_graph.readers.markers import NO_MARKER, marker_at
from ssc_graph.readers.openings import mark_notes, mark_turns
from ssc_graph.readers.units import Unit

_NARROWEST: Final = 40  # characters; no editor wraps prose narrower
_WIDEST: Final = 120  # characters; nobody wraps prose wider
_STRAY: Final = 0.1  # share of longer lines (addresses, table rows) that a wrapped document may hold
_FULL: Final = 0.75  # of the width; a line wrapped by hand may stop this early
_NEAR: Final = 0.8  # of the width
_REGULAR: Final = 0.3  # share of lines broken off that end near the width, where there is one
_HALF: Final = 0.5  # of the width
_LONG: Final = 60  # characters; a line this long that breaks off in mid-sentence goes on in the next
_OFTEN: Final = 4  # lines broken off in mid-sentence that are no accident
_TAB: Final = 8  # columns
_LONGEST_ROW: Final = 400  # characters; a longer line with a tab is prose
_CUT_DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:[,.;)]|\Z)")  # a year that the line end parted from its month
_FIRST_WORD = re.compile(r"\S+")
#: The end of a sentence or a clause, with a closing quotation mark and a note's number behind it.
TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\d{1,3}|[⁰¹²³⁴-⁹]+)?\Z")


def units(text: str) -> list[Unit]:
    r"""Return the units of a text in order; they cover all of it but white space.

    >>> wrapped = "The plan of action that was agreed in the summer of 1978 has\nled to a stronger mandate.\n\nAims\n- trade"
    >>> [wrapped[unit.start:unit.end].replace(chr(10), " ")[-9:] for unit in units(wrapped)]
    [' mandate.', 'Aims', '- trade']
    """
    found = _lines(text)
    width = _wrap_width(text, found)
    broken = _least_broken(text, found)
    joined: list[Unit] = []
    for line in found:
        if joined and _continues(text, joined[-1], line, width, broken):
            joined[-1].end, joined[-1].last = line.end, line.last
        else:
            joined.append(line)
    return joined


def is_closed(text: str, unit: Unit) -> bool:
    """Return whether a unit ends as a sentence or a clause does; a note's number may stand behind the stop."""
    return TERMINAL.search(text, max(unit.start, unit.end - 8), unit.end) is not None


def _lines(text: str) -> list[Unit]:
    """Return one unit per line that is not blank."""
    found: list[Unit] = []
    place, gap = 0, True
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = place + len(line) - len(line.lstrip())
            found.append(_line(line, bare, start, gap))
        gap = not bare
        place += len(line) + 1
    if any(line.tabbed for line in found):
        _mark_rows(text, found)
    mark_notes(text, found)
    mark_turns(text, found)
    return found


def _line(line: str, bare: str, start: int, gap: bool) -> Unit:
    marker = marker_at(bare)
    tabbed = "\t" in bare and len(bare) <= _LONGEST_ROW and bare.find("\t", max(marker.width, 1)) >= 0
    indent = len(line) - len(line.lstrip())
    if indent and "\t" in line[:indent]:
        indent = len(line[:indent].expandtabs(_TAB))
    return Unit(start, start + len(bare), marker, indent, gap, indent + len(bare), tabbed)


def _mark_rows(text: str, found: list[Unit]) -> None:
    """Take lines with tabs for rows of a table where they stand together; a lone tab means nothing.

    A line that only begins or ends with a tab is a row with empty cells where the line before or after it is a row.
    """
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for index in order:
            line, beside = found[index], found[index + step]
            if beside.tabbed and not line.tabbed and not (beside if step == 1 else line).gap and _edged(text, line):
                line.tabbed = True
    for before, line, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if line.tabbed and not ((before and before.tabbed and not line.gap) or (after and after.tabbed and not after.gap)):
            line.tabbed = False
        elif line.tabbed:
            line.marker = NO_MARKER


def _edged(text: str, line: Unit) -> bool:
    return text[line.end : line.end + 1] == "\t" or (line.start > 0 and text[line.start - 1] == "\t")


def _wrap_width(text: str, found: list[Unit]) -> int:
    """Return the column at which lines are wrapped, or 0 where each line is a paragraph.

    Lines are wrapped if hardly one is longer than the widest habit, and lines that break off in mid-sentence do so near the width.
    """
    lengths = [line.last for line in found if not line.tabbed]
    narrow = [length for length in lengths if length <= _WIDEST]
    width = max(narrow, default=0)
    if width < _NARROWEST or len(lengths) - len(narrow) > _STRAY * len(lengths):
        return 0
    open_ended = [(line, after) for line, after in _adjacent(found) if not is_closed(text, line)]
    broken = [(line, after) for line, after in open_ended if line.last > _HALF * width]
    if sum(line.last > _NEAR * width for line, _ in broken) < _REGULAR * len(open_ended):
        return 0
    lower = any(text[after.start].islower() for _, after in broken)
    full = sum(line.last + 1 + _first_word(text, after) > width for line, after in broken)
    return width if lower or full > 1 else 0


def _adjacent(found: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Yield each line with the line directly below it, where that has no marker."""
    return ((line, after) for line, after in pairwise(found) if not after.gap and not after.marker.text)


def _first_word(text: str, line: Unit) -> int:
    word = _FIRST_WORD.match(text, line.start, min(line.end, line.start + _WIDEST))
    return word.end() - line.start if word else 0


def _least_broken(text: str, found: list[Unit]) -> int:
    """Return how long a line at least is that breaks off in mid-sentence; shorter where lines of the text often do so, as after bad OCR."""
    pairs = list(_adjacent(found))
    often = sum(text[after.start].islower() and text[line.end - 1].isalpha() for line, after in pairs)
    return _LONG // 2 if often >= _OFTEN and often * 4 >= len(pairs) else _LONG


def _continues(text: str, unit: Unit, line: Unit, width: int, broken: int) -> bool:
    """Whether a line belongs to the unit before it."""
    if line.tabbed or unit.tabbed:
        return line.tabbed and unit.tabbed and not line.gap
    if line.marker.text:
        return False
    if line.gap:
        return _goes_on_below(text, unit, line, width)
    if unit.kind is BlockKind.FOOTNOTE or (unit.marker.text and (unit.body == unit.end or line.indent > unit.indent)):
        return True
    if width and unit.last <= _WIDEST:
        return _is_wrapped(text, unit, line, width)
    low = text[line.start].islower() and not text[unit.start].islower() and unit.last >= broken
    return (low or _CUT_DATE.match(text, line.start, line.end) is not None) and not is_closed(text, unit)


def _goes_on_below(text: str, unit: Unit, line: Unit, width: int) -> bool:
    """Whether a line goes on with a sentence that a page break cut, blank lines between."""
    last = text[unit.end - 1]
    return text[line.start].islower() and unit.last >= (_HALF * width or _LONG) and (last.isalpha() or last == "-")


def _is_wrapped(text: str, unit: Unit, line: Unit, width: int) -> bool:
    """Whether a line goes on with the one above, in a text wrapped at a width: its first word would not have fitted there."""
    fitted = unit.last + 1 + _first_word(text, line)
    if fitted > width:
        return True
    low, closed = text[line.start].islower(), is_closed(text, unit)
    return (low or not closed) if fitted > _FULL * width else (low and not closed and unit.last >= _HALF * width)
