"""A document as a reader returns it: one canonical text, blocks over it, metadata.

Offsets count Unicode code points of ``Document.text``, half open (``text[start:end]``). The text of a document never changes after
the reader returned it: every later stage points into it.
"""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache


class BlockKind(enum.StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    HEADING = "heading"
    LIST_INTRO = "list intro"
    LIST_ITEM = "list item"
    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    TABLE = "table"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the page.

    Args:
        kind: what it is.
        start, end: its extent in code points, without surrounding white space, with the marker.
        level: depth of a heading (1 the highest) or of a list item (0 the outermost).
        marker: the marker of a list item or a numbered heading as it stands (``-``, ``1.``, ``(a)``), else empty.
        body: where the content begins, behind the marker.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    marker: str = ""
    body: int = -1

    def __post_init__(self) -> None:
        if self.body < 0:
            object.__setattr__(self, "body", self.start)
        if not 0 <= self.start <= self.body <= self.end:
            raise ValueError(f"block offsets out of order: {self}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the document beside its text; each field empty or None where nothing is known.

    Args:
        title: title as printed.
        authors: names of persons or bodies.
        date: publication date to the granularity known: ``2024``, ``2024-09`` or ``2024-09-11``.
        publisher: name of the publisher or site.
        language: its code; empty where the reader could not tell.
        source: IRI where the document was published.
        symbol: United Nations document symbol (``A/RES/75/234``) where the document is one.
        licence: IRI of the licence.
        genre: ``resolution`` for a United Nations resolution, else empty.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    language: str = ""
    source: str = ""
    symbol: str = ""
    licence: str = ""
    genre: str = ""


@lru_cache(maxsize=1)
def _digest(text: str) -> str:
    """Asked for once a claim, so the last one is remembered: a long text is not digested over and over."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    r"""A document as read.

    Args:
        name: file name without folders (``-`` for standard input), as shown to the user.
        text: the canonical text; line ends are ``\\n``, no byte order mark, no lone surrogate, no control character but tab and line feed.
        blocks: in document order, not overlapping; text between two blocks is white space only.
        metadata: what is known beside the text.
        media_type: of what was read (``text/plain``, ``text/html``, …).
        source_digest: SHA-256 of the bytes that were read, in hexadecimal.

    >>> Document(name="a.txt", text="One.", blocks=(Block(BlockKind.PARAGRAPH, 0, 4),)).text_of(Block(BlockKind.PARAGRAPH, 0, 3))
    'One'
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    media_type: str = "text/plain"
    source_digest: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal: the document's identity."""
        return _digest(self.text)

    @property
    def language(self) -> str:
        """Language of the document: ``id``, ``en`` or empty."""
        return self.metadata.language

    def text_of(self, block: Block) -> str:
        """Return the characters of a block, marker included."""
        return self.text[block.start : block.end]
