"""Word (.docx): headings, paragraphs, numbered and bulleted items with their markers, tables, footnotes; core properties.

Deleted text of tracked changes is left out, inserted text is taken in; headers, footers and comments are no text of the document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ssc_graph.document import Metadata
from ssc_graph.errors import DocumentError
from ssc_graph.readers.assembly import Assembly
from ssc_graph.readers.clean import stripped
from ssc_graph.readers.metadata import check_value
from ssc_graph.readers.numbering import Numbering
from ssc_graph.readers.parts import Parts
from ssc_graph.readers.wordml import attribute, children, tag, text_of

_MAIN_PART: Final = "word/document.xml"
_LARGEST: Final = 200_000_000  # bytes unpacked; the text of a document of 1,000 pages is 20 MB of XML
_RATIO: Final = 200  # times; XML packs 10 to 30 times
_RATIO_FROM: Final = 10_000_000  # bytes unpacked from which the ratio counts
_MOST_PARTS: Final = 20_000
_NO_DTD: Final = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_LONGEST_CELL: Final = 200  # characters; a cell with more is text that a table only places on the page
_OTHER_ARCHIVES: Final = (
    ("mimetype", "an OpenDocument file or an e-book"),
    ("xl/workbook.xml", "an Excel file"),
    ("ppt/presentation.xml", "a PowerPoint file"),
)
#: What the library writes where nobody has written anything.
_NO_AUTHOR: Final = frozenset({"python-docx", ""})


def read_docx(data: bytes, *, name: str, language: str = "") -> Parts:
    """Return text, blocks and metadata of a Word file.

    Args:
        data: the bytes of the file.
        name: the file in messages.
        language: its code; found where it is empty.

    Raises:
        DocumentError: no Word file, broken, encrypted, a bomb, a DTD in a part, no text.
    """
    _check_archive(data, name)
    document = _opened(data, name)
    page = Assembly()
    _Walk(page, document).add_body()
    _add_notes(page, document)
    said = _metadata(document)
    parts = page.parts(where=name, language=language, metadata=replace(said, title=""), hint="is its text in pictures?")
    return (
        parts if parts.metadata.title else replace(parts, metadata=replace(parts.metadata, title=said.title))
    )  # the printed title is the newer one


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no Word file, what unpacks to too much, and what brings a DTD to the XML parser."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts, len(data), name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive, part, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise DocumentError(f"the Word file is broken: {error or 'its archive ends early'}", where=name, hint="save it again") from None


def _check_parts(parts: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    names = {part.filename for part in parts}
    if _MAIN_PART not in names:
        what = next((what for member, what in _OTHER_ARCHIVES if member in names), "an archive (ZIP)")
        raise DocumentError(f"{what}, not a Word file", where=name, hint="save it as .docx, PDF or text")
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError("the archive is encrypted", where=name, hint="save it without a password")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST or (unpacked > _RATIO_FROM and unpacked > _RATIO * packed):
        raise DocumentError(
            f"unpacks to {unpacked:,} bytes in {len(parts):,} parts; the limits are {_LARGEST:,} bytes and {_RATIO} times its size",
            where=name,
        )


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    with archive.open(part) as stream:
        content = stream.read(part.file_size + 1)
    if len(content) > part.file_size:
        raise DocumentError(f"the part {part.filename} is larger than the archive says", where=name)
    if any(mark in content for mark in _NO_DTD):
        raise DocumentError(
            f"the part {part.filename} declares a document type or entities (DTD)", where=name, hint="save it again with Word"
        )


def _opened(data: bytes, name: str) -> Any:  # noqa: ANN401 (python-docx is used through lxml elements)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise DocumentError(f"the Word file is broken: {error}", where=name, hint="save it again") from None


def _metadata(document: Any) -> Metadata:  # noqa: ANN401 (as above)
    """Return title, author and language of the core properties; their dates are those of the file, not of publication."""
    properties = document.core_properties
    authors = tuple(part.strip() for part in re.split(r"\s*[;&]\s*", stripped(properties.author or "")) if part.strip() not in _NO_AUTHOR)
    try:
        language = check_value("language", (properties.language or "").strip())
    except ValueError:
        language = ""
    return Metadata(title=" ".join(stripped(properties.title or "").split()), authors=authors, language=language)


class _Walk:
    """A walk over the body of a document, adding blocks to a page."""

    def __init__(self, page: Assembly, document: Any) -> None:  # noqa: ANN401 (as above)
        self._page = page
        self._body = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        self._numbering = Numbering(document)

    def add_body(self) -> None:
        """Add all of the document's text."""
        self._add_all(self._body)

    def _add_all(self, parent: Any) -> None:  # noqa: ANN401 (as above)
        for element in _content(parent):
            if tag(element) == "p":
                self._add_paragraph(element)
            else:
                self._add_table(element)

    def _add_paragraph(self, element: Any) -> None:  # noqa: ANN401 (as above)
        text = text_of(element)
        number = self._numbering.of(element, self._style_of(element))
        level = self._heading_level(element)
        if not text.strip():
            pass
        elif level is not None:
            self._page.heading(text, level=max(level, 1), marker=number.marker if number else "")
        elif number is not None and number.marker:
            self._page.item(text, marker=number.marker, depth=number.depth)
        else:
            self._page.paragraph(text)
        for box in element.iter(f"{{{element.nsmap['w']}}}txbxContent"):
            if not any(tag(above) == "Fallback" for above in box.iterancestors()):
                self._add_all(box)

    def _add_table(self, element: Any) -> None:  # noqa: ANN401 (as above)
        """Add a table; one that only places text on the page (long cells, a single column) becomes that text."""
        rows = [list(children(row, "tc")) for row in children(element, "tr")]
        texts = [[" ".join(text_of(part) for part in cell.iter(f"{{{cell.nsmap['w']}}}p")) for cell in row] for row in rows]
        if max(map(len, texts), default=0) > 1 and all(len(text) <= _LONGEST_CELL for row in texts for text in row):
            self._page.table(texts)
        else:
            for row in rows:
                for cell in row:
                    self._add_all(cell)

    def _style_of(self, element: Any) -> Any:  # noqa: ANN401 (as above)
        return self._styles.get(attribute(element, "pPr/pStyle"))

    def _heading_level(self, element: Any) -> int | None:  # noqa: ANN401 (as above)
        """Return the level of a heading or title, None for other paragraphs; by outline level or by style and what it is based on."""
        outline = attribute(element, "pPr/outlineLvl")
        if outline.isdigit() and int(outline) < 9:  # noqa: PLR2004 (ECMA-376 17.3.1.20: 9 is body text)
            return int(outline) + 1
        style = self._style_of(element)
        for _ in range(10):  # a style may be based on itself in a broken file
            if style is None:
                return None
            match = _HEADING_STYLE.fullmatch(style.name or "")
            if match or (style.name or "").lower() == "title":
                return int(match[1]) if match else 1
            style = getattr(style, "base_style", None)
        return None


def _content(parent: Any) -> Iterator[Any]:  # noqa: ANN401 (as above)
    """Yield the paragraphs and tables of an element, those within content controls and insertions too."""
    for child in parent:
        if tag(child) in {"p", "tbl"}:
            yield child
        elif tag(child) in {"sdt", "sdtContent", "ins", "smartTag", "customXml"}:
            yield from _content(child)


def _add_notes(page: Assembly, document: Any) -> None:  # noqa: ANN401 (as above)
    """Add footnotes and endnotes at the end, numbered in their order."""
    from lxml import etree

    number = 0
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for note in root:
                text = " ".join(text_of(part) for part in note.iter(f"{{{root.nsmap['w']}}}p")).strip()
                if text and attribute(note, ".", name="type") in {"", "normal"}:
                    number += 1
                    page.note(text, marker=str(number))
