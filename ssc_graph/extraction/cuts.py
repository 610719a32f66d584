"""Cuts: paragraphs that a page break, a column or bad recognition cut in the middle of a sentence.

What stands at the cut is half an argument: "the parties were invited to a conference on the" tells nothing of what it was on. A cut is
where a paragraph ends without a stop and its lines were wrapped, or the next one goes on in lower case.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ssc_graph.document import Block, BlockKind, Document
from ssc_graph.extraction.tokens import Sentence

_STOPS = tuple(".!?:;…\"'”’»)]")


class Cuts:
    """Tells which words of a document touch a cut.

    Args:
        document: what was read.
        sentences: its sentences.
    """

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        prose = [(number, block) for number, block in enumerate(document.blocks) if block.kind is BlockKind.PARAGRAPH]
        text = document.text
        ended = {number for (number, block), (_, after) in pairwise([*prose, *prose[-1:]]) if _breaks_off(text, block, after)}
        begun = {number for number, block in prose if not block.marker and text[block.start : block.start + 1].islower()}
        self._first: dict[int, int] = {}
        last: dict[int, Sentence] = {}
        for sentence in sentences if ended or begun else ():
            if sentence.block_index in begun:
                self._first.setdefault(sentence.block_index, sentence.start)
            if sentence.block_index in ended:
                last[sentence.block_index] = sentence
        self._ends = {number: sentence.end for number, sentence in last.items()}

    def at_cut(self, sentence: Sentence, start: int, end: int) -> bool:
        """Return whether words of a sentence begin behind a cut or end before one.

        Args:
            sentence: where they stand.
            start: their first character.
            end: the character behind them.
        """
        number = sentence.block_index
        return start >= 0 and (self._first.get(number) == start or self._ends.get(number, -1) == end)


def _breaks_off(text: str, block: Block, after: Block) -> bool:
    """Whether a paragraph ends in the middle of a sentence."""
    said = text[block.start : block.end].rstrip()
    if not said or said.endswith(_STOPS):
        return False
    return "\n" in said or (after is not block and text[after.start : after.start + 1].islower())
