"""What pages need to know of a graph, read from a store node by node: names, kinds, claims, evidence. Nothing is held but names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from ssc_graph import ontology
from ssc_graph.graph.statements import Statements
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, expand
from ssc_graph.ontology import compact
from ssc_graph.site.lookup import InStatements, InStore, Lookup, Node

_TYPE = expand("rdf:type")
_PREF, _ALT, _LABEL, _TITLE, _NAME = (expand(c) for c in ("skos:prefLabel", "skos:altLabel", "rdfs:label", "dct:title", "schema:name"))
_START, _END, _EXACT = (expand(c) for c in ("oa:start", "oa:end", "oa:exact"))
#: Where the evidence of a document's claims stands.
_PIECES = (
    f"SELECT ?evidence ?start ?end ?exact {{ ?claim <{expand('ssc:claimedIn')}> ?document ; <{expand('ssc:evidence')}> ?evidence . "
    f"?evidence <{expand('oa:hasSelector')}> ?place , ?words . ?place <{_START}> ?start ; <{_END}> ?end . ?words <{_EXACT}> ?exact }}"
)
#: Classes whose members are described on the page of something else.
_NO_THING = frozenset({"ssc:Claim", "ssc:Evidence", "ssc:Rule", "ssc:Modality", "ssc:Document"})
_LANGUAGES = ("en", "id", "")
_ROLES = ("rdf:subject", "rdf:object", "ssc:attributedTo")


class Text(NamedTuple):
    """A text with its language tag; the tag is empty where the language is not known."""

    value: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """Words of a document that say a claim.

    Args:
        start: first character, in code points of the document's text.
        end: behind the last one.
        iri: of the evidence.
        exact: the words.
    """

    start: int
    end: int
    iri: str
    exact: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as a page shows it.

    Args:
        iri: of the claim.
        label: in one line.
        subject: IRI.
        predicate: IRI of the relation.
        object: what stands there.
        negated: whether the document denies it.
        modality: CURIE.
        attributed: IRI of who is named for it, or empty.
        confidence: as written in the graph.
        rule: IRI of the rule.
        document: IRI.
        evidence: in the order of the text.
    """

    iri: str
    label: Text
    subject: str
    predicate: str
    object: Node
    negated: bool
    modality: str
    attributed: str
    confidence: str
    rule: str
    document: str
    evidence: tuple[Piece, ...]

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands in its document."""
        return (self.evidence[0].start, self.evidence[0].end, self.iri) if self.evidence else (0, 0, self.iri)

    @property
    def key(self) -> tuple[str, str, str, bool, str, str]:
        """What it says, whoever says it."""
        return (self.subject, self.predicate, str(self.object), self.negated, self.modality, self.attributed)


class View:
    """A graph as pages see it.

    Args:
        store: holds the graph; its default graph is the union of the named ones, as :func:`ssc_graph.store.open_store` makes it.
        base: IRI under which instances are named.
        statements: the same with every literal as it is written, where they can be held: a store keeps values, not spellings.
    """

    def __init__(self, store: Store, base: str = DEFAULT_BASE, *, statements: Statements | None = None) -> None:
        self.store = store
        self.base = base
        self._lookup: Lookup = InStore(store) if statements is None else InStatements(statements)
        self.name = lru_cache(maxsize=100_000)(self._name)
        self.types = lru_cache(maxsize=100_000)(self._types)
        self.kinds = lru_cache(maxsize=100_000)(self._kinds)
        self._claims = lru_cache(maxsize=2_000)(self._claim)

    def prepare(self) -> None:
        """Look up once what every page looks up, so that processes that are started afterwards have it together."""
        if self.documents and self.thing_set:
            for role in (*_ROLES, "ssc:claimedIn", "ssc:evidence"):
                self.subjects(role, NamedNode(self.documents[0]))

    def triples(self, subject: str) -> list[Triple]:
        """Return what is said of a node, once, in a fixed order."""
        return self._lookup.triples(subject)

    def said(self, subject: str) -> Mapping[str, list[Node]]:
        """Return what is said of a node by predicate."""
        found: dict[str, list[Node]] = {}
        for triple in self.triples(subject):
            found.setdefault(triple.predicate.value, []).append(triple.object)
        return found

    def pairs(self, predicate: str) -> Iterator[tuple[object, Node]]:
        """Yield subject and object of the statements under a predicate (CURIE or IRI), each once."""
        return self._lookup.pairs(_iri(predicate))

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """Return the objects of a node under a predicate (CURIE or IRI), once, sorted."""
        return self._lookup.objects(subject, _iri(predicate))

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Return the IRIs among the objects."""
        return [node.value for node in self.objects(subject, predicate) if isinstance(node, NamedNode)]

    def value(self, subject: str, predicate: str) -> str:
        """Return the first literal among the objects, or nothing."""
        return next((node.value for node in self.objects(subject, predicate) if isinstance(node, Literal)), "")

    def texts(self, subject: str, predicate: str) -> list[Text]:
        """Return the literals among the objects with their language."""
        return [Text(n.value, n.language or "") for n in self.objects(subject, predicate) if isinstance(n, Literal)]

    def subjects(self, predicate: str, node: Node) -> list[str]:
        """Return the IRIs that stand under a predicate to a node, sorted."""
        return self._lookup.subjects(_iri(predicate), node)

    def members(self, curie: str) -> list[str]:
        """Return the IRIs of a class's direct members, sorted."""
        return self.subjects(_TYPE, NamedNode(expand(curie)))

    def _name(self, iri: str, language: str) -> Text:
        """Return the name of a thing in a language, or in the nearest that it has; its IRI's last part where it has none."""
        for predicate in (_PREF, _TITLE, _LABEL, _NAME):
            if found := self.texts(iri, predicate):
                return nearest(found, language)
        known = {t.curie: t for t in ontology.terms()}.get(compact(iri)) if iri.startswith(FIXED["ssc"]) else None
        if known is not None and language in known.labels:
            return Text(known.labels[language], language)
        return Text(compact(iri, base=self.base).rpartition(":")[2].rstrip("/").rpartition("/")[2] or iri, "")

    def _types(self, iri: str) -> frozenset[str]:
        """Return the IRIs of a node's classes."""
        return frozenset(self.iris(iri, _TYPE))

    def _kinds(self, iri: str) -> tuple[str, ...]:
        """Return the CURIEs of a thing's classes that are ours, the most special first."""
        own = [kind for node in self.types(iri) if (kind := compact(node)).startswith("ssc:") and ontology.has_term(kind)]
        above = {name for kind in own for name in ontology.superclasses(kind)}
        return tuple(sorted(own, key=lambda kind: (kind in above, kind)))

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """IRIs of the documents, sorted."""
        return tuple(self.members("ssc:Document"))

    @cached_property
    def document_set(self) -> frozenset[str]:
        """The same, to look up."""
        return frozenset(self.documents)

    @cached_property
    def things(self) -> tuple[str, ...]:
        """IRIs of everything that gets a page of its own, sorted."""
        classes = [term.curie for term in ontology.terms() if term.kind == "class" and term.curie not in _NO_THING]
        foreign = (
            "skos:Concept",
            "skos:ConceptScheme",
            "time:ProperInterval",
            "time:Instant",
            "prov:Activity",
            "prov:SoftwareAgent",
            "prov:Entity",
        )
        found = {iri for curie in (*classes, *foreign) for iri in self.members(curie)} | self._named_in_claims()
        return tuple(sorted(found - self.document_set))

    def _named_in_claims(self) -> set[str]:
        """What a claim is about, or is attributed to, and has a name though no class is known of it."""
        found = set[str]()
        for role in _ROLES:
            for _, node in self.pairs(role):
                if isinstance(node, NamedNode) and node.value not in found and self.texts(node.value, _PREF):
                    found.add(node.value)
        return found

    @cached_property
    def thing_set(self) -> frozenset[str]:
        """The same, to look up."""
        return frozenset(self.things)

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """IRIs of the claims, sorted."""
        return tuple(self.members("ssc:Claim"))

    def claim(self, iri: str) -> ClaimView:
        """Return a claim."""
        return self._claims(iri)

    def claims_in(self, document: str) -> list[ClaimView]:
        """Return the claims of a document in the order of its text."""
        return sorted(map(self.claim, self.subjects("ssc:claimedIn", NamedNode(document))), key=lambda claim: claim.place)

    def claims_about(self, thing: str, *, role: str = "rdf:subject") -> list[ClaimView]:
        """Return the claims in which a thing has a role (``rdf:subject``, ``rdf:object``, ``ssc:attributedTo``)."""
        return [self.claim(iri) for iri in self.subjects(role, NamedNode(thing))]

    def _claim(self, iri: str) -> ClaimView:
        said = self.said(iri)

        def first(predicate: str) -> Node | None:
            return next(iter(said.get(expand(predicate), ())), None)

        pieces = [self.piece(node.value) for node in said.get(expand("ssc:evidence"), ()) if isinstance(node, NamedNode)]
        label = first("rdfs:label")
        return ClaimView(
            iri=iri,
            label=Text(label.value, label.language or "") if isinstance(label, Literal) else Text("", ""),
            subject=_text(first("rdf:subject")),
            predicate=_text(first("rdf:predicate")),
            object=first("rdf:object") or Literal(""),
            negated=_text(first("ssc:negated")) == "true",
            modality=compact(_text(first("ssc:modality"))) or "ssc:asserted",
            attributed=_text(first("ssc:attributedTo")),
            confidence=_text(first("ssc:confidence")),
            rule=_text(first("ssc:rule")),
            document=_text(first("ssc:claimedIn")),
            evidence=tuple(sorted(piece for piece in pieces if piece is not None)),
        )

    def piece(self, iri: str) -> Piece | None:
        """Return a piece of evidence, or None where its place is not known."""
        selectors = self.iris(iri, "oa:hasSelector")
        start, end, exact = (self._last(selectors, predicate) for predicate in (_START, _END, _EXACT))
        return _placed(iri, start, end, exact)

    def _last(self, selectors: Sequence[str], predicate: str) -> str:
        """What the last of some selectors says that says anything."""
        return next(filter(None, (self.value(selector, predicate) for selector in reversed(selectors))), "")

    def pieces_in(self, document: str) -> list[list[Piece]]:
        """Return the evidence of each claim of a document, as :meth:`claims_in` has it; mostly by one question to the store."""
        places: dict[str, set[tuple[str, str, str]]] = {}
        for evidence, *place in cast("QuerySolutions", self.store.query(_PIECES.replace("?document", str(NamedNode(document))))):
            if isinstance(evidence, NamedNode):
                start, end, exact = (node.value if isinstance(node, Literal) else "" for node in place)
                places.setdefault(evidence.value, set()).add((start, end, exact))
        claims = self.subjects("ssc:claimedIn", NamedNode(document))
        return [[p for iri in self.iris(claim, "ssc:evidence") if (p := self._piece(iri, places.get(iri, set())))] for claim in claims]

    def _piece(self, iri: str, places: set[tuple[str, str, str]]) -> Piece | None:
        """A piece of evidence with one place; what has several, or a part of one, is looked at again."""
        start, end, exact = next(iter(places)) if len(places) == 1 else ("", "", "")
        return _placed(iri, start, end, exact) if start and end and exact else self.piece(iri)

    def description(self, iri: str) -> list[Triple]:
        """Return what stands in the data file of a thing: itself, the claims that name it, their evidence."""
        found = dict.fromkeys(self.triples(iri))
        claims = {claim for role in _ROLES for claim in self.subjects(role, NamedNode(iri))}
        for claim in sorted(claims):
            found.update(dict.fromkeys(self.claim_description(claim)))
        return list(found)

    def document_description(self, iri: str) -> list[Triple]:
        """Return what stands in the data file of a document: itself, its claims, their evidence."""
        found = dict.fromkeys(self.triples(iri))
        for claim in self.subjects("ssc:claimedIn", NamedNode(iri)):
            found.update(dict.fromkeys(self.claim_description(claim)))
        return list(found)

    def claim_description(self, iri: str) -> list[Triple]:
        """Return a claim with its evidence."""
        found = self.triples(iri)
        for evidence in self.iris(iri, "ssc:evidence"):
            found += self.evidence_description(evidence)
        return found

    def evidence_description(self, iri: str) -> list[Triple]:
        """Return a piece of evidence with its selectors."""
        found = self.triples(iri)
        for selector in self.iris(iri, "oa:hasSelector"):
            found += self.triples(selector)
        return found


def _placed(iri: str, start: str, end: str, exact: str) -> Piece | None:
    numbers = [int(number) for number in (start, end) if number.isascii() and number.isdigit() and len(number) < 10]  # noqa: PLR2004 (a text is no gigabyte)
    return Piece(numbers[0], numbers[1], iri, exact) if len(numbers) == 2 and numbers[0] < numbers[1] else None  # noqa: PLR2004 (start and end)


def nearest(texts: Iterable[Text], language: str) -> Text:
    """Return the text in a language, else in the nearest that there is.

    >>> nearest([Text("satu", "id"), Text("one", "en")], "en").value, nearest([Text("satu", "id")], "en").value
    ('one', 'satu')
    """
    order = (language, *(other for other in _LANGUAGES if other != language))

    def distance(text: Text) -> tuple[int, str, str]:
        tag = text.language.partition("-")[0]
        return (order.index(tag) if tag in order else len(order), text.language, text.value)

    return min(texts, key=distance)


@cache
def _iri(name: str) -> str:
    return name if "://" in name else expand(name)


@lru_cache(maxsize=1000)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


def _text(node: Node | None) -> str:
    return node.value if isinstance(node, NamedNode | Literal) else ""
