"""What stands outside the braces of a query or an update: declarations, operations, and the graphs that are named.

The parser needs no space behind a keyword: ``FROMex:a`` is FROM and ``ex:a``, and ``FROM NAMEDex:a`` names the graph ``NAMEDex:a`` where
that prefix is declared, else the named graph ``ex:a``. It is told here as the parser tells it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from ssc_graph.sparql.tokens import Token, tokens

_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_NAMED: Final = "NAMED"
#: A keyword at the end of a word, or before the prefix of a name that is glued to it.
_KEYWORDS: Final = {
    "FROM": (re.compile(r".*?(FROM)(?:NAMED)?", re.IGNORECASE | re.ASCII), re.compile(r"(?:ASK|CONSTRUCT|DISTINCT)?(FROM)", re.IGNORECASE)),
    "USING": (re.compile(r"(USING)(?:NAMED)?", re.IGNORECASE | re.ASCII), re.compile(r"(USING)", re.IGNORECASE)),
}


class Prologue(NamedTuple):
    """The declarations of a query or an update.

    Args:
        end: the first character behind them.
        prefixes: that are declared.
    """

    end: int
    prefixes: frozenset[str]


class Clause(NamedTuple):
    """A clause that names a graph.

    Args:
        is_named: whether the graph is one of the named graphs, and not a part of the default graph.
        graph: the name of the graph, as it stands there.
        start: the first character of the clause.
        end: the first character behind it.
    """

    is_named: bool
    graph: str
    start: int
    end: int


def prologue(text: str) -> Prologue:
    """Return the declarations before a query or an update.

    Args:
        text: SPARQL.

    >>> prologue("PREFIX a: <urn:a> PREFIXb:<urn:b>SELECT * { }")[0]
    33
    """
    prefixes: set[str] = set()
    pieces = tokens(text)
    for piece in pieces:
        said = piece.text.upper()
        if piece.kind == "word" and said in {"BASE", "VERSION"}:
            next(pieces, None)
        elif (piece.kind == "word" and said == "PREFIX") or (piece.kind == "name" and said.startswith("PREFIX")):
            prefixes.add(piece.text[len("PREFIX") :].rstrip(":") + _declared(pieces))
        else:
            return Prologue(piece.start, frozenset(prefixes))
    return Prologue(len(text), frozenset(prefixes))


def _declared(pieces: Iterator[Token]) -> str:
    """The prefix of a declaration; whatever stands before its IRI belongs to it."""
    said = ""
    for piece in pieces:
        if piece.kind == "iri":
            break
        said += piece.text
    return said.rstrip(":")


def graphs_named(text: str, keyword: str, known: Collection[str] = (), *, start: int = 0) -> Iterator[Clause]:
    """Yield the clauses that name graphs: FROM of a query, or USING of an operation.

    Args:
        text: the query, or the text up to the end of the operation.
        keyword: ``FROM`` or ``USING``.
        known: prefixes that can be used.
        start: where the query begins behind its declarations, or the operation.

    >>> [clause[:2] for clause in graphs_named("SELECT * FROM <urn:a> FROM NAMEDex:b { }", "FROM", {"ex"})]
    [(False, '<urn:a>'), (True, 'ex:b')]
    """
    depth, done, asked = 0, 0, False
    for token in tokens(text, start):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        asked = asked or (token.kind == "word" and token.text.upper() == "DESCRIBE")
        if depth or token.start < done or (place := _begins(token, keyword)) is None:
            continue
        if asked and token.kind == "name" and not done and token.text.partition(":")[0] in known:
            continue  # before the first clause of DESCRIBE, a name with a known prefix is what is described
        if clause := _clause(text, place, len(keyword), known):
            yield clause
            done = clause.end


def _begins(token: Token, keyword: str) -> int | None:
    """Where in a piece the keyword begins, or None."""
    word, lead = _KEYWORDS[keyword]
    found = (
        word.fullmatch(token.text) if token.kind == "word" else lead.match(token.text.partition(":")[0]) if token.kind == "name" else None
    )
    return None if found is None else token.start + found.start(1)


def _clause(text: str, place: int, length: int, known: Collection[str]) -> Clause | None:
    pieces = tokens(text, place + length)
    graph = next(pieces, None)
    is_named = graph is not None and not _is_graph(graph, known) and graph.text[: len(_NAMED)].upper() == _NAMED
    if graph is not None and is_named:
        pieces = tokens(text, graph.start + len(_NAMED))
        graph = next(pieces, None)
    behind = next(pieces, None)
    if graph is None or graph.kind not in {"iri", "name"} or (behind is not None and behind.text == "("):
        return None  # a function in GROUP BY or ORDER BY, or a fault that the parser will tell
    return Clause(is_named, graph.text, place, graph.start + len(graph.text))


def _is_graph(token: Token, known: Collection[str]) -> bool:
    return token.kind == "iri" or (token.kind == "name" and token.text.partition(":")[0] in known)


def operations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the operations of an update begin and end, without the semicolons between them.

    Args:
        text: the update.

    >>> update = "CLEAR ALL ; INSERT DATA { <urn:a> <urn:b> 1 ; <urn:c> 2 } ; # done"
    >>> [update[start:end] for start, end in operations(update)]
    ['CLEAR ALL', 'INSERT DATA { <urn:a> <urn:b> 1 ; <urn:c> 2 }']
    """
    depth, begin, end = 0, None, 0
    for token in tokens(text, prologue(text).end):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.text == ";" and depth == 0:
            if begin is not None:
                yield begin, end
            begin = None
            continue
        begin, end = token.start if begin is None else begin, token.start + len(token.text)
    if begin is not None:
        yield begin, end


def names_graphs(pieces: Sequence[Token]) -> bool:
    """Whether an operation of an update has USING or WITH, on its own or glued to the name behind it.

    >>> names_graphs(list(tokens("WITHex:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"))), names_graphs(list(tokens("CLEAR ALL")))
    (True, False)
    """
    depth, first = 0, True
    for token in pieces:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        said = token.text.upper()
        if token.kind == "word" and (said == "WITH" or said.startswith("USING")):
            return True
        if token.kind == "name" and depth == 0 and said.startswith(("USING", "WITH") if first else ("USING",)):
            return True
        first = depth == 0 and said == ";"
    return False
