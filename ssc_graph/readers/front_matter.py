"""Front matter: lines ``key: value`` between two lines ``---`` at the beginning of a text or Markdown file.

It says what :class:`Metadata` holds and is no part of the canonical text, which begins behind it. Keys of other programs are passed over;
a key that is a misspelling of a known one is an error.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import Final

from ssc_graph.document import Metadata
from ssc_graph.errors import DocumentError
from ssc_graph.readers.metadata import check_value

_FENCE = re.compile(r"---[ \t]*\Z")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_PAIR = re.compile(r"(?P<key>[A-Za-z][A-Za-z_ -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>\S.*)\Z")
_LONGEST: Final = 100  # lines
_CLOSE: Final = 0.8  # likeness of a misspelling: "autor", "pubisher"; "source_pdf" is another key
_CATALOGUE_END = re.compile(r"\s+[:/;=]\Z")  # ISBD punctuation that library records leave behind a title
_KEYS: Final = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "creator": "authors",
    "date": "date",
    "published": "date",
    "publisher": "publisher",
    "site": "publisher",
    "language": "language",
    "lang": "language",
    "source": "source",
    "url": "source",
    "symbol": "symbol",
    "licence": "licence",
    "license": "licence",
    "genre": "genre",
}


def split_front_matter(text: str, *, where: str) -> tuple[Metadata, str]:
    r"""Return what a text's front matter says, and the text behind it; empty metadata and the whole text where there is none.

    Args:
        text: canonical text of the file.
        where: the file in messages.

    Raises:
        DocumentError: a misspelt key, a key given twice, a value that its field cannot have; with the line.

    >>> split_front_matter("---\ntitle: Aims\nauthor: A. Putri; J. Field\n---\n\nText.", where="a.txt")[0].authors
    ('A. Putri', 'J. Field')
    """
    block = _block(text)
    if block is None:
        return Metadata(), text
    lines, end = block
    found: dict[str, str | tuple[str, ...]] = {}
    for number, key, values in _pairs(lines):
        field = _field(key, where=f"{where}, line {number}")
        if field in found:
            raise DocumentError(f"{key!r} is given twice in the front matter", where=f"{where}, line {number}")
        if field and any(values):
            found[field] = _value(field, values, where=f"{where}, line {number}")
    return Metadata(**found), text[end:].lstrip("\n")  # type: ignore[arg-type]  # the field decides between string and names


def _block(text: str) -> tuple[list[str], int] | None:
    """Return the lines of the front matter and where the text behind it begins; None where the first lines are none."""
    head: list[str] = []
    place = 0
    while len(head) <= _LONGEST and place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        line = text[place : min(stop, place + 2000)]
        if not head and not _FENCE.match(line):
            return None
        if len(head) == 1 and not _PAIR.match(line):
            return None
        if head and _END.match(line):
            return head[1:], min(stop + 1, len(text))
        head.append(line)
        place = stop + 1
    return None


def _pairs(lines: list[str]) -> list[tuple[int, str, list[str]]]:
    """Return line number, key and values of each pair; lines ``- value`` belong to the key above them, other lines to its value."""
    pairs: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(lines, start=2):
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if pair and not line[0].isspace():
            pairs.append((number, pair["key"].strip().lower(), [_unquoted(pair["value"] or "")]))
        elif item and pairs:
            pairs[-1][2].append(_unquoted(item["value"]))
        elif line.strip() and not line.lstrip().startswith("#") and pairs:
            pairs[-1][2][-1] = f"{pairs[-1][2][-1]} {_unquoted(line)}".strip()
    return pairs


def _unquoted(value: str) -> str:
    bare = value.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        try:
            return str(json.loads(bare))
        except ValueError:
            return bare[1:-1]
    if len(bare) > 1 and bare[0] == bare[-1] == "'":
        return bare[1:-1].replace("''", "'")
    return bare


def _field(key: str, *, where: str) -> str:
    """Return the field of metadata that a key names; empty for a key of another program."""
    if key in _KEYS:
        return _KEYS[key]
    if near := difflib.get_close_matches(key, _KEYS, n=1, cutoff=_CLOSE):
        raise DocumentError(f"unknown key {key!r} in the front matter", where=where, hint=f"{near[0]!r} is meant?")
    return ""


def _value(field: str, values: list[str], *, where: str) -> str | tuple[str, ...]:
    given = [value for value in values if value]
    if field == "authors":
        names = (
            given
            if len(given) > 1
            else re.split(r"\s*;\s*|\s*,\s*(?![^,]*\.)" if given[0].startswith("[") else r"\s*;\s*", given[0].strip("[]"))
        )
        return tuple(dict.fromkeys(_unquoted(name) for name in names if name.strip()))
    value = " ".join(given)
    try:
        return check_value(field, _CATALOGUE_END.sub("", value) if field == "title" else value)
    except ValueError as error:
        raise DocumentError(f"{error}", where=where) from None
