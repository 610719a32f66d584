"""The process that :mod:`ssc_graph.sparql.guarded` starts: one request in, one answer or one error out."""

from __future__ import annotations

import contextlib
import pickle
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ssc_graph.errors import SscGraphError, UsageError
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.sparql.confinement import forbid_connections
from ssc_graph.sparql.named import NAMES, named_query
from ssc_graph.sparql.naming import Names
from ssc_graph.sparql.running import run
from ssc_graph.sparql.scanning import scan
from ssc_graph.sparql.terms import literal
from ssc_graph.sparql.writing import write
from ssc_graph.store import open_store

if TYPE_CHECKING:
    from ssc_graph.sparql.guarded import Request
    from ssc_graph.store import Store


def main() -> None:
    """Read a request from standard input and write the answer to standard output."""
    request, megabytes = pickle.load(sys.stdin.buffer)  # noqa: S301 (our own process wrote it)
    _limit(megabytes)
    forbid_connections()
    try:
        said: tuple[str, object] = ("answer", answer(request))
    except SscGraphError as error:
        told = {"kind": type(error).__name__, "what": error.what, "where": error.where, "hint": error.hint}
        said = ("error", told)
    sys.stdout.buffer.write(pickle.dumps(said))
    sys.stdout.buffer.flush()


def answer(request: Request) -> str:
    """Return the answer to a request as text.

    Raises:
        SscGraphError: see :func:`ssc_graph.sparql.guarded.ask`.
    """
    scan(request.text, where=request.where)
    store = open_store(request.sources, path=request.path)
    for name in request.names:
        _check(store, name)
    results = run(store, request.text, where=request.where)
    names = Names(store, language=request.language, base=DEFAULT_BASE)
    headings = named_query(request.question).headings(results.columns_shown, request.language) if request.question else None
    return write(results, request.format, names=names, how=request.how, width=request.width, headings=headings)


def _check(store: Store, name: str) -> None:
    """Refuse a name that nothing bears: an empty answer would say that nothing is said of it."""
    if run(store, f"ASK {{ ?thing {NAMES} ?name FILTER(LCASE(STR(?name)) = {literal(name.casefold())}) }}").boolean:
        return
    rows = run(store, "SELECT DISTINCT (STR(?label) AS ?name) { ?thing skos:prefLabel|skos:altLabel|dct:identifier ?label }")
    known = {str(row["name"]).casefold(): str(row["name"]) for row in rows}
    near = [known[found] for found in get_close_matches(name.casefold(), sorted(known), n=3, cutoff=0.6)]
    raise UsageError(f"nothing in the graph is called {name!r}", hint=f"did you mean {' or '.join(near)}?" if near else "give its IRI")


def _limit(megabytes: int) -> None:
    if not megabytes:
        return
    with contextlib.suppress(ImportError, OSError, ValueError):  # no such limit on this system, or a lower one holds already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
