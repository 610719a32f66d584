"""What a short text tells, as lines of words: "Ghana | memberOf | Port Council", "not …" where it is denied."""

from __future__ import annotations

from functools import cache

from ssc_graph.claims import Claim, Entity
from ssc_graph.extraction import extract
from ssc_graph.lexicon import Lexicon
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def claims_of(text: str, *, language: str) -> list[Claim]:
    """Return the claims of a text, be it on the subject or not."""
    document = read_bytes(text.encode(), name="told.txt", media_type="text/plain", language=language)
    return extract(document, lexicon=_lexicon(), gated=False)


def told(text: str, *, language: str) -> set[str]:
    """Return the claims of a text as lines; pronouns and acronyms are given by the name of what they stand for."""
    return {_line(claim, language) for claim in claims_of(text, language=language)}


def sources(text: str, *, language: str) -> dict[str, str]:
    """Return who says what is told, by line; an empty name where the document itself says so."""
    found = claims_of(text, language=language)
    return {_line(c, language): c.attributed_to.text if c.attributed_to is not None else "" for c in found}


def _line(claim: Claim, language: str) -> str:
    value = claim.object
    words = _name(value, language) if isinstance(value, Entity) else value.text or value.value
    return f"{'not ' if claim.negated else ''}{_name(claim.subject, language)} | {claim.predicate} | {words}"


def _name(entity: Entity, language: str) -> str:
    own = (label.text for label in entity.labels if label.preferred and label.language == language)
    return next(own, entity.labels[0].text if entity.labels else entity.text)
