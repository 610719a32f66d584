"""Questions to a graph: named queries as data files, any SPARQL query, results for people and for programs."""

from __future__ import annotations

from ssc_graph.sparql.named import NamedQuery, Parameter, is_name, named_queries, named_query
from ssc_graph.sparql.results import Results
from ssc_graph.sparql.running import query, run
from ssc_graph.sparql.scanning import is_update, scan

__all__ = [
    "NamedQuery",
    "Parameter",
    "Results",
    "is_name",
    "is_update",
    "named_queries",
    "named_query",
    "names_dataset",
    "query",
    "run",
    "scan",
]
