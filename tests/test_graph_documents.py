"""Document nodes, named graphs, provenance; bases, characters and addresses."""

from __future__ import annotations

import dataclasses

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ssc_graph.claims import Entity, Label
from ssc_graph.document import Document, Metadata
from ssc_graph.errors import GraphError, UsageError
from ssc_graph.graph import build_graph, check_base, document_curie
from ssc_graph.namespaces import expand
from tests.graph_examples import COLD_WAR, FATIGUE, NOTE, OTHER, PART_OF, TEXT, UNDP, UNOSSC, claim, graph_of, node, says, values

# Documents, named graphs, provenance


def test_a_document_node_tells_what_is_known_and_holds_the_text() -> None:
    known = Metadata(
        title="Judul",
        authors=("A", "B"),
        date="2024-09",
        publisher="detik",
        language="id",
        source="https://x.org/a b",
        licence="https://l.org/",
    )
    document = Document("a.txt", TEXT, (), known, media_type="text/html")
    graph, curie = graph_of(document=document), document_curie(document)
    assert values(graph, curie, "dct:title") == ['"Judul"@id']
    assert values(graph, curie, "dct:creator") == ['"A"', '"B"']
    assert values(graph, curie, "dct:issued") == [f'"2024-09"^^<{expand("xsd:gYearMonth")}>']
    assert values(graph, curie, "dct:source") == ["<https://x.org/a%20b>"]
    assert values(graph, curie, "schema:text") == [str(Literal(TEXT))]
    assert values(graph, curie, "ssc:textDigest") == [f'"{document.digest}"']
    assert values(graph, curie, "dct:format") == ['"text/html"']


def test_the_text_of_a_resolution_is_linked_to_the_resolution() -> None:
    document = Document("r.txt", TEXT, (), Metadata(title="Resolution", symbol="A/RES/78/167", genre="resolution", language="en"))
    graph = graph_of(document=document)
    assert says(graph, document_curie(document), "ssc:isTextOf", "resolution:a-res-78-167")
    assert says(graph, "resolution:a-res-78-167", "rdf:type", "ssc:Resolution")
    assert values(graph, "resolution:a-res-78-167", "skos:prefLabel") == ['"A/RES/78/167"']


def test_documents_with_one_title_and_two_texts_are_two() -> None:
    first, second = (dataclasses.replace(NOTE, text=TEXT + mark) for mark in "!?")
    assert document_curie(first) != document_curie(second)
    assert len(build_graph([(first, []), (second, [])], tool_version="1").documents) == 2


def test_one_text_that_is_given_twice_is_one_document() -> None:
    copy = dataclasses.replace(NOTE, name="salinan.txt", metadata=Metadata(title="Salinan", language="id"))
    graph = build_graph([(copy, [PART_OF]), (NOTE, [claim(COLD_WAR, "causes", FATIGUE)])], tool_version="1")
    assert len(graph.documents) == 1
    assert len(graph.claims) == 2


@pytest.mark.parametrize(("name", "expected"), [("-", "document:document-"), ("catatan.id.txt", "document:catatan-id-")])
def test_a_document_without_title_is_called_by_its_file(name: str, expected: str) -> None:
    assert document_curie(Document(name, "x", ())).startswith(expected)


def test_each_document_has_its_own_named_graph_and_they_tell_who_made_them() -> None:
    graph = build_graph([(NOTE, [PART_OF]), (OTHER, [])], tool_version="1.0")
    own = [expand(document_curie(document).replace("document:", "graph:")) for document in (NOTE, OTHER)]
    assert set(own) < set(graph.named_graphs)
    provenance = graph.triples(expand("graph:provenance"))
    made = {triple.subject: triple.object for triple in provenance if triple.predicate == node("prov:wasGeneratedBy")}
    assert {name.value for name in made if isinstance(name, NamedNode)} == set(own)
    activity = made[NamedNode(own[0])]
    told = {(triple.predicate.value, getattr(triple.object, "value", "")) for triple in provenance if triple.subject == activity}
    assert (expand("ssc:inputDigest"), NOTE.source_digest) in told
    assert (expand("ssc:rule"), expand("rule:test.rule")) in told
    assert (expand("prov:used"), expand(document_curie(NOTE))) in told


def test_what_a_document_says_stands_in_its_graph_only() -> None:
    graph = build_graph([(NOTE, [PART_OF]), (OTHER, [])], tool_version="1.0")
    stated = [quad for quad in graph.quads if quad.predicate == node("ssc:partOf")]
    assert [quad.graph_name for quad in stated] == [node(document_curie(NOTE).replace("document:", "graph:"))]


def test_a_graph_of_nothing_is_empty() -> None:
    graph = build_graph([], tool_version="1.0")
    assert (len(graph), graph.documents, graph.claims, graph.named_graphs) == (0, (), (), ())


# Bases, characters, addresses


@pytest.mark.parametrize(
    "base", ["https://example.org/kg/", "http://example.org#", "urn:example:kg/", "https://example.org:8080/a%20b/", "https://contoh.id/é/"]
)
def test_instances_live_under_the_base_and_the_rest_does_not_move(base: str) -> None:
    known = Entity("auth:undp", "UNDP", (), ("ssc:Organization",))
    graph = build_graph([(NOTE, [claim(UNOSSC, "partOf", known)])], base=base, tool_version="1.0")
    assert Triple(NamedNode(base + "entity/unossc"), node("ssc:partOf"), node("auth:undp")) in graph.triples()
    assert all(iri.startswith(base) for iri in (*graph.documents, *graph.claims, *graph.named_graphs))


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org/",
        "/kg/",
        "https:///",
        "https://",
        "ftp://x.org/",
        "https://x.org",
        "https://x.org/?q",
        "https://x.org/a b/",
        "https://x.org/<a>/",
        "https://x.org/{a}/",
        "https://x.org/a\n/",
        "https://x.org/%zz/",
        "https://x.org:port/",
        "urn:/",
        "urn:x",
        "https://x.org/#a#",
        "https://x.org/\\/",
    ],
)
def test_a_base_that_is_none_is_a_fault_of_usage(base: str) -> None:
    with pytest.raises(UsageError, match="the base"):
        check_base(base)


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\x00", "\x0b", "\ud800"])
def test_a_character_that_rdf_xml_cannot_carry_is_refused(character: str) -> None:
    named = dataclasses.replace(UNOSSC, labels=(Label(f"a{character}b", "id", True),))
    with pytest.raises(GraphError, match=r"catatan\.id\.txt: the character U\+"):
        graph_of(claim(named, "partOf", UNDP))


@pytest.mark.parametrize("source", ["/relative", "javascript:alert(1)", "file:///etc/passwd", "https://[x/", "berita"])
def test_an_address_that_is_none_is_refused(source: str) -> None:
    with pytest.raises(GraphError, match="address"):
        graph_of(document=dataclasses.replace(NOTE, metadata=Metadata(source=source)))


def test_a_language_tag_that_is_none_is_refused() -> None:
    with pytest.raises(GraphError, match="language tag"):
        graph_of(claim(dataclasses.replace(UNOSSC, labels=(Label("x", "en_GB"),)), "partOf", UNDP))
