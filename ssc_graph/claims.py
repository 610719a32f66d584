"""Claims: what a document says, who it says said so, how firmly, and the characters that say it.

Stand-off: a claim points into the document's text by code-point offsets and names things by CURIE strings
(see :mod:`ssc_graph.namespaces`). No RDF library is known here.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ssc_graph.freezing import quickly_made
from ssc_graph.identifiers import digest


class Modality(enum.StrEnum):
    """How firmly the document says it."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    INTENDED = "intended"


_PLAIN = (
    "partOf administeredBy memberOf establishedBy establishedOn renamedFrom renamedOn promotes adoptedBy adoptedAt adoptedOn "
    "endorsedBy endorsedOn endorsedThrough statedIn hasObjective hasPrinciple hasDefinition hasParticipant alsoKnownAs causes "
    "affects expectedToBringAbout heldIn heldOn discussedAt authoredBy publishedIn cites hasProvision addressee"
)
_KINDS_OF_CITATION = "recalls reaffirms takesNoteOf welcomes endorses"

#: Relations of the contract, with the sub-relations of ``cites``; the value is the super-relation or None.
RELATIONS: Mapping[str, str | None] = MappingProxyType(
    {**dict.fromkeys(_PLAIN.split()), **dict.fromkeys(_KINDS_OF_CITATION.split(), "cites")},
)

#: The language whose names stand in documents of all others, and which is read where nothing tells a document's own.
COMMON: Final = "en"


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A name of a thing.

    Args:
        text: the name.
        language: BCP 47 tag, or empty for a name that belongs to no language (a symbol, a person).
        preferred: whether it is the name to show.
    """

    text: str
    language: str = ""
    preferred: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Entity:
    """An argument that is a thing.

    Args:
        id: CURIE (``auth:undp``, ``concept:aid-fatigue``, ``entity:…``, ``resolution:…``, ``situation:…``, ``statement:…``).
        text: the words in this document.
        labels: every name known for it, any language; from the authority files and from this document.
        types: CURIEs of its classes, the most specific first.
        start, end: where the words stand, or -1 where the argument is the document itself.
    """

    id: str
    text: str
    labels: tuple[Label, ...] = ()
    types: tuple[str, ...] = ()
    start: int = -1
    end: int = -1


@quickly_made
@dataclass(frozen=True, slots=True)
class Literal:
    """An argument that is a value: a date to the granularity that the text gives, or a name.

    Args:
        value: lexical form (``1978``, ``1978-09``, ``1978-09-12``, ``1955-04-18/1955-04-24``, ``UNOSSC``).
        datatype: CURIE: ``xsd:gYear``, ``xsd:gYearMonth``, ``xsd:date``, ``edtf:EDTF`` for an interval, ``xsd:string``.
        text: the words in this document.
        language: BCP 47 tag of a name, or empty.
        start, end: where the words stand, or -1.
    """

    value: str
    datatype: str = "xsd:string"
    text: str = ""
    language: str = ""
    start: int = -1
    end: int = -1


Argument = Entity | Literal


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The characters that make a claim: ``text[start:end] == exact``, always."""

    start: int
    end: int
    exact: str


@quickly_made
@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that a document makes.

    Args:
        subject: a thing.
        predicate: local name of a relation (a key of :data:`RELATIONS`).
        object: a thing or a value.
        evidence: at least one piece, in document order.
        rule: id of the rule that found it.
        confidence: 0 to 1.
        negated: whether the document denies it.
        modality: asserted, possible or intended.
        attributed_to: the source that the document names for it, or None.

    Raises:
        ValueError: no evidence, an unknown relation, or a confidence outside 0 to 1.
    """

    subject: Entity
    predicate: str
    object: Argument
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    attributed_to: Entity | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a claim without evidence is no claim")
        if self.predicate not in RELATIONS:
            raise ValueError(f"unknown relation {self.predicate!r}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not in 0 to 1")

    @property
    def object_key(self) -> str:
        """The object's identity: its CURIE, or its value and datatype."""
        return self.object.id if isinstance(self.object, Entity) else f"{self.object.value}^^{self.object.datatype}"

    @property
    def is_fact(self) -> bool:
        """Whether the plain triple may stand in the graph: asserted and not denied."""
        return self.modality is Modality.ASSERTED and not self.negated

    def curie(self, document_digest: str) -> str:
        """Return the claim's identifier: from the document, the statement, how it is said and where it stands.

        Args:
            document_digest: :attr:`ssc_graph.document.Document.digest`.
        """
        source = self.attributed_to.id if self.attributed_to else ""
        places = ",".join(f"{piece.start}-{piece.end}" for piece in self.evidence)
        parts = (self.subject.id, self.predicate, self.object_key, str(self.negated), self.modality.value, source, places)
        return f"claim:{digest(document_digest, *parts, length=20)}"
