"""What a format's reader gives: text, blocks and metadata, before the document is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from ssc_graph.document import Block, Metadata


@dataclass(frozen=True, slots=True)
class Parts:
    """Text and blocks of a document with what the file says about it.

    Args:
        text: canonical text.
        blocks: in order; they cover the text but white space.
        metadata: what the file says; empty fields where it says nothing.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
