"""PDF: lines as printed, paragraphs by the space between them, running headers and page numbers gone."""

from __future__ import annotations

import pytest

from ssc_graph.document import BlockKind
from ssc_graph.errors import DocumentError
from ssc_graph.readers import pdf as pdf_reader
from ssc_graph.readers import read_bytes
from tests.readers.blocks import assert_covered, kinds, texts_of
from tests.readers.pdf_builder import Line, pdf, typeset

FIRST = [
    *typeset(["Report on the Fund of the South"], top=760),
    *typeset(
        [
            "The fund was established by the countries of the South in the year 1983 and led to co-",
            "operation in trade, in which all negara-",
            "negara took part, and to South-",
            "South loans.",
            "",
            "The fund aims to:",
            "• lend money to all the countries of the region and beyond the seas that",
            "  lie between them;",
            "• train people.",
        ],
        top=730,
    ),
]
SECOND = typeset(
    [
        "A new paragraph begins on this page and runs on to the next without any stop in",
        "sight, because the fund that was set up by the Assembly of all the countries of the",
    ]
)
THIRD = typeset(["South gave money to the countries of the North and to all the others as well.", "", "That is all."])


def with_furniture(number: int, lines: list[Line]) -> list[Line]:
    return [Line("Fund of the South – Annual Report", 72, 800, 9), *lines, Line(f"Page {number} of 3", 500, 30, 9)]


def report(*, info: str = "") -> bytes:
    return pdf([with_furniture(number, lines) for number, lines in enumerate([FIRST, SECOND, THIRD], start=1)], info=info)


def test_a_report_is_read_without_its_running_headers() -> None:
    document = read_bytes(report(), name="report.pdf")
    assert_covered(document)
    assert document.media_type == "application/pdf"
    assert "Annual Report" not in document.text
    assert "Page" not in document.text
    assert texts_of(document, BlockKind.TITLE) == ["Report on the Fund of the South"]
    assert texts_of(document, BlockKind.LIST_ITEM) == [
        "• lend money to all the countries of the region and beyond the seas that lie between them;",
        "• train people.",
    ]


def test_hyphens_at_line_ends_go_within_words_and_stay_in_names_and_doubled_words() -> None:
    text = read_bytes(report(), name="report.pdf").text
    assert "led to cooperation\nin trade" in text
    assert "negara-negara" in text
    assert "South-South" in text


def test_a_paragraph_that_a_page_cuts_is_whole() -> None:
    document = read_bytes(report(), name="report.pdf")
    assert any(text.startswith("A new paragraph") and text.endswith("as well.") for text in texts_of(document, BlockKind.PARAGRAPH))
    assert texts_of(document, BlockKind.PARAGRAPH)[-1] == "That is all."


def test_space_and_indentation_part_paragraphs() -> None:
    body = typeset(["The first paragraph has one line only and it ends here, at the stop."], top=760)
    indented = [
        Line("The second paragraph is indented at its first line, and it goes on", 92, 746),
        Line("to a second line of its own.", 72, 732),
    ]
    assert kinds(read_bytes(pdf([body + indented]), name="a.pdf")) == ["paragraph", "paragraph"]


def test_the_printed_title_wins_over_that_of_the_file() -> None:
    assert read_bytes(report(info="/Title (Something else)"), name="a.pdf").metadata.title == "Report on the Fund of the South"
    plain = typeset(["The fund was set up in 1983.", "It lends money."])
    assert read_bytes(pdf([plain], info="/Title (On the Fund)"), name="a.pdf").metadata.title == "On the Fund"
    assert read_bytes(pdf([plain], info="/Title (Microsoft Word - draft7.docx)"), name="a.pdf").metadata.title == ""


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (pdf([FIRST], opened_by="secret"), "encrypted"),
        (b"%PDF-1.7 and nothing more", "broken"),
        (report()[:400], "broken"),
        (pdf([[], []]), "2 pages without text: the file is empty; it may be scanned"),
    ],
    ids=["encrypted", "no objects", "cut off", "scanned"],
)
def test_pdf_files_that_are_refused(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        read_bytes(data, name="report.pdf")
    assert str(caught.value).startswith("report.pdf")


def test_a_pdf_that_asks_no_password_is_read() -> None:
    assert "Report on the Fund" in read_bytes(pdf([FIRST], opened_by=""), name="a.pdf").text


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_MOST_PAGES", 2)
    with pytest.raises(DocumentError, match="3 pages, and 2 is the limit"):
        read_bytes(report(), name="report.pdf")


def test_a_resolution_in_pdf_is_recognised() -> None:
    lines = [
        "United Nations A/RES/33/999",
        "General Assembly Distr.: General",
        "3 March 2037",
        "",
        "Resolution adopted by the General Assembly on 3 March 2037",
    ]
    body = ["", "33/999. Fund of the South", "", "The General Assembly,", "", "1. Decides to meet;", "", "2. Thanks the host."]
    document = read_bytes(pdf([typeset(lines + body)]), name="a.pdf")
    assert (document.metadata.symbol, document.metadata.genre, document.metadata.title) == (
        "A/RES/33/999",
        "resolution",
        "Fund of the South",
    )
