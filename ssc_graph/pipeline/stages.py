"""Single stages as a caller from Python uses them: a document in, its claims, the graph of several documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO, Final

from ssc_graph import resources
from ssc_graph.claims import Claim
from ssc_graph.document import Document, Metadata
from ssc_graph.errors import DocumentError
from ssc_graph.namespaces import DEFAULT_BASE

if TYPE_CHECKING:
    from ssc_graph.extraction.trace import Trace
    from ssc_graph.graph import PolicyGraph, Readings
    from ssc_graph.lexicon import Lexicon

_CORPUS: Final = "corpus"
#: Characters of a line: fifty pages without a line end are a dump of data, not a document, and would be read for minutes (S28).
_LONGEST_LINE: Final = 100_000
Source = str | os.PathLike[str] | BinaryIO


def tool_version() -> str:
    """Return the version of the installed package."""
    return version("ssc-graph")


def read_document(
    source: Source, *, language: str | None = None, media_type: str | None = None, metadata: Metadata | None = None
) -> Document:
    """Read a document: plain text, Markdown, HTML, PDF, DOCX or Akoma Ntoso XML.

    Args:
        source: a path, ``-`` for standard input, or a stream opened in binary mode.
        language: its code; found by the text where it is not given.
        media_type: format of the file (``text/html``, …); found by the content where it is not given.
        metadata: what is known of the document; a field that is not empty goes before what the file says.

    Raises:
        DocumentError: the file is missing, empty, broken, encrypted, too large, in a format or a language that is not read.
        UsageError: an unknown language or media type.

    >>> import io
    >>> read_document(io.BytesIO(b"UNOSSC is part of the United Nations Development Programme.")).language
    'en'
    """
    from ssc_graph import readers

    return _a_text(readers.read(source, language=language, media_type=media_type, metadata=metadata))


def bundled(*, language: str | None = None) -> tuple[Document, ...]:
    """Return the documents that come with the package.

    Args:
        language: those in this language only.

    >>> [document.language for document in bundled()]
    ['id', 'en']
    """
    from ssc_graph import readers

    names = resources.names(_CORPUS, suffix=".md")
    documents = (readers.read_bytes(resources.read(_CORPUS, name), name=name) for name in names)
    return tuple(document for document in documents if language in (None, document.language))


def _a_text(document: Document) -> Document:
    """Refuse data without line ends, and a language without rules: no claims would look like a result."""
    for number, line in enumerate(document.text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            what = f"line {number} has {len(line)} characters, more than the limit of {_LONGEST_LINE}"
            raise DocumentError(what, where=document.name, hint="give a text with line ends")
    if not document.language:
        from ssc_graph.readers.words import choice, spoken

        what = f"its language cannot be told; {spoken()} are read"
        raise DocumentError(what, where=document.name, hint=f"name it: --language {choice()}")
    return document


def extract_claims(document: Document, *, lexicon: Lexicon | None = None, trace: Trace | None = None) -> list[Claim]:
    """Return what a document says, in the order of the document.

    Args:
        document: as :func:`read_document` returns it.
        lexicon: the names to know; those of the authority files where it is not given.
        trace: collects what the engine saw, for :func:`explain`.

    Raises:
        DocumentError: the document has no language, or a line of data instead of text.

    >>> import io
    >>> document = read_document(io.BytesIO(b"UNOSSC is part of the United Nations Development Programme."))
    >>> [(claim.subject.id, claim.predicate, claim.object_key) for claim in extract_claims(document)]
    [('auth:unossc', 'partOf', 'auth:undp')]
    """
    from ssc_graph import ontology
    from ssc_graph.extraction import extract

    return extract(_a_text(document), lexicon=lexicon or ontology.load_lexicon(), trace=trace)


def build_graph(documents: Iterable[tuple[Document, Sequence[Claim]]] | Readings, *, base: str = DEFAULT_BASE) -> PolicyGraph:
    """Build the graph of some documents and the claims that they make.

    Args:
        documents: each with its claims, as :func:`extract_claims` returns them; many of them packed, as readings.
        base: IRI under which documents, claims and the things found in documents live, ending in ``/`` or ``#``.

    Raises:
        UsageError: the base is no usable IRI.
        GraphError: a claim does not quote its document, or a text, date or address cannot stand in a graph.

    >>> import io
    >>> document = read_document(io.BytesIO(b"UNOSSC is part of the United Nations Development Programme."))
    >>> len(build_graph([(document, extract_claims(document))]).claims)
    1
    """
    from ssc_graph import graph

    return graph.build_graph(documents, base=base, tool_version=tool_version())
