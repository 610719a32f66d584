"""``ssc-graph explain``."""

from __future__ import annotations

import argparse

from ssc_graph.cli.terminal import printable
from ssc_graph.pipeline import explain, read_document


def run(options: argparse.Namespace) -> int:
    """Print what the reader saw in a document and why it made the claims it made."""
    document = read_document(options.document, language=options.language)
    for line in explain(document, sentence=options.sentence).split("\n"):
        print(printable(line))
    return 0
