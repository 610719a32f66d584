"""The linear scan before the parser: size, nesting, and what would reach out of the store.

The parser of SPARQL is recursive: a few kilobytes of brackets end the process (S1). SERVICE really connects (S7). Both are refused
before a parser sees the text; keywords are looked for where keywords can stand: not in IRIs, strings, comments, variables or names.
"""

from __future__ import annotations

import re
from typing import Final

from ssc_graph.errors import QueryError

LONGEST: Final = 1_000_000  # characters of a query
DEEPEST: Final = 128  # brackets in each other, and signs or conditions in a row
#: Pieces that a chain is made of: each nests the query once more for the parser or the evaluator.
MOST: Final = 1_000

_TOKEN = re.compile(
    r"(?P<quiet><[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*"
    r"|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|(?!\"\"\")\"(?:[^\"\\\n\r]|\\.)*\"|(?!''')'(?:[^'\\\n\r]|\\.)*')"
    r"|(?P<unpaired>[\"'])"  # it ends the scan: each later quote would be followed to the end again
    r"|(?P<name>[?$][\w]+|[\w.-]{0,100}:(?:[\w.%:-]|\\.)*|@[A-Za-z-]+)"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<open>[({\[])|(?P<close>[)}\]])"
    r"|(?P<sign>[!^+*/|?=<>&-])|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
#: What leads to the pattern of a SERVICE, behind its name; the space and comments between are passed over once.
_OPENS: Final = re.compile(r"(?:\s|#[^\r\n]*+)*+\{")
#: Keywords between which and a pattern a name may stand.
_BEFORE_NAMES: Final = frozenset({"graph", "from", "named", "describe"})
_CHAINS: Final = frozenset({"union", "optional", "minus", "filter", "bind", "values", "graph"})
_UPDATES: Final = frozenset({"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"})
_QUERIES: Final = frozenset({"select", "ask", "construct", "describe"})


def scan(text: str, *, where: str = "query", update: bool = False) -> None:
    """Refuse a query that would overflow the parser or reach out of the store.

    Args:
        text: SPARQL.
        where: the name of the query, for messages.
        update: whether it is an update.

    Raises:
        QueryError: it is too long, nested too deep, chained too long, or asks another server or a file.

    >>> scan("SELECT * WHERE { ?service ex:service 'SERVICE <http://a.example/>' }")
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST} characters", where=where)
    depth = run = chained = 0
    before = ""
    for token in _TOKEN.finditer(text):
        kind, piece = token.lastgroup, token.group()
        depth += (kind == "open") - (kind == "close")
        if kind == "unpaired":
            raise QueryError("a string has no end", where=place(text, token.start(), where))
        if kind == "sign":
            run, chained = run + 1, chained + 1
        elif kind in ("word", "name"):
            chained += piece.lower() in _CHAINS
            _refuse_reach(token, before, where, update=update)
            run = 0
        elif kind not in ("space", "open"):
            run = 0
        if depth > DEEPEST or run > DEEPEST:
            raise QueryError(f"the query is nested deeper than {DEEPEST}", where=place(text, token.start(), where))
        if chained > MOST:
            raise QueryError(f"the query chains more than {MOST} operators and patterns", where=place(text, token.start(), where))
        if kind != "space" and not piece.startswith("#"):
            before = piece.lower()


def _refuse_reach(token: re.Match[str], before: str, where: str, *, update: bool) -> None:
    """The parser needs no space behind a word: it reads ``trueSERVICE<x>`` as a value and a keyword, ``SERVICE:x {`` as one and a name."""
    piece = token.group().lower()
    found = _in_word(piece, update=update) if token.lastgroup == "word" else _in_name(piece, before, token, update=update)
    if found:
        what = f"{found.upper()} would ask another server, which is refused"
        raise QueryError(what, where=place(token.string, token.start(), where), hint="load that data with --data")


def _in_word(word: str, *, update: bool) -> str:
    return next((reaching for reaching in ("service", *(("load",) if update else ())) if reaching in word), "")


def _in_name(name: str, before: str, token: re.Match[str], *, update: bool) -> str:
    """``?s service:x ?o`` and ``GRAPH service:x {`` ask nobody."""
    prefix, colon, _ = name.partition(":")
    if colon and "service" in prefix and before not in _BEFORE_NAMES and _OPENS.match(token.string, token.end()):
        return "service"
    return "load" if colon and update and prefix.startswith("load") else ""


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
    words = (token.group().lower() for token in _TOKEN.finditer(text) if token.lastgroup == "word")
    return next((word for word in words if word not in ("prefix", "base")), "")
