"""The bundled documents: a pair that is complete, clean and read well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ssc_graph.document import BlockKind, Document
from ssc_graph.evaluation import Fact, read_gold
from ssc_graph.pipeline import bundled, extract_claims

DOCUMENTS = {document.name: document for document in bundled()}
GOLD = Path(__file__).parent / "gold"

each_document = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())


def facts(document_name: str) -> tuple[Fact, ...]:
    gold = read_gold(GOLD / f"{document_name.removesuffix('.md')}.gold.json")
    assert gold.document == document_name
    return gold.facts


def test_the_pair_is_indonesian_and_english() -> None:
    assert [document.language for document in DOCUMENTS.values()] == ["id", "en"]


@each_document
def test_a_document_says_who_made_it_and_on_what_terms(document: Document) -> None:
    known = document.metadata
    assert known.title == document.text.partition("\n")[0]
    assert all([known.authors, known.date, known.publisher])
    assert known.licence == "https://creativecommons.org/publicdomain/zero/1.0/"


@each_document
def test_a_document_is_an_article_with_headings_and_lists(document: Document) -> None:
    assert 900 <= len(document.text.split()) <= 1300
    kinds = [block.kind for block in document.blocks]
    assert kinds[0] is BlockKind.TITLE
    assert kinds.count(BlockKind.HEADING) >= 6
    assert kinds.count(BlockKind.LIST_ITEM) >= 12
    assert BlockKind.BOILERPLATE not in kinds


@each_document
def test_the_text_has_no_mark_up_and_no_front_matter(document: Document) -> None:
    assert not re.search(r"^#|\*|^---|licence:", document.text, re.MULTILINE)


@each_document
def test_every_gold_fact_quotes_the_document(document: Document) -> None:
    for fact in facts(document.name):
        assert fact.quote
        assert fact.quote.removeprefix("- ") in document.text, fact.quote


def test_the_pair_states_the_same_values() -> None:
    """Dates and resolutions do not depend on the language, so they must agree."""

    def stated(name: str) -> set[tuple[str, str]]:
        required = [fact for fact in facts(name) if fact.required and fact.object.form == "value"]
        return {(fact.relations[0], fact.object.words[0]) for fact in required}

    left, right = (stated(name) for name in DOCUMENTS)
    assert left ^ right <= {("adoptedOn", "1974-12-04"), ("adoptedOn", "2009-12-21")}


def test_the_pair_meets_in_the_same_entities() -> None:
    named: list[set[str]] = []
    for document in DOCUMENTS.values():
        claims = extract_claims(document)
        named.append({claim.subject.id for claim in claims if claim.subject.id.startswith(("auth:", "concept:", "resolution:"))})
    left, right = named
    assert len(left & right) >= 15
