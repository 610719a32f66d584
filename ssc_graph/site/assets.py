"""The files of the site that do not depend on a graph."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ssc_graph import resources

#: Path in the site to the folder in the package and the media type; the file has the same name in both.
ASSETS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "style.css": ("site/static", "text/css; charset=utf-8"),
        "search.js": ("site/static", "text/javascript; charset=utf-8"),
        "icon.svg": ("site/static", "image/svg+xml"),
        "context.jsonld": ("ontology", "application/ld+json"),
        **{f"shapes/{name}": ("shapes", "text/turtle; charset=utf-8") for name in resources.names("shapes", suffix=".ttl")},
    }
)
