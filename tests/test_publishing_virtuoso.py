"""Publishing to Virtuoso, where it is installed (Debian: ``virtuoso-opensource-7-bin``): Digest, cut answers, large updates."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_graph.errors import RemoteError
from ssc_graph.pipeline.authorization import digest
from ssc_graph.pipeline.publishing import publish
from ssc_graph.pipeline.remote import Remote
from tests.test_publishing import NQUADS, Answer, Fake, free_port, states

WAIT = 60  # seconds for an empty database
XSD = "http://www.w3.org/2001/XMLSchema#"


def configured(folder: Path, web: int, sql: int) -> Path:
    """What a server needs to know; the limit of rows is Debian's."""
    names = {"DatabaseFile": "db", "ErrorLogFile": "log", "LockFile": "lck", "TransactionFile": "trx", "xa_persistent_file": "pxa"}
    files = "\n".join(f"{key} = {folder / suffix}" for key, suffix in names.items())
    temporary = f"DatabaseFile = {folder / 'tdb'}\nTransactionFile = {folder / 'ttrx'}"
    text = (
        f"[Database]\n{files}\n[TempDatabase]\n{temporary}\n[Parameters]\nServerPort = 127.0.0.1:{sql}\n"
        f"NumberOfBuffers = 4000\nMaxDirtyBuffers = 3000\n[HTTPServer]\nServerPort = 127.0.0.1:{web}\nServerRoot = {folder}\n"
        "ServerThreads = 4\n[SPARQL]\nResultSetMaxRows = 10000\n"
    )
    (folder / "virtuoso.ini").write_text(text)
    return folder / "virtuoso.ini"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty Virtuoso with its first password."""
    command = shutil.which("virtuoso-t")
    if command is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    folder, web = tmp_path_factory.mktemp("virtuoso"), free_port()
    words = [command, "+configfile", str(configured(folder, web, free_port())), "+foreground"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{web}/sparql?query=ASK%7B%7D", process)
            yield f"http://127.0.0.1:{web}"
        finally:
            process.terminate()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 (our own server)
            return
        except (TimeoutError, urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("Virtuoso did not start")


def remote(url: str, *, graph_store: bool) -> Remote:
    asked = f"{url}/sparql-auth"
    return Remote(asked, asked, f"{url}/sparql-graph-crud-auth" if graph_store else None, token="dba:dba")  # noqa: S106 (the first password)


def clear(to: Remote, *names: str) -> None:
    for name in names:
        to.change(f"DROP SILENT GRAPH <{name}>")


BOTH = pytest.mark.parametrize("graph_store", [True, False], ids=["graph store", "updates"])


@BOTH
def test_the_exports_go_to_virtuoso_and_only_what_changed_goes_again(graph_store: bool, virtuoso: str, tmp_path: Path) -> None:
    to = remote(virtuoso, graph_store=graph_store)
    lines = NQUADS.read_text("utf-8").splitlines()
    clear(to, *{line.rsplit(" ", 2)[1].strip("<>") for line in lines})
    first = states([NQUADS], to)
    assert {state for state, _ in first.values()} == {"added"}
    assert {state for state, _ in states([NQUADS], to).values()} == {"unchanged"}
    kept = [line for line in lines if "ns/causes" not in line or "graph/south-south" not in line]
    (tmp_path / "less.nq").write_text("\n".join(kept) + "\n", "utf-8")
    second = states([tmp_path / "less.nq"], to)
    assert second["south-sout"] == ("replaced", first["south-sout"][1] - (len(lines) - len(kept)))
    assert {second[name][0] for name in second if name != "south-sout"} == {"unchanged"}


@BOTH
def test_a_graph_of_more_rows_than_virtuoso_answers_with_is_verified_whole(graph_store: bool, virtuoso: str, tmp_path: Path) -> None:
    to, path = remote(virtuoso, graph_store=graph_store), tmp_path / "large.nq"
    path.write_text("".join(f'<urn:s:{n}> <urn:p> "value {n}"@en <urn:large> .\n' for n in range(12_000)))
    clear(to, "urn:large")
    assert states([path], to) == {"urn:large": ("added", 12_000)}
    assert states([path], to) == {"urn:large": ("unchanged", 12_000)}


@BOTH
@pytest.mark.parametrize(
    "value",
    [
        f'"0.50"^^<{XSD}decimal>', f'"1978"^^<{XSD}gYear>', f'"1978-12"^^<{XSD}gYearMonth>', f'"true"^^<{XSD}boolean>',
        f'"5"^^<{XSD}nonNegativeInteger>', f'"2020-01-01T10:00:00.5+02:00"^^<{XSD}dateTime>', '"x"@en-GB', '""',
        r'"a\nb\t\"q\" \\ é 世界 😀"', '"' + "a text longer than a page. " * 5_000 + '"@en',
    ],
    ids=["decimal", "year", "month", "boolean", "offset", "moment", "language", "empty", "signs", "long text"],
)  # fmt: skip
def test_a_value_comes_back_as_it_was_given(graph_store: bool, value: str, virtuoso: str, tmp_path: Path) -> None:
    to, path = remote(virtuoso, graph_store=graph_store), tmp_path / "value.nq"
    path.write_text(f"<urn:s> <urn:p> {value} <urn:value> .\n", "utf-8")
    clear(to, "urn:value")
    assert states([path], to) == {"urn:value": ("added", 1)}
    assert states([path], to) == {"urn:value": ("unchanged", 1)}


@BOTH
def test_blank_nodes_have_names_there_too(graph_store: bool, virtuoso: str, tmp_path: Path) -> None:
    to, path = remote(virtuoso, graph_store=graph_store), tmp_path / "blank.ttl"
    path.write_text("<urn:a> <urn:b> [ <urn:c> [ <urn:d> 1 ] ] .")
    clear(to, "urn:mine")
    assert states([path], to, graph="urn:mine") == {"urn:mine": ("added", 3)}
    assert states([path], to, graph="urn:mine") == {"urn:mine": ("unchanged", 3)}


def test_a_value_that_virtuoso_changes_is_found_out(virtuoso: str, tmp_path: Path) -> None:
    """It keeps no whole number of thirty digits."""
    to, path = remote(virtuoso, graph_store=True), tmp_path / "value.nq"
    path.write_text(f'<urn:s> <urn:p> "{"123456789" * 3}"^^<{XSD}integer> <urn:changed> .\n')
    clear(to, "urn:changed")
    with pytest.raises(RemoteError, match="does not hold what it was given in urn:changed: 1 triples differ"):
        list(publish([path], to))


# Digest, without Virtuoso


def test_digest_answers_as_its_specification_does() -> None:
    """RFC 2617, section 3.5, which RFC 7616 kept for MD5."""
    challenge = 'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc"'
    answer = digest(challenge, "Mufasa:Circle Of Life", method="GET", path="/dir/index.html", own_nonce="0a4f113b")
    assert answer is not None
    assert 'response="6629fae49393a05397450978507c4ef1"' in answer
    assert 'opaque="5ccc"' in answer
    assert "Circle" not in answer


def test_digest_answers_with_the_algorithm_that_is_asked_for() -> None:
    answer = digest('Digest realm="r", qop="auth", algorithm=SHA-256, nonce="n"', "user:pass", method="GET", path="/") or ""
    assert re.search(r'response="[0-9a-f]{64}"', answer)
    assert "algorithm=SHA-256" in answer


@pytest.mark.parametrize(
    "challenge", ["", "Basic realm=x", "Digest", 'Digest nonce="n", algorithm=MD4', 'Digest nonce="n", qop="auth-int"']
)
def test_another_challenge_is_not_answered(challenge: str) -> None:
    assert digest(challenge, "user:pass", method="GET", path="/") is None


def test_a_server_that_tells_its_challenge_only_to_who_shows_nothing_is_answered() -> None:
    """As Virtuoso does; the password itself goes over the line in no answer to a challenge, and is not shown."""

    def answer(_: str) -> Answer:
        shown = server.asked[-1][2] or ""
        if shown.startswith("Digest"):
            return 200, {"Content-Type": "application/sparql-results+json"}, b'{"results": {"bindings": []}}'
        return 401, {} if shown else {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"'}, b""

    server = Fake(answer)
    try:
        to = Remote(server.url, server.url, token="user:pass", timeout=5)  # noqa: S106 (made up)
        assert to.select("SELECT * {}") == []
        assert to.select("SELECT * {}") == []
    finally:
        server.close()
    kinds = [(shown or "nothing").partition(" ")[0] for _, _, shown in server.asked]
    assert kinds == ["Basic", "nothing", "Digest", "Digest"]
    assert "pass" not in repr(to)
