"""Linked-data pages without a server: a page for each thing and each document of a graph, with its Turtle and JSON-LD beside it.

``build_site`` writes the whole; :class:`Renderer` makes single pages, for those who serve them live. Pages work without scripts (but
for the search), ask no other host for anything, and are the same bytes on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_graph.site.building import SiteResult, SiteSettings, build_site
    from ssc_graph.site.rendering import Renderer

__all__ = ["Renderer", "SiteResult", "SiteSettings", "build_site"]


def __getattr__(name: str) -> object:
    """Load a name when it is asked for (PEP 562): whoever needs an address alone does not wait for the builder."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("ssc_graph.site.rendering" if name == "Renderer" else "ssc_graph.site.building"), name)
