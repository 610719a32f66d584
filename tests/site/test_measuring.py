"""How much of a graph is quoted: counted fast, and the same as by looking at each claim."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ssc_graph.site.dataset import measure
from ssc_graph.site.view import View
from ssc_graph.store import open_store, store_of

PREFIXES = """
@prefix ssc: <https://w3id.org/ssc-graph/ns/> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix : <urn:x:> .
:document a ssc:Document ; schema:text "one two three" . :claim a ssc:Claim ; ssc:claimedIn :document ; ssc:evidence :e .
"""
PLACES = {
    "one place": ":e oa:hasSelector :s . :s oa:start 0 ; oa:end 3 ; oa:exact 'one' .",
    "place and words apart": ":e oa:hasSelector :s , :t . :s oa:start 0 ; oa:end 3 . :t oa:exact 'one' .",
    "other words": ":e oa:hasSelector :s . :s oa:start 0 ; oa:end 3 ; oa:exact 'two' .",
    "no words": ":e oa:hasSelector :s . :s oa:start 0 ; oa:end 3 .",
    "no end": ":e oa:hasSelector :s . :s oa:start 0 ; oa:exact 'one' .",
    "start and end apart": ":e oa:hasSelector :s , :t . :s oa:start 0 ; oa:exact 'one' . :t oa:end 3 .",
    "two places": ":e oa:hasSelector :s , :t . :s oa:start 0 ; oa:end 3 ; oa:exact 'one' . :t oa:start 4 ; oa:end 7 ; oa:exact 'two' .",
    "two starts": ":e oa:hasSelector :s . :s oa:start 4 , 0 ; oa:end 3 , 7 ; oa:exact 'two' , 'one' .",
    "no number": ":e oa:hasSelector :s . :s oa:start 'a' ; oa:end 3 ; oa:exact 'one' .",
    "an IRI": ":e oa:hasSelector :s . :s oa:start :a ; oa:end 3 ; oa:exact 'one' .",
    "backwards": ":e oa:hasSelector :s . :s oa:start 3 ; oa:end 0 ; oa:exact 'one' .",
    "nothing": "",
    "two pieces": ":claim ssc:evidence :f . :e oa:hasSelector :s . :s oa:start 0 ; oa:end 3 ; oa:exact 'one' . "
    ":f oa:hasSelector :t . :t oa:start 1 ; oa:end 7 ; oa:exact 'ne two' .",
    "evidence that is none": ":claim ssc:evidence 'e' .",
}


def view_of(turtle: str) -> View:
    graph = NamedNode("urn:g")
    found = parse(f"{PREFIXES} {turtle}".encode(), format=RdfFormat.TURTLE)
    return View(store_of(Quad(each.subject, each.predicate, each.object, graph) for each in found).oxigraph)


def claim_by_claim(view: View) -> tuple[int, int]:
    quoted = marked = 0
    for document in view.documents:
        text, claims = view.value(document, "schema:text"), view.claims_in(document)
        quoted += sum(bool(claim.evidence) and all(text[p.start : p.end] == p.exact for p in claim.evidence) for claim in claims)
        marked += len({place for claim in claims for p in claim.evidence for place in range(p.start, min(p.end, len(text)))})
    return quoted, marked


@pytest.mark.parametrize("said", PLACES)
def test_evidence_counts_as_its_claim_shows_it(said: str) -> None:
    view = view_of(PLACES[said])
    figures = measure(view)
    assert (figures.quoted, figures.marked) == claim_by_claim(view)


def test_the_bundled_graph_is_counted_as_claim_by_claim() -> None:
    view = View(open_store().oxigraph)
    figures = measure(view)
    assert (figures.quoted, figures.marked) == claim_by_claim(view)
    names = {iri: {text.language for text in view.texts(iri, "skos:prefLabel")} for iri in view.things}
    assert figures.bilingual == sum({"en", "id"} <= languages for languages in names.values())
    assert figures.bilingual > 40


def test_a_claim_without_a_name_in_both_languages_is_not_bilingual() -> None:
    both, one = "skos:prefLabel 'a'@en , 'b'@id .", "skos:prefLabel 'a'@en , 'b'@en ."
    view = view_of(f":a a ssc:Concept ; {both} :b a ssc:Concept ; {one} :c {both}")
    assert measure(view).bilingual == 1
