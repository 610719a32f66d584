"""The lexicon: names of known things and concepts, found in text by an Aho-Corasick automaton.

The entries come from the SKOS labels of ``ontology/`` (see :mod:`ssc_graph.ontology`); this module knows no RDF. A match is the
longest name at word boundaries; a name in capitals (UN, SIDS) or an acronym must stand in the same case in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import ahocorasick

from ssc_graph.claims import Label
from ssc_graph.errors import DataFileError

#: Kinds whose names always begin with a capital: "turkey" is a bird.
_PROPER = frozenset({"ssc:Country", "ssc:Place", "ssc:Person"})
_CLITICS = re.compile(r"(?:nya|lah|kah|pun)\b|['\u2019]s\b")
_DASHES = str.maketrans("–—‑‐−’‘“”\n\t\xa0", "-----''\"\"   ")


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


@dataclass(frozen=True, slots=True)
class LexicalMatch:
    """A name found in a text: ``text[start:end]``."""

    start: int
    end: int
    entry: LexicalEntry


def flatten(text: str) -> str:
    """Return the text in lower case with dashes, quotes and white space made plain, character by character.

    The length never changes (``'İ'.lower()`` is two characters long, so it stays as it is); offsets stay exact.

    >>> flatten("Selatan–Selatan")
    'selatan-selatan'
    """
    plain = text.translate(_DASHES)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in plain)


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
        for name, readings in self._names.items():
            automaton.add_word(name, (len(name), readings))
        if len(automaton):
            automaton.make_automaton()
        return automaton

    def named(self, name: str) -> LexicalEntry | None:
        """Return the first entry that bears this name, whatever its case and dashes, or None."""
        for _, entry in self._names.get(flatten(name), ()):
            if entry is not None:
                return entry
        return None

    def find(self, text: str) -> list[LexicalMatch]:
        """Return the names in a text: the longest at each place, left to right, not overlapping."""
        if not len(self._automaton):
            return []
        plain = flatten(text)
        if "  " in plain:  # a name may be wrapped over an indented line
            return self._find_wrapped(text, plain)
        return self._find(text, plain)

    def _find_wrapped(self, text: str, plain: str) -> list[LexicalMatch]:
        """Search with each run of spaces as one, and give the places in the text as it stands."""
        kept = [k for k, c in enumerate(plain) if c != " " or k == 0 or plain[k - 1] != " "]
        found = self._find("".join(text[k] for k in kept), "".join(plain[k] for k in kept))
        return [LexicalMatch(kept[m.start], kept[m.end - 1] + 1, m.entry) for m in found]

    def _find(self, text: str, plain: str) -> list[LexicalMatch]:
        best: list[tuple[int, int, LexicalEntry | None]] = []
        for start, end, entry in self._candidates(text, plain):
            while best and start <= best[-1][0] and end > best[-1][1]:
                best.pop()
            if not best or start >= best[-1][1]:
                best.append((start, end, entry))
        return [LexicalMatch(start, end, entry) for start, end, entry in best if entry is not None]

    def _candidates(self, text: str, plain: str) -> Iterator[tuple[int, int, LexicalEntry | None]]:
        for last, (length, readings) in self._automaton.iter(plain):
            start, end = last - length + 1, last + 1
            if _bounded(plain, start, end):
                for spelling, entry in readings:
                    if _cased(text, start, end, spelling, entry):
                        yield start, end, entry
                        break


def _cased(text: str, start: int, end: int, spelling: str, entry: LexicalEntry | None) -> bool:
    """Whether the letters stand in the case that the name asks for: an acronym's as it is, a place's first as a capital."""
    if case_sensitive(spelling):
        return text[start:end].translate(_DASHES) == spelling.translate(_DASHES)
    proper = entry is not None and bool(_PROPER & set(entry.types)) and spelling[:1].isupper()
    return not proper or text[start].isupper()


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
