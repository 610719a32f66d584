"""What merging takes: memory that grows with the triples and not faster, and no more than a few kilobytes for each."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measuring import command

_FEW, _MANY = 20_000, 100_000
_KILOBYTES_A_TRIPLE = 2.5  # measured: 1.2; a closure, or a second copy of everything as objects, would pass it


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])  # where benchmarks/ is


def test_memory_grows_with_the_triples_and_no_faster() -> None:
    few, many = (command((sys.executable, "-m", "benchmarks.merging", "merge", str(size)), rounds=1) for size in (_FEW, _MANY))
    assert (many.peak - few.peak) * 1024 / (_MANY - _FEW) < _KILOBYTES_A_TRIPLE


def test_time_grows_with_the_triples_and_no_faster() -> None:
    few, many = (command((sys.executable, "-m", "benchmarks.merging", "merge", str(size)), rounds=2) for size in (_FEW, _MANY))
    assert many.processor < 10 * few.processor  # five times the triples
