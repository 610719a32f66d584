"""The sentences of a document by the engine's own notes, and what it noted in each."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from ssc_graph.document import Document
from ssc_graph.extraction.trace import Note, Trace

_MENTION: Final = "mention"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule that was tried on a sentence.

    Args:
        rule: its id; empty where the engine told of no rule.
        start, end: the trigger's place in the document.
        trigger: the trigger's words.
        why: why it made no claim; empty where the engine dropped nothing.
    """

    rule: str
    start: int
    end: int
    trigger: str
    why: str


class Sentences:
    """The sentences of a document; of a text that the engine reads paragraph by paragraph (a resolution), its blocks.

    Args:
        document: as it was read.
        trace: what the engine noted when it read it.
    """

    def __init__(self, document: Document, trace: Trace) -> None:
        self.document = document
        places = sorted({(note.start, note.end) for note in trace.notes if note.kind == "sentence"})
        self.places = places or [(block.start, block.end) for block in document.blocks] or [(0, len(document.text))]
        self._starts = [start for start, _ in self.places]
        self._notes: dict[int, list[Note]] = {}
        for note in trace.notes:
            if note.kind != "sentence":
                self._notes.setdefault(self.number(note.start), []).append(note)

    def number(self, place: int) -> int:
        """Return the number of the sentence in which a place lies, from 1; it is that of ``ssc-graph explain``.

        Args:
            place: in code points; before the first sentence it belongs to the first.
        """
        return max(bisect_right(self._starts, place), 1)

    def find(self, quote: str) -> int:
        """Return the number of the sentence that holds a quotation, or 0 where it is not in the text."""
        words = quote.removeprefix("- ")  # a list item's marker is not in the text of every format
        place = self.document.text.find(words) if words else -1
        return self.number(place) if place >= 0 else 0

    def text(self, number: int) -> str:
        """Return a sentence in one line."""
        start, end = self.places[number - 1]
        return " ".join(self.document.text[start:end].split())

    def attempts(self, number: int) -> list[Attempt]:
        """Return the rules that were tried on a sentence, in the order in which they were tried."""
        notes = self._notes.get(number, ())
        dropped = [note for note in notes if note.kind == "dropped"]
        found = []
        for note in notes:
            if note.kind == "trigger":
                own = [drop for drop in dropped if _belongs(drop, note)]
                dropped = [drop for drop in dropped if drop not in own]
                reasons = dict.fromkeys(drop.detail.removeprefix(f"{note.detail}: ") for drop in own)
                found.append(self._attempt(note, note.detail, "; ".join(reasons)))
        return [*found, *(self._attempt(drop, "", drop.detail) for drop in dropped)]

    def known(self, number: int) -> list[str]:
        """Return the identifiers of the known things that a sentence names, in order and without repeats."""
        mentions = (note.detail.partition(" (") for note in self._notes.get(number, ()) if note.kind == _MENTION)
        return list(dict.fromkeys(identifier for identifier, _, kind in mentions if kind.startswith("known;")))

    def _attempt(self, note: Note, rule: str, why: str) -> Attempt:
        words = " ".join(self.document.text[note.start : note.end].split())
        return Attempt(rule, note.start, note.end, words, why)


def _belongs(drop: Note, trigger: Note) -> bool:
    """Whether a rule's drop is that of this trigger."""
    return (drop.start, drop.end) == (trigger.start, trigger.end) and drop.detail.startswith(f"{trigger.detail}: ")
