"""What a shape may look at from a node, and no more.

A node's verdict depends on the statements that its shapes' paths, classes and queries can lead to. For some nodes of a large graph
those statements are collected here by walking every path and pattern of the shapes in the whole graph. A part of the graph that holds them
gives these nodes the same results as the whole: an evaluation cannot tell the two apart, for every statement that it could match is
there, and nothing is there that is not in the whole. What the part says of other nodes is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ssc_graph.graph.backwards import Backwards
from ssc_graph.graph.statements import Statements
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.query_patterns import THIS, TooFarError, Way, ways
from ssc_graph.validation.shape_graphs import Shapes
from ssc_graph.validation.terms import Statement, Term

_SH: Final = FIXED["sh"]
_TYPE, _SUBCLASS = expand("rdf:type"), expand("rdfs:subClassOf")
#: Parameters that look at the node, at the values of its path, at their classes, or at other values of the same node.
_NEAR: Final = frozenset(
    "class datatype deactivated description disjoint equals flags group hasValue in languageIn lessThan lessThanOrEquals maxCount "
    "maxExclusive maxInclusive maxLength message minCount minExclusive minInclusive minLength name nodeKind order path pattern "
    "qualifiedMaxCount qualifiedMinCount severity sparql targetClass targetSubjectsOf uniqueLang".split()
)
_COMPARING: Final = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})
_HELD: Final = ("property", "node", "not", "qualifiedValueShape")
_LISTED: Final = ("and", "or", "xone")


@dataclass(frozen=True, slots=True)
class Look:
    """What a shape looks at, beside the statements about the node itself.

    Args:
        path: the path of a property shape, or None.
        held: looks of the shapes that the values must or must not have.
        queries: the ways of its queries.
        around: whether it compares with other values of the node, so that all that is said of it counts.
    """

    path: Term | None = None
    held: tuple[Look, ...] = ()
    queries: tuple[Way, ...] = ()
    around: bool = False


@cache
def looks(shapes: Shapes) -> tuple[tuple[frozenset[str], Look], ...]:
    """Return the look of each shape with a target, with the classes and predicates by which it finds its nodes.

    Raises:
        TooFarError: a shape may look at more than is known here.
    """
    found: dict[Look, frozenset[str]] = {}
    for node in shapes.targeting:
        look = _look(shapes, node, ())
        found[look] = found.get(look, frozenset()) | shapes.targets(node)
    return tuple((targets, look) for look, targets in found.items() if look != Look())


def _look(shapes: Shapes, node: Term, around: tuple[Term, ...]) -> Look:
    names = {predicate.removeprefix(_SH) for predicate in shapes.by_subject.get(node, {}) if predicate.startswith(_SH)}
    if unknown := names - _NEAR - {*_HELD, *_LISTED}:
        raise TooFarError(f"sh:{min(unknown)}")
    if node in around:
        raise TooFarError("a shape that holds itself")
    inner = [*shapes.values(node, *_HELD), *(item for head in shapes.values(node, *_LISTED) for item in shapes.items(head))]
    held = {_look(shapes, each, (*around, node)) for each in inner} - {Look()}
    queries = [_query(shapes, constraint) for constraint in shapes.values(node, "sparql")]
    path = next(iter(shapes.values(node, "path")), None)
    return Look(path, tuple(sorted(held, key=repr)), tuple(way for each in queries for way in each), bool(names & _COMPARING))


def _query(shapes: Shapes, constraint: Term) -> tuple[Way, ...]:
    selects = [value for value in shapes.values(constraint, "select") if isinstance(value, Literal)]
    if len(selects) != 1:
        raise TooFarError("a constraint that is no single SELECT")
    declared = [node for node in shapes.by_subject if shapes.values(node, "prefix")]
    prefixes = {shapes.values(node, "prefix")[0].value: shapes.values(node, "namespace")[0].value for node in declared}
    return ways(selects[0].value, prefixes)


class Neighbourhood:
    """The statements that some nodes' shapes may look at.

    Args:
        statements: the whole graph.
        backwards: the same, from its objects.
        shapes: whose looks are known.
    """

    def __init__(self, statements: Statements, backwards: Backwards, shapes: Shapes) -> None:
        self._statements = statements
        self._backwards = backwards
        self._shapes = shapes
        self._found: set[tuple[int, int, int]] = set()
        self._typed = self._number(_TYPE)

    def _number(self, iri: str) -> int | None:
        return self._statements.number_of(f"<{iri}>")

    def __len__(self) -> int:
        return len(self._found)

    def take(self, node: int) -> list[tuple[int, int]]:
        """Take in all that is said of a node, and return it."""
        said = self._said(node)
        self._found.update((node, predicate, value) for predicate, value in said)
        return said

    def _said(self, node: int) -> list[tuple[int, int]]:
        rank = self._statements.rank(node)
        return [] if rank is None else self._statements.said(rank)

    def statements(self) -> Iterator[Statement]:
        """Yield them, in an order that depends on nothing but the graph."""
        terms = self._statements.terms
        return ((terms[subject], terms[predicate], terms[value]) for subject, predicate, value in sorted(self._found))  # type: ignore[misc]  # no triple terms: the graph was looked through

    def follow(self, look: Look, nodes: set[int]) -> None:
        """Take in what a look may lead to from some nodes; of the nodes of a target, all that is said is there already."""
        if look.around:
            self._onward(nodes)
        values = nodes if look.path is None else self._path(look.path, nodes)
        if self._typed is not None:
            self._onward(values, self._typed)
        for held in look.held:
            self.follow(held, values)
        for way in look.queries:
            self._way(way, nodes)

    def _onward(self, nodes: Iterable[int], predicate: int | None = None) -> set[int]:
        """Take in statements about nodes, with one predicate or with any, and return their values."""
        ends: set[int] = set()
        for node in nodes:
            for verb, value in self._said(node):
                if predicate is None or verb == predicate:
                    self._found.add((node, verb, value))
                    ends.add(value)
        return ends

    def _back(self, nodes: Iterable[int], predicate: int) -> set[int]:
        starts: set[int] = set()
        for node in nodes:
            found = self._backwards.subjects(predicate, node)
            self._found.update((start, predicate, node) for start in found)
            starts.update(found)
        return starts

    def _path(self, path: Term, nodes: set[int], *, inverse: bool = False) -> set[int]:
        """Walk a path (SHACL section 2.3.1) and return where it ends."""
        if isinstance(path, NamedNode):
            number = self._number(path.value)
            return set() if number is None else self._back(nodes, number) if inverse else self._onward(nodes, number)
        if inner := self._shapes.values(path, "inversePath"):
            return self._path(inner[0], nodes, inverse=not inverse)
        if inner := self._shapes.values(path, "alternativePath"):
            return {end for item in self._shapes.items(inner[0]) for end in self._path(item, nodes, inverse=inverse)}
        if inner := self._shapes.values(path, "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"):
            return nodes | self._again_and_again(inner[0], nodes, inverse=inverse)
        items = list(self._shapes.items(path))
        for item in reversed(items) if inverse else items:
            nodes = self._path(item, nodes, inverse=inverse)
        return nodes

    def _again_and_again(self, path: Term, nodes: set[int], *, inverse: bool) -> set[int]:
        seen, waiting = set(nodes), set(nodes)
        while waiting:
            waiting = self._path(path, waiting, inverse=inverse) - seen
            seen |= waiting
        return seen

    def _way(self, way: Way, nodes: set[int]) -> None:
        """Walk the patterns of a query. A variable keeps what the first pattern binds it to: a row binds it to one of those."""
        bound = {THIS: nodes}
        for subject, predicate, value in (pattern for stretch in way for pattern in stretch):
            verb = None if predicate.startswith("?") else self._number(predicate)
            if verb is None and not predicate.startswith("?"):
                reached: set[int] = set()
            elif subject in bound:
                reached = self._onward(bound[subject], verb)
            else:
                reached = self._back(bound[value], verb or 0)
            end = value if subject in bound else subject
            if end.startswith("?"):
                bound.setdefault(end, reached)


def is_plain(statements: Statements) -> bool:
    """Whether a graph is of IRIs and literals alone: a blank node gets its name by the place at which it comes."""
    return all(isinstance(term, NamedNode | Literal | DefaultGraph) for term in statements.terms)
