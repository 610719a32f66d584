"""Akoma Ntoso, the XML of United Nations resolutions (AKN4UN; OASIS Akoma Ntoso 1.0, root ``akomaNtoso``).

One block a paragraph, heading, list item or table, blank lines between, in the order of the printed document. A footnote's marker stands
in brackets (``Countries,[1]``), so that it damages no word and no number; the footnotes follow their resolution as blocks of their own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ssc_graph.document import Block, BlockKind, Document, Metadata
from ssc_graph.errors import DocumentError
from ssc_graph.readers.words import language_of

MEDIA_TYPE: Final = "application/akn+xml"

#: Elements that stand inside a line of text (Akoma Ntoso 1.0 part 2, group "ANinline" and what AKN4UN adds).
_INLINE: Final = frozenset({
    "a", "abbr", "affectedDocument", "authorialNote", "b", "br", "change", "concept", "date", "decoration", "def",
    "del", "docAuthority", "docCommittee", "docDate", "docIntroducer", "docJurisdiction", "docketNumber",
    "docNumber", "docProponent", "docPurpose", "docStage", "docStatus", "docTitle", "docType", "em", "embeddedText",
    "entity", "eol", "event", "i", "img", "inline", "ins", "judge", "lawyer", "legislature", "location", "marker",
    "mmod", "mod", "mref", "neutralCitation", "noteRef", "num", "object", "omissis", "opinion", "organization",
    "outcome", "party", "person", "placeholder", "process", "quantity", "quotedText", "ref", "relatedDocument",
    "remark", "rmod", "role", "rref", "session", "shortTitle", "signature", "span", "strong", "sub", "sup", "term",
    "time", "u", "vote",
})  # fmt: skip
_SKIPPED: Final = frozenset({"meta", "presentation", "collectionBody", "img"})
_BREAKS: Final = frozenset({"eol", "br"})
_HEADINGS: Final = {"heading": 1, "subheading": 2, "crossHeading": 2}
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_ITEM: Final = re.compile(r"(?P<marker>\d{1,3}\.|\((?:[a-z]{1,4}|\d{1,2})\)|[•–—-])\s+(?=\S)")
_XML_HEAD: Final = re.compile(r"\s*<\?xml\b[^>]*?\?>")
_PROLOG: Final = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS: Final = frozenset(
    {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "utf-16", "utf-16le", "utf-16be"}
)


def read_akn(data: bytes, *, name: str) -> Document:
    """Return the document in a file of Akoma Ntoso.

    Args:
        data: the file's bytes.
        name: its name, for messages and for :attr:`ssc_graph.document.Document.name`.

    Raises:
        DocumentError: the file declares a document type or entities, is no well-formed XML, no Akoma Ntoso, or has no text.

    >>> read_akn(b"<akomaNtoso><statement><mainBody><p>Decides to meet.</p></mainBody></statement></akomaNtoso>", name="a.xml").text
    'Decides to meet.'
    """
    root = _parse(_decode(data, name), name)
    if _tag(root) != "akomaNtoso":
        raise DocumentError(f"the root element is <{_tag(root)}>, not <akomaNtoso>", where=name, hint="give a file of Akoma Ntoso")
    page = _Page()
    page.walk(root)
    page.flush_notes()
    if not page.blocks:
        raise DocumentError("the file holds no text", where=name)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, "".join(page.parts), tuple(page.blocks), _metadata(root), MEDIA_TYPE, digest)


def _decode(data: bytes, name: str) -> str:
    """The characters of the file without its XML declaration, refusing what declares a document type."""
    declared = _ENCODING.search(data[:200].replace(b"\0", b""))
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif encoding in {"utf-8", "utf8"}:
        encoding = "utf-8-sig"
    if encoding not in _ENCODINGS | {"utf-8-sig"}:
        raise DocumentError(f"the encoding {encoding!r} is not read", where=name, hint="save the file as UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"byte {error.start} does not fit the encoding {encoding.removesuffix('-sig')}", where=name, hint="save the file as UTF-8"
        ) from None
    text = text.removeprefix("\ufeff")
    _refuse_doctype(text, name)
    head = _XML_HEAD.match(text)
    # blanks of equal length keep lines and columns right in messages
    return re.sub(r"[^\n]", " ", head.group()) + text[head.end() :] if head else text


def _refuse_doctype(text: str, name: str) -> None:
    """A document type, and with it every entity declaration, stands before the root element (XML 1.0, production 22)."""
    place = 0
    while match := _PROLOG.match(text, place):
        place = match.end()
    if text[place : place + 9].upper() == "<!DOCTYPE" or text[place : place + 8].upper() == "<!ENTITY":
        line = text.count("\n", 0, place) + 1
        raise DocumentError(
            "a document type declaration is refused",
            where=f"{name}, line {line}",
            hint="remove <!DOCTYPE …> and its entities from the file",
        )


def _parse(text: str, name: str) -> Any:  # noqa: ANN401 (lxml is published without type information)
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "xmlcharrefreplace"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        what = re.sub(r", line \d+, column \d+.*", "", error.msg or "not well-formed", flags=re.DOTALL)
        raise DocumentError(f"the XML is broken: {what}", where=f"{name}, line {line}, column {column}") from None


def _tag(element: Any) -> str:  # noqa: ANN401 (an element of lxml)
    """The element's name without its namespace; empty for comments and entity references."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@dataclass(slots=True)
class _Place:
    """Where on the page the walk is."""

    region: str = ""
    number: str = ""
    level: int = 0


@dataclass(slots=True)
class _Page:
    """The text and its blocks, as they grow."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    length: int = 0

    def walk(self, element: Any, place: _Place | None = None) -> None:  # noqa: ANN401 (an element of lxml)
        """Add what an element holds, in document order."""
        place = place or _Place()
        tag = _tag(element)
        if not tag or tag in _SKIPPED:
            return
        if tag == "table":
            self._table(element)
        elif all(_tag(child) in _INLINE for child in element if _tag(child)) and tag != "num":
            self._leaf(element, tag, place)
        else:
            self._inside(element, tag, place)
            if tag == "statement":
                self.flush_notes()

    def _inside(self, element: Any, tag: str, place: _Place) -> None:  # noqa: ANN401 (an element of lxml)
        region = tag if tag in {"coverPage", "preface", "conclusions"} else place.region
        inner = _Place(region, place.number, place.level + (tag == "point"))
        place.number = ""
        self._stray(element.text, inner)
        for child in element:
            if _tag(child) == "num":
                inner.number = _plain("".join(child.itertext()))
            else:
                self.walk(child, inner)
            self._stray(child.tail, inner)

    def _stray(self, text: str | None, place: _Place) -> None:
        """Text between two blocks, which the format does not foresee: kept as a paragraph."""
        if text and text.strip():
            self.add(BlockKind.PARAGRAPH, _plain(f"{place.number} {text}"))
            place.number = ""

    def _leaf(self, element: Any, tag: str, place: _Place) -> None:  # noqa: ANN401 (an element of lxml)
        number, place.number = place.number, ""
        for line in "".join(self._inline(element)).split("\f"):
            for piece in self._pieces(element, _plain(line), place.region):
                text = piece if not number or piece.startswith(number) else f"{number} {piece}"
                kind = self._kind(element, tag, text, place.region)
                self.add(kind, text.strip(), level=_HEADINGS.get(tag, place.level))
                number = ""

    def _pieces(self, element: Any, text: str, region: str) -> list[str]:  # noqa: ANN401 (an element of lxml)
        """A title line of one of several resolutions ("A" and its title) is two lines on the page."""
        first = next((child for child in element if _tag(child) == "docNumber"), None) if region == "preface" else None
        number = _plain("".join(first.itertext())) if first is not None else ""
        if number and text.startswith(number + " ") and not number.endswith("."):
            return [number, text[len(number) + 1 :]]
        return [text] if text else []

    def _kind(self, element: Any, tag: str, text: str, region: str) -> BlockKind:  # noqa: ANN401 (an element of lxml)
        if region == "preface":
            first = not any(block.kind is BlockKind.TITLE for block in self.blocks)
            return BlockKind.TITLE if first and any(c.islower() for c in text) else BlockKind.HEADING
        if region == "coverPage":
            said = any(_tag(child) in {"docTitle", "docProponent"} for child in element)
            return BlockKind.PARAGRAPH if said else BlockKind.BOILERPLATE
        if region == "conclusions":
            return BlockKind.BYLINE
        if tag in _HEADINGS and element.get("refersTo") != "#preamble":
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if _ITEM.match(text) else BlockKind.PARAGRAPH

    def _inline(self, element: Any) -> Iterator[str]:  # noqa: ANN401 (an element of lxml)
        yield element.text or ""
        for child in element:
            tag = _tag(child)
            if tag == "authorialNote":
                marker = child.get("marker") or str(len(self.notes) + 1)
                self.notes.append((marker, _plain(" ".join("".join(self._inline(part)) for part in child) or child.text or "")))
                yield f"[{marker}]"
            elif tag in _BREAKS:
                yield "\f"
            elif tag and tag not in _SKIPPED:
                apart = "" if tag in _INLINE else " "
                yield apart
                yield from self._inline(child)
                yield apart
            yield child.tail or ""

    def _table(self, element: Any) -> None:  # noqa: ANN401 (an element of lxml)
        rows = []
        for row in element.iter("{*}tr", "tr"):
            cells = [_plain("".join(self._inline(cell))) for cell in row if _tag(cell) in {"td", "th"}]
            rows.append("\t".join(cells).rstrip())
        self.add(BlockKind.TABLE, "\n".join(row for row in rows if row).strip())

    def flush_notes(self) -> None:
        """Add the footnotes that wait."""
        for marker, text in self.notes:
            self.add(BlockKind.FOOTNOTE, f"[{marker}] {text}", marker=f"[{marker}]")
        self.notes.clear()

    def add(self, kind: BlockKind, text: str, *, level: int = 0, marker: str = "") -> None:
        """Append a block behind a blank line."""
        if not text:
            return
        item = _ITEM.match(text) if kind is BlockKind.LIST_ITEM else None
        marker = item["marker"] if item else marker
        body = item.end() if item else len(marker) + 1 if marker else 0
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        start, end = self.length, self.length + len(text)
        level = max(level, int(marker.startswith("("))) if item else level
        self.parts.append(text)
        self.blocks.append(Block(kind, start, end, level, marker, start + min(body, len(text))))
        self.length = end


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _metadata(root: Any) -> Metadata:  # noqa: ANN401 (an element of lxml)
    def texts(tag: str, refers: str) -> list[str]:
        return [_plain("".join(found.itertext())) for found in root.iter(f"{{*}}{tag}", tag) if found.get("refersTo") == refers]

    def first(tag: str, refers: str) -> str:
        return next(iter(texts(tag, refers)), "")

    dates = {found.get("name"): found.get("date") or "" for found in reversed(list(root.iter("{*}FRBRdate", "FRBRdate")))}
    language = next((found.get("language") or "" for found in root.iter("{*}FRBRlanguage", "FRBRlanguage")), "")
    names = {found.get("name") for found in root.iter("{*}statement", "statement")}
    date = dates.get("publication", "")
    return Metadata(
        title=first("docTitle", "#resolutionTitle"),
        authors=tuple(dict.fromkeys(texts("docAuthority", "#issuingBody"))),
        date=date if re.fullmatch(r"[12]\d{3}(?:-\d\d){0,2}", date) else "",
        publisher=first("docAuthority", "#publisher"),
        language=language_of(language.lower()),
        symbol=first("docNumber", "#symbol"),
        genre="resolution" if "resolution" in names else "",
    )
