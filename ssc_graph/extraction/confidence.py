"""Confidence that means something: how often a rule was right on annotated documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ssc_graph import resources
from ssc_graph.claims import Claim
from ssc_graph.errors import DataFileError
from ssc_graph.rules import load_yaml

#: Weight of the rule's stated confidence, in claims. The rules were tuned on the documents that are counted, where nearly all is right; so
#: twenty counted claims weigh as much as what was stated (with four, the confidences of documents that no rule was tuned on were further
#: from the share that is right).
PRIOR_WEIGHT: Final = 20
_FOLDER, _FILE = "extraction", "precision.yaml"


def calibrated(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims with the confidence that the counts for their rules give; a rule that was never counted keeps its own."""
    counts = rule_counts()
    return [_with(claim, smoothed(claim.confidence, *counts[claim.rule])) if claim.rule in counts else claim for claim in claims]


def _with(claim: Claim, confidence: float) -> Claim:
    """The claim with another confidence; as ``dataclasses.replace``, which takes twice as long, and every claim goes through here."""
    c = claim
    return Claim(c.subject, c.predicate, c.object, c.evidence, c.rule, confidence, c.negated, c.modality, c.attributed_to)


@cache
def smoothed(prior: float, right: int, wrong: int) -> float:
    """Return the precision of a rule, drawn towards its stated confidence where little was counted (additive smoothing).

    Args:
        prior: the confidence that the rule states, 0 to 1.
        right: claims counted on annotated documents that met a fact.
        wrong: those that met none.

    >>> smoothed(0.9, 0, 0), smoothed(0.9, 6, 0), smoothed(0.9, 0, 6)
    (0.9, 0.92, 0.69)
    """
    return round((right + PRIOR_WEIGHT * prior) / (right + wrong + PRIOR_WEIGHT), 2)


@cache
def rule_counts() -> Mapping[str, tuple[int, int]]:
    """Return how many claims of each rule were right and wrong on annotated documents.

    Raises:
        DataFileError: the data file is broken.
    """
    where = f"{_FOLDER}/{_FILE}"
    content = load_yaml(resources.read(_FOLDER, _FILE), where=where) or {}
    try:
        return MappingProxyType({rule: (_count(right), _count(wrong)) for rule, (right, wrong) in content.items()})
    except (AttributeError, TypeError, ValueError) as error:
        raise DataFileError("not a list of [right, wrong] for each rule", where=where) from error


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)
