"""A mention: a thing named in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_graph.claims import Entity, Label
from ssc_graph.freezing import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named in a sentence.

    Args:
        first, last: its tokens in the sentence, half open.
        start, end: extent in the document.
        kind: ``known``, ``symbol``, ``name``, ``described`` or ``title``.
        id: CURIE.
        types: CURIEs of its classes; empty where unknown.
        labels: names known for it.
        bare: a head noun alone or with a demonstrative ("the plan", "lembaga ini"): points back at something.
        head: the head noun of a name or description, as the tables have it.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    id: str
    types: tuple[str, ...]
    labels: tuple[Label, ...]
    bare: bool = False
    head: str = ""

    def entity(self, text: str) -> Entity:
        """Return the mention as a claim's argument."""
        return Entity(self.id, text[self.start : self.end], self.labels, self.types, self.start, self.end)

    def moved(self, by: int) -> Mention:
        """Return the mention with its tokens counted from elsewhere; as ``dataclasses.replace``, which takes several times as long."""
        m = self
        return Mention(m.first + by, m.last + by, m.start, m.end, m.kind, m.id, m.types, m.labels, m.bare, m.head)

    @property
    def unsure(self) -> bool:
        """Whether nothing tells its kind for sure: a role may take it or not."""
        return self.kind in {"name", "title"} or not self.types
