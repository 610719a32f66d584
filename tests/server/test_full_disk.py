"""A disk that is full while a server writes to its store (S17): that request fails, nothing is changed, the next one may work."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.serving import TOKEN, Server, serving

LARGE = " ".join(f"<urn:s{number}> <urn:p> 'thing {number} of many' ." for number in range(20_000))
TURTLE = {"Content-Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "a.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .", "utf-8")
    options = ("--data", str(tmp_path / "a.nq"), "--store", str(tmp_path / "store"), "--writable")
    with serving(*options, environment={"SSC_GRAPH_TOKEN": TOKEN}) as started:
        yield started


def fill_disk(server: Server, limit: int) -> None:
    """Let the process that starts the writers, and so them, write no larger file."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text("ascii").split()
    for child in children:
        resource.prlimit(int(child), resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


@pytest.mark.parametrize(("method", "limit"), [("PUT", 0), ("PUT", 1_000_000), ("POST", 10_000), ("update", 1_000_000)])
def test_a_change_that_does_not_fit_changes_nothing(server: Server, method: str, limit: int, tmp_path: Path) -> None:
    fill_disk(server, limit)
    if method == "update":
        answer = server.update(f"CLEAR GRAPH <urn:g> ; INSERT DATA {{ GRAPH <urn:g> {{ {LARGE} }} }}")
    else:
        answer = server.ask(method, "/graphs?graph=urn:g", body=LARGE, headers=TURTLE)
    assert answer.status == 507
    assert answer.text == "there is no room on the disk for the change; nothing has changed\n"
    assert server.query("SELECT * { GRAPH ?g { ?s ?p ?o } }").column("o") == ["urn:c"]
    fill_disk(server, resource.RLIM_INFINITY)
    assert server.ask("PUT", "/graphs?graph=urn:g", body="<urn:a> <urn:b> <urn:d> .", headers=TURTLE).status == 204
    assert server.query("SELECT * { ?s ?p ?o }").column("o") == ["urn:d"]
    assert str(tmp_path) not in answer.text
