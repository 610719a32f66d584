"""The patterns of a query of the shapes, in the order in which they can be followed from the node that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

#: A place of a pattern: ``?name`` of a variable, or an IRI; other terms are no way to anywhere.
Place = str
Pattern = tuple[Place, Place, Place]
#: Stretches of patterns, each reached from those before it: the way of one alternative of a query.
Way = tuple[tuple[Pattern, ...], ...]

THIS: Final = "?this"
#: Parts of a query that hold one other part, and let a row through, change it or drop it by what is in the row.
_AROUND: Final = frozenset({"SelectQuery", "Project", "Distinct", "Reduced", "Filter", "Extend"})
_LOOKING_ELSEWHERE: Final = ("EXISTS", "Aggregate", "SubSelect", "Service")


class TooFarError(Exception):
    """What can be reached is not known; the words say of what."""


def ways(query: str, prefixes: Mapping[str, str]) -> tuple[Way, ...]:
    """Return the alternatives of a query, each as the patterns that a row of it may match.

    In each stretch of a way, a pattern begins or ends at the node that is looked at or at a variable of a pattern before it. A pattern
    that need not match stands behind those that must.

    Args:
        query: SELECT, as the shapes hold it.
        prefixes: those that are declared for it.

    Raises:
        TooFarError: a part of the query is not followed here, or stands in no connection with the node that is looked at.

    >>> ways("SELECT $this WHERE { ?claim <urn:about> $this OPTIONAL { ?claim <urn:by> ?who } }", {})
    (((('?claim', 'urn:about', '?this'),), (('?claim', 'urn:by', '?who'),)),)
    """
    from rdflib.plugins.sparql import prepareQuery

    algebra = prepareQuery(query, initNs=dict(prefixes)).algebra
    return tuple(_connected(way) for way in _alternatives(algebra))


def _alternatives(part: Any) -> list[Way]:  # noqa: ANN401 (rdflib's algebra has no types)
    if part.name in _AROUND:
        _stays(part.get("expr"))
        return _alternatives(part.p)
    if part.name == "Union":
        return [*_alternatives(part.p1), *_alternatives(part.p2)]
    if part.name in {"Join", "LeftJoin"}:
        _stays(part.get("expr"))
        return [(*left, *right) for left in _alternatives(part.p1) for right in _alternatives(part.p2)]
    if part.name == "BGP":
        return [(tuple(_pattern(triple) for triple in part.triples),)]
    raise TooFarError(f"{part.name} in a query")


def _stays(expression: Any) -> None:  # noqa: ANN401 (as above)
    """Refuse an expression that looks at more than the row."""
    name = getattr(expression, "name", "")
    if any(word in name.upper() for word in map(str.upper, _LOOKING_ELSEWHERE)):
        raise TooFarError(f"{name} in a query")
    if isinstance(expression, dict):
        for value in chain.from_iterable(each if isinstance(each, list) else [each] for each in expression.values()):
            _stays(value)


def _pattern(triple: Any) -> Pattern:  # noqa: ANN401 (as above)
    from rdflib import URIRef, Variable

    subject, predicate, value = triple
    if not isinstance(predicate, URIRef | Variable):
        raise TooFarError("a path in a query")
    return tuple(f"?{term}" if isinstance(term, Variable) else str(term) for term in (subject, predicate, value))  # type: ignore[return-value]  # three


def _connected(way: Way) -> Way:
    """Put the patterns of each stretch in the order in which they are reached: onward, back to the node, back to anything."""
    reached, found = {THIS}, []
    for stretch in way:
        waiting, ordered = list(stretch), []
        while waiting:
            chosen = min(waiting, key=lambda pattern: _effort(pattern, reached))
            if _effort(chosen, reached) == _UNREACHED:
                raise TooFarError("a pattern of a query that is not connected with its node")
            waiting.remove(chosen)
            ordered.append(chosen)
            reached.update(place for place in chosen if place.startswith("?"))
        found.append(tuple(ordered))
    return tuple(found)


_UNREACHED: Final = 3


def _effort(pattern: Pattern, reached: set[Place]) -> int:
    subject, predicate, value = pattern
    if subject in reached:
        return 0
    if predicate.startswith("?"):
        return _UNREACHED
    return 1 if value == THIS else 2 if value in reached else _UNREACHED
