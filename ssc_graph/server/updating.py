"""An update as the store is given it: one transaction behind which the default graph is again the union of all graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise
from typing import Final
from uuid import uuid4

from pyoxigraph import NamedNode

from ssc_graph.sparql.clauses import Clause, graphs_named, operations, prologue
from ssc_graph.sparql.dataset import resolved
from ssc_graph.sparql.tokens import tokens

#: Around each change: the default graph without the named ones, and with them again.
_APART: Final = "DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_UNITE: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def whole(text: str, prefixes: dict[str, str], base: str | None = None) -> str:
    """Return an update with what keeps the default graph the union of all graphs; the update itself sees it without what those hold.

    Args:
        text: the update; the parser wants PREFIX and BASE in front of all.
        prefixes: that are known beside its own.
        base: of relative IRIs.

    >>> print(whole("CLEAR GRAPH <urn:g> ; # done", {}))
    <BLANKLINE>
    DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }
    ;
    CLEAR GRAPH <urn:g>
    ;
    INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }
    """
    declared = prologue(text)
    known = {*declared.prefixes, *prefixes}

    def resolve(names: Sequence[str]) -> list[NamedNode]:
        return resolved(text[: declared.end], names, prefixes, base)

    done = [step for start, end in operations(text) for step in _steps(text[start:end], known, resolve)]
    return f"{text[: declared.end]}\n" + "\n;\n".join([_APART, *done, _UNITE])


def _steps(operation: str, known: Set[str], resolve: Callable[[Sequence[str]], list[NamedNode]]) -> Iterator[str]:
    """Yield an operation; where its patterns see several graphs as one, between the making and the end of their merge.

    In a merge a triple stands once, and a graph is named once (SPARQL 1.1 Update, section 3.1.3); the store would find a triple as often
    as a graph that is named holds it. The name of the merge is nobody's: with USING no other graph is seen but those of USING NAMED.
    """
    clauses = list(graphs_named(operation, "USING", known)) if "USING" in operation.upper() else []
    if len(clauses) <= 1 or not _in_a_row(operation, clauses):
        yield operation  # or what the parser will refuse
        return
    default, named = (dict.fromkeys(resolve([each.graph for each in clauses if each.is_named is kind])) for kind in (False, True))
    merge = f"<{uuid4().urn}>"
    used = [merge] if len(default) > 1 else list(map(str, default))
    using = " ".join([*(f"USING {graph}" for graph in used), *(f"USING NAMED {graph}" for graph in named)])
    if len(default) <= 1:
        yield _with_clauses(operation, clauses, using)
        return
    names = " ".join(map(str, default))
    yield f"INSERT {{ GRAPH {merge} {{ ?s ?p ?o }} }} WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"  # noqa: S608 (IRIs that the parser wrote)
    yield _with_clauses(operation, clauses, using)
    yield f"DROP SILENT GRAPH {merge}"


def _in_a_row(operation: str, clauses: Sequence[Clause]) -> bool:
    return all(next(tokens(operation[: after.start], before.end), None) is None for before, after in pairwise(clauses))


def _with_clauses(operation: str, clauses: Sequence[Clause], using: str) -> str:
    """An operation with other clauses in the place of its own."""
    return f"{operation[: clauses[0].start]} {using} {operation[clauses[-1].end :]}"
