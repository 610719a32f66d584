"""What a graph says of its things that helps to know them elsewhere: names, kinds, identifiers, neighbours.

A strong key is an identifier that two publishers would not both give by chance: a Wikidata item, an LEI, a country code, a symbol of
a United Nations document, a concept of a thesaurus that both name as an exact match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.names import is_shown_first
from ssc_graph.namespaces import FIXED, expand

PREF, ALT, HIDDEN = "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"
#: Properties that name a thing, and how good a name is: ours and other houses'.
_NAMES: Final = MappingProxyType(
    {
        expand("skos:prefLabel"): PREF,
        expand("rdfs:label"): "rdfs:label",
        "https://schema.org/name": "https://schema.org/name",
        "http://schema.org/name": "https://schema.org/name",
        "http://xmlns.com/foaf/0.1/name": "http://xmlns.com/foaf/0.1/name",
        "https://schema.org/legalName": "https://schema.org/legalName",
        expand("skos:altLabel"): ALT,
        expand("skos:hiddenLabel"): HIDDEN,
        "https://schema.org/alternateName": "https://schema.org/alternateName",
        "http://schema.org/alternateName": "https://schema.org/alternateName",
    }
)
PREFERRED: Final = frozenset(
    {PREF, "rdfs:label", "https://schema.org/name", "http://xmlns.com/foaf/0.1/name", "https://schema.org/legalName"}
)
_SAME: Final = frozenset({expand("skos:exactMatch"), expand("owl:sameAs"), "https://schema.org/sameAs", "http://schema.org/sameAs"})
_TYPE, _SCHEME = expand("rdf:type"), expand("skos:inScheme")
_SILENT: Final = frozenset(
    {_TYPE, _SCHEME, *_SAME, expand("skos:closeMatch"), expand("skos:broadMatch"), expand("skos:narrowMatch"), expand("skos:relatedMatch")}
)
_DEFINITIONS: Final = frozenset(
    {expand("skos:definition"), expand("skos:scopeNote"), "http://schema.org/description", "https://schema.org/description"}
)

_WDT: Final = "http://www.wikidata.org/prop/direct/"
#: Properties whose value is an identifier of one scheme.
_IDENTIFIERS: Final = MappingProxyType(
    {
        "https://schema.org/leiCode": "lei",
        "http://schema.org/leiCode": "lei",
        _WDT + "P1278": "lei",
        _WDT + "P298": "iso",
        _WDT + "P2082": "m49",
    }
)
_WRITTEN: Final = (
    ("iso", re.compile(r"ISO 3166-1 ([A-Z]{3})")),
    ("m49", re.compile(r"UN M49 ([0-9]{3})")),
    ("lei", re.compile(r"LEI ([0-9A-Z]{18}[0-9]{2})")),
    ("symbol", re.compile(r"((?:A|S|E|ST|TD|DP|CEB|UNEP|FCCC)/[A-Z0-9][A-Za-z0-9./()\-]*[A-Za-z0-9)])")),
)
_GOAL: Final = re.compile(r"(?:UN )?Sustainable Development Goal(?: target)? ([0-9]{1,2}(?:\.[0-9a-d]{1,2})?)", re.IGNORECASE)
#: IRIs that hold the number of a thing in a scheme.
_IN_IRI: Final = (
    ("wikidata", re.compile(re.escape(FIXED["wd"]) + r"(Q[1-9][0-9]*)")),
    ("eurovoc", re.compile(re.escape(FIXED["eurovoc"]) + r"([0-9a-z_]+)")),
    ("unbis", re.compile(re.escape(FIXED["unbis"]) + r"([0-9]{7})")),
    ("sdg", re.compile(re.escape(FIXED["sdg"]) + r"([0-9]{1,2}(?:\.[0-9a-d]{1,2})?)")),
)
#: A resolution's symbol at the end of an IRI, as AKN data sets and this package write it, with or without its date.
_SYMBOL_IRI: Final = re.compile(r"(?:/akn/.*/|/resolution/)(a|s|e)-(res|dec)-([0-9]{1,3})-([0-9]{1,4})(?:-[0-9]{4}-[0-9]{2}-[0-9]{2})?")
#: Schemes in which a thing has one number, so that two numbers are two things.
ONE_NUMBER: Final = frozenset({"wikidata", "lei", "iso", "m49", "symbol", "eurovoc", "sdg"})

#: Kinds that classes of published vocabularies stand for; ``skos:Concept`` alone says nothing: countries are concepts, too.
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{
            expand(f"ssc:{name}"): kind
            for kind, names in {
                "body": ("Organization", "IntergovernmentalBody", "GovernmentBody"),
                "group": ("CountryGroup",),
                "country": ("Country",),
                "place": ("Place",),
                "person": ("Person",),
                "event": ("Event",),
                "programme": ("Programme", "Fund"),
                "idea": ("Concept",),
                "document": (
                    "PolicyInstrument",
                    "Resolution",
                    "PlanOfAction",
                    "Declaration",
                    "Agreement",
                    "OutcomeDocument",
                    "Publication",
                    "Report",
                    "Book",
                    "Article",
                    "Journal",
                    "Document",
                ),
            }.items()
            for name in names
        },
        **dict.fromkeys(
            (
                expand("org:Organization"),
                expand("org:FormalOrganization"),
                "https://schema.org/Organization",
                "http://schema.org/Organization",
                "http://xmlns.com/foaf/0.1/Organization",
                "https://w3id.org/akn/ontology/allot/Organization",
            ),
            "body",
        ),
        **dict.fromkeys(
            ("https://schema.org/Person", "http://xmlns.com/foaf/0.1/Person", "https://w3id.org/akn/ontology/allot/Person"), "person"
        ),
        **dict.fromkeys(("https://schema.org/Country",), "country"),
        **dict.fromkeys(("https://schema.org/Place", "https://w3id.org/akn/ontology/allot/Location"), "place"),
        **dict.fromkeys(
            ("https://schema.org/Article", "http://schema.org/Article", "https://schema.org/Dataset", "http://schema.org/Dataset"), "page"
        ),
        **dict.fromkeys(("https://schema.org/Event", "https://w3id.org/akn/ontology/allot/Event"), "event"),
        **dict.fromkeys((expand("undo:Resolution"), "https://w3id.org/akn/ontology/undo/Resolution"), "document"),
        **dict.fromkeys((f"http://metadata.un.org/sdg/ontology#{name}" for name in ("Goal", "Target")), "goal"),
        **dict.fromkeys((f"http://metadata.un.org/sdg/ontology#{name}" for name in ("Indicator", "Series")), "measure"),
    }
)
#: Kinds that one thing may have in the eyes of two publishers.
_ALIKE: Final = frozenset(
    frozenset(pair) for pair in (("body", "programme"), ("body", "group"), ("country", "place"), ("idea", "goal"), ("place", "group"))
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing.

    Args:
        text: as it is written.
        language: primary language tag, or empty.
        field: CURIE or IRI of the property.
    """

    text: str
    language: str
    field: str

    @property
    def preferred(self) -> bool:
        """Whether the publisher calls the thing so first of all."""
        return self.field in PREFERRED


@dataclass(slots=True)
class Thing:
    """What a graph says of one subject.

    Args:
        iri: as it is written.
        names: its names, in the order of the file.
        keys: scheme and value of its strong keys.
        stated: IRIs, in the usual form, that it names as the same.
        kinds: what sort of thing it is; empty where the graph does not say.
        schemes: the concept schemes that it is in.
        neighbours: IRIs that it is related to in its graph.
        definition: what it is, in words.
    """

    iri: str
    names: list[Name] = field(default_factory=list)
    keys: set[tuple[str, str]] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    schemes: set[str] = field(default_factory=set)
    neighbours: set[str] = field(default_factory=set)
    definition: str = ""

    @property
    def label(self) -> str:
        """A name to show: preferred, English first."""
        best = min(
            self.names, key=lambda name: (not name.preferred, not is_shown_first(name.language), name.language, name.text), default=None
        )
        return best.text if best else ""

    @property
    def scheme(self) -> str:
        """The scheme within which a thing has one number: the stated one, else where its IRI is."""
        return min(self.schemes, default=self.iri[: max(self.iri.rfind(mark) for mark in "/#:") + 1])


def read_things(quads: Iterable[Quad]) -> dict[str, Thing]:
    """Return the things of a graph that have a name or a key, by IRI; blank nodes are not among them, for nobody can link to one.

    Args:
        quads: of one graph or several; the graphs' names do not matter here.
    """
    found: dict[str, Thing] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            iri = quad.subject.value
            thing = found.get(iri) or found.setdefault(iri, Thing(iri))
            _take(thing, quad.predicate.value, quad.object)
    for thing in found.values():
        _finish(thing)
    return {iri: thing for iri, thing in found.items() if (thing.names or thing.keys or thing.stated) and not _is_scaffold(thing)}


def _take(thing: Thing, predicate: str, value: object) -> None:
    if isinstance(value, Literal):
        _take_text(thing, predicate, value.value.strip(), (value.language or "").split("-")[0].lower())
    elif isinstance(value, NamedNode):
        _take_node(thing, predicate, value.value)


def _take_text(thing: Thing, predicate: str, text: str, language: str) -> None:
    if not text:
        return
    if predicate in _NAMES:
        thing.names.append(Name(text, language, _NAMES[predicate]))
    elif predicate in _IDENTIFIERS:
        thing.keys.add((_IDENTIFIERS[predicate], text.upper()))
    elif predicate in _DEFINITIONS:
        thing.definition = thing.definition or text
    elif predicate.endswith("identifier"):
        thing.keys.update((scheme, match[1]) for scheme, form in _WRITTEN if (match := form.fullmatch(text)))


def _take_node(thing: Thing, predicate: str, iri: str) -> None:
    if predicate in _SAME:
        thing.stated.add(normal_iri(iri))
    elif predicate == _TYPE:
        thing.kinds.add(_KINDS.get(iri, "") or f"<{iri}>")
    elif predicate == _SCHEME:
        thing.schemes.add(iri)
    elif predicate not in _SILENT:
        thing.neighbours.add(iri)


_IGNORED_TYPES: Final = frozenset(
    {
        f"<{expand(name)}>"
        for name in (
            "ssc:Claim",
            "ssc:Evidence",
            "skos:ConceptScheme",
            "owl:Class",
            "owl:ObjectProperty",
            "owl:DatatypeProperty",
            "oa:TextQuoteSelector",
            "oa:TextPositionSelector",
            "prov:Activity",
            "owl:Ontology",
            "skos:Collection",
            "rdf:Property",
            "owl:AnnotationProperty",
        )
    }
)


def _is_scaffold(thing: Thing) -> bool:
    """Whether a thing holds a graph together and is nothing in the world: a claim, a scheme, a class."""
    return bool(thing.kinds & _IGNORED_TYPES)


def _finish(thing: Thing) -> None:
    """Add the keys that its IRIs and names hold."""
    for iri in (normal_iri(thing.iri), *thing.stated):
        thing.keys.update((scheme, match[1]) for scheme, form in _IN_IRI if (match := form.fullmatch(iri)))
        if match := _SYMBOL_IRI.search(iri):
            thing.keys.add(("symbol", f"{match[1]}/{match[2]}/{match[3]}/{match[4]}".upper()))
    for name in thing.names:
        if name.field == PREF and (match := _GOAL.fullmatch(name.text)):
            thing.keys.add(("sdg", match[1]))
    if not _is_scaffold(thing):
        thing.kinds = {kind for kind in thing.kinds if not kind.startswith("<")}


def told_same(thing: Thing, iris: Iterable[str]) -> Thing:
    """Return a thing of which it is known, besides, that these are the same.

    >>> sorted(told_same(Thing("urn:a"), ["http://www.wikidata.org/entity/Q1065"]).keys)
    [('wikidata', 'Q1065')]
    """
    told = replace(thing, stated={*thing.stated, *map(normal_iri, iris)}, keys=set(thing.keys))
    _finish(told)
    return told


def kinds_agree(left: Thing, right: Thing) -> bool | None:
    """Whether two things can be one by their kinds: yes, no, or None where a graph does not say or the kinds only border.

    >>> kinds_agree(Thing("urn:a", kinds={"body"}), Thing("urn:b", kinds={"document"}))
    False
    """
    if not left.kinds or not right.kinds:
        return None
    if left.kinds & right.kinds:
        return True
    pairs = {frozenset((one, other)) for one in left.kinds for other in right.kinds}
    return None if pairs & _ALIKE else False


def keys_differ(left: Thing, right: Thing) -> str:
    """Return the scheme in which two things have different numbers and none in common, or nothing.

    >>> keys_differ(Thing("urn:a", keys={("lei", "1")}), Thing("urn:b", keys={("lei", "2")}))
    'lei'
    """
    for scheme in sorted(ONE_NUMBER):
        ours, theirs = ({value for name, value in thing.keys if name == scheme} for thing in (left, right))
        if ours and theirs and not ours & theirs:
            return scheme
    return ""
