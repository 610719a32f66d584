"""Paragraphs of a resolution, whole again: lines joined that the page had broken, page headers and footnotes taken out of the way."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ssc_graph.claims import Evidence
from ssc_graph.extraction.acts import either, kinds, words
from ssc_graph.extraction.resolutions.beginnings import BARE, NUMBER
from ssc_graph.extraction.resolutions.noise import FOOTNOTE, RULE, SIGNED, Footnote, Marker, Span, blank, find_markers, lines_of, number_of

_TERMINAL: Final = (".", ";", ":", ",", "!", "?", "”", '"')
#: A line that ends so goes on, though the next one may look like a title ("resolution / 87/2. The Assembly").
_JOINTS: Final = (*words("conjunctions"), *words("alternatives"))
_HANGING: Final = re.compile(rf"\b(?:{either((*kinds('resolution'), *kinds('decision'), *_JOINTS, 'nomor', 'No.', 'núm.'))})\Z|,\Z")
#: A hyphen at the end of a line, unless another half follows ("low- and middle-income").
_HYPHEN: Final = re.compile(rf"(?<=\w)-(?P<gap>[ \t]*\n\s*)(?=[^\W\d_])(?!(?:{either((*_JOINTS, 'to'))})\b)")
#: The number of a footnote behind a stop, where no footnote was found for it.
_POINTER: Final = re.compile(r"(?<=[^\W\d_][.;:,])\d{1,3}\Z")
_ENDING: Final = 200  # code points by which a line tells whether the next goes on with it
_PAGE: Final = 12_000  # code points above a footnote in which its sign stands
_LONGEST_NOTES: Final = 80  # lines of the footnotes of a page
_LONGEST_NOTE: Final = 4  # lines of a footnote without a rule above it, behind its first
_RULELESS: Final = re.compile(r"[ \t]*(?P<number>\d{1,3}) {1,4}(?=(?:[A-Z“]|See\b|Ibid)[^\t]*\Z)|[ \t]*(?P<sign>\*{1,3})[ \t]+(?=[A-Z“])")


class Flow:
    """A paragraph's text without what interrupts it, and the way back to the document.

    Args:
        source: the document's text.
        clean: the same with page furniture, footnotes and markers blanked.
        segments: the pieces of the paragraph, in order.
    """

    __slots__ = ("_flow", "_source", "segments", "text")

    def __init__(self, source: str, clean: str, segments: Sequence[Span]) -> None:
        self._source = source
        self.segments = tuple(piece for segment in segments for piece in _unhyphened(clean, segment))
        self._flow: list[int] = []
        parts: list[str] = []
        length = 0
        for start, end in self.segments:
            glue = "" if not parts or _hyphenated(parts[-1], clean[start:end]) else " "
            self._flow.append(length + len(glue))
            parts.append(glue + clean[start:end])
            length += len(parts[-1])
        self.text = "".join(parts)

    def at(self, place: int) -> int:
        """Return the document's offset of a place in the flow."""
        index = max(0, bisect_right(self._flow, place) - 1)
        start, end = self.segments[index]
        return min(start + place - self._flow[index], end)

    def spans(self, start: int, end: int) -> list[Span]:
        """Return the document's extents of a stretch of the flow; pieces with only white space between them are one."""
        found: list[Span] = []
        for index, (first, last) in enumerate(self.segments):
            offset = first - self._flow[index]
            left, right = max(first, start + offset), min(last, end + offset)
            while left < right and self._source[left].isspace():
                left += 1
            while left < right and self._source[right - 1].isspace():
                right -= 1
            if left >= right:
                continue
            if found and not self._source[found[-1][1] : left].strip():
                found[-1] = (found[-1][0], right)
            else:
                found.append((left, right))
        return found

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Return the document's characters of a stretch of the flow."""
        return tuple(Evidence(left, right, self._source[left:right]) for left, right in self.spans(start, end))


def _unhyphened(clean: str, segment: Span) -> list[Span]:
    """A segment parted where a line ends in a hyphen, so that "Secretary-General" is one word again."""
    start, end = segment
    cuts = [match.span("gap") for match in _HYPHEN.finditer(clean, start, end)]
    edges = [start, *(place for cut in cuts for place in cut), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _hyphenated(before: str, behind: str) -> bool:
    """Whether two pieces of a paragraph are halves of one word."""
    return _HYPHEN.match(f"{before[-2:]}\n{behind[:6]}", 1) is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """The text taken apart.

    Args:
        paragraphs: of cover, body and annexes, in document order.
        footnotes: with their flows.
        markers: places in the text that point to footnotes.
    """

    paragraphs: tuple[Flow, ...]
    footnotes: tuple[tuple[Footnote, Flow], ...]
    markers: tuple[Marker, ...]


#: Tells what a line begins: ``own`` (a title, a formula, a closing line), ``body`` (a paragraph or an item) or nothing (an empty string).
#: The flag says whether a blank line stands before it.
Opens = Callable[[str, bool], str]


def lay_out(text: str, furniture: Sequence[Span], *, opens: Opens, cover_end: int) -> Layout:
    """Take a text apart into paragraphs and footnotes.

    Args:
        text: the document's text.
        furniture: extents of page headers and the like.
        opens: tells a beginning from a continuation.
        cover_end: where the cover ends.
    """
    clean = blank(text, furniture)
    printed = [(start, end, bool(text[start:end].strip())) for start, end in lines_of(text)]
    footnotes, body = _split(clean, printed, opens)
    clean = blank(clean, [(note.start, note.end) for note in footnotes])
    markers = find_markers(clean, footnotes=footnotes, begins=cover_end)
    clean_body = blank(clean, [(marker.start, marker.end) for marker in markers])
    paragraphs = _paragraphs(clean_body, body, opens)
    flows = tuple(Flow(text, clean_body, segments) for segments in paragraphs)
    without = blank(text, furniture)
    notes = tuple((note, Flow(text, without, _trimmed(without, [(note.body, note.end)]))) for note in footnotes)
    return Layout(flows, notes, tuple(markers))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    gap: bool
    broken: bool


def _split(clean: str, printed: Sequence[tuple[int, int, bool]], opens: Opens) -> tuple[list[Footnote], list[_Line]]:
    """Footnotes, and the lines of everything else; ``gap``: a blank line stands before; ``broken``: a page ends before."""
    footnotes: list[Footnote] = []
    body: list[_Line] = []
    inside, paused, gap, broken, last = False, False, True, False, 0
    for place, (start, end, was_printed) in enumerate(printed):
        line = clean[start:end]
        if not line.strip():
            gap, broken = gap or not was_printed, broken or was_printed
            inside, paused = inside and not was_printed, paused or (inside and was_printed)
            continue
        if RULE.fullmatch(line) and _note_follows(clean, printed, place + 1):
            inside = broken = True
            continue
        note = FOOTNOTE.match(line)
        if note and not inside and not paused and _opens_notes(clean, printed, place, last, opens):
            inside = True
        number = number_of(note) if note else 0
        bracketed = bool(note and note["bracket"])
        inside = inside or (paused and number == last + 1)  # footnotes that go on behind a page's header
        paused = False
        due = number in {1, last + 1} or not last or number >= SIGNED or (gap and number > last)
        if note and (bracketed or (inside and due)):
            inside, last = True, number if number < SIGNED else last
            footnotes.append(Footnote(number, start, end, start + note.end()))
        elif inside and not _leaves(line, gap=gap, body=body, clean=clean, opens=opens):
            note_before = footnotes[-1]
            footnotes[-1] = Footnote(note_before.number, note_before.start, end, note_before.body)
        else:
            inside = False
            body.append(_Line(start, end, gap, broken))
            broken = False
        gap = False
    return footnotes, body


def _note_follows(clean: str, printed: Sequence[tuple[int, int, bool]], place: int) -> bool:
    for start, end, _ in printed[place : place + 4]:
        if clean[start:end].strip():
            return bool(FOOTNOTE.match(clean, start, end))
    return False


def _opens_notes(clean: str, printed: Sequence[tuple[int, int, bool]], place: int, last: int, opens: Opens) -> bool:
    """Whether footnotes begin here without a rule above them, as in the text of a PDF: they count on, and fill the page to its end.

    The text above must point to the first of them.
    """
    first = _RULELESS.match(clean, printed[place][0], printed[place][1])
    if first is None or (first["number"] and int(first["number"]) != last + 1):
        return False
    due, more = (int(first["number"]) if first["number"] else 0), 0
    for start, end, was_printed in printed[place + 1 : place + 1 + _LONGEST_NOTES]:
        words = clean[start:end].strip()
        if not words and was_printed:
            break  # a page header: the page ends
        note = _RULELESS.match(clean, start, end)
        if note and (note["sign"] or int(note["number"]) == due + 1):
            due, more = due + bool(note["number"]), 0
        elif words:
            more += 1
            if more > _LONGEST_NOTE or opens(words, True) == "own" or NUMBER.match(words):
                return False
    else:
        if place + _LONGEST_NOTES < len(printed) - 1:
            return False
    sign = re.escape(first["number"] or first["sign"])
    above = clean[max(0, printed[place][0] - _PAGE) : printed[place][0]]
    return re.search(rf"(?<=[^\W\d_]|[,;.:)”’]){sign}(?![\w*/-])", above) is not None


def _leaves(line: str, *, gap: bool, body: Sequence[_Line], clean: str, opens: Opens) -> bool:
    """Whether a line among footnotes belongs to the body again: a beginning, or the rest of a sentence that the page cut."""
    kind = opens(line.strip(), gap)
    if kind == "own" or (kind and gap):
        return True
    cut = bool(body) and not clean[body[-1].start : body[-1].end].rstrip().endswith(_TERMINAL)
    return gap and cut and line.strip()[0].islower()


def _paragraphs(clean: str, lines: Sequence[_Line], opens: Opens) -> list[list[Span]]:
    """Lines joined to paragraphs; each a list of extents."""
    found: list[list[Span]] = []
    running = False
    for line in lines:
        words = clean[line.start : line.end].strip()
        if not words:
            continue
        before = _ending(clean, found[-1][-1]) if found else ""
        kind = opens(words, line.gap)
        if found and kind != "own" and BARE.fullmatch(before):
            joined = True
        elif not found or (kind == "own" and (line.gap or not (words[0].isdigit() and _HANGING.search(before)))):
            joined = False
        elif line.gap or line.broken:
            joined = not kind and running and _continues(before, words, broken=line.broken)
        else:
            joined = kind in {"", "own"} or (running and not before.endswith(_TERMINAL))
        if joined:
            _append(clean, found[-1], line)
        else:
            found.append(_trimmed(clean, [(line.start, line.end)]))
            running = kind == "body"
    return found


def _ending(clean: str, segment: Span) -> str:
    """How a piece of a paragraph ends, without white space and a footnote's number."""
    start, end = segment
    return _POINTER.sub("", clean[max(start, end - _ENDING) : end].rstrip())


def _continues(before: str, words: str, *, broken: bool) -> bool:
    """Whether a paragraph that a page or a blank line cut goes on."""
    if words[0].islower():
        return True
    if before.endswith(_TERMINAL):
        return broken and before.endswith(",") and not words[0].isupper()
    return "\t" not in words


def _append(clean: str, segments: list[Span], line: _Line) -> None:
    start, end = _trimmed(clean, [(line.start, line.end)])[0]
    if clean[segments[-1][1] : start].strip(" ") in {"", "\n"} and not line.broken:
        segments[-1] = (segments[-1][0], end)
    else:
        segments.append((start, end))


def _trimmed(clean: str, spans: Sequence[Span]) -> list[Span]:
    found = []
    for start, end in spans:
        left, right = start, end
        while left < right and clean[left].isspace():
            left += 1
        while left < right and clean[right - 1].isspace():
            right -= 1
        found.append((left, right))
    return found
