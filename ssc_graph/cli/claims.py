"""``ssc-graph claims``."""

from __future__ import annotations

import argparse

from ssc_graph.cli.metadata import metadata_of
from ssc_graph.cli.terminal import write_json
from ssc_graph.graph import check_base, claim_record
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.pipeline import extract_claims, read_document


def run(options: argparse.Namespace) -> int:
    """Print the claims of a document as JSON Lines."""
    base = check_base(DEFAULT_BASE if options.base is None else options.base)
    document = read_document(options.document, language=options.language, metadata=metadata_of(options))
    for claim in extract_claims(document):
        write_json(claim_record(claim, document, base=base))
    return 0
