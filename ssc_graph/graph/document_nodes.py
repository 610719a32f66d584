"""The node of a document: what is known beside its claims, and its text."""

from __future__ import annotations

from pathlib import PurePosixPath

from pyoxigraph import NamedNode

from ssc_graph.claims import Entity, Label
from ssc_graph.document import Document
from ssc_graph.graph.sheets import Sheet
from ssc_graph.identifiers import slug, symbol_curie


def document_curie(document: Document) -> str:
    """Return the identifier of a document: its title (else its file's name) to be read, its text's digest to be told apart.

    >>> document_curie(Document(name="note.txt", text="One.", blocks=()))
    'document:note-70277bfc'
    """
    return f"document:{slug(_name(document))}-{document.digest[:8]}"


def _name(document: Document) -> str:
    """The title as printed; else the name of the file without its suffix; standard input has neither."""
    stem = PurePosixPath(document.name).stem
    return document.metadata.title or (stem if stem.strip("-. ") else "document")


def graph_curie(document: Document) -> str:
    """Return the identifier of the named graph of a document."""
    return document_curie(document).replace("document:", "graph:", 1)


def write_document(sheet: Sheet, document: Document) -> NamedNode:
    """Write the node of a document and return it.

    Raises:
        GraphError: the metadata hold an address that is no web address, or a date that is none.
    """
    node = sheet.terms.iri(document_curie(document))
    sheet.types(node, "ssc:Document")
    sheet.text(node, "schema:text", document.text)
    sheet.text(node, "ssc:textDigest", document.digest)
    sheet.text(node, "dct:format", document.media_type)
    _write_metadata(sheet, node, document)
    if (instrument := instrument_of(document)) is not None:
        sheet.add(node, "ssc:isTextOf", sheet.terms.iri(instrument.id))
    else:
        sheet.text(node, "dct:identifier", document.metadata.symbol)
    return node


def _write_metadata(sheet: Sheet, node: NamedNode, document: Document) -> None:
    known = document.metadata
    # A reader must be able to tell documents apart; where no title is printed, the file's name stands for it, in no language.
    sheet.text(node, "dct:title", _name(document), known.language if known.title else "")
    sheet.text(node, "dct:language", known.language)
    sheet.text(node, "dct:publisher", known.publisher)
    for author in known.authors:
        sheet.text(node, "dct:creator", author)
    if known.date:
        sheet.add(node, "dct:issued", sheet.terms.date(known.date, where=sheet.where))
    for predicate, address in (("dct:source", known.source), ("dct:license", known.licence)):
        if address:
            sheet.add(node, predicate, sheet.terms.address(address, where=sheet.where))


def instrument_of(document: Document) -> Entity | None:
    """Return the United Nations resolution that a document is the text of, or None (FRBR: the expression of a work).

    >>> from ssc_graph.document import Metadata
    >>> known = Metadata(symbol="A/RES/33/134", genre="resolution")
    >>> instrument_of(Document(name="a.txt", text="One.", blocks=(), metadata=known)).id
    'resolution:a-res-33-134'
    """
    known = document.metadata
    if known.genre != "resolution" or not known.symbol:
        return None
    return Entity(symbol_curie(known.symbol), "", (Label(known.symbol),), ("ssc:Resolution",))
