"""What the paragraphs of a resolution are: cover, formula, preamble, operative part, closing, annex; several resolutions in one file too.

The order is that of the United Nations Editorial Manual: title, formula ("The General Assembly,"), preambular paragraphs that begin with a
participle, operative paragraphs that begin with a verb in the present tense and are numbered unless there is only one, meeting and date,
annexes. A section may have a preamble of its own and may number its paragraphs anew.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field, replace
from typing import Final

from ssc_graph.document import Document
from ssc_graph.extraction.resolutions.beginnings import CLOSING, FORM, ITEM, LETTER, NUMBER, TITLE, Beginnings, beginnings
from ssc_graph.extraction.resolutions.layout import Flow, Layout, lay_out
from ssc_graph.extraction.resolutions.noise import blank, emphasis, front_matter, page_furniture
from ssc_graph.extraction.symbol_forms import BODIES, canonical, names_of, read_form
from ssc_graph.extraction.symbols import SymbolMention, find_symbols

_LONGEST_HEADING: Final = 250
_REST_OF_HEADER: Final = 60  # code points beside the symbol in a header line
#: A preambular paragraph ends with a comma and the number of a footnote; where one verb opens both kinds, as in Indonesian, that tells.
_RECITAL: Final = re.compile(r",\s*(?:\d{1,3}|[¹²³⁰⁴-⁹]+)?\s*\Z")
_TOP: Final = 3000  # code points in which a resolution shows its symbol


class Kind(enum.StrEnum):
    """What a paragraph is."""

    COVER = "cover"
    FORMULA = "formula"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    ITEM = "item"
    HEADING = "heading"
    TABLE = "table"
    OTHER = "other"
    CLOSING = "closing"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what it is.

    Args:
        kind: what it is.
        flow: its text.
        part: index of the resolution that it belongs to; -1 on the cover of all.
        number: of a numbered paragraph, else empty.
        section: letter or numeral of its section, or empty.
        body: where the text begins behind the number, in the flow.
    """

    kind: Kind
    flow: Flow
    part: int
    number: str = ""
    section: str = ""
    body: int = 0


@dataclass(frozen=True, slots=True)
class Adoption:
    """Who adopted a resolution and when, as one paragraph says: extents in its flow, empty where it does not say."""

    flow: Flow
    body: str = ""
    date: str = ""
    body_span: tuple[int, int] = (0, 0)
    date_span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One resolution of the file.

    Args:
        symbol: the mention of it that gives its names.
        body: code of the adopting body (:data:`ssc_graph.extraction.symbol_forms.BODIES`), or empty.
        adoptions: what is said of its adoption, the best source first.
        restarts: whether its sections number their paragraphs anew.
    """

    symbol: SymbolMention
    body: str
    adoptions: tuple[Adoption, ...] = ()
    restarts: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """A file of one or more resolutions.

    Args:
        whole: the file's own symbol (``A/RES/76/247 A-C``).
        parts: its resolutions.
        paragraphs: in document order.
        layout: footnotes and markers.
    """

    whole: SymbolMention
    parts: tuple[Part, ...]
    paragraphs: tuple[Paragraph, ...]
    layout: Layout


def read_structure(document: Document, *, language: str) -> Structure | None:
    """Return the structure of a resolution, or None where the document is none.

    Args:
        document: as read.
        language: whose tables to use.
    """
    patterns = beginnings(language)
    text = document.text
    is_said = document.metadata.genre == "resolution"
    signs = emphasis(text)
    cover_end = _cover_end(blank(text, signs), patterns)
    if cover_end < 0 and not is_said:
        return None
    front = front_matter(text)
    whole = _own_symbol(document, front)
    title = document.metadata.title if is_said else ""
    cover_end = max(0, cover_end)
    furniture = page_furniture(text, symbol=whole.symbol if whole else "", title=title or _title(text), cover_end=cover_end)
    layout = lay_out(text, [*furniture, *signs, *([front] if front[1] else [])], opens=patterns.opens, cover_end=cover_end)
    return _Classifier(patterns, whole, resolution=is_said).read(layout)


def _own_symbol(document: Document, front: tuple[int, int]) -> SymbolMention | None:
    """The file's symbol: from its metadata, its front matter, or a line near the top that holds little else."""
    lines = [document.metadata.symbol, *re.findall(r"(?m)^symbol:[ \t]*[\"']?([A-Z][^\n\"']*)", document.text[: front[1]])]
    lines += document.text[front[1] : front[1] + _TOP].split("\n")[:80]
    for line in (" ".join(line.split()) for line in lines):
        for mention in find_symbols(line):
            alone = mention.start == 0 or mention.end == len(line)
            full = mention.kind == "resolution" and mention.phrase_start == mention.start and "/R" in line[mention.start : mention.end]
            if alone and full and len(line) - (mention.end - mention.start) <= _REST_OF_HEADER:
                return mention
    return None


def _title(text: str) -> str:
    match = re.search(rf"(?m)^[ \t]*{FORM}\.\s+(\S[^\n]*(?:\n(?!The |Majelis |Dewan )[^\n]+){{0,4}})", text[: 2 * _TOP])
    return match[1] if match else ""


def _cover_end(text: str, patterns: Beginnings) -> int:
    """Where the first formula stands, -1 where none does; the symbol and the title stand before it."""
    place = 0
    for line in text.split("\n"):
        if patterns.is_formula(line.strip()):
            return place
        place += len(line) + 1
    return -1


@dataclass
class _Found:
    """A resolution as far as it is read."""

    title: str = ""
    letter: str = ""
    body: str = ""
    formula: Adoption | None = None
    adoption: Adoption | None = None
    closing: Adoption | None = None
    numbers: list[str] = field(default_factory=list)


class _Classifier:
    """One pass over the paragraphs."""

    def __init__(self, patterns: Beginnings, whole: SymbolMention | None, *, resolution: bool) -> None:
        self.patterns = patterns
        self.whole = whole
        self.resolution = resolution
        self.parts: list[_Found] = []
        self.paragraphs: list[Paragraph] = []
        self.region = Kind.COVER
        self.section = ""
        self.last = Kind.COVER
        self.cover = _Found()

    def read(self, layout: Layout) -> Structure | None:
        """Return the structure, or None where there is no resolution."""
        for flow in layout.paragraphs:
            kind = self._kind(flow)
            if kind is not None:
                self._add(kind, flow)
        operative = any(paragraph.kind is Kind.OPERATIVE for paragraph in self.paragraphs)
        if not self.parts or not (operative or any(part.adoption for part in self.parts)):
            return None
        parts = tuple(self._part(part) for part in self.parts)
        if any(part is None for part in parts):
            return None
        known = tuple(part for part in parts if part is not None)
        return Structure(self.whole or known[0].symbol, known, tuple(self.paragraphs), layout)

    def _add(self, kind: Kind, flow: Flow) -> None:
        number = NUMBER.match(flow.text) if kind is Kind.OPERATIVE else None
        part = len(self.parts) - 1
        self.paragraphs.append(Paragraph(kind, flow, part, number["number"] if number else "", self.section, number.end() if number else 0))
        if number:
            self.parts[part].numbers.append(number["number"])
        self.last = kind

    def _kind(self, flow: Flow) -> Kind | None:
        """What a paragraph is; the state moves on."""
        words = flow.text
        if match := self.patterns.is_formula(words.strip()):
            self._begin(flow, match.groupdict().get("body") or words.strip().removeprefix("The ").rstrip(","))
            return Kind.FORMULA
        if self.region in {Kind.PREAMBLE, Kind.OPERATIVE}:
            return self._in_body(flow, words)
        if self.region is Kind.ANNEX and not TITLE.match(words):
            return Kind.ANNEX
        return self._on_cover(flow, words)

    def _on_cover(self, flow: Flow, words: str) -> Kind:
        """Before a formula: the cover, or what stands between two resolutions."""
        if title := TITLE.match(words):
            self.cover.title = title["number"] or title["council"]
        elif letter := LETTER.fullmatch(words.strip()):
            self.cover.letter = letter["letter"]
        elif self.patterns.adoption(words):
            self.cover.adoption = self._adoption(flow)
        elif self.region is Kind.CLOSING and self.patterns.annex.match(words):
            self.region = Kind.ANNEX
            return Kind.ANNEX
        elif self.region is Kind.CLOSING and self.parts and (date := self.patterns.date.search(words)) and len(words) <= 40:  # noqa: PLR2004
            self._close(flow, date)
        elif self.resolution and not self.parts and self.cover.title and self.patterns.opens(words, True) == "body":
            self._begin(None, "")
            return self._in_body(flow, words)
        return self.region

    def _in_body(self, flow: Flow, words: str) -> Kind:
        """Between a formula and the closing."""
        if CLOSING.match(words):
            self.region = Kind.CLOSING
            if date := self.patterns.date.search(words):
                self._close(flow, date)
            return Kind.CLOSING
        if self.patterns.annex.match(words) and len(words) <= _LONGEST_HEADING and not words.rstrip().endswith((",", ";")):
            self.region = Kind.ANNEX
            return Kind.ANNEX
        if letter := LETTER.fullmatch(words.strip()):
            self.section = letter["letter"]
            self.cover.letter = letter["letter"]
            return Kind.HEADING
        if title := TITLE.match(words):
            self.cover.title = title["number"] or title["council"]
            return Kind.HEADING
        return self._paragraph(words)

    def _paragraph(self, words: str) -> Kind:
        opening = self.patterns.opens(words, True)
        if "\t" in words and not opening:
            return Kind.TABLE
        if ITEM.match(words):
            return Kind.ITEM
        recital = self.patterns.preambular.match(words) and _RECITAL.search(words) and not NUMBER.match(words)
        if opening and not recital and (NUMBER.match(words) or self.patterns.operative.match(words)):
            self.region = Kind.OPERATIVE
            return Kind.OPERATIVE
        if opening:
            return Kind.PREAMBLE
        if len(words) <= _LONGEST_HEADING and not words.rstrip().endswith((".", ";", ",", ":")):
            return Kind.HEADING
        return Kind.ITEM if self.last in {Kind.OPERATIVE, Kind.ITEM} else Kind.OTHER

    def _begin(self, flow: Flow | None, body: str) -> None:
        """A formula opens a resolution."""
        code = next((code for code, known in BODIES.items() if body.lower() in {name.lower() for name in names_of(known)}), "")
        formula = None
        if flow is not None and body:
            start = flow.text.find(body)
            formula = Adoption(flow, body, body_span=(start, start + len(body)))
        adoption = self.cover.adoption or (self.parts[-1].adoption if self.parts else None)
        title = self.cover.title or (self.parts[-1].title if self.parts else "")
        self.parts.append(_Found(title, self.cover.letter, code, formula, adoption))
        self.cover = _Found()
        self.region = Kind.PREAMBLE
        self.section = ""

    def _adoption(self, flow: Flow) -> Adoption:
        match = self.patterns.adoption(flow.text)
        assert match is not None  # noqa: S101 (the caller has seen it)
        date = self.patterns.date.search(flow.text, match.end())
        return Adoption(flow, match["body"], date.group() if date else "", match.span("body"), date.span() if date else (0, 0))

    def _close(self, flow: Flow, date: re.Match[str]) -> None:
        if self.parts[-1].closing is None:
            self.parts[-1].closing = Adoption(flow, date=date.group(), date_span=date.span())

    def _part(self, found: _Found) -> Part | None:
        """The resolution with its symbol, or None where nothing tells it."""
        body = found.body
        symbol = self._symbol(found, body)
        if symbol is None:
            return None
        sources = [source for source in (found.adoption, found.closing, found.formula) if source]
        restarts = len(set(found.numbers)) < len(found.numbers)
        return Part(symbol, body or (symbol.body if symbol.body in BODIES else ""), tuple(sources), restarts=restarts)

    def _symbol(self, found: _Found, body: str) -> SymbolMention | None:
        whole = self.whole
        if found.title:
            form = read_form(found.title)
            symbol = canonical(form, body or (whole.body if whole and whole.body in BODIES else "A"), "resolution")
            if symbol and (whole is None or not whole.symbol.startswith(symbol)):
                whole = SymbolMention(-1, -1, symbol, form.number, body or "A", "resolution")
        if whole is None:
            return None
        several = re.search(r" [A-Z]-[A-Z]$", whole.symbol)
        if found.letter and (several or len(self.parts) > 1):
            base = re.sub(r" [A-Z](?:-[A-Z])?$", "", whole.symbol)
            number = re.sub(r" [A-Z](?:-[A-Z])?$", "", whole.number)
            return replace(whole, symbol=f"{base} {found.letter}", number=f"{number} {found.letter}", aliases=())
        return whole
