"""Building: documents in, validated files out, the same on every machine and in every order."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from ssc_graph.document import Metadata
from ssc_graph.errors import DocumentError, OutputError, SscGraphError, UsageError
from ssc_graph.pipeline import OUTPUT_FILES, BuildResult, Failure, build, build_graph, bundled, explain, extract_claims, read_document

ROOT = Path(__file__).parents[1]
NOTES = {
    "a.txt": "UNOSSC is part of the United Nations Development Programme (UNDP).",
    "b.txt": "The Buenos Aires Plan of Action (BAPA) was endorsed by the General Assembly in resolution 33/134 on 19 December 1978.",
    "c.txt": "Rencana Aksi Buenos Aires (BAPA) disahkan oleh Majelis Umum melalui resolusi 33/134 pada 19 Desember 1978.",
}


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return [tmp_path / name for name in NOTES]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_exports_are_current(tmp_path: Path) -> None:
    """``make graph`` makes the files that are committed; run it after a change of rules, ontology, shapes or documents."""
    result = build(output=tmp_path / "out")
    assert result.exit_code == 0
    for name in OUTPUT_FILES:
        assert (tmp_path / "out" / name).read_bytes() == (ROOT / "exports" / name).read_bytes(), name


def test_a_build_does_not_depend_on_the_order_of_hashes_the_clock_or_the_place(tmp_path: Path) -> None:
    for name, seed, zone, locale in (("one", "0", "UTC", "C"), ("two", "4711", "Asia/Jakarta", "C.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        words = [sys.executable, "-m", "ssc_graph", "build", "--quiet", "--output", str(tmp_path / name)]
        subprocess.run(words, env=environment, check=True)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_build_does_not_depend_on_the_order_of_documents(notes: list[Path], tmp_path: Path) -> None:
    build(notes, output=tmp_path / "one")
    build(reversed(notes), output=tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_the_result_tells_what_was_built(notes: list[Path], tmp_path: Path) -> None:
    result = build(notes, output=tmp_path / "out")
    assert [(document.name, document.language) for document in result.documents] == [
        (str(path), language) for path, language in zip(notes, ("en", "en", "id"), strict=True)
    ]
    assert result.relations["partOf"] == 1
    assert result.relations["endorsedThrough"] == 2
    assert sum(result.relations.values()) == sum(document.claims for document in result.documents)
    assert result.entities >= 5
    assert result.graph is not None
    assert len(result.graph.documents) == 3
    assert result.report is not None
    assert result.report.conforms
    assert [path.name for path in result.files] == list(OUTPUT_FILES)
    assert all(path.is_file() for path in result.files)
    with pytest.raises(FrozenInstanceError):
        result.entities = 0  # type: ignore[misc]  # that it is frozen is the test


def test_two_documents_that_say_the_same_meet(notes: list[Path], tmp_path: Path) -> None:
    result = build(notes[1:], output=tmp_path / "out")
    assert result.graph is not None
    turtle = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    subjects = {
        claim.subject.id for path in notes[1:] for claim in extract_claims(read_document(path)) if claim.predicate == "endorsedThrough"
    }
    assert len(subjects) == 1
    assert turtle.count("rdf:predicate ssc:endorsedThrough") == 2


def test_the_same_text_twice_is_one_document(notes: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(notes[0].read_bytes())
    result = build([notes[0], copy], output=tmp_path / "out")
    assert len(result.documents) == 1
    assert any("copy.txt" in warning and "same text" in warning for warning in result.warnings)
    assert result.exit_code == 0


def test_a_document_without_claims_is_told(tmp_path: Path) -> None:
    (tmp_path / "cat.txt").write_text("The cat slept on the warm stove, and the soup was good. Nobody said a word about it.")
    result = build([tmp_path / "cat.txt"], output=tmp_path / "out")
    assert any("no claims" in warning for warning in result.warnings)
    assert result.exit_code == 0


def test_nothing_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    result = build([tmp_path / "missing.txt", tmp_path / "also-missing.txt"], output=tmp_path / "out")
    assert [type(failure.error) for failure in result.failures] == [DocumentError, DocumentError]
    assert result.exit_code == 3
    assert not result.files
    assert not (tmp_path / "out").exists()


def test_a_document_that_cannot_stand_in_a_graph_does_not_stop_the_others(notes: list[Path], tmp_path: Path) -> None:
    """An address that would run a script is refused when the graph is built, long after the document was read."""
    bad = tmp_path / "bad.md"
    bad.write_text(f"---\nsource: javascript:alert(1)\n---\n\nIt is true that {NOTES['a.txt']}\n")
    result = build([bad, *notes], output=tmp_path / "out")
    assert [failure.source for failure in result.failures] == [str(bad)]
    assert len(result.documents) == 3
    assert result.exit_code == 3
    assert b"javascript" not in (tmp_path / "out" / "graph.nq").read_bytes()


def test_what_is_known_of_one_document_is_not_said_of_two(notes: list[Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one document"):
        build(notes, output=tmp_path / "out", metadata=Metadata(title="A"))
    result = build(notes[:1], output=tmp_path / "out", metadata=Metadata(title="A title"))
    assert result.exit_code == 0
    assert b'"A title"@en' in (tmp_path / "out" / "graph.nq").read_bytes()


def test_the_place_is_tried_before_the_work(notes: list[Path], tmp_path: Path) -> None:
    seen: list[str] = []
    with pytest.raises(OutputError):
        build(notes, output=notes[0], progress=lambda done, total, name: seen.append(name))
    assert not seen


def test_progress_counts_the_documents(notes: list[Path], tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    build(notes, output=tmp_path / "out", progress=lambda done, total, name: seen.append((done, total, name)))
    assert seen == [(number, 3, str(path)) for number, path in enumerate(notes)]


def test_open_streams_are_sources_too(tmp_path: Path) -> None:
    result = build([io.BytesIO(NOTES["a.txt"].encode())], output=tmp_path / "out")
    assert result.relations == {"partOf": 1} | {name: count for name, count in result.relations.items() if name != "partOf"}


@pytest.mark.parametrize(("conforms", "failures", "code"), [(True, 0, 0), (False, 0, 1), (True, 1, 3), (False, 1, 3)])
def test_exit_codes(conforms: bool, failures: int, code: int) -> None:
    class Report:
        pass

    report = Report()
    report.conforms = conforms  # type: ignore[attr-defined]  # all that the exit code looks at
    result = BuildResult(report=report, failures=(Failure("x", SscGraphError("x")),) * failures)  # type: ignore[arg-type]  # as above
    assert result.exit_code == code


def test_a_document_without_a_language_is_refused() -> None:
    with pytest.raises(DocumentError, match="language"):
        read_document(io.BytesIO("Le plan a été adopté par les pays et la conférence, qui ont décidé de coopérer.".encode()))


def test_a_language_can_be_named() -> None:
    assert read_document(io.BytesIO(b"UNOSSC, UNDP."), language="id").language == "id"
    with pytest.raises(UsageError):
        read_document(io.BytesIO(b"UNOSSC, UNDP."), language="fr")


def test_the_stages_give_what_the_build_gives(notes: list[Path], tmp_path: Path) -> None:
    documents = [read_document(path) for path in notes]
    graph = build_graph([(document, extract_claims(document)) for document in documents])
    assert build(notes, output=tmp_path / "out").graph == graph


def test_an_explanation_shows_every_block_and_every_claim() -> None:
    for document in bundled():
        text = explain(document)
        for block in document.blocks:
            assert f"[{block.start}:{block.end}]" in text
        told = [line for line in text.splitlines() if line.lstrip().startswith("claim ")]
        assert len(told) >= len(extract_claims(document))


def test_an_explanation_of_one_sentence_is_part_of_the_whole() -> None:
    document = bundled()[0]
    whole = explain(document).splitlines()
    one = explain(document, sentence=3).splitlines()
    assert set(one) <= set(whole)
    assert sum(line.startswith("    3  ") for line in one) == 1
