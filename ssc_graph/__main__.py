"""``python -m ssc_graph``: the command ``ssc-graph``."""

from __future__ import annotations

import sys

from ssc_graph.cli import main

if __name__ == "__main__":
    sys.exit(main())
