"""A claim's confidence is the precision of its rule, drawn towards what the rule states where little was counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph import resources
from ssc_graph.claims import Claim, Entity, Evidence, Literal
from ssc_graph.errors import DataFileError
from ssc_graph.extraction import confidence
from ssc_graph.extraction.confidence import PRIOR_WEIGHT
from ssc_graph.pipeline import extract_claims, read_document
from ssc_graph.rules import load_grammar

CLAIM = Claim(Entity("auth:unossc", "it"), "establishedOn", Literal("1974", "xsd:gYear"), (Evidence(0, 4, "1974"),), "since", 0.8)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    table: dict[str, tuple[int, int]] = {"since": (6, 2)}
    monkeypatch.setattr(confidence, "rule_counts", lambda: MappingProxyType(table))
    return table


def test_counts_and_the_stated_confidence_are_weighed(counts: dict[str, tuple[int, int]]) -> None:
    (claim,) = confidence.calibrated([CLAIM])
    assert claim == replace(CLAIM, confidence=round((6 + PRIOR_WEIGHT * 0.8) / (8 + PRIOR_WEIGHT), 2))
    counts["since"] = (0, 96)
    assert confidence.calibrated([CLAIM])[0].confidence == round(PRIOR_WEIGHT * 0.8 / (96 + PRIOR_WEIGHT), 2)


def test_a_rule_that_was_never_counted_keeps_what_it_states(counts: dict[str, tuple[int, int]]) -> None:
    counts.clear()
    assert confidence.calibrated([CLAIM]) == [CLAIM]


@given(st.integers(0, 100), st.integers(0, 5000), st.integers(0, 5000))
def test_confidence_lies_between_what_is_stated_and_what_was_counted(prior: int, right: int, wrong: int) -> None:
    counted = right / (right + wrong) if right + wrong else prior / 100
    low, high = sorted((prior / 100, counted))
    assert low - 0.005 <= confidence.smoothed(prior / 100, right, wrong) <= high + 0.005


def test_extraction_gives_the_confidence_that_the_data_file_makes(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("UNOSSC is part of the United Nations Development Programme.")
    (claim,) = extract_claims(read_document(note))
    stated = next(rule.confidence for rule in load_grammar("en").rules if rule.id == claim.rule)
    right, wrong = confidence.rule_counts()[claim.rule]
    assert right > 0
    assert claim.confidence == confidence.smoothed(stated, right, wrong)


@pytest.mark.parametrize("content", [b"- since", b"since: 3", b"since: [1]", b"since: [1, many]", b"since: [1, -1]", b"since: ["])
def test_a_broken_data_file_is_told(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "read", lambda folder, name: content)
    confidence.rule_counts.cache_clear()
    try:
        with pytest.raises(DataFileError, match=r"extraction/precision\.yaml"):
            confidence.rule_counts()
    finally:
        confidence.rule_counts.cache_clear()
