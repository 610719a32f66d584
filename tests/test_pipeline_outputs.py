"""Output files: all together or not at all, whatever happens."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_graph.errors import OutputError
from ssc_graph.pipeline import outputs
from ssc_graph.pipeline.outputs import OutputFolder

NAMES = ("a.txt", "b.txt", "c.txt")


def files(version: str) -> Iterator[tuple[str, bytes]]:
    yield from ((name, f"{version} {name}".encode()) for name in NAMES)


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.is_file()}


def version(label: str) -> dict[str, str]:
    return {name: f"{label} {name}" for name in NAMES}


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for place in (folder, folder.parent) if place.is_dir() for path in place.glob(".ssc-graph-*"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "exports"


def test_a_folder_that_does_not_exist_is_made_with_its_parents(folder: Path) -> None:
    OutputFolder(folder, NAMES).publish(files("new"))
    assert content(folder) == version("new")
    assert not hidden(folder)


@pytest.mark.parametrize("exchange", [True, False])
def test_old_files_are_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    OutputFolder(folder, NAMES).publish(files("old"))
    if not exchange:
        monkeypatch.setattr(outputs, "exchange", lambda left, right: False)
    OutputFolder(folder, NAMES).publish(files("new"))
    assert content(folder) == version("new")
    assert not hidden(folder)


def test_files_of_others_stay(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "notes.md").write_text("mine")
    (folder / "more").mkdir()
    OutputFolder(folder, NAMES).publish(files("new"))
    assert content(folder) == version("new") | {"notes.md": "mine"}
    assert (folder / "more").is_dir()


def test_a_symbolic_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    for label in ("old", "new"):
        OutputFolder(link, NAMES).publish(files(label))
        assert link.is_symlink()
        assert content(real) == version(label)


def test_the_working_directory_stays_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    for label in ("old", "new"):
        OutputFolder(Path(), NAMES).publish(files(label))
        assert content(Path()) == version(label)


def test_a_folder_keeps_its_permissions(folder: Path) -> None:
    OutputFolder(folder, NAMES).publish(files("old"))
    folder.chmod(0o750)
    OutputFolder(folder, NAMES).publish(files("new"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750


@pytest.mark.parametrize("others", [True, False])
def test_a_full_disk_leaves_the_old_files(folder: Path, monkeypatch: pytest.MonkeyPatch, others: bool) -> None:
    OutputFolder(folder, NAMES).publish(files("old"))
    if others:
        (folder / "notes.md").write_text("mine")
    before = content(folder)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"exports: .*No space left"):
        OutputFolder(folder, NAMES).publish(files("new"))
    assert content(folder) == before
    assert not hidden(folder)


def test_an_error_in_the_middle_leaves_the_old_files(folder: Path) -> None:
    OutputFolder(folder, NAMES).publish(files("old"))

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        OutputFolder(folder, NAMES).publish(broken())
    assert content(folder) == version("old")
    assert not hidden(folder)


def test_a_move_that_breaks_off_is_finished_by_the_next_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    OutputFolder(folder, NAMES).publish(files("old"))
    (folder / "notes.md").write_text("mine")
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if self.name == "b.txt":
            raise OSError(errno.EIO, "killed here")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(OutputError):
            OutputFolder(folder, NAMES).publish(files("new"))
    OutputFolder(folder, NAMES).prepare()
    assert content(folder) == version("new") | {"notes.md": "mine"}
    assert not hidden(folder)


def test_prepare_refuses_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("a file")
    for place in (tmp_path / "exports", tmp_path / "exports" / "deeper"):
        with pytest.raises(OutputError, match=r"exports: .*this is a file"):
            OutputFolder(place, NAMES).prepare()
    assert (tmp_path / "exports").read_text() == "a file"


def test_prepare_refuses_a_circle_of_links(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(OutputError):
        OutputFolder(tmp_path / "one", NAMES).prepare()


def test_prepare_leaves_nothing_behind(folder: Path) -> None:
    OutputFolder(folder, NAMES).prepare()
    assert not folder.parent.exists()
    folder.mkdir(parents=True)
    OutputFolder(folder, NAMES).prepare()
    assert not list(folder.iterdir())


def test_prepare_refuses_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    mkdir = Path.mkdir

    def denied(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if self.name.startswith(".ssc-graph"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        mkdir(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(OutputError, match="Permission denied"):
        OutputFolder(folder, NAMES).prepare()


def test_a_name_that_was_not_announced_is_a_fault_of_the_programmer(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"d\.txt"):
        OutputFolder(folder, NAMES).publish([("d.txt", b"")])
    assert not folder.exists()


KILLED = """
import sys
from pathlib import Path
from ssc_graph.pipeline.outputs import OutputFolder
names = [f"{n}.txt" for n in range(7)]
folder = OutputFolder(Path(sys.argv[1]), names)
version = int(sys.argv[2])
print("ready", flush=True)
while True:
    version += 1
    folder.prepare()
    folder.publish((name, str(version).encode() * 20_000) for name in names)
"""


@pytest.mark.parametrize("others", [False, True])
def test_kill_at_any_moment_leaves_one_version(folder: Path, others: bool) -> None:
    folder.mkdir(parents=True)
    if others:
        (folder / "notes.md").write_text("mine")
    for turn in range(6):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), str(turn * 1000)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + turn * 0.007)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        OutputFolder(folder, [f"{n}.txt" for n in range(7)]).prepare()
        versions = {path.read_bytes() for path in folder.glob("[0-9].txt")}
        assert len(versions) <= 1
        assert len(list(folder.glob("[0-9].txt"))) in {0, 7}
        assert not hidden(folder)
    assert (folder / "notes.md").exists() is others
