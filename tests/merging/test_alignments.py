"""``ontology/alignments.sssom.tsv``: valid, honest about who looked, without contradiction, and in agreement with the authority files."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from ssc_graph.merging.files import read_graph
from ssc_graph.merging.names import fold, singular
from ssc_graph.merging.sssom import MANUAL, Mapping, read_mapping_set, read_mappings, write_mappings
from ssc_graph.namespaces import expand
from ssc_graph.ontology import load_lexicon
from ssc_graph.serialization import parse
from tests.conftest import SHARED
from tests.merging.test_pairs import needs_graphs, ours

ONTOLOGY = Path(__file__).parents[2] / "ontology"
FILE = ONTOLOGY / "alignments.sssom.tsv"
ROWS = read_mappings(FILE)
SAME = [row for row in ROWS if row.predicate_id == "skos:exactMatch" and not row.is_negative]
#: Identifiers of concepts; UNBIS numbers its categories with six digits, and they are no concepts.
_CONCEPT = re.compile(r"http://(?:metadata\.un\.org/thesaurus/[0-9]{7}|eurovoc\.europa\.eu/[0-9a-z_]+)")


def _pairs(rows: list[Mapping]) -> set[tuple[str, str]]:
    return {(row.subject_id, row.object_id) for row in rows}


def test_the_file_is_written_as_we_write() -> None:
    given = read_mapping_set(FILE)
    identifier = str(given.metadata["mapping_set_id"])
    assert write_mappings(given.mappings, metadata=given.metadata, mapping_set_id=identifier) == FILE.read_text(encoding="utf-8")


def test_the_sssom_package_finds_it_valid() -> None:
    if not importlib.util.find_spec("sssom"):
        pytest.skip("the package sssom is not installed (extra: dev)")
    code = (
        "import sys; from sssom.parsers import parse_sssom_table; from sssom.validators import validate; "
        "read = parse_sssom_table(sys.argv[1]); "
        "print(len(read.df), [str(found) for report in validate(read).values() for found in report.results])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(FILE)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(ROWS)), "[]"]


def test_the_authority_files_agree() -> None:
    stated = set()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        for quad in parse(path.read_bytes(), format="turtle", where=path.name):
            one, what, other = quad.subject, quad.predicate.value, quad.object
            mapped = path.name != "ssc.ttl" and what in {expand("skos:exactMatch"), expand("skos:closeMatch")}
            if mapped and isinstance(one, NamedNode) and isinstance(other, NamedNode):
                stated.add((one.value, what, other.value))
    rows = {(row.subject_id, expand(row.predicate_id), row.object_id) for row in ROWS if not row.is_negative}
    assert stated
    assert stated - rows == set()


def test_every_row_is_of_an_entry_of_ours_and_says_how_it_was_found() -> None:
    known = {expand(entry) for entry in load_lexicon().by_id}
    assert {row.subject_id for row in ROWS} <= known
    assert all(row.band in {"accept", "refuse"} and row.comment for row in ROWS)
    assert all(row.mapping_justification == MANUAL or row.mapping_tool for row in ROWS)
    assert not any(row.reviewer_label for row in ROWS)  # no person is named, since none looked at each row
    assert all(not row.object_label for row in ROWS)  # others' labels are others'


def test_no_thing_has_two_numbers_in_a_scheme_and_no_number_two_things() -> None:
    assert max(Counter((row.subject_id, row.object_id.rsplit("/", 1)[0]) for row in SAME).values()) == 1
    assert max(Counter(row.object_id for row in SAME).values()) == 1


def test_no_row_says_yes_and_no() -> None:
    refused = _pairs([row for row in ROWS if row.is_negative])
    assert refused
    assert not refused & _pairs([row for row in ROWS if not row.is_negative])


@pytest.mark.parametrize(("one", "other"), [("undp", "Q356037"), ("undp", "Q488065"), ("uncdf", "Q161718"), ("unv", "Q161718")])
def test_undp_uncdf_and_unv_are_refused_to_each_other(one: str, other: str) -> None:
    assert (expand(f"auth:{one}"), expand(f"wd:{other}")) in _pairs([row for row in ROWS if row.is_negative])


@needs_graphs
def test_every_identifier_is_in_a_published_graph_or_was_looked_up() -> None:
    published = "".join(path.read_text(encoding="utf-8") for path in sorted((SHARED / "graphs").glob("*/*.ttl")))
    looked_up = {row.object_id for row in ROWS if row.comment == "looked up in the published scheme"}
    for row in SAME:
        local = row.object_id.rsplit("/", 1)[1]
        assert row.object_id in looked_up or row.object_id in published or f"wd:{local}" in published or f"sdg:{local}" in published


@needs_graphs
def test_an_idea_of_ours_that_holds_two_of_a_scheme_is_close_to_either_and_the_same_as_none() -> None:
    index = read_graph(str(SHARED / "graphs" / "un-concept-index" / "un-concept-index.ttl"))
    called: defaultdict[str, set[str]] = defaultdict(set)
    for thing in index.values():
        for name in thing.names:
            called[singular(fold(name.text, "en"), "en")] |= {iri for iri in thing.stated if _CONCEPT.fullmatch(iri)}
    ideas = {iri: thing for iri, thing in ours().items() if "idea" in thing.kinds}
    assert ideas
    for row in (row for row in SAME if row.subject_id in ideas):
        scheme = row.object_id.rsplit("/", 1)[0]
        for name in (name for name in ideas[row.subject_id].names if name.language == "en"):
            there = {iri for iri in called[singular(fold(name.text, "en"), "en")] if iri.rsplit("/", 1)[0] == scheme}
            assert not there or row.object_id in there, (row.subject_id, name.text, there)
