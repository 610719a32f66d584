"""The lists of the site, part by part, and the picture of causes and effects, made when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from ssc_graph.site import lists
from ssc_graph.site.front import kinds_page
from ssc_graph.site.picture import draw, svg
from ssc_graph.site.templating import Frame
from ssc_graph.site.things import Row
from ssc_graph.site.view import View

_STEM = re.compile(r"(documents|things|timeline|causes|kind/[a-z]+)(?:-([2-9]|[1-9][0-9]{1,6}))?|kinds")

#: Of the lists that there are whatever the graph says.
STEMS: Final = ("documents", "things", "kinds", "timeline", "causes")


class LiveLists:
    """The lists of a graph.

    Args:
        view: the graph.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _kinds(self) -> Mapping[str, list[str]]:
        return lists.kinds(self._view, self._view.things)

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[str, Sequence[str]]]:
        """What is listed by name: stem to kind, or to nothing, and IRIs."""
        of_kinds = {lists.kind_stem(kind): (kind, iris) for kind, iris in self._kinds.items()}
        return {"documents": ("", self._view.documents), "things": ("", self._view.things), **of_kinds}

    @cached_property
    def _moments(self) -> Sequence[Sequence[lists.Moment]]:
        return lists.parts(lists.moments(self._view))

    @cached_property
    def _causes(self) -> Sequence[Row]:
        return lists.causal(self._view)

    def has(self, stem: str) -> bool:
        """Return whether a stem is that of a list, or of one of its parts."""
        found = _STEM.fullmatch(stem)
        return found is not None and (stem == "kinds" or int(found[2] or 1) <= self._count(found[1]))

    def _count(self, stem: str) -> int:
        """Return how many parts a list has; 0 where there is none of this name."""
        if stem == "timeline":
            return len(self._moments)
        if stem == "causes":
            return len(lists.parts(self._causes))
        return len(lists.parts(self._by_stem[stem][1])) if stem in self._by_stem else 0

    def page(self, frame: Frame) -> str:
        """Return one part of a list.

        Args:
            frame: of the page, whose stem is that of a list.
        """
        found = _STEM.fullmatch(frame.stem)
        if found is None or frame.stem == "kinds":
            return kinds_page(frame, self._kinds)
        stem, number = found[1], int(found[2] or 1)
        if stem == "timeline":
            return lists.timeline_page(frame, self._moments[number - 1], number=number, count=self._count(stem))
        if stem == "causes":
            return self._causes_page(frame, number)
        return self._named(frame, stem, number)

    def _named(self, frame: Frame, stem: str, number: int) -> str:
        kind, iris = self._by_stem[stem]
        return lists.list_page(
            frame,
            title=lists.kind_name(frame, kind) if kind else frame.t(stem),
            lead="",
            list_stem=stem,
            number=number,
            count=self._count(stem),
            found=lists.parts(lists.entries(frame, iris))[number - 1],
            letters=stem == "things",
        )

    def _causes_page(self, frame: Frame, number: int) -> str:
        drawing = draw(self._view, self._causes, frame.language)
        shown = None if drawing is None else drawing.facts(frame.language)
        part = lists.parts(self._causes)[number - 1]
        return lists.causes_page(frame, part, shown, number=number, count=self._count("causes"))

    def picture(self, language: str, palette: str) -> str:
        """Return the picture of causes and effects as SVG, or nothing where there is nothing to draw."""
        drawing = draw(self._view, self._causes, language)
        return "" if drawing is None else svg(drawing, palette, drawing.title(language))
