"""Whose aims a sentence tells: of names, of their possessives, and of descriptions without a name."""

from __future__ import annotations

import pytest

from ssc_graph.claims import Claim
from ssc_graph.extraction import extract
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes


def claims_of(text: str, *, gated: bool = False) -> list[Claim]:
    document = read_bytes(text.encode(), name="aims.txt", media_type="text/plain", language="en")
    return extract(document, lexicon=load_lexicon(), gated=gated)


def aims(text: str) -> list[tuple[str, str]]:
    return [(c.subject.text, getattr(c.object, "text", "")) for c in claims_of(text) if c.predicate == "hasObjective"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The project aims to drill wells.", [("The project", "drill wells")]),
        (
            "The project is intended to:\n• drill wells;\n• train engineers.",
            [("The project", "drill wells"), ("The project", "train engineers")],
        ),
        ("The alliance met again. Its purpose is to drill wells.", [("The alliance", "drill wells")]),
        (
            "The Water Fund's main aims include drilling wells and training engineers.",
            [("Water Fund", "drilling wells"), ("Water Fund", "training engineers")],
        ),
        (
            "Among the Water Fund's aims are to drill wells and to train engineers.",
            [("Water Fund", "drill wells"), ("Water Fund", "train engineers")],
        ),
        ("In 1971 ministers set up the Water Fund in order to drill wells.", [("Water Fund", "drill wells")]),
        (
            "The goals of the Water Fund were: (a) to drill wells; (b) to train engineers.",
            [("Water Fund", "drill wells"), ("Water Fund", "train engineers")],
        ),
        (
            "The Water Fund set out two objectives: first, to drill wells; second, to train engineers.",
            [("Water Fund", "drill wells"), ("Water Fund", "train engineers")],
        ),
    ],
)
def test_a_sentence_tells_whose_aims_it_states(text: str, expected: list[tuple[str, str]]) -> None:
    found = aims(text)
    assert [aim for _, aim in found] == [aim for _, aim in expected]
    assert {owner for owner, _ in found} <= {owner for owner, _ in expected} | {"Its"}


def test_verbs_that_share_an_object_are_one_aim() -> None:
    assert aims("The mandate of the Water Fund is to promote, coordinate and support the drilling of wells.") == [
        ("Water Fund", "promote, coordinate and support the drilling of wells")
    ]


def test_a_description_is_a_thing_of_its_document_alone() -> None:
    """Two documents that each speak of "the project" do not speak of one project."""
    one, other = (claims_of(f"The project aims to drill {what}.")[0].subject for what in ("wells", "holes"))
    assert one.id != other.id
    assert one.types == other.types == ("ssc:Programme",)


@pytest.mark.parametrize(
    "text",
    [
        "The singer aims to end the tour.",
        "The Water Fund's aims include many things.",
        "Ministers founded the Water Fund according to plan.",
        "Ministers founded the Water Fund, to use its short name, in 1971.",
        "It is the goal of the Water Fund that thirst ends.",
    ],
)
def test_what_nobody_is_to_do_is_no_aim(text: str) -> None:
    assert aims(text) == []


def test_one_word_of_the_field_among_few_others_puts_a_column_on_the_subject() -> None:
    column = (
        "My uncle kept a clinic. The donor sent a machine, and the ministry sent a form. I once believed that South-South projects were "
        "immune to such reform. They are not. The heavy forms led to long queues. A grant ran out, and training ended with it."
    )
    assert [c.predicate for c in claims_of(column, gated=True)].count("causes") >= 1
    assert claims_of(column.replace("South-South ", ""), gated=True) == []
