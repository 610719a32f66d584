"""``ssc-graph publish``."""

from __future__ import annotations

import argparse
import os

from ssc_graph.cli.terminal import printable, table
from ssc_graph.pipeline.publishing import publish
from ssc_graph.pipeline.remote import Remote


def run(options: argparse.Namespace) -> int:
    """Publish named graphs and print what became of each."""
    remote = Remote(
        options.endpoint,
        options.update or options.endpoint,
        options.graph_store,
        options.token or os.environ.get("SSC_GRAPH_TOKEN") or None,
        float(options.timeout),
    )
    done = list(publish(options.files, remote, graph=options.graph, dry_run=options.dry_run))
    rows = [(printable(graph.name), graph.state, graph.triples, graph.digest[:12]) for graph in done]
    print(table([("graph", "state", "triples", "hash"), *rows], words=(0, 1)))
    if options.dry_run:
        print("nothing was changed")
    return 0
