"""Networks: what causes what, who cites what, which body belongs to which."""

from __future__ import annotations

import pytest

from ssc_graph.errors import UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.network import build_network
from ssc_graph.pipeline import build_graph, extract_claims
from ssc_graph.readers import read_bytes

ENGLISH = (
    "Aid fatigue was caused by recession. Aid fatigue was not caused by a lack of need. "
    "Delays may lead to a loss of trust. UNOSSC is part of UNDP. South-South cooperation grows."
)
INDONESIAN = "Kejenuhan bantuan disebabkan oleh resesi. UNOSSC merupakan bagian dari UNDP. Kerja Sama Selatan-Selatan tumbuh."


@pytest.fixture(scope="module")
def graph() -> PolicyGraph:
    documents = [
        read_bytes(text.encode(), name=f"{language}.txt", media_type="text/plain", language=language)
        for language, text in (("en", ENGLISH), ("id", INDONESIAN))
    ]
    return build_graph((document, extract_claims(document)) for document in documents)


def labels(graph: PolicyGraph, view: str, *, denied: bool = False) -> set[tuple[str, str]]:
    network = build_network(graph, view=view, denied=denied)
    return {(network.nodes[left]["label"], network.nodes[right]["label"]) for left, right in network.edges()}


def test_a_cause_points_at_its_effect(graph: PolicyGraph) -> None:
    assert ("recession", "aid fatigue") in labels(graph, "causes")


def test_a_denied_cause_is_an_edge_only_where_it_is_asked_for(graph: PolicyGraph) -> None:
    assert ("lack of need", "aid fatigue") not in labels(graph, "causes")
    assert ("lack of need", "aid fatigue") in labels(graph, "causes", denied=True)


def test_a_hedged_cause_is_not_firm(graph: PolicyGraph) -> None:
    network = build_network(graph, view="causes")
    firm = {network.nodes[left]["label"]: data["firm"] for left, _, data in network.edges(data=True)}
    assert firm["recession"]
    assert not firm["Delays"]


def test_two_documents_that_agree_make_one_edge_with_two_sources(graph: PolicyGraph) -> None:
    network = build_network(graph, view="organisations")
    (edge,) = network.edges(data=True)
    assert (edge[2]["claims"], edge[2]["documents"]) == (2, 2)


def test_a_view_that_does_not_exist_is_a_usage_error(graph: PolicyGraph) -> None:
    with pytest.raises(UsageError, match="no view 'friends'"):
        build_network(graph, view="friends")
