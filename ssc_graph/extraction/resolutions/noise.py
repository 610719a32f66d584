"""What the printing of a resolution leaves in its text: page headers, page numbers, footnotes and the digits that point to them.

Nothing is removed: the places are returned, and the text that later stages read has blanks there, so that offsets stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: Where a line begins and ends, without its line feed.
Span = tuple[int, int]

RULE: Final = re.compile(r"[ \t]*(?:_{3,}|-{3,}|—{2,}|\*{3,}|⎯{2,})[ \t]*")
FOOTNOTE: Final = re.compile(
    r"[ \t]*(?:\[\^?(?P<bracket>\d{1,3})\]:?|(?P<high>[¹²³⁰⁴-⁹]{1,3})|(?P<star>\*{1,3}|[†‡§])|(?P<plain>\d{1,3}))(?:[ \t]+(?=\S)|[ \t]*\Z)"
)
_FRONT: Final = re.compile(r"\A\s*---[ \t]*\n(?:[^\n]*\n){1,40}?---[ \t]*(?:\n|\Z)")
_DOCKET: Final = r"\d{2}-\d{5}(?:[ \t]*\([A-Z]\))?(?:[ \t]+\d{6})?"
_PAGE: Final = r"\d{1,3}/\d{1,3}"
_PAGE_LINE: Final = re.compile(
    rf"[ \t]*(?:{_PAGE}(?:[ \t]+{_DOCKET})?|{_DOCKET}(?:[ \t]+{_PAGE})?"
    r"|\*\d{5,}\*|Please recycle.{0,40}|[Pp]age \d{1,3}(?: of \d{1,3})?)[ \t]*"
)
_BARE_NUMBER: Final = re.compile(r"[ \t]*\d{1,3}[ \t]*")
_WORD: Final = re.compile(r"[^\W_]+")
_HIGH: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKER: Final = re.compile(
    r"\[\^?(?P<bracket>\d{1,3})\]"
    r"|(?<=\S)(?P<high>[¹²³⁰⁴-⁹]{1,3})"
    r"|(?<=[\w,;.:)”’])(?P<star>\*{1,3}|[†‡§])(?![\w*])"
    r"|(?<=[a-zé]{3})(?P<glued>\d{1,3})(?![\w/-])"
    r"|(?<=[,;.:)”’])(?P<after>\d{1,3})(?![\w/%]|[.,]\d)"
    r"|(?<=[a-z,;.:)”’])[ \t](?P<spaced>\d{1,3})(?=[ \t]{2,}[a-z(]|[ \t]*(?:\n[ \t]*\n|\Z))"
    r"|(?<=[,;.:)”’])[ \t](?P<behind>\d{1,3})(?=\s+[a-z(])"
    r"|(?<=\b(?:19|20)\d\d)(?P<year>\d{1,2})(?![\d/])"
)
#: Words set in italics by signs around them ("*Recalling* its resolution", "_Requests_"): the signs are no part of the words.
_EMPHASIS: Final = re.compile(
    r"(?<![\w*_])(?P<sign>\*{1,2}|_{1,2})(?=[^\W\d_])(?P<words>[^*_\n]{1,200}(?:\n[^*_\n]{1,200})?)(?<=\S)(?P=sign)(?![\w*_])"
)
_LONGEST_HEADER: Final = 600  # code points of a page header on either side of the symbol
_SKIPPED: Final = 3  # markers that may be overlooked between two that are seen
#: "3.1", "16,643": digits and a mark, unless they are a year or the number of a resolution; "Add.1", "No.4", "E.78.II.A.11".
_DECIMAL: Final = re.compile(r"(?<![\d/])(?!(?:19|20)\d\d[,.])\d+[,.]\Z|(?:/\w{1,8}|\b[Nn]os?|\b[A-Z]|\b(?:vol|art|para|chap)s?)\.\Z")


#: Footnotes with a sign for a number are counted from here, so that they stand in nobody's series.
SIGNED: Final = 1000
_SIGNS: Final = {sign: SIGNED + place for place, sign in enumerate(("*", "**", "***", "†", "‡", "§"), 1)}


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its number and the extent of its paragraph, number included; ``body`` is where its text begins."""

    number: int
    start: int
    end: int
    body: int


@dataclass(frozen=True, slots=True)
class Marker:
    """The digits in the text that point to a footnote."""

    number: int
    start: int
    end: int


def number_of(match: re.Match[str]) -> int:
    """Return the number of a footnote or of a marker, from the one group that matched.

    >>> number_of(FOOTNOTE.match("12 A/99/1.")), number_of(FOOTNOTE.match("** A/99/2."))
    (12, 1002)
    """
    sign = next(words for words in match.groupdict().values() if words)
    return _SIGNS.get(sign) or int(sign.translate(_HIGH))


def lines_of(text: str) -> list[Span]:
    """Return the extent of every line, empty ones included."""
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def blank(text: str, spans: Sequence[Span]) -> str:
    """Return the text with blanks in place of the characters in the spans; line feeds stay.

    >>> blank("one 2/6 two", [(4, 7)])
    'one     two'
    """
    parts = []
    last = 0
    for start, end in sorted(spans):
        if end <= last:
            continue
        parts += [text[last : max(start, last)], re.sub(r"[^\n]", " ", text[max(start, last) : end])]
        last = end
    return "".join([*parts, text[last:]])


def emphasis(text: str) -> list[Span]:
    """Return the extents of the signs that set words in italics.

    >>> emphasis("*Recalling* its aims* and (*) 2*3")
    [(0, 1), (10, 11)]
    """
    if "*" not in text and "_" not in text:
        return []
    return [span for match in _EMPHASIS.finditer(text) for span in (match.span("sign"), (match.end("words"), match.end()))]


def front_matter(text: str) -> Span:
    """Return the extent of a YAML header, (0, 0) where there is none."""
    match = _FRONT.match(text)
    return match.span() if match else (0, 0)


def page_furniture(text: str, *, symbol: str, title: str, cover_end: int) -> list[Span]:
    """Return the page headers, page numbers and job numbers.

    A resolution never cites itself by its symbol: behind the cover, the symbol stands in page headers only.

    Args:
        text: the text.
        symbol: the resolution's symbol, or empty.
        title: its title, which the headers repeat, or empty.
        cover_end: where the cover ends.
    """
    lines = lines_of(text)
    found = [line for line in lines if line[0] < line[1] and _PAGE_LINE.fullmatch(text, *line)]
    if symbol:
        own = re.compile(re.escape(symbol).replace(r"\ ", r"\s?") + r"(?![\w/])")
        titles = [word.lower() for word in _WORD.findall(title)]
        found += [_header(text, match.span(), titles) for match in own.finditer(text, cover_end)]
        found += _neighbours(text, lines, found, titles, cover_end)
    return sorted(set(found))


def _header(text: str, own: Span, title: Sequence[str]) -> Span:
    """The page header around the symbol: the whole line, unless the page was set in running text."""
    start = text.rfind("\n", max(0, own[0] - _LONGEST_HEADER), own[0]) + 1 or max(0, own[0] - _LONGEST_HEADER)
    end = text.find("\n", own[1], own[1] + _LONGEST_HEADER)
    end = min(len(text), own[1] + _LONGEST_HEADER) if end < 0 else end
    rest = f"{text[start : own[0]]} {text[own[1] : end]}".strip()
    words = [word.lower() for word in _WORD.findall(rest)]
    strange = sum(word not in title and not word.isdigit() for word in words)
    at_edge = not text[start : own[0]].strip() or not text[own[1] : end].strip()
    if not strange or (at_edge and len(words) <= 15 and rest[:1].isupper() and rest[-1:] not in ",;.:"):  # noqa: PLR2004 (a short title)
        return (start, end)
    right = re.compile(rf"(?:\s+{_PAGE})?").match(text, _run(text, own[1], end, title))
    left = re.search(rf"(?:{_PAGE}\s+)?$", text[start : own[0]])
    return (start + left.start() if left else own[0], right.end() if right else own[1])


def _run(text: str, start: int, end: int, title: Sequence[str]) -> int:
    """Where the title's words, in their order, end behind ``start``."""
    place, last = 0, start
    for match in _WORD.finditer(text, start, end):
        if place >= len(title) or match.group().lower() != title[place]:
            break
        place, last = place + 1, match.end()
    return last


def _neighbours(text: str, lines: Sequence[Span], found: Sequence[Span], title: Sequence[str], cover_end: int) -> list[Span]:
    """Lines beside a header that continue its title, and bare page numbers near one."""
    known = set(found)
    wanted = f" {' '.join(title)} "
    more: list[Span] = []
    for place, line in enumerate(lines):
        if line in known or line[0] < cover_end or not text[line[0] : line[1]].strip():
            continue
        beside = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
        near = beside + [lines[other] for other in (place - 2, place + 2) if 0 <= other < len(lines)]
        words = [word.lower() for word in _WORD.findall(text[line[0] : line[1]])]
        run_on = len(words) > 1 and f" {' '.join(words)} " in wanted and any(other in known for other in beside)
        if run_on or (_BARE_NUMBER.fullmatch(text, *line) and any(other in known for other in near)):
            more.append(line)
    return more


def find_markers(text: str, *, footnotes: Sequence[Footnote], begins: int) -> list[Marker]:
    """Return the digits that point to footnotes.

    A digit in brackets or set high always points; any other only where it is about the next number due, so that "COVID-19", "2.5"
    and "article 2 of" stay what they are.

    Args:
        text: the text with page furniture and footnotes blanked.
        footnotes: the footnotes found.
        begins: where the cover ends; nothing on it points to a footnote.
    """
    if not footnotes and "[" not in text:
        return []  # digits that stand in brackets point even where no footnote was found
    numbers = {note.number for note in footnotes}
    found: list[Marker] = []
    due = 1
    for match in _MARKER.finditer(text, begins):
        kind = match.lastgroup or ""
        number = number_of(match)
        sure = kind in {"bracket", "high", "star"}
        if kind == "after" and _DECIMAL.search(text, max(0, match.start() - 12), match.start()):
            continue
        expected = due <= number <= due + _SKIPPED if kind in {"after", "glued", "year"} else number == due
        if (sure and (number in numbers or kind == "bracket")) or (expected and number in numbers):
            found.append(Marker(number, match.start() + (kind in {"spaced", "behind"}), match.end()))
            due = number + 1 if kind != "star" else due
    return found
