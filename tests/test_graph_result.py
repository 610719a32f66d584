"""The graph in the hands of its users: rdflib, other processes, records of claims."""

from __future__ import annotations

import dataclasses
import json
import pickle

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, Quad, Triple
from rdflib.namespace import SKOS

from ssc_graph.claims import Literal as Value
from ssc_graph.errors import GraphError
from ssc_graph.graph import PolicyGraph, build_graph, claim_record
from ssc_graph.namespaces import expand
from tests.graph_examples import NOTE, PART_OF, UNDP, UNOSSC, claim, graph_of, node

# The result


def test_rdflib_gets_the_same_triples_with_the_literals_as_they_are_written() -> None:
    odd = [("0.50", "xsd:decimal"), ("1", "xsd:boolean"), ("none", "xsd:boolean"), ("012", "xsd:integer"), ("a", "xsd:string")]
    quads = [Quad(node("entity:x"), node("rdf:value"), Literal(value, datatype=node(datatype))) for value, datatype in odd]
    switch = rdflib.NORMALIZE_LITERALS
    graph = PolicyGraph.from_quads(quads).to_rdflib()
    assert switch == rdflib.NORMALIZE_LITERALS
    assert {str(value) for value in graph.objects()} == {value for value, _ in odd}
    assert rdflib.Literal("a") in set(graph.objects())


def test_rdflib_gets_the_named_graphs() -> None:
    graph = graph_of(PART_OF)
    dataset = graph.to_rdflib_dataset()
    names = {str(context.identifier) for context in dataset.graphs() if len(context)}
    assert names == set(graph.named_graphs)
    assert sum(len(context) for context in dataset.graphs()) == len(graph)
    assert (rdflib.URIRef(expand("entity:unossc")), SKOS.prefLabel, rdflib.Literal("UNOSSC", lang="id")) in dataset


def test_rdflib_is_not_given_what_it_does_not_know() -> None:
    triple = Triple(node("entity:x"), node("rdf:value"), Literal("x"))
    with pytest.raises(GraphError, match=r"RDF 1\.1"):
        PolicyGraph.from_quads([Quad(node("entity:x"), node("rdf:value"), triple)]).to_rdflib()


def test_quads_are_sorted_and_stand_once_however_they_come() -> None:
    quads = graph_of(PART_OF).quads
    again = PolicyGraph.from_quads([*reversed(quads), *quads])
    assert again == graph_of(PART_OF)
    assert len(again.quads) == len(set(quads))


def test_a_graph_can_be_handed_to_another_process() -> None:
    graph = graph_of(PART_OF)
    assert pickle.loads(pickle.dumps(graph)) == graph  # noqa: S301 (our own bytes)


def test_triples_of_the_default_graph_can_be_asked_for() -> None:
    quad = Quad(node("entity:x"), node("rdf:value"), Literal("x"), DefaultGraph())
    graph = PolicyGraph.from_quads([quad])
    assert graph.triples("") == [quad.triple] == graph.triples()
    assert graph.named_graphs == ()


# Claims as records

_KEYS = ["id", "subject", "predicate", "object", "negated", "modality", "attributed_to", "evidence", "rule", "confidence"]


def test_a_record_has_the_documented_keys_in_their_order() -> None:
    record = claim_record(dataclasses.replace(PART_OF, attributed_to=UNDP), NOTE, base="https://example.org/kg/")
    assert list(record) == _KEYS
    assert record["subject"] == {
        "id": "https://example.org/kg/entity/unossc",
        "labels": ["UNOSSC", "Kantor KSS"],
        "types": ["ssc:IntergovernmentalBody"],
        "text": "UNOSSC",
    }
    assert record["attributed_to"] == {"id": "https://example.org/kg/entity/undp", "labels": ["UNDP"]}
    assert (
        record["id"]
        in build_graph(
            [(NOTE, [dataclasses.replace(PART_OF, attributed_to=UNDP)])], base="https://example.org/kg/", tool_version="1"
        ).claims
    )
    assert json.loads(json.dumps(record)) == record


def test_a_record_of_a_date_has_its_value_and_datatype() -> None:
    record = claim_record(claim(UNOSSC, "heldOn", Value("1955-04-18/1955-04-24", "edtf:EDTF")), NOTE)
    assert record["object"] == {"value": "1955-04-18/1955-04-24", "datatype": "edtf:EDTF"}
    assert record["attributed_to"] is None
