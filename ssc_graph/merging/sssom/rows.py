"""Rows of SSSOM: what a mapping says, in which band it stands, which columns and prefixes there are."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Final

#: From this confidence upward the linker's own rows are accepted without a reviewer.
ACCEPT: Final = 0.9
MANUAL: Final = "semapv:ManualMappingCuration"
#: Prefixes of predicates and justifications, in memory and in what is written.
WORDS: Final = MappingProxyType(
    {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "sssom": "https://w3id.org/sssom/",
    }
)
#: Prefixes of published schemes, for a table that people read.
SCHEMES: Final = MappingProxyType(
    {
        "unbis": "http://metadata.un.org/thesaurus/",
        "eurovoc": "http://eurovoc.europa.eu/",
        "wd": "http://www.wikidata.org/entity/",
        "sdg": "http://metadata.un.org/sdg/",
        "stw": "http://zbw.eu/stw/descriptor/",
        "unesco": "http://vocabularies.unesco.org/thesaurus/",
        "orcid": "https://orcid.org/",
    }
)
REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
LISTS: Final = frozenset({"subject_match_field", "object_match_field", "match_string", "reviewer_label"})
IRIS: Final = frozenset({"subject_id", "object_id"})
TERMS: Final = frozenset({"predicate_id", "mapping_justification"})
FIELDS: Final = frozenset({"subject_match_field", "object_match_field"})
#: Columns in the order in which they are written.
COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "mapping_tool",
    "mapping_tool_version",
    "reviewer_label",
    "comment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One row: what a thing of one scheme is to a thing of another.

    Args:
        subject_id: IRI of the thing on the left.
        predicate_id: CURIE: ``skos:exactMatch``, ``skos:closeMatch``, ``owl:sameAs`` …
        object_id: IRI of the thing on the right.
        mapping_justification: CURIE of the kind of reason: ``semapv:LexicalMatching``, ``semapv:ManualMappingCuration`` …
        confidence: from 0 to 1, or None where the source states none.
        subject_label: its name, for the reader.
        object_label: its name, for the reader.
        predicate_modifier: ``Not`` for "looked at, and it is not so", else empty.
        comment: the evidence in words.
        subject_match_field: CURIEs of the properties whose values matched, on the left.
        object_match_field: CURIEs of the properties whose values matched, on the right.
        match_string: what matched, as it was compared.
        mapping_tool: name of the tool that found it.
        mapping_tool_version: its version.
        reviewer_label: people who looked at the row and decided.
        other: columns of the file that are not among these, with their values.

    >>> row = Mapping(subject_id="urn:a", predicate_id="skos:exactMatch", object_id="urn:b", mapping_justification=MANUAL)
    >>> row.band, row.is_negative
    ('accept', False)
    """

    subject_id: str
    predicate_id: str
    object_id: str
    mapping_justification: str
    confidence: float | None = None
    subject_label: str = ""
    object_label: str = ""
    predicate_modifier: str = ""
    comment: str = ""
    subject_match_field: tuple[str, ...] = ()
    object_match_field: tuple[str, ...] = ()
    match_string: tuple[str, ...] = ()
    mapping_tool: str = ""
    mapping_tool_version: str = ""
    reviewer_label: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()

    @property
    def is_negative(self) -> bool:
        """Whether the row says that the mapping does not hold."""
        return self.predicate_modifier == "Not"

    @property
    def is_reviewed(self) -> bool:
        """Whether a person decided: a reviewer is named, or the mapping was made by hand."""
        return bool(self.reviewer_label) or self.mapping_justification == MANUAL

    @property
    def band(self) -> str:
        """``refuse``, ``accept`` or ``review``: a decision counts, then confidence; a source that states none means what it says."""
        if self.is_negative:
            return "refuse"
        if self.is_reviewed or self.confidence is None or self.confidence >= ACCEPT:
            return "accept"
        return "review"

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What rows are ordered by: their ends, predicate, modifier and reason."""
        return (self.subject_id, self.object_id, self.predicate_id, self.predicate_modifier, self.mapping_justification, self.comment)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """The rows of a file and what its header says.

    Args:
        mappings: the rows, in the order of the file.
        metadata: what the header says, without the prefixes and what was copied into the rows.
    """

    mappings: tuple[Mapping, ...] = ()
    metadata: AbstractMapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


assert {f.name for f in fields(Mapping)} == {*COLUMNS, "other"}  # noqa: S101 (a column that is not written would be lost)
