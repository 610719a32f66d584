"""``ssc-graph link``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_graph.cli.terminal import complain, printable, table
from ssc_graph.errors import UsageError

if TYPE_CHECKING:
    from ssc_graph.merging.keys import Thing
    from ssc_graph.merging.sssom import Mapping as Row
    from ssc_graph.merging.sssom import MappingSet


def run(options: argparse.Namespace) -> int:
    """Link two graphs, or walk through what waits for a person in a file of mappings."""
    from ssc_graph.merging.files import read_graph

    if bool(options.left) != bool(options.right):
        raise UsageError("one graph is given", hint="give two, or --review FILE alone")
    if not options.left and not options.review:
        raise UsageError("no graphs are given", hint="give two, or --review FILE")
    if options.review and not _is_name(options.reviewer or ""):
        raise UsageError("a decision needs a reviewer", hint="give --reviewer NAME")
    left, right = (read_graph(name) if name else {} for name in (options.left, options.right))
    if options.left:
        _link(left, right, Path(options.review or options.output), options.known)
    if options.review:
        _review(left, right, Path(options.review), options.reviewer)
    return 0


def _is_name(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()


def _link(left: Mapping[str, Thing], right: Mapping[str, Thing], output: Path, known: Sequence[str]) -> None:
    from ssc_graph import __version__
    from ssc_graph.merging.linking import link
    from ssc_graph.merging.sssom import read_mappings

    settled = [row for name in known for row in read_mappings(name)]
    before = _read(output)
    rows = link(left, right, version=__version__, decided=before.mappings, known=settled)
    _write(output, rows, before)
    _summarise(rows, len(left), len(right), output)


def _summarise(rows: list[Row], left: int, right: int, output: Path) -> None:
    bands = {"accept": 0, "review": 0, "refuse": 0}
    for row in rows:
        bands[row.band] += 1
    print(f"{left} things on the left, {right} on the right; {len(rows)} rows in {printable(str(output))}")
    print(table(list(bands.items())))


def _read(path: Path) -> MappingSet:
    from ssc_graph.merging.sssom import MappingSet, read_mapping_set

    return read_mapping_set(path) if path.exists() else MappingSet()


def _write(path: Path, rows: list[Row], before: MappingSet) -> None:
    from ssc_graph.merging.files import replace_file
    from ssc_graph.merging.sssom import write_mappings

    replace_file(path, write_mappings(rows, metadata=before.metadata))


def _review(left: Mapping[str, Thing], right: Mapping[str, Thing], path: Path, reviewer: str) -> None:
    """Ask row by row; each decision is in the file before the next question."""
    from ssc_graph.merging.review import ANSWERS, decide, pending, shown
    from ssc_graph.merging.sssom import read_mapping_set

    given = read_mapping_set(path)
    rows = list(given.mappings)
    waiting = pending(rows)
    decided = 0
    for number, row in enumerate(waiting, start=1):
        print(f"\n{number} of {len(waiting)}")
        for line in shown(row, left, right):
            print(printable(line))
        answer = _ask(", ".join(f"{key} {meaning}" for key, meaning in ANSWERS.items()), tuple(ANSWERS))
        if answer == "q":
            break
        if answer != "s":
            rows[rows.index(row)] = decide(row, answer, reviewer=reviewer)
            _write(path, rows, given)
            decided += 1
    print(f"\n{decided} decided, {len(waiting) - decided} wait in {printable(str(path))}")


def _ask(question: str, answers: tuple[str, ...]) -> str:
    """Return an answer that is one of those allowed; the end of the input stops."""
    while True:
        print(f"{question}: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            return "q"
        answer = line.strip().lower()[:1] or "s"
        if answer in answers:
            return answer
        complain(f"answer with one of {', '.join(answers)}", kind="")
