"""PDF: the lines of its pages, without running headers, footers and page numbers; blank lines where the page leaves space.

Lines stay as they are printed. Where they stand on the page tells where a paragraph begins; a paragraph that a page break cuts is whole
again.
"""

from __future__ import annotations

import contextlib
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ssc_graph.document import Metadata
from ssc_graph.errors import DocumentError
from ssc_graph.readers.clean import canonical, stripped
from ssc_graph.readers.lines import TERMINAL
from ssc_graph.readers.metadata import overlay
from ssc_graph.readers.parts import Parts
from ssc_graph.readers.structure import read_page

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES: Final = 5_000
_PASSWORD_ERROR: Final = 4  # FPDF_ERR_PASSWORD of fpdfview.h
_SPACIOUS: Final = 1.3  # times the usual distance of two lines
_INDENTED: Final = 0.8  # times the height of a line
_GROWN: Final = 1.15  # times the height of the line before: a heading, or the text below it
_EDGE: Final = 2  # lines at the top and the bottom of a page that may be furniture
_LONGEST_EDGE: Final = 120  # characters
_FEW_PAGES: Final = 6  # up to here, twice is repeated
_FULL: Final = 0.75  # of the widest line; a shorter last line ends its paragraph
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?[-–—\s]*|\d{1,4}/\d{1,4}\s+\d\d-\d{5}|\d\d-\d{5}\s+\d{1,4}/\d{1,4}"
)
#: What PDFium puts for a hyphen at the end of a line, whose line end it drops.
_BREAK_HYPHEN = re.compile("([^\\W\\d_]*)[\x02\ufffe]([^\\W\\d_]*)(\\S*)( ?)")
_FOREIGN_TITLE = re.compile(r"^Microsoft|\.(?:docx?|pdf|indd|odt|qxd|pages|rtf)$|^untitled|^\(?anonymous", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, or several that PDFium joined at hyphens.

    Args:
        text: its words.
        left: where it begins, in points.
        top: height of its first baseline above the page's lower edge, in points.
        bottom: height of its last baseline.
        height: of its letters; 0 where the place is not known.
    """

    text: str
    left: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    height: float = 0.0


def read_pdf(data: bytes, *, name: str, language: str = "") -> Parts:
    """Return text, blocks and metadata of a PDF file.

    Args:
        data: the bytes of the file.
        name: the file in messages.
        language: its code; found where it is empty.

    Raises:
        DocumentError: encrypted, broken, without text (scanned), over 5,000 pages.
    """
    with _opened(data, name) as document:
        if len(document) > _MOST_PAGES:
            raise DocumentError(f"{len(document):,} pages, and {_MOST_PAGES:,} is the limit", where=name, hint="split the file")
        pages = [_lines(document, number, name) for number in range(len(document))]
        title = (document.get_metadata_dict().get("Title") or "").strip()
    text = stripped(_joined(_without_furniture(pages))).strip("\n")
    hint = "it may be scanned: run a text recognition over it first"
    canonical(text, where=f"{name}, {len(pages)} page{'s' if len(pages) != 1 else ''} without text", hint=hint)
    page = read_page(text, language=language)
    said = Metadata(title="" if _FOREIGN_TITLE.search(title) else " ".join(stripped(title).split()))
    return Parts(text, page.blocks, overlay(said, page.metadata))


@contextlib.contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise DocumentError("the PDF is encrypted", where=name, hint="save it without a password") from None
        raise DocumentError("the PDF is broken", where=name, hint="download or export it again") from None
    try:
        yield document
    finally:
        document.close()


def _lines(document: pypdfium2.PdfDocument, number: int, name: str) -> list[_Line]:
    """Return the lines of one page, with their places where PDFium tells one for each character."""
    import pypdfium2

    try:
        page = document[number]
        view = page.get_textpage()
        text = view.get_text_range()
    except pypdfium2.PdfiumError:
        raise DocumentError(f"page {number + 1} of the PDF is broken", where=name, hint="download or export it again") from None
    placed = len(text) == view.count_chars()
    found, start = [], 0
    for line in text.split("\r\n"):
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            found.append(_placed(view, _mended(words), first, first + len(words) - 1) if placed else _Line(_mended(words)))
        start += len(line) + 2
    view.close()
    page.close()
    return found


def _placed(view: pypdfium2.PdfTextPage, text: str, first: int, last: int) -> _Line:
    left, top, _, over = view.get_charbox(first, loose=True)
    _, bottom, _, _ = view.get_charbox(last, loose=True)
    return _Line(text, left, top, bottom, over - top)


def _mended(text: str) -> str:
    """Return a line with the hyphens that PDFium marks: gone within a word, kept in names, doubled words and numbers.

    The line ends that PDFium drops there come back behind the word.
    """
    return _BREAK_HYPHEN.sub(_mended_word, text)


def _mended_word(match: re.Match[str]) -> str:
    before, after, rest, space = match.groups()
    kept = not before or not after or after[:1].isupper() or before.casefold() == after.casefold()
    return "".join((before, "-" if kept else "", after, rest, "\n" if space else ""))


def _without_furniture(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """Return the pages without the lines at their edges that repeat, and without page numbers."""
    edges = Counter(key for page in pages for key in {_edge_key(line) for line in page[:_EDGE] + page[-_EDGE:]})
    often = 2 if len(pages) <= _FEW_PAGES else 3
    repeated = {key for key, count in edges.items() if count >= often and key} if len(pages) > 1 else set()
    cleared = []
    for page in pages:
        kept = list(page)
        for place in (0, -1):
            for _ in range(_EDGE):
                if kept and (_edge_key(kept[place]) in repeated or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(kept[place].text))):
                    kept.pop(place)
        cleared.append(kept)
    return cleared


def _edge_key(line: _Line) -> str:
    """Return what stays the same in a running header from page to page; empty for what can be none."""
    if len(line.text) > _LONGEST_EDGE or not any(map(str.isalpha, line.text)):
        return ""
    return " ".join(sorted(_DIGITS.sub("#", line.text).casefold().split()))  # left and right pages turn it round


def _joined(pages: Sequence[list[_Line]]) -> str:
    """Return the text of all pages, with blank lines where the page leaves space."""
    widest = max((len(part) for page in pages for line in page for part in line.text.split("\n")), default=0)
    leading = _leading(pages)
    pieces: list[str] = []
    for page in pages:
        for index, line in enumerate(page):
            before = page[index - 1] if index else None
            if before is not None:
                pieces.append("\n\n" if _apart(before, line, leading) else "\n")
            elif pieces:
                last = pieces[-1].rpartition("\n")[2]
                pieces.append("\n" if len(last) >= _FULL * widest and not TERMINAL.search(last) else "\n\n")
            pieces.append(line.text)
    return "".join(pieces)


def _leading(pages: Sequence[Sequence[_Line]]) -> float:
    """Return the usual distance of two lines in points; 0 where it is not known."""
    steps = ((above.bottom - below.top, above.height) for page in pages for above, below in pairwise(page))
    near = [step for step, height in steps if 0 < step < 2 * height]
    return statistics.median_low(near) if near else 0.0


def _apart(above: _Line, below: _Line, leading: float) -> bool:
    """Whether space, a first line's indentation or another size of letters parts two lines."""
    if not above.height or not below.height:
        return False
    if above.bottom - below.top > _SPACIOUS * (leading or above.height):
        return True
    if max(above.height, below.height) > _GROWN * min(above.height, below.height):
        return True
    return below.left > above.left + _INDENTED * above.height and TERMINAL.search(above.text) is not None
