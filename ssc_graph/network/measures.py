"""The field's measures of a network: most cited, longest chains, communities, betweenness."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

_EXACT: Final = 1_000  # nodes; betweenness of more is estimated from as many starting points as _SAMPLE
_SAMPLE: Final = 200
_LONGEST: Final = 12  # steps of a chain: longer ones go round in a circle of reasons


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of things, each the cause of the next.

    Args:
        nodes: IRIs.
        firm: whether every step is asserted by a document.
    """

    nodes: tuple[str, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of a network; every list is in falling order.

    Args:
        nodes, edges: how many.
        most_cited: IRIs with the number of things that point at them, and of claims.
        chains: the longest, none of which is a part of another.
        communities: sets of IRIs.
        betweenness: IRIs with the share of shortest paths that lead through them, 0 to 1; those at 0 are left out.
    """

    nodes: int
    edges: int
    most_cited: tuple[tuple[str, int, int], ...]
    chains: tuple[Chain, ...]
    communities: tuple[tuple[str, ...], ...]
    betweenness: tuple[tuple[str, float], ...]


def measure(network: nx.MultiDiGraph[str], *, most: int = 10) -> Measures:
    """Return the measures of a network.

    Args:
        network: a view.
        most: how long the lists are, at most.
    """
    cited = [(node, network.in_degree(node), _claims(network, node)) for node in network if network.in_degree(node)]
    return Measures(
        nodes=network.number_of_nodes(),
        edges=network.number_of_edges(),
        most_cited=tuple(sorted(cited, key=lambda row: (-row[1], -row[2], row[0]))[:most]),
        chains=causal_chains(network)[:most],
        communities=communities(network)[:most],
        betweenness=_betweenness(network)[:most],
    )


def _claims(network: nx.MultiDiGraph[str], node: str) -> int:
    return sum(data["claims"] for _, _, data in network.in_edges(node, data=True))


def causal_chains(network: nx.MultiDiGraph[str]) -> tuple[Chain, ...]:
    """Return the chains of at least two steps that begin at a thing without a cause, the longest first; no thing comes twice in one."""
    starts = sorted(node for node in network if not network.in_degree(node)) or sorted(network)
    found: list[Chain] = []
    for start in starts:
        waiting: list[tuple[str, ...]] = [(start,)]
        while waiting and len(found) < _EXACT:
            path = waiting.pop()
            further = sorted({node for node in network.successors(path[-1]) if node not in path}, reverse=True)
            if further and len(path) <= _LONGEST:
                waiting += [(*path, node) for node in further]
            elif len(path) > 2:  # noqa: PLR2004 (two steps)
                found.append(Chain(path, _is_firm(network, path)))
    return tuple(sorted(found, key=lambda chain: (-len(chain.nodes), not chain.firm, chain.nodes)))


def _is_firm(network: nx.MultiDiGraph[str], path: tuple[str, ...]) -> bool:
    return all(any(data["firm"] for data in network[a][b].values()) for a, b in pairwise(path))


def communities(network: nx.MultiDiGraph[str]) -> tuple[tuple[str, ...], ...]:
    """Return groups of things that are linked among themselves more than to others (Louvain), the largest first."""
    import networkx as nx

    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted((a, b) for a, b, _ in network.edges))
    if not plain.number_of_edges():
        return ()
    groups = nx.community.louvain_communities(plain, seed=1)  # the seed makes it the same in every run
    return tuple(sorted((tuple(sorted(group)) for group in groups if len(group) > 1), key=lambda group: (-len(group), group)))


def _betweenness(network: nx.MultiDiGraph[str]) -> tuple[tuple[str, float], ...]:
    import networkx as nx

    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted((a, b) for a, b, _ in network.edges))
    sample = None if len(plain) <= _EXACT else _SAMPLE
    shares = nx.betweenness_centrality(plain, k=sample, seed=1)
    return tuple(sorted(((node, share) for node, share in shares.items() if share), key=lambda pair: (-pair[1], pair[0])))
