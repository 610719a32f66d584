"""Statements by number: the same graph as statements one by one, whatever comes in whatever order."""

from __future__ import annotations

import json
import sys

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ssc_graph.document import Document, Metadata
from ssc_graph.graph import PolicyGraph, Readings, build_graph
from ssc_graph.graph.order import reading_key
from ssc_graph.namespaces import expand
from ssc_graph.serialization import FORMATS, pieces, serialize
from ssc_graph.serialization.compaction import by_subject
from tests.graph_examples import NOTE, PART_OF, graph_of

_IRIS = st.sampled_from([NamedNode(f"https://example.org/{name}") for name in ("a", "a/b", "a#c", "b")])
_NODES = _IRIS | st.sampled_from([BlankNode("x"), BlankNode("y")])
_CLASSES = st.sampled_from([NamedNode(expand(curie)) for curie in ("ssc:Document", "ssc:Evidence", "ssc:Resolution")])
_TYPES = st.builds(Quad, _IRIS, st.just(NamedNode(expand("rdf:type"))), _CLASSES, _IRIS)
_MADE = st.builds(Quad, _IRIS, st.just(NamedNode(expand("prov:wasGeneratedBy"))), _IRIS, _IRIS)
_VERBS = st.sampled_from([NamedNode(expand(curie)) for curie in ("skos:prefLabel", "skos:altLabel", "ssc:recalls", "rdf:object")])
_WORDS = st.sampled_from(
    [Literal("a"), Literal("a", language="en"), Literal("\u2028\n"), Literal("01", datatype=NamedNode(expand("xsd:integer")))]
)
_PLAIN = st.builds(Quad, _NODES, _VERBS, _NODES | _WORDS, _IRIS | st.just(DefaultGraph()))


def _one_class_each(quads: list[Quad]) -> list[Quad]:
    """A node of two sections stands in either: the order does not say in which."""
    kinds: dict[object, object] = {}
    return [q for q in quads if q.predicate.value != expand("rdf:type") or kinds.setdefault(q.subject, q.object) == q.object]


@given(st.lists(_PLAIN | _TYPES | _MADE, max_size=30).map(_one_class_each))
def test_quads_and_triples_stand_in_the_order_of_their_keys(quads: list[Quad]) -> None:
    graph, key = PolicyGraph.from_quads(quads), reading_key(quads)
    distinct = list(dict.fromkeys(quads))
    assert list(graph.quads) == sorted(distinct, key=lambda quad: (str(quad.graph_name), *key(quad)))
    assert graph.triples() == sorted(dict.fromkeys(quad.triple for quad in distinct), key=key)
    assert dict(graph.nodes) == dict(by_subject(graph.triples()))
    assert [graph.quads[place] for place in range(-len(graph), 0)] == list(graph.quads)


def test_what_is_written_in_pieces_is_what_is_written_at_once() -> None:
    graph = graph_of(PART_OF)
    for name in (known.name for known in FORMATS.values() if known.written):
        assert "".join(pieces(graph, name)) == serialize(graph, name)
        assert name in {"jsonld", "framed"} or len(list(pieces(graph, name))) > 1


def test_json_is_indented_as_the_library_indents_it() -> None:
    words = '"quoted" \\ \u2028 \x07 \U0001f30d'
    quads = [Quad(NamedNode("urn:a"), NamedNode(expand("skos:altLabel")), Literal(words, language=tag)) for tag in ("en", "id")]
    for graph in (PolicyGraph.from_quads([]), PolicyGraph.from_quads(quads), graph_of(PART_OF)):
        written = serialize(graph, "jsonld")
        assert json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n" == written


def test_a_statement_takes_twelve_bytes_beside_its_terms() -> None:
    things = [NamedNode(f"urn:{number}") for number in range(100)]
    graph = PolicyGraph.from_quads(Quad(one, things[0], other) for one in things for other in things)
    assert len(graph) == 10_000
    assert sum(sys.getsizeof(rows) for _, rows in graph.statements.graphs) < 13 * len(graph)


def test_readings_join_the_claims_of_one_text_and_come_in_the_order_of_their_identifiers() -> None:
    other = Document(name="a.txt", text="Another.", blocks=(), metadata=Metadata(title="Zebra"))
    titled = Document(name="z.txt", text=NOTE.text, blocks=(), metadata=Metadata(title="Alpaca"))
    readings = Readings([(other, []), (NOTE, [PART_OF]), (titled, [PART_OF])])
    assert [(reading.document.metadata.title, len(reading.claims)) for reading in readings] == [("Alpaca", 2), ("Zebra", 0)]
    assert build_graph(readings, tool_version="1") == build_graph([(titled, [PART_OF]), (other, [])], tool_version="1")


def test_a_packed_claim_comes_back_as_it_was() -> None:
    assert next(iter(Readings([(NOTE, [PART_OF])]))).claims == [PART_OF]
