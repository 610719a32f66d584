"""Indonesian: what is wished for, whose agent and date it is, what ", yang" takes up, who "mereka" are, what a report is put into."""

from __future__ import annotations

import pytest

from ssc_graph.claims import Modality
from tests.extraction.telling import claims_of, sources, told


def lines(text: str, *relations: str) -> set[str]:
    found = told(text, language="id")
    return {line for line in found if not relations or any(f" | {relation} | " in line for relation in relations)}


@pytest.mark.parametrize(
    "wish",
    [
        "Kolombia ingin menjadi anggota Mercosur.",
        "Kolombia berharap dapat bergabung dengan Mercosur.",
        "Kolombia mengajukan diri sebagai anggota Mercosur.",
        "Kolombia, yang melamar menjadi anggota Mercosur, mengirim utusan.",
        "Peru mendukung Kolombia menjadi anggota Mercosur.",
    ],
)
def test_a_wish_to_belong_is_no_membership(wish: str) -> None:
    assert not lines(wish, "memberOf")


def test_a_membership_to_come_is_intended_and_one_that_may_come_is_possible() -> None:
    firmness = {
        text: {c.modality for c in claims_of(text, language="id") if c.predicate == "memberOf"}
        for text in (
            "Kolombia akan menjadi anggota Mercosur.",
            "Kolombia dapat menjadi anggota Mercosur.",
            "Kolombia menjadi anggota Mercosur.",
        )
    }
    assert list(firmness.values()) == [{Modality.INTENDED}, {Modality.POSSIBLE}, {Modality.ASSERTED}]


def test_a_body_still_to_be_founded_is_founded_by_nobody_yet() -> None:
    found = [c for c in claims_of("Bank Andes akan dibentuk Peru.", language="id") if c.predicate == "establishedBy"]
    assert [c.modality for c in found] == [Modality.INTENDED]


def test_agents_and_dates_stay_with_their_own_participle() -> None:
    text = "Piagam Laut disepakati pada 12 Mei 1990 dan kemudian disahkan oleh Majelis Umum."
    assert lines(text, "adoptedBy", "adoptedOn", "endorsedBy", "endorsedOn") == {
        "Piagam Laut | adoptedOn | 12 Mei 1990",
        "Piagam Laut | endorsedBy | Majelis Umum Perserikatan Bangsa-Bangsa",
    }


def test_a_date_inside_a_relative_clause_is_not_that_of_the_main_verb() -> None:
    text = "Dana Andes, yang pada 1990 berganti nama menjadi Bank Andes, dibentuk Peru pada 1970."
    assert lines(text, "renamedOn", "establishedOn") == {"Bank Andes | renamedOn | 1990", "Dana Andes | establishedOn | 1970"}


def test_which_takes_up_the_clause_unless_its_last_noun_comes_about() -> None:
    closed = lines("Pemerintah menutup pelabuhan, yang menyebabkan harga beras melonjak.", "causes")
    assert closed == {"Pemerintah menutup pelabuhan | causes | harga beras melonjak"}
    spread = lines("Wabah itu memicu kepanikan, yang menyebabkan harga beras melonjak.", "causes")
    assert "kepanikan | causes | harga beras melonjak" in spread


def test_a_report_put_in_is_no_part_of_what_is_said() -> None:
    text = "Pasar beras, kata Rina Wulandari, macet karena gudang kosong."
    assert sources(text, language="id") == {"gudang kosong | causes | Pasar beras macet": "Rina Wulandari"}
    assert lines("Beras langka, tulisnya, karena gudang kosong.", "causes") == {"gudang kosong | causes | Beras langka"}
    assert lines("Karena gudang kosong, katanya, beras langka.", "causes") == {"gudang kosong | causes | beras langka"}


def test_an_aim_is_aimed_at_and_not_brought_about() -> None:
    text = "Mercosur berkantor di Montevideo. Tujuannya menurunkan tarif."
    assert lines(text, "hasObjective", "causes") == {"Pasar Bersama Selatan | hasObjective | menurunkan tarif"}
    assert lines("Tujuan Mercosur menurunkan tarif antaranggota.", "hasObjective", "causes") == {
        "Pasar Bersama Selatan | hasObjective | menurunkan tarif antaranggota"
    }
    assert not lines("Tujuan Mercosur tertuang dalam Piagam Laut.", "hasObjective")


def test_they_are_all_of_the_list_that_was_told() -> None:
    text = "Fiji, Samoa, dan Tonga bertemu di Apia. Ketiganya mendirikan Bank Garam."
    assert lines(text, "establishedBy") == {f"Bank Garam | establishedBy | {name}" for name in ("Fiji", "Samoa", "Tonga")}
    assert not lines("Fiji dan Samoa bertemu di Apia. Ketiganya mendirikan Bank Garam.", "establishedBy")


def test_a_counted_subject_is_the_names_behind_it() -> None:
    text = "Empat negara, yaitu Argentina, Brasil, Paraguay, dan Uruguay, menjadi anggota Mercosur."
    assert {line.split(" | ")[0] for line in lines(text, "memberOf")} == {"Argentina", "Brasil", "Paraguay", "Uruguay"}


def test_a_war_points_at_no_meeting_that_was_told_of() -> None:
    text = "Lokakarya Garam dibuka di Kupang. Akibat perang, kapal terlambat."
    assert lines(text, "causes") == {"perang | causes | kapal terlambat"}


def test_a_former_name_bears_nothing_of_its_own() -> None:
    text = "UNOSSC semula bernama Unit Khusus untuk Kerja Sama Teknis, dibentuk pada 1974."
    assert {line.split(" | ")[0] for line in lines(text, "establishedOn")} == {
        "Kantor Perserikatan Bangsa-Bangsa untuk Kerja Sama Selatan-Selatan"
    }


def test_a_title_that_is_a_list_is_one_title() -> None:
    text = "Dalam buku Garam, Gula, dan Kuasa, Rina Wulandari menolak bantuan."
    assert lines(text, "authoredBy") == {"Garam, Gula, dan Kuasa | authoredBy | Rina Wulandari"}


def test_a_predicate_behind_but_shares_the_subject() -> None:
    text = "Kerja Sama Selatan-Selatan menekan biaya, tetapi tidak dimaksudkan untuk menggantikan pasar."
    assert "not Kerja Sama Selatan-Selatan | hasObjective | menggantikan pasar" in lines(text, "hasObjective")


def test_a_reason_behind_a_predicate_is_a_whole_clause() -> None:
    assert lines("Harga lisensi mahal karena pemegang paten menguasai pasar.", "causes") == {
        "pemegang paten menguasai pasar | causes | Harga lisensi mahal"
    }
    assert lines("Pasar tenang sebab pedagang tahu bahwa stok tersedia.", "causes") == {
        "pedagang tahu bahwa stok tersedia | causes | Pasar tenang"
    }


def test_what_somebody_means_to_do_is_not_yet_an_effect() -> None:
    assert not lines("Program magang itu tidak bermaksud menjadikan murid pembeli mesin.", "causes")


def test_the_office_behind_a_name_is_no_second_founder() -> None:
    text = "D-8 dicetuskan Necmettin Erbakan, Perdana Menteri Turki saat itu."
    assert {line.split(" | ")[2] for line in lines(text, "establishedBy")} == {"Necmettin Erbakan"}


def test_names_in_a_list_with_or_are_no_aliases() -> None:
    assert not lines("Bagi petani di Lampung, Antioquia, atau Kaffa, tahun itu kelabu.", "alsoKnownAs")
