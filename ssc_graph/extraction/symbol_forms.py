"""Forms of United Nations document symbols: which body numbers its resolutions how, and how a symbol is written in full.

A form says nothing of where it stands in a text; :mod:`ssc_graph.extraction.symbols` finds it there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ssc_graph.extraction.acts import LANGUAGES, acts, every


@dataclass(frozen=True, slots=True)
class Body:
    """A body that numbers its resolutions.

    Args:
        names: names of the body by language, the one to show first.
        symbols: symbol of its resolutions and of its decisions; ``{0}`` is the number, ``{1}`` and ``{2}`` its two parts.
        sessions: sessions in which it used the form ``session/number``.
    """

    names: Mapping[str, tuple[str, ...]]
    symbols: Mapping[str, str]
    sessions: range = range(0)


def _body(code: str, *, resolution: str, decision: str = "", sessions: range = range(0)) -> Body:
    symbols = {"resolution": resolution, **({"decision": decision} if decision else {})}
    return Body(MappingProxyType({language: acts(language).bodies[code] for language in LANGUAGES}), MappingProxyType(symbols), sessions)


def names_of(body: Body) -> tuple[str, ...]:
    """Return the names of a body in all languages."""
    return tuple(name for names in body.names.values() for name in names)


#: The General Assembly counts ``session/number`` from its thirty-first session (1976); before that, ``number (session)``.
FIRST_SLASH_SESSION: Final = 31

BODIES: Final[Mapping[str, Body]] = MappingProxyType(
    {
        "A": _body("A", resolution="A/RES/{0}", decision="A/DEC/{0}", sessions=range(FIRST_SLASH_SESSION, 1000)),
        "S": _body("S", resolution="S/RES/{0}"),
        "E": _body("E", resolution="E/RES/{0}", decision="E/DEC/{0}"),
        "HRC": _body("HRC", resolution="A/HRC/RES/{0}", decision="A/HRC/DEC/{0}", sessions=range(1, 200)),
        "UNEA": _body("UNEA", resolution="UNEP/EA.{1}/Res.{2}", decision="UNEP/EA.{1}/Dec.{2}", sessions=range(1, 31)),
        "WHA": _body("WHA", resolution="WHA{0}", decision="WHA{0}"),
    }
)

_NUMBER = re.compile(
    r"(?P<special>E?S-\d{1,2}/\d{1,3})"
    r"|(?P<coded>(?:\d{1,3}|(?:SS\.)?[IVXLC]+)/(?:(?:CP|CMP|CMA|COP)\.\d{1,2}|(?<=[IVXLC]/)\d{1,3}))"
    r"|(?P<first>\d{1,4})/(?P<second>\d{1,4})"
    r"|(?P<dotted>\d{1,3}\.\d{1,3})"
    r"|(?P<plain>\d{1,4})(?:\s(?P<letter>[A-Z]))?\s?\((?:(?P<roman>(?:E?S-)?[IVXLC]+)|(?P<year>\d{4}))\)(?P<after>[A-Z])?"
    r"|(?P<bare>\d{3,4})"
)
_SUFFIX = re.compile(rf"\s*(?P<one>[A-Z])(?:(?:\s*[-–,]\s*|\s(?:{every('letters')})\s)[A-Z])*")
_MARKS = re.compile(r"\b(?P<res>RES|Res)\b[/.]|\b(?P<dec>DEC|Dec)\b[/.]")
_JOINT = re.compile(r"[-–](?=[A-Z]{1,5}/)")


@dataclass(frozen=True, slots=True)
class Form:
    """A number as its body writes it.

    Args:
        shape: ``slash``, ``year``, ``roman``, ``special``, ``coded``, ``dotted`` or ``bare``.
        number: the number, white space and lists of letters made uniform (``64/222``, ``398 A (V)``, ``94/25 A-B``).
        first, second: its two parts; for ``2625 (XXV)`` the number and the session.
        symbol_number: the number as it stands in the full symbol (``377(V)A``).
    """

    shape: str
    number: str
    first: str
    second: str
    symbol_number: str


def read_form(text: str) -> Form:
    """Return the form of a number.

    Raises:
        ValueError: the text is no such number.

    >>> read_form("398 A (V)").symbol_number, read_form("94/25 A and B").number
    ('398(V)A', '94/25 A-B')
    """
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"{text!r} is no number of a resolution")
    suffix = _letters(text[match.end() :])
    if match["plain"]:
        letter = match["letter"] or match["after"] or ""
        session = match["roman"] or match["year"]
        number = f"{match['plain']}{' ' + letter if letter else ''} ({session})"
        return Form("roman" if match["roman"] else "year", number, match["plain"], session, f"{match['plain']}({session}){letter}")
    shape = next(name for name in ("special", "coded", "first", "dotted", "bare") if match[name])
    first, _, second = match.group().partition("/")
    number = match.group() + (f" {suffix}" if suffix else "")
    return Form("slash" if shape == "first" else shape, number, first, second, number)


def is_full(text: str) -> bool:
    """Return whether a document is named by its full symbol, not by a number alone.

    >>> is_full("A/RES/70/1"), is_full("70/1")
    (True, False)
    """
    return _NUMBER.match(text) is None


def _letters(text: str) -> str:
    """``A`` of " A", ``A-C`` of " A to C", " A, B and C" or "A-C"; nothing of anything else."""
    match = _SUFFIX.match(text)
    if match is None:
        return ""
    last = re.findall("[A-Z]", match.group())[-1]
    return match["one"] if last == match["one"] else f"{match['one']}-{last}"


def body_of(form: Form, *, named: str, context: str, default: str) -> str:
    """Return the code of the body whose resolution a number is, or an empty string where nothing tells it.

    Args:
        form: the number.
        named: code of the body that the text names with the number, or empty.
        context: code of the body named last in the sentence, or empty.
        default: code of the body that speaks where none is named ("its resolution").

    >>> body_of(read_form("2623 (2022)"), named="", context="", default="A")
    'S'
    """
    by_shape = {
        "special": "A",
        "year": "S",
        "roman": named if named == "E" else "A",
        "bare": named,
        "coded": "",
        "dotted": "WHA" if named == "WHA" else "",
    }
    if form.shape in by_shape:
        return by_shape[form.shape]
    if len(form.first) == 4:  # noqa: PLR2004 (a year stands before the slash only in the Economic and Social Council)
        return "E"
    for code in (named, default, context) if int(form.first) >= FIRST_SLASH_SESSION else (named, context, default):
        if code and int(form.first) in BODIES[code].sessions:
            return code
    return "A" if int(form.first) >= FIRST_SLASH_SESSION else ""


def canonical(form: Form, body: str, kind: str) -> str:
    """Return the full symbol of a numbered resolution or decision, or an empty string where the body has none for it.

    >>> canonical(read_form("64/222"), "A", "resolution"), canonical(read_form("5/14"), "UNEA", "resolution")
    ('A/RES/64/222', 'UNEP/EA.5/Res.14')
    """
    template = BODIES[body].symbols.get(kind, "") if body else ""
    return template.format(form.symbol_number, form.first, form.second)


@dataclass(frozen=True, slots=True)
class FullSymbol:
    """A symbol written in full.

    Args:
        symbol: the symbol, uniform.
        aliases: other symbols of the same document (``A/73/63-E/2018/8`` has two).
        number, body, kind: as in :class:`ssc_graph.extraction.symbols.SymbolMention`.
    """

    symbol: str
    aliases: tuple[str, ...]
    number: str
    body: str
    kind: str


def full_symbol(text: str) -> FullSymbol:
    """Read a symbol written in full.

    >>> full_symbol("A/RES/2625 (XXV)").symbol, full_symbol("A/HRC/RES/42/12").number
    ('A/RES/2625(XXV)', '42/12')
    """
    parts = _JOINT.split(text)
    if len(parts) > 1:
        return FullSymbol(parts[0], (text, *parts[1:]), "", "document", "document")
    if text.startswith("WHA"):
        return FullSymbol(text, (), text[3:], "WHA", "resolution")
    mark = _MARKS.search(text)
    if mark is None:
        return FullSymbol(text, (), "", "document", "document")
    kind = "resolution" if mark["res"] else "decision"
    head, number = text[: mark.start()], text[mark.end() :]
    if environment := re.fullmatch(r"UNEP/EA\.(\d+)/", head):
        return FullSymbol(text, (), f"{environment[1]}/{number}", "UNEA", kind)
    body = {"A/": "A", "S/": "S", "E/": "E", "A/HRC/": "HRC"}.get(head, "document")
    if body == "document" or not _NUMBER.match(number):
        return FullSymbol(text, (), number, "document", kind)
    form = read_form(number)
    return FullSymbol(canonical(form, body, kind) or text, (), form.number, body, kind)
