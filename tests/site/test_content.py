"""What the pages say: claims with their words, and the way from each to the other; data, lists, search, downloads, description."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse

from ssc_graph import ontology
from ssc_graph.namespaces import expand
from ssc_graph.site import Renderer
from ssc_graph.site.dataset import PREFIXES
from ssc_graph.site.templating import environment
from ssc_graph.store import open_store
from tests.site.conftest import ADDRESS
from tests.site.pages import Pages
from tests.site.test_pages import REFERENCE, UNDP

AUTH = "https://w3id.org/ssc-graph/authority/"
CONCEPT = "https://w3id.org/ssc-graph/concept/"


@pytest.fixture(scope="module")
def store() -> Store:
    return open_store().oxigraph


def words(element: object) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]


def test_the_text_of_a_document_is_whole(bundled: Pages, store: Store) -> None:
    for iri in Renderer(store).view.documents:
        text = Renderer(store).view.value(iri, "schema:text")
        for language in ("en", "id"):
            tree = bundled.tree(f"{Renderer(store).stem(iri)}.{language}.html")
            for reference in tree.xpath("//a[@class='ref']"):
                reference.drop_tree()
            shown = "".join(paragraph.text_content() for paragraph in tree.xpath("//div[@class='source']/p"))
            assert shown == re.sub(r"\n{2,}", "", text)
    bundled.tree.cache_clear()


def test_every_claim_leads_to_its_words_and_every_word_back(bundled: Pages, store: Store) -> None:
    view = Renderer(store).view
    for iri in view.documents:
        tree = bundled.tree(f"{Renderer(store).stem(iri)}.en.html")
        claims = view.claims_in(iri)
        assert len(claims) == len(tree.xpath("//ol[@class='claims']/li")) > 100
        for number, claim in enumerate(claims, 1):
            name = claim.iri.rpartition("/")[2]
            item = tree.xpath(f"//li[@id='c-{name}']")[0]
            ways = {f"e-{piece.iri.rpartition('/')[2]}" for piece in claim.evidence}
            assert {way[1:] for way in item.xpath(".//a/@href") if way.startswith("#e-")} == ways
            assert all(len(tree.xpath(f"//*[@id='{way}']")) == 1 for way in ways)
            back = tree.xpath(f"//a[@class='ref' and @href='#c-{name}']/text()")
            assert set(back) == {str(number)}
            assert len(back) == len(claim.evidence)


def test_the_marked_words_are_the_evidence(bundled: Pages, store: Store) -> None:
    view = Renderer(store).view
    iri = next(document for document in view.documents if REFERENCE.rpartition("/")[2] in document)
    tree, style = bundled.tree(f"{REFERENCE}.en.html"), bundled.text(f"{REFERENCE}.css")
    pieces = {piece.iri: piece for claim in view.claims_in(iri) for piece in claim.evidence}
    assert len(pieces) > 90
    for piece in pieces.values():
        mark = re.search(rf"#e-{piece.iri.rpartition('/')[2]}:target\) \.(e\d+)\{{", style)
        assert mark is not None
        marked = tree.xpath(f"//mark[contains(concat(' ', @class, ' '), ' {mark[1]} ')]")
        assert re.sub(r"\n{2,}", "", piece.exact) == "".join(element.text_content() for element in marked)


def test_a_thing_says_what_documents_say_of_it_with_their_words(bundled: Pages) -> None:
    tree = bundled.tree("authority/unossc.en.html")
    parts = {words(group.xpath("./dt")[0]): group for group in tree.xpath("//dl[@class='facts']/div")}
    assert words(parts["part of"].xpath("./dd/p")[0]) == "United Nations Development Programme"
    quotes = [words(quote) for quote in parts["part of"].xpath(".//q")]
    assert "UNOSSC, which sits within the United Nations Development Programme" in quotes
    assert len(parts["part of"].xpath("./dd")) == 1  # two documents say it, and it is said once
    assert len(quotes) == 2


def test_what_is_denied_possible_or_attributed_is_told(bundled: Pages) -> None:
    tree = bundled.tree("concept/aid-fatigue.en.html")
    caused = bundled.tree("concept/dependency.en.html")
    flags = [{words(flag) for flag in page.xpath("//span[contains(@class, 'flag')]")} for page in (tree, caused)]
    assert "denied" in flags[0]
    assert {"possible", "according to Dambisa Moyo"} <= flags[1]
    denied = tree.xpath("//dd[.//span[contains(@class, 'denied')]]/p/a[1]")
    assert "South-South cooperation" in [words(each) for each in denied]


def test_the_data_beside_a_page_say_the_same_in_both_forms(bundled: Pages, store: Store) -> None:
    both = [name for name in bundled.files if name.endswith(".ttl") and f"{name.removesuffix('.ttl')}.jsonld" in bundled.files]
    assert len(both) > 400
    checked = 0
    for name in [*both[::15], "dataset.ttl", "ns.ttl", "rules.ttl"]:  # reading them all takes half a minute
        if name != "shapes.ttl":
            turtle = {quad.triple for quad in parse((bundled.folder / name).read_bytes(), format=RdfFormat.TURTLE)}
            json_ld = {
                quad.triple for quad in parse((bundled.folder / name.replace(".ttl", ".jsonld")).read_bytes(), format=RdfFormat.JSON_LD)
            }
            assert turtle == json_ld, name
            assert turtle, name
            checked += 1
    assert checked > 25
    undp = NamedNode(f"{AUTH}undp")
    beside = {quad.triple for quad in parse(bundled.text(f"{UNDP}.ttl"), format=RdfFormat.TURTLE)}
    assert {quad.triple for quad in store.quads_for_pattern(undp, None, None)} <= beside
    assert any(triple.object == undp and triple.predicate.value == expand("rdf:object") for triple in beside)


def test_no_literal_is_rewritten_on_its_way_to_the_data_beside_a_page(bundled: Pages) -> None:
    """SAFETY S12: a store keeps values (xsd:nonNegativeInteger becomes xsd:integer, 0.50 becomes 0.5), so the data do not come from it."""
    from ssc_graph.store import read_quads

    written = {quad.triple for quad in read_quads([])}
    published = set[Triple]()
    for name in bundled.files:
        if name.endswith(".ttl") and name.startswith(("id/", "authority/", "concept/", "other/")):
            published |= {quad.triple for quad in parse((bundled.folder / name).read_bytes(), format=RdfFormat.TURTLE)}
    assert published <= written
    missing = {triple.subject.value for triple in written - published if isinstance(triple.subject, NamedNode)}
    assert all("/rule/" in iri for iri in missing), missing


def test_a_spelling_of_a_strange_graph_is_kept(hostile: Pages) -> None:
    turtle = hostile.text("id/entity/a.ttl")
    assert "0.50" in turtle
    assert "1.10" in turtle


def test_every_claim_and_piece_of_evidence_has_an_address(bundled: Pages, store: Store) -> None:
    renderer = Renderer(store)
    for iri in (*renderer.view.claims, *renderer.view.members("ssc:Evidence")):
        name = iri.rpartition("/")[2]
        stem = renderer.stem(iri)
        assert name in bundled.ids(f"{stem}.en.html")
        data = Store()
        data.load(bundled.text(f"{stem}.ttl").encode(), format=RdfFormat.TURTLE)
        assert list(data.quads_for_pattern(NamedNode(iri), None, None))


def test_lists_hold_everything_once(bundled: Pages, store: Store) -> None:
    view = Renderer(store).view
    listed = bundled.tree("things.id.html").xpath("//ul[@class='entries']/li/a/@href")
    assert len(listed) == len(set(listed)) == len(view.things)
    kinds = bundled.tree("kind/resolution.en.html").xpath("//ul[@class='entries']/li/a/@href")
    assert "../id/resolution/a-res-33-134.en.html" in kinds
    letters = [words(heading) for heading in bundled.tree("things.en.html").xpath("//h2")]
    assert letters == sorted(letters, key=lambda letter: (letter[0].isalpha(), letter))


def test_the_timeline_runs_from_early_to_late(bundled: Pages) -> None:
    tree = bundled.tree("timeline.en.html")
    years = [int(words(year)) for year in tree.xpath("//ol[@class='time']/li/h2")]
    assert years == sorted(set(years))
    assert years[0] == 1955
    row = next(
        item
        for item in tree.xpath("//ol[@class='time']//li/p")
        if "Buenos Aires Plan of Action" in words(item) and "endorsed on" in words(item)
    )
    assert row.xpath(".//time/@datetime") == ["1978-12-19"]


def test_the_picture_shows_causes_and_leaves_out_what_is_denied(bundled: Pages) -> None:
    for palette in ("light", "dark"):
        root = ET.fromstring(bundled.text(f"causes.en.{palette}.svg"))  # noqa: S314 (our own file)
        texts = ["".join(" ".join(part.itertext()) for part in [each]) for each in root.iter("{http://www.w3.org/2000/svg}text")]
        assert any("end of the Cold War" in text for text in texts)
        assert not any("poverty" in text for text in texts)  # less poverty is a cause that the document denies
        assert not [element for element in root.iter() if element.tag.endswith(("style", "script")) or "style" in element.attrib]
        assert "stroke-dasharray" in bundled.text(f"causes.en.{palette}.svg")
    table = bundled.tree("causes.en.html")
    assert "denied" in {words(flag) for flag in table.xpath("//td//span[contains(@class, 'flag')]")}


def test_every_term_of_the_vocabulary_is_explained(bundled: Pages) -> None:
    for language in ("en", "id"):
        tree = bundled.tree(f"ns.{language}.html")
        for term in ontology.terms():
            shown = tree.get_element_by_id(term.curie.partition(":")[2])
            assert term.labels[language] in words(shown.xpath(".//h3")[0])
            assert term.definitions[language] in words(shown)
            for name in (*term.broader, *term.domain, *term.range):
                assert name in shown.xpath(".//dd//code/text()"), (term.curie, name)
    causes = bundled.tree("ns.en.html").get_element_by_id("causes")
    assert causes.xpath(".//q")  # an example of the graph, with its words


def test_every_shape_is_explained(bundled: Pages) -> None:
    from ssc_graph import resources

    names = {
        name
        for file in resources.names("shapes", suffix=".ttl")
        for name in re.findall(r"^shape:([a-z-]+)$", resources.read("shapes", file).decode(), re.MULTILINE)
    }
    assert len(names) > 100
    assert names <= bundled.ids("shapes.id.html")
    assert "Klaim memiliki tepat satu subjek" in words(bundled.tree("shapes.id.html").get_element_by_id("claim-subject"))


def test_downloads_are_what_the_page_says(bundled: Pages) -> None:
    rows = bundled.tree("downloads.en.html").xpath("//tbody/tr")
    assert {row.xpath("string(td[1])") for row in rows} == {
        "graph.ttl", "graph.jsonld", "graph.framed.jsonld", "graph.trig", "graph.nq", "graph.nt", "graph.rdf"
    }  # fmt: skip
    for row in rows:
        content = (bundled.folder / row.xpath("string(td[1])")).read_bytes()
        assert row.xpath("string(td[4])") == hashlib.sha256(content).hexdigest()
        assert row.xpath("string(td[3])") == f"{len(content):,} bytes"
    nquads, rdf = (
        set(parse((bundled.folder / f"graph.{suffix}").read_bytes(), format=kind))
        for suffix, kind in (("nq", RdfFormat.N_QUADS), ("rdf", RdfFormat.RDF_XML))
    )
    assert {quad.triple for quad in nquads} == {quad.triple for quad in rdf}


def described(bundled: Pages) -> Store:
    store = Store()
    store.load(bundled.text("dataset.ttl").encode(), format=RdfFormat.TURTLE)
    return store


def one(store: Store, subject: str, name: str) -> str:
    prefix, _, local = name.partition(":")
    predicate = NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else expand(name))
    (quad,) = store.quads_for_pattern(NamedNode(subject), predicate, None)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object.value


def test_the_description_of_the_dataset_counts_right(bundled: Pages, store: Store) -> None:
    found, dataset = described(bundled), f"{ADDRESS}dataset"
    assert int(one(found, dataset, "void:triples")) == len({quad.triple for quad in store})
    assert int(one(found, dataset, "void:distinctSubjects")) == len({quad.subject for quad in store})
    assert one(found, f"{dataset}#graph.nq", "dcat:byteSize") == str((bundled.folder / "graph.nq").stat().st_size)
    assert (
        one(found, f"{dataset}#graph.nq-checksum", "spdx:checksumValue")
        == hashlib.sha256((bundled.folder / "graph.nq").read_bytes()).hexdigest()
    )
    claims = len({quad.subject for quad in store.quads_for_pattern(None, NamedNode(expand("rdf:type")), NamedNode(expand("ssc:Claim")))})
    assert int(one(found, f"{dataset}#class-ssc-Claim", "void:entities")) == claims
    assert not [quad for quad in found if not isinstance(quad.subject, NamedNode)]
    assert bundled.text(".well-known/void") == bundled.text("dataset.ttl")


def test_quality_is_measured_and_told(bundled: Pages) -> None:
    found, dataset = described(bundled), f"{ADDRESS}dataset"
    assert float(one(found, f"{dataset}#quality-evidence-coverage", "dqv:value")) == 1
    assert one(found, f"{dataset}#quality-shacl-violations", "dqv:value") == "0"
    assert one(found, f"{dataset}#quality-shacl-conforms", "dqv:value") == "true"
    shown = words(bundled.tree("quality.id.html").xpath("//table")[0])
    assert "Putusan SHACLsesuai" in shown.replace(" sesuai", "sesuai")


def test_claims_without_their_words_lower_the_coverage(hostile: Pages) -> None:
    found = described(hostile)
    assert 0 < float(one(found, f"{ADDRESS}dataset#quality-evidence-coverage", "dqv:value")) < 1


def test_the_graph_can_be_cited(bundled: Pages) -> None:
    import yaml

    cff = yaml.safe_load(bundled.text("CITATION.cff"))
    assert cff["type"] == "dataset"
    assert cff["url"] == ADDRESS
    fingerprint = bundled.tree("changes.en.html").xpath("string(//td/code)")
    assert cff["identifiers"][0]["value"] == f"sha256:{fingerprint}"
    assert fingerprint in bundled.text("citation.bib")
    assert bundled.text("citation.bib").strip() in bundled.tree("citation.id.html").text_content()


def test_the_citation_of_the_software_names_its_version() -> None:
    import tomllib

    import yaml

    root = Path(__file__).parents[2]
    cff = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert (cff["title"], cff["version"], cff["license"]) == (project["name"], project["version"], project["license"])


def test_the_licence_of_each_document_is_told(bundled: Pages) -> None:
    tree = bundled.tree("licence.en.html")
    assert len(tree.xpath("//td/a[@href='https://creativecommons.org/publicdomain/zero/1.0/']")) == 2


def test_questions_are_answered_on_pages(bundled: Pages) -> None:
    from ssc_graph.sparql import named_queries

    for query in named_queries():
        for language in ("en", "id"):
            tree = bundled.tree(f"query/{query.name}.{language}.html")
            assert words(tree.xpath("//h1")[0]) == " ".join(query.title[language].split())
            assert query.bind().strip() in tree.text_content()
    assert "United Nations General Assembly" in words(bundled.tree("query/parts.en.html").xpath("//table")[0])


def test_the_index_of_the_search_finds_every_thing_under_its_words(bundled: Pages, store: Store) -> None:
    script = bundled.text("search/id/ba.js")
    rows = json.loads(script.removeprefix('sscShelf("ba",').removesuffix(");\n"))
    assert ["Bandung", "bandung", "authority/bandung.id.html", "tempat", "id"] in rows or any(row[0] == "Bandung" for row in rows)
    assert all(row[2].partition("#")[0] in bundled.files for row in rows)


def test_the_search_works_in_a_browser(bundled: Pages) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("there is no Chromium here")
    address = f"file://{bundled.folder}/search.en.html?q=perez%20guerrero"
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom", address],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"Chromium does not start here: {done.stderr[-200:]}")
    assert "authority/perez-guerrero-trust-fund.en.html" in done.stdout
    assert "Pérez-Guerrero Trust Fund" in done.stdout


def test_a_server_can_make_single_pages(store: Store, bundled: Pages) -> None:
    renderer = Renderer(store, address=ADDRESS, queries=True)
    assert renderer.page(f"{AUTH}undp", "id") == bundled.text(f"{UNDP}.id.html")
    document = next(iri for iri in renderer.view.documents if "south-south" in iri)
    assert renderer.page(document, "en") == bundled.text(f"{REFERENCE}.en.html")
    assert renderer.turtle(renderer.description(f"{AUTH}undp")) == bundled.text(f"{UNDP}.ttl")
    assert renderer.known(f"{CONCEPT}aid-fatigue")
    assert not renderer.known(f"{CONCEPT}no-such-thing")


def test_a_missing_value_is_an_error_and_not_an_empty_place() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()
