"""Keywords glued to names, IRIs and each other, comments and odd space between: the graphs named are those that the parser sees."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, QuerySolutions, Store

from ssc_graph.server.screening import Refused, with_dataset
from ssc_graph.server.updating import whole
from ssc_graph.sparql.clauses import graphs_named, names_graphs, operations, prologue
from ssc_graph.sparql.dataset import ask
from ssc_graph.sparql.tokens import tokens

KNOWN = {"ex": "http://x/", "NAMED": "http://named/", "FROMex": "http://from/"}
#: Each graph holds a statement of its own and one that all hold.
GRAPHS = tuple(f"{space}{name}" for space in ("http://x/", "http://named/", "http://from/") for name in "ab")
_OUT = "urn:out"


def filled() -> Store:
    store = Store()
    held = " ".join(f"GRAPH <{graph}> {{ <urn:s> <urn:p> 'all', '{graph}' }}" for graph in GRAPHS)
    store.update(f"INSERT DATA {{ {held} }}")
    return store


STORE = filled()
GAP = st.sampled_from(["", " ", "\n", "\t", "\r\n", "#\n", "# FROM <http://x/b>\n", "#'''\n", '#"\n', "#>\r", "  #{\n"])
NAME = st.sampled_from(
    ["<http://x/a>", "<http://x/b>", "ex:a", "ex:b", "NAMED:a", "NAMEDex:b", "FROMex:a", "ex:\\u0061", "<\\u0061>", "ex:%61"]
)


@st.composite
def clauses(draw: st.DrawFn, keyword: str) -> str:
    """Some clauses; a gap may be nothing at all, so that a name takes in what stands behind it, as it does for the parser."""
    said = ""
    for _ in range(draw(st.integers(0, 4))):
        word = "".join(draw(st.sampled_from((c, c.lower()))) for c in keyword)
        said += word + draw(GAP) + draw(st.sampled_from(("", "NAMED", "named"))) + draw(GAP) + draw(NAME) + draw(GAP)
    return said


HEADS = st.sampled_from(
    ["SELECT*", "SELECT ?s ?p ?o", "select DISTINCT*", "SELECT REDUCED *", "PREFIXz:<urn:z>SELECT ?s?p?o", "BASE<http://x/>SELECT*"]
)


def rows(found: object) -> list[str]:
    assert isinstance(found, QuerySolutions)
    return sorted(str(row["o"]) for row in found)


@given(head=HEADS, said=clauses("FROM"), gap=GAP, where=st.sampled_from(["", "WHERE", "where#{\n"]))
def test_a_query_is_asked_of_the_merge_of_the_graphs_that_the_parser_sees(head: str, said: str, gap: str, where: str) -> None:
    text = f"{head}{gap}{said}{where}{{ ?s ?p ?o }}"
    try:
        bare = STORE.query(text, prefixes=KNOWN)
    except SyntaxError:
        with pytest.raises(SyntaxError):
            ask(STORE, text, prefixes=KNOWN)
        return
    assert rows(ask(STORE, text, prefixes=KNOWN)) == sorted(set(rows(bare)))


@given(said=clauses("FROM"), gap=GAP)
def test_the_named_graphs_are_those_that_the_parser_sees_each_once(said: str, gap: str) -> None:
    text = f"SELECT ?o{gap}{said}{{ GRAPH ?g {{ ?s ?p ?o FILTER(?o != 'all') }} }}"
    try:
        bare = rows(STORE.query(text, prefixes=KNOWN))
    except SyntaxError:
        return
    assert rows(ask(STORE, text, prefixes=KNOWN)) == sorted(set(bare))


@pytest.mark.parametrize(
    "text",
    [
        "ASKFROMex:a FROM<http://x/b>{ }",
        "ASK FROMex:a FROM ex:b { ?s ?p 'http://x/a' ; ?p 'http://x/b' }",
        "CONSTRUCT{ ?s ?p ?o }FROMex:a FROM ex:b WHERE { ?s ?p ?o }",
        "CONSTRUCTFROMex:a FROM ex:b WHERE { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) FROM ex:a FROMNAMED:b { ?s ?p 'all' } GROUP BY STR(?s)",
    ],
)
def test_every_form_of_a_query_names_its_graphs(text: str) -> None:
    STORE.query(text, prefixes=KNOWN)  # else the text would prove nothing
    assert len({clause.graph for clause in graphs_named(text, "FROM", KNOWN)}) == 2


def test_what_is_described_is_no_graph() -> None:
    query = "DESCRIBE FROMex:a FROMex:b FROM ex:a FROMex:b { }"
    assert [clause.graph for clause in graphs_named(query, "FROM", KNOWN)] == ["ex:a", "ex:b"]
    assert [clause.graph for clause in graphs_named("DESCRIBE <urn:s> FROMex:a FROM ex:b", "FROM", {"ex"})] == ["ex:a", "ex:b"]


# ---- updates -----------------------------------------------------------------------------------------------------------------


def counted(update: str) -> int | None:
    """What an update counted, and notes in a graph of its own; None where it is none."""
    store = filled()
    try:
        store.update(whole(update, KNOWN), prefixes=KNOWN)
    except SyntaxError:
        return None
    assert not [graph for graph in store.named_graphs() if "uuid" in str(graph)], "the merge is left behind"
    found = [quad.object.value for quad in store.quads_for_pattern(None, NamedNode("urn:n"), None, NamedNode(_OUT))]  # type: ignore[union-attr]
    return int(found[0]) if found else 0


def expected(update: str, pattern: str) -> int | None:
    """The same by distinct solutions of the bare store, which gives a triple once for each graph that holds it."""
    store = filled()
    try:
        store.update(update.replace("COUNT(*)", "COUNT(DISTINCT CONCAT(STR(?o), STR(COALESCE(?g, ''))))"), prefixes=KNOWN)
    except SyntaxError:
        return None
    found = [quad.object.value for quad in store.quads_for_pattern(None, NamedNode("urn:n"), None, NamedNode(_OUT))]  # type: ignore[union-attr]
    return int(found[0]) if found else 0


@given(said=clauses("USING"), gap=GAP, pattern=st.sampled_from(["?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"]))
def test_an_update_sees_the_merge_of_the_graphs_that_it_uses(said: str, gap: str, pattern: str) -> None:
    assume(said or pattern.startswith("GRAPH"))
    counting = f"{{ SELECT (COUNT(*) AS ?n) {{ {pattern} }} }}"
    update = f"INSERT{{ GRAPH <{_OUT}> {{ <urn:s> <urn:n> ?n }} }}{gap}{said}WHERE{{ {counting} }}"
    assert counted(update) == expected(update, pattern)


def test_several_clauses_make_one_default_graph_and_named_graphs_beside_it() -> None:
    """SPARQL 1.1 Update, section 3.1.3, for each way in which the clauses can stand."""
    count = f"INSERT {{ GRAPH <{_OUT}> {{ <urn:s> <urn:n> ?n }} }} %s WHERE {{ SELECT (COUNT(*) AS ?n) {{ %s }} }}"
    both = "USING <http://x/a> USING <http://x/b>"
    assert counted(count % (both, "?s ?p ?o")) == 3
    assert counted(count % ("USING <http://x/a> USING <http://x/a>", "?s ?p ?o")) == 2
    assert counted(count % (both, "GRAPH ?g { ?s ?p ?o }")) == 0
    assert counted(count % (f"{both} USING NAMED <http://named/a> USING NAMED <http://named/b>", "?s ?p ?o GRAPH ?g { ?s ?p ?x }")) == 12
    assert counted(count % ("USING NAMED <http://x/a> USING NAMED <http://x/b>", "?s ?p ?o")) == 0
    assert counted(f"WITH <http://named/a> {count % (both, '?s ?p ?o')}") == 3, "USING holds instead of WITH for what is sought"


def test_each_operation_has_its_own_graphs() -> None:
    store = filled()
    once = "INSERT {{ GRAPH <urn:out> {{ <urn:s> <urn:{0}> ?n }} }} {1} WHERE {{ SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} }}"
    store.update(
        whole(f"{once.format('one', 'USING ex:a USING ex:b')} ; {once.format('two', 'USING<http://from/a>')} ; #", KNOWN), prefixes=KNOWN
    )
    counts = {str(quad.predicate): str(quad.object) for quad in store.quads_for_pattern(None, None, None, NamedNode(_OUT))}
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert counts == {"<urn:one>": f'"3"{integer}', "<urn:two>": f'"2"{integer}'}


@pytest.mark.parametrize("end", ["", ";", " ; # done", "#'''\n;"])
def test_an_update_may_end_in_any_way(end: str) -> None:
    store = filled()
    store.update(whole(f"PREFIXz:<urn:z:>BASE <urn:>INSERTDATA{{ GRAPH z:g {{ z:s z:p z:o }} }}{end}", KNOWN), prefixes=KNOWN)
    assert store.contains_named_graph(NamedNode("urn:z:g"))


@pytest.mark.parametrize(
    "update",
    [
        "WITHex:a DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT;WITH<http://x/a>DELETE{ ?s ?p ?o }WHERE{ }",
        "INSERT { } USINGex:a WHERE { }",
        "INSERT { } USINGNAMEDex:a WHERE { }",
        "INSERT { } #WHERE\nusing#\nnamed ex:a WHERE { }",
        "CLEAR DEFAULT ; INSERT { } UsInG<http://x/a>WHERE { }",
    ],
)
def test_an_update_that_names_its_graphs_is_not_given_others(update: str) -> None:
    """SPARQL 1.1 Protocol, section 2.2.3: using-graph-uri together with USING or WITH is an error."""
    filled().update(update, prefixes=KNOWN)  # the parser takes it
    with pytest.raises(Refused) as refused:
        with_dataset(update, ["http://x/a"], [])
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "delete", ["DELETEWHERE", "DELETE WHERE", "delete#WHERE\nwhere", "DELETE { ?s ?p ?o }WHERE", "DELETE{?s?p?o}INSERT{}WHERE"]
)
def test_graphs_that_the_protocol_names_are_the_only_ones_that_are_changed(delete: str) -> None:
    store = filled()
    store.update("INSERT DATA { <urn:kept> <urn:p> 1 }")
    pattern = delete.replace("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }").replace("?s?p?o", "GRAPH ?g { ?s ?p ?o }")
    update = with_dataset(f"{pattern} {{ GRAPH ?g {{ ?s ?p ?o }} }}", [], ["http://x/a"])
    store.update(update, prefixes=KNOWN)
    held = {graph: len(list(store.quads_for_pattern(None, None, None, NamedNode(graph)))) for graph in GRAPHS}
    assert held == {graph: 0 if graph == "http://x/a" else 2 for graph in GRAPHS}


def test_what_only_looks_like_such_a_clause_is_none() -> None:
    assert not names_graphs(list(tokens("INSERT DATA { <urn:using> ex:using 'USING <urn:x>' } # WITH <urn:g>")))
    assert not list(graphs_named("SELECT ?from { ?s ex:from ?from } ORDER BY FROMex:f(?from)", "FROM", KNOWN))
    assert list(operations("INSERT DATA { <urn:a> <urn:b> ';' ; <urn:c> 2 } #;")) == [(0, 47)]


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("PREFIX a: <urn:a> SELECT * { }", {"a"}),
        ("prefix:<urn:a>PREFIXb:<urn:b>SELECT * { }", {"", "b"}),
        ("BASE<urn:x>#PREFIX no: <urn:>\nPREFIX #\nb-c.d:#\n<urn:b>ASK{}", {"b-c.d"}),
        ("VERSION '1.2'PREFIX prefix: <urn:a> DESCRIBE prefix:x", {"prefix"}),
    ],
)
def test_declarations_are_told_from_what_follows(text: str, prefixes: set[str]) -> None:
    declared = prologue(text)
    assert declared.prefixes == prefixes
    assert text[declared.end :][:3].upper() in {"SEL", "ASK", "DES"}
