"""A graph whose every name is an attack on the page that shows it (SAFETY S22 to S27)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ssc_graph.namespaces import DEFAULT_BASE, expand

SCRIPT = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover='alert(3)"
TEMPLATE = "{{7*7}}{% for x in [1] %}x{% endfor %}"
BIDI = "safe\u202egnp.exe\u2066"
_DECIMAL = NamedNode(expand("xsd:decimal"))
ENTITY = f"{DEFAULT_BASE}entity/"
#: Names that must not become paths.
TRAVERSALS = (
    f"{ENTITY}../../../../escape",
    f"{ENTITY}%2e%2e%2f%2e%2e%2fescape",
    f"{ENTITY}..",
    f"{ENTITY}a/../../b",
    f"{ENTITY}con",
    f"{ENTITY}nul.txt",
    f"{ENTITY}{'x' * 300}",
    f"{ENTITY}caf\u00e9",
    f"{ENTITY}cafe\u0301",
    f"{ENTITY}Twin",
    f"{ENTITY}twin",
    f"{ENTITY}a",
    f"{ENTITY}a/b",
    f"{ENTITY}a.en",
    f"{ENTITY}dot.",
    f"{ENTITY}-dash",
    f"{ENTITY}x'onmouseover='alert(4)",
    f"{ENTITY}$1?q#f",
    "https://w3id.org/ssc-graph/authority/../index",
    "javascript:alert(5)",
    "data:text/html,<script>alert(6)</script>".replace("<", "%3C").replace(">", "%3E"),
    "http://x/'onmouseover='alert(7)",
    "https://other.example.org/a",
)
DOCUMENT = f"{DEFAULT_BASE}document/hostile"
TEXT = f"Intro.\n\n{SCRIPT} is part of {TEMPLATE}.\n\n{BIDI} ends & goes."


def write_hostile(path: Path) -> Path:
    """Write the graph as N-Quads and return where it stands."""
    quads: list[Quad] = []
    graph = NamedNode(f"{DEFAULT_BASE}graph/hostile")

    def add(subject: str, predicate: str, value: NamedNode | Literal) -> None:
        quads.append(Quad(NamedNode(subject), NamedNode(expand(predicate)), value, graph))

    for number, iri in enumerate(TRAVERSALS):
        add(iri, "rdf:type", NamedNode(expand("ssc:Organization")))
        name = (SCRIPT, TEMPLATE, BIDI, "=HYPERLINK(1)", "plain")[number % 5]
        add(iri, "skos:prefLabel", Literal(f"{name} {number}", language="en" if number % 2 else "x-q"))
        add(iri, "skos:exactMatch", NamedNode("javascript:alert(8)"))
        add(iri, "skos:altLabel", Literal(SCRIPT))
        add(iri, "skos:definition", Literal(SCRIPT, language="en"))
    section = NamedNode("https://other.example.org/section")
    for spelling in ("0.50", "1.10"):  # S12
        quads += [Quad(NamedNode(f"{ENTITY}a"), section, Literal(spelling, datatype=_DECIMAL), graph)]
    add(DOCUMENT, "rdf:type", NamedNode(expand("ssc:Document")))
    add(DOCUMENT, "dct:title", Literal(SCRIPT))
    add(DOCUMENT, "schema:text", Literal(TEXT))
    add(DOCUMENT, "dct:language", Literal('en" onload="alert(9)'))
    add(DOCUMENT, "dct:creator", Literal(SCRIPT))
    add(DOCUMENT, "dct:source", NamedNode("javascript:alert(10)"))
    add(DOCUMENT, "dct:license", NamedNode("data:text/html,x"))
    for number, (subject, object_) in enumerate(pairwise(TRAVERSALS)):
        _claim(add, number, subject, object_)
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return path


def _claim(add: object, number: int, subject: str, object_: str) -> None:
    assert callable(add)
    claim, evidence = f"{DEFAULT_BASE}claim/{number:020x}", f"{DEFAULT_BASE}evidence/{number:016x}"
    relation = ("ssc:partOf", "ssc:causes")[number % 2]
    start, end = (8, 8 + len(SCRIPT)) if number % 3 else (0, 10**8)
    add(claim, "rdf:type", NamedNode(expand("ssc:Claim")))
    add(claim, "rdfs:label", Literal(SCRIPT, language="en"))
    add(claim, "rdf:subject", NamedNode(subject))
    add(claim, "rdf:predicate", NamedNode(expand(relation)))
    add(claim, "rdf:object", NamedNode(object_))
    add(claim, "ssc:claimedIn", NamedNode(DOCUMENT))
    add(claim, "ssc:attributedTo", NamedNode("javascript:alert(11)"))
    add(claim, "ssc:evidence", NamedNode(evidence))
    add(evidence, "rdf:type", NamedNode(expand("ssc:Evidence")))
    add(evidence, "oa:hasSource", NamedNode(DOCUMENT))
    add(evidence, "oa:hasSelector", NamedNode(f"{evidence}/position"))
    add(f"{evidence}/position", "oa:start", Literal(start))
    add(f"{evidence}/position", "oa:end", Literal(end))
    add(f"{evidence}/position", "oa:exact", Literal(SCRIPT))
