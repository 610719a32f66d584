"""The words by which pages are read: one data file per language in ``languages/``, checked when it is loaded.

What a language is known by is the name of its file; a new language is a new file. The lists of all languages are used
on every page, because an Indonesian page may carry English advertising and the other way round.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from ssc_graph import resources
from ssc_graph.errors import DataFileError, UsageError

_FOLDER: Final = "readers/languages"
_LISTS: Final = (
    "names",
    "numeric dates",
    "stop words",
    "weekdays",
    "time zones",
    "dated",
    "author",
    "author joins",
    "issues",
    "abstracts",
    "advertising",
    "pointers",
    "home",
    "kickers",
    "copyright",
    "page numbers",
    "question words",
    "verb forms",
    "announcing",
    "organization",
    "adopted by",
    "distribution",
    "articles",
)
_TABLES: Final = ("name", "months", "questions and answers", "adopting bodies")
#: What every language has; a language whose pages carry nothing else has no more.
_LEAST: Final = ("name", "stop words", "months")
_SAMPLE: Final = 20_000  # characters; the language of a document shows in its first pages
_FEWEST: Final = 2  # stop words; one may be a name or a quotation
_THINNEST: Final = 0.08  # stop words per word; a text in a language that is read has 0.13 to 0.45, in another language under 0.05
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The page words of one language, all in lower case.

    Args:
        language: one of :func:`languages`.
        lists: name of a list (``stop words``, ``advertising``, …) to its words.
        tables: name of a table (``months``, ``questions and answers``) to its pairs.
    """

    language: str
    lists: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages that are read.

    >>> languages()
    ('en', 'es', 'id')
    """
    return tuple(name.removesuffix(".yaml") for name in resources.names(_FOLDER, suffix=".yaml"))


@functools.cache
def words(language: str) -> Words:
    """Return the page words of one language.

    Args:
        language: one of :func:`languages`.

    Raises:
        UsageError: no such language.
        DataFileError: its file is broken.

    >>> words("id").tables["months"]["agustus"]
    '8'
    """
    return parse_words(resources.read(_FOLDER, f"{check_language(language)}.yaml"), language=language)


def language_of(name: str) -> str:
    """Return the language that is meant by a name or a code, in lower case; empty where none is.

    >>> language_of("english"), language_of("ind"), language_of("klingon")
    ('en', 'id', '')
    """
    return next((language for language in languages() if name == language or name in words(language).lists["names"]), "")


def spoken() -> str:
    """Return the languages that are read, as a sentence names them.

    >>> spoken()
    'English, Spanish and Indonesian'
    """
    first, *others = (words(language).tables["name"]["english"].capitalize() for language in languages())
    return " and ".join(filter(None, (", ".join((first, *others[:-1])), *others[-1:])))


def choice() -> str:
    """Return the codes of the languages that are read, as a message offers them.

    >>> choice()
    'en, es or id'
    """
    *others, last = languages()
    return " or ".join(filter(None, (", ".join(others), last)))


def check_language(language: str) -> str:
    """Return the language if it is one that is read.

    Raises:
        UsageError: it is not.
    """
    if language not in languages():
        raise UsageError(f"unknown language {language!r}", hint=f"give {choice()}, or leave it out to have it found")
    return language


def parse_words(data: bytes, *, language: str) -> Words:
    """Return the page words that a data file holds.

    Args:
        data: YAML; a mapping of lists and tables of strings.
        language: the language, also the stem of the file's name in messages.

    Raises:
        DataFileError: not YAML, a scalar that YAML takes for a number or a truth value, a list that is unknown, or one of those that
            every language has is missing.
    """
    where = f"{_FOLDER}/{language}.yaml"
    try:
        root = yaml.compose(data, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise DataFileError(f"not YAML: {error}", where=where) from None
    if not isinstance(root, yaml.MappingNode):
        raise DataFileError("a mapping is due", where=where)
    entries = dict(_pairs(root, where))
    if missing := sorted({*_LEAST} - set(entries) | set(entries) - {*_LISTS, *_TABLES}):
        raise DataFileError(f"lists missing or unknown: {', '.join(missing)}", where=where)
    lists = {
        name: frozenset(_string(node, where) for node in _items(entries[name], where)) if name in entries else frozenset()
        for name in _LISTS
    }
    tables = {
        name: {key: _string(value, where) for key, value in _pairs(entries[name], where)} if name in entries else {} for name in _TABLES
    }
    return Words(language, lists, tables)


def _pairs(node: yaml.Node, where: str) -> Iterable[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise DataFileError("a mapping is due", where=f"{where}, line {node.start_mark.line + 1}")
    seen: set[str] = set()
    for key_node, value in node.value:
        key = _string(key_node, where)
        if key in seen:
            raise DataFileError(f"{key!r} is given twice", where=f"{where}, line {key_node.start_mark.line + 1}")
        seen.add(key)
        yield key, value


def _items(node: yaml.Node, where: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise DataFileError("a list is due", where=f"{where}, line {node.start_mark.line + 1}")
    return list(node.value)


def _string(node: yaml.Node, where: str) -> str:
    """Return a scalar that YAML takes for a string; ``NO``, ``1.10`` and ``22:10`` are something else to it."""
    if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        raise DataFileError("a string is due", where=f"{where}, line {node.start_mark.line + 1}", hint="put it in quotes")
    return str(node.value).lower()


@functools.cache
def union(name: str) -> frozenset[str]:
    """Return a list of words over all languages.

    >>> {"beranda", "home"} <= union("home")
    True
    """
    return frozenset[str]().union(*(words(language).lists[name] for language in languages()))


@functools.cache
def table(name: str) -> Mapping[str, str]:
    """Return a table of words over all languages.

    >>> table("months")["maret"], table("months")["march"]
    ('3', '3')
    """
    return {key: value for language in languages() for key, value in words(language).tables[name].items()}


def guess_language(text: str) -> str:
    """Return the language of a text by its stop words; empty where they do not tell.

    >>> guess_language("Rencana itu disahkan oleh Majelis Umum pada 1978."), guess_language("The plan was adopted."), guess_language("1978")
    ('id', 'en', '')
    """
    found = _WORD.findall(text[:_SAMPLE].lower())
    counts = {language: sum(map(words(language).lists["stop words"].__contains__, found)) for language in languages()}
    ranking = sorted(counts, key=lambda language: (-counts[language], language))
    best, second = counts[ranking[0]], counts[ranking[1]]
    return ranking[0] if best >= _FEWEST and best >= 2 * second and best >= _THINNEST * len(found) else ""
