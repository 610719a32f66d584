"""Strangers' graphs that mean harm, in import, link, merge and diff (SAFETY S2, S3, S9, S10, S26, S27, S30 to S33).

What does not stand here:

- S2: ``test_importing.py`` and ``test_differences.py`` (poison graphs). S3, S9, S10, S30: ``tests/test_untrusted.py``, for every way in.
- S27: ``test_linking.py`` (look-alikes never link), ``test_importing.py`` (they are kept as they are).
- S31: ``tests/validation/test_strangers_shapes.py``, for shapes that a user asks to apply.
- S32: ``test_merging.py`` (chains of 3,000, alone and in a graph), ``test_bounds.py``.
"""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ssc_graph.cli import main
from ssc_graph.merging.cliques import Link, cliques
from ssc_graph.merging.importing import import_file, read_any
from ssc_graph.merging.keys import read_things
from ssc_graph.merging.linking import link
from ssc_graph.merging.reading import read_mending
from ssc_graph.merging.scanning import TURTLE
from ssc_graph.merging.sources import VIEW, Source, sources_of
from ssc_graph.merging.uniting import merge
from ssc_graph.merging.writing import dataset

ROOT = Path(__file__).parents[2]
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://e.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix auth: <https://w3id.org/ssc-graph/authority/> .
@prefix ssc: <https://w3id.org/ssc-graph/ns/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
AUTHORITY = "https://w3id.org/ssc-graph/id/graph/authority"
UNDP = "<https://w3id.org/ssc-graph/authority/undp>"


def _read(content: bytes, title: str) -> list[Source]:
    return sources_of(read_any(content, title=title).quads, title=title)


def ours() -> list[Source]:
    return _read((ROOT / "exports" / "graph.nq").read_bytes(), "graph.nq")


def theirs(turtle: str, title: str = "stranger.ttl") -> list[Source]:
    return _read((HEAD + turtle).encode(), title)


def lines_of(data: bytes, *, without: str = "/graph/merged/") -> set[str]:
    return {line for line in data.decode().split("\n") if line and without not in line}


# S26: characters that no export may hold


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x0b", "\x1f", "\x7f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("escaped", [False, True])
def test_control_characters_are_told_and_only_taken_out_when_asked(character: str, escaped: bool, tmp_path: Path) -> None:
    written = f"\\u{ord(character):04X}" if escaped else character
    path = tmp_path / "a.ttl"
    path.write_text(f'<urn:a> <urn:b> "x{written}y" .\n' + "# \n" * 1400, encoding="utf-8")  # a NUL at the start were no text
    if character == "\x00" and not escaped:
        assert main(["import", str(path), "--repair"]) == 3
        return
    assert main(["import", str(path), "--output", str(tmp_path / "a.nq")]) == 3
    assert not (tmp_path / "a.nq").exists()
    assert main(["import", str(path), "--repair", "--output", str(tmp_path / "a.nq")]) == 0
    said = (tmp_path / "a.nq").read_text(encoding="utf-8")
    assert '"xy"' in said
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", said)


@pytest.mark.parametrize("text", [r'"\uD800"', r'"\uDFFF"'])
def test_surrogates_are_a_fault_with_its_line(text: str) -> None:
    result = import_file(f"<urn:a> <urn:b> {text} .".encode(), title="a.ttl")
    assert result.fault or result.repairs
    assert not any("\ud800" <= character <= "\udfff" for quad in result.quads for character in str(quad.object))


# S27: what only looks alike


@pytest.mark.parametrize("other", ["p\u043everty", "pov\u200berty", "\u202epoverty", "\uff50overty"])
def test_look_alikes_are_neither_linked_nor_merged(other: str) -> None:
    one, two = (f'e:{name} a skos:Concept ; skos:prefLabel "{label}"@id .' for name, label in (("a", "poverty"), ("b", other)))
    things = [read_things(read_any((HEAD + text).encode(), title="a.ttl").quads) for text in (one, two)]
    assert link(things[0], things[1], version="0") == []
    merged = merge([*theirs(one, "a.ttl"), *theirs(two, "b.ttl")])
    assert not merged.cliques
    assert any(other in said for said in merged.view)


# S29: strings without an end

UNENDED = [" ", '"', "'", '"""', "'''", '"""\\', "'\\", '"x\\"', "<", "<urn:a", "@prefix ", "\u2028", "''' \" "]


def _seconds(text: str) -> float:
    rounds = []
    for _ in range(3):
        begin = time.process_time()
        assert sum(1 for _ in TURTLE.finditer(text)) >= 0
        rounds.append(time.process_time() - begin)
    return min(rounds)


@pytest.mark.parametrize("unit", UNENDED)
def test_the_tokens_of_turtle_are_found_in_linear_time(unit: str) -> None:
    """Eight times the text takes about eight times as long; a look that begins anew at each quote would take 64 times."""
    few, many = ("x " + unit * (size // len(unit)) for size in (50_000, 400_000))
    assert _seconds(many) < 24 * max(_seconds(few), 0.002)


@pytest.mark.parametrize("unit", UNENDED)
def test_a_broken_file_full_of_strings_without_an_end_is_told_in_bounded_time(unit: str) -> None:
    begin = time.process_time()
    result = read_mending(
        (HEAD + "e:a e:b e:c .\ne:a " + unit * (100_000 // len(unit))).encode(), name="turtle", where="a.ttl", base="urn:x"
    )
    assert time.process_time() - begin < 10
    assert result.repairs or result.fault


# S31: shapes of strangers are data


def test_shapes_and_imports_in_a_merged_graph_are_kept_and_never_run(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/more"
        shapes = f"""
        e:o a owl:Ontology ; owl:imports <{there}> .
        e:s a sh:NodeShape ; sh:targetClass ssc:Claim ; sh:property [ sh:path ssc:nowhere ; sh:minCount 1 ; sh:node e:s ] ; sh:node e:s ;
          sh:js [ sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryURL <{there}> ] ] ;
          sh:rule [ a sh:SPARQLRule ; sh:construct "CONSTRUCT {{ ?s e:new ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}" ] ;
          sh:sparql [ sh:select "SELECT $this WHERE {{ SERVICE <{there}> {{ $this ?p ?o }} }}" ] .
        e:f a sh:SPARQLFunction ; sh:select "SELECT ?x WHERE {{ SERVICE <{there}> {{ ?x ?y ?z }} }}" .
        ssc:ClaimShape sh:deactivated true ."""
        (tmp_path / "shapes.ttl").write_text(HEAD + shapes, encoding="utf-8")
        output = tmp_path / "m"
        begin = time.perf_counter()
        assert main(["merge", str(tmp_path / "shapes.ttl"), str(ROOT / "exports" / "graph.nq"), "--output", str(output)]) == 0
        assert time.perf_counter() - begin < 60
        with pytest.raises(BlockingIOError):
            server.accept()
    said = (output / "merged.nq").read_text(encoding="utf-8")
    assert "SPARQLFunction" in said
    assert "e.example/new>" not in re.sub(r'"[^"]*"', "", said)
    assert "conforms" in (output / "report.txt").read_text(encoding="utf-8")


# S32: chains and stars, never their closure


def test_a_star_of_many_names_is_one_refused_clique_in_linear_time() -> None:
    links = [Link("http://hub.example/x", f"http://s{number}.example/x", "owl:sameAs") for number in range(20_000)]
    begin = time.perf_counter()
    (clique,) = cliques(links, {})
    assert time.perf_counter() - begin < 5
    assert clique.alarm == "20001 members, more than 16"


# S33: a graph that means to take ours over


def test_a_graph_that_claims_our_graphs_name_stands_beside_it() -> None:
    claimed = f'<{UNDP[1:-1]}> <http://www.w3.org/2004/02/skos/core#prefLabel> "Hijacked"@en <{AUTHORITY}> .\n'.encode()
    stranger = _read(claimed, "stranger.nq")
    both = merge([*ours(), *stranger])
    names = [one.graph for one in both.sources if one.name == AUTHORITY]
    assert len(names) == 2
    assert all(name.startswith(f"{AUTHORITY}~") for name in names)
    alone = {one.canonical.digest for one in merge(ours()).sources}
    assert alone < {one.canonical.digest for one in both.sources}


def test_a_graph_that_claims_our_iris_changes_no_statement_of_ours_and_is_named_as_the_source_of_its_own() -> None:
    stranger = theirs(
        'auth:undp skos:prefLabel "Hijacked"@en ; a e:Thing . ssc:causes rdfs:label "cures"@en . ssc:Claim owl:sameAs e:Claim .'
    )
    before, after = dataset(merge(ours())), dataset(merge([*ours(), *stranger]))
    assert lines_of(before) <= lines_of(after)
    view = {line for line in after.decode().split("\n") if f"<{VIEW}>" in line}
    assert any(line.startswith(f"{UNDP} ") and "United Nations Development Programme" in line and "prefLabel" in line for line in view)
    assert not any(line.startswith("<https://w3id.org/ssc-graph/ns/") for line in view)
    merged = merge([*ours(), *stranger])
    conflict = next(one for one in merged.conflicts if one.thing == UNDP[1:-1] and one.language == "en")
    assert [value.term.value for value in conflict.values] == ["United Nations Development Programme", "Hijacked"]
    assert conflict.values[1].sources == ("https://w3id.org/ssc-graph/id/graph/source/stranger",)


def test_a_graph_that_comes_twice_or_again_changes_nothing() -> None:
    stranger = theirs('auth:undp skos:altLabel "X"@en ; skos:relatedMatch [ skos:prefLabel "blank"@en ] .')
    once = dataset(merge([*ours(), *stranger]))
    assert dataset(merge([*stranger, *ours(), *stranger])) == once
    again = sources_of(parse(once, format=RdfFormat.N_QUADS), title="merged.nq")
    assert dataset(merge([*again, *stranger])) == once


def test_a_graph_that_says_it_was_computed_by_a_merge_is_no_source_and_no_view() -> None:
    forged = f'<{UNDP[1:-1]}> <urn:forged> "x" <{VIEW}> .\n<urn:a> <urn:b> "kept" <urn:g> .\n'.encode()
    merged = merge(_read(forged, "forged.nq"))
    assert [one.graph for one in merged.sources] == ["urn:g"]
    assert b"urn:forged" not in dataset(merged)


def test_a_thing_with_very_many_labels_is_merged_in_bounded_time() -> None:
    labels = " , ".join(f'"label {number}"@en' for number in range(100_000))
    begin = time.process_time()
    merged = merge([*ours(), *theirs(f"auth:undp skos:altLabel {labels} ; skos:prefLabel {labels} .")])
    assert time.process_time() - begin < 30
    (conflict,) = (one for one in merged.conflicts if one.thing == UNDP[1:-1] and one.language == "en")
    assert conflict.values[0].term.value == "United Nations Development Programme"


def test_a_declaration_of_xml_without_an_end_is_told_in_bounded_time() -> None:
    begin = time.process_time()
    result = read_mending(b"<?xml" + b" " * 400_000, name="rdfxml", where="a.rdf", base="urn:x")
    assert time.process_time() - begin < 5
    assert result.fault
