"""Graphs side by side: nothing lost, nothing glued together that is not one thing, the same result in every order."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from ssc_graph.merging.cliques import Clique, Link, cliques
from ssc_graph.merging.importing import read_any
from ssc_graph.merging.sources import VIEW, Source, distinct, source_quads, sources_of
from ssc_graph.merging.sssom import MANUAL, Mapping
from ssc_graph.merging.uniting import Merged, links_of, merge
from ssc_graph.merging.writing import dataset, explain_lines, report_data, report_json, report_text, rows_of
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.serialization import canonical_hash

WD, EV, UNBIS = "http://www.wikidata.org/entity/", "http://eurovoc.europa.eu/", "http://metadata.un.org/thesaurus/"
HEAD = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix ev: <http://eurovoc.europa.eu/> .
@prefix unbis: <http://metadata.un.org/thesaurus/> .
@prefix a: <http://a.example/> .
@prefix b: <http://b.example/> .
@prefix ssc: <https://w3id.org/ssc-graph/ns/> .
@prefix auth: <https://w3id.org/ssc-graph/authority/> .
"""


def source(turtle: str, title: str) -> list[Source]:
    return sources_of(read_any((HEAD + turtle).encode(), title=title).quads, title=title)


def merged_of(*turtles: str, mappings: list[Mapping] | None = None) -> Merged:
    sources = [one for number, turtle in enumerate(turtles) for one in source(turtle, f"{'abcdef'[number]}.ttl")]
    return merge(sources, links_of(mappings or [], origin="m.sssom.tsv"))


def view(merged: Merged) -> set[str]:
    return set(merged.view)


def row(left: str, predicate: str, right: str, **more: object) -> Mapping:
    return Mapping(subject_id=left, predicate_id=predicate, object_id=right, mapping_justification=MANUAL, **more)  # type: ignore[arg-type]


def test_a_source_stays_as_it_is_with_its_blank_nodes() -> None:
    quads = read_any(
        (HEAD + 'a:x schema:about [ skos:prefLabel "0.50"^^xsd:decimal , "x"@EN-gb ] ; owl:oneOf ( 1 2 ) .').encode(), title="a.ttl"
    ).quads
    merged = merge(sources_of(quads, title="a.ttl"))
    kept = [
        quad for quad in parse(dataset(merged), format=RdfFormat.N_QUADS) if quad.graph_name == NamedNode(f"{DEFAULT_BASE}graph/source/a")
    ]
    assert canonical_hash(Quad(*quad.triple) for quad in kept) == canonical_hash(quads)
    assert merged.view
    assert not any(term.startswith("_:") for said in merged.view for term in said.split(" ", 2))


def test_bodies_that_share_a_wikidata_id_are_the_same_and_concepts_only_match() -> None:
    merged = merged_of(
        "auth:undp a org:FormalOrganization ; skos:exactMatch wd:Q161718 , ev:2431 .",
        'a:undp a org:FormalOrganization ; skos:exactMatch wd:Q161718 ; skos:prefLabel "UNDP"@en .',
        "b:poverty a skos:Concept ; owl:sameAs unbis:1005064 .",
    )
    said = view(merged)
    auth = "<https://w3id.org/ssc-graph/authority/undp>"
    assert f"{auth} <http://www.w3.org/2002/07/owl#sameAs> <http://a.example/undp>" in said
    assert f"{auth} <http://www.w3.org/2002/07/owl#sameAs> <{WD}Q161718>" in said
    assert f"{auth} <http://www.w3.org/2004/02/skos/core#exactMatch> <{EV}2431>" in said
    assert f'{auth} <http://www.w3.org/2004/02/skos/core#prefLabel> "UNDP"@en' in said
    assert f"<{UNBIS}1005064> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://b.example/poverty>" in said
    assert not any("sameAs" in line and "poverty" in line for line in said)


def test_undp_uncdf_and_un_volunteers_stay_three() -> None:
    merged = merged_of("ev:2431 skos:exactMatch wd:Q161718 , wd:Q356037 , wd:Q488065 .")
    assert not merged.accepted
    (clique,) = merged.refused
    assert clique.alarm.startswith("two ids of one scheme")
    assert [link.left for link in clique.path] == [EV + "2431", EV + "2431"]
    assert "refused: two ids of one scheme" in "\n".join(explain_lines(merged, WD + "Q356037"))


def test_a_strangers_link_does_not_take_apart_what_is_known() -> None:
    ours = "GRAPH <https://w3id.org/ssc-graph/id/graph/authority> { auth:undp a ssc:Organization ; skos:exactMatch wd:Q161718 , ev:2431 . }"
    quads = read_any((HEAD + ours).encode(), title="ours.trig").quads
    sources = [
        *sources_of(quads, title="ours.trig"),
        *source("ev:2431 skos:exactMatch wd:Q356037 . a:x skos:exactMatch wd:Q356037 .", "b.ttl"),
    ]
    merged = merge(sources)
    sure = ("http://eurovoc.europa.eu/2431", "http://www.wikidata.org/entity/Q161718", "https://w3id.org/ssc-graph/authority/undp")
    (refused,) = merged.refused
    assert refused.kept == (sure,)
    assert [clique.members for clique in merged.accepted] == [sure]
    said = "\n".join(explain_lines(merged, WD + "Q161718"))
    assert said.startswith("one thing, called https://w3id.org/ssc-graph/authority/undp:")
    assert "refused: two ids of one scheme" in said
    assert "kept as one thing, by a person's decision or our own sources" in said
    assert "one thing, called" not in "\n".join(explain_lines(merged, "http://a.example/x"))
    assert dataset(merge(sources[::-1])) == dataset(merged)


def test_what_a_person_decided_outlives_a_refusal_and_two_decisions_that_clash_join_nothing() -> None:
    turtle = "ev:2431 skos:exactMatch wd:Q161718 , wd:Q356037 ."
    decided = row("http://a.example/undp", "skos:exactMatch", WD + "Q161718")
    assert [clique.members for clique in merged_of(turtle, mappings=[decided]).accepted] == [("http://a.example/undp", WD + "Q161718")]
    clash = row("http://a.example/undp", "skos:exactMatch", WD + "Q356037")
    assert not merged_of(turtle, mappings=[decided, clash]).accepted


def test_an_id_that_nobody_speaks_of_is_told_from_one_with_no_other() -> None:
    merged = merged_of('a:x skos:prefLabel "x"@en .')
    assert next(iter(explain_lines(merged, "http://a.example/x"))).endswith("is one thing with no other id")
    assert next(iter(explain_lines(merged, "http://a.example/y"))) == "no source speaks of http://a.example/y"


def test_two_kinds_are_refused() -> None:
    merged = merged_of("a:x a org:Organization ; owl:sameAs b:x . b:x a schema:Country .")
    assert merged.refused[0].alarm == "two kinds: http://b.example/x is a country, http://a.example/x is an organisation"


def test_the_same_concept_in_two_spellings_is_one_and_the_spelling_is_kept() -> None:
    merged = merged_of(
        '<http://metadata.un.org/thesaurus#1005064> skos:prefLabel "POVERTY"@en .', 'unbis:1005064 skos:altLabel "poor"@en .'
    )
    assert {line.split()[0] for line in view(merged)} == {f"<{UNBIS}1005064>"}
    assert merged.aliases == {"http://metadata.un.org/thesaurus#1005064": UNBIS + "1005064"}
    assert any("thesaurus#1005064" in line for line in merged.sources[0].canonical.lines)


def test_a_year_agrees_with_a_day_of_it_and_other_years_are_a_conflict() -> None:
    year, day, other = ('"1978"^^xsd:gYear', '"1978-12-19"^^xsd:date', '"1979"^^xsd:gYear')
    links = "a:x owl:sameAs b:x ."
    assert not merged_of(f"{links} a:x ssc:adoptedOn {year} .", f"b:x ssc:adoptedOn {day} .").conflicts
    (conflict,) = merged_of(f"{links} a:x ssc:adoptedOn {year} .", f"b:x ssc:adoptedOn {day} .", f"a:x ssc:adoptedOn {other} .").conflicts
    assert [value.term.value for value in conflict.values] == ["1978-12-19", "1979"]
    assert [len(value.sources) for value in conflict.values] == [2, 1]


def test_founding_dates_are_compared_across_vocabularies() -> None:
    (conflict,) = merged_of('a:x ssc:establishedOn "1965"^^xsd:gYear .', 'a:x schema:foundingDate "1966"^^xsd:gYear .').conflicts
    assert conflict.property.endswith("establishedOn")


def test_of_two_preferred_labels_the_view_shows_one_and_keeps_the_other() -> None:
    merged = merged_of('a:x skos:prefLabel "Aid"@en .', 'a:x skos:prefLabel "Assistance"@en .')
    assert {line.split()[1].rpartition("#")[2] for line in view(merged)} == {"prefLabel>", "altLabel>"}
    assert len(merged.conflicts) == 1


def test_a_pair_that_a_reviewer_parted_is_not_joined_by_a_detour() -> None:
    turtle = "a:x skos:exactMatch b:x . b:x skos:exactMatch <http://c.example/x> ."
    assert merged_of(turtle).accepted
    parted = merged_of(turtle, mappings=[row("http://a.example/x", "skos:exactMatch", "http://c.example/x", predicate_modifier="Not")])
    assert parted.refused[0].alarm.startswith("a pair that was looked at and parted")
    assert len(parted.refused[0].path) == 2
    direct = merged_of(
        "a:x skos:exactMatch b:x .", mappings=[row("http://b.example/x", "skos:exactMatch", "http://a.example/x", predicate_modifier="Not")]
    )
    assert not direct.cliques


def test_a_row_for_review_joins_nothing() -> None:
    waiting = Mapping(
        subject_id="http://a.example/x",
        predicate_id="skos:exactMatch",
        object_id=EV + "1",
        mapping_justification="semapv:LexicalMatching",
        confidence=0.6,
    )
    merged = merged_of('a:x skos:prefLabel "x"@en .', mappings=[waiting])
    assert not merged.cliques
    assert "to review" in "\n".join(explain_lines(merged, EV + "1"))


def test_share_alike_terms_give_a_warning() -> None:
    merged = merged_of(
        "a:set dct:license <https://creativecommons.org/licenses/by-sa/4.0/> .",
        "b:set dct:license <https://creativecommons.org/licenses/by/4.0/> .",
    )
    assert any("share-alike" in warning for warning in merged.warnings)
    assert not merged_of("b:set dct:license <https://creativecommons.org/licenses/by/4.0/> .").warnings


def test_a_stranger_redefines_none_of_our_terms() -> None:
    merged = merged_of('ssc:causes skos:prefLabel "cures"@en .', 'auth:undp skos:prefLabel "UNDP"@en .')
    assert not any("ns/causes" in line for line in view(merged))
    assert any("terms of our vocabulary" in warning for warning in merged.warnings)
    assert any("ns/causes" in line for one in merged.sources for line in one.canonical.lines)


def test_two_graphs_of_one_name_are_both_kept() -> None:
    def quad(text: str) -> list[Quad]:
        return [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), NamedNode("urn:g"))]

    one, two = sources_of(quad("1"), title="a.nq"), sources_of(quad("2"), title="b.nq")
    names = [found.graph for found in distinct([*one, *two, *one])]
    assert len(names) == 2
    assert all(name.startswith("urn:g~") for name in names)
    again = merge(sources_of(parse(dataset(merge([*one, *two])), format=RdfFormat.N_QUADS), title="merged.nq"))
    assert [found.graph for found in again.sources] == names


def test_taking_a_source_away_takes_its_traces_away() -> None:
    one, two = source("a:x skos:exactMatch ev:1 .", "a.ttl"), source('b:y skos:exactMatch ev:1 ; skos:prefLabel "y"@en .', "b.ttl")
    assert b"b.example" in dataset(merge([*one, *two]))
    assert dataset(merge(one)) == dataset(merge([found for found in merge([*one, *two]).sources if "/b" not in found.name]))
    assert b"b.example" not in dataset(merge(one))


def test_a_chain_of_3000_takes_less_than_a_second_and_is_refused() -> None:
    links = [Link(f"http://s{number}.example/x", f"http://s{number + 1}.example/x", "owl:sameAs") for number in range(3000)]
    begin = time.perf_counter()
    (clique,) = cliques(links, {})
    assert time.perf_counter() - begin < 1
    assert clique.alarm == "3001 members, more than 16"
    assert cliques(links, {}, most=4000) == [Clique(clique.members)]


def test_a_chain_of_3000_in_a_graph_is_merged_without_its_closure() -> None:
    turtle = "".join(f"<http://s{number}.example/x> owl:sameAs <http://s{number + 1}.example/x> .\n" for number in range(3000))
    one = source(turtle, "a.ttl")
    begin = time.perf_counter()
    assert not merge(one).view
    assert time.perf_counter() - begin < 1


_IDS = [f"http://{host}.example/{name}" for host in "abc" for name in "xyz"] + [WD + "Q1", WD + "Q2", EV + "1"]
_nodes = st.sampled_from(_IDS).map(NamedNode)
_predicates = st.sampled_from(
    [
        "http://www.w3.org/2002/07/owl#sameAs",
        "http://www.w3.org/2004/02/skos/core#exactMatch",
        "https://schema.org/foundingDate",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/2004/02/skos/core#related",
    ]
).map(NamedNode)
_objects = st.one_of(
    _nodes,
    st.sampled_from([Literal("1978"), Literal("1979"), Literal("A", language="en"), Literal("B", language="en")]),
    st.sampled_from("mn").map(BlankNode),
)
_graphs = st.lists(st.builds(Quad, st.one_of(_nodes, st.sampled_from("mn").map(BlankNode)), _predicates, _objects), max_size=8)


def bytes_of(sources: list[Source], links: list[Link] | None = None) -> bytes:
    merged = merge(sources, links or [])
    return dataset(merged) + report_json(report_data(merged)).encode()


@given(_graphs, _graphs, _graphs)
@settings(max_examples=40)
def test_merging_is_commutative_associative_and_idempotent(one: list[Quad], two: list[Quad], three: list[Quad]) -> None:
    a, b, c = (sources_of(quads, title=f"{name}.ttl") for name, quads in zip("abc", (one, two, three), strict=True))
    whole = bytes_of([*a, *b, *c])
    assert bytes_of([*c, *a, *b, *a]) == whole

    def again(sources: list[Source]) -> list[Source]:
        return sources_of(parse(dataset(merge(sources)), format=RdfFormat.N_QUADS), title="merged.nq")

    assert bytes_of([*again([*a, *b]), *c]) == whole
    assert bytes_of([*a, *again([*b, *c])]) == whole
    assert bytes_of(again([*a, *b, *c])) == whole


@given(_graphs)
@settings(max_examples=40)
def test_nothing_of_a_source_is_lost(quads: list[Quad]) -> None:
    for one in sources_of(quads, title="a.ttl"):
        assert canonical_hash(Quad(*quad.triple) for quad in source_quads(one)) == canonical_hash(quads)


def test_mappings_come_back_from_a_merged_dataset() -> None:
    rows = [
        row("http://a.example/x", "skos:exactMatch", EV + "1"),
        row("http://a.example/x", "skos:closeMatch", EV + "2", predicate_modifier="Not"),
    ]
    merged = merged_of('a:x skos:prefLabel "x"@en .', mappings=rows)
    quads = list(parse(dataset(merged), format=RdfFormat.N_QUADS))
    links = [link for origin, found in rows_of(quads) for link in links_of([found], origin=origin)]
    assert dataset(merge(sources_of(quads, title="merged.nq"), links)) == dataset(merged)


def test_the_report_tells_the_path_and_the_sources() -> None:
    text = report_text(report_data(merged_of("a:x skos:exactMatch wd:Q1 , wd:Q2 .")))
    assert "two ids of one scheme" in text
    assert "[https://w3id.org/ssc-graph/id/graph/source/a]" in text


def command(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ssc_graph", *words], cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_validates_our_part_and_writes_the_same_bytes_in_every_order(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("UNOSSC was established by the General Assembly in 1974. The Group of 77 was established in 1964.")
    assert command("build", "note.txt", "--output", "graph", cwd=tmp_path).returncode == 0
    (tmp_path / "other.ttl").write_text(HEAD + 'a:un a org:Organization ; skos:exactMatch wd:Q1065 ; skos:prefLabel "UN"@en .')
    done = command("merge", "graph/graph.nq", "other.ttl", "--output", "one", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "verdict      conforms" in done.stdout
    assert command("merge", "other.ttl", "graph/graph.nq", "--output", "two", cwd=tmp_path).returncode == 0
    for name in ("merged.nq", "report.txt", "report.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert json.loads((tmp_path / "one/report.json").read_text())["view"]["graph"] == VIEW
    said = command("merge", "--explain", "wd:Q1065", "--output", "one", cwd=tmp_path).stdout
    assert "a.example/un" in said


def test_two_languages_of_one_text_merge_into_claims_that_keep_both_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The Buenos Aires Plan of Action (BAPA) was endorsed by the General Assembly in resolution 33/134 on 19 December 1978."
    )
    (tmp_path / "b.txt").write_text(
        "Rencana Aksi Buenos Aires (BAPA) disahkan oleh Majelis Umum melalui resolusi 33/134 pada 19 Desember 1978."
    )
    for name, language in (("a", "en"), ("b", "id")):
        assert command("build", f"{name}.txt", "--output", name, "--language", language, cwd=tmp_path).returncode == 0
    assert command("merge", "a/graph.nq", "b/graph.nq", "--output", "m", cwd=tmp_path).returncode == 0
    lines = (tmp_path / "m/merged.nq").read_text().splitlines()
    facts = [
        line
        for line in lines
        if "ns/endorsedThrough> " in line and f"<{VIEW}>" in line and "authority/buenos-aires-plan-of-action> <https" in line
    ]
    assert len(facts) == 1
    claims = {line.split()[0] for line in lines if "ns/claimedIn>" in line and f"<{VIEW}>" in line}
    documents = {line.split()[2] for line in lines if "ns/claimedIn>" in line and f"<{VIEW}>" in line}
    assert len(claims) >= 2
    assert len(documents) == 2


GRAPHS = Path(__file__).resolve().parents[2].parent / "shared" / "graphs"


@pytest.mark.skipif(not GRAPHS.is_dir(), reason="the shared graphs are not beside this checkout")
def test_the_shared_graphs_keep_every_triple_and_their_traps_stay_open() -> None:
    names = ["supranational-bodies/supranational-bodies.ttl", "un-concept-index/un-concept-index.ttl", "undo/undo.ttl"]
    read = {name: read_any((GRAPHS / name).read_bytes(), title=Path(name).name).quads for name in names}
    exports = Path(__file__).resolve().parents[2] / "exports" / "graph.nq"
    ours = sources_of(read_any(exports.read_bytes(), title="graph.nq").quads, title="graph.nq")
    begin = time.perf_counter()
    merged = merge([*ours, *(one for name, quads in read.items() for one in sources_of(quads, title=Path(name).name))])
    assert time.perf_counter() - begin < 20
    by_title = {title: one for one in merged.sources for title in one.titles}
    for name, quads in read.items():
        assert by_title[Path(name).name].canonical.digest == canonical_hash(quads)
    names_of = {member: clique.representative for clique in merged.accepted for member in clique.members}
    assert len({names_of.get(WD + q, WD + q) for q in ("Q161718", "Q356037", "Q488065")}) == 3
    assert len({names_of.get(iri, iri) for iri in (EV + "224", UNBIS + "1006059", UNBIS + "1006060")}) == 3
    assert names_of[WD + "Q161718"] == "https://w3id.org/ssc-graph/authority/undp"
