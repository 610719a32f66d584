"""Akoma Ntoso: one paragraph a block, footnotes behind, and no file that could reach outside itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_graph.document import BlockKind, Document
from ssc_graph.errors import DocumentError
from ssc_graph.readers.akn import read_akn

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "resolutions"
FERRIES = (FIXTURES / "river-ferries.xml").read_bytes()
BUDGETS = (FIXTURES / "two-budgets.xml").read_bytes()


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.kind is kind]


@pytest.fixture(scope="module")
def ferries() -> Document:
    return read_akn(FERRIES, name="river-ferries.xml")


def test_metadata(ferries: Document) -> None:
    said = ferries.metadata
    assert (said.title, said.symbol, said.genre, said.language) == ("Ferries on shared rivers", "A/RES/96/133", "resolution", "en")
    assert (said.publisher, said.authors) == ("United Nations", ("General Assembly",))
    assert said.date == "2041-12-19", "the date of publication, not that of adoption"


def test_numbers_and_items_stand_before_their_text(ferries: Document) -> None:
    assert texts(ferries, BlockKind.LIST_ITEM) == [
        "1. Welcomes the report of the Secretary-General on ferries;[2]",
        "2. Approves the following sums:",
        "(a) 12 dollars for ropes;",
        "(b) 30 dollars for bells;",
        "1. Boats leave at six.",
    ]
    items = [block for block in ferries.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [block.marker for block in items] == ["1.", "2.", "(a)", "(b)", "1."]
    assert [block.level for block in items] == [0, 0, 1, 1, 0]
    assert ferries.text[items[2].body : items[2].end] == "12 dollars for ropes;"


def test_a_number_said_twice_stands_once(ferries: Document) -> None:
    assert "I. Timetable" in texts(ferries, BlockKind.HEADING)


def test_footnotes_stand_behind_and_their_markers_damage_no_word(ferries: Document) -> None:
    assert texts(ferries, BlockKind.FOOTNOTE) == ["[1] See resolution 87/2.", "[2] A/96/12."]
    assert "the Ferry Compact[1] and its annexes," in ferries.text


def test_a_table_is_one_block_with_tabs(ferries: Document) -> None:
    assert texts(ferries, BlockKind.TABLE) == ["Item\tSum\nRopes\t12\n\t42"]


def test_a_break_in_the_closing_makes_two_lines(ferries: Document) -> None:
    assert texts(ferries, BlockKind.BYLINE) == ["60th plenary meeting", "11 December 2041"]


def test_a_preamble_inside_a_section_is_no_heading(ferries: Document) -> None:
    assert "Reaffirming resolution 70/1," in texts(ferries, BlockKind.PARAGRAPH)


def test_comments_and_metadata_are_not_text(ferries: Document) -> None:
    assert "invented" not in ferries.text
    assert "2041-12-19" not in ferries.text


def test_several_resolutions_in_one_file_keep_their_own_footnotes() -> None:
    document = read_akn(BUDGETS, name="two-budgets.xml")
    assert document.metadata.symbol == "A/RES/96/250 A-B"
    assert document.text.index("[1] A/96/6.") < document.text.index("\n\nB\n\n") < document.text.index("[1] A/96/7.")
    assert texts(document, BlockKind.TITLE) == ["96/250. Budget for 2042"]


@pytest.mark.parametrize("name", ["river-ferries.xml", "two-budgets.xml"])
def test_only_white_space_stands_between_blocks(name: str) -> None:
    document = read_akn((FIXTURES / name).read_bytes(), name=name)
    place = 0
    for block in document.blocks:
        assert not document.text[place : block.start].strip()
        assert document.text_of(block) == document.text_of(block).strip()
        place = block.end
    assert place == len(document.text)


def wrap(inside: str) -> bytes:
    return f"<akomaNtoso><statement><mainBody>{inside}</mainBody></statement></akomaNtoso>".encode()


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<?xml version="1.0"?>\n<!-- a remark --><!DOCTYPE akomaNtoso SYSTEM "https://example.org/akn.dtd">',
        "<!doctype akomaNtoso>",
        '\ufeff<?xml version="1.0" encoding="UTF-8"?><?x y?><!DOCTYPE akomaNtoso>',
    ],
)
def test_a_document_type_is_refused(head: str) -> None:
    with pytest.raises(DocumentError, match="document type") as caught:
        read_akn(head.encode() + wrap("<p>&x;</p>"), name="a.xml")
    assert "a.xml, line" in str(caught.value)


def test_a_document_type_in_another_encoding_is_refused_too() -> None:
    data = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE akomaNtoso>' + wrap("<p>x</p>").decode()).encode("utf-16")
    with pytest.raises(DocumentError, match="document type"):
        read_akn(data, name="a.xml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<akomaNtoso>\n<statement></akomaNtoso>", "broken.xml, line 2, column"),
        (wrap("<p>&nbsp;</p>"), "nbsp"),
        (b"", "broken"),
        (b"<html/>", "<html>"),
        (wrap(""), "no text"),
        (wrap("<p>caf\u00e9</p>").decode("utf-8").encode("latin-1"), "encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + wrap("<p>x</p>"), "utf-7"),
        (b"<akomaNtoso>" + b"<section>" * 500, "broken"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_akn(data, name="broken.xml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_remark_about_a_document_type_is_harmless() -> None:
    assert read_akn(b"<!-- no <!DOCTYPE here -->" + wrap("<p>Decides.</p>"), name="a.xml").text == "Decides."


def test_the_declared_encoding_is_used() -> None:
    data = b'<?xml version="1.0" encoding="iso-8859-1"?>' + wrap("<p>Malm\u00f6</p>").decode("utf-8").encode("latin-1")
    assert read_akn(data, name="a.xml").text == "Malm\u00f6"


def test_text_outside_any_paragraph_is_kept() -> None:
    assert read_akn(wrap("loose <p>Decides</p> ends"), name="a.xml").text == "loose\n\nDecides\n\nends"


@settings(max_examples=60)
@given(cut=st.integers(min_value=0, max_value=len(FERRIES)), width=st.integers(min_value=1, max_value=40))
def test_a_damaged_file_is_read_or_refused(cut: int, width: int) -> None:
    try:
        document = read_akn(FERRIES[:cut] + FERRIES[cut + width :], name="cut.xml")
    except DocumentError:
        return
    assert all(document.text_of(block).strip() for block in document.blocks)


def test_the_shared_files_read_like_their_text(shared: Path) -> None:
    for path in sorted((shared / "documents" / "un").glob("*.xml")):
        document = read_akn(path.read_bytes(), name=path.name)
        printed = "\n".join(line.rstrip("\t") for line in path.with_suffix(".txt").read_text(encoding="utf-8").split("\n"))
        first = document.text.split("[1]")[0].split("Annex")[0]
        assert first == printed[: len(first)], path.name
