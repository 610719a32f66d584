"""Bylines: whose work a document is that says so under its title ("Oleh Rina Wulandari")."""

from __future__ import annotations

from ssc_graph.claims import Claim, Entity, Evidence, Label
from ssc_graph.document import Block, BlockKind
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.pieces import begins
from ssc_graph.identifiers import entity_curie

_CONFIDENCE = 0.9
_RULE = "byline.author"


def byline_claims(analysis: Analysis) -> list[Claim]:
    """Return who wrote the document, one claim a name, as far as a line that says "by" stands under its title.

    Args:
        analysis: the document taken apart, or its first piece.
    """
    document = analysis.document
    title = next((block for block in document.blocks if block.kind is BlockKind.TITLE), None)
    if title is None or not begins(document):
        return []
    claims: list[Claim] = []
    for block in document.blocks:
        if block.kind is BlockKind.BYLINE and _says_by(analysis, block):
            claims += _named(analysis, title, block)
    return claims


def _says_by(analysis: Analysis, block: Block) -> bool:
    opening = analysis.document.text[block.start : block.end].casefold().split()
    return bool(opening) and analysis.vocabulary.has("byline_openers", opening[0].rstrip(":"))


def _named(analysis: Analysis, title: Block, block: Block) -> list[Claim]:
    text = analysis.document.text
    name = " ".join(text[title.start : title.end].split())
    work = Entity(
        entity_curie(name),
        text[title.start : title.end],
        (Label(name, analysis.vocabulary.language, preferred=True),),
        ("ssc:Article",),
        title.start,
        title.end,
    )
    claims: list[Claim] = []
    for author in analysis.document.metadata.authors:
        start = text.find(author, block.start, block.end)
        if start < 0:
            continue
        person = Entity(entity_curie(author), author, (Label(author, "", preferred=True),), ("ssc:Person",), start, start + len(author))
        evidence = (Evidence(block.start, block.end, text[block.start : block.end]),)
        claims.append(Claim(work, "authoredBy", person, evidence, _RULE, _CONFIDENCE))
    return claims
