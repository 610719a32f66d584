"""SSSOM: rows in, rows out, nothing lost; what is broken is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph.errors import GraphError
from ssc_graph.merging.sssom import MANUAL, Mapping, read_mapping_set, read_mappings, write_mappings

HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
UNDP = "https://w3id.org/ssc-graph/authority/undp"


def _row(**more: object) -> Mapping:
    given = {
        "subject_id": UNDP,
        "predicate_id": "skos:exactMatch",
        "object_id": "http://www.wikidata.org/entity/Q161718",
        "mapping_justification": "semapv:LexicalMatching",
    }
    return Mapping(**{**given, **more})  # type: ignore[arg-type]


texts = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)
rows = st.builds(
    _row,
    subject_id=st.sampled_from(["urn:x:1", "https://example.org/a#b", UNDP]),
    object_id=st.sampled_from(["http://eurovoc.europa.eu/2431", "https://example.org/c/", "http://example.org/ä/é"]),
    confidence=st.none() | st.sampled_from([0.0, 0.5, 0.875, 1.0]),
    predicate_modifier=st.sampled_from(["", "Not"]),
    subject_label=texts,
    comment=texts,
    match_string=st.lists(texts.filter(bool).filter(lambda t: not t.endswith("\\")), max_size=3).map(tuple),
    reviewer_label=st.sampled_from([(), ("Ana", "Budi")]),
)


@given(st.lists(rows, max_size=5))
def test_what_is_written_is_read_back(given: list[Mapping]) -> None:
    text = write_mappings(given)
    assert set(read_mappings(text.encode())) == set(given)
    assert write_mappings(read_mappings(text.encode())) == text


def test_order_and_repeats_do_not_show() -> None:
    one, two = _row(), _row(object_id="http://eurovoc.europa.eu/2431")
    assert write_mappings([one, two, one]) == write_mappings([two, one])


def test_the_bands() -> None:
    assert _row(confidence=0.95).band == "accept"
    assert _row(confidence=0.6).band == "review"
    assert _row(confidence=0.6, reviewer_label=("Ana",)).band == "accept"
    assert _row(confidence=0.6, mapping_justification=MANUAL).band == "accept"
    assert _row(confidence=0.99, predicate_modifier="Not").band == "refuse"


def test_the_header_gives_the_tool_of_all_rows_and_foreign_columns_stay() -> None:
    header = "#license: https://example.org/l\n#mapping_tool: matcher\n#mapping_tool_version: 1.10\n"
    text = f"{header}{HEAD}\tsubject_source\nwd:Q1\tskos:closeMatch\twd:Q2\tsemapv:LexicalMatching\tx:y\n"
    found = read_mapping_set(text.encode())
    assert (found.mappings[0].mapping_tool, found.mappings[0].mapping_tool_version) == ("matcher", "1.10")
    assert found.mappings[0].other == (("subject_source", "x:y"),)
    assert found.metadata["license"] == "https://example.org/l"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEAD}\nwd:Q1\tskos:exactMatch\twd:Q2\tsemapv:X\textra", "m.tsv:2: 5 values in a table of 4 columns"),
        (
            f"#curie_map:\n#  a: https://a.example/\n{HEAD}\nnone:1\tskos:exactMatch\ta:2\tsemapv:X",
            "m.tsv:4: the prefix 'none' is not in the curie_map",
        ),
        (f"{HEAD}\tconfidence\nwd:Q1\tskos:exactMatch\twd:Q2\tsemapv:X\t1.5", "m.tsv:2: the confidence '1.5'"),
        (f"{HEAD}\tpredicate_modifier\nwd:Q1\tskos:exactMatch\twd:Q2\tsemapv:X\tNever", "m.tsv:2: the predicate_modifier 'Never'"),
        (f"{HEAD}\nwd:Q1\t\twd:Q2\tsemapv:X", "m.tsv:2: the row has no predicate_id"),
        (
            f'#curie_map:\n#  x: "https://a.example/a b"\n{HEAD}\nx:1\tskos:exactMatch\twd:Q2\tsemapv:X',
            "m.tsv:4: 'x:1' is no CURIE and no IRI",
        ),
        (f"{HEAD}\n<a b>\tskos:exactMatch\twd:Q2\tsemapv:X", "m.tsv:2: '<a b>' is no CURIE and no IRI"),
        ("a\tb\n1\t2", "m.tsv:1: the table has no column subject_id"),
        (f"#a: &x [1]\n#b: *x\n{HEAD}", "m.tsv: the header has anchors"),
        (f"#a: [1\n{HEAD}", "the header is no YAML"),
        (f'{HEAD}\n"wd:Q1\tskos', "m.tsv:2: the table is broken"),
        ("", "the table has no column subject_id"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text: str, says: str) -> None:
    with pytest.raises(GraphError) as caught:
        read_mappings(text.encode(), where="m.tsv")
    assert says in str(caught.value)


def test_a_file_that_is_not_there_or_no_utf8() -> None:
    with pytest.raises(GraphError, match="cannot be read"):
        read_mappings("no/such/file.tsv")
    with pytest.raises(GraphError, match="2: is no UTF-8"):
        read_mappings(b"#a: b\n\xff", where="m")
