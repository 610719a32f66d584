"""News summaries of a resolution: its operative paragraphs listed by number in an article about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from ssc_graph.document import BlockKind, Document
from ssc_graph.extraction.resolutions.beginnings import NUMBER, beginnings
from ssc_graph.extraction.resolutions.layout import Flow, lay_out
from ssc_graph.extraction.resolutions.structure import Kind, Paragraph, Part, Structure
from ssc_graph.extraction.resolutions.tables import load
from ssc_graph.extraction.symbol_forms import BODIES
from ssc_graph.extraction.symbols import SymbolMention, find_symbols

#: How far before its number the word "adopted" may stand, in code points.
_NEAR: Final = 80
_NUMBERED: Final = re.compile(r"(?m)^[ \t]*\d{1,3}\.[ \t]+[A-Z]")
_FEWEST: Final = 2  # numbered paragraphs that make a summary


def read_summary(document: Document, *, language: str, symbols: Sequence[SymbolMention] | None = None) -> Structure | None:
    """Return the operative paragraphs that an article lists, as the structure of the one resolution that it is about; else None.

    Args:
        document: no resolution itself.
        language: whose tables to use.
        symbols: what :func:`ssc_graph.extraction.symbols.find_symbols` finds in the document, if the caller has it.
    """
    mentions = _resolutions(find_symbols(document.text) if symbols is None else symbols)
    if len(_NUMBERED.findall(document.text)) < _FEWEST:
        return _told(document, mentions, language)
    main = _main_resolution(document, mentions, language)
    if main is None:
        return None
    patterns = beginnings(language)
    layout = lay_out(document.text, [], opens=patterns.opens, cover_end=0)
    numbered = {id(flow): NUMBER.match(flow.text) for flow in layout.paragraphs}
    verbal = [flow for flow in layout.paragraphs if (match := numbered[id(flow)]) and patterns.operative.match(flow.text, match.end())]
    if len(verbal) < _FEWEST or len(verbal) * 2 < sum(match is not None for match in numbered.values()):
        return None
    paragraphs = tuple(_paragraph(flow, numbered[id(flow)] if flow in verbal else None) for flow in layout.paragraphs)
    part = Part(main, main.body if main.body in BODIES else "")
    return Structure(main, (part,), paragraphs, layout)


def _told(document: Document, mentions: Sequence[SymbolMention], language: str) -> Structure | None:
    """An article that tells in sentences what a resolution does, without its paragraphs' numbers."""
    main = _adopted(document, mentions, language)
    if main is None:
        return None
    layout = lay_out(document.text, [], opens=beginnings(language).opens, cover_end=0)
    paragraphs = tuple(_paragraph(flow, None) for flow in layout.paragraphs)
    return Structure(main, (Part(main, main.body if main.body in BODIES else ""),), paragraphs, layout)


def _paragraph(flow: Flow, number: re.Match[str] | None) -> Paragraph:
    if number is None:
        return Paragraph(Kind.OTHER, flow, 0)
    return Paragraph(Kind.OPERATIVE, flow, 0, number["number"], body=number.end())


def _main_resolution(document: Document, mentions: Sequence[SymbolMention], language: str) -> SymbolMention | None:
    """The resolution that the article says was adopted, that its title names, or the only one that it names."""
    main = _adopted(document, mentions, language)
    return main or (mentions[0] if len({mention.symbol for mention in mentions}) == 1 else None)


def _adopted(document: Document, mentions: Sequence[SymbolMention], language: str) -> SymbolMention | None:
    """The resolution that the article says was adopted, or that its title names."""
    adopting = _adopting(language)
    for mention in mentions:
        if adopting.search(document.text[max(0, mention.phrase_start - _NEAR) : mention.phrase_start]):
            return mention
    titles = [block for block in document.blocks if block.kind is BlockKind.TITLE]
    return next((mention for mention in mentions if any(block.start <= mention.start < block.end for block in titles)), None)


def _resolutions(mentions: Sequence[SymbolMention]) -> list[SymbolMention]:
    return [mention for mention in mentions if mention.kind == "resolution" and mention.body in BODIES]


@cache
def _adopting(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{load(language).any_of('adopting')})\b[^.;]*\Z")


@cache
def speakers(language: str) -> re.Pattern[str]:
    """Return the pattern of who must stand before a verb for it to be the resolution's own: "the resolution", "It also".

    >>> bool(speakers("en").search("In its preamble the resolution "))
    True
    """
    table = load(language)
    modifiers = table.any_of("modifiers")
    speaker = rf"\b(?i:{table.any_of('speakers')})\b"
    pronoun = rf"(?:\A|{speaker}[^.!?]*[.!?]\s+)(?:{table.any_of('pronominal')})"
    return re.compile(rf"(?:{speaker}|{pronoun})\s+(?:(?i:{modifiers})\s+)*\Z")
