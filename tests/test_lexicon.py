"""Names found in texts: the longest, at word boundaries, in the right case, and never where they mean something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph.claims import Label
from ssc_graph.errors import DataFileError
from ssc_graph.lexicon import LexicalEntry, Lexicon, case_sensitive, flatten
from ssc_graph.ontology import load_lexicon


def found(text: str) -> list[tuple[str, str]]:
    """Return what the published lexicon finds: the words with the identifier of what they name."""
    return [(text[match.start : match.end], match.entry.id) for match in load_lexicon().find(text)]


def ids(text: str) -> list[str]:
    return [name for _, name in found(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Majelis Umum PBB bersidang.", [("Majelis Umum PBB", "auth:general-assembly")]),
        (
            "the United Nations Office for South-South Cooperation",
            [("United Nations Office for South-South Cooperation", "auth:unossc")],
        ),
        (
            "South-South cooperation and South-South trade",
            [("South-South cooperation", "concept:south-south-cooperation"), ("South-South trade", "concept:south-south-trade")],
        ),
        ("Tujuan Pembangunan Berkelanjutan adalah", [("Tujuan Pembangunan Berkelanjutan", "concept:sustainable-development-goals")]),
        ("Guinea Khatulistiwa dan Guinea", [("Guinea Khatulistiwa", "auth:equatorial-guinea"), ("Guinea", "auth:guinea")]),
        ("Dasasila Bandung lahir di Bandung", [("Dasasila Bandung", "auth:ten-principles-of-bandung"), ("Bandung", "auth:bandung")]),
        ("BAPA+40 menilai BAPA", [("BAPA+40", "auth:bapa40-conference"), ("BAPA", "auth:buenos-aires-plan-of-action")]),
        ("sesama negara berkembang", [("sesama negara berkembang", "auth:developing-countries")]),
    ],
)
def test_the_longest_name_wins(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "spelling",
    [
        "Kerja Sama Selatan-Selatan",
        "Kerjasama Selatan-Selatan",
        "kerja sama Selatan–Selatan",
        "kerja sama Selatan Selatan",
        "KERJA SAMA SELATAN-SELATAN",
        "South–South cooperation",
        "South-South co-operation",
        "KSS",
        "SSC",
    ],
)
def test_every_spelling_of_south_south_cooperation(spelling: str) -> None:
    assert found(f"Tentang {spelling}.") == [(spelling, "concept:south-south-cooperation")]


@pytest.mark.parametrize(
    "spelling",
    [
        "Kerja Sama Teknis antarnegara Berkembang",
        "Kerja Sama Teknis antar Negara Berkembang",
        "Kerjasama Teknik Antar-Negara Berkembang",
        "technical cooperation among developing countries",
        "TCDC",
    ],
)
def test_every_spelling_of_technical_cooperation(spelling: str) -> None:
    assert found(f"({spelling})") == [(spelling, "concept:technical-cooperation-among-developing-countries")]


def test_a_name_may_be_broken_over_a_line() -> None:
    text = "the High-level Committee on\nSouth-South Cooperation, United\tNations"
    assert ids(text) == ["auth:hlc-south-south-cooperation", "auth:united-nations"]


@pytest.mark.parametrize("text", ["Konferensi Bandungnya", "UNDP’s", "UNDP's", "PBBlah", "Indonesiapun"])
def test_a_clitic_is_no_part_of_the_name(text: str) -> None:
    [(words, _)] = found(text)
    assert words in {"Konferensi Bandung", "UNDP", "PBB", "Indonesia"}


@pytest.mark.parametrize("text", ["who", "Who asked?", "us", "as", "sids", "undp", "kss", "Nam", "Oda"])
def test_an_acronym_counts_in_capitals_only(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["UNDPX", "aUNDP", "BAPA-40x", "sub-UNDP", "Indonesian", "Mali3", "Nigeria's neighbour Nigerx"])
def test_a_name_inside_a_word_is_none(text: str) -> None:
    assert {words for words, _ in found(text)} <= {"Nigeria"}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("bahasa Indonesia", "auth:indonesia"),
        ("bahasa Inggris", "auth:united-kingdom"),
        ("Jalan Asia Afrika", "auth:asia"),
        ("Michael Jordan", "auth:jordan"),
        ("the state of Georgia", "auth:georgia"),
        ("the Niger Delta", "auth:niger"),
        ("Gulf of Guinea", "auth:guinea"),
        ("Papua Nugini", "auth:guinea"),
        ("Laut Cina Selatan", "auth:china"),
        ("CONTACT US", "auth:united-states"),
        ("dolar Amerika Serikat", "auth:united-states"),
        ("Persib Bandung", "auth:bandung"),
        ("Partai PBB", "auth:united-nations"),
        ("menyerah tanpa syarat", "concept:non-conditionality"),
        ("Bank Indonesia", "auth:indonesia"),
        ("the Deputy Secretary-General", "auth:secretary-general"),
        ("Dana OPEC", "auth:opec"),
        ("Kementerian Luar Negeri Jepang", "auth:kemlu"),
        ("perdagangan orang", "concept:international-trade"),
    ],
)
def test_a_longer_phrase_that_means_something_else_is_left_alone(text: str, absent: str) -> None:
    assert absent not in ids(text)


@pytest.mark.parametrize(
    ("text", "present"), [("di Georgia", "auth:georgia"), ("Jordan, Iraq", "auth:jordan"), ("Niger, Mali", "auth:niger")]
)
def test_the_country_itself_is_found(text: str, present: str) -> None:
    assert present in ids(text)


def test_bodies_with_similar_names_stay_apart() -> None:
    assert ids("UNDP, UNCDF, UNV; relawan PBB") == ["auth:undp", "auth:uncdf", "auth:unv", "auth:unv"]
    assert ids("Special Unit for TCDC, Special Unit for South-South Cooperation, UNOSSC") == [
        "auth:special-unit-for-tcdc",
        "auth:special-unit-for-south-south-cooperation",
        "auth:unossc",
    ]


@pytest.mark.parametrize("text", ["the Fund", "the Assembly", "Committee", "the Office", "kejenuhan", "utang", "negara", "Konferensi"])
def test_a_word_that_refers_back_is_no_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["lima negara", "bahan baku", "kisah asmara", "male and female", "saus chili"])
def test_an_ordinary_word_is_no_place(text: str) -> None:
    assert not {"auth:lima", "auth:baku", "auth:asmara", "auth:male-city", "auth:chile"} & set(ids(text))


def entry(name: str, *, curie: str = "auth:one", never: tuple[str, ...] = ()) -> LexicalEntry:
    return LexicalEntry(curie, (Label(name, "en", True),), ("ssc:Organization",), never=never)


def test_two_entries_of_one_identifier_are_refused() -> None:
    with pytest.raises(DataFileError, match="auth:one is given twice"):
        Lexicon([entry("One"), entry("Two")])


def test_an_entry_without_a_name_is_refused() -> None:
    with pytest.raises(DataFileError, match="has no label"):
        Lexicon([LexicalEntry("auth:one", (), ("ssc:Organization",))])


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([]).find("UNDP") == []


def test_a_phrase_that_must_not_match_hides_only_itself() -> None:
    lexicon = Lexicon([entry("Mali", never=("Mali Empire",))])
    assert [match.start for match in lexicon.find("Mali Empire, Mali")] == [13]


def test_a_name_is_looked_up_whatever_its_case() -> None:
    known = load_lexicon().named("buenos aires plan of action")
    assert known is not None
    assert known.id == "auth:buenos-aires-plan-of-action"
    assert load_lexicon().named("no such name") is None


@given(st.text(min_size=0, max_size=80))
def test_flattening_never_moves_an_offset(text: str) -> None:
    assert len(flatten(text)) == len(text)


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["UNDP", "Majelis Umum PBB", "KSS", "South–South cooperation", "negara berkembang", "Bandung", "İstanbul", "–", "\n", "’s"]
        ),
        st.text(max_size=8),
    ),
    max_size=12,
).map(" ".join)


@given(_PIECES)
def test_a_match_is_what_stands_there(text: str) -> None:
    last = 0
    for match in load_lexicon().find(text):
        assert last <= match.start < match.end <= len(text)
        last = match.end
        names = {flatten(label.text) for label in match.entry.labels} | {flatten(name) for name in match.entry.hidden}
        assert flatten(text[match.start : match.end]) in names


@given(st.text(st.sampled_from("İßæ \n\U0001f600"), max_size=20), st.sampled_from(["UNDP", "Bandung", "Majelis Umum", "aid fatigue"]))
def test_a_name_is_found_where_it_stands_behind_any_text(before: str, name: str) -> None:
    text = f"{before} {name}."
    assert [(match.start, match.end) for match in load_lexicon().find(text)] == [(len(before) + 1, len(text) - 1)]


@pytest.mark.parametrize(
    ("name", "strict"), [("UN", True), ("SDGs", True), ("AfDB", True), ("G77", False), ("Bandung", False), ("AIS Forum", False)]
)
def test_which_names_keep_their_case(name: str, strict: bool) -> None:
    assert case_sensitive(name) is strict
