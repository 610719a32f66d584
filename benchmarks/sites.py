"""Many resolutions: ``ssc-graph build`` and the site of their graph; how time and memory grow."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.measuring import Command, command, slope, table
from benchmarks.resolutions import write

#: The most resolutions of the table, unless another number is asked for.
RESOLUTIONS: Final = 160
_FIRST_PAGE: Final = ("index.html", "style.css", "icon.svg")


def sites(most: int) -> str:
    """Return the table for an eighth, a quarter, half of so many resolutions, and all of them."""
    sizes = tuple(most // part for part in (8, 4, 2, 1))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(most, folder / "texts")
        taken = [_measured(folder, paths[:size]) for size in sizes]
    heads = (
        "resolutions",
        "build: processor s",
        "peak MB",
        "statements MB",
        "site: processor s",
        "wall s",
        "peak MB",
        "files",
        "first page kB",
    )
    rows = [(f"{size:,}", *cells) for size, (_, _, cells) in zip(sizes, taken, strict=True)]
    graphs = slope(sizes, [built.processor for built, _, _ in taken])
    shown = slope(sizes, [site.processor for _, site, _ in taken])
    told = f"processor time grows with the power of {graphs:.2f} for the graph, {shown:.2f} for the site (1 is linear)\n"
    return table("Resolutions: their graph, and its site from a store on disk", heads, rows) + "\n" + told


def _measured(folder: Path, paths: list[Path]) -> tuple[Command, Command, tuple[str, ...]]:
    """Build the graph and the site of some documents and tell what they took."""
    graph, site = folder / "graph", folder / "site"
    words = (sys.executable, "-m", "ssc_graph", "build", "--quiet", "--output", str(graph), *map(str, paths))
    built = command(words, rounds=1)
    shown = command((sys.executable, "-m", "benchmarks.sites", str(graph / "graph.nq"), str(site)), rounds=1)
    files = sum(path.is_file() for path in site.rglob("*"))
    first = sum((site / name).stat().st_size for name in _FIRST_PAGE)
    size = (graph / "graph.nq").stat().st_size
    cells = (
        f"{built.processor:.1f}", f"{built.peak:.0f}", f"{size / 1e6:.0f}",
        f"{shown.processor:.1f}", f"{shown.wall:.1f}", f"{shown.peak:.0f}", f"{files:,}", f"{first / 1e3:.0f}",
    )  # fmt: skip
    return built, shown, cells


if __name__ == "__main__":
    from ssc_graph.site import SiteSettings, build_site

    build_site([sys.argv[1]], output=sys.argv[2], settings=SiteSettings(large=0))
