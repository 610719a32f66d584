"""A large graph is validated in parts; nobody can tell by the report."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from ssc_graph.claims import Claim, Evidence
from ssc_graph.document import Document, Metadata
from ssc_graph.graph import PolicyGraph, build_graph
from ssc_graph.validation import ValidationReport, checking, validate
from ssc_graph.validation.neighbourhood import looks
from ssc_graph.validation.parts import parts
from ssc_graph.validation.query_patterns import TooFarError, ways
from ssc_graph.validation.rdf_input import read_triples
from ssc_graph.validation.shape_graphs import our_shapes, read_shapes
from ssc_graph.validation.terms import Statement
from tests.validation.graphs import LEAGUE, SEEDS, built, constraints, fixture
from tests.validation.test_engines import corrupted

WHOLE = 10_000_000


def dealt(triples: list[Statement] | tuple[Statement, ...], seed: int) -> PolicyGraph:
    """A graph whose statements stand in three named graphs, wherever they belong."""
    chance = random.Random(seed)
    names = [NamedNode(f"https://example.org/graph/{number}") for number in range(3)]
    return PolicyGraph.from_quads(Quad(*triple, chance.choice(names)) for triple in triples)


def in_parts(graph: PolicyGraph, most: int, monkeypatch: pytest.MonkeyPatch, *, engine: str = "pyshacl") -> ValidationReport:
    monkeypatch.setattr(checking, "MOST", most)
    return validate(graph, engine=engine)


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_parts_say_of_corrupted_graphs_what_the_whole_says(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "fast":
        pytest.importorskip("shacl")
    triples, results = read_triples(built()).triples, 0
    for seed in range(25):
        graph = dealt(corrupted(triples, random.Random(seed)), seed)
        whole = in_parts(graph, WHOLE, monkeypatch, engine=engine)
        assert in_parts(graph, 1 + seed * 8, monkeypatch, engine=engine) == whole, seed
        results += len(whole.results)
    assert results > 40


@pytest.mark.parametrize("name", constraints())
def test_each_node_alone_gets_the_results_of_the_fixture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = dealt(read_triples(fixture(f"{name}.invalid"), rdf_format="turtle").triples, 0)
    whole = in_parts(graph, WHOLE, monkeypatch)
    assert whole.results
    assert in_parts(graph, 1, monkeypatch) == whole


@pytest.mark.parametrize("blank", ["", "_:somebody <https://w3id.org/ssc-graph/ns/partOf> _:somebody ."])
def test_a_file_is_looked_at_in_parts_too_and_as_a_whole_where_it_has_blank_nodes(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = fixture("fact-has-claim.invalid") + blank.encode()
    whole = validate(content, rdf_format="turtle")
    monkeypatch.setattr(checking, "MOST", 5)
    assert whole.results
    assert validate(content, rdf_format="turtle") == whole


def test_every_subject_counts_in_one_part_and_is_there_with_all_that_is_said_of_it() -> None:
    graph = dealt(read_triples(built()).triples, 1)
    found = list(parts(graph.statements, our_shapes(), {}, most=20))
    assert len(found) > 5
    nodes = [node for part in found for node in part.nodes or ()]
    assert len(nodes) == len(set(nodes)) == len(graph.nodes)
    for part in found:
        said = set(part.data)
        assert all((t.subject, t.predicate, t.object) in said for node in part.nodes or () for t in graph.nodes[node.value])


def test_parts_hold_little_of_one_another_though_all_documents_speak_of_one_thing() -> None:
    graph = build_graph([_letter(number) for number in range(40)], tool_version="1.0")
    found = list(parts(graph.statements, our_shapes(), {}, most=len(graph) // 10))
    assert len(found) > 8
    assert sum(len(part.data) for part in found) < 2 * len(graph)


def _letter(number: int) -> tuple[Document, list[Claim]]:
    words = "Lirma aims to share seeds."
    text = f"{words} This is letter {number}."
    aim = Claim(LEAGUE, "hasObjective", SEEDS, (Evidence(0, len(words), words),), "aim", 0.8)
    return Document(f"{number}.txt", text, (), Metadata(title=f"Letter {number}", language="en")), [aim]


def test_all_that_our_shapes_look_at_is_known() -> None:
    assert len(looks(our_shapes())) > 80


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { $this ?p ?o FILTER NOT EXISTS { ?x ?y ?o } }",
        "SELECT $this WHERE { $this ?p ?o . ?x <urn:p> ?y }",
        "SELECT $this WHERE { $this <urn:p>/<urn:q> ?o }",
        "SELECT $this (COUNT(*) AS ?n) WHERE { $this <urn:p> ?o } GROUP BY $this",
        "SELECT $this WHERE { ?x ?p $this }",
    ],
)
def test_a_query_that_looks_farther_than_is_known_is_not_followed(query: str) -> None:
    with pytest.raises(TooFarError):
        ways(query, {})


def test_a_shape_that_looks_farther_than_is_known_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    shapes = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetObjectsOf <urn:p> ; sh:nodeKind sh:IRI ."
    path.write_text(shapes, "utf-8")
    with pytest.raises(TooFarError, match="targetObjectsOf"):
        looks(read_shapes(path))
