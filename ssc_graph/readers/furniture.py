"""What stands on a page beside its text: paths, advertising, pointers to other pages, copyright, page numbers; and the byline.

Each test looks at one line of bounded length; the words are data (:mod:`ssc_graph.readers.words`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from ssc_graph.readers import words

_LONGEST: Final = 200  # characters; longer lines are text
_LONGEST_CALL: Final = 80  # characters of a line that is nothing but advertising
_LONGEST_STEP: Final = 40  # characters of one step of a path
_INITIALS = re.compile(r"\([a-z]{2,5}(?:/[a-z]{2,5}){1,3}\)|\([a-z]{3}\)")
_PATH_SIGN = re.compile(r"\s*[>»›→]\s+|\s+[>»›→/|]\s+")
_PATH_SIGNS: Final = frozenset(">»›→/|")
_NUMERIC = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<last>\d{4})")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[.,;]?")  # heads an entry of a chronicle, or ends a paragraph
_MOST_MONTHS: Final = 12
_MOST_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote and when, from one line.

    Args:
        date: ``2024-09-11``, or empty.
        authors: names, or none.
    """

    date: str = ""
    authors: tuple[str, ...] = ()


def is_furniture(line: str) -> bool:
    """Return whether a line is no part of the document's text.

    >>> [is_furniture(line) for line in ("Home / Bags / Backpacks", "ADVERTISEMENT", "(nah/twu)", "- 12 -", "Share of aid")]
    [True, True, True, True, False]
    """
    if len(line) > _LONGEST:
        return False
    if not any(map(str.isalpha, line)):
        return "\t" not in line and not _NUMERIC.fullmatch(line) and not _YEAR.fullmatch(line)
    if len(line) <= _LONGEST_CALL and (
        _bare(line) in words.union("advertising") or _INITIALS.fullmatch(line) or _page_number().fullmatch(line)
    ):
        return True
    return _points_away(line) or _is_path(line)


def byline(line: str, *, language: str = "") -> Byline | None:
    """Return what a line says about author and date if it says nothing else, else None.

    Args:
        line: without white space around it.
        language: of the document; where it is not ``id``, a date such as 11/9/2024 is ambiguous and left out.

    >>> byline("Rabu, 11 Sep 2024 09:15 WIB"), byline("By Ana Putri and Joe Field")
    (Byline(date='2024-09-11', authors=()), Byline(date='', authors=('Ana Putri', 'Joe Field')))
    """
    if len(line) > _LONGEST:
        return None
    if match := _dated_line().fullmatch(line):
        return Byline(date=_iso_date(match["date"], language))
    match = _author_line().fullmatch(line)
    if match is None or not match["names"][:1].isupper() or match["names"].endswith((".", ":", ";", ",")):
        return None
    parts = re.split(r"\s+[-–—|]\s+|,\s+(?=[^,]*\d{4}\b)", match["names"])
    dates = [found for part in parts[1:] if (found := byline(part, language=language)) and found.date]
    names = tuple(name.strip() for name in _author_joins().split(parts[0]) if name.strip())
    return Byline(date=dates[0].date if dates else "", authors=names) if all(map(_is_name, names)) else None


def names_of(line: str) -> tuple[str, ...]:
    """Return the names on a line that is nothing but names, with or without a publisher behind a dash; none for any other line.

    >>> names_of("Ana Putri - Warta Selatan"), names_of("Aims of the fund")
    (('Ana Putri',), ())
    """
    if len(line) > _LONGEST_CALL:
        return ()
    people, *publisher = re.split(r"\s+[-–—|]\s+", line)
    names = tuple(filter(None, _author_joins().split(people)))
    return names if len(publisher) < 2 and all(_is_full_name(name) for name in names) else ()  # noqa: PLR2004 (one publisher)


def journal_of(line: str) -> str:
    """Return the journal that a line with a volume's number names, else the empty string.

    >>> journal_of("Review of Harbour Studies, vol. 3, no. 1 (2020), pp. 5–28"), journal_of("Volume 3 sold well.")
    ('Review of Harbour Studies', '')
    """
    match = _issue_line().match(line) if len(line) <= _LONGEST else None
    return match["journal"] if match else ""


def heads_abstract(line: str) -> bool:
    """Return whether a line is a heading that stands under the authors of a paper.

    >>> heads_abstract("Abstract"), heads_abstract("Abstracts of this kind are short.")
    (True, False)
    """
    return len(line) <= _LONGEST_CALL and _bare(line) in words.union("abstracts")


def dateline_date(paragraph: str, *, language: str = "") -> str:
    """Return the date of a paragraph that begins with place, date and dash, as an agency's report does; else the empty string.

    >>> dateline_date("NEW YORK, 19 December 2023 – The General Assembly today adopted")
    '2023-12-19'
    """
    head = re.match(r"([A-Z][^\W\d_]+(?: [^\W\d_]+){0,3}), ([^–—]{8,40}?)\s*(?:[–—]|\s-\s|-- )", paragraph[:100])
    match = _dated_line().fullmatch(head[2].strip("() ")) if head else None
    return _iso_date(match["date"], language) if match else ""


@functools.cache
def _issue_line() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, words.union("issues"))))
    return re.compile(rf"(?P<journal>[A-Z][^,.;:()]{{3,80}}?)[,.]? (?i:{names})\.? ?\d")


def _bare(line: str) -> str:
    return " ".join(line.lower().split()).strip(" .:!>»-–—▸▼")


def _points_away(line: str) -> bool:
    """Whether a line begins like a pointer; one that ends as a sentence does needs a sign behind its word (``Photo: …``)."""
    match = _pointer().match(line)
    return match is not None and (not line.endswith(".") or not match.group()[-1].isalnum() or match.lastgroup == "rights")


def _is_path(line: str) -> bool:
    """Whether a line is a path through a site: from its home, or in steps that no prose is made of."""
    if _PATH_SIGNS.isdisjoint(line):
        return False
    steps = _PATH_SIGN.split(line)
    if len(steps) < 2 or any(len(step) > _LONGEST_STEP or step.endswith((".", ":", ";", "!")) for step in steps):  # noqa: PLR2004 (two steps are a path)
        return False
    if steps[0].strip().lower() in words.union("home"):
        return True
    return any(sign in line for sign in "»›") or line.count(" > ") == len(steps) - 1


def _is_full_name(name: str) -> bool:
    """Whether words are two to four capitalised ones, as a person's name is."""
    return (
        re.fullmatch(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}", name) is not None and not name.isupper() and not any(map(str.isdigit, name))
    )


def _is_name(name: str) -> bool:
    parts = name.split()
    return 0 < len(parts) <= 6 and sum(part[:1].isupper() for part in parts) * 2 > len(parts)  # noqa: PLR2004 (a name with titles)


def _iso_date(written: str, language: str) -> str:
    if match := _NUMERIC.fullmatch(written):
        return _numeric_date(match, language)
    match = _word_date().fullmatch(written)
    if match is None:
        return ""
    month = int(words.table("months")[(match["month"] or match["month_first"]).lower()])
    day = int(match["day"] or match["day_second"] or 0)
    year = match["year"] or match["year_last"]
    return f"{year}-{month:02d}-{day:02d}" if 0 < day <= _MOST_DAYS else f"{year}-{month:02d}"


def _numeric_date(match: re.Match[str], language: str) -> str:
    if match["year"]:
        year, month, day = match["year"], int(match["month"]), int(match["day"] or 0)
    else:
        year, month, day = match["last"], int(match["second"]), int(match["first"])
        if day <= _MOST_MONTHS and not (language and "day first" in words.words(language).lists["numeric dates"]):
            return ""  # day and month cannot be told apart
    if not (1 <= month <= _MOST_MONTHS and day <= _MOST_DAYS):
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def _any_of(name: str) -> str:
    """Return an alternation of the words of a list or the keys of a table, the longest first."""
    found = words.table(name) if name == "months" else words.union(name)
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


@functools.cache
def _word_date() -> re.Pattern[str]:
    month = _any_of("months")
    later = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{month})\.?,?\s+(?P<year>\d{{4}})"
    first = rf"(?P<month_first>{month})\.?\s+(?P<day_second>\d{{1,2}}),?\s+(?P<year_last>\d{{4}})"
    return re.compile(f"{later}|{first}", re.IGNORECASE)


@functools.cache
def _dated_line() -> re.Pattern[str]:
    month, day = _any_of("months"), r"\d{1,2}"
    written = rf"(?:{day}(?:st|nd|rd|th)?\s+)?(?:{month})\.?,?\s+\d{{4}}|(?:{month})\.?\s+{day},?\s+\d{{4}}"
    date = rf"{written}|\d{{4}}-\d{{2}}-\d{{2}}|{day}[/.]{day}[/.]\d{{4}}"
    time = rf"(?:,|\s*[|–-]|\s+pukul|\s+at|T)?\s*\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:{_any_of('time zones')})?"
    return re.compile(
        rf"(?:(?:{_any_of('dated')})\b:?\s*)?(?:(?:{_any_of('weekdays')}),?\s+)?\(?(?P<date>{date})\)?(?:{time})?", re.IGNORECASE
    )


@functools.cache
def _author_line() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any_of('author')})\b(?:\s*:\s*|\s+)(?P<names>\S.*)")


@functools.cache
def _author_joins() -> re.Pattern[str]:
    return re.compile(rf",\s*(?:(?:{_any_of('author joins')})\s+)?|\s+(?:{_any_of('author joins')}|&)\s+|\s*;\s*|\s*/\s*")


@functools.cache
def _pointer() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:(?P<rights>{_bounded('copyright')}|\(c\) \d{{4}})|{_bounded('pointers')})", re.IGNORECASE)


def _bounded(name: str) -> str:
    """Return an alternation whose words end at a word boundary, and may go on to a colon or a dash."""
    found = sorted(words.union(name), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (r"\b(?:\s*[:–—-](?=\s))?" if word[-1].isalnum() else "") for word in found)


@functools.cache
def _page_number() -> re.Pattern[str]:
    page = _any_of("page numbers")
    return re.compile(
        rf"(?:{page})\.?\s*\d{{1,4}}(?:\s*(?:/|of|dari)\s*\d{{1,4}})?|\d{{1,4}}\s*\|\s*(?:{page})|(?:{page})\s*\|\s*\d{{1,4}}",
        re.IGNORECASE,
    )
