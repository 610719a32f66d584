"""``ssc-graph site``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ssc_graph.cli.terminal import printable
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.site import SiteResult, SiteSettings, build_site
from ssc_graph.site.stated import Stated


def run(options: argparse.Namespace) -> int:
    """Write the site and print what it holds."""
    settings = SiteSettings(
        base=DEFAULT_BASE if options.base is None else options.base,
        address=options.address or "",
        date=options.date or "",
        engine=options.engine,
        stated=Stated.of(options.publisher, options.contact),
    )
    result = build_site(options.data, output=options.output, previous=options.previous, settings=settings)
    if not options.quiet:
        print("\n".join(_summary(result)))
    return 1 if result.report is not None and not result.report.conforms else 0


def _summary(result: SiteResult) -> Iterator[str]:
    yield f"documents    {result.documents}"
    yield f"things       {result.things}"
    yield f"claims       {result.claims}"
    yield f"pages        {result.pages} (files: {result.files})"
    yield f"verdict      {'not evaluated' if result.report is None else result.report.verdict.value}"
    if result.changes is not None:
        yield f"changes      {result.changes}"
    yield f"fingerprint  {result.fingerprint}"
    yield f"written to   {printable(str(result.folder))}: begin at index.html"
