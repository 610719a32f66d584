"""The order of the stages: read, extract, build, validate, write. No other module knows it."""

from __future__ import annotations

from ssc_graph.pipeline.building import OUTPUT_FILES, BuildResult, DocumentSummary, Failure, build
from ssc_graph.pipeline.explanation import explain
from ssc_graph.pipeline.stages import build_graph, bundled, extract_claims, read_document, tool_version

__all__ = [
    "OUTPUT_FILES",
    "BuildResult",
    "DocumentSummary",
    "Failure",
    "build",
    "build_graph",
    "bundled",
    "explain",
    "extract_claims",
    "read_document",
    "tool_version",
]
