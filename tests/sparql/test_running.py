"""Queries: limits, refusals, places of faults, forms of results."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ssc_graph.errors import QueryError, UsageError
from ssc_graph.sparql import run, scan
from ssc_graph.sparql.guarded import Request, ask
from ssc_graph.sparql.naming import Names
from ssc_graph.sparql.writing import table, write
from ssc_graph.store import Store, open_store, store_of
from tests.sparql import CLAIMS


@pytest.fixture(scope="module")
def bundled() -> Store:
    return open_store()


def store_with(*values: Literal) -> Store:
    return store_of(Quad(NamedNode(f"http://x.example/{n}"), NamedNode("http://x.example/says"), value) for n, value in enumerate(values))


_ASK = """
import sys, pyoxigraph
try:
    list(pyoxigraph.Store().query(sys.stdin.read()) or ())
except SyntaxError:
    sys.exit(1)
"""
SHAPES: dict[str, Callable[[int], str]] = {
    "braces": lambda depth: "SELECT * WHERE " + "{" * depth + "}" * depth,
    "brackets": lambda depth: "SELECT * WHERE { FILTER" + "(" * depth + "1" + ")" * depth + "}",
    "not": lambda depth: "SELECT * WHERE { FILTER(" + "!" * depth + "1) }",
    "if": lambda depth: "SELECT * WHERE { FILTER(" + "IF(1," * depth + "1" + ",1)" * depth + ") }",
    "subselects": lambda depth: "SELECT * WHERE { " * depth + "}" * depth,
    "union": lambda depth: "SELECT * WHERE { " + " UNION ".join(["{ ?s ?p ?o }"] * depth) + " }",
    "path": lambda depth: "SELECT * WHERE { ?s " + "/".join(["<urn:p>"] * depth) + " ?o }",
    "inverse": lambda depth: "SELECT * WHERE { ?s " + "^" * depth + "<urn:p> ?o }",
    "optional": lambda depth: "SELECT * WHERE { " + "OPTIONAL { ?s ?p ?o } " * depth + "}",
    "lists": lambda depth: "SELECT * WHERE { ?s ?p " + "(" * depth + ")" * depth + " }",
}


@pytest.mark.parametrize("depth", [3_000, 30_000])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_deep_query_is_refused_before_a_parser_sees_it(shape: str, depth: int) -> None:
    """S1; 30,000 of some shapes are too long, which is as good."""
    with pytest.raises(QueryError, match=r"nested deeper than|chains more than|longer than"):
        scan(SHAPES[shape](depth))


@pytest.mark.parametrize("shape", ["braces", "brackets", "not", "if", "lists"])
def test_what_the_scan_lets_through_does_not_end_the_process(shape: str) -> None:
    """S1: 100 deep is an answer, or a fault of grammar."""
    text = SHAPES[shape](100)
    scan(text)
    done = subprocess.run([sys.executable, "-c", _ASK], input=text, text=True, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr[-500:]


def test_from_reads_no_file(bundled: Store) -> None:
    """S8: FROM names a graph of the store, and no file is opened."""
    assert len(run(bundled, "SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }")) == 0
    authority = "https://w3id.org/ssc-graph/id/graph/authority"
    one = run(bundled, "SELECT (COUNT(*) AS ?n) FROM <GRAPH> WHERE { ?s ?p ?o }".replace("GRAPH", authority))
    same = run(bundled, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:authority { ?s ?p ?o } }")
    assert one.rows == same.rows


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "LOAD <http://a.example/>",
        "PREFIX a: <urn:a> drop all",
        "WITH <urn:g> DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_no_query(text: str, bundled: Store) -> None:
    with pytest.raises(QueryError, match="update"):
        run(bundled, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT ?x WHERE {\n  ?x foo:bar ?y }", "query:2:"),
        ("SELECT ?x WHERE {\n  ?x a ?y\n", "query:"),
        ("SELCT ?x WHERE { ?x a ?y }", "query:1:1: "),
        ("SELECT * WHERE {\n ?x ?y ?z\n FILTER(?z = ) }", "query:3:2: "),
        ("SELECT ?x ?y, ?z WHERE { ?x ?y ?z }", "query:1:13: "),
        ("SELECT ?x WHERE { ?x <urn:a b> 3 }", "query:1:"),
        ("SELECT ?x WHERE { ?x a ?y } GROUP BY ?y", "query:1:"),
        ("", "query: the query is empty"),
    ],
)
def test_a_bad_query_is_one_line_with_its_place(text: str, place: str, bundled: Store) -> None:
    with pytest.raises(QueryError) as caught:
        run(bundled, text)
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)
    assert "\\u{" not in str(caught.value)


def test_an_answer_beyond_its_limit_is_an_error_and_not_cut(bundled: Store) -> None:
    """S6."""
    with pytest.raises(QueryError, match="more than 10 rows"):
        run(bundled, "SELECT * WHERE { ?s ?p ?o }", max_rows=10)
    with pytest.raises(QueryError, match="more than 10 triples"):
        run(bundled, "CONSTRUCT WHERE { ?s ?p ?o }", max_rows=10)


ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?f && ?f = ?i && ?a != ?d && ?d != ?g) }"


def test_a_query_without_end_is_stopped() -> None:
    """S5."""
    start = time.monotonic()
    with pytest.raises(QueryError, match="no answer after 2 seconds"):
        ask(Request(ENDLESS), seconds=2)
    assert time.monotonic() - start < 6


def test_a_query_that_fills_the_memory_is_stopped() -> None:
    """S4: chained CONCATs double a string thirty times."""
    doubling = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(31))
    with pytest.raises(QueryError, match="more than 1000 megabytes"):
        ask(Request(f"SELECT (STRLEN(?x31) AS ?n) WHERE {{ BIND('0123456789' AS ?x0) {doubling} }}"), seconds=60, megabytes=1000)


def test_the_union_of_all_graphs_is_asked(bundled: Store) -> None:
    assert run(bundled, "ASK { GRAPH graph:authority { auth:undp a ?kind } auth:unossc ssc:partOf auth:undp }").boolean


def test_rows_are_python_values_and_columns(bundled: Store) -> None:
    results = run(bundled, "SELECT ?n ?b ?missing WHERE { BIND(2 + 1 AS ?n) BIND(true AS ?b) }")
    assert list(results) == [{"n": 3, "b": True, "missing": None}]
    assert results.columns() == {"n": [3], "b": [True], "missing": [None]}


def test_results_are_no_other_than_those_of_the_raw_store(bundled: Store) -> None:
    text = "PREFIX ssc: <https://w3id.org/ssc-graph/ns/> SELECT ?s ?o WHERE { ?s ssc:causes ?o }"
    raw = bundled.oxigraph.query(text)
    assert isinstance(raw, pyoxigraph.QuerySolutions)
    assert sorted(map(str, ((row["s"], row["o"]) for row in raw))) == sorted(map(str, run(bundled, text).rows))


def test_json_and_tsv_are_what_another_reader_reads(bundled: Store) -> None:
    results = run(bundled, "SELECT ?s ?label WHERE { ?s skos:prefLabel ?label } ORDER BY ?s ?label LIMIT 50")
    for name, known in (("json", pyoxigraph.QueryResultsFormat.JSON), ("tsv", pyoxigraph.QueryResultsFormat.TSV)):
        read = pyoxigraph.parse_query_results(write(results, name), format=known)
        assert isinstance(read, pyoxigraph.QuerySolutions)
        assert [tuple(row[v] for v in results.variables) for row in read] == list(results.rows)


def test_a_cell_of_csv_is_never_a_formula() -> None:
    """S23."""
    store = store_with(*(Literal(text) for text in ("=1+1", "+a", "-b", "@c", "-5", "a,b", 'q"q', "\tx")))
    written = write(run(store, "SELECT ?o WHERE { ?s ?p ?o }"), "csv")
    cells = {row[0] for row in csv.reader(io.StringIO(written))}
    assert cells == {"o", "'=1+1", "'+a", "'-b", "'@c", "-5", "a,b", 'q"q', "'\tx"}


def test_a_table_holds_no_control_character_and_no_turned_writing() -> None:
    """S23, S27."""
    store = store_with(Literal("a\x1b[2Jb"), Literal("c\u202ed"), Literal("two\nlines"))
    told = write(run(store, "SELECT ?o WHERE { ?s ?p ?o }"), "table")
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "two lines" in told


def test_a_narrow_table_wraps_and_loses_nothing() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    told = table(["a", "words"], [["x", words]], width=30)
    assert all(len(line) <= 30 for line in told.splitlines())
    assert set(words.split()) <= set(told.split())


def test_labels_come_in_the_language_asked_for_and_fall_back(bundled: Store) -> None:
    undp = "https://w3id.org/ssc-graph/authority/undp"
    assert Names(bundled, language="id").label(undp) == "Program Pembangunan Perserikatan Bangsa-Bangsa"
    assert Names(bundled, language="en").label(undp) == "United Nations Development Programme"
    assert Names(bundled, language="id").label("https://w3id.org/ssc-graph/ns/causes") == "menyebabkan"
    only = store_of(
        [Quad(NamedNode("http://x.example/a"), NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal("Amt", language="de"))]
    )
    assert Names(only, language="id").label("http://x.example/a") == "Amt"


def test_rows_are_no_graph(bundled: Store) -> None:
    with pytest.raises(UsageError, match="rows are not written as turtle"):
        write(run(bundled, "SELECT ?s WHERE { ?s a ssc:Claim }"), "turtle")


def test_a_graph_is_written_as_turtle_and_json_ld(bundled: Store) -> None:
    results = run(bundled, "CONSTRUCT { ?s ssc:causes ?o } WHERE { ?s ssc:causes ?o }")
    turtle = list(pyoxigraph.parse(write(results, "turtle"), format=pyoxigraph.RdfFormat.TURTLE))
    assert {quad.triple for quad in turtle} == set(results.triples or ())
    linked = json.loads(write(results, "jsonld"))
    assert linked["@context"]
    again = pyoxigraph.parse(json.dumps(linked), format=pyoxigraph.RdfFormat.JSON_LD)
    assert {quad.triple for quad in again} == set(results.triples or ())


def test_two_questions_at_once_are_two_answers(bundled: Store) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(len(run(bundled, "SELECT ?c WHERE { ?c a ssc:Claim }")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [CLAIMS] * 8


@pytest.mark.parametrize("text", ["'" + "\\'" * 400_000, '"""' + '\n\\"""' * 100_000, "." * 900_000])
def test_quotes_without_an_end_are_looked_at_once(text: str) -> None:
    """S1: each quote was followed to the end, and the time grew with the square."""
    start = time.process_time()
    with contextlib.suppress(QueryError):
        scan("SELECT * WHERE { ?s ?p " + text)
    assert time.process_time() - start < 10
