"""The picture of causes and effects: layers from cause to effect.

It is SVG with attributes only, so that a strict policy of a server leaves it as it is. The same graph gives the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode

from ssc_graph.site.messages import say
from ssc_graph.site.text import line, visible
from ssc_graph.site.things import Row
from ssc_graph.site.view import View

#: Things in one picture; more cannot be read.
MOST: Final = 60
_WRAP, _LINES, _LINE_HEIGHT = 26, 3, 16
_WIDTH, _GAP_X, _GAP_Y, _PAD, _MARGIN = 206, 84, 18, 9, 16
_SWEEPS: Final = 8
_FONT: Final = "system-ui, -apple-system, Segoe UI, Noto Sans, Liberation Sans, sans-serif"

#: Ground, box, border, text, line, hub.
PALETTES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "ground": "#ffffff",
                "box": "#f4f3ee",
                "edge": "#c9c5b8",
                "text": "#1d2329",
                "line": "#6b757d",
                "hub": "#0b5a63",
                "hub_text": "#ffffff",
            }
        ),
        "dark": MappingProxyType(
            {
                "ground": "#1b2024",
                "box": "#262d32",
                "edge": "#46505a",
                "text": "#e7e5df",
                "line": "#98a2a9",
                "hub": "#7cc9cf",
                "hub_text": "#0d1416",
            }
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """A thing on the picture.

    Args:
        lines: its name.
        x: left border.
        y: upper border.
        height: of the box.
        hub: whether it stands out, because most lines meet there.
    """

    lines: tuple[str, ...]
    x: int
    y: int
    height: int
    hub: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture before it has colours.

    Args:
        boxes: by IRI.
        edges: from, to, whether firm.
        width: of the picture.
        height: of the picture.
        cut: whether things were left out.
    """

    boxes: Mapping[str, Box]
    edges: Sequence[tuple[str, str, bool]]
    width: int
    height: int
    cut: bool

    def title(self, language: str) -> str:
        """Return what the picture says to those who cannot see it."""
        return say("causes_alt", language, edges=len(self.edges), nodes=len(self.boxes))

    def files(self, language: str) -> dict[str, str]:
        """Return the file for each palette."""
        return {palette: f"causes.{language}.{palette}.svg" for palette in PALETTES}

    def facts(self, language: str) -> dict[str, object]:
        """Return what a page must know to show it: its files, its size, and how much of the whole it is."""
        facts = {"width": self.width, "height": self.height, "edges": len(self.edges), "nodes": len(self.boxes), "cut": self.cut}
        return {**self.files(language), **facts}


def draw(view: View, found: Sequence[Row], language: str) -> Drawing | None:
    """Return the picture of what causes what, of the things that have a name in a language; None where there is nothing to draw.

    Args:
        view: the graph.
        found: statements of cause and effect; what is denied is left out.
        language: of the names.
    """
    firm: dict[tuple[str, str], bool] = {}
    for row in found:
        ends = (row.subject, row.object.value if isinstance(row.object, NamedNode) else "")
        if not row.negated and all(ends) and ends[0] != ends[1] and all(_readable(view, end, language) for end in ends):
            firm[ends] = firm.get(ends, False) or row.modality == "asserted"
    shown = _most_named(firm)
    edges = sorted((a, b, sure) for (a, b), sure in firm.items() if a in shown and b in shown)
    if not edges:
        return None
    layers = _layers(sorted(shown), [(a, b) for a, b, _ in edges])
    return _placed(view, layers, edges, language, cut=len(shown) < len({end for ends in firm for end in ends}))


def _readable(view: View, iri: str, language: str) -> bool:
    return view.name(iri, language).language in {language, ""}


def _most_named(firm: Mapping[tuple[str, str], bool]) -> set[str]:
    degree: dict[str, int] = {}
    for ends in firm:
        for end in ends:
            degree[end] = degree.get(end, 0) + 1
    kept = set(sorted(degree, key=lambda iri: (-degree[iri], iri))[:MOST])
    return {end for ends in firm if kept.issuperset(ends) for end in ends}


def _layers(nodes: list[str], edges: list[tuple[str, str]]) -> list[list[str]]:
    """Return the things in columns: a cause stands left of its effects, but where causes run in a circle."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for a, b in _without_circles(nodes, edges):
        after[a].append(b)
    depth: dict[str, int] = {}

    def rank(node: str) -> int:
        if node not in depth:
            depth[node] = 1 + max((rank(each) for each in after[node]), default=-1)
        return depth[node]

    deepest = max(rank(node) for node in nodes)
    columns: list[list[str]] = [[] for _ in range(deepest + 1)]
    for node in nodes:
        columns[deepest - depth[node]].append(node)
    return _untangled(columns, edges)


def _without_circles(nodes: list[str], edges: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the edges without those that lead back to a thing on the way (at most :data:`MOST` things: recursion is shallow)."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for a, b in edges:
        after[a].append(b)
    state: dict[str, int] = {}
    kept: list[tuple[str, str]] = []

    def visit(node: str) -> None:
        state[node] = 1
        for each in after[node]:
            if state.get(each) != 1:
                kept.append((node, each))
                if each not in state:
                    visit(each)
        state[node] = 2

    for node in nodes:
        if node not in state:
            visit(node)
    return kept


def _untangled(columns: list[list[str]], edges: list[tuple[str, str]]) -> list[list[str]]:
    """Order each column by where its neighbours stand, to and fro (Sugiyama's barycentres)."""
    near: dict[str, list[str]] = {}
    for a, b in edges:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    place = {node: float(number) / max(len(column), 1) for column in columns for number, node in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            middle = {node: sum(place[each] for each in near[node]) / len(near[node]) for node in column}
            column.sort(key=lambda node: (middle[node], node))
            place.update({node: (number + 0.5) / len(column) for number, node in enumerate(column)})
    return columns


def _placed(view: View, columns: list[list[str]], edges: list[tuple[str, str, bool]], language: str, *, cut: bool) -> Drawing:
    words = {node: tuple(_wrapped(view.name(node, language).value)) for column in columns for node in column}
    heights = {node: len(lines) * _LINE_HEIGHT + 2 * _PAD for node, lines in words.items()}
    totals = [sum(heights[node] for node in column) + _GAP_Y * (len(column) - 1) for column in columns]
    degree = {node: sum(node in edge[:2] for edge in edges) for node in words}
    most = max(degree.values())
    boxes: dict[str, Box] = {}
    for number, column in enumerate(columns):
        y = _MARGIN + (max(totals) - totals[number]) // 2
        for node in column:
            boxes[node] = Box(words[node], _MARGIN + number * (_WIDTH + _GAP_X), y, heights[node], degree[node] == most)
            y += heights[node] + _GAP_Y
    width = 2 * _MARGIN + len(columns) * _WIDTH + (len(columns) - 1) * _GAP_X
    return Drawing(boxes, edges, width, 2 * _MARGIN + max(totals), cut)


def _wrapped(name: str) -> list[str]:
    lines = textwrap.wrap(line(name, _WRAP * _LINES), _WRAP) or [""]
    return (
        lines
        if len(lines) <= _LINES
        else [*lines[: _LINES - 1], line(lines[_LINES - 1] + " " + lines[_LINES], _WRAP - 1).rstrip("…") + "…"]
    )


def svg(drawing: Drawing, palette: str, title: str) -> str:
    """Return the picture as SVG.

    Args:
        drawing: what is where.
        palette: ``light`` or ``dark``.
        title: for those who cannot see it.
    """
    paint = PALETTES[palette]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" '
        f'height="{drawing.height}" role="img" aria-labelledby="t" font-family={quoteattr(_FONT)} font-size="12.5">\n'
        f'<title id="t">{escape(visible(title))}</title>\n'
        f'<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{paint["line"]}"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="{paint["ground"]}"/>\n'
    )
    lines = [_edge(drawing.boxes[a], drawing.boxes[b], paint, firm=firm) for a, b, firm in drawing.edges]
    return head + "".join(lines) + "".join(_box(box, paint) for box in drawing.boxes.values()) + "</svg>\n"


def _edge(start: Box, end: Box, paint: Mapping[str, str], *, firm: bool) -> str:
    x1, y1, x2, y2 = start.x + _WIDTH, start.y + start.height // 2, end.x, end.y + end.height // 2
    if start.x >= end.x:  # back, in a circle: out at the right, in at the right
        x2 = end.x + _WIDTH
        bend = f"C{x1 + 60} {y1} {x2 + 60} {y2} {x2} {y2}"
    else:
        middle = (x1 + x2) // 2
        bend = f"C{middle} {y1} {middle} {y2} {x2} {y2}"
    dash = "" if firm else ' stroke-dasharray="5 4"'
    return f'<path d="M{x1} {y1}{bend}" fill="none" stroke="{paint["line"]}" stroke-width="1.4"{dash} marker-end="url(#a)"/>\n'


def _box(box: Box, paint: Mapping[str, str]) -> str:
    fill, colour = (paint["hub"], paint["hub_text"]) if box.hub else (paint["box"], paint["text"])
    drawn = (
        f'<rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="7" fill="{fill}" stroke="{paint["edge"]}"/>\n'
        f'<text fill="{colour}"{" font-weight=" + quoteattr("600") if box.hub else ""}>'
    )
    for number, words in enumerate(box.lines):
        y = box.y + _PAD + number * _LINE_HEIGHT + 12
        drawn += f'<tspan x="{box.x + _PAD + 2}" y="{y}">{escape(visible(words))}</tspan>'
    return drawn + "</text>\n"
