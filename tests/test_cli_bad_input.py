"""Bad input through the command line: one clear line, the right exit code, no output touched."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from ssc_graph.cli import main
from ssc_graph.pipeline import OUTPUT_FILES

#: A text that is read wherever nothing is wrong with its file.
GOOD = "UNOSSC is part of the United Nations Development Programme. The plan was adopted in Buenos Aires in 1978.\n"


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name.replace("__", "/"), content)
    return made.getvalue()


REFUSED = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64),
    "mixed.txt": "Majelis Umum mengesahkan rencana itu – pada 1978.\n".encode() * 9 + "Dana itu “dikelola” UNOSSC.\n".encode("cp1252") * 3,
    "surrogate.txt": b"The plan was adopted \xed\xa0\x80 by the Assembly.",
    "no-text.html": b"<!DOCTYPE html><html><head><title>x</title><script>var a = 1;</script></head><body><nav></nav></body></html>",
    "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nstartxref\n99999\n%%EOF",
    "cut.pdf": b"%PDF-1.4\n",
    "no-zip.docx": GOOD.encode(),
    "no-pdf.pdf": GOOD.encode(),
    "other-zip.docx": archive(readme__txt=b"nothing of Word"),
    "dtd.xml": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "b">]><statement xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">&a;</statement>',
    "unclosed.xml": b'<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>',
    "french.txt": "Le plan a été adopté par la conférence, et les pays ont décidé de coopérer entre eux pour leur développement. ".encode()
    * 9,
    "front-matter.md": b"---\ntitle: A\nlanguage: fr\n---\n\nThe plan was adopted by the Assembly and it was good.\n",
}


def one_line(captured: pytest.CaptureFixture[str]) -> str:
    out, err = captured.readouterr()
    assert not out
    assert err.startswith("ssc-graph: error: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err.strip()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An output folder of an earlier build, to be left alone."""
    folder = tmp_path / "out"
    folder.mkdir()
    for name in OUTPUT_FILES:
        (folder / name).write_text("old")
    return folder


def untouched(folder: Path) -> bool:
    return sorted(path.name for path in folder.iterdir()) == sorted(OUTPUT_FILES) and all(
        path.read_text() == "old" for path in folder.iterdir()
    )


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_cannot_be_read(name: str, tmp_path: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name])
    assert main(["claims", str(path)]) == 3
    assert name in one_line(capsys)
    assert main(["build", str(path), "--output", str(old), "--quiet"]) == 3
    assert name in one_line(capsys)
    assert main(["explain", str(path)]) == 3
    assert name in one_line(capsys)
    assert untouched(old)


@pytest.mark.parametrize(
    ("words", "reason"),
    [(["no-such.txt"], "no such file"), (["."], "folder"), (["https://example.org/a.html"], "address"), ([""], "empty")],
)
def test_a_document_that_is_not_there(words: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *words, "--output", str(tmp_path / "out"), "--quiet"]) == 3
    assert reason in one_line(capsys)
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_document_that_may_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(GOOD)
    path.chmod(0)
    assert main(["claims", str(path)]) == 3
    assert "permissions" in one_line(capsys)


def test_a_hostile_file_name_cannot_write_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b]0;owned\x07\nssc-graph: all is well\u202e.txt"
    path.write_bytes(b"")
    assert main(["claims", str(path)]) == 3
    line = one_line(capsys)
    assert "\\x1b" in line
    assert "\\u202e" in line


READ = {
    "utf16.txt": GOOD.encode("utf-16"),
    "utf16-without-mark.txt": GOOD.encode("utf-16-le"),
    "utf8-with-mark.txt": b"\xef\xbb\xbf" + GOOD.encode(),
    "windows.txt": (GOOD + "“Self-reliance” – it’s an aim.").encode("cp1252"),
    "line-ends.txt": GOOD.replace("\n", "\r\n").encode() + b"\r\n\r\n" + GOOD.encode(),
    "bidi.txt": (GOOD + "The plan \u202ewas\u202c adopted by the \u2066Assembly\u2069.").encode(),
    "zero-width.txt": GOOD.replace("UNOSSC", "UNOSSC\u200b").encode(),
    "emoji.txt": (GOOD + "It was good \U0001f600.").encode(),
    "page.txt": f"<!DOCTYPE html><html lang='en'><body><article><h1>A plan</h1><p>{GOOD}</p></article></body></html>".encode(),
}


@pytest.mark.parametrize("name", READ)
def test_an_unusual_document_is_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(READ[name])
    code = main(["claims", str(path)])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert '"predicate": "partOf"' in out


def test_control_characters_never_reach_a_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "control.txt"
    path.write_bytes(GOOD.encode() + b"An \x0b escape \x1b[31m and a bell \x07 in the text.")
    code = main(["build", str(path), "--output", str(tmp_path / "out")])
    out, err = capsys.readouterr()
    assert code in {0, 3}
    assert "Traceback" not in err
    assert not any(c in out + err for c in "\x1b\x07\x0b")
    if code == 0:
        assert not set("\x1b\x07\x0b") & set((tmp_path / "out" / "graph.nq").read_text("utf-8"))


def test_ten_megabytes_on_one_line_are_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The plan was good. " * 550_000)
    began = time.process_time()
    assert main(["claims", str(path)]) == 3
    assert time.process_time() - began < 10
    assert "long.txt: line 1 has 10450000 characters" in one_line(capsys)


@pytest.mark.parametrize(
    "base",
    ["no iri", "example.org/", "https://example.org", "https://example.org/a b/", "https://exa<mple>.org/", "javascript:alert(1)/", ""],
)
def test_a_base_that_is_no_iri(base: str, tmp_path: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(GOOD)
    assert main(["build", str(tmp_path / "note.txt"), "--base", base, "--output", str(old)]) == 2
    assert "base" in one_line(capsys)
    assert main(["claims", str(tmp_path / "note.txt"), "--base", base]) == 2
    assert "base" in one_line(capsys)
    assert untouched(old)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["frobnicate"],
        ["claims"],
        ["claims", "a.txt", "b.txt"],
        ["claims", "a.txt", "--language", "fr"],
        ["build", "--engine", "abacus"],
        ["explain", "a.txt", "--sentence", "0"],
        ["validate"],
        ["validate", "a.ttl", "--format", "yaml"],
        ["build", "a.txt", "b.txt", "--title", "One title for two"],
        ["build", "--author", "Somebody"],
        ["build", "a.txt", "--output", ""],
    ],
)
def test_a_call_that_is_wrong(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(GOOD)
    assert main(words) == 2
    one_line(capsys)
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(("option", "value"), [("--date", "yesterday"), ("--date", "2024-13"), ("--source", "no address")])
def test_metadata_that_cannot_be(option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(GOOD)
    assert main(["claims", str(tmp_path / "note.txt"), option, value]) == 2
    assert value in one_line(capsys)


def test_an_output_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(GOOD)
    (tmp_path / "out").write_text("a file")
    assert main(["build", str(tmp_path / "note.txt"), "--output", str(tmp_path / "out")]) == 3
    assert "out" in one_line(capsys)
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system limits no files")
def test_a_limit_on_the_size_of_files_leaves_the_old_output(tmp_path: Path, old: Path) -> None:
    command = f"ulimit -f 8; exec '{sys.executable}' -m ssc_graph build --language en --quiet --output '{old}'"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)  # noqa: S607 (any bash knows ulimit)
    assert done.returncode == 3
    assert re.fullmatch(r"ssc-graph: error: .*out: the output cannot be written \(File too large\); .*\n", done.stderr)
    assert untouched(old)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_one_bad_document_among_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "bad.txt").write_bytes(b"")
    words = [str(tmp_path / name) for name in ("bad.txt", "good.txt", "missing.txt")]
    assert main(["build", *words, "--output", str(tmp_path / "out")]) == 3
    out, err = capsys.readouterr()
    assert [line.split(":")[1] for line in err.splitlines()] == [" error"] * 2
    assert "bad.txt" in err
    assert "missing.txt" in err
    assert "not built: " in out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(OUTPUT_FILES)
    alone = tmp_path / "alone"
    assert main(["build", str(tmp_path / "good.txt"), "--output", str(alone), "--quiet"]) == 0
    for name in OUTPUT_FILES:
        assert (alone / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


BROKEN_GRAPHS = {
    "broken.ttl": (b"<urn:a> <urn:b> .", "1:"),
    "no-suffix": (b"", "format"),
    "data.csv": (b"a,b", "format"),
    "remote.jsonld": (b'{"@context": "https://example.org/context", "a": "b"}', "context"),
    "bomb.rdf": (b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>', "doctype"),
    "latin.ttl": (b'<urn:a> <urn:b> "\xe9" .', "latin.ttl"),
}


@pytest.mark.parametrize("name", BROKEN_GRAPHS)
def test_a_graph_that_cannot_be_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, reason = BROKEN_GRAPHS[name]
    (tmp_path / name).write_bytes(content)
    assert main(["validate", str(tmp_path / name)]) in {2, 3}
    line = one_line(capsys)
    assert name in line
    assert reason in line.lower() or reason in line


def test_a_graph_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "no-such.ttl"]) == 3
    assert "no-such.ttl" in one_line(capsys)


def test_shapes_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    (tmp_path / "shapes.ttl").write_text("this is no Turtle")
    assert main(["validate", str(tmp_path / "graph.ttl"), "--shapes", str(tmp_path / "shapes.ttl")]) == 3
    assert "shapes.ttl" in one_line(capsys)


def test_standard_input_that_is_empty(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["claims", "-"]) == 3
    assert "empty" in one_line(capsys)
