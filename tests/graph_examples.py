"""Two small documents, the things that they name, a claim; and short ways to ask a graph."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from ssc_graph.claims import Claim, Entity, Evidence, Label
from ssc_graph.claims import Literal as Value
from ssc_graph.document import Document, Metadata
from ssc_graph.graph import PolicyGraph, build_graph
from ssc_graph.namespaces import expand

TEXT = "UNOSSC berada di bawah UNDP. Kejenuhan bantuan diakibatkan berakhirnya Perang Dingin. Konferensi digelar 18–24 April 1955."
NOTE = Document("catatan.id.txt", TEXT, (), Metadata(title="Mengenal UNOSSC", language="id"), source_digest="ab" * 32)
OTHER = Document("note.en.txt", "UNOSSC is hosted by UNDP.", (), Metadata(title="About UNOSSC", language="en"))

UNOSSC = Entity("entity:unossc", "UNOSSC", (Label("UNOSSC", "id", True), Label("Kantor KSS", "id")), ("ssc:IntergovernmentalBody",))
UNDP = Entity("entity:undp", "UNDP", (Label("UNDP", "id", True),), ("ssc:IntergovernmentalBody",))
FATIGUE = Entity("situation:aid-fatigue", "Kejenuhan bantuan", (), ("ssc:Situation",))
COLD_WAR = Entity("situation:end-of-cold-war", "berakhirnya Perang Dingin", (), ("ssc:Situation",))


def claim(subject: Entity, predicate: str, value: Entity | Value, *, quote: str = "UNOSSC", document: Document = NOTE) -> Claim:
    start = document.text.index(quote)
    return Claim(subject, predicate, value, (Evidence(start, start + len(quote), quote),), "test.rule", 0.85)


def graph_of(*claims: Claim, document: Document = NOTE) -> PolicyGraph:
    return build_graph([(document, claims)], tool_version="1.0")


def node(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


def values(graph: PolicyGraph, subject: str, predicate: str) -> list[str]:
    return [str(triple.object) for triple in graph.triples() if triple.subject == node(subject) and triple.predicate == node(predicate)]


def says(graph: PolicyGraph, subject: str, predicate: str, value: str) -> bool:
    return Triple(node(subject), node(predicate), node(value)) in graph.triples()


PART_OF = claim(UNOSSC, "partOf", UNDP, quote="UNOSSC berada di bawah UNDP")
