"""``ssc-graph query`` as a user meets it, and questions from Python."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from ssc_graph.cli import main
from ssc_graph.errors import QueryError, UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.sparql import named_queries
from ssc_graph.store import read_quads
from tests.sparql import CLAIMS


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["query", *words]) == 0
    out, err = capsys.readouterr()
    assert not err
    return out


def complaint(capsys: pytest.CaptureFixture[str], code: int, *words: str) -> str:
    assert main(["query", *words]) == code
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    return err


def test_a_named_query_is_a_readable_table(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "members", "--width", "200")
    assert out.splitlines()[0].split() == ["member", "group", "words", "document"]
    assert "Indonesia" in out
    assert "https://" not in out
    assert all(len(line) <= 200 for line in out.splitlines())


def test_labels_come_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Kelompok 77" in told(capsys, "members", "--language", "id", "--width", "200")
    assert "auth:group-of-77" in told(capsys, "members", "--names", "short", "--width", "200")
    assert "https://w3id.org/ssc-graph/authority/group-of-77" in told(capsys, "members", "--names", "iri", "--width", "400")


def test_a_table_is_headed_in_the_language_asked_for_and_a_file_by_the_names_of_the_variables(capsys: pytest.CaptureFixture[str]) -> None:
    heads = {
        language: told(capsys, "members", "--language", language, "--width", "200").splitlines()[0].split() for language in ("en", "id")
    }
    assert heads == {"en": ["member", "group", "words", "document"], "id": ["anggota", "kelompok", "kata-kata", "dokumen"]}
    assert told(capsys, "members", "--language", "id", "--format", "csv").splitlines()[0] == "member,group,words,document"
    assert told(capsys, "SELECT ?member { ?member ssc:memberOf ?group }", "--language", "id").splitlines()[0] == "member"


def test_the_list_shows_every_query_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    english, indonesian = told(capsys, "--list").splitlines(), told(capsys, "--list", "--language", "id").splitlines()
    assert len(english) == len(indonesian) == len(named_queries()) >= 25
    assert not set(english) & set(indonesian)
    assert "--param effect=…" in told(capsys, "causes", "--list")


def test_json_is_that_of_the_w3c(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(told(capsys, "parts", "--param", "thing=UNOSSC", "--format", "json"))
    assert said["head"]["vars"] == ["part", "whole", "words", "document"]
    assert {row["whole"]["value"] for row in said["results"]["bindings"]} == {"https://w3id.org/ssc-graph/authority/undp"}


def test_a_query_from_a_file_and_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "q.rq"
    path.write_text("ASK { auth:unossc ssc:partOf auth:undp }", "utf-8")
    assert "true" in told(capsys, "-f", str(path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert "true" in told(capsys, "-f", "-")


def test_data_of_ones_own_and_a_store_on_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "a.ttl"
    data.write_text('<http://x.example/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "An Office"@en ; <http://x.example/says> "x" .')
    question = "SELECT ?who WHERE { ?who <http://x.example/says> ?x }"
    assert "An Office" in told(capsys, question, "--data", str(data))
    assert "An Office" in told(capsys, question, "--data", str(data), "--store", str(tmp_path / "store"))
    assert "An Office" in told(capsys, question, "--store", str(tmp_path / "store"))


def test_no_row_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "(no rows)" in told(capsys, "SELECT ?x WHERE { ?x <urn:none> ?y }")


def test_a_graph_is_turtle(capsys: pytest.CaptureFixture[str]) -> None:
    assert "auth:undp\n    a " in told(capsys, "about", "--param", "thing=UNDP", "--format", "turtle")


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["SELECT ?x WHERE { ?x foo:y ?z }"], 3, "query:1:"),
        (["SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], 3, "SERVICE would ask another server"),
        (["{" * 5000], 3, "nested deeper than 128"),
        (["nothing-like-it"], 2, "there is no named query"),
        ([], 2, "no query is given"),
        (["parts", "--param", "thing"], 2, "no name=value"),
        (["parts", "--param", "thing=UNOSC"], 2, "did you mean UNOSSC"),
        (["ASK { ?s ?p ?o }", "--param", "a=b"], 2, "--param is for named queries"),
        (["-f", "missing.rq"], 3, "missing.rq: the query cannot be read"),
        (["parts", "--data", "missing.ttl"], 3, "missing.ttl: the file cannot be read"),
        (["parts", "--store", "missing"], 2, "there is no store"),
        (["parts", "--format", "turtle"], 2, "rows are not written as turtle"),
        (
            ["SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }", "--timeout", "1"],
            3,
            "no answer after 1 seconds",
        ),
    ],
)
def test_what_is_wrong_is_one_line(words: list[str], code: int, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert line in complaint(capsys, code, *words)


@pytest.fixture(scope="module")
def graph() -> PolicyGraph:
    return PolicyGraph.from_quads(read_quads([]))


def test_a_graph_answers_in_python(graph: PolicyGraph) -> None:
    rows = list(graph.query("parts", thing="UNOSSC"))
    assert {row["whole"] for row in rows} == {"https://w3id.org/ssc-graph/authority/undp"}
    columns = graph.query("SELECT ?claim ?sure WHERE { ?claim ssc:confidence ?sure }").columns()
    assert {len(column) for column in columns.values()} == {CLAIMS}
    assert all(isinstance(value, float) for value in columns["sure"])
    assert graph.query("ASK { auth:unossc ssc:partOf auth:undp }").boolean


def test_a_graph_refuses_what_is_wrong_in_python(graph: PolicyGraph) -> None:
    with pytest.raises(UsageError, match="parameters are for named queries"):
        graph.query("ASK { ?s ?p ?o }", thing="x")
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
