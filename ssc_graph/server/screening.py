"""The look at SPARQL before any parser sees it (:mod:`ssc_graph.sparql.scanning`), as the answer to a request.

The parser of the store is recursive and ends its process at some 2,400 nested brackets; SERVICE and LOAD really connect. Both are refused
here, outside comments, strings, IRIs and names, so that ``ex:service``, ``?load`` and ``"SERVICE"`` stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ssc_graph.sparql.clauses import names_graphs
from ssc_graph.sparql.scanning import Unfit, check
from ssc_graph.sparql.tokens import Token, tokens

_WHERE: Final = frozenset({"WHERE", "DELETEWHERE"})
_REFUSED: Final[Mapping[str, str]] = MappingProxyType({"SERVICE": "federated queries", "LOAD": "loading from addresses"})


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


def screen(text: str, *, longest: int) -> None:
    """Refuse a query or an update that may not be handed to the parser.

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
    try:
        check(text)
    except Unfit as unfit:
        where = _place(text, unfit.start)
        if unfit.word:
            raise Refused(403, f"{where}: {unfit.word} is refused here: {_REFUSED[unfit.word]} are switched off") from None
        raise Refused(400, f"{where}: {unfit.message}") from None


def with_dataset(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose patterns see the graphs that the protocol names (SPARQL 1.1 Protocol, section 2.2.3).

    Args:
        text: the update.
        default: the IRIs of ``using-graph-uri``.
        named: the IRIs of ``using-named-graph-uri``.

    Raises:
        Refused: the update names its own graphs, too.

    >>> update = "INSERT { ?s ?p 1 } WHERE { ?s ?p 2 }"
    >>> with_dataset(update, ["http://x/g"], [])
    'INSERT { ?s ?p 1 } USING <http://x/g> WHERE { ?s ?p 2 }'
    """
    pieces = list(tokens(text))
    if names_graphs(pieces):
        raise Refused(400, "the update has USING or WITH, and the request using-graph-uri or using-named-graph-uri: give one of them")
    clause = " ".join([*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)])
    written, done, depth, last = [], 0, 0, ""
    for place, token in enumerate(pieces):
        depth += (token.text == "{") - (token.text == "}")
        said = token.text.upper()
        if token.kind == "word" and said in _WHERE and depth == 0:
            where = token.start + len(said) - len("WHERE")
            # DELETE WHERE { P } is DELETE { P } WHERE { P }; the parser needs no space between the two words
            shorthand = f" {_block(text, pieces, place + 1)} " if last == "DELETE" or said != "WHERE" else ""
            written += [text[done:where], shorthand, clause, " "]
            done = where
        last = said
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
