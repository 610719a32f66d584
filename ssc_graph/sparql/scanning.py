"""The linear look at SPARQL before any parser sees it: size, nesting, and what would reach out of the store.

The parser of SPARQL is recursive: a few kilobytes of brackets end the process (S1). SERVICE and LOAD really connect (S7). Both are
refused before a parser sees the text, for the command line here and for the server in :mod:`ssc_graph.server.screening`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssc_graph.errors import QueryError
from ssc_graph.sparql.tokens import Token, hidden, reaching, tokens

LONGEST: Final = 1_000_000  # characters of a query
DEEPEST: Final = 128  # brackets in each other, and signs in a row
#: Pieces that a chain is made of: each nests the query once more for the parser or the evaluator. No person writes so many.
MOST: Final = 1_000
PIECES: Final = 250_000  # words, names, values and marks; each takes memory while it is looked at

_CHAINS: Final = frozenset("!^+*/|?=<>&-") | {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH"}
#: Unary operators that may follow one another: each is a level of the parser's recursion, too.
_UNARY: Final = frozenset("!-+^")
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_SHORT: Final = 10_000  # characters of a query that is passed by counting alone
_UPDATES: Final = frozenset({"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"})
_QUERIES: Final = frozenset({"select", "ask", "construct", "describe"})


class Unfit(Exception):  # noqa: N818 (whoever asked for the look says what it means)
    """A query or an update that no parser may see.

    Args:
        message: what is wrong.
        start: the character where it is.
        word: ``SERVICE`` or ``LOAD`` where it reaches out.
    """

    def __init__(self, message: str, start: int, word: str = "") -> None:
        super().__init__(message)
        self.message, self.start, self.word = message, start, word


def check(text: str, *, update: bool = True) -> None:
    """Refuse a query or an update that no parser may see; a short one that cannot be such, however it is read, by counting alone.

    Args:
        text: SPARQL.
        update: whether it may be an update.

    Raises:
        Unfit: as :func:`pieces_of`.

    >>> check("SELECT * { ?s ?p ?o }")
    """
    if len(text) > _SHORT or not _is_harmless(text.upper()):
        pieces_of(text, update=update)


def _is_harmless(upper: str) -> bool:
    """Whether there is no word that reaches out, and fewer brackets and signs than may stand inside each other or in a row."""
    if "SERVICE" in upper or "LOAD" in upper:
        return False
    brackets, signs = (sum(map(upper.count, marks)) for marks in (_OPENING, _UNARY))
    return brackets <= DEEPEST and signs <= DEEPEST and (len(upper) <= MOST or sum(map(upper.count, _CHAINS)) <= MOST)


def pieces_of(text: str, *, update: bool = True) -> list[Token]:
    """Return the pieces of a query or an update that a parser may see.

    Args:
        text: SPARQL.
        update: whether it may be an update.

    Raises:
        Unfit: it is nested too deep, chained too long, has a string without an end, or reaches out.
    """
    found = list(_bounded(tokens(text)))
    if reach := reaching(found, update=update):
        raise Unfit("", reach[1], reach[0])
    if (start := hidden(text, found, deepest=DEEPEST)) is not None:
        raise Unfit("it cannot be told whether '<' begins an IRI here; write a space behind it where it compares", start)
    return found


def _bounded(pieces: Iterator[Token]) -> Iterator[Token]:
    """Pass the pieces on as long as they are not nested too deep or chained too long."""
    depth = run = chained = 0
    for number, token in enumerate(pieces):
        yield token
        if number >= PIECES:
            raise Unfit(f"the query has more than {PIECES} words and marks", token.start)
        if token.kind == "open":
            raise Unfit("the string that begins here has no end", token.start)
        if token.kind not in {"mark", "word"}:
            run = 0
            continue
        piece = token.text.upper()
        depth += (piece in _OPENING) - (piece in _CLOSING)
        run = run + 1 if piece in _UNARY else run if piece == "(" else 0
        chained += piece in _CHAINS
        if max(depth, run) > DEEPEST:
            raise Unfit(f"the query is nested deeper than {DEEPEST}", token.start)
        if chained > MOST:
            raise Unfit(f"the query chains more than {MOST} operators and patterns", token.start)


def scan(text: str, *, where: str = "query") -> None:
    """Refuse a query that would overflow the parser or reach out of the store.

    Args:
        text: SPARQL.
        where: the name of the query, for messages.

    Raises:
        QueryError: it is too long, nested too deep, chained too long, or asks another server or a file.

    >>> scan("SELECT * WHERE { ?service ex:service 'SERVICE <http://a.example/>' }")
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST} characters", where=where)
    try:
        check(text, update=False)
    except Unfit as unfit:
        said = f"{unfit.word} would ask another server, which is refused" if unfit.word else unfit.message
        hint = "load that data with --data" if unfit.word else None
        raise QueryError(said, where=place(text, unfit.start, where), hint=hint) from None


def place(text: str, start: int, where: str) -> str:
    r"""Return ``where:line:column`` of a character; the first is 1:1.

    >>> place("a\nbc", 3, "query")
    'query:2:2'
    """
    before = text[:start]
    return f"{where}:{before.count(chr(10)) + 1}:{start - before.rfind(chr(10))}"


def is_update(text: str) -> bool:
    """Whether the first word that is no declaration is one of an update.

    >>> is_update("PREFIX a: <urn:a> INSERT DATA { a:b a:c 1 }"), is_update("SELECT * { ?s ?p ?o }")
    (True, False)
    """
    return _form(text) in _UPDATES


def is_unknown_form(text: str) -> bool:
    """Whether the first word that is no declaration begins no query and no update.

    >>> is_unknown_form("SELCT * { ?s ?p ?o }")
    True
    """
    return _form(text) not in _UPDATES | _QUERIES


def _form(text: str) -> str:
    words = (token.text.lower() for token in tokens(text) if token.kind == "word")
    return next((word for word in words if word not in ("prefix", "base")), "")
