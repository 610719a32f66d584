"""``ssc-graph validate``."""

from __future__ import annotations

import argparse

from ssc_graph.cli.terminal import printable, write_bytes
from ssc_graph.validation import ValidationReport, validate


def run(options: argparse.Namespace) -> int:
    """Check a graph against shapes and print the report; what could not be evaluated does not count as conforming."""
    report = validate(options.graph, shapes=options.shapes, engine=options.engine)
    _print(report, options)
    return 0 if report.conforms else 1


def _print(report: ValidationReport, options: argparse.Namespace) -> None:
    if options.format == "turtle":
        write_bytes(report.to_turtle().encode())
    elif options.format == "json":
        write_bytes(report.to_json().encode())
    else:
        for line in report.to_text(language=options.message_language).splitlines():
            print(printable(line))
