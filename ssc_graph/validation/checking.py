"""Validate a graph: read it, read the shapes, let an engine run, and say what was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from ssc_graph import ontology
from ssc_graph.errors import UsageError
from ssc_graph.graph.gathering import Gathering
from ssc_graph.graph.statements import Statements
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.neighbourhood import is_plain, looks
from ssc_graph.validation.parts import MOST, Part, parts
from ssc_graph.validation.query_patterns import TooFarError
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
    asked = our_shapes() if shapes is None else read_shapes(shapes)
    data = _data(graph, asked, rdf_format)
    looked_at, passed_over = _focus(data.kinds, asked)
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


@dataclass(frozen=True, slots=True)
class _Data:
    """A graph as engines get it.

    Args:
        kinds: a statement for each class, predicate and sub-class: what decides which shapes have a node to look at.
        parts: gives the parts, as often as it is asked.
    """

    kinds: tuple[Statement, ...]
    parts: Callable[[], Iterable[Part]]


def _data(graph: GraphSource, shapes: Shapes, rdf_format: str | None) -> _Data:
    """Return a graph whole or, where that is the same, in parts; with our shapes, with the class hierarchy of the vocabulary."""
    classes = _hierarchy() if shapes.ours else ()
    statements = getattr(graph, "statements", None)
    if not isinstance(statements, Statements):
        triples = read_triples(graph, rdf_format=rdf_format).triples
        if not shapes.ours or len(triples) <= MOST:
            return _whole(triples, classes)
        statements = Gathering().take(Quad(*triple) for triple in triples).arranged()
        del triples
    if not _can_be_dealt(statements, shapes):
        return _whole(read_triples(graph, rdf_format=rdf_format).triples, classes)
    kinds = (*_kinds(statements), *classes)
    above = _above(kinds)
    return _Data(kinds, lambda: (Part((*part.data, *classes), part.nodes) for part in parts(statements, shapes, above, most=MOST)))


def _whole(triples: tuple[Statement, ...], classes: tuple[Statement, ...]) -> _Data:
    whole = (*triples, *classes)
    return _Data(whole, lambda: (Part(whole, None),))


def _can_be_dealt(statements: Statements, shapes: Shapes) -> bool:
    """Whether a graph is large, and parts of it are known to tell the same; of strangers' shapes that is not known."""
    if not shapes.ours or len(statements) <= MOST or not is_plain(statements):
        return False
    try:
        return bool(looks(shapes))
    except TooFarError:
        return False


def _kinds(statements: Statements) -> Iterator[Statement]:
    """A statement for each class, predicate and sub-class of a graph of IRIs and literals."""
    terms, anything = statements.terms, NamedNode(expand("rdf:nil"))
    _, verbs = statements.roles()
    for verb in verbs:
        yield anything, verb, anything
        if verb in {_TYPE, _SUBCLASS}:
            number = statements.number(verb)
            pairs = {(start if verb == _SUBCLASS else None, end) for start, end in statements.pairs_of(number or 0)}
            yield from ((anything if start is None else terms[start], verb, terms[end]) for start, end in pairs)  # type: ignore[misc]  # plain terms


def _run(data: _Data, shapes: Shapes, engine: str) -> _Outcome:
    """Let an engine run; pySHACL takes over where the fast one gives up."""
    from ssc_graph.validation import fast_engine, pyshacl_engine

    notes: list[str] = []
    if engine == fast_engine.NAME:
        try:
            found = [part.own(fast_engine.run(part.data, shapes)) for part in data.parts()]
            return _Outcome(engine, [result for results in found for result in results])
        except fast_engine.CannotEvaluateError as reason:
            notes.append(f"the fast engine gave up ({reason}); pySHACL took over")
    results: list[ValidationResult] = []
    missed: list[NotEvaluated] = []
    for part in data.parts():
        told, stumbled = pyshacl_engine.run(part.data, shapes, nodes=part.nodes)
        results += part.own(told)
        missed += stumbled
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
    above = _above(data)
    return {kind for _, predicate, value in data if predicate == _TYPE for kind in above.get(value.value, {value.value})}


def _above(data: Iterable[Statement]) -> dict[str, frozenset[str]]:
    """Return, of each class that is said to be below another, itself and all above it."""
    directly: dict[str, set[str]] = {}
    for subject, predicate, value in data:
        if predicate == _SUBCLASS:
            directly.setdefault(subject.value, set()).add(value.value)
    return {kind: frozenset(_reached(kind, directly)) for kind in directly}


def _reached(kind: str, directly: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {kind}, [kind]
    while waiting:
        new = directly.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found
