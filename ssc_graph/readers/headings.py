"""Titles, headings, and the sentences that introduce items: units that are known by their look and by what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from ssc_graph.document import BlockKind
from ssc_graph.readers.furniture import byline
from ssc_graph.readers.lines import is_closed
from ssc_graph.readers.listing import ASIDE
from ssc_graph.readers.looks import LONGEST_TITLE, announces, is_heading_like, is_question
from ssc_graph.readers.markers import Marker
from ssc_graph.readers.units import Unit
from ssc_graph.readers.words import union

_MOST_HEADINGS: Final = 2  # in a row: a section and its first subsection; more short lines are a list or an address
_HEAD: Final = 6  # units among which the title is
_LONGEST_KICKER: Final = 40  # characters; what stands over a title (PRESS RELEASE)
_LONGEST_LABEL: Final = 40  # characters; a label with a colon that heads a paragraph
_COMMA_END = re.compile(r"[,;](?:\d{1,3}|[⁰¹²³⁴-⁹]+)?\Z")
_NUMERAL = re.compile(r"[IVXL]{1,5}|[A-Z]")


def join_numerals(text: str, page: Sequence[Unit]) -> list[Unit]:
    """Return the units with a numeral alone on its line (``II``, ``B``) joined to the heading below it, as its marker."""
    joined: list[Unit] = []
    for unit in page:
        above = joined[-1] if joined else None
        if above and not above.kind and not above.marker.text and not unit.kind and not unit.marker.text and _is_numeral(text, above, unit):
            sign = text[above.start : above.end]
            above.marker = Marker(sign, unit.start - above.start, "A" if len(sign) == 1 else "I", 0)
            above.kind = BlockKind.HEADING
            above.end, above.last = unit.end, unit.last
        else:
            joined.append(unit)
    return joined


def _is_numeral(text: str, above: Unit, unit: Unit) -> bool:
    return _NUMERAL.fullmatch(text, above.start, above.end) is not None and is_heading_like(text[unit.start : unit.end])


def mark_title(text: str, page: Sequence[Unit]) -> str:
    """Mark the first line of the text as its title if it looks like one and text follows it; return the title or the empty string.

    A short line in capitals above a title (``PRESS RELEASE``) is furniture. A first line that directly heads a list stays a heading.
    """
    live = [unit for unit in page if unit.kind not in ASIDE][:_HEAD]
    while len(live) > 2 and _is_kicker(text, live[0]) and not live[1].kind and _is_title(text, live[1]):  # noqa: PLR2004 (kicker, title, text)
        live.pop(0).kind = BlockKind.BOILERPLATE
    if len(live) < 2 or live[0].kind not in {None, BlockKind.TITLE, BlockKind.HEADING} or not _is_title(text, live[0]):  # noqa: PLR2004 (title, text)
        return ""
    first, second = live[:2]
    if _goes_on(text, second) and not first.kind:
        return ""
    heads_list = bool(second.marker.style) and not second.gap
    first.kind, first.level = BlockKind.HEADING if heads_list else BlockKind.TITLE, 1
    return " ".join(text[first.body : first.end].split())


def _is_title(text: str, unit: Unit) -> bool:
    if unit.kind is BlockKind.TITLE:
        return True
    return not unit.marker.text and unit.end - unit.start <= LONGEST_TITLE and is_heading_like(text[unit.start : unit.end], title=True)


def _is_kicker(text: str, unit: Unit) -> bool:
    if unit.kind or unit.marker.text or unit.end - unit.start > _LONGEST_KICKER:
        return False
    line = text[unit.start : unit.end]
    return line.isupper() or any(line.lower().startswith(word) for word in union("kickers"))


def mark_turns(page: Iterable[Unit]) -> None:
    """Make a question (``Q:``) a heading and its answer (``A:``) a paragraph."""
    for unit in page:
        if unit.kind is None and unit.marker.style in {"question", "answer"}:
            unit.kind = BlockKind.HEADING if unit.marker.style == "question" else BlockKind.PARAGRAPH


def mark_headings(text: str, page: Sequence[Unit]) -> None:
    """Make a heading of each unmarked unit that looks like one, where something follows that it can head."""
    live = [unit for unit in page if unit.kind not in ASIDE]
    like = [_may_head(text, unit) for unit in live]
    for index, unit in enumerate(live[:-1]):
        if not like[index] or unit.kind is BlockKind.HEADING:
            continue
        if _within_sentence(text, live, like, index):
            continue
        run = _run_length(live, like, index)
        after = live[index + 1]
        asks_nothing = is_question(text[unit.start : unit.end]) and like[index + 1] and not is_question(text[after.start : after.end])
        if run <= _MOST_HEADINGS and not asks_nothing:
            unit.kind = BlockKind.HEADING


def _may_head(text: str, unit: Unit) -> bool:
    if unit.kind is BlockKind.HEADING:
        return True
    if unit.kind is not None or unit.marker.style:
        return False
    line = text[unit.body : unit.end] if unit.end - unit.start <= LONGEST_TITLE else ""
    return is_heading_like(line) and byline(line) is None


def _within_sentence(text: str, live: Sequence[Unit], like: Sequence[bool], index: int) -> bool:
    """Whether a line is a piece of a sentence that the line above began or the line below goes on with."""
    unit, after = live[index], live[index + 1]
    if _goes_on(text, after):
        return True
    above = live[index - 1] if index else None
    if above is None or above.kind is not None or unit.gap or like[index - 1] or above.marker.text:
        return False
    return text[above.end - 1].isalpha()


def _goes_on(text: str, after: Unit) -> bool:
    """Whether a line begins as no sentence does, so that it goes on with the one above."""
    return not after.marker.text and (text[after.start].islower() or text[after.start] == "(")


def _run_length(live: Sequence[Unit], like: Sequence[bool], index: int) -> int:
    """Return how many lines directly below each other look like headings around ``index``; counted to one more than is allowed."""
    first = index
    while first > 0 and like[first - 1] and not live[first].gap and index - first <= _MOST_HEADINGS:
        first -= 1
    last = index
    while last + 1 < len(live) and like[last + 1] and not live[last + 1].gap and last - first <= _MOST_HEADINGS:
        last += 1
    return last - first + 1


def mark_introductions(text: str, page: Sequence[Unit]) -> None:
    """Make an introduction of each unit whose last sentence introduces the items that follow it."""
    live = [unit for unit in page if unit.kind not in ASIDE]
    for unit, after in pairwise(live):
        if after.kind is BlockKind.LIST_ITEM and unit.kind in {None, BlockKind.PARAGRAPH} and _introduces(text, unit, after):
            unit.kind = BlockKind.HEADING if _may_head(text, unit) else BlockKind.LIST_INTRO


def _introduces(text: str, unit: Unit, after: Unit) -> bool:
    """Whether a paragraph introduces the item below it: by a colon, by breaking off, by its words, or by standing directly above it."""
    last = text[unit.end - 1]
    if last == ":":
        return True
    if _COMMA_END.search(text, max(unit.start, unit.end - 4), unit.end) or after.marker.value > 1:
        return False
    return not after.gap or not is_closed(text, unit) or announces(text, unit.start, unit.end)


def set_heading_levels(page: Iterable[Unit]) -> None:
    """Set the depth of each heading: the title is 1; a new style of numbering below a heading goes one deeper."""
    styles: list[str] = []
    for unit in page:
        if unit.kind is BlockKind.HEADING and not unit.level:
            style = unit.marker.style
            if style in styles:
                del styles[styles.index(style) + 1 :]
            else:
                styles.append(style)
            unit.level = len(styles) + 1
