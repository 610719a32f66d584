"""The rules keep what they have reached: the floors in ``tests/gold/floors.yaml``, written only by ``ssc-graph evaluate --write-floor``."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssc_graph.evaluation.floors import below, read_floors
from ssc_graph.pipeline.measuring import evaluate
from tests.conftest import SHARED

GOLD = Path(__file__).parent / "gold"
FLOORS = read_floors(GOLD / "floors.yaml")
SETS = {
    "bundled": GOLD,
    "development": GOLD / "development",
    "resolutions": GOLD / "resolutions",
    "unseen": GOLD / "unseen",
    "spanish": GOLD / "spanish",
    "spanish-unseen": GOLD / "spanish-unseen",
    "shared": SHARED / "documents",
    "shared-resolutions": SHARED / "documents" / "un",
}


def test_every_set_has_floors() -> None:
    assert FLOORS.keys() == SETS.keys()
    assert all(floor.keys() == {"f1", "negation", "modality", "attribution"} for floor in FLOORS.values())


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_read_as_well_as_before(name: str) -> None:
    if not SETS[name].is_dir():
        pytest.skip("the shared measuring documents are not beside this checkout")
    evaluation = evaluate([SETS[name]])
    assert not below(evaluation, FLOORS[name])  # figures only: the errors in a set that is kept aside are not for reading
    right, pieces = evaluation.quoted()
    assert right == pieces > 0
