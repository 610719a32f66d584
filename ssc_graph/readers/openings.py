"""Lines that open a footnote or a turn of questions and answers: markers that only their surroundings tell from text."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from ssc_graph.document import BlockKind
from ssc_graph.readers import words
from ssc_graph.readers.markers import Marker
from ssc_graph.readers.units import Unit

_RULE = re.compile(r"_{4,}|[-–—*=_]{3,}|(?:\* ?){3}")
_NOTE = re.compile(r"(?P<sign>\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|\*{1,3}|[†‡§])[ \t\xa0]*(?=[^\W\d_]|[“\"‘'(\[]|[A-Z]/)")
_LONGEST_RULE: Final = 200  # characters
_LONGEST_OPENING: Final = 14  # characters of the longest opening of a turn and its colon
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def mark_notes(text: str, lines: Sequence[Unit]) -> None:
    """Mark the lines that open a footnote: those behind a rule that count on from each other, and ``[^1]:`` wherever it stands."""
    for line in lines:
        if line.marker.style == "[^]" and line.marker.text.endswith("]:"):
            line.kind = BlockKind.FOOTNOTE
    number = None  # of the last note behind a rule; None where no notes go on
    behind_rule = False
    for line in lines:
        if _RULE.fullmatch(text, line.start, min(line.end, line.start + _LONGEST_RULE)):
            number, behind_rule = None, True
            continue
        marker = _note_marker(text, line, number or 0) if number is not None or behind_rule else None
        if marker is not None:
            line.kind, line.marker = BlockKind.FOOTNOTE, marker
            number = max(marker.value, number or 0)
        elif behind_rule or line.gap:
            number = None
        behind_rule = False


def _note_marker(text: str, line: Unit, last: int) -> Marker | None:
    """Return the marker of a line that opens a note behind the note ``last``, else None."""
    match = None if line.tabbed else _NOTE.match(text, line.start, line.end)
    if match is None:
        return None
    sign = match["sign"].translate(_DIGITS)
    number = int(sign) if sign.isdigit() else last
    return Marker(match["sign"], match.end() - line.start, "note", number) if number > last or not sign.isdigit() else None


def mark_turns(text: str, lines: Sequence[Unit]) -> None:
    """Mark the lines that open a question (``Q:``) or its answer (``A:``); an answer without any question is text."""
    answers = words.table("questions and answers")
    turns = [(line, match) for line in lines if (match := _turn().match(text, line.start, min(line.end, line.start + _LONGEST_OPENING)))]
    asked = {match["opening"].lower() for _, match in turns} & set(answers)
    for line, match in turns:
        opening = match["opening"].lower()
        if opening in asked or opening in {answers[question] for question in asked}:
            line.marker = Marker(match.group().rstrip(), match.end() - line.start, "question" if opening in asked else "answer", 0)


@functools.cache
def _turn() -> re.Pattern[str]:
    found = words.table("questions and answers")
    openings = sorted({*found, *found.values()}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?P<opening>{'|'.join(word.capitalize() for word in openings)})\s?[:.]\s+")
