"""The order in which a graph is read: documents, things, claims, evidence, provenance; within them by subject, then by predicate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pyoxigraph import Quad, Triple

from ssc_graph.namespaces import expand

#: What stands first in a description, because it says what it describes.
_FIRST = ("rdf:type", "dct:title", "skos:prefLabel", "skos:altLabel", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object")
_PREDICATES = {expand(curie): f"{place} " for place, curie in enumerate(_FIRST)}
_TYPE = expand("rdf:type")

#: The sections of a graph, in order; what has none of these classes is a thing.
SECTIONS = ("Documents", "Things", "Claims", "Evidence", "Provenance")
_THINGS = SECTIONS.index("Things")
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
        if predicate == _TYPE and (place := _SECTION_OF.get(str(getattr(item.object, "value", "")))) is not None:
            found[_name(item)] = place
        elif predicate == _GENERATED:
            found.setdefault(_name(item), len(SECTIONS) - 1)
    return found


def _name(item: Quad | Triple) -> str:
    subject = item.subject
    return str(subject) if isinstance(subject, Triple) else subject.value


def reading_key(items: Iterable[Quad | Triple]) -> Callable[[Quad | Triple], Key]:
    """Return the key by which the items are sorted; it depends on what they say, not on how they are ordered."""
    places = sections(items)

    def key(item: Quad | Triple) -> Key:
        subject, predicate = _name(item), item.predicate.value
        return places.get(subject, _THINGS), subject, _PREDICATES.get(predicate, predicate), str(item.object)

    return key
