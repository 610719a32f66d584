"""Sources and formats that cannot be read: one clear line each, that names the file and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssc_graph.errors import DocumentError, UsageError
from ssc_graph.readers import read, read_bytes
from ssc_graph.readers.source import LARGEST
from tests.readers.pdf_builder import pdf, typeset


def refusal(source: str | Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read(source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    assert refusal(path) == f"{path}: there is no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert "a folder, not a file" in refusal(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "shut.txt"
    path.write_text("Text.")
    path.chmod(0)
    assert "may not be read" in refusal(path)


def test_names_that_are_no_files() -> None:
    assert "save the page" in refusal("https://fund.example/aims.html")
    assert "empty" in refusal("")
    assert "no file can have this name" in refusal("a\0b")


def test_a_dump_is_no_document() -> None:
    with pytest.raises(DocumentError, match="50 MB"):
        read_bytes(bytes(LARGEST + 1), name="dump.txt")


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "page.pdf", "picture (PNG)"),
        (b"\xff\xd8\xff\xe0rest", "page.txt", "picture (JPEG)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "page.doc", "save it as .docx"),
        (b"{\\rtf1 text}", "page.txt", "RTF"),
        (b"\x1f\x8brest", "page.txt", "unpack it"),
        (b"\x7fELFrest", "page", "a program"),
        (bytes(range(256)), "page.bin", "zero byte at offset 0"),
        (b"Just a line of text.", "page.pdf", "says PDF, but it is none"),
        (b"<html><body><p>Not found</p></body></html>", "page.docx", "says Word (.docx), but it is none"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "page.svg", "its root is <svg>"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "page.xml", "XML of another kind"),
    ],
)
def test_formats_that_are_not_read(data: bytes, name: str, what: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, name=name)
    assert str(caught.value).startswith(name)
    assert what in str(caught.value)


def test_an_unknown_media_type_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="text/html"):
        read_bytes(b"Text.", name="note.txt", media_type="image/png")


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (
            b"<!DOCTYPE html><html><body><p>" + b"The plan was adopted by the Assembly of the fund. " * 8 + b"</p></body></html>",
            "page.txt",
            "text/html",
        ),
        (b"Just a line of text, and no tag.", "page.html", "text/plain"),
        (pdf([typeset(["The fund was set up in 1983."])]), "page.txt", "application/pdf"),
        (b"<3 the South. It trades.", "page.txt", "text/plain"),
        (b"# Aims\n\nThe fund lends.", "page.md", "text/markdown"),
        (b"# Aims\n\nThe fund lends.", "page.txt", "text/plain"),
    ],
)
def test_the_content_beats_a_wrong_extension(data: bytes, name: str, media_type: str) -> None:
    assert read_bytes(data, name=name).media_type == media_type
