"""What a participle or "due to" behind an object belongs to: the noun before it, not who speaks of it."""

from __future__ import annotations

import pytest

from ssc_graph.extraction import extract
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes


def causes(text: str, language: str = "en") -> set[tuple[str, str]]:
    document = read_bytes(text.encode(), name="causes.txt", media_type="text/plain", language=language)
    claims = extract(document, lexicon=load_lexicon(), gated=False)
    return {(c.subject.text, getattr(c.object, "text", "")) for c in claims if c.predicate == "causes"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers discussed losses caused by floods.", ("floods", "losses")),
        ("Kenya reported losses caused by floods.", ("floods", "losses")),
        ("Farmers complained of crop failures caused by drought.", ("drought", "crop failures")),
        ("The bank insures harvests against damage caused by storms.", ("storms", "damage")),
        ("The Fund pays for losses resulting from storms.", ("storms", "losses")),
        ("Deaths caused by hunger rose in 1984.", ("hunger", "Deaths")),
        ("Ministers discussed losses due to floods.", ("floods", "losses")),
        ("The shortage was caused by a strike.", ("strike", "shortage")),
        ("Prices rose, driven by fear.", ("fear", "Prices rose")),
        ("The report was delayed due to floods.", ("floods", "report was delayed")),
        ("Ministers discussed the treaty because of a petition.", ("petition", "Ministers discussed the treaty")),
    ],
)
def test_an_english_participle_belongs_to_the_noun_before_it(text: str, expected: tuple[str, str]) -> None:
    assert causes(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menteri membahas kerugian akibat banjir.", ("banjir", "kerugian")),
        ("Para menteri, yang cemas oleh kerugian akibat badai, membentuk dana.", ("badai", "kerugian")),
        ("Harga naik akibat kekeringan.", ("kekeringan", "Harga naik")),
        ("Warga cemas akibat banjir.", ("banjir", "Warga cemas")),
    ],
)
def test_an_indonesian_akibat_belongs_to_what_is_spoken_of(text: str, expected: tuple[str, str]) -> None:
    assert causes(text, "id") == {expected}
