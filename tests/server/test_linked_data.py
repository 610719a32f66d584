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


#: What a client accepts, and in which language it likes to read; where it is led from a thing.
NEGOTIATED = [
    ("", "", "en.html"),
    ("*/*", "", "en.html"),
    ("text/html", "", "en.html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "id-ID,id;q=0.9,en;q=0.8", "id.html"),
    ("text/html", "fr, id;q=0.2, en;q=0.1", "id.html"),
    ("text/html", "id;q=0.1, en-GB", "en.html"),
    ("text/html", "id;q=0, fr", "en.html"),
    ("text/html", "es", "en.html"),
    ("text/turtle", "id", "ttl"),
    ("text/turtle;q=0.2, application/ld+json", "", "jsonld"),
    ("text/*;q=0.3, application/n-triples", "", "nt"),
    ("application/rdf+xml, text/html;q=0.9", "", "rdf"),
    ("application/trig", "", "trig"),
    ("application/n-quads", "", "nq"),
    ("application/json", "", "jsonld"),
]


@pytest.mark.parametrize(("accept", "language", "suffix"), NEGOTIATED)
def test_a_thing_leads_to_the_document_that_is_wanted(reading: Server, accept: str, language: str, suffix: str) -> None:
    answer = reading.ask("GET", "/authority/unossc", headers={"Accept": accept, "Accept-Language": language})
    assert (answer.status, answer.headers["Location"]) == (303, f"/authority/unossc.{suffix}")
    assert answer.headers["Vary"] == "Accept, Accept-Language"
    document = reading.ask("GET", answer.headers["Location"], headers={"Accept": accept, "Accept-Language": language})
    assert (document.status, document.headers.get("Content-Language")) == (200, suffix.removesuffix(".html") if "html" in suffix else None)


@pytest.mark.parametrize("accept", FORMS)
def test_data_come_in_every_form_and_say_the_same(reading: Server, accept: str) -> None:
    suffix, form = FORMS[accept]
    answer = reading.get(follow(reading.get("/authority/unossc", Accept=accept).headers["Location"]))
    assert (answer.status, answer.kind) == (200, accept)
    said = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in parse(answer.body, format=form)}
    assert (UNOSSC, expand("ssc:partOf"), UNDP) in said
    assert reading.get(f"/authority/unossc.{suffix}").body == answer.body


def test_a_language_in_the_address_goes_before_that_of_the_browser(reading: Server) -> None:
    answer = reading.get("/authority/unossc?lang=id", Accept="text/html", Accept_Language="en")
    assert answer.headers["Location"] == "/authority/unossc.id.html"


@pytest.mark.parametrize(
    ("path", "page", "data"),
    [
        ("/ns/causes", "/ns.en.html#causes", "/ns/causes.ttl"),
        ("/ns/", "/ns.en.html", "/ns/.ttl"),
        ("/rule/alias.or.known", "/rules.en.html#alias.or.known", "/rule/alias.or.known.ttl"),
        ("/things", "/things.en.html", None),
        ("/search?q=a%22b", "/search.en.html?q=a%22b", None),
        ("/ns", "/ns.en.html", "/ns.ttl"),
        ("/", None, "/dataset.ttl"),
    ],
)
def test_parts_of_pages_and_lists_have_their_ways_too(reading: Server, path: str, page: str | None, data: str | None) -> None:
    if page is not None:
        answer = reading.get(path, Accept="text/html")
        assert (answer.status, answer.headers["Location"]) == (303, page), answer.text
    answer = reading.get(path, Accept="text/turtle")
    assert (answer.status, answer.headers["Location"]) == ((303, data) if data else (406, None))


def test_a_claim_leads_to_its_place_on_a_page_and_its_data_to_the_words_that_make_it(reading: Server) -> None:
    pattern = "?claim rdf:subject auth:unossc ; rdf:predicate ssc:partOf ; ssc:evidence/oa:hasSelector/oa:exact ?words"
    answer = reading.query(f"SELECT ?claim ?words WHERE {{ {pattern} }}")
    claim, words = answer.column("claim")[0], answer.column("words")[0]
    path = claim.removeprefix("https://w3id.org/ssc-graph")
    name = path.rpartition("/")[2]
    location = reading.get(path, Accept="text/html", Accept_Language="id").headers["Location"]
    assert location == f"/id/claim/{name[:2]}.id.html#{name}"
    page = reading.get(location.partition("#")[0]).text
    assert f'id="{name}"' in page
    assert words in page
    data = reading.get(follow(reading.get(path, Accept="text/turtle").headers["Location"])).text
    assert words in data


@pytest.mark.parametrize("path", ["/ns/causes", "/concept/aid-fatigue", "/authority/undp"])
def test_terms_of_the_vocabulary_lead_somewhere_too(reading: Server, path: str) -> None:
    answer = reading.get(follow(reading.get(path, Accept="text/turtle").headers["Location"]))
    assert answer.status == 200
    assert any(quad.subject.value == f"https://w3id.org/ssc-graph{path}" for quad in parse(answer.body, format=RdfFormat.TURTLE))


def test_every_thing_of_the_graph_leads_to_a_document(reading: Server) -> None:
    ours = "FILTER(STRSTARTS(STR(?thing), 'https://w3id.org/ssc-graph/'))"
    query = f"SELECT DISTINCT ?thing WHERE {{ ?thing a ?kind {ours} }} ORDER BY MD5(STR(?thing)) LIMIT 40"
    things = reading.query(query).column("thing")
    assert len(things) == 40
    for thing in things:
        path = thing.removeprefix("https://w3id.org/ssc-graph")
        for accept, kind in (("text/html", "text/html"), ("application/ld+json", "application/ld+json")):
            led = reading.get(path, Accept=accept)
            assert led.status == 303, thing
            answer = reading.get(follow(led.headers["Location"]), Accept=accept)
            assert (answer.status, answer.kind) == (200, kind), thing
            assert re.sub("/(?:position|quote)$", "", path).rpartition("/")[2] in answer.text, thing


def test_json_ld_comes_in_two_profiles(reading: Server) -> None:
    compacted = reading.get("/authority/unossc.jsonld", Accept="application/ld+json")
    expanded = reading.get("/authority/unossc.jsonld", Accept='application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"')
    assert compacted.headers["Content-Type"] == 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
    assert expanded.headers["Content-Type"] == 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'
    assert "@context" in json.loads(compacted.body)
    assert isinstance(json.loads(expanded.body), list)
    assert set(parse(compacted.body, format=RdfFormat.JSON_LD)) == set(parse(expanded.body, format=RdfFormat.JSON_LD))


def test_links_name_the_other_forms_and_the_thing(reading: Server) -> None:
    for path in ("/authority/unossc.ttl", "/authority/unossc.id.html"):
        found = dict(re.findall(r'<([^>]*)>; rel="([^"]*)"', reading.get(path).headers["Link"]))
        assert found.pop(UNOSSC) == "http://xmlns.com/foaf/0.1/primaryTopic"
        suffixes = {way.removeprefix("/authority/unossc.") for way, relation in found.items() if relation == "alternate"}
        assert suffixes == {"en.html", "id.html", "ttl", "jsonld", "nt", "rdf", "trig", "nq"} - {path.removeprefix("/authority/unossc.")}
        assert all(reading.get(way).status == 200 for way in found)


@pytest.mark.parametrize("path", ["/authority/unossc.ttl", "/authority/unossc.en.html", "/style.css", "/graph.nq", "/", "/search/en/ba.js"])
def test_a_version_that_is_known_is_not_sent_again(reading: Server, path: str) -> None:
    first = reading.get(path)
    again = reading.get(path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert reading.get(path, If_None_Match='"another"').status == 200


def test_each_form_and_language_has_a_version_of_its_own(reading: Server) -> None:
    expanded = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'
    answers = [reading.get(f"/authority/unossc.{suffix}") for suffix in ("en.html", "id.html", "ttl", "jsonld", "nt")]
    answers += [reading.get("/authority/unossc.jsonld", Accept=expanded)]
    assert len({answer.headers["ETag"] for answer in answers}) == len(answers)


def test_a_head_is_the_head_of_the_whole(reading: Server) -> None:
    for path in ("/authority/unossc", "/authority/unossc.ttl", "/authority/unossc.id.html", "/", "/query", "/style.css", "/graph.ttl"):
        whole, head = reading.get(path, Accept="text/html"), reading.ask("HEAD", path, headers={"Accept": "text/html"})
        assert (head.status, head.body, head.headers["Content-Length"]) == (whole.status, b"", whole.headers["Content-Length"])
        assert head.headers.get("ETag") == whole.headers.get("ETag")


@pytest.mark.parametrize(
    "path",
    [
        "/authority/no-such-thing",
        "/authority/no-such-thing.en.html",
        "/no/such/path",
        "/authority/unossc.docx",
        "/authority/unossc.es.html",
        "/index.en.html",
        "/things-2.en.html",
        "/things-0.en.html",
        "/kind/nothing.en.html",
        "/query/nothing.en.html",
        "/id/claim/zz.en.html",
        "/search/en/zz.js",
        "/search/es/ba.js",
        "/authority/unossc.css",
    ],
)
def test_what_is_not_known_is_404(reading: Server, path: str) -> None:
    assert reading.get(path).status == 404
    assert reading.get(path, If_None_Match="*").status == 404


def test_a_form_that_is_not_there_is_406(reading: Server) -> None:
    assert reading.get("/authority/unossc", Accept="image/png").status == 406


def test_other_sites_may_read(reading: Server) -> None:
    for path in ("/sparql?query=ASK%7B%7D", "/authority/unossc.ttl"):
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
