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
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)
_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʼ`´")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
#: What one body is called in short within the names of its organs.
_SHORT: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": MappingProxyType({"UN": "united nations", "EU": "european union"}),
        "id": MappingProxyType({"PBB": "perserikatan bangsa bangsa"}),
        "es": MappingProxyType({"ONU": "naciones unidas"}),
        "fr": MappingProxyType({"ONU": "nations unies"}),
    }
)
#: Articles and joining words that stand or fall with a house's style.
_LIGHT: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "en": frozenset({"the", "of", "for", "and", "to", "on", "in", "a", "an", "among", "at"}),
        "es": frozenset({"el", "la", "los", "las", "de", "del", "para", "y", "e", "en", "a"}),
        "id": frozenset({"dan", "di", "ke", "untuk", "bagi", "atas", "dari", "yang"}),
        "fr": frozenset({"le", "la", "les", "l", "de", "du", "des", "d", "pour", "et", "en"}),
    }
)
#: British and American, hyphenated and joined: applied to both sides, so it need not make words.
_SPELLINGS: Final = (
    (re.compile(r"\bco (?=operat|ordinat|existen)"), "co"),
    (re.compile(r"(?<=[a-z]{3})is(?=ation|ations|ed\b|ing\b|e\b|es\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=\b|s\b|al\b)"), "or"),
    (re.compile(r"\bcentre(?=s?\b)"), "center"),
    (re.compile(r"\bprogramme(?=s?\b)"), "program"),
    (re.compile(r"\bdefence\b"), "defense"),
)
_SHORTEST: Final = 4  # letters of a word whose final s can be taken for a plural


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
    short = _SHORT.get(language, {})
    composed = unicodedata.normalize("NFC", text)  # a combining mark is no letter to the pattern of words
    words = [short.get(word, word) for word in _WORD.findall(composed.translate(_APOSTROPHES))]
    if words and language == "en" and words[0].lower() == "the":
        del words[0]
    plain = unicodedata.normalize("NFC", " ".join(words).casefold())
    if language in {"en", ""}:
        plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))
        for pattern, house in _SPELLINGS:
            plain = pattern.sub(house, plain)
    return plain


def singular(folded: str, language: str) -> str:
    """Return a folded name with its words in the singular; English only, elsewhere the name itself.

    >>> singular("least developed countries", "en"), singular("balance of payments", "en")
    ('least developed country', 'balance of payment')
    """
    return " ".join(map(_one, folded.split())) if language in {"en", ""} else folded


def _one(word: str) -> str:
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > _SHORTEST else word[:-1]


def bag(folded: str, language: str) -> str:
    """Return the words that carry a name, singular and sorted: one text for all orders of words.

    >>> bag("aid coordination", "en") == bag("coordination of aid", "en")
    True
    """
    light = _LIGHT.get(language, frozenset())
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
    light = _LIGHT.get(language, frozenset())
    return "".join(word[0] for word in _WORD.findall(text) if word.lower() not in light).upper()
