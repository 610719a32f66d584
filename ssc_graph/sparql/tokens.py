"""The pieces of a query or an update, told apart without a parser, and what of them would reach out of the store.

A parser of grammar expressions needs no space: it reads ``trueSERVICE:x`` as three tokens and ``SERVICEex:x`` as two. And it knows from the
grammar whether ``<`` compares or begins an IRI, which the characters alone do not tell: in ``FILTER(1<2#>`` there is a comment, and in
``(1 <x#>`` none. Where both can be, :func:`hidden` looks at the rest for what either reading would hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

#: A character of names: whatever is not ASCII is one, or is a fault anywhere but in strings, IRIs and comments.
_C: Final = r"[0-9A-Za-z_\x80-\U0010ffff]"
_ND: Final = r"[0-9A-Za-z_\x80-\U0010ffff.\-]"  # and what may stand inside
_NE: Final = r"[0-9A-Za-z_\x80-\U0010ffff\-]"  # and what may stand at the end
_LOCAL: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
# Escapes exactly as the parser has them: it takes a long string with a wrong one for an empty string and another, and so finds an end where
# a laxer look would go on.
_CODE: Final = r"\\(?:u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}|U00(?!00[Dd][89A-Fa-f])(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
_ESCAPE: Final = rf"(?:\\[tbnrf\\\"']|{_CODE})"
# The terminals of SPARQL 1.1 (section 19.8) as far as words must be told from what is no word. Each alternative looks ahead a bounded
# way or consumes what it looked at, so that the time grows with the text and no faster: a prefix of more than 40 characters is no prefix
# here, and a string without an end ends the search.
_TOKEN = re.compile(
    rf"""
    (?P<space>[\s]+|\#[^\r\n]*)
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*(?:{_CODE}[^<>"{{}}|^`\\\x00-\x20]*)*>)
  | (?P<string>"{{3}}(?:[^"\\]|{_ESCAPE}|"(?!""))*+"{{3}}|'{{3}}(?:[^'\\]|{_ESCAPE}|'(?!''))*+'{{3}}
      |(?!"{{3}})"(?:[^"\\\r\n]|{_ESCAPE})*+"|(?!'{{3}})'(?:[^'\\\r\n]|{_ESCAPE})*+')
  | (?P<open>["'])
  | (?P<variable>[?$]{_C}+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:_:)?(?:{_C}(?:{_ND}{{0,40}}{_NE})?)?:(?:(?:{_ND}|:|{_LOCAL})*(?:{_NE}|:|{_LOCAL}))?)
  | (?P<word>{_C}+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_REACHING = re.compile(r"SERVICE|LOAD", re.IGNORECASE | re.ASCII)
#: Keywords between which and a pattern a name may stand, and before a graph that is named in an update.
_BEFORE_PATTERN: Final = frozenset({"GRAPH", "FROM", "NAMED", "DESCRIBE"})
_BEFORE_GRAPH: Final = frozenset({"PREFIX", "GRAPH", "NAMED", "USING", "WITH", "TO", "INTO", "COPY", "MOVE", "ADD", "SILENT", "FROM"})
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
#: Behind these an expression may go on with ``<``, beside words, names and values.
_ENDS: Final = frozenset(")}]>")
_AMBIGUOUS: Final = frozenset({"variable", "language", "name", "word", "string", "iri"})
#: No operand begins so: ``a://`` is no expression.
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
#: The two keywords where they can stand, without regard to what is a string or a comment.
_RAW = re.compile(
    r"(?<![?$:/#_\-])SERVICE(?:SILENT)?(?:\s|#[^\r\n]*+)*+(?:SILENT(?:\s|#[^\r\n]*+)*+)?(?:[?$<]|[^\s{}\"';,()<>]{0,200}:|[^\s{}\"';,()<>:]{201})"
    r"|(?<![?$:/#\-\w])LOAD",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_HIDDEN: Final = 20_000  # characters in which neither reading can chain so much that it matters


class Token(NamedTuple):  # a million of them are made of a long query
    """A piece of a query.

    Args:
        kind: ``iri``, ``string``, ``variable``, ``language``, ``name``, ``word``, ``mark``, or ``open`` for a quote without its other.
        text: as it stands there.
        start: its first character.
    """

    kind: str
    text: str
    start: int


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the pieces of a query or an update, without space and comments.

    Args:
        text: SPARQL.
        start: the character to begin with; it may stand inside a word to which another is glued.

    >>> [token.text for token in tokens("ASK { ?s ex:service 'SERVICE' } # SERVICE")]
    ['ASK', '{', '?s', 'ex:service', "'SERVICE'", '}']
    """
    for found in _TOKEN.finditer(text, start):
        if found.lastgroup != "space":
            yield Token(found.lastgroup or "mark", found.group(), found.start())


def reaching(pieces: Sequence[Token], *, update: bool = True) -> tuple[str, int] | None:
    """Return ``SERVICE`` or ``LOAD`` and its place, if the pieces ask another server or read a file.

    Args:
        pieces: of a query or an update.
        update: whether it may be an update; LOAD is nothing in a query.

    >>> reaching(list(tokens("SELECT * { trueSERVICE:x { } }"))), reaching(list(tokens("SELECT * { ?s service:x ?load }")))
    (('SERVICE', 11), None)
    """
    if not any(_REACHING.search(token.text) for token in pieces if token.kind in {"word", "name"}):
        return None
    depth = 0
    before = Token("mark", ";", 0)
    for place, token in enumerate(pieces):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.kind == "word" and (found := _REACHING.search(token.text)) and (update or found.group().upper() == "SERVICE"):
            return found.group().upper(), token.start
        if token.kind == "name" and (found := _REACHING.search(token.text.partition(":")[0])):
            said = token.text.partition(":")[0].upper()
            opens = place + 1 < len(pieces) and pieces[place + 1].text == "{"
            if "SERVICE" in said and opens and before.text.upper() not in _BEFORE_PATTERN:
                return "SERVICE", token.start
            if update and said.startswith("LOAD") and depth <= 0 and before.text.upper() not in _BEFORE_GRAPH:
                return "LOAD", token.start
        before = token
    return None


def hidden(text: str, pieces: Sequence[Token], *, deepest: int) -> int | None:
    r"""Return the place of a ``<`` that compares or begins an IRI, if one of the two readings hides what the other shows.

    Args:
        text: the query or update.
        pieces: what :func:`tokens` gave.
        deepest: brackets that may stand behind it.

    >>> query = "SELECT * { FILTER(1<2)#>'''\n SERVICE <http://a.example/> { } #'''\n }"
    >>> hidden(query, list(tokens(query)), deepest=128)
    19
    """
    start = _first_ambiguous(pieces) if "<" in text else None
    if start is None:
        return None
    rest = text[start + 1 :]
    opening = sum(rest.count(bracket) for bracket in _OPENING)
    return start if _RAW.search(rest) or opening > deepest or len(rest) > _LONGEST_HIDDEN else None


def _first_ambiguous(pieces: Sequence[Token]) -> int | None:
    """Expressions stand in parentheses and ``<`` behind an operand, or doubled before a triple; a comment or a string must begin inside."""
    open_: list[str] = []
    before = Token("mark", "", 0)
    for token in pieces:
        if token.text in _OPENING:
            open_.append(token.text)
        elif token.text in _CLOSING and open_:
            open_.pop()
        elif token.kind == "iri" and _hides(token.text):
            operand = before.kind in _AMBIGUOUS or before.text in _ENDS
            if (operand and open_[-1:] == ["("]) or before.text == "<":
                return token.start
        before = token
    return None


def _hides(iri: str) -> bool:
    return ("#" in iri or "'" in iri or _REACHING.search(iri) is not None) and not _ADDRESS.match(iri)
