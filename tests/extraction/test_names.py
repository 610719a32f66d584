"""Names: small words inside them, known names inside longer ones, titles with "and" and "for"."""

from __future__ import annotations

import pytest

from tests.extraction.telling import told


def test_a_name_with_for_is_that_name_where_it_opens_a_sentence() -> None:
    text = "Teachers praised the initiative Bread for Schools. In 2010 Kenya praised it. Bread for Schools aims to feed children."
    assert {line for line in told(text, language="en") if "hasObjective" in line} == {"Bread for Schools | hasObjective | feed children"}


def test_a_name_with_for_that_opens_a_sentence_is_known_from_inside_another() -> None:
    text = "In spring teachers praised Seeds for Learning. Seeds for Learning was founded by Kenya."
    assert told(text, language="en") == {"Seeds for Learning | establishedBy | Kenya"}


def test_a_name_with_for_keeps_its_beginning_inside_a_sentence() -> None:
    found = told("In 2010 Seeds for Learning was founded by Kenya. Peru voted for Chile. Togo left for Accra.", language="en")
    assert found == {"Seeds for Learning | establishedOn | 2010", "Seeds for Learning | establishedBy | Kenya"}


def test_a_name_with_a_gerund_and_an_article_is_one_name() -> None:
    text = "The Alliance of Towns Calling for a Ban was founded in 1999. Kenya joined the Alliance of Towns Calling for a Ban in 2001."
    found = told(text, language="en")
    assert {"Alliance of Towns Calling for a Ban | establishedOn | 1999", "Kenya | memberOf | Alliance of Towns Calling for a Ban"} <= found
    assert not any("Towns |" in line or line.endswith("Towns") for line in found)


def test_a_conference_keeps_and_and_for_in_its_title() -> None:
    text = "The Conference on Food and Trade for Small Islands was held in Apia in 2003. It was attended by Fiji, Samoa and Tonga."
    found = told(text, language="en")
    assert {line.split(" | ")[0] for line in found} == {"Conference on Food and Trade for Small Islands"}
    assert len(found) == 5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pada 1999 rapat digelar. Jejaring Pengetahuan Negara Berkembang didirikan pada 1999.", "Jejaring Pengetahuan Negara Berkembang"),
        ("Pada 1999 rapat digelar. Kelompok Riset Padi Afrika dibentuk pada 1999.", "Kelompok Riset Padi Afrika"),
        ("Pada 1999 rapat digelar. Badan Pangan ASEAN berdiri di Jakarta pada 1999.", "Badan Pangan ASEAN"),
    ],
)
def test_nouns_before_a_known_name_make_a_longer_name(text: str, name: str) -> None:
    assert {line for line in told(text, language="id") if "establishedOn" in line} == {f"{name} | establishedOn | 1999"}


def test_two_names_beside_a_known_group_share_nothing_with_it() -> None:
    text = "Jejaring Produsen Vaksin Negara Berkembang (JPVNB) berdiri pada 2000. JPVNB bertujuan berbagi vaksin."
    found = told(text, language="id")
    assert "Jejaring Produsen Vaksin Negara Berkembang | alsoKnownAs | JPVNB" in found
    assert "Jejaring Produsen Vaksin Negara Berkembang | hasObjective | berbagi vaksin" in found
    assert not any(line.startswith(("negara berkembang", "developing")) for line in found)
