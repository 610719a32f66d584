"""What holds for every graph, whatever the documents say."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from ssc_graph.claims import Claim
from ssc_graph.document import Document
from ssc_graph.graph import build_graph
from ssc_graph.namespaces import expand
from tests.strategies import documents_with_claims

T = TypeVar("T")


def node(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


@given(documents_with_claims())
def test_no_blank_node_ever(read: Sequence[tuple[Document, list[Claim]]]) -> None:
    graph = build_graph(read, tool_version="1.0")
    assert not any(isinstance(term, BlankNode) for quad in graph.quads for term in (quad.subject, quad.object, quad.graph_name))
    assert not any(isinstance(quad.graph_name, DefaultGraph) for quad in graph.quads)


@given(documents_with_claims())
def test_every_claim_is_in_the_graph_and_only_facts_are_plain_triples(read: Sequence[tuple[Document, list[Claim]]]) -> None:
    graph = build_graph(read, tool_version="1.0")
    assert set(graph.claims) == {expand(made.curie(document.digest)) for document, claims in read for made in claims}
    relations = {node(f"ssc:{made.predicate}") for _, claims in read for made in claims}
    facts = {(made.subject.id, made.predicate) for _, claims in read for made in claims if made.is_fact}
    stated = {(triple.subject, triple.predicate) for triple in graph.triples() if triple.predicate in relations}
    assert stated == {(node(subject), node(f"ssc:{predicate}")) for subject, predicate in facts}


@given(documents_with_claims())
def test_labels_keep_the_integrity_of_skos(read: Sequence[tuple[Document, list[Claim]]]) -> None:
    labels = {kind: set[tuple[object, object]]() for kind in ("prefLabel", "altLabel")}
    for triple in build_graph(read, tool_version="1.0").triples():
        for kind, found in labels.items():
            if triple.predicate == node(f"skos:{kind}"):
                found.add((triple.subject, triple.object))
    assert not labels["prefLabel"] & labels["altLabel"]
    tags = [(subject, getattr(label, "language", None)) for subject, label in labels["prefLabel"]]
    assert len(tags) == len(set(tags))


@given(documents_with_claims(), st.randoms())
def test_the_order_of_documents_claims_and_labels_does_not_matter(read: list[tuple[Document, list[Claim]]], random: Random) -> None:
    shuffled = [(document, [_shuffled(made, random) for made in _shuffle(claims, random)]) for document, claims in _shuffle(read, random)]
    assert build_graph(shuffled, tool_version="1.0").quads == build_graph(read, tool_version="1.0").quads


def _shuffle(items: Sequence[T], random: Random) -> list[T]:
    return random.sample(list(items), len(items))


def _shuffled(made: Claim, random: Random) -> Claim:
    subject = dataclasses.replace(made.subject, labels=tuple(_shuffle(made.subject.labels, random)))
    return dataclasses.replace(made, subject=subject)
