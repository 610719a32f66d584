"""JSON-LD 1.1: every node once, or the documents with their claims in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from json.encoder import encode_basestring

from pyoxigraph import Literal, NamedNode, Triple

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import expand
from ssc_graph.serialization.compaction import Compactor, Json, by_subject
from ssc_graph.serialization.context import Context

_TYPE, _DOCUMENT, _CLAIMED_IN = expand("rdf:type"), expand("ssc:Document"), expand("ssc:claimedIn")
_START = expand("oa:start")
#: What a claim shows in full, and what of it is shown in short: enough to read the claim without looking elsewhere.
_IN_FULL = frozenset(expand(curie) for curie in ("ssc:evidence", "oa:hasSelector"))
_IN_SHORT = frozenset(expand(curie) for curie in ("rdf:subject", "rdf:object", "ssc:attributedTo"))
_SHORT = frozenset(expand(curie) for curie in ("rdf:type", "skos:prefLabel", "rdfs:label"))
#: Things that are remembered in short: few are named by many claims.
_MOST_SHORT = 2_000

Nodes = Mapping[str, list[Triple]]


def write_jsonld(triples: Iterable[Triple], *, context: Context) -> str:
    """Return triples, which stand in reading order, as compact JSON-LD 1.1: one list of nodes, the context in the file.

    Args:
        triples: of one graph.
        context: what the keys mean.
    """
    return "".join(jsonld_pieces(by_subject(triples), context=context))


def jsonld_pieces(nodes: Nodes, *, context: Context) -> Iterator[str]:
    """Yield what :func:`write_jsonld` returns, node by node.

    Args:
        nodes: the triples of each node, in reading order.
        context: what the keys mean.
    """
    compactor = Compactor(context)
    return dump(context.document, (compactor.node(subject, described) for subject, described in sayable(nodes)))


def write_framed(triples: Iterable[Triple], *, context: Context) -> str:
    """Return triples, which stand in reading order, as JSON-LD 1.1 that is framed by document.

    First the documents, each with its claims in the order of the text, each claim with its evidence in full and with the names of
    the things that it is about; then every other node, once. It is the same graph as :func:`write_jsonld` writes.

    Args:
        triples: of one graph.
        context: what the keys mean; a key ``claims`` is added to it where it has none for the claims of a document.
    """
    return "".join(framed_pieces(by_subject(triples), context=context))


def framed_pieces(nodes: Nodes, *, context: Context) -> Iterator[str]:
    """Yield what :func:`write_framed` returns, node by node.

    Args:
        nodes: the triples of each node, in reading order.
        context: what the keys mean.
    """
    known = context.reverse_term(_CLAIMED_IN)
    document = context.document if known else {**context.document, "claims": {"@reverse": _CLAIMED_IN}}
    frame = _Frame(nodes, Compactor(context), key=known.name if known else "claims")
    return dump(document, chain(map(frame.document, frame.documents), frame.rest()))


class _Frame:
    """Nodes placed inside others; those that are placed in full are not written again.

    Args:
        nodes: every node.
        compactor: what writes them.
        key: the key for the claims of a document.
    """

    def __init__(self, nodes: Nodes, compactor: Compactor, *, key: str) -> None:
        self._nodes = nodes
        self._compactor = compactor
        self._key = key
        self._placed: set[str] = set()
        self._claims: dict[str, list[str]] = {}
        self.documents: list[str] = []
        self._shown_short = lru_cache(maxsize=_MOST_SHORT)(self._in_short)
        for subject, described in sayable(nodes):
            if _is_a(described, _DOCUMENT):
                self.documents.append(subject)
            for triple in described:
                if triple.predicate.value == _CLAIMED_IN and isinstance(triple.object, NamedNode):
                    self._claims.setdefault(triple.object.value, []).append(subject)

    def document(self, subject: str) -> Json:
        """Return a document with its claims."""
        self._placed.add(subject)
        node = self._compactor.node(subject, self._nodes[subject])
        claims = sorted(self._claims.get(subject, ()), key=lambda claim: (self._place(claim), claim))
        return {**node, self._key: [self._claim(claim, subject) for claim in claims]} if claims else node

    def rest(self) -> Iterator[Json]:
        """Yield the nodes that stand in no other."""
        return (self._compactor.node(subject, described) for subject, described in self._nodes.items() if subject not in self._placed)

    def _claim(self, subject: str, document: str) -> Json:
        self._placed.add(subject)
        described = [triple for triple in self._nodes[subject] if not _says(triple, _CLAIMED_IN, document)]
        return self._compactor.node(subject, described, self._embed)

    def _embed(self, predicate: str, iri: str) -> Json | None:
        if predicate in _IN_SHORT:
            return self._shown_short(iri)
        if predicate not in _IN_FULL or (described := self._nodes.get(iri)) is None:
            return None
        self._placed.add(iri)
        return self._compactor.node(iri, described, self._embed)

    def _in_short(self, iri: str) -> Json | None:
        described = self._nodes.get(iri)
        if described is None:
            return None
        return self._compactor.node(iri, [triple for triple in described if triple.predicate.value in _SHORT])

    def _place(self, claim: str) -> int:
        """Where the evidence of a claim begins: the smallest start of any selector that it leads to."""
        reached, starts = [claim], list[int]()
        while reached:
            for triple in self._nodes.get(reached.pop(), ()):
                value = triple.object
                if triple.predicate.value in _IN_FULL and isinstance(value, NamedNode):
                    reached.append(value.value)
                elif triple.predicate.value == _START and isinstance(value, Literal) and value.value.isdecimal():
                    starts.append(int(value.value))
        return min(starts, default=0)


def _is_a(described: Iterable[Triple], kind: str) -> bool:
    return any(_says(triple, _TYPE, kind) for triple in described)


def _says(triple: Triple, predicate: str, iri: str) -> bool:
    return triple.predicate.value == predicate and isinstance(triple.object, NamedNode) and triple.object.value == iri


def sayable(nodes: Nodes) -> Iterator[tuple[str, list[Triple]]]:
    """Yield the nodes as they are.

    Raises:
        GraphError: one is a triple, which JSON-LD 1.1 cannot say.
    """
    for subject, described in nodes.items():
        if isinstance(described[0].subject, Triple):
            raise GraphError(f"{subject} cannot be a subject in JSON-LD 1.1", hint="RDF 1.1 only")
        yield subject, described


def dump(context: Mapping[str, object], nodes: Iterable[Json]) -> Iterator[str]:
    """Yield a file of nodes with its context, indented by one."""
    yield f'{{\n "@context": {written(dict(context), 1)},\n "@graph": ['
    mark = "\n  "
    for node in nodes:
        yield mark + written(node, 2)
        mark = ",\n  "
    yield "]\n}\n" if mark == "\n  " else "\n ]\n}\n"


def written(value: object, depth: int) -> str:
    """Return a value as :func:`json.dumps` writes it with an indentation of one, which it does generator by generator."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = "\n" + " " * (depth + 1)
    if isinstance(value, dict) and value:
        items = (f"{encode_basestring(key)}: {written(each, depth + 1)}" for key, each in value.items())
        return f"{{{inner}{f',{inner}'.join(items)}{inner[:-1]}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join(written(each, depth + 1) for each in value)}{inner[:-1]}]"
    return json.dumps(value)
