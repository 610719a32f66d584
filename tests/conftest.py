"""What every test shares: the hypothesis profile and the folder of shared measuring documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and in every run; slow machines fail no test by their clock.
settings.register_profile("ssc-graph", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ssc-graph")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents to measure on, beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared measuring documents are not beside this checkout")
    return SHARED
