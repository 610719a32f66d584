"""Names as they are compared: case, punctuation and house spellings aside; the rest must be the same.

Accents count, but in English, which borrows words with and without. Look-alikes of another script, full-width forms and characters
that nobody sees make another name: they never link by themselves.

Two forms are the same name where :func:`fold` gives the same text. :func:`singular` and :func:`bag` go further (number, order of
words); what they find is weaker.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from ssc_graph import resources
from ssc_graph.rules import load_yaml

#: A character that is not seen but steers how others are shown belongs to the word: names that differ in it are two names (S27).
_WORD: Final = re.compile("(?:[^\\W_]|[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])+")
_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʼ`´")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_FOLDER: Final = "merging/languages"
_SHORTEST: Final = 4  # letters of a word whose final s can be taken for a plural


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the names of one language are compared; what a language does not say does not apply.

    Args:
        loose: whether accents do not count.
        plural: whether a final s makes plurals.
        articles: words that may stand in front.
        light: articles and joining words that stand or fall with a house's style.
        short: what bodies are called in short within the names of their organs.
        spellings: patterns of house spellings, and what they become.
        organs: words for organs that many bodies have one of.
        owners: beginnings of words that say whose an organ is.
    """

    loose: bool = False
    plural: bool = False
    articles: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    short: Mapping[str, str] = field(default_factory=dict)
    spellings: tuple[tuple[re.Pattern[str], str], ...] = ()
    organs: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()


@cache
def _languages() -> Mapping[str, _Ways]:
    """Return the ways of every language that has a file; those of no stated language under the empty text."""
    found: dict[str, _Ways] = {}
    for name in resources.names(_FOLDER, suffix=".yaml"):
        said = load_yaml(resources.read(_FOLDER, name), where=f"{_FOLDER}/{name}")
        found[name.removesuffix(".yaml")] = ways = _Ways(
            loose=said.get("accents") == "loose",
            plural="plural" in said,
            articles=frozenset(said.get("articles", ())),
            light=frozenset(said.get("light", ())),
            short=said.get("short", {}),
            spellings=tuple((re.compile(pattern), house) for pattern, house in said.get("spellings", ())),
            organs=frozenset(said.get("organs", ())),
            owners=tuple(said.get("owners", ())),
        )
        if "unstated" in said:
            found[""] = ways
    return found


_PLAIN: Final = _Ways()


def _ways(language: str) -> _Ways:
    return _languages().get(language, _PLAIN)


@lru_cache(maxsize=1 << 18)
def fold(text: str, language: str = "") -> str:
    """Return a name as it is compared.

    Args:
        text: the name.
        language: its language, as a primary tag (``en``), or empty.

    >>> fold("UN Industrial Development Organisation", "en") == fold("United Nations Industrial Development Organization", "en")
    True
    >>> fold("DECOLONIZATION", "en") == fold("decolonisation", "en"), fold("Swiss", "en") == fold("Switzerland", "en")
    (True, False)
    """
    ways = _ways(language)
    composed = unicodedata.normalize("NFC", text)  # a combining mark is no letter to the pattern of words
    words = [ways.short.get(word, word) for word in _WORD.findall(composed.translate(_APOSTROPHES))]
    if words and words[0].lower() in ways.articles:
        del words[0]
    plain = unicodedata.normalize("NFC", " ".join(words).casefold())
    if ways.loose:
        plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))
    for pattern, house in ways.spellings:
        plain = pattern.sub(house, plain)
    return plain


def singular(folded: str, language: str) -> str:
    """Return a folded name with its words in the singular, where the language makes plurals with an s.

    >>> singular("least developed countries", "en"), singular("balance of payments", "en")
    ('least developed country', 'balance of payment')
    """
    return " ".join(map(_one, folded.split())) if _ways(language).plural else folded


def _one(word: str) -> str:
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > _SHORTEST else word[:-1]


def bag(folded: str, language: str) -> str:
    """Return the words that carry a name, singular and sorted: one text for all orders of words.

    >>> bag("aid coordination", "en") == bag("coordination of aid", "en")
    True
    """
    light = _ways(language).light
    return " ".join(sorted(word for word in singular(folded, language).split() if word not in light))


def is_acronym(text: str) -> bool:
    """Whether a name is made of initials.

    >>> is_acronym("UNCDF"), is_acronym("UN-Habitat"), is_acronym("AFRICA SOUTH")
    (True, False, False)
    """
    return text.isascii() and text.isalnum() and 2 <= len(text) <= 9 and sum(map(str.isupper, text)) >= max(2, len(text) - 2)  # noqa: PLR2004


def initials(text: str, language: str) -> str:
    """Return the initials of the words that carry a name, in capitals.

    >>> initials("Association of Southeast Asian Nations", "en")
    'ASAN'
    >>> initials("United Nations Development Programme", "en")
    'UNDP'
    """
    light = _ways(language).light
    return "".join(word[0] for word in _WORD.findall(text) if word.lower() not in light).upper()


def is_anyones_organ(folded: str, language: str) -> bool:
    """Whether a folded name is that of an organ and does not say whose.

    >>> is_anyones_organ("economic and financial committee", "en"), is_anyones_organ("council of europe", "en")
    (True, False)
    """
    ways = _ways(language)
    return not ways.organs.isdisjoint(folded.split()) and not any(f" {owner}" in f" {folded}" for owner in ways.owners)


def is_shown_first(language: str) -> bool:
    """Whether names of this language are shown where there are several: the language that unstated ones are taken for."""
    return language != "" and _ways(language) is _languages().get("")
