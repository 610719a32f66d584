"""Pages as a test reads them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lxml import html


class Pages:
    """A site on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tree = cache(self._tree)
        self.ids = cache(self._ids)

    @cached_property
    def names(self) -> list[str]:
        """The HTML files."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*.html"))

    @cached_property
    def files(self) -> list[str]:
        """Every file."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def _tree(self, name: str) -> Any:
        return html.fromstring(self.text(name))

    def _ids(self, name: str) -> frozenset[str]:
        return frozenset(self.tree(name).xpath("//@id"))

    def all(self) -> Iterator[tuple[str, Any]]:
        for name in self.names:
            yield name, self.tree(name)
