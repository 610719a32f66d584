"""The three cases of the W3C suite for the SPARQL 1.1 Service Description, and the interface for machines."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from tests.server.serving import Server

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def iri(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value


@pytest.fixture
def described(reading: Server) -> list[Quad]:
    answer = reading.get("/sparql", Accept="text/turtle")
    assert answer.status == 200
    return list(parse(answer.body, format=RdfFormat.TURTLE))


def test_returns_rdf(reading: Server) -> None:
    """GET on the endpoint without a query gives RDF, also in other forms, and whatever the client accepts."""
    forms = {"application/rdf+xml": RdfFormat.RDF_XML, "application/ld+json": RdfFormat.JSON_LD, "*/*": RdfFormat.TURTLE}
    for accept, form in forms.items():
        assert len(list(parse(reading.get("/sparql", Accept=accept).body, format=form))) > 20


def test_has_endpoint_triple(reading: Server, described: list[Quad]) -> None:
    endpoints = [quad.object for quad in described if quad.predicate.value == f"{SD}endpoint"]
    assert endpoints == [NamedNode(f"http://127.0.0.1:{reading.port}/sparql")]


def test_conforms_to_schema(described: list[Quad]) -> None:
    """The classes and properties are those of the vocabulary, and each is used on what it is for."""
    classes = {quad.subject: iri(quad.object) for quad in described if quad.predicate == TYPE}
    assert {kind.removeprefix(SD) for kind in classes.values()} == {"Service", "Dataset", "Graph", "NamedGraph"}
    domains = {
        "endpoint": "Service",
        "supportedLanguage": "Service",
        "feature": "Service",
        "resultFormat": "Service",
        "defaultDataset": "Service",
    }
    domains |= {"defaultGraph": "Dataset", "namedGraph": "Dataset", "name": "NamedGraph", "graph": "NamedGraph"}
    used = {quad.predicate.value.removeprefix(SD) for quad in described if quad.predicate.value.startswith(SD)}
    assert used == set(domains)
    for quad in described:
        if quad.predicate.value.startswith(SD):
            assert classes[quad.subject] == SD + domains[quad.predicate.value.removeprefix(SD)]
    names = {iri(quad.object) for quad in described if quad.predicate.value == f"{SD}name"}
    assert "https://w3id.org/ssc-graph/id/graph/provenance" in names


def test_updates_are_described_where_they_are_possible(reading: Server, writable: Server) -> None:
    assert "SPARQL11Update" not in reading.get("/sparql", Accept="text/turtle").text
    assert "SPARQL11Update" in writable.get("/sparql", Accept="text/turtle").text


def test_a_browser_is_led_to_the_page(reading: Server) -> None:
    answer = reading.get("/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (answer.status, answer.headers["Location"]) == (303, "/query")


def test_the_interface_is_described_for_machines(reading: Server, writable: Server) -> None:
    told = reading.get("/openapi.json").json
    assert told["openapi"].startswith("3.1")
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert operation["responses"], (path, method)
    assert "put" not in told["paths"]["/graphs"]
    assert writable.get("/openapi.json").json["paths"]["/graphs"]["put"]["security"] == [{"token": []}]
    for path in (
        "/sparql?query=ASK%7B%7D",
        "/graphs?default=",
        "/query",
        "/terms?words=bapa",
        "/openapi.json",
        "/authority/unossc.en.html",
    ):
        assert reading.get(path).status == 200
