"""Starting, stopping, changing: what stays whole, and what is said (S15, S17, S18, S20, S21)."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ssc_graph.cli import main
from tests.server.serving import TOKEN, Server, serving

AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
SECRET = {"SSC_GRAPH_TOKEN": TOKEN}
NEW = "<urn:a> <urn:b> 1 , 2 , 3 ."


def refused(*options: str, environment: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ssc_graph", "serve", "--port", "0", *options],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def keepers() -> set[str]:
    found = set()
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"ssc_graph.server.keeper" in each.read_bytes():
                found.add(each.parent.name)
        except OSError:
            continue
    return found


def test_without_what_pages_need_it_says_so_and_does_not_start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "jinja2" else known(name))
    assert main(["serve", "--port", "0"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "ssc-graph: error: jinja2 is not installed; install the extra: pip install 'ssc-graph[server]'\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_s21_it_stops_when_it_is_asked_to_and_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    with serving("--data", "exports", environment={"TMPDIR": str(tmp_path)}) as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text("ascii").split()
        assert server.truth("ASK { ?s ?p ?o }")
        server.process.send_signal(number)
        _, log = server.process.communicate(timeout=20)
    assert server.process.returncode == 0
    assert len(log.splitlines()) == 1
    assert not set(children) & keepers()
    assert list(tmp_path.iterdir()) == []


def test_s21_it_stops_beside_a_query_that_runs_away() -> None:
    with serving("--timeout", "60") as server:
        threading.Thread(target=lambda: _tolerant(server), daemon=True).start()
        time.sleep(0.5)
        start = time.monotonic()
        server.process.terminate()
        server.process.wait(timeout=20)
    assert time.monotonic() - start < 10


def _tolerant(server: Server) -> None:
    with contextlib.suppress(OSError):
        server.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def test_a_server_that_is_killed_leaves_no_process() -> None:
    with serving("--timeout", "60") as server:
        children = set(Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text("ascii").split())
        assert children & keepers()
        threading.Thread(target=lambda: _tolerant(server), daemon=True).start()
        time.sleep(0.5)
        server.process.kill()
        server.process.wait()
        deadline = time.monotonic() + 5
        while children & keepers() and time.monotonic() < deadline:
            time.sleep(0.05)
    assert not children & keepers()


def test_s21_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = refused("--port", str(port))
    assert (code, len(said.splitlines())) == (3, 1)
    assert f"127.0.0.1:{port}" in said
    assert "--port" in said


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--data", "no-such-file.ttl"], 3),
        (["--store", "no-such-store"], 2),
        (["--writable"], 2),
        (["--writable", "--token", "short"], 2),
        (["--token", TOKEN], 2),
        (["--port", "70000"], 2),
        (["--timeout", "nan"], 2),
        (["--host", "no.such.host.invalid"], 3),
    ],
)
def test_a_call_that_cannot_work_is_told_in_one_line(options: list[str], code: int) -> None:
    found, said = refused(*options, environment={"SSC_GRAPH_TOKEN": ""})
    assert (found, len(said.splitlines())) == (code, 1), said
    assert "Traceback" not in said


def test_s3_s30_files_that_are_loaded_are_looked_at_first(tmp_path: Path) -> None:
    (tmp_path / "bomb.rdf").write_text(
        '<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "utf-8"
    )
    (tmp_path / "deep.ttl").write_text("<urn:a> <urn:b> " + "(" * 200_000, "utf-8")
    for name in ("bomb.rdf", "deep.ttl"):
        code, said = refused("--data", str(tmp_path / name))
        assert (code, len(said.splitlines())) == (3, 1)
        assert name in said


@pytest.fixture
def store(tmp_path: Path) -> list[str]:
    (tmp_path / "begin.ttl").write_text("<urn:x> <urn:b> 0 .", "utf-8")
    with serving("--data", str(tmp_path / "begin.ttl"), "--store", str(tmp_path / "store")) as server:
        assert server.truth("ASK { <urn:x> <urn:b> 0 }")
    return ["--store", str(tmp_path / "store")]


def test_a_store_on_disk_keeps_what_is_written(store: list[str]) -> None:
    with serving(*store, "--writable", environment=SECRET) as server:
        assert server.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }").status == 204
        assert server.truth("ASK { <urn:a> <urn:b> 1 . <urn:x> <urn:b> 0 }")
        assert server.ask("PUT", "/graphs?graph=urn:h", body=NEW, headers={"Content-Type": "text/turtle", **AUTHORISED}).status == 201
    with serving(*store) as server:
        assert len(server.query("SELECT ?o { <urn:a> ?p ?o }").column("o")) == 3  # what two graphs say is said once
        assert server.quads == 4


def test_s15_a_server_that_is_killed_in_the_middle_keeps_the_old_or_the_new(store: list[str]) -> None:
    large = " ".join(f"<urn:s{number}> <urn:p> {number} ." for number in range(30_000))
    for wait in (0.0, 0.15, 0.4):
        with serving(*store, "--writable", environment=SECRET) as server:
            writer = threading.Thread(target=lambda s=server: _put(s, large), daemon=True)
            writer.start()
            time.sleep(wait)
            server.process.kill()
            server.process.wait()
            writer.join(10)
        with serving(*store) as server:
            assert server.quads in {1, 30_001}


def _put(server: Server, body: str) -> None:
    with contextlib.suppress(OSError):
        server.ask("PUT", "/graphs?graph=urn:large", body=body, headers={"Content-Type": "text/turtle", **AUTHORISED})


def test_s18_a_store_that_another_process_writes_is_told_to_be_in_use(store: list[str]) -> None:
    import pyoxigraph

    with serving(*store, "--writable", environment=SECRET) as server:
        held = pyoxigraph.Store(str(next(Path(store[1]).rglob("MANIFEST-*")).parent))
        answer = server.update("INSERT DATA { <urn:a> <urn:b> 1 }")
        assert (answer.status, answer.headers["Retry-After"] is not None) == (503, True)
        assert "in use" in answer.text
        assert store[1] not in answer.text
        assert server.truth("ASK { <urn:x> <urn:b> 0 }")
        del held
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204


def test_s21_a_damaged_store_is_told(store: list[str]) -> None:
    for each in Path(store[1]).rglob("MANIFEST-*"):
        each.write_bytes(b"broken")
    code, said = refused(*store)
    assert (code, len(said.splitlines())) == (3, 1)
    assert "damaged" in said
    assert "--data" in said


@pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])
def test_s20_readers_see_the_old_or_the_new_graph(store: list[str], on_disk: bool) -> None:
    sizes: set[int] = set()
    options = store if on_disk else ["--data", str(Path(store[1]).parent / "begin.ttl")]
    with serving(*options, "--writable", environment=SECRET) as server:
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                (count,) = server.query("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }").column("n")
                sizes.add(int(count))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for each in readers:
            each.start()
        for round_ in range(6):
            body = " ".join(f"<urn:s{number}> <urn:p> {round_} ." for number in range(300 if round_ % 2 else 200))
            assert server.ask("PUT", "/graphs?graph=urn:g", body=body, headers={"Content-Type": "text/turtle", **AUTHORISED}).status in {
                201,
                204,
            }
        done.set()
        for each in readers:
            each.join(20)
    assert sizes <= {0, 200, 300}
    assert len(sizes) >= 2


def test_a_change_that_runs_away_is_stopped_and_nothing_has_changed() -> None:
    with serving("--writable", "--timeout", "1", environment=SECRET) as server:
        crossed = "GRAPH ?x1 { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } BIND(CONCAT(STR(?a), STR(?d)) AS ?x) FILTER(?x = 'no')"
        endless = f"INSERT {{ <urn:a> <urn:b> ?x }} WHERE {{ {crossed} }}"
        answer = server.update(endless)
        assert answer.status == 503
        assert server.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        assert server.query("SELECT ?o { <urn:a> <urn:b> ?o }").column("o") == ["1"]


def test_s17_without_room_for_a_large_answer_only_that_request_fails(tmp_path: Path) -> None:
    with serving("--data", "exports", environment={"TMPDIR": str(tmp_path)}) as server:
        (folder,) = tmp_path.iterdir()
        folder.rename(tmp_path / "away")
        assert server.query("SELECT ?a ?b { ?a a ?x . ?b a ?y } LIMIT 50000").status == 503
        assert server.truth("ASK { ?s ?p ?o }")
        (tmp_path / "away").rename(folder)
