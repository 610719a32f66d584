"""A stranger's graph does no harm: nothing runs, nothing is written outside, nothing is lost (SAFETY S12, S15 to S17, S22 to S27)."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ssc_graph.errors import GraphError, OutputError, UsageError
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.pipeline.trees import MARKER, Tree, publish_tree
from ssc_graph.site import SiteSettings, build_site
from ssc_graph.site.addresses import place_of, web_link
from ssc_graph.site.search import shelf
from ssc_graph.site.text import data_block, visible
from tests.site.hostile import BIDI, TEMPLATE, TEXT, TRAVERSALS
from tests.site.pages import Pages


def test_script_in_names_is_shown_and_never_run(hostile: Pages) -> None:
    """S22, S23."""
    seen = 0
    for name, tree in hostile.all():
        assert not tree.xpath("//img[@onerror] | //*[@onmouseover] | //*[@onload] | //*[@onerror]"), name
        scripts = [script.text_content() for script in tree.xpath("//script") if script.text_content()]
        assert all(json.loads(script) for script in scripts), name
        seen += "alert(1)" in tree.text_content()
    assert seen > 20
    title = hostile.tree("id/document/hostile.en.html").xpath("string(//title)")
    assert title.startswith("</title></script><script>alert(1)")


def test_no_link_has_a_scheme_that_runs(hostile: Pages) -> None:
    """S22."""
    assert "javascript:alert(8)" in hostile.text("id/entity/a.en.html")  # shown, for whoever must know
    for name, tree in hostile.all():
        assert not [way for way in tree.xpath("//@href | //@src") if re.match(r"\s*(javascript|data|vbscript):", way, re.IGNORECASE)], name


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "java\nscript:x",
        "https://a b/",
        "http://[x",
    ],
)
def test_links_that_are_not_made(iri: str) -> None:
    assert web_link(iri) == ""


def test_a_data_block_cannot_be_ended_from_within() -> None:
    """S23."""
    written = str(data_block({"name": "</script><!--<script>\u2028&"}))
    assert "<" not in written
    assert "&" not in written
    assert json.loads(written)["name"] == "</script><!--<script>\u2028&"


def test_templates_in_names_are_not_filled_in(hostile: Pages) -> None:
    """S23."""
    pages = [tree.text_content() for _, tree in hostile.all()]
    assert any(TEMPLATE in text for text in pages)
    assert not any("49{%" in text or "49{% for" in text for text in pages)


def test_characters_that_turn_a_line_around_are_spelt_out(hostile: Pages) -> None:
    """S26, S27: the page shows them by their numbers, the data keep them."""
    for name in hostile.names:
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", hostile.text(name)), name
    shown = hostile.tree("id/document/hostile.en.html").xpath("string(//div[@class='source'])")
    assert "safe[U+202E]npg.exe"[:12] in shown
    assert BIDI in hostile.text("id/document/hostile.ttl")


def test_control_characters_are_spelt_out() -> None:
    assert visible("a\x00b\ufffe\u061c") == "a[U+0000]b[U+FFFE][U+061C]"


def test_the_hostile_text_is_shown_whole(hostile: Pages) -> None:
    tree = hostile.tree("id/document/hostile.id.html")
    for reference in tree.xpath("//a[@class='ref']"):
        reference.drop_tree()
    shown = "".join(paragraph.text_content() for paragraph in tree.xpath("//div[@class='source']/p"))
    assert shown == visible(TEXT.replace("\n\n", ""))
    hostile.tree.cache_clear()


def test_names_become_no_paths_outside_and_none_meet(hostile: Pages) -> None:
    """S24."""
    stems = [place_of(iri).stem for iri in TRAVERSALS]
    assert len({stem.casefold() for stem in stems}) == len(TRAVERSALS)
    for iri, stem in zip(TRAVERSALS, stems, strict=True):
        assert re.fullmatch(r"[a-z0-9._/-]+", stem), iri
        assert ".." not in stem.split("/")
        assert f"{stem}.en.html" in hostile.files
    assert place_of(f"{DEFAULT_BASE}entity/twin").stem == "id/entity/twin"
    assert place_of(f"{DEFAULT_BASE}entity/Twin").stem.startswith("other/")
    assert not list(hostile.folder.parent.parent.glob("escape*"))
    assert {path.name for path in hostile.folder.parent.iterdir()} == {"hostile.nq", "site"}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../b", "a//b", "", "a/.", "caf\u00e9", "a\x00b", "a\\b", "x" * 300])
def test_a_tree_takes_no_path_outside(path: str, tmp_path: Path) -> None:
    """S24."""
    with pytest.raises(OutputError):
        Tree(tmp_path / "tree").write(path, "x")
    assert not list(tmp_path.iterdir())


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    """S24: on some systems two names that differ by case are one file."""
    tree = Tree(tmp_path)
    tree.write("a/one.html", "1")
    with pytest.raises(OutputError, match="two pages would have one name"):
        tree.write("a/ONE.html", "2")
    assert (tmp_path / "a/one.html").read_text() == "1"


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="no site of ours"):
        publish_tree(tmp_path / "site", lambda tree: tree.write("index.html", "x"))
    assert (tmp_path / "site" / "thesis.txt").read_text() == "years of work"


def test_a_site_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    """S16, S17: what stands there is replaced in one step; a failure on the way leaves it as it was, and nothing beside it."""
    target = tmp_path / "site"
    publish_tree(target, lambda tree: tree.write("old.html", "old"))

    def half(tree: Tree) -> None:
        tree.write("new.html", "new")
        raise OSError(28, os.strerror(28))

    with pytest.raises(OutputError, match="No space left"):
        publish_tree(target, half)
    assert {path.name for path in target.iterdir()} == {"old.html", MARKER}
    publish_tree(target, lambda tree: tree.write("new.html", "new"))
    assert {path.name for path in target.iterdir()} == {"new.html", MARKER}
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_a_process_that_is_killed_leaves_the_old_site(tmp_path: Path) -> None:
    """S15."""
    target = tmp_path / "site"
    publish_tree(target, lambda tree: tree.write("old.html", "old"))
    code = (
        "import os, pathlib, sys\nfrom ssc_graph.pipeline.trees import publish_tree\n"
        "def write(tree):\n    tree.write('new.html', 'new')\n    os.kill(os.getpid(), 9)\n"
        "publish_tree(pathlib.Path(sys.argv[1]), write)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(target)], check=False).returncode == -9
    assert {path.name for path in target.iterdir()} == {"old.html", MARKER}
    publish_tree(target, lambda tree: tree.write("new.html", "new"))
    assert {path.name for path in tmp_path.iterdir()} == {"site"}  # what the killed process left is gone


def test_a_link_in_the_place_of_a_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    publish_tree(tmp_path / "site", lambda tree: tree.write("index.html", "x"))
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text() == "x"


def test_names_of_shelves_are_plain() -> None:
    assert {shelf(word) for word in ("../x", "é", "con", "a/b", "..", "世界")} == {"other", "co"}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (SiteSettings(address="https://example.org/x"), "no http or https address"),
        (SiteSettings(address="javascript:alert(1)/"), "no http or https address"),
        (SiteSettings(address="https://example.org/$1 [R]/"), "no place in a rule"),
        (SiteSettings(base="example"), "no absolute"),
        (SiteSettings(date="tomorrow"), "no date"),
    ],
)
def test_what_cannot_be_an_address_or_a_date_is_refused(settings: SiteSettings, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told):
        build_site(output=tmp_path / "site", settings=settings)
    assert not list(tmp_path.iterdir())


def test_a_graph_that_is_broken_or_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:a> <urn:b> .")
    for path in (broken, tmp_path / "nothing.ttl"):
        with pytest.raises(GraphError, match=path.name):
            build_site([path], output=tmp_path / "site")
    assert not (tmp_path / "site").exists()
