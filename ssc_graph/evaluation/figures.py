"""Figures over judged documents: precision, recall and F1, qualifiers, quotations, calibration, rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ssc_graph.evaluation.judging import QUALIFIERS, Judgement, Verdict, counted_as, qualified

#: Width of a bin of confidence, in hundredths: confidences have two decimals.
BIN: Final = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found.

    Args:
        found, missed: required facts.
        wrong: claims that meet no fact.
        repeated: claims that say a second time what was found.

    >>> Tally(found=3, missed=1, wrong=1).f1
    0.75
    """

    found: int = 0
    missed: int = 0
    wrong: int = 0
    repeated: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.missed + other.missed, self.wrong + other.wrong, self.repeated + other.repeated)

    @property
    def precision(self) -> float:
        """Share of what was claimed that is right."""
        return share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is required that was found."""
        return share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about the same confidence.

    Args:
        low, high: limits of the confidence in hundredths, ``low`` inclusive; the last bin includes 100.
        claims: how many.
        right: how many of them meet a fact.
        confidence: their mean confidence.
    """

    low: int
    high: int
    claims: int
    right: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a rule was right and wrong."""

    right: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Share of the rule's claims that meet a fact."""
        return share(self.right, self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Judged documents and the figures over them.

    Args:
        judgements: one for each document, in the order in which they were given.
    """

    judgements: tuple[Judgement, ...]

    @property
    def total(self) -> Tally:
        """All relations of all documents."""
        return sum(self.relations().values(), Tally())

    def relations(self) -> dict[str, Tally]:
        """Return a tally for each relation, by name; a fact counts under its first, a wrong citation under ``cites``."""
        return _grouped((relation, tally) for judgement in self.judgements for relation, tally in _rows(judgement))

    def languages(self) -> dict[str, Tally]:
        """Return a tally for each language."""
        return _grouped((judgement.sentences.document.language, _whole(judgement)) for judgement in self.judgements)

    def kinds(self) -> dict[str, Tally]:
        """Return a tally for each kind of document."""
        return _grouped((judgement.gold.kind, _whole(judgement)) for judgement in self.judgements)

    def documents(self) -> dict[str, Tally]:
        """Return a tally for each document."""
        return _grouped((judgement.gold.document, _whole(judgement)) for judgement in self.judgements)

    def qualifiers(self) -> dict[str, tuple[int, int]]:
        """Return, for each qualifier, how many of the matched claims have it right, and how many there are."""
        marks = [qualified(judgement.gold.facts[i], judgement.claims[j]) for judgement in self.judgements for i, j in judgement.pairs]
        return {name: (sum(mark[name] for mark in marks), len(marks)) for name in QUALIFIERS}

    def quoted(self) -> tuple[int, int]:
        """Return how many pieces of evidence are the document's characters, and how many there are."""
        exact = [
            judgement.sentences.document.text[piece.start : piece.end] == piece.exact
            for judgement in self.judgements
            for claim in judgement.claims
            for piece in claim.evidence
        ]
        return sum(exact), len(exact)

    def calibration(self) -> tuple[Bin, ...]:
        """Return claims by confidence, the lowest first, without empty bins: the share right beside what was promised."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for judgement in self.judgements:
            for claim, verdict in zip(judgement.claims, judgement.verdicts, strict=True):
                number = min(round(claim.confidence * 100), 99) // BIN
                bins.setdefault(number, []).append((claim.confidence, verdict is not Verdict.WRONG))
        return tuple(_bin(number, bins[number]) for number in sorted(bins))

    def calibration_error(self) -> float:
        """Return the mean distance between confidence and share right, each claim weighing the same."""
        bins = self.calibration()
        total = sum(each.claims for each in bins)
        return sum(abs(each.confidence * each.claims - each.right) for each in bins) / total if total else 0.0

    def rules(self) -> dict[str, Counts]:
        """Return how often each rule was right (a repeated reading is) and wrong, by id."""
        found: dict[str, list[bool]] = {}
        for judgement in self.judgements:
            for claim, verdict in zip(judgement.claims, judgement.verdicts, strict=True):
                found.setdefault(claim.rule, []).append(verdict is not Verdict.WRONG)
        return {rule: Counts(sum(found[rule]), len(found[rule]) - sum(found[rule])) for rule in sorted(found)}


def share(part: int, whole: int) -> float:
    """Return a part as a share, 0 of nothing."""
    return part / whole if whole else 0.0


def _rows(judgement: Judgement) -> Iterator[tuple[str, Tally]]:
    """What a document adds to the tally of a relation, one by one."""
    facts = judgement.gold.facts
    yield from ((facts[number].relations[0], Tally(found=1)) for number, _ in judgement.pairs if facts[number].required)
    yield from ((fact.relations[0], Tally(missed=1)) for fact in judgement.missed)
    for claim, verdict in zip(judgement.claims, judgement.verdicts, strict=True):
        if verdict is Verdict.WRONG:
            yield counted_as(claim.predicate), Tally(wrong=1)
        elif verdict is Verdict.REPEATED:
            yield counted_as(claim.predicate), Tally(repeated=1)


def _whole(judgement: Judgement) -> Tally:
    return sum((tally for _, tally in _rows(judgement)), Tally())


def _grouped(rows: Iterator[tuple[str, Tally]]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for name, tally in rows:
        found[name] = found.get(name, Tally()) + tally
    return dict(sorted(found.items()))


def _bin(number: int, claims: Sequence[tuple[float, bool]]) -> Bin:
    mean = sum((Fraction(confidence).limit_denominator(100) for confidence, _ in claims), Fraction()) / len(claims)
    return Bin(number * BIN, (number + 1) * BIN, len(claims), sum(right for _, right in claims), float(mean))
