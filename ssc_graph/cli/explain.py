"""``ssc-graph explain``."""

from __future__ import annotations

import argparse

from ssc_graph.cli.terminal import printable
from ssc_graph.document import Document
from ssc_graph.errors import UsageError
from ssc_graph.pipeline import explain, read_document
from ssc_graph.pipeline.reasons import why, why_not


def run(options: argparse.Namespace) -> int:
    """Print what the reader saw in a document, or why it made a claim, or why it made none."""
    if options.relation and not options.words:
        raise UsageError("--relation tells what --words asks about", hint="add --words WORDS")
    document = read_document(options.document, language=options.language)
    for line in _answer(document, options).split("\n"):
        print(printable(line))
    return 0


def _answer(document: Document, options: argparse.Namespace) -> str:
    if options.claim:
        return why(document, options.claim)
    if options.words:
        return why_not(document, options.words, relation=options.relation)
    return explain(document, sentence=options.sentence)
