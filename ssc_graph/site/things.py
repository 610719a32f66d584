"""What the page of a thing shows: its names, what documents say of it with their words, where it is named, what else is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ssc_graph.namespaces import FIXED, expand
from ssc_graph.ontology import compact
from ssc_graph.site.addresses import web_link
from ssc_graph.site.lookup import Node
from ssc_graph.site.structured import thing_block
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import ClaimView, Text, View, nearest

#: Rows of claims on one page; the rest is in the data file beside it.
MOST_ROWS: Final = 300
_NAMING = tuple(expand(f"skos:{name}") for name in ("prefLabel", "altLabel", "hiddenLabel"))
_NOTES = ("skos:definition", "skos:scopeNote", "dct:description", "rdf:value")
_MATCHES = ("skos:exactMatch", "skos:closeMatch", "owl:sameAs")
_SHOWN = frozenset({*_NAMING, *(expand(curie) for curie in (*_NOTES, *_MATCHES, "rdf:type", "rdfs:label", "schema:name"))})


@dataclass(frozen=True, slots=True)
class Row:
    """One statement, with everybody who makes it.

    Args:
        subject: IRI.
        predicate: IRI.
        object: what stands there.
        negated: whether it is denied.
        modality: local name: ``asserted``, ``possible``, ``intended``.
        attributed: IRI of who is named for it, or empty.
        claims: those that make it.
    """

    subject: str
    predicate: str
    object: Node
    negated: bool
    modality: str
    attributed: str
    claims: tuple[ClaimView, ...]


def rows(claims: Iterable[ClaimView]) -> list[Row]:
    """Return claims as statements, the same statement of several documents once; in the order of relation and object."""
    merged: dict[tuple[str, str, str, bool, str, str], list[ClaimView]] = {}
    for claim in claims:
        merged.setdefault(claim.key, []).append(claim)
    return [
        Row(
            same[0].subject,
            same[0].predicate,
            same[0].object,
            same[0].negated,
            same[0].modality.removeprefix("ssc:"),
            same[0].attributed,
            tuple(sorted(same, key=lambda claim: (claim.document, claim.place))),
        )
        for _, same in sorted(merged.items())
    ]


def grouped(found: Iterable[Row], frame: Frame) -> list[tuple[str, list[Row]]]:
    """Return rows by relation, ordered as the relation is called on the page."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row.predicate, []).append(row)
    return sorted(groups.items(), key=lambda group: (frame.name(group[0]).value, group[0]))


def thing_page(frame: Frame, iri: str) -> str:
    """Return the page of a thing."""
    view = frame.site.view
    outgoing, incoming = rows(view.claims_about(iri)), rows(view.claims_about(iri, role="rdf:object"))
    attributed = rows(view.claims_about(iri, role="ssc:attributedTo"))
    count = len(outgoing) + len(incoming) + len(attributed)
    said = view.said(iri)
    name = frame.name(iri)
    return frame.render(
        "thing.html",
        title=line(name.value, 90),
        description=_description(frame, iri, outgoing),
        data=frame.stem,
        structured=thing_block(frame, iri),
        iri=iri,
        name=name,
        kinds=view.kinds(iri),
        other_names=_other_names(view, iri, name),
        notes=_notes(said, frame.language, name),
        outgoing=grouped(outgoing[:MOST_ROWS], frame),
        incoming=grouped(incoming[:MOST_ROWS], frame),
        attributed=grouped(attributed[:MOST_ROWS], frame),
        cut=count - sum(min(len(part), MOST_ROWS) for part in (outgoing, incoming, attributed)),
        matches=[(compact(node), web_link(node)) for curie in _MATCHES for node in view.iris(iri, curie)],
        further=_further(said, outgoing),
    )


def _description(frame: Frame, iri: str, outgoing: list[Row]) -> str:
    """One line for search engines: the definition, else the first statement, else the kind."""
    view = frame.site.view
    for curie in _NOTES:
        if found := view.texts(iri, curie):
            return line(nearest(found, frame.language).value, 200)
    labels = [claim.label for row in outgoing for claim in row.claims]
    if labels:
        return line(nearest(labels, frame.language).value, 200)
    return line(", ".join(frame.name(expand(kind)).value for kind in view.kinds(iri)) or frame.name(iri).value, 200)


def _other_names(view: View, iri: str, name: Text) -> list[Text]:
    found: dict[str, Text] = {}
    for text in sorted(text for curie in ("skos:prefLabel", "skos:altLabel") for text in view.texts(iri, curie)):
        if text.value != name.value:  # the same name in two languages is one name to a reader
            found.setdefault(text.value, text)
    return sorted(found.values(), key=lambda text: (text.language, text.value.casefold(), text.value))


def _notes(said: Mapping[str, list[Node]], language: str, name: Text) -> list[Text]:
    """Definitions and notes of the authority files: one of each kind, in the nearest language; not what the name says already."""
    found = []
    for curie in _NOTES:
        texts = [Text(node.value, node.language or "") for node in said.get(expand(curie), ()) if isinstance(node, Literal)]
        if texts and (note := nearest(texts, language)).value != name.value:
            found.append(note)
    return found


def _further(said: Mapping[str, list[Node]], outgoing: list[Row]) -> list[tuple[str, NamedNode | Literal]]:
    """What the graph says beyond names, notes, links and claims."""
    claimed = {(row.predicate, str(row.object)) for row in outgoing}
    return [
        (predicate, node)
        for predicate, nodes in said.items()
        if predicate not in _SHOWN
        for node in nodes
        if isinstance(node, NamedNode | Literal) and (predicate, str(node)) not in claimed and predicate != FIXED["schema"] + "text"
    ][:MOST_ROWS]
