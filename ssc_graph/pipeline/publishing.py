"""Named graphs go to a store on another server: only those that changed, and each is looked at afterwards.

A graph is replaced whole by one request of the Graph Store Protocol, or by an update that deletes and inserts the difference. What the
server then holds must have as many triples and the same hash. A store may keep values and not spellings (``0.50`` becomes ``0.5``), so
the hash is taken of the values, on both sides.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import RemoteError, UsageError
from ssc_graph.pipeline.remote import Remote
from ssc_graph.sparql.terms import as_iri
from ssc_graph.store import read_quads

if TYPE_CHECKING:
    from pyoxigraph import Quad

ADDED, REPLACED, UNCHANGED = "added", "replaced", "unchanged"
_GENID: Final = "https://w3id.org/ssc-graph/.well-known/genid/"  # RDF 1.1 Concepts, section 3.5
_STATEMENTS: Final = 1_000  # of one update: some servers limit its size; Virtuoso's compiler runs out of memory at 5,000
_ROWS: Final = 2_000  # of one answer, where a server cuts answers; Virtuoso does at 10,000


@dataclass(frozen=True, slots=True)
class PublishedGraph:
    """What became of a named graph.

    Args:
        name: its IRI.
        state: ``added``, ``replaced`` or ``unchanged``.
        triples: that it holds now.
        digest: SHA-256 of its values, in hexadecimal.
    """

    name: str
    state: str
    triples: int
    digest: str


def publish(
    sources: Sequence[str | os.PathLike[str]], remote: Remote, *, graph: str | None = None, dry_run: bool = False
) -> Iterator[PublishedGraph]:
    """Load or replace named graphs in a remote store, and yield what became of each once it is verified.

    Args:
        sources: RDF files or folders of exports; none for the bundled exports.
        remote: the store.
        graph: the name of the graph for triples that stand in none.
        dry_run: whether to tell only what would change.

    Raises:
        GraphError: a source cannot be read.
        UsageError: triples stand in no named graph and no name is given.
        RemoteError: the server cannot be reached, or does not hold what it was given.
    """
    for name, lines in sorted(_graphs(sources, graph).items()):
        wanted = _by_value("\n".join(lines).encode(), "the files")
        held = _held(remote, name)
        state = UNCHANGED if held.keys() == wanted.keys() else REPLACED if held else ADDED
        if state != UNCHANGED and not dry_run:
            _replace(remote, name, wanted, held)
            _verify(remote, name, wanted)
        yield PublishedGraph(name, state, len(wanted), _digest(wanted))


def _graphs(sources: Sequence[str | os.PathLike[str]], default: str | None) -> Mapping[str, list[str]]:
    """The statements of each named graph in N-Triples, sorted; blank nodes are named by IRIs."""
    if default is not None and as_iri(default) is None:
        raise UsageError(f"{default!r} is no IRI of a graph")
    grouped: dict[str, set[str]] = {}
    for quad in read_quads(sources):
        name = getattr(quad.graph_name, "value", "") or (as_iri(default) if default else "") or ""
        if not name:
            raise UsageError("some triples stand in no named graph", hint="name one for them with --graph IRI, or give graph.nq")
        grouped.setdefault(name, set()).add(_line(quad))
    return {name: sorted(lines) for name, lines in grouped.items()}


def _line(quad: Quad) -> str:
    from pyoxigraph import BlankNode

    terms = (quad.subject, quad.predicate, quad.object)
    return " ".join(f"<{_GENID}{term.value}>" if isinstance(term, BlankNode) else str(term) for term in terms) + " ."


def _by_value(content: bytes, where: str) -> dict[str, str]:
    """Return the statements of a graph, N-Triples or Turtle: as Oxigraph keeps their values, and as they are spelt.

    Raises:
        RemoteError: the graph cannot be read; our own can.
    """
    import pyoxigraph
    from pyoxigraph import Literal, NamedNode, Quad

    try:  # N-Triples are Turtle
        triples = [quad.triple for quad in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        raise RemoteError("the graph that the server holds cannot be read", where=where) from error
    literals = list(dict.fromkeys(triple.object for triple in triples if isinstance(triple.object, Literal)))
    store, subject = pyoxigraph.Store(), NamedNode("urn:x")
    store.bulk_extend(Quad(subject, NamedNode(f"urn:x:{number}"), literal) for number, literal in enumerate(literals))
    kept = {int(quad.predicate.value.removeprefix("urn:x:")): quad.object for quad in store}
    values = {literal: str(kept[number]) for number, literal in enumerate(literals)}
    return {f"{t.subject} {t.predicate} {values.get(t.object) or t.object} .": f"{t} ." for t in triples}


def _digest(values: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest()


def _held(remote: Remote, name: str) -> dict[str, str]:
    count = _count(remote, name)
    if not count:
        return {}
    held = _by_value(remote.graph(name).content, remote.endpoint)
    return held if len(held) >= count else held | _in_parts(remote, name, count)


def _in_parts(remote: Remote, name: str, count: int) -> dict[str, str]:
    """Return a graph of which the server gave the beginning only: what begins with each hexadecimal digit of a digest, one by one.

    An order with an offset would do for some servers; Virtuoso does not sort so many rows.
    """
    length = 1
    while count > _ROWS * 16**length:
        length += 1
    found: dict[str, str] = {}
    for number in range(16**length):
        part = f'FILTER(STRSTARTS(MD5(CONCAT(STR(?s), STR(?p), STR(?o))), "{number:0{length}x}"))'
        found |= _by_value(remote.graph(name, part).content, remote.endpoint)
    return found


def _count(remote: Remote, name: str) -> int:
    rows = remote.select(f"SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    try:
        return int(rows[0]["triples"])
    except (IndexError, KeyError, ValueError) as error:
        raise RemoteError("the server does not tell how many triples it holds", where=remote.endpoint) from error


def _replace(remote: Remote, name: str, wanted: Mapping[str, str], held: Mapping[str, str]) -> None:
    if remote.graph_store is not None:
        remote.put(name, ("\n".join(sorted(wanted.values())) + "\n").encode())
        return
    # Without a graph store: what is new goes in before what is old goes out, so that a reader never finds too little.
    new = sorted(spelt for value, spelt in wanted.items() if value not in held)
    old = sorted(spelt for value, spelt in held.items() if value not in wanted)
    for verb, statements in (("INSERT", new), ("DELETE", old)):
        for start in range(0, len(statements), _STATEMENTS):
            piece = "\n".join(statements[start : start + _STATEMENTS])
            remote.change(f"{verb} DATA {{ GRAPH <{name}> {{\n{piece}\n}} }}")


def _verify(remote: Remote, name: str, wanted: Mapping[str, str]) -> None:
    """Look at what the server holds now.

    Raises:
        RemoteError: it is not what it was given.
    """
    count = _count(remote, name)
    held = _held(remote, name)
    if count != len(held) or held.keys() != wanted.keys():
        told = f"{count} triples, expected {len(wanted)}" if count != len(wanted) else f"{len(wanted.keys() - held.keys())} triples differ"
        what = f"the server does not hold what it was given in {name}: {told}"
        raise RemoteError(what, where=remote.endpoint, hint="publish again; if it stays so, the server changes what it is given")
