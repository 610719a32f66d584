"""A linear look at SPARQL before any parser sees it: size, nesting, and words that would reach out of the store.

The parser of the store is recursive and ends its process at some 2,400 nested brackets; SERVICE and LOAD really connect. Both are refused
here, outside comments, strings, IRIs and names, so that ``ex:service``, ``?load`` and ``"SERVICE"`` stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

#: Brackets that may stand inside each other.
DEEPEST: Final = 128
#: Operators and patterns in a row are levels of the evaluator's recursion; no query written by a person has so many.
_MOST: Final = 1000
_CHAINED: Final = frozenset("|&+*/=<>-!^") | {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH"}
#: Unary operators that may follow one another: each is a level of the parser's recursion, too.
_UNARY: Final = frozenset("!-+^")
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_REFUSED: Final[Mapping[str, str]] = MappingProxyType({"SERVICE": "federated queries", "LOAD": "loading from addresses"})
#: A parser of grammar expressions needs no space: it reads ``trueSERVICE:x`` as three tokens, ``SERVICEex:x`` as two. No other word
#: has these in it; a prefix that begins so is refused, too.
_GLUED_PREFIX = re.compile(r"(?:true|false|a|[\d.+\-e]*)(SERVICE|LOAD)(?:SILENT)?", re.IGNORECASE)
_REACHING = re.compile(r"SERVICE|LOAD", re.IGNORECASE)

# The terminals of SPARQL 1.1 (section 19.8) as far as words must be told from what is no word. Each alternative looks ahead a bounded
# way or consumes what it looked at, so that the time grows with the text and no faster: a prefix of more than 40 characters is no prefix
# here, and a string without an end ends the search.
_LOCAL: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+|\#[^\r\n]*)
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*(?:\\[uU][^<>"{{}}|^`\\\x00-\x20]*)*>)
  | (?P<string>"{{3}}(?:[^"\\]|\\.|"(?!""))*+"{{3}}|'{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}|"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')
  | (?P<open>["'])
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:_:)?(?:\w(?:[\w.\-]{{0,40}}[\w\-])?)?:(?:(?:[\w:.\-]|{_LOCAL})*(?:[\w:\-]|{_LOCAL}))?)
  | (?P<word>\w+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    Args:
        kind: ``iri``, ``string``, ``variable``, ``language``, ``name``, ``word``, ``mark``, or ``open`` for a quote without its other.
        text: as it stands there.
        start: its first character.
    """

    kind: str
    text: str
    start: int


class Refused(Exception):  # noqa: N818 (it is the answer to a request, not a fault of the program)
    """A request is answered with an error.

    Args:
        status: of HTTP.
        message: one line for people.
        headers: more headers of the answer.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a query or an update, without space and comments.

    >>> [token.text for token in tokens("ASK { ?s ex:service 'SERVICE' } # SERVICE")]
    ['ASK', '{', '?s', 'ex:service', "'SERVICE'", '}']
    """
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield Token(found.lastgroup or "mark", found.group(), found.start())


def screen(text: str, *, longest: int) -> list[Token]:
    """Return the pieces of a query or an update that may be handed to the parser.

    Args:
        text: the query or update.
        longest: characters that it may have.

    Raises:
        Refused: it is too long (413), nested too deep (400), or reaches out (403).

    >>> screen("SELECT * { service <http://x/> { } }", longest=100)
    Traceback (most recent call last):
    ...
    ssc_graph.server.screening.Refused: line 1, column 12: SERVICE is refused here: federated queries are switched off
    """
    if len(text) > longest:
        raise Refused(413, f"the query has more than {longest} characters")
    found = []
    depth = unary = chained = 0
    for token in tokens(text):
        found.append(token)
        if token.kind == "open":
            raise Refused(400, f"{_place(text, token.start)}: the string that begins here has no end")
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        unary = unary + 1 if token.text in _UNARY else 0
        chained += token.kind in {"mark", "word"} and token.text.upper() in _CHAINED
        if max(depth, unary) > DEEPEST:
            raise Refused(400, f"{_place(text, token.start)}: the query is nested deeper than {DEEPEST}")
        if chained > _MOST:
            raise Refused(400, f"{_place(text, token.start)}: the query chains more than {_MOST} operators and patterns")
        if word := _reaches_out(token):
            raise Refused(403, f"{_place(text, token.start)}: {word} is refused here: {_REFUSED[word]} are switched off")
    return found


def _reaches_out(token: Token) -> str:
    if token.kind == "word":
        found = _REACHING.search(token.text)
        return found.group().upper() if found else ""
    if token.kind == "name":
        glued = _GLUED_PREFIX.match(token.text.partition(":")[0])
        return glued.group(1).upper() if glued else ""
    return ""


def with_dataset(text: str, pieces: Sequence[Token], default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose patterns see the graphs that the protocol names (SPARQL 1.1 Protocol, section 2.2.3).

    Args:
        text: the update.
        pieces: what :func:`screen` returned.
        default: the IRIs of ``using-graph-uri``.
        named: the IRIs of ``using-named-graph-uri``.

    Raises:
        Refused: the update names its own graphs, too.

    >>> update = "INSERT { ?s ?p 1 } WHERE { ?s ?p 2 }"
    >>> with_dataset(update, list(tokens(update)), ["http://x/g"], [])
    'INSERT { ?s ?p 1 } USING <http://x/g> WHERE { ?s ?p 2 }'
    """
    words = [(token.text.upper(), token.start, place) for place, token in enumerate(pieces) if token.kind == "word"]
    if any(word in {"USING", "WITH"} for word, _, _ in words):
        raise Refused(400, "the update has USING or WITH, and the request using-graph-uri or using-named-graph-uri: give one of them")
    clause = " ".join([*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)])
    written, done, depth, last = [], 0, 0, ""
    for place, token in enumerate(pieces):
        depth += (token.text == "{") - (token.text == "}")
        if token.kind == "word" and token.text.upper() == "WHERE" and depth == 0:
            shorthand = _block(text, pieces, place + 1) + " " if last == "DELETE" else ""  # DELETE WHERE { P } is DELETE { P } WHERE { P }
            written += [text[done : token.start], shorthand, clause, " "]
            done = token.start
        last = token.text.upper()
    return "".join([*written, text[done:]])


def _block(text: str, pieces: Sequence[Token], start: int) -> str:
    """The text of the block of braces that begins at a piece."""
    depth = 0
    for token in pieces[start:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return text[pieces[start].start : token.start + 1]
    return ""


def _place(text: str, start: int) -> str:
    line = text.count("\n", 0, start) + 1
    return f"line {line}, column {start - text.rfind(chr(10), 0, start)}"
