"""The lexicon: names of known things and concepts, found in text by an Aho-Corasick automaton.

The entries come from the SKOS labels of ``ontology/`` (see :mod:`ssc_graph.ontology`); this module knows no RDF. A match is the
longest name at word boundaries; a name in capitals (UN, SIDS) or an acronym must stand in the same case in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Self

import ahocorasick

from ssc_graph.claims import Label
from ssc_graph.errors import DataFileError

#: Kinds whose names always begin with a capital: "turkey" is a bird.
_PROPER = frozenset({"ssc:Country", "ssc:Place", "ssc:Person"})
_CLITICS = re.compile(r"(?:nya|lah|kah|pun)\b|['\u2019]s\b")
#: Characters and the plain ones that stand for them, as replacements: much faster than one pass of ``str.translate`` over long texts.
_PLAIN = tuple(zip("–—‑‐−’‘“”\n\t\xa0", "-----''\"\"   ", strict=True))
_SPACES = re.compile("  +")


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A known thing or concept with the names by which a text may call it.

    Args:
        id: CURIE (``auth:undp``, ``concept:aid-fatigue``).
        labels: names to show and to find; one preferred label per language.
        types: CURIEs of its classes, the most specific first.
        hidden: spellings to find but not to show.
        never: longer phrases in which one of the names does not mean this entry.
    """

    id: str
    labels: tuple[Label, ...]
    types: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(slots=True)
class LexicalMatch:
    """A name found in a text: ``text[start:end]``; never changed (not frozen: a text holds many)."""

    start: int
    end: int
    entry: LexicalEntry


def flatten(text: str) -> str:
    """Return the text in lower case with dashes, quotes and white space made plain, character by character.

    The length never changes (``'İ'.lower()`` is two characters long, so it stays as it is); offsets stay exact.

    >>> flatten("Selatan–Selatan")
    'selatan-selatan'
    """
    plain = _plain(text)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in plain)


def _plain(text: str) -> str:
    """The text with plain dashes, quotes and spaces, in its own case."""
    if text.isascii():
        return text.replace("\n", " ").replace("\t", " ")
    for found, plain in _PLAIN:
        text = text.replace(found, plain)
    return text


def case_sensitive(name: str) -> bool:
    """Return whether a name counts only in its own case: an acronym, alone or with a number.

    >>> case_sensitive("SIDS"), case_sensitive("LDCs"), case_sensitive("Majelis Umum")
    (True, True, False)
    """
    letters = [c for c in name if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return " " not in name and len(letters) <= 12 and upper >= 2 and upper >= len(letters) - 2  # noqa: PLR2004 (an acronym with a plural s)


class Lexicon:
    """Names and the things that they name.

    Args:
        entries: in any order; they are kept sorted by id.

    Raises:
        DataFileError: two entries share an id, or an entry has no label.

    >>> unit = LexicalEntry("auth:undp", (Label("UNDP", "en", True),), ("ssc:IntergovernmentalBody",))
    >>> [match.entry.id for match in Lexicon([unit]).find("UNDP and undp")]
    ['auth:undp']
    """

    def __init__(self, entries: Iterable[LexicalEntry]) -> None:
        self.entries: tuple[LexicalEntry, ...] = tuple(sorted(entries, key=lambda entry: entry.id))
        for left, right in zip(self.entries, self.entries[1:], strict=False):
            if left.id == right.id:
                raise DataFileError(f"the lexical entry {left.id} is given twice")
        for entry in self.entries:
            if not entry.labels:
                raise DataFileError(f"the lexical entry {entry.id} has no label")
        self._seen: dict[str, tuple[_Reading, ...]] = {}

    @cached_property
    def by_id(self) -> Mapping[str, LexicalEntry]:
        """The entries by their CURIE."""
        return MappingProxyType({entry.id: entry for entry in self.entries})

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, LexicalEntry | None]]]:
        """Flattened name to (spelling, entry); a phrase that must not match has no entry and wins by its length."""
        found: dict[str, list[tuple[str, LexicalEntry | None]]] = {}
        for entry in self.entries:
            for name in (*(label.text for label in entry.labels), *entry.hidden):
                found.setdefault(flatten(name), []).append((name, entry))
        for entry in self.entries:
            for phrase in entry.never:
                found.setdefault(flatten(phrase), []).append((phrase, None))
        return found

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name in self._names:
            automaton.add_word(name, name)
        if len(automaton):
            automaton.make_automaton()
        return automaton

    def _readings(self, name: str) -> tuple[_Reading, ...]:
        """What a flattened name stands for; worked out when a text first holds it, for most names stand in no text."""
        known = self._seen.get(name)
        if known is None:
            known = self._seen[name] = tuple(_Reading.of(spelling, entry) for spelling, entry in self._names[name])
        return known

    def named(self, name: str) -> LexicalEntry | None:
        """Return the first entry that bears this name, whatever its case and dashes, or None."""
        for _, entry in self._names.get(flatten(name), ()):
            if entry is not None:
                return entry
        return None

    def find(self, text: str, *, plain: str | None = None) -> list[LexicalMatch]:
        """Return the names in a text: the longest at each place, left to right, not overlapping.

        Args:
            text: any text.
            plain: the same flattened, if the caller has it.
        """
        if not self.entries:
            return []
        plain = flatten(text) if plain is None else plain
        if "  " in plain:  # a name may be wrapped over an indented line
            return self._find_wrapped(text, plain)
        return self._find(text, plain)

    def _find_wrapped(self, text: str, plain: str) -> list[LexicalMatch]:
        """Search with each run of spaces as one, and give the places in the text as it stands."""
        starts, places, last, length = [0], [0], 0, 0
        texts, plains = [], []
        for run in _SPACES.finditer(plain):
            texts.append(text[last : run.start() + 1])
            plains.append(plain[last : run.start() + 1])
            length += run.start() + 1 - last
            last = run.end()
            starts.append(length)
            places.append(last)
        found = self._find("".join([*texts, text[last:]]), "".join([*plains, plain[last:]]))
        for match in found:  # nobody else holds them yet
            first, behind = bisect_right(starts, match.start) - 1, bisect_right(starts, match.end - 1) - 1
            match.start += places[first] - starts[first]
            match.end += places[behind] - starts[behind]
        return found

    def _find(self, text: str, plain: str) -> list[LexicalMatch]:
        best: list[tuple[int, int, LexicalEntry | None]] = []
        for last, name in self._automaton.iter(plain):
            start, end = last - len(name) + 1, last + 1
            if start and plain[start - 1].isalnum():
                continue  # inside a word, as most of what the automaton sees
            reading = self._read(name, text, plain, start, end)
            if reading is None:
                continue
            while best and start <= best[-1][0] and end > best[-1][1]:
                best.pop()
            if not best or start >= best[-1][1]:
                best.append((start, end, reading.entry))
        return [LexicalMatch(start, end, entry) for start, end, entry in best if entry is not None]

    def _read(self, name: str, text: str, plain: str, start: int, end: int) -> _Reading | None:
        """What a flattened name stands for where it stands, or None where it is part of a word or not in its own case."""
        if not _bounded(plain, start, end):
            return None
        return next((reading for reading in self._readings(name) if reading.fits(text, start, end)), None)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a spelling stands for, and the case that it asks for.

    Args:
        exact: the letters as they must stand, plain dashes and quotes apart; empty where their case does not matter.
        capital: the first letter must be a capital.
        entry: the thing; None for a phrase that must not match.
    """

    exact: str
    capital: bool
    entry: LexicalEntry | None

    @classmethod
    def of(cls, spelling: str, entry: LexicalEntry | None) -> Self:
        """Return how a spelling is read: an acronym in its own case, a place's name with a capital."""
        proper = entry is not None and not _PROPER.isdisjoint(entry.types) and spelling[:1].isupper()
        return cls(_plain(spelling) if case_sensitive(spelling) else "", proper, entry)

    def fits(self, text: str, start: int, end: int) -> bool:
        """Return whether the letters at a place stand in that case."""
        if self.exact:
            return _plain(text[start:end]) == self.exact
        return not self.capital or text[start].isupper()


def _bounded(plain: str, start: int, end: int) -> bool:
    """Whether a match begins and ends at a word boundary; an Indonesian clitic or an English ``'s`` may follow."""
    if start and (plain[start - 1].isalnum() or plain[start - 1] == "-" or _in_symbol(plain, start - 1)):
        return False
    if end == len(plain) or not (plain[end].isalnum() or plain[end] in "-/'"):
        return True
    if plain[end] == "/":
        return not _in_symbol(plain, end)
    if plain[end] == "-":
        return end + 1 == len(plain) or not plain[end + 1].isalnum()
    return bool(_CLITICS.match(plain, end))


def _in_symbol(plain: str, at: int) -> bool:
    """Whether the slash at a place is part of a symbol (``33/134``), not a mark between two names (``countries/LDC``)."""
    return plain[at] == "/" and (plain[at - 1 : at].isdigit() or plain[at + 1 : at + 2].isdigit())
