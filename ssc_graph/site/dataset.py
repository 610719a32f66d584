"""The description of the graph for catalogues: DCAT 3, VoID with statistics, PROV-O, quality in DQV; without blank nodes and times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from ssc_graph import ontology
from ssc_graph.identifiers import digest
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.site.addresses import web_link
from ssc_graph.site.messages import messages
from ssc_graph.site.stated import Stated
from ssc_graph.site.view import View
from ssc_graph.validation import ValidationReport, Verdict

#: Prefixes that only a description of a dataset needs.
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "void": "http://rdfs.org/ns/void#",
        "dqv": "http://www.w3.org/ns/dqv#",
        "adms": "http://www.w3.org/ns/adms#",
        "spdx": "http://spdx.org/rdf/terms#",
        "formats": "http://www.w3.org/ns/formats/",
        "mediatype": "https://www.iana.org/assignments/media-types/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "language": "http://id.loc.gov/vocabulary/iso639-1/",
    }
)
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+")
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_DATES: Final = frozenset(expand(f"xsd:{name}") for name in ("date", "gYear", "gYearMonth", "dateTime"))
_YEAR: Final = re.compile(r"[0-9]{4}(?![0-9])")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_LINKS: Final = ("skos:exactMatch", "skos:closeMatch", "owl:sameAs")
_TARGETS: Final = ("wd", "unbis", "eurovoc", "sdg")
_NOTHING_STATED: Final = Stated()


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted and measured.

    Args:
        triples: distinct statements of all named graphs.
        subjects: distinct subjects.
        documents: source documents.
        claims: claims.
        things: things with a page.
        classes: members by class IRI.
        properties: statements by property IRI.
        quoted: claims whose evidence stands in the document word for word.
        bilingual: things with a name in both languages.
        marked: characters of documents that are evidence.
        characters: characters of documents.
        links: links to other datasets, by prefix.
        years: the first and the last that claims speak of; empty where they name none.
    """

    triples: int
    subjects: int
    documents: int
    claims: int
    things: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    quoted: int
    bilingual: int
    marked: int
    characters: int
    links: Mapping[str, int]
    years: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A download.

    Args:
        path: in the site.
        format: how it is called.
        media: media type.
        size: bytes.
        sha256: of the bytes, in hexadecimal.
    """

    path: str
    format: str
    media: str
    size: int
    sha256: str


def latest(view: View) -> str:
    """Return the latest day on which a document was published; nothing where none is known to the day."""
    from ssc_graph.graph.terms import date_datatype

    dates = (view.value(document, "dct:issued") for document in view.documents)
    return max((date for date in dates if date_datatype(date) == "xsd:date"), default="")


def measure(view: View) -> Figures:
    """Count a graph: what is in it by queries, for they hold nothing, and how documents are quoted, one after the other."""
    read = [_reading(view, document) for document in view.documents]
    classes = _counted(
        view, f"SELECT ?key (COUNT(*) AS ?count) {{ ?s <{expand('rdf:type')}> ?key FILTER(isIRI(?s) && isIRI(?key)) }} GROUP BY ?key"
    )
    properties = _counted(view, "SELECT ?key (COUNT(*) AS ?count) { ?s ?key ?o FILTER(isIRI(?s)) } GROUP BY ?key")
    return Figures(
        triples=sum(properties.values()),
        subjects=sum(_counted(view, "SELECT (COUNT(DISTINCT ?s) AS ?count) { ?s ?p ?o FILTER(isIRI(?s)) }").values()),
        documents=len(view.documents),
        claims=len(view.claims),
        things=len(view.things),
        classes=classes,
        properties=properties,
        quoted=sum(quoted for quoted, _, _ in read),
        bilingual=len(view.thing_set & _named_in(view, "en") & _named_in(view, "id")),
        marked=sum(marked for _, marked, _ in read),
        characters=sum(characters for _, _, characters in read),
        links=_count_links(view),
        years=_years(view),
    )


def _years(view: View) -> tuple[str, str]:
    """The period of the dates that stand in claims."""
    dated = (node for _, node in view.pairs("rdf:object") if isinstance(node, Literal))
    years = {found[0] for node in dated if node.datatype.value in _DATES and (found := _YEAR.match(node.value))}
    return (min(years), max(years)) if years else ("", "")


def _counted(view: View, query: str) -> dict[str, int]:
    """Return the counts of a query by their keys, sorted."""
    found = view.store.query(query)
    if not isinstance(found, QuerySolutions):
        raise TypeError("only SELECT queries count")
    return dict(sorted((row[0].value, int(row["count"].value)) for row in found))


def _reading(view: View, document: str) -> tuple[int, int, int]:
    """How many claims of a document rest on words that stand where the evidence says; its characters that are evidence; all of them."""
    text = view.value(document, "schema:text")
    found = view.pieces_in(document)
    quoted = sum(bool(pieces) and all(text[p.start : p.end] == p.exact for p in pieces) for pieces in found)
    marked = reached = 0
    for piece in sorted({piece for pieces in found for piece in pieces}):
        marked += max(0, min(piece.end, len(text)) - max(piece.start, reached))
        reached = max(reached, piece.end)
    return quoted, marked, len(text)


def _named_in(view: View, language: str) -> set[str]:
    """Whatever has a name in a language."""
    named = view.pairs("skos:prefLabel")
    return {str(getattr(subject, "value", "")) for subject, name in named if getattr(name, "language", "") == language}


def _count_links(view: View) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for curie in _LINKS:
        for _, node in view.pairs(curie):
            prefix = ontology.compact(str(getattr(node, "value", ""))).partition(":")[0]
            found[prefix] += prefix in _TARGETS
    return {prefix: count for prefix, count in sorted(found.items()) if count}


class _Sheet:
    """Triples as they are noted."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def link(self, subject: str, predicate: str, *curies: str) -> None:
        self.iris(subject, predicate, *map(_long, curies))

    def iris(self, subject: str, predicate: str, *iris: str) -> None:
        self.triples += [Triple(NamedNode(subject), NamedNode(_long(predicate)), NamedNode(iri)) for iri in iris]

    def text(self, subject: str, predicate: str, value: str, language: str = "") -> None:
        literal = Literal(value, language=language) if language else Literal(value)
        self.triples.append(Triple(NamedNode(subject), NamedNode(_long(predicate)), literal))

    def typed(self, subject: str, predicate: str, value: object, datatype: str) -> None:
        literal = Literal(str(value), datatype=NamedNode(expand(datatype)))
        self.triples.append(Triple(NamedNode(subject), NamedNode(_long(predicate)), literal))

    def words(self, subject: str, predicate: str, key: str) -> None:
        for language, words in messages()[key].items():
            self.text(subject, predicate, words, language)


def _long(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else expand(name)


def describe(
    view: View,
    figures: Figures,
    *,
    address: str,
    files: Sequence[FileFacts],
    report: ValidationReport | None,
    version: str,
    fingerprint: str,
    date: str,
    stated: Stated = _NOTHING_STATED,
) -> list[Triple]:
    """Return the description of the dataset.

    Args:
        view: the graph.
        figures: of it.
        address: of the site.
        files: the downloads.
        report: of the shapes, or None where they were not tried.
        version: of the software and the graph.
        fingerprint: of the graph.
        date: day of publication, or empty.
        stated: who publishes it and who answers questions.
    """
    sheet, dataset, catalogue = _Sheet(), f"{address}dataset", f"{address}catalogue"
    sheet.link(catalogue, "rdf:type", "dcat:Catalog")
    sheet.words(catalogue, "dct:title", "site")
    sheet.words(catalogue, "dct:description", "lead")
    sheet.iris(catalogue, "foaf:homepage", f"{address}index.html")
    sheet.iris(catalogue, "dct:license", LICENCE)
    sheet.iris(catalogue, "dcat:dataset", dataset)
    sheet.link(dataset, "rdf:type", "dcat:Dataset", "void:Dataset")
    sheet.words(dataset, "dct:title", "site")
    sheet.words(dataset, "dct:description", "lead")
    sheet.iris(dataset, "dct:license", LICENCE)
    spoken = {view.value(document, "dct:language") for document in view.documents}
    sheet.link(dataset, "dct:language", *(f"language:{tag}" for tag in sorted({"en", "id", *filter(_LANGUAGE.fullmatch, spoken)})))
    _responsible(sheet, dataset, catalogue, stated)
    _period(sheet, dataset, figures.years)
    sheet.iris(dataset, "dcat:landingPage", f"{address}index.html")
    sheet.iris(dataset, "dct:conformsTo", FIXED["ssc"])
    sheet.text(dataset, "dcat:version", version)
    sheet.text(dataset, "dct:identifier", fingerprint)
    if date:
        sheet.typed(dataset, "dct:issued", date, "xsd:date")
    for iri in sorted({link for d in view.documents for link in view.iris(d, "dct:source") if web_link(link)}):
        sheet.iris(dataset, "dct:source", iri)
    for document in view.documents:
        sheet.iris(dataset, "prov:wasDerivedFrom", document)
    for iri in view.members("prov:Activity"):
        sheet.iris(dataset, "prov:wasGeneratedBy", iri)
    for each in files:
        _distribution(sheet, dataset, address, each)
    _statistics(sheet, dataset, view, figures, address)
    _quality(sheet, dataset, figures, report, address)
    return sheet.triples


def _responsible(sheet: _Sheet, dataset: str, catalogue: str, stated: Stated) -> None:
    """Who publishes the dataset and the catalogue, and whom to ask, as far as it is stated (DCAT 3, sections 6.4.3 and 6.4.9)."""
    if stated.publisher:
        publisher = stated.publisher_iri or f"{dataset}#publisher"
        sheet.link(publisher, "rdf:type", "foaf:Agent")
        sheet.text(publisher, "foaf:name", stated.publisher)
        for published in (dataset, catalogue):
            sheet.iris(published, "dct:publisher", publisher)
    if stated.contact:
        contact = f"{dataset}#contact"
        sheet.iris(dataset, "dcat:contactPoint", contact)
        sheet.link(contact, "rdf:type", "vcard:Kind")
        sheet.text(contact, "vcard:fn", stated.publisher or stated.contact.removeprefix("mailto:"))
        sheet.iris(contact, "vcard:hasEmail" if stated.contact.startswith("mailto:") else "vcard:hasURL", stated.contact)


def _period(sheet: _Sheet, dataset: str, years: tuple[str, str]) -> None:
    """The years that the claims speak of (DCAT 3, section 6.16); of places and of how often it is renewed the graph says nothing."""
    if all(years):
        period = f"{dataset}#period"
        sheet.iris(dataset, "dct:temporal", period)
        sheet.link(period, "rdf:type", "dct:PeriodOfTime")
        sheet.typed(period, "dcat:startDate", years[0], "xsd:gYear")
        sheet.typed(period, "dcat:endDate", years[1], "xsd:gYear")


def _distribution(sheet: _Sheet, dataset: str, address: str, each: FileFacts) -> None:
    node, check = f"{address}dataset#{each.path}", f"{address}dataset#{each.path}-checksum"
    sheet.iris(dataset, "dcat:distribution", node)
    sheet.iris(dataset, "void:dataDump", address + each.path)
    sheet.link(node, "rdf:type", "dcat:Distribution")
    sheet.text(node, "dct:title", each.format)
    sheet.iris(node, "dcat:accessURL", address + each.path)
    sheet.iris(node, "dcat:downloadURL", address + each.path)
    sheet.iris(node, "dct:license", LICENCE)
    sheet.link(node, "dcat:mediaType", f"mediatype:{each.media}")
    sheet.typed(node, "dcat:byteSize", each.size, "xsd:nonNegativeInteger")
    sheet.iris(node, "spdx:checksum", check)
    sheet.link(check, "rdf:type", "spdx:Checksum")
    sheet.link(check, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    sheet.typed(check, "spdx:checksumValue", each.sha256, "xsd:hexBinary")


def _statistics(sheet: _Sheet, dataset: str, view: View, figures: Figures, address: str) -> None:
    counts = {"triples": figures.triples, "distinctSubjects": figures.subjects, "entities": figures.things, "documents": figures.documents}
    counts |= {"classes": len(figures.classes), "properties": len(figures.properties)}
    for name, count in counts.items():
        sheet.typed(dataset, f"void:{name}", count, "xsd:integer")
    sheet.text(dataset, "void:uriSpace", view.base)
    sheet.iris(dataset, "void:vocabulary", FIXED["ssc"], FIXED["skos"], FIXED["prov"], FIXED["oa"], FIXED["time"], FIXED["dct"])
    for example in view.things[:3]:
        sheet.iris(dataset, "void:exampleResource", example)
    partitions = (
        ("classPartition", "class", "entities", figures.classes),
        ("propertyPartition", "property", "triples", figures.properties),
    )
    for kind, what, counted, parts in partitions:
        for iri, number in parts.items():
            node = f"{address}dataset#{what}-{_fragment(ontology.compact(iri, base=view.base))}"
            sheet.iris(dataset, f"void:{kind}", node)
            sheet.iris(node, f"void:{what}", iri)
            sheet.typed(node, f"void:{counted}", number, "xsd:integer")
    for prefix, number in figures.links.items():
        node = f"{address}dataset#links-{prefix}"
        sheet.link(node, "rdf:type", "void:Linkset")
        sheet.iris(dataset, "void:subset", node)
        sheet.iris(node, "void:subjectsTarget", dataset)
        target = f"{address}dataset#target-{prefix}"
        sheet.iris(node, "void:objectsTarget", target)
        sheet.link(target, "rdf:type", "void:Dataset")
        sheet.text(target, "void:uriSpace", FIXED[prefix])
        sheet.typed(node, "void:triples", number, "xsd:integer")


def _fragment(name: str) -> str:
    """Return a name as the last part of an IRI: itself where it is short and plain, else its digest."""
    return name.replace(":", "-") if _PLAIN.fullmatch(name) else digest(name)


def _quality(sheet: _Sheet, dataset: str, figures: Figures, report: ValidationReport | None, address: str) -> None:
    measures: list[tuple[str, str, object, str]] = [
        ("evidence-coverage", "coverage", share(figures.quoted, figures.claims), "xsd:decimal"),
        ("bilingual-labels", "bilingual", share(figures.bilingual, figures.things), "xsd:decimal"),
        ("text-coverage", "text_coverage", share(figures.marked, figures.characters), "xsd:decimal"),
    ]
    if report is not None and report.verdict is not Verdict.NOT_EVALUATED:
        measures += [
            ("shacl-violations", "violations", len(report.violations), "xsd:integer"),
            ("shacl-warnings", "warnings", len(report.warnings), "xsd:integer"),
            ("shacl-conforms", "shacl", "true" if report.conforms else "false", "xsd:boolean"),
        ]
    for name, key, value, datatype in measures:
        node, metric = f"{address}dataset#quality-{name}", f"{address}dataset#metric-{name}"
        sheet.iris(dataset, "dqv:hasQualityMeasurement", node)
        sheet.link(node, "rdf:type", "dqv:QualityMeasurement")
        sheet.iris(node, "dqv:computedOn", dataset)
        sheet.iris(node, "dqv:isMeasurementOf", metric)
        sheet.typed(node, "dqv:value", value, datatype)
        sheet.link(metric, "rdf:type", "dqv:Metric")
        sheet.words(metric, "skos:definition", key)
        sheet.iris(metric, "dqv:expectedDataType", expand(datatype))


def share(part: int, whole: int) -> str:
    """Return a share as a decimal of four places; nothing of nothing is 1.

    >>> share(1, 3), share(0, 0)
    ('0.3333', '1.0')
    """
    return f"{part / whole:.4f}" if whole and part != whole else "1.0"
