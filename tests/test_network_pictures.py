"""Pictures, pages and files of networks, and their measures."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from ssc_graph.cli import main
from ssc_graph.errors import UsageError
from ssc_graph.graph import PolicyGraph
from ssc_graph.network import around, build_network, causal_chains, communities, draw, largest, measure, page, write_network
from ssc_graph.network.layout import WIDTH, lay_out
from ssc_graph.store import read_quads

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("causes", "citations", "organisations")


@pytest.fixture(scope="module")
def graph() -> PolicyGraph:
    return PolicyGraph.from_quads(read_quads([]))


def small(*edges: tuple[str, str], label: str = "{}") -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="causes")
    for start, end in edges:
        for node in (start, end):
            network.add_node(node, label=label.format(node), kind="situation")
        network.add_edge(
            start, end, key="causes", claims=1, sources=("d",), documents=1, firm=True, denied=False, words=(label.format("w"),)
        )
    return network


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_shows_each_thing_and_each_relation_with_its_words(view: str, graph: PolicyGraph) -> None:
    network = build_network(graph, view=view)
    root = ET.fromstring(draw(network))  # noqa: S314 (our own picture)
    boxes = [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}rect") is not None and group.find(f"{SVG}title") is not None]
    arrows = [group for group in root.iter(f"{SVG}g") if group.get("class") == "edge"]
    assert len(boxes) == network.number_of_nodes()
    assert len(arrows) == network.number_of_edges()
    for arrow in arrows:
        title = arrow.findtext(f"{SVG}title") or ""
        assert "“" in title
        assert " – " in title


@pytest.mark.parametrize("view", VIEWS)
def test_no_box_covers_another(view: str, graph: PolicyGraph) -> None:
    boxes, _, _ = lay_out(build_network(graph, view=view))
    placed = list(boxes.values())
    for number, one in enumerate(placed):
        for two in placed[number + 1 :]:
            apart = (
                one.x + WIDTH <= two.x or two.x + WIDTH <= one.x or one.y + one.height <= two.y + 0.01 or two.y + two.height <= one.y + 0.01
            )
            assert apart, (one, two)


def test_an_arrow_points_to_the_right() -> None:
    network = small(("a", "b"), ("b", "c"), ("a", "c"), ("x", "c"), ("c", "d"))
    boxes, _, _ = lay_out(network)
    assert all(boxes[start].x < boxes[end].x for start, end, _ in network.edges)


def test_a_circle_is_drawn() -> None:
    network = small(("a", "b"), ("b", "c"), ("c", "a"), ("a", "a"))
    root = ET.fromstring(draw(network))  # noqa: S314 (our own picture)
    assert len([group for group in root.iter(f"{SVG}g") if group.get("class") == "edge"]) == 4


def test_a_legend_names_each_relation_and_what_is_hedged(graph: PolicyGraph) -> None:
    told = draw(build_network(graph, view="causes", denied=True), relations={"causes": "causes it", "affects": "affects it"})
    for words in ("causes it", "affects it", "only possible or intended", "denied", "Legend"):
        assert f">{words}</text>" in told


def test_a_picture_is_the_same_in_every_run(graph: PolicyGraph) -> None:
    assert draw(build_network(graph, view="organisations")) == draw(build_network(graph, view="organisations"))


def test_labels_follow_the_language(graph: PolicyGraph) -> None:
    told = draw(build_network(graph, view="causes", language="id"), language="id")
    assert "kejenuhan bantuan" in told
    assert "Sebab dan akibat" in told


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "a\x1b\x00\u202eb",
    '"onmouseover="alert(1)',
    "{{7*7}}",
    "]]>",
)


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_text(label: str) -> None:
    """S23, S26."""
    network = small(("a", "b"), label=label.replace("{", "{{").replace("}", "}}"))
    for told in (draw(network), page(network)):
        assert "<img" not in told
        assert "<script" not in told
        assert 'onmouseover="' not in told
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", told)
    ET.fromstring(draw(network))  # noqa: S314 (our own picture)
    for suffix in (".graphml", ".gexf"):
        ET.fromstring(write_network(network, suffix))  # noqa: S314 (our own file)


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_scripts_nothing_and_asks_nobody(view: str, graph: PolicyGraph) -> None:
    """S22."""
    told = page(build_network(graph, view=view))
    (style,) = re.findall(r"<style>(.*?)</style>", told, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{allowed}'" in told
    assert not re.search(r"<script|<link|<img|\son\w+=|\sstyle=|\shref=|\ssrc=", told)
    assert set(re.findall(r'https?://[^"\s<)]+', told.split("<figure")[1].split("<table")[0])) <= {"http://www.w3.org/2000/svg"}


def test_a_page_lists_all_evidence(graph: PolicyGraph) -> None:
    told = page(build_network(graph, view="citations"))
    assert "Nairobi outcome document was endorsed by the General Assembly in resolution 64/222" in told
    assert 'lang="en"' in told


@pytest.mark.parametrize("view", VIEWS)
def test_the_files_hold_the_network(view: str, graph: PolicyGraph) -> None:
    network = build_network(graph, view=view)
    root = ET.fromstring(write_network(network, ".graphml"))  # noqa: S314 (our own file)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(list(root.iter(f"{space}node"))) == network.number_of_nodes()
    assert len(list(root.iter(f"{space}edge"))) == network.number_of_edges()
    written = write_network(network, ".gexf")
    assert written == write_network(network, ".gexf")
    assert b"lastmodifieddate" not in written
    assert written.count(b"<edge ") == network.number_of_edges()


def test_the_measures_of_a_network_that_is_known() -> None:
    network = small(("a", "b"), ("b", "c"), ("c", "d"), ("x", "b"), ("p", "q"))
    found = measure(network)
    assert (found.nodes, found.edges) == (7, 5)
    assert found.most_cited[0] == ("b", 2, 2)
    assert found.chains[0].nodes == ("a", "b", "c", "d")
    assert [chain.nodes for chain in causal_chains(network)] == [("a", "b", "c", "d"), ("x", "b", "c", "d")]
    assert found.betweenness[0][0] == "b"
    assert {"p", "q"} in [set(group) for group in communities(network)]


def test_a_chain_with_a_hedged_step_is_not_firm() -> None:
    network = small(("a", "b"), ("b", "c"))
    network.edges["b", "c", "causes"]["firm"] = False
    assert [chain.firm for chain in causal_chains(network)] == [False]


def test_a_circle_of_causes_has_chains_that_end() -> None:
    assert all(len(set(chain.nodes)) == len(chain.nodes) for chain in causal_chains(small(("a", "b"), ("b", "c"), ("c", "a"))))


def test_the_part_around_a_thing_and_the_largest_part(graph: PolicyGraph) -> None:
    network = build_network(graph, view="organisations")
    near = around(network, "ldkpi" if "ldkpi" in network else "Indonesian Agency for International Development", steps=1)
    assert {data["label"] for _, data in near.nodes(data=True)} >= {"Ministry of Finance", "dana abadi"}
    assert near.number_of_nodes() < network.number_of_nodes()
    few = largest(network, 10)
    assert few.number_of_nodes() <= 10
    assert all(few.degree(node) for node in few)
    with pytest.raises(UsageError, match="nothing in this view is called 'Nobody'"):
        around(network, "Nobody")


@pytest.mark.parametrize("suffix", [".svg", ".html", ".graphml", ".gexf"])
def test_the_command_writes_a_picture(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"causes{suffix}"
    assert main(["network", "--view", "causes", "--output", str(path)]) == 0
    assert path.stat().st_size > 1000
    assert "things" in capsys.readouterr().out
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_command_prints_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "--view", "causes", "--measures"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^aid fatigue +8 +8$", told, re.MULTILINE)
    assert "→ aid fatigue →" in told


@pytest.mark.parametrize(
    ("words", "code"), [([], 2), (["--output", "a.png"], 2), (["--output", "missing/a.svg"], 3), (["--measures", "--around", "x"], 2)]
)
def test_a_call_that_is_wrong_is_one_line(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "--view", "causes", *words]) == code
    assert capsys.readouterr().err.count("\n") == 1
