"""``ssc-graph evaluate`` and ``ssc-graph gaps`` as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ssc_graph.cli import main
from ssc_graph.evaluation.floors import read_floors
from ssc_graph.pipeline import bundled, extract_claims, read_document

NOTE = "UNOSSC is part of the United Nations Development Programme.\n\nUNOSSC was established in 1974.\n\nThe song was endorsed."
PART = {"predicate": "partOf", "subject": {"names": ["UNOSSC"]}, "object": {"names": ["UNDP"]}, "quote": "is part of"}
PLACE = {"predicate": "heldIn", "subject": {"text": "the song"}, "object": {"names": ["Havana"]}, "quote": "The song was"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text(NOTE)
    path = tmp_path / "note.gold.json"
    path.write_text(json.dumps({"document": "note.txt", "language": "en", "kind": "note", "facts": [PART, PLACE]}))
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert not err
    return out


def rows(text: str) -> dict[str, list[str]]:
    """Return the tables' rows by their first word."""
    return {words[0]: words[1:] for line in text.splitlines() if (words := line.split())}


def test_the_table_has_every_figure(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold)]) == 0
    table = rows(printed(capsys))
    assert table["relation"] == ["found", "missed", "wrong", "precision", "recall", "F1"]
    assert table["partOf"] == ["1", "0", "0", "1.000", "1.000", "1.000"]
    assert table["all"] == table["en"] == table["note"] == ["1", "1", "1", "0.500", "0.500", "0.500"]
    assert table["negation"] == table["attribution"] == ["1", "1", "1.000"]
    assert table["quoted"] == ["exactly", "2", "2", "1.000"]
    assert table["en.part"] == ["1", "0", "1.000"]
    assert "confidence" in table
    assert "missed  note" not in table


def test_show_lists_what_was_missed_and_what_is_wrong(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--show"]) == 0
    text = printed(capsys)
    assert (
        "missed  note.txt: heldIn: the song → Havana\n  3  The song was endorsed.\n  tried en.adopt.passive-at at 'was endorsed': " in text
    )
    assert "  tried en.endorse.passive at 'endorsed': " in text
    assert "wrong   note.txt: establishedOn: UNOSSC → 1974\n  2  UNOSSC was established in 1974.\n  made by en.establish.passive" in text


def test_json_holds_the_same_and_the_errors(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--format", "json"]) == 0
    record: dict[str, Any] = json.loads(printed(capsys))
    assert record["all"] == {"found": 1, "missed": 1, "wrong": 1, "repeated": 0, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert record["kinds"]["note"] == record["languages"]["en"] == record["documents"]["note.txt"] == record["all"]
    assert [fact["text"] for fact in record["missed"]] == ["The song was endorsed."]
    assert [claim["rule"] for claim in record["wrong"]] == ["en.establish.passive"]
    assert sum(each["claims"] for each in record["calibration"]) == 2


def test_a_document_is_found_beside_its_gold_in_a_folder_or_in_the_package(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = gold.parent / "texts"
    elsewhere.mkdir()
    (gold.parent / "note.txt").rename(elsewhere / "note.txt")
    assert main(["evaluate", str(gold)]) == 3
    assert "note.txt is not beside it" in capsys.readouterr().err
    assert main(["evaluate", str(gold), "--documents", str(elsewhere)]) == 0
    printed(capsys)
    gold.write_text(json.dumps({"document": bundled()[0].name, "facts": []}))
    assert main(["evaluate", str(gold)]) == 0
    assert printed(capsys).startswith("relation")


@pytest.mark.parametrize("name", ["none.json", "a" * 5000, "a\0b", ""])
def test_a_gold_file_that_is_not_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", name]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_a_document_whose_name_no_system_takes(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold.write_text(json.dumps({"document": "a" * 5000, "facts": []}))
    assert main(["evaluate", str(gold)]) == 3
    assert "is not beside it" in capsys.readouterr().err


def test_a_folder_is_its_gold_files(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold.parent)]) == 0
    assert rows(printed(capsys))["note"][0] == "1"
    (gold.parent / "empty").mkdir()
    assert main(["evaluate", str(gold.parent / "empty")]) == 3
    assert "no file *.gold.json" in capsys.readouterr().err


def test_floors_are_written_only_on_demand_and_do_not_fall(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = tmp_path / "floors.yaml"
    words = ["evaluate", str(gold), "--write-floor", str(floors), "--set", "notes"]
    assert main(words) == 0
    assert read_floors(floors)["notes"]["f1"] == 0.49
    printed(capsys)
    gold.write_text(json.dumps({"document": "note.txt", "facts": [PLACE]}))
    assert main(words) == 0
    assert "the floor of f1 stays 0.490, measured is 0.000; --lower lets it fall" in capsys.readouterr().err
    assert read_floors(floors)["notes"]["f1"] == 0.49
    assert main([*words, "--lower"]) == 0
    assert read_floors(floors)["notes"]["f1"] == 0


@pytest.mark.parametrize("words", [["--write-floor", "f.yaml"], ["--set", "notes"], ["--lower"]])
def test_options_that_need_another(words: list[str], gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), *words]) == 2
    assert "--write-floor" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--write-precision"], ["--set", "notes", "--write-floor"]])
@pytest.mark.parametrize("name", ["none/file.yaml", "a" * 5000, "note.txt/file.yaml", "."])
def test_a_file_that_cannot_be_written(option: list[str], name: str, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(gold.parent.iterdir())
    assert main(["evaluate", str(gold), *option, str(gold.parent / name)]) == 3
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(gold.parent.iterdir()) == before


def test_the_precision_file_holds_each_rule(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--write-precision", str(tmp_path / "precision.yaml")]) == 0
    printed(capsys)
    assert "en.establish.passive: [0, 1]\nen.part: [1, 0]\n" in (tmp_path / "precision.yaml").read_text()


def test_gaps_are_sentences_with_a_trigger_and_no_claim(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", str(gold.parent / "note.txt")]) == 0
    heading, *found = printed(capsys).splitlines()
    assert heading.split()[:4] == ["document", "sentence", "trigger", "rule"]
    assert found
    assert all(line.startswith("note.txt         3  ") for line in found)
    assert any(re.search(r"en\.endorse\.passive +no instrument", line) for line in found)


def test_gaps_as_json_lines_hold_why_each_rule_made_no_claim(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", str(gold.parent / "note.txt"), "--format", "json"]) == 0
    (line,) = printed(capsys).splitlines()
    record = json.loads(line)
    assert (record["document"], record["sentence"], record["text"]) == ("note.txt", 3, "The song was endorsed.")
    assert all(attempt["rule"] for attempt in record["tried"])
    assert NOTE[record["start"] : record["end"]] == record["text"]


def test_all_adds_sentences_that_name_two_known_things(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = tmp_path / "note.txt"
    note.write_text("South-South cooperation is old.\n\nUNDP and UNOSSC dined together.")
    assert main(["gaps", str(note)]) == 0
    assert printed(capsys) == "no sentence with a trigger word is without a claim\n"
    assert main(["gaps", str(note), "--all"]) == 0
    assert "names auth:undp, auth:unossc" in printed(capsys)


def test_a_bad_document_does_not_hide_the_gaps_of_others(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", str(gold.parent / "missing.txt"), str(gold.parent / "note.txt")]) == 3
    out, err = capsys.readouterr()
    assert "missing.txt" in err
    assert "en.endorse.passive" in out


def test_a_gap_gave_no_claim_in_any_bundled_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bundled.txt"
    path.write_text(bundled(language="id")[0].text, "utf-8")
    assert main(["gaps", str(path), "--format", "json", "--language", "id"]) == 0
    gaps = [json.loads(line) for line in printed(capsys).splitlines()]
    read = [piece for claim in extract_claims(read_document(path, language="id")) for piece in claim.evidence]
    assert gaps
    for gap in gaps:
        assert gap["tried"]
        assert not any(piece.start < gap["end"] and gap["start"] < piece.end for piece in read)
