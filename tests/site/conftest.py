"""One site of the bundled documents for all tests, and one of a hostile graph."""

from __future__ import annotations

import pytest

from ssc_graph.site import SiteSettings, build_site
from tests.site.hostile import write_hostile
from tests.site.pages import Pages

ADDRESS = "https://pages.example.org/ssc/"


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of the bundled documents."""
    folder = tmp_path_factory.mktemp("site") / "bundled"
    build_site(output=folder, settings=SiteSettings(address=ADDRESS))
    return Pages(folder)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of a graph that a stranger wrote to do harm."""
    folder = tmp_path_factory.mktemp("hostile")
    build_site([write_hostile(folder / "hostile.nq")], output=folder / "site", settings=SiteSettings(address=ADDRESS))
    return Pages(folder / "site")
