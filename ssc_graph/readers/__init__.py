"""Readers: a file of any of the formats in, a :class:`Document` out: one canonical text, its blocks, what the file says about itself.

Formats: plain text, Markdown, HTML, PDF, Word (.docx), Akoma Ntoso XML. The content decides which one a file is in.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, Final

from ssc_graph.document import Document, Metadata
from ssc_graph.errors import DocumentError, UsageError
from ssc_graph.readers import detect, words
from ssc_graph.readers.metadata import check_metadata, overlay
from ssc_graph.readers.parts import Parts
from ssc_graph.readers.source import check_size, read_source

__all__ = ["read", "read_bytes"]


def read(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    language: str | None = None,
    media_type: str | None = None,
    metadata: Metadata | None = None,
) -> Document:
    """Return a document from a file, from standard input or from an open binary stream.

    Args:
        source: a path, ``-`` for standard input, or a stream opened in binary mode.
        language: its code; found by the text where it is not given.
        media_type: format of the file (``text/html``, …); found by the content where it is not given.
        metadata: what is known of the document; a field that is not empty overrides what the file says.

    Raises:
        DocumentError: the file is missing, empty, broken, encrypted, too large, in a format that is not read.
        UsageError: an unknown language or media type.

    >>> import io
    >>> read(io.BytesIO("Rencana itu disahkan oleh Majelis Umum.".encode())).language
    'id'
    """
    data, name = read_source(source)
    return read_bytes(data, name=name, media_type=media_type, language=language, metadata=metadata)


def read_bytes(
    data: bytes, *, name: str, media_type: str | None = None, language: str | None = None, metadata: Metadata | None = None
) -> Document:
    """Return a document from the bytes of a file.

    Args:
        data: at most 50 MB.
        name: the file's name, for messages and for the document.
        media_type: see :func:`read`.
        language: see :func:`read`.
        metadata: see :func:`read`.

    Raises:
        DocumentError: see :func:`read`.
        UsageError: see :func:`read`.

    >>> read_bytes(b"The plan was adopted by the Assembly.", name="note.txt").media_type
    'text/plain'
    """
    given = _given(language, metadata)
    check_size(len(data), where=name)
    if not data:
        raise DocumentError("the file is empty", where=name, hint="give a file with text")
    kind = detect.check_media_type(media_type) if media_type else detect.media_type_of(data, name=name)
    if kind == detect.AKN:
        return _read_akn(data, name=name, given=given)
    reader = _READERS[kind]
    parts = reader(data, name, given.language, detect.declared_charset(media_type or ""))
    said = overlay(parts.metadata, given)
    return Document(name, parts.text, parts.blocks, said, media_type=kind, source_digest=hashlib.sha256(data).hexdigest())


def _given(language: str | None, metadata: Metadata | None) -> Metadata:
    """Return what the caller says of the document, checked."""
    try:
        given = check_metadata(metadata or Metadata())
    except ValueError as error:
        raise UsageError(f"metadata: {error}") from None
    return replace(given, language=words.check_language(language)) if language else given


def _read_akn(data: bytes, *, name: str, given: Metadata) -> Document:
    from ssc_graph.readers.akn import read_akn

    document = read_akn(data, name=name)
    return replace(document, metadata=overlay(document.metadata, given))


def _plain(data: bytes, name: str, language: str, declared: str) -> Parts:
    from ssc_graph.readers.plain import read_plain

    return read_plain(data, name=name, language=language, declared=declared)


def _markdown(data: bytes, name: str, language: str, declared: str) -> Parts:
    from ssc_graph.readers.markdown import read_markdown

    return read_markdown(data, name=name, language=language, declared=declared)


def _html(data: bytes, name: str, language: str, declared: str) -> Parts:
    from ssc_graph.readers.html import read_html

    return read_html(data, name=name, language=language, declared=declared)


def _pdf(data: bytes, name: str, language: str, _declared: str) -> Parts:
    from ssc_graph.readers.pdf import read_pdf

    return read_pdf(data, name=name, language=language)


def _docx(data: bytes, name: str, language: str, _declared: str) -> Parts:
    from ssc_graph.readers.docx import read_docx

    return read_docx(data, name=name, language=language)


_READERS: Final[dict[str, Callable[[bytes, str, str, str], Parts]]] = {
    detect.TEXT: _plain,
    detect.MARKDOWN: _markdown,
    detect.HTML: _html,
    detect.PDF: _pdf,
    detect.DOCX: _docx,
}
