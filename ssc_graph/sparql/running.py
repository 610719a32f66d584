"""Running a query: prefixes that are known, the union of the named graphs, limits, and one clear line where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import QueryError, UsageError
from ssc_graph.namespaces import DEFAULT_BASE, prefixes
from ssc_graph.sparql.dataset import ask
from ssc_graph.sparql.named import is_name, named_query
from ssc_graph.sparql.results import Results
from ssc_graph.sparql.scanning import is_unknown_form, is_update, place, scan
from ssc_graph.store import store_of

if TYPE_CHECKING:
    from pyoxigraph import Quad, QuerySolutions, QueryTriples, Triple

    from ssc_graph.sparql.results import Row
    from ssc_graph.store import Store

ROWS: Final = 1_000_000  # of a result; a laptop holds it

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_SHORT: Final = 10_000  # characters; a longer query is not parsed a second time for its message
_FORMS: Final = "expected one of SELECT, ASK, CONSTRUCT, DESCRIBE"
_REASONS: Final = (
    ("Prefix not found", "the prefix is not known"),
    ("IRI parsing failed", "the IRI is broken"),
    ("contains a variable that is unbound", "SELECT names a variable that is not grouped by, or that the pattern does not bind"),
)


def run(store: Store, text: str, *, where: str = "query", max_rows: int = ROWS, base: str = DEFAULT_BASE) -> Results:
    """Run a query on a store; the default graph is the union of all graphs, and the project's prefixes are known.

    Args:
        store: the graph.
        text: SPARQL 1.1.
        where: the name of the query, for messages.
        max_rows: rows or triples that a result may have.
        base: IRI of the instances, for the prefixes.

    Raises:
        QueryError: the query is wrong (with line and column), is an update, reaches out, or has more rows than it may.

    >>> from ssc_graph.store import open_store
    >>> run(open_store(), "ASK { auth:unossc ssc:partOf auth:undp }").boolean
    True
    """
    from pyoxigraph import QueryBoolean, QuerySolutions

    scan(text, where=where)
    if is_update(text):
        raise QueryError("this is an update, and a query is asked for", where=where, hint="begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    try:
        answer = ask(store.oxigraph, text, prefixes=prefixes(base=base))
        if isinstance(answer, QueryBoolean):
            return Results(boolean=bool(answer))
        if isinstance(answer, QuerySolutions):
            return _rows(answer, max_rows, where)
        return _graph(answer, max_rows, where)
    except SyntaxError as error:
        raise _fault(error, text, where) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(str(error), where=where) from error


def query(quads: Iterable[Quad], question: str, parameters: Mapping[str, str] | None = None, *, base: str = DEFAULT_BASE) -> Results:
    """Answer a question to some quads.

    Args:
        quads: of a graph.
        question: SPARQL, or the name of a named query.
        parameters: of the named query.
        base: IRI of the instances.

    Raises:
        QueryError: the query is wrong.
        UsageError: there is no such named query or parameter, or parameters are given to SPARQL.
    """
    if is_name(question):
        text, where = named_query(question).bind(parameters), f"query {question}"
    elif parameters:
        raise UsageError("parameters are for named queries", hint="write the values into the query")
    else:
        text, where = question, "query"
    return run(store_of(quads), text, where=where, base=base)


def _rows(answer: QuerySolutions, most: int, where: str) -> Results:
    names = tuple(variable.value for variable in answer.variables)
    rows: list[Row] = []
    for solution in answer:
        if len(rows) >= most:
            raise _too_many(most, "rows", where)
        rows.append(tuple(solution))  # in the order of the variables
    return Results(variables=names, rows=tuple(rows))


def _graph(answer: QueryTriples, most: int, where: str) -> Results:
    found: dict[Triple, None] = {}
    for triple in answer:
        if len(found) >= most:
            raise _too_many(most, "triples", where)
        found[triple] = None
    return Results(triples=tuple(found))


def _too_many(most: int, what: str, where: str) -> QueryError:
    return QueryError(f"the answer has more than {most} {what}", where=where, hint="ask for less, or add LIMIT")


def _fault(error: SyntaxError, text: str, where: str) -> QueryError:
    """Say what a grammar says, for a reader: the place and what stands there."""
    found = _PLACE.match(error.msg)
    if found is None:
        return QueryError(error.msg, where=where)
    start = _offset(text, int(found[1]), int(found[2]))
    for sign, reason in _REASONS:
        if sign in found[3]:
            return QueryError(reason, where=place(text, start, where), hint=f"near {_near(text, start)!r}")
    if not text.strip():
        return QueryError("the query is empty", where=where, hint=_FORMS)
    start = _second_opinion(text, start)
    rest = " ".join(text[start : start + 60].split())[:40]
    what = f"not understood from here on: {rest!r}" if rest else "the query ends too early"
    first = not text[:start].strip() or is_unknown_form(text)
    return QueryError(what, where=place(text, start, where), hint=_FORMS if first else f"it comes after {_near(text, start)!r}")


def _second_opinion(text: str, start: int) -> int:
    """Return where the part begins that another parser does not understand: Oxigraph often names a place well behind the fault."""
    if len(text) > _SHORT:
        return start
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseBaseException as error:
        return min(start, error.loc)
    except (RecursionError, ValueError):
        return start
    return start


def _near(text: str, start: int) -> str:
    return " ".join(text[max(0, start - 40) : start].split())[-30:] or " ".join(text[start : start + 30].split())


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return min(len(text), sum(len(one) + 1 for one in lines[: line - 1]) + column - 1)
