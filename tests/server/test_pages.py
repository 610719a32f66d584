"""The pages of the site, live: the same bytes, links that lead somewhere, both languages, what is written is seen, queries go on."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import pytest
from lxml import html

from ssc_graph.namespaces import expand
from ssc_graph.site import build_site
from tests.server.serving import TOKEN, Answer, Server, serving
from tests.site.pages import Pages

CHROMIUM = shutil.which("chromium")
SECRET = {"SSC_GRAPH_TOKEN": TOKEN}
ENTITY = "https://w3id.org/ssc-graph/id/entity/"
#: One of each sort of page and file, with what stands beside it.
SAMPLE = [
    *(
        f"{stem}.{tag}.html"
        for tag in ("en", "id")
        for stem in ("authority/undp", "concept/aid-fatigue", "ns", "things", "documents", "kinds")
    ),
    *(f"{stem}.{tag}.html" for tag in ("en", "id") for stem in ("timeline", "causes", "rules", "shapes", "licence", "search", "queries")),
    *(f"{stem}.{tag}.html" for tag in ("en", "id") for stem in ("kind/organization", "citation", "changes")),
    *(f"authority/undp.{form}" for form in ("ttl", "jsonld")),
    *("style.css", "search.js", "icon.svg", "search/id/ba.js", "causes.en.light.svg", "causes.id.dark.svg", "changes.en.atom"),
    *(
        "graph.ttl",
        "graph.jsonld",
        "graph.trig",
        "graph.nq",
        "graph.nt",
        "graph.rdf",
        "ns.ttl",
        "shapes.ttl",
        "rules.jsonld",
        "citation.bib",
    ),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site on disk, whose address is that of the names."""
    folder = tmp_path_factory.mktemp("site") / "site"
    build_site(output=folder)
    return Pages(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


def test_pages_have_the_bytes_of_the_site_on_disk(server: Server, site: Pages) -> None:
    claims = [name for name in site.names if name.startswith("id/claim/")][:3]
    documents = [name for name in site.files if name.startswith("id/document/") and name.endswith((".html", ".css", ".ttl"))]
    assert len(documents) == 8
    for name in (*SAMPLE, *claims, *documents):
        answer = server.get(f"/{name}")
        assert (answer.status, answer.body) == (200, (site.folder / name).read_bytes()), name


def test_the_words_of_a_document_are_marked(server: Server) -> None:
    way = re.search(r'href="(id/document/[^"]+)"', server.get("/documents.en.html").text)
    assert way is not None
    page = server.get(f"/{way[1]}")
    tree = html.fromstring(page.text)
    assert len(tree.xpath("//mark")) > 100
    assert len(tree.xpath("//ol[@class='claims']/li")) > 100


def ways_of(answer: Answer, path: str) -> list[tuple[str, str]]:
    """The links of a page that stay on the server, each with the part of the page that it leads to."""
    tree = html.fromstring(answer.text)
    ways = [urldefrag(urljoin(f"http://here{path}", way)) for way in tree.xpath("//@href | //@src | //@srcset | //@action")]
    return [(url.removeprefix("http://here"), part) for url, part in ways if url.startswith("http://here/")]


def test_every_link_of_every_page_leads_somewhere(server: Server) -> None:
    """From the first page to everything that it leads to, in both languages; answers of the query page are left out: they are many."""
    answers: dict[str, Answer] = {}
    waiting, ways = {"/"}, dict[str, list[tuple[str, str]]]()
    with ThreadPoolExecutor(4) as threads:
        while waiting:
            asked = sorted(waiting)
            answers.update(zip(asked, threads.map(lambda path: server.get(path, Accept="text/html, */*;q=0.1"), asked), strict=True))
            found = {path: ways_of(answers[path], path) for path in asked if answers[path].kind == "text/html" and "/query?" not in path}
            ways.update(found)
            waiting = {way for each in found.values() for way, _ in each} - answers.keys()
    assert len(answers) > 1500
    assert {answer.status for path, answer in answers.items() if not path.startswith("/sparql")} == {200}
    assert answers["/sparql"].status == 303  # a browser is led to the page that asks
    ids = {path: set(html.fromstring(answers[path].text).xpath("//@id")) for path in ways}
    lost = [(path, way, part) for path, found in ways.items() for way, part in found if part and part not in ids.get(way, {part})]
    assert lost == []
    linked = {answer.kind for answer in answers.values()}
    assert {"text/css", "text/javascript", "image/svg+xml", "application/atom+xml", "text/turtle", "application/ld+json"} <= linked


def test_the_first_page_speaks_the_language_of_the_browser(server: Server) -> None:
    for accept, tag in (("id-ID,id;q=0.9", "id"), ("en-US", "en"), ("", "en"), ("fr", "en")):
        answer = server.get("/", Accept="text/html", Accept_Language=accept)
        assert (answer.status, answer.headers["Content-Language"], answer.headers["Vary"]) == (200, tag, "Accept, Accept-Language")
        assert f'<html lang="{tag}">' in answer.text
    assert server.get("/index.id.html", Accept_Language="en").headers["Content-Language"] == "id"
    assert '<html lang="id">' in server.get("/nothing.id.html", Accept="text/html").text
    assert "Tidak ada yang dikenal" in server.get("/nothing", Accept="text/html", Accept_Language="id").text


def test_the_language_is_switched_on_every_page(server: Server) -> None:
    for path in ("/index.html", "/authority/undp.en.html", "/query?name=parts&lang=en", "/timeline.en.html"):
        tree = html.fromstring(server.get(path, Accept="text/html").text)
        way = urljoin(path, tree.xpath("//a[@class='switch']/@href")[0])
        assert '<html lang="id">' in server.get(way, Accept="text/html").text, path


def test_pages_run_nothing_of_strangers(server: Server) -> None:
    for path in ("/", "/authority/undp.en.html", "/search.en.html", "/query", "/nothing", "/causes.en.light.svg", "/changes.en.atom"):
        policy = server.get(path, Accept="text/html").headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def named(server: Server, local: str, name: str) -> None:
    update = f'INSERT DATA {{ <{ENTITY}{local}> a ssc:Organization ; skos:prefLabel "{name}"@en }}'
    assert server.update(update).status == 204


@pytest.mark.parametrize(
    ("local", "path"),
    [
        ("école", "%C3%A9cole"),
        ("école", "%c3%a9cole"),
        ("世界", "%E4%B8%96%E7%95%8C"),
        ("caf%C3%A9", "caf%C3%A9"),
        ("İstanbul/Şişli", "%C4%B0stanbul/%C5%9Ei%C5%9Fli"),
        ("a~b(c)", "a~b(c)"),
        ("Twin", "Twin"),
    ],
)
def test_names_that_are_not_ascii_lead_to_their_pages(writing: Server, local: str, path: str) -> None:
    named(writing, local, "A body of its own")
    led = writing.get(f"/id/entity/{path}", Accept="text/html")
    assert (led.status, re.fullmatch(r"/other/[0-9a-f]{24}\.en\.html", led.headers["Location"]) is not None) == (303, True)
    page = writing.get(led.headers["Location"])
    assert (page.status, "A body of its own" in page.text) == (200, True)
    data = writing.get(writing.get(f"/id/entity/{path}", Accept="application/n-triples").headers["Location"])
    assert (data.status, "A body of its own" in data.text) == (200, True)
    assert quote(f"{ENTITY}{local}", safe=":/~()%") in page.headers["Link"]


def test_what_is_written_is_seen_at_once_and_nothing_else_changes(writing: Server) -> None:
    named(writing, "one", "First name")
    named(writing, "two", "Second name")
    before, other = writing.get("/id/entity/one.en.html"), writing.get("/id/entity/two.en.html")
    assert "First name" in writing.get("/things.en.html").text
    old = f"<{ENTITY}one> skos:prefLabel"
    change = f'DELETE DATA {{ {old} "First name"@en }} ; INSERT DATA {{ {old} "Third"@en }}'
    assert writing.update(change).status == 204
    after = writing.get("/id/entity/one.en.html", If_None_Match=before.headers["ETag"])
    assert (after.status, "Third" in after.text, "First name" in after.text) == (200, True, False)
    assert writing.get("/id/entity/two.en.html", If_None_Match=other.headers["ETag"]).status == 304
    assert "Third" in writing.get("/things.en.html").text
    assert "Third" in writing.get("/search.en.html?q=third").text
    assert writing.update(f"DELETE WHERE {{ <{ENTITY}one> ?p ?o }}").status == 204
    assert writing.get("/id/entity/one.en.html").status == 404


def test_what_has_no_page_is_shown_by_the_page_that_asks(writing: Server) -> None:
    assert writing.update("INSERT DATA { <https://w3id.org/ssc-graph/odd> <urn:p> 'some value' }").status == 204
    led = writing.get("/odd", Accept="text/html")
    assert (led.status, led.headers["Location"]) == (303, "/query?query=DESCRIBE+%3Chttps%3A%2F%2Fw3id.org%2Fssc-graph%2Fodd%3E&lang=en")
    assert "some value" in writing.get(led.headers["Location"], Accept="text/html").text
    assert "some value" in writing.get(writing.get("/odd", Accept="text/turtle").headers["Location"]).text


def test_a_graph_that_says_nothing_has_pages(writing: Server) -> None:
    assert writing.update("DROP ALL").status == 204
    for path in (
        "/",
        "/things.id.html",
        "/timeline.en.html",
        "/causes.en.html",
        "/quality.en.html",
        "/dataset.ttl",
        "/graph.nq",
        "/ns.en.html",
    ):
        assert writing.get(path).status == 200, path


def test_a_store_on_disk_has_pages_that_change_with_it(tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text(f'<{ENTITY}one> a <{expand("ssc:Organization")}> ; <{expand("skos:prefLabel")}> "First name"@en .')
    options = ("--data", str(tmp_path / "one.ttl"), "--store", str(tmp_path / "store"), "--writable")
    with serving(*options, environment=SECRET) as server:
        assert "First name" in server.get("/id/entity/one.en.html").text
        named(server, "one", "Also called so")
        assert "Also called so" in server.get("/id/entity/one.en.html").text
        assert "Also called so" in server.get("/graph.ttl").text


def test_another_root_has_its_own_names(tmp_path: Path) -> None:
    root = "https://example.org/kg/"
    (tmp_path / "one.ttl").write_text(
        f'<{root}entity/one> a <{expand("ssc:Organization")}> ; <{expand("skos:prefLabel")}> "First name"@en .'
    )
    with serving("--data", str(tmp_path / "one.ttl"), "--root", root) as server:
        led = server.get("/entity/one", Accept="text/html")
        assert (led.status, led.headers["Location"]) == (303, "/id/entity/one.en.html")
        page = server.get("/id/entity/one.en.html")
        assert (page.status, "First name" in page.text) == (200, True)
        assert f'rel="canonical" href="{root}id/entity/one.en.html"' in page.text
        assert server.get("/authority/undp", Accept="text/html").headers["Location"] == "/authority/undp.en.html"


#: Ten blank nodes, each linked with each: the canonical form of which is not found in a human life (S2).
POISON = "INSERT DATA { " + " ".join(f"_:b{a} <urn:p> _:b{b} ." for a in range(10) for b in range(10) if a != b) + " }"


def test_s5_pages_that_cannot_be_made_stop_no_query() -> None:
    with serving("--writable", "--timeout", "2", "--workers", "2", environment=SECRET) as server:
        assert server.update(POISON).status == 204
        with ThreadPoolExecutor(13) as threads:
            slow = [threads.submit(server.get, f"/changes.{tag}.html") for tag in ("en", "id") * 6]
            time.sleep(0.5)
            start = time.monotonic()
            assert server.truth("ASK { _:a <urn:p> _:b }")
            assert time.monotonic() - start < 1.5
            answers = [each.result() for each in slow]
        assert {answer.status for answer in answers} == {503}
        assert all(answer.headers["Retry-After"] for answer in answers)
        assert time.monotonic() - start < 12  # all twelve together, and not one after the other
        assert server.get("/style.css").status == 200
        assert server.get("/things.en.html").status == 200


def test_s34_two_hundred_readers_at_once_get_their_pages(server: Server) -> None:
    paths = ["/authority/undp.en.html", "/authority/undp", "/", "/things.id.html", "/no-such-thing"] * 40
    with ThreadPoolExecutor(200) as threads:
        answers = list(threads.map(lambda path: server.get(path, Accept="text/html"), paths))
    assert [answer.status for answer in answers] == [200, 303, 200, 200, 404] * 40
    assert len({answer.body for answer in answers[::5]}) == 1


def test_s23_no_header_is_forged_by_a_path(server: Server) -> None:
    for path in (
        "/things?q=%0d%0aX-Forged:%201",
        "/search?q=%0d%0aX-Forged:%201",
        "/authority/undp%0d%0aX-Forged:%201",
        "/authority/undp?lang=%0d%0a",
    ):
        answer = server.get(path, Accept="text/html")
        assert answer.headers["X-Forged"] is None
        assert "\n" not in (answer.headers["Location"] or "")
    assert server.get("//evil.example/%2e%2e", Accept="text/html").status == 404


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/search.en.html?q=perez%20guerrero", "authority/perez-guerrero-trust-fund.en.html"),
        ("/search.id.html?q=bandung", "Konferensi Asia-Afrika"),
        ("/query?name=parts", 'aria-pressed="true"'),
        ("/causes.en.html", "causes.en.light.svg"),
    ],
)
def test_a_browser_obeys_no_rule_that_the_pages_break(server: Server, tmp_path: Path, path: str, shown: str) -> None:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--virtual-time-budget=4000"]
    command += ["--enable-logging=stderr", "--dump-dom", f"http://127.0.0.1:{server.port}{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert shown in done.stdout
    assert not [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def test_the_description_tells_who_publishes_the_graph() -> None:
    with serving("--publisher", "An Institute <https://inst.example/>", "--contact", "ask@inst.example") as server:
        for path in ("/dataset.ttl", "/.well-known/void"):
            told = server.get(path).text
            assert "dct:publisher <https://inst.example/>" in told
            assert "vcard:hasEmail <mailto:ask@inst.example>" in told
