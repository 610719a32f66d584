"""Where a text can name a United Nations document: most sentences hold no sign of one, and the pattern that finds them is slow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from ssc_graph.extraction.acts import kinds

_STOP: Final = re.compile(r"[.!?](?=[”\"’'\])]*\s+[A-Z“\"(\[])|\n[ \t]*\n")
#: Without one of these, flattened, a sentence names no document; the slash must stand behind a capital or a bracket.
_SIGNS: Final = ("resol", *kinds("decision"), *(word for word in kinds("resolution") if "resol" not in word), "unscr", "ungar", "res.", "/")
#: Letters that a pattern takes for s, k or i and that flattening leaves.
_FOLDED: Final = "\u017f\u212a\u0130\u0131"
_MARKS: Final = (".", ":", ";", "!", "?")
_LONGEST_WORD: Final = 30


def stretches(text: str, plain: str) -> Iterator[tuple[int, int]]:
    """Yield the extents of the sentences that can name a document: with a slash behind a capital, or a word for a resolution.

    What the reader knows ends with a sentence, so nothing is lost. A stretch ends only where no token can stand across its end.

    Args:
        text: any text.
        plain: the same flattened.

    >>> text = "Trade grew. In 1978 it adopted resolution 33/134. Trade grew again. Then it fell."
    >>> [text[start:end] for start, end in stretches(text, text.lower())]
    ['. In 1978 it adopted resolution 33/134. Trade grew again']
    """
    if any(c in text for c in _FOLDED):
        yield 0, len(text)
        return
    hits = sorted(place for word in _SIGNS for place in _places(plain, word) if word != "/" or _may_be_symbol(text, place))
    ends = [match.start() for match in _STOP.finditer(text) if _is_safe(text, match.start())] if hits else []
    last = 0
    for hit in hits:
        if hit < last:
            continue
        above = bisect_right(ends, hit)
        start, last = ends[above - 1] if above else 0, ends[above] if above < len(ends) else len(text)
        yield start, last


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _may_be_symbol(text: str, slash: int) -> bool:
    return slash > 0 and (text[slash - 1] == ")" or text[slash - 1].isupper())


def _is_safe(text: str, place: int) -> bool:
    """Whether the end of a sentence is no part of a token: behind a mark, or behind a word in lower case ("A/75/L.12." may go on)."""
    if text[place] == "\n":
        return text[place - 1 : place] in _MARKS
    word = text[max(0, place - _LONGEST_WORD) : place].rsplit(None, 1)
    return len(word) > 1 and word[1].isalpha() and word[1].islower() and len(word[1]) > 1
