"""Linking: how time grows with the labels, and 12,000 concepts against 15,000, beside a plain join of labels."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Final

from benchmarks.measuring import processor_seconds, slope, table
from ssc_graph.merging.keys import Name, Thing
from ssc_graph.merging.linking import link

_STARTS: Final = "ka lo mi sen tra pol gen ver du fin gra sol tek ner".split()
_ENDS: Final = "ral tion mic ban dor lis par ment gia sur nex vol".split()
_WORDS: Final = tuple(start + end for start in _STARTS for end in _ENDS)
_SIZES: Final = (1_000, 10_000, 100_000)
CASE: Final = (12_000, 15_000)  # what the issue names


def linking(*, quick: bool) -> str:
    """Return the tables.

    Args:
        quick: whether to leave out the largest size.
    """
    sizes = _SIZES[:2] if quick else _SIZES
    taken = [processor_seconds(partial(_linked, size // 4, size // 4), rounds=1) for size in sizes]  # two labels a thing, two graphs
    growing = table(
        "Seconds to link two graphs of so many labels together, and the power with which they grow (1 is linear)",
        ("", *(f"{size:,}" for size in sizes), "slope"),
        [("link", *(f"{each:.2f}" for each in taken), f"{slope(sizes, taken):.2f}")],
    )
    left, right = things(CASE[0], site="a"), things(CASE[1], site="b")
    both = [processor_seconds(partial(run, left, right), rounds=2) for run in (link_all, joined)]
    rows = [(name, f"{each:.2f}", f"{each / both[1]:.1f}") for name, each in zip(("link", "join of equal labels"), both, strict=True)]
    return growing + "\n" + table(f"{CASE[0]:,} concepts against {CASE[1]:,}", ("", "seconds", "times"), rows)


def things(count: int, *, site: str) -> dict[str, Thing]:
    """Return concepts with two labels each; two graphs of them share half of the preferred ones.

    Args:
        count: how many.
        site: where their IRIs are; decides which of them are not shared.
    """
    found = {}
    for number in range(count):
        own = random.Random(f"{site}{number}")  # noqa: S311 (labels, no secrets)
        shared = random.Random(str(number)) if number % 2 else own  # noqa: S311
        iri = f"https://{site}.example/{number}"
        names = [Name(_label(shared, 4), "en", "skos:prefLabel"), Name(_label(own, 4), "en", "skos:altLabel")]
        found[iri] = Thing(iri, names)
    return found


def _label(source: random.Random, words: int) -> str:
    return " ".join(source.choice(_WORDS) for _ in range(words))


def link_all(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> int:
    """Return how many rows the linker finds.

    Args:
        left: the things of one graph.
        right: the things of the other.
    """
    return len(link(left, right, version="0"))


def _linked(left: int, right: int) -> int:
    return link_all(things(left, site="a"), things(right, site="b"))


def joined(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> int:
    """Return how many pairs have a label in common, in the simplest way that is not quadratic.

    Args:
        left: the things of one graph.
        right: the things of the other.
    """
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for iri, thing in right.items():
        for name in thing.names:
            labels[name.text.lower()].append(iri)
    return len({(iri, other) for iri, thing in left.items() for name in thing.names for other in labels.get(name.text.lower(), ())})
