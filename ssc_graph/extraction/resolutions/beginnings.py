"""How the paragraphs of a resolution begin: formulas, titles, numbers, verbs.

One pattern a sign, made from a language's tables; each looks at the beginning of a line only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ssc_graph.extraction.acts import either, every, kinds, words
from ssc_graph.extraction.resolutions.tables import Table, alternation, load
from ssc_graph.extraction.symbol_forms import BODIES, names_of

NUMBER: Final = re.compile(r"(?P<number>\d{1,3})\s?\.\s+(?=[A-Z“\"(À-Þ])")
ITEM: Final = re.compile(r"(?:\((?:[a-z]{1,5}|\d{1,2})\)|[•·▪●–—-])\s+(?=\S)")
#: A number or an item's letter alone on its line: what it counts stands below.
BARE: Final = re.compile(r"\d{1,3}\s?\.|\((?:[a-z]{1,5}|\d{1,2})\)")
LETTER: Final = re.compile(r"(?P<letter>[A-Z]|[IVX]{1,6})\.?")
FORM: Final = r"(?:(?:E?S-)?\d{1,4}/\d{1,4}(?:\s[A-Z](?:\s?[-–]\s?[A-Z])?)?|\d{1,4}(?:\s[A-Z])?\s?\([IVXLC]+\))"
TITLE: Final = re.compile(
    rf"(?:(?:{every('titles')})\s+)?(?P<number>{FORM})\.\s+(?=\S)|(?:{every('titles')})\s+(?P<council>\d{{1,4}}\s?\(\d{{4}}\))\s*\Z"
)
CLOSING: Final = re.compile(
    rf"\d{{1,5}}(?:st|nd|rd|th)(?:\s+\(resumed\))?(?:\s+(?:plenary|emergency|special))*\s+meeting\b"
    rf"|(?:{every('plenary')})\d+|\d{{1,5}}[.ªa]{{1,2}}\s+(?:{every('sittings')})\b",
    re.IGNORECASE,
)
_ARTICLES: Final = words("articles")
_THE: Final = either(article.capitalize() for article in _ARTICLES)
_BRACKET: Final = re.compile(rf"\[(?:{every('brackets')})\b", re.IGNORECASE)
_ROW: Final = re.compile(r"(?:\d{1,3}(?:[ ,]\d{3})+|\(\d{1,3}(?:[ ,]\d{3})+\))\s*\Z")
_ACT: Final = re.compile(rf"(?i:{either((*kinds('resolution'), *kinds('decision')))})\s+(?:yang\s+)?")


class Beginnings:
    """Patterns for the beginnings of paragraphs, from a language's tables.

    Args:
        table: the tables.
    """

    def __init__(self, table: Table) -> None:
        modifiers = table.any_of("modifiers")
        names = alternation(name for body in BODIES.values() for name in names_of(body) if " " in name)
        self.operative = re.compile(rf"(?=[A-Z])(?i:(?:(?:{modifiers})\s+)*(?:{table.any_of('operative')}))\b")
        self.preambular = re.compile(rf"(?=[A-Z])(?i:(?:(?:{modifiers})\s+)*(?:{table.any_of('preambular')}))\b")
        self.participle = re.compile(rf"[A-Z][a-zà-ÿ]+(?:{table.any_of('participles')})\b" if table.words["participles"] else r"(?!)")
        self.formula = re.compile(rf"(?:(?:{_THE})\s+)?(?P<body>(?i:{names}))\s*(?P<comma>,?)\s*")
        self.other_formula = re.compile(
            rf"(?:{_THE})\s+(?:[A-Z][\w’-]+(?:\s+(?:of|on|for|and|the|to|{every('name words')}))*\s+){{1,12}}?[A-Z][\w’-]+,"
        )
        self.annex = re.compile(
            rf"(?:{'|'.join(word.capitalize() for word in table.words['annexes'])})(?:\s+(?:[IVXLC]+|\d+|[A-Z]))?\.?(?=\s|\Z)"
        )
        self.adopted = re.compile(
            rf"(?i:{table.any_of('adopted')})\s+(?:(?:{every('articles')})\s+)?(?P<body>(?i:{names})|[A-Z][^,;.]{{3,80}}?)(?=,|\s+(?:{table.any_of('adopted_ends')})\b|\Z)"
        )
        link = rf"(?:(?:{every('date links')})\s+)?"
        self.date = re.compile(rf"\d{{1,2}}\s+{link}[^\W\d]+\s+{link}(?:1[89]|20)\d\d")

    def is_formula(self, words: str) -> re.Match[str] | None:
        """Return the match where the words are an enacting formula and nothing else."""
        match = self.formula.fullmatch(words)
        if match and (match["comma"] or words.split(maxsplit=1)[0].lower() in _ARTICLES):
            return match
        return self.other_formula.fullmatch(words)

    def adoption(self, words: str) -> re.Match[str] | None:
        """Return the match where a paragraph says by whom the resolution was adopted."""
        act = _ACT.match(words)
        return self.adopted.match(words, act.end()) if act else self.adopted.match(words) if words[:1].isupper() else None

    def opens(self, words: str, gap: bool) -> str:
        """Tell what a line begins; see :data:`ssc_graph.extraction.resolutions.layout.Opens`."""
        signs = (TITLE.match, CLOSING.match, _BRACKET.match, LETTER.fullmatch, self.is_formula, self.adoption)
        if any(sign(words) for sign in signs) or (self.annex.match(words) if gap else self.annex.fullmatch(words)):
            return "own"
        marker = NUMBER.match(words) or ITEM.match(words)
        if "\t" in words[marker.end() if marker else 0 :] or (marker and _ROW.search(words[-40:])):
            return ""  # a row of a table
        if (
            BARE.fullmatch(words)
            or marker
            or self.operative.match(words)
            or self.preambular.match(words)
            or (gap and self.participle.match(words))
        ):
            return "body"
        return ""


@cache
def beginnings(language: str) -> Beginnings:
    """Return the patterns of a language.

    >>> beginnings("en").opens("Reaffirming its resolution 70/1,", False)
    'body'
    """
    return Beginnings(load(language))
