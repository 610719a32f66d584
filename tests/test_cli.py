"""The command line as a user meets it."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ssc_graph.claims import RELATIONS
from ssc_graph.cli import main
from ssc_graph.pipeline import OUTPUT_FILES, read_document

ENGLISH = Path(__file__).parents[1] / "ssc_graph" / "corpus" / "south-south-cooperation.en.md"
#: The columns of the contract, in its order.
KEYS = ["id", "subject", "predicate", "object", "negated", "modality", "attributed_to", "evidence", "rule", "confidence"]
NOTE = "UNOSSC is part of the United Nations Development Programme (UNDP)."


def run(*words: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "ssc_graph", *map(str, words)], capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]  # options of subprocess.run


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return path


def lines(captured: pytest.CaptureFixture[str]) -> list[str]:
    out, err = captured.readouterr()
    assert not err
    return out.splitlines()


def test_claims_are_json_lines_with_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(ENGLISH)]) == 0
    records = [json.loads(line) for line in lines(capsys)]
    text = read_document(ENGLISH).text
    assert len(records) > 50
    for record in records:
        assert list(record) == KEYS
        assert record["predicate"] in RELATIONS
        assert list(record["subject"]) == ["id", "labels", "types", "text"]
        assert list(record["object"]) in (["id", "labels", "types", "text"], ["value", "datatype"])
        assert record["attributed_to"] is None or list(record["attributed_to"]) == ["id", "labels"]
        assert record["modality"] in {"asserted", "possible", "intended"}
        assert 0 <= record["confidence"] <= 1
        assert record["evidence"]
        for piece in record["evidence"]:
            assert text[piece["start"] : piece["end"]] == piece["exact"]
    places = [record["evidence"][0]["start"] for record in records]
    assert places == sorted(places)
    assert len({record["id"] for record in records}) == len(records)


def test_claims_read_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    assert main(["claims", "-"]) == 0
    assert any(json.loads(line)["predicate"] == "partOf" for line in lines(capsys))


def test_a_base_moves_claims_and_leaves_known_things(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(note), "--base", "https://example.org/kg/"]) == 0
    record = next(record for line in lines(capsys) if (record := json.loads(line))["predicate"] == "partOf")
    assert record["id"].startswith("https://example.org/kg/claim/")
    assert record["subject"]["id"] == "https://w3id.org/ssc-graph/authority/unossc"


def test_build_writes_the_files_and_tells_what_is_in_them(note: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(note), "--output", str(tmp_path / "out")]) == 0
    told = "\n".join(lines(capsys))
    assert re.search(r"^partOf +\d+$", told, re.MULTILINE)
    for line in (
        r"documents +1",
        r"claims +\d+",
        r"entities +\d+",
        r"statements +\d+",
        r"verdict +conforms \(violations: 0, warnings: \d+\)",
    ):
        assert re.search(f"^{line}$", told, re.MULTILINE), line
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(OUTPUT_FILES)
    assert all(path.stat().st_size for path in (tmp_path / "out").iterdir())


def test_build_quietly_prints_nothing(note: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(note), "--output", str(tmp_path / "out"), "--quiet"]) == 0
    assert not lines(capsys)


def test_build_writes_to_exports_unless_it_is_told_otherwise(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(note.parent)
    assert main(["build", str(note), "--quiet"]) == 0
    assert sorted(path.name for path in Path("exports").iterdir()) == sorted(OUTPUT_FILES)


@pytest.mark.parametrize("language", ["id", "en"])
def test_build_reads_the_bundled_documents_of_one_language(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--language", language, "--output", str(tmp_path / "out")]) == 0
    told = "\n".join(lines(capsys))
    assert re.findall(r"^\S+\.md +(id|en) +\d+$", told, re.MULTILINE) == [language]


def test_metadata_of_the_user_go_before_those_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(f"---\ntitle: Old title\npublisher: Old publisher\n---\n\n{NOTE}\n")
    words = [
        "--title",
        "New title",
        "--author",
        "A. Putri",
        "--author",
        "J. Field",
        "--date",
        "2024-09",
        "--source",
        "https://example.org/n",
    ]
    assert main(["build", str(path), "--output", str(tmp_path / "out"), "--quiet", *words]) == 0
    graph = (tmp_path / "out" / "graph.nq").read_text("utf-8")
    for wanted in ('"New title"@en', '"Old publisher"', '"A. Putri"', '"J. Field"', '"2024-09"^^', "<https://example.org/n>"):
        assert wanted in graph
    assert "Old title" not in graph


def test_a_graph_that_conforms_and_one_that_does_not(note: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", str(note), "--output", str(tmp_path / "out"), "--quiet"])
    for name in ("graph.ttl", "graph.nq", "graph.trig", "graph.jsonld"):
        assert main(["validate", str(tmp_path / "out" / name)]) == 0
    bad = tmp_path / "bad.nq"
    kept = [line for line in (tmp_path / "out" / "graph.nq").read_text("utf-8").splitlines() if "ns/evidence>" not in line]
    bad.write_text("\n".join(kept) + "\n", "utf-8")
    capsys.readouterr()
    assert main(["validate", str(bad)]) == 1
    english = capsys.readouterr().out
    assert main(["validate", str(bad), "--message-language", "id"]) == 1
    assert capsys.readouterr().out != english


def test_reports_in_every_form(note: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", str(note), "--output", str(tmp_path / "out"), "--quiet"])
    graph = str(tmp_path / "out" / "graph.ttl")
    assert main(["validate", graph, "--format", "json"]) == 0
    assert json.loads("\n".join(lines(capsys)))["conforms"] is True
    done = run("validate", graph, "--format", "turtle")
    assert done.returncode == 0
    assert b"ValidationReport" in done.stdout


def test_explain_shows_sentences_names_and_rules(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note.write_text(f"The office is in New York.\n\n{NOTE}\n")
    assert main(["explain", str(note)]) == 0
    whole = lines(capsys)
    assert any("auth:unossc" in line for line in whole)
    assert any(re.match(r" +claim ", line) for line in whole)
    assert main(["explain", str(note), "--sentence", "2"]) == 0
    part = lines(capsys)
    assert len(part) < len(whole)
    assert all(line in whole for line in part)


def test_explain_refuses_a_sentence_that_is_not_there(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(note), "--sentence", "99"]) == 2
    assert "1 sentence" in capsys.readouterr().err


def test_explain_tells_why_a_claim_was_made(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["claims", str(note)])
    claim = json.loads(lines(capsys)[0])
    assert main(["explain", str(note), "--claim", claim["id"]]) == 0
    told = "\n".join(lines(capsys))
    assert claim["rule"] in told
    assert claim["evidence"][0]["exact"] in told
    assert str(claim["confidence"]) in told


def test_explain_tells_why_a_sentence_gave_no_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = tmp_path / "a.txt"
    note.write_text("UNOSSC is part of UNDP. The appeal was endorsed by the Group of 77. UNOSSC likes UNDP.")
    assert main(["explain", str(note), "--words", "THE  appeal"]) == 0
    assert "en.endorse.passive at 'endorsed'" in "\n".join(lines(capsys))
    assert main(["explain", str(note), "--words", "likes", "--relation", "partOf"]) == 0
    told = lines(capsys)
    assert "rules of partOf has a trigger in this sentence" in told[1]
    assert any(line.strip().startswith("rule        en.part: ") for line in told)
    assert main(["explain", str(note), "--words", "part of", "--relation", "partOf"]) == 0
    assert "claim " in lines(capsys)[1]


@pytest.mark.parametrize(
    "asked", [["--claim", "claim/none"], ["--words", "nowhere"], ["--words", "UNOSSC", "--relation", "owns"], ["--relation", "partOf"]]
)
def test_explain_refuses_what_the_document_does_not_have(asked: list[str], note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(note), *asked]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"ssc-graph \d+\.\d+\.\d+", lines(capsys)[0])


@pytest.mark.parametrize("words", [[], ["build"], ["claims"], ["validate"], ["explain"]])
def test_the_help_names_the_exit_codes(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    assert "exit codes: 0" in "\n".join(lines(capsys))


def test_a_reader_that_stops_reading_is_no_error() -> None:
    words = [sys.executable, "-m", "ssc_graph", "claims", str(ENGLISH)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert not process.stderr.read()
        assert process.wait() == 141


def _heeds_signals() -> None:
    """A shell lets what it runs in the background ignore SIGINT, and so everything that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("number", "code", "word"), [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")])
def test_a_signal_ends_in_one_line_and_leaves_no_files(number: signal.Signals, code: int, word: bytes, tmp_path: Path) -> None:
    """The command waits for standard input when the signal comes."""
    words = [sys.executable, "-m", "ssc_graph", "build", "-", "--output", str(tmp_path / "out")]
    pipe, heeds = subprocess.PIPE, _heeds_signals
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, preexec_fn=heeds) as process:  # noqa: PLW1509 (no threads)
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"x" * 200_000)  # more than a pipe holds: once it is written, the command is reading …
        time.sleep(0.3)  # … and soon waits for more
        process.send_signal(number)
        assert process.wait(30) == code
        assert process.stderr.read().strip() == b"ssc-graph: " + word
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_encoding_that_lacks_characters_breaks_nothing(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "catatan – \U0001f600.txt"
    path.write_text("Dana Perwalian Pérez-Guerrero – “PGTF” – dikelola oleh UNOSSC, kata mereka pada 18–24 April 1955 \U0001f600.", "utf-8")
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    claims = run("claims", path, env=environment)
    assert (claims.returncode, claims.stderr) == (0, b"")
    plain = run("claims", path)
    assert [json.loads(line) for line in claims.stdout.decode(encoding).splitlines()] == [
        json.loads(line) for line in plain.stdout.splitlines()
    ]
    for words in (("build", path, "--output", tmp_path / "out"), ("explain", path)):
        done = run(*words, env=environment)
        assert (done.returncode, done.stderr) == (0, b"")
        done.stdout.decode(encoding)


def test_progress_is_for_a_terminal_only(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"note-{number}.txt")
        paths[-1].write_text(f"{NOTE} It has {number} aims.")
    assert run("build", *paths, "--output", tmp_path / "out").stderr == b""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    try:
        words = [sys.executable, "-m", "ssc_graph", "build", *map(str, paths), "--output", str(tmp_path / "out")]
        subprocess.run(words, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
        os.set_blocking(ours, False)
        shown = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "2 of 3" in shown
    assert shown.endswith("\r\x1b[2K")
