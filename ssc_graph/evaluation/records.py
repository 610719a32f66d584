"""An evaluation, a gap: plain JSON."""

from __future__ import annotations

from typing import Any

from ssc_graph.claims import Claim
from ssc_graph.evaluation.figures import Evaluation, Tally, share
from ssc_graph.evaluation.gaps import Gap
from ssc_graph.evaluation.gold import Fact
from ssc_graph.evaluation.judging import Judgement, surfaces
from ssc_graph.evaluation.sentences import Attempt, Sentences

_DECIMALS = 4


def evaluation_record(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as a JSON object.

    Args:
        evaluation: of some documents.

    >>> evaluation_record(Evaluation(()))["all"]["found"]
    0
    """
    return {
        "documents": _tallies(evaluation.documents()),
        "relations": _tallies(evaluation.relations()),
        "languages": _tallies(evaluation.languages()),
        "kinds": _tallies(evaluation.kinds()),
        "all": _tally(evaluation.total),
        "quoted_exactly": list(evaluation.quoted()),
        "qualifiers": {name: list(counts) for name, counts in evaluation.qualifiers().items()},
        "calibration": [
            {
                "from": each.low / 100,
                "to": each.high / 100,
                "claims": each.claims,
                "right": each.right,
                "share": round(share(each.right, each.claims), _DECIMALS),
                "confidence": round(each.confidence, _DECIMALS),
            }
            for each in evaluation.calibration()
        ],
        "calibration_error": round(evaluation.calibration_error(), _DECIMALS),
        "rules": {
            rule: {"right": counts.right, "wrong": counts.wrong, "precision": round(counts.precision, _DECIMALS)}
            for rule, counts in evaluation.rules().items()
        },
        "missed": [missed_record(judgement, fact) for judgement in evaluation.judgements for fact in judgement.missed],
        "wrong": [wrong_record(judgement, claim) for judgement in evaluation.judgements for claim in judgement.wrong],
    }


def missed_record(judgement: Judgement, fact: Fact) -> dict[str, Any]:
    """Return a fact that no claim meets, with its sentence and the rules that were tried on it.

    Args:
        judgement: of the document.
        fact: one of those that were missed.
    """
    number = judgement.sentences.find(fact.quote)
    return {
        "document": judgement.gold.document,
        "predicate": fact.relations[0],
        "subject": fact.subject.words[0],
        "object": fact.object.words[0],
        "quote": fact.quote,
        **_place(judgement.sentences, number),
        "tried": [attempt_record(attempt) for attempt in judgement.sentences.attempts(number)] if number else [],
    }


def wrong_record(judgement: Judgement, claim: Claim) -> dict[str, Any]:
    """Return a claim that meets no fact, with its sentence and its rule.

    Args:
        judgement: of the document.
        claim: one of those that are wrong.
    """
    number = judgement.sentences.number(claim.evidence[0].start)
    return {
        "document": judgement.gold.document,
        "predicate": claim.predicate,
        "subject": surfaces(claim.subject)[-1],
        "object": surfaces(claim.object)[-1],
        "negated": claim.negated,
        "modality": claim.modality.value,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "evidence": [{"start": piece.start, "end": piece.end, "exact": piece.exact} for piece in claim.evidence],
        **_place(judgement.sentences, number),
    }


def gap_record(document: str, gap: Gap) -> dict[str, Any]:
    """Return a sentence without a claim as a JSON object.

    Args:
        document: its name.
        gap: the sentence.
    """
    return {
        "document": document,
        "sentence": gap.number,
        "start": gap.start,
        "end": gap.end,
        "text": gap.text,
        "tried": [attempt_record(attempt) for attempt in gap.attempts],
        "known": list(gap.things),
    }


def attempt_record(attempt: Attempt) -> dict[str, Any]:
    """Return a rule that was tried, and why it made no claim (null where nothing was dropped)."""
    return {
        "trigger": attempt.trigger,
        "start": attempt.start,
        "end": attempt.end,
        "rule": attempt.rule or None,
        "why": attempt.why or None,
    }


def _place(sentences: Sentences, number: int) -> dict[str, Any]:
    return {"sentence": number or None, "text": sentences.text(number) if number else None}


def _tallies(tallies: dict[str, Tally]) -> dict[str, Any]:
    return {name: _tally(tally) for name, tally in tallies.items()}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "found": tally.found,
        "missed": tally.missed,
        "wrong": tally.wrong,
        "repeated": tally.repeated,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }
