"""``ssc-graph evaluate``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from ssc_graph.cli.terminal import complain, printable, table, write_json
from ssc_graph.errors import UsageError
from ssc_graph.evaluation import Evaluation
from ssc_graph.evaluation.figures import Tally, share
from ssc_graph.evaluation.floors import write_floor
from ssc_graph.evaluation.precision import write_precision
from ssc_graph.evaluation.records import evaluation_record
from ssc_graph.pipeline.measuring import evaluate


def run(options: argparse.Namespace) -> int:
    """Print figures over annotated documents; write the data files that are asked for."""
    if bool(options.write_floor) != bool(options.set):
        raise UsageError("--write-floor and --set go together", hint="name the file and the set")
    if options.lower and not options.write_floor:
        raise UsageError("--lower needs --write-floor", hint="name the floor file")
    evaluation = evaluate(options.gold, documents=options.documents)
    if options.format == "json":
        write_json(evaluation_record(evaluation))
    else:
        print("\n".join(_lines(evaluation, show=options.show)))
    if options.write_floor:
        _write_floor(evaluation, options)
    if options.write_precision:
        write_precision(Path(options.write_precision), evaluation)
    return 0


def _write_floor(evaluation: Evaluation, options: argparse.Namespace) -> None:
    """Write the floors, and tell which stand above what is measured."""
    for change in write_floor(Path(options.write_floor), options.set, evaluation, lower=options.lower):
        if change.floor > change.measured:
            kept = f"{options.set}: the floor of {change.name} stays {change.floor:.3f}, measured is {change.measured:.3f}"
            complain(f"{kept}; --lower lets it fall", kind="warning: ")


def _lines(evaluation: Evaluation, *, show: bool) -> Iterator[str]:
    yield _tallies("relation", evaluation.relations() | {"all": evaluation.total})
    yield from ("", _tallies("language", evaluation.languages()))
    yield from ("", _tallies("kind", evaluation.kinds()))
    marks = {**evaluation.qualifiers(), "quoted exactly": evaluation.quoted()}
    yield ""
    yield table([("", "right", "of", "share"), *((name, part, of, f"{share(part, of):.3f}") for name, (part, of) in marks.items())])
    yield from ("", _calibration(evaluation))
    rules = evaluation.rules().items()
    yield ""
    yield table([("rule", "right", "wrong", "precision"), *((rule, c.right, c.wrong, f"{c.precision:.3f}") for rule, c in rules)])
    if show:
        yield from _shown(evaluation)


def _tallies(heading: str, tallies: Mapping[str, Tally]) -> str:
    rows = [
        (printable(name), t.found, t.missed, t.wrong, *(f"{x:.3f}" for x in (t.precision, t.recall, t.f1))) for name, t in tallies.items()
    ]
    return table([(heading, "found", "missed", "wrong", "precision", "recall", "F1"), *rows])


def _calibration(evaluation: Evaluation) -> str:
    rows = [
        (
            f"{each.low / 100:.2f} to {each.high / 100:.2f}",
            each.claims,
            each.right,
            f"{share(each.right, each.claims):.3f}",
            f"{each.confidence:.3f}",
        )
        for each in evaluation.calibration()
    ]
    bins = table([("confidence", "claims", "right", "share", "mean confidence"), *rows])
    return f"{bins}\nmean distance of confidence from share right: {evaluation.calibration_error():.3f}"


def _shown(evaluation: Evaluation) -> Iterator[str]:
    """What was missed and what is wrong, each with its sentence and the rules that were tried or that made it."""
    record = evaluation_record(evaluation)
    for fact in record["missed"]:
        yield ""
        yield printable(f"missed  {fact['document']}: {fact['predicate']}: {fact['subject']} → {fact['object']}")
        yield printable(f"  {fact['sentence'] or '–'}  {fact['text'] or fact['quote']}")
        for attempt in fact["tried"]:
            yield printable(
                f"  tried {attempt['rule'] or 'the genre'} at {attempt['trigger']!r}: {attempt['why'] or 'it made a claim, or was refused'}"
            )
    for claim in record["wrong"]:
        yield ""
        yield printable(f"wrong   {claim['document']}: {claim['predicate']}: {claim['subject']} → {claim['object']}")
        yield printable(f"  {claim['sentence']}  {claim['text']}")
        yield printable(f"  made by {claim['rule']} ({claim['confidence']})")
