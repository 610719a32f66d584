"""Which format a file is in: told by its first bytes and its content; the extension decides only where the content does not.

A PDF named ``.txt`` is read as PDF. Text named ``.pdf`` is refused: mostly it is a page that says why the download failed.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from ssc_graph.errors import DocumentError, UsageError

TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AKN: Final = "application/akn+xml"
#: Media types that may be asked for, and the format each means.
MEDIA_TYPES: Final = {
    TEXT: TEXT,
    MARKDOWN: MARKDOWN,
    "text/x-markdown": MARKDOWN,
    HTML: HTML,
    "application/xhtml+xml": HTML,
    PDF: PDF,
    DOCX: DOCX,
    AKN: AKN,
    "application/xml": AKN,
    "text/xml": AKN,
}
_READ: Final = "give text, HTML, Markdown, Word (.docx), PDF or Akoma Ntoso XML"
_EXTENSIONS: Final = {".md": MARKDOWN, ".markdown": MARKDOWN, ".mdown": MARKDOWN}
_BINARY: Final = {".pdf": "PDF", ".docx": "Word (.docx)"}
_ZIP: Final = b"PK\x03\x04"
_HEAD: Final = 2048  # bytes in which a page of HTML shows its first tags
#: First bytes of formats that are not read, with what to say about them.
_REFUSED: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc) or an encrypted one", "save it as .docx without a password"),
    (b"{\\rtf", "an RTF file", "save it as .docx or as text"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _READ),
    (b"\xff\xd8\xff", "a picture (JPEG)", _READ),
    (b"GIF8", "a picture (GIF)", _READ),
    (b"RIFF", "sound, film or a picture (RIFF)", _READ),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it"),
    (b"BZh", "a compressed file (bzip2)", "unpack it"),
    (b"\xfd7zXZ\x00", "a compressed file (xz)", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)", "unpack it"),
    (b"Rar!", "an archive (RAR)", "unpack it"),
    (b"\x7fELF", "a program", _READ),
    (b"SQLite format 3\x00", "a database", _READ),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
)
_XML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>|<!--.{0,4000}?-->|<\?[^>]{0,400}\?>|<!DOCTYPE[^>\[]*(?:\[.{0,4000}?\]\s*)?>|\s+)*<(?P<root>[A-Za-z_][\w.:-]*)(?P<rest>[^>]*)",
    re.DOTALL,
)
_HTML_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h[1-6]|section|table|ul|ol)\b[^<>]*>", re.IGNORECASE
)


def media_type_of(data: bytes, *, name: str) -> str:
    """Return the media type of a file by its content, and by its extension where text may be several things.

    Args:
        data: the bytes of the file.
        name: its name; ``-`` for standard input.

    Raises:
        DocumentError: a format that is not read, named where it is known.

    >>> media_type_of(b"%PDF-1.7 ...", name="report.txt"), media_type_of(b"# Aims", name="note.md")
    ('application/pdf', 'text/markdown')
    """
    for magic, what, hint in _REFUSED:
        if data.startswith(magic):
            raise DocumentError(what, where=name, hint=hint)
    if data.startswith(_ZIP):
        return DOCX  # its reader says what else an archive is
    if b"%PDF-" in data[:1024]:  # ISO 32000-1, annex H.3: the header may stand within the first 1024 bytes
        return PDF
    if _extension(name) in _BINARY:
        raise DocumentError(
            f"the file's name says {_BINARY[_extension(name)]}, but it is none", where=name, hint="name it .txt or .html if it is that"
        )
    start = _start_of(data)
    if start.lstrip().startswith("<"):
        return _markup_type(start, name=name)
    if _extension(name) in {".html", ".htm"} and _HTML_TAG.search(start):
        return HTML
    return _EXTENSIONS.get(_extension(name), TEXT)


def check_media_type(media_type: str) -> str:
    """Return the format that a media type means; parameters (``; charset=utf-8``) are passed over.

    Raises:
        UsageError: a type that is not read.

    >>> check_media_type("text/html; charset=utf-8")
    'text/html'
    """
    bare = media_type.partition(";")[0].strip().lower()
    if bare not in MEDIA_TYPES:
        raise UsageError(f"the media type {media_type!r} is not read", hint=f"give one of {', '.join(MEDIA_TYPES)}")
    return MEDIA_TYPES[bare]


def declared_charset(media_type: str) -> str:
    """Return the encoding that a media type's parameter names, or the empty string.

    >>> declared_charset("text/plain; charset=windows-1252")
    'windows-1252'
    """
    match = re.search(r"charset\s*=\s*\"?([\w.:-]+)", media_type, re.IGNORECASE)
    return match[1] if match else ""


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower()


def _start_of(data: bytes) -> str:
    """Return the first characters, as far as markup can be told from them; UTF-16 is decoded, all else is ASCII in its tags."""
    head = data[: 4 * _HEAD]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "replace")
    if b"\0" in head[:8]:
        return head.replace(b"\0", b"").decode("latin-1")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _markup_type(start: str, *, name: str) -> str:
    """Return the type of what begins with a pointed bracket: Akoma Ntoso, HTML, or text that begins so."""
    match = _XML_START.match(start)
    root = match["root"].rpartition(":")[2] if match else ""
    if root == "akomaNtoso" or (match and "akoma" in match["rest"].lower()):
        return AKN
    if root.lower() == "html" or _HTML_TAG.search(start[:_HEAD]):
        return HTML
    if start.lstrip().startswith("<?xml") or _extension(name) in {".xml", ".rdf", ".svg"}:
        raise DocumentError(f"XML of another kind (its root is <{root or '?'}>)", where=name, hint="give Akoma Ntoso, HTML or text")
    return MARKDOWN if _extension(name) in _EXTENSIONS else TEXT
