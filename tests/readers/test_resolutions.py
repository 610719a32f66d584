"""Resolutions of United Nations bodies in plain text."""

from __future__ import annotations

import pytest

from tests.readers.blocks import kind_of, kinds, read_text

HEAD = """\
United Nations

{symbol}

{body}

Distr.: General

9 March 2037

Ninety-first session

Agenda item 7 (c)

Resolution adopted by the {body} on 3 March 2037

[on the report of the Third Committee (A/91/999, para. 14)]

{number}. Fund of the South

The {body},

Recalling its earlier decisions,

I

General guidelines

1. Decides that the Fund shall:

(a) lend money;

(b) report;

2. Thanks the host.

12th plenary meeting

3 March 2037

__________________

1 A/91/999.
"""


@pytest.mark.parametrize(
    ("symbol", "body", "number"),
    [
        ("A/RES/91/999", "General Assembly", "91/999"),
        ("A/RES/ES-11/9", "General Assembly", "ES-11/9"),
        ("A/RES/92/14 A-C", "General Assembly", "92/14"),
        ("E/RES/2019/99", "Economic and Social Council", "2019/99"),
        ("A/HRC/RES/46/99", "Human Rights Council", "46/99"),
    ],
)
def test_symbol_title_and_date_of_a_resolution(symbol: str, body: str, number: str) -> None:
    said = read_text(HEAD.format(symbol=symbol, body=body, number=number)).metadata
    assert (said.symbol, said.title, said.date, said.genre) == (symbol, "Fund of the South", "2037-03-09", "resolution")


def test_the_symbol_is_made_where_it_is_not_printed() -> None:
    text = HEAD.format(symbol="Ninety-first", body="General Assembly", number="91/999").replace("Ninety-first\n\n", "", 1)
    assert read_text(text).metadata.symbol == "A/RES/91/999"


def test_the_blocks_of_a_resolution() -> None:
    page = read_text(HEAD.format(symbol="A/RES/91/999", body="General Assembly", number="91/999"))
    assert {
        kind_of(page, opening) for opening in ("United Nations", "General Assembly", "Distr.: General", "The General", "12th plenary")
    } == {"paragraph"}
    assert kinds(page)[-8:] == ["list item", "list item", "list item", "list item", "paragraph", "paragraph", "boilerplate", "footnote"]
    assert kind_of(page, "91/999.") == "title"
    assert kind_of(page, "I\n") == "heading"
    assert kind_of(page, "3 March 2037") == "paragraph"


def test_a_security_council_resolution() -> None:
    page = read_text(
        "United Nations\n\nS/RES/9999 (2021)\n\nSecurity Council\n\nResolution 9999 (2021)\n\n"
        "Adopted by the Security Council at its 8888th meeting, on 3 May 2021\n\nThe Security Council,\n\n1. Calls for peace."
    )
    assert (page.metadata.symbol, page.metadata.genre) == ("S/RES/9999 (2021)", "resolution")


def test_a_report_about_a_resolution_is_none() -> None:
    page = read_text("Assembly Meets\n\nThe Assembly adopted resolution A/RES/91/999. The United Nations welcomed it.")
    assert (page.metadata.symbol, page.metadata.genre) == ("", "")


def test_a_title_below_its_number() -> None:
    text = HEAD.format(symbol="E/RES/2037/9", body="Economic and Social Council", number="2037/9").replace("2037/9. Fund", "2037/9\nFund")
    parts = read_text(text)
    assert (parts.metadata.title, parts.metadata.symbol) == ("Fund of the South", "E/RES/2037/9")


def test_an_indonesian_translation() -> None:
    text = (
        "Perserikatan Bangsa-Bangsa\n\nA/RES/91/8\n\nMajelis Umum\n\nDistr.: Umum\n\n"
        "Resolusi yang diadopsi oleh Majelis Umum pada 3 Maret 2037\n\n"
        "91/8. Dana Selatan\n\nMajelis Umum,\n\nMengingat resolusinya 60/1 tanggal 16 September 2005,\n\n"
        "1. Memutuskan untuk bertemu lagi.\n"
    )
    metadata = read_text(text).metadata
    assert (metadata.genre, metadata.symbol, metadata.title, metadata.language) == ("resolution", "A/RES/91/8", "Dana Selatan", "id")


def test_a_spanish_translation() -> None:
    text = (
        "Naciones Unidas\n\nA/RES/91/8\n\nAsamblea General\n\nDistr. general\n14 de marzo de 2037\n\n"
        "Resolución aprobada por la Asamblea General el 3 de marzo de 2037\n\n"
        "91/8. Fondo del Sur\n\nLa Asamblea General,\n\nRecordando su resolución 60/1, de 16 de septiembre de 2005,\n\n"
        "1. Decide que los miembros y sus bancos se reúnan en el Fondo cuando haya más informes.\n"
    )
    metadata = read_text(text).metadata
    assert (metadata.genre, metadata.symbol, metadata.title, metadata.language) == ("resolution", "A/RES/91/8", "Fondo del Sur", "es")
