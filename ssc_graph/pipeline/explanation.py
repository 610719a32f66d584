"""What the reader saw in a document, which rule fired where, and why a candidate was dropped: text for people."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ssc_graph.claims import Claim
from ssc_graph.document import Block, Document
from ssc_graph.errors import UsageError
from ssc_graph.extraction.trace import Note, Trace
from ssc_graph.pipeline.stages import extract_claims

_WIDTH = 120  # characters of a sentence that are shown


def explain(document: Document, *, sentence: int | None = None) -> str:
    """Return what the engine saw and did, sentence by sentence.

    Args:
        document: as :func:`ssc_graph.pipeline.read_document` returns it.
        sentence: show this sentence only; 1 is the first of the document.

    Raises:
        UsageError: the document has no such sentence.
        DocumentError: the document has no language.

    >>> import io
    >>> from ssc_graph.pipeline import read_document
    >>> text = explain(read_document(io.BytesIO(b"UNOSSC is part of the United Nations Development Programme.")))
    >>> "auth:unossc" in text
    True
    """
    trace = Trace()
    claims = extract_claims(document, trace=trace)
    trace.notes[:] = [note for note in trace.notes if note.kind != "claim"]
    trace.notes.extend(Note("claim", claim.evidence[0].start, claim.evidence[-1].end, _told(claim)) for claim in claims)
    sentences = sorted({(note.start, note.end) for note in trace.notes if note.kind == "sentence"})
    if sentence is not None and sentence > len(sentences):
        raise UsageError(f"the document has {len(sentences)} sentences, no sentence {sentence}", where=document.name)
    lines = [] if sentence else [f"{document.name}: {document.media_type}, language {document.language}, {len(claims)} claims"]
    lines.extend(_body(document, sentences, _by_sentence(trace, sentences), only=sentence))
    return "\n".join(lines)


def _by_sentence(trace: Trace, sentences: Sequence[tuple[int, int]]) -> dict[int, list[Note]]:
    """Return the notes by the number of the sentence in which they begin; those before the first sentence go with the first."""
    starts = [start for start, _ in sentences]
    found: dict[int, list[Note]] = {}
    for note in trace.notes:
        if note.kind != "sentence":
            found.setdefault(max(bisect_right(starts, note.start), 1), []).append(note)
    return found


def _body(document: Document, sentences: Sequence[tuple[int, int]], notes: dict[int, list[Note]], *, only: int | None) -> Iterator[str]:
    starts = [start for start, _ in sentences]
    for block in document.blocks:
        inside = range(bisect_left(starts, block.start) + 1, bisect_left(starts, block.end) + 1)
        if only is None or only in inside:
            yield _heading(block)
        for number in inside if only is None else {only} & set(inside):
            start, end = sentences[number - 1]
            yield f"  {number:>3}  {_place(start, end)}  {_short(document.text[start:end])}"
            yield from (_line(note, document) for note in notes.get(number, ()))


def _told(claim: Claim) -> str:
    """Return which rule made a claim and what it says."""
    said = " ".join(["denied"] * claim.negated + [claim.modality.value])
    source = f", according to {claim.attributed_to.id}" if claim.attributed_to else ""
    return f"{claim.rule}: {claim.subject.id} {claim.predicate} {claim.object_key} ({said}{source}, {claim.confidence})"


def _heading(block: Block) -> str:
    marker = f" {block.marker}" if block.marker else ""
    return f"{block.kind.value}{marker}  {_place(block.start, block.end)}"


def _line(note: Note, document: Document) -> str:
    return f"       {note.kind:<8} {_place(note.start, note.end)}  {_short(document.text[note.start : note.end])!r}  {note.detail}"


def _place(start: int, end: int) -> str:
    return f"[{start}:{end}]"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
