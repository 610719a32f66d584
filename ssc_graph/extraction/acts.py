"""What numbered acts and the bodies that adopt them are called: one data file per language in ``acts/``.

Document symbols of all languages are found in every text, so their words are joined over the languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from ssc_graph import resources
from ssc_graph.errors import DataFileError
from ssc_graph.rules import load_yaml

_FOLDER: Final = "extraction/acts"
#: The languages that name acts; a language that does not has documents without them.
LANGUAGES: Final = tuple(name.removesuffix(".yaml") for name in resources.names(_FOLDER, suffix=".yaml"))
_TABLES: Final = ("bodies", "kinds")
_LISTS: Final = (
    "months", "date links", "dated", "of year", "short bodies", "titles", "plenary", "sittings", "brackets",
    "numbering", "articles", "conjunctions", "alternatives", "relatives", "prepositions", "subjects", "leads",
    "origins", "name words", "cuts", "references", "taking in", "openings", "not asked", "parts", "of body",
    "joints", "loose joints", "letters", "goes on", "several", "apposed",
)  # fmt: skip
_TEXTS: Final = ("label", "section", "paragraph")


@dataclass(frozen=True, slots=True)
class Acts:
    """The names of one language.

    Args:
        bodies: by code (:data:`ssc_graph.extraction.symbol_forms.BODIES`), the one to show first.
        kinds: words for a resolution, a decision, a document, the one to show first.
        lists: other words, by the name that they have in the file.
        texts: ``label``, how a numbered act is called; the words for a section and a paragraph.
        articles: what stands before a body's name in such a label, by code.
    """

    bodies: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]
    articles: Mapping[str, str]

    def numbered(self, kind: str, number: str, *, body: str = "", code: str = "") -> str:
        """Return what a numbered act is called, with or without its body.

        >>> acts("en").numbered("resolution", "33/134", body="General Assembly", code="A")
        'General Assembly resolution 33/134'
        """
        word = self.kinds[kind][0]
        if not body:
            return f"{word} {number}"
        return self.texts["label"].format(kind=word, number=number, body=body, of=self.articles.get(code, ""))


@cache
def acts(language: str) -> Acts:
    """Return the names of a language.

    Raises:
        DataFileError: the file is missing or not as it must be.
    """
    where = f"{_FOLDER}/{language}.yaml"
    content = load_yaml(resources.read(_FOLDER, f"{language}.yaml"), where=where)
    if not isinstance(content, Mapping) or set(content) - {"article of body"} != {*_TABLES, *_LISTS, *_TEXTS}:
        wrong = {*_TABLES, *_LISTS, *_TEXTS} ^ (set(content or ()) - {"article of body"})
        raise DataFileError(f"keys missing or unknown: {', '.join(sorted(wrong))}", where=where)
    tables = [{key: tuple(names) for key, names in content[table].items()} for table in _TABLES]
    lists = {name: tuple(content[name]) for name in _LISTS}
    return Acts(tables[0], tables[1], lists, {name: content[name] for name in _TEXTS}, content.get("article of body", {}))


def words(name: str) -> tuple[str, ...]:
    """Return a list over all languages, each word once."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in acts(language).lists[name]))


def kinds(kind: str) -> tuple[str, ...]:
    """Return the words for a kind of act over all languages."""
    return tuple(word for language in LANGUAGES for word in acts(language).kinds[kind])


def every(name: str) -> str:
    """Return an alternation of a list over all languages, for a pattern.

    >>> "and" in every("letters").split("|")
    True
    """
    return either(words(name))


def either(found: Iterable[str]) -> str:
    r"""Return an alternation of words, the longest first, white space loose.

    >>> print(either(["of", "adopted by"]))
    adopted\s+by|of
    """
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(found), key=lambda word: (-len(word), word)))
