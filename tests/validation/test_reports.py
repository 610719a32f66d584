"""Reports: their answer, their order, and their three forms."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from ssc_graph.errors import ConformanceError, UsageError
from ssc_graph.validation import NotEvaluated, Severity, ValidationReport, ValidationResult, Verdict
from tests.validation.graphs import FIXTURES, check

CLAIM = "https://w3id.org/ssc-graph/shape/claim"
SH = "http://www.w3.org/ns/shacl#"


def result(name: str, severity: Severity = Severity.VIOLATION, **other: object) -> ValidationResult:
    node = NamedNode(f"https://example.org/{name}")
    return ValidationResult(node, severity, CLAIM, f"{SH}MinCountConstraintComponent", **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("results", "evaluated", "missed", "verdict"),
    [
        ([], [CLAIM], [], Verdict.CONFORMS),
        ([result("a", Severity.WARNING), result("b", Severity.INFO)], [CLAIM], [], Verdict.CONFORMS),
        ([result("a")], [CLAIM], [], Verdict.VIOLATED),
        ([result("a")], [CLAIM], [NotEvaluated(CLAIM, "no")], Verdict.VIOLATED),
        ([], [], [], Verdict.NOT_EVALUATED),
        ([], [CLAIM], [NotEvaluated(CLAIM, "no")], Verdict.NOT_EVALUATED),
    ],
)
def test_only_violations_and_what_was_not_evaluated_count(
    results: list[ValidationResult], evaluated: list[str], missed: list[NotEvaluated], verdict: Verdict
) -> None:
    report = ValidationReport.of(results, evaluated=evaluated, not_evaluated=missed)
    assert report.verdict is verdict
    assert report.conforms is (verdict is Verdict.CONFORMS)


def test_results_come_in_one_order_however_they_are_given() -> None:
    results = [result("b"), result("a", Severity.INFO), result("a"), result("c", Severity.WARNING), result("a", value=Literal("x"))]
    report = ValidationReport.of(results)
    assert report == ValidationReport.of(reversed([*results, *results]))
    assert [item.severity.value for item in report.results] == ["Violation", "Violation", "Violation", "Warning", "Info"]
    assert [len(report.violations), len(report.warnings), len(report.hints)] == [3, 1, 1]


def test_raise_for_violations_is_silent_on_a_graph_that_conforms() -> None:
    check("").raise_for_violations()


def test_raise_for_violations_names_the_first_violation() -> None:
    with pytest.raises(ConformanceError, match="claim:x: the graph does not conform: 2 violations; the first: A claim is made in exactly"):
        check(_claim_without("claimedIn")).raise_for_violations()


def test_raise_for_violations_does_not_pass_what_was_not_evaluated() -> None:
    with pytest.raises(ConformanceError, match="was not evaluated: it holds nothing that the shapes speak of"):
        ValidationReport.of([]).raise_for_violations()
    with pytest.raises(ConformanceError, match=r"was not evaluated: sh:js is not evaluated"):
        ValidationReport.of([], evaluated=[CLAIM], not_evaluated=[NotEvaluated(CLAIM, "sh:js is not evaluated")]).raise_for_violations()


def _claim_without(local_name: str) -> str:
    lines = {
        "subject": "rdf:subject entity:office-of-lirma",
        "claimedIn": "ssc:claimedIn document:letter",
        "evidence": "ssc:evidence evidence:one",
    }
    kept = " ; ".join(line for name, line in lines.items() if name != local_name)
    rest = "rdf:predicate ssc:memberOf ; rdf:object entity:league-of-lirma ; ssc:modality ssc:possible ; ssc:negated false"
    return f'claim:x a ssc:Claim ; rdfs:label "x"@en ; {kept} ; {rest} ; ssc:confidence 0.5 ; ssc:rule ex:rule .'


def test_text_in_english_and_indonesian() -> None:
    report = check(_claim_without("subject"))
    english, indonesian = report.to_text(), report.to_text(language="id")
    assert english.startswith("Does not conform (violations: 1, warnings: 0, hints: 0)\n")
    assert "\nViolation: A claim has exactly one subject, a thing named by an IRI.\n  claim:x\n  path: rdf:subject\n" in english
    assert "  shape: shape:claim-subject\n" in english
    assert indonesian.startswith("Tidak sesuai (pelanggaran: 1, peringatan: 0, petunjuk: 0)\n")
    assert "\nPelanggaran: Klaim memiliki tepat satu subjek" in indonesian


def test_text_in_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="en and id, not in 'fr'"):
        ValidationReport.of([]).to_text(language="fr")


def test_text_says_what_was_not_evaluated() -> None:
    text = ValidationReport.of([], not_evaluated=[NotEvaluated(CLAIM, "sh:js is not evaluated")], notes=["a note"]).to_text()
    assert text.startswith("Not evaluated (violations: 0")
    assert "Not evaluated: shape:claim: sh:js is not evaluated\n" in text
    assert "Note: a note\n" in text


def test_text_is_bounded_and_writes_nothing_to_the_terminal_but_lines() -> None:
    hostile = ValidationReport.of([result(f"n{number:03}", value=Literal("\x1b[31m\u202e" + "x" * 500)) for number in range(300)])
    text = hostile.to_text()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[31m" in text
    assert max(map(len, text.splitlines())) < 200
    assert text.endswith("… and 100 more\n")


def test_a_message_is_found_whatever_the_language() -> None:
    assert result("a", messages={"en": "English", "id": "Indonesia"}).message("id") == "Indonesia"
    assert result("a", messages={"en": "English"}).message("id") == "English"
    assert result("a", messages={"fr": "français"}).message("id") == "français"
    assert result("a").message() == "MinCountConstraintComponent"


def test_json_holds_terms_without_loss() -> None:
    terms = [
        NamedNode("https://example.org/v"),
        BlankNode("b0"),
        Literal("x", language="en"),
        Literal("01", datatype=NamedNode(f"{SH}int")),
    ]
    report = ValidationReport.of(
        [result(str(number), value=term) for number, term in enumerate(terms)], evaluated=[CLAIM], engine="pyshacl"
    )
    read = json.loads(report.to_json())
    assert [item["value"] for item in read["results"]] == [
        {"type": "uri", "value": "https://example.org/v"},
        {"type": "bnode", "value": "b0"},
        {"type": "literal", "value": "x", "xml:lang": "en"},
        {"type": "literal", "value": "01", "datatype": f"{SH}int"},
    ]
    assert (read["verdict"], read["conforms"], read["violations"]) == ("does not conform", False, 4)
    assert (read["engine"], read["evaluated"]) == ("pyshacl", [CLAIM])


def test_turtle_is_a_validation_report_without_blank_nodes() -> None:
    blank = result("x", value=BlankNode("b7"), path="<https://example.org/p>", messages={"en": 'two "words"\n', "id": "dua"})
    report = ValidationReport.of([blank, result("y", path="^<https://example.org/p>/<https://example.org/q>")], evaluated=[CLAIM])
    quads = list(pyoxigraph.parse(report.to_turtle(base="https://kg.example/").encode(), format=pyoxigraph.RdfFormat.TURTLE))
    terms = {term for quad in quads for term in (quad.subject, quad.object)}
    assert not any(isinstance(term, BlankNode) for term in terms)
    assert all(quad.subject.value.startswith("https://kg.example/report/") for quad in quads)
    values = {quad.predicate.value.removeprefix(SH): [q.object.value for q in quads if q.predicate == quad.predicate] for quad in quads}
    assert values["conforms"] == ["false"]
    assert values["resultPath"] == ["https://example.org/p"]
    assert values["resultMessage"] == ['two "words"\n', "dua"]
    assert values["value"][0].startswith("https://kg.example/.well-known/genid/")
    assert len(values["result"]) == 2


def test_turtle_says_conforms_only_where_it_does() -> None:
    assert 'sh:conforms "true"' in check("").to_turtle()
    not_evaluated = ValidationReport.of([]).to_turtle()
    assert 'sh:conforms "false"' in not_evaluated
    assert 'rdfs:comment "Not evaluated."@en' in not_evaluated


def test_turtle_under_a_base_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="base"):
        ValidationReport.of([]).to_turtle(base="nowhere")


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_reports_do_not_depend_on_the_order_of_hashing(engine: str) -> None:
    if engine == "fast":
        pytest.importorskip("shacl")
    script = (
        "import sys; from ssc_graph.validation import validate\n"
        f"report = validate(sys.stdin.buffer.read(), rdf_format='turtle', engine={engine!r})\n"
        "print(report.to_text(language='id'), report.to_json(), report.to_turtle())"
    )
    names = ("claim.invalid", "one-kind.invalid", "concept.invalid", "parts-form-no-circle.invalid", "name.invalid", "dates-follow.invalid")
    graph = b"\n".join((FIXTURES / f"{name}.ttl").read_bytes() for name in ("base", *names))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script], input=graph, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert b"Tidak sesuai" in outputs.pop()
