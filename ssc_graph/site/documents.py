"""What the page of a document shows: its text with the evidence marked, its claims, and the way from each to the other."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_graph.site.addresses import anchor_of
from ssc_graph.site.highlight import paragraphs
from ssc_graph.site.structured import document_block
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import ClaimView, Piece, View


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of evidence on the page.

    Args:
        anchor: its id on the page.
        style: its class, by which the style sheet of the page finds its words.
        claims: number and id of the claims that rest on it.
    """

    anchor: str
    style: str
    claims: tuple[tuple[int, str], ...]


def document_page(frame: Frame, iri: str) -> str:
    """Return the page of a document."""
    view = frame.site.view
    claims = view.claims_in(iri)
    pieces = pieces_of(claims)
    text = view.value(iri, "schema:text")
    shown = list(paragraphs(text, pieces))
    begun = {number for paragraph in shown for stretch in paragraph.stretches for number in stretch.begins}
    marks = _marks(view, claims, pieces)
    return frame.render(
        "document.html",
        title=line(frame.name(iri).value, 90),
        description=line(text, 200) or frame.t("no_text"),
        data=frame.stem,
        structured=document_block(frame, iri),
        style=f"{frame.stem}.css" if pieces else "",
        iri=iri,
        name=frame.name(iri),
        facts=_facts(frame, iri),
        text=text,
        text_language=view.value(iri, "dct:language"),
        paragraphs=shown,
        marks=marks,
        lost=[mark for number, mark in enumerate(marks) if number not in begun],
        claims=claims,
        claim_ids={claim.iri: anchor_of(claim.iri, view.base) for claim in claims},
        evidence_ids={piece.iri: anchor_of(piece.iri, view.base) for piece in pieces},
    )


def document_style(view: View, iri: str) -> str:
    """Return the style sheet of a document's page: the words of the evidence that the address names stand out."""
    pieces = pieces_of(view.claims_in(iri))
    return "".join(
        f"article:has(#{anchor_of(piece.iri, view.base)}:target) .{_style(number)}{{background:var(--target);color:var(--target-text)}}\n"
        for number, piece in enumerate(pieces)
    )


def pieces_of(claims: list[ClaimView]) -> list[Piece]:
    """Return the evidence of claims in the order of the text, each piece once."""
    return sorted({piece for claim in claims for piece in claim.evidence})


def _style(number: int) -> str:
    return f"e{number}"


def _marks(view: View, claims: list[ClaimView], pieces: list[Piece]) -> list[Mark]:
    resting: dict[str, list[tuple[int, str]]] = {}
    for number, claim in enumerate(claims, start=1):
        for piece in claim.evidence:
            resting.setdefault(piece.iri, []).append((number, anchor_of(claim.iri, view.base)))
    return [Mark(anchor_of(piece.iri, view.base), _style(n), tuple(resting[piece.iri])) for n, piece in enumerate(pieces)]


def _facts(frame: Frame, iri: str) -> list[tuple[str, list[tuple[str, str]], bool]]:
    """What is known of the document: label; for each value its text and its link; whether it is a name for machines."""
    view = frame.site.view

    def texts(curie: str) -> list[tuple[str, str]]:
        return [(text.value, "") for text in view.texts(iri, curie)] + [
            (frame.name(node).value if frame.known(node) else node, frame.link(node)) for node in view.iris(iri, curie)
        ]

    language = [(frame.t(f"lang_{tag}") if tag in {"en", "id"} else tag, "") for tag, _ in texts("dct:language")]
    known = [
        ("author", texts("dct:creator")),
        ("publisher", texts("dct:publisher")),
        ("published", texts("dct:issued")),
        ("in_language", language),
        ("text_of", texts("ssc:isTextOf")),
        ("identifier", [(iri, "")]),
        ("source", texts("dct:source")),
        ("licence", texts("dct:license")),
        ("digest", texts("ssc:textDigest")),
    ]
    return [(frame.t(key), values, key in {"identifier", "digest"}) for key, values in known if values]
