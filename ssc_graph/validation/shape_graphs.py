"""Shapes: read, checked for what a stranger's shapes may not do, and asked for their targets, paths and messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from ssc_graph import resources
from ssc_graph.errors import DataFileError, GraphError
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.rdf_input import Data, GraphSource, read_triples
from ssc_graph.validation.refusals import not_evaluated, refuse_reach
from ssc_graph.validation.reports import NotEvaluated
from ssc_graph.validation.terms import Node, Statement, Term

SH = FIXED["sh"]
_TYPE = expand("rdf:type")
_FIRST, _REST, _NIL = (expand(f"rdf:{name}") for name in ("first", "rest", "nil"))
_CLASSES = frozenset({expand("rdfs:Class"), expand("owl:Class")})
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_TARGET_IRIS = frozenset(SH + name for name in _TARGETS)
#: Parameters that take a shape, and those that take a list of shapes.
_HOLDING = frozenset(SH + name for name in ("property", "node", "not", "qualifiedValueShape"))
_LISTS = frozenset(SH + name for name in ("and", "or", "xone"))
_DEEPEST_PATH = 20


@dataclass(frozen=True)
class Shapes:
    """A shapes graph.

    Args:
        triples: the whole of it, without what is left out.
        ours: whether these are the shapes of this package.
        not_evaluated: what is left out.
    """

    triples: tuple[Statement, ...]
    ours: bool = False
    not_evaluated: tuple[NotEvaluated, ...] = field(default=(), compare=False)

    @cached_property
    def by_subject(self) -> Mapping[Term, Mapping[str, list[Term]]]:
        """The objects by subject and predicate."""
        return _index(self.triples)

    def values(self, node: Term, *names: str) -> list[Term]:
        """Return the values of a node for parameters in the namespace of SHACL, each given by its local name."""
        found = self.by_subject.get(node, {})
        return [value for name in names for value in found.get(SH + name, ())]

    @cached_property
    def targeting(self) -> tuple[Term, ...]:
        """The shapes that have a target, in the order of the graph."""
        return tuple(node for node, found in self.by_subject.items() if self._has_target(found) and not self._is_off(node))

    def _has_target(self, found: Mapping[str, list[Term]]) -> bool:
        return any(SH + name in found for name in _TARGETS) or _is_class_and_shape(found)

    def _is_off(self, node: Term) -> bool:
        return any(value.value == "true" for value in self.values(node, "deactivated"))

    def targets(self, node: Term) -> set[str]:
        """Return the IRIs of the classes and predicates by which a shape finds its nodes (SHACL section 2.1.3)."""
        found = {value.value for value in self.values(node, "targetClass", "targetSubjectsOf", "targetObjectsOf")}
        return found | ({node.value} if _is_class_and_shape(self.by_subject[node]) else set())

    def has_focus(self, node: Term, known: set[str]) -> bool:
        """Whether a shape finds a node to look at.

        Args:
            node: a shape with a target.
            known: IRIs of the classes that have an instance, super-classes included, and of the predicates in the data.
        """
        return bool(self.targets(node) & known or self.values(node, "targetNode"))

    @cached_property
    def _around(self) -> Mapping[Term, Term]:
        """For each shape without a name, a shape or list that holds it."""
        inward = _HOLDING | _LISTS | {_FIRST, _REST}
        return {value: subject for subject, predicate, value in self.triples if predicate.value in inward}

    def name(self, node: Term) -> str:
        """Return the IRI of a shape; without one, of the nearest shape around it that has one; else the blank node."""
        place: Term | None = node
        for _ in self._around:
            if isinstance(place, NamedNode):
                return place.value
            place = self._around.get(place) if place is not None else None
        return place.value if isinstance(place, NamedNode) else str(node)

    @cached_property
    def unnamed(self) -> frozenset[BlankNode]:
        """The shapes without a name; blank nodes of paths and lists are none."""
        listed = [item for triple in self.triples if triple[1].value in _LISTS for item in self.items(triple[2])]
        held = [value for _, predicate, value in self.triples if predicate.value in _HOLDING]
        with_path = [subject for subject, predicate, _ in self.triples if predicate.value == SH + "path"]
        return frozenset(node for node in (*listed, *held, *with_path) if isinstance(node, BlankNode))

    def alone(self, node: Term) -> Shapes:
        """Return these shapes with the targets of one only, so that no other looks at anything by itself."""

        def is_other_target(triple: Statement) -> bool:
            subject, predicate, value = triple
            is_target = predicate.value in _TARGET_IRIS or (predicate.value == _TYPE and value.value in _CLASSES)
            return is_target and subject != node

        return Shapes(tuple(triple for triple in self.triples if not is_other_target(triple)), self.ours)

    def messages(self, *nodes: Term | None) -> dict[str, str]:
        """Return the messages of the first node that has some, by language; of two in one language, the first by code point."""
        for node in nodes:
            found = self.values(node, "message") if node is not None else []
            if found:
                ordered = sorted((value for value in found if isinstance(value, Literal)), key=str, reverse=True)
                return {value.language or "": value.value for value in ordered}
        return {}

    def path(self, node: Term) -> str | None:
        """Return the property path of a property shape in SPARQL syntax, or None."""
        paths = self.values(node, "path")
        return self._path(paths[0], 0) if paths else None

    def _path(self, node: Term, depth: int) -> str:
        """SHACL section 2.3.1, written as in SPARQL 1.1 section 9."""
        if isinstance(node, NamedNode):
            return f"<{node.value}>"
        if depth == _DEEPEST_PATH:
            return "…"
        if inverse := self.values(node, "inversePath"):
            return f"^{self._path(inverse[0], depth + 1)}"
        if choices := self.values(node, "alternativePath"):
            return f"({'|'.join(self._path(item, depth + 1) for item in self.items(choices[0]))})"
        for name, sign in _REPEATS.items():
            if repeated := self.values(node, name):
                return f"({self._path(repeated[0], depth + 1)}){sign}"
        return "/".join(self._path(item, depth + 1) for item in self.items(node))

    def items(self, node: Term) -> Iterator[Term]:
        """Return the members of an RDF list; of a ring, each once."""
        seen: set[Term] = set()
        while node not in seen and node.value != _NIL:
            seen.add(node)
            found = self.by_subject.get(node, {})
            yield from found.get(_FIRST, [])[:1]
            node = next(iter(found.get(_REST, ())), NamedNode(_NIL))


def _is_class_and_shape(found: Mapping[str, list[Term]]) -> bool:
    """An implicit class target (SHACL section 2.1.3.3)."""
    kinds = {value.value for value in found.get(_TYPE, ())}
    return bool(kinds & _CLASSES) and bool(kinds & {SH + "NodeShape", SH + "PropertyShape"})


def _index(triples: Iterable[Statement]) -> dict[Term, dict[str, list[Term]]]:
    found: dict[Term, dict[str, list[Term]]] = {}
    for subject, predicate, value in triples:
        found.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
    return found


@cache
def our_shapes() -> Shapes:
    """Return the shapes of this package.

    Raises:
        DataFileError: a shapes file is missing or is no Turtle.
    """
    data: list[Data] = []
    for name in resources.names("shapes", suffix=".ttl"):
        try:
            data.append(read_triples(resources.read("shapes", name), rdf_format="turtle"))
        except GraphError as error:
            raise DataFileError(error.what, where=f"shapes/{name}", hint="install the package again") from error
    return Shapes(tuple(_short_query(triple) for triple in _joined(data)), ours=True)


def _files(source: GraphSource) -> list[GraphSource]:
    """The Turtle files of a folder, by name; anything else as it is.

    Raises:
        GraphError: the folder holds none.
    """
    if not isinstance(source, str | Path) or not Path(source).is_dir():
        return [source]
    files = sorted(path for path in Path(source).iterdir() if path.suffix == ".ttl")
    if not files:
        raise GraphError("the folder holds no Turtle file", where=str(source))
    return list(files)


def _joined(data: Iterable[Data]) -> tuple[Statement, ...]:
    """Join graphs; the blank nodes of two files are different nodes even where they bear one label."""
    names: dict[tuple[int, Term], BlankNode] = {}

    def named(number: int, node: Node) -> Node:
        return names.setdefault((number, node), BlankNode(f"b{len(names)}")) if isinstance(node, BlankNode) else node

    return tuple(
        (named(number, subject), predicate, value if isinstance(value, Literal) else named(number, value))
        for number, each in enumerate(data)
        for subject, predicate, value in each.triples
    )


def _short_query(triple: Statement) -> Statement:
    """Put a query of ours on one line: the guard that pySHACL runs before each query is quadratic in its lines."""
    subject, predicate, value = triple
    return (subject, predicate, Literal(" ".join(value.value.split()))) if predicate.value == SH + "select" else triple


def read_shapes(source: GraphSource | Sequence[str | Path]) -> Shapes:
    """Return shapes of somebody else.

    Nothing is fetched: ``owl:imports`` is not followed. JavaScript, rules, functions and other parts of SHACL that are not
    evaluated, and patterns that could take forever, are left out and listed.

    Args:
        source: a path or several, or a graph; of a folder, its Turtle files are read.

    Raises:
        GraphError: they cannot be read, hold no shape, or hold a query that reaches out of the graph.
    """
    sources: list[GraphSource] = list(source) if isinstance(source, tuple | list) else [source]  # type: ignore[list-item]  # no other sequence
    data = [read_triples(each) for source_or_folder in sources for each in _files(source_or_folder)]
    triples, where = _joined(data), ", ".join(each.where for each in data)
    if not any(predicate.value.startswith(SH) for _, predicate, _ in triples):
        raise GraphError("there is no SHACL shape in it", where=where)
    refuse_reach(triples, where)
    left_out = not_evaluated(triples)
    shapes = Shapes(tuple(triple for triple in triples if triple not in left_out))
    missed = tuple(NotEvaluated(shapes.name(node), reason) for node, reason in left_out.values())
    return Shapes(shapes.triples, not_evaluated=missed)
