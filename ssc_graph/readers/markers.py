"""Markers of list items and numbered headings: ``-``, ``•``, ``1.``, ``(a)``, ``IV.``, ``[^2]:``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

BULLETS: Final = "-–—•*·◦▪▫‣●○■□►➢➤✓✔∙⁃"
_MARKER = re.compile(
    r"(?P<bullet>[" + re.escape(BULLETS) + r"])(?=\s|\Z)"
    r"|(?P<open>\()?(?:(?P<number>\d{1,3})|(?P<roman>[ivxl]{2,6}|[IVXL]{2,6})|(?P<letter>[A-Za-z]))(?P<close>[.)])(?=\s|\Z)"
    r"|(?P<depth>\d{1,2}(?:\.\d{1,2}){1,4})\.?(?=\s)"
    r"|(?P<note>\[\^?\w{1,8}\]:?)(?=\s)"
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_SINGLE_ROMANS: Final = frozenset("ivxlIVXL")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the beginning of a line.

    Args:
        text: as it stands; empty where there is none.
        width: characters up to the content, white space included.
        style: what siblings share: ``-``, ``1.``, ``(1)``, ``a)``, ``(i)``, ``A.``, ``I.``, ``1.1``, ``[^]``.
        value: its place in the sequence; 0 for a bullet.
    """

    text: str = ""
    width: int = 0
    style: str = ""
    value: int = 0

    @property
    def ordered(self) -> bool:
        """Whether it counts."""
        return self.value > 0


NO_MARKER: Final = Marker()


def marker_at(line: str) -> Marker:
    """Return the marker with which a line begins.

    Args:
        line: without white space around it.

    >>> marker_at("(a) trade"), marker_at("12. September").value, marker_at("1978. It").text
    (Marker(text='(a)', width=4, style='(a)', value=1), 12, '')
    """
    match = _MARKER.match(line)
    if match is None:
        return NO_MARKER
    text = match.group()
    width = len(line) - len(line[len(text) :].lstrip())
    if match["bullet"]:
        return Marker(text, width, text, 0)
    if match["depth"]:
        return Marker(text, width, "1.1", int(match["depth"].rpartition(".")[2]) or 1)
    if match["note"]:
        return Marker(text, width, "[^]", 0)
    return _ordered(match, text, width)


def _ordered(match: re.Match[str], text: str, width: int) -> Marker:
    before, after = match["open"] or "", match["close"]
    if before and after == ".":
        return NO_MARKER
    if match["number"]:
        return Marker(text, width, f"{before}1{after}", int(match["number"]) or 1)
    if match["roman"]:
        sign = "i" if match["roman"].islower() else "I"
        return Marker(text, width, f"{before}{sign}{after}", roman_value(match["roman"]))
    letter = match["letter"]
    return Marker(text, width, f"{before}{'a' if letter.islower() else 'A'}{after}", ord(letter.lower()) - ord("a") + 1)


def roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral up to 89.

    >>> roman_value("xiv"), roman_value("IX")
    (14, 9)
    """
    digits = [_ROMAN[c] for c in numeral.lower()]
    return sum(-digit if digit < following else digit for digit, following in zip(digits, [*digits[1:], 0], strict=True))


def resolve(markers: Iterable[Marker]) -> list[Marker]:
    """Return the markers of a page in order, single letters that are Roman numerals (``(i)``, ``V.``) told from letters.

    ``(i)`` after ``(h)`` is a letter, else a numeral.

    >>> [found.style for found in resolve(map(marker_at, ["(h) a", "(i) b", "1. c", "(i) d", "(ii) e", "I. f"]))]
    ['(a)', '(a)', '1.', '(i)', '(i)', 'I.']
    """
    last: dict[str, int] = {}
    resolved: list[Marker] = []
    for marker in markers:
        found = marker
        sign = marker.text.strip("().")
        if sign in _SINGLE_ROMANS and last.get(marker.style, 0) != marker.value - 1:
            style = marker.style.replace("a", "i").replace("A", "I")
            found = replace(marker, style=style, value=roman_value(sign))
        if found.ordered:
            last[found.style] = found.value
        resolved.append(found)
    return resolved
