"""United Nations document symbols and numbered resolutions in running text, in the languages of ``acts/``.

``resolutions 33/134, 64/222 and 73/291``, ``resolusi Majelis Umum PBB nomor 33/134``, ``2625 (XXV)``, ``A/75/463/Add.2``: each mention
gets the full symbol of the document. Numbers of the General Assembly, the Security Council, the Economic and Social Council and the
Human Rights Council look alike, so the body is read from the words around the number, then from the number's form, then from the
caller's default. One compiled pattern and one pass over its tokens: time is linear in the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ssc_graph.claims import Label
from ssc_graph.extraction.acts import LANGUAGES, acts, either, every, kinds, words
from ssc_graph.extraction.symbol_forms import BODIES, body_of, canonical, full_symbol, is_full, read_form
from ssc_graph.extraction.symbol_stretches import stretches
from ssc_graph.lexicon import flatten

_MONTHS: Final = {name: number for language in LANGUAGES for number, name in enumerate(acts(language).lists["months"], 1)}

_NAMES: Final = {name: code for code, body in BODIES.items() for names in body.names.values() for name in names} | dict.fromkeys(
    words("short bodies"), ""
)
_BODY: Final = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_NAMES, key=len, reverse=True))
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LINKS: Final = frozenset(part for link in words("date links") for part in link.split())
#: A letter behind a number ("57/270 B", "76/247 A-C"), unless it begins a word or a sentence ("70/1 A new agenda").
_LETTER: Final = (
    r"(?:\s?(?<!\d[A-Z])[A-Z](?![\w’'])(?!\.\w)(?:\s?[-–,]\s?[A-Z](?![\w’']))*(?:\s(?:" + every("letters") + r")\s[A-Z](?![\w’'.]))?"
    r"(?!\s+(?!(?:" + every("goes on") + r")\b)[a-z]))"
)
_HEAD: Final = either((*kinds("resolution"), *kinds("decision")))
_LINK: Final = rf"(?:(?i:{every('date links')})\s+)?"
_SESSION: Final = r"\s?\((?:(?:E?S-)?[IVXLC]+|(?:19[4-9]|20\d)\d)\)"
_FAMILIES: Final = (
    "ST|TD|UNEP|FCCC|CBD|CD|CRC|CEDAW|CCPR|CERD|CAT|CMW|CRPD|CED|DP|UNW|ICCD|UNCTAD|ISBA|HSP|GC|HRI|LOS|SPLOS|NPT|BWC|JIU|CM|"
    "UNITAR|SAICM|TAD"
)
_ORGANS: Final = "RES|Res|DEC|Dec|PRST|CONF|HRC|AC|C|CN|ES|S|PV|INF|BUR|Agenda|ICEF|ESCAP|ECA|ECE|ECLAC|ESCWA|NGO|L|WG|SPC|CPC"
_REST: Final = r"(?:/[A-Za-z0-9](?:[A-Za-z0-9.]|\([A-Z0-9-]{1,6}\)|-(?![A-Z]{1,5}/))*)"

_TOKEN: Final = re.compile(
    rf"""
      (?P<symbol>(?<![\w/.])(?:
            (?:[AEST]/(?:(?:{_ORGANS})(?:[-.]?[A-Z]?\.?\d+)?{_REST}+ | (?:{_ORGANS})\.\d+ | \d{{1,2}}{_REST}+ | \d{{4}}{_REST}+ | \d{{3,6}})
              | (?:{_FAMILIES})(?:\((?:\d{{1,3}}|[IVXLC]+)\))?{_REST}+ )
            (?:[-–](?:[AEST]|{_FAMILIES}){_REST}+)* | WHA\d{{1,2}}\.\d{{1,3}}(?![\w.]\w)
          ))
    | (?P<stop>[.!?](?=[”"’'\])]*\s+[A-Z“"(\[])|\n[ \t]*\n)
    | (?P<head>\b(?i:{_HEAD})\b|\b(?:UNSCR|UNGAR|Res\.))
    | (?P<body>\b(?:{_BODY})\b)
    | (?P<date>\b(?:(?i:{_MONTH})\s+\d{{1,2}},|\d{{1,2}}\s+{_LINK}(?i:{_MONTH}))\s+{_LINK}(?:1[89]|20)\d\d)
    | (?P<number>(?<![\w/.,(–-])(?<!\d[ ]/)(?:
            E?S-\d{{1,2}}/\d{{1,3}}(?![\w/]){_LETTER}?
          | \d{{1,3}}/(?:CP|CMP|CMA|COP)\.\d{{1,2}}(?!\w) | (?:SS\.)?[IVXLC]+/\d{{1,3}}(?![\w/])
          | \d{{1,4}}/\d{{1,4}}(?![\d/]){_LETTER}?(?!\w)
          | \d{{1,4}}(?:\s[A-Z])?{_SESSION}
          | \d{{1,3}}\.\d{{1,3}}(?![\w/]|\.\d)
          | \d{{3,4}}(?![\w/(-]|\s?\()
          ))
    """,
    re.VERBOSE,
)
_SYMBOL_END: Final = re.compile(rf"(?<=\d){_SESSION}[A-Z]?|{_LETTER}")
#: What may stand between "resolution" and its number.
_GLUE: Final = re.compile(
    rf"[\s:(]*(?:(?:{every('numbering')})(?!\w)[\s.:(]*)*",
    re.IGNORECASE,
)
#: What may stand between two numbers of one series.
_TIGHT: Final = re.compile(rf"\)?[\s,;]*(?:annex(?:es)?(?:\s+[IVX]+)?,?)?[\s,;]*(?:{every('joints')})?[\s,;]*(?:in\s+)?")
_LOOSE: Final = re.compile(rf"(?:[,;]|\b(?:{every('loose joints')}))\s+(?:in\s+)?$")
_APPOSED: Final = re.compile(rf",?\s+(?:{every('apposed')})\s")
_FARTHEST: Final = 300
_DECISIONS: Final = kinds("decision")
_SEVERAL: Final = frozenset(words("several"))
_DATE_GLUE: Final = re.compile(rf"\)?\s*,?\s*\(?\s*(?:{every('dated')})?\s*", re.IGNORECASE)
_OF_BODY: Final = re.compile(rf"\s*,?\s*(?:{every('of body')})\s+(?:(?:{every('articles')})\s+)?", re.IGNORECASE)
_OF_YEAR: Final = re.compile(rf"\s+(?:{every('of year')})\s+((?:19|20)\d\d)(?!\d)")
#: A body that numbers its resolutions its own way, named right before the number: "Commission on Narcotic Drugs resolution 62/1".
_FOREIGN: Final = re.compile(
    r"(?!(?:See|The|In|By|For|And|(?:Recall|Reaffirm|Not|Welcom|Endors|Consider|Reiterat|Emphasiz|Recogniz)ing)\s)(?:\b[A-Z][\w’-]*\s+(?:(?:of|on|for|the|to|and|in)\s+)*)*?"
    r"\b(?:Commission|Committee|Conference|Board|Council|Assembly|Congress|Parties|Programme|Organization|Agency|Committee)\b"
    r"(?:\s+(?:(?:of|on|for|the|to|and|in)\s+)*[A-Z][\w’-]*){0,8}(?:['’]s?)?\s+$"
)
#: The same named behind the number: "resolution 79/4 of 19 May 2023 of the Economic and Social Commission for Asia and the Pacific".
_OF_OTHER: Final = re.compile(
    r"\s+of\s+the\s+(?P<name>(?:[A-Z][\w’-]*\s+(?:(?:of|on|for|and)\s+(?:the\s+)?)*){0,8}?(?:Commission|Committee|Conference|Board|Congress|Forum)\b"
    r"(?:\s+(?:of|on|for|to)\s+(?:the\s+)?[A-Z][\w’-]*(?:\s+(?:(?:of|on|for|and|the)\s+)*[A-Z][\w’-]*){0,9})?)"
)
_NAMED: Final = re.compile(rf"\b(?:{_BODY})\b")
_LONGEST_ISSUER: Final = 160


@dataclass(frozen=True, slots=True)
class SymbolMention:
    """A United Nations document named in a text by its symbol or number.

    Args:
        start, end: the symbol or the number with its letter (``57/270 B``).
        symbol: full symbol (``A/RES/57/270 B``); where the body is not known, the number.
        number: number of a resolution or decision (``57/270 B``, ``2623 (2022)``), else empty.
        body: ``A``, ``S``, ``E``, ``HRC``, ``UNEA``, ``document`` or, where nothing tells it, empty.
        kind: ``resolution``, ``decision`` or ``document``.
        phrase_start: where the naming phrase begins: with the body's name or the word "resolution" for the first of a series.
        phrase_end: where it ends, with the date.
        date: ``1978-12-19`` where the text says "of 19 December 1978", ``1978`` for "tahun 1978", else empty.
        issuer: name of a body that is none of the five, as it stands in the text.
        aliases: other symbols of the same document.
    """

    start: int
    end: int
    symbol: str
    number: str
    body: str
    kind: str
    phrase_start: int = -1
    phrase_end: int = -1
    date: str = ""
    issuer: str = ""
    aliases: tuple[str, ...] = ()


def find_symbols(text: str, *, default_body: str = "A", plain: str | None = None) -> list[SymbolMention]:
    """Return the symbols and numbered resolutions in a text, left to right.

    Args:
        text: any text; offsets are code points of it.
        default_body: code of the body that is meant where the text names none ("its resolution 64/222").
        plain: the same text flattened, if the caller has it.

    Raises:
        ValueError: ``default_body`` is no code of :data:`ssc_graph.extraction.symbol_forms.BODIES`.

    >>> [mention.symbol for mention in find_symbols("resolutions 33/134, 64/222 and 73/291 of 15 April 2019")]
    ['A/RES/33/134', 'A/RES/64/222', 'A/RES/73/291']
    >>> find_symbols("Resolusi Dewan Keamanan PBB 2623 (2022)")[0].symbol
    'S/RES/2623(2022)'
    """
    if default_body not in BODIES:
        raise ValueError(f"unknown body {default_body!r}")
    reader = _Reader(text, default_body)
    for start, end in stretches(text, flatten(text) if plain is None else plain):
        reader.leave()
        for match in _TOKEN.finditer(text, start):
            if match.start() >= end:
                break
            reader.take(match)
    return list(_with_years(_with_issuer(mention, text) for mention in reader.found))


@dataclass(slots=True)
class _Head:
    """The word "resolution" with what is known of its body, while numbers may follow."""

    start: int
    end: int
    kind: str
    named: str
    issuer: str
    first: int
    several: bool = False
    count: int = 0
    last: int = 0


class _Reader:
    """The state of one pass."""

    def __init__(self, text: str, default: str) -> None:
        self.text = text
        self.default = default
        self.found: list[SymbolMention] = []
        self.head: _Head | None = None
        self.body: tuple[int, int, str] | None = None
        self.loose: re.Match[str] | None = None

    def leave(self) -> None:
        """Forget what the last sentence said."""
        self.head = self.body = self.loose = None

    def take(self, match: re.Match[str]) -> None:
        """Read one token."""
        if match.lastgroup != "date":
            self.loose = None
        getattr(self, f"_{match.lastgroup}")(match)

    def _stop(self, match: re.Match[str]) -> None:
        del match
        self.head = self.body = None

    def _head(self, match: re.Match[str]) -> None:
        word = match.group().lower()
        start, named, issuer = match.start(), "", ""
        if word == "unscr":
            named = "S"
        elif self.body and re.fullmatch(r"(?:['’]s)?\s+", self.text[self.body[1] : match.start()]):
            start, named = self.body[0], self.body[2]
            foreign = _foreign(self.text, match.start()) if self.text[self.body[0] : self.body[1]] in {"Council", "Assembly"} else None
            if foreign and foreign[0] < start:
                start, issuer = foreign
                named = ""
        elif foreign := _foreign(self.text, match.start()):
            start, issuer = foreign
        kind = "decision" if word in _DECISIONS else "resolution"
        self.head = _Head(start, match.end(), kind, named, issuer, len(self.found), word in _SEVERAL, last=match.end())

    def _body(self, match: re.Match[str]) -> None:
        code = _NAMES[" ".join(match.group().split())]
        head = self.head
        if head and not head.count and _GLUE.fullmatch(self.text, head.end, match.start()):
            head.named, head.end, head.last = code, match.end(), match.end()
        elif head and head.count and not head.named and code and _OF_BODY.fullmatch(self.text, head.last, match.start()):
            for place in range(head.first, len(self.found)):
                self.found[place] = _of_body(self.found[place], code, self.text, match.end())
        if code:
            self.body = (match.start(), match.end(), code)
        elif self.body is None or self.body[1] < match.start():
            self.body = (match.start(), match.end(), self.body[2] if self.body else "")

    def _date(self, match: re.Match[str]) -> None:
        date = iso_date(match.group())
        if self.loose is not None and date:
            number, self.loose = self.loose, None
            if _DATE_GLUE.fullmatch(self.text, number.end(), match.start()):
                self._accept(number)
        if self.found and self.head and date and _DATE_GLUE.fullmatch(self.text, self.found[-1].end, match.start()):
            self.found[-1] = replace(self.found[-1], date=date, phrase_end=match.end())
            self.head.last = match.end()

    def _number(self, match: re.Match[str]) -> None:
        head = self.head
        if head is None:
            return
        if head.count:
            gap = match.start() - head.last
            if gap <= _FARTHEST and _TIGHT.fullmatch(self.text, head.last, match.start()):
                self._accept(match)
            elif gap <= _FARTHEST and _LOOSE.search(self.text, max(head.last, match.start() - 12), match.start()):
                if head.several and _APPOSED.match(self.text, head.last) and _APPOSED.match(self.text, match.end()):
                    self._accept(match)  # "resolutions 5/1, on its methods, and 5/2, on its code of conduct"
                else:
                    self.loose = match  # taken if a date follows
        elif match.start() - head.end <= _FARTHEST and _GLUE.fullmatch(self.text, head.end, match.start()):
            self._accept(match)

    def _accept(self, match: re.Match[str]) -> None:
        head = self.head
        assert head is not None  # noqa: S101 (only called with an open head)
        form = read_form(match.group())
        if (form.shape == "bare" and head.named != "S") or (form.shape == "dotted" and head.named != "WHA"):
            return
        context = self.body[2] if self.body else ""
        body = "" if head.issuer else body_of(form, named=head.named, context=context, default=self.default)
        symbol = canonical(form, body, head.kind) or form.number
        if head.issuer:
            symbol = f"{head.issuer} {head.kind} {form.number}"
        start = match.start() if head.count else head.start
        self.found.append(
            SymbolMention(match.start(), match.end(), symbol, form.number, body, head.kind, start, match.end(), issuer=head.issuer)
        )
        if year := _OF_YEAR.match(self.text, match.end()):
            self.found[-1] = replace(self.found[-1], date=year[1], phrase_end=year.end())
        head.count += 1
        head.last = self.found[-1].phrase_end

    def _symbol(self, match: re.Match[str]) -> None:
        raw = match.group().rstrip(".-–")
        if not any(c.isdigit() for c in raw):
            return
        end = match.start() + len(raw)
        organ = re.search(r"/(?:RES|Res|DEC|Dec)[/.]", raw)
        if organ and (suffix := _SYMBOL_END.match(self.text, end)):
            end = suffix.end()
        read = full_symbol(" ".join(self.text[match.start() : end].split()))
        head = self.head
        start = match.start()
        if head and not head.count and _GLUE.fullmatch(self.text, head.end, start):
            start = head.start
        self.found.append(
            SymbolMention(match.start(), end, read.symbol, read.number, read.body, read.kind, start, end, aliases=read.aliases)
        )
        if head:
            head.count += 1
            head.last = end


def _foreign(text: str, end: int) -> tuple[int, str] | None:
    """The name of another body right before ``end``, with where it begins."""
    start = max(0, end - 140)
    words = text[start:end]
    cut = max(words.rfind(mark) for mark in ",;:.(\n")
    match = _FOREIGN.search(words, cut + 1)
    if match is None:
        return None
    name = re.sub(r"['’]s?$", "", match.group().strip())
    return start + match.start(), name


def _of_body(mention: SymbolMention, code: str, text: str, end: int) -> SymbolMention:
    """The mention with the body that is named behind it ("resolution 42/12 of the Human Rights Council")."""
    if mention.body == "document" or not mention.number:
        return mention
    if is_full(text[mention.start : mention.end]):  # "resolution A/RES/70/1 of the General Assembly": the symbol tells the body
        return replace(mention, phrase_end=max(mention.phrase_end, end))
    form = read_form(text[mention.start : mention.end])
    body = body_of(form, named=code, context=code, default=code)
    return replace(mention, body=body, symbol=canonical(form, body, mention.kind) or form.number, phrase_end=max(mention.phrase_end, end))


def iso_date(written: str) -> str:
    """Return ``1978-12-19`` of "19 December 1978" or "December 19, 1978"; empty where the calendar has no such day.

    >>> iso_date("19 Desember 1978")
    '1978-12-19'
    """
    parts = [part for part in written.replace(",", " ").split() if part.lower() not in _LINKS]
    day, month = (parts[0], parts[1]) if parts[0].isdigit() else (parts[1], parts[0])
    try:
        return dt.date(int(parts[2]), _MONTHS[month.lower()], int(day)).isoformat()
    except (KeyError, ValueError):
        return ""


def _with_issuer(mention: SymbolMention, text: str) -> SymbolMention:
    """The mention with the other body that is named behind it ("resolution 79/4 of the Economic Commission for Africa")."""
    if not mention.number or mention.issuer or is_full(text[mention.start : mention.end]):
        return mention
    match = _OF_OTHER.match(text, mention.phrase_end, mention.phrase_end + _LONGEST_ISSUER)
    if match is None or match["name"] in _NAMES or _NAMED.search(text, mention.phrase_start, mention.start):
        return mention
    name = " ".join(match["name"].split())
    return replace(
        mention, symbol=f"{name} {mention.kind} {mention.number}", body="", issuer=name, phrase_end=max(mention.phrase_end, match.end())
    )


def _with_years(mentions: Iterable[SymbolMention]) -> Iterator[SymbolMention]:
    """Complete "Security Council resolution 1325" from "1325 (2000)" elsewhere in the same text."""
    found = list(mentions)
    years = {mention.number.partition(" ")[0]: mention for mention in found if mention.body == "S" and "(" in mention.number}
    for mention in found:
        known = years.get(mention.number) if mention.body == "S" else None
        yield replace(mention, symbol=known.symbol, number=known.number) if known else mention


def labels_of(mention: SymbolMention) -> tuple[Label, ...]:
    """Return the names of the document: its symbol, and for a resolution its number with and without the body, in each language.

    >>> {"A/RES/33/134", "33/134", "resolusi 33/134"} <= {label.text for label in labels_of(find_symbols("resolution 33/134")[0])}
    True
    """
    if mention.kind == "document" or mention.body in {"", "document"}:
        return _document_labels(mention)
    spoken = {language: acts(language) for language in LANGUAGES}
    body = BODIES[mention.body]
    numbers = [mention.number]
    if re.search(r"\d [A-Z]$", mention.number):
        numbers.append(re.sub(r" (?=[A-Z]$)", "", mention.number))
    named = {
        language: [names.numbered(mention.kind, mention.number, body=name, code=mention.body) for name in body.names[language][:2]]
        for language, names in spoken.items()
    }
    labels = [Label(texts[0], language, preferred=True) for language, texts in named.items()]
    labels.append(Label(mention.symbol))
    labels += [Label(alias) for alias in mention.aliases]
    for number in numbers:
        labels += [Label(number), *(Label(names.numbered(mention.kind, number), language) for language, names in spoken.items())]
    labels += [Label(text, language) for language, texts in named.items() for text in texts[1:]]
    return tuple(dict.fromkeys(labels))


def _document_labels(mention: SymbolMention) -> tuple[Label, ...]:
    named = mention.number if mention.number and mention.body == "" else mention.symbol
    plain = [] if mention.issuer else [Label(acts(language).numbered(mention.kind, named), language) for language in LANGUAGES]
    labels = [Label(mention.symbol, "", preferred=True), *(Label(alias) for alias in mention.aliases), *plain]
    if mention.number and mention.number != mention.symbol:
        labels.append(Label(mention.number))
    return tuple(dict.fromkeys(labels))
