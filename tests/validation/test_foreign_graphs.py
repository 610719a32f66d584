"""Graphs that others published: none of them crashes, and none that holds nothing of ours is said to conform."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssc_graph.errors import GraphError
from ssc_graph.validation import Verdict, validate

GRAPHS = Path(__file__).resolve().parents[2].parent / "shared" / "graphs"
FILES = sorted(path for path in GRAPHS.glob("*/*") if path.suffix in {".ttl", ".rdf"}) if GRAPHS.is_dir() else []
BROKEN = {"untreaty.ttl": r"untreaty\.ttl:33:19: ", "id-nso-bps-Q3449895.rdf": "not a valid rdf:nodeID"}
BROKEN.update({f"abox-0{number}.ttl": rf"abox-0{number}\.ttl:8:15: .*prefix name" for number in (1, 2, 3)})


@pytest.mark.skipif(not FILES, reason="the shared measuring graphs are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_published_graph_is_not_evaluated_or_its_fault_is_named(path: Path) -> None:
    if path.name in BROKEN:
        with pytest.raises(GraphError, match=BROKEN[path.name]):
            validate(path)
        return
    report = validate(path)
    assert report.verdict is Verdict.NOT_EVALUATED
    assert report.evaluated == ()
    assert report.results == ()


def test_terms_of_others_alone_are_no_reason_to_say_conforms() -> None:
    foreign = b"""
    @prefix oa: <http://www.w3.org/ns/oa#> . @prefix time: <http://www.w3.org/2006/time#> . @prefix ex: <https://example.org/> .
    ex:place a oa:TextPositionSelector ; oa:start 3 . ex:week a time:ProperInterval ; time:hasEnd ex:end .
    """
    report = validate(foreign, rdf_format="turtle")
    assert report.verdict is Verdict.NOT_EVALUATED
    assert not report.conforms


def test_a_foreign_graph_that_uses_our_terms_is_evaluated() -> None:
    report = validate(b"@prefix ssc: <https://w3id.org/ssc-graph/ns/> . <https://example.org/x> a ssc:Country .", rdf_format="turtle")
    assert report.verdict is Verdict.VIOLATED
    assert {result.shape.rpartition("/")[2] for result in report.results} == {"name", "spoken-of"}
