"""``ssc-graph gaps``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Final

from ssc_graph.cli.terminal import complain, printable, table, write_json
from ssc_graph.errors import InputError
from ssc_graph.evaluation import Gap
from ssc_graph.evaluation.gaps import REFUSED
from ssc_graph.evaluation.records import gap_record
from ssc_graph.pipeline import read_document
from ssc_graph.pipeline.measuring import gaps

_HEADINGS: Final = ("document", "sentence", "trigger", "rule", "why it made no claim", "words")
_WORDS: Final = 60  # characters of a sentence that are shown
_NONE: Final = "–"


def run(options: argparse.Namespace) -> int:
    """Print the sentences that hold a trigger word but gave no claim."""
    found: list[tuple[str, Gap]] = []
    code = 0
    for source in options.documents:
        try:
            document = read_document(source, language=options.language)
            found.extend((document.name, gap) for gap in gaps(document, everything=options.all))
        except InputError as error:
            complain(str(error))
            code = error.exit_code
    if options.format == "json":
        for name, gap in found:
            write_json(gap_record(name, gap))
    elif found:
        print(table([_HEADINGS, *_rows(found)], words={0, 2, 3, 4, 5}))
    else:
        print("no sentence with a trigger word is without a claim")
    return code


def _rows(found: Iterable[tuple[str, Gap]]) -> Iterator[tuple[str, ...]]:
    """A row for each rule that was tried; one for a sentence that only names known things."""
    for name, gap in found:
        place = (printable(name), str(gap.number))
        words = printable(gap.text if len(gap.text) <= _WORDS else f"{gap.text[: _WORDS - 1]}…")
        for attempt in gap.attempts:
            yield (*place, printable(attempt.trigger), attempt.rule or _NONE, printable(attempt.why or REFUSED), words)
        if not gap.attempts:
            yield (*place, _NONE, _NONE, f"names {', '.join(gap.things)}", words)
