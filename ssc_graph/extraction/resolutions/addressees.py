"""Whom an operative paragraph asks to do something: "Requests the Secretary-General to …", "Demands that all parties …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from ssc_graph.extraction.acts import every
from ssc_graph.extraction.resolutions.tables import Rule, alternation, load
from ssc_graph.lexicon import Lexicon

_AND: Final = every("conjunctions")
_OR: Final = every("alternatives")
_LONGEST: Final = 700  # code points between the verb and what it asks for
_BEFORE: Final = 80  # code points before a verb that tell whether it begins a clause
_LONGEST_NAME: Final = 110
_RELATIVE: Final = re.compile(rf"\s+(?:{every('relatives')})\s")
_PREPOSITION: Final = re.compile(rf"\s+(?:{every('prepositions')})\s")
_ACRONYM: Final = re.compile(r"\s*\([A-Z][\w-]{1,11}\)\s*\Z")
_HANGING: Final = re.compile(rf"\s+(?:{_AND}|{_OR})\Z")
_FINITE: Final = (
    r"(?:(?:[A-Z][\w’-]*|(?:of|and|the|for|on)(?=\s+(?:the\s+)?[A-Z]))\s+)*[A-Z][\w’-]*"
    r"|(?:[a-z-]+\s+){0,3}?(?:part(?:y|ies)|states?|countries|governments?|groups|forces|authorities|members|actors)\b"
    r"(?:\s+to\s+(?:the|this|that)\s+(?:armed\s+)?[a-z]+|\s+(?:concerned|involved))?"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone who is asked.

    Args:
        rule: what found it.
        verb: extent of the verb in the flow.
        start, end: extent of the name in the flow, without an article.
        name: the name on one line.
        group: whether it is a group of countries.
    """

    rule: Rule
    verb: tuple[int, int]
    start: int
    end: int
    name: str
    group: bool


@dataclass(frozen=True, slots=True)
class Addressed:
    """A verb that stands before items, each of which names its own addressee.

    Args:
        rule: what found it.
        span: its extent in the flow.
    """

    rule: Rule
    span: tuple[int, int]


class Addresses:
    """The patterns of one language."""

    def __init__(self, language: str) -> None:
        table = load(language)
        words = table.any_of
        self._rules = {verb: rule for rule in table.of_kind("addressing") for verb in rule.verbs}
        self._verbs = sorted(self._rules, key=len, reverse=True)
        mods = words("modifiers")
        self._verb = re.compile(
            rf"(?<![\w-])(?i:{alternation(self._rules)})(?![\w-])(?:\s+(?i:{mods})\b)*,?\s+(?!(?:for|of|from|by|on|in|with)\b)"
        )
        demanded = words("demanded")
        self._finite = re.compile(rf"{_FINITE}|{demanded}" if demanded else _FINITE)
        self._last_verb = re.compile(
            rf"(?<![\w-])(?P<verb>(?i:{alternation(self._rules)})(?:\s+(?i:{mods})\b)*)(?:,[^,;:]{{1,80}},?)?\s*:\s*\Z"
        )
        self._clause = re.compile(
            rf"(?:\A|[,;:.]|\b(?:{_AND})\b)\s*(?:\d{{1,3}}\s?\.\s+|\([a-z]{{1,4}}\)\s+)?(?:(?:{_AND})\s+)?(?:(?i:{mods})\b,?\s+)*\Z"
        )
        to = words("infinitives")
        self._ask = re.compile(
            rf"(?<!\b(?i:of|as))\s+(?:{to})\s*:|\s+(?:{to})\s+(?!(?:{every('not asked')})\b)(?=[a-z])"
            rf"|:\s*\(a\)\s+(?:{every('openings')})\b|[;.]\s|\Z"
        )
        self._stop = re.compile(rf"[;.]\s|(?:,|\b(?:{_AND}))\s+(?:(?:{mods})\s+)*(?:{words('operative')})\b")
        # another one and what it is asked, behind what the first was asked: "to report, and the World Bank to publish the reports"
        inside = rf"(?:\s+(?:(?:{words('inside')})\s+){{0,3}}[A-Z][\w’.-]*){{0,12}}"
        self._another = re.compile(
            rf"(?:,|;)\s+(?:{_AND})\s+(?:(?:{words('again', 'definite')}|all)\s+)?(?P<name>[A-Z][\w’.-]*{inside})"
            rf"(?:,\s+[^,;]{{1,80}},)?\s+(?:{to})\s+(?=[a-z])"
        )
        self._tail = re.compile(rf"\s+(?:(?:{words('tails')})|(?:{words('tail_openers')})\s+\w+)\Z")
        self._preposition = re.compile(rf"\b(?:{words('prepositional')})\Z", re.IGNORECASE)
        self._aside = re.compile(rf"(?:{words('asides')})\b", re.IGNORECASE)
        self._as_well = re.compile(
            rf"(?:and\s+also|together\s+with|{every('joints')}|{_OR})\s+(?:(?:{words('again', 'repeated')})\s+)?", re.IGNORECASE
        )
        self._joint = re.compile(rf"\s(?:as\s+well\s+as|{_AND}|{_OR})\s(?:(?:{words('repeated')})\s)?")
        self._including = re.compile(rf"(?:{every('taking in')})\b", re.IGNORECASE)
        self._article = re.compile(rf"(?:(?:{words('articles')})\s+)+", re.IGNORECASE)
        self._quantified = re.compile(rf"(?:{words('quantifiers')})\b", re.IGNORECASE)
        self._pronoun = re.compile(rf"(?:{words('pronouns')})", re.IGNORECASE)
        self._generic = re.compile(rf"(?:{words('generic')})")
        self._verbal = re.compile(rf"(?:(?:{mods})\s+)*(?:{words('operative')})\b")
        self._head_first = "head first" in table.words["order"]
        head = (
            r"\A(?:{})\b" if self._head_first else r"\b(?:{})\Z"
        )  # the head of a name is its last word ("donor countries") or its first ("negara donor")
        doers = words("doers")
        self._doer = re.compile(rf"\b(?!(?:{words('things')})\Z)[a-z]{{3,}}(?:{doers})\Z") if doers else None
        self._agent = re.compile(head.format(words("agents")), re.IGNORECASE)
        self._modified = re.compile(
            rf".{{0,60}}?\b(?:{words('agents')})(?=\s+(?:[a-z]+ing|interested|concerned|affected)\b)", re.IGNORECASE
        )
        self._group = re.compile(head.format(words("groups")), re.IGNORECASE)
        self._instrument = re.compile(rf"\b(?:{words('instruments')}|Goals?)\Z")

    def find(self, text: str, lexicon: Lexicon) -> list[Addressee]:
        """Return those whom a paragraph addresses, in order.

        Args:
            text: the flow of the paragraph with its items.
            lexicon: names of known things, which are never cut in two.
        """
        found: list[Addressee] = []
        for match in self._verb.finditer(text):
            if self._clause.search(text, max(0, match.start() - _BEFORE), match.start()) is None:
                continue
            rule = self._rule(match.group())
            verb = (match.start(), match.start() + len(match.group().rstrip(" ,\n")))
            spans = self._asked(text, match.end(), lexicon) if rule.complement == "infinitive" else self._said_of(text, match.end())
            found += self._agents(text, rule, verb, spans, lexicon)
        return found

    def find_in_item(self, text: str, start: int, verb: Addressed, lexicon: Lexicon) -> list[Addressee]:
        """Return those whom an item addresses under a verb that stands before all items: "Invites: (a) Member States to …".

        Args:
            text: the flow of the item.
            start: where its words begin, behind the letter.
            verb: as :meth:`before_items` found it.
            lexicon: names of known things.
        """
        article = self._article.match(text, start)
        return list(self._agents(text, verb.rule, (-1, -1), self._asked(text, article.end() if article else start, lexicon), lexicon))

    def before_items(self, text: str) -> Addressed | None:
        """Return the addressing verb with which a paragraph ends before its items, or None."""
        for match in self._last_verb.finditer(text):
            if self._clause.search(text, max(0, match.start() - _BEFORE), match.start()) is not None:
                rule = self._rule(match.group())
                return Addressed(rule, match.span("verb")) if rule.complement == "infinitive" else None
        return None

    def _agents(self, text: str, rule: Rule, verb: tuple[int, int], spans: list[tuple[int, int]], lexicon: Lexicon) -> Iterator[Addressee]:
        """Those of the names that are somebody's."""
        for number, (start, end) in enumerate(spans):
            name = " ".join(text[start:end].split())
            head = self._head(name)
            if self._is_agent(name, head, lexicon):
                yield Addressee(rule, verb, start, end, name, self._group.search(head) is not None)
            elif number == 0:
                return  # "urges the continued efforts by X, Y and Z to …" addresses none of them

    def _rule(self, words: str) -> Rule:
        plain = " ".join(words.lower().split())
        return self._rules[next(verb for verb in self._verbs if plain.startswith(verb))]

    def _head(self, name: str) -> str:
        """The name up to its first preposition or participle, without an acronym in brackets."""
        bare = _ACRONYM.sub("", name)
        cut = _PREPOSITION.search(bare)
        bare = bare[: cut.start()] if cut else bare
        modified = self._modified.match(bare)
        return modified.group() if modified else bare

    def _is_agent(self, name: str, head: str, lexicon: Lexicon) -> bool:
        if not name or len(name) > _LONGEST_NAME or self._pronoun.fullmatch(name) or self._generic.fullmatch(name):
            return False
        if lexicon.named(name) or self._agent.search(head) or (self._doer and self._doer.search(head)):
            return True
        last = head.rsplit(maxsplit=1)[-1] if head else ""
        return last[:1].isupper() and self._instrument.search(head) is None

    def _asked(self, text: str, start: int, lexicon: Lexicon) -> list[tuple[int, int]]:
        """The names between the verb and "to"; none where no "to" follows."""
        limit = min(len(text), start + _LONGEST)
        protected = [(start + match.start, start + match.end) for match in lexicon.find(text[start:limit])]
        for ask in self._ask.finditer(text, start, limit):
            words = ask.group().strip()
            if words in {"", ";", "."}:
                return []
            inside = any(left <= ask.start() and ask.end() <= right for left, right in protected)
            if not inside and not self._preposition.search(text, start, ask.start()):
                return [*self._names(text, start, ask.start(), protected), *self._others(text, ask.end(), lexicon)]
        return []

    def _others(self, text: str, start: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
        """Those who are asked something else under the same verb: "to report, and the World Bank to publish the reports"."""
        stop = self._stop.search(text, start)
        for match in self._another.finditer(text, start, stop.start() if stop else len(text)):
            name = match["name"]
            if lexicon.named(name) or (name[:1].isupper() and self._agent.search(self._head(name))) or " " in name:
                yield match.span("name")

    def _names(self, text: str, start: int, end: int, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The members of a list of names, asides left out."""
        within = False
        for left, last in _split(text, start, end, re.compile(r","), protected):
            hanging = _HANGING.search(text, left, last)  # "the Bank and, as appropriate, the Fund"
            right = hanging.start() if hanging else last
            joined = self._as_well.match(text, left, right)
            first = joined.end() if joined else left
            words = text[first:right]
            if self._verbal.match(words):
                return
            within = (within and not joined) or self._including.match(words) is not None
            if within or self._including.match(words) or (self._aside.match(words) and first > start):
                continue
            relative = _RELATIVE.search(text, first, right)
            yield from self._pairs(text, first, relative.start() if relative else right, protected)
            if relative:
                within = True

    def _pairs(self, text: str, start: int, end: int, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Two names in "X and the Y", one in "Governments of X and the Y" and "funds and programmes"."""
        pieces = list(_split(text, start, end, self._joint, protected))
        merged: list[tuple[int, int]] = []
        for left, right in pieces:
            words = text[left:right]
            if merged and self._verbal.match(words):
                break
            whole = bool(merged) and self._bare(text, merged[-1]) in protected
            of_two = merged and re.match(r"(?:the\s+)?(?:Governments?|parties|people)\s+of\s+", text[merged[-1][0] : merged[-1][1]])
            if self._head_first and merged and self._agent.search(words) and not self._is_one(text[merged[-1][0] : right], merged[-1]):
                merged.append((left, right))
                continue
            begins = re.match(rf"(?:{every('articles')}|all)\s", words) or self._quantified.match(words) or (left, right) in protected
            if merged and (of_two or not (begins or whole)):
                merged[-1] = (merged[-1][0], right)
            else:
                merged.append((left, right))
        yield from (self._bare(text, span) for span in merged)

    def _is_one(self, both: str, first: tuple[int, int]) -> bool:
        """Whether two joined nouns name one body ("fondos y programas")."""
        article = self._article.match(both)
        head = self._agent.search(both[article.end() if article else 0 :])
        return head is not None and (article.end() if article else 0) + head.end() > first[1] - first[0]

    def _bare(self, text: str, span: tuple[int, int]) -> tuple[int, int]:
        """A name without its article and without what follows it ("each", "under their jurisdiction")."""
        article = self._article.match(text, *span)
        tail = self._tail.search(text, *span)
        return (article.end() if article else span[0]), (tail.start() if tail else span[1])

    def _said_of(self, text: str, start: int) -> list[tuple[int, int]]:
        """The subject of "demands that X …"."""
        article = self._article.match(text, start)
        first = article.end() if article else start
        match = self._finite.match(text, first, min(len(text), first + _LONGEST_NAME))
        return [match.span()] if match else []


def _split(text: str, start: int, end: int, mark: re.Pattern[str], protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches between the marks that no protected name holds, trimmed."""
    cuts = [
        match.span() for match in mark.finditer(text, start, end) if not any(a < match.end() and match.start() < b for a, b in protected)
    ]
    edges = [start, *(place for cut in cuts for place in cut), end]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        words = text[left:right]
        if words.strip():
            yield left + len(words) - len(words.lstrip()), right - (len(words) - len(words.rstrip()))


@cache
def addresses(language: str) -> Addresses:
    """Return the patterns of a language.

    >>> [found.name for found in addresses("en").find("Urges donor countries and all other contributors to pay", Lexicon([]))]
    ['donor countries', 'other contributors']
    """
    return Addresses(language)
