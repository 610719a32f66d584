"""The index of the search: shelves of names by the first two letters of their words, each a small script that a page loads when asked."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from ssc_graph.identifiers import digest
from ssc_graph.site.addresses import page, place_of
from ssc_graph.site.lists import kind_name
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import Text, View

_WORD = re.compile(r"[^\W_]+")
_KEY = re.compile(r"[a-z0-9]{2}")
_OTHER: Final = "other"
#: Rows that are shown at once, as in the script.
MOST: Final = 100
#: Rows of a shelf: a phone loads it at once.
MOST_ON_SHELF: Final = 2000

Row = tuple[str, str, str, str, str]


def fold(text: str) -> str:
    """Return a text as the search compares it: compatibility forms and marks folded, in lower case, as the script does it.

    >>> fold("Pérez–Guerrero")
    'perez–guerrero'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M")).lower()


def shelf(word: str) -> str:
    """Return the shelf of a word.

    >>> shelf("bandung"), shelf("世界")
    ('ba', 'other')
    """
    return word[:2] if _KEY.fullmatch(word[:2]) else _OTHER


class _Shelves:
    """The rows by shelf, in order; on a full one documents stand before things, and things before claims.

    Args:
        found: the rows, documents first.
    """

    def __init__(self, found: Iterable[Row]) -> None:
        self.rows: dict[str, list[Row]] = {}
        self._full = set[str]()
        for row in found:
            for key in {shelf(word) for word in row[1].split() if len(word) > 1}:
                rows = self.rows.setdefault(key, [])
                if len(rows) < MOST_ON_SHELF:
                    rows.append(row)
                else:
                    self._full.add(key)

    def script(self, key: str) -> str:
        """Return the script of a shelf, which says whether there were more rows; nothing where the shelf is empty."""
        written = ",\n".join(_script_json(list(row)) for row in sorted(self.rows.get(key, ())))
        return f'sscShelf("{key}",[\n{written}\n]{",true" if key in self._full else ""});\n' if written else ""


class Index:
    """What is searched in one language.

    Args:
        frame: of the page of the search.
    """

    def __init__(self, frame: Frame) -> None:
        found = list(_distinct(frame))
        self.rows = sorted(found)
        self._shelves = _Shelves(found)

    def script(self, key: str) -> str:
        """Return the script of a shelf; nothing where the shelf is empty."""
        return self._shelves.script(key)

    def find(self, text: str) -> list[Row]:
        """Return the rows in which every word of a text begins a word, best first, as the script of the page finds them.

        >>> from ssc_graph.site import Renderer
        >>> from ssc_graph.store import open_store
        >>> [row[0] for row in Index(Renderer(open_store().oxigraph).frame("search", "en")).find("bandung")][:1]
        ['Bandung']
        """
        words = [word for word in _words([text]).split() if len(word) > 1]
        whole = fold(text).strip()
        found = [row for row in self.rows if words and all(f" {word}" in f" {row[1]}" for word in words)]
        return sorted(found, key=lambda row: 0 if fold(row[0]) == whole else 1 if fold(row[0]).startswith(whole) else 2)[:MOST]


def shelves(frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield the name and the script of each shelf of a language; nothing is held but what stands on the shelves."""
    found = _Shelves(_distinct(frame))
    for key in sorted(found.rows):
        yield f"search/{frame.language}/{key}.js", found.script(key)


def _distinct(frame: Frame) -> Iterator[Row]:
    """Yield the rows, of those that say the same to a reader (two claims of two documents) the first."""
    seen = set[str]()
    for row in _rows(frame):
        mark = digest(row[0], row[1], *row[3:])
        if mark not in seen:
            seen.add(mark)
            yield row


def _script_json(value: object) -> str:
    """Return JSON that may stand in a script: the separators that ended lines of scripts before 2019 are escaped."""
    return (
        json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("<", "\\u003c")
    )


def _rows(frame: Frame) -> Iterator[Row]:
    view = frame.site.view
    for iri in view.documents:
        yield _row(frame, iri, frame.t("documents"), [])
    for iri in view.things:
        kind = next((kind_name(frame, kind) for kind in view.kinds(iri)), "")
        yield _row(frame, iri, kind, _names(view, iri))
    for iri in view.claims:  # without the rest of what a page shows of a claim: there are many
        label = next(iter(view.texts(iri, "rdfs:label")), Text("", ""))
        if label.value and any(map(frame.link, view.iris(iri, "ssc:claimedIn"))):
            yield (line(label.value, 200), _words([label.value]), _path(frame, iri), frame.t("claims"), label.language)


def _row(frame: Frame, iri: str, note: str, names: list[str]) -> Row:
    name = frame.name(iri)
    return (line(name.value, 200), _words([name.value, *names]), _path(frame, iri), note, name.language)


def _names(view: View, iri: str) -> list[str]:
    return [text.value for curie in ("skos:prefLabel", "skos:altLabel") for text in view.texts(iri, curie)]


def _path(frame: Frame, iri: str) -> str:
    place = place_of(iri, frame.site.view.base)
    return page(place.stem, frame.language) + (f"#{place.anchor}" if place.anchor else "")


def _words(texts: list[str]) -> str:
    return " ".join(dict.fromkeys(word for text in texts for word in _WORD.findall(fold(text))))
