"""Questions, over the bundled exports."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: How many claims the bundled exports hold, counted in their text.
CLAIMS: Final = (
    (Path(__file__).parents[2] / "exports" / "graph.nq").read_text("utf-8").count("#type> <https://w3id.org/ssc-graph/ns/Claim> ")
)
