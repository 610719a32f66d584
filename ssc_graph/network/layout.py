"""Where the boxes of a picture stand: in columns from cause to effect, so that every arrow but those of a circle points to the right."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

LINE: Final = 15.0  # height of a line of text, in user units of the picture, as all that follows
WIDTH: Final = 190.0
LETTERS: Final = 27  # of a line in a box
LINES: Final = 6  # of a box; what is longer ends in …
_PADDING: Final = 8.0
_GAP, _COLUMN_GAP, _PART_GAP = 14.0, 110.0, 34.0
_SHELF: Final = 1_060.0
_SWEEPS: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A thing in a picture.

    Args:
        x, y: of its upper left corner.
        height: of the box; the width is :data:`WIDTH`.
        lines: of its label.
    """

    x: float
    y: float
    height: float
    lines: tuple[str, ...]


def lay_out(network: nx.MultiDiGraph[str]) -> tuple[dict[str, Box], float, float]:
    """Return the box of each thing, and the width and height of them all together."""
    import networkx as nx

    labels = {node: _lines(str(data["label"])) for node, data in network.nodes(data=True)}
    heights = {node: len(lines) * LINE + 2 * _PADDING for node, lines in labels.items()}
    boxes: dict[str, Box] = {}
    parts = sorted((sorted(part) for part in nx.weakly_connected_components(network)), key=lambda part: (-len(part), part))
    left = top = shelf = right = 0.0
    for part in parts:
        columns = _columns(network, part)
        wide = (len(columns) - 1) * (WIDTH + _COLUMN_GAP) + WIDTH
        if left and left + wide > max(right, _SHELF):  # parts stand side by side like books, as far as a page is wide
            left, top, shelf = 0.0, top + shelf + _PART_GAP, 0.0
        middles = _middles(network, columns, heights)
        upper = min(middles[node] - heights[node] / 2 for node in part)
        for number, column in enumerate(columns):
            for node in column:
                x, y = left + number * (WIDTH + _COLUMN_GAP), top + middles[node] - heights[node] / 2 - upper
                boxes[node] = Box(x, y, heights[node], labels[node])
        shelf = max(shelf, *(boxes[node].y + boxes[node].height - top for node in part))
        right, left = max(right, left + wide), left + wide + _PART_GAP * 2
    return boxes, right, top + shelf


def _lines(label: str) -> tuple[str, ...]:
    plain = "".join(c if c.isprintable() else " " for c in label)
    lines = textwrap.wrap(plain, LETTERS) or [""]
    return tuple(lines if len(lines) <= LINES else [*lines[: LINES - 1], lines[LINES - 1][: LETTERS - 1] + "…"])


def _columns(network: nx.MultiDiGraph[str], part: Sequence[str]) -> list[list[str]]:
    """Put each thing one column behind the last of its causes; arrows that close a circle do not count."""
    depth: dict[str, int] = dict.fromkeys(part, 0)
    forward = _without_circles(network, part)
    for node in _sorted_by_causes(forward):
        for successor in forward[node]:
            depth[successor] = max(depth[successor], depth[node] + 1)
    for node in part:  # a cause stands next to its first effect, not far to the left of it
        if not any(node in forward[other] for other in part) and forward[node]:
            depth[node] = min(depth[successor] for successor in forward[node]) - 1
    return [[node for node in part if depth[node] == number] for number in range(max(depth.values()) + 1)]


def _without_circles(network: nx.MultiDiGraph[str], part: Sequence[str]) -> dict[str, list[str]]:
    forward: dict[str, list[str]] = {node: [] for node in part}
    state: dict[str, int] = {}
    for start in sorted(part, key=lambda node: (network.in_degree(node), node)):
        waiting = [(start, iter(sorted(set(network.successors(start)))))] if start not in state else []
        state.setdefault(start, 1)
        while waiting:
            node, further = waiting[-1]
            successor = next(further, None)
            if successor is None:
                state[node] = 2
                waiting.pop()
            elif state.get(successor) != 1:  # 1: we are on the way from it, and the arrow closes a circle
                forward[node].append(successor)
                if successor not in state:
                    state[successor] = 1
                    waiting.append((successor, iter(sorted(set(network.successors(successor))))))
    return forward


def _sorted_by_causes(forward: Mapping[str, Sequence[str]]) -> list[str]:
    causes = dict.fromkeys(forward, 0)
    for successors in forward.values():
        for successor in successors:
            causes[successor] += 1
    ready = sorted((node for node, count in causes.items() if not count), reverse=True)
    ordered = []
    while ready:
        node = ready.pop()
        ordered.append(node)
        for successor in forward[node]:
            causes[successor] -= 1
            if not causes[successor]:
                ready.append(successor)
    return ordered


def _middles(network: nx.MultiDiGraph[str], columns: list[list[str]], heights: Mapping[str, float]) -> dict[str, float]:
    """Return the height of each middle: near the mean of what it is linked with, and clear of its neighbours in the column."""
    middles: dict[str, float] = {}
    for column in columns:
        _stack(column, dict.fromkeys(column, 0.0), heights, middles)
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            wanted = {node: _mean(network, node, middles) for node in column}
            column.sort(key=lambda node: (wanted[node], node))
            _stack(column, wanted, heights, middles)
    return middles


def _mean(network: nx.MultiDiGraph[str], node: str, middles: Mapping[str, float]) -> float:
    others = sorted({*network.successors(node), *network.predecessors(node)} - {node})
    return sum(middles[other] for other in others) / len(others) if others else 0.0


def _stack(column: Sequence[str], wanted: Mapping[str, float], heights: Mapping[str, float], middles: dict[str, float]) -> None:
    place = None
    for node in column:
        least = wanted[node] if place is None else max(wanted[node], place + heights[node] / 2 + _GAP)
        middles[node] = least
        place = least + heights[node] / 2
    shift = sum(wanted[node] - middles[node] for node in column) / len(column) if column else 0.0
    for node in column:
        middles[node] += shift
