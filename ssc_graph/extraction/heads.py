"""Head nouns: the word of a name or description that tells what kind of thing it is.

Indonesian has it first ("Konferensi Asia-Afrika"), English last before "of" ("Plan of Action"); an Indonesian text holds English names too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Self

from ssc_graph.claims import COMMON
from ssc_graph.extraction.vocabulary import vocabulary
from ssc_graph.rules import Phrase

_LONGEST = 3


class HeadReader:
    """Reads the head noun of a name word by word, so that a name that grows is never read again from its beginning.

    Args:
        language: of the text.

    >>> HeadReader("en").read(["charter", "of", "algiers"]).head
    ('charter', 'ssc:Agreement')
    """

    __slots__ = ("_closed", "_connectors", "_english", "_last", "_leading", "_long", "_long_start", "_own", "_single", "words")

    def __init__(self, language: str) -> None:
        self._own, self._english, self._connectors, self._last = _tables(language)
        self.words: list[str] = []
        self._closed = -1  # number of words before the first connector
        self._leading: tuple[str, str] | None = None
        self._long: tuple[str, str] | None = None
        self._long_start = 0
        self._single: tuple[str, str] | None = None

    def read(self, words: Iterable[str]) -> Self:
        """Go on with these words."""
        for word in words:
            self._read(word)
        return self

    @property
    def head(self) -> tuple[str, str]:
        """The head noun and the class that it tells, or two empty strings."""
        return self._leading or self._long or self._single or ("", "")

    def _read(self, word: str) -> None:
        words = self.words
        place = len(words)
        words.append(word)
        if self._own and place < _LONGEST and (kind := self._own.get(tuple(words))):
            self._leading = (" ".join(words), kind)
        if self._closed < 0 and place and word in self._connectors:
            self._closed = place
        if word in self._last:
            self._several(place)
        if self._closed < 0 and (kind := self._english.get((word,))):
            self._single = (word, kind)

    def _several(self, place: int) -> None:
        """A head of two or three words that ends here; the leftmost counts, and of those that begin together the longest."""
        for start in range(place - 1, max(place - _LONGEST, -1), -1):
            kind = self._english.get(tuple(self.words[start:])) if self._closed < 0 or start < self._closed else None
            if kind and (self._long is None or start <= self._long_start):
                self._long, self._long_start = (" ".join(self.words[start:]), kind), start


@cache
def _tables(language: str) -> tuple[Mapping[Phrase, str] | None, Mapping[Phrase, str], frozenset[str], frozenset[str]]:
    """Heads of the language where they stand first, English heads, English connectors, last words of English heads of several words."""
    english = vocabulary(COMMON)
    heads = english.values("heads")
    last = frozenset(phrase[-1] for phrase in heads if len(phrase) > 1)
    own = vocabulary(language)
    return (own.values("heads") if "heads-first" in own.traits else None), heads, english.words_of("connectors"), last
