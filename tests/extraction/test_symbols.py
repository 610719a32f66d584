"""United Nations document symbols in running text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph.extraction.acts import LANGUAGES
from ssc_graph.extraction.symbol_forms import BODIES, full_symbol, read_form
from ssc_graph.extraction.symbols import find_symbols, iso_date, labels_of


def symbols(text: str, *, default_body: str = "A") -> list[str]:
    return [mention.symbol for mention in find_symbols(text, default_body=default_body)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolution 64/222", ["A/RES/64/222"]),
        ("resolutions 33/134, 64/222 and 73/291", ["A/RES/33/134", "A/RES/64/222", "A/RES/73/291"]),
        ("General Assembly resolution 2625 (XXV)", ["A/RES/2625(XXV)"]),
        ("resolution 398 A (V) of 4 May 1950", ["A/RES/398(V)A"]),
        ("resolution 2602 C (XXIV)", ["A/RES/2602(XXIV)C"]),
        ("resolutions ES-11/1 and S-24/2", ["A/RES/ES-11/1", "A/RES/S-24/2"]),
        ("resolution 92/14 A.", ["A/RES/92/14 A"]),
        ("resolution 94/25 A and B of 3 March 2037", ["A/RES/94/25 A-B"]),
        ("decision 74/537 B", ["A/DEC/74/537 B"]),
        ("Security Council resolution 2623 (2022)", ["S/RES/2623(2022)"]),
        ("resolutions 402(1976) and 407(1977)", ["S/RES/402(1976)", "S/RES/407(1977)"]),
        ("Economic and Social Council resolution 2019/15", ["E/RES/2019/15"]),
        ("Human Rights Council resolution 42/12", ["A/HRC/RES/42/12"]),
        ("resolution 42/12 of 26 September 2019 of the Human Rights Council", ["A/HRC/RES/42/12"]),
        ("the Environment Assembly, in its resolution 9/8 of 3 March 2037", ["UNEP/EA.9/Res.8"]),
        ("Council resolution 2019/15 and Assembly resolution 76/246", ["E/RES/2019/15", "A/RES/76/246"]),
        ("resolution 70/1, annex, and resolution 69/313", ["A/RES/70/1", "A/RES/69/313"]),
        ("resolution\n73/291 of\n15 April 2019", ["A/RES/73/291"]),
        ("resolution 73/291,4 and", ["A/RES/73/291"]),
    ],
)
def test_numbered_resolutions(text: str, expected: list[str]) -> None:
    assert symbols(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolusi 33/134", ["A/RES/33/134"]),
        ("(resolusi 33/134)", ["A/RES/33/134"]),
        ("Resolusi Majelis Umum PBB Nomor 33/134", ["A/RES/33/134"]),
        ("resolusi PBB No. 33/134", ["A/RES/33/134"]),
        ("Resolusi Dewan Keamanan PBB 2334 (2016) dan 242 (1967)", ["S/RES/2334(2016)", "S/RES/242(1967)"]),
        ("Resolusi Majelis Umum nomor A/RES/498 (V)", ["A/RES/498(V)"]),
        ("resolusi 64/222 dan 73/291", ["A/RES/64/222", "A/RES/73/291"]),
        ("keputusan 58/520", ["A/DEC/58/520"]),
    ],
)
def test_indonesian_forms(text: str, expected: list[str]) -> None:
    assert symbols(text) == expected


@pytest.mark.parametrize(
    "symbol",
    [
        "A/76/550", "A/75/463/Add.2", "A/CONF.235/3", "S/2014/136", "S/Agenda/8979", "S/PV.8979", "E/2019/62/Corr.1", "A/C.2/75/L.41",
        "A/ES-11/L.1/Add.1", "FCCC/CP/2015/10/Add.1", "UNEP/GC.27/17", "ST/SGB/2013/4/Amend.1", "A/HRC/17/31", "TD/541/Add.2", "CD/1839",
    ],
)  # fmt: skip
def test_symbols_of_documents(symbol: str) -> None:
    (mention,) = find_symbols(f"(see {symbol}, annex I).")
    assert (mention.symbol, mention.kind, mention.body) == (symbol, "document", "document")
    assert f"document {symbol}" in {label.text for label in labels_of(mention)}


@pytest.mark.parametrize(
    "text",
    [
        "United Nations, Treaty Series, vol. 9171, No. 90122.",
        "HIV/AIDS",
        "24/7 and 1/2 of the A/B tests in 2019/20",
        "the immediate peaceful resolution of the conflict in 2/3 of the cases",
        "a resolution. 33/134 is a number",
        "12/09/1978",
        "Fry for 1/2 hour, add 3/4 cup of sugar.",
    ],
)
def test_what_is_no_symbol(text: str) -> None:
    assert symbols(text) == []


def test_a_letter_that_begins_a_word_is_no_part_of_the_number() -> None:
    assert symbols("resolution 70/1 A new agenda") == ["A/RES/70/1"]


def test_two_symbols_of_one_document_are_one_mention() -> None:
    (mention,) = find_symbols("A/73/63-E/2018/8")
    assert mention.symbol == "A/73/63"
    assert "E/2018/8" in {label.text for label in labels_of(mention)}


def test_a_series_goes_on_past_topics_and_dates() -> None:
    text = "resolutions 2031/7 of 5 July 2031 on ports and 2033/8 of 4 May 2033 on bells and General Assembly resolution 93/19"
    found = find_symbols(text)
    assert [mention.symbol for mention in found] == ["E/RES/2031/7", "E/RES/2033/8", "A/RES/93/19"]
    assert [mention.date for mention in found] == ["2031-07-05", "2033-05-04", ""]
    assert text[found[1].phrase_start : found[1].phrase_end] == "2033/8 of 4 May 2033"


def test_a_body_that_numbers_its_own_way_is_kept_apart() -> None:
    (mention,) = find_symbols("Commission on Narcotic Drugs resolution 62/1")
    assert mention.issuer == "Commission on Narcotic Drugs"
    assert mention.symbol != "A/RES/62/1"


def test_a_low_session_without_a_body_belongs_to_nobody() -> None:
    assert [mention.body for mention in find_symbols("its decisions 20/1 and 20/2")] == ["", ""]


def test_its_resolution_is_the_speakers_own() -> None:
    assert symbols("its resolution 42/12", default_body="HRC") == ["A/HRC/RES/42/12"]
    assert symbols("its resolution 42/12") == ["A/RES/42/12"]


def test_an_unknown_body_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown body"):
        find_symbols("resolution 1/1", default_body="X")


def test_a_year_given_elsewhere_completes_a_number_of_the_security_council() -> None:
    assert set(symbols("Security Council resolution 1325 was new; resolution 1325 (2000) said so")) == {"S/RES/1325(2000)"}


@pytest.mark.parametrize(("language", "expected"), [("en", "resolution 64/222"), ("id", "resolusi 64/222")])
def test_labels_in_both_languages(language: str, expected: str) -> None:
    labels = labels_of(find_symbols("resolution 64/222")[0])
    assert expected in {label.text for label in labels if label.language == language}
    assert {"A/RES/64/222", "64/222"} <= {label.text for label in labels}
    assert len([label for label in labels if label.preferred and label.language == language]) == 1


def test_a_letter_may_be_glued_in_a_label() -> None:
    assert "57/270B" in {label.text for label in labels_of(find_symbols("resolution 57/270 B")[0])}


def test_dates() -> None:
    assert iso_date("19 Desember 1978") == iso_date("December 19, 1978") == "1978-12-19"
    assert iso_date("31 June 1978") == iso_date("19 Foo 1978") == ""


@given(st.text(alphabet="AESRHCDresolution/(). 0123456789-–XVI,and\n", max_size=120))
def test_any_text_is_read_and_mentions_lie_in_order(text: str) -> None:
    found = find_symbols(text)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(a.phrase_start <= a.start and a.end <= a.phrase_end for a in found)
    for mention in found:
        labels_of(mention)


@given(
    session=st.integers(min_value=31, max_value=99),
    number=st.integers(min_value=1, max_value=340),
    letter=st.sampled_from(["", " A", " B"]),
)
def test_a_symbol_read_back_is_itself(session: int, number: int, letter: str) -> None:
    (mention,) = find_symbols(f"resolution {session}/{number}{letter}, annex")
    assert full_symbol(mention.symbol).symbol == mention.symbol
    assert read_form(mention.number).number == mention.number


@pytest.mark.parametrize("piece", ["A ", "resolution ", "1/2 ", "A/1/", "resolution 33/134, ", "Commission of the ", "General Assembly "])
def test_time_is_linear(piece: str) -> None:
    start = time.perf_counter()
    find_symbols(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 5


def test_every_body_has_names_in_both_languages() -> None:
    assert all(all(body.names[language] for language in LANGUAGES) and body.symbols["resolution"] for body in BODIES.values())
