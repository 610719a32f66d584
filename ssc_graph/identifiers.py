"""Deterministic identifiers: readable for entities, derived from the content for claims.

The same name gives the same identifier in every document and on every machine; nothing here knows a clock, a random number or
the order of a set.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_KEEP = re.compile(r"[^a-z0-9]+")
_NO_NAME = re.compile(r"[^\w/+&]+")
_LONGEST_SLUG = 60
#: Lower-case letters that have no decomposition into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def digest(*parts: str, length: int = 16) -> str:
    """Return the first ``length`` hexadecimal digits of the SHA-256 of the parts.

    The parts are joined by U+001F, which no canonical text contains, so ("ab", "c") and ("a", "bc") differ.

    >>> digest("a", "b") == digest("ab")
    False
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a key under which spellings of one name agree: compatibility forms, case, marks, dashes and spaces folded.

    >>> fold("Pérez–Guerrero  Trust Fund") == fold("PEREZ-GUERRERO TRUST FUND")
    True
    """
    if text.isascii():  # nothing to decompose, no marks
        return _NO_NAME.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_NO_NAME.sub(" ", bare).split())


def slug(text: str) -> str:
    """Return a readable path segment of ``a-z``, ``0-9`` and ``-``; never empty, never over about 70 characters.

    A name that loses letters on the way (Arabic, Chinese) or is cut carries a digest, so that two names never share a slug by accident.

    >>> slug("Charter of Algiers")
    'charter-of-algiers'
    >>> slug("BAPA+40") != slug("BAPA 40")
    True
    """
    if text.isascii() and "+" not in text and "&" not in text:  # as most; what folding does, the pattern does, too
        plain = _KEEP.sub("-", text.lower()).strip("-")
        if plain and len(plain) <= _LONGEST_SLUG:
            return plain
    folded = fold(text)
    plain = _KEEP.sub("-", folded.replace("/", "-")).strip("-")
    lost = not folded.isascii() or "+" in folded or "&" in folded
    if plain and not lost and len(plain) <= _LONGEST_SLUG:
        return plain
    head = plain[:_LONGEST_SLUG].rsplit("-", 1)[0] if len(plain) > _LONGEST_SLUG else plain
    return f"{head}-{digest(folded, length=8)}" if head else digest(folded, length=16)


def entity_curie(name: str) -> str:
    """Return the identifier of a named thing that no authority file knows.

    >>> entity_curie("Charter of Algiers")
    'entity:charter-of-algiers'
    """
    return f"entity:{slug(name)}"


def symbol_curie(symbol: str) -> str:
    """Return the identifier of a United Nations document by its full symbol.

    >>> symbol_curie("A/RES/33/134")
    'resolution:a-res-33-134'
    """
    return f"resolution:{slug(symbol)}"


def situation_curie(phrase: str) -> str:
    """Return the identifier of an event, condition or trend that a text names by a phrase.

    >>> situation_curie("the end of the Cold War")
    'situation:the-end-of-the-cold-war'
    """
    return f"situation:{slug(phrase)}"


def statement_curie(kind: str, phrase: str) -> str:
    """Return the identifier of a text-valued thing (objective, principle, definition, provision).

    Args:
        kind: ``objective``, ``principle``, ``definition`` or ``provision``.
        phrase: its whole text; for a provision, preceded by the resolution's symbol and the paragraph's number.

    >>> statement_curie("objective", "promote trade").startswith("statement:objective-promote-trade-")
    True
    """
    folded = fold(phrase)
    words = "-".join(slug(" ".join(folded.split()[:5])).split("-")[:6])
    return f"statement:{kind}-{words}-{digest(kind, folded, length=8)}"
