"""English constructions that take more than one rule: what belongs to which verb, what words point at, what a text is about."""

from __future__ import annotations

from tests.extraction.telling import told

PACT = "Rain fell in Peru. The Lima Charter was adopted by the Pacific Alliance in 2001 and endorsed {}by the General Assembly{}."


def said(text: str, relation: str) -> set[str]:
    return {line for line in told(text, language="en") if f" | {relation} | " in line}


def test_a_date_stays_with_its_own_participle() -> None:
    assert said(PACT.format("", ""), "endorsedOn") == set()
    assert said(PACT.format("two years later ", ""), "endorsedOn") == set()
    assert said(PACT.format("", " in 2003"), "endorsedOn") == {"Lima Charter | endorsedOn | 2003"}
    assert said(PACT.format("", " in 2003"), "adoptedOn") == {"Lima Charter | adoptedOn | 2001"}


def test_which_takes_up_the_clause_before_it_or_what_that_clause_brought_about() -> None:
    opening = "Bread was dear. "
    assert said(opening + "The ministry cut the subsidy, which caused a run on the mills.", "causes") == {
        "ministry cut the subsidy | causes | run on the mills"
    }
    assert said(opening + "The blight, which caused the famine, came from abroad.", "causes") == {"blight | causes | famine"}
    assert "shortage of salt | causes | emptied the markets" in said(
        opening + "The tax caused a shortage of salt, which emptied the markets.", "causes"
    )


def test_what_is_set_against_a_cause_is_no_further_effect() -> None:
    assert said("Bread was dear. The war caused hunger, and not the drought.", "causes") == {"war | causes | hunger"}


def test_this_and_that_stand_for_what_was_said_before() -> None:
    for words in (
        "in spring. This led",
        "in spring. That led",
        "in spring, and this led",
        "in spring; this led",
        "in spring. This in turn led",
    ):
        found = said(f"The Dry Year\n\nBread was dear. The mills closed {words} to a shortage of flour.", "causes")
        assert {line.split(" | ")[2] for line in found} == {"shortage of flour"}, words


def test_they_are_all_whom_the_sentence_before_lists() -> None:
    for words in ("They", "The two countries"):
        assert said(f"Chile and Peru met in Lima. {words} founded the Pacific Alliance in 2011.", "establishedBy") == {
            "Pacific Alliance | establishedBy | Chile",
            "Pacific Alliance | establishedBy | Peru",
        }


def test_a_text_goes_on_about_a_body_under_its_new_name() -> None:
    text = "In 2004 the Harbour League was transformed into the Port Trade Union by ministers. Its members include Togo and Benin."
    assert said(text, "memberOf") == {"Togo | memberOf | Port Trade Union", "Benin | memberOf | Port Trade Union"}
