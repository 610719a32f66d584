"""The documentation of the vocabulary and of the shapes, each term with an example from the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ssc_graph import ontology, resources
from ssc_graph.namespaces import expand
from ssc_graph.ontology import Term, compact
from ssc_graph.site.addresses import web_link
from ssc_graph.site.lookup import Node
from ssc_graph.site.structured import page_block
from ssc_graph.site.templating import Frame
from ssc_graph.site.view import ClaimView, Text, View, nearest

_SHAPE = "https://w3id.org/ssc-graph/shape/"
_DEMANDS = (
    "minCount", "maxCount", "nodeKind", "datatype", "class", "pattern", "minLength", "maxLength", "uniqueLang", "hasValue", "minInclusive",
    "maxInclusive", "lessThan", "lessThanOrEquals", "equals", "disjoint", "closed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """How a term is used in the graph.

    Args:
        claim: a claim with this relation, or None.
        iri: what the term is said of.
        value: what it says, or None for a class.
    """

    claim: ClaimView | None
    iri: str
    value: Node | None


@dataclass(frozen=True, slots=True)
class TermView:
    """A term as the page shows it.

    Args:
        anchor: its id on the page.
        curie: its short name.
        label: in the language of the page.
        definition: in the language of the page.
        facts: label, and for each value its short name and its link.
        example: from the graph, or None.
    """

    anchor: str
    curie: str
    label: str
    definition: Text
    facts: list[tuple[str, list[tuple[str, str]]]]
    example: Example | None


@dataclass(frozen=True, slots=True)
class ShapeView:
    """A shape as the page shows it.

    Args:
        name: its id on the page.
        messages: what it says where it is broken.
        facts: label, and for each value its short name and its link.
    """

    name: str
    messages: list[Text]
    facts: list[tuple[str, list[tuple[str, str]]]]


def vocabulary_page(frame: Frame, examples: dict[str, Example | None]) -> str:
    """Return the page of the vocabulary.

    Args:
        frame: of the page.
        examples: by CURIE, made by :func:`find_examples`.
    """
    below: dict[str, list[str]] = {}
    for term in ontology.terms():
        for broader in term.broader:
            below.setdefault(broader, []).append(term.curie)
    groups = [
        (
            kind,
            sorted(
                (_term(frame, t, below, examples) for t in ontology.terms() if t.kind == kind), key=lambda t: (t.label.casefold(), t.curie)
            ),
        )
        for kind in ("class", "property", "individual")
    ]
    title = frame.t("vocabulary")
    return frame.render(
        "ns.html",
        title=title,
        description=frame.t("vocabulary_lead"),
        structured=page_block(frame, title, "DefinedTermSet"),
        data="ns",
        groups=groups,
    )


def find_examples(view: View) -> dict[str, Example | None]:
    """Return how each term of the vocabulary is used in the graph, by CURIE; None for one that is not."""
    return {term.curie: _example(view, term) for term in ontology.terms()}


def _example(view: View, term: Term) -> Example | None:
    iri = NamedNode(expand(term.curie))
    if term.kind == "class":
        member = next(
            (
                q.subject.value
                for q in view.store.quads_for_pattern(None, NamedNode(expand("rdf:type")), iri)
                if isinstance(q.subject, NamedNode)
            ),
            "",
        )
        return Example(None, min(view.members(term.curie), default=member), None) if member else None
    role = "rdf:predicate" if term.kind == "property" else "ssc:modality"
    if claims := view.subjects(role, iri):
        claim = view.claim(claims[0])
        return Example(claim, claim.subject, claim.object)
    used = min(
        (q.triple for q in view.store.quads_for_pattern(None, iri, None) if isinstance(q.subject, NamedNode)),
        key=lambda triple: (str(triple.subject), str(triple.object)),
        default=None,
    )
    return Example(None, used.subject.value, used.object) if used is not None and isinstance(used.subject, NamedNode) else None


def _term(frame: Frame, term: Term, below: dict[str, list[str]], examples: dict[str, Example | None]) -> TermView:
    texts = [Text(words, language) for language, words in term.definitions.items()]
    facts = [
        ("super_terms", term.broader),
        ("sub_terms", tuple(below.get(term.curie, ()))),
        ("domain", term.domain),
        ("range", term.range),
    ]
    return TermView(
        anchor=term.curie.partition(":")[2],
        curie=term.curie,
        label=term.labels.get(frame.language) or next(iter(term.labels.values()), term.curie),
        definition=nearest(texts, frame.language) if texts else Text("", ""),
        facts=[(frame.t(key), _linked(frame, values)) for key, values in facts if values],
        example=examples.get(term.curie),
    )


def _linked(frame: Frame, curies: Iterable[str]) -> list[tuple[str, str]]:
    found = []
    for curie in curies:
        prefix, _, local = curie.partition(":")
        own = prefix == "ssc" and ontology.has_term(curie)
        found.append((curie, frame.href("ns", local) if own else _outside(curie)))
    return found


def _outside(curie: str) -> str:
    try:
        return web_link(expand(curie))
    except ValueError:
        return web_link(curie)


@cache
def _shape_files() -> tuple[tuple[str, dict[str, dict[str, list[Any]]]], ...]:
    """What the shapes files say, by file and shape, in the order of the file."""
    found = []
    for name in resources.names("shapes", suffix=".ttl"):
        said: dict[str, dict[str, list[Any]]] = {}
        for quad in parse(resources.read("shapes", name), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_SHAPE):
                said.setdefault(quad.subject.value.removeprefix(_SHAPE), {}).setdefault(quad.predicate.value, []).append(quad.object)
        found.append((name, said))
    return tuple(found)


def shapes_page(frame: Frame) -> str:
    """Return the page of the shapes."""
    title = frame.t("shapes")
    return frame.render(
        "shapes.html",
        title=title,
        description=frame.t("shapes_lead"),
        structured=page_block(frame, title),
        files=[(name, [_shape(frame, shape, said) for shape, said in shapes.items()]) for name, shapes in _shape_files() if shapes],
    )


def _shape(frame: Frame, name: str, said: dict[str, list[Any]]) -> ShapeView:
    def values(local: str) -> list[str]:
        return [node.value for node in said.get(expand(f"sh:{local}"), ()) if isinstance(node, NamedNode | Literal)]

    targets = [*values("targetClass"), *values("targetSubjectsOf"), *values("targetObjectsOf"), *values("targetNode")]
    demands = [f"{local} {compact(value)}" for local in _DEMANDS for value in values(local)]
    messages = [Text(node.value, node.language or "") for node in said.get(expand("sh:message"), ()) if isinstance(node, Literal)]
    facts = [
        (frame.t("applies_to"), _linked(frame, map(compact, targets))),
        (frame.t("path"), _linked(frame, map(compact, values("path")))),
        (frame.t("demand"), [(demand, "") for demand in demands]),
        (frame.t("severity"), [(compact(value), "") for value in values("severity")]),
    ]
    return ShapeView(name, [nearest(messages, frame.language)] if messages else [], [fact for fact in facts if fact[1]])
