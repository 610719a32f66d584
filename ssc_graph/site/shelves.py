"""Claims and evidence on shelves: one page for all whose address begins alike, so that each has an address and no file of its own."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ssc_graph.site.addresses import place_of
from ssc_graph.site.structured import page_block
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import Text, View


@dataclass(frozen=True, slots=True)
class Card:
    """A claim or a piece of evidence on its shelf.

    Args:
        anchor: its id on the page.
        heading: what it says.
        facts: label, and for each value its text, its link, its language.
    """

    anchor: str
    heading: Text
    facts: list[tuple[str, list[tuple[str, str, str]]]]


def shelf_stems(view: View) -> dict[str, list[str]]:
    """Return the claims and the evidence by the stem of their page, both sorted."""
    found: dict[str, list[str]] = {}
    for iri in (*view.claims, *view.members("ssc:Evidence")):
        found.setdefault(place_of(iri, view.base).stem, []).append(iri)
    return dict(sorted(found.items()))


def shelf_page(frame: Frame, iris: list[str]) -> str:
    """Return one shelf."""
    claims = frame.stem.startswith("id/claim/")
    cards = [_claim(frame, iri) if claims else _evidence(frame, iri) for iri in iris]
    title = frame.t("shelf" if claims else "shelf_evidence", name=frame.stem.rpartition("/")[2])
    return frame.render(
        "shelf.html",
        title=title,
        description=line(cards[0].heading.value, 200),
        structured=page_block(frame, title, "CollectionPage"),
        data=frame.stem,
        heading=title,
        claims=cards,
    )


def _anchor(frame: Frame, iri: str) -> str:
    place = place_of(iri, frame.site.view.base)
    return place.anchor or place.stem.rpartition("/")[2]


def _claim(frame: Frame, iri: str) -> Card:
    view, t = frame.site.view, frame.t
    claim = view.claim(iri)

    def named(node: str) -> tuple[str, str, str]:
        name = frame.name(node)
        return (name.value, frame.link(node), name.language)

    value = claim.object
    shown = (
        named(value.value)
        if isinstance(value, NamedNode)
        else (value.value, "", value.language or "")
        if isinstance(value, Literal)
        else ("", "", "")
    )
    facts = [
        (t("thing"), [named(claim.subject)]),
        (t("relation"), [named(claim.predicate)]),
        (t("range"), [shown]),
        (t("denied"), [("✓", "", "")] if claim.negated else []),
        (t("severity"), []),
        (t("according_to"), [named(claim.attributed)] if claim.attributed else []),
        (
            t("evidence"),
            [
                (piece.exact, _words(frame, claim.document, piece.iri), view.value(claim.document, "dct:language"))
                for piece in claim.evidence
            ],
        ),
        (t("from_document"), [named(claim.document)] if claim.document else []),
        (t("confidence"), [(claim.confidence, "", "")] if claim.confidence else []),
        (t("found_by"), [named(claim.rule)] if claim.rule else []),
        (t("iri_of"), [(iri, "", "")]),
    ]
    if claim.modality != "ssc:asserted":
        facts[4] = (frame.name(_MODALITY).value, [named(claim.modality.replace("ssc:", _NS))])
    return Card(_anchor(frame, iri), claim.label, [fact for fact in facts if fact[1]])


_NS = "https://w3id.org/ssc-graph/ns/"
_MODALITY = f"{_NS}modality"


def _words(frame: Frame, document: str, evidence: str) -> str:
    from ssc_graph.site.addresses import anchor_of

    base = frame.site.view.base
    return frame.href(place_of(document, base).stem, anchor_of(evidence, base)) if frame.known(document) else ""


def _evidence(frame: Frame, iri: str) -> Card:
    view, t = frame.site.view, frame.t
    piece = view.piece(iri)
    exact = piece.exact if piece is not None else ""
    document = next(iter(view.iris(iri, "oa:hasSource")), "")
    language = view.value(document, "dct:language") if document else ""
    claims = [view.claim(each) for each in view.subjects("ssc:evidence", NamedNode(iri))]
    facts = [
        (t("evidence"), [(exact, _words(frame, document, iri) if document else "", language)]),
        (t("from_document"), [(frame.name(document).value, frame.link(document), frame.name(document).language)] if document else []),
        (t("claims"), [(claim.label.value or claim.iri, frame.link(claim.iri), claim.label.language) for claim in claims]),
        (t("iri_of"), [(iri, "", "")]),
    ]
    return Card(_anchor(frame, iri), Text(line(exact, 120) or line(iri, 120), language), [fact for fact in facts if fact[1]])
