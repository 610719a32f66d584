"""Annotated documents in, figures out; documents in, their unread sentences out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ssc_graph.document import Document
from ssc_graph.errors import InputError
from ssc_graph.evaluation import Evaluation, Gap, Gold, Judgement, Sentences, gaps_of, judge, read_gold
from ssc_graph.evaluation.files import is_file, is_folder
from ssc_graph.extraction.trace import Trace
from ssc_graph.pipeline.stages import bundled, extract_claims, read_document

_GOLD: Final = "*.gold.json"


def evaluate(golds: Iterable[str | os.PathLike[str]], *, documents: str | os.PathLike[str] | None = None) -> Evaluation:
    """Read annotated documents as a user's documents are read, and compare their claims with the annotation.

    Args:
        golds: gold files, or folders of them (``*.gold.json``; folders in a folder are not entered).
        documents: folder of the documents that are not beside their gold; the bundled ones are found in any case.

    Raises:
        InputError: a gold file is missing or broken, or its document is nowhere to be found.
        DocumentError: a document cannot be read.
    """
    places = [path for given in golds for path in _gold_files(Path(given))]
    return Evaluation(tuple(_judged(path, Path(documents) if documents else None) for path in places))


def gaps(document: Document, *, everything: bool = False) -> Iterator[Gap]:
    """Yield the sentences of a document that hold a trigger word but gave no claim.

    Args:
        document: as :func:`ssc_graph.pipeline.read_document` returns it.
        everything: also sentences without a trigger word that name two known things.

    >>> import io
    >>> document = read_document(io.BytesIO(b"UNOSSC is part of UNDP. The song was endorsed."))
    >>> [(gap.number, [attempt.rule for attempt in gap.attempts]) for gap in gaps(document)]
    [(2, ['en.adopt.passive-at', 'en.endorse.passive'])]
    """
    trace = Trace()
    claims = extract_claims(document, trace=trace)
    return gaps_of(Sentences(document, trace), claims, everything=everything)


def _gold_files(given: Path) -> list[Path]:
    if not is_folder(given):
        return [given]
    found = sorted(given.glob(_GOLD))
    if not found:
        raise InputError(f"the folder has no file {_GOLD}", where=str(given), hint="name a folder of gold files")
    return found


def _judged(path: Path, documents: Path | None) -> Judgement:
    gold = read_gold(path)
    document = _document(gold, [path.parent, *([documents] if documents else [])])
    trace = Trace()
    claims = extract_claims(document, trace=trace)
    return judge(gold, claims, Sentences(document, trace))


def _document(gold: Gold, folders: list[Path]) -> Document:
    """The document of a gold file: beside it, in the folder of documents, or among the bundled ones."""
    for folder in folders:
        if is_file(folder / gold.document):
            return read_document(folder / gold.document)
    for document in bundled():
        if document.name == gold.document:
            return document
    raise InputError(f"its document {gold.document} is not beside it", where=gold.name, hint="name its folder with --documents")
