"""Claim nodes and their evidence: reified statements (RDF Schema 5.3) with Web Annotation selectors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from ssc_graph import ontology
from ssc_graph.claims import COMMON, Argument, Claim, Entity, Evidence, Modality
from ssc_graph.claims import Literal as Value
from ssc_graph.document import Document
from ssc_graph.errors import GraphError
from ssc_graph.graph.dates import date_term
from ssc_graph.graph.naming import shown
from ssc_graph.graph.sheets import Sheet
from ssc_graph.graph.terms import DATES
from ssc_graph.identifiers import digest

#: Code points of context on either side of a quotation.
CONTEXT = 32
#: Code points of an argument in the label of a claim.
_LONGEST = 80
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """The document of a claim, with what would be worked out again for each claim.

    Args:
        document: the document.
        digest: its digest.
        node: its node.
    """

    document: Document
    digest: str
    node: NamedNode


def write_claim(sheet: Sheet, claim: Claim, source: Source) -> None:
    """Write a claim with its evidence, and its plain triple where the document asserts it and does not deny it.

    Args:
        sheet: the named graph of the document.
        claim: the claim.
        source: the document that makes it.

    Raises:
        GraphError: the evidence does not quote the document, or a date has not the form that its datatype demands.
    """
    terms = sheet.terms
    node, subject, predicate = terms.iri(claim.curie(source.digest)), terms.iri(claim.subject.id), terms.iri(f"ssc:{claim.predicate}")
    value = _object_term(sheet, claim.object)
    sheet.types(node, "ssc:Claim")
    language = label_language(source.document.language)
    sheet.text(node, "rdfs:label", claim_label(claim, language), language)
    sheet.add(node, "rdf:subject", subject)
    sheet.add(node, "rdf:predicate", predicate)
    sheet.add(node, "rdf:object", value)
    sheet.add(node, "ssc:modality", terms.iri(f"ssc:{claim.modality.value}"))
    sheet.typed(node, "ssc:negated", "true" if claim.negated else "false", "xsd:boolean")
    sheet.typed(node, "ssc:confidence", _decimal(claim.confidence), "xsd:decimal")
    sheet.add(node, "ssc:rule", terms.rule(claim.rule))
    sheet.add(node, "ssc:claimedIn", source.node)
    if claim.attributed_to is not None:
        sheet.add(node, "ssc:attributedTo", terms.iri(claim.attributed_to.id))
    for piece in claim.evidence:
        sheet.add(node, "ssc:evidence", _write_evidence(sheet, piece, source))
    if claim.is_fact:
        sheet.add(subject, f"ssc:{claim.predicate}", value)


def _object_term(sheet: Sheet, argument: Argument) -> NamedNode | Literal:
    if isinstance(argument, Entity):
        return sheet.terms.iri(argument.id)
    if argument.datatype in DATES or argument.datatype == "edtf:EDTF":
        return date_term(sheet, argument.value, argument.datatype)
    if argument.datatype == "xsd:string":
        return sheet.terms.text(argument.value, argument.language, where=sheet.where)
    return sheet.terms.typed(argument.value, argument.datatype)


def _decimal(number: float) -> str:
    """The canonical form of xsd:decimal in XSD 1.0, which every reader knows: a point, a digit on either side, no exponent."""
    plain = format(Decimal(str(number)), "f")
    return plain if "." in plain else f"{plain}.0"


def _write_evidence(sheet: Sheet, piece: Evidence, source: Source) -> NamedNode:
    """Write a piece of evidence and return its node; claims that rest on the same characters share it."""
    text, start, end = source.document.text, piece.start, piece.end
    if not 0 <= start < end <= len(text) or text[start:end] != piece.exact:
        raise GraphError(f"the evidence {piece.exact!r} is not what stands at {start} to {end}", where=sheet.where)
    curie = f"evidence:{digest(source.digest, str(start), str(end))}"
    node, position, quote = (sheet.terms.iri(curie + part) for part in ("", "/position", "/quote"))
    sheet.types(node, "ssc:Evidence", "oa:SpecificResource")
    sheet.add(node, "oa:hasSource", source.node)
    sheet.add(node, "oa:hasSelector", position)
    sheet.add(node, "oa:hasSelector", quote)
    sheet.types(position, "oa:TextPositionSelector")
    sheet.typed(position, "oa:start", str(start), "xsd:nonNegativeInteger")
    sheet.typed(position, "oa:end", str(end), "xsd:nonNegativeInteger")
    sheet.types(quote, "oa:TextQuoteSelector")
    sheet.text(quote, "oa:exact", piece.exact)
    sheet.text(quote, "oa:prefix", text[max(0, start - CONTEXT) : start])
    sheet.text(quote, "oa:suffix", text[end : end + CONTEXT])
    return node


def label_language(language: str) -> str:
    """Return the language in which claims of a document are labelled: its own where the vocabulary speaks it, else English.

    >>> label_language("id"), label_language("fr"), label_language("")
    ('id', 'en', 'en')
    """
    return language if language in _labels("ssc:negated") else COMMON


def claim_label(claim: Claim, language: str) -> str:
    """Return a claim as one line to read.

    Args:
        claim: the claim.
        language: one that the vocabulary speaks (see :func:`label_language`).

    >>> undp, office = Entity("auth:undp", "UNDP"), Entity("auth:unossc", "UNOSSC")
    >>> claim_label(Claim(office, "partOf", undp, (Evidence(0, 1, "x"),), "r", 0.9, negated=True), "en")
    'UNOSSC – part of – UNDP (negated)'
    """
    value = claim.object.value if isinstance(claim.object, Value) else shown(claim.object, language)
    line = f"{_short(shown(claim.subject, language))} – {_labels('ssc:' + claim.predicate)[language]} – {_short(value)}"
    notes = [_labels("ssc:negated")[language]] if claim.negated else []
    if claim.modality is not Modality.ASSERTED:
        notes.append(_labels(f"ssc:{claim.modality.value}")[language])
    if claim.attributed_to is not None:
        notes.append(f"{_labels('ssc:attributedTo')[language]} {_short(shown(claim.attributed_to, language))}")
    return f"{line} ({'; '.join(notes)})" if notes else line


def _short(text: str) -> str:
    plain = _SPACE.sub(" ", text).strip()
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"


@cache
def _labels(curie: str) -> Mapping[str, str]:
    """The vocabulary's own names of a term, by language."""
    return next(term.labels for term in ontology.terms() if term.curie == curie)
