"""The graphs that a query names: several of them are merged, so that what stands in each stands once (SPARQL 1.1, section 13.2.1).

Oxigraph gives a triple of the default graph once for each graph that holds it, so that counts and joins come out too large. Where a query
names several graphs they are copied into a store of their own, in which each triple is once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ssc_graph.sparql.tokens import Token, tokens

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

    Answer: TypeAlias = QueryBoolean | QuerySolutions | QueryTriples

_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_DECLARATIONS = frozenset({"PREFIX", "BASE", "VERSION"})


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a query is asked of.

    Args:
        default: the graphs that make the default graph.
        named: the named graphs.
    """

    default: tuple[NamedNode, ...]
    named: tuple[NamedNode, ...]

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


def ask(
    store: Store, text: str, *, prefixes: dict[str, str], base: str | None = None, default: Sequence[str] = (), named: Sequence[str] = ()
) -> Answer:
    """Ask a store a query.

    Args:
        store: its default graph is the union of all graphs.
        text: SPARQL.
        prefixes: that are known beside the query's own.
        base: of relative IRIs.
        default: IRIs of graphs that the protocol names; they hold instead of those that the query names.
        named: likewise.

    Raises:
        SyntaxError, ValueError, OSError, RuntimeError: as the store raises.

    >>> from pyoxigraph import Store
    >>> store = Store()
    >>> store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } GRAPH <urn:h> { <urn:a> <urn:b> 1 } }")
    >>> len(list(ask(store, "SELECT * FROM <urn:g> FROM <urn:h> { ?s ?p ?o }", prefixes={})))
    1
    """
    from pyoxigraph import DefaultGraph, NamedNode

    told = Dataset(tuple(map(NamedNode, default)), tuple(map(NamedNode, named))) or _named_in(text, prefixes, base)
    if len(told.default) > 1:
        merged = _merged(store, told)
        return merged.query(text, base_iri=base, prefixes=prefixes, default_graph=DefaultGraph(), named_graphs=list(told.named))
    if default or named:
        return store.query(text, base_iri=base, prefixes=prefixes, default_graph=list(told.default), named_graphs=list(told.named))
    return store.query(text, base_iri=base, prefixes=prefixes)


def _merged(store: Store, dataset: Dataset) -> Store:
    from pyoxigraph import Quad, Store

    def held(graphs: Iterable[NamedNode]) -> Iterator[Quad]:
        return (quad for graph in dict.fromkeys(graphs) for quad in store.quads_for_pattern(None, None, None, graph))

    merged = Store()
    merged.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in held(dataset.default))
    merged.bulk_extend(held(dataset.named))
    for graph in dataset.named:
        if store.contains_named_graph(graph):
            merged.add_graph(graph)
    return merged


def _named_in(text: str, prefixes: dict[str, str], base: str | None) -> Dataset:
    """Return the graphs of a query's FROM clauses, where it has more than one; the store resolves their names."""
    clauses = list(_clauses(list(tokens(text)))) if text.upper().count("FROM") > 1 else []
    if len(clauses) <= 1:
        return Dataset((), ())
    from pyoxigraph import NamedNode, QuerySolutions, Store

    names = " ".join(token.text for _, token in clauses)
    probe = f"{text[: _prologue_end(text)]}\nSELECT ?g {{ VALUES ?g {{ {names} }} }}"
    try:
        found = Store().query(probe, base_iri=base, prefixes=prefixes)
    except (SyntaxError, ValueError):
        return Dataset((), ())  # the query itself has the fault, and its place
    assert isinstance(found, QuerySolutions)  # noqa: S101 (mypy cannot know that it is a SELECT)
    graphs = [row["g"] for row in found]
    pairs = [(is_named, graph) for (is_named, _), graph in zip(clauses, graphs, strict=True) if isinstance(graph, NamedNode)]
    return Dataset(tuple(graph for is_named, graph in pairs if not is_named), tuple(graph for is_named, graph in pairs if is_named))


def _clauses(pieces: Sequence[Token]) -> Iterator[tuple[bool, Token]]:
    """Yield the name behind each FROM outside all brackets, and whether NAMED stands between."""
    depth = 0
    for place, token in enumerate(pieces):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth or token.kind != "word" or not token.text.upper().endswith(("FROM", "FROMNAMED")):
            continue
        is_named = token.text.upper().endswith("NAMED")
        behind = pieces[place + 1 : place + 3]
        if behind and behind[0].kind == "word" and behind[0].text.upper() == "NAMED":
            is_named, behind = True, behind[1:]
        if behind and behind[0].kind in {"iri", "name"}:
            yield is_named, behind[0]


def _prologue_end(text: str) -> int:
    return next((token.start for token in tokens(text) if token.kind == "word" and token.text.upper() not in _DECLARATIONS), 0)
