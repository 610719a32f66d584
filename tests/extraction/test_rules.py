"""Every rule runs its own examples: what it must find, and what it must leave alone."""

from __future__ import annotations

import re

import pytest

from ssc_graph.claims import Claim
from ssc_graph.extraction import extract
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes
from ssc_graph.rules import LANGUAGES, Example, Rule, load_grammar

RULES = [rule for language in LANGUAGES for rule in load_grammar(language).rules]
CASES = [(rule, example) for rule in RULES for example in rule.examples]


def claims_of(rule: Rule, text: str) -> list[Claim]:
    document = read_bytes(text.encode(), name="example.txt", media_type="text/plain", language=rule.language)
    return [claim for claim in extract(document, lexicon=load_lexicon(), gated=False) if claim.rule == rule.id]


def bare(text: str) -> str:
    """Without the article that an argument may or may not keep."""
    return " | ".join(
        re.sub(
            r"^(the|a|an|para|to|resolution|resolusi|el|la|los|las|a los|resolución|la resolución) ", "", part.strip(), flags=re.IGNORECASE
        ).lower()
        for part in text.split(" | ")
    )


def line(claim: Claim) -> str:
    words = getattr(claim.object, "text", "") if claim.object_key.count("^^") == 0 else claim.object_key.split("^^")[0]
    return bare(f"{claim.subject.text} | {claim.predicate} | {words}")


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{rule.id}-{number}" for number, (rule, _) in enumerate(CASES)])
def test_a_rule_finds_what_its_examples_say_and_nothing_else(rule: Rule, example: Example) -> None:
    assert sorted({line(claim) for claim in claims_of(rule, example.text)}) == sorted({bare(claim) for claim in example.claims})


def test_every_rule_has_a_positive_and_a_negative_example() -> None:
    for rule in RULES:
        assert any(example.claims for example in rule.examples), rule.id
        assert any(not example.claims for example in rule.examples), rule.id
