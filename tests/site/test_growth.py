"""Sites of many documents, and feeds of graphs that follow each other: nothing is lost, nothing is told twice."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from ssc_graph.errors import GraphError, OutputError
from ssc_graph.pipeline import build
from ssc_graph.pipeline.trees import Tree
from ssc_graph.site import SiteSettings, build_site, building, crew, search
from tests.site.conftest import ADDRESS
from tests.site.hostile import write_hostile
from tests.site.pages import Pages

ATOM = "{http://www.w3.org/2005/Atom}"
PLAN = "The Buenos Aires Plan of Action was endorsed by the General Assembly in resolution 33/134"
FIRST = f"{PLAN}."
SECOND = f"{PLAN} on 19 December 1978. UNOSSC is part of the United Nations Development Programme."


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> list[ET.Element]:
    """Three graphs, one after the other: the third says again what the first did."""
    folder = tmp_path_factory.mktemp("feeds")
    found: list[ET.Element] = []
    before = None
    for number, text in enumerate((FIRST, SECOND, FIRST), 1):
        source = folder / "note.txt"
        source.write_text(text)
        graph = folder / str(number)
        build([source], output=graph)
        settings = SiteSettings(address=ADDRESS, date=f"2026-12-0{number}")
        build_site([graph], output=folder / f"site{number}", previous=before, settings=settings)
        found.append(ET.fromstring((folder / f"site{number}/changes.en.atom").read_bytes()))  # noqa: S314 (our own file)
        before = graph / "graph.nq"
    return found


def entries(feed: ET.Element) -> dict[str, str]:
    """Titles by id, but for the entry of the version."""
    return {
        entry.findtext(f"{ATOM}id", ""): entry.findtext(f"{ATOM}title", "")
        for entry in feed.iter(f"{ATOM}entry")
        if entry.find(f"{ATOM}category[@term='version']") is None
    }


def test_a_feed_has_what_atom_asks_for(feeds: list[ET.Element]) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    for feed in feeds:
        assert [len(feed.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
        assert feed.find(f"{ATOM}link[@rel='self']") is not None
        for entry in feed.iter(f"{ATOM}entry"):
            assert [len(entry.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
            assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")).tzinfo is not None
            assert [link.get("href", "").startswith(ADDRESS) for link in entry.iter(f"{ATOM}link")] == [True]
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
    dates = [feed.findtext(f"{ATOM}updated", "") for feed in feeds]
    assert dates == sorted(set(dates))


def test_three_graphs_in_a_row_tell_what_came_what_changed_and_what_went(feeds: list[ET.Element]) -> None:
    first, second, third = map(entries, feeds)
    assert not first  # there was no graph before
    assert any(title.startswith("added: ") and "UNOSSC" in title.replace("United Nations Office for South-South Cooperation", "UNOSSC")
               for title in second.values())  # fmt: skip
    assert any(title == "changed: General Assembly resolution 33/134" for title in second.values())  # its date is known now
    assert any(title.startswith("added: ") and "1978-12-19" in title for title in second.values())
    assert any(title.startswith("removed: ") and "1978-12-19" in title for title in third.values())
    assert any(title == "changed: General Assembly resolution 33/134" for title in third.values())
    opposite = {title.removeprefix("added: ") for title in second.values() if title.startswith("added: ")}
    assert opposite == {title.removeprefix("removed: ") for title in third.values() if title.startswith("removed: ")}


def test_no_reader_takes_news_for_what_it_has_read(feeds: list[ET.Element], tmp_path: Path) -> None:
    """What went and came back is new, though it was added before with the same words."""
    assert not entries(feeds[1]).keys() & entries(feeds[2]).keys()
    (tmp_path / "note.txt").write_text(SECOND)
    build([tmp_path / "note.txt"], output=tmp_path / "graph")
    note, other = tmp_path / "note.txt", tmp_path / "other.txt"
    other.write_text("India is a member of the Group of 77.")
    build([note, other], output=tmp_path / "more")
    note.write_text(FIRST)
    build([note], output=tmp_path / "old")
    told = []
    for source in ("graph", "more"):
        build_site([tmp_path / source], output=tmp_path / "site", previous=tmp_path / "old", settings=SiteSettings(address=ADDRESS))
        told.append(entries(ET.fromstring((tmp_path / "site/changes.en.atom").read_bytes())))  # noqa: S314 (our own file)
    assert set(told[0].values()) < set(told[1].values())
    assert not told[0].keys() & told[1].keys()


def test_a_full_shelf_of_the_search_says_so_and_keeps_documents_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = write_hostile(tmp_path / "graph.nq")
    build_site([source], output=tmp_path / "all")
    monkeypatch.setattr(search, "MOST_ON_SHELF", 2)
    build_site([source], output=tmp_path / "some")
    cut = 0
    for path in sorted((tmp_path / "all/search/en").iterdir()):
        rows, full = on_shelf(path)
        kept, said = on_shelf(tmp_path / "some/search/en" / path.name)
        assert (full, said) == (False, len(rows) > 2), path.name
        assert len(kept) == min(2, len(rows))
        assert set(map(tuple, kept)) <= set(map(tuple, rows))
        documents = [row for row in rows if row[3] == "Documents"]
        assert sum(row[3] == "Documents" for row in kept) == min(2, len(documents))
        cut += said
    assert cut


def on_shelf(path: Path) -> tuple[list[list[str]], bool]:
    """The rows of a shelf, and whether it says that there were more."""
    script = path.read_text("utf-8").removesuffix(");\n").partition(",")[2]
    full = script.endswith(",true")
    return json.loads(script.removesuffix(",true")), full


def test_every_map_of_a_large_site_is_named_to_robots(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(building, "_SITEMAP", 50)
    build_site([write_hostile(tmp_path / "graph.nq")], output=tmp_path / "site", settings=SiteSettings(address=ADDRESS))
    pages = Pages(tmp_path / "site")
    maps = {name for name in pages.files if name.startswith("sitemap")}
    assert len(maps) > 1
    assert {
        line.removeprefix(f"Sitemap: {ADDRESS}") for line in pages.text("robots.txt").splitlines() if line.startswith("Sitemap")
    } == maps
    roots = [ET.fromstring(pages.text(name)) for name in maps]  # noqa: S314 (our own files)
    named = [element.text for root in roots for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(named, key=str) == sorted(ADDRESS + name for name in pages.names)


def test_the_answer_of_a_question_stands_in_one_order(bundled: Pages, tmp_path: Path) -> None:
    """A CONSTRUCT has none of its own."""
    build_site(output=tmp_path / "again", settings=SiteSettings(address=ADDRESS))
    assert Pages(tmp_path / "again").text("query/about.en.html") == bundled.text("query/about.en.html")


def test_several_processes_write_what_one_writes(tmp_path: Path) -> None:
    source = write_hostile(tmp_path / "graph.nq")
    found = []
    for number in (1, 3):
        result = build_site([source], output=tmp_path / str(number), settings=SiteSettings(address=ADDRESS, large=1000, processes=number))
        found.append({path.relative_to(result.folder): path.read_bytes() for path in result.folder.rglob("*") if path.is_file()})
        assert result.files == len(found[-1]) - 1  # the mark by which the folder is known
    assert found[0] == found[1]


def test_what_a_process_cannot_do_is_told_to_the_caller(tmp_path: Path) -> None:
    def fail() -> None:
        raise GraphError("it is broken", where="here", hint="mend it")

    def die() -> None:
        os._exit(1)

    for job, error, words in ((fail, GraphError, "here: it is broken; mend it"), (die, OutputError, "was ended")):
        with pytest.raises(error, match=words):
            crew.work(Tree(tmp_path), [job], processes=2)


def test_two_processes_cannot_write_one_page(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    jobs = [partial(tree.write, name, b"") for name in ("a.html", *(f"{number}.html" for number in range(40)), "A.html")]
    with pytest.raises(OutputError, match="one name"):
        crew.work(tree, jobs, processes=2)
