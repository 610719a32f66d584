"""The feed of changes, the rules of redirection, the same bytes everywhere, large graphs, the command."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from ssc_graph.cli import main
from ssc_graph.namespaces import expand
from ssc_graph.site import Renderer, SiteSettings, build_site
from ssc_graph.site.redirects import rules
from ssc_graph.store import open_store, read_quads
from tests.site.conftest import ADDRESS
from tests.site.hostile import TRAVERSALS, write_hostile
from tests.site.pages import Pages

ATOM = "{http://www.w3.org/2005/Atom}"
AUTH = "https://w3id.org/ssc-graph/authority/"


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports before: a thing and its claim gone since, a definition changed since, one claim not there yet."""
    quads = list(read_quads([]))
    claims = sorted(
        {quad.subject.value for quad in quads if quad.predicate.value == expand("ssc:claimedIn") and isinstance(quad.subject, NamedNode)}
    )
    new, kept = claims[0], []
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value == new:
            continue
        changed = quad.subject == NamedNode(f"{AUTH}undp") and quad.predicate.value == expand("skos:prefLabel")
        kept.append(Quad(quad.subject, quad.predicate, Literal("Old name", language="en"), quad.graph_name) if changed else quad)
    gone = NamedNode(f"{AUTH}gone")
    kept.append(Quad(gone, NamedNode(expand("rdf:type")), NamedNode(expand("ssc:Organization"))))
    kept.append(Quad(gone, NamedNode(expand("skos:prefLabel")), Literal("The <Old> Office", language="en")))
    path = tmp_path_factory.mktemp("earlier") / "earlier.nq"
    path.write_bytes(serialize(kept, format=RdfFormat.N_QUADS) or b"")
    return path


def test_the_feed_tells_what_was_added_changed_and_removed(earlier: Path, tmp_path: Path) -> None:
    result = build_site(output=tmp_path / "site", previous=earlier, settings=SiteSettings(address=ADDRESS, date="2026-12-01"))
    assert result.changes == 3
    feed = ET.fromstring((tmp_path / "site/changes.en.atom").read_bytes())  # noqa: S314 (our own file)
    entries = {
        (entry.findtext(f"{ATOM}title") or "", (entry.find(f"{ATOM}category") or ET.Element("x")).get("term"))
        for entry in feed.iter(f"{ATOM}entry")
    }
    titles = {title for title, _ in entries}
    assert any(title.startswith("added: ") for title in titles)
    assert "changed: United Nations Development Programme" in titles
    assert "removed: The <Old> Office" in titles
    assert feed.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 4  # the version itself, and three changes
    page = Pages(tmp_path / "site").tree("changes.id.html")
    assert {row.xpath("string(td[1])") for row in page.xpath("//tr[td[3]]")} == {"ditambahkan", "diubah", "dihapus"}


def test_nothing_changed_against_the_same_graph(tmp_path: Path) -> None:
    source = write_hostile(tmp_path / "graph.nq")
    assert build_site([source], output=tmp_path / "site", previous=source).changes == 0


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write_hostile(tmp_path / "graph.nq")
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        command = [sys.executable, "-m", "ssc_graph", "site", "--data", str(source), "--output", str(folder), "--quiet"]
        subprocess.run(
            command, check=False, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
        )
        found.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert len(found[0]) > 100
    assert found[0] == found[1]


def test_a_large_graph_is_streamed_from_disk(tmp_path: Path) -> None:
    """As if the graph did not fit: the same pages; downloads that hold the same; no verdict that was not reached."""
    source = write_hostile(tmp_path / "graph.nq")
    result = build_site([source], output=tmp_path / "large", settings=SiteSettings(address=ADDRESS, large=1000))
    build_site([source], output=tmp_path / "small", settings=SiteSettings(address=ADDRESS))
    large, small = Pages(tmp_path / "large"), Pages(tmp_path / "small")
    assert result.report is None
    assert "not evaluated" in large.text("quality.en.html")
    assert set(small.files) - set(large.files) == {"graph.jsonld", "graph.framed.jsonld", "report.ttl"}
    for name in ("id/entity/twin.en.html", "id/document/hostile.id.html", "things.en.html", "timeline.id.html", "causes.en.html"):
        assert large.text(name) == small.text(name)
    wanted = {quad.triple for quad in read_quads([source])}
    for name, kind in (
        ("graph.nt", RdfFormat.N_TRIPLES),
        ("graph.nq", RdfFormat.N_QUADS),
        ("graph.ttl", RdfFormat.TURTLE),
        ("graph.rdf", RdfFormat.RDF_XML),
    ):
        assert {quad.triple for quad in parse((large.folder / name).read_bytes(), format=kind)} == wanted, name


def test_persistent_names_lead_to_pages_and_data_that_exist(bundled: Pages) -> None:
    names = follow_all(bundled.text("w3id.htaccess"), bundled, Renderer(open_store().oxigraph))
    assert names > 500


def follow_all(text: str, pages: Pages, renderer: Renderer) -> int:
    view = renderer.view
    iris = [*view.things, *view.documents, *view.claims, *view.members("ssc:Evidence"), *view.members("ssc:Rule")]
    iris += ["https://w3id.org/ssc-graph/ns/causes", "https://w3id.org/ssc-graph/ns/", "https://w3id.org/ssc-graph/shape/claim"]
    asked = (
        ("text/html,application/xhtml+xml,*/*;q=0.8", "en", ".en.html"),
        ("text/html", "id,en;q=0.5", ".id.html"),
        ("*/*", "", ".en.html"),
        ("text/turtle", "", ".ttl"),
        ("application/ld+json", "id", ".jsonld"),
    )
    followed = 0
    for iri in iris:
        if not iri.startswith("https://w3id.org/ssc-graph/"):
            continue
        for accept, language, suffix in asked:
            code, target = follow(text, iri.removeprefix("https://w3id.org/ssc-graph/"), accept, language)
            name, _, anchor = target.removeprefix(ADDRESS).partition("#")
            assert (code, name in pages.files, name.endswith(suffix)) == ("303", True, True), (iri, accept, target)
            assert not anchor or anchor in pages.ids(name), (iri, target)
            followed += 1
    return followed // len(asked)


def follow(text: str, path: str, accept: str, language: str) -> tuple[str, str]:
    """What Apache's mod_rewrite does with a path under these rules (its manual, RewriteCond and RewriteRule)."""
    met = True
    for line in text.splitlines():
        words = line.split(" ")
        if words[0] == "RewriteCond":
            value = {"%{HTTP_ACCEPT}": accept, "%{HTTP:Accept-Language}": language}[words[1]]
            pattern = words[2].removeprefix("!")
            met = met and (re.search(pattern, value) is None) == words[2].startswith("!")
        elif words[0] == "RewriteRule":
            found = re.search(words[1], path)
            if met and found is not None:
                target = found.expand(re.sub(r"\$(\d)", r"\\\1", words[2]))
                code = re.search(r"R=(\d+)", words[3])
                return (code[1] if code else ""), target
            met = True
    return "", ""


def test_a_name_that_cannot_be_a_path_is_redirected_to_its_page(hostile: Pages) -> None:
    text = hostile.text("w3id.htaccess")
    for iri in TRAVERSALS:
        if iri.startswith("https://w3id.org/ssc-graph/") and ".." not in iri and "%" not in iri and "?" not in iri and iri.isascii():
            _, target = follow(text, iri.removeprefix("https://w3id.org/ssc-graph/"), "text/html", "en")
            name = target.removeprefix(ADDRESS)
            assert name in hostile.files, (iri, target)


def test_no_name_breaks_out_of_its_rule() -> None:
    text = rules(ADDRESS, others=[("id/entity/x%0ARewriteRule%20.*%20https://evil.example/", "other/0")])
    assert not [
        line for line in text.splitlines() if "evil.example" in line and not line.startswith("RewriteRule ^id/entity/x\\x0aRewriteRule")
    ]


def test_another_base_moves_the_instances_and_nothing_else(tmp_path: Path) -> None:
    build_site(output=tmp_path / "site", settings=SiteSettings(base="https://data.example.org/kg/"))
    pages = Pages(tmp_path / "site")
    assert "id/resolution/a-res-33-134.en.html" in pages.files
    assert "@prefix resolution: <https://data.example.org/kg/resolution/> ." in pages.text("id/resolution/a-res-33-134.ttl")
    assert "authority/undp.en.html" in pages.files
    assert "w3id.htaccess" not in pages.files  # where the site stands is not known


def test_the_command_tells_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_hostile(tmp_path / "graph.nq")
    code = main(["site", "--data", str(source), "--output", str(tmp_path / "site")])
    printed = capsys.readouterr().out
    assert code == 1  # the hostile graph does not conform, and is published with that verdict
    assert "does not conform" in printed or "violated" in printed
    assert main(["site", "--output", str(tmp_path / "site"), "--data", str(tmp_path / "none.ttl")]) == 3
    assert main(["site", "--output", str(tmp_path / "x"), "--address", "ftp://x/"]) == 2
    assert main(["site", "--output", str(tmp_path / "graph.nq")]) == 3
