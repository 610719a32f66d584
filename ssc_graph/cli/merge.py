"""``ssc-graph merge``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ssc_graph.cli.graph_files import content_of, refuse_broken
from ssc_graph.cli.terminal import complain, printable
from ssc_graph.errors import UsageError
from ssc_graph.merging.cliques import Link
from ssc_graph.merging.importing import format_of, read_any
from ssc_graph.merging.sources import Source, source_quads, sources_of
from ssc_graph.merging.sssom import read_mappings
from ssc_graph.merging.uniting import Merged, links_of, merge
from ssc_graph.merging.writing import FILES, dataset, explain_lines, report_data, report_json, report_text, rows_of
from ssc_graph.namespaces import expand


def run(options: argparse.Namespace) -> int:
    """Merge graphs, or tell why some ids are one thing."""
    graphs = list(options.graphs)
    if not graphs and options.explain and options.output:
        graphs = [str(Path(options.output) / FILES[0])]
    if not graphs:
        raise UsageError("no graph is named", hint="name the files to merge")
    sources, links = _read(graphs, _licences(options.licence, graphs))
    for name in options.mappings:
        data, title = content_of(name)
        links += links_of(read_mappings(data, where=title), origin=title)
    if options.explain:
        merged = merge(sources, links, most=options.most)
        print("\n".join(printable(line) for line in explain_lines(merged, _iri(options.explain))))
        return 0
    if not options.output:
        raise UsageError("no folder is named", hint="name one with --output")
    return _write(sources, links, options)


def _write(sources: list[Source], links: list[Link], options: argparse.Namespace) -> int:
    from ssc_graph.pipeline.outputs import OutputFolder

    folder = OutputFolder(Path(options.output), FILES)
    folder.prepare()
    merged = merge(sources, links, most=options.most)
    validation, conforms = _validated(merged, options.engine) if options.validate else (None, True)
    data = report_data(merged, validation=validation)
    folder.publish(
        [("merged.nq", dataset(merged)), ("report.txt", report_text(data).encode()), ("report.json", report_json(data).encode())]
    )
    for warning in merged.warnings:
        complain(warning, kind="warning: ")
    rows = [
        ("sources", len(merged.sources)),
        ("triples", sum(len(source.canonical.lines) for source in merged.sources)),
        ("in the view", len(merged.view)),
        ("joined", f"{len(merged.accepted)} things"),
        ("refused", f"{len(merged.refused)} cliques"),
        ("conflicts", len(merged.conflicts)),
        ("verdict", "not asked for" if validation is None else "conforms" if conforms else "our part does not conform"),
        ("written to", f"{printable(options.output)}: {', '.join(FILES)}"),
    ]
    print("\n".join(f"{name:<11}  {value}" for name, value in rows))
    return 0 if conforms else 1


def _read(graphs: list[str], licences: dict[str, str]) -> tuple[list[Source], list[Link]]:
    sources: list[Source] = []
    links: list[Link] = []
    for name in graphs:
        data, title = content_of(name)
        reading = read_any(data, title=title)
        refuse_broken(reading, title)
        if not reading.quads:
            complain(f"{title} holds no statement", kind="warning: ")
        if format_of(data, title) == "sssom":
            links += links_of(read_mappings(data, where=title), origin=title)
            continue
        for origin, row in rows_of(reading.quads):
            links += links_of([row], origin=origin)
        sources += sources_of(reading.quads, title=title, licences=[licences[name]] if name in licences else [])
    return sources, links


def _licences(given: list[str], graphs: list[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, equals, licence = one.partition("=")
        if not equals or name not in graphs:
            raise UsageError(f"--licence {one!r} names none of the graphs", hint="write --licence FILE=IRI")
        found[name] = licence
    return found


def _validated(merged: Merged, engine: str) -> tuple[list[dict[str, Any]], bool]:
    """Return what our shapes say of our part, each result with the sources that speak of its node."""
    from ssc_graph.graph import PolicyGraph
    from ssc_graph.validation import validate

    ours = [source for source in merged.sources if source.is_ours]
    if not ours:
        return [], True
    quads = [quad for source in ours for quad in source_quads(source)]
    report = validate(PolicyGraph.from_quads(quads), engine=engine)
    speaking: dict[str, set[str]] = {}
    for quad in quads:
        speaking.setdefault(str(quad.subject), set()).add(quad.graph_name.value)  # type: ignore[union-attr]
    results = [
        {
            "severity": str(result.severity),
            "node": str(result.focus_node),
            "message": result.message(),
            "sources": sorted(speaking.get(str(result.focus_node), ())),
        }
        for result in report.results
    ]
    return results, report.conforms


def _iri(text: str) -> str:
    """Return the IRI of an id that may be written with a prefix (``wd:Q161718``)."""
    try:
        return expand(text)
    except ValueError:
        return text
