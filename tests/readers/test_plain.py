"""Plain text: the canonical text is the file's text to the character, in whatever encoding it was saved."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph.document import Metadata
from ssc_graph.errors import DocumentError, UsageError
from ssc_graph.readers import read, read_bytes
from tests.readers.blocks import read_text

TEXT = "Dana “Selatan–Selatan” dibentuk oleh Majelis Umum pada 1983.\nCafé de Flore."
LATIN = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz ABCDEFG.,;éü–“”\n"), min_size=20, max_size=200).filter(
    lambda text: sum(c.isascii() for c in text) > 0.75 * len(text) and not text.isspace()
)
MARKS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
}


def test_offsets_agree_with_the_file_as_python_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Satu.\r\nDua – tiga.\rEmpat.\n".encode())
    document = read(path)
    assert document.text == path.read_text("utf-8")
    assert (document.name, document.media_type) == ("note.txt", "text/plain")


@given(LATIN, st.sampled_from(sorted(MARKS)), st.booleans())
def test_unicode_encodings_with_and_without_mark(text: str, encoding: str, marked: bool) -> None:
    data = (MARKS[encoding] if marked else b"") + text.encode(encoding)
    assert read_bytes(data, name="note.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_old_western_encodings(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding), name="note.txt").text == TEXT


def test_an_encoding_that_is_declared_wins_over_a_guess() -> None:
    data = "Дана Юг создан в 1983 году.".encode("koi8-r")
    assert read_bytes(data, name="note.txt", media_type="text/plain; charset=koi8-r").text == "Дана Юг создан в 1983 году."


def test_other_scripts_are_recognised() -> None:
    text = "Конференция Организации Объединенных Наций по техническому сотрудничеству между развивающимися странами. " * 4
    assert read_bytes(text.encode("cp1251"), name="note.txt").text == text


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        ("Dana – itu.\n".encode() + b"Caf\xe9 itu.", "line 2", "offset 17"),
        (b"Satu.\nDua \x07 tiga.", "line 2, column 5", "U+0007"),
        (b"Satu \x00 dua.", "note.txt", "offset 5"),
        ("Satu \u0085 dua.".encode(), "line 1, column 6", "U+0085"),
        ("Satu \ufffe dua.".encode(), "line 1, column 6", "U+FFFE"),
        ("Satu \U0004ffff dua.".encode(), "line 1, column 6", "U+4FFFF"),
        (b"Satu \xed\xa0\x80 dua.", "line 1", "lone surrogate at byte offset 5"),
        ("Satu dua tiga".encode("utf-16")[:-1], "note.txt", "byte offset"),
        (b"", "note.txt", "empty"),
        (b"\xef\xbb\xbf", "note.txt", "empty"),
        (b" \n\t \n", "note.txt", "white space"),
    ],
)
def test_text_that_is_refused(data: bytes, place: str, what: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, name="note.txt")
    assert place in str(caught.value)
    assert what in str(caught.value)


def test_what_is_invisible_stays_in_the_text() -> None:
    text = "Dana\u200b itu \u202eabc\u202c lahir pada 1983 \u2028 di Jakarta. \U0001f30d"
    assert read_text(text).text == text


def test_a_form_feed_ends_a_line() -> None:
    assert read_text("Satu.\fDua.").text == "Satu.\nDua."


def test_a_stream_and_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"The plan was adopted by the Assembly."
    assert read(io.BytesIO(data)).name == "-"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = read("-")
    assert (document.name, document.language) == ("-", "en")


def test_a_text_stream_is_a_programmers_mistake() -> None:
    with pytest.raises(TypeError, match="binary"):
        read(io.StringIO("text"))  # type: ignore[arg-type]  # the mistake itself


FRONT = """\
---
title: "Aims of the Fund :"
authors:
  - Ana Putri
  - Joe Field
date: 2024-09
language: EN
source: https://fund.example/aims
licence: https://creativecommons.org/licenses/by/4.0/
record_id: 4093934
---

The fund aims to lend money.
"""


def test_front_matter_is_metadata_and_no_text() -> None:
    document = read_text(FRONT)
    assert document.text == "The fund aims to lend money.\n"
    said = document.metadata
    assert (said.title, said.authors, said.date, said.language) == ("Aims of the Fund", ("Ana Putri", "Joe Field"), "2024-09", "en")
    assert (said.source, said.licence) == ("https://fund.example/aims", "https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("autor: Ana", "'author' is meant?"),
        ("pubisher: Warta", "'publisher' is meant?"),
        ("date: last week", "is no date"),
        ("date: 2024-13-01", "is no date"),
        ("language: fr", "en, es or id is due"),
        ("source: nowhere special", "is no IRI"),
        ("genre: poem", "genre"),
        ("symbol: 33", "is no document symbol"),
        ("title: Again", "given twice"),
    ],
)
def test_mistakes_in_front_matter_name_their_line(line: str, what: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_text(f"---\ntitle: Aims\n{line}\n---\n\nText.")
    assert "note.txt, line 3" in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize("text", ["---\nA rule and no front matter.\n---\nText.", "---\nNote: no end of it.\nText.", "--- \n\n---\nText."])
def test_rules_are_no_front_matter(text: str) -> None:
    assert read_text(text).text == text


def test_front_matter_without_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="empty"):
        read_text("---\ntitle: Aims\n---\n")


def test_what_the_caller_says_overrides_the_file() -> None:
    document = read_bytes(
        FRONT.encode(), name="note.txt", language="id", metadata=Metadata(title="Tujuan", publisher="Warta", language="en")
    )
    assert (document.metadata.title, document.metadata.publisher, document.metadata.language) == ("Tujuan", "Warta", "id")
    assert document.metadata.date == "2024-09"


@pytest.mark.parametrize("metadata", [Metadata(date="yesterday"), Metadata(language="fr"), Metadata(source="here")])
def test_metadata_of_the_caller_is_checked(metadata: Metadata) -> None:
    with pytest.raises(UsageError):
        read_bytes(b"Text.", name="note.txt", metadata=metadata)


def test_unknown_languages_are_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="en, es or id"):
        read_bytes(b"Text.", name="note.txt", language="fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rencana itu disahkan oleh Majelis Umum.", "id"),
        ("The plan was endorsed by the Assembly.", "en"),
        ("UNOSSC 1978 BAPA", ""),
        ("El plan fue aprobado por la Asamblea General en 1978 y condujo a una mayor cooperación entre los países.", "es"),
        ("A cooperação Sul-Sul é uma forma de colaboração; o plano foi aprovado por consenso em 1978 e mais países aderiram.", ""),
        ("Il piano è stato approvato con una risoluzione del 1978 e con il consenso dei paesi del Sud.", ""),
        ("Le plan a été adopté par l'Assemblée générale en 1978 et a conduit à une coopération accrue entre les pays.", ""),
    ],
)
def test_the_language_is_told_by_stop_words(text: str, language: str) -> None:
    assert read_text(text).language == language
