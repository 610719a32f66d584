"""Dates in running text, to the granularity that the text gives.

``1978`` is a year and never 1 January 1978 (XML Schema 1.1 part 2, gYear, gYearMonth, date); two ends make an EDTF interval
(Extended Date/Time Format, level 0). Linear: one compiled pattern a language, no nested repetition.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ssc_graph.claims import Literal
from ssc_graph.rules import Grammar

_YEAR = r"(?:1[789]|20)\d\d"
_ANY_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_WIDE = re.compile(r"\s\s")
#: Characters of a date besides two months and the word between them: days, years, their endings, spaces, what must not follow.
_REST_OF_DATE = 40


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text.

    Args:
        start, end: extent in the document.
        value: ``1978``, ``1978-09``, ``1978-09-12`` or ``1955-04-18/1955-04-24``.
    """

    start: int
    end: int
    value: str

    @property
    def datatype(self) -> str:
        """CURIE of the datatype that the value's granularity asks for."""
        if "/" in self.value:
            return "edtf:EDTF"
        return {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(self.value), "xsd:date")

    def literal(self, text: str) -> Literal:
        """Return the date as a claim's argument."""
        return Literal(self.value, self.datatype, text[self.start : self.end], start=self.start, end=self.end)


def find_dates(plain: str, grammar: Grammar, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the dates in a flattened text, left to right; a bare year counts (whether it dates something is the rules' business).

    Every date holds a year, so only the stretches around years are searched: a text without digits costs next to nothing.
    """
    dates = _pattern(grammar.language)
    stop = len(plain) if end is None else end
    found = []
    position = start
    for year in _ANY_YEAR.finditer(plain, start, stop):
        if year.start() < position:
            continue  # part of the date before
        match = _around(dates, plain, year.start(), position, stop)
        position = match.end() if match else year.end()  # a year that ends no date begins none either: each place is tried once
        value = (match.group() if match.lastgroup == "year" else _value(match, dates.months)) if match else ""
        if match and value:
            found.append(DateMention(match.start(), match.end(), value))
    return found


def _around(dates: _Dates, plain: str, year: int, position: int, stop: int) -> re.Match[str] | None:
    """The first date from ``position`` on that begins at or before a year, and so holds it; none where the year dates nothing."""
    first, last = max(position, year - dates.longest), min(stop, year + dates.longest)
    if _WIDE.search(plain, first, last):  # white space may stretch a date without bound
        first, last = position, stop
    elif not plain[first:year].rstrip().rstrip(",.").endswith(dates.leads):
        return dates.pattern.match(plain, year, last)
    for begin in dates.begins.finditer(plain, first, year + 1):
        match = dates.pattern.match(plain, begin.start(), last)
        if match is not None:
            return match
    return None


@dataclass(frozen=True, slots=True)
class _Dates:
    """The dates of a language.

    Args:
        pattern: all orders and granularities.
        months: spelling of a month to its number.
        longest: characters of a date at most, where words stand one space apart.
        begins: what a date begins with.
        leads: endings of what stands before a year inside a date.
    """

    pattern: re.Pattern[str]
    months: Mapping[str, str]
    longest: int
    begins: re.Pattern[str]
    leads: tuple[str, ...]


@cache
def _pattern(language: str) -> _Dates:
    from ssc_graph.rules import load_tables

    grammar = load_tables(language)
    months = grammar.maps["months"]
    month = "(?:" + "|".join(sorted(map(re.escape, months), key=len, reverse=True)) + r")\b\.?"
    ranges = [" ".join(words) for words in grammar.words.get("date_ranges", ())]
    to = r"(?:\s?-\s?|\s+(?:" + "|".join(words.replace(".", r"\.") for words in ranges) + r")\s+)"
    day = r"\d{1,2}(?:st|nd|rd|th|[º°]|\.º)?"
    links = grammar.words.get("date_links", ())
    link = "(?:(?:" + "|".join(" ".join(words) for words in links) + r")\s+)?" if links else ""
    alternatives = [
        rf"\b(?P<r1>{day})(?:\s+{link}(?P<rm1>{month}))?(?:\s+{link}(?P<ry1>{_YEAR}))?{to}(?P<r2>{day})\s+{link}(?P<rm2>{month}),?\s+{link}(?P<ry2>{_YEAR})\b",
        rf"\b(?P<um1>{month})\s+(?P<u1>{day}){to}(?:(?P<um2>{month})\s+)?(?P<u2>{day}),?\s+(?P<uy>{_YEAR})\b",
        rf"\b(?P<ud>{month})\s+(?P<udd>{day}),\s+(?P<udy>{_YEAR})\b",
        rf"\b(?P<d>{day})\s+{link}(?P<m>{month}),?\s+{link}(?P<y>{_YEAR})\b",
        r"(?<![\d/.-])(?P<nd>\d{1,2})[/](?P<nm>\d{1,2})[/](?P<ny>(?:19|20)\d\d)(?![\d/])",
        r"(?<![\d/-])(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?![\d/-])",
        rf"\b(?P<mm1>{month})(?:\s+{link}(?P<mmy1>{_YEAR}))?{to}(?P<mm2>{month})\s+{link}(?P<mmy2>{_YEAR})\b",
        rf"\b(?P<mm>{month})\s+{link}(?P<my>{_YEAR})\b",
        rf"(?<![\w/.,-])(?P<y1>{_YEAR}){to}(?P<y2>{_YEAR})(?![\w/-])",
        rf"(?<![\w/.,-])(?P<year>{_YEAR})(?![\w/]|-\w|[.,]\d)",
    ]
    longest = 2 * max(map(len, months)) + max(map(len, ranges), default=0) + _REST_OF_DATE
    begins = r"(?<!\d)\d|\b" + month[: month.rindex(r"\b")]
    leads = (
        *months,
        *(" ".join(words) for words in links),
        *(words.rstrip(".") for words in ranges),
        *"/-0123456789",
        "st",
        "nd",
        "rd",
        "th",
    )
    return _Dates(re.compile("|".join(alternatives)), months, longest, re.compile(begins), leads)


def _value(match: re.Match[str], months: Mapping[str, str]) -> str:
    parts = _Parts(match.groupdict(), months)
    return parts.interval() or parts.day() or parts.month_or_year()


@dataclass(frozen=True, slots=True)
class _Parts:
    """The named groups of a match, read as numbers."""

    groups: Mapping[str, str | None]
    months: Mapping[str, str]

    def _month(self, name: str) -> str:
        word = self.groups[name] or ""
        return self.months.get(word.rstrip("."), self.months.get(word, ""))

    def _number(self, name: str) -> str:
        return re.sub(r"\D", "", self.groups[name] or "").zfill(2)

    def interval(self) -> str:
        """Read two ends; the first borrows from the second what it leaves out."""
        g = self.groups
        if year := g["ry2"]:
            last_month = self._month("rm2")
            first = _day(g["ry1"] or year, self._month("rm1") or last_month, self._number("r1"))
            return _interval(first, _day(year, last_month, self._number("r2")))
        if year := g["uy"]:
            first_month = self._month("um1")
            return _interval(_day(year, first_month, self._number("u1")), _day(year, self._month("um2") or first_month, self._number("u2")))
        if year := g["mmy2"]:
            return _interval(f"{g['mmy1'] or year}-{self._month('mm1')}", f"{year}-{self._month('mm2')}")
        return _interval(g["y1"] or "", g["y2"] or "")

    def day(self) -> str:
        """Read one day, in any of the orders."""
        g = self.groups
        for year, name, day in (("udy", "ud", "udd"), ("y", "m", "d")):
            if g[year]:
                return _day(g[year] or "", self._month(name), self._number(day))
        if g["ny"]:
            return _day(g["ny"] or "", self._number("nm"), self._number("nd"))
        return _day(g["iy"] or "", g["im"] or "", g["id"] or "") if g["iy"] else ""

    def month_or_year(self) -> str:
        """Read a month of a year, or a year."""
        return f"{self.groups['my']}-{self._month('mm')}" if self.groups["my"] else self.groups["year"] or ""


def _day(year: str, month: str, day: str) -> str:
    """An ISO date, or nothing where the calendar has no such day."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _interval(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last and first <= last else ""
