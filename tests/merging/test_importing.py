"""Others' files: read whatever syntax they are in, told where they are broken, repaired by the smallest edit, never a crash."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from ssc_graph.errors import GraphError
from ssc_graph.merging.blank_nodes import canonical_form
from ssc_graph.merging.importing import Imported, import_file
from ssc_graph.merging.sources import default_graph
from ssc_graph.serialization import canonical_hash

E = "@prefix e: <http://e.example/> .\n"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.example/">\n'
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "graphs"


def told(text: str, title: str = "a.ttl") -> Imported:
    return import_file(text.encode(), title=title)


def statements(result: Imported) -> list[str]:
    return [str(quad.triple) for quad in result.quads if quad.graph_name == NamedNode(result.graph)]


@pytest.mark.parametrize(
    ("text", "line", "edit"),
    [
        ("@prefix e: \u2028<http://e.example/> .\ne:a e:b e:c .", 1, "a space in its place"),
        ("<urn:a> a skos:Concept .", 1, "add the line @prefix skos:"),
        (E + "e:a e:b e:c\ne:d e:b e:c .", 2, "add ."),
        (E + "e:a e:b e:c", 2, "add ."),
        (E + "e:a e:b e:c # here.\n  e:d e:f .", 2, "add ;"),
        (E + "e:a e:b e:c ;\ne:d e:b e:c .\n", 2, "write a full stop in its place"),
        (E + "e:a e:b <http://a b> .", 2, "percent-encoded"),
        (E + "e:a e:b <http://a .\ne:a e:b e:c .", 2, "add >"),
        (E + 'e:a e:b "x"@en_GB .', 2, "write a hyphen"),
        (E + 'e:a e:b "x .\ne:c e:d e:f .', 2, 'add "'),
        (E + 'e:a e:b "x\ny" .', 2, "write it as"),
        (E + 'e:a e:b "\x01x\\u0002" .', 2, "take out 2 control characters"),
        (E + "e:a e:b 2020-01-31 .", 2, "typed xsd:date"),
        ("@prefix untreaty: <http://u.example/> .\nuntreaty:a untreaty:b untreatyPart .", 2, "write untreaty:Part"),
    ],
)
def test_broken_turtle_is_told_with_line_and_repair(text: str, line: int, edit: str) -> None:
    result = told(text)
    assert not result.fault
    assert [repair.line for repair in result.repairs] == [line]
    assert edit in result.repairs[0].edit
    assert statements(result)
    assert any("repaired: line" in str(quad.object) for quad in result.quads)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (RDF + '<rdf:Description rdf:nodeID="1a"><x:p>v</x:p></rdf:Description></rdf:RDF>', "write a b before it"),
        (RDF + '<rdf:Description rdf:about="http://a.example/"><skos:p>v</skos:p></rdf:Description></rdf:RDF>', "add xmlns:skos="),
        (RDF + '<rdf:Description rdf:about="http://a.example/"><x:p>a & b</x:p></rdf:Description></rdf:RDF>', "write &amp;"),
        (RDF + '<rdf:Description rdf:about="http://a.example/"><x:p>v</x:p></rdf:Description>', "add </rdf:RDF>"),
    ],
)
def test_broken_rdf_xml_is_told_with_repair(text: str, edit: str) -> None:
    result = told(text, "a.rdf")
    assert result.repairs[0].line == 2
    assert edit in result.repairs[0].edit
    assert len(statements(result)) == 1


@pytest.mark.parametrize("text", ['{"@id":"urn:a","urn:b":"c",}', '{"@id":"urn:a" "urn:b":"c"}', '{"@id":"urn:a","urn:b":"c"'])
def test_broken_json_is_told_with_repair(text: str) -> None:
    result = told(text, "a.jsonld")
    assert len(result.repairs) == 1
    assert statements(result) == ['<urn:a> <urn:b> "c"']


@pytest.mark.parametrize("text", ["hello, this is no RDF at all", E + "e:a unheardof:b e:c ."])
def test_what_no_small_edit_repairs_is_told_and_nothing_is_imported(text: str) -> None:
    result = told(text)
    assert result.fault.startswith("a.ttl:1:") or result.fault.startswith("a.ttl:2:")
    assert not result.quads


def test_a_file_with_two_kinds_of_faults_is_told_whole() -> None:
    result = import_file((E + 'e:a e:b "Yaoundé" .\ne:a unheardof:b e:c .').encode("latin-1"), title="a.ttl")
    assert [repair.line for repair in result.repairs] == [2]
    assert result.fault.startswith("a.ttl:3: The prefix unheardof:")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(GraphError, match=r"a\.ttl: this is no text"):
        told("\x00\x01\x02")


def test_lines_are_those_of_the_file_as_it_was_given() -> None:
    result = told("<urn:a> a skos:Concept .\n<urn:b> a org:Organization .\n<urn:c> a e:Thing .\n")
    assert [repair.line for repair in result.repairs] == [1, 2]
    assert result.fault.startswith("a.ttl:3: The prefix e:")


def test_another_encoding_is_read_and_told() -> None:
    result = import_file((E + 'e:a e:b "Yaoundé" .').encode("latin-1"), title="a.ttl")
    assert statements(result) == ['<http://e.example/a> <http://e.example/b> "Yaoundé"']
    assert result.repairs[0].line == 2


def test_blank_nodes_get_names_that_depend_on_what_is_said_only() -> None:
    one, two = told(E + "_:x e:p _:y . _:y e:q 1 ."), told(E + "_:b e:q 1 . _:a e:p _:b .", "b.ttl")
    assert sorted(statements(one)) == sorted(statements(two))
    assert not any(isinstance(term, BlankNode) for quad in one.quads for term in quad.triple)


def test_spellings_of_an_iri_become_one_and_the_written_statement_is_kept() -> None:
    result = told('<http://metadata.un.org/thesaurus#1005064> <http://schema.org/name> "x" .')
    assert statements(result) == ['<http://metadata.un.org/thesaurus/1005064> <https://schema.org/name> "x"']
    kept = [str(quad.triple) for quad in result.quads if quad.graph_name == NamedNode(f"{result.graph}/original")]
    assert kept == ['<http://metadata.un.org/thesaurus#1005064> <http://schema.org/name> "x"']
    assert any("isReplacedBy" in str(quad.predicate) for quad in result.quads)


@pytest.mark.parametrize(("goal", "normal"), [("01", "1"), ("17", "17"), ("01.1", "1.1"), ("10.1", "10.1"), ("C010101", "C010101")])
def test_goals_of_the_statistics_division_are_those_of_the_library(goal: str, normal: str) -> None:
    assert statements(told(f"<http://data.un.org/kos/sdg/{goal}> <urn:p> 1 ."))[0].startswith(f"<http://metadata.un.org/sdg/{normal}>")


def test_a_table_of_entities_becomes_triples() -> None:
    text = 'id,type,label@en,label@id,wikidata,founded\nasean,org:Organization,"Association, of Nations",Perbara,Q7768,1967\n'
    said = statements(told(text, "bodies.csv"))
    subject = f"<{default_graph('bodies.csv')}/asean>"
    assert f'{subject} <http://www.w3.org/2004/02/skos/core#prefLabel> "Association, of Nations"@en' in said
    assert f"{subject} <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q7768>" in said
    assert any("gYear" in line for line in said)
    with pytest.raises(GraphError, match=r"bodies\.csv:2: 3 values under 2 columns"):
        told("id,label\na,b,c\n", "bodies.csv")
    for table, fault in {
        "id,label@en_GB\na,b\n": r"bodies\.csv:1: the language of the column 'label@en_GB' is no language tag",
        "id,schema:a b\na,b\n": r"bodies\.csv:1: 'https://schema\.org/a b' is no IRI",
        "id,label\nwd:a b,b\n": r"bodies\.csv:2: .* is no IRI",
        "id,label\n,b\n": r"bodies\.csv:2: the row has no id; give each row one",
    }.items():
        with pytest.raises(GraphError, match=fault):
            told(table, "bodies.csv")
    with pytest.raises(GraphError, match="first column is not id"):
        told("name,label\na,b\n", "bodies.csv")


def test_mappings_become_links_and_denied_ones_do_not() -> None:
    rows = [
        ("urn:a", "skos:exactMatch", "urn:b", "semapv:ManualMappingCuration", ""),
        ("urn:a", "skos:exactMatch", "urn:c", "semapv:ManualMappingCuration", "Not"),
    ]
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier"
    said = statements(told("\n".join([head, *("\t".join(cells) for cells in rows)]) + "\n", "m.sssom.tsv"))
    assert said == ["<urn:a> <http://www.w3.org/2004/02/skos/core#exactMatch> <urn:b>"]


def test_our_context_is_in_the_package_and_no_other_is_fetched() -> None:  # S9
    ours = '{"@context":"https://w3id.org/ssc-graph/context.jsonld","@id":"urn:a","@type":"ssc:Claim"}'
    assert "ns/Claim" in statements(told(ours, "a.jsonld"))[0]
    for context in ('"http://127.0.0.1:9/c.jsonld"', '{"@import":"http://127.0.0.1:9/c.jsonld"}', '["http://127.0.0.1:9/c.jsonld"]'):
        with pytest.raises(GraphError, match=r"127\.0\.0\.1:9/c\.jsonld is remote and is not fetched"):
            told(f'{{"@context":{context},"@id":"urn:a"}}', "a.jsonld")


@pytest.mark.parametrize(
    "inside", ['<!ENTITY a "b">', '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "bbbb"><!ENTITY c "&a;&a;&a;&a;">']
)
def test_document_types_are_refused(inside: str) -> None:  # S3, S10
    with pytest.raises(GraphError, match="document type"):
        told(f"<?xml version='1.0'?>\n<!DOCTYPE rdf:RDF [{inside}]>\n{RDF}</rdf:RDF>", "a.rdf")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<urn:a> <urn:b> " + "[ <urn:c> " * 200_000 + "1" + " ]" * 200_000 + " .", "a.ttl"),
        ("<urn:a> <urn:b> " + "( " * 200_000 + "1" + " )" * 200_000 + " .", "a.ttl"),
        ('[{"urn:b":' * 200_000 + "1" + "}]" * 200_000, "a.jsonld"),
        (RDF + "<x:a><x:b>" * 200_000 + "</x:b></x:a>" * 200_000 + "</rdf:RDF>", "a.rdf"),
    ],
)
def test_deep_nesting_is_refused_at_once(text: str, title: str) -> None:  # S30
    begin = time.perf_counter()
    with pytest.raises(GraphError, match="nested deeper than 128"):
        told(text, title)
    assert time.perf_counter() - begin < 2


def poison(size: int) -> list[Triple]:
    nodes = [BlankNode(f"n{number}") for number in range(size)]
    return [Triple(one, NamedNode("urn:p"), other) for one in nodes for other in nodes if one != other]


def test_a_poison_graph_is_named_in_bounded_time() -> None:  # S2
    begin = time.perf_counter()
    canonical = canonical_form(poison(12))
    assert time.perf_counter() - begin < 4
    assert not canonical.exact
    assert len(canonical.lines) == 12 * 11
    assert canonical_form(poison(3)).exact


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "е", "ｆ", "e\u0301"])
def test_what_looks_alike_is_kept_as_it_is(character: str) -> None:  # S27
    assert statements(told(f'<urn:a> <urn:b> "x{character}y" .')) == [f'<urn:a> <urn:b> "x{character}y"']


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared graphs are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("undo/abox-01", 8),
        ("undo/abox-02", 8),
        ("undo/abox-03", 8),
        ("wikidata-orgs/id-nso-bps-Q3449895", 624),
        ("un-ontologies-helton/untreaty", 33),
    ],
)
def test_published_files_that_are_broken_say_what_their_repaired_twins_say(name: str, line: int) -> None:
    path = next(SHARED / f"{name}{suffix}" for suffix in (".ttl", ".rdf") if (SHARED / f"{name}{suffix}").exists())
    result = import_file(path.read_bytes(), title=path.name)
    assert result.repairs[0].line == line
    twin = path.with_suffix(f".repaired{path.suffix}")
    if twin.exists():
        whole = import_file(twin.read_bytes(), title=path.name)
        assert not whole.repairs
        assert sorted(statements(result)) == sorted(statements(whole))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared graphs are not beside this checkout")
def test_a_published_file_loses_nothing() -> None:
    path = SHARED / "supranational-bodies" / "supranational-bodies.ttl"
    result = import_file(path.read_bytes(), title=path.name)
    imported = [Quad(*quad.triple) for quad in result.quads if quad.graph_name == NamedNode(result.graph)]
    assert canonical_hash(imported) == canonical_hash(parse(path=str(path), format=RdfFormat.TURTLE))


def command(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ssc_graph", *words], cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_imports_only_when_asked_to_repair(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a skos:Concept .", "utf-8")
    refused = command("import", "a.ttl", "--output", "a.nq", cwd=tmp_path)
    assert refused.returncode == 3
    assert "a.ttl:1: the prefix skos: is not declared; add the line" in refused.stderr
    assert not (tmp_path / "a.nq").exists()
    done = command("import", "a.ttl", "--repair", "--graph", "urn:mine", "--output", "a.nq", cwd=tmp_path)
    assert done.returncode == 0
    assert "<urn:mine/import>" in (tmp_path / "a.nq").read_text()
    assert command("merge", "a.nq", "--output", "m", cwd=tmp_path).returncode == 0
    assert command("merge", "a.ttl", "--output", "m", cwd=tmp_path).returncode == 3
