"""What governs a citation: the patterns between a verb and the number, name or report that it is about.

"Recalling its resolutions 84/19 of 21 May 2029, 91/21 … and 94/25 A and B" recalls them all; "Recalls paragraph 6 of its
resolution 94/25 B" recalls that; "Reaffirms its decision, as resolution 91/22 asked" reaffirms a decision and only cites
the resolution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ssc_graph.extraction.acts import every
from ssc_graph.extraction.resolutions.tables import Rule, alternation, load

#: Longest stretch between a verb and what it governs, and between two members of a series, in code points.
FARTHEST: Final = 300
_BEFORE: Final = 80  # code points before a verb that tell whether it begins a clause
_SENTENCE: Final = 700  # code points before a verb that tell who speaks, in a news text
_AND: Final = every("conjunctions")
_NUMBERS: Final = rf"(?:[\dIVXLC]{{1,5}}(?:\.[A-Z])?(?:\s*(?:,|{_AND}|to|–|-)\s*[\dIVXLC]{{1,5}})*|[A-Z])"
_DAY: Final = rf"\d{{1,2}}\s+(?:[A-Z][a-z]+|(?:{every('date links')})\s+[a-z]+\s+(?:{every('date links')}))\s+\d{{4}}"

_STOP: Final = re.compile(r"[.!?]\s")
_QUOTED: Final = re.compile(r"“[^“”]{0,280}”|\"[^\"]{0,280}\"")


@dataclass(frozen=True, slots=True)
class Verb:
    """A citing verb in a paragraph.

    Args:
        start, end: extent in the flow, with the words that modify it.
        rules: the rules that it stands for; two where two verbs share an object ("welcomes and endorses").
    """

    start: int
    end: int
    rules: tuple[Rule, ...]


class Government:
    """The patterns of one language."""

    def __init__(self, language: str) -> None:
        table = load(language)
        words = table.any_of
        self.language = language
        self._rules = {verb: rule for rule in table.of_kind("citing") for verb in rule.verbs}
        mods = words("modifiers")
        self._told = {verb: rule for rule in table.of_kind("citing") for verb in (*rule.verbs, *rule.told)}
        self._longest, self._longest_told = (sorted(known, key=len, reverse=True) for known in (self._rules, self._told))
        tail = rf"(?![\w-])(?:,?\s+(?i:{mods})\b,?)*"
        self._verb = re.compile(rf"(?<![\w-])(?i:{alternation(self._rules)}){tail}")
        self._told_verb = re.compile(rf"(?<![\w-])(?i:{alternation(self._told)}){tail}")
        self._clause = re.compile(
            rf"(?:\A|[,;:.(]|[–—]|\b(?:but|{_AND})\b)\s*(?:\d{{1,3}}\s?\.\s+|\([a-z]{{1,4}}\)\s+)?(?:(?:{_AND})\s+)?(?:(?i:{mods})\b,?\s+)*\Z"
        )
        self._and = re.compile(rf",?\s+(?:{_AND})\s+")
        det, acts = rf"(?:(?i:{words('determiners')})\s+)*", rf"(?:(?i:{words('acts')})\s+)?"
        self.of = rf"[\s,]*(?:(?:{every('leads')})\s+)?"
        topic = rf"(?:\s+(?:{every('subjects')})\s+[^,;]{{1,160}}?)?"
        # a language may put the whole behind the part without a preposition: "paragraf 6 resolusi 94/25 B"
        behind = rf"(?:(?:{every('origins')})\s+){'?' if 'wholes bare' in table.words['order'] else ''}"
        part = (
            rf"(?:{det}(?i:{words('parts')})(?:\s+{_NUMBERS})?(?:\s*\([a-z]{{1,4}}\))*{topic}"
            rf"(?:\s+by\s+[^,;]{{1,80}}?)?\s+{behind})*"
        )
        paths = (
            rf"{part}{det}{acts}",
            rf"{det}(?:[\w’-]+,?\s+){{1,12}}?(?i:{words('contained')})\s+{det}{acts}",
            rf"{det}(?i:{words('acts')})\b[^;.]{{0,200}}?,?\s*\b(?i:{words('including')}),?\s+{det}{acts}",
            rf"{det}(?:[\w’-]+\s+){{0,3}}?(?i:{words('acts')})\s*:\s*{det}{acts}",
        )
        noun = rf"(?:[\w’'-]+\s+){{0,6}}?(?:{words('reports', 'papers')})\b"
        self._bracketed = re.compile(rf"{self.of}{det}{noun}[^;:()\[\]]{{0,260}}[(\[]\s*(?:(?:contained\s+in|see|in)\s+)?{acts}")
        self._next_bracketed = re.compile(
            rf"[)\]]?[,\s]*(?:(?:{words('joints')})\s+)?(?:(?:on|{every('leads')})\s+)?{det}{noun}[^;:()\[\]]{{0,260}}[(\[]\s*"
            rf"|[)\]][,\s]*(?:{_AND})?\s*(?:(?:{every('dated')})\s+)?{_DAY}\s*[(\[]\s*"
        )
        self._repeated = re.compile(rf"(?P<of>{every('leads')})\s+[^;]{{1,280}}?,?\s+(?:as\s+well\s+as|{_AND})\s+(?P=of)\s+{det}{acts}")
        self._path = re.compile(rf"{self.of}(?:{'|'.join(f'(?:{path})' for path in paths)})")
        joints = words("joints")
        self._joint = re.compile(
            rf"(?:[,;]|\b(?:{joints}))[\s,;]*(?:\b(?:{joints})\s+)?(?:(?:on|{every('leads')})\s+)?{det}\Z|\A[\s,;]*(?:(?:{joints})\s+)?{det}\Z"
        )
        others = words("operative", "preambular")
        clause = rf"(?:[,;]|\b(?:{_AND}))\s+(?:(?:{mods})\s+)*(?:{others})\b"
        self._new_clause = re.compile(clause)
        self._barrier = re.compile(rf"\b(?:{words('barriers')})\b|{clause}")
        self._lead = re.compile(rf"{self.of}{part}{det}")

    def verbs(self, text: str, *, speaker: re.Pattern[str] | None = None) -> list[Verb]:
        """Return the citing verbs that begin a clause of the text.

        Args:
            text: a paragraph.
            speaker: in a news text, the pattern of who must stand before the verb.
        """
        found: list[Verb] = []
        known, longest = (self._rules, self._longest) if speaker is None else (self._told, self._longest_told)
        for match in (self._verb if speaker is None else self._told_verb).finditer(text):
            follows = found and self._and.fullmatch(text, found[-1].end, match.start())
            if not (follows or self._is_own(text, match.start(), speaker, last=found[-1].end if found else -1)):
                continue
            rule = known[" ".join(_head(match.group(), longest).split())]
            if follows:
                first = found.pop()
                found.append(Verb(first.start, match.end(), (*first.rules, rule)))
            else:
                found.append(Verb(match.start(), match.end(), (rule,)))
        return found

    def _is_own(self, text: str, start: int, speaker: re.Pattern[str] | None, *, last: int) -> bool:
        """Whether the verb says what the resolution does: it begins a clause; in a news text, one of a speaker's sentence."""
        begins = self._clause.search(text, max(0, start - _BEFORE), start) is not None
        if speaker is None:
            return begins
        goes_on = begins and last >= 0 and start - last <= FARTHEST and _STOP.search(text, last, start) is None
        return goes_on or speaker.search(text, max(0, start - _SENTENCE), start) is not None

    def governs(self, text: str, verb: Verb, start: int) -> bool:
        """Return whether what begins at ``start`` is what the verb is about."""
        if not 0 <= start - verb.end <= FARTHEST:
            return False
        if self._path.fullmatch(text, verb.end, start) or self._in_brackets(self._bracketed, text, verb.end, start):
            return True
        repeated = self._repeated.fullmatch(text, verb.end + 1, start)
        return repeated is not None and self._barrier.search(text, verb.end, start) is None

    def _in_brackets(self, pattern: re.Pattern[str], text: str, end: int, start: int) -> bool:
        """Whether the symbol at ``start`` stands in brackets behind the document that it is of: "the note by the Chair (A/99/1)"."""
        return pattern.fullmatch(text, end, start) is not None and self._new_clause.search(text, end, start) is None

    def joined(self, text: str, end: int, start: int) -> bool:
        """Return whether what begins at ``start`` stands in a series with what ended at ``end``."""
        if not 0 <= start - end <= FARTHEST:
            return False
        if self._in_brackets(self._next_bracketed, text, end, start):
            return True
        gap = _QUOTED.sub(lambda quoted: "“" + "x" * (len(quoted.group()) - 2) + "”", text[end:start])
        return self._joint.search(gap) is not None and self._barrier.search(gap) is None

    def lead(self, text: str, verb: Verb) -> int:
        """Return where the verb's object begins, behind "of the", "paragraph 3 of the" and the like."""
        match = self._lead.match(text, verb.end, min(len(text), verb.end + FARTHEST))
        return match.end() if match else verb.end


def _head(words: str, longest_first: Sequence[str]) -> str:
    """The longest known verb at the beginning of the words, in lower case."""
    plain = " ".join(words.lower().split())
    return next(verb for verb in longest_first if plain.startswith(verb))


@cache
def government(language: str) -> Government:
    """Return the patterns of a language.

    >>> rules = government("en")
    >>> text = "Recalls paragraph 6 of its resolution 94/25 B"
    >>> rules.governs(text, rules.verbs(text)[0], text.index("resolution"))
    True
    """
    return Government(language)
