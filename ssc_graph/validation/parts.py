"""A large graph in parts, each small enough to be held by an engine, with the same results as the whole.

Our shapes find every node to look at by its classes or its own statements, so it is a subject. The subjects are dealt out to parts, each
to one. A part holds, beside what is said of its own nodes, all that their shapes may look at (:mod:`ssc_graph.validation.neighbourhood`)
and every statement between classes. So an engine gives a part's own nodes the results that it would give them in the whole graph.
Results about other nodes, of which a part may hold too little, are dropped. Together the parts give each node its results once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ssc_graph.graph.backwards import Backwards
from ssc_graph.graph.statements import Statements, Term
from ssc_graph.namespaces import expand
from ssc_graph.validation.neighbourhood import Neighbourhood, looks
from ssc_graph.validation.reports import ValidationResult
from ssc_graph.validation.shape_graphs import Shapes
from ssc_graph.validation.terms import Node, Statement

#: Statements about the own nodes of a part: pySHACL takes three kilobytes for each, and half a second to read the shapes.
MOST: Final = 25_000
_TYPE, _SUBCLASS = expand("rdf:type"), expand("rdfs:subClassOf")
#: By class, itself and those above it.
Above = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a graph.

    Args:
        data: its statements.
        nodes: the nodes whose results count; None where it is the whole.
    """

    data: tuple[Statement, ...]
    nodes: frozenset[Node] | None

    def own(self, results: Iterable[ValidationResult]) -> list[ValidationResult]:
        """Return the results that count."""
        return [result for result in results if self.nodes is None or result.focus_node in self.nodes]


def parts(statements: Statements, shapes: Shapes, above: Above, *, most: int = MOST) -> Iterator[Part]:
    """Yield the parts of a graph.

    Args:
        statements: of the graph; IRIs and literals alone.
        shapes: that its nodes are to be looked at by.
        above: the classes above each class of the vocabulary and the graph.
        most: about so many statements are said of a part's own nodes.

    Raises:
        TooFarError: a shape may look at more than is known.
    """
    seen, backwards = looks(shapes), Backwards(statements)
    classes = statements.number_of(f"<{_SUBCLASS}>")
    between = {subject for subject, _ in statements.pairs_of(classes)} if classes is not None else set[int]()
    for nodes in _dealt(statements, most):
        around = Neighbourhood(statements, backwards, shapes)
        targeted = _targeted(around, nodes, statements, above)
        for targets, look in seen:
            around.follow(look, {node for target in targets for node in targeted.get(target, ())})
        for node in between:
            around.take(node)
        yield Part(tuple(around.statements()), frozenset(statements.terms[node] for node in nodes))  # type: ignore[misc]  # subjects of a plain graph


def _dealt(statements: Statements, most: int) -> Iterator[list[int]]:
    """Deal out the subjects, graph by graph, so that what a document says together stays together."""
    dealt = bytearray(len(statements.terms))
    nodes, size = list[int](), 0
    for _, rows in statements.graphs:
        for subject in rows[0::3]:
            size += 1
            if not dealt[subject]:
                dealt[subject] = 1
                if size > most and nodes:
                    yield nodes
                    nodes, size = [], 1
                nodes.append(subject)
    if nodes:
        yield nodes


def _targeted(around: Neighbourhood, nodes: list[int], statements: Statements, above: Above) -> Mapping[str, set[int]]:
    """Take in what is said of nodes; return them by their classes, those above included, and by the predicates of their statements."""
    by_number: dict[tuple[int, int], set[int]] = {}
    typed = statements.number_of(f"<{_TYPE}>")
    for node in nodes:
        for predicate, value in around.take(node):
            by_number.setdefault((predicate, value if predicate == typed else -1), set()).add(node)
    found: dict[str, set[int]] = {}
    for (predicate, value), members in by_number.items():
        name = _value(statements.terms[predicate])
        kinds = () if value < 0 else above.get(kind := _value(statements.terms[value]), {kind})
        for target in (name, *kinds):
            found.setdefault(target, set()).update(members)
    return found


def _value(term: Term) -> str:
    return str(getattr(term, "value", ""))
