"""Floors: the figures that the rules have reached and must keep, in a file that only an explicit call writes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ssc_graph.errors import InputError
from ssc_graph.evaluation.figures import Evaluation, share
from ssc_graph.evaluation.files import is_file, read_text, write_text
from ssc_graph.rules import load_yaml

#: How far below what is measured a floor lies: one claim more or less in a small set is no decline.
MARGIN: Final = 0.01
_HEAD: Final = """\
# What the rules reach at least, for each set of annotated documents: F1, and the share of matched claims whose negation, modality and
# attribution are right. Written by `ssc-graph evaluate GOLD... --write-floor FILE --set NAME`, which lowers no figure without --lower.
"""
Floors = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a set.

    Args:
        name: of the figure.
        measured: now.
        before: the floor that stood in the file, or None.
        floor: the floor that stands there now.
    """

    name: str
    measured: float
    before: float | None
    floor: float


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Return the figures that a floor holds."""
    return {"f1": evaluation.total.f1, **{name: share(*counts) for name, counts in evaluation.qualifiers().items()}}


def below(evaluation: Evaluation, floor: Mapping[str, float]) -> list[str]:
    """Return what is below its floor, a line each.

    Args:
        evaluation: of the set.
        floor: of the set, by figure.

    >>> below(Evaluation(()), {"f1": 0.5})
    ['f1 is 0.000, the floor is 0.500']
    """
    now = figures(evaluation)
    return [f"{name} is {now[name]:.3f}, the floor is {least:.3f}" for name, least in floor.items() if now[name] < least]


def read_floors(path: Path) -> Floors:
    """Read a floor file.

    Raises:
        InputError: it cannot be read or is none.
    """
    content: Any = load_yaml(read_text(path).encode(), where=str(path)) or {}
    try:
        return {name: {figure: float(value) for figure, value in floor.items()} for name, floor in content.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError("is no floor file", where=str(path), hint="name a new file, or the one that --write-floor wrote") from error


def write_floor(path: Path, name: str, evaluation: Evaluation, *, lower: bool = False) -> list[Change]:
    """Set the floor of a set of documents a margin below what is measured, and return what changed.

    Args:
        path: the floor file; made where it is missing, its other sets stay.
        name: of the set.
        evaluation: of the set.
        lower: a figure may fall; else the higher floor stays.

    Raises:
        InputError: the file is there and is no floor file.
        OutputError: it cannot be written.
    """
    floors = read_floors(path) if is_file(path) else {}
    held = floors.get(name, {})
    changes = []
    for figure, measured in figures(evaluation).items():
        before = held.get(figure)
        floor = max(math.floor((measured - MARGIN) * 1000 + 1e-6) / 1000, 0.0)
        changes.append(Change(figure, measured, before, floor if before is None or lower else max(floor, before)))
    floors[name] = {change.name: change.floor for change in changes}
    write_text(path, _HEAD + "".join(_lines(floors)))
    return changes


def _lines(floors: Floors) -> list[str]:
    lines = []
    for name, floor in sorted(floors.items()):
        lines += [f"{name}:\n", *(f"  {figure}: {value:.3f}\n" for figure, value in floor.items())]
    return lines
