"""Bylines: who wrote a document and where it appeared, from the lines under its title."""

from __future__ import annotations

import pytest

from ssc_graph.extraction import extract
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes

BODY = {
    "en": "South-South cooperation is the exchange of knowledge among developing countries. UNDP was founded in 1965.",
    "id": "Kerja Sama Selatan-Selatan adalah pertukaran pengetahuan antara negara berkembang. UNDP didirikan pada 1965.",
}


def told(head: str, *, language: str) -> set[tuple[str, str, str]]:
    """The claims about the document itself, as words."""
    text = f"{head}\n\n{BODY[language]}\n"
    document = read_bytes(text.encode(), name="paper.txt", media_type="text/plain", language=language)
    claims = extract(document, lexicon=load_lexicon())
    return {(c.subject.text, c.predicate, c.object.text) for c in claims if c.rule.startswith("byline.")}


@pytest.mark.parametrize(
    ("head", "language", "authors"),
    [
        ("Bread and Trust\n\nBy Ada Obi and Joe Field", "en", {"Ada Obi", "Joe Field"}),
        ("Roti dan Kepercayaan\n\nOleh Rina Wulandari", "id", {"Rina Wulandari"}),
        ("Bread and Trust\n\nAda Obi and Joe Field\n\nAbstract", "en", {"Ada Obi", "Joe Field"}),
        ("Roti dan Kepercayaan\n\nRina Wulandari dan Joko Field\n\nAbstrak", "id", {"Rina Wulandari", "Joko Field"}),
    ],
)
def test_a_line_of_names_under_the_title_tells_the_authors(head: str, language: str, authors: set[str]) -> None:
    title = head.split("\n", maxsplit=1)[0]
    assert told(head, language=language) == {(title, "authoredBy", author) for author in authors}


def test_a_line_with_a_volume_tells_the_journal() -> None:
    found = told(
        "Bread and Trust\n\nAda Obi and Joe Field\nReview of Harbour Studies, vol. 3, no. 1 (2020), pp. 5–28\n\nAbstract", language="en"
    )
    assert ("Bread and Trust", "publishedIn", "Review of Harbour Studies") in found
    assert ("Bread and Trust", "authoredBy", "Ada Obi") in found


@pytest.mark.parametrize(
    "head",
    [
        "Bread and Trust\n\nShared Rights and Common Duties",
        "Bread and Trust\n\nHarbour Review sold more than volume 3",
        "Bread and Trust\n\nBy the river",
    ],
)
def test_other_lines_under_a_title_name_nobody(head: str) -> None:
    assert told(head, language="en") == set()
