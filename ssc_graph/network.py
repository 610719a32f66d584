"""Networks: the graph of causes, of citations or of bodies as a networkx graph, to be measured and drawn.

An edge is one relation between two things; it carries how many claims state it, in how many documents, and whether any of them denies or
hedges it. Ten repeats in one document are not ten sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ssc_graph.claims import COMMON
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


def build_network(graph: PolicyGraph, *, view: str, denied: bool = False) -> nx.MultiDiGraph[str]:
    """Return a view of a graph as a directed networkx graph.

    Args:
        graph: as :func:`ssc_graph.graph.build_graph` made it.
        view: ``causes``, ``citations`` or ``organisations``.
        denied: whether claims that a document denies make edges, too.

    Returns:
        Nodes are IRIs with the attribute ``label``; edges have the relation's name as key and the attributes ``claims`` (count),
        ``documents`` (count), ``firm`` (whether a document asserts it) and ``denied``.

    Raises:
        UsageError: there is no such view.
    """
    import networkx as nx

    if view not in VIEWS:
        raise UsageError(f"there is no view {view!r}", hint=f"choose one of {', '.join(VIEWS)}")
    labels = _values(graph, expand("skos:prefLabel"))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(view=view)
    for claim in _claims(graph):
        relation = claim["predicate"].removeprefix(FIXED["ssc"])
        if relation not in VIEWS[view] or (claim["negated"] == "true" and not denied):
            continue
        _add(network, claim, relation, labels)
    return network


def _add(network: nx.MultiDiGraph[str], claim: Mapping[str, str], relation: str, labels: Mapping[str, str]) -> None:
    for end in ("subject", "object"):
        network.add_node(claim[end], label=labels.get(claim[end], claim[end]))
    edge = network.get_edge_data(claim["subject"], claim["object"], key=relation)
    if edge is None:
        network.add_edge(claim["subject"], claim["object"], key=relation, claims=0, sources=(), documents=0, firm=False, denied=False)
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
    return [claim for _, claim in sorted(found.items()) if len(claim) == len(_PARTS)]


def _values(graph: PolicyGraph, predicate: str) -> dict[str, str]:
    """One value for each subject: English first, then by language."""
    ordered = sorted(
        (q for q in graph.quads if q.predicate.value == predicate),
        key=lambda q: (getattr(q.object, "language", None) != COMMON, str(q.object)),
        reverse=True,
    )
    return {_text(quad.subject): _text(quad.object) for quad in ordered}


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
