"""What a claim must and must not put into the graph, said in the words of the field."""

from __future__ import annotations

import dataclasses

import pytest
import rdflib
from pyoxigraph import NamedNode, Triple
from rdflib.namespace import RDF

from ssc_graph.claims import Entity, Evidence, Label, Modality
from ssc_graph.claims import Literal as Value
from ssc_graph.document import Metadata
from ssc_graph.errors import GraphError
from ssc_graph.graph import build_graph, document_curie
from ssc_graph.graph.things import opening
from ssc_graph.namespaces import FIXED, expand
from tests.graph_examples import COLD_WAR, FATIGUE, NOTE, OTHER, PART_OF, TEXT, UNDP, UNOSSC, claim, graph_of, node, says, values

# Claims and plain triples


def test_an_asserted_claim_is_in_the_graph_with_its_plain_triple() -> None:
    graph = graph_of(PART_OF)
    assert says(graph, PART_OF.curie(NOTE.digest), "rdf:object", "entity:undp")
    assert says(graph, "entity:unossc", "ssc:partOf", "entity:undp")


@pytest.mark.parametrize("change", [{"negated": True}, {"modality": Modality.POSSIBLE}, {"modality": Modality.INTENDED}])
def test_a_denied_or_uncertain_claim_is_in_the_graph_but_its_triple_is_not(change: dict[str, bool | Modality]) -> None:
    changed = dataclasses.replace(PART_OF, **change)  # type: ignore[arg-type]
    graph = graph_of(changed)
    assert says(graph, changed.curie(NOTE.digest), "rdf:subject", "entity:unossc")
    assert not says(graph, "entity:unossc", "ssc:partOf", "entity:undp")


def test_a_claim_says_how_it_is_said_by_whom_and_where() -> None:
    spoken = dataclasses.replace(PART_OF, negated=True, modality=Modality.POSSIBLE, attributed_to=UNDP)
    graph, curie = graph_of(spoken), spoken.curie(NOTE.digest)
    assert values(graph, curie, "ssc:negated") == ['"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
    assert says(graph, curie, "ssc:modality", "ssc:possible")
    assert says(graph, curie, "ssc:attributedTo", "entity:undp")
    assert says(graph, curie, "ssc:claimedIn", document_curie(NOTE))
    assert says(graph, curie, "ssc:rule", "rule:test.rule")
    assert values(graph, curie, "rdfs:label") == ['"UNOSSC – bagian dari – UNDP (disangkal; mungkin; dinisbahkan kepada UNDP)"@id']


@pytest.mark.parametrize(
    ("language", "label"),
    [("id", '"UNOSSC – bagian dari – UNDP"@id'), ("es", '"UNOSSC – parte de – UNDP"@es'), ("fr", '"UNOSSC – part of – UNDP"@en')],
)
def test_a_claim_is_labelled_in_the_language_of_its_document_or_in_english(language: str, label: str) -> None:
    document = dataclasses.replace(NOTE, metadata=Metadata(language=language))
    assert values(graph_of(PART_OF, document=document), PART_OF.curie(NOTE.digest), "rdfs:label") == [label]


@pytest.mark.parametrize(("confidence", "written"), [(0.85, "0.85"), (1, "1.0"), (0.0, "0.0"), (1e-7, "0.0000001")])
def test_a_confidence_is_a_decimal_without_exponent(confidence: float, written: str) -> None:
    sure = dataclasses.replace(PART_OF, confidence=confidence)
    expected = f'"{written}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert values(graph_of(sure), sure.curie(NOTE.digest), "ssc:confidence") == [expected]


def test_a_claim_found_by_two_rules_stands_once_with_the_surer_rule() -> None:
    surer = dataclasses.replace(PART_OF, rule="better.rule", confidence=0.9)
    graph = graph_of(PART_OF, surer)
    assert len(graph.claims) == 1
    assert says(graph, PART_OF.curie(NOTE.digest), "ssc:rule", "rule:better.rule")
    assert len(values(graph, PART_OF.curie(NOTE.digest), "ssc:confidence")) == 1


def test_deleting_a_sentence_deletes_its_claims_only() -> None:
    cause = claim(COLD_WAR, "causes", FATIGUE, quote="Kejenuhan bantuan")
    both, one = graph_of(PART_OF, cause), graph_of(PART_OF)
    assert says(both, COLD_WAR.id, "ssc:causes", FATIGUE.id)
    assert not any(COLD_WAR.id.partition(":")[2] in str(quad) for quad in one.quads)
    assert says(one, "entity:unossc", "ssc:partOf", "entity:undp")


def test_super_properties_are_left_to_the_ontology() -> None:
    assert not any("http://www.w3.org/ns/org#" in str(triple.predicate) for triple in graph_of(PART_OF).triples())


# Evidence


def test_the_evidence_of_a_claim_quotes_the_document() -> None:
    graph = graph_of(PART_OF, claim(COLD_WAR, "causes", FATIGUE, quote="Kejenuhan bantuan diakibatkan")).to_rdflib()
    oa, ssc = rdflib.Namespace(FIXED["oa"]), rdflib.Namespace(FIXED["ssc"])
    pieces = set(graph.objects(None, ssc.evidence))
    assert len(pieces) == 2
    for piece in pieces:
        document = graph.value(piece, oa.hasSource)
        text = str(graph.value(document, rdflib.URIRef(expand("schema:text"))))
        position = next(s for s in graph.objects(piece, oa.hasSelector) if (s, RDF.type, oa.TextPositionSelector) in graph)
        quote = next(s for s in graph.objects(piece, oa.hasSelector) if (s, RDF.type, oa.TextQuoteSelector) in graph)
        start, end = int(str(graph.value(position, oa.start))), int(str(graph.value(position, oa.end)))
        exact = str(graph.value(quote, oa.exact))
        assert text[start:end] == exact
        assert text[:start].endswith(str(graph.value(quote, oa.prefix) or ""))
        assert text[end:].startswith(str(graph.value(quote, oa.suffix) or ""))


def test_claims_on_the_same_words_share_their_evidence() -> None:
    graph = graph_of(PART_OF, dataclasses.replace(PART_OF, predicate="memberOf"))
    assert len(graph.claims) == 2
    assert len({quad.object for quad in graph.quads if quad.predicate == node("ssc:evidence")}) == 1


@pytest.mark.parametrize("piece", [Evidence(0, 6, "UNDP"), Evidence(0, 9999, TEXT), Evidence(5, 5, "")])
def test_evidence_that_does_not_quote_the_document_is_refused(piece: Evidence) -> None:
    with pytest.raises(GraphError, match=r"^catatan\.id\.txt: the evidence"):
        graph_of(dataclasses.replace(PART_OF, evidence=(piece,)))


# Dates


@pytest.mark.parametrize(
    ("value", "datatype"), [("1978", "xsd:gYear"), ("1978-09", "xsd:gYearMonth"), ("1978-09-12", "xsd:date"), ("0044", "xsd:gYear")]
)
def test_dates_keep_the_granularity_of_the_text(value: str, datatype: str) -> None:
    graph = graph_of(claim(UNOSSC, "establishedOn", Value(value, datatype)))
    assert values(graph, "entity:unossc", "ssc:establishedOn") == [f'"{value}"^^<{expand(datatype)}>']


def test_an_interval_is_a_resource_with_its_ends() -> None:
    graph = graph_of(claim(UNOSSC, "heldOn", Value("1955-04-18/1955-05", "edtf:EDTF")))
    assert says(graph, "entity:unossc", "ssc:heldOn", "interval:1955-04-18--1955-05")
    assert says(graph, "interval:1955-04-18--1955-05", "rdf:type", "time:ProperInterval")
    assert values(graph, "interval:1955-04-18--1955-05", "ssc:dateEDTF") == ['"1955-04-18/1955-05"']
    assert says(graph, "interval:1955-04-18--1955-05", "time:hasEnd", "interval:1955-05")
    assert values(graph, "interval:1955-04-18", "time:inXSDDate") == [f'"1955-04-18"^^<{expand("xsd:date")}>']
    assert values(graph, "interval:1955-05", "time:inXSDgYearMonth") == [f'"1955-05"^^<{expand("xsd:gYearMonth")}>']


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("1978", "xsd:date"),
        ("1978-13", "xsd:gYearMonth"),
        ("78", "xsd:gYear"),
        ("1955", "edtf:EDTF"),
        ("1955/", "edtf:EDTF"),
        ("a/b", "edtf:EDTF"),
    ],
)
def test_a_date_that_is_none_is_refused(value: str, datatype: str) -> None:
    with pytest.raises(GraphError, match=r"^catatan\.id\.txt: "):
        graph_of(claim(UNOSSC, "heldOn", Value(value, datatype)))


def test_a_single_date_is_no_interval() -> None:
    with pytest.raises(GraphError, match="no interval"):
        graph_of(claim(UNOSSC, "heldOn", Value("1955", "edtf:EDTF")))


# Things and their names


def test_two_documents_meet_in_one_entity_with_two_claims() -> None:
    here = claim(dataclasses.replace(UNOSSC, labels=(Label("UNOSSC", "en", True),)), "partOf", UNDP, quote="UNOSSC is", document=OTHER)
    graph = build_graph([(NOTE, [PART_OF]), (OTHER, [here])], tool_version="1.0")
    subjects = {quad.subject for quad in graph.quads if quad.predicate == node("rdf:subject")}
    stated = [quad for quad in graph.quads if quad.predicate == node("ssc:partOf")]
    assert subjects == {NamedNode(graph.claims[0]), NamedNode(graph.claims[1])}
    assert {quad.object for quad in graph.quads if quad.predicate == node("rdf:subject")} == {node("entity:unossc")}
    assert len(stated) == 2
    assert len({quad.triple for quad in stated}) == 1
    assert values(graph, "entity:unossc", "skos:prefLabel") == ['"UNOSSC"@en', '"UNOSSC"@id']


def test_one_preferred_label_per_language_and_never_also_alternative() -> None:
    loud = dataclasses.replace(UNOSSC, labels=(Label("UNOSSC DI UNDP", "id", True), Label("UNOSSC", "ID", False)))
    graph = graph_of(PART_OF, claim(loud, "promotes", FATIGUE))
    assert values(graph, "entity:unossc", "skos:prefLabel") == ['"UNOSSC"@id']
    assert values(graph, "entity:unossc", "skos:altLabel") == ['"Kantor KSS"@id', '"UNOSSC DI UNDP"@id']


def test_a_name_in_capitals_gives_way_to_the_same_name_in_ordinary_letters() -> None:
    spellings = tuple(Label(text, "en", True) for text in ("CHARTER OF ALGIERS", "Charter of Algiers", "charter of Algiers"))
    charter = Entity("entity:charter-of-algiers", "the Charter", spellings)
    assert values(graph_of(claim(UNOSSC, "cites", charter)), charter.id, "skos:prefLabel") == ['"Charter of Algiers"@en']


def test_the_name_in_the_authority_files_wins() -> None:
    mine = Entity(
        "auth:undp",
        "UNDP",
        (Label("Badan Pembangunan", "id", True), Label("United Nations Development Programme", "en", True)),
        ("ssc:IntergovernmentalBody",),
    )
    graph = graph_of(claim(UNOSSC, "partOf", mine))
    assert '"Badan Pembangunan"@id' not in values(graph, "auth:undp", "skos:prefLabel")
    assert '"Badan Pembangunan"@id' in values(graph, "auth:undp", "skos:altLabel")
    own = graph.triples(expand(document_curie(NOTE).replace("document:", "graph:")))
    assert not any("United Nations Development Programme" in str(triple.object) for triple in own)
    assert says(graph, "auth:undp", "rdf:type", "ssc:IntergovernmentalBody")
    assert Triple(node("auth:undp"), node("rdf:type"), node("ssc:IntergovernmentalBody")) not in own


def test_a_thing_without_a_name_is_called_by_the_words_of_the_text() -> None:
    assert values(graph_of(claim(COLD_WAR, "causes", FATIGUE)), COLD_WAR.id, "skos:prefLabel") == ['"berakhirnya Perang Dingin"@id']


def test_words_that_only_point_to_a_named_thing_are_no_name_of_it() -> None:
    pointed = dataclasses.replace(UNOSSC, text="badan itu")
    assert not any("badan itu" in label for label in values(graph_of(claim(pointed, "partOf", UNDP)), "entity:unossc", "skos:altLabel"))


def test_an_objective_holds_its_words() -> None:
    objective = Entity("statement:objective-x", "meningkatkan\nkemandirian", (), ("ssc:Objective", "ssc:Statement"))
    graph = graph_of(claim(UNOSSC, "hasObjective", objective))
    assert values(graph, objective.id, "rdf:value") == ['"meningkatkan kemandirian"@id']
    assert values(graph, objective.id, "skos:prefLabel") == ['"meningkatkan kemandirian"@id']


def test_a_provision_has_its_number_and_its_verb() -> None:
    provision = Entity("statement:provision-x", "3. Takes note of the report;", (), ("ssc:Provision", "ssc:Statement"))
    graph = graph_of(claim(UNOSSC, "hasProvision", provision))
    assert values(graph, provision.id, "ssc:number") == ['"3"']
    assert values(graph, provision.id, "ssc:actionVerb") == ['"Takes note"']


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("12. Also requests the Secretary-General", ("12", "Also requests")),
        ("4. Calls upon Member States", ("4", "Calls upon")),
        ("*Notes with concern* that", ("", "Notes with concern")),
        ("Strongly urges donors", ("", "Strongly urges")),
        ("7. This paragraph has no verb", ("7", "")),
        ("mendorong negara", ("", "")),
    ],
)
def test_how_operative_paragraphs_open(paragraph: str, expected: tuple[str, str]) -> None:
    assert opening(paragraph) == expected


def test_a_resolution_bears_its_symbol() -> None:
    resolution = Entity("resolution:a-res-33-134", "resolusi 33/134", (Label("A/RES/33/134"),), ("ssc:Resolution",))
    graph = graph_of(claim(UNOSSC, "endorsedThrough", resolution))
    assert values(graph, resolution.id, "dct:identifier") == ['"A/RES/33/134"']
