"""The order in which a graph is read: documents, things, claims, evidence, provenance; within them by subject, then by predicate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pyoxigraph import Quad, Triple

from ssc_graph.namespaces import expand

#: What stands first in a description, because it says what it describes.
_FIRST = ("rdf:type", "dct:title", "skos:prefLabel", "skos:altLabel", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object")
#: The predicates that stand first in a description, by IRI, with what sorts before any IRI.
PREDICATES = {expand(curie): f"{place} " for place, curie in enumerate(_FIRST)}
_TYPE = expand("rdf:type")

#: The sections of a graph, in order; what has none of these classes is a thing.
SECTIONS = ("Documents", "Things", "Claims", "Evidence", "Provenance")
THINGS, PROVENANCE = SECTIONS.index("Things"), SECTIONS.index("Provenance")
_SECTION_OF = {
    expand(curie): SECTIONS.index(section)
    for section, curies in {
        "Documents": "ssc:Document",
        "Claims": "ssc:Claim",
        "Evidence": "ssc:Evidence oa:TextPositionSelector oa:TextQuoteSelector",
        "Provenance": "prov:Activity prov:SoftwareAgent ssc:Rule",
    }.items()
    for curie in curies.split()
}
_GENERATED = expand("prov:wasGeneratedBy")

Key = tuple[int, str, str, str]
Item = TypeVar("Item", Quad, Triple)


def sections(items: Iterable[Quad | Triple]) -> dict[str, int]:
    """Return the place in :data:`SECTIONS` of each subject that is no thing, by IRI."""
    found: dict[str, int] = {}
    for item in items:
        predicate = item.predicate.value
        if predicate == _TYPE and (place := section_of_class(item.object)) is not None:
            found[reading_name(item.subject)] = place
        elif predicate == _GENERATED:
            found.setdefault(reading_name(item.subject), PROVENANCE)
    return found


def section_of_class(term: object) -> int | None:
    """Return the place in :data:`SECTIONS` of the members of a class, or None where it says nothing of it."""
    return _SECTION_OF.get(str(getattr(term, "value", "")))


def reading_name(term: object) -> str:
    """Return what a subject is sorted by."""
    return str(getattr(term, "value", term))


def reading_key(items: Iterable[Quad | Triple]) -> Callable[[Quad | Triple], Key]:
    """Return the key by which the items are sorted; it depends on what they say, not on how they are ordered."""
    places = sections(items)

    def key(item: Quad | Triple) -> Key:
        subject, predicate = reading_name(item.subject), item.predicate.value
        return places.get(subject, THINGS), subject, PREDICATES.get(predicate, predicate), str(item.object)

    return key
