"""The numbers and bullets that Word shows before paragraphs and does not write into their text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from ssc_graph.readers.wordml import attribute, child_of, children

_PLACE = re.compile(r"%([1-9])")
_LIST_STYLE = re.compile(r"List (?:Bullet |Number )?([2-5])", re.IGNORECASE)
_ROMAN: Final = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS: Final = 26
_DEEPEST: Final = 9  # levels of a list in Word


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a paragraph.

    Args:
        marker: as shown (``1.``, ``(a)``, ``-`` for any bullet); empty where Word shows none.
        depth: level in the list; 0 is the outermost.
    """

    marker: str
    depth: int


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """The lists of a document, counted paragraph by paragraph in document order.

    Args:
        document: python-docx's document.
    """

    def __init__(self, document: Any) -> None:  # noqa: ANN401 (python-docx is used through lxml elements)
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._starts: dict[str, dict[int, int]] = {}
        part = next((relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith("/numbering")), None)
        if part is not None:
            self._read(part.element)

    def of(self, paragraph: Any, style: Any) -> Number | None:  # noqa: ANN401 (as above)
        """Return the number of the next paragraph, or None where it has none.

        Args:
            paragraph: its element.
            style: python-docx's style of it, or None.
        """
        list_id, depth = self._list_of(paragraph, style)
        depth_shown = max(depth, _style_depth(style))
        abstract = self._abstract_of.get(list_id, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None or list_id == "0":
            return None
        if level.form == "bullet":
            return Number("-", depth_shown)
        counts = self._count(list_id, abstract, depth, level)
        return Number("" if level.form == "none" else self._shown(abstract, counts, level.text), depth_shown)

    def _read(self, root: Any) -> None:  # noqa: ANN401 (as above)
        for abstract in children(root, "abstractNum"):
            levels = {_integer(attribute(level, ".", name="ilvl")): _level(level) for level in children(abstract, "lvl")}
            self._levels[attribute(abstract, ".", name="abstractNumId")] = levels
        for number in children(root, "num"):
            list_id = attribute(number, ".", name="numId")
            self._abstract_of[list_id] = attribute(number, "abstractNumId")
            overrides = children(number, "lvlOverride")
            starts = {_integer(attribute(one, ".", name="ilvl")): attribute(one, "startOverride") for one in overrides}
            self._starts[list_id] = {depth: _integer(start) for depth, start in starts.items() if start}

    def _list_of(self, paragraph: Any, style: Any) -> tuple[str, int]:  # noqa: ANN401 (as above)
        """Return list and level of a paragraph, from itself or from its style and what that is based on."""
        list_id, depth = attribute(paragraph, "pPr/numPr/numId"), attribute(paragraph, "pPr/numPr/ilvl")
        for _ in range(_DEEPEST):
            if list_id or style is None:
                break
            list_id, depth = attribute(style.element, "pPr/numPr/numId"), depth or attribute(style.element, "pPr/numPr/ilvl")
            style = getattr(style, "base_style", None)
        return list_id, _integer(depth)

    def _count(self, list_id: str, abstract: str, depth: int, level: _Level) -> list[int]:
        """Count one paragraph and return the numbers of all levels down to its own; deeper levels begin anew."""
        counts = self._counts.setdefault(abstract, [0] * _DEEPEST)
        override = self._starts.get(list_id, {}).get(depth)
        if override is not None and (list_id, depth) not in self._begun:
            counts[depth] = override
        else:
            counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        self._begun.add((list_id, depth))
        counts[depth + 1 :] = [0] * (_DEEPEST - depth - 1)
        return counts

    def _shown(self, abstract: str, counts: list[int], text: str) -> str:
        levels = self._levels[abstract]

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            level = levels.get(depth)
            return formatted(counts[depth] or (level.start if level else 1), level.form if level else "decimal")

        return "".join(_PLACE.sub(number, text).split())


def _style_depth(style: Any) -> int:  # noqa: ANN401 (python-docx has no type information here)
    """Return the depth that Word's own list styles (``List Bullet 2``) show by their name and their indentation only."""
    match = _LIST_STYLE.fullmatch((style.name or "") if style is not None else "")
    return int(match[1]) - 1 if match else 0


def _level(element: Any) -> _Level:  # noqa: ANN401 (as above)
    start = attribute(element, "start")
    text = child_of(element, "lvlText")
    return _Level(
        attribute(element, "numFmt") or "decimal", attribute(text, ".") if text is not None else "", _integer(start) if start else 1
    )


def _integer(value: str) -> int:
    return min(int(value), _DEEPEST * 1000) if value.isascii() and value.isdigit() else 0


def formatted(number: int, form: str) -> str:
    """Return a number as Word writes it in a format (ECMA-376 part 1, 17.18.59); what is rare stays decimal.

    >>> [formatted(4, form) for form in ("decimal", "lowerLetter", "upperRoman")], formatted(28, "lowerLetter")
    (['4', 'd', 'IV'], 'bb')
    """
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 90:  # noqa: PLR2004 (longer lists do not count in Roman numerals)
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
