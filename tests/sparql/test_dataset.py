"""A query that names several graphs is asked of their merge: what stands in each stands once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from ssc_graph.sparql import run
from ssc_graph.sparql.dataset import ask
from ssc_graph.store import Store, open_store

QUADS = """<urn:a> <urn:b> "both" <http://x/g> .
<urn:a> <urn:b> "both" <http://x/h> .
<urn:a> <urn:b> "g" <http://x/g> .
<urn:a> <urn:b> "h" <http://x/h> .
<urn:a> <urn:b> "both" <http://x/n> .
<urn:a> <urn:b> "n" <http://x/n> .
_:x <urn:b> "blank" <http://x/g> .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("dataset") / "a.nq"
    path.write_text(QUADS, "utf-8")
    return open_store([path])


FORMS = [
    "SELECT ?o FROM <http://x/g> FROM <http://x/h> { ?s <urn:b> ?o }",
    "select ?o from<http://x/g>from<http://x/h>from<http://x/g>{ ?s <urn:b> ?o }",
    "PREFIX x: <http://x/> SELECT ?o FROM x:g FROM x:h WHERE { ?s <urn:b> ?o }",
    "BASE <http://x/> SELECT ?o FROM <g> #FROM <n>\n FROM <h> WHERE { ?s <urn:b> ?o }",
    "SELECT ?o FROM NAMED <http://x/n> FROM <http://x/g> FROM <http://x/h> WHERE { ?s <urn:b> ?o }",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_triple_of_two_graphs_is_found_once(text: str, store: Store) -> None:
    assert sorted(str(row["o"]) for row in run(store, text)) == ["blank", "both", "g", "h"]


def test_counts_and_joins_are_of_the_merge(store: Store) -> None:
    both = "FROM <http://x/g> FROM <http://x/h>"
    assert run(store, "SELECT (COUNT(*) AS ?n) BOTH { ?s <urn:b> 'both' }".replace("BOTH", both)).columns()["n"] == [1]
    assert run(store, "SELECT (COUNT(*) AS ?n) BOTH { <urn:a> <urn:b> ?o, ?p }".replace("BOTH", both)).columns()["n"] == [9]
    assert len(run(store, "CONSTRUCT { ?s <urn:c> ?o } BOTH WHERE { ?s <urn:b> ?o }".replace("BOTH", both)).triples or ()) == 4


def test_named_graphs_stand_beside_the_merge(store: Store) -> None:
    text = "SELECT ?g ?o FROM <http://x/g> FROM NAMED <http://x/n> FROM <http://x/h> { ?s <urn:b> ?o GRAPH ?g { ?s <urn:b> ?o } }"
    assert [(str(row["g"]), str(row["o"])) for row in run(store, text)] == [("http://x/n", "both")]
    assert not len(run(store, "SELECT * FROM <http://x/g> FROM <http://x/h> { GRAPH ?g { ?s ?p ?o } }"))


def test_a_word_from_elsewhere_names_no_graph(store: Store) -> None:
    text = "SELECT ?from ?FROM FROM <http://x/g> { ?s <urn:b> ?from BIND('FROM <http://x/h> FROM <http://x/n>' AS ?FROM) }"
    assert sorted(str(row["from"]) for row in run(store, text)) == ["blank", "both", "g"]
    assert len(run(store, "SELECT * { ?s <urn:b> ?o { SELECT * { GRAPH <http://x/n> { ?s <urn:b> ?o } } } }")) == 2


def test_graphs_that_the_protocol_names_are_merged_and_hold_before_those_of_the_query(store: Store) -> None:
    graphs = ["http://x/g", "http://x/h"]
    found = ask(store.oxigraph, "SELECT * FROM <http://x/n> { ?s <urn:b> ?o }", prefixes={}, default=graphs)
    assert isinstance(found, QuerySolutions)
    assert sorted(str(getattr(row["o"], "value", "")) for row in found) == ["blank", "both", "g", "h"]


def test_a_fault_beside_several_graphs_keeps_its_place(store: Store) -> None:
    from ssc_graph.errors import QueryError

    with pytest.raises(QueryError, match=r"^query:2:"):
        run(store, "SELECT * FROM <http://x/g> FROM <http://x/h>\n { ?s nothing:b ?o }")
    with pytest.raises(QueryError, match=r"^query:2:.*prefix is not known"):
        run(store, "SELECT * FROM <http://x/g> FROM\n nothing:h { ?s ?p ?o }")


def test_no_file_is_read(store: Store, tmp_path: Path) -> None:
    """S8."""
    (tmp_path / "a.nt").write_text("<urn:a> <urn:b> <urn:c> .")
    query = "SELECT * FROM <FILE> FROM <file:///etc/hostname> { ?s ?p ?o }"
    assert not len(run(store, query.replace("FILE", (tmp_path / "a.nt").as_uri())))
