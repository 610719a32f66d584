"""Resolutions of United Nations bodies in plain text: recognised by their first page, their symbol and title found.

The layout is that of the documents of the General Assembly, the Economic and Social Council, the Security Council and the Human Rights
Council: the name of the organisation, the symbol, lines about session and agenda, the adoption line, then number and title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ssc_graph.document import BlockKind
from ssc_graph.readers.furniture import byline
from ssc_graph.readers.markers import Marker
from ssc_graph.readers.units import Unit
from ssc_graph.readers.words import table, union

_HEAD: Final = 24  # units of a first page above the title
_LONGEST_LINE: Final = 600  # characters; titles of agenda items are long
_SYMBOL = re.compile(r"(?<![\w/])(?:A|E|S|A/HRC|[A-Z]{2,6})/RES/[A-Z0-9-]+(?:/[0-9]+)?(?: ?\([IVXL\d-]+\))?(?: [A-Z](?:-[A-Z])?(?![\w.]))?")


def _either(found: Iterable[str]) -> str:
    return "|".join(re.escape(words) for words in sorted(found, key=lambda words: (-len(words), words)))


_ORGANIZATION: Final = tuple(sorted(name.title() for name in union("organization")))
_PREFIXES: Final = {name: prefix.upper() for name, prefix in table("adopting bodies").items()}
_BODIES: Final = rf"(?=[A-Z])(?i:{_either(_PREFIXES)})"
_THE: Final = rf"(?i:{_either(union('articles'))})"
_ADOPTION = re.compile(rf"(?:{_either(union('adopted by'))}) (?P<body>{_either(_PREFIXES)})\b", re.IGNORECASE)
_DISTRIBUTION = re.compile(rf".{{0,60}}Distr\.:? ?(?i:{_either(union('distribution'))})\s+(?P<date>\d.{{4,30}})")
_COUNCIL_ADOPTION = re.compile(r"Adopted by the (?P<body>Security Council) at its ")
_NUMBER = re.compile(r"(?P<number>(?:ES-|S-)?\d{1,4}/\d{1,4}(?: [A-Z](?:-[A-Z])?)?)\.\s+(?=\S)")
_NUMBER_ALONE = re.compile(r"(?P<number>(?:ES-|S-)?\d{1,4}/\d{1,4}(?: [A-Z](?:-[A-Z])?)?)\.?")
_COUNCIL_TITLE = re.compile(r"Resolution (?P<number>\d{1,4} \(\d{4}\))")
_FORMULA = re.compile(rf"(?:{_THE} )?{_BODIES},|{_THE} {_BODIES}|\d+(?:st|nd|rd|th) .{{0,30}}meeting.{{0,20}}")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the first page of a resolution says.

    Args:
        symbol: as printed, or made from the body and the number where it is not printed; empty where neither is there.
        title: without the number.
        date: of distribution, where it stands behind ``Distr.: General``.
    """

    symbol: str = ""
    title: str = ""
    date: str = ""


def mark_resolution(text: str, page: Sequence[Unit]) -> Resolution | None:
    """Return what a resolution's first page says, and set the kinds of its units; None for any other document.

    Everything above the title stays a paragraph each (``Distr.: General`` too): it is text of the document.
    """
    head = [text[unit.start : min(unit.end, unit.start + _LONGEST_LINE)] for unit in page[:_HEAD]]
    if not any(line.startswith(_ORGANIZATION) for line in head[:3]):
        return None
    symbols = [match.group() for line in head if (match := _SYMBOL.match(_without_name(line)))]
    adoptions = [match for line in head if (match := _ADOPTION.match(line) or _COUNCIL_ADOPTION.match(line))]
    if not symbols and not adoptions:
        return None
    body = adoptions[0]["body"].lower() if adoptions else ""
    number, title = _mark_title(text, page[:_HEAD])
    _mark_formulas(text, page)
    made = f"{_PREFIXES[body]}{number}" if body and number else ""
    written = (match["date"] for line in head if (match := _DISTRIBUTION.fullmatch(line)))
    dates = [line.date for date in written if (line := byline(date))]
    return Resolution(symbol=symbols[0] if symbols else made, title=title, date=dates[0] if dates else "")


def _without_name(line: str) -> str:
    """A line without the organization's name in front of its symbol."""
    for name in _ORGANIZATION:
        line = line.removeprefix(name)
    return line.strip()


def _mark_title(text: str, head: Sequence[Unit]) -> tuple[str, str]:
    """Set the kinds of the title and of what is above it; return number and title."""
    for index, unit in enumerate(head):
        match = _NUMBER.match(text, unit.start, unit.end)
        council = _COUNCIL_TITLE.fullmatch(text, unit.start, unit.end)
        if match or council:
            for above in head[:index]:
                above.kind = above.kind or BlockKind.PARAGRAPH
            unit.kind, unit.level = BlockKind.TITLE, 1
            if match:
                unit.marker = Marker(match.group().rstrip(), match.end() - unit.start, "title", 0)
            found = match or council
            return (found["number"] if found else ""), " ".join(text[unit.body : unit.end].split())
        alone = _NUMBER_ALONE.fullmatch(text, unit.start, unit.end)
        if alone and index + 1 < len(head) and not _FORMULA.fullmatch(text, head[index + 1].start, head[index + 1].end):
            for above in head[: index + 1]:
                above.kind = above.kind or BlockKind.PARAGRAPH
            title = head[index + 1]
            title.kind, title.level = BlockKind.TITLE, 1
            return alone["number"], " ".join(text[title.body : title.end].split())
    return "", ""


def _mark_formulas(text: str, page: Sequence[Unit]) -> None:
    """Keep what looks like a heading and is none: the enacting body's name, the meeting at the end."""
    for unit in page:
        if (
            unit.kind is None
            and unit.end - unit.start < len("the Economic and Social Council") * 2
            and _FORMULA.fullmatch(text, unit.start, unit.end)
        ):
            unit.kind = BlockKind.PARAGRAPH
