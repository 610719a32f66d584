"""Stores: files of every syntax in, on disk whole or not at all, nothing fetched."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph.errors import GraphError, OutputError, SscGraphError, UsageError
from ssc_graph.sparql import run
from ssc_graph.store import divide, files, open_store, opening, read_quads, unite

ROOT = Path(__file__).resolve().parents[1]
NQUADS = ROOT / "exports" / "graph.nq"


def ttl(folder: Path, text: str, name: str = "a.ttl") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def count(*sources: Path, path: Path | None = None) -> int:
    return len(open_store(sources, path=path))


def test_every_syntax_holds_the_same_triples(tmp_path: Path) -> None:
    wanted = {quad.triple for quad in read_quads([NQUADS])}
    for name in ("graph.ttl", "graph.jsonld", "graph.framed.jsonld", "graph.trig"):
        assert {quad.triple for quad in read_quads([ROOT / "exports" / name])} == wanted, name
    xml = pyoxigraph.serialize(sorted(wanted, key=str), format=pyoxigraph.RdfFormat.RDF_XML)
    (tmp_path / "graph.rdf").write_bytes(xml or b"")
    assert {quad.triple for quad in read_quads([tmp_path / "graph.rdf"])} == wanted


def test_no_source_is_the_bundled_exports_and_a_folder_is_its_master() -> None:
    assert open_store().fingerprint == open_store([ROOT / "exports"]).fingerprint
    assert len(open_store().oxigraph) == len(open_store()) + NQUADS.read_text("utf-8").count("\n")


def test_a_triple_of_two_graphs_is_asked_once_and_found_in_each(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text(
        "<urn:a> <urn:b> 'x' <urn:g> .\n<urn:a> <urn:b> 'x' <urn:h> .\n<urn:a> <urn:b> 'x' .\n<urn:a> <urn:c> _:n <urn:g> .\n".replace(
            "'", '"'
        )
    )
    store = open_store([path])
    assert len(store) == 2
    assert len(run(store, "SELECT * WHERE { ?s <urn:b> ?o }")) == 1
    assert len(run(store, "SELECT * WHERE { GRAPH ?g { ?s <urn:b> ?o } }")) == 2
    assert len(run(store, "SELECT * WHERE { ?s <urn:c> ?o . GRAPH <urn:g> { ?s <urn:c> ?o } }")) == 1


def test_a_store_that_is_divided_changed_and_united_again_is_the_union_of_what_it_holds_then(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text("<urn:a> <urn:b> <urn:x> <urn:g> .\n<urn:a> <urn:b> <urn:y> <urn:h> .\n<urn:a> <urn:b> <urn:own> .\n")
    store = open_store([path])
    divide(store.oxigraph)
    assert len(store) == 1
    store.oxigraph.update("DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:x> } }")
    unite(store.oxigraph)
    assert {str(row["o"]) for row in run(store, "SELECT ?o WHERE { ?s ?p ?o }")} == {"urn:y", "urn:own"}


def test_a_fingerprint_is_of_the_files_whatever_their_order(tmp_path: Path) -> None:
    one, two = ttl(tmp_path, "<urn:a> <urn:b> 1 ."), ttl(tmp_path, "<urn:a> <urn:b> 2 .", "b.ttl")
    assert open_store([one, two]).fingerprint == open_store([two, one]).fingerprint
    assert open_store([one]).fingerprint != open_store([two]).fingerprint


def test_blank_nodes_of_two_files_are_not_confused(tmp_path: Path) -> None:
    one, two = ttl(tmp_path, "_:x <urn:is> 1 ."), ttl(tmp_path, "_:x <urn:has> 2 .", "b.ttl")
    store = open_store([one, two])
    assert len(run(store, "SELECT * WHERE { ?x <urn:is> ?a . ?x <urn:has> ?b }")) == 0
    assert sorted(map(str, store.oxigraph)) == sorted(map(str, open_store([one, two]).oxigraph))


@pytest.mark.parametrize(
    "value", ['"1.10"^^xsd:decimal', '"01"^^xsd:integer', '"2024-01-01T00:00:00+00:00"^^xsd:dateTime', '"x"@en-gb', '"0.50"^^xsd:decimal']
)
def test_literals_keep_their_spelling_in_what_is_read(value: str, tmp_path: Path) -> None:
    """S12: the store keeps values; whatever is compared or published comes from the files."""
    path = ttl(tmp_path, f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <urn:a> <urn:b> {value} .")
    (quad,) = read_quads([path])
    lexical = value.split('"')[1]
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == lexical


def test_each_literal_of_the_exports_survives_the_store_but_for_the_spelling_of_numbers() -> None:
    """S12: strings, dates and language tags as they are; a decimal as the same number."""

    def told(term: object) -> str:
        is_number = isinstance(term, pyoxigraph.Literal) and term.datatype.value.endswith(("decimal", "integer", "nonNegativeInteger"))
        return str(float(term.value)) if is_number and isinstance(term, pyoxigraph.Literal) else str(term)

    files = {(str(quad.subject), str(quad.predicate), told(quad.object)) for quad in read_quads([NQUADS])}
    store = {(str(quad.subject), str(quad.predicate), told(quad.object)) for quad in open_store().oxigraph}
    assert store == files


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_any_text_is_found_again(text: str) -> None:
    from pyoxigraph import Literal, NamedNode, Quad

    from ssc_graph.sparql.terms import literal
    from ssc_graph.store import store_of

    store = store_of([Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(text))])
    assert run(store, f"ASK {{ ?s ?p {literal(text)} }}").boolean


REFUSED = {
    "a.rdf": ('<!DOCTYPE x [<!ENTITY a "b">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "document type"),
    "b.rdf": ('<?xml version="1.0"?><!-- c --><!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>', "document type"),
    "a.jsonld": ('{"@context": "http://127.0.0.1:9/c", "a": 1}', "is remote and is not fetched"),
    "b.jsonld": ('{"@context": {"@import": "http://127.0.0.1:9/c"}, "a": 1}', "is remote and is not fetched"),
    "c.jsonld": ("[" * 200_000 + "]" * 200_000, "nested deeper"),
    "a.ttl": ("<urn:a> <urn:b> " + "[ <urn:b> " * 200_000, "nested deeper"),
    "b.ttl": ("<urn:a> <urn:b> " + "( " * 3_000 + ") " * 3_000 + ".", "nested deeper"),
    "e.ttl": ("<urn:a> <urn:b> '" + "\\'" * 200_000, "e.ttl:1"),
    "f.ttl": ("<urn:a> <urn:b> '''" + "\n\\'''" * 40_000, "f.ttl:"),
    "c.ttl": ("<urn:a> <urn:b> .", "c.ttl:1:17"),
    "d.ttl": ("", ""),
    "a.txt": ("x", "the suffix is none of a format of RDF"),
}


@pytest.mark.parametrize("name", [name for name in REFUSED if REFUSED[name][1]])
def test_what_is_broken_or_reaches_out_is_one_line(name: str, tmp_path: Path) -> None:
    """S2, S3, S9, S10, S30."""
    text, told = REFUSED[name]
    start = time.monotonic()
    with pytest.raises(GraphError) as caught:
        open_store([ttl(tmp_path, text, name)])
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - start < 2


def test_a_missing_file_and_a_folder_without_a_graph_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"missing\.ttl: the file cannot be read"):
        open_store([tmp_path / "missing.ttl"])
    with pytest.raises(GraphError, match=r"holds no graph\.nq"):
        open_store([tmp_path])


LINES = "".join(f'<urn:s:{n}> <urn:p> "value {n}" <urn:g:{n % 3}> .\n' for n in range(300))


def streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of lines is too large to be held, and is loaded by a few lines at a time."""
    monkeypatch.setattr(files, "_LARGE", 10)
    monkeypatch.setattr(opening, "_PIECE", 500)


def test_a_file_too_large_to_be_held_is_loaded_in_pieces_and_gives_the_same_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text(LINES)
    (tmp_path / "b.nt").write_text("_:x <urn:p> _:y .\n_:y <urn:p> _:x .\n")
    sources = [tmp_path / "a.nq", tmp_path / "b.nt"]
    held = open_store(sources)
    streamed(monkeypatch)
    found = open_store(sources)
    assert found.fingerprint == held.fingerprint
    assert len(found) == len(held) == 302
    assert {str(quad) for quad in found.oxigraph} == {str(quad) for quad in held.oxigraph}
    assert sorted(map(str, read_quads(sources))) == sorted(
        map(str, files.quads_of(files.File("a.nq", LINES.encode(), "N_QUADS")))
    ) + sorted(str(quad) for quad in read_quads([tmp_path / "b.nt"]))


def test_a_fault_in_a_piece_is_told_with_its_line_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text(LINES + "<urn:broken\n")
    streamed(monkeypatch)
    with pytest.raises(GraphError) as caught:
        open_store([path])
    assert f"{path}:301" in str(caught.value)


def test_a_store_on_disk_is_filled_once_and_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert count(NQUADS, path=folder) == len(open_store())
    built = (folder / "current").stat().st_mtime_ns
    assert count(NQUADS, path=folder) == len(open_store())
    assert (folder / "current").stat().st_mtime_ns == built
    again = open_store(path=folder)
    assert again.fingerprint == open_store([NQUADS]).fingerprint
    assert run(again, "ASK { auth:unossc ssc:partOf auth:undp }").boolean


def test_a_store_on_disk_follows_its_files(tmp_path: Path) -> None:
    folder, path = tmp_path / "store", ttl(tmp_path, "<urn:a> <urn:b> 1 .")
    old = open_store([path], path=folder)
    path.write_text("<urn:a> <urn:b> 1, 2 .")
    assert count(path, path=folder) == 2
    assert len(old) == 1  # S20: who has the old version open keeps it whole
    assert len([entry for entry in folder.iterdir() if entry.is_dir()]) == 1


def test_a_broken_file_leaves_the_old_store(tmp_path: Path) -> None:
    folder, path = tmp_path / "store", ttl(tmp_path, "<urn:a> <urn:b> 1 .")
    count(path, path=folder)
    path.write_text("<urn:a> <urn:b> 1 . broken")
    with pytest.raises(GraphError, match=r"a\.ttl:1"):
        count(path, path=folder)
    assert len(open_store(path=folder)) == 1


FILL = "import sys; from ssc_graph.store import open_store; open_store([sys.argv[1]], path=sys.argv[2])"


@pytest.mark.parametrize("after", [0.05, 0.12, 0.2, 0.3])
def test_a_process_killed_while_it_fills_a_store_leaves_the_old_or_the_new(after: float, tmp_path: Path) -> None:
    """S15."""
    folder, path = tmp_path / "store", ttl(tmp_path, "<urn:a> <urn:b> 1 .")
    count(path, path=folder)
    with subprocess.Popen([sys.executable, "-c", FILL, str(NQUADS), str(folder)], env=os.environ | {"PYTHONPATH": str(ROOT)}) as process:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    assert len(open_store(path=folder)) in (1, len(open_store()))
    assert count(NQUADS, path=folder) == len(open_store())


def test_a_second_writer_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    """S18."""
    folder = tmp_path / "store"
    held = open_store([ttl(tmp_path, "<urn:a> <urn:b> 1 .")], path=folder, writable=True)
    code = f"from ssc_graph.store import open_store; open_store(path={str(folder)!r}, writable=True)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert "the store is in use by another process" in done.stderr
    assert len(held) == 1


BUSY = """
import sys, time
from ssc_graph.store import open_store
store = open_store(path=sys.argv[1], writable=True).oxigraph
print("open", flush=True)
number = 0
while True:
    text = " ".join(f"<urn:s{number % 7}> <urn:p{n}> 'a value of {number} {n}' ." for n in range(300))
    store.update(f"DELETE WHERE {{ <urn:s{number % 7}> ?p ?o }} ; INSERT DATA {{ {text} }}")
    store.optimize()
    time.sleep(0.05)
    print("optimized", flush=True)
    number += 1
"""


@contextlib.contextmanager
def compacting(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that writes to a store and compacts it, over and over."""
    command = [sys.executable, "-c", BUSY, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            assert process.stdout.readline() == "optimized\n"
            yield process
        finally:
            process.kill()


def test_a_store_is_read_while_another_process_compacts_it(tmp_path: Path) -> None:
    """S18: opening such a store failed five times of forty, "Corruption … No such file"."""
    folder = tmp_path / "store"
    count(NQUADS, path=folder)
    with compacting(folder) as process:
        for _ in range(15):
            store = open_store(path=folder)
            assert run(store, "ASK { auth:unossc ssc:partOf auth:undp }").boolean
        assert process.poll() is None


@pytest.mark.parametrize("after", [0.0, 0.03, 0.1])
def test_a_process_killed_while_it_compacts_leaves_a_whole_store_and_no_lock(after: float, tmp_path: Path) -> None:
    """S18, S21: each change is there whole or not at all, and the next process may write at once."""
    folder = tmp_path / "store"
    count(NQUADS, path=folder)
    with compacting(folder) as process:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    again = open_store(path=folder, writable=True)
    sizes = {
        int(str(row["n"])) for row in run(again, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(STRSTARTS(STR(?s), 'urn:s')) } GROUP BY ?s")
    }
    assert sizes == {300}
    assert run(again, "ASK { auth:unossc ssc:partOf auth:undp }").boolean
    again.oxigraph.update("INSERT DATA { <urn:a> <urn:b> 1 }")


def test_a_damaged_store_is_named_with_what_to_do(tmp_path: Path) -> None:
    """S21."""
    folder = tmp_path / "store"
    count(ttl(tmp_path, "<urn:a> <urn:b> 1 ."), path=folder)
    for entry in folder.glob("v-*/*"):
        entry.write_bytes(b"broken")
    with pytest.raises(GraphError, match="delete it and fill it again"):
        open_store(path=folder)


def test_no_store_and_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no store"):
        open_store(path=tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="is no store and is not empty"):
        open_store([NQUADS], path=tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """S17."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SscGraphError, match="file"):
        open_store([NQUADS], path=tmp_path / "file" / "store")


REPLACING = """
import sys, time
from ssc_graph.store import open_store

until, count = time.monotonic() + 60, 0
print("begun", flush=True)
while time.monotonic() < until:
    store = open_store((), path=sys.argv[1], writable=True)
    rows = " ".join(f"<urn:s{number}> <urn:p> {count} ." for number in range(300 if count % 2 else 200))
    store.oxigraph.update("CLEAR SILENT GRAPH <urn:g>; INSERT DATA { GRAPH <urn:g> { " + rows + " } }")
    del store
    count += 1
    time.sleep(0.03)
"""


def test_a_store_that_is_opened_beside_changes_holds_one_state_and_no_mixture(tmp_path: Path) -> None:
    """S20: of ten such openings one held statements of two states, as a log went while it was read."""
    folder = tmp_path / "store"
    open_store([ttl(tmp_path, "<urn:a> <urn:b> 1 .")], path=folder)
    command = [sys.executable, "-c", REPLACING, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        try:
            found = set()
            for _ in range(40):
                rows = run(open_store((), path=folder), "SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }")
                found |= {str(row["n"]) for row in rows}
        finally:
            writer.kill()
    assert found <= {"0", "200", "300"}


def test_a_store_whose_files_come_and_go_while_it_is_opened_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """S20, without a race: the first opening is given up, as logs came meanwhile, and one of them may have come and gone."""
    folder = tmp_path / "store"
    open_store([ttl(tmp_path, "<urn:a> <urn:b> 1 .")], path=folder)
    opened = []

    def disturbed(version: Path, *, writable: bool) -> pyoxigraph.Store:
        store = pyoxigraph.Store.read_only(str(version))
        opened.append(writable)
        if len(opened) == 1:
            (version / "000998.log").touch()
            (version / "000999.log").touch()
        return store

    monkeypatch.setattr(opening, "_opened", disturbed)
    assert len(open_store((), path=folder)) == 1
    assert opened == [False, False]
