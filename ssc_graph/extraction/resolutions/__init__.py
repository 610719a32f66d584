"""United Nations resolutions as a genre: structure, typed citations, operative paragraphs and whom they address.

Works on the document's text alone, so that plain text, a PDF's text and Akoma Ntoso give the same claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ssc_graph.claims import COMMON, Claim
from ssc_graph.document import Document
from ssc_graph.extraction.resolutions.structure import Structure, read_structure
from ssc_graph.extraction.resolutions.summary import read_summary
from ssc_graph.extraction.resolutions.tables import LANGUAGES
from ssc_graph.extraction.symbols import SymbolMention
from ssc_graph.lexicon import Lexicon

if TYPE_CHECKING:
    from ssc_graph.extraction.resolutions.claims import Trace

__all__ = ["extract", "extract_as", "is_resolution", "structure_of"]


def is_resolution(document: Document) -> bool:
    """Return whether a document is a United Nations resolution (or several).

    >>> is_resolution(Document(name="a.txt", text="Stir the soup. Serve it warm.", blocks=()))
    False
    """
    return structure_of(document) is not None


def structure_of(document: Document) -> Structure | None:
    """Return the structure of a United Nations resolution (or several), or None where a document is none.

    Args:
        document: as a reader returned it.

    >>> structure_of(Document(name="a.txt", text="Stir the soup. Serve it warm.", blocks=())) is None
    True
    """
    return read_structure(document, language=_language(document))


def extract(document: Document, *, lexicon: Lexicon, trace: Trace | None = None) -> list[Claim]:
    """Return the claims of a resolution; of a news text, those about the operative paragraphs that it sums up.

    Args:
        document: as a reader returned it.
        lexicon: names of known things.
        trace: takes notes of claims and of what was dropped, if given.
    """
    return extract_as(document, structure_of(document), lexicon=lexicon, trace=trace)


def extract_as(
    document: Document,
    structure: Structure | None,
    *,
    lexicon: Lexicon,
    trace: Trace | None = None,
    symbols: Sequence[SymbolMention] | None = None,
) -> list[Claim]:
    """Return what :func:`extract` does, for a document whose structure is known.

    Args:
        document: as a reader returned it.
        structure: as :func:`structure_of` returned it.
        lexicon: names of known things.
        trace: takes notes of claims and of what was dropped, if given.
        symbols: what :func:`ssc_graph.extraction.symbols.find_symbols` finds in it, if the caller has it.
    """
    language = _language(document)
    summary = structure is None
    structure = structure or read_summary(document, language=language, symbols=symbols)
    if structure is None:
        return []
    from ssc_graph.extraction.resolutions.claims import Claims  # most documents are no resolutions: a command starts sooner

    return Claims(document.text, structure, language=language, lexicon=lexicon, trace=trace, summary=summary).all()


def _language(document: Document) -> str:
    return document.language if document.language in LANGUAGES else COMMON
