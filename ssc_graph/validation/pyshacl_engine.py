"""The reference engine: pySHACL, over our own graph, with nothing fetched and nothing printed."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import FIXED
from ssc_graph.validation.findings import Finding, as_result
from ssc_graph.validation.reports import NotEvaluated, ValidationResult
from ssc_graph.validation.terms import Statement, Term, from_rdflib

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

    from ssc_graph.validation.shape_graphs import Shapes

NAME = "pyshacl"
_SH = FIXED["sh"]
_LOGGERS = ("pyshacl-validate", "rdflib.term")


def run(
    data: Sequence[Statement], shapes: Shapes, *, nodes: Iterable[Term] | None = None
) -> tuple[list[ValidationResult], list[NotEvaluated]]:
    """Return what pySHACL finds, and the shapes that it stumbles over.

    Where it stumbles, each shape is evaluated alone, so that one does not hide the others.

    Args:
        data: the data graph, with the class hierarchy that it is to be read with.
        shapes: the shapes graph.
        nodes: of our shapes: the nodes to look at, or None for all.

    Raises:
        GraphError: a query of a shape reaches out of the graph, or could take forever.
    """
    from ssc_graph.validation.indexed import IndexedGraph, QuickQueries

    with _quiet():
        graph = QuickQueries(data, nodes) if shapes.ours else IndexedGraph(data)
        try:
            return _evaluate(graph, shapes), []
        except _StumbledError:
            return _one_by_one(graph, shapes)


class _StumbledError(Exception):
    """pySHACL gave up on a shapes graph; the words say why."""


def _one_by_one(graph: rdflib.Graph, shapes: Shapes) -> tuple[list[ValidationResult], list[NotEvaluated]]:
    results: list[ValidationResult] = []
    missed: list[NotEvaluated] = []
    for node in shapes.targeting:
        try:
            results.extend(_evaluate(graph, shapes.alone(node)))
        except _StumbledError as reason:
            missed.append(NotEvaluated(shapes.name(node), f"pySHACL stumbles over it: {reason}"))
    return results, missed


def _evaluate(graph: rdflib.Graph, shapes: Shapes) -> list[ValidationResult]:
    import pyshacl

    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes_graph(shapes), advanced=False, js=False, do_owl_imports=False)
    except GraphError:  # a query that reaches out, refused as it is about to run
        raise
    except Exception as error:  # whatever it raises for a graph or shapes that it is not prepared for
        raise _StumbledError(_first_line(error)) from error
    if isinstance(report, Exception):  # it hands a validation failure back
        raise _StumbledError(_first_line(report)) from report
    return _results(report, shapes)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__


@lru_cache(maxsize=2)
def _shapes_graph(shapes: Shapes) -> rdflib.Graph:
    """The shapes as pySHACL reads them: of booleans, only the word is true; it adds two triples of its own, the same each time."""
    from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch

    from ssc_graph.validation.indexed import IndexedGraph

    rdflib_bool_patch()  # type: ignore[no-untyped-call]  # without annotations
    try:
        return IndexedGraph(shapes.triples)
    finally:
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]  # as above


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from printing, and put back what pySHACL changes for the whole process."""
    import rdflib

    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    # pySHACL sets this to True when it is done, whatever it was.
    normalise = rdflib.NORMALIZE_LITERALS
    try:
        for logger in loggers:
            logger.disabled = True
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _results(report: rdflib.Graph, shapes: Shapes) -> list[ValidationResult]:
    """The results of a report, without the nested ones that tell their details."""
    import rdflib

    return [as_result(_finding(report, node), shapes) for node in report.objects(None, rdflib.URIRef(_SH + "result"))]


def _finding(report: rdflib.Graph, node: Node) -> Finding:
    import rdflib

    def values(name: str) -> list[Term]:
        return [from_rdflib(value) for value in report.objects(node, rdflib.URIRef(_SH + name))]

    def one(name: str) -> Term | None:
        return next(iter(values(name)), None)

    path, severity, component = one("resultPath"), one("resultSeverity"), one("sourceConstraintComponent")
    return Finding(
        focus_node=one("focusNode") or BlankNode("unknown"),
        severity=severity.value if severity else "",
        shape=one("sourceShape") or BlankNode("unknown"),
        component=component.value if component else "",
        constraint=one("sourceConstraint"),
        predicate=path.value if isinstance(path, NamedNode) else None,
        value=one("value"),
        told=tuple(message.value for message in values("resultMessage")),
    )
