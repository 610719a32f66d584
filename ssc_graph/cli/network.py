"""``ssc-graph network``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_graph import ontology
from ssc_graph.cli.terminal import printable, table
from ssc_graph.errors import OutputError, UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.network import SUFFIXES, around, build_network, draw, largest, measure, page, write_network
from ssc_graph.sparql.terms import as_iri
from ssc_graph.store import open_store, read_quads

if TYPE_CHECKING:
    import networkx as nx


def run(options: argparse.Namespace) -> int:
    """Draw, export or measure a network."""
    suffix = Path(options.output).suffix.lower() if options.output else ""
    if not options.output and not options.measures:
        raise UsageError("nothing is asked for", hint="give --output FILE, --measures, or both")
    if options.output and suffix not in SUFFIXES:
        raise UsageError("the suffix is none of a picture or network", where=options.output, hint=f"known are {', '.join(SUFFIXES)}")
    network = build_network(_graph(options), view=options.view, denied=options.denied, language=options.language)
    if options.around:
        network = around(network, as_iri(options.around) or options.around)
    if options.measures:
        for line in figures(network):
            print(line)
    if options.output:
        _write(Path(options.output), content(network, suffix, language=options.language, most=options.most))
        shown = largest(network, options.most) if suffix in (".svg", ".html") else network
        counts = f"{shown.number_of_nodes()} of {network.number_of_nodes()} things, {shown.number_of_edges()} relations"
        print(f"{printable(options.output)}: {counts}")
    return 0


def _graph(options: argparse.Namespace) -> PolicyGraph:
    if options.store:
        store = open_store(options.data, path=options.store)
        return PolicyGraph.from_quads(store.oxigraph)
    return PolicyGraph.from_quads(read_quads(options.data))


def content(network: nx.MultiDiGraph[str], suffix: str, *, language: str, most: int) -> bytes:
    """Return the file.

    Args:
        network: a view.
        suffix: of the file.
        language: of legend and page.
        most: things in a picture.
    """
    if suffix in (".graphml", ".gexf"):
        return write_network(network, suffix)
    names = {term.curie.removeprefix("ssc:"): term.labels.get(language, term.curie) for term in ontology.terms()}
    drawing = draw if suffix == ".svg" else page
    return drawing(largest(network, most), language=language, relations=names).encode()


def _write(path: Path, written: bytes) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(written)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise OutputError(f"the file cannot be written ({error.strerror or error})", where=str(path)) from error


def figures(network: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield the lines that tell the measures.

    Args:
        network: a view.
    """
    found = measure(network)

    def label(node: str) -> str:
        return printable(str(network.nodes[node]["label"]))

    yield f"things {found.nodes}, relations {found.edges}"
    yield ""
    yield table([("most pointed at", "things", "claims"), *((label(node), things, claims) for node, things, claims in found.most_cited)])
    if found.betweenness:
        yield ""
        yield table([("most in between", "share"), *((label(node), f"{share:.3f}") for node, share in found.betweenness)])
    if found.chains:
        yield ""
        yield "longest chains"
        yield from (" → ".join(map(label, chain.nodes)) + ("" if chain.firm else "  (not all firm)") for chain in found.chains)
    if found.communities:
        yield ""
        yield "communities"
        yield from (f"{len(group):>3}  {'; '.join(map(label, group[:6]))}{' …' if len(group) > 6 else ''}" for group in found.communities)  # noqa: PLR2004 (names in a line)
