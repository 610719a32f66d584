"""Resolutions of United Nations bodies: structure, typed citations, operative paragraphs, addressees."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_graph.claims import Claim, Entity, Label, Literal
from ssc_graph.document import Document, Metadata
from ssc_graph.errors import DataFileError
from ssc_graph.extraction.resolutions import extract, is_resolution
from ssc_graph.extraction.resolutions.tables import LANGUAGES, Example, Rule, load, parse
from ssc_graph.extraction.trace import Trace
from ssc_graph.lexicon import LexicalEntry, Lexicon
from ssc_graph.readers.akn import read_akn

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "resolutions"
SCHOOLS = (FIXTURES / "island-schools.txt").read_text(encoding="utf-8")
FERRIES = read_akn((FIXTURES / "river-ferries.xml").read_bytes(), name="river-ferries.xml")
BUDGETS = read_akn((FIXTURES / "two-budgets.xml").read_bytes(), name="two-budgets.xml")

LEXICON = Lexicon(
    [
        LexicalEntry(
            "auth:assembly",
            (Label("General Assembly", "en", True), Label("Asamblea General", "es", True), Label("Majelis Umum", "id", True)),
            ("ssc:IntergovernmentalBody",),
        ),
        LexicalEntry("auth:secretary-general", (Label("Secretary-General", "en", True),), ("ssc:Organization",)),
        LexicalEntry(
            "auth:agenda-2030",
            (
                Label("2030 Agenda for Sustainable Development", "en", True),
                Label("Agenda 2030 para el Desarrollo Sostenible", "es", True),
                Label("Agenda 2030 untuk Pembangunan Berkelanjutan", "id", True),
            ),
            ("ssc:PolicyInstrument",),
        ),
    ]
)
HEADS = {
    "en": "A/RES/99/1\n\nResolution adopted by the General Assembly on 2 January 2020\n\n99/1. Plan of work\n\nThe General Assembly,\n\n",
    "es": "A/RES/99/1\n\nResolución aprobada por la Asamblea General el 2 de enero de 2020\n\n"
    "99/1. Plan de trabajo\n\nLa Asamblea General,\n\n",
    "id": "A/RES/99/1\n\nResolusi yang diadopsi oleh Majelis Umum pada 2 Januari 2020\n\n99/1. Rencana kerja\n\nMajelis Umum,\n\n",
}


def plain(text: str, *, language: str = "en") -> Document:
    return Document(name="a.txt", text=text, blocks=(), metadata=Metadata(language=language))


def claims_of(document: Document) -> list[Claim]:
    return extract(document, lexicon=LEXICON)


def body(text: str) -> list[Claim]:
    return claims_of(plain(HEADS["en"] + text))


def names(argument: Entity | Literal) -> set[str]:
    return {argument.value} if isinstance(argument, Literal) else {argument.text, *(label.text for label in argument.labels)}


def cited(claims: Iterable[Claim]) -> dict[str, set[str]]:
    """Relation to the identifiers of what stands in it."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate not in {"hasProvision", "addressee", "adoptedOn", "adoptedBy"}:
            found.setdefault(claim.predicate, set()).add(claim.object_key.removeprefix("resolution:"))
    return found


def provisions(claims: Iterable[Claim]) -> list[str]:
    return [claim.object.text for claim in claims if claim.predicate == "hasProvision"]


def addressees(claims: Iterable[Claim]) -> list[str]:
    return [claim.object.text for claim in claims if claim.predicate == "addressee"]


RULES = [(language, rule, example) for language in LANGUAGES for rule in load(language).rules for example in rule.examples]


@pytest.mark.parametrize(
    ("language", "rule", "example"), RULES, ids=[f"{lang}-{rule.id}-{example.text[:30]}" for lang, rule, example in RULES]
)
def test_every_example_of_a_rule_holds(language: str, rule: Rule, example: Example) -> None:
    claims = claims_of(plain(HEADS[language] + example.text, language=language))
    found = [claim for claim in claims if claim.rule == rule.id or (rule.kind == "adoption" and claim.rule.startswith(rule.id))]
    assert len(found) == len(example.finds)
    for expected in example.finds:
        assert any(expected in names(claim.object) for claim in found), expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_an_example_that_finds_and_one_that_does_not(language: str) -> None:
    for rule in load(language).rules:
        assert any(example.finds for example in rule.examples), rule.id
        assert rule.kind == "adoption" or any(not example.finds for example in rule.examples), rule.id


def test_all_languages_have_the_same_rules() -> None:
    assert len({tuple(rule.id for rule in load(language).rules) for language in LANGUAGES}) == 1


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (b"- a", "mapping"),
        (b"language: [", "broken"),
        (b"language: en\nother: [a]", "unknown key 'other'"),
        (b"language: en\nmodifiers: [on]", "put it in quotes"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(yaml: bytes, message: str) -> None:
    with pytest.raises(DataFileError, match=message) as caught:
        parse(yaml, where="tables/xx.yaml")
    assert str(caught.value).startswith("tables/xx.yaml")


class TestWrappedText:
    """A printed page: lines wrapped, a header in the middle of a sentence, footnotes at the foot of the page, an annex."""

    claims = claims_of(plain(SCHOOLS))

    def test_adoption(self) -> None:
        adopted = {claim.predicate: claim.object_key for claim in self.claims if claim.predicate.startswith("adopted")}
        assert adopted == {"adoptedOn": "2041-12-20^^xsd:date", "adoptedBy": "auth:assembly"}

    def test_the_resolution_bears_its_names(self) -> None:
        subject = self.claims[0].subject
        assert subject.id == "resolution:a-res-96-212"
        assert {"A/RES/96/212", "96/212", "resolution 96/212", "resolusi 96/212"} <= names(subject)

    def test_citations_by_the_verb_that_governs_them(self) -> None:
        found = cited(self.claims)
        assert found["reaffirms"] == {"a-res-90-17", "a-res-91-204-b", "a-res-95-88-a-b", "a-dec-94-510"}
        assert found["recalls"] == {"e-res-2039-12", "e-res-2040-7", "s-res-2999-2038"}
        assert {"a-res-3406-xxx", "a-hrc-res-61-9"} <= found["takesNoteOf"]
        assert {"a-res-89-3", "a-res-95-88-a", "a-res-91-204-b", "a-res-88-1", "a-conf-301-5", "a-96-77", "a-96-441-add-3"} <= found[
            "cites"
        ]
        assert not {"a-res-89-3", "a-res-95-88-a"} & found["welcomes"], "what it is in accordance with is not welcomed"

    def test_the_page_header_is_no_citation(self) -> None:
        assert all("a-res-96-212" not in objects for objects in cited(self.claims).values())

    def test_a_provision_cut_by_the_page_is_whole(self) -> None:
        second = next(claim for claim in self.claims if claim.predicate == "hasProvision" and claim.object.text.startswith("2."))
        assert second.object.text.startswith("2. Also takes note of Human Rights Council resolution 61/9, and urges Member States and the")
        assert second.object.text.endswith("schools that have none;")
        assert len(second.evidence) == 2
        assert all("A/96/77" not in piece.exact and "Exchange of teachers" not in piece.exact for piece in second.evidence)

    def test_provisions_hold_their_items_and_no_footnote_digits(self) -> None:
        found = provisions(self.claims)
        assert [text.split()[0] for text in found] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
        assert found[0] == "1. Takes note with appreciation of the report of the Board for 2040;"
        assert found[2].endswith("(b) Be open to teachers of every subject;")

    def test_the_annex_is_not_operative(self) -> None:
        assert not any("Teachers apply" in text for text in provisions(self.claims))

    def test_addressees(self) -> None:
        expected = [
            "Member States",
            "specialized agencies",
            "Lending Board of Island Libraries",
            "Secretary-General",
            "parties to the dispute",
        ]
        assert addressees(self.claims) == expected


class TestAkomaNtoso:
    """The same genre from XML."""

    claims = claims_of(FERRIES)

    def test_citations(self) -> None:
        found = cited(self.claims)
        assert found["recalls"] == {"a-res-88-40-a"}
        assert found["reaffirms"] == {"a-res-70-1"}
        assert {"a-96-420", "a-res-87-2"} <= found["cites"]

    def test_a_report_is_the_document_of_its_footnote(self) -> None:
        (claim,) = [claim for claim in self.claims if claim.predicate == "welcomes"]
        assert isinstance(claim.object, Entity)
        assert claim.object.id == "resolution:a-96-12"
        assert "report of the Secretary-General on ferries" in names(claim.object)
        assert [piece.exact for piece in claim.evidence] == ["Welcomes the report of the Secretary-General on ferries", "A/96/12"]

    def test_provisions_with_items_and_without_a_number(self) -> None:
        assert provisions(self.claims) == [
            "1. Welcomes the report of the Secretary-General on ferries;",
            "2. Approves the following sums: (a) 12 dollars for ropes; (b) 30 dollars for bells;",
            "Invites the ferry companies to light their boats.",
        ]

    def test_addressees(self) -> None:
        assert addressees(self.claims) == ["ferry companies"]


def test_several_resolutions_in_one_file() -> None:
    claims = claims_of(BUDGETS)
    assert {claim.subject.id for claim in claims if claim.predicate == "adoptedOn"} == {
        "resolution:a-res-96-250-a",
        "resolution:a-res-96-250-b",
    }
    by_part = {
        (claim.subject.id.removeprefix("resolution:"), claim.object_key.removeprefix("resolution:"))
        for claim in claims
        if claim.predicate == "cites"
    }
    assert by_part == {("a-res-96-250-a", "a-96-6"), ("a-res-96-250-b", "a-res-95-1-c"), ("a-res-96-250-b", "a-96-7")}


def test_sections_that_count_anew_give_provisions_of_their_own() -> None:
    claims = body(
        "1. Notes the plan;\n\nA\n\nShips\n\n1. Notes the plan;\n\nB\n\nSchools\n\nRecalling its resolution 95/3,\n\n1. Notes the plan.\n"
    )
    found = [claim.object for claim in claims if claim.predicate == "hasProvision"]
    assert len({claim.id for claim in found if isinstance(claim, Entity)}) == 3
    assert "resolution 99/1, section B, paragraph 1" in names(found[2])
    assert cited(claims) == {"recalls": {"a-res-95-3"}}


def test_the_council_and_its_way_of_adopting() -> None:
    text = (
        "United Nations S/RES/2999 (2038)\n\nResolution 2999 (2038)\n\nAdopted by the Security Council at its 9999th meeting, on\n"
        "4 May 2038\n\nThe Security Council,\n\nRecalling all its relevant resolutions, including resolution 2900 (2037),\n\n"
        "1. Demands that all parties open the ports;\n"
    )
    claims = claims_of(plain(text))
    assert claims[0].subject.id == "resolution:s-res-2999-2038"
    assert next(claim.object_key for claim in claims if claim.predicate == "adoptedOn") == "2038-05-04^^xsd:date"
    assert cited(claims) == {"recalls": {"s-res-2900-2037"}}
    assert addressees(claims) == ["parties"]


def test_its_own_numbers_are_those_of_the_body_that_speaks() -> None:
    text = (
        "Resolution adopted by the Human Rights Council on 26 September 2039\n\n82/12. Old age\n\nThe Human Rights Council,\n\n"
        "Recalling its resolution 73/5 and General Assembly resolution 88/134,\n\n1. Notes both;\n"
    )
    assert cited(claims_of(plain(text))) == {"recalls": {"a-hrc-res-73-5", "a-res-88-134"}}


def test_without_an_adoption_line_the_closing_and_the_formula_tell() -> None:
    claims = claims_of(
        plain("33/134. Cooperation\n\nThe General Assembly,\n\n1. Endorses the plan;\n\n90th plenary meeting\n19 December 1978\n")
    )
    assert {claim.predicate: claim.object_key for claim in claims if claim.predicate.startswith("adopted")} == {
        "adoptedOn": "1978-12-19^^xsd:date",
        "adoptedBy": "auth:assembly",
    }


def test_an_emergency_session() -> None:
    text = HEADS["en"].replace("A/RES/99/1", "A/RES/ES-11/1").replace("99/1.", "ES-11/1.")
    claims = claims_of(plain(text + "1. Deplores the flood;\n"))
    assert claims[0].subject.id == "resolution:a-res-es-11-1"


def test_rows_of_a_table_are_no_provisions() -> None:
    claims = body(
        "1. Approves these sums:\n\nSection\tAmount\n1. Income from ships\t279 138 300\n2. Income from schools\t19 580 600\n\n"
        "2. Notes the rest.\n"
    )
    assert provisions(claims) == ["1. Approves these sums:", "2. Notes the rest."]


def test_a_short_name_points_back() -> None:
    claims = body(
        "Having considered the report of the Island Service Commission for 2040,\n\n1. Requests the Commission to report again;\n"
    )
    (claim,) = [claim for claim in claims if claim.predicate == "addressee"]
    assert isinstance(claim.object, Entity)
    assert claim.object.id == "entity:island-service-commission"
    assert claim.object.text == "Commission"


def test_what_a_clause_does_not_govern_is_only_cited() -> None:
    claims = body("1. Reaffirms its decision, in accordance with resolution 91/22, to meet, and recalls resolution 92/1;\n")
    assert cited(claims) == {"cites": {"a-res-91-22"}, "recalls": {"a-res-92-1"}}


def test_a_changed_number_changes_the_claim() -> None:
    before, after = body("Recalling its resolution 33/134,\n"), body("Recalling its resolution 34/135,\n")
    assert cited(before) == {"recalls": {"a-res-33-134"}}
    assert cited(after) == {"recalls": {"a-res-34-135"}}


SUMMARY = {
    "en": (
        "Assembly backs ferries\n\nGENEVA, 12 December 2041 – The General Assembly today adopted resolution 96/133 on ferries.\n\n"
        "In its preamble the resolution reaffirms two earlier decisions: resolution\n88/40 of 2 December 2033, which endorsed\n"
        "the Ferry Compact; and resolution\n87/2. It also recalls the 2030 Agenda for Sustainable Development.\n"
        "A minister said that it welcomes resolution 12/7.\n\n"
        "1. Takes note of the report of the Secretary-General on ferries, and asks\n   for another.\n\n"
        "4. Urges the ferry companies to light their boats.\n"
    ),
    "id": (
        "Majelis Umum mendukung feri\n\nJENEWA – Majelis Umum PBB hari ini mengesahkan resolusi 96/133 tentang feri.\n\n"
        "Dalam pembukaannya, resolusi itu menegaskan kembali resolusi 88/40 tanggal 2 Desember 2033.\n\n"
        "1. Mencatat laporan Sekretaris Jenderal tentang feri.\n\n4. Mendesak perusahaan dan badan feri agar memasang lampu.\n\n"
        "7. Meminta Sekretaris Jenderal untuk melapor lagi.\n"
    ),
}


def test_an_article_that_lists_operative_paragraphs() -> None:
    claims = claims_of(plain(SUMMARY["en"]))
    assert {claim.subject.id for claim in claims if claim.predicate != "addressee"} == {"resolution:a-res-96-133"}
    assert [text.split()[0] for text in provisions(claims)] == ["1.", "4."]
    found = cited(claims)
    assert found["reaffirms"] == {"a-res-88-40", "a-res-87-2"}
    assert found["recalls"] == {"auth:agenda-2030"}
    assert "welcomes" not in found, "what a minister welcomes is not what the resolution does"
    assert addressees(claims) == ["ferry companies"]


def test_an_indonesian_article() -> None:
    claims = claims_of(plain(SUMMARY["id"], language="id"))
    assert cited(claims)["reaffirms"] == {"a-res-88-40"}
    assert [text.split()[0] for text in provisions(claims)] == ["1.", "4.", "7."]
    assert "Sekretaris Jenderal" in addressees(claims)


class TestWaysOfPrinting:
    """What typists and converters make of the same resolution."""

    def test_verbs_set_in_italics_by_signs(self) -> None:
        text = (
            "S/RES/2999 (2038)\n\nResolution 2999 (2038)\n\nAdopted by the Security Council at its 11001st meeting, on 4 May 2038\n\n"
            "*The Security Council*,\n\n*Recalling* its resolution 2888 (2036), and *reaffirming* resolution 2777 (2034),\n\n"
            "1. *Requests* the Secretary-General to count the buoys, and _welcomes_ resolution 2666 (2031);\n"
        )
        claims = claims_of(plain(text))
        found = cited(claims)
        assert (found["recalls"], found["reaffirms"], found["welcomes"]) == ({"s-res-2888-2036"}, {"s-res-2777-2034"}, {"s-res-2666-2031"})
        assert provisions(claims) == ["1. Requests the Secretary-General to count the buoys, and welcomes resolution 2666 (2031);"]
        assert addressees(claims) == ["Secretary-General"]

    @pytest.mark.parametrize("gap", ["\n", "\n\n"])
    def test_numbers_and_letters_on_lines_of_their_own(self, gap: str) -> None:
        found = provisions(body(f"1.{gap}Decides to buy lamps;\n\n2.{gap}Approves the sums for:\n\n(a){gap}Oil;\n\n(b){gap}Wicks.\n"))
        assert found == ["1. Decides to buy lamps;", "2. Approves the sums for: (a) Oil; (b) Wicks."]

    def test_footnotes_without_a_rule_at_the_end_of_a_page_and_of_the_text(self) -> None:
        claims = body(
            "1. Takes note of the report of the Chair on lamps,1 and approves its conclusions;\n1 A/98/301.\n\n20-12345 1/2\n"
            "A/RES/99/1 Plan of work\n\n2. Welcomes the report of the Board on wicks;2\n3. Decides to meet again.\n2 A/98/302.\n"
        )
        assert [text.split()[0] for text in provisions(claims)] == ["1.", "2.", "3."]
        assert (cited(claims)["takesNoteOf"], cited(claims)["welcomes"]) == ({"a-98-301"}, {"a-98-302"})

    def test_footnotes_with_stars(self) -> None:
        claims = body(
            "1. Takes note of the report of the Chair on lamps,* and of the report of the Board on wicks;**\n\n____\n"
            " * A/98/301.\n ** A/98/302.\n"
        )
        assert provisions(claims) == ["1. Takes note of the report of the Chair on lamps, and of the report of the Board on wicks;"]
        assert cited(claims)["takesNoteOf"] == {"a-98-301", "a-98-302"}

    def test_a_word_cut_at_its_hyphen(self) -> None:
        claims = body(
            "1. Requests the Secretary-\nGeneral to report at its ninety-\nninth session, in low-\nand middle-income countries.\n"
        )
        assert provisions(claims) == [
            "1. Requests the Secretary-General to report at its ninety-ninth session, in low- and middle-income countries."
        ]
        assert [claim.object.id for claim in claims if claim.predicate == "addressee" and isinstance(claim.object, Entity)] == [
            "auth:secretary-general"
        ]


@pytest.mark.parametrize(
    ("text", "relation", "symbols"),
    [
        ("Recalling its resolutions 95/1, on its methods, and 96/2, on its code of conduct,", "recalls", {"a-res-95-1", "a-res-96-2"}),
        ("Also recalling its resolution 95/1,", "recalls", {"a-res-95-1"}),
        ("Taking note of the statement by the Chair (A/98/7) and of the letter from Suva (A/98/8),", "takesNoteOf", {"a-98-7", "a-98-8"}),
        ("Taking note of the needs of ports and of resolution 95/1,", "takesNoteOf", {"a-res-95-1"}),
        ("Recalling the statements by its President of 3 May 2040 (S/PRST/2040/4) and 5 June 2041 (S/PRST/2041/6),", "recalls",
         {"s-prst-2040-4", "s-prst-2041-6"}),
        ("Recalling the outcome of its special session, set out in resolution S-40/2, and resolution ES-13/1,", "recalls",
         {"a-res-s-40-2", "a-res-es-13-1"}),
        ("Recalling World Health Assembly resolution 93.16,", "recalls", {"wha93-16"}),
    ],
)  # fmt: skip
def test_what_a_verb_governs(text: str, relation: str, symbols: set[str]) -> None:
    assert cited(body(f"{text}\n\n1. Decides to meet again.\n"))[relation] == symbols


def test_the_implementation_of_a_resolution_is_not_what_is_noted() -> None:
    found = cited(body("Taking note of the needs of ports and of the implementation of resolution 95/1,\n\n1. Decides to meet again.\n"))
    assert (found.get("takesNoteOf"), found["cites"]) == (None, {"a-res-95-1"})


def test_a_resolution_of_another_body_named_behind_it() -> None:
    claims = body("Recalling resolution 93/4 of 19 May 2037 of the Economic Commission for Islands,\n\n1. Decides to meet again.\n")
    (claim,) = [claim for claim in claims if claim.predicate == "recalls"]
    assert "Economic Commission for Islands resolution 93/4" in names(claim.object)
    assert "A/RES/93/4" not in names(claim.object)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Treaty on Salt and Light1 and the Suva Protocol2 to the Convention on Reefs,", ["Treaty on Salt and Light", "Suva Protocol"]),
        ("the Suva Compact on Clean Salt of 30 May 2025,", ["Suva Compact on Clean Salt"]),
        ("the Declaration and the Programme of Action on the Making of a New Order of Lamps,",
         ["Declaration and the Programme of Action on the Making of a New Order of Lamps"]),
        ("general comment No. 26 (2023) of the Committee on the Rights of the Child and the delay,",
         ["general comment No. 26 (2023) of the Committee on the Rights of the Child"]),
    ],
)  # fmt: skip
def test_names_of_instruments(text: str, found: list[str]) -> None:
    notes = "____\n1 A/98/301.\n2 A/98/302.\n" if "1" in text and "2 to" in text else ""
    claims = body(f"Recalling {text}\n\n1. Decides to meet again.\n\n{notes}")
    labels = [claim.object.labels[0].text for claim in claims if claim.rule == "un.named" and isinstance(claim.object, Entity)]
    assert [name.split(" to the Convention")[0] for name in labels] == found


def test_an_instrument_anywhere_is_cited_and_a_body_named_after_one_is_not() -> None:
    claims = body(
        "1. Decides to act under the Treaty on Salt and Light, as the Conference of the Parties to the Convention on Reefs asked;\n"
    )
    assert cited(claims)["cites"] == {"entity:treaty-on-salt-and-light"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Invites:\n\n(a) Harbour authorities to dredge;\n\n(b) The Suva Bank to lend;", ["Harbour authorities", "Suva Bank"]),
        ("1. Calls upon all States, and upon carriers under their jurisdiction, to stop;", ["States", "carriers"]),
        ("1. Requests the Suva Bank to lend, and the Lamp Board to report every year;", ["Suva Bank", "Lamp Board"]),
        ("1. Invites the Suva Bank and the Lamp Board each to appoint a clerk;", ["Suva Bank", "Lamp Board"]),
        ("1. Urges lamp sellers to lend, and encourages factors to fall;", ["lamp sellers"]),
        ("1. Requests the Suva Bank and, as appropriate, the Lamp Board to lend;", ["Suva Bank", "Lamp Board"]),
        ("1. Demands that all armed groups cease;", ["armed groups"]),
    ],
)
def test_who_is_addressed(text: str, found: list[str]) -> None:
    assert addressees(body(f"{text}\n")) == found


def test_whom_the_lexicon_knows_as_a_concept_is_a_group_where_it_is_asked_to_act() -> None:
    concept = LexicalEntry("concept:guilds", (Label("private sector", "en", True),), ("ssc:Concept", "skos:Concept"))
    text = HEADS["en"] + "1. Invites the private sector and the Secretary-General to mend the ferries.\n"
    found = extract(plain(text), lexicon=Lexicon([concept, *LEXICON.entries]))
    addressed = {claim.object.text: claim.object for claim in found if claim.predicate == "addressee"}
    assert set(addressed) == {"private sector", "Secretary-General"}
    sector = addressed["private sector"]
    assert isinstance(sector, Entity)
    assert (sector.id, sector.types) == ("entity:private-sector", ("ssc:Organization",))


def test_an_indonesian_preamble_is_no_provision() -> None:
    text = (
        "Mengingat pula resolusinya 95/1 tanggal 4 Mei 2040 dan 96/2,\n\nMencatat dengan apresiasi kemajuan itu,\n\n"
        "1. Menegaskan kembali paragraf 8 resolusi 94/3;\n\n2. Meminta koperasi nelayan dan universitas agar melapor.\n"
    )
    claims = claims_of(plain(HEADS["id"] + text, language="id"))
    assert [words.split()[0] for words in provisions(claims)] == ["1.", "2."]
    assert (cited(claims)["recalls"], cited(claims)["reaffirms"]) == ({"a-res-95-1", "a-res-96-2"}, {"a-res-94-3"})
    assert addressees(claims) == ["koperasi nelayan", "universitas"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Pide al Banco de Suva que preste, y al Consejo de Faros que informe cada año;", ["Banco de Suva", "Consejo de Faros"]),
        ("1. Invita a los fondos y programas y a los donantes a contribuir;", ["fondos y programas", "donantes"]),
        ("1. Insta a los bancos y cooperativas a prestar;", ["bancos y cooperativas"]),
        ("1. Alienta a los gobiernos y universidades a informar;", ["gobiernos", "universidades"]),
    ],
)
def test_who_is_addressed_in_spanish(text: str, found: list[str]) -> None:
    assert addressees(claims_of(plain(f"{HEADS['es']}{text}\n", language="es"))) == found


def test_what_spanish_verbs_govern() -> None:
    text = (
        "Recordando la resolución 93/4 de la Asamblea Mundial de la Salud y su resolución 95/1,\n\n"
        "Tomando nota de la declaración de la Presidencia sobre los puertos (A/98/7),\n\n"
        "1. Aprueba la Declaración de Suva sobre los Faros;\n"
    )
    claims = claims_of(plain(HEADS["es"] + text, language="es"))
    found = cited(claims)
    assert (found["takesNoteOf"], "a-res-95-1" in found["recalls"]) == ({"a-98-7"}, True)
    adopted = [claim.subject for claim in claims if claim.rule == "un.adopts"]
    assert ["Declaración de Suva sobre los Faros" in names(instrument) for instrument in adopted] == [True]


TOLD = {
    "en": "The General Assembly today adopted resolution 96/133 on ferries.\n\n"
    "In the text, the Assembly recalled its resolution 88/40, "
    "welcomed the Suva Declaration on Ferries and asked for ropes. It also took note of resolution 87/2. "
    "A minister from Suva welcomed resolution 70/1.\n",
    "id": "Majelis Umum PBB hari ini mengesahkan resolusi 96/133 tentang feri.\n\n"
    "Dalam resolusi itu, Majelis mengingat kembali resolusi 88/40, "
    "menyambut baik Deklarasi Suva tentang Feri dan meminta tali. "
    "Resolusi itu juga mencatat resolusi 87/2. Menteri menyambut baik resolusi 70/1.\n",
    "es": "La Asamblea General aprobó hoy la resolución 96/133 sobre transbordadores.\n\n"
    "En el texto, la Asamblea recordó su resolución 88/40, "
    "acogió con beneplácito la Declaración de Suva sobre los Transbordadores y pidió cuerdas. "
    "La Asamblea también tomó nota de la resolución 87/2. Un ministro de Suva acogió con beneplácito la resolución 70/1.\n",
}
WELCOMED = {"en": "Ferries", "id": "Feri", "es": "Transbordadores"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_that_tells_it_in_sentences(language: str) -> None:
    claims = claims_of(plain(TOLD[language], language=language))
    found = cited(claims)
    assert (found["recalls"], found["takesNoteOf"]) == ({"a-res-88-40"}, {"a-res-87-2"})
    assert [claim.object.text.split()[-1] for claim in claims if claim.predicate == "welcomes"] == [WELCOMED[language]]
    assert {claim.subject.id for claim in claims} == {"resolution:a-res-96-133"}


@pytest.mark.parametrize(
    "text",
    [
        "Chicken soup\n\n1. Boil the water.\n2. Add 1/2 cup of salt and 3/4 of the chicken.\n3. Serve it in resolution 4/5 of a bowl.\n",
        "1. Recognizes faces\n2. Notes the time\n3. Calls for help\n",
        "The Assembly adopted resolution 96/133. 1. It was late.\n",
        "The General Assembly met in New York. The resolution recalls resolution 33/134.\n",
        "",
    ],
)
def test_other_texts_give_nothing(text: str) -> None:
    assert not is_resolution(plain(text))
    assert claims_of(plain(text)) == []


def test_the_trace_hears_of_claims_and_of_what_was_dropped() -> None:
    trace = Trace()
    extract(plain(HEADS["en"] + "1. Takes note of the report of the Secretary-General;\n"), lexicon=LEXICON, trace=trace)
    assert {"claim", "dropped"} <= {note.kind for note in trace.notes}


@settings(max_examples=120)
@given(data=st.data())
def test_any_damage_leaves_claims_with_exact_evidence(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([SCHOOLS, FERRIES.text, BUDGETS.text, SUMMARY["en"]]))
    pieces = data.draw(st.lists(st.tuples(st.integers(0, len(source)), st.integers(0, 400)), min_size=1, max_size=6))
    text = data.draw(st.sampled_from(["", HEADS["en"]])) + "".join(source[start : start + length] for start, length in pieces)
    for claim in claims_of(plain(text)):
        assert all(text[piece.start : piece.end] == piece.exact for piece in claim.evidence)
        assert all(piece.exact.strip() for piece in claim.evidence)
        assert list(claim.evidence) == sorted(claim.evidence)


@settings(max_examples=60)
@given(start=st.integers(0, len(SCHOOLS)), length=st.integers(1, 300))
def test_a_hole_in_a_resolution_never_stops_the_reading(start: int, length: int) -> None:
    text = SCHOOLS[:start] + SCHOOLS[start + length :]
    for claim in claims_of(plain(text)):
        assert all(text[piece.start : piece.end] == piece.exact for piece in claim.evidence)


@pytest.mark.parametrize(
    "piece",
    [
        "Recalling ",
        "1. Requests the Member States, ",
        "Recalling resolution 1/2, and ",
        "A/RES/99/1 Plan of work 2/6 ",
        "\n\n(a) x\n\n",
        "a,1 ",
        "Reaffirming the A of B of ",
        "the Treaty on A, B and C of ",
        "Declaration and the Programme of ",
        "* A/98/301.\n",
        "word1\n1 A/98/301.\n",
        "general comment No. 2 of the A of ",
        "Taking note of the report of the Chair and of the report ",
        "*Requests* the Bank to lend, and the Board to ",
        "Invites:\n\n(a) The Bank to lend;\n\n",
    ],
)
def test_time_stays_bounded(piece: str) -> None:
    start = time.process_time()
    body(piece * (40_000 // len(piece)))
    assert time.process_time() - start < 6


class TestSharedResolutions:
    """The development set: the floors of this genre."""

    def test_provisions_and_plain_text_alike(self, shared: Path) -> None:
        for path in sorted((shared / "documents" / "un").glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            name = path.name.removesuffix(".gold.json")
            from_text = claims_of(plain((path.parent / f"{name}.txt").read_text(encoding="utf-8")))
            from_xml = claims_of(read_akn((path.parent / f"{name}.xml").read_bytes(), name=f"{name}.xml"))
            wanted = sum(fact["predicate"] == "hasProvision" and fact.get("required", True) for fact in gold["facts"])
            assert len(provisions(from_text)) >= wanted, name
            assert statements(from_text) == statements(from_xml), name

    def test_every_demanded_citation_is_found_with_its_full_symbol(self, shared: Path) -> None:
        for path in sorted((shared / "documents" / "un").glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            claims = claims_of(plain(path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")))
            found = {folded(name) for claim in claims for name in names(claim.object)}
            for fact in gold["facts"]:
                symbol = fact["object"].get("symbol")
                if symbol and fact.get("required", True):
                    assert folded(symbol) in found, (path.name, symbol)


def folded(symbol: str) -> str:
    return "".join(symbol.split()).casefold()


def statements(claims: Iterable[Claim]) -> Counter[tuple[str, str, str]]:
    return Counter((claim.subject.id, claim.predicate, claim.object_key) for claim in claims)
