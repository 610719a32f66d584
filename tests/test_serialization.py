"""Every file says what the graph says: two independent parsers read each one back."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ssc_graph.claims import Claim
from ssc_graph.document import Document
from ssc_graph.errors import UsageError
from ssc_graph.graph import PolicyGraph, build_graph
from ssc_graph.namespaces import expand
from ssc_graph.serialization import canonical_hash, canonical_lines, exports, format_of_file, parse, serialize
from tests.graph_examples import NOTE, PART_OF
from tests.rdf_readers import GRAPH, IRI, WRITTEN, expected, of, read_with_rdflib, union
from tests.strategies import documents_with_claims, texts

# Round trips


@pytest.mark.parametrize("name", WRITTEN)
@given(read=documents_with_claims())
@settings(max_examples=25)
def test_a_graph_that_is_written_and_read_is_the_same(name: str, read: Sequence[tuple[Document, list[Claim]]]) -> None:
    graph = build_graph(read, tool_version="1.0")
    assert canonical_hash(parse(serialize(graph, name), format=name, where="graph")) == expected(graph, name)


@pytest.mark.parametrize("name", WRITTEN)
@given(read=documents_with_claims(most=1))
@settings(max_examples=8)
def test_rdflib_reads_the_same_graph(name: str, read: Sequence[tuple[Document, list[Claim]]]) -> None:
    graph = build_graph(read, tool_version="1.0")
    assert canonical_hash(read_with_rdflib(serialize(graph, name), name)) == expected(graph, name)


_FORMS = [
    Literal("0.50", datatype=NamedNode(expand("xsd:decimal"))),
    Literal(".5", datatype=NamedNode(expand("xsd:decimal"))),
    Literal("5.", datatype=NamedNode(expand("xsd:decimal"))),
    Literal("1", datatype=NamedNode(expand("xsd:boolean"))),
    Literal("true", datatype=NamedNode(expand("xsd:boolean"))),
    Literal("none", datatype=NamedNode(expand("xsd:boolean"))),
    Literal("012", datatype=NamedNode(expand("xsd:integer"))),
    Literal("12", datatype=NamedNode(expand("xsd:integer"))),
    Literal("+12", datatype=NamedNode(expand("xsd:nonNegativeInteger"))),
    Literal("12345678901234567890", datatype=NamedNode(expand("xsd:nonNegativeInteger"))),
    Literal("1978", datatype=NamedNode(expand("xsd:gYear"))),
    Literal("1978", datatype=NamedNode(expand("xsd:date"))),
    Literal("1E0", datatype=NamedNode(expand("xsd:double"))),
    Literal("x", datatype=NamedNode(IRI + "own-type")),
    Literal('"""\\"'),
    Literal('a\n"""'),
    Literal("a\r\nb\r"),
    Literal("\\u0041\n\\"),
    Literal("\u2028\x85\x7f\t"),
    Literal(""),
    Literal("x", language="zh-hant-tw"),
    Literal('"\n', language="id"),
]


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize(
    "predicate", [IRI + "p", expand("oa:start"), expand("ssc:negated"), expand("skos:prefLabel"), expand("ssc:causes")]
)
def test_literals_keep_the_form_in_which_they_are_written(name: str, predicate: str) -> None:
    graph = of(*_FORMS, predicate=predicate)
    text = serialize(graph, name)
    assert {quad.object for quad in parse(text, format=name, where="x")} == set(_FORMS)
    assert {quad.object for quad in read_with_rdflib(text, name)} == set(_FORMS)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize(
    "iri",
    [
        "urn:a:b",
        IRI,
        IRI + "a/b",
        expand("ssc:"),
        expand("claim:a.b."),
        expand("claim:a/-b"),
        expand("claim://a"),
        expand("entity:é"),
        expand("wd:Q1"),
        "mailto:a@b.org",
    ],
)
def test_iris_come_back_as_they_are(name: str, iri: str) -> None:
    graph = PolicyGraph.from_quads([Quad(NamedNode(iri), NamedNode(expand("ssc:causes")), NamedNode(iri))])
    text = serialize(graph, name)
    assert canonical_hash(parse(text, format=name, where="x")) == union(graph)
    assert canonical_hash(read_with_rdflib(text, name)) == union(graph)


@pytest.mark.parametrize("base", ["https://example.org/kg/", "https://example.org/kg#", "urn:example:kg/"])
@pytest.mark.parametrize("name", WRITTEN)
def test_files_under_another_base_say_the_same_as_their_graph(name: str, base: str) -> None:
    graph = build_graph([(NOTE, [PART_OF])], base=base, tool_version="1.0")
    text = serialize(graph, name)
    assert canonical_hash(parse(text, format=name, where="x")) == expected(graph, name)
    assert canonical_hash(read_with_rdflib(text, name)) == expected(graph, name)


@given(text=texts)
def test_any_text_survives_turtle_and_json(text: str) -> None:
    graph = of(Literal(text), Literal(text, language="id"))
    for name in ("turtle", "jsonld", "nquads"):
        assert canonical_hash(parse(serialize(graph, name), format=name, where="x")) == union(graph)


# Determinism

_SCRIPT = """
import hashlib
from ssc_graph.serialization import serialize
from tests.rdf_readers import GRAPH, WRITTEN
for name in WRITTEN:
    print(name, hashlib.sha256(serialize(GRAPH, name).encode()).hexdigest())
"""


def test_files_are_the_same_under_every_hash_seed() -> None:
    root = Path(__file__).resolve().parents[1]

    def run(seed: str) -> str:
        command = [sys.executable, "-c", _SCRIPT]
        return subprocess.run(command, cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True).stdout

    runs = [run(seed) for seed in ("0", "4242")]
    assert runs[0].count("\n") == len(WRITTEN)
    assert runs[0] == runs[1]


@pytest.mark.parametrize("name", WRITTEN)
def test_files_do_not_depend_on_the_order_of_the_quads(name: str) -> None:
    assert serialize(PolicyGraph.from_quads(reversed(GRAPH.quads)), name) == serialize(GRAPH, name)


# Turtle for people


def test_turtle_declares_the_prefixes_that_it_uses_and_no_others() -> None:
    text = serialize(GRAPH, "turtle")
    declared = re.findall(r"^@prefix (\w+):", text, re.MULTILINE)
    body = re.sub(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"', '""', text.split("\n\n", 1)[1])
    used = set(re.findall(r"(?:^|[\s^])([a-z]+):", body, re.MULTILINE))
    assert declared == sorted(declared)
    assert set(declared) == used


def test_turtle_puts_documents_first_then_things_claims_and_evidence_with_the_class_on_top() -> None:
    text = serialize(GRAPH, "turtle")
    assert re.findall(r"^# (\w+)$", text, re.MULTILINE) == ["Documents", "Things", "Claims", "Evidence", "Provenance"]
    paragraphs = re.findall(r"^\S+:\S+\n {4}(\S+) ", text, re.MULTILINE)
    assert paragraphs
    assert set(paragraphs) == {"a"}


def test_turtle_of_the_text_of_a_document_can_be_read() -> None:
    text = serialize(of(Literal('Satu "kata".\n\nDua.')), "turtle")
    assert '"""Satu "kata".\n\nDua."""' in text


def test_trig_keeps_documents_apart() -> None:
    text = serialize(GRAPH, "trig")
    assert re.findall(r"^(graph:\S+) \{$", text, re.MULTILINE) == [f"graph:{name.rpartition('/')[2]}" for name in GRAPH.named_graphs]


# Names of formats, exports, hashes


def test_exports_are_named_and_in_utf_8() -> None:
    files = exports(GRAPH)
    assert list(files) == ["graph.ttl", "graph.jsonld", "graph.framed.jsonld", "graph.trig", "graph.nq"]
    for name, content in files.items():
        known = format_of_file(name)
        assert canonical_hash(parse(content, format=known.name, where=name)) == expected(GRAPH, known.name)
        assert content.endswith(b"\n")
        assert b"\r" not in content


@pytest.mark.parametrize(
    "call", [lambda: serialize(GRAPH, "n3"), lambda: serialize(GRAPH, "rdfxml"), lambda: parse("", format="n3", where="x")]
)
def test_a_format_that_is_not_there_is_a_fault_of_usage(call: Callable[[], object]) -> None:
    with pytest.raises(UsageError, match="give one of turtle"):
        call()


def test_a_file_without_a_known_suffix_is_a_fault_of_usage() -> None:
    with pytest.raises(UsageError, match=r"^graph\.docx: "):
        format_of_file("graph.docx")


def test_the_hash_tells_whether_a_graph_changed_and_not_how_it_is_ordered_or_its_blank_nodes_are_called() -> None:
    def said(label: str, value: str) -> list[Quad]:
        return [Quad(BlankNode(label), NamedNode(IRI + "p"), Literal(value)), Quad(NamedNode(IRI), NamedNode(IRI), BlankNode(label))]

    assert canonical_hash(said("a", "x")) == canonical_hash(reversed(said("b", "x")))
    assert canonical_hash(said("a", "x")) != canonical_hash(said("a", "y"))


def test_canonical_lines_are_one_statement_each() -> None:
    graph = of(Literal("a\u2028b\x85c\nd"))
    assert canonical_lines(graph.quads) == ['<https://example.org/s> <https://example.org/p> "a\u2028b\x85c\\nd" .\n']
