"""Word: what the page shows (numbers, bullets, inserted text) is in the canonical text, what it does not show is not."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ssc_graph.document import BlockKind
from ssc_graph.errors import DocumentError
from ssc_graph.readers import read_bytes
from tests.readers.blocks import assert_covered, kind_of, kinds, texts_of

W = nsdecls("w")


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return an archive with one part replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
        new.writestr(name, content)
    return buffer.getvalue()


def report() -> Any:
    document = docx.Document()
    document.core_properties.title = "Draft 7"
    document.core_properties.author = "Ana Putri; Joe Field"
    document.core_properties.language = "id-ID"
    document.add_heading("Laporan Dana Selatan", 0)
    document.add_heading("Tujuan", 1)
    document.add_paragraph("Dana ini bertujuan:")
    document.add_paragraph("mendorong perdagangan;", style="List Bullet")
    document.add_paragraph("lewat pinjaman", style="List Bullet 2")
    document.add_paragraph("mengurangi utang.", style="List Bullet")
    document.add_heading("Langkah", 2)
    document.add_paragraph("Rapat di Bandung.", style="List Number")
    document.add_paragraph("Laporan tahunan.", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Tahun", "Jumlah", "1983", "4 juta"], strict=True):
        cell.text = text
    return document


def test_a_report_shows_its_markers() -> None:
    page = read_bytes(saved(report()), name="laporan.docx")
    assert_covered(page)
    items = [(page.text[block.body : block.end], block.marker, block.level) for block in page.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [
        ("mendorong perdagangan;", "-", 0),
        ("lewat pinjaman", "-", 1),
        ("mengurangi utang.", "-", 0),
        ("Rapat di Bandung.", "1.", 0),
        ("Laporan tahunan.", "2.", 0),
    ]
    assert kind_of(page, "Dana ini bertujuan:") == "list intro"
    assert texts_of(page, BlockKind.HEADING) == ["Tujuan", "Langkah"]
    assert page.text_of(page.blocks[-1]) == "Tahun\tJumlah\n1983\t4 juta"


def test_core_properties_are_metadata_and_the_printed_title_wins() -> None:
    said = read_bytes(saved(report()), name="laporan.docx").metadata
    assert (said.title, said.authors, said.language) == ("Laporan Dana Selatan", ("Ana Putri", "Joe Field"), "id")
    plain = docx.Document()
    plain.core_properties.title = "On the Fund"
    plain.add_paragraph("The fund was set up in 1983. It lends money.")
    assert read_bytes(saved(plain), name="a.docx").metadata.title == "On the Fund"
    assert read_bytes(saved(plain), name="a.docx").metadata.authors == ()


def numbering(*levels: tuple[str, str]) -> Any:
    body = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{body}</w:abstractNum>')


def add_numbered(document: Any, text: str, depth: int, *, list_id: int = 90) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'))


def test_numbers_are_counted_as_word_counts_them() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, numbering(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%1.%3)")))
    root.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="90"/>{again}</w:num>'))
    for text, depth in [("one", 0), ("sub a", 1), ("sub b", 1), ("deep", 2), ("two", 0), ("sub a again", 1)]:
        add_numbered(document, text, depth)
    add_numbered(document, "anew", 0, list_id=91)
    page = read_bytes(saved(document), name="a.docx")
    assert page.text.split("\n") == ["1. one", "  (a) sub a", "  (b) sub b", "    1.i) deep", "2. two", "  (a) sub a again", "1. anew"]


def test_tracked_changes_show_their_result() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The fund ")
    for change, element, text in [("ins", "t", "lends"), ("del", "delText", "gives")]:
        paragraph._p.append(parse_xml(f'<w:{change} {W} w:id="1" w:author="A"><w:r><w:{element}>{text}</w:{element}></w:r></w:{change}>'))
    paragraph.add_run(" money.")
    assert read_bytes(saved(document), name="a.docx").text == "The fund lends money."


def test_links_breaks_and_fields() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    paragraph._p.append(parse_xml(f"<w:hyperlink {W}><w:r><w:t>the plan</w:t></w:r></w:hyperlink>"))
    paragraph._p.append(parse_xml(f"<w:r {W}><w:instrText> PAGE </w:instrText></w:r>"))
    run = paragraph.add_run()
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text("now.")
    run.add_break()
    run.add_text("Next.")
    assert read_bytes(saved(document), name="a.docx").text == "See the plan-now.\nNext."


def test_a_table_that_only_places_text_is_that_text() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Aims"
    table.cell(0, 1).text = "The fund was set up by seven countries. " * 8
    assert kinds(read_bytes(saved(document), name="a.docx")) == ["title", "paragraph"]


def test_outline_levels_make_headings() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Aims of the fund in its first years.")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    paragraph._p.get_or_add_pPr().append(level)
    document.add_paragraph("It lends money.")
    page = read_bytes(saved(document), name="a.docx")
    assert kind_of(page, "Aims of") in {"heading", "title"}


BODY = b"<?xml version='1.0'?><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body/></w:document>"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 and no more", "broken"),
        (saved(report())[:2000], "broken"),
        (with_part(with_part(b"PK\x05\x06" + bytes(18), "a.txt", b"x"), "b.txt", b"y"), "an archive"),
        (with_part(b"PK\x05\x06" + bytes(18), "xl/workbook.xml", b"<a/>"), "Excel"),
        (with_part(b"PK\x05\x06" + bytes(18), "mimetype", b"odt"), "OpenDocument"),
        (with_part(saved(report()), "word/document.xml", b"<a><b></a>"), "broken"),
        (with_part(saved(report()), "word/document.xml", BODY), "empty"),
        (with_part(saved(report()), "word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DTD"),
        (with_part(saved(report()), "word/media/zeros.bin", bytes(12_000_000)), "unpacks to"),
    ],
    ids=["no archive", "cut off", "zip", "excel", "odt", "not well formed", "empty", "dtd", "bomb"],
)
def test_word_files_that_are_refused(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        read_bytes(data, name="laporan.docx")
    assert str(caught.value).startswith("laporan.docx")


def test_the_size_that_an_archive_states_is_not_believed() -> None:
    data = bytearray(with_part(saved(report()), "word/extra.xml", b"<a>" + b"x" * 4000 + b"</a>"))
    sizes = (4007).to_bytes(4, "little")
    assert data.count(sizes) == 2
    lying = bytes(data).replace(sizes, (10).to_bytes(4, "little"))
    with pytest.raises(DocumentError, match=r"broken|larger than"):
        read_bytes(lying, name="laporan.docx")
