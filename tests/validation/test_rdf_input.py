"""RDF in: every form gives the same triples, spellings are kept, and nothing is fetched."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from ssc_graph.errors import GraphError, UsageError
from ssc_graph.validation import validate
from ssc_graph.validation.rdf_input import GraphSource, read_triples
from tests.validation.graphs import fired, fixture

TURTLE = b"""@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:number "01"^^xsd:integer , "0.50"^^xsd:decimal ; ex:name "nama"@id ; ex:to [ ex:odd "x" ] .
"""
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
A = NamedNode("https://example.org/a")


@dataclass(frozen=True)
class Policy:
    """What a policy graph looks like from here."""

    quads: tuple[Quad, ...]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_triples(tmp_path: Path, suffix: str) -> None:
    quads = list(pyoxigraph.parse(TURTLE, format=RdfFormat.TURTLE))
    path = tmp_path / f"graph.{suffix}"
    triples = quads if FORMATS[suffix].supports_datasets else [quad.triple for quad in quads]
    path.write_bytes(pyoxigraph.serialize(triples, format=FORMATS[suffix]) or b"")
    assert set(read_triples(path).triples) == set(read_triples(TURTLE, rdf_format="turtle").triples)
    assert set(read_triples(path.read_bytes(), rdf_format=suffix).triples) == set(read_triples(str(path)).triples)


def test_spellings_are_kept_and_blank_nodes_are_numbered() -> None:
    triples = read_triples(TURTLE, rdf_format="text/turtle").triples
    assert {value.value for _, predicate, value in triples if predicate.value.endswith("number")} == {"01", "0.50"}
    assert {node for triple in triples for node in triple if isinstance(node, BlankNode)} == {BlankNode("b0")}


def test_named_graphs_are_read_together() -> None:
    trig = b"<https://a.example/g> { <https://a.example/s> <https://a.example/p> 1 } <https://a.example/s> <https://a.example/p> 1 , 2 ."
    assert len(read_triples(trig, rdf_format="trig").triples) == 2


def test_a_policy_graph_and_rdflib_graphs_are_read() -> None:
    node = NamedNode("https://example.org/s")
    policy = Policy((Quad(node, node, Literal("x"), node), Quad(node, node, Literal("x"), DefaultGraph())))
    assert read_triples(policy).triples == ((node, node, Literal("x")),)  # type: ignore[arg-type]  # by its quads
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef(node.value), rdflib.URIRef(node.value), rdflib.Literal("x", lang="id")))
    graph.add((rdflib.BNode("odd label"), rdflib.URIRef(node.value), rdflib.Literal(True)))
    dataset = rdflib.Dataset()
    for triple in graph:
        dataset.graph(rdflib.URIRef("https://example.org/g")).add(triple)
    assert set(read_triples(dataset).triples) == set(read_triples(graph).triples)
    values = {value for _, _, value in read_triples(graph).triples}
    assert values == {Literal("x", language="id"), Literal("true", datatype=NamedNode(str(rdflib.XSD.boolean)))}


def test_an_rdflib_graph_is_neither_changed_nor_its_setting(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data=fixture("claim-subject.invalid"), format="turtle")
    before = set(graph)
    for setting in (False, True):
        rdflib.NORMALIZE_LITERALS = setting
        assert fired(validate(graph)) == {"claim-subject"}
        assert rdflib.NORMALIZE_LITERALS is setting
    assert set(graph) == before


def test_a_literal_is_reported_as_it_is_spelled() -> None:
    turtle = fixture("claim-confidence.invalid").replace(b"ssc:confidence 1.5", b'ssc:confidence "01.50"^^xsd:decimal', 1)
    turtle = b"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + turtle
    assert [result.value.value for result in validate(turtle, rdf_format="turtle").results if result.value] == ["01.50"]


DTD = b'<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa">]>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'


@pytest.mark.parametrize("before", [b"", b'\xef\xbb\xbf<?xml version="1.0"?>\n', b"<!-- a -- comment? - -->\n<?pi x?>\n  "])
def test_a_document_type_is_refused_before_parsing(before: bytes) -> None:
    with pytest.raises(GraphError, match="document type definition, which is refused"):
        validate(before + DTD, rdf_format="xml")


def test_rdf_xml_that_only_mentions_a_document_type_is_read() -> None:
    assert read_triples(DTD.partition(b"\n")[2].replace(b"></", b"><!-- <!DOCTYPE x> --></"), rdf_format="xml").triples == ()


@pytest.mark.parametrize(
    "content",
    [
        b'{"@context": "http://127.0.0.1:%d/context", "@id": "https://example.org/a"}',
        b'{"@context": [{"n": "https://example.org/n"}, "http://127.0.0.1:%d/context"]}',
        b'{"@graph": [{"@context": {"@import": "http://127.0.0.1:%d/context"}}]}',
    ],
)
def test_a_remote_context_is_refused_by_name_and_not_fetched(content: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        with pytest.raises(GraphError, match=f"http://127.0.0.1:{port}/context is remote and is not fetched"):
            validate(content % port, rdf_format="json-ld")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_json_ld_with_its_own_context_is_read() -> None:
    content = b'{"@context": {"name": "https://example.org/name"}, "@id": "https://example.org/a", "name": "x"}'
    assert read_triples(content, rdf_format="json-ld").triples == ((A, NamedNode("https://example.org/name"), Literal("x")),)


@pytest.mark.parametrize(
    ("content", "rdf_format", "what"),
    [
        (b"<https://example.org/a> <https://example.org/b>\n  oops .", "turtle", r"the bytes:2:\d+: .*; repair the file there"),
        (b"<https://example.org/a> <https://example.org/b> .", "nt", "the bytes:1:"),
        (b'{"@id": ', "json-ld", "the bytes:1:"),
        (b"[" * 100_000, "json-ld", "nested deeper than 128"),
        (b"<rdf:RDF>", "xml", "the bytes: "),
        (b"\xff\xfe<\x00", "turtle", "byte 0 is no UTF-8"),
        (
            b"<https://a.example/s> <https://a.example/p> <<( <https://a.example/s> <https://a.example/p> 1 )>> .",
            "turtle",
            "RDF 1.1 does not know",
        ),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(content: bytes, rdf_format: str, what: str) -> None:
    with pytest.raises(GraphError, match=what):
        validate(content, rdf_format=rdf_format)


def test_deep_nesting_is_refused_and_wide_lists_are_read() -> None:  # S30
    start, end = b"<https://a.example/s> <https://a.example/p> ", b" ."
    with pytest.raises(GraphError, match="the bytes:1: nested deeper than 128"):
        read_triples(start + b"(" * 20_000 + b")" * 20_000 + end, rdf_format="turtle")
    assert len(read_triples(start + b"( 1 2 )," * 20_000 + b"3" + end, rdf_format="turtle").triples) > 80_000


def test_a_missing_file_and_an_unknown_format_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"nowhere\.ttl: the file cannot be read"):
        validate(tmp_path / "nowhere.ttl")
    (tmp_path / "graph.txt").write_bytes(TURTLE)
    with pytest.raises(UsageError, match=r"graph\.txt: the RDF format 'txt' is not known; name one of: turtle, n-triples"):
        validate(tmp_path / "graph.txt")
    with pytest.raises(UsageError, match="the RDF format is not given"):
        validate(TURTLE)
    assert len(read_triples(tmp_path / "graph.txt", rdf_format="turtle").triples) == 5


def test_no_folder_of_the_machine_gets_into_a_graph(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<#a> <#b> <c> .")
    assert {term.value for triple in read_triples(tmp_path / "graph.ttl").triples for term in triple} == {
        "file:///graph.ttl#a",
        "file:///graph.ttl#b",
        "file:///c",
    }


@pytest.mark.parametrize("source", [None, 3, ["graph.ttl"]])
def test_something_else_is_a_fault_of_the_programmer(source: GraphSource) -> None:
    with pytest.raises(TypeError, match="not a graph, path or bytes"):
        validate(source)


def test_an_rdflib_graph_that_is_no_rdf_is_an_error() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("https://a.example/s"), rdflib.URIRef("no iri"), rdflib.Literal("x")))
    with pytest.raises(GraphError, match="is no RDF"):
        validate(graph)
    generalised = rdflib.Graph()
    generalised.add((rdflib.URIRef("https://a.example/s"), rdflib.BNode(), rdflib.Literal("x")))
    with pytest.raises(GraphError, match=r"RDF 1\.1 does not know"):
        validate(generalised)
