"""A query that names several graphs is asked of their merge: what stands in each stands once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from ssc_graph.sparql import run
from ssc_graph.sparql.dataset import ask
from ssc_graph.store import Store, open_store

G, H, N = "<http://x.example/g>", "<http://x.example/h>", "<http://x.example/n>"
QUADS = f"""<urn:a> <urn:b> "both" {G} .
<urn:a> <urn:b> "both" {H} .
<urn:a> <urn:b> "g" {G} .
<urn:a> <urn:b> "h" {H} .
<urn:a> <urn:b> "both" {N} .
<urn:a> <urn:b> "n" {N} .
_:x <urn:b> "blank" {G} .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("dataset") / "a.nq"
    path.write_text(QUADS, "utf-8")
    return open_store([path])


FORMS = [
    f"SELECT ?o FROM {G} FROM {H} {{ ?s <urn:b> ?o }}",
    f"select ?o from{G}from{H}from{G}{{ ?s <urn:b> ?o }}",
    "PREFIX x: <http://x.example/> SELECT ?o FROM x:g FROM x:h WHERE { ?s <urn:b> ?o }",
    "BASE <http://x.example/> SELECT ?o FROM <g> #FROM <n>\n FROM <h> WHERE { ?s <urn:b> ?o }",
    f"SELECT ?o FROM NAMED {N} FROM {G} FROM {H} WHERE {{ ?s <urn:b> ?o }}",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_triple_of_two_graphs_is_found_once(text: str, store: Store) -> None:
    assert sorted(str(row["o"]) for row in run(store, text)) == ["blank", "both", "g", "h"]


def test_counts_and_joins_are_of_the_merge(store: Store) -> None:
    clause = f"FROM {G} FROM {H}"
    assert run(store, f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s <urn:b> 'both' }}").columns()["n"] == [1]
    assert run(store, f"SELECT (COUNT(*) AS ?n) {clause} {{ <urn:a> <urn:b> ?o . <urn:a> <urn:b> ?p }}").columns()["n"] == [9]
    assert len(run(store, f"CONSTRUCT {{ ?s <urn:c> ?o }} {clause} WHERE {{ ?s <urn:b> ?o }}").triples or ()) == 4


def test_named_graphs_stand_beside_the_merge(store: Store) -> None:
    text = f"SELECT ?g ?o FROM {G} FROM NAMED {N} FROM {H} {{ ?s <urn:b> ?o GRAPH ?g {{ ?s <urn:b> ?o }} }}"
    assert [(str(row["g"]), str(row["o"])) for row in run(store, text)] == [("http://x.example/n", "both")]
    assert not len(run(store, f"SELECT * FROM {G} FROM {H} {{ GRAPH ?g {{ ?s ?p ?o }} }}"))


def test_a_word_from_elsewhere_names_no_graph(store: Store) -> None:
    text = f"SELECT ?from ?FROM FROM {G} {{ ?s <urn:b> ?from BIND('FROM {H} FROM {N}' AS ?FROM) }}"
    assert sorted(str(row["from"]) for row in run(store, text)) == ["blank", "both", "g"]
    assert len(run(store, f"SELECT * {{ ?s <urn:b> ?o {{ SELECT * {{ GRAPH {N} {{ ?s <urn:b> ?o }} }} }} }}")) == 2


def test_graphs_that_the_protocol_names_are_merged_and_hold_before_those_of_the_query(store: Store) -> None:
    graphs = ["http://x.example/g", "http://x.example/h"]
    found = ask(store.oxigraph, f"SELECT * FROM {N} {{ ?s <urn:b> ?o }}", prefixes={}, default=graphs)
    assert isinstance(found, QuerySolutions)
    assert sorted(row["o"].value for row in found) == ["blank", "both", "g", "h"]  # type: ignore[union-attr]  # each is a literal


def test_a_fault_beside_several_graphs_keeps_its_place(store: Store) -> None:
    from ssc_graph.errors import QueryError

    with pytest.raises(QueryError, match=r"^query:2:"):
        run(store, f"SELECT * FROM {G} FROM {H}\n {{ ?s nothing:b ?o }}")
    with pytest.raises(QueryError, match=r"^query:2:.*prefix is not known"):
        run(store, f"SELECT * FROM {G} FROM\n nothing:h {{ ?s ?p ?o }}")


def test_no_file_is_read(store: Store, tmp_path: Path) -> None:
    """S8."""
    (tmp_path / "a.nt").write_text("<urn:a> <urn:b> <urn:c> .")
    assert not len(run(store, f"SELECT * FROM <{(tmp_path / 'a.nt').as_uri()}> FROM <file:///etc/hostname> {{ ?s ?p ?o }}"))
