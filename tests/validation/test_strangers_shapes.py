"""Shapes of somebody else: evaluated, with what they may not do refused and what is not evaluated listed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from ssc_graph.errors import GraphError
from ssc_graph.validation import Severity, ValidationReport, Verdict, refusals, validate
from ssc_graph.validation.queries import harmless
from ssc_graph.validation.refusals import refuse_reach, repeats_repetition
from tests.sparql.reaching import listening
from tests.validation.graphs import PREFIXES, check_with

PERSON = """
ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:message "no name"@en , "tanpa nama"@id ] ;
    sh:property [ sh:path ( ex:knows [ sh:inversePath ex:boss ] [ sh:oneOrMorePath ex:near ] ) ; sh:maxCount 0 ] .
"""
ALICE = "ex:alice a ex:Person ; ex:name 'Alice' ."
BOB = "ex:bob a ex:Person ."


def reasons(report: ValidationReport) -> list[tuple[str, str]]:
    return [(missed.shape, missed.reason) for missed in report.not_evaluated]


def test_unnamed_shapes_are_called_by_the_named_one_around_them(tmp_path: Path) -> None:
    report = check_with(PERSON, ALICE + BOB, tmp_path)
    assert [(str(result.focus_node), result.shape, result.path) for result in report.results] == [
        ("<https://example.org/bob>", "https://example.org/PersonShape", "<https://example.org/name>")
    ]
    assert report.results[0].messages == {"en": "no name", "id": "tanpa nama"}
    assert report.evaluated == ("https://example.org/PersonShape",)


def test_a_path_is_written_as_in_sparql(tmp_path: Path) -> None:
    data = ALICE + "ex:alice ex:knows ex:x . ex:y ex:boss ex:x ; ex:near ex:z ."
    report = check_with(PERSON, data, tmp_path)
    base = "https://example.org/"
    assert [result.path for result in report.results] == [f"<{base}knows>/^<{base}boss>/(<{base}near>)+"]


def test_shapes_come_from_a_path_several_paths_a_graph_or_a_policy_graph(tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text(PREFIXES + PERSON)
    (tmp_path / "two.ttl").write_text(
        PREFIXES + "ex:Second a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:age ; sh:minCount 1 ] ."
    )
    data = (PREFIXES + ALICE).encode()
    graph = rdflib.Graph().parse(tmp_path / "one.ttl")
    assert validate(data, rdf_format="turtle", shapes=tmp_path / "one.ttl").conforms
    assert validate(data, rdf_format="turtle", shapes=str(tmp_path / "one.ttl")).conforms
    assert validate(data, rdf_format="turtle", shapes=graph).conforms
    both = validate(data, rdf_format="turtle", shapes=[tmp_path / "one.ttl", str(tmp_path / "two.ttl")])
    assert [result.shape for result in both.results] == ["https://example.org/Second"]


def test_shapes_come_from_the_turtle_files_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="the folder holds no Turtle file"):
        validate(b"", rdf_format="turtle", shapes=tmp_path)
    (tmp_path / "b.ttl").write_text(PREFIXES + PERSON)
    (tmp_path / "a.ttl").write_text(PREFIXES + "ex:A a sh:NodeShape ; sh:targetClass ex:Dog ; sh:nodeKind sh:IRI .")
    (tmp_path / "notes.txt").write_text("no Turtle")
    report = validate((PREFIXES + ALICE).encode(), rdf_format="turtle", shapes=tmp_path)
    assert (report.evaluated, report.without_focus_node) == (("https://example.org/PersonShape",), ("https://example.org/A",))


def test_data_without_a_node_for_the_shapes_are_not_evaluated(tmp_path: Path) -> None:
    report = check_with(PERSON, "ex:rex a ex:Dog .", tmp_path)
    assert report.verdict is Verdict.NOT_EVALUATED
    assert report.without_focus_node == ("https://example.org/PersonShape",)


def test_a_class_that_is_a_shape_and_a_named_node_find_their_nodes(tmp_path: Path) -> None:
    implicit = "ex:Person a rdfs:Class , sh:NodeShape ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ."
    assert check_with(implicit, BOB, tmp_path).violations
    assert check_with(implicit, "ex:Boss rdfs:subClassOf ex:Person . ex:bob a ex:Boss .", tmp_path).violations
    node = "ex:S a sh:NodeShape ; sh:targetNode ex:nobody ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ."
    assert check_with(node, ALICE, tmp_path).violations


def test_the_class_hierarchy_of_the_vocabulary_is_read_with_our_shapes_only(tmp_path: Path) -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetClass ssc:Organization ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ."
    assert check_with(shapes, "ex:x a ssc:IntergovernmentalBody .", tmp_path).verdict is Verdict.NOT_EVALUATED


def test_nested_results_are_not_counted_and_a_severity_of_their_own_is_a_violation(tmp_path: Path) -> None:
    shapes = """
    ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:severity ex:Grave ; sh:node ex:T .
    ex:T a sh:NodeShape ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .
    """
    report = check_with(shapes, BOB, tmp_path)
    assert [(result.shape, result.severity) for result in report.results] == [("https://example.org/S", Severity.VIOLATION)]


def test_a_message_with_a_place_for_a_value_is_filled(tmp_path: Path) -> None:
    shapes = PREFIXES_OF_QUERIES + query(
        "SELECT $this ?value WHERE { $this ex:age ?value . FILTER (?value < 0) }", "age {?value} is below 0"
    )
    report = check_with(shapes, "ex:bob a ex:Person ; ex:age -5 .", tmp_path)
    assert [result.messages for result in report.results] == [{"": "age -5 is below 0"}]
    assert [result.value for result in report.results] == [Literal(-5)]


PREFIXES_OF_QUERIES = """ex:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] ."""


def query(select: str, message: str = "found") -> str:
    return f'''
    ex:S a sh:NodeShape ; sh:targetClass ex:Person ;
        sh:sparql [ sh:prefixes ex:prefixes ; sh:message "{message}" ; sh:select """{select}""" ] .
    '''


@pytest.mark.parametrize(
    "part",
    [
        "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "{ { { sErViCe SILENT ?where { ?s ?p ?o } } } }",
        "?x ?y ?z .SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "# a comment\\nSERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "\\\\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "\\\\u00000053\\\\u00000045RVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        'FILTER (?x = "\\\\"") SERVICE <http://127.0.0.1:9/> { ?s ?p "" }',
    ],
)
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_a_query_that_reaches_out_is_refused(tmp_path: Path, part: str, engine: str) -> None:
    with pytest.raises(GraphError, match="reaches out of the graph with SERVICE, which is refused"):
        check_with(query(f"SELECT $this WHERE {{ $this a ?x . {part} }}"), BOB, tmp_path, engine=engine)


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [
        ("a", "urn:a> SELECT $this WHERE { $this a ?t . SERVICE <http://127.0.0.1:PORT/"),
        ("a: <urn:a> SELECT $this WHERE { $this a ?t . SERVICE <http://127.0.0.1:PORT/> #", "urn:b"),
    ],
)
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_a_query_hidden_in_a_declared_prefix_is_refused_and_connects_to_nobody(
    tmp_path: Path, prefix: str, namespace: str, engine: str
) -> None:
    with listening() as (port, seen):
        declared = f'ex:prefixes sh:declare [ sh:prefix "{prefix}" ; sh:namespace "{namespace}" ] .'.replace("PORT", str(port))
        with pytest.raises(GraphError, match=r"holds what no (prefix|namespace) can hold"):
            check_with(declared + query("{ ?s ?p ?o } }"), BOB, tmp_path, engine=engine)
        assert not seen


def test_a_query_that_reads_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="with FROM"):
        check_with(query("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }"), BOB, tmp_path)


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE { $this ex:service ?service , ?from ; ex:load-from ?x }",
        "SELECT $this WHERE { $this ex:p \"SERVICE <x> FROM\", '''a 'LOAD' b''' }",
        "SELECT $this WHERE { $this ex:p <https://example.org/SERVICE/FROM/LOAD> }",
        "SELECT $this WHERE { $this ex:p ?x . # FROM here, LOAD there\n FILTER (?x < 3 && ?x > 2) }",
    ],
)
def test_words_that_only_look_like_it_are_no_reason(select: str) -> None:
    node = NamedNode("https://example.org/q")
    refuse_reach([(node, NamedNode("http://www.w3.org/ns/shacl#select"), Literal(select))], "here")


def test_imports_are_listed_and_not_followed(tmp_path: Path) -> None:
    report = check_with(PERSON + "ex:shapes a owl:Ontology ; owl:imports <http://127.0.0.1:9/more> , ex:PersonShape .", ALICE, tmp_path)
    assert reasons(report) == [("https://example.org/shapes", "owl:imports http://127.0.0.1:9/more is not followed")]
    assert report.verdict is Verdict.NOT_EVALUATED


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("sh:js [ sh:jsFunctionName 'f' ]", "sh:js is not evaluated"),
        ("sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:p ; sh:object ex:o ]", "sh:rule is not evaluated"),
        ("sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this WHERE { ?this ?p ?o }' ]", "sh:target is not evaluated"),
        ("sh:expression [ sh:path ex:p ]", "sh:expression is not evaluated"),
        ("sh:someValue ex:T", "sh:someValue is not evaluated"),
    ],
)
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_what_is_not_evaluated_keeps_a_graph_from_conforming(tmp_path: Path, part: str, reason: str, engine: str) -> None:
    if engine == "fast":
        pytest.importorskip("shacl")
    report = check_with(PERSON + f"ex:PersonShape {part} .", ALICE, tmp_path, engine=engine)
    assert ("https://example.org/PersonShape", reason) in reasons(report)
    assert report.verdict is Verdict.NOT_EVALUATED
    assert check_with(PERSON + f"ex:PersonShape {part} .", BOB, tmp_path, engine=engine).verdict is Verdict.VIOLATED


def test_a_pattern_that_could_take_forever_is_left_out_and_listed(tmp_path: Path) -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:name ; sh:pattern '^(a+)+$' ; sh:minCount 2 ] ."
    report = check_with(shapes, f"ex:a a ex:Person ; ex:name '{'a' * 60}!' .", tmp_path)
    assert reasons(report) == [("https://example.org/S", "the pattern ^(a+)+$ repeats a repetition and could take forever")]
    assert [result.component.partition("#")[2] for result in report.results] == ["MinCountConstraintComponent"]


def test_a_query_with_such_a_pattern_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="could take forever"):
        check_with(query("SELECT $this WHERE { $this ?p ?o . FILTER REGEX(?o, '^(a+)+$') }"), BOB, tmp_path)


@pytest.mark.parametrize(
    ("pattern", "is_risky"),
    [
        ("^(a+)+$", True),
        ("(a*)*", True),
        ("((a|b+)c)+", True),
        ("(?:x{2,})+", True),
        ("([a-z]+ ?)*", True),
        ("(a+){3}", False),
        ("^[(]+a[)]+$", False),
        (r"\(a+\)+", False),
        ("(ab)+", False),
        ("a+b+", False),
        ("[+*]+", False),
        ("[]+]+", False),
        (")a+(", False),
    ],
)
def test_repetitions_of_repetitions_are_told_from_others(pattern: str, is_risky: bool) -> None:
    assert repeats_repetition(pattern) is is_risky


def test_one_ill_formed_shape_does_not_hide_the_others(tmp_path: Path) -> None:
    shapes = (
        PERSON + "ex:Bad a sh:NodeShape ; sh:targetClass ex:Person ; sh:property ex:BadPath . ex:BadPath sh:path 'name' ; sh:minCount 1 ."
    )
    report = check_with(shapes, BOB, tmp_path)
    assert [result.shape for result in report.results] == ["https://example.org/PersonShape"]
    assert [missed.shape for missed in report.not_evaluated] == ["https://example.org/Bad"]
    assert report.evaluated == ("https://example.org/PersonShape",)


def test_shapes_that_refer_to_each_other_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    shapes = """
    ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:knows ; sh:node ex:S ] .
    """
    circle = "ex:a a ex:Person ; ex:knows ex:b . ex:b a ex:Person ; ex:knows ex:a ."
    assert check_with(shapes, circle, tmp_path).results == ()


def test_values_that_cannot_be_compared_stop_nothing(tmp_path: Path) -> None:
    shapes = PERSON + "ex:Order a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:born ; sh:lessThan ex:died ] ."
    report = check_with(shapes, BOB + "ex:bob ex:born [] ; ex:died '1950'^^xsd:gYear .", tmp_path)
    assert "https://example.org/PersonShape" in {result.shape for result in report.results}
    assert {missed.shape for missed in report.not_evaluated} == {"https://example.org/Order"}


@pytest.mark.parametrize("content", ["", "ex:a ex:b ex:c ."])
def test_a_file_without_shapes_is_an_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(GraphError, match=r"shapes\.ttl: there is no SHACL shape in it"):
        check_with(content, ALICE, tmp_path)


def test_a_ring_of_a_list_or_path_comes_to_an_end(tmp_path: Path) -> None:
    shapes = PERSON + "ex:Ring a sh:NodeShape ; sh:targetClass ex:Person ; sh:in _:l . _:l rdf:first ex:x ; rdf:rest _:l ."
    assert {missed.shape for missed in check_with(shapes, BOB, tmp_path).not_evaluated} <= {"https://example.org/Ring"}


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    check_with(PERSON, "ex:bob a ex:Person ; ex:name 'none'^^xsd:boolean , 'x'^^xsd:date .", tmp_path)
    assert capfd.readouterr() == ("", "")


# ---- behind the look at the text: what rdflib's own parser reads (each of these comes past the text, which is switched off) -----------


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look at the text sees nothing."""
    monkeypatch.setattr(refusals, "_REACHING", re.compile(r"(?!)"))


REACHING_PARTS = (
    "SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o }",
    "SERVICE SILENT ex:x { ?s ?p ?o }",
    "OPTIONAL { { } UNION { sErViCe#\n ?where { ?s ?p ?o } } }",
    "FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "FILTER (!(NOT EXISTS { { SELECT $this { FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { } } } } }))",
    "{ SELECT $this { $this a ?t . SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } GROUP BY $this HAVING (COUNT(*) > 0) }",
    "GRAPH ?g { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "BIND (IF(EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }, 1, 2) AS ?y)",
    "\\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o }",
    "FILTER (1 <2#>'''\n ) SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } #'''\n",
)


@pytest.mark.parametrize("part", REACHING_PARTS)
def test_a_tree_that_reaches_out_is_told(part: str) -> None:
    with pytest.raises(GraphError, match="reaches out of the graph with SERVICE, which is refused"):
        harmless(f"PREFIX ex: <urn:ex:> SELECT $this WHERE {{ $this a ?x . {part} }}", {}, {})


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
@pytest.mark.parametrize("part", REACHING_PARTS)
def test_what_comes_past_the_look_at_the_text_connects_to_nobody(tmp_path: Path, part: str, engine: str) -> None:
    """Refused by the tree, or by pySHACL, which looks for the word, too."""
    if engine == "fast":
        pytest.importorskip("shacl")
    with listening() as (port, seen):
        declared = PREFIXES_OF_QUERIES.replace("https://example.org/", f"http://127.0.0.1:{port}/")
        written = part.replace("PORT", str(port)).replace("\\", "\\\\").replace("\n", "\\n")
        try:
            report = check_with(declared + query(f"SELECT $this WHERE {{ $this a ?x . {written} }}"), BOB, tmp_path, engine=engine)
        except GraphError as error:
            assert "reaches out of the graph with SERVICE, which is refused" in error.what  # noqa: PT017 (or it is not raised)
        else:
            assert [shape for shape, _ in reasons(report)] == ["https://example.org/S"]
        assert not seen


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("clause", ["FROM <file:///etc/passwd>", "FROM NAMED <http://127.0.0.1:PORT/>", "FROM<file:///etc/passwd>#'\\n"])
@pytest.mark.parametrize("kind", ["constraint", "component"])
def test_a_dataset_of_its_own_is_refused(tmp_path: Path, clause: str, kind: str) -> None:
    select = f"SELECT $this {clause} WHERE {{ $this a ?x }}"
    component = f'''
    ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] ;
        sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:select """{select}""" ] .
    ex:S a sh:NodeShape ; sh:targetClass ex:Person ; ex:limit 1 .
    '''
    with listening() as (port, seen):
        shapes = (query(select) if kind == "constraint" else component).replace("PORT", str(port))
        with pytest.raises(GraphError, match="with FROM, which is refused"):
            check_with(shapes, BOB, tmp_path)
        assert not seen


@pytest.mark.usefixtures("blind")
def test_what_pyshacl_puts_into_a_query_is_looked_at_too(tmp_path: Path) -> None:
    """A path or a declaration of a graph that rdflib made holds what no parser of RDF would let through."""
    with listening() as (port, seen):
        graph = rdflib.Graph().parse(data=PREFIXES + query("SELECT $this WHERE { $this $PATH ?x }"), format="turtle")
        shape, path = (
            rdflib.URIRef("https://example.org/S"),
            rdflib.URIRef(f"urn:a> ?o . SERVICE <http://127.0.0.1:{port}/> {{ }} ?s <urn:b"),
        )
        graph.add((shape, rdflib.SH.path, path))
        with pytest.raises((GraphError, ValueError)):
            validate((PREFIXES + BOB).encode(), rdf_format="turtle", shapes=graph)
        assert not seen


@pytest.mark.parametrize(
    "pattern", ["CONCAT('^(a+', ')+$')", "?from", "STR(?from)", "REPLACE('^(a_)_$', '_', '+')"], ids=["joined", "data", "cast", "replaced"]
)
def test_a_pattern_that_is_made_while_the_query_runs_is_refused(tmp_path: Path, pattern: str) -> None:
    data = f"ex:bob a ex:Person ; ex:name '{'a' * 40}!' ; ex:from '^(a+)+$' ."
    select = f"SELECT $this WHERE {{ $this ex:name ?name ; ex:from ?from . FILTER REGEX(?name, {pattern}) }}"
    with pytest.raises(GraphError, match="could take forever"):
        check_with(PREFIXES_OF_QUERIES + query(select), data, tmp_path)


def component(pattern: str) -> str:
    return f'''
    ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:like ] ; sh:validator [ a sh:SPARQLAskValidator ; sh:message "unlike" ;
        sh:prefixes ex:prefixes ; sh:ask """ASK {{ FILTER (isLiteral($value) && REGEX(STR($value), $like)) }}""" ] .
    ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:name ; ex:like "{pattern}" ] .
    '''


def test_a_pattern_that_a_shape_hands_to_its_component_is_looked_at(tmp_path: Path) -> None:
    assert check_with(component("^A"), ALICE, tmp_path).conforms
    assert check_with(component("^B"), ALICE, tmp_path).violations
    with pytest.raises(GraphError, match="could take forever"):
        check_with(component("^(a+)+$"), ALICE, tmp_path)


@pytest.mark.parametrize(
    "part",
    [
        "ex:S sh:js [ sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL 'http://127.0.0.1:PORT/a.js'^^xsd:anyURI ] ] .",
        "ex:F a sh:JSFunction ; sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL <http://127.0.0.1:PORT/a.js> ] .",
        "<http://127.0.0.1:PORT/o> a owl:Ontology ; owl:imports <http://127.0.0.1:PORT/more.ttl> .",
        "ex:S sh:shapesGraph <http://127.0.0.1:PORT/shapes> ; owl:imports <http://127.0.0.1:PORT/more> .",
        "ex:S sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this WHERE { ?this a ?t }' ] .",
        "ex:S sh:rule [ a sh:SPARQLRule ; sh:construct 'CONSTRUCT { $this a ex:Changed } WHERE { }' ] .",
        "ex:f a sh:SPARQLFunction ; sh:returnType xsd:boolean ; sh:ask 'ASK { ?s a ex:Dog }' . ex:S sh:expression [ ex:f ( ) ] .",
        "ex:S sh:entailment <http://127.0.0.1:PORT/rules> .",
    ],
)
def test_no_other_way_of_shacl_leads_out_or_changes_anything(tmp_path: Path, part: str) -> None:
    with listening() as (port, seen):
        data = f"{BOB} <http://127.0.0.1:{port}/d> a owl:Ontology ; owl:imports <http://127.0.0.1:{port}/data.ttl> ."
        shapes = "ex:S a sh:NodeShape ; sh:targetClass ex:Changed , ex:Person ; sh:property [ sh:path ex:name ; sh:minCount 1 ] . " + part
        report = check_with(shapes.replace("PORT", str(port)), data, tmp_path)
        assert not seen
    assert [str(result.focus_node) for result in report.results] == ["<https://example.org/bob>"]


def test_every_query_of_a_shape_comes_through_the_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rdflib.plugins.sparql import processor

    from ssc_graph.validation import queries

    looked, evaluated = list[object](), list[object]()
    look, evaluate = queries.harmless, processor.evalQuery  # type: ignore[attr-defined]  # from where it is called

    def noted(given: list[object], query: Any) -> Any:
        given.append(query)
        return query

    monkeypatch.setattr(queries, "harmless", lambda *given: noted(looked, look(*given)))
    monkeypatch.setattr(processor, "evalQuery", lambda graph, parsed, *more: evaluate(graph, noted(evaluated, parsed), *more))
    shapes = (
        component("^A")
        + query("SELECT $this ?value WHERE { $this ex:age ?value }")
        + "ex:S sh:property [ sh:path ex:a ; sh:equals ex:b ] ."
    )
    check_with(PREFIXES_OF_QUERIES + shapes, ALICE + "ex:alice ex:a 1 ; ex:b 1 .", tmp_path)
    assert looked
    assert evaluated == looked
