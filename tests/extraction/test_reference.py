"""Reference: what "it", "its", "program ini", "Tugasnya" and "mereka" stand for, and under which name a thing goes on."""

from __future__ import annotations

import pytest

from tests.extraction.telling import told

HARBOUR = "The Harbour Bank works with the World Bank. It was founded in 1992. Its members include Peru and Chile."
COURSE = (
    "Kementerian Luar Negeri menggelar Kursus Diplomasi Selatan di Jakarta pada 2015. "
    "Dua puluh diplomat dari Laos, Nepal, dan Zambia mengikuti kursus itu. "
    "Program ini bertujuan mempererat kerja sama Selatan-Selatan."
)


def test_it_is_what_the_sentence_before_speaks_of_and_not_what_a_preposition_adds() -> None:
    found = told(HARBOUR, language="en")
    assert {"Harbour Bank | establishedOn | 1992", "Peru | memberOf | Harbour Bank", "Chile | memberOf | Harbour Bank"} <= found
    assert not any("World Bank" in line for line in found)


def test_it_goes_on_about_the_body_named_last_before_it() -> None:
    text = "In 1990 the Harbour Pact was signed by Peru. The Harbour Bank was established in 1992 in Lima. It seeks to finance small ports."
    found = told(text, language="en")
    assert "Harbour Bank | hasObjective | finance small ports" in found
    assert "Harbour Pact | hasObjective | finance small ports" not in found


def test_answers_go_on_about_what_the_first_question_asks() -> None:
    text = "What is the Port Council? The Harbour Bank opened in 1980. Does it lend money? It aims to lower fees."
    assert told(text, language="en") == {"Port Council | hasObjective | lower fees"}


def test_the_aim_of_the_sentence_before_is_told_by_it_is_to() -> None:
    text = "The World Bank opened an office. Its aim is not to compete with banks. It is to lend money to farmers."
    assert told(text, language="en") == {
        "not World Bank | hasObjective | compete with banks",
        "World Bank | hasObjective | lend money to farmers",
    }


def test_a_song_has_no_aim_that_it_is_to_be_heard() -> None:
    assert told("The World Bank opened an office. Its song is new. It is to lend courage to farmers.", language="en") == set()


def test_program_ini_is_the_course_of_the_press_release_and_not_a_concept() -> None:
    found = told(COURSE, language="id")
    assert "Kursus Diplomasi Selatan | hasObjective | mempererat kerja sama Selatan-Selatan" in found
    assert [line for line in found if "hasObjective" in line] == [
        "Kursus Diplomasi Selatan | hasObjective | mempererat kerja sama Selatan-Selatan"
    ]


def test_who_attends_kursus_itu_takes_part_in_the_course_named_before() -> None:
    found = {line for line in told(COURSE, language="id") if "hasParticipant" in line}
    assert {line.split(" | ")[0] for line in found} == {"Kursus Diplomasi Selatan"}
    assert len(found) == 3


def test_program_tersebut_is_not_one_of_several_projects() -> None:
    text = "Program Benih Selatan diluncurkan pada 2005. Sejumlah proyek dibangun. Program tersebut bertujuan membantu petani."
    aims = {line for line in told(text, language="id") if "hasObjective" in line}
    assert aims == {"Program Benih Selatan | hasObjective | membantu petani"}


def test_tugasnya_is_the_task_of_the_body_named_last() -> None:
    text = "UNDP didirikan pada 1965. Tugasnya membantu negara berkembang. Bank Dunia membuka kantor. Tugasnya meminjamkan uang."
    aims = {line for line in told(text, language="id") if "hasObjective" in line}
    assert {line.split(" | ")[2] for line in aims if "Bank Dunia" in line} == {"meminjamkan uang"}
    assert {line.split(" | ")[2] for line in aims if "Bank Dunia" not in line} == {"membantu negara berkembang"}


def test_mereka_are_several_and_never_one_body() -> None:
    several = told("Bank Dunia membuka kantor di Jakarta. Mereka mendirikan Dana Pesisir pada 1990.", language="id")
    assert several == {"Dana Pesisir | establishedOn | 1990"}  # when, and not by whom
    found = told("Bank Dunia membuka kantor di Jakarta. Ia mendirikan Dana Pesisir pada 1990.", language="id")
    assert "Dana Pesisir | establishedOn | 1990" in found


@pytest.mark.parametrize(
    ("text", "language", "new", "old"),
    [
        (
            "The Harbour League was founded in 1950. In 1970 it was renamed the Port Union. It aims to lower fees.",
            "en",
            "Port Union",
            "Harbour League",
        ),
        (
            "Liga Pelabuhan berdiri pada 1950. Pada 1970 Liga Pelabuhan berganti nama menjadi Serikat Bandar. Tujuannya menurunkan tarif.",
            "id",
            "Serikat Bandar",
            "Liga Pelabuhan",
        ),
        (
            "Serikat Bandar, semula bernama Liga Pelabuhan, berkantor di Lima. Organisasi ini bertujuan menurunkan tarif.",
            "id",
            "Serikat Bandar",
            "Liga Pelabuhan",
        ),
    ],
)
def test_a_renamed_body_goes_on_under_its_present_name(text: str, language: str, new: str, old: str) -> None:
    found = told(text, language=language)
    assert f"{new} | renamedFrom | {old}" in found
    assert f"{old} | renamedFrom | {new}" not in found
    assert {line.split(" | ")[0] for line in found if "hasObjective" in line} == {new}


def test_a_body_renamed_by_somebody_has_the_second_of_the_two_names() -> None:
    found = told(
        "In 1970 ministers renamed the Harbour League the Port Union. What began as the River Club became the Sea Club.", language="en"
    )
    assert {line for line in found if "renamedFrom" in line} == {
        "Port Union | renamedFrom | Harbour League",
        "Sea Club | renamedFrom | River Club",
    }
