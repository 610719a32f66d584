"""What the engine saw and did, for ``ssc-graph explain``."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened.

    Args:
        kind: ``sentence``, ``mention``, ``trigger``, ``claim`` or ``dropped``.
        start, end: where, in code points of the document.
        detail: what, in one line.
    """

    kind: str
    start: int
    end: int
    detail: str


@dataclass
class Trace:
    """Collects notes; the engine works the same without one."""

    notes: list[Note] = field(default_factory=list)

    def note(self, kind: str, start: int, end: int, detail: str) -> None:
        """Add a note."""
        self.notes.append(Note(kind, start, end, detail))

    def between(self, start: int, end: int) -> list[Note]:
        """Return the notes that lie within an extent, in the order in which they were made."""
        return [note for note in self.notes if start <= note.start and note.end <= end]
