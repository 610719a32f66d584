"""Who publishes a graph: what the user states stands in the description, what nobody states stands nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple

from ssc_graph.errors import UsageError
from ssc_graph.site import SiteSettings, build_site
from ssc_graph.site.dataset import PREFIXES, FileFacts, describe, measure
from ssc_graph.site.stated import Stated
from ssc_graph.site.view import View
from ssc_graph.store import open_store

ADDRESS = "https://site.example/"
DCT, DCAT = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#"
FOAF, VCARD = PREFIXES["foaf"], PREFIXES["vcard"]
#: DCAT-AP 3: what each class must have.
MANDATORY = {
    "Catalog": (f"{DCT}title", f"{DCT}description", f"{DCT}publisher"),
    "Dataset": (f"{DCT}title", f"{DCT}description"),
    "Distribution": (f"{DCAT}accessURL",),
}
#: And what a dataset should have, of what a graph or its publisher can tell.
RECOMMENDED = (
    *(DCAT + name for name in ("contactPoint", "distribution")),
    *(DCT + name for name in ("publisher", "temporal", "language", "license")),
)
FILE = FileFacts(path="graph.nq", format="N-Quads", media="application/n-quads", size=1, sha256="00")


def described(stated: Stated, view: View | None = None) -> list[Triple]:
    view = view or View(open_store().oxigraph)
    facts = {"version": "1", "fingerprint": "f", "date": "2026-01-01"}
    return describe(view, measure(view), address=ADDRESS, files=[FILE], report=None, stated=stated, **facts)


def values(triples: list[Triple], subject: str, predicate: str) -> list[str]:
    found = [t.object for t in triples if t.subject == NamedNode(subject) and t.predicate == NamedNode(predicate)]
    return [node.value for node in found if isinstance(node, NamedNode | Literal)]


def test_the_mandatory_and_recommended_properties_are_there() -> None:
    triples = described(Stated.of("An Institute <https://inst.example/>", "ask@inst.example"))
    nodes = {
        kind: f"{ADDRESS}{name}" for kind, name in (("Catalog", "catalogue"), ("Dataset", "dataset"), ("Distribution", "dataset#graph.nq"))
    }
    for kind, properties in MANDATORY.items():
        assert f"{DCAT}{kind}" in values(triples, nodes[kind], "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        assert [name for name in properties if not values(triples, nodes[kind], name)] == []
    assert [name for name in RECOMMENDED if not values(triples, nodes["Dataset"], name)] == []
    assert values(triples, nodes["Dataset"], f"{DCT}publisher") == ["https://inst.example/"]
    assert values(triples, "https://inst.example/", f"{FOAF}name") == ["An Institute"]
    assert values(triples, f"{ADDRESS}dataset#contact", f"{VCARD}hasEmail") == ["mailto:ask@inst.example"]
    assert values(triples, f"{ADDRESS}dataset#contact", f"{VCARD}fn") == ["An Institute"]


def test_what_nobody_states_is_not_invented() -> None:
    predicates = {triple.predicate.value for triple in described(Stated())}
    assert not predicates & {f"{DCT}publisher", f"{DCAT}contactPoint", f"{DCT}accrualPeriodicity", f"{DCT}spatial", f"{DCT}creator"}


def test_the_period_is_that_of_the_dates_in_claims() -> None:
    claim = "<urn:c> a <https://w3id.org/ssc-graph/ns/Claim> ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> "
    store = Store()
    xsd = "http://www.w3.org/2001/XMLSchema#"
    store.load(f'{claim} "1978-09-12"^^<{xsd}date> , "2019"^^<{xsd}gYear> , "1001" .'.encode(), format=RdfFormat.TURTLE)
    triples = described(Stated(), View(store))
    assert values(triples, f"{ADDRESS}dataset#period", f"{DCAT}startDate") == ["1978"]
    assert values(triples, f"{ADDRESS}dataset#period", f"{DCAT}endDate") == ["2019"]
    assert not values(described(Stated(), View(Store())), f"{ADDRESS}dataset", f"{DCT}temporal")


@pytest.mark.parametrize(
    ("publisher", "contact", "expected"),
    [
        ("", "", Stated()),
        ("An Institute", "", Stated("An Institute")),
        (
            "  Lembaga “A” <http://a.example/b> ",
            "https://a.example/ask",
            Stated("Lembaga “A”", "http://a.example/b", "https://a.example/ask"),
        ),
        ("A", "mailto:a.b+c@d.example", Stated("A", "", "mailto:a.b+c@d.example")),
    ],
)
def test_a_statement_is_read_as_it_is_meant(publisher: str, contact: str, expected: Stated) -> None:
    assert Stated.of(publisher, contact) == expected


@pytest.mark.parametrize(
    ("publisher", "contact"),
    [
        ("<https://a.example/>", ""),
        ("A <javascript:alert(1)>", ""),
        ("A <b> <c>", ""),
        ("A", "javascript:alert(1)"),
        ("A", "somebody"),
        ("A", "a@b.example?subject=x"),
        ("A", "https://a.example/ b"),
    ],
)
def test_what_is_no_name_or_address_is_an_error(publisher: str, contact: str) -> None:
    with pytest.raises(UsageError):
        Stated.of(publisher, contact)


def test_a_site_tells_who_publishes_it(tmp_path: Path) -> None:
    data = tmp_path / "a.ttl"
    data.write_text("<urn:a> a <https://w3id.org/ssc-graph/ns/Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> 'a'@en .", "utf-8")
    build_site([str(data)], output=tmp_path / "site", settings=SiteSettings(stated=Stated.of("An Institute", "https://inst.example/ask")))
    text = (tmp_path / "site" / "dataset.ttl").read_text("utf-8")
    assert 'foaf:name "An Institute"' in text
    assert "vcard:hasURL <https://inst.example/ask>" in text
