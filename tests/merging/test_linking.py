"""Linking on small graphs: what accepts, what waits, what a person's word changes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph import resources
from ssc_graph.merging.candidates import find_candidates
from ssc_graph.merging.keys import Name, Thing, read_things
from ssc_graph.merging.linking import link
from ssc_graph.merging.names import bag, fold, is_anyones_organ, singular
from ssc_graph.merging.review import decide, pending, shown
from ssc_graph.merging.sssom import Mapping, read_mappings, write_mappings
from ssc_graph.rules import LANGUAGES
from ssc_graph.serialization import parse

HEAD = """
@prefix a: <https://a.example/> . @prefix b: <https://b.example/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix ssc: <https://w3id.org/ssc-graph/ns/> . @prefix schema: <https://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> . @prefix dct: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix undo: <https://w3id.org/akn/ontology/undo/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
"""


def things(text: str) -> dict[str, Thing]:
    return read_things(parse(HEAD + text, format="turtle", where="test"))


def bands(left: str, right: str, *, decided: tuple[Mapping, ...] = ()) -> dict[tuple[str, str], str]:
    rows = link(things(left), things(right), version="0", decided=decided)
    return {(row.subject_id.rsplit("/", 1)[-1], row.object_id.rsplit("/", 1)[-1]): row.band for row in rows}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a:x skos:exactMatch wd:Q161718 .", "b:y skos:exactMatch <https://www.wikidata.org/wiki/Q161718> ."),
        ("a:x schema:leiCode '213800HHKG1TKV8LMW56' .", "b:y <http://schema.org/leiCode> '213800HHKG1TKV8LMW56' ."),
        ("a:x dct:identifier 'ISO 3166-1 IDN' .", "b:y wdt:P298 'IDN' ."),
        ("a:x dct:identifier 'UN M49 360' .", "b:y wdt:P2082 '360' ."),
        ("a:x dct:identifier 'A/RES/50/100' .", "<https://w3id.org/akn/data/undo/a-res-50-100-1996-02-02> a undo:Resolution ."),
        ("a:x owl:sameAs b:y .", "b:y skos:prefLabel 'anything'@en ."),
        ("a:x skos:prefLabel 'x'@en .", "b:y schema:sameAs a:x ."),
        (
            "a:x skos:exactMatch <http://metadata.un.org/thesaurus#1005064> .",
            "b:y skos:exactMatch <http://metadata.un.org/thesaurus/1005064> .",
        ),
        ("a:x skos:prefLabel 'Sustainable Development Goal 17'@en .", "<http://data.un.org/kos/sdg/17> skos:prefLabel 'z'@en ."),
        ("a:x skos:prefLabel 'Pembangunan perdesaan'@id .", "b:y skos:prefLabel 'pembangunan perdesaan'@id , 'rural growth'@en ."),
        ("a:x skos:prefLabel 'Food security'@en .", "b:y <http://www.w3.org/2000/01/rdf-schema#label> 'FOOD SECURITY' ."),
        ("a:x skos:prefLabel 'UN Labour Organisation'@en .", "b:y skos:prefLabel 'United Nations Labor Organization'@en-GB ."),
    ],
)
def test_a_strong_key_or_a_preferred_name_accepts(left: str, right: str) -> None:
    assert list(bands(left, right).values()) == ["accept"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a:x skos:prefLabel 'development aid'@en .", "b:y skos:altLabel 'development aid'@en ; skos:prefLabel 'official aid'@en ."),
        ("a:x skos:prefLabel 'one'@en ; skos:altLabel 'UNV'@en .", "b:y skos:prefLabel 'two'@en ; skos:altLabel 'UNV'@en ."),
        ("a:x skos:prefLabel 'World Food Fund'@en .", "b:y skos:prefLabel 'WFF'@en ."),
        ("a:x skos:prefLabel 'aid coordination'@en .", "b:y skos:prefLabel 'coordination of aid'@en ."),
        ("a:x skos:prefLabel 'security'@en .", "b:y skos:prefLabel 'securities'@en ."),
        ("a:x a ssc:Concept ; skos:prefLabel 'ECDC union'@en .", "b:y a org:Organization ; skos:prefLabel 'ECDC union'@en ."),
        ("a:x skos:exactMatch wd:Q1 ; skos:prefLabel 'Congo'@en .", "b:y skos:exactMatch wd:Q2 ; skos:prefLabel 'Congo'@en ."),
        (
            "a:x a ssc:Organization ; skos:prefLabel 'Finance Committee'@en .",
            "b:y a skos:Concept ; skos:prefLabel 'Finance Committee'@en .",
        ),
    ],
)
def test_weaker_reasons_and_doubts_wait_for_a_person(left: str, right: str) -> None:
    assert list(bands(left, right).values()) == ["review"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a:x skos:prefLabel 'Swiss'@id .", "b:y skos:prefLabel 'SWISS'@en ."),
        ("a:x skos:prefLabel 'South-South cooperation'@en .", "b:y skos:prefLabel 'South-South relations'@en ."),
        ("a:x skos:prefLabel 'World Food Fund'@en .", "b:y skos:prefLabel 'Wide Fish Festival'@en ."),
        ("a:x skos:prefLabel 'one'@en .", "_:nobody skos:prefLabel 'one'@en ."),
        ("a:x skos:prefLabel 'one'@en .", "b:y a skos:ConceptScheme ; skos:prefLabel 'one'@en ."),
        ("a:x skos:prefLabel 'one'@en .", "a:x skos:prefLabel 'one'@en ."),
    ],
)
def test_these_never_meet(left: str, right: str) -> None:
    assert bands(left, right) == {}


def test_two_that_fit_as_well_wait_and_one_that_fits_better_goes_first() -> None:
    left = "a:x skos:prefLabel 'globalisation'@en ."
    equal = "b:y skos:prefLabel 'Globalisation'@en . b:z skos:prefLabel 'GLOBALISATION'@en ."
    assert set(bands(left, equal).values()) == {"review"}
    better = "b:y skos:prefLabel 'GLOBALISATION'@en . b:z skos:prefLabel 'GLOBALIZATION'@en ."
    assert bands(left, better) == {("x", "y"): "accept", ("x", "z"): "review"}


def test_a_form_that_is_everybodys_links_nobody() -> None:
    crowd = " ".join(f"b:y{number} skos:prefLabel 'report'@en ." for number in range(40))
    assert bands("a:x skos:prefLabel 'report'@en .", crowd) == {}
    assert bands(crowd, "a:x skos:prefLabel 'report'@en .") == {}


def test_work_grows_with_the_names_and_not_with_their_square() -> None:
    def made(site: str, size: int) -> dict[str, Thing]:
        return things(" ".join(f"{site}:t{number} skos:prefLabel 'plan number {number}'@en ." for number in range(size)))

    for size in (100, 400):
        assert len(find_candidates(made("a", size), made("b", size))) == size


LEFT = "a:x skos:prefLabel 'poverty'@en . a:w skos:prefLabel 'aid'@en ; skos:altLabel 'donations'@en ."
RIGHT = "b:y skos:prefLabel 'POVERTY'@en . b:v skos:prefLabel 'donations'@en ."


def test_a_negative_row_is_honoured_from_either_side_and_under_other_spellings_of_the_iri() -> None:
    no = Mapping(
        subject_id="https://b.example/y",
        predicate_id="skos:exactMatch",
        object_id="https://a.example/x",
        mapping_justification="semapv:ManualMappingCuration",
        predicate_modifier="Not",
    )
    assert bands(LEFT, RIGHT, decided=(no,)) == {("y", "x"): "refuse", ("w", "v"): "review"}
    left, right = "a:x skos:prefLabel 'poverty'@en .", "<http://metadata.un.org/thesaurus#1005064> skos:prefLabel 'POVERTY'@en ."
    alias = replace(no, subject_id="https://a.example/x", object_id="http://metadata.un.org/thesaurus/1005064")
    assert set(bands(left, right).values()) == {"accept"}
    assert set(bands(left, right, decided=(alias,)).values()) == {"refuse"}


def test_mappings_of_another_file_are_keys_and_refusals() -> None:
    left, right = things("a:x skos:prefLabel 'foreign aid'@en ."), things("b:y skos:prefLabel 'help'@en ; skos:exactMatch wd:Q7 .")
    row = Mapping(
        subject_id="https://a.example/x",
        predicate_id="skos:exactMatch",
        object_id="https://www.wikidata.org/wiki/Q7",
        mapping_justification="semapv:ManualMappingCuration",
    )
    assert link(left, right, version="0") == []
    assert [found.band for found in link(left, right, version="0", known=(row,))] == ["accept"]
    same_name = things("b:y skos:prefLabel 'foreign aid'@en ; skos:exactMatch wd:Q7 .")
    assert [found.band for found in link(left, same_name, version="0")] == ["accept"]
    assert link(left, same_name, version="0", known=(replace(row, predicate_modifier="Not"),)) == []
    close = replace(row, object_id="https://b.example/y", predicate_id="skos:closeMatch")
    assert link(left, things("b:y skos:prefLabel 'foreign aid'@en ."), version="0", known=(close,)) == []


@pytest.mark.parametrize("other", ["p\u043everty", "pov\u200berty", "\uff50overty", "p\u00f6verty"])
def test_look_alikes_and_unseen_characters_never_link(other: str) -> None:
    left = {"urn:a": Thing("urn:a", [Name("poverty", "id", "skos:prefLabel")])}
    right = {"urn:b": Thing("urn:b", [Name(other, "id", "skos:prefLabel")])}
    assert link(left, right, version="0") == []


def test_composed_and_decomposed_letters_are_one() -> None:
    assert fold("Cooperacio\u0301n", "es") == fold("cooperaci\u00f3n", "es") != fold("cooperacion", "es")


def test_control_characters_do_not_reach_the_file() -> None:
    label = '"a\\u001B[2Jb"@en'
    rows = link(things(f"a:x skos:prefLabel {label} ."), things(f"b:y skos:prefLabel {label} ."), version="0")
    assert rows
    assert "\x1b" not in write_mappings(rows)


def test_decisions_survive_the_next_run() -> None:
    rows = link(things(LEFT), things(RIGHT), version="0")
    waiting = pending(rows)
    assert [row.subject_label for row in waiting] == ["aid"]
    decided = [row if row not in waiting else decide(row, "c", reviewer="Ana") for row in rows]
    file = write_mappings(decided)
    again = link(things(LEFT), things(RIGHT), version="0", decided=read_mappings(file.encode()))
    assert write_mappings(again) == file
    assert "skos:closeMatch" in file
    assert "Ana" in file


def test_what_a_person_accepted_holds_back_a_rival() -> None:
    left, right = "a:x skos:prefLabel 'poverty'@en .", "b:y skos:prefLabel 'POVERTY'@en . b:z skos:prefLabel 'need'@en ."
    yes = Mapping(
        subject_id="https://a.example/x",
        predicate_id="skos:exactMatch",
        object_id="https://b.example/z",
        mapping_justification="semapv:ManualMappingCuration",
    )
    assert bands(left, right, decided=(yes,)) == {("x", "z"): "accept", ("x", "y"): "review"}


def test_a_row_says_why() -> None:
    (row,) = (row for row in link(things(LEFT), things(RIGHT), version="9.9") if row.band == "accept")
    assert row.mapping_justification == "semapv:LexicalMatching"
    assert row.subject_match_field == row.object_match_field == ("skos:prefLabel",)
    assert (row.match_string, row.mapping_tool, row.mapping_tool_version) == (("poverty",), "ssc-graph link", "9.9")
    text = "\n".join(shown(row, things(LEFT), things(RIGHT)))
    assert re.search(r"left .*poverty.*\n.*right .*POVERTY.*\n.*why .*the same name \(preferred, en\)", text)


def test_the_order_of_the_graphs_statements_does_not_show() -> None:
    def turned(text: str) -> str:
        return " ".join(reversed([part + "." for part in text.split(".") if part.strip() and "example" not in part]))

    one = write_mappings(link(things(LEFT), things(RIGHT), version="0"))
    assert write_mappings(link(things(turned(LEFT)), things(turned(RIGHT)), version="0")) == one


def test_a_language_of_names_is_a_file() -> None:
    assert {name.removesuffix(".yaml") for name in resources.names("merging/languages", suffix=".yaml")} >= set(LANGUAGES)
    assert is_anyones_organ(fold("Comité de Finanzas", "es"), "es")
    assert not is_anyones_organ(fold("Comisión de la ONU", "es"), "es")
    assert fold("UN", "zh") == "un"


@given(st.text(max_size=30), st.sampled_from(["en", "id", "es", "fr", "", "zh"]))
def test_folding_is_done_when_it_is_done(text: str, language: str) -> None:
    folded = fold(text, language)
    assert fold(folded.upper(), "zh") == fold(folded, "zh")
    assert singular(folded, language) is not None
    assert bag(folded, language).split() == sorted(bag(folded, language).split())
