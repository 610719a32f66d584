"""``ssc-graph diff``."""

from __future__ import annotations

import argparse

from pyoxigraph import Quad

from ssc_graph.cli.graph_files import content_of
from ssc_graph.cli.terminal import printable, write_bytes
from ssc_graph.errors import GraphError
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
    broken = reading.fault or (reading.repairs[0] if reading.repairs else None)
    if broken is not None:
        what = reading.fault.what if reading.fault else str(reading.repairs[0])
        raise GraphError(what, where=f"{title}:{broken.line}", hint="repair it with ssc-graph import --repair")
    return reading.quads
