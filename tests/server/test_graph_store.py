"""The Graph Store HTTP Protocol: graphs are read by all, written by those with the token."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from tests.server.serving import TOKEN, Server

GRAPH = "/graphs?graph=" + quote("http://example.org/graphs/ä", safe="")
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {"Content-Type": "text/turtle", **AUTHORISED}
ALICE = '<http://example.org/alice> <http://example.org/name> "Alice \\"A\\" }\\n" .'
BOB = "<http://example.org/bob> <http://example.org/knows> [ <http://example.org/name> 'Carol' ] ."


def size(server: Server, path: str) -> int:
    answer = server.get(path, Accept="application/n-triples")
    assert answer.status == 200, answer.text
    return len(list(parse(answer.body, format=RdfFormat.N_TRIPLES)))


def test_put_makes_a_graph_and_then_replaces_it(writing: Server) -> None:
    assert writing.ask("PUT", GRAPH, body=ALICE, headers=TURTLE).status == 201
    assert writing.get(GRAPH, Accept="application/n-triples").text.strip() == ALICE
    assert writing.ask("PUT", GRAPH, body=BOB, headers=TURTLE).status == 204
    assert size(writing, GRAPH) == 2


def test_post_adds_to_a_graph(writing: Server) -> None:
    assert writing.ask("POST", GRAPH, body=ALICE, headers=TURTLE).status == 201
    assert writing.ask("POST", GRAPH, body=BOB, headers=TURTLE).status == 204
    assert size(writing, GRAPH) == 3


def test_delete_removes_a_graph(writing: Server) -> None:
    writing.ask("PUT", GRAPH, body=ALICE, headers=TURTLE)
    assert writing.ask("DELETE", GRAPH, headers=AUTHORISED).status == 204
    assert writing.get(GRAPH).status == 404
    assert writing.ask("DELETE", GRAPH, headers=AUTHORISED).status == 404


def test_an_empty_graph_is_a_graph(writing: Server) -> None:
    assert writing.ask("PUT", GRAPH, body="", headers=TURTLE).status == 201
    assert size(writing, GRAPH) == 0


def test_the_default_graph_is_read_and_written(writing: Server) -> None:
    assert writing.ask("PUT", "/graphs?default", body=ALICE, headers=TURTLE).status == 204
    assert size(writing, "/graphs?default") == 1 + 3  # it is the union of what it holds itself and of the named graphs
    assert writing.ask("DELETE", "/graphs?default", headers=AUTHORISED).status == 204
    assert size(writing, "/graphs?default") == 3


def test_the_default_graph_stays_the_union_when_named_graphs_change(writing: Server) -> None:
    other = GRAPH + "-2"
    for path in (GRAPH, other):
        writing.ask("PUT", path, body=ALICE, headers=TURTLE)
    count = "SELECT (COUNT(*) AS ?n) { <http://example.org/alice> ?p ?o }"
    assert writing.query(count).column("n") == ["1"]  # in two graphs, and once in their union
    writing.ask("DELETE", GRAPH, headers=AUTHORISED)
    assert writing.query(count).column("n") == ["1"]
    assert writing.update("DROP GRAPH <http://example.org/graphs/ä-2>;").status == 204
    assert writing.query(count).column("n") == ["0"]


def test_head_gives_the_head(writing: Server) -> None:
    writing.ask("PUT", GRAPH, body=ALICE, headers=TURTLE)
    answer = writing.ask("HEAD", GRAPH)
    assert (answer.status, answer.body, answer.kind) == (200, b"", "text/turtle")


@pytest.mark.parametrize("path", ["/graphs", "/graphs?default&graph=urn:a", "/graphs?graph=no-iri", "/graphs?graph=http://a/%3E%20%7B"])
def test_a_graph_that_is_not_named_well_is_refused(writing: Server, path: str) -> None:
    assert writing.get(path).status == 400


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        ("text/turtle", "<a", 400),
        ("application/rdf+xml", '<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', 400),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/context", "@id": "urn:a", "b": 1}', 400),
        ("application/n-quads", "<urn:a> <urn:b> <urn:c> <urn:d> .", 400),
        ("text/turtle", "<urn:a> <urn:b> " + "(" * 200_000, 400),
        ("application/ld+json", "[" * 200_000, 400),
        ("text/csv", "a,b", 415),
    ],
    ids=["broken", "S3 entities", "S9 remote context", "named graphs", "S30 deep Turtle", "S30 deep JSON-LD", "no graph"],
)
def test_what_is_no_good_graph_changes_nothing(writing: Server, media_type: str, body: str, status: int) -> None:
    writing.ask("PUT", GRAPH, body=ALICE, headers=TURTLE)
    answer = writing.ask("PUT", GRAPH, body=body, headers={"Content-Type": media_type, **AUTHORISED})
    assert answer.status == status
    assert answer.text.count("\n") == 1
    assert writing.get(GRAPH, Accept="application/n-triples").text.strip() == ALICE


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nobody_writes_without_the_token(writing: Server, method: str) -> None:
    for headers in ({}, {"Authorization": "Bearer another-test-token"}, {"Authorization": f"Basic {TOKEN}"}):
        assert writing.ask(method, "/graphs?default", body=ALICE, headers={"Content-Type": "text/turtle", **headers}).status == 401
    assert size(writing, "/graphs?default") == 3


def test_a_version_that_is_known_is_not_sent_again(writing: Server) -> None:
    writing.ask("PUT", GRAPH, body=ALICE, headers=TURTLE)
    tag = writing.get(GRAPH).headers["ETag"]
    assert writing.get(GRAPH, If_None_Match=tag).status == 304
    writing.ask("PUT", GRAPH, body=BOB, headers=TURTLE)
    assert writing.get(GRAPH, If_None_Match=tag).status == 200
