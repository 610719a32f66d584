"""A claim as one line of ``ssc-graph claims``: plain JSON with IRIs written out."""

from __future__ import annotations

from typing import Any

from ssc_graph.claims import Argument, Claim, Entity
from ssc_graph.document import Document
from ssc_graph.namespaces import DEFAULT_BASE, expand


def claim_record(claim: Claim, document: Document, *, base: str = DEFAULT_BASE) -> dict[str, Any]:
    """Return a claim as a JSON object; the keys stand in the order in which they are documented.

    Args:
        claim: the claim.
        document: the document that makes it.
        base: IRI under which the instances live.

    >>> from ssc_graph.claims import Evidence, Literal
    >>> note = Document(name="note.txt", text="Since 1974.", blocks=())
    >>> claim = Claim(Entity("auth:unossc", "it"), "establishedOn", Literal("1974", "xsd:gYear"), (Evidence(6, 10, "1974"),), "since", 0.9)
    >>> claim_record(claim, note)["object"]
    {'value': '1974', 'datatype': 'xsd:gYear'}
    """
    source = claim.attributed_to
    return {
        "id": expand(claim.curie(document.digest), base=base),
        "subject": _argument(claim.subject, base),
        "predicate": claim.predicate,
        "object": _argument(claim.object, base),
        "negated": claim.negated,
        "modality": claim.modality.value,
        "attributed_to": {"id": expand(source.id, base=base), "labels": _labels(source)} if source else None,
        "evidence": [{"start": piece.start, "end": piece.end, "exact": piece.exact} for piece in claim.evidence],
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _argument(argument: Argument, base: str) -> dict[str, Any]:
    if isinstance(argument, Entity):
        labels, types = _labels(argument), list(argument.types)
        return {"id": expand(argument.id, base=base), "labels": labels, "types": types, "text": argument.text}
    return {"value": argument.value, "datatype": argument.datatype}


def _labels(entity: Entity) -> list[str]:
    """The names, the preferred ones first; the words of the text where nothing else is known."""
    ordered = sorted(entity.labels, key=lambda label: (not label.preferred, label.language, label.text))
    return list(dict.fromkeys(label.text for label in ordered if label.text)) or [entity.text]
