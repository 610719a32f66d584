"""What the product itself builds conforms; what is then done to it does not go unseen."""

from __future__ import annotations

import pytest

from ssc_graph.graph import PolicyGraph
from ssc_graph.validation import validate
from tests.validation.graphs import built, fired


@pytest.fixture(scope="module")
def graph() -> PolicyGraph:
    return built()


def test_a_built_graph_conforms_without_a_warning(graph: PolicyGraph) -> None:
    report = validate(graph)
    assert report.conforms
    assert fired(report) == set(), report.to_text()


def test_a_built_graph_is_evaluated_in_every_part(graph: PolicyGraph) -> None:
    evaluated = {name.rpartition("/")[2] for name in validate(graph).evaluated}
    assert {
        "claim-evidence",
        "evidence-quotes",
        "document-digest-agrees",
        "interval-order",
        "fact-has-claim",
        "activity-digest",
    } <= evaluated


def test_rdflib_forms_of_a_built_graph_give_the_same_report(graph: PolicyGraph) -> None:
    assert validate(graph.to_rdflib()) == validate(graph) == validate(graph.to_rdflib_dataset())


@pytest.mark.parametrize(
    ("old", "new", "shape"),
    [
        ("scarcity.", "scarcity!", "document-digest-agrees"),
        ("The talks ran", "The talks run", "evidence-quotes"),
    ],
)
def test_a_changed_text_is_seen(graph: PolicyGraph, old: str, new: str, shape: str) -> None:
    import rdflib

    changed = rdflib.Graph()
    text = rdflib.URIRef("https://schema.org/text")
    for subject, predicate, value in graph.to_rdflib():
        changed.add((subject, predicate, rdflib.Literal(str(value).replace(old, new)) if predicate == text else value))
    assert shape in fired(validate(changed))


def test_a_claim_taken_away_leaves_its_fact_without_support(graph: PolicyGraph) -> None:
    kept = [quad for quad in graph.quads if not (quad.predicate.value.endswith("#subject") and "lirma-pact" in str(quad.object))]
    assert {"claim-subject", "fact-has-claim"} <= fired(validate(PolicyGraph.from_quads(kept, base=graph.base)))
