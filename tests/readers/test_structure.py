"""What the blocks of a page are: each test is a small page in the manner of a news site, a ministry, an encyclopedia."""

from __future__ import annotations

import pytest

from ssc_graph.document import BlockKind
from tests.readers.blocks import assert_covered, block_of, kind_of, kinds, read_text, texts_of

NEWS_PAGE = """\
Beranda > Dunia > Ekonomi
Dana Nusantara Buka Kantor di Nairobi
Ana Putri - Warta Selatan
Kamis, 12 Sep 2024 10:20 WIB
ADVERTISEMENT
Jakarta - Dana Nusantara membuka kantor di Nairobi pada Kamis. Kantor itu melayani enam negara.
BACA JUGA: Mengapa Dana Itu Penting?
Apa Itu Dana Nusantara?
Dana Nusantara adalah dana bersama milik tujuh negara berkembang.
Tujuan Dana
- meminjamkan modal;
- melatih tenaga ahli; dan
- membagi data.
SCROLL TO CONTINUE WITH CONTENT
Dana itu dikelola dari Jakarta.
Simak Video "Kantor Baru di Nairobi"
(abc/xyz)
"""


def test_a_news_page_keeps_only_its_text_for_reading() -> None:
    page = read_text(NEWS_PAGE)
    assert texts_of(page, BlockKind.BOILERPLATE) == [
        "Beranda > Dunia > Ekonomi",
        "ADVERTISEMENT",
        "BACA JUGA: Mengapa Dana Itu Penting?",
        "SCROLL TO CONTINUE WITH CONTENT",
        'Simak Video "Kantor Baru di Nairobi"',
        "(abc/xyz)",
    ]
    assert texts_of(page, BlockKind.TITLE) == ["Dana Nusantara Buka Kantor di Nairobi"]
    assert texts_of(page, BlockKind.HEADING) == ["Apa Itu Dana Nusantara?", "Tujuan Dana"]
    assert len(texts_of(page, BlockKind.LIST_ITEM)) == 3


def test_a_news_page_says_who_wrote_it_and_when() -> None:
    page = read_text(NEWS_PAGE)
    assert page.metadata.title == "Dana Nusantara Buka Kantor di Nairobi"
    assert page.metadata.authors == ("Ana Putri",)
    assert page.metadata.date == "2024-09-12"
    assert page.metadata.language == "id"
    assert texts_of(page, BlockKind.BYLINE) == ["Ana Putri - Warta Selatan", "Kamis, 12 Sep 2024 10:20 WIB"]


@pytest.mark.parametrize(
    ("line", "date", "authors"),
    [
        ("By Joe Field and Ana Putri", "", ("Joe Field", "Ana Putri")),
        ("Oleh: Budi Santoso", "", ("Budi Santoso",)),
        ("Senin, 5 Agustus 2024", "2024-08-05", ()),
        ("September 11, 2024", "2024-09-11", ()),
        ("Published: 2024-09-11", "2024-09-11", ()),
        ("18 December 2023", "2023-12-18", ()),
        ("Mei 2020", "2020-05", ()),
        ("Diperbarui 3 Okt 2024, 14:05 WITA", "2024-10-03", ()),
    ],
)
def test_bylines(line: str, date: str, authors: tuple[str, ...]) -> None:
    page = read_text(f"Trade in the South\n\n{line}\n\nTrade between countries of the South has grown.")
    assert kind_of(page, line) == "byline"
    assert (page.metadata.date, page.metadata.authors) == (date, authors)


@pytest.mark.parametrize(
    "line", ["By and large, trade grew in 1990.", "Oleh karena itu, ekspor naik.", "May 2020 was a hard month for trade."]
)
def test_sentences_that_begin_like_a_byline_stay_text(line: str) -> None:
    assert kind_of(read_text(f"Trade in the South\n\n{line}\n\nIt grew."), line) == "paragraph"


def test_a_date_that_may_be_read_two_ways_is_no_date() -> None:
    assert read_text("Trade grows\n\n03/04/2024\n\nThe trade of the South has grown.").metadata.date == ""
    assert read_text("Ekspor naik\n\n03/04/2024\n\nEkspor dari negara Selatan telah naik.").metadata.date == "2024-04-03"


def test_an_agencys_dateline_dates_the_document_and_stays_text() -> None:
    page = read_text("Fund opens\n\nNAIROBI, 12 September 2024 – The Nusantara Fund opened an office today.")
    assert page.metadata.date == "2024-09-12"
    assert kinds(page) == ["title", "paragraph"]


def test_press_release_has_its_kicker_above_the_title() -> None:
    page = read_text("SIARAN PERS\n\nForum Selatan Dibuka\n\nJAKARTA – Forum itu dibuka kemarin. Lima negara hadir.")
    assert kinds(page) == ["boilerplate", "title", "paragraph"]


def test_numbered_lines_are_headings_where_prose_follows() -> None:
    page = read_text(
        "Kelompok\n\n1. Negara miskin\nNegara itu miskin.\n- Pendapatan: rendah.\n- Gizi: buruk.\n\n2. Negara pulau\nPulau itu kecil.\n"
    )
    assert [page.text_of(block) for block in page.blocks if block.kind is BlockKind.HEADING] == ["1. Negara miskin", "2. Negara pulau"]
    assert block_of(page, "1.").marker == "1."
    assert page.text[block_of(page, "- Gizi").body :].startswith("Gizi: buruk")


def test_numbered_lines_are_items_where_siblings_follow() -> None:
    page = read_text("Dampak krisis\n1. Belanja turun\n2. Investasi turun\n3. Utang naik\nKrisis itu reda pada 1990.")
    assert kinds(page) == ["heading", "list item", "list item", "list item", "paragraph"]


def test_lettered_sections_and_lettered_items() -> None:
    page = read_text(
        "Forum\n\nA. Latar\nForum lahir pada 1960.\n\nB. Tujuan\nForum bertujuan:\na) berdagang;\nb) belajar.\n\nC. Hasil\nAda dua hasil."
    )
    assert texts_of(page, BlockKind.HEADING) == ["A. Latar", "B. Tujuan", "C. Hasil"]
    assert [block.marker for block in page.blocks if block.kind is BlockKind.LIST_ITEM] == ["a)", "b)"]
    assert kind_of(page, "Forum bertujuan:") == "list intro"


def test_one_empty_section_does_not_turn_its_heading_into_an_item() -> None:
    page = read_text("Laporan\n\nA. Latar\nDana lahir.\n\nB. Isi\n\nC. Hasil\nAda hasil.\n\nD. Penutup\nSekian.")
    assert len(texts_of(page, BlockKind.HEADING)) == 4


def test_numbered_paragraphs_of_a_speech_are_paragraphs() -> None:
    prose = "We support the Fund and its aims in every respect. " * 8
    page = read_text(f"7.\t{prose}\n8.\t{prose}\n9.\t{prose}\n")
    assert kinds(page) == ["paragraph"] * 3
    assert [block.marker for block in page.blocks] == ["7.", "8.", "9."]


def test_levels_of_nested_lists() -> None:
    page = read_text(
        "Plan\n\nThe plan has parts:\n1. trade:\n   (a) goods;\n   (b) services;\n"
        "2. aid:\n   - loans\n     - cheap ones\n   - grants\n3. data.\n"
    )
    items = [(block.marker, block.level) for block in page.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [("1.", 0), ("(a)", 1), ("(b)", 1), ("2.", 0), ("-", 1), ("-", 2), ("-", 1), ("3.", 0)]


def test_a_number_goes_on_behind_an_inserted_paragraph() -> None:
    page = read_text(
        "The Assembly,\n\n1. Decides:\n\n(a) to meet;\n\nA remark on that stands here, between the items of the list.\n\n"
        "(b) to report;\n\n2. Thanks the host."
    )
    assert [block.level for block in page.blocks if block.kind is BlockKind.LIST_ITEM] == [0, 1, 1, 0]


def test_roman_numerals_and_letters_are_told_apart() -> None:
    page = read_text("Steps:\n(i) go;\n(ii) come;\n(iii) stay.\n\nLetters:\n(h) go;\n(i) come;\n(j) stay.")
    assert [block.level for block in page.blocks if block.kind is BlockKind.LIST_ITEM] == [0] * 6


@pytest.mark.parametrize(
    ("intro", "kind"),
    [
        ("Causes of debt", "heading"),
        ("The fund seeks to:", "list intro"),
        ("The Fund was set up in 1983. Its aims are:", "list intro"),
        ("The Fund was set up in 1983 and aims to", "list intro"),
    ],
)
def test_what_stands_above_a_list(intro: str, kind: str) -> None:
    page = read_text(f"The Fund\n\nThe fund is old.\n\n{intro}\n- lend money;\n- train people.\n")
    assert kind_of(page, intro) == kind


def test_a_closed_paragraph_above_a_list_is_its_introduction_only_where_it_says_so() -> None:
    page = read_text(
        "The Fund\n\nThe fund is old and poor.\n\n- lend money\n- train people\n\nIts duties are the following.\n\n- pay\n- report\n"
    )
    assert kind_of(page, "The fund is old") == "paragraph"
    assert kind_of(page, "Its duties") == "list intro"


def test_the_last_preambular_paragraph_introduces_no_list() -> None:
    page = read_text("The Council,\n\nNoting the report of the Fund,1\n\n1. Thanks the Fund;\n\n2. Decides to meet.")
    assert kind_of(page, "Noting") == "paragraph"


def test_items_without_markers_below_a_colon() -> None:
    page = read_text(
        "Dana itu bertujuan:\nmendorong kemandirian\nmemperluas perdagangan\nmembiayai penelitian\nDana itu didirikan pada 1983."
    )
    assert kinds(page) == ["list intro", "list item", "list item", "list item", "paragraph"]
    page = read_text("We commit to:\n\nEnding hunger in all countries;\n\nFunding schools; and\n\nSharing data.\n\nWe will meet again.")
    assert kinds(page) == ["list intro", "list item", "list item", "list item", "paragraph"]


def test_questions_and_answers() -> None:
    page = read_text(
        "Dana: Tanya Jawab\n\nT: Siapa pendirinya?\nJ: Tujuh negara. Mereka adalah:\n– Kenya;\n– Ghana.\n\nT: Kapan?\nJ: Pada 1983."
    )
    assert [(str(b.kind), b.marker) for b in page.blocks[1:3]] == [("heading", "T:"), ("list intro", "J:")]
    assert (kind_of(page, "J: Pada"), block_of(page, "J: Pada").marker) == ("paragraph", "J:")
    assert page.text[block_of(page, "T: Kapan").body :].startswith("Kapan?")


def test_a_rhetorical_question_above_a_heading_is_no_heading() -> None:
    page = read_text(
        "Dana itu dibentuk pada 1983.\nLantas, apa itu Dana Nusantara?\nPengertian Dana Nusantara\nDana itu adalah dana bersama."
    )
    assert kinds(page) == ["paragraph", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("text", ["UNOSSC is part of UNDP", "Dana Nusantara", "The end"])
def test_a_single_line_is_text_and_no_title(text: str) -> None:
    assert kinds(read_text(text)) == ["paragraph"]


def test_a_first_line_that_heads_a_list_stays_its_heading() -> None:
    page = read_text("Causes of debt\n- high interest\n- low prices\n")
    assert kinds(page) == ["heading", "list item", "list item"]
    assert page.metadata.title == "Causes of debt"


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "Trade in the South\n\nTrade between countries of the South has grown since\n1990, because tariffs fell. Some countries of the\n"
        "South export more to each other than to the North.\n\nOutlook\n"
        "It may grow further, as the President of the Republic\nsaid in Jakarta.\n"
    )
    assert kinds(read_text(wrapped)) == ["title", "paragraph", "heading", "paragraph"]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    page = read_text("Aims\n\nThe fund lends money.\nIt trains people.\nIt shares its data with all members of the group.\n")
    assert kinds(page) == ["title", "paragraph", "paragraph", "paragraph"]


def test_a_wrapped_item_hangs_below_its_marker() -> None:
    page = read_text("Dana itu bertujuan:\n1. mengakui kesetaraan semua bangsa,\n   besar maupun kecil;\n2. berdagang.\n")
    assert texts_of(page, BlockKind.LIST_ITEM)[0] == "1. mengakui kesetaraan semua bangsa, besar maupun kecil;"


def test_a_paragraph_that_a_page_break_cuts_is_whole() -> None:
    text = "The Fund was established by the countries of the South in order to promote trade and\n\nto reduce the debt of its members.\n"
    assert kinds(read_text(text)) == ["paragraph"]


def test_a_marker_alone_on_its_line_belongs_to_the_next() -> None:
    page = read_text("The fund aims to:\n•\nlend money;\n•\ntrain people.\n")
    assert texts_of(page, BlockKind.LIST_ITEM) == ["• lend money;", "• train people."]


def test_a_numeral_alone_is_the_marker_of_the_heading_below_it() -> None:
    page = read_text(
        "Review of the Fund\n\nThe Fund is reviewed.\n\nII\n\nFunding of activities\n\n19. Notes the funding;\n\n20. Thanks the donors."
    )
    assert (kind_of(page, "II"), block_of(page, "II").marker) == ("heading", "II")
    assert page.text[block_of(page, "II").body :].startswith("Funding of")


def test_notes_behind_a_rule() -> None:
    page = read_text(
        "The plan,1 and its annex2 were adopted.\n\n____________\n\n1 Report of the Fund, chap. I.\n\n2 A/33/1.\n\nA new part begins here."
    )
    assert kinds(page) == ["paragraph", "boilerplate", "footnote", "footnote", "paragraph"]
    assert block_of(page, "2 A/33").marker == "2"


def test_wrapped_notes_in_square_brackets() -> None:
    page = read_text("The plan [^1] was adopted.\n\n---\n\n[^1]: Report of the Fund of the\n    South, chap. I.\n\n[^2]: A/33/1.\n")
    assert kinds(page) == ["paragraph", "boilerplate", "footnote", "footnote"]


def test_rows_with_tabs_are_one_table_and_a_lone_tab_is_none() -> None:
    page = read_text("Budget\n\nSection\tAmount\n\tPart I\t\n1\t79 917 300\n\tTotal\t79 917 300\n\nThe budget\twas adopted in full.")
    assert kinds(page) == ["title", "table", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Gedung itu. (Dok. Istimewa)",
        "You may also like: bags",
        "Iklan - gulir untuk melanjutkan",
        "© 2024 Warta",
        "- 12 -",
        "Page 3 of 10",
        "Bagikan",
        "★ ★ ★",
    ],
)
def test_furniture(line: str) -> None:
    page = read_text(f"Dana itu lahir pada 1983.\n\n{line}\n\nDana itu tumbuh cepat.")
    assert kind_of(page, line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Share of aid in the budget fell.",
        "See also the report of the Fund.",
        "Distr.: General",
        "Photo editors met in 1990.",
        "1978",
        "Aid > trade, he said.",
    ],
)
def test_text_that_only_looks_like_furniture(line: str) -> None:
    page = read_text(f"Dana itu lahir pada 1983.\n\n{line}\n\nDana itu tumbuh cepat.")
    assert kind_of(page, line) != "boilerplate"


@pytest.mark.parametrize(
    "line", ["12. September was a hard month.", "A. Sukarno opened the meeting.", "1978. That year the plan was made."]
)
def test_text_that_only_looks_numbered(line: str) -> None:
    page = read_text(f"The fund is old.\n\n{line}\n\nIt grew.")
    assert (kind_of(page, line), block_of(page, line).marker) == ("paragraph", "")


def test_heading_levels_follow_their_numbering() -> None:
    page = read_text("Report\n\n1. Start\n\nIt began.\n\n1.1 Place\n\nIt began here.\n\n1.2 Time\n\nIt began then.\n\n2. End\n\nIt ended.")
    assert [block.level for block in page.blocks if block.kind is BlockKind.HEADING] == [2, 3, 3, 2]


def test_every_character_is_in_a_block() -> None:
    assert_covered(read_text(NEWS_PAGE))
