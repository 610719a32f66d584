"""Validation of many resolutions by either engine, in parts: how time grows with the graph."""

from __future__ import annotations

import importlib.util
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measuring import processor_seconds, slope, table
from benchmarks.resolutions import write
from ssc_graph.graph import PolicyGraph
from ssc_graph.pipeline import build_graph, extract_claims, read_document
from ssc_graph.validation import validate


def validating(most: int) -> str:
    """Return the table for a quarter and a half of so many resolutions, and all of them."""
    sizes = tuple(most // part for part in (4, 2, 1))
    with tempfile.TemporaryDirectory() as name:
        graphs = [_graph(paths) for paths in (write(size, Path(name)) for size in sizes)]
    engines = ("pyshacl", "fast") if importlib.util.find_spec("shacl") else ("pyshacl",)
    taken = {engine: [processor_seconds(partial(validate, graph, engine=engine), rounds=1) for graph in graphs] for engine in engines}
    heads = ("engine", *(f"{size:,}" for size in sizes), "slope")
    rows = [(engine, *(f"{each:.1f}" for each in seconds), f"{slope(sizes, seconds):.2f}") for engine, seconds in taken.items()]
    return table(
        "Processor seconds for the validation of so many resolutions, and the power with which they grow (1 is linear)", heads, rows
    )


def _graph(paths: list[Path]) -> PolicyGraph:
    documents = map(read_document, paths)
    return build_graph((document, extract_claims(document)) for document in documents)
