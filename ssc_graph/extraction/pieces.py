"""Long documents in pieces: what is kept of each token and mention would else grow to forty times the text.

A piece is a document of its own with some blocks before it for context: antecedents and introductions of lists reach back a few sentences.
What is claimed in the context alone belongs to the piece before. Shorter documents are one piece, and nothing changes for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from ssc_graph.claims import Argument, Claim, Entity, Evidence, Literal
from ssc_graph.document import Block, BlockKind, Document
from ssc_graph.extraction.trace import Note

#: Code points of a document that is read as a whole, at most.
LONGEST: Final = 1_200_000
#: Code points of a piece; it ends at the next heading, else a little later between two paragraphs.
_SIZE: Final = 200_000
_LATER, _LATEST = 1.25 * _SIZE, 2 * _SIZE
#: Blocks and code points of context before a piece, at most.
_BLOCKS, _CONTEXT = 24, 20_000
_Kind = TypeVar("_Kind", Entity, Literal, Argument)


@dataclass(frozen=True, slots=True)
class Piece(Document):
    """Some blocks of a document, with offsets from its own beginning.

    Args:
        whole: digest of the whole document, by which things are named that only it describes.
        offset: where the piece begins in the whole text.
        own: where its own words begin behind the context, in its own text.
    """

    whole: str = ""
    offset: int = 0
    own: int = 0

    @property
    def digest(self) -> str:
        """Digest of the whole document."""
        return self.whole


def extents(document: Document) -> Sequence[tuple[int, int, int]]:
    """Return the pieces of a document as numbers of blocks: first of the context, first of its own, behind the last.

    >>> extents(Document(name="a.txt", text="One.", blocks=(Block(BlockKind.PARAGRAPH, 0, 4),)))
    [(0, 0, 1)]
    """
    blocks = document.blocks
    if len(document.text) <= LONGEST:
        return [(0, 0, len(blocks))]
    cuts = _cuts(blocks)
    return [(_context(blocks, first), first, last) for first, last in zip(cuts, [*cuts[1:], len(blocks)], strict=True)]


def _cuts(blocks: Sequence[Block]) -> list[int]:
    """The first block of each piece."""
    cuts = [0]
    for number, block in enumerate(blocks):
        size = block.start - blocks[cuts[-1]].start
        between = block.kind is BlockKind.PARAGRAPH and blocks[number - 1].kind is BlockKind.PARAGRAPH
        if size > _SIZE and (block.kind is BlockKind.HEADING or (size > _LATER and between) or size > _LATEST):
            cuts.append(number)
    return cuts


def _context(blocks: Sequence[Block], own: int) -> int:
    first = own
    while first and own - first < _BLOCKS and blocks[own].start - blocks[first - 1].start <= _CONTEXT:
        first -= 1
    return first


def piece(document: Document, first: int, own: int, last: int) -> Document:
    """Return a piece of a document; the document itself where that is all of it.

    Args:
        document: the document.
        first: its first block, of the context.
        own: the first block of its own.
        last: the number behind its last block.
    """
    if first == 0 and last == len(document.blocks):
        return document
    held = document.blocks[first:last]
    offset = held[0].start
    return Piece(
        name=document.name,
        text=document.text[offset : held[-1].end],
        blocks=tuple(replace(b, start=b.start - offset, end=b.end - offset, body=b.body - offset) for b in held),
        metadata=document.metadata,
        whole=document.digest,
        offset=offset,
        own=document.blocks[own].start - offset,
    )


def begins(document: Document) -> bool:
    """Return whether the whole document's beginning stands in a piece."""
    return not isinstance(document, Piece) or not document.own


def placed(claims: Iterable[Claim], document: Document) -> list[Claim]:
    """Return the claims of a piece with their places in the whole document, without those of its context."""
    if not isinstance(document, Piece):
        return list(claims)
    move = _Mover(document.offset)
    return [move.claim(claim) for claim in claims if claim.evidence[-1].end > document.own]


def noted(notes: Iterable[Note], document: Document) -> list[Note]:
    """Return the notes on a piece with their places in the whole document, without those on its context."""
    if not isinstance(document, Piece):
        return list(notes)
    by = document.offset
    return [replace(note, start=note.start + by, end=note.end + by) for note in notes if note.end > document.own]


class _Mover:
    """Moves claims; what claims share, they share afterwards too.

    Args:
        by: how far, in code points.
    """

    def __init__(self, by: int) -> None:
        self.by = by
        self.held: dict[int, Any] = {}

    def claim(self, claim: Claim) -> Claim:
        """Return a claim at its place."""
        source = self.argument(claim.attributed_to) if claim.attributed_to else None
        return replace(
            claim,
            subject=self.argument(claim.subject),
            object=self.argument(claim.object),
            evidence=tuple(Evidence(piece.start + self.by, piece.end + self.by, piece.exact) for piece in claim.evidence),
            attributed_to=source,
        )

    def argument(self, argument: _Kind) -> _Kind:
        """Return an argument at its place; one that stands nowhere stays so."""
        if argument.start < 0:
            return argument
        moved: _Kind | None = self.held.get(id(argument))
        if moved is None:
            moved = self.held[id(argument)] = replace(argument, start=argument.start + self.by, end=argument.end + self.by)
        return moved
