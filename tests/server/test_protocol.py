"""The cases of the W3C suite for the SPARQL 1.1 Protocol (data-sparql11/protocol), by their names there."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse

from tests.server.conftest import GRAPHS
from tests.server.serving import TOKEN, Server

ONE, TWO, THREE = GRAPHS
FOAF = "PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
DC = "PREFIX dc: <http://purl.org/dc/terms/> "
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
RESULT = "http://example.org/protocol-update-dataset-test/"
COPY = f"{DC}{FOAF}INSERT {{ GRAPH <{RESULT}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ %s }}"


def copied(server: Server, graph: str) -> bool:
    return server.truth(f"{DC}ASK {{ GRAPH <{RESULT}> {{ <{graph}> a dc:BibliographicResource }} }}")


# ---- queries that are answered ---------------------------------------------------------------------------------------------


def test_query_get(writing: Server) -> None:
    answer = writing.query("ASK {}")
    assert (answer.status, answer.kind, answer.json["boolean"]) == (200, "application/sparql-results+json", True)


def test_query_post_form(writing: Server) -> None:
    answer = writing.form(("query", "ASK {}"))
    assert (answer.status, answer.json["boolean"]) == (200, True)


def test_query_post_direct(writing: Server) -> None:
    answer = writing.ask("POST", "/sparql", body="ASK {}", headers={"Content-Type": "application/sparql-query"})
    assert (answer.status, answer.json["boolean"]) == (200, True)


def test_query_dataset_default_graph(writing: Server) -> None:
    assert writing.truth(f"ASK {{ <{ONE}> ?p ?o }}", default_graph_uri=ONE)
    assert not writing.truth(f"ASK {{ <{TWO}> ?p ?o }}", default_graph_uri=ONE)


def test_query_dataset_default_graphs_get(writing: Server) -> None:
    query = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r FILTER NOT EXISTS {{ <{THREE}> ?x ?y }} }}"
    assert writing.truth(query, default_graph_uri=[ONE, TWO])


def test_what_stands_in_two_default_graphs_stands_in_their_merge_once(writing: Server) -> None:
    assert writing.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <urn:a> <urn:b> 1 }} GRAPH <{TWO}> {{ <urn:a> <urn:b> 1 }} }}").status == 204
    count = "SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }"
    assert writing.query(count, default_graph_uri=[ONE, TWO]).column("n") == ["1"]
    assert writing.query(count.replace("{", f"FROM <{ONE}> FROM <{TWO}> {{")).column("n") == ["1"]


def test_query_dataset_default_graphs_post(writing: Server) -> None:
    query = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r FILTER NOT EXISTS {{ <{THREE}> ?x ?y }} }}"
    assert writing.form(("query", query), ("default-graph-uri", ONE), ("default-graph-uri", TWO)).json["boolean"]


def test_query_dataset_named_graphs_get(writing: Server) -> None:
    query = f"ASK {{ GRAPH ?a {{ <{ONE}> ?p ?o }} GRAPH ?b {{ <{TWO}> ?q ?r }} FILTER NOT EXISTS {{ GRAPH <{THREE}> {{ ?x ?y ?z }} }} }}"
    assert writing.truth(query, named_graph_uri=[ONE, TWO])


def test_query_dataset_named_graphs_post(writing: Server) -> None:
    query = (
        f"ASK {{ GRAPH ?a {{ <{ONE}> ?p ?o }} FILTER NOT EXISTS {{ GRAPH <{THREE}> {{ ?x ?y ?z }} }} FILTER NOT EXISTS {{ ?d ?e ?f }} }}"
    )
    assert writing.form(("query", query), ("named-graph-uri", ONE), ("named-graph-uri", TWO)).json["boolean"]


def test_query_dataset_full(writing: Server) -> None:
    query = f"ASK {{ <{THREE}> ?a ?b GRAPH ?g {{ <{ONE}> ?p ?o }} FILTER NOT EXISTS {{ <{ONE}> ?x ?y }} }}"
    assert writing.truth(query, default_graph_uri=THREE, named_graph_uri=[ONE, TWO])


def test_query_multiple_dataset(writing: Server) -> None:
    """The dataset of the request goes before that of the query (section 2.1.4)."""
    query = f"ASK FROM <{TWO}> {{ <{ONE}> ?p ?o FILTER NOT EXISTS {{ <{TWO}> ?x ?y }} }}"
    assert writing.truth(query, default_graph_uri=ONE)


def test_a_query_that_names_its_graphs_sees_no_others(writing: Server) -> None:
    assert not writing.truth(f"ASK FROM <{TWO}> {{ <{ONE}> ?p ?o }}")


def test_query_content_type_select(writing: Server) -> None:
    query = "SELECT ?s WHERE { ?s ?p ?o }"
    assert sorted(writing.query(query).column("s")) == list(GRAPHS)
    as_xml = writing.query(query, accept="application/sparql-results+xml")
    assert len(list(ET.fromstring(as_xml.text).iter("{http://www.w3.org/2005/sparql-results#}result"))) == 3  # noqa: S314 (ours)
    as_csv = writing.query(query, accept="text/csv")
    assert sorted(row[0] for row in csv.reader(io.StringIO(as_csv.text))) == [*GRAPHS, "s"]
    as_tsv = writing.query(query, accept="text/tab-separated-values")
    assert sorted(as_tsv.text.split()) == [*(f"<{graph}>" for graph in GRAPHS), "?s"]


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_query_content_type_ask(writing: Server, accept: str) -> None:
    assert writing.query("ASK {}", accept=accept).kind == accept


GRAPH_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("accept", GRAPH_TYPES)
@pytest.mark.parametrize("query", [f"DESCRIBE <{ONE}>", f"CONSTRUCT {{ <{ONE}> ?p ?o }} WHERE {{ <{ONE}> ?p ?o }}"])
def test_query_content_type_describe_and_construct(writing: Server, accept: str, query: str) -> None:
    answer = writing.query(query, accept=accept)
    assert (answer.status, answer.kind) == (200, accept)
    assert [quad.subject.value for quad in parse(answer.body, format=GRAPH_TYPES[accept])] == [ONE]


def test_a_form_that_cannot_be_given_is_told(writing: Server) -> None:
    assert writing.query("ASK {}", accept="image/png").status == 406


# ---- queries that are refused ----------------------------------------------------------------------------------------------


def test_bad_query_method(writing: Server) -> None:
    assert writing.ask("PUT", "/sparql?query=ASK%20%7B%7D").status == 405


def test_bad_multiple_queries(writing: Server) -> None:
    assert writing.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D").status == 400


def test_bad_query_wrong_media_type(writing: Server) -> None:
    assert writing.ask("POST", "/sparql", body="ASK {}", headers={"Content-Type": "text/plain"}).status == 415


def test_bad_query_missing_form_type(writing: Server) -> None:
    assert writing.ask("POST", "/sparql", body="query=ASK%20%7B%7D").status == 415


def test_bad_query_missing_direct_type(writing: Server) -> None:
    assert writing.ask("POST", "/sparql", body="ASK {}").status == 415


def test_bad_query_non_utf8(writing: Server) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    assert writing.ask("POST", "/sparql", body="ASK {}".encode("utf-16"), headers=headers).status == 415


def test_bad_query_syntax(writing: Server) -> None:
    answer = writing.query("ASK {\n ?s ?p }")
    assert answer.status == 400
    assert answer.text.startswith("line 2, column ")
    assert answer.text.count("\n") == 1


# ---- updates that are done -------------------------------------------------------------------------------------------------


def test_update_post_form(writing: Server) -> None:
    assert writing.form(("update", "INSERT DATA { <urn:a> <urn:b> 1 }"), headers=AUTHORISED).status == 204
    assert writing.truth("ASK { <urn:a> <urn:b> 1 }")


def test_update_post_direct(writing: Server) -> None:
    assert writing.update("INSERT DATA { <urn:a> <urn:b> 2 }").status == 204
    assert writing.truth("ASK { <urn:a> <urn:b> 2 }")


def test_update_dataset_default_graph(writing: Server) -> None:
    assert writing.update(COPY % "?s a foaf:Document", using_graph_uri=ONE).status == 204
    assert [copied(writing, graph) for graph in GRAPHS] == [True, False, False]


def test_update_dataset_default_graphs(writing: Server) -> None:
    assert writing.update(COPY % "?s a foaf:Document", using_graph_uri=[ONE, TWO]).status == 204
    assert [copied(writing, graph) for graph in GRAPHS] == [True, True, False]


def test_update_dataset_named_graphs(writing: Server) -> None:
    assert writing.update(COPY % "GRAPH ?g { ?s a foaf:Document }", using_named_graph_uri=[ONE, TWO]).status == 204
    assert [copied(writing, graph) for graph in GRAPHS] == [True, True, False]


def test_update_dataset_full(writing: Server) -> None:
    pattern = "GRAPH ?g { ?s a foaf:Document } ?t a foaf:Document"
    assert writing.update(COPY % pattern, using_graph_uri=ONE, using_named_graph_uri=TWO).status == 204
    assert [copied(writing, graph) for graph in GRAPHS] == [False, True, False]


def test_update_dataset_of_the_short_form_of_delete(writing: Server) -> None:
    assert writing.update(f"{FOAF}DELETE WHERE {{ GRAPH ?g {{ ?s a foaf:Document }} }}", using_named_graph_uri=ONE).status == 204
    assert sorted(writing.query("SELECT ?s WHERE { ?s ?p ?o }").column("s")) == [TWO, THREE]


def test_update_base_uri(writing: Server) -> None:
    assert writing.update("INSERT DATA { GRAPH <urn:base-test> { <urn:s> <urn:p> <test> } }").status == 204
    (value,) = writing.query("SELECT ?o WHERE { GRAPH <urn:base-test> { <urn:s> <urn:p> ?o } }").column("o")
    assert value.startswith("https://")
    assert value.endswith("/test")


# ---- updates that are refused ----------------------------------------------------------------------------------------------


def test_bad_update_get(writing: Server) -> None:
    assert writing.ask("GET", "/sparql?update=CLEAR%20ALL", headers=AUTHORISED).status == 400
    assert writing.truth("ASK { ?s ?p ?o }")


def test_bad_multiple_updates(writing: Server) -> None:
    assert writing.form(("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT"), headers=AUTHORISED).status == 400


def test_bad_update_wrong_media_type(writing: Server) -> None:
    assert writing.ask("POST", "/sparql", body="CLEAR NAMED", headers={"Content-Type": "text/plain", **AUTHORISED}).status == 415


def test_bad_update_missing_form_type(writing: Server) -> None:
    assert writing.ask("POST", "/sparql", body="update=CLEAR%20NAMED", headers=AUTHORISED).status == 415


def test_bad_update_non_utf8(writing: Server) -> None:
    headers = {"Content-Type": "application/sparql-update; charset=UTF-16", **AUTHORISED}
    assert writing.ask("POST", "/sparql", body="CLEAR NAMED".encode("utf-16"), headers=headers).status == 415


def test_bad_update_syntax(writing: Server) -> None:
    assert writing.update("CLEAR XYZ").status == 400


@pytest.mark.parametrize("clause", ["USING", "WITH"])
def test_bad_update_dataset_conflict(writing: Server, clause: str) -> None:
    update = f"WITH <{ONE}> INSERT {{ <urn:a> <urn:b> 1 }} WHERE {{ ?s ?p ?o }}"
    if clause == "USING":
        update = f"INSERT {{ <urn:a> <urn:b> 1 }} USING <{ONE}> WHERE {{ ?s ?p ?o }}"
    assert writing.update(update, using_named_graph_uri=TWO).status == 400
