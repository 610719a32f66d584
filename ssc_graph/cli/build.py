"""``ssc-graph build``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ssc_graph import pipeline
from ssc_graph.cli.metadata import metadata_of
from ssc_graph.cli.terminal import Progress, complain, printable, table
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.pipeline import BuildResult


def run(options: argparse.Namespace) -> int:
    """Build the graph of the documents and print a summary."""
    progress = Progress(shown=not options.quiet)
    try:
        result = pipeline.build(
            options.documents,
            output=options.output,
            base=DEFAULT_BASE if options.base is None else options.base,
            language=options.language,
            metadata=metadata_of(options),
            engine=options.engine,
            progress=progress,
        )
    finally:
        progress.close()
    for failure in result.failures:
        complain(str(failure.error))
    if not options.quiet:
        print("\n".join(summary(result, output=options.output)))
    return result.exit_code


def summary(result: BuildResult, *, output: str) -> Iterator[str]:
    """Yield the lines that tell a user what was built.

    Args:
        result: of the build.
        output: the folder as the user named it.
    """
    if result.documents:
        yield table([("document", "language", "claims"), *((printable(d.name), d.language, d.claims) for d in result.documents)])
        yield ""
        total = sum(result.relations.values())
        yield table([("relation", "claims"), *result.relations.items(), ("all", total)])
        yield ""
    yield from (f"warning: {printable(warning)}" for warning in result.warnings)
    yield from (f"not built: {printable(failure.source)}" for failure in result.failures)
    if result.graph is None or result.report is None:
        yield "nothing was written: no document could be built"
        return
    report = result.report
    yield f"documents   {len(result.documents)}"
    yield f"claims      {len(result.graph.claims)}"
    yield f"entities    {result.entities}"
    yield f"statements  {len(result.graph)}"
    yield f"verdict     {report.verdict.value} (violations: {len(report.violations)}, warnings: {len(report.warnings)})"
    yield f"written to  {printable(output)}: {', '.join(path.name for path in result.files)}"
