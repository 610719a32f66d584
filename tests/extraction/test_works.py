"""Who wrote a work that a sentence names, and where it appeared, in the orders in which people say so."""

from __future__ import annotations

import pytest

from ssc_graph.extraction import extract
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes

REY = ("Slow Boats, Fast Ports", "authoredBy", "Tomás Rey")
WULANDARI = ("Jalan Sunyi", "authoredBy", "Rina Wulandari")
REVIEW = ("Slow Boats, Fast Ports", "publishedIn", "Harbour Review")


def told(text: str, language: str) -> set[tuple[str, str, str]]:
    document = read_bytes(text.encode(), name="work.txt", media_type="text/plain", language=language)
    claims = extract(document, lexicon=load_lexicon(), gated=False)
    return {(c.subject.text, c.predicate, getattr(c.object, "text", "")) for c in claims if c.predicate in {"authoredBy", "publishedIn"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tomás Rey's 2019 study “Slow Boats, Fast Ports” blames customs.", {REY}),
        ("A 2019 paper by Tomás Rey, “Slow Boats, Fast Ports”, blames customs.", {REY}),
        ("Tomás Rey wrote “Slow Boats, Fast Ports” in 2019.", {REY}),
        ("Tomás Rey, in an essay entitled “Slow Boats, Fast Ports”, blames customs.", {REY}),
        ("In an essay entitled “Slow Boats, Fast Ports”, Tomás Rey blames customs.", {REY}),
        ("Tomás Rey argues in his essay “Slow Boats, Fast Ports” that customs are slow.", {REY}),
        ("“Slow Boats, Fast Ports”, an essay that Tomás Rey wrote in 2019, blames customs.", {REY}),
        ("“Slow Boats, Fast Ports” (Tomás Rey, Harbour Review, 2019) blames customs.", {REY, REVIEW}),
        ("Tomás Rey, whose article “Slow Boats, Fast Ports” was printed in Harbour Review, blames customs.", {REY, REVIEW}),
        (
            "In “Slow Boats, Fast Ports”, published in the journal Harbour Review, Tomás Rey and Ana Lopes report that customs are slow.",
            {REY, ("Slow Boats, Fast Ports", "authoredBy", "Ana Lopes"), REVIEW},
        ),
    ],
)
def test_an_english_sentence_tells_author_and_journal(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Minister Tomás Rey praised the report “Slow Boats, Fast Ports”.",
        "“Slow Boats, Fast Ports” is the slogan that Tomás Rey shouted.",
        "The report “Slow Boats, Fast Ports” was read in Nairobi by many.",
        "Tomás Rey closed the port; “Slow Boats, Fast Ports”, a report, blames customs.",
        "“slow boats” is what Tomás Rey wrote about.",
    ],
)
def test_whoever_is_only_named_beside_a_work_has_not_written_it(text: str) -> None:
    assert told(text, "en") == set()


def test_a_publisher_is_no_author_and_an_author_no_publisher() -> None:
    assert told("He is the author of “The Grain Road”, a book published by Harbour Press.", "en") == {
        ("The Grain Road", "publishedIn", "Harbour Press")
    }
    assert told("Tomás Rey published “Slow Boats, Fast Ports” in 2019.", "en") == {REY}


@pytest.mark.parametrize(
    "text",
    [
        "Ekonom Rina Wulandari menulis “Jalan Sunyi” pada 2019.",
        "Rina Wulandari dalam bukunya “Jalan Sunyi” menyalahkan pabean.",
        "Buku “Jalan Sunyi” karya Rina Wulandari terbit pada 2019.",
        "Makalah “Jalan Sunyi” ditulis oleh Rina Wulandari.",
        "Dalam esai “Jalan Sunyi”, Rina Wulandari menyalahkan pabean.",
    ],
)
def test_an_indonesian_sentence_tells_the_author(text: str) -> None:
    assert told(text, "id") == {WULANDARI}


def test_an_indonesian_minister_who_praises_a_book_has_not_written_it() -> None:
    assert told("Menteri Budi Santoso memuji buku “Jalan Sunyi”.", "id") == set()
