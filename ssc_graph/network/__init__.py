"""Networks: causes, citations and bodies as networkx graphs, measured, drawn for a paper, and written for other programs."""

from __future__ import annotations

from ssc_graph.network.files import SUFFIXES, write_network
from ssc_graph.network.measures import Chain, Measures, causal_chains, communities, measure
from ssc_graph.network.pictures import draw, page
from ssc_graph.network.views import VIEWS, around, build_network, largest

__all__ = [
    "SUFFIXES",
    "VIEWS",
    "Chain",
    "Measures",
    "around",
    "build_network",
    "causal_chains",
    "communities",
    "draw",
    "largest",
    "measure",
    "page",
    "write_network",
]
