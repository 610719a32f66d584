"""The graphs that a query names: several of them are merged, so that what stands in each stands once (SPARQL 1.1, section 13.2.1).

Oxigraph gives a triple of the default graph once for each graph that holds it, so that counts and joins come out too large. Where a query
names several graphs they are copied into a store of their own, in which each triple is once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from ssc_graph.sparql.clauses import graphs_named, prologue

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

    Answer: TypeAlias = QueryBoolean | QuerySolutions | QueryTriples


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

    prefixes = {prefix: namespace for prefix, namespace in prefixes.items() if f"{prefix}:" in text}  # each is parsed, for every query
    told = _once(map(NamedNode, default), map(NamedNode, named)) or _named_in(text, prefixes, base)
    if len(told.default) > 1:
        merged = _merged(store, told)
        return merged.query(text, base_iri=base, prefixes=prefixes, default_graph=DefaultGraph(), named_graphs=list(told.named))
    if told:
        return store.query(text, base_iri=base, prefixes=prefixes, default_graph=list(told.default), named_graphs=list(told.named))
    return store.query(text, base_iri=base, prefixes=prefixes)


def _once(default: Iterable[NamedNode], named: Iterable[NamedNode]) -> Dataset:
    """A dataset has a graph once, however often it is named; the store would find what is in it as often."""
    return Dataset(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))


def _merged(store: Store, dataset: Dataset) -> Store:
    from pyoxigraph import Quad, Store

    def held(graphs: Iterable[NamedNode]) -> Iterator[Quad]:
        return (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))

    merged = Store()  # not filled with bulk_extend(): its threads would each take address space from what a process may have
    merged.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in held(dataset.default))
    merged.extend(held(dataset.named))
    for graph in dataset.named:
        if store.contains_named_graph(graph):
            merged.add_graph(graph)
    return merged


def _named_in(text: str, prefixes: dict[str, str], base: str | None) -> Dataset:
    """Return the graphs of a query's FROM clauses, where it has more than one; the store resolves their names."""
    if text.upper().count("FROM") <= 1:
        return Dataset((), ())
    declared = prologue(text)
    clauses = list(graphs_named(text, "FROM", {*declared.prefixes, *prefixes}, start=declared.end))
    if len(clauses) <= 1:
        return Dataset((), ())
    try:
        graphs = resolved(text[: declared.end], [clause.graph for clause in clauses], prefixes, base)
    except (SyntaxError, ValueError):
        return Dataset((), ())  # the query itself has the fault, and its place
    pairs = [(clause.is_named, graph) for clause, graph in zip(clauses, graphs, strict=True)]
    return _once((graph for is_named, graph in pairs if not is_named), (graph for is_named, graph in pairs if is_named))


def resolved(declarations: str, names: Sequence[str], prefixes: dict[str, str], base: str | None) -> list[NamedNode]:
    """Return the IRIs that names stand for, as the store resolves them.

    Args:
        declarations: the prologue of the query or update.
        names: as they stand there.
        prefixes: that are known beside the declared ones.
        base: of relative IRIs.

    Raises:
        SyntaxError, ValueError: a name stands for none.

    >>> [graph.value for graph in resolved("PREFIX a: <urn:a:>", ["a:b", "<urn:c>"], {}, None)]
    ['urn:a:b', 'urn:c']
    """
    from pyoxigraph import NamedNode, Store

    found = Store().query(f"{declarations}\nSELECT ?g {{ VALUES ?g {{ {' '.join(names)} }} }}", base_iri=base, prefixes=prefixes)
    return [row["g"] for row in cast("QuerySolutions", found) if isinstance(row["g"], NamedNode)]
