"""What differs between two graphs, told by claim and by thing."""

from __future__ import annotations

import json
import time

from pyoxigraph import BlankNode, NamedNode, Quad

from ssc_graph.merging.differences import Difference, difference
from ssc_graph.merging.importing import read_any

HEAD = """
@prefix ssc: <https://w3id.org/ssc-graph/ns/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix e: <http://e.example/> .
"""


def between(old: str, new: str) -> Difference:
    one, two = (read_any((HEAD + text).encode(), title="a.ttl").quads for text in (old, new))
    return difference(one, two)


def test_claims_and_things_are_told_apart() -> None:
    found = between(
        'e:c a ssc:Claim ; rdfs:label "aid ends" . e:gone e:p 1 . e:same e:p 1 , 2 .',
        'e:n a ssc:Claim ; rdfs:label "aid grows" . e:same e:p 2 , 3 .',
    )
    assert [(change.kind, change.how, change.thing.rpartition("/")[2]) for change in found.changes] == [
        ("claim", "removed", "c"),
        ("claim", "added", "n"),
        ("entity", "removed", "gone"),
        ("entity", "changed", "same"),
    ]
    text = found.to_text()
    assert "Claims added: 1\n  <http://e.example/n>  aid grows" in text
    assert "Statements: 3 added, 4 removed" in text
    assert len(json.loads(found.to_json())["changes"]) == 4


def test_a_patch_turns_the_old_graph_into_the_new() -> None:
    lines = between("e:a e:p 1 .", "e:a e:p 2 .").to_patch().splitlines()
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert lines == [
        "TX .",
        f'D <http://e.example/a> <http://e.example/p> "1"^^<{integer}> .',
        f'A <http://e.example/a> <http://e.example/p> "2"^^<{integer}> .',
        "TC .",
    ]


def test_blank_nodes_are_compared_by_what_is_said_of_them() -> None:
    assert not between("e:a e:p [ e:q 1 ; e:r [ e:s 2 ] ] .", "_:z e:s 2 . _:y e:r _:z ; e:q 1 . e:a e:p _:y .").changes
    assert between("e:a e:p [ e:q 1 ] .", "e:a e:p [ e:q 2 ] .").changes


def test_a_poison_graph_is_compared_in_bounded_time() -> None:
    nodes = [BlankNode(f"n{number}") for number in range(60)]
    quads = [Quad(one, NamedNode("urn:p"), other) for one in nodes for other in nodes if one != other]
    begin = time.perf_counter()
    assert not difference(quads, quads[::-1]).changes
    assert difference(quads, quads[1:]).changes
    assert time.perf_counter() - begin < 2
