"""The elements of WordprocessingML (ECMA-376 part 1, 17): what the Word reader needs of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

#: Transitional and strict form of the namespace.
_NAMESPACES: Final = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_GONE: Final = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "instrText", "delText", "pPr", "rPr"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def tag(element: Any) -> str:  # noqa: ANN401 (lxml has no type information)
    """Return the local name of an element; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 (as above)
    """Yield the children of that local name, those within content controls too."""
    for child in element:
        if tag(child) == name:
            yield child
        elif tag(child) in {"sdt", "sdtContent", "ins"}:
            yield from children(child, name)


def child_of(element: Any, path: str) -> Any:  # noqa: ANN401 (as above)
    """Return the first element on a path of local names, or None."""
    for name in filter(lambda step: step != ".", path.split("/")):
        element = next((child for child in element if tag(child) == name), None)
        if element is None:
            return None
    return element


def attribute(element: Any, path: str, *, name: str = "val") -> str:  # noqa: ANN401 (as above)
    """Return an attribute of the first element on a path of local names; empty where it is missing."""
    found = child_of(element, path)
    if found is None:
        return ""
    return next((str(value) for space in _NAMESPACES if (value := found.get(f"{{{space}}}{name}")) is not None), "")


def text_of(element: Any) -> str:  # noqa: ANN401 (as above)
    """Return the words of a paragraph: runs, links, insertions; not deletions, field codes and text boxes."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        current = stack.pop()
        name = tag(current)
        if name in _GONE:
            continue
        if name == "t":
            pieces.append(current.text or "")
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        else:
            stack.extend(reversed(list(current)))
    return "".join(pieces)
