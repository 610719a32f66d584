"""What a reader meets: every link leads somewhere, every page stands on its own, works without scripts and is accessible."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from ssc_graph.site.addresses import LANGUAGES, relative
from ssc_graph.site.messages import messages
from ssc_graph.site.templating import POLICY
from tests.site.conftest import ADDRESS
from tests.site.pages import Pages

UNDP = "authority/undp"
REFERENCE = "id/document/south-south-cooperation-what-it-is-where-it-came-from-and-9c9f3ea9-c329de31"
SITES = ["bundled", "hostile"]


@pytest.fixture(params=SITES)
def pages(request: pytest.FixtureRequest) -> Pages:
    found: Pages = request.getfixturevalue(request.param)
    return found


def test_every_link_leads_to_a_page_and_a_part_that_exist(pages: Pages) -> None:
    files, broken = set(pages.files), []
    for name, tree in pages.all():
        for way in tree.xpath(
            "//a/@href | //link[not(@rel='canonical') and not(@hreflang)]/@href | //script/@src | //img/@src | //source/@srcset"
        ):
            parts = urlsplit(way)
            if parts.scheme:
                continue
            target = normpath(f"{dirname(name)}/{unquote(parts.path)}".lstrip("/")) if parts.path else name
            if target not in files or (parts.fragment and parts.fragment not in pages.ids(target)):
                broken.append((name, way))
    assert not broken


def test_links_out_are_of_the_web_only(pages: Pages) -> None:
    for name, tree in pages.all():
        schemes = {urlsplit(way).scheme for way in tree.xpath("//@href | //@src | //@action | //@srcset")}
        assert schemes <= {"", "http", "https"}, name


def test_no_page_asks_another_host_for_anything(pages: Pages) -> None:
    for name, tree in pages.all():
        loaded = tree.xpath(
            "//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href"
            " | //script/@src | //img/@src | //source/@srcset | //form/@action"
        )
        assert not [way for way in loaded if urlsplit(way).scheme or urlsplit(way).netloc], name
    assert "url(" not in pages.text("style.css")
    assert "@import" not in pages.text("style.css")


def test_the_policy_is_strict_and_nothing_stands_inline(pages: Pages) -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none';")
    for name, tree in pages.all():
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY], name
        assert not tree.xpath("//style | //@style | //iframe | //object | //embed | //base"), name
        assert not [attribute for element in tree.iter(html.etree.Element) for attribute in element.attrib if attribute.startswith("on")], (
            name
        )
        inline = [script for script in tree.xpath("//script[not(@src)]") if script.get("type") != "application/ld+json"]
        assert not inline, name


def test_every_page_says_in_schema_org_what_it_is(pages: Pages) -> None:
    for name, tree in pages.all():
        blocks = tree.xpath("//script[@type='application/ld+json']/text()")
        assert len(blocks) == 1, name
        said = json.loads(blocks[0])
        assert said["@context"] == "https://schema.org"
        assert said["url"] == ADDRESS + name
        assert said["name"]


def test_every_page_stands_in_both_languages_and_says_so(bundled: Pages) -> None:
    for name, tree in bundled.all():
        language = tree.get("lang")
        other = next(each for each in LANGUAGES if each != language)
        switch = tree.xpath(f"//a[@hreflang='{other}']/@href")
        assert len(switch) == 1, name
        twin = str((bundled.folder / name).parent.joinpath(switch[0]).resolve().relative_to(bundled.folder.resolve()))
        assert bundled.tree(twin).get("lang") == other
        assert tree.xpath("//link[@rel='canonical']/@href") == [ADDRESS + name]
        assert set(tree.xpath("//link[@hreflang]/@href")) == {ADDRESS + name, ADDRESS + twin}


def test_a_name_without_a_translation_falls_back_and_tells_its_language(bundled: Pages) -> None:
    tree = bundled.tree(f"{REFERENCE}.id.html")
    assert tree.xpath("string(//h1)") == "South-South Cooperation: What It Is, Where It Came From and What It Is For"
    assert tree.xpath("//h1/bdi/@lang") == ["en"]
    assert tree.xpath("string(//div[@class='source']/@lang)") == "en"
    assert bundled.tree(f"{UNDP}.id.html").xpath("string(//h1)") == "Program Pembangunan Perserikatan Bangsa-Bangsa"
    assert not bundled.tree(f"{UNDP}.id.html").xpath("//h1/bdi/@lang")


def test_pages_hold_to_the_rules_of_accessibility(pages: Pages) -> None:
    for name, tree in pages.all():
        assert tree.get("lang") in LANGUAGES, name
        assert tree.xpath("string(//title)").strip(), name
        assert len(tree.xpath("//h1")) == 1, name
        levels = [int(element.tag[1]) for element in tree.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)
        assert all(heading.text_content().strip() for heading in tree.xpath("//h1 | //h2 | //h3")), name
        assert [len(tree.xpath(f"/html/body/{tag}")) for tag in ("header", "main", "footer")] == [1, 1, 1], name
        assert tree.xpath("//a[@class='skip']/@href") == ["#content"]
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        for field in tree.xpath("//input"):
            assert tree.xpath(f"//label[@for='{field.get('id')}']"), name
        assert all(image.get("alt") for image in tree.xpath("//img")), name
        assert all(way.text_content().strip() or way.get("aria-label") for way in tree.xpath("//a[@href]")), name
        for named in tree.xpath("//@aria-labelledby"):
            assert named in ids, (name, named)
        landmarks = tree.xpath("//nav/@aria-label | //form[@role='search']/@aria-label")
        assert len(landmarks) == len(set(landmarks)) or tree.xpath("//nav[@class='parts']"), name
        assert all(table.xpath(".//th/@scope") or not table.xpath("./thead") for table in tree.xpath("//table")), name


def test_the_colours_can_be_told_apart(bundled: Pages) -> None:
    """WCAG 2.2, 1.4.3: text against its ground at least 4.5 to 1, in both schemes."""
    css = bundled.text("style.css")
    light, dark = (
        dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", part)) for part in css.split("@media (prefers-color-scheme:dark)", 1)[:2]
    )
    pairs = [
        ("ink", "paper"), ("ink", "raised"), ("soft", "paper"), ("soft", "raised"), ("accent", "paper"), ("accent", "raised"),
        ("accent", "accent-soft"), ("ink", "accent-soft"), ("soft", "accent-soft"), ("mark-ink", "mark"), ("target-text", "target"),
        ("denied", "denied-soft"), ("flag", "flag-soft"),
    ]  # fmt: skip
    for palette in (light, dark):
        for text, ground in pairs:
            assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_first_page_is_light(bundled: Pages) -> None:
    first = sum((bundled.folder / name).stat().st_size for name in ("index.html", "style.css", "icon.svg"))
    assert first < 100_000


def test_the_map_of_the_site_names_every_page(bundled: Pages) -> None:
    root = ET.fromstring(bundled.text("sitemap.xml"))  # noqa: S314 (our own file)
    assert {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")} == {
        ADDRESS + name for name in bundled.names
    }


def test_every_message_is_used() -> None:
    from ssc_graph import resources

    folder = resources.folder("site")
    sources = [entry for entry in folder.iterdir() if entry.name.endswith(".py")] + list(folder.joinpath("templates").iterdir())
    used = "\n".join(entry.read_text("utf-8") for entry in sources if entry.is_file())
    assert not [key for key in messages() if f'"{key}"' not in used and f"'{key}'" not in used and not key.startswith("lang_")]


def test_the_way_from_a_page_to_a_file() -> None:
    assert relative("style.css", "id/document/x") == "../../style.css"
