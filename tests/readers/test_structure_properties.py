"""Whatever the text: blocks are in order, do not overlap, cover all ink, and no reader fails in any other way than by its error."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph.document import Document
from ssc_graph.errors import DocumentError
from ssc_graph.readers import read_bytes
from ssc_graph.readers.structure import read_page
from tests.readers.blocks import assert_covered

#: Pieces of pages, so that random texts have lists, notes, tables, bylines and broken lines in them.
PIECES = [
    *("\n", "\n\n", "   ", "\t", "- ", "• ", "1. ", "2. ", "(a) ", "(b) ", "i) ", "A. ", "II\n", "____\n", "---\n", "1 Note", "[^1]: Note"),
    *("Q: Why?", "A: Because.", "Tujuan Dana", "Causes of debt", "The fund aims to:", "lend money;", "train people; and", "report.", "12"),
    *(
        "By Ana Putri",
        "12 Sep 2024",
        "ADVERTISEMENT",
        "Home > News",
        "United Nations",
        "A/RES/33/134",
        "33/134. Trade",
        "The General Assembly,",
    ),
    *("1978.", "“", "\u200b", "\u202e", "\ufeff", "İ", "é", "\U0001f30d", "yang dibentuk oleh", "word " * 14, "x" * 130),
]
pages = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(st.one_of(st.text(max_size=300), pages))
def test_blocks_cover_any_text(text: str) -> None:
    page = read_page(text)
    assert_covered(Document(name="any.txt", text=text, blocks=page.blocks))


@given(pages)
def test_the_same_text_gives_the_same_page(text: str) -> None:
    assert read_page(text) == read_page(text)


@given(
    st.one_of(st.binary(max_size=400), pages.map(str.encode)), st.sampled_from(["a.txt", "a.md", "a.html", "a.xml", "a.docx", "a.pdf", "-"])
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    document: Document | None
    try:
        document = read_bytes(data, name=name)
    except DocumentError as error:
        document = None
        message = str(error)
    if document is None:
        assert message.startswith(name)
    else:
        assert_covered(document)


@given(pages)
def test_rendered_markdown_is_covered(text: str) -> None:
    assert_covered(read_bytes(f"{text}\n\nA last line of words.".encode(), name="page.md"))


@pytest.mark.parametrize(
    "piece",
    ["kata ", "- butir\n", "Judul\n", "a:\nb;\n", "1 a\n____\n", "a\tb\n", "1. a\n", "(", "x: \n\n", "I\nAims\n"],
    ids=repr,
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            read_page(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(160_000) < 12 * seconds(40_000) + 0.05  # four times the text; a quadratic step would take sixteen times


def test_ten_megabytes_on_one_line() -> None:
    start = time.process_time()
    document = read_bytes(b"kata " * 2_000_000, name="long.txt")
    assert time.process_time() - start < 5
    assert len(document.blocks) == 1
