"""IRIs of the graph lead to what is known of the things: 303, forms by negotiation, versions by validators."""

from __future__ import annotations

import json
import re

import pytest
from pyoxigraph import RdfFormat, parse

from ssc_graph.namespaces import expand
from tests.server.serving import Server, follow

UNOSSC, UNDP = expand("auth:unossc"), expand("auth:undp")
FORMS = {
    "text/turtle": ("ttl", RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", RdfFormat.JSON_LD),
    "application/n-triples": ("nt", RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", RdfFormat.RDF_XML),
}


def test_a_thing_leads_to_its_document(reading: Server) -> None:
    answer = reading.get("/authority/unossc", Accept="text/turtle")
    assert (answer.status, answer.headers["Location"], answer.headers["Vary"]) == (303, "/data/authority/unossc", "Accept")


@pytest.mark.parametrize("accept", FORMS)
def test_a_document_comes_in_the_form_that_is_wanted(reading: Server, accept: str) -> None:
    suffix, form = FORMS[accept]
    location = follow(reading.get("/authority/unossc").headers["Location"])
    answer = reading.get(location, Accept=accept)
    assert (answer.status, answer.kind, answer.headers["Vary"]) == (200, accept, "Accept")
    assert answer.headers["Content-Location"] == f"/data/authority/unossc.{suffix}"
    said = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in parse(answer.body, format=form)}
    assert (UNOSSC, expand("ssc:partOf"), UNDP) in said
    assert reading.get(f"/data/authority/unossc.{suffix}").body == answer.body


def test_a_browser_gets_a_page(reading: Server) -> None:
    answer = reading.get("/data/authority/unossc", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (answer.status, answer.kind, answer.headers["Vary"]) == (200, "text/html", "Accept, Accept-Language")
    assert "United Nations Office for South-South Cooperation" in answer.text
    assert 'href="/data/authority/undp?lang=en"' in answer.text
    indonesian = reading.get("/data/authority/unossc", Accept="text/html", Accept_Language="id-ID,id;q=0.9")
    assert '<html lang="id">' in indonesian.text
    assert "bagian dari" in indonesian.text


def test_the_page_of_a_claim_shows_the_words_that_make_it(reading: Server) -> None:
    pattern = "?claim rdf:subject auth:unossc ; rdf:predicate ssc:partOf ; ssc:evidence/oa:hasSelector/oa:exact ?words"
    query = f"SELECT ?claim ?words WHERE {{ {pattern} }}"
    answer = reading.query(query)
    claim, words = answer.column("claim")[0], answer.column("words")[0]
    page = reading.get(claim.replace("https://w3id.org/ssc-graph/", "/data/"), Accept="text/html").text
    assert f"<mark>{words}</mark>" in page


@pytest.mark.parametrize("path", ["/ns/causes", "/concept/aid-fatigue", "/authority/undp"])
def test_terms_of_the_vocabulary_lead_somewhere_too(reading: Server, path: str) -> None:
    answer = reading.get(follow(reading.get(path).headers["Location"]), Accept="text/turtle")
    assert answer.status == 200
    assert any(quad.subject.value == f"https://w3id.org/ssc-graph{path}" for quad in parse(answer.body, format=RdfFormat.TURTLE))


def test_every_thing_of_the_graph_leads_to_a_document(reading: Server) -> None:
    ours = "FILTER(STRSTARTS(STR(?thing), 'https://w3id.org/ssc-graph/'))"
    query = f"SELECT DISTINCT ?thing WHERE {{ ?thing a ?kind {ours} }} ORDER BY MD5(STR(?thing)) LIMIT 40"
    things = reading.query(query).column("thing")
    assert len(things) == 40
    for thing in things:
        path = thing.removeprefix("https://w3id.org/ssc-graph")
        assert reading.get(path).status == 303, thing
        assert reading.get(f"/data{path}", Accept="application/ld+json").status == 200, thing


def test_json_ld_comes_in_two_profiles(reading: Server) -> None:
    compacted = reading.get("/data/authority/unossc", Accept="application/ld+json")
    expanded = reading.get("/data/authority/unossc", Accept='application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"')
    assert compacted.headers["Content-Type"] == 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
    assert expanded.headers["Content-Type"] == 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'
    assert "@context" in json.loads(compacted.body)
    assert isinstance(json.loads(expanded.body), list)
    assert set(parse(compacted.body, format=RdfFormat.JSON_LD)) == set(parse(expanded.body, format=RdfFormat.JSON_LD))


def test_links_name_the_other_forms_and_the_thing(reading: Server) -> None:
    links = reading.get("/data/authority/unossc", Accept="text/turtle").headers["Link"]
    found = dict(re.findall(r'<([^>]*)>; rel="([^"]*)"', links))
    assert found[UNOSSC] == "http://xmlns.com/foaf/0.1/primaryTopic"
    assert found["/data/authority/unossc"] == "canonical"
    assert found["/data/authority/unossc.jsonld"] == "alternate"
    assert "/data/authority/unossc.ttl" not in found


def test_a_version_that_is_known_is_not_sent_again(reading: Server) -> None:
    first = reading.get("/data/authority/unossc", Accept="text/turtle")
    again = reading.get("/data/authority/unossc", Accept="text/turtle", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert reading.get("/data/authority/unossc", Accept="application/ld+json", If_None_Match=first.headers["ETag"]).status == 200


def test_a_head_is_the_head_of_the_whole(reading: Server) -> None:
    for path in ("/data/authority/unossc", "/authority/unossc", "/", "/query"):
        whole, head = reading.get(path, Accept="text/turtle"), reading.ask("HEAD", path, headers={"Accept": "text/turtle"})
        assert (head.status, head.body, head.headers["Content-Length"]) == (whole.status, b"", whole.headers["Content-Length"])


@pytest.mark.parametrize(
    "path", ["/authority/no-such-thing", "/data/authority/no-such-thing", "/no/such/path", "/data/authority/unossc.docx"]
)
def test_what_is_not_known_is_404(reading: Server, path: str) -> None:
    assert reading.get(path).status == 404


def test_a_form_that_is_not_there_is_406(reading: Server) -> None:
    assert reading.get("/data/authority/unossc", Accept="image/png").status == 406


def test_other_sites_may_read(reading: Server) -> None:
    for path in ("/sparql?query=ASK%7B%7D", "/data/authority/unossc"):
        assert reading.get(path, Origin="https://elsewhere.example").headers["Access-Control-Allow-Origin"] == "*"
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = reading.ask("OPTIONS", "/sparql", headers=asked)
    assert (answer.status, answer.body) == (204, b"")
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
