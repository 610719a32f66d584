"""What no single node shows: facts and claims, circles of parts, dates, kinds, and evidence in its document."""

from __future__ import annotations

import pytest

from tests.validation.graphs import check, fired

OFFICE, LEAGUE = "entity:office-of-lirma", "entity:league-of-lirma"
HINTS = {"spoken-of", "name", "concept-name-en", "concept-name-id", "statement-text"}


def claim(
    subject: str, relation: str, value: str, *, name: str = "x", modality: str = "asserted", negated: str = "false", fact: bool = True
) -> str:
    """A claim of the base's document, with its plain triple."""
    return (
        f'claim:{name} a ssc:Claim ; rdfs:label "x"@en ; rdf:subject {subject} ; rdf:predicate ssc:{relation} ; rdf:object {value} ;\n'
        f"  ssc:modality ssc:{modality} ; ssc:negated {negated} ; ssc:confidence 0.5 ; ssc:rule ex:rule ; ssc:evidence evidence:one ;\n"
        f"  ssc:claimedIn document:letter .\n" + (f"{subject} ssc:{relation} {value} .\n" if fact else "")
    )


def thing(name: str, *classes: str) -> str:
    return f'entity:{name} a {", ".join(f"ssc:{kind}" for kind in classes)} ; skos:prefLabel "{name}"@en .\n'


@pytest.mark.parametrize(("modality", "negated"), [("possible", "false"), ("intended", "false"), ("asserted", "true")])
def test_a_claim_that_is_not_asserted_supports_no_fact(modality: str, negated: str) -> None:
    assert fired(check(claim(OFFICE, "memberOf", LEAGUE, modality=modality, negated=negated))) == {"fact-has-claim"}
    assert fired(check(claim(OFFICE, "memberOf", LEAGUE, modality=modality, negated=negated, fact=False))) == set()


def test_a_denied_claim_and_an_asserted_one_support_the_fact_together() -> None:
    assert fired(check(claim(OFFICE, "memberOf", LEAGUE, negated="true") + claim(OFFICE, "memberOf", LEAGUE, name="y"))) == set()


def test_a_fact_needs_a_claim_of_its_own_subject_relation_and_object() -> None:
    assert fired(check(f"{OFFICE} ssc:memberOf {LEAGUE} .")) == {"fact-has-claim"}
    report = check(claim(OFFICE, "memberOf", LEAGUE, fact=False) + f"{LEAGUE} ssc:memberOf {OFFICE} .")
    assert [(result.focus_node.value.rpartition("/")[2], result.path) for result in report.results] == [
        ("league-of-lirma", "<https://w3id.org/ssc-graph/ns/memberOf>")
    ]
    assert "league-of-lirma" not in str(report.results[0].value)


@pytest.mark.parametrize(
    ("pairs", "in_circle"),
    [
        ([("a", "a")], {"a"}),
        ([("a", "b"), ("b", "c"), ("c", "a")], {"a", "b", "c"}),
        ([("a", "b"), ("b", "a"), ("c", "a")], {"a", "b"}),
        ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], set()),
        ([("a", "b"), ("b", "c"), ("c", "d")], set()),
    ],
)
def test_the_parts_of_a_whole_form_no_circle(pairs: list[tuple[str, str]], in_circle: set[str]) -> None:
    names = {name for pair in pairs for name in pair}
    graph = "".join(thing(name, "Organization") for name in names)
    graph += "".join(claim(f"entity:{part}", "partOf", f"entity:{whole}", name=part + whole) for part, whole in pairs)
    report = check(graph)
    assert fired(report) == ({"parts-form-no-circle"} if in_circle else set())
    assert {result.focus_node.value.rpartition("/")[2] for result in report.results} == in_circle


YEAR, OTHER_YEAR, MONTH = '"1978"^^xsd:gYear', '"1979"^^xsd:gYear', '"1978-09"^^xsd:gYearMonth'
DAY, LATER_DAY = '"1978-09-12"^^xsd:date', '"1978-12-19"^^xsd:date'


@pytest.mark.parametrize(
    ("one", "two", "agree"),
    [
        (YEAR, DAY, True),
        (YEAR, MONTH, True),
        (MONTH, DAY, True),
        (YEAR, OTHER_YEAR, False),
        (DAY, LATER_DAY, False),
        (MONTH, LATER_DAY, False),
        (OTHER_YEAR, DAY, False),
    ],
)
def test_one_document_gives_one_adoption_date(one: str, two: str, agree: bool) -> None:
    dates = claim("entity:pact", "adoptedOn", one, name="a") + claim("entity:pact", "adoptedOn", two, name="b")
    report = check(thing("pact", "Agreement") + dates)
    assert fired(report) == (set() if agree else {"one-date-a-document"})
    assert report.conforms


def test_two_documents_may_give_two_adoption_dates() -> None:
    other = claim("entity:pact", "adoptedOn", OTHER_YEAR, name="b").replace("document:letter", "document:note")
    assert "one-date-a-document" not in fired(check(thing("pact", "Agreement") + claim("entity:pact", "adoptedOn", YEAR, name="a") + other))


@pytest.mark.parametrize(
    ("early", "late", "in_order"),
    [
        (DAY, YEAR, True),
        (YEAR, DAY, True),
        (DAY, LATER_DAY, True),
        (MONTH, DAY, True),
        (LATER_DAY, DAY, False),
        (LATER_DAY, MONTH, False),
        (OTHER_YEAR, DAY, False),
    ],
)
@pytest.mark.parametrize("course", [("PlanOfAction", "adoptedOn", "endorsedOn"), ("IntergovernmentalBody", "establishedOn", "renamedOn")])
def test_dates_follow_as_far_as_they_can_be_compared(early: str, late: str, in_order: bool, course: tuple[str, str, str]) -> None:
    kind, first, second = course
    dates = claim("entity:it", first, early, name="a") + claim("entity:it", second, late, name="b")
    assert fired(check(thing("it", kind) + dates)) == (set() if in_order else {"dates-follow"})


@pytest.mark.parametrize(
    ("begin", "end", "in_order"),
    [
        ("1955-04-18", "1955-04-24", True),
        ("1955-04-18", "1955-04", True),
        ("1955", "1955-04-24", True),
        ("1955-04-24", "1955-04-18", False),
        ("1955-05", "1955-04-18", False),
        ("1956", "1955-04", False),
        ("1957", "1955", False),
    ],
)
def test_an_interval_ends_no_earlier_than_it_begins(begin: str, end: str, in_order: bool) -> None:
    kinds = {4: ("inXSDgYear", "gYear"), 7: ("inXSDgYearMonth", "gYearMonth"), 10: ("inXSDDate", "date")}
    instants = "".join(
        f'ex:{name} a time:Instant ; time:{kinds[len(date)][0]} "{date}"^^xsd:{kinds[len(date)][1]} .\n'
        for name, date in (("begin", begin), ("end", end))
    )
    interval = f'ex:i a time:ProperInterval ; ssc:dateEDTF "{begin}/{end}" ; time:hasBeginning ex:begin ; time:hasEnd ex:end .'
    report = check(f"@prefix time: <http://www.w3.org/2006/time#> .\n{instants}{interval}")
    assert fired(report) == (set() if in_order else {"interval-order"})


@pytest.mark.parametrize(
    "classes",
    [
        ("IntergovernmentalBody", "Resolution"),
        ("Organization", "Event"),
        ("CountryGroup", "Place"),
        ("Country", "Event"),
        ("Country", "GovernmentBody"),
        ("Place", "Event"),
        ("Person", "Declaration"),
        ("Person", "Country"),
        ("Event", "OutcomeDocument"),
        ("Event", "Report"),
        ("Objective", "Organization"),
        ("Provision", "Resolution"),
        ("Claim", "Organization"),
        ("Document", "Resolution"),
        ("Evidence", "Place"),
    ],
)
def test_kinds_that_exclude_each_other(classes: tuple[str, str]) -> None:
    found = [result for result in check(thing("it", *classes)).results if result.shape.endswith("/one-kind")]
    assert [result.focus_node.value for result in found] == ["https://w3id.org/ssc-graph/id/entity/it"]


@pytest.mark.parametrize(
    "classes",
    [
        ("Country", "Place"),
        ("Report", "PolicyInstrument"),
        ("Objective", "Concept"),
        ("Event", "Situation"),
        ("Organization", "CountryGroup"),
        ("PolicyInstrument", "Resolution"),
        ("Programme", "Fund"),
        ("Principle", "Statement"),
    ],
)
def test_kinds_that_go_together(classes: tuple[str, str]) -> None:
    assert fired(check(thing("it", *classes))) <= HINTS


def test_the_two_kinds_may_be_said_by_sub_classes_of_their_own() -> None:
    own = "ex:Bureau rdfs:subClassOf ssc:Organization .\nentity:it a ex:Bureau .\n"
    assert "one-kind" in fired(check(own + thing("it", "Resolution")))


@pytest.mark.parametrize(
    ("symbol", "is_full"),
    [
        ("A/RES/33/134", True),
        ("A/RES/92/14 A-C", True),
        ("A/RES/3201(S-VI)", True),
        ("A/RES/377(V)A", True),
        ("S/RES/1325 (2000)", True),
        ("A/RES/ES-11/1", True),
        ("A/C.2/78/L.8/Rev.1", True),
        ("33/134", False),
        ("resolution 33/134", False),
        ("A/RES/33/134 of 19 December", False),
        ("ARES33134", False),
        ("GC(45)/RES/10", True),
        ("GC(XXXIV)/RES/530", True),
        ("GC(69)/RES/DEC(2025)", True),
        ("(69)/RES/10", False),
    ],
)
def test_a_symbol_of_a_resolution_is_written_in_full(symbol: str, is_full: bool) -> None:
    report = check(thing("it", "Resolution") + f'entity:it dct:identifier "{symbol}" .')
    assert ("resolution-symbol" in fired(report)) is not is_full


def test_evidence_counts_code_points_and_not_bytes() -> None:
    import hashlib

    text = "Ünïcode 🌍 “Lirma”."
    start = text.index("“")
    node = f"""
    document:d a ssc:Document ; dct:title "d"@en ; dct:language "id" ; dct:issued "2024"^^xsd:gYear ; <https://schema.org/text> "{text}" ;
        ssc:textDigest "{hashlib.sha256(text.encode()).hexdigest()}" .
    ex:reading <http://www.w3.org/ns/prov#used> document:d .
    evidence:e a ssc:Evidence ; oa:hasSource document:d ; oa:hasSelector ex:place , ex:words .
    ex:place a oa:TextPositionSelector ; oa:start "{start}"^^xsd:nonNegativeInteger ; oa:end "{start + 7}"^^xsd:nonNegativeInteger .
    ex:words a oa:TextQuoteSelector ; oa:exact "“Lirma”" .
    """
    said = claim(OFFICE, "memberOf", LEAGUE).replace("evidence:one", "evidence:e").replace("document:letter", "document:d")
    assert fired(check(node + said)) == set()
    assert fired(check(node.replace('“Lirma”" .\n', '“Lirma’" .\n') + said)) == {"evidence-quotes"}
