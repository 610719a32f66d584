"""The index of the search: shelves of names by the first two letters of their words, each a small script that a page loads when asked."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ssc_graph.site.addresses import page, place_of
from ssc_graph.site.lists import kind_name
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import View

_WORD = re.compile(r"[^\W_]+")
_KEY = re.compile(r"[a-z0-9]{2}")
_OTHER: Final = "other"
#: Rows of a shelf: a phone loads it at once.
MOST: Final = 2000

Row = tuple[str, str, str, str, str]


def fold(text: str) -> str:
    """Return a text as the search compares it: compatibility forms and marks folded, in lower case, as the script does it.

    >>> fold("Pérez–Guerrero")
    'perez–guerrero'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M")).lower()


def shelf(word: str) -> str:
    """Return the shelf of a word.

    >>> shelf("bandung"), shelf("世界")
    ('ba', 'other')
    """
    return word[:2] if _KEY.fullmatch(word[:2]) else _OTHER


def shelves(frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield the name and the script of each shelf of a language; one that is full says so: documents come first on it, then things."""
    found: dict[str, dict[Row, None]] = {}
    full = set[str]()
    for row in _rows(frame):
        for key in {shelf(word) for word in row[1].split() if len(word) > 1}:
            rows = found.setdefault(key, {})
            if len(rows) < MOST:
                rows[row] = None
            elif row not in rows:
                full.add(key)
    for key, rows in sorted(found.items()):
        written = ",\n".join(_script_json(list(row)) for row in sorted(rows))
        yield f"search/{frame.language}/{key}.js", f'sscShelf("{key}",[\n{written}\n]{",true" if key in full else ""});\n'


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
    for iri in view.claims:
        claim = view.claim(iri)
        if claim.label.value and frame.link(claim.document):
            yield (line(claim.label.value, 200), _words([claim.label.value]), _path(frame, iri), frame.t("claims"), claim.label.language)


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
