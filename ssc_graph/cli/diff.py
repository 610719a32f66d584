"""``ssc-graph diff``."""

from __future__ import annotations

import argparse

from pyoxigraph import Quad

from ssc_graph.cli.graph_files import content_of, refuse_broken
from ssc_graph.cli.terminal import printable, write_bytes
from ssc_graph.merging.differences import difference
from ssc_graph.merging.importing import read_any


def run(options: argparse.Namespace) -> int:
    """Tell what differs between two graphs."""
    found = difference(_quads(options.old), _quads(options.new))
    if options.format == "text":
        for line in found.to_text().splitlines():
            print(printable(line))
    else:
        write_bytes((found.to_json() if options.format == "json" else found.to_patch()).encode())
    return 0


def _quads(name: str) -> list[Quad]:
    data, title = content_of(name)
    reading = read_any(data, title=title, graph="urn:graph")
    refuse_broken(reading, title)
    return reading.quads
