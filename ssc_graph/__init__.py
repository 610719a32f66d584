"""ssc-graph: policy documents on South-South cooperation as a knowledge graph that can be cited.

A document is read, its claims are extracted, the claims become a graph, the graph is validated and written:

>>> import io
>>> import ssc_graph
>>> document = ssc_graph.read_document(io.BytesIO(b"UNOSSC is part of the United Nations Development Programme."))
>>> graph = ssc_graph.build_graph([(document, ssc_graph.extract_claims(document))])
>>> ssc_graph.validate(graph).conforms
True
>>> "ssc:partOf auth:undp" in ssc_graph.serialize(graph, "turtle")
True
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_graph.claims import Claim as Claim
    from ssc_graph.document import Document as Document
    from ssc_graph.errors import SscGraphError as SscGraphError
    from ssc_graph.graph import PolicyGraph as PolicyGraph
    from ssc_graph.pipeline import build_graph as build_graph
    from ssc_graph.pipeline import extract_claims as extract_claims
    from ssc_graph.pipeline import read_document as read_document
    from ssc_graph.serialization import serialize as serialize
    from ssc_graph.validation import ValidationReport as ValidationReport
    from ssc_graph.validation import validate as validate

    __version__: str

#: Public name to the module that defines it; loaded when the name is first used, so that ``import ssc_graph`` costs nothing.
_HOMES = {
    "Claim": "claims",
    "Document": "document",
    "PolicyGraph": "graph",
    "SscGraphError": "errors",
    "ValidationReport": "validation",
    "build_graph": "pipeline",
    "extract_claims": "pipeline",
    "read_document": "pipeline",
    "serialize": "serialization",
    "validate": "validation",
}

__all__ = [
    "Claim",
    "Document",
    "PolicyGraph",
    "SscGraphError",
    "ValidationReport",
    "__version__",
    "build_graph",
    "extract_claims",
    "read_document",
    "serialize",
    "validate",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("ssc-graph")
    elif name in _HOMES:
        value = getattr(importlib.import_module(f"ssc_graph.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
