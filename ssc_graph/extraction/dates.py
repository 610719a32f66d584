"""Dates in running text, to the granularity that the text gives.

``1978`` is a year and never 1 January 1978 (XML Schema 1.1 part 2, gYear, gYearMonth, date); two ends make an EDTF interval
(Extended Date/Time Format, level 0). Linear: one compiled pattern a language, no nested repetition.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ssc_graph.claims import Literal
from ssc_graph.rules import Grammar

_YEAR = r"(?:1[789]|20)\d\d"


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
    """Return the dates in a flattened text, left to right; a bare year counts (whether it dates something is the rules' business)."""
    pattern, months = _pattern(grammar.language)
    found = []
    for match in pattern.finditer(plain, start, len(plain) if end is None else end):
        value = _value(match, months)
        if value:
            found.append(DateMention(match.start(), match.end(), value))
    return found


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    from ssc_graph.rules import load_grammar

    grammar = load_grammar(language)
    months = grammar.maps["months"]
    month = "(?:" + "|".join(sorted(map(re.escape, months), key=len, reverse=True)) + r")\b\.?"
    to = r"(?:\s?-\s?|\s+(?:" + "|".join(" ".join(words).replace(".", r"\.") for words in grammar.words["date_ranges"]) + r")\s+)"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    alternatives = [
        rf"\b(?P<r1>{day})(?:\s+(?P<rm1>{month}))?(?:\s+(?P<ry1>{_YEAR}))?{to}(?P<r2>{day})\s+(?P<rm2>{month}),?\s+(?P<ry2>{_YEAR})\b",
        rf"\b(?P<um1>{month})\s+(?P<u1>{day}){to}(?:(?P<um2>{month})\s+)?(?P<u2>{day}),?\s+(?P<uy>{_YEAR})\b",
        rf"\b(?P<ud>{month})\s+(?P<udd>{day}),\s+(?P<udy>{_YEAR})\b",
        rf"\b(?P<d>{day})\s+(?P<m>{month}),?\s+(?P<y>{_YEAR})\b",
        r"(?<![\d/.-])(?P<nd>\d{1,2})[/](?P<nm>\d{1,2})[/](?P<ny>(?:19|20)\d\d)(?![\d/])",
        r"(?<![\d/-])(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?![\d/-])",
        rf"\b(?P<mm1>{month})(?:\s+(?P<mmy1>{_YEAR}))?{to}(?P<mm2>{month})\s+(?P<mmy2>{_YEAR})\b",
        rf"\b(?P<mm>{month})\s+(?P<my>{_YEAR})\b",
        rf"(?<![\w/.,-])(?P<y1>{_YEAR}){to}(?P<y2>{_YEAR})(?![\w/-])",
        rf"(?<![\w/.,-])(?P<year>{_YEAR})(?![\w/]|-\w|[.,]\d)",
    ]
    return re.compile("|".join(alternatives)), months


def _value(match: re.Match[str], months: Mapping[str, str]) -> str:
    g = match.groupdict()

    def month(name: str) -> str:
        return months[g[name].rstrip(".")] if g[name] and g[name].rstrip(".") in months else months.get(g[name] or "", "")

    def number(name: str) -> str:
        return re.sub(r"\D", "", g[name]).zfill(2)

    if g["ry2"]:
        last_month = month("rm2")
        first = _day(g["ry1"] or g["ry2"], month("rm1") or last_month, number("r1"))
        return _interval(first, _day(g["ry2"], last_month, number("r2")))
    if g["uy"]:
        return _interval(_day(g["uy"], month("um1"), number("u1")), _day(g["uy"], month("um2") or month("um1"), number("u2")))
    for year, name, day in (("udy", "ud", "udd"), ("y", "m", "d")):
        if g[year]:
            return _day(g[year], month(name), number(day))
    if g["ny"]:
        return _day(g["ny"], number("nm"), number("nd"))
    if g["iy"]:
        return _day(g["iy"], g["im"], g["id"])
    if g["mmy2"]:
        return _interval(f"{g['mmy1'] or g['mmy2']}-{month('mm1')}", f"{g['mmy2']}-{month('mm2')}")
    if g["my"]:
        return f"{g['my']}-{month('mm')}"
    if g["y2"]:
        return _interval(g["y1"], g["y2"])
    return g["year"] or ""


def _day(year: str, month: str, day: str) -> str:
    """An ISO date, or nothing where the calendar has no such day."""
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _interval(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last and first <= last else ""


def dates_within(dates: list[DateMention], start: int, end: int) -> Iterator[DateMention]:
    """Yield the dates that lie within an extent."""
    return (date for date in dates if start <= date.start and date.end <= end)
