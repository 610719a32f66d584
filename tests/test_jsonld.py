"""JSON-LD: the context in the file, documents that hold their claims, the shortest form for each value."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from ssc_graph import resources
from ssc_graph.errors import DataFileError, GraphError
from ssc_graph.graph import PolicyGraph, build_graph
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, INSTANCES, expand
from ssc_graph.serialization import canonical_hash, parse, serialize
from ssc_graph.serialization.compaction import Compactor
from ssc_graph.serialization.context import Context, read_context
from ssc_graph.serialization.jsonld import write_framed, write_jsonld
from tests.graph_examples import COLD_WAR, FATIGUE, PART_OF, claim, graph_of
from tests.rdf_readers import GRAPH, IRI, of, union


def nodes(text: str) -> list[dict[str, Any]]:
    found = json.loads(text)["@graph"]
    assert isinstance(found, list)
    return found


def test_jsonld_stands_alone_with_the_published_context_in_it() -> None:
    published = json.loads(resources.read("ontology", "context.jsonld"))["@context"]
    written = json.loads(serialize(GRAPH, "jsonld"))["@context"]
    assert {**written, **published} == written


def test_jsonld_under_another_base_moves_the_prefixes_of_instances_only() -> None:
    here, there = (
        json.loads(serialize(build_graph([], base=base, tool_version="1"), "jsonld"))["@context"] for base in (DEFAULT_BASE, IRI)
    )
    moved = {here[name]: there[name] for name in there if there[name] != here[name]}
    assert moved == {f"{DEFAULT_BASE}{folder}/": f"{IRI}{folder}/" for folder in INSTANCES}
    assert there["claim"] == IRI + "claim/"


def test_jsonld_writes_every_node_once_with_short_keys() -> None:
    found = nodes(serialize(GRAPH, "jsonld"))
    names = [node.get("@id") or node["id"] for node in found]
    assert len(names) == len(set(names)) == len({triple.subject for triple in GRAPH.triples()})
    assert not any("://" in key for node in found for key in node)


_CONTEXT = {
    "ssc": FIXED["ssc"],
    "rdf": FIXED["rdf"],
    "skos": FIXED["skos"],
    "oa": FIXED["oa"],
    "evidence": {"@id": "ssc:evidence", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id", "@container": "@set"},
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": expand("xsd:nonNegativeInteger")},
    "claimSubject": {"@id": "rdf:subject", "@type": "@id"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
}


def small(*, extra: dict[str, Any] | None = None) -> Context:
    return read_context({**_CONTEXT, **(extra or {})}, where="test")


def test_framed_documents_hold_their_claims_in_the_order_of_the_text() -> None:
    later = claim(COLD_WAR, "causes", FATIGUE, quote="Kejenuhan bantuan")
    for claims in ((PART_OF, later), (later, PART_OF)):
        first = nodes(write_framed(graph_of(*claims).triples(), context=small()))[0]
        assert [told["evidence"]["selector"][1]["exact"] for told in first["claims"]] == [
            "UNOSSC berada di bawah UNDP",
            "Kejenuhan bantuan",
        ]
        assert first["claims"][0]["evidence"]["selector"][0]["start"] == 0


def test_framed_claims_can_be_read_without_looking_elsewhere() -> None:
    found = nodes(write_framed(graph_of(PART_OF).triples(), context=small()))
    subject = found[0]["claims"][0]["claimSubject"]
    assert subject["prefLabel"] == {"id": "UNOSSC"}
    assert "skos:altLabel" not in subject
    assert next(node for node in found[1:] if node["@id"] == subject["@id"])["skos:altLabel"]["@value"] == "Kantor KSS"
    assert "ssc:claimedIn" not in found[0]["claims"][0]
    assert not any("Claim" in str(node.get("@type")) or "Evidence" in str(node.get("@type")) for node in found)


def test_framed_uses_the_key_that_the_context_has_for_claims() -> None:
    context = small(extra={"says": {"@reverse": "ssc:claimedIn"}})
    written = json.loads(write_framed(graph_of(PART_OF).triples(), context=context))
    assert len(written["@graph"][0]["says"]) == 1
    assert "claims" not in written["@context"]


def test_framed_and_plain_jsonld_say_the_same() -> None:
    plain, framed = (parse(serialize(GRAPH, name), format=name, where=name) for name in ("jsonld", "framed"))
    assert canonical_hash(plain) == canonical_hash(framed) == union(GRAPH)


def compacted(extra: dict[str, Any], *objects: NamedNode | Literal) -> dict[str, Any]:
    context = read_context({"ex": IRI, "ssc": FIXED["ssc"], **extra}, where="test")
    node = nodes(write_jsonld(of(*objects).triples(), context=context))[0]
    assert node.pop("@id") == "ex:s"
    again = parse(json.dumps({"@context": dict(context.document), "@id": "ex:s", **node}), format="jsonld", where="x")
    assert {quad.object for quad in again} == set(objects)
    return node


_INTEGER = expand("xsd:nonNegativeInteger")


@pytest.mark.parametrize(
    ("extra", "value", "node"),
    [
        ({}, Literal("a"), {"ex:p": "a"}),
        ({}, Literal("a", language="id"), {"ex:p": {"@value": "a", "@language": "id"}}),
        ({}, NamedNode(IRI + "o"), {"ex:p": {"@id": "ex:o"}}),
        ({"p": "ex:p"}, Literal("a"), {"p": "a"}),
        ({"p": {"@id": "ex:p", "@type": "@id"}}, NamedNode(IRI + "o"), {"p": "ex:o"}),
        ({"p": {"@id": "ex:p", "@type": "@id"}}, Literal("ex:o"), {"p": {"@value": "ex:o"}}),
        ({"p": {"@id": "ex:p", "@type": "@vocab"}, "causes": "ssc:causes"}, NamedNode(expand("ssc:causes")), {"p": "causes"}),
        ({"p": {"@id": "ex:p", "@type": _INTEGER}}, Literal("12", datatype=NamedNode(_INTEGER)), {"p": 12}),
        ({"p": {"@id": "ex:p", "@type": _INTEGER}}, Literal("012", datatype=NamedNode(_INTEGER)), {"p": "012"}),
        ({"p": {"@id": "ex:p", "@type": _INTEGER}}, Literal("12"), {"p": {"@value": "12"}}),
        ({"p": {"@id": "ex:p", "@container": "@language"}}, Literal("a", language="id"), {"p": {"id": "a"}}),
        ({"p": {"@id": "ex:p", "@container": "@language"}}, Literal("a"), {"p": {"@none": "a"}}),
        ({"p": {"@id": "ex:p", "@container": "@language"}}, NamedNode(IRI + "o"), {"ex:p": {"@id": "ex:o"}}),
        ({"p": {"@id": "ex:p", "@container": "@set"}}, Literal("a"), {"p": ["a"]}),
        ({"p": {"@id": "ex:p", "@language": "id"}}, Literal("a", language="id"), {"p": "a"}),
        ({"p": {"@id": "ex:p", "@language": "id"}}, Literal("a"), {"p": {"@value": "a"}}),
        ({"p": {"@id": "ex:p", "@language": "id"}, "q": "ex:p"}, Literal("a"), {"q": "a"}),
        ({"p": {"@reverse": "ex:p"}}, Literal("a"), {"ex:p": "a"}),
    ],
)
def test_each_value_has_the_shortest_form_that_its_term_allows(
    extra: dict[str, Any], value: NamedNode | Literal, node: dict[str, Any]
) -> None:
    assert compacted(extra, value) == node


def test_keywords_are_written_by_their_aliases() -> None:
    context = read_context({"id": "@id", "type": "@type", "ex": IRI, "Thing": "ex:Thing"}, where="test")
    graph = of(NamedNode(IRI + "Thing"), predicate=expand("rdf:type"))
    assert nodes(write_jsonld(graph.triples(), context=context)) == [{"id": "ex:s", "type": "Thing"}]


@pytest.mark.parametrize(
    "context",
    [
        {"@import": IRI},
        {"@language": "en"},
        {"p": {"@id": IRI + "p", "@container": "@list"}},
        {"p": {"@id": IRI + "p", "@context": {}}},
        {"p": "no-iri"},
    ],
)
def test_a_context_that_the_writer_does_not_know_is_refused(context: dict[str, Any]) -> None:
    with pytest.raises(DataFileError, match=r"^test: "):
        read_context(context, where="test")


def test_an_iri_that_the_context_would_change_is_refused() -> None:
    with pytest.raises(GraphError, match="prefix"):
        Compactor(read_context({"tag": IRI}, where="test")).reference("tag:a@b.org,2024:x")


def test_what_jsonld_cannot_say_is_refused() -> None:
    quads = [Quad(NamedNode(IRI), NamedNode(IRI), Triple(NamedNode(IRI), NamedNode(IRI), Literal("x")))]
    with pytest.raises(GraphError, match=r"RDF 1\.1"):
        serialize(PolicyGraph.from_quads(quads), "jsonld")
