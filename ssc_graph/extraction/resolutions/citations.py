"""Citations: every document that a resolution names, with the verb that governs it where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ssc_graph.extraction.acts import every
from ssc_graph.extraction.resolutions.government import FARTHEST, Government, Verb
from ssc_graph.extraction.resolutions.tables import Rule, Table, alternation, load
from ssc_graph.extraction.symbols import SymbolMention, find_symbols
from ssc_graph.lexicon import Lexicon

#: Classes of things that a resolution can cite by name.
INSTRUMENTS: Final = frozenset(
    {"ssc:PolicyInstrument", "ssc:Resolution", "ssc:PlanOfAction", "ssc:Declaration", "ssc:Agreement", "ssc:OutcomeDocument"}
)
AND: Final = every("conjunctions")
_CUT: Final = re.compile(rf"\s+(?:{every('cuts')}|and\s+(?:its|the)\s+\w+s\b)\b")
_GOES_ON: Final = re.compile(r"\s+[A-Z]")
_FEWEST_WORDS: Final = 3
_MADE_BY: Final = re.compile(r"\s+(?:submitted|prepared|transmitted|issued)\b")
_CLAUSE: Final = re.compile(r"\b(?:which|that|who)\b|,\s+(?:and\s+)?(?!including\b|according\b)[a-z]{3,}ing\b")
_SMALL: Final = rf"(?:{every('name words')})"
_MONTH: Final = rf"(?i:{every('months')})"
_LINK: Final = every("date links")
#: A name has its head last ("Paris Agreement", "Convention on Biological Diversity") or, by the table's order, first ("Persetujuan Paris").
#: A second name behind "and the" is an instrument of its own; a date behind "of" is no part of a name.
_NAMES: Final = {
    False: r"(?:Declaration\s+and\s+the\s+(?=P))?(?:\d{{4}}\s+)?"
    r"(?:[A-Z][\w’-]*\s+(?:\([A-Z][\w-]+\)\s+)?(?:{small}\s+)*){{0,12}}?(?:{heads})\b(?:\s+(?:19|20)\d\d\b)?"
    r"(?!\s+(?:{heads})\b)(?!\s+[A-Z][a-z]+\s+of\b)(?!\s+(?!of\s+the\s+United\s+Nations)of\s+the\s+[A-Z][\w’-]*\s+(?:[A-Z]\w+\s+)*Programme\b)"
    r"(?:{other}{date}(?!\s+and\s+the\b)\s+(?:{small}\s+|concerning\s+|regarding\s+|relating\s+to\s+|governing\s+)+[A-Z][\w’-]*"
    r"(?:(?:(?:,\s+(?!(?:{heads})\b)[A-Z][\w’-]*)+,?\s+and)?{other}{date}\s+(?:{small}\s+)*[A-Z\d][\w’–-]*)*)?"
    r"|general\s+(?:comment|recommendation)\s+No\.\s+\d+(?:\s+\(\d{{4}}\))?"
    r"(?:\s+of\s+the\s+[A-Z][\w’-]*\b(?:(?!\s+and\s+of\b),?\s+(?:{small}\s+)*[A-Z][\w’-]*\b)*)?",
    True: r"(?:{heads})(?:\s+(?:{small}\s+)*[A-Z\d][\w’–-]*){{1,12}}",
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


class _Patterns:
    """The patterns of one language, which all its paragraphs share."""

    def __init__(self, table: Table) -> None:
        heads = table.any_of("instruments")
        other = rf"(?!\s+and\s+(?:(?:of|to|on)\s+)?(?:the|its)\s+(?:[A-Z][\w’-]*\s+){{0,6}}?(?:{heads})\b)"
        self.name = re.compile(
            _NAMES["head first" in table.words["order"]].format(
                heads=heads, small=_SMALL, other=other, date=rf"(?!\s+of\s+\d{{1,2}}\s+{_MONTH}\b)"
            )
        )
        self.next = re.compile(
            rf"(?:(?:\s+of|,?\s+(?:{_LINK}))\s+\d{{1,2}}\s+(?:(?:{_LINK})\s+)?{_MONTH}\s+(?:(?:{_LINK})\s+)?\d{{4}})?(?:\s*\([^)]{{1,60}}\))?"
            rf"(?:,\s+(?:as\s+)?(?:set\s+out|contained|adopted|annexed)\s+[^,;]{{1,60}})?(?:,\s+(?:{AND})|,|\s+(?:{AND}))\s+"
            rf"(?:(?:{table.any_of('determiners')})\s+)*"
        )
        reports = table.any_of("reports")
        self.report = re.compile(
            rf"(?:(?:{every('articles')}|its|his|her|their)\s+)?(?P<name>(?:(?!(?:of|on|for|in|with|to|and)\b)[A-Za-z’'-]+\s+){{0,6}}?(?:{reports})\b[^,;:.()\[\]]{{4,220}})"
        )
        self.next_report = re.compile(
            rf"(?:\s*\([^)]{{1,60}}\))?,?\s+(?:as\s+well\s+as|{AND})\s+(?:(?:of|on)\s+)?(?=(?:{table.any_of('definite')}|its)\s+(?:[a-z-]+\s+){{0,3}}?(?:{reports})\b)"
        )
        self.endorsed = re.compile(rf",?\s+(?i:{table.any_of('endorsing')})\s+(?:(?:{every('articles')}|its)\s+)?")
        # an instrument behind one of these prepositions is part of a body's name ("Conference of the Parties to the Convention on …")
        self.article = re.compile(rf"\b(?i:{table.any_of('definite')})\s+(?=[A-Z\d])")
        self.in_a_name = re.compile(rf"\b[A-Z][\w’-]*\s+(?:{table.any_of('binding')})\s+\Z")
        self.of_a_body = re.compile(rf"\b(?:{table.any_of('bodies')})\b")
        self.outcome = re.compile(
            rf"(?:[A-Z][\w’-]*\s+){{1,4}}(?:{table.any_of('outcomes')})\b|(?:{table.any_of('outcomes')})(?:\s+{_SMALL}){{0,3}}\s+[A-Z][\w’-]*"
        )
        adopting = alternation(verb for rule in table.of_kind("adopting") for verb in rule.verbs)
        self.adopts = re.compile(
            rf"(?:\d{{1,3}}\s?\.\s+|\([a-z]{{1,4}}\)\s+)?(?i:(?:{table.any_of('modifiers')})\s+)*(?i:{adopting})\b,?\s+(?:(?:{table.any_of('definite')}|its|this)\s+)?"
        )
        self.bare = re.compile(rf"(?:{table.any_of('instruments')})")
        self.verbal = re.compile(rf"\s+(?:{AND})\s+(?:(?:{table.any_of('modifiers')})\s+)*(?:{table.any_of('operative', 'preambular')})\b")


@cache
def _patterns(language: str) -> _Patterns:
    return _Patterns(load(language))


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
        self._patterns = _patterns(table.language)
        self._last: tuple[str, list[SymbolMention]] = ("", [])

    def _mentions(self, text: str) -> list[SymbolMention]:
        """The documents that a paragraph names; one paragraph is asked for them more than once."""
        if self._last[0] != text:
            self._last = (text, find_symbols(text, default_body=self.default))
        return self._last[1]

    def cited(self, text: str, *, speaker: re.Pattern[str] | None = None) -> list[Citation]:
        """Return the citations of a paragraph, in order: the governed ones, then the other symbols.

        Args:
            text: the flow of the paragraph.
            speaker: in a news text, the pattern of who must stand before a verb that governs.
        """
        mentions = self._mentions(text)
        verbs = self.rules.verbs(text, speaker=speaker)
        governed = [*self._governed(text, verbs, mentions), *self._named(text, verbs, mentions), *self._reports(text, verbs, mentions)]
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
        for mention in self._mentions(text):
            first.setdefault(mention.symbol, mention)
        return [Citation(rule, "cites", ((mention.phrase_start, mention.phrase_end),), mention) for mention in first.values()]

    def same_clause(self, text: str) -> bool:
        """Return whether a stretch of text begins no new clause, so that a footnote behind it still belongs to what stands before it."""
        bare = text.rstrip(" ,;.:")
        return len(bare) <= FARTHEST and ";" not in bare and not self._patterns.verbal.search(bare) and not _CLAUSE.search(bare)

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
                    if series:
                        break
                    continue
                spans = ((verb.start, mention.phrase_end),) if not series else (lead, (start, mention.phrase_end))
                lead = lead if series else (verb.start, mention.start)
                last, series = mention.phrase_end, True
                for rule in verb.rules:
                    if (rule.id, mention.symbol) not in seen:
                        seen.add((rule.id, mention.symbol))
                        types = ("ssc:Report",) if _in_brackets(text, mention) else ()
                        yield Citation(rule, rule.relation, spans, mention, types=types)

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
                follows = self._patterns.next.match(text, end)
                if follows is None:
                    break
                start, first = follows.end(), False

    def _name_end(self, text: str, start: int) -> int:
        """Where the name of an instrument that begins at ``start`` ends; ``start`` where none does."""
        window = text[start : start + FARTHEST]
        known = self.lexicon.find(window)
        if known and known[0].start == 0 and INSTRUMENTS & set(known[0].entry.types):
            return start + known[0].end
        match = self._patterns.name.match(text, start, min(len(text), start + FARTHEST))
        return match.end() if match and not self._patterns.bare.fullmatch(match.group()) else start

    def instruments(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the extents of whole names of instruments behind an article, wherever they stand."""
        place = 0
        for match in self._patterns.article.finditer(text):
            if match.start() < place or self._patterns.in_a_name.search(text, max(0, match.start() - 40), match.start()):
                continue
            end = self._name_end(text, match.end())
            head = self._patterns.bare.search(text, match.end(), end)
            named = head is not None and len(text[match.end() : end].split()) >= _FEWEST_WORDS
            if head and named and not _GOES_ON.match(text, end) and not self._patterns.of_a_body.search(text, match.end(), head.start()):
                place = end
                yield match.end(), end

    def adopted(self, text: str) -> tuple[int, int] | None:
        """Return the extent of the name of the instrument that an operative paragraph adopts, or None.

        Args:
            text: the flow of the paragraph, number included.
        """
        match = self._patterns.adopts.match(text)
        end = self._name_end(text, match.end()) if match else 0
        return (match.end(), end) if match and end > match.end() else None

    def endorsed(self, text: str) -> Iterator[tuple[SymbolMention, int, int]]:
        """Yield the resolutions that are said to have endorsed an instrument, with the extent of the instrument's name."""
        for mention in self._mentions(text):
            link = self._patterns.endorsed.match(text, mention.phrase_end) if mention.kind == "resolution" else None
            if link is None:
                continue
            outcome = self._patterns.outcome.match(text, link.end())
            end = max(self._name_end(text, link.end()), outcome.end() if outcome else 0)
            if end > link.end():
                yield mention, link.end(), end

    def _reports(self, text: str, verbs: Sequence[Verb], mentions: Sequence[SymbolMention]) -> Iterator[Citation]:
        """Reports and notes right behind the verb."""
        rule = self.table.rule("report")
        bracketed = {mention.start for mention in mentions if _in_brackets(text, mention)}
        for verb in verbs:
            place, lead = self.rules.lead(text, verb), (verb.start, verb.end)
            spans: tuple[tuple[int, int], ...] = ()
            while match := self._patterns.report.match(text, place):
                name = self._report_name(match["name"])
                start = match.start("name")
                spans = (lead, (start, start + len(name))) if spans else ((verb.start, start + len(name)),)
                # "the report" alone names no document; what has a symbol of its own behind it is told by that
                if len(name.split()) > 2 and not any(start < other <= match.end() + 1 for other in bracketed):  # noqa: PLR2004
                    for cause in verb.rules:
                        yield Citation(rule, cause.relation, spans, name=" ".join(name.split()), types=("ssc:Report",))
                follows = self._patterns.next_report.match(text, start + len(name))
                if follows is None:
                    break
                place = follows.end()

    def _report_name(self, words: str) -> str:
        """The name without what is told of it; by whom it was made stays where nothing else tells the report."""
        for cut in (_CUT.search(words), self._patterns.verbal.search(words), self._patterns.next_report.search(words)):
            told = cut is not None and cut.start() < len(words)
            if cut and told and not (_MADE_BY.match(cut.group()) and len(words[: cut.start()].split()) <= 2):  # noqa: PLR2004 (a bare noun)
                words = words[: cut.start()]
        return words.rstrip()


def _in_brackets(text: str, mention: SymbolMention) -> bool:
    """Whether a document's symbol stands in brackets, behind its name."""
    return mention.kind == "document" and text[: mention.phrase_start].rstrip()[-1:] in {"(", "["}


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
