"""How the tests of the readers talk about blocks."""

from __future__ import annotations

from ssc_graph.document import Block, BlockKind, Document
from ssc_graph.readers import read_bytes


def read_text(text: str, *, name: str = "note.txt") -> Document:
    """Return the document that a UTF-8 file of this text is read into."""
    return read_bytes(text.encode(), name=name)


def kinds(document: Document) -> list[str]:
    """Return the kinds of the blocks in order."""
    return [str(block.kind) for block in document.blocks]


def kind_of(document: Document, opening: str) -> str:
    """Return the kind of the block that begins so."""
    return str(block_of(document, opening).kind)


def block_of(document: Document, opening: str) -> Block:
    """Return the block that begins so."""
    return next(block for block in document.blocks if document.text_of(block).startswith(opening))


def texts_of(document: Document, kind: BlockKind) -> list[str]:
    """Return the words of all blocks of a kind, line ends as spaces."""
    return [" ".join(document.text_of(block).split()) for block in document.blocks if block.kind is kind]


def assert_covered(document: Document) -> None:
    """Blocks are in order, do not overlap, begin and end with ink, and leave nothing but white space between them."""
    place = 0
    for block in document.blocks:
        assert document.text[place : block.start].strip() == ""
        assert block.start < block.end
        assert document.text_of(block).strip() == document.text_of(block)
        place = block.end
    assert document.text[place:].strip() == ""
