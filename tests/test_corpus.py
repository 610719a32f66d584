"""The bundled documents: a pair that is complete, clean and read well."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ssc_graph.claims import RELATIONS
from ssc_graph.document import BlockKind, Document
from ssc_graph.graph import claim_record
from ssc_graph.pipeline import bundled, extract_claims
from tests.scoring import facts, score

DOCUMENTS = {document.name: document for document in bundled()}
#: F1 that the rules reach at least, and the share of met facts with negation, modality and attribution right.
FLOOR = 0.85
QUALIFIED = 0.9

each_document = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())


def records(document: Document) -> list[dict[str, Any]]:
    return [claim_record(claim, document) for claim in extract_claims(document)]


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
def test_every_gold_fact_has_a_known_relation_and_quotes_the_document(document: Document) -> None:
    for fact in facts(document.name):
        relations = fact["predicate"] if isinstance(fact["predicate"], list) else [fact["predicate"]]
        assert set(relations) <= set(RELATIONS)
        assert fact["quote"].removeprefix("- ") in document.text, fact["quote"]


def test_the_pair_states_the_same_values() -> None:
    """Dates and resolutions do not depend on the language, so they must agree."""

    def stated(name: str) -> set[tuple[str, str]]:
        required = [fact for fact in facts(name) if fact.get("required", True) and "value" in fact["object"]]
        return {(str(fact["predicate"]), fact["object"]["value"]) for fact in required}

    left, right = (stated(name) for name in DOCUMENTS)
    assert left ^ right <= {("adoptedOn", "1974-12-04"), ("adoptedOn", "2009-12-21")}


@each_document
def test_the_rules_read_the_document_well(document: Document) -> None:
    reached = score(facts(document.name), records(document))
    assert reached.f1 >= FLOOR, f"F1 {reached.f1:.3f}\nmissed: {reached.missed}\nwrong: {reached.wrong}"
    assert reached.qualified / reached.met >= QUALIFIED


def test_the_score_falls_when_claims_are_wrong_or_missing() -> None:
    document = next(iter(DOCUMENTS.values()))
    wanted = [fact for fact in facts(document.name) if fact["predicate"] == "heldIn"]
    right: list[dict[str, Any]] = [
        {"predicate": "heldIn", "subject": {"labels": fact["subject"]["names"]}, "object": {"text": fact["object"]["names"][0]}}
        | {"negated": False, "modality": "asserted", "attributed_to": None}
        for fact in wanted
    ]
    assert score(wanted, right).f1 == 1
    assert score(wanted, right[1:]).f1 < 1
    assert score(wanted, [*right, right[0] | {"object": {"text": "Atlantis"}}]).wrong
    assert score(wanted, [right[0] | {"negated": True}, *right[1:]]).qualified == len(wanted) - 1


def test_the_pair_meets_in_the_same_entities() -> None:
    named: list[set[str]] = []
    for document in DOCUMENTS.values():
        claims = extract_claims(document)
        named.append({claim.subject.id for claim in claims if claim.subject.id.startswith(("auth:", "concept:", "resolution:"))})
    left, right = named
    assert len(left & right) >= 15
