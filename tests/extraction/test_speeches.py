"""Speeches: whose words a quotation is that runs over several sentences, and who denies or writes what is told."""

from __future__ import annotations

import pytest

from tests.extraction.telling import sources

QUOTED = {
    "en": (
        "“The harvest failed because of drought. Prices rose because of the war,” said Ada Obi. “Hunger was caused by the war.” "
        "Trade fell because of a strike."
    ),
    "id": (
        "“Panen gagal karena kekeringan. Harga naik karena perang,” kata Rina Wulandari. “Kelaparan disebabkan oleh perang.” "
        "Dagang turun karena mogok."
    ),
}


@pytest.mark.parametrize(("language", "speaker"), [("en", "Ada Obi"), ("id", "Rina Wulandari")])
def test_all_sentences_of_a_quotation_are_its_speakers_and_what_follows_it_is_not(language: str, speaker: str) -> None:
    found = sources(QUOTED[language], language=language)
    assert sorted(found.values()) == ["", speaker, speaker, speaker]
    assert next(line for line, source in found.items() if not source).startswith(("strike", "mogok"))


def test_a_quotation_is_not_that_of_the_next_paragraphs_speaker() -> None:
    text = (
        "“Panen gagal karena kekeringan. Harga naik karena perang.” Joko Santoso datang.\n\n“Dagang turun karena mogok,” ujar Joko Santoso."
    )
    found = sources(text, language="id")
    assert found == {
        "kekeringan | causes | Panen gagal": "",
        "perang | causes | Harga naik": "",
        "mogok | causes | Dagang turun": "Joko Santoso",
    }


def test_according_to_reaches_no_further_than_its_sentence() -> None:
    text = "Menurut Rina Wulandari, panen gagal karena kekeringan. Harga naik karena perang."
    assert sources(text, language="id") == {
        "kekeringan | causes | panen gagal": "Rina Wulandari",
        "perang | causes | Harga naik": "",
    }


def test_the_name_behind_an_office_says_it() -> None:
    text = "Rapat usai. “Panen gagal karena kekeringan,” kata Kepala Pusat Padi, Sri Lestari, seusai rapat."
    assert sources(text, language="id") == {"kekeringan | causes | Panen gagal": "Sri Lestari"}


def test_a_report_put_in_between_commas_tells_who_says_it() -> None:
    found = sources("Pasar sepi. Panen, kata Rina Wulandari, gagal karena perang.", language="id")
    assert set(found.values()) == {"Rina Wulandari"}


def test_a_bracket_with_a_name_and_a_year_tells_who_writes_it() -> None:
    found = sources("Panen gagal karena kekeringan (Harjono, 2021). Harga naik karena perang (tahun 2021).", language="id")
    assert sorted(found.values()) == ["", "Harjono"]


def test_what_somebody_disputes_is_denied_as_his() -> None:
    text = "Pasar sepi. Rina Wulandari membantah bahwa kekeringan menyebabkan banjir."
    found = sources(text, language="id")
    assert found
    assert all(line.startswith("not ") and source == "Rina Wulandari" for line, source in found.items())
