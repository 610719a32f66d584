"""Networks as files for other programs: GraphML and GEXF, for Gephi, yEd, Cytoscape and igraph."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES: Final = (".svg", ".html", ".graphml", ".gexf")
_CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def write_network(network: nx.MultiDiGraph[str], suffix: str) -> bytes:
    """Return a network as GraphML or GEXF.

    Args:
        network: a view.
        suffix: ``.graphml`` or ``.gexf``.

    Raises:
        UsageError: the suffix is another.
    """
    import networkx as nx

    plain, written = _plain(network), io.BytesIO()
    if suffix == ".graphml":
        nx.write_graphml_xml(plain, written)
    elif suffix == ".gexf":
        nx.write_gexf(plain, written)
    else:
        raise UsageError(f"networks are not written as {suffix!r}", hint=f"choose one of {', '.join(SUFFIXES)}")
    return _CLOCK.sub(b"", written.getvalue())  # the same network is the same file, whatever the day


def _plain(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy whose attributes are of types that the formats know."""
    plain: nx.MultiDiGraph[str] = network.__class__()
    for node, data in network.nodes(data=True):
        plain.add_node(node, label=_clean(str(data["label"])), kind=str(data["kind"]))
    for number, (start, end, relation, data) in enumerate(sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])):
        plain.add_edge(
            start,
            end,
            key=f"e{number}",
            relation=relation,
            claims=data["claims"],
            documents=data["documents"],
            firm=data["firm"],
            denied=data["denied"],
            sources=" ".join(data["sources"]),
            words=_clean(" … ".join(data["words"])),
        )
    return plain


def _clean(text: str) -> str:
    """What XML 1.0 cannot hold (production 2) becomes a sign for it."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
