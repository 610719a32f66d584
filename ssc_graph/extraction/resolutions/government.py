"""What governs a citation: the patterns between a verb and the number, name or report that it is about.

"Recalling its resolutions 84/19 of 21 May 2029, 91/21 … and 94/25 A and B" recalls them all; "Recalls paragraph 6 of its
resolution 94/25 B" recalls that; "Reaffirms its decision, as resolution 91/22 asked" reaffirms a decision and only cites
the resolution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ssc_graph.extraction.acts import every
from ssc_graph.extraction.resolutions.tables import Rule, alternation, load

#: Longest stretch between a verb and what it governs, and between two members of a series, in code points.
FARTHEST: Final = 300
_BEFORE: Final = 80  # code points before a verb that tell whether it begins a clause
_AND: Final = every("conjunctions")
_NUMBERS: Final = rf"(?:[\dIVXLC]{{1,5}}(?:\.[A-Z])?(?:\s*(?:,|{_AND}|to|–|-)\s*[\dIVXLC]{{1,5}})*|[A-Z])"

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
        self._verb = re.compile(rf"(?<![\w-])(?i:{alternation(self._rules)})(?![\w-])(?:,?\s+(?i:{mods})\b,?)*")
        self._clause = re.compile(
            rf"(?:\A|[,;:.(]|[–—]|\b(?:but|{_AND})\b)\s*(?:\d{{1,3}}\s?\.\s+|\([a-z]{{1,4}}\)\s+)?(?:(?:{_AND})\s+)?(?:(?i:{mods})\b,?\s+)*\Z"
        )
        self._and = re.compile(rf",?\s+(?:{_AND})\s+")
        det, acts = rf"(?:(?i:{words('determiners')})\s+)*", rf"(?:(?i:{words('acts')})\s+)?"
        self.of = rf"[\s,]*(?:(?:{every('leads')})\s+)?"
        topic = rf"(?:\s+(?:{every('subjects')})\s+[^,;]{{1,160}}?)?"
        part = (
            rf"(?:{det}(?i:{words('parts')})(?:\s+{_NUMBERS})?(?:\s*\([a-z]{{1,4}}\))*{topic}"
            rf"(?:\s+by\s+[^,;]{{1,80}}?)?\s+(?:{every('origins')})\s+)*"
        )
        paths = (
            rf"{part}{det}{acts}",
            rf"{det}(?:[\w’-]+\s+){{1,8}}?(?i:{words('contained')})\s+{det}{acts}",
            rf"{det}(?i:{words('acts')})\b[^;.]{{0,200}}?,?\s*\b(?i:{words('including')}),?\s+{det}{acts}",
            rf"{det}(?:[\w’-]+\s+){{0,3}}?(?i:{words('acts')})\s*:\s*{det}{acts}",
        )
        self._path = re.compile(rf"{self.of}(?:{'|'.join(f'(?:{path})' for path in paths)})")
        joints = words("joints")
        self._joint = re.compile(
            rf"(?:[,;]|\b(?:{joints}))[\s,;]*(?:\b(?:{joints})\s+)?(?:(?:on|{every('leads')})\s+)?{det}\Z|\A[\s,;]*(?:(?:{joints})\s+)?{det}\Z"
        )
        others = words("operative", "preambular")
        self._barrier = re.compile(rf"\b(?:{words('barriers')})\b|(?:[,;]|\b(?:{_AND}))\s+(?:(?:{mods})\s+)*(?:{others})\b")
        self._lead = re.compile(rf"{self.of}{part}{det}")

    def verbs(self, text: str, *, speaker: re.Pattern[str] | None = None) -> list[Verb]:
        """Return the citing verbs that begin a clause of the text.

        Args:
            text: a paragraph.
            speaker: in a news text, the pattern of who must stand before the verb.
        """
        found: list[Verb] = []
        for match in self._verb.finditer(text):
            follows = found and self._and.fullmatch(text, found[-1].end, match.start())
            if not (follows or self._is_own(text, match.start(), speaker, last=found[-1].end if found else -1)):
                continue
            rule = self._rules[" ".join(_head(match.group(), self._rules).split())]
            if follows:
                first = found.pop()
                found.append(Verb(first.start, match.end(), (*first.rules, rule)))
            else:
                found.append(Verb(match.start(), match.end(), (rule,)))
        return found

    def _is_own(self, text: str, start: int, speaker: re.Pattern[str] | None, *, last: int) -> bool:
        """Whether the verb says what the resolution does: it begins a clause; in a news text, one of a speaker's sentence."""
        first = max(0, start - _BEFORE)
        begins = self._clause.search(text, first, start) is not None
        if speaker is None or not begins:
            return begins if speaker is None else speaker.search(text, first, start) is not None
        goes_on = last >= 0 and start - last <= FARTHEST and _STOP.search(text, last, start) is None
        return goes_on or speaker.search(text, first, start) is not None

    def governs(self, text: str, verb: Verb, start: int) -> bool:
        """Return whether what begins at ``start`` is what the verb is about."""
        return 0 <= start - verb.end <= FARTHEST and self._path.fullmatch(text, verb.end, start) is not None

    def joined(self, text: str, end: int, start: int) -> bool:
        """Return whether what begins at ``start`` stands in a series with what ended at ``end``."""
        if not 0 <= start - end <= FARTHEST:
            return False
        gap = _QUOTED.sub(lambda quoted: "“" + "x" * (len(quoted.group()) - 2) + "”", text[end:start])
        return self._joint.search(gap) is not None and self._barrier.search(gap) is None

    def lead(self, text: str, verb: Verb) -> int:
        """Return where the verb's object begins, behind "of the", "paragraph 3 of the" and the like."""
        match = self._lead.match(text, verb.end, min(len(text), verb.end + FARTHEST))
        return match.end() if match else verb.end


def _head(words: str, known: dict[str, Rule]) -> str:
    """The longest known verb at the beginning of the words, in lower case."""
    plain = " ".join(words.lower().split())
    return next(verb for verb in sorted(known, key=len, reverse=True) if plain.startswith(verb))


@cache
def government(language: str) -> Government:
    """Return the patterns of a language.

    >>> rules = government("en")
    >>> text = "Recalls paragraph 6 of its resolution 94/25 B"
    >>> rules.governs(text, rules.verbs(text)[0], text.index("resolution"))
    True
    """
    return Government(language)
