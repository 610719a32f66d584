"""The fast engine: the ``shacl`` package of the extra ``fast``; it reads and answers in N-Triples and knows no rdflib.

Chosen among four by the same results as pySHACL on our shapes, their fixtures and corrupted graphs. It is a small project, so
whatever it does not do is done by pySHACL (see :mod:`ssc_graph.validation.checking`).
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from ssc_graph.errors import UsageError
from ssc_graph.namespaces import FIXED
from ssc_graph.validation.findings import Finding, as_result
from ssc_graph.validation.refusals import breaks_prebinding
from ssc_graph.validation.terms import Node, Statement, Term, to_lines

if TYPE_CHECKING:
    from ssc_graph.validation.reports import ValidationResult
    from ssc_graph.validation.shape_graphs import Shapes

NAME = "fast"
_QUERY = FIXED["sh"] + "SPARQLConstraintComponent"
#: A name for a shape without one; no IRI of anybody else begins so.
_UNNAMED = "urn:ssc-graph:unnamed-shape:"


class CannotEvaluateError(Exception):
    """The engine does not do this; the words say what."""


def run(data: Sequence[Statement], shapes: Shapes) -> list[ValidationResult]:
    """Return what the fast engine finds.

    Args:
        data: the data graph, with the class hierarchy that it is to be read with.
        shapes: the shapes graph.

    Raises:
        UsageError: the extra is not installed.
        GraphError: a query of the shapes reaches out of the graph.
        CannotEvaluateError: the engine refuses these shapes or this graph, or finds something about a blank node, which it renames.
    """
    _engine()
    if not shapes.ours and breaks_prebinding(shapes.triples):
        raise CannotEvaluateError("a query may break the rules of pre-binding")
    if not shapes.ours:
        _look_at_queries(shapes)
    try:
        report = _compiled(shapes).validate_text(to_lines(data), format="ntriples")
    except Exception as error:  # a small project: whatever it raises, pySHACL takes over
        raise CannotEvaluateError(next(iter(str(error).strip().splitlines()), "") or type(error).__name__) from error
    return [as_result(_finding(result, shapes), shapes) for result in report.results]


def _look_at_queries(shapes: Shapes) -> None:
    from ssc_graph.validation.queries import UnreadableError, check_all

    try:
        check_all(shapes.triples)
    except UnreadableError as error:
        raise CannotEvaluateError(f"a query cannot be looked at first: {error}") from error


def _engine() -> Any:  # noqa: ANN401 (an optional package, whose types are not at hand without it)
    try:
        return importlib.import_module("shacl")
    except ImportError as error:
        raise UsageError("the fast engine is not installed", hint='pip install "ssc-graph[fast]"') from error


@lru_cache(maxsize=4)
def _compiled(shapes: Shapes) -> Any:  # noqa: ANN401 (as above)
    """The shapes as the engine holds them; shapes without a name get one, by which they are known again."""

    def named(node: Node) -> Node:
        return NamedNode(_UNNAMED + node.value) if isinstance(node, BlankNode) and node in shapes.unnamed else node

    triples = ((named(s), p, o if isinstance(o, Literal) else named(o)) for s, p, o in shapes.triples)
    return _engine().Shapes.from_text(to_lines(triples), format="ntriples")


def _finding(result: Any, shapes: Shapes) -> Finding:  # noqa: ANN401 (as above)
    shape = _shape(result.source_shape)
    queries = shapes.values(shape, "sparql")
    path = _term(result.path) if result.path and _is_iri(result.path) else None
    return Finding(
        focus_node=_term(result.focus_node),
        severity=result.severity_iri,
        shape=shape,
        component=result.component_iri,
        constraint=queries[0] if len(queries) == 1 and result.component_iri == _QUERY else None,
        predicate=path.value if isinstance(path, NamedNode) else None,
        value=_term(result.value) if result.value else None,
        told=tuple(result.messages),
    )


def _shape(text: str | None) -> Term:
    if text is None:
        raise CannotEvaluateError("it does not say which shape it means")
    iri = text.removeprefix("<").removesuffix(">")
    return BlankNode(iri.removeprefix(_UNNAMED)) if iri.startswith(_UNNAMED) else _term(text)


def _is_iri(text: str) -> bool:
    return text.startswith("<") and text.endswith(">") and text.count("<") == 1


def _term(text: str) -> Term:
    """Read a term in N-Triples syntax."""
    if text.startswith("_:"):
        raise CannotEvaluateError("it renames blank nodes, and one of them is in a result")
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    line = f"<http://a.example/> <http://a.example/> {text} ."
    found: Term = next(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)).object
    return found
