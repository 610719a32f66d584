"""The text of a document cut at the borders of its evidence, so that each stretch knows the claims that rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ssc_graph.site.view import Piece

_BREAK = re.compile(r"\n{2,}")
_LONGEST_TITLE: Final = 90


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two borders.

    Args:
        text: the words.
        evidence: numbers of the pieces that hold them; none for words that no claim rests on.
        begins: numbers of the pieces that begin here.
        ends: numbers of the pieces that end behind them.
    """

    text: str
    evidence: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Args:
        stretches: its words in order.
        title: whether it looks like a heading: short, and without a full stop.
    """

    stretches: tuple[Stretch, ...]
    title: bool = False


def paragraphs(text: str, pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text with the evidence in it; together they hold every character but the empty lines.

    Args:
        text: the whole text.
        pieces: the evidence, in order; a piece has its place in this order as its number. What lies outside the text is left out.

    >>> found = list(paragraphs("One two.", [Piece(0, 3, "urn:e", "One")]))
    >>> [(stretch.text, stretch.evidence) for stretch in found[0].stretches]
    [('One', (0,)), (' two.', ())]
    """
    numbered = [(number, piece) for number, piece in enumerate(pieces) if 0 <= piece.start < piece.end <= len(text)]
    start = 0
    for gap in (*_BREAK.finditer(text), None):
        end = len(text) if gap is None else gap.start()
        if end > start:
            within = [(number, piece) for number, piece in numbered if piece.start < end and piece.end > start]
            yield _paragraph(text, start, end, within)
        start = end if gap is None else gap.end()


def _paragraph(text: str, start: int, end: int, within: list[tuple[int, Piece]]) -> Paragraph:
    borders = sorted({start, end, *(place for _, piece in within for place in (piece.start, piece.end) if start < place < end)})
    stretches = []
    for left, right in pairwise(borders):
        holding = [(number, piece) for number, piece in within if piece.start <= left and piece.end >= right]
        stretches.append(
            Stretch(
                text[left:right],
                tuple(number for number, _ in holding),
                tuple(number for number, piece in holding if piece.start == left),
                tuple(number for number, piece in holding if piece.end == right),
            )
        )
    words = text[start:end]
    return Paragraph(tuple(stretches), title=len(words) <= _LONGEST_TITLE and "\n" not in words and words[-1] not in '.;:!,)"”')
