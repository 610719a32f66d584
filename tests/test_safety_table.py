"""The table of attacks and faults (SAFETY.md) is whole, and names tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in (FOLDER / "SAFETY.md").read_text("utf-8").splitlines()
    if re.match(r"\| S\d", line)
]


@cache
def functions_of(name: str) -> frozenset[str]:
    tree = ast.parse((FOLDER / name).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_every_case_stands_there_once() -> None:
    assert [row[0] for row in ROWS] == [f"S{number}" for number in range(1, 36)]


@pytest.mark.parametrize(("case", "what", "told"), ROWS, ids=[row[0] for row in ROWS])
def test_each_case_has_tests_that_exist(case: str, what: str, told: str) -> None:
    assert what, case
    named = re.findall(r"`([^`]+)::([^`]+)`", told)
    assert named, case
    assert [f"{file}::{name}" for file, name in named if name not in functions_of(file)] == []


def test_the_cases_are_those_that_are_asked_for() -> None:
    asked = FOLDER.parents[1] / "shared" / "SAFETY.md"
    if not asked.is_file():
        pytest.skip("the list of cases is not beside this checkout")
    assert {row[0] for row in ROWS} >= set(re.findall(r"\bS\d+\b", asked.read_text("utf-8")))
