"""Publishing to another store: a real one that starts here, and servers that answer what they should not."""

from __future__ import annotations

import http.server
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssc_graph.cli import main
from ssc_graph.errors import RemoteError, UsageError
from ssc_graph.pipeline.publishing import publish
from ssc_graph.pipeline.remote import Remote

ROOT = Path(__file__).resolve().parents[1]
NQUADS = ROOT / "exports" / "graph.nq"
SECRET = "s3cret-token"  # noqa: S105 (made up for these tests)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def oxigraph() -> Iterator[str]:
    """An Oxigraph server with an empty store."""
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if command is None:
        pytest.skip("the oxigraph server is not installed")
    port = free_port()
    with subprocess.Popen(
        [command, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def remote(url: str, *, graph_store: bool) -> Remote:
    return Remote(f"{url}/query", f"{url}/update", f"{url}/store" if graph_store else None)


def states(sources: list[Path], to: Remote, **options: object) -> dict[str, tuple[str, int]]:
    done = publish(sources, to, **options)  # type: ignore[arg-type]  # options of the test
    return {graph.name.rpartition("/")[2][:10]: (graph.state, graph.triples) for graph in done}


@pytest.mark.parametrize("graph_store", [True, False], ids=["graph store", "updates"])
def test_only_what_changed_is_sent_and_all_of_it_is_there(graph_store: bool, oxigraph: str, tmp_path: Path) -> None:
    to = remote(oxigraph, graph_store=graph_store)
    first = states([NQUADS], to)
    assert {state for state, _ in first.values()} == {"added"}
    assert sum(count for _, count in first.values()) == NQUADS.read_text("utf-8").count("\n")
    assert {state for state, _ in states([NQUADS], to).values()} == {"unchanged"}

    lines = NQUADS.read_text("utf-8").splitlines()
    kept = [line for line in lines if "ns/causes" not in line or "graph/south-south" not in line]
    (tmp_path / "less.nq").write_text("\n".join(kept) + "\n", "utf-8")
    second = states([tmp_path / "less.nq"], to)
    assert second["south-sout"] == ("replaced", first["south-sout"][1] - (len(lines) - len(kept)))
    assert {second[name][0] for name in second if name != "south-sout"} == {"unchanged"}
    (row,) = to.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert int(row["n"]) == len(kept)


@pytest.mark.parametrize("graph_store", [True, False], ids=["graph store", "updates"])
def test_a_number_that_the_store_spells_otherwise_is_no_change(graph_store: bool, oxigraph: str, tmp_path: Path) -> None:
    """S12."""
    path, to = tmp_path / "a.nq", remote(oxigraph, graph_store=graph_store)
    path.write_text('<urn:a> <urn:b> "0.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g> .\n<urn:a> <urn:c> "x"@en-GB <urn:g> .\n')
    assert states([path], to) == {"urn:g": ("added", 2)}
    assert states([path], to) == {"urn:g": ("unchanged", 2)}
    path.write_text('<urn:a> <urn:b> "0.500"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g> .\n<urn:a> <urn:c> "y" <urn:g> .\n')
    assert states([path], to) == {"urn:g": ("replaced", 2)}
    assert states([path], to) == {"urn:g": ("unchanged", 2)}


def test_a_dry_run_changes_nothing(oxigraph: str) -> None:
    to = remote(oxigraph, graph_store=True)
    assert {state for state, _ in states([NQUADS], to, dry_run=True).values()} == {"added"}
    assert to.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }") == [{"n": "0"}]


def test_other_graphs_of_the_store_are_left_alone(oxigraph: str, tmp_path: Path) -> None:
    to = remote(oxigraph, graph_store=True)
    to.change('INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:b> "theirs" } <urn:a> <urn:b> "default" }')
    states([NQUADS], to)
    assert to.select("SELECT ?o WHERE { GRAPH <urn:theirs> { ?s ?p ?o } }") == [{"o": "theirs"}]
    assert to.select("SELECT ?o WHERE { ?s ?p ?o }") == [{"o": "default"}]


def test_triples_in_no_graph_need_a_name(oxigraph: str, tmp_path: Path) -> None:
    path, to = tmp_path / "a.ttl", remote(oxigraph, graph_store=True)
    path.write_text("<urn:a> <urn:b> [ <urn:c> 1 ] .")
    with pytest.raises(UsageError, match="stand in no named graph"):
        states([path], to)
    assert states([path], to, graph="urn:mine") == {"urn:mine": ("added", 2)}
    assert states([path], to, graph="urn:mine") == {"urn:mine": ("unchanged", 2)}


def test_the_command_tells_what_became_of_each_graph(oxigraph: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "publish",
        str(NQUADS),
        "--endpoint",
        f"{oxigraph}/query",
        "--update",
        f"{oxigraph}/update",
        "--graph-store",
        f"{oxigraph}/store",
    ]
    assert main([*words, "--token", SECRET]) == 0
    told = capsys.readouterr()
    assert told.out.count("added") == 4
    assert SECRET not in told.out + told.err


Answer = tuple[int, dict[str, str], bytes]


class Fake:
    """A server that answers every request as it is told to, and remembers what was asked."""

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        self.asked: list[tuple[str, str, str | None]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.asked.append((self.command, self.path, self.headers.get("Authorization")))
                status, headers, body = answer(self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = _answer  # noqa: N815 (names of the library)

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def fake() -> Iterator[Callable[[Callable[[str], Answer]], Fake]]:
    made: list[Fake] = []

    def make(answer: Callable[[str], Answer]) -> Fake:
        made.append(Fake(answer))
        return made[-1]

    yield make
    for server in made:
        server.close()


RESULTS = {"Content-Type": "application/sparql-results+json"}
WRONG: dict[str, Answer] = {
    "truncated JSON": (200, RESULTS, b'{"results": {"bindings": ['),
    "HTML": (200, {"Content-Type": "text/html"}, b"<html>Welcome</html>"),
    "a yes or no": (200, RESULTS, b'{"head": {}, "boolean": true}'),
    "nothing": (200, RESULTS, b""),
    "half of what is promised": (200, RESULTS | {"Content-Length": "1000"}, b'{"results": {"bindings": []}}'),
    "no number": (200, RESULTS, b'{"results": {"bindings": [{"triples": {"value": "many"}}]}}'),
    "no row": (200, RESULTS, b'{"results": {"bindings": []}}'),
    "a fault": (500, {"Content-Type": "text/plain"}, b"out of order"),
    "a refusal": (401, {}, b""),
}


@pytest.mark.parametrize("kind", WRONG)
def test_an_answer_that_is_none_is_an_error(kind: str, fake: Callable[[Callable[[str], Answer]], Fake]) -> None:
    """S14: never 'nothing there'."""
    server = fake(lambda _: WRONG[kind])
    with pytest.raises(RemoteError) as caught:
        list(publish([NQUADS], Remote(server.url, server.url, token=SECRET, timeout=5)))
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value) + repr(caught.value)


def test_a_server_that_does_not_answer_is_given_up(fake: Callable[[Callable[[str], Answer]], Fake]) -> None:
    """S14."""

    def slow(_: str) -> Answer:
        time.sleep(3)
        return 200, RESULTS, b""

    start = time.monotonic()
    with pytest.raises(RemoteError, match="no answer in 1 seconds"):
        list(publish([NQUADS], Remote(fake(slow).url, "http://127.0.0.1:9/", timeout=1)))
    assert time.monotonic() - start < 2.5


def test_a_server_that_forgets_what_it_is_given_is_found_out(fake: Callable[[Callable[[str], Answer]], Fake]) -> None:
    """It answers 204 to everything that is put, and holds nothing."""
    nothing = json.dumps({"results": {"bindings": [{"triples": {"value": "0"}}]}}).encode()
    server = fake(lambda path: (204, {}, b"") if path.startswith("/store") else (200, RESULTS, nothing))
    with pytest.raises(RemoteError, match="does not hold what it was given"):
        list(publish([NQUADS], Remote(server.url, server.url, f"{server.url}/store", timeout=5)))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_refused_and_gets_no_token(status: int, fake: Callable[[Callable[[str], Answer]], Fake]) -> None:
    other = fake(lambda _: (200, RESULTS, b""))
    server = fake(lambda _: (status, {"Location": f"{other.url}/x", "Content-Length": "0"}, b""))
    with pytest.raises(RemoteError, match="redirects to another host"):
        list(publish([NQUADS], Remote(server.url, server.url, token=SECRET, timeout=5)))
    assert not other.asked


def test_a_redirect_in_a_circle_ends(fake: Callable[[Callable[[str], Answer]], Fake]) -> None:
    server = fake(lambda _: (307, {"Location": "/again", "Content-Length": "0"}, b""))
    with pytest.raises(RemoteError, match="too many redirects"):
        list(publish([NQUADS], Remote(server.url, server.url, timeout=5)))
    assert len(server.asked) == 4


@pytest.mark.parametrize("token", [SECRET, "user:pass"])
def test_a_token_is_sent_and_never_shown(token: str, fake: Callable[[Callable[[str], Answer]], Fake]) -> None:
    """S35."""
    server = fake(lambda _: (403, {}, b""))
    to = Remote(server.url, server.url, token=token, timeout=5)
    with pytest.raises(RemoteError, match="the server refuses"):
        list(publish([NQUADS], to))
    assert server.asked[0][2] == (f"Bearer {token}" if token == SECRET else "Basic dXNlcjpwYXNz")
    assert token not in repr(to)


@pytest.mark.parametrize(
    ("url", "token", "told"),
    [
        ("ftp://a.example/", None, "no web address"),
        ("file:///etc/hostname", None, "no web address"),
        ("http://user:pw@127.0.0.1/", None, "an address holds a password"),
        ("http://a.example/sparql", SECRET, "over an open line"),
    ],
)
def test_an_address_that_is_unsafe_is_refused(url: str, token: str | None, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        Remote(url, url, token=token)
    assert SECRET not in str(caught.value)
    assert "pw" not in str(caught.value)


def test_a_server_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """S13: an endpoint that is down is an error, exit code 3."""
    assert main(["publish", "--endpoint", f"http://127.0.0.1:{free_port()}/query"]) == 3
    assert "the server cannot be reached" in capsys.readouterr().err
