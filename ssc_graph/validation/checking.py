"""Validate a graph: read it, read the shapes, let an engine run, and say what was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from ssc_graph import ontology
from ssc_graph.errors import UsageError
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.rdf_input import GraphSource, read_triples
from ssc_graph.validation.reports import NotEvaluated, ValidationReport, ValidationResult
from ssc_graph.validation.shape_graphs import Shapes, our_shapes, read_shapes
from ssc_graph.validation.terms import Statement, Term

_ENGINES = ("pyshacl", "fast")
_TYPE, _SUBCLASS = NamedNode(expand("rdf:type")), NamedNode(expand("rdfs:subClassOf"))


def validate(
    graph: GraphSource,
    *,
    shapes: GraphSource | Sequence[str | Path] | None = None,
    engine: str = "pyshacl",
    rdf_format: str | None = None,
) -> ValidationReport:
    """Validate a graph against shapes.

    Nothing is fetched: no import, no remote JSON-LD context, no document type. With our shapes, the class hierarchy of the
    vocabulary is read with the data (SHACL section 3.2 asks for it); with others, the data stand alone.

    Args:
        graph: a policy graph, an rdflib graph or dataset, the path of an RDF file, or the bytes of one.
        shapes: shapes of somebody else: a file, a folder of Turtle files, several of them, or a graph; without it, the shapes of
            this package.
        engine: ``pyshacl``, the reference, or ``fast``, which needs the extra of that name.
        rdf_format: the format of bytes or of a file whose suffix does not tell: ``turtle``, ``nt``, ``nquads``, ``trig``, ``xml``
            or ``json-ld``.

    Raises:
        UsageError: an unknown engine or format, or the extra is not installed.
        GraphError: the graph or the shapes cannot be read, or the shapes are refused.

    >>> validate(b"", rdf_format="turtle").verdict.value
    'not evaluated'
    """
    if engine not in _ENGINES:
        raise UsageError(f"the SHACL engine {engine!r} is not known", hint=f"name one of: {', '.join(_ENGINES)}")
    data = read_triples(graph, rdf_format=rdf_format).triples
    asked = our_shapes() if shapes is None else read_shapes(shapes)
    if asked.ours:
        data = (*data, *_hierarchy())
    looked_at, passed_over = _focus(data, asked)
    outcome = _run(data, asked, engine) if looked_at else _Outcome(engine=engine)
    stumbled = {missed.shape for missed in outcome.missed}
    return ValidationReport.of(
        outcome.results,
        evaluated=(name for name in map(asked.name, looked_at) if name not in stumbled),
        without_focus_node=map(asked.name, passed_over),
        not_evaluated=(*asked.not_evaluated, *outcome.missed),
        engine=outcome.engine,
        notes=outcome.notes,
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an engine made of a graph."""

    engine: str
    results: Sequence[ValidationResult] = ()
    missed: Sequence[NotEvaluated] = ()
    notes: Sequence[str] = ()


def _run(data: tuple[Statement, ...], shapes: Shapes, engine: str) -> _Outcome:
    """Let an engine run; pySHACL takes over where the fast one gives up."""
    from ssc_graph.validation import fast_engine, pyshacl_engine

    notes: list[str] = []
    if engine == fast_engine.NAME:
        try:
            return _Outcome(engine, fast_engine.run(data, shapes))
        except fast_engine.CannotEvaluateError as reason:
            notes.append(f"the fast engine gave up ({reason}); pySHACL took over")
    results, missed = pyshacl_engine.run(data, shapes)
    return _Outcome(pyshacl_engine.NAME, results, missed, notes)


@cache
def _hierarchy() -> tuple[Statement, ...]:
    """The sub-class triples between classes of the vocabulary."""
    return tuple(
        (NamedNode(expand(term.curie)), _SUBCLASS, NamedNode(expand(broader)))
        for term in ontology.terms()
        if term.kind == "class"
        for broader in term.broader
        if broader.startswith("ssc:")
    )


def _focus(data: tuple[Statement, ...], shapes: Shapes) -> tuple[list[Term], list[Term]]:
    """Return the shapes with a node to look at and those with none.

    Some of our shapes look at terms of OWL-Time and Web Annotation; of a graph without any term of ours, they say nothing.
    """
    known = _types(data) | {predicate.value for _, predicate, _ in data}
    found = {node: shapes.has_focus(node, known) for node in shapes.targeting}
    if shapes.ours and not any(iri.startswith(FIXED["ssc"]) for node in found if found[node] for iri in shapes.targets(node) & known):
        found = dict.fromkeys(found, False)
    return [node for node, is_there in found.items() if is_there], [node for node, is_there in found.items() if not is_there]


def _types(data: Iterable[Statement]) -> set[str]:
    """Return the classes with an instance, super-classes included."""
    above: dict[str, set[str]] = {}
    types: set[str] = set()
    for subject, predicate, value in data:
        if predicate == _SUBCLASS:
            above.setdefault(subject.value, set()).add(value.value)
        elif predicate == _TYPE:
            types.add(value.value)
    waiting = list(types)
    while waiting:
        for broader in above.get(waiting.pop(), ()):
            if broader not in types:
                types.add(broader)
                waiting.append(broader)
    return types
