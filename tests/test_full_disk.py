"""A disk that is full in the middle of writing (S17), shown by a limit on the size of files: the old output stays, one line tells where."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NQUADS = ROOT / "exports" / "graph.nq"
LIMITS = [0, 100, 20_000, 200_000]  # bytes: at once, in the first small file, in the middle


def limited(limit: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file larger than so many bytes."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "ssc_graph", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT, preexec_fn=full)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def is_one_line_about(done: subprocess.CompletedProcess[str], path: Path) -> bool:
    return done.returncode == 3 and done.stderr.count("\n") == 1 and str(path) in done.stderr and "File too large" in done.stderr


@pytest.mark.parametrize("limit", LIMITS)
def test_a_store_that_does_not_fit_leaves_the_old_one(limit: int, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> 1 .")
    store = tmp_path / "store"
    assert limited(1 << 30, "query", "ASK { ?s ?p ?o }", "--data", str(tmp_path / "a.ttl"), "--store", str(store)).returncode == 0
    versions = sorted(entry.name for entry in store.iterdir())
    done = limited(limit, "query", "ASK { ?s ?p ?o }", "--data", str(NQUADS), "--store", str(store))
    assert is_one_line_about(done, store), done.stderr
    assert sorted(entry.name for entry in store.iterdir()) == versions  # no half version is left
    assert "urn:a" in limited(1 << 30, "query", "SELECT * { ?s ?p ?o }", "--store", str(store)).stdout


@pytest.mark.parametrize("limit", [0, 100, 4_000])
def test_exports_that_do_not_fit_leave_the_old_ones(limit: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("UNOSSC is part of UNDP.")
    out = tmp_path / "out"
    assert limited(1 << 30, "build", "--quiet", "--output", str(out), str(tmp_path / "a.txt")).returncode == 0
    before = contents(out)
    (tmp_path / "a.txt").write_text("UNOSSC is part of UNDP. UNOSSC promotes South-South cooperation.")
    done = limited(limit, "build", "--quiet", "--output", str(out), str(tmp_path / "a.txt"))
    assert is_one_line_about(done, out), done.stderr
    assert contents(out) == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.txt", "out"]  # and nothing half-written beside


def test_a_first_export_that_does_not_fit_leaves_no_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("UNOSSC is part of UNDP.")
    done = limited(100, "build", "--quiet", "--output", str(tmp_path / "out"), str(tmp_path / "a.txt"))
    assert is_one_line_about(done, tmp_path / "out"), done.stderr
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "a.txt"] in ([], ["out"])
    assert not contents(tmp_path / "out")
