"""The claims of a resolution, out of its structure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Protocol

from ssc_graph.claims import COMMON, Claim, Entity, Evidence, Literal
from ssc_graph.extraction.resolutions.addressees import addresses
from ssc_graph.extraction.resolutions.beginnings import ITEM
from ssc_graph.extraction.resolutions.citations import INSTRUMENTS, Citation, Citer, has_subject, only_reference
from ssc_graph.extraction.resolutions.entities import (
    addressed_entity,
    body_entity,
    document_entity,
    known_entity,
    named_entity,
    part_entity,
    provision_entity,
    whole_entity,
    with_label,
)
from ssc_graph.extraction.resolutions.government import government
from ssc_graph.extraction.resolutions.layout import Flow
from ssc_graph.extraction.resolutions.noise import Marker
from ssc_graph.extraction.resolutions.short_names import full_name
from ssc_graph.extraction.resolutions.structure import Kind, Paragraph, Part, Structure
from ssc_graph.extraction.resolutions.summary import speakers
from ssc_graph.extraction.resolutions.tables import load
from ssc_graph.extraction.symbol_forms import BODIES
from ssc_graph.extraction.symbols import SymbolMention, find_symbols, iso_date
from ssc_graph.lexicon import Lexicon

_NEAR: Final = 60  # code points between a verb and a name that one piece of evidence holds


class Trace(Protocol):
    """What takes notes of rules that fired and of what was dropped."""

    def note(self, kind: str, start: int, end: int, detail: str) -> None:
        """Add a note."""


class Claims:
    """Makes the claims of one file.

    Args:
        text: the document's text.
        structure: what its paragraphs are.
        language: whose tables to use.
        lexicon: names of known things.
        trace: takes notes, if given.
        summary: whether the file is an article about the resolution, not the resolution itself.
    """

    def __init__(
        self, text: str, structure: Structure, *, language: str, lexicon: Lexicon, trace: Trace | None, summary: bool = False
    ) -> None:
        self.summary = summary
        self.text = text
        self.structure = structure
        self.language = language
        self.lexicon = lexicon
        self.trace = trace
        self.table = load(language)
        self.subjects = [part_entity(part) for part in structure.parts]
        self.own = {structure.whole.symbol, *(part.symbol.symbol for part in structure.parts)}
        self.proper = _instruments_of(language)
        self.citers: dict[str, Citer] = {}
        self.cited: set[tuple[str, str]] = set()

    def all(self) -> list[Claim]:
        """Return every claim, in document order."""
        claims = [
            claim for part, subject in zip(self.structure.parts, self.subjects, strict=True) for claim in self._adoption(part, subject)
        ]
        for group in _groups(self.structure.paragraphs):
            claims += self._paragraph(group)
        claims += self._footnotes()
        if self.trace is not None:
            for claim in claims:
                self.trace.note("claim", claim.evidence[0].start, claim.evidence[-1].end, f"{claim.rule}: {claim.predicate}")
        return sorted(claims, key=lambda claim: (claim.evidence[0].start, claim.evidence[-1].end, claim.predicate, claim.object_key))

    def _adoption(self, part: Part, subject: Entity) -> Iterator[Claim]:
        rule = self.table.rule("adoption")
        dated = next((source for source in part.adoptions if source.date and iso_date(source.date)), None)
        if dated is not None:
            start, end = dated.date_span
            value = Literal(iso_date(dated.date), "xsd:date", dated.date, start=dated.flow.at(start), end=dated.flow.at(end))
            evidence = dated.flow.evidence(0 if dated.body else start, end)
            yield Claim(subject, "adoptedOn", value, evidence, f"{rule.id}-on", rule.confidence)
        adopter = next((source for source in part.adoptions if source.body), None)
        if adopter is not None:
            start, end = adopter.body_span
            body = body_entity(adopter.body, part.body, self.lexicon, start=adopter.flow.at(start), end=adopter.flow.at(end))
            yield Claim(
                subject, "adoptedBy", body, adopter.flow.evidence(0, max(end, adopter.date_span[1])), f"{rule.id}-by", rule.confidence
            )

    def _citer(self, part: int) -> Citer:
        body = self.structure.parts[max(0, part)].body or "A"
        if body not in self.citers:
            self.citers[body] = Citer(self.table, government(self.language), self.lexicon, default_body=body)
        return self.citers[body]

    def _subject(self, part: int) -> Entity:
        if part >= 0:
            return self.subjects[part]
        return self.subjects[0] if len(self.subjects) == 1 else whole_entity(self.structure.whole)

    def _paragraph(self, group: Sequence[Paragraph]) -> Iterator[Claim]:
        """What a paragraph with its items says."""
        head = group[0]
        subject = self._subject(head.part)
        if head.kind is Kind.OPERATIVE:
            yield from self._provision(group, subject)
        for paragraph in group:
            if paragraph.kind in {Kind.HEADING, Kind.FORMULA}:
                continue
            for claim in self._citations(self._cited_in(paragraph), paragraph.flow, subject):
                self.cited.add((subject.id, claim.object_key))
                yield claim
            if paragraph.kind is not Kind.COVER and not self.summary:
                yield from self._instruments(paragraph, subject)
                yield from self._endorsed(paragraph)

    def _cited_in(self, paragraph: Paragraph) -> list[Citation]:
        citer = self._citer(paragraph.part)
        text = paragraph.flow.text
        if paragraph.kind in {Kind.PREAMBLE, Kind.OPERATIVE, Kind.ITEM} or (paragraph.kind is Kind.OTHER and not self.summary):
            return citer.cited(text)
        if self.summary:  # what an article says of other resolutions is not what this one says
            return [found for found in citer.cited(text, speaker=speakers(self.language)) if found.relation != "cites"]
        return citer.plain(text)

    def _citations(self, found: Sequence[Citation], flow: Flow, subject: Entity) -> Iterator[Claim]:
        for each in found:
            if each.mention is not None and each.mention.symbol in self.own:
                self._drop(flow, each.spans[-1], f"{each.mention.symbol} is the resolution itself")
                continue
            citation, marker = self._to_marker(each, flow) if each.rule.kind == "report" else (each, None)
            evidence = _merged(self.text, [piece for start, end in citation.spans for piece in flow.evidence(start, end)])
            referred = list(self._referred(citation, marker)) if marker else []
            for entity, pieces in referred:
                yield self._claim(subject, citation, entity, _merged(self.text, [*evidence, *pieces]))
            if citation.rule.kind == "report" and not (referred or has_subject(citation.name)):
                self._drop(flow, citation.spans[-1], f"{citation.name!r} does not tell which report is meant")
            elif evidence and not referred:
                yield self._claim(subject, citation, self._cited(citation, flow, *citation.spans[-1]), evidence)

    def _drop(self, flow: Flow, span: tuple[int, int], why: str) -> None:
        if self.trace is not None:
            self.trace.note("dropped", flow.at(span[0]), flow.at(span[1]), why)

    def _to_marker(self, citation: Citation, flow: Flow) -> tuple[Citation, Marker | None]:
        """A report's name ends where the marker of its footnote stands; the marker, if it still belongs to the report."""
        (start, end), place = citation.spans[-1], flow.at(citation.spans[-1][1])
        first, last = flow.at(end - len(citation.name)), flow.at(len(flow.text))
        marker = next((marker for marker in self.structure.layout.markers if first < marker.start <= last), None)
        if marker is None:
            return citation, None
        if marker.start < place:
            kept = flow.text[start : end - (place - marker.start)].rstrip()
            name = " ".join(kept[kept.find(citation.name[:12]) :].split())
            return replace(citation, spans=(*citation.spans[:-1], (start, start + len(kept))), name=name), marker
        return citation, marker if self._citer(0).same_clause(self.text[place : marker.start]) else None

    def _claim(self, subject: Entity, citation: Citation, cited: Entity, evidence: tuple[Evidence, ...]) -> Claim:
        return Claim(subject, citation.relation, cited, evidence, citation.rule.id, citation.rule.confidence)

    def _cited(self, citation: Citation, flow: Flow, start: int, end: int) -> Entity:
        if citation.mention is None:
            first = max(start, end - len(citation.name))
            return named_entity(citation.name, citation.types, self.lexicon, start=flow.at(first), end=flow.at(end), language=self.language)
        entity = self._document(citation.mention, flow)
        return replace(entity, types=citation.types) if citation.types else entity

    def _document(self, mention: SymbolMention, flow: Flow) -> Entity:
        words = " ".join(flow.text[mention.phrase_start : mention.phrase_end].split())
        citing = self.structure.whole.symbol
        return document_entity(mention, text=words, start=flow.at(mention.phrase_start), end=flow.at(mention.phrase_end), citing=citing)

    def _referred(self, citation: Citation, marker: Marker) -> Iterator[tuple[Entity, tuple[Evidence, ...]]]:
        """The documents of the footnote to which a report's marker points, with the report's name added."""
        notes = self.structure.layout.footnotes
        note = next((flow for found, flow in notes if found.number == marker.number and found.start > marker.start), None)
        mentions = find_symbols(note.text) if note else []
        if note is None or not only_reference(note.text, mentions):
            return
        for mention in mentions:
            entity = replace(self._document(mention, note), types=("ssc:Report",))
            if len(mentions) == 1:
                entity = with_label(entity, citation.name, self.language)
            yield entity, note.evidence(mention.phrase_start, mention.phrase_end)

    def _endorsed(self, paragraph: Paragraph) -> Iterator[Claim]:
        """What a paragraph says of instruments that earlier resolutions endorsed: through which, when, by whom."""
        rule = self.table.rule("endorsed")
        flow = paragraph.flow
        for mention, start, end in self._citer(paragraph.part).endorsed(flow.text):
            name, places = flow.text[start:end], (flow.at(start), flow.at(end))
            types = ("ssc:PolicyInstrument",)
            instrument = named_entity(name, types, self.lexicon, start=places[0], end=places[1], language=self.language)
            evidence = flow.evidence(mention.phrase_start, end)
            objects: list[tuple[str, Entity | Literal]] = [("endorsedThrough", self._document(mention, flow))]
            if mention.date and "-" in mention.date:
                objects.append(("endorsedOn", _date(mention, flow)))
            if mention.body in BODIES:
                body = BODIES[mention.body]
                named = body.names.get(self.language, body.names[COMMON])[0]
                objects.append(("endorsedBy", body_entity(named, mention.body, self.lexicon, start=-1, end=-1)))
            for predicate, value in objects:
                yield Claim(instrument, predicate, value, evidence, rule.id, rule.confidence)

    def _instruments(self, paragraph: Paragraph, subject: Entity) -> Iterator[Claim]:
        """Known instruments that the text names, wherever it does: the first place counts."""
        rule = self.table.rule("mentioned")
        flow = paragraph.flow
        for match in self.lexicon.find(flow.text):
            printed = self.proper.search(flow.text, match.start, match.end)
            if printed and INSTRUMENTS & set(match.entry.types) and (subject.id, match.entry.id) not in self.cited:
                self.cited.add((subject.id, match.entry.id))
                entity = known_entity(match.entry, flow.text[match.start : match.end], flow.at(match.start), flow.at(match.end))
                yield Claim(subject, "cites", entity, flow.evidence(match.start, match.end), rule.id, rule.confidence)
        for start, end in self._citer(paragraph.part).instruments(flow.text):
            place = {"start": flow.at(start), "end": flow.at(end)}
            entity = named_entity(flow.text[start:end], ("ssc:PolicyInstrument",), self.lexicon, **place, language=self.language)
            if (subject.id, entity.id) not in self.cited:
                self.cited.add((subject.id, entity.id))
                yield Claim(subject, "cites", entity, flow.evidence(start, end), rule.id, rule.confidence)

    def _provision(self, group: Sequence[Paragraph], subject: Entity) -> Iterator[Claim]:
        head = group[0]
        part = self.structure.parts[head.part]
        rule = self.table.rule("provision")
        text = " ".join(" ".join(paragraph.flow.text for paragraph in group).split())
        pieces = [piece for paragraph in group for piece in paragraph.flow.evidence(0, len(paragraph.flow.text))]
        evidence = _merged(self.text, pieces)
        provision = provision_entity(part.symbol, head, text, restarts=part.restarts, end=evidence[-1].end)
        yield Claim(subject, "hasProvision", provision, evidence, rule.id, rule.confidence)
        yield from self._adopted(head)
        yield from addressee_claims(provision, group, language=self.language, lexicon=self.lexicon, text=self.text)

    def _adopted(self, head: Paragraph) -> Iterator[Claim]:
        """Who adopted the instrument that a paragraph adopts: the body that speaks."""
        flow, part = head.flow, self.structure.parts[head.part]
        span = self._citer(head.part).adopted(flow.text)
        if span is None or part.body not in BODIES:
            return
        rule = self.table.rule("adopting")
        place = {"start": flow.at(span[0]), "end": flow.at(span[1])}
        name = flow.text[span[0] : span[1]]
        instrument = named_entity(name, ("ssc:PolicyInstrument",), self.lexicon, **place, language=self.language)
        names = BODIES[part.body].names
        body = body_entity(names.get(self.language, names[COMMON])[0], part.body, self.lexicon, start=-1, end=-1)
        yield Claim(instrument, "adoptedBy", body, flow.evidence(0, span[1]), rule.id, rule.confidence)

    def _footnotes(self) -> Iterator[Claim]:
        """Citations in footnotes, by the resolution in which the marker stands."""
        places = [(paragraph.flow.at(0), paragraph.part) for paragraph in self.structure.paragraphs]
        starts = [start for start, _ in places]
        marked: dict[int, list[int]] = {}
        for marker in self.structure.layout.markers:
            marked.setdefault(marker.number, []).append(marker.start)
        for note, flow in self.structure.layout.footnotes:
            # where each resolution of a file counts its footnotes anew, the marker is the last one above the footnote
            above = [start for start in marked.get(note.number, []) if start < note.start]
            part = places[bisect_right(starts, above[-1]) - 1][1] if above else len(self.structure.parts) - 1
            yield from self._citations(self._citer(part).plain(flow.text), flow, self._subject(part))


@cache
def _instruments_of(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load(language).any_of('instruments')})\b")


def _date(mention: SymbolMention, flow: Flow) -> Literal:
    """The date behind a resolution's number ("of 19 December 1978")."""
    words = flow.text[mention.end : mention.phrase_end]
    digit = re.search(r"\b[\dA-Z]", words)
    start = mention.end + (digit.start() if digit else 0)
    text = " ".join(flow.text[start : mention.phrase_end].split())
    return Literal(mention.date, "xsd:date", text, start=flow.at(start), end=flow.at(mention.phrase_end))


def addressee_claims(provision: Entity, group: Sequence[Paragraph], *, language: str, lexicon: Lexicon, text: str) -> Iterator[Claim]:
    """Return the claims on whom an operative paragraph addresses.

    Args:
        provision: the paragraph as a thing.
        group: the paragraph with its items.
        language: whose tables to use.
        lexicon: names of known things.
        text: the document's text.
    """
    finder = addresses(language)
    seen: set[str] = set()
    above = finder.before_items(group[0].flow.text) if len(group) > 1 else None
    for number, paragraph in enumerate(group):
        flow = paragraph.flow
        following = f" {group[1].flow.text[:40]}" if number == 0 and len(group) > 1 else ""
        addressed = finder.find(flow.text + following, lexicon)
        if above and number and not addressed and (marker := ITEM.match(flow.text)):
            addressed = finder.find_in_item(flow.text, marker.end(), above, lexicon)
        for found in addressed:
            if found.end > len(flow.text):
                continue
            types = ("ssc:CountryGroup",) if found.group else ("ssc:Organization",)
            name = full_name(text, found.name, flow.at(found.start)) or found.name if lexicon.named(found.name) is None else found.name
            entity = addressed_entity(name, types, lexicon, start=flow.at(found.start), end=flow.at(found.end), language=language)
            entity = replace(entity, text=found.name)
            if entity.id in seen:
                continue
            seen.add(entity.id)
            if found.verb[0] < 0 and above is not None:
                pieces = [*group[0].flow.evidence(*above.span), *flow.evidence(found.start, found.end)]
            else:
                near = found.start - found.verb[1] <= _NEAR
                spans = [(found.verb[0], found.end)] if near else [found.verb, (found.start, found.end)]
                pieces = [piece for start, end in spans for piece in flow.evidence(start, end)]
            evidence = _merged(text, pieces)
            yield Claim(provision, "addressee", entity, evidence, found.rule.id, found.rule.confidence)


def _groups(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Every paragraph with the items that belong to it; tables in between are left out."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.kind is Kind.TABLE:
            continue
        if paragraph.kind is Kind.ITEM and groups and groups[-1][0].kind in {Kind.OPERATIVE, Kind.PREAMBLE}:
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _merged(text: str, pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Pieces in order, those with only white space between them as one."""
    found: list[Evidence] = []
    for piece in sorted(set(pieces)):
        if found and piece.start <= found[-1].end:
            end = max(piece.end, found[-1].end)
        elif found and not text[found[-1].end : piece.start].strip():
            end = piece.end
        else:
            found.append(piece)
            continue
        found[-1] = Evidence(found[-1].start, end, text[found[-1].start : end])
    return tuple(found)
