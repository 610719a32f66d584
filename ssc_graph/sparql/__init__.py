"""Questions to a graph: named queries as data files, any SPARQL query, results for people and for programs."""

from __future__ import annotations

from ssc_graph.sparql.named import NamedQuery, Parameter, named_queries, named_query
from ssc_graph.sparql.results import Results
from ssc_graph.sparql.running import run
from ssc_graph.sparql.scanning import is_update, scan

__all__ = ["NamedQuery", "Parameter", "Results", "is_update", "named_queries", "named_query", "run", "scan"]
