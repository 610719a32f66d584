"""Extracts the claims of a text of some size in a process of its own: ``python -m benchmarks.extraction en 1000000``."""

from __future__ import annotations

import sys

from benchmarks.texts import prose, repeated
from ssc_graph.extraction import extract
from ssc_graph.ontology import load_lexicon


def main() -> None:
    """Print how many claims there are."""
    language, size = sys.argv[1:]
    claims = extract(repeated(prose(language), int(size), language=language), lexicon=load_lexicon())
    sys.stdout.write(f"{len(claims)}\n")


if __name__ == "__main__":
    main()
