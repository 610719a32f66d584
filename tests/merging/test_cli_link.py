"""``ssc-graph link``: files in, SSSOM out, decisions asked for in the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ssc_graph.cli import main
from ssc_graph.merging.sssom import read_mappings

LEFT = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://a.example/poverty> skos:prefLabel "poverty"@en .
<https://a.example/aid> skos:prefLabel "aid"@en ; skos:altLabel "donations"@en ; skos:definition "What is given." .
"""
RIGHT = LEFT.replace("a.example", "b.example").replace('"aid"@en ; skos:altLabel "donations"', '"donations"')


@pytest.fixture
def graphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "left.ttl").write_text(LEFT, encoding="utf-8")
    (tmp_path / "right.ttl").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def answers(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_it_writes_mappings_and_says_how_many(graphs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "left.ttl", "right.ttl"]) == 0
    printed = capsys.readouterr().out
    assert "2 things on the left, 2 on the right; 2 rows in mappings.sssom.tsv" in printed
    assert {row.band for row in read_mappings(graphs / "mappings.sssom.tsv")} == {"accept", "review"}


def test_a_decision_is_written_at_once_and_stays(graphs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers(monkeypatch, "what\nn\n")
    assert main(["link", "left.ttl", "right.ttl", "--review", "m.tsv", "--reviewer", "Ana"]) == 0
    shown = capsys.readouterr()
    assert "left   aid  <https://a.example/aid>" in shown.out
    assert "right  donations  <https://b.example/aid>" in shown.out
    assert "What is given." in shown.out
    assert "answer with one of" in shown.err
    written = (graphs / "m.tsv").read_bytes()
    (refused,) = (row for row in read_mappings(written) if row.is_negative)
    assert refused.reviewer_label == ("Ana",)
    assert main(["link", "left.ttl", "right.ttl", "--output", "m.tsv"]) == 0
    assert (graphs / "m.tsv").read_bytes() == written


def test_the_end_of_the_input_stops_and_keeps_what_waits(graphs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["link", "left.ttl", "right.ttl"])
    before = (graphs / "mappings.sssom.tsv").read_bytes()
    answers(monkeypatch, "")
    assert main(["link", "--review", "mappings.sssom.tsv", "--reviewer", "Ana"]) == 0
    assert (graphs / "mappings.sssom.tsv").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["link"], 2, "no graphs are given"),
        (["link", "left.ttl"], 2, "one graph is given"),
        (["link", "--review", "m.tsv"], 2, "a decision needs a reviewer"),
        (["link", "--review", "m.tsv", "--reviewer", "\x1b"], 2, "a decision needs a reviewer"),
        (["link", "--review", "none.tsv", "--reviewer", "Ana"], 3, "none.tsv: cannot be read"),
        (["link", "left.ttl", "none.ttl"], 3, "none.ttl: cannot be read"),
        (["link", "left.ttl", "broken.ttl"], 3, "broken.ttl:1:"),
        (["link", "left.ttl", "empty.ttl"], 3, "nothing in it has a name"),
        (["link", "left.ttl", "remote.jsonld"], 3, "is remote and is not fetched"),
        (["link", "left.ttl", "bomb.rdf"], 3, "document type"),
        (["link", "left.ttl", "right.ttl", "--output", "left.ttl/m.tsv"], 3, "cannot be"),
        (["link", "left.ttl", "right.ttl", "--output", "broken.tsv"], 3, "broken.tsv:1: the table has no column subject_id"),
    ],
)
def test_a_wrong_call_or_file_is_one_line(
    graphs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    files = {
        "broken.ttl": "<urn:a> <urn:b> .",
        "empty.ttl": "",
        "remote.jsonld": '{"@context": "https://example.org/context", "@id": "urn:a"}',
        "bomb.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "bb"><!ENTITY c "&a;&a;">]><r>&c;</r>',
        "broken.tsv": "a\tb\n",
    }
    for name, content in files.items():
        (graphs / name).write_text(content, encoding="utf-8")
    assert main(arguments) == code
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert (graphs / "broken.tsv").read_text(encoding="utf-8") == files["broken.tsv"]
