"""Metadata of a document: checked when a user or a file gives it, and put together from several sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final

from ssc_graph.document import Metadata
from ssc_graph.readers import words

#: RFC 3987: a scheme, and none of the characters that no IRI has.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIME_OF_DAY = re.compile(r"[T ]\d{2}:\d{2}.*")
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9.]*(?:/[A-Za-z0-9.() -]+)+")
_MONTHS: Final = 12
_DAYS: Final = 31
_GENRES: Final = frozenset({"", "resolution"})


def check_value(name: str, value: str) -> str:
    """Return a value of a field of metadata in its one spelling.

    Args:
        name: a field of :class:`Metadata` that holds a string.
        value: as given.

    Raises:
        ValueError: the field cannot have this value; the message says what is due.

    >>> check_value("language", "EN-gb"), check_value("date", "2024-09-11T10:00:00Z")
    ('en', '2024-09-11')
    """
    check = _CHECKS.get(name)
    return check(value) if check and value else value


def check_metadata(metadata: Metadata) -> Metadata:
    """Return metadata that a caller gave, each value in its one spelling.

    Raises:
        ValueError: a field cannot have its value.
    """
    changes: dict[str, Any] = {name: check_value(name, getattr(metadata, name)) for name in _CHECKS}
    return replace(metadata, **changes)


def overlay(below: Metadata, above: Metadata) -> Metadata:
    """Return metadata whose fields come from ``above`` where they are not empty there, else from ``below``.

    >>> overlay(Metadata(title="A", date="1978"), Metadata(title="B")).title
    'B'
    """
    return replace(below, **{field.name: value for field in fields(Metadata) if (value := getattr(above, field.name))})


def _check_language(value: str) -> str:
    name = value.strip().lower()
    name = words.language_of(name) or name.replace("_", "-").partition("-")[0]
    if name not in words.languages():
        raise ValueError(f"the language {value!r} is not read; {words.choice()} is due")
    return name


def _check_date(value: str) -> str:
    written = _TIME_OF_DAY.sub("", value.strip())
    match = _DATE.fullmatch(written)
    if not match or not (0 < int(match[2] or 1) <= _MONTHS and 0 < int(match[3] or 1) <= _DAYS):
        raise ValueError(f"{value!r} is no date; 2024, 2024-09 or 2024-09-11 is due")
    return written


def _check_iri(value: str) -> str:
    if not _IRI.fullmatch(value.strip()):
        raise ValueError(f"{value!r} is no IRI; https://… is due")
    return value.strip()


def _check_symbol(value: str) -> str:
    if not _SYMBOL.fullmatch(value.strip()):
        raise ValueError(f"{value!r} is no document symbol; one such as A/RES/33/134 is due")
    return value.strip()


def _check_genre(value: str) -> str:
    if value.strip().lower() not in _GENRES:
        raise ValueError(f"the genre {value!r} is unknown; resolution is due, or nothing")
    return value.strip().lower()


_CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "language": _check_language,
    "date": _check_date,
    "source": _check_iri,
    "licence": _check_iri,
    "symbol": _check_symbol,
    "genre": _check_genre,
}
