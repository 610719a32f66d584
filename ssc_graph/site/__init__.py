"""Linked-data pages without a server: a page for each thing and each document of a graph, with its Turtle and JSON-LD beside it.

``build_site`` writes the whole; :class:`Renderer` makes single pages, for those who serve them live. Pages work without scripts (but
for the search), ask no other host for anything, and are the same bytes on every machine.
"""

from __future__ import annotations

from ssc_graph.site.building import SiteResult, SiteSettings, build_site
from ssc_graph.site.rendering import Renderer

__all__ = ["Renderer", "SiteResult", "SiteSettings", "build_site"]
