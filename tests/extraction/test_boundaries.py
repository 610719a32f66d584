"""Boundaries: where one predicate, one reason, one list ends, and what is denied in it."""

from __future__ import annotations

import pytest

from tests.extraction.telling import told


def causes(text: str, *, language: str) -> set[str]:
    return {line for line in told(text, language=language) if " | causes | " in line}


def members(text: str, *, language: str) -> set[str]:
    return {line for line in told(text, language=language) if " | memberOf | " in line}


def test_the_agent_of_a_second_participle_did_not_do_the_first_thing() -> None:
    text = "Rain fell in Peru. The Lima Charter was adopted in Lima in 1990 and endorsed by the General Assembly in 1991."
    found = told(text, language="en")
    assert {line for line in found if "ndorsed" in line} == {
        "Lima Charter | endorsedBy | United Nations General Assembly",
        "Lima Charter | endorsedOn | 1991",
    }
    assert {line for line in found if "adopted" in line} == {"Lima Charter | adoptedOn | 1990"}


def test_a_relative_clause_with_its_own_subject_keeps_its_date() -> None:
    text = "The Lima Charter, which the General Assembly endorsed on 3 May 1991, was adopted in Lima on 1 April 1990."
    found = told(text, language="en")
    assert {"Lima Charter | endorsedOn | 3 May 1991", "Lima Charter | adoptedOn | 1 April 1990"} <= found
    assert not {"Lima Charter | adoptedOn | 3 May 1991", "Lima Charter | endorsedOn | 1 April 1990"} & found


def test_the_date_of_a_relative_clause_is_not_lent_to_the_main_verb() -> None:
    text = "The Lima Charter was adopted in Lima, which the General Assembly left on 3 May 1991."
    assert not any("adoptedOn" in line for line in told(text, language="en"))


def test_which_takes_up_the_last_clause_alone() -> None:
    assert causes("Rain came late, and the harvest failed, which led to hunger.", language="en") == {"harvest failed | causes | hunger"}


def test_which_takes_up_the_cause_that_the_clause_names_last() -> None:
    found = causes("The bridge collapsed because of a flood, which cut the town off.", language="en")
    assert found == {"flood | causes | bridge collapsed", "flood | causes | cut the town off"}


def test_which_takes_up_the_agent_of_a_passive() -> None:
    assert "strike | causes | shortage of rice" in causes(
        "The port was closed by a strike, which caused a shortage of rice.", language="en"
    )


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Prices rose because the port was closed, not because wages had grown.",
            "en",
            {"port was closed | causes | Prices rose", "not wages had grown | causes | Prices rose"},
        ),
        (
            "Trade fell, not because of the drought but because of the war.",
            "en",
            {"not drought | causes | Trade fell", "war | causes | Trade fell"},
        ),
        ("The harvest was ruined by locusts, not by drought.", "en", {"locusts | causes | harvest was ruined"}),
        (
            "Harga naik bukan karena kekeringan, melainkan karena perang.",
            "id",
            {"not kekeringan | causes | Harga naik", "perang | causes | Harga naik"},
        ),
    ],
)
def test_a_second_reason_may_be_denied_for_the_same_effect(text: str, language: str, expected: set[str]) -> None:
    assert causes(text, language=language) == expected


def test_not_only_but_also_denies_nothing() -> None:
    found = causes("Pasar sepi. Banjir disebabkan tidak hanya oleh hujan, tetapi juga oleh angin.", language="id")
    assert {line.split(" | ")[0] for line in found} == {"hujan", "angin"}


def test_words_that_only_point_name_no_cause() -> None:
    assert causes("The drought caused them. The flood caused hunger.", language="en") == {"flood | causes | hunger"}


def test_who_founds_a_body_is_no_cause_of_it() -> None:
    text = "The Harbour Fund owes its existence to the General Assembly. Hunger was a result of the war."
    assert told(text, language="en") == {"Harbour Fund | establishedBy | United Nations General Assembly", "war | causes | hunger"}


@pytest.mark.parametrize(
    ("text", "language", "owner", "principles"),
    [
        (
            "The Harbour Pact rests on three principles: solidarity, equality and mutual benefit.",
            "en",
            "Harbour Pact",
            {"solidarity", "equality", "mutual benefit"},
        ),
        ("The Charter of Lima names solidarity and equality as principles.", "en", "Charter of Lima", {"solidarity", "equality"}),
        (
            "The Port Council was founded in 1974. Solidarity and equality are among its principles.",
            "en",
            "Port Council",
            {"Solidarity", "equality"},
        ),
        ("Seed libraries rest on two principles: open sharing and local choice.", "en", "Seed libraries", {"open sharing", "local choice"}),
        (
            "Di Mercosur berlaku asas musyawarah dan saling menghormati.",
            "id",
            "Pasar Bersama Selatan",
            {"musyawarah", "saling menghormati"},
        ),
    ],
)
def test_principles_are_told_one_by_one_and_own_none_themselves(text: str, language: str, owner: str, principles: set[str]) -> None:
    found = {tuple(line.split(" | hasPrinciple | ")) for line in told(text, language=language) if "hasPrinciple" in line}
    assert {told_principle for _, told_principle in found} == principles
    assert {told_owner for told_owner, _ in found} == {owner}


@pytest.mark.parametrize(
    ("text", "language", "aim"),
    [
        ("Seed libraries are meant to keep old crops alive.", "en", "Seed libraries | hasObjective | keep old crops alive"),
        ("Lumbung benih desa bertujuan menjaga padi lama.", "id", "Lumbung benih desa | hasObjective | menjaga padi lama"),
    ],
)
def test_a_general_noun_phrase_has_aims(text: str, language: str, aim: str) -> None:
    assert told(text, language=language) == {aim}


@pytest.mark.parametrize("text", ["They aim to keep old crops alive.", "The old farmers aim to win.", "Farmers aim to win."])
def test_people_and_pronouns_have_no_aims_of_a_concept(text: str) -> None:
    assert told(text, language="en") == set()


def test_an_aim_belongs_to_what_was_created_and_not_to_who_created_it() -> None:
    text = "Ministers of the World Bank created the Harbour Bank with a view to financing ports."
    assert {line for line in told(text, language="en") if "hasObjective" in line} == {"Harbour Bank | hasObjective | financing ports"}


def test_a_training_has_participants_where_they_come_from_and_none_that_stayed_away() -> None:
    text = "The Training Course on Coastal Floods was held in Accra. It drew 24 trainees from Ecuador and Peru. Chile did not take part."
    assert {line for line in told(text, language="en") if "hasParticipant" in line} == {
        "Training Course on Coastal Floods | hasParticipant | Ecuador",
        "Training Course on Coastal Floods | hasParticipant | Peru",
        "not Training Course on Coastal Floods | hasParticipant | Chile",
    }


def test_the_place_of_a_training_takes_no_part_in_it() -> None:
    text = "Pelatihan Padi Selatan digelar di Kuba pada 2001. Pelatihan ini diikuti peserta dari Kenya dan Uganda."
    found = {line for line in told(text, language="id") if "hasParticipant" in line}
    assert found == {f"Pelatihan Padi Selatan | hasParticipant | {country}" for country in ("Kenya", "Uganda")}


def test_members_with_their_own_years_join_the_same_body() -> None:
    text = "Liga Pelabuhan didirikan pada 1967. Kenya bergabung pada 1984, Uganda pada 1995, dan Peru pada 1997."
    assert members(text, language="id") == {f"{country} | memberOf | Liga Pelabuhan" for country in ("Kenya", "Uganda", "Peru")}


def test_who_sends_an_observer_in_such_a_list_joins_nothing() -> None:
    text = "Liga Pelabuhan didirikan pada 1967. Kenya bergabung pada 1984, dan Uganda mengirim pengamat."
    assert members(text, language="id") == {"Kenya | memberOf | Liga Pelabuhan"}


def test_membership_is_denied_and_wishes_are_no_membership() -> None:
    text = (
        "Mali never joined the Port Council. Togo left the Port Council in 1990. Chad wants to join the Port Council. "
        "Kenya is a member of it, but Benin is not."
    )
    assert members(text, language="en") == {
        "not Mali | memberOf | Port Council",
        "not Togo | memberOf | Port Council",
        "Kenya | memberOf | Port Council",
        "not Benin | memberOf | Port Council",
    }


def test_keanggotaan_is_denied_of_who_is_none_any_longer() -> None:
    text = "Mercosur berdiri pada 1991. Malta bukan lagi anggota Mercosur. Peru bukan anggota penuh. Chile batal bergabung dengan Mercosur."
    found = {line.partition(" | ")[0] for line in members(text, language="id")}
    assert found == {"not Malta", "not Peru"}
