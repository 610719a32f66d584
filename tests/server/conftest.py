"""Servers that several tests ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.serving import TOKEN, Server, serving

pytest.importorskip("starlette", reason="the extra server is not installed")
pytest.importorskip("uvicorn", reason="the extra server is not installed")
pytest.importorskip("jinja2", reason="the extra server is not installed")

#: The graphs of the protocol suite: data1 to data3, each with one document.
GRAPHS = tuple(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in (1, 2, 3))
_DOCUMENT = "http://xmlns.com/foaf/0.1/Document"


@pytest.fixture(scope="session")
def reading() -> Iterator[Server]:
    """The bundled graph, read-only, with short limits."""
    with serving("--timeout", "1.5", "--max-rows", "5000", "--max-memory", "200") as server:
        yield server


@pytest.fixture(scope="session")
def writable() -> Iterator[Server]:
    with serving("--writable", "--timeout", "3", environment={"SSC_GRAPH_TOKEN": TOKEN}) as server:
        yield server


@pytest.fixture
def writing(writable: Server) -> Server:
    """A graph that may be changed, as the protocol suite has it at the begin of each test."""
    inserted = " ".join(f"GRAPH <{graph}> {{ <{graph}> a <{_DOCUMENT}> }}" for graph in GRAPHS)
    answer = writable.update(f"DROP ALL ; INSERT DATA {{ {inserted} }}")
    assert answer.status == 204, answer.text
    return writable
