"""The site made file by file, as a server asks for it: the same bytes as the site on disk."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple, parse

from ssc_graph import resources
from ssc_graph.namespaces import expand
from ssc_graph.site.addresses import LANGUAGES, WHOLE, page
from ssc_graph.site.assets import ASSETS
from ssc_graph.site.live import Live
from ssc_graph.site.live_data import FORMS
from ssc_graph.site.live_graph import write_graph
from ssc_graph.sparql import named_queries
from ssc_graph.store import Store, open_store, store_of
from tests.site.conftest import ADDRESS
from tests.site.pages import Pages

#: What is told on a live site in another way, and what is of use to a site on disk alone.
_OTHERWISE = {page(stem, tag) for stem in ("index", "downloads", "quality") for tag in LANGUAGES} | {
    page(f"query/{query.name}", tag) for query in named_queries() for tag in LANGUAGES
}
_DESCRIPTION = {"dataset.ttl", "dataset.jsonld", ".well-known/void"}
_ON_DISK = {".ssc-graph-site", "robots.txt", "sitemap.xml", "w3id.htaccess", "report.ttl", "graph.framed.jsonld"}


@pytest.fixture(scope="module")
def store() -> Store:
    return open_store()


@pytest.fixture(scope="module")
def live(store: Store) -> Live:
    return Live(store, address=ADDRESS)


def made(live: Live, store: Store, path: str) -> bytes | None:
    if path in WHOLE:
        stream = BytesIO()
        write_graph(store, path, stream)
        return stream.getvalue()
    if path in ASSETS:
        return resources.read(ASSETS[path][0], path.rpartition("/")[2])
    stem, _, suffix = path.rpartition(".")
    if suffix in FORMS:
        return live.data_file(stem, suffix)
    file = live.file(path)
    return None if file is None else file.content.encode()


def test_every_file_has_the_bytes_of_the_site_on_disk(live: Live, store: Store, bundled: Pages) -> None:
    compared = [path for path in bundled.files if path not in _OTHERWISE | _DESCRIPTION | _ON_DISK]
    assert len(compared) > 2000
    assert [path for path in compared if made(live, store, path) != (bundled.folder / path).read_bytes()] == []


#: The ways to the server, and what only a site on disk says of its files.
_ADDED = (
    r'<ul class="plain"><li><a href="\.\./query\?name=parts&amp;lang=id">Bertanya dengan nilai lain</a></li></ul>',
    r'<section aria-labelledby="ask">.*?</section>\n',
    r'<script type="application/ld\+json">.*?</script>\n',
)


def without_ways(text: str) -> str:
    return re.sub("|".join(_ADDED), "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", ["query/parts.id.html", "index.id.html", "index.html"])
def test_only_the_ways_to_the_server_are_added(live: Live, bundled: Pages, path: str) -> None:
    file = live.file(path)
    assert file is not None
    assert f'href="{"../" * path.count("/")}query?' in file.content
    assert without_ways(file.content) == without_ways(bundled.text(path))


def test_what_is_told_otherwise_is_there_all_the_same(live: Live, store: Store) -> None:
    for path in sorted(_OTHERWISE):
        assert (made(live, store, path) or b"").startswith(b"<!DOCTYPE html>"), path
    assert "not evaluated" in str(live.file("quality.en.html")).lower()
    downloads = live.file("downloads.en.html")
    assert downloads is not None
    assert all(f'href="{path}"' in downloads.content for path in WHOLE)


def test_the_search_finds_without_its_script_what_its_script_finds(live: Live) -> None:
    file = live.file("search.en.html", sought="perez GUERRERO")
    assert file is not None
    assert 'href="authority/perez-guerrero-trust-fund.en.html"' in file.content
    assert "<noscript>" not in file.content
    nothing = live.file("search.id.html", sought='<b>"zzz')
    assert nothing is not None
    assert "Tidak ada yang ditemukan." in nothing.content
    assert 'value="&lt;b&gt;&#34;zzz"' in nothing.content


def test_nothing_is_found_twice(live: Live) -> None:
    file = live.file("search.en.html", sought="bandung")
    assert file is not None
    found = re.findall(r"<li><a href=[^>]*><bdi[^>]*>([^<]*)</bdi></a> <span class=\"sub\">([^<]*)", file.content)
    assert ("Bandung", "place") in found
    assert len(found) == len(set(found)) > 3


def test_what_only_the_authority_files_know_has_a_page(store: Store) -> None:
    names = store_of([Quad(NamedNode(expand("auth:far-away")), NamedNode(expand("rdf:type")), NamedNode(expand("ssc:Place")))]).oxigraph
    assert Live(store).place(expand("auth:far-away")) is None
    live = Live(store, names=names)
    place = live.place(expand("auth:far-away"))
    assert place is not None
    assert live.file(page(place.stem, "en")) is not None
    assert expand("ssc:Place").rpartition("/")[2] in (live.data_file(place.stem, "ttl") or b"").decode()


def test_a_graph_without_named_graphs_is_written_too() -> None:
    said = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))
    for path in WHOLE:
        stream = BytesIO()
        write_graph(store_of([said]), path, stream)
        assert b"urn:" in stream.getvalue(), path


def test_a_graph_too_large_to_be_held_is_written_as_a_stream(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {path: made(Live(store), store, path) or b"" for path in WHOLE}
    monkeypatch.setattr("ssc_graph.site.live_graph.HELD", 10)
    for path, content in held.items():
        stream = BytesIO()
        write_graph(store, path, stream)
        form = FORMS[path.rpartition(".")[2]]
        assert set(parse(stream.getvalue(), format=form)) == set(parse(content, format=form)), path


def test_a_graph_of_strangers_has_data_in_every_form() -> None:
    """A triple as an object, which our own writers refuse."""
    inner = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))
    organisation = NamedNode(expand("ssc:Organization"))
    thing = NamedNode("https://w3id.org/ssc-graph/id/entity/strange")
    quads = [Quad(thing, NamedNode(expand("rdf:type")), organisation), Quad(thing, NamedNode("urn:says"), inner)]
    live = Live(store_of(quads))
    for form in ("ttl", "nt", "nq", "trig"):
        assert b"strange" in (live.data_file("id/entity/strange", form) or b""), form
