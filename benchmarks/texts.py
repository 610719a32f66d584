"""Texts to measure on: the annotated documents of this repository, and hostile ones made of one piece."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ssc_graph.document import Block, BlockKind, Document, Metadata
from ssc_graph.pipeline import bundled, read_document

#: The annotated documents.
GOLD: Final = Path(__file__).resolve().parents[1] / "tests" / "gold"

#: What is repeated, by the name of the text; each makes one line and, but for the last three, one paragraph.
HOSTILE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "commas": ",",
        "one sentence without a full stop": "the plan for trade and cooperation of developing countries ",
        "nested quotes": "\"the 'plan ",
        "nested brackets": "(the [plan ",
        "capitals": "THE GENERAL ASSEMBLY AND THE COUNTRIES OF THE SOUTH ",
        "resolutions": "resolution 33/134 of 19 December 1978, ",
        "years": "from 1978 to 1990, ",
        "spaces": "a          ",
        "short lines": "Plan of Action.\n",
        "blank lines": "a\n\n",
        "list items": "- to promote trade\n",
    }
)


@cache
def documents() -> tuple[Document, ...]:
    """Return the annotated documents and the bundled ones."""
    return (*bundled(), *(read_document(path) for path in sorted(GOLD.rglob("*.txt"))))


def prose(language: str) -> str:
    """Return the documents of a language as one text."""
    return "\n\n".join(document.text for document in documents() if document.language == language) + "\n\n"


def triggers(language: str) -> str:
    """Return every trigger of a language's rules as one text."""
    from ssc_graph.rules import load_grammar

    return " ".join(" ".join(words) for rule in load_grammar(language).rules for words in rule.triggers) + " "


def repeated(unit: str, size: int, *, language: str) -> Document:
    """Return a document of a size, made of one piece over and over; each line is a paragraph, or an item of a list behind "- ".

    Args:
        unit: the piece.
        size: characters.
        language: ``id`` or ``en``.
    """
    text = (unit * (size // len(unit) + 1))[:size]
    blocks = []
    place = 0
    for line in text.split("\n"):
        start = place + len(line) - len(line.lstrip())
        if line.strip():
            kind, body = (BlockKind.LIST_ITEM, start + 2) if line.startswith("- ") else (BlockKind.PARAGRAPH, start)
            blocks.append(Block(kind, start, place + len(line.rstrip()), body=min(body, place + len(line.rstrip()))))
        place += len(line) + 1
    return Document(name="repeated", text=text, blocks=tuple(blocks), metadata=Metadata(language=language))
