"""For every constraint: a graph that keeps it gives no result, and one that breaks it gives results of that constraint and no other."""

from __future__ import annotations

import pytest

from ssc_graph.validation import validate
from tests.validation.graphs import constraints, expected, fired, fixture


@pytest.mark.parametrize("name", constraints())
def test_valid_fixture_gives_no_result(name: str) -> None:
    report = validate(fixture(f"{name}.valid"), rdf_format="turtle")
    assert fired(report) == set()
    assert report.conforms


@pytest.mark.parametrize("name", constraints())
def test_invalid_fixture_breaks_its_constraint_and_no_other(name: str) -> None:
    report = validate(fixture(f"{name}.invalid"), rdf_format="turtle")
    assert fired(report) == expected(name)
    assert name in expected(name)
    assert all(set(result.messages) == {"en", "id"} for result in report.results)
    assert report.conforms == (not report.violations)
