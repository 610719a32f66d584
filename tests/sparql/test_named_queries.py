"""Every named query answers its question: on the bundled exports, or on resolutions and small texts where those say nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ssc_graph.errors import UsageError
from ssc_graph.pipeline import build_graph, extract_claims, read_document
from ssc_graph.readers import read_bytes
from ssc_graph.sparql import named_queries, named_query, run
from ssc_graph.sparql.named import LANGUAGES
from ssc_graph.sparql.naming import Names
from ssc_graph.store import Store, open_store, store_of

RESOLUTIONS = Path(__file__).parents[1] / "gold" / "resolutions"
Answer = set[tuple[str, ...]]


@pytest.fixture(scope="module")
def bundled() -> Store:
    return open_store()


@pytest.fixture(scope="module")
def resolutions() -> Store:
    names = ("resolution-seed-exchange.en.txt", "resolution-hrc-flood-warning.en.txt")
    documents = [read_document(RESOLUTIONS / name) for name in names]
    return store_of(build_graph((document, extract_claims(document)) for document in documents).quads)


def store_of_texts(**texts: str) -> Store:
    documents = [read_bytes(text.encode(), name=f"{name}.txt", media_type="text/plain", language="en") for name, text in texts.items()]
    return store_of(build_graph((document, extract_claims(document)) for document in documents).quads)


def answer(store: Store, name: str, columns: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """The answer in English labels, only these columns."""
    results = run(store, named_query(name).bind(parameters), where=name)
    names = Names(store)
    places = [results.variables.index(column) for column in columns.split()]
    return {tuple(names.shown(row[place]) for place in places) for row in results.rows}


#: Query, parameters, columns, and rows that must be among the answer.
EXPECTED: list[tuple[str, dict[str, str], str, Answer]] = [
    (
        "objectives",
        {"instrument": "BAPA"},
        "of objective",
        {
            ("South-South cooperation", "enable developing countries to take a larger part in the world economy"),
            ("South-South cooperation", "memampukan negara berkembang mengambil bagian lebih besar dalam perekonomian dunia"),
        },
    ),
    ("objectives", {"instrument": "PGTF"}, "of", {("Pérez-Guerrero Trust Fund for South-South Cooperation",)}),
    ("causes", {}, "cause effect", {("end of the Cold War", "aid fatigue"), ("defisit anggaran di negara donor", "aid fatigue")}),
    ("causes", {"effect": "large aid plans fail"}, "cause according_to", {("nobody is answerable for their results", "William Easterly")}),
    ("effects", {}, "relation effect", {("affects", "sub-Saharan Africa"), ("causes", "smaller aid budgets")}),
    (
        "causal-chain",
        {},
        "step cause relation effect",
        {("1", "end of the Cold War", "causes", "aid fatigue"), ("2", "aid fatigue", "affects", "sub-Saharan Africa")},
    ),
    (
        "adoption",
        {"thing": "BAPA"},
        "act by on through",
        {("endorsed by", "United Nations General Assembly", "1978-12-19", "General Assembly resolution 33/134")},
    ),
    ("adoption", {"thing": "Agenda 2030"}, "act by on", {("adopted by", "United Nations General Assembly", "2015-09-25")}),
    (
        "parts",
        {"thing": "UNOSSC"},
        "part whole",
        {("United Nations Office for South-South Cooperation", "United Nations Development Programme")},
    ),
    (
        "denied",
        {},
        "subject relation object words",
        {("decline in poverty", "causes", "aid fatigue", "Aid fatigue was not caused by a decline in poverty")},
    ),
    (
        "intended",
        {"thing": "South-South and triangular cooperation"},
        "relation object",
        {("expected to bring about", "narrow gaps in technology")},
    ),
    (
        "possible",
        {},
        "subject object according_to",
        {("aid", "dependency", "Dambisa Moyo"), ("Falling aid", "health services", "")},
    ),
    (
        "definitions",
        {"concept": "aid fatigue"},
        "definition",
        {
            ("the declining willingness of donor governments and taxpayers to finance development abroad",),
            ("turunnya kesediaan pemerintah dan pembayar pajak di negara donor untuk membiayai pembangunan di luar negeri",),
        },
    ),
    ("timeline", {"from": "1955", "to": "1964"}, "date relation thing", {("1955-04-18/1955-04-24", "held on", "Asian-African Conference")}),
    ("coverage", {}, "characters claims denied attributed", {("8164", "118", "4", "3"), ("8040", "130", "5", "3")}),
    ("members", {"thing": "G77"}, "member group", {("Indonesia", "Group of 77")}),
    ("events", {"thing": "Nairobi"}, "place date", {("Nairobi", "2009-12-01/2009-12-03")}),
    ("other-names", {"thing": "Asian-African Conference"}, "name", {("Bandung Conference",), ("Konferensi Bandung",)}),
    ("principles", {}, "of principle", {("South-South cooperation", "mutual benefit"), ("South-South cooperation", "tanpa syarat")}),
    ("who-says-what", {"who": "William Easterly"}, "subject object", {("nobody is answerable for their results", "large aid plans fail")}),
    (
        "evidence",
        {},
        "relation object words",
        {("promotes", "South-South and triangular cooperation", "It promotes South-South and triangular cooperation")},
    ),
    ("most-cited", {}, "instrument claims documents", {("General Assembly resolution 33/134", "2", "2")}),
    ("concepts", {"limit": "1"}, "concept documents", {("South-South cooperation", "2")}),
    ("rules", {}, "rule claims", set()),
    ("uncertain", {"below": "1"}, "subject", {("aid fatigue",)}),
    ("renamed", {"body": "UNOSSC"}, "earlier_name date", {("Special Unit for South-South Cooperation", "2012")}),
    (
        "administered",
        {"body": "UNOSSC"},
        "thing",
        {
            ("Pérez-Guerrero Trust Fund for South-South Cooperation",),
            ("India, Brazil and South Africa Facility for Poverty and Hunger Alleviation",),
        },
    ),
    ("expected-effects", {}, "thing effect", {("South-South and triangular cooperation", "narrow gaps in technology")}),
    ("founders", {"given": "IBSA Fund"}, "founder date", {("India", "2004"), ("Brazil", "2004"), ("South Africa", "2004")}),
    ("promoted", {}, "body promoted", {("United Nations Office for South-South Cooperation", "South-South and triangular cooperation")}),
    ("stated-in", {"instrument": "Nairobi outcome document"}, "thing", {("South-South cooperation",), ("kesetaraan",)}),
    ("authors", {}, "work author", {("White Man's Burden", "William Easterly")}),
    ("agreement", {}, "subject relation object documents", {("aid fatigue", "affects", "sub-Saharan Africa", "2")}),
    ("relations", {}, "relation claims denied possible intended", {("has objective", "23", "4", "0", "23")}),
    (
        "documents",
        {},
        "document language issued",
        {("South-South Cooperation: What It Is, Where It Came From and What It Is For", "en", "2026-11-24")},
    ),
    ("links", {"thing": "UNDP"}, "relation entry", {("skos:exactMatch", "wd:Q161718")}),
]


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"), EXPECTED, ids=[f"{row[0]}-{number}" for number, row in enumerate(EXPECTED)]
)
def test_a_named_query_answers(name: str, parameters: dict[str, str], columns: str, rows: Answer, bundled: Store) -> None:
    found = answer(bundled, name, columns, parameters)
    assert found
    assert rows <= found, found


def test_nothing_is_answered_that_is_not_said(bundled: Store) -> None:
    assert ("decline in poverty", "aid fatigue") not in answer(bundled, "causes", "cause effect")
    assert not answer(bundled, "objectives", "objective", {"instrument": "Nairobi outcome document"})
    assert not answer(bundled, "causal-chain", "cause", {"from": "sub-Saharan Africa", "to": "end of the Cold War"})
    assert not answer(bundled, "timeline", "date", {"from": "1900", "to": "1954"})
    assert not answer(bundled, "administered", "thing", {"body": "auth:group-of-77"})
    assert all(subject != "aid fatigue" or relation != "causes" for subject, relation in answer(bundled, "intended", "subject relation"))


def test_a_graph_about_a_thing_holds_its_description_and_its_claims(bundled: Store) -> None:
    triples = run(bundled, named_query("about").bind({"thing": "UNDP"})).triples
    assert triples
    subjects = {getattr(triple.subject, "value", "") for triple in triples}
    assert "https://w3id.org/ssc-graph/authority/undp" in subjects
    assert any("/claim/" in subject for subject in subjects)


def test_what_a_resolution_recalls_is_followed_through_what_it_recalls() -> None:
    first = "Resolution 79/1 recalls resolution 78/2."
    second = "Resolution 78/2 reaffirms resolution 77/3."
    store = store_of_texts(first=first, second=second)
    found = answer(store, "recalled", "citing relation cited", {"resolution": "A/RES/79/1"})
    assert ("General Assembly resolution 79/1", "cites", "General Assembly resolution 78/2") in found
    assert ("General Assembly resolution 78/2", "cites", "General Assembly resolution 77/3") in found
    assert len(answer(store, "recalled", "cited", {"resolution": "A/RES/78/2"})) == 1


def test_a_real_resolution_recalls_and_provides(resolutions: Store) -> None:
    assert answer(resolutions, "most-cited", "instrument claims")
    assert {relation for (relation,) in answer(resolutions, "recalled", "relation")} >= {"recalls", "reaffirms"}
    provisions = answer(resolutions, "provisions", "number verb addressee")
    assert ("4", "Encourages", "World Meteorological Organization") in provisions
    only = answer(resolutions, "provisions", "number addressee", {"thing": "World Meteorological Organization"})
    assert {addressee for _, addressee in only} == {"World Meteorological Organization"}


def test_two_sources_disagree_where_one_denies_or_dates_otherwise() -> None:
    store = store_of_texts(
        one="Aid fatigue was caused by recession. The Group of 77 was established on 15 June 1964.",
        two="Aid fatigue was not caused by recession. The Group of 77 was established in 1963.",
        three="UNOSSC is part of UNDP and promotes South-South cooperation. The Group of 77 was established in 1964.",
    )
    found = answer(store, "disagreements", "subject relation source_one source_two")
    assert ("recession", "causes", "one", "two") in found
    dates = answer(store, "disagreements", "one two", {"thing": "Group of 77"})
    assert dates == {("1963", "1964"), ("1963", "1964-06-15")}


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_a_named_query_says_what_it_is_in_both_languages(query: object) -> None:
    known = named_query(str(getattr(query, "name")))  # noqa: B009 (mypy knows no type of a parameter of pytest)
    for said in (known.title, known.question, *(parameter.label for parameter in known.parameters)):
        assert set(said) == set(LANGUAGES)
        assert len(set(said.values())) == len(LANGUAGES), said
    assert known.question["en"].rstrip().endswith(("?", "."))


@pytest.mark.parametrize("name", [query.name for query in named_queries()])
def test_each_column_of_a_named_query_has_a_name_in_both_languages(name: str, bundled: Store) -> None:
    query = named_query(name)
    shown = run(bundled, query.bind(), where=name).columns_shown
    english, indonesian = (query.headings(shown, language) for language in LANGUAGES)
    assert english == [variable.replace("_", " ") if variable != "pieces" else "pieces of evidence" for variable in shown]
    assert not set(english) & set(indonesian)


def test_a_query_can_call_its_columns_otherwise() -> None:
    own = {"on": {"en": "day", "id": "hari"}}
    assert replace(named_query("adoption"), columns=own).headings(["on", "act", "other_one"], "id") == ["hari", "tindakan", "other one"]


def test_every_named_query_is_tested() -> None:
    from tests.sparql.test_merged_queries import MERGED

    tested = {row[0] for row in EXPECTED} | {"about", "recalled", "provisions", "disagreements"} | MERGED
    assert tested == {query.name for query in named_queries()}
    assert len(tested) >= 25


HOSTILE = [
    'x" } UNION { ?s ?p ?o } #',
    "x\\",
    'x"""',
    "x\n} DELETE WHERE { ?s ?p ?o }",
    "\\u0022 . ?s ?p ?o",
    "<urn:x> } #",
    "auth:x } #",
    "'",
    "{{thing}}",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("query", [query.name for query in named_queries() if query.parameters])
def test_a_value_is_a_term_and_nothing_else(query: str, value: str, bundled: Store) -> None:
    """S25: whatever a value is, it is compared, or refused; it never becomes a part of the query."""
    known = named_query(query)
    things = [parameter.name for parameter in known.parameters if parameter.kind in {"thing", "text"}]
    others = [parameter.name for parameter in known.parameters if parameter.kind not in {"thing", "text"}]
    for name in others:
        with pytest.raises(UsageError):
            known.bind({name: value})
    for name in things:
        assert not len(run(bundled, known.bind({name: value}), where=query))


@pytest.mark.parametrize("value", ["x" * 3000, "a\x00b", "\ud800"])
def test_a_value_that_no_graph_holds_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="parameter thing"):
        named_query("parts").bind({"thing": value})


def test_a_parameter_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no parameter 'think'; it has thing"):
        named_query("parts").bind({"think": "UNDP"})
    with pytest.raises(UsageError, match="did you mean parts"):
        named_query("partz")
