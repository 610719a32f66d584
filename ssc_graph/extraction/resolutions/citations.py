"""Citations: every document that a resolution names, with the verb that governs it where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ssc_graph.extraction.acts import every
from ssc_graph.extraction.resolutions.government import FARTHEST, Government, Verb
from ssc_graph.extraction.resolutions.tables import Rule, Table
from ssc_graph.extraction.symbols import SymbolMention, find_symbols
from ssc_graph.lexicon import Lexicon

#: Classes of things that a resolution can cite by name.
INSTRUMENTS: Final = frozenset(
    {"ssc:PolicyInstrument", "ssc:Resolution", "ssc:PlanOfAction", "ssc:Declaration", "ssc:Agreement", "ssc:OutcomeDocument"}
)
AND: Final = every("conjunctions")
_CUT: Final = re.compile(rf"\s+(?:{every('cuts')}|and\s+(?:its|the)\s+\w+s\b)\b")
_CLAUSE: Final = re.compile(r"\b(?:which|that|who)\b|,\s+(?:and\s+)?(?!including\b|according\b)[a-z]{3,}ing\b")
_SMALL: Final = rf"(?:{every('name words')})"
#: A name has its head last ("Paris Agreement", "Convention on Biological Diversity") or, by the table's order, first ("Persetujuan Paris").
_NAMES: Final = {
    "": r"(?:\d{{4}}\s+)?(?:[A-Z][\w’-]*\s+(?:{small}\s+)*){{0,12}}?(?:{heads})\b(?!\s+[A-Z][a-z]+\s+of\b)"
    r"(?:\s+(?:{small}\s+|concerning\s+|regarding\s+|relating\s+to\s+)+[A-Z][\w’-]*(?:\s+(?:{small}\s+)*[A-Z\d][\w’–-]*)*)?",
    "head first": r"(?:{heads})(?:\s+(?:{small}\s+)*[A-Z\d][\w’–-]*){{1,12}}",
}
_REFERENCE: Final = re.compile(rf"(?:(?:{every('references')})\s+){{0,2}}")
_SUBJECT: Final = re.compile(rf"\b(?:{every('subjects')})\s")
_TAIL: Final = re.compile(rf"(?:,?\s+(?:{every('conjunctions')})\s+|[,;.\s]+|(?:{every('parts')})\.?\s*[\dIVX]*)*")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a paragraph cites.

    Args:
        mention: its symbol, where it has one.
        name: its name, where it has none.
        types: of a named document.
        rule: what found it.
        relation: ``cites`` or a sub-relation.
        spans: extents in the flow that make the claim, in order; the last one names the document.
    """

    rule: Rule
    relation: str
    spans: tuple[tuple[int, int], ...]
    mention: SymbolMention | None = None
    name: str = ""
    types: tuple[str, ...] = ()


class Citer:
    """Finds the citations of a paragraph.

    Args:
        table: the language's tables.
        rules: the patterns of what governs a citation.
        lexicon: names of known instruments.
        default_body: code of the body that speaks.
    """

    def __init__(self, table: Table, rules: Government, lexicon: Lexicon, *, default_body: str) -> None:
        self.table = table
        self.rules = rules
        self.lexicon = lexicon
        self.default = default_body
        self._name = re.compile(_NAMES["".join(table.words["order"])].format(heads=table.any_of("instruments"), small=_SMALL))
        self._next = re.compile(
            rf"(?:\s*\([^)]{{1,60}}\))?(?:,\s+(?:as\s+)?(?:set\s+out|contained|adopted|annexed)\s+[^,;]{{1,60}})?(?:,\s+(?:{AND})|,|\s+(?:{AND}))\s+"
            rf"(?:(?:{table.any_of('determiners')})\s+)*"
        )
        reports = table.any_of("reports")
        self._report = re.compile(
            rf"(?:(?:{every('articles')}|its|his|her|their)\s+)?(?P<name>(?:(?!(?:of|on|for|in|with|to|and)\b)[A-Za-z’'-]+\s+){{0,6}}?(?:{reports})\b[^,;:.()\[\]]{{4,220}})"
        )
        self._endorsed = re.compile(rf",?\s+(?i:{table.any_of('endorsing')})\s+(?:(?:{every('articles')}|its)\s+)?")
        self._outcome = re.compile(
            rf"(?:[A-Z][\w’-]*\s+){{1,4}}(?:{table.any_of('outcomes')})\b|(?:{table.any_of('outcomes')})(?:\s+{_SMALL}){{0,3}}\s+[A-Z][\w’-]*"
        )
        self._bare = re.compile(rf"(?:{table.any_of('instruments')})")
        self._verbal = re.compile(rf"\s+(?:{AND})\s+(?:(?:{table.any_of('modifiers')})\s+)*(?:{table.any_of('operative', 'preambular')})\b")

    def cited(self, text: str, *, speaker: re.Pattern[str] | None = None) -> list[Citation]:
        """Return the citations of a paragraph, in order: the governed ones, then the other symbols.

        Args:
            text: the flow of the paragraph.
            speaker: in a news text, the pattern of who must stand before a verb that governs.
        """
        mentions = find_symbols(text, default_body=self.default)
        verbs = self.rules.verbs(text, speaker=speaker)
        governed = [*self._governed(text, verbs, mentions), *self._named(text, verbs, mentions), *self._reports(text, verbs)]
        known = {(citation.mention.symbol, 0) for citation in governed if citation.mention}
        plain = self.table.rule("cites")
        for mention in mentions:
            if (mention.symbol, 0) not in known:
                known.add((mention.symbol, 0))
                governed.append(Citation(plain, "cites", ((mention.phrase_start, mention.phrase_end),), mention))
        return sorted(governed, key=lambda citation: citation.spans[-1])

    def plain(self, text: str) -> list[Citation]:
        """Return the citations of a footnote, a cover line or an annex, where no verb governs."""
        rule = self.table.rule("cites")
        first: dict[str, SymbolMention] = {}
        for mention in find_symbols(text, default_body=self.default):
            first.setdefault(mention.symbol, mention)
        return [Citation(rule, "cites", ((mention.phrase_start, mention.phrase_end),), mention) for mention in first.values()]

    def same_clause(self, text: str) -> bool:
        """Return whether a stretch of text begins no new clause, so that a footnote behind it still belongs to what stands before it."""
        bare = text.rstrip(" ,;.:")
        return len(bare) <= FARTHEST and ";" not in bare and not self._verbal.search(bare) and not _CLAUSE.search(bare)

    def _governed(self, text: str, verbs: Sequence[Verb], mentions: Sequence[SymbolMention]) -> Iterator[Citation]:
        seen: set[tuple[str, str]] = set()
        for number, verb in enumerate(verbs):
            limit = verbs[number + 1].start if number + 1 < len(verbs) else len(text)
            last, lead = verb.end, (verb.start, verb.end)
            series = False
            for mention in mentions:
                if not last <= mention.phrase_start < limit:
                    continue
                start = mention.phrase_start
                if not (self.rules.joined(text, last, start) if series else self.rules.governs(text, verb, start)):
                    break
                spans = ((verb.start, mention.phrase_end),) if not series else (lead, (start, mention.phrase_end))
                lead = lead if series else (verb.start, mention.start)
                last, series = mention.phrase_end, True
                for rule in verb.rules:
                    if (rule.id, mention.symbol) not in seen:
                        seen.add((rule.id, mention.symbol))
                        yield Citation(rule, rule.relation, spans, mention)

    def _named(self, text: str, verbs: Sequence[Verb], mentions: Sequence[SymbolMention]) -> Iterator[Citation]:
        """Instruments called by their names right behind the verb, and those joined to them."""
        named = self.table.rule("named")
        for verb in verbs:
            start, lead = self.rules.lead(text, verb), (verb.start, verb.end)
            first = True
            while (end := self._name_end(text, start)) > start:
                inside = any(mention.start < end and start < mention.end for mention in mentions)
                if inside:
                    break
                spans = ((verb.start, end),) if first else (lead, (start, end))
                for rule in verb.rules:
                    yield Citation(named, rule.relation, spans, name=text[start:end], types=("ssc:PolicyInstrument",))
                follows = self._next.match(text, end)
                if follows is None:
                    break
                start, first = follows.end(), False

    def _name_end(self, text: str, start: int) -> int:
        """Where the name of an instrument that begins at ``start`` ends; ``start`` where none does."""
        window = text[start : start + FARTHEST]
        known = self.lexicon.find(window)
        if known and known[0].start == 0 and INSTRUMENTS & set(known[0].entry.types):
            return start + known[0].end
        match = self._name.match(text, start, min(len(text), start + FARTHEST))
        return match.end() if match and not self._bare.fullmatch(match.group()) else start

    def endorsed(self, text: str) -> Iterator[tuple[SymbolMention, int, int]]:
        """Yield the resolutions that are said to have endorsed an instrument, with the extent of the instrument's name."""
        for mention in find_symbols(text, default_body=self.default):
            link = self._endorsed.match(text, mention.phrase_end) if mention.kind == "resolution" else None
            if link is None:
                continue
            outcome = self._outcome.match(text, link.end())
            end = max(self._name_end(text, link.end()), outcome.end() if outcome else 0)
            if end > link.end():
                yield mention, link.end(), end

    def _reports(self, text: str, verbs: Sequence[Verb]) -> Iterator[Citation]:
        """Reports and notes right behind the verb."""
        rule = self.table.rule("report")
        for verb in verbs:
            match = self._report.match(text, self.rules.lead(text, verb))
            if match is None:
                continue
            name = match["name"]
            for cut in (_CUT.search(name), self._verbal.search(name)):
                name = name[: cut.start()] if cut and cut.start() < len(name) else name
            name = name.rstrip()
            if len(name.split()) > 2:  # noqa: PLR2004 ("the report" alone names no document)
                start = match.start("name")
                for cause in verb.rules:
                    yield Citation(
                        rule, cause.relation, ((verb.start, start + len(name)),), name=" ".join(name.split()), types=("ssc:Report",)
                    )


def has_subject(name: str) -> bool:
    """Return whether a report's name says what it is about; "the report of the Secretary-General" is another one every year.

    >>> has_subject("report of the Secretary-General on trade"), has_subject("report of the Secretary-General")
    (True, False)
    """
    return _SUBJECT.search(name) is not None


def only_reference(text: str, mentions: Sequence[SymbolMention]) -> bool:
    """Return whether a footnote is nothing but references: "See A/80/125." but not "Adopted under … in FCCC/CP/2015/10/Add.1".

    >>> only_reference("A/75/371.", find_symbols("A/75/371."))
    True
    """
    if not mentions:
        return False
    head = _REFERENCE.match(text)
    if head is None or head.end() != mentions[0].phrase_start:
        return False
    ends = [mention.phrase_end for mention in mentions]
    starts = [mention.phrase_start for mention in mentions[1:]] + [len(text.rstrip())]
    return all(_TAIL.fullmatch(text, end, start) for end, start in zip(ends, starts, strict=True))
