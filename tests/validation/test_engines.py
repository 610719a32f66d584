"""The engines say the same: the reference, the fast one, and pySHACL as it comes."""

from __future__ import annotations

import importlib
import logging
import random
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from ssc_graph.errors import UsageError
from ssc_graph.validation import ValidationReport, validate
from ssc_graph.validation.checking import _hierarchy
from ssc_graph.validation.indexed import QuickQueries
from ssc_graph.validation.rdf_input import read_triples
from ssc_graph.validation.shape_graphs import our_shapes
from ssc_graph.validation.terms import Statement, to_lines
from tests.validation.graphs import built, check_with, constraints, expected, fired, fixture

SSC = "https://w3id.org/ssc-graph/ns/"


def corrupted(triples: Sequence[Statement], choice: random.Random) -> list[Statement]:
    """The graph with up to four faults: something dropped, doubled, swapped, retyped, or put where it does not belong."""
    found = list(triples)
    for _ in range(choice.randrange(1, 5)):
        place = choice.randrange(len(found))
        subject, predicate, value = found[place]
        fault = choice.randrange(6)
        if fault == 0:
            del found[place]
        elif fault == 1:
            found.append((subject, predicate, choice.choice([other for _, name, other in found if name == predicate])))
        elif fault == 2:
            found[place] = (subject, predicate, choice.choice(found)[2])
        elif fault == 3:
            found[place] = (subject, predicate, Literal(choice.choice(["", "x", "-1", "2001-13-45"])))
        elif fault == 4 and isinstance(value, NamedNode):
            found[place] = (value, predicate, subject)
        else:
            kind = NamedNode(SSC + choice.choice(["Organization", "Resolution", "Event", "Claim", "Document", "Objective"]))
            found.append((subject, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind))
    return found


def same(left: ValidationReport, right: ValidationReport) -> bool:
    return (left.results, left.evaluated, left.not_evaluated, left.verdict) == (
        right.results,
        right.evaluated,
        right.not_evaluated,
        right.verdict,
    )


@pytest.mark.parametrize("name", constraints())
def test_the_fast_engine_says_the_same_of_the_fixtures(name: str) -> None:
    pytest.importorskip("shacl")
    assert fired(validate(fixture(f"{name}.valid"), rdf_format="turtle", engine="fast")) == set()
    assert fired(validate(fixture(f"{name}.invalid"), rdf_format="turtle", engine="fast")) == expected(name)


def test_the_fast_engine_says_the_same_of_corrupted_graphs() -> None:
    pytest.importorskip("shacl")
    whole, results = read_triples(built()).triples, 0
    for seed in range(60):
        graph = to_lines(corrupted(whole, random.Random(seed))).encode()
        reference, fast = (validate(graph, rdf_format="nt", engine=engine) for engine in ("pyshacl", "fast"))
        assert same(reference, fast), seed
        assert (fast.engine, fast.notes) == ("fast", ())
        results += len(reference.results)
    assert results > 100


@pytest.mark.parametrize("name", ["claim-evidence-source", "evidence-quotes", "fact-has-claim", "one-kind", "interval-order"])
def test_pyshacl_as_it_comes_says_the_same(name: str) -> None:
    """Without our graph and with the queries answered by rdflib."""
    import pyshacl
    import rdflib

    lines = to_lines((*read_triples(fixture(f"{name}.invalid"), rdf_format="turtle").triples, *_hierarchy()))
    graph, shapes = rdflib.Graph().parse(data=lines, format="nt"), rdflib.Graph().parse(data=to_lines(our_shapes().triples), format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    namespace = "http://www.w3.org/ns/shacl#"
    told = {
        tuple(str(report.value(node, rdflib.URIRef(namespace + part))) for part in ("focusNode", "value", "sourceShape", "resultSeverity"))
        for node in report.objects(None, rdflib.URIRef(namespace + "result"))
    }
    ours = {
        (result.focus_node.value, str(result.value and result.value.value), result.shape, namespace + result.severity.value)
        for result in validate(fixture(f"{name}.invalid"), rdf_format="turtle").results
    }
    assert told == ours


def test_a_result_about_a_blank_node_is_left_to_the_reference() -> None:
    pytest.importorskip("shacl")
    report = validate(fixture("claim.invalid"), rdf_format="turtle", engine="fast")
    assert report.engine == "pyshacl"
    assert report.notes == ("the fast engine gave up (it renames blank nodes, and one of them is in a result); pySHACL took over",)
    assert [result.focus_node for result in report.results] == [BlankNode("b0")]


SHAPES = """
ex:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
ex:S a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:message "no name"@en ] ;
    sh:message "no age"@en , "tanpa umur"@id ;
    sh:or ( [ sh:path ex:age ; sh:minCount 1 ] [ sh:path ex:born ; sh:minCount 1 ] ) ;
    sh:sparql [ sh:prefixes ex:prefixes ; sh:message "itself"@en ; sh:select "SELECT $this WHERE { $this ex:knows $this }" ] .
"""


def test_the_fast_engine_says_the_same_of_unnamed_shapes(tmp_path: Path) -> None:
    pytest.importorskip("shacl")
    data = "ex:a a ex:Person ; ex:knows ex:a . ex:b a ex:Person ; ex:name 'b' ; ex:age 3 . ex:c a ex:Person ; ex:born 1 ; ex:name 'c' ."
    reference, fast = (check_with(SHAPES, data, tmp_path, engine=engine) for engine in ("pyshacl", "fast"))
    assert same(reference, fast)
    assert len(reference.results) == 3
    assert (fast.engine, {result.shape for result in fast.results}) == ("fast", {"https://example.org/S"})


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE { $this a ?c . MINUS { $this ex:name ?n } }",
        "SELECT $this WHERE { $this a ?c . VALUES ?c { ex:Person } }",
        "SELECT $this WHERE { $this a ?c . { SELECT ?c WHERE { ?c ?p ?o } } }",
    ],
)
def test_a_query_that_breaks_the_rules_is_left_to_the_reference(tmp_path: Path, select: str) -> None:
    pytest.importorskip("shacl")
    shapes = SHAPES.replace("SELECT $this WHERE { $this ex:knows $this }", select)
    report = check_with(shapes, "ex:a a ex:Person ; ex:name 'a' ; ex:age 1 .", tmp_path, engine="fast")
    assert report.engine == "pyshacl"
    assert [missed.shape for missed in report.not_evaluated] == ["https://example.org/S"]


def test_whatever_the_fast_engine_raises_the_reference_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from ssc_graph.validation import fast_engine

    broken = ModuleType("shacl")

    class Shapes:
        @staticmethod
        def from_text(text: str, **_: object) -> object:
            raise RuntimeError(f"{len(text) > 0} nonsense\nand more")

    monkeypatch.setattr(broken, "Shapes", Shapes, raising=False)
    monkeypatch.setattr(importlib, "import_module", lambda _: broken)
    fast_engine._compiled.cache_clear()
    report = validate(fixture("name.invalid"), rdf_format="turtle", engine="fast")
    assert report.notes == ("the fast engine gave up (True nonsense); pySHACL took over",)
    assert fired(report) == {"name"}


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UsageError, match=r'the fast engine is not installed; pip install "ssc-graph\[fast\]"'):
        validate(fixture("name.valid"), rdf_format="turtle", engine="fast")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError, match="'topbraid' is not known; name one of: pyshacl, fast"):
        validate(b"", rdf_format="turtle", engine="topbraid")


def test_a_quirk_of_pyshacl_hides_nothing_of_ours() -> None:
    """A blank node or a text where a number is due: pySHACL stumbles over some comparisons of them, so our shapes make none."""
    for fault in (b"_:place", b'"soon"'):
        graph = fixture("evidence-inside.valid").replace(b'oa:end "98"^^xsd:nonNegativeInteger', b"oa:end " + fault)
        report = validate(graph, rdf_format="turtle")
        assert fired(report) == {"position-end"}
        assert report.not_evaluated == ()


def test_the_process_is_left_as_it_was(recwarn: pytest.WarningsRecorder) -> None:
    before = (logging.getLogger("rdflib.term").disabled, list(warnings.filters))
    validate(fixture("claim-confidence.invalid"), rdf_format="turtle")
    assert (logging.getLogger("rdflib.term").disabled, list(warnings.filters)) == before
    assert not recwarn.list


def test_engines_are_imported_only_when_a_graph_is_validated() -> None:
    import subprocess
    import sys

    script = "import ssc_graph.validation, sys; print([name for name in ('pyshacl', 'rdflib', 'shacl') if name in sys.modules])"
    done: Callable[[], str] = lambda: subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout  # noqa: E731
    assert done() == "[]\n"
    assert pyoxigraph.__name__ in sys.modules


def test_a_query_is_asked_once_however_many_nodes_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for each node, time grew with the square of the documents."""
    asked: list[str] = []
    once = QuickQueries._by_node

    def counted(graph: QuickQueries, query: str) -> object:
        asked.append(query)
        return once(graph, query)

    monkeypatch.setattr(QuickQueries, "_by_node", counted)
    lines = [f"<urn:r:{n}> a <{SSC}Resolution> ; <{SSC}cites> <urn:r:{n + 1}> ." for n in range(50)]
    report = validate("\n".join(lines).encode(), rdf_format="turtle")
    assert 0 < len(asked) == len(set(asked)) < 15
    assert len({str(r.focus_node) for r in report.violations if "fact-has-claim" in r.shape}) == 50
