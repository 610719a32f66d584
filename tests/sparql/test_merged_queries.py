"""The named queries that use the links of a merged dataset: on small graphs of ours, and on the graphs that others published."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ssc_graph.merging.importing import read_any
from ssc_graph.merging.sources import Source, sources_of
from ssc_graph.merging.sssom import read_mappings
from ssc_graph.merging.uniting import links_of, merge
from ssc_graph.merging.writing import dataset
from ssc_graph.store import Store, store_of
from tests.conftest import SHARED
from tests.sparql.test_named_queries import Answer, answer

ROOT = Path(__file__).parents[2]
#: The queries that are answered here.
MERGED = {
    "by-source",
    "contradictions",
    "filed-under",
    "headings",
    "ids",
    "matching-objectives",
    "names-by-source",
    "why-same",
}
HEAD = """
@prefix org: <http://www.w3.org/ns/org#> . @prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix wd: <http://www.wikidata.org/entity/> . @prefix eurovoc: <http://eurovoc.europa.eu/> . @prefix g: <https://goals.example/> .
@prefix unbis: <http://metadata.un.org/thesaurus/> . @prefix r: <https://register.example/> . @prefix t: <https://thesaurus.example/> .
@prefix auth: <https://w3id.org/ssc-graph/authority/> .
"""
REGISTER = """
r:un a org:FormalOrganization ; skos:exactMatch wd:Q1065 ; skos:prefLabel "Organisation der Vereinten Nationen"@de ;
  schema:foundingDate "1945"^^xsd:gYear .
r:other a org:FormalOrganization ; skos:exactMatch wd:Q7 ; skos:prefLabel "Another body"@en ; schema:foundingDate "1946"^^xsd:gYear .
wd:Q7 schema:foundingDate "1947"^^xsd:gYear .
"""
THESAURUS = """
t:1 a skos:Concept ; skos:prefLabel "INDONESIA"@en ; skos:exactMatch unbis:1003113 .
<http://metadata.un.org/thesaurus#1001613> skos:prefLabel "DEVELOPING COUNTRIES"@en .
"""
GOALS = """
g:1 a g:Goal ; skos:prefLabel "More South-South trade"@en ; dct:subject unbis:1001613 .
g:2 a g:Goal ; skos:prefLabel "More trade"@en ; dct:subject unbis:1001613 .
"""
MAPPINGS = """subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tpredicate_modifier
https://w3id.org/ssc-graph/authority/developing-countries\tskos:exactMatch\thttp://metadata.un.org/thesaurus/1001613\tsemapv:LexicalMatching\t0.96\t
https://register.example/other\tskos:exactMatch\thttp://www.wikidata.org/entity/Q1065\tsemapv:ManualMappingCuration\t1\tNot
"""
OURS = 'auth:developing-countries a skos:Concept ; skos:prefLabel "developing countries"@en , "negara berkembang"@id .'


def _sources(content: bytes, title: str) -> list[Source]:
    return sources_of(read_any(content, title=title).quads, title=title)


def _store(sources: list[Source], mappings: bytes, title: str) -> Store:
    merged = merge(sources, links_of(read_mappings(mappings, where=title), origin=title))
    return store_of(parse(dataset(merged), format=RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def small() -> Store:
    texts = {"register.ttl": REGISTER, "thesaurus.ttl": THESAURUS, "goals.ttl": GOALS, "groups.ttl": OURS}
    sources = [one for title, text in texts.items() for one in _sources((HEAD + text).encode(), title)]
    return _store([*sources, *_sources((ROOT / "exports" / "graph.nq").read_bytes(), "graph.nq")], MAPPINGS.encode(), "m.sssom.tsv")


@pytest.fixture(scope="module")
def published() -> Store:
    if not (SHARED / "graphs").is_dir():
        pytest.skip("the shared graphs of others are not beside this checkout")
    names = (
        "supranational-bodies/supranational-bodies.ttl",
        "un-concept-index/un-concept-index.ttl",
        "sdg-lod4stats/sdg-ontology-with-taxonomy.ttl",
        "sdg-lod4stats/sdg-kos-subject-mappings.ttl",
    )
    files = [*(SHARED / "graphs" / name for name in names), ROOT / "ontology" / "groups.ttl", ROOT / "exports" / "graph.nq"]
    sources = [one for file in files for one in _sources(file.read_bytes(), file.name)]
    return _store(sources, (ROOT / "ontology" / "alignments.sssom.tsv").read_bytes(), "alignments.sssom.tsv")


UN = "https://w3id.org/ssc-graph/authority/united-nations"
Case = tuple[str, dict[str, str], str, Answer, Answer]
#: Query, parameters, columns, rows that must be among the answer, rows that must not.
SMALL: list[Case] = [
    ("ids", {"kind": "org:FormalOrganization"}, "first second", {("wd:Q1065", "eurovoc:2179")}, {("wd:Q7", "eurovoc:2179")}),
    ("ids", {"thing": "auth:undp"}, "first second", {("wd:Q161718", "eurovoc:2431")}, {("wd:Q1065", "eurovoc:2179")}),
    ("ids", {"one": "https://register.example/", "other": "http://eurovoc.europa.eu/"}, "second", {("eurovoc:2179",)}, {("eurovoc:2431",)}),
    ("headings", {}, "heading called_elsewhere", {("unbis:1003113", "INDONESIA")}, {("unbis:1001613", "DEVELOPING COUNTRIES")}),
    ("headings", {"scheme": "http://www.wikidata.org/entity/", "thing": "UNDP"}, "heading", {("wd:Q161718",)}, {("wd:Q1065",)}),
    ("filed-under", {}, "entry", {("More South-South trade",), ("More trade",)}, set()),
    ("filed-under", {"thing": "negara berkembang", "kind": "https://goals.example/Goal"}, "entry", {("More trade",)}, set()),
    ("filed-under", {"thing": "Indonesia"}, "entry", set(), {("More trade",)}),
    (
        "matching-objectives",
        {"kind": "https://goals.example/Goal"},
        "goal objective",
        {
            ("More South-South trade", "enable developing countries to take a larger part in the world economy"),
            ("More South-South trade", "memampukan negara berkembang mengambil bagian lebih besar dalam perekonomian dunia"),
        },
        {("More trade", "enable developing countries to take a larger part in the world economy")},
    ),
    (
        "by-source",
        {"thing": "wd:Q1065"},
        "source property value",
        {("register.ttl", "schema:foundingDate", "1945"), ("graph.nq", "skos:altLabel", "PBB")},
        {("register.ttl", "schema:foundingDate", "1946")},
    ),
    (
        "names-by-source",
        {},
        "language name source",
        {("de", "Organisation der Vereinten Nationen", "register.ttl"), ("id", "PBB", "graph.nq")},
        {("en", "Another body", "register.ttl")},
    ),
    (
        "names-by-source",
        {"thing": "auth:developing-countries"},
        "name source",
        {("negara berkembang", "groups.ttl"), ("DEVELOPING COUNTRIES", "thesaurus.ttl")},
        set(),
    ),
    ("contradictions", {"thing": "Another body"}, "place value", {("1", "1946"), ("2", "1947")}, {("1", "1945")}),
    ("contradictions", {"property": "schema:leiCode"}, "value", set(), {("1946",)}),
    (
        "why-same",
        {},
        "source denied reason",
        {("register.ttl", "false", ""), ("m.sssom.tsv", "true", "<https://w3id.org/semapv/vocab/ManualMappingCuration>")},
        set(),
    ),
    ("why-same", {"thing": "auth:developing-countries"}, "right confidence", {("unbis:1001613", "0.96")}, {("wd:Q1065", "1")}),
]
PUBLISHED: list[Case] = [
    ("ids", {"kind": "org:FormalOrganization"}, "first second", {("wd:Q161718", "eurovoc:2431")}, {("wd:Q356037", "eurovoc:2431")}),
    ("headings", {"thing": "TCDC"}, "heading", {("unbis:1006414",)}, {("unbis:1006059",)}),
    ("matching-objectives", {}, "subject of", {("developing countries", "South-South cooperation")}, set()),
    (
        "matching-objectives",
        {"words": "triangular"},
        "objective",
        {
            ("enable developing countries to take a larger part in the world economy",),
            ("memampukan negara berkembang mengambil bagian lebih besar dalam perekonomian dunia",),
        },
        set(),
    ),
    ("by-source", {"thing": "UNDP"}, "source property value", {("supranational-bodies.ttl", "schema:foundingDate", "1965")}, set()),
    ("names-by-source", {"thing": "wd:Q161718"}, "name source", {("UN DEVELOPMENT PROGRAMME", "un-concept-index.ttl")}, set()),
    ("contradictions", {"thing": "auth:undp"}, "place value", {("2", "UN DEVELOPMENT PROGRAMME")}, set()),
    ("why-same", {"thing": "UNDP"}, "denied right", {("true", "wd:Q356037"), ("false", "wd:Q161718")}, {("false", "wd:Q356037")}),
]


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case[0])
def test_a_query_answers_on_small_graphs(case: Case, small: Store) -> None:
    name, parameters, columns, there, not_there = case
    found = answer(small, name, columns, parameters)
    assert there <= found, found
    assert not found & not_there


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_a_query_answers_on_published_graphs(case: Case, published: Store) -> None:
    name, parameters, columns, there, not_there = case
    found = answer(published, name, columns, parameters)
    assert there <= found, found
    assert not found & not_there


def test_what_is_filed_under_a_concept_of_ours_are_goals_of_others(published: Store) -> None:
    goals = answer(published, "filed-under", "entry", {"kind": "http://metadata.un.org/sdg/ontology#Target"})
    assert any("developing countries in the institutions of global governance" in goal for (goal,) in goals)


def test_every_query_of_a_merged_graph_is_asked_of_both() -> None:
    assert {row[0] for row in SMALL} == MERGED
    assert {row[0] for row in PUBLISHED} | {"filed-under"} == MERGED
