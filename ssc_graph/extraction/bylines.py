"""Bylines: whose work a document is that says so under its title ("Oleh Rina Wulandari")."""

from __future__ import annotations

from ssc_graph.claims import Claim, Entity, Evidence, Label
from ssc_graph.document import Block, BlockKind
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.heads import HeadReader
from ssc_graph.extraction.pieces import begins
from ssc_graph.identifiers import entity_curie

_CONFIDENCE = 0.9
_RULE = "byline.author"
_PUBLISHED = "byline.journal"


def byline_claims(analysis: Analysis) -> list[Claim]:
    """Return who wrote the document, one claim a name, and in which journal it appeared, as far as lines under its title say so.

    Args:
        analysis: the document taken apart, or its first piece.
    """
    document = analysis.document
    title = next((block for block in document.blocks if block.kind is BlockKind.TITLE), None)
    if title is None or not begins(document):
        return []
    claims: list[Claim] = []
    for block in document.blocks:
        if block.kind is BlockKind.BYLINE:
            claims += _named(analysis, title, block) or _published(analysis, title, block)
    return claims


def _published(analysis: Analysis, title: Block, block: Block) -> list[Claim]:
    """As in "Review of Harbour Studies, vol. 3": the journal that a line under the authors names."""
    text = analysis.document.text
    name = text[block.start : block.end].split(",")[0].strip()
    if HeadReader(analysis.vocabulary.language).read(name.casefold().split()).head[1] != "ssc:Journal":
        return []
    end = block.start + len(name)
    journal = Entity(entity_curie(name), name, (Label(name, "", preferred=True),), ("ssc:Journal",), block.start, end)
    evidence = (Evidence(block.start, block.end, text[block.start : block.end]),)
    return [Claim(_work(analysis, title), "publishedIn", journal, evidence, _PUBLISHED, _CONFIDENCE)]


def _work(analysis: Analysis, title: Block) -> Entity:
    text = analysis.document.text
    name = " ".join(text[title.start : title.end].split())
    label = Label(name, analysis.vocabulary.language, preferred=True)
    return Entity(entity_curie(name), text[title.start : title.end], (label,), ("ssc:Article",), title.start, title.end)


def _named(analysis: Analysis, title: Block, block: Block) -> list[Claim]:
    text = analysis.document.text
    work = _work(analysis, title)
    claims: list[Claim] = []
    for author in analysis.document.metadata.authors:
        start = text.find(author, block.start, block.end)
        if start < 0:
            continue
        person = Entity(entity_curie(author), author, (Label(author, "", preferred=True),), ("ssc:Person",), start, start + len(author))
        evidence = (Evidence(block.start, block.end, text[block.start : block.end]),)
        claims.append(Claim(work, "authoredBy", person, evidence, _RULE, _CONFIDENCE))
    return claims
