"""The queries of strangers' shapes as rdflib's own parser reads them: what reaches out, or could take forever, is refused before one runs.

The look at the text (:mod:`ssc_graph.validation.refusals`) may read a query otherwise than the parser does; here nothing is read twice:
what was looked at is what is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import FIXED
from ssc_graph.validation.refusals import QUERIES, repeats_repetition
from ssc_graph.validation.terms import Statement

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

_SH: Final = FIXED["sh"]
#: Parts of a tree that ask another server, or read a graph from elsewhere.
_REACHING: Final[Mapping[str, str]] = MappingProxyType({"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM", "Load": "LOAD"})
_MATCHING: Final = frozenset({"Builtin_REGEX", "Builtin_REPLACE"})
#: What pySHACL declares before any query.
_ALWAYS: Final = ("rdf", "rdfs", "owl")


class UnreadableError(Exception):
    """rdflib cannot read a query; the words say why."""


def harmless(text: str, known: Mapping[str, Any], bound: Mapping[str, Any]) -> Query:
    """Return a query, parsed, that asks nothing but the graph that it is put to.

    Args:
        text: with all its declarations, as it would be evaluated.
        known: prefixes that can be used without a declaration.
        bound: values of variables, by name.

    Raises:
        GraphError: it reaches out of the graph, or matches with a pattern that could take forever.
        UnreadableError: it is no SPARQL.

    >>> try:
    ...     harmless("SELECT * { SERVICE <http://a.example/> { } }", {}, {})
    ... except GraphError as error:
    ...     print(error.what)
    a query of the shapes reaches out of the graph with SERVICE, which is refused
    """
    parts, patterns, query = _parsed(text, tuple(sorted((prefix, str(iri)) for prefix, iri in known.items())))
    if reaching := next((_REACHING[name] for name in parts if name in _REACHING), None):
        what = f"a query of the shapes reaches out of the graph with {reaching}, which is refused"
        raise GraphError(what, hint="remove that part of the query")
    for pattern in patterns:
        _check_pattern(pattern, bound)
    return query


@lru_cache(maxsize=64)
def _parsed(text: str, known: tuple[tuple[str, str], ...]) -> tuple[frozenset[str], tuple[Any, ...], Query]:
    """The names of all parts of a query's tree, the patterns that it matches with, and the query to evaluate."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(text)
        names = {part.name for part in _parts(tree)}  # before the translation, which changes the tree
        query = translateQuery(tree, None, dict(known))
        found = list(_parts(query.algebra))
    except Exception as error:  # whatever pyparsing and the translation raise, exhausted recursion among it
        raise UnreadableError(next(iter(str(error).strip().splitlines()), "") or type(error).__name__) from error
    patterns = tuple(part.get("pattern") for part in found if part.name in _MATCHING)
    return frozenset(names | {part.name for part in found}), patterns, query


def _parts(tree: Any) -> Iterator[Any]:  # noqa: ANN401 (nested lists of pyparsing, mappings of rdflib)
    """Yield every named part of a tree, each once, without recursion."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting, seen = [tree], dict[int, object]()  # with the parts themselves: one that is gone would leave its number to another
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        if isinstance(part, CompValue):
            yield part
        if isinstance(part, dict | ParseResults | list | tuple | set | frozenset):
            seen[id(part)] = part
            waiting.extend(part.values() if isinstance(part, dict) else part)  # ParseResults is a mapping, too, and holds more as a list


def _check_pattern(pattern: Any, bound: Mapping[str, Any]) -> None:  # noqa: ANN401 (a term, or a part of a tree)
    from rdflib import Literal as Value
    from rdflib import Variable

    value = bound.get(str(pattern)) if isinstance(pattern, Variable) else pattern
    if not isinstance(value, Value):
        raise GraphError("a query of the shapes matches with a pattern that is not written in the shapes, and could take forever")
    if repeats_repetition(str(value)):
        raise GraphError(f"a query of the shapes repeats a repetition and could take forever: {str(value)!r}")


def check_all(triples: Iterable[Statement]) -> None:
    """Look at every query of some shapes, for an engine that parses them itself.

    Args:
        triples: the shapes, whose parameters may be bound to anything.

    Raises:
        GraphError: as :func:`harmless`.
        UnreadableError: rdflib cannot read a query, so that nobody knows what another parser would make of it.
    """
    listed = list(triples)
    declared = {name: FIXED[name] for name in _ALWAYS} | dict(_declared(listed))
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared.items())
    for _, predicate, value in listed:
        if predicate.value in QUERIES and isinstance(value, Literal):
            harmless(f"{head}\n{value.value}", declared, {})


def _declared(triples: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    prefixes: dict[Any, str] = {}
    namespaces: dict[Any, str] = {}
    for subject, predicate, value in triples:
        if predicate.value == _SH + "prefix":
            prefixes[subject] = value.value
        elif predicate.value == _SH + "namespace":
            namespaces[subject] = value.value
    return ((prefix, namespaces[node]) for node, prefix in prefixes.items() if node in namespaces)
