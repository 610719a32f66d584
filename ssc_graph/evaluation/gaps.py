"""Gaps: sentences that the rules leave unread, the worklist for the next rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ssc_graph.claims import Claim
from ssc_graph.evaluation.sentences import Attempt, Sentences

#: What is told of a trigger whose rule filled its roles, but whose claim the engine would not make.
REFUSED: Final = "its roles were filled, the claim was refused"
_ENOUGH_THINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence without a claim.

    Args:
        number: of the sentence, from 1.
        start, end: its place in the document, in code points.
        text: the sentence in one line.
        attempts: the rules whose trigger it holds; none where it only names known things.
        things: identifiers of the known things that it names.
    """

    number: int
    start: int
    end: int
    text: str
    attempts: tuple[Attempt, ...]
    things: tuple[str, ...]


def gaps_of(sentences: Sentences, claims: Sequence[Claim], *, everything: bool = False) -> Iterator[Gap]:
    """Yield the sentences that hold a trigger word but gave no claim.

    Args:
        sentences: of the document.
        claims: that it makes.
        everything: also sentences without a trigger word that name two known things.
    """
    read = {number for claim in claims for number in _touched(sentences, claim)}
    for number, (start, end) in enumerate(sentences.places, start=1):
        if number in read:
            continue
        attempts, things = tuple(sentences.attempts(number)), tuple(sentences.known(number))
        if attempts or (everything and len(things) >= _ENOUGH_THINGS):
            yield Gap(number, start, end, sentences.text(number), attempts, things)


def _touched(sentences: Sentences, claim: Claim) -> Iterator[int]:
    """The sentences over which a claim's evidence runs."""
    for piece in claim.evidence:
        yield from range(sentences.number(piece.start), sentences.number(max(piece.start, piece.end - 1)) + 1)
