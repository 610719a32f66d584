"""Merging: two thesauri that share half of their things, beside a plain union of both; a process for each, so that memory is its own.

``python -m benchmarks.merging merge 200000`` is such a process, and so are ``union``, ``link`` and ``join``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from benchmarks.linking import CASE, joined, link_all, things
from benchmarks.measuring import Command, command, slope, table

_TRIPLES: Final = 200_000  # what the issue names
_SIZES: Final = (20_000, 60_000, 200_000)
_PER_THING: Final = 10
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"


def merging(*, quick: bool) -> str:
    """Return the tables.

    Args:
        quick: whether each command runs once only.
    """
    rounds = 1 if quick else 3
    taken = {name: _taken(name, _TRIPLES, rounds) for name in ("union", "merge")}
    first = table(
        f"{_TRIPLES:,} triples in two files, read, merged and written; the quickest of {rounds}",
        ("", "wall s", "times", "processor s", "peak MB", "times"),
        [
            _row("union in rdflib, no links, no view", taken["union"], taken["union"]),
            _row("merge", taken["merge"], taken["union"]),
        ],
    )
    grown = [_taken("merge", size, 1) for size in _SIZES]
    rows = [
        ("processor s", *(f"{each.processor:.2f}" for each in grown), f"{slope(_SIZES, [each.processor for each in grown]):.2f}"),
        ("peak MB", *(f"{each.peak:.0f}" for each in grown), f"{slope(_SIZES, [each.peak for each in grown]):.2f}"),
    ]
    second = table(
        "Merging so many triples, and the power with which both grow (1 is linear)", ("", *(f"{s:,}" for s in _SIZES), "slope"), rows
    )
    beside = {name: _taken(name, 0, rounds) for name in ("join", "link")}
    third = table(
        f"{CASE[0]:,} concepts against {CASE[1]:,}, in a process that makes them, too",
        ("", "wall s", "times", "processor s", "peak MB", "times"),
        [
            _row("join of equal labels", beside["join"], beside["join"]),
            _row("link", beside["link"], beside["join"]),
        ],
    )
    return "\n".join((first, second, third))


def _taken(name: str, size: int, rounds: int) -> Command:
    return command((sys.executable, "-m", "benchmarks.merging", name, str(size)), rounds=rounds)


def _row(name: str, each: Command, beside: Command) -> tuple[str, ...]:
    wall, peak = each.wall / beside.wall, each.peak / beside.peak
    return (name, f"{each.wall:.2f}", f"{wall:.2f}", f"{each.processor:.2f}", f"{each.peak:.0f}", f"{peak:.2f}")


def thesaurus(site: str, triples: int) -> bytes:
    """Return a thesaurus as N-Triples: labels in three languages, neighbours, and matches that another of them has, too.

    Args:
        site: where its IRIs are.
        triples: how many; ten a thing.
    """
    return "".join(f"{line} .\n" for line in _statements(site, triples // _PER_THING)).encode()


def _statements(site: str, count: int) -> Iterator[str]:
    for number in range(count):
        subject = f"<http://{site}.example/c/{number}>"
        yield f"{subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{_SKOS}Concept>"
        yield from (f'{subject} <{_SKOS}prefLabel> "concept number {number}"@{language}' for language in ("en", "fr", "es"))
        yield f'{subject} <{_SKOS}altLabel> "another name on {site} of {number}"@en'
        yield from (f"{subject} <{_SKOS}related> <http://{site}.example/c/{(number * 7 + step) % count}>" for step in range(4))
        yield f"{subject} <{_SKOS}exactMatch> <http://www.wikidata.org/entity/Q{number + 1}>"


def _merge(triples: int) -> int:
    from ssc_graph.merging.importing import read_any
    from ssc_graph.merging.sources import sources_of
    from ssc_graph.merging.uniting import merge
    from ssc_graph.merging.writing import dataset

    sources = []
    for site in ("a", "b"):
        title = f"{site}.nt"
        sources += sources_of(read_any(thesaurus(site, triples // 2), title=title).quads, title=title)
    return len(dataset(merge(sources)))


def _union(triples: int) -> int:
    import rdflib

    graph = rdflib.Graph()
    for site in ("a", "b"):
        graph.parse(data=thesaurus(site, triples // 2), format="nt")
    return len(graph.serialize(format="nt"))


def _both(run: Callable[..., int], _: int) -> int:
    return run(things(CASE[0], site="a"), things(CASE[1], site="b"))


_RUNS: Final[Mapping[str, Callable[[int], int]]] = MappingProxyType(
    {"merge": _merge, "union": _union, "link": partial(_both, link_all), "join": partial(_both, joined)}
)

if __name__ == "__main__":
    sys.stdout.write(f"{_RUNS[sys.argv[1]](int(sys.argv[2]))}\n")
