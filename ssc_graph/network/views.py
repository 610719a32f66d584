"""Networks: the graph of causes, of citations or of bodies as a networkx graph, to be measured and drawn.

An edge is one relation between two things; it carries how many claims state it, in how many documents, and whether any of them denies or
hedges it. Ten repeats in one document are not ten sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from ssc_graph.errors import UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.namespaces import FIXED, expand

if TYPE_CHECKING:
    import networkx as nx

#: The relations that each view shows.
VIEWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "causes": frozenset({"causes", "affects", "expectedToBringAbout"}),
        "citations": frozenset({"cites", "recalls", "reaffirms", "takesNoteOf", "welcomes", "endorses", "endorsedThrough"}),
        "organisations": frozenset({"partOf", "memberOf", "administeredBy", "establishedBy", "renamedFrom", "adoptedBy", "endorsedBy"}),
    }
)


_KINDS = MappingProxyType(
    {
        expand(f"ssc:{name}"): kind
        for kind, names in {
            "concept": "Concept Statement Objective Principle Definition Provision",
            "instrument": "PolicyInstrument Resolution PlanOfAction Declaration Agreement OutcomeDocument Document",
            "body": "Organization IntergovernmentalBody GovernmentBody CountryGroup Country Person",
            "event": "Event",
            "fund": "Programme Fund",
            "place": "Place",
            "situation": "Situation",
        }.items()
        for name in names.split()
    }
)
_MOST_WORDS = 5  # pieces of evidence that an edge carries


def build_network(graph: PolicyGraph, *, view: str, denied: bool = False, language: str = "en") -> nx.MultiDiGraph[str]:
    """Return a view of a graph as a directed networkx graph.

    Args:
        graph: as :func:`ssc_graph.graph.build_graph` made it.
        view: ``causes``, ``citations`` or ``organisations``.
        denied: whether claims that a document denies make edges, too.
        language: of labels; another where there is none in it.

    Returns:
        Nodes are IRIs with the attributes ``label`` and ``kind``; edges have the relation's name as key and the attributes
        ``claims`` (count), ``documents`` (count), ``sources`` (their IRIs), ``firm`` (whether a document asserts it), ``denied``,
        and ``words`` (the first pieces of evidence).

    Raises:
        UsageError: there is no such view.
    """
    import networkx as nx

    if view not in VIEWS:
        raise UsageError(f"there is no view {view!r}", hint=f"choose one of {', '.join(VIEWS)}")
    known = _Known(_values(graph, expand("skos:prefLabel"), language), _kinds(graph))
    words = _words(graph)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(view=view)
    for claim in _claims(graph):
        relation = claim["predicate"].removeprefix(FIXED["ssc"])
        if relation not in VIEWS[view] or (claim["negated"] == "true" and not denied):
            continue
        _add(network, claim, relation, known)
        edge = network.edges[claim["subject"], claim["object"], relation]
        edge["words"] = tuple(dict.fromkeys((*edge["words"], *words.get(claim["claim"], ()))))[:_MOST_WORDS]
    return network


def around(network: nx.MultiDiGraph[str], name: str, *, steps: int = 2) -> nx.MultiDiGraph[str]:
    """Return the part of a network that is within some steps of a thing.

    Args:
        network: a view.
        name: the thing's label, in any case, or its IRI.
        steps: along edges in either direction.

    Raises:
        UsageError: the thing is not in the network.
    """
    found = {node for node, data in network.nodes(data=True) if name == node or data["label"].casefold() == name.casefold()}
    if not found:
        raise UsageError(f"nothing in this view is called {name!r}", hint="give the label or IRI of a thing in it")
    for _ in range(steps):
        found |= {other for node in found for other in (*network.successors(node), *network.predecessors(node))}
    return _part(network, found)


def largest(network: nx.MultiDiGraph[str], most: int) -> nx.MultiDiGraph[str]:
    """Return the part of a network with its most connected things; none stands alone in it.

    Args:
        network: a view.
        most: things to keep.
    """
    pairs = sorted({(a, b) for a, b, _ in network.edges}, key=lambda pair: (-network.degree(pair[0]) - network.degree(pair[1]), pair))
    kept: set[str] = set()
    for pair in pairs:
        if len(kept.union(pair)) <= most:
            kept.update(pair)
    return _part(network, kept)


def _part(network: nx.MultiDiGraph[str], nodes: set[str]) -> nx.MultiDiGraph[str]:
    """A copy in the order of the whole: networkx's own would be in the order of hashing."""
    kept: nx.MultiDiGraph[str] = network.__class__(**network.graph)
    kept.add_nodes_from((node, data) for node, data in network.nodes(data=True) if node in nodes)
    kept.add_edges_from((a, b, key, data) for a, b, key, data in network.edges(keys=True, data=True) if a in nodes and b in nodes)
    return kept


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the things."""

    labels: Mapping[str, str]
    kinds: Mapping[str, str]


def _add(network: nx.MultiDiGraph[str], claim: Mapping[str, str], relation: str, known: _Known) -> None:
    for end in ("subject", "object"):
        name = claim[end]
        network.add_node(name, label=known.labels.get(name, name), kind=known.kinds.get(name, "thing"))
    edge = network.get_edge_data(claim["subject"], claim["object"], key=relation)
    if edge is None:
        network.add_edge(
            claim["subject"], claim["object"], key=relation, claims=0, sources=(), words=(), documents=0, firm=False, denied=False
        )
        edge = network.get_edge_data(claim["subject"], claim["object"], key=relation)
    edge["claims"] += 1
    edge["sources"] = tuple(sorted({*edge["sources"], claim["document"]}))
    edge["documents"] = len(edge["sources"])
    edge["firm"] = edge["firm"] or (claim["negated"] == "false" and claim["modality"] == expand("ssc:asserted"))
    edge["denied"] = edge["denied"] or claim["negated"] == "true"


_PARTS = MappingProxyType(
    {
        expand("rdf:subject"): "subject",
        expand("rdf:predicate"): "predicate",
        expand("rdf:object"): "object",
        expand("ssc:negated"): "negated",
        expand("ssc:modality"): "modality",
        expand("ssc:claimedIn"): "document",
    }
)


def _claims(graph: PolicyGraph) -> list[dict[str, str]]:
    """The parts of each claim, in the order of their IRIs."""
    found: dict[str, dict[str, str]] = {}
    for quad in graph.quads:
        part = _PARTS.get(quad.predicate.value)
        if part is not None:
            found.setdefault(str(quad.subject), {})[part] = _text(quad.object)
    return [claim | {"claim": name} for name, claim in sorted(found.items()) if len(claim) == len(_PARTS)]


def _kinds(graph: PolicyGraph) -> dict[str, str]:
    typed = expand("rdf:type")
    found: dict[str, str] = {}
    for quad in graph.quads:
        if quad.predicate.value == typed and (kind := _KINDS.get(_text(quad.object))):
            found[_text(quad.subject)] = min(found.get(_text(quad.subject), kind), kind)
    return found


def _words(graph: PolicyGraph) -> dict[str, tuple[str, ...]]:
    """The words of each claim, in the order of the text."""
    evidence, selectors, exact, start = (expand(curie) for curie in ("ssc:evidence", "oa:hasSelector", "oa:exact", "oa:start"))
    links: dict[str, dict[str, list[str]]] = {name: {} for name in (evidence, selectors, exact, start)}
    for quad in graph.quads:
        if quad.predicate.value in links:
            key = str(quad.subject) if quad.predicate.value == evidence else _text(quad.subject)
            links[quad.predicate.value].setdefault(key, []).append(_text(quad.object))
    said = {}
    for piece, places in links[selectors].items():
        at = min((int(number) for place in places for number in links[start].get(place, ())), default=0)
        said[piece] = [(at, words) for place in places for words in links[exact].get(place, ())]
    return {
        claim: tuple(w for _, w in sorted(pair for piece in pieces for pair in said.get(piece, ())))
        for claim, pieces in links[evidence].items()
    }


def _values(graph: PolicyGraph, predicate: str, language: str) -> dict[str, str]:
    """One value for each subject: in this language first, then English, then by language."""
    ordered = sorted(
        (q for q in graph.quads if q.predicate.value == predicate),
        key=lambda q: (getattr(q.object, "language", None) != language, getattr(q.object, "language", None) != "en", str(q.object)),
        reverse=True,
    )
    return {_text(quad.subject): _text(quad.object) for quad in ordered}


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
