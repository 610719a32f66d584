"""The vocabulary and the authority files of ``ontology/``: does a term exist, what is a thing called, what may be said of it.

The labels of the authority files *are* the lexicon: :func:`load_lexicon` turns them into the entries that the text side searches
for. Names and kinds of things only; what is true of a thing comes out of a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ssc_graph import resources
from ssc_graph.claims import Label
from ssc_graph.errors import DataFileError
from ssc_graph.lexicon import LexicalEntry, Lexicon
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, expand, prefixes

if TYPE_CHECKING:
    from pyoxigraph import Triple

_FOLDER = "ontology"
_VOCABULARY = "ssc.ttl"

_TYPE = expand("rdf:type")
_PREF, _ALT, _HIDDEN = expand("skos:prefLabel"), expand("skos:altLabel"), expand("skos:hiddenLabel")
_NEVER = expand("ssc:mustNotMatch")
_IN_SCHEME, _SCHEME, _CONCEPT = expand("skos:inScheme"), expand("skos:ConceptScheme"), expand("skos:Concept")
#: What serves the search in texts only, and is no business of a reader of the graph.
_FOR_SEARCH = frozenset({_HIDDEN, _NEVER})
_OURS = (FIXED["concept"], FIXED["auth"])
_KINDS = MappingProxyType(
    {
        expand("owl:Class"): "class",
        expand("owl:ObjectProperty"): "property",
        expand("owl:DatatypeProperty"): "property",
        expand("rdf:Property"): "property",
        expand("ssc:Modality"): "individual",
    }
)

#: What is said of one subject: predicate IRI to its objects, both in the order of the file.
_Said = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary.

    Args:
        curie: its CURIE (``ssc:causes``).
        kind: ``class``, ``property`` or ``individual``.
        labels: its name by language.
        definitions: what it means, by language.
        broader: CURIEs of its direct super-terms, ours and published ones, sorted.
        domain: CURIEs of the classes that it is used on (documentation, no inference).
        range: CURIEs of the classes or datatypes of its values (documentation, no inference).
    """

    curie: str
    kind: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    broader: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()


def compact(iri: str, *, base: str = DEFAULT_BASE) -> str:
    """Return the CURIE of an IRI, or the IRI itself where no prefix covers it.

    Args:
        iri: an absolute IRI.
        base: IRI under which the instances live, ending in ``/`` or ``#``.

    >>> compact("https://w3id.org/ssc-graph/ns/causes"), compact("https://w3id.org/ssc-graph/id/entity/tito")
    ('ssc:causes', 'entity:tito')
    >>> compact("https://example.org/x")
    'https://example.org/x'
    """
    by_namespace, longest_first = _prefix_tables(base)
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    if cut < len(iri) and iri[:cut] in by_namespace:
        return f"{by_namespace[iri[:cut]]}:{iri[cut:]}"
    for namespace, prefix in longest_first:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@cache
def _prefix_tables(base: str) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    """Return the prefixes by namespace; and the namespaces, the longest first: one may begin with another."""
    by_namespace = {iri: prefix for prefix, iri in prefixes(base=base).items()}
    return by_namespace, tuple(sorted(by_namespace.items(), key=lambda pair: (-len(pair[0]), pair[1])))


@cache
def _parse(file_name: str) -> Mapping[str, _Said]:
    """Return the statements of one file by subject and predicate, in the order of the file.

    Raises:
        DataFileError: the file is missing or is no Turtle.
    """
    import pyoxigraph

    found: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in pyoxigraph.parse(resources.read(_FOLDER, file_name), format=pyoxigraph.RdfFormat.TURTLE):
            found[quad.subject.value][quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        place = f"{_FOLDER}/{file_name}:{error.lineno}:{error.offset}"
        raise DataFileError(f"the Turtle is broken ({error.msg})", where=place, hint="install the package again") from error
    return MappingProxyType(found)


@cache
def _authority() -> Mapping[str, tuple[str, _Said]]:
    """Return every authority entry and concept by IRI, with the file that holds it; schemes included.

    Raises:
        DataFileError: two files describe one entry.
    """
    found: dict[str, tuple[str, _Said]] = {}
    for file_name in resources.names(_FOLDER, suffix=".ttl"):
        if file_name == _VOCABULARY:
            continue
        for subject, said in _parse(file_name).items():
            if subject in found:
                raise DataFileError(f"{compact(subject)} is described in {found[subject][0]} too", where=f"{_FOLDER}/{file_name}")
            found[subject] = (file_name, said)
    return MappingProxyType(found)


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of every concept and authority entry: names, spellings, classes, phrases that mislead.

    Raises:
        DataFileError: a file is missing or broken, an entry has no label or a class that the vocabulary lacks.

    >>> load_lexicon().by_id["auth:undp"].types
    ('ssc:IntergovernmentalBody', 'ssc:Organization')
    """
    return Lexicon(
        _entry(compact(subject), said, where=f"{_FOLDER}/{file_name}")
        for subject, (file_name, said) in _authority().items()
        if not _is_scheme(said)
    )


def _is_scheme(said: _Said) -> bool:
    return any(kind.value == _SCHEME for kind in said.get(_TYPE, ()))


def _entry(curie: str, said: _Said, *, where: str) -> LexicalEntry:
    def texts(predicate: str) -> tuple[str, ...]:
        return tuple(value.value for value in said.get(predicate, ()))

    preferred, others = ([Label(v.value, v.language or "", kind == _PREF) for v in said.get(kind, ())] for kind in (_PREF, _ALT))
    return LexicalEntry(
        id=curie,
        labels=(*preferred, *others),
        types=_types(curie, texts(_TYPE), where=where),
        hidden=texts(_HIDDEN),
        never=texts(_NEVER),
    )


def _types(curie: str, iris: tuple[str, ...], *, where: str) -> tuple[str, ...]:
    """Return the classes of an entry.

    Raises:
        DataFileError: no class, or a class that the vocabulary lacks.
    """
    found = _our_classes(iris)
    if not found:
        raise DataFileError(f"{curie} has no class of the vocabulary", where=where)
    return found


@cache
def _our_classes(iris: tuple[str, ...]) -> tuple[str, ...]:
    """Return our classes and those above them, the most specific first; ``skos:Concept`` only alone; nothing if one is unknown."""
    stated = [compact(iri) for iri in iris if iri != _CONCEPT]
    if not iris or not all(map(has_term, stated)):
        return ()
    everything = {name for start in stated for name in (start, *superclasses(start)) if name.startswith("ssc:")}
    return tuple(sorted(everything, key=lambda name: (-len(superclasses(name)), name))) or ("skos:Concept",)


@cache
def _vocabulary() -> Mapping[str, Term]:
    own = FIXED["ssc"]
    found = {}
    for subject, said in _parse(_VOCABULARY).items():
        kinds = [_KINDS[kind.value] for kind in said.get(_TYPE, ()) if kind.value in _KINDS]
        if subject.startswith(own) and kinds:
            found[compact(subject)] = _term(compact(subject), kinds[0], said)
    return MappingProxyType(dict(sorted(found.items())))


def _term(curie: str, kind: str, said: _Said) -> Term:
    def texts(predicate: str) -> Mapping[str, str]:
        return MappingProxyType({text.language or "": text.value for text in said.get(expand(predicate), ())})

    def names(*predicates: str) -> tuple[str, ...]:
        return tuple(sorted(compact(node.value) for predicate in predicates for node in said.get(expand(predicate), ())))

    return Term(
        curie=curie,
        kind=kind,
        labels=texts("rdfs:label"),
        definitions=texts("skos:definition"),
        broader=names("rdfs:subClassOf", "rdfs:subPropertyOf"),
        domain=names("schema:domainIncludes"),
        range=names("schema:rangeIncludes"),
    )


def terms() -> tuple[Term, ...]:
    """Return every term of the vocabulary, sorted by CURIE.

    Raises:
        DataFileError: the vocabulary is missing or broken.

    >>> [term.curie for term in terms() if term.kind == "individual"]
    ['ssc:asserted', 'ssc:intended', 'ssc:possible']
    """
    return tuple(_vocabulary().values())


def has_term(curie: str) -> bool:
    """Return whether the vocabulary defines this term.

    >>> has_term("ssc:causes"), has_term("ssc:explains")
    (True, False)
    """
    return curie in _vocabulary()


@cache
def superclasses(curie: str) -> tuple[str, ...]:
    """Return the classes above a class (or the properties above a property), the nearest first, published ones included.

    Args:
        curie: a term; a term of a published vocabulary has nothing above it here.

    >>> superclasses("ssc:Resolution")[:2]
    ('ssc:PolicyInstrument', 'undo:Resolution')
    """
    found: dict[str, None] = {}
    level = [curie]
    while level:
        above = [name for current in level if current in _vocabulary() for name in _vocabulary()[current].broader]
        level = [name for name in dict.fromkeys(above) if name not in found and name != curie]
        found.update(dict.fromkeys(level))
    return tuple(found)


def describe(ids: Iterable[str]) -> list[Triple]:
    """Return what the authority files say of entries: labels, classes, schemes, definitions, notes, links.

    Spellings that only serve the search are left out. A link to another of our entries is given where both are asked for;
    the schemes of the entries are described too: the triples name nothing of ours that they do not describe.

    Args:
        ids: CURIEs of authority entries and concepts; what no authority file knows is passed over.

    >>> [str(triple.object) for triple in describe(["concept:self-reliance"]) if "prefLabel" in triple.predicate.value]
    ['"self-reliance"@en', '"kemandirian"@id', '"autosuficiencia"@es']
    """
    entries = _authority()
    asked = {expand(curie) for curie in ids if curie.startswith(("concept:", "auth:"))} & entries.keys()
    schemes = {scheme.value for iri in asked for scheme in entries[iri][1].get(_IN_SCHEME, ())}
    described = asked | schemes
    return [triple for iri in sorted(described) for triple in _triples(iri, entries[iri][1], described)]


def _triples(iri: str, said: _Said, described: set[str]) -> Iterator[Triple]:
    import pyoxigraph

    subject = pyoxigraph.NamedNode(iri)
    for predicate, values in said.items():
        if predicate not in _FOR_SEARCH:
            for value in values:
                if not value.value.startswith(_OURS) or value.value in described:
                    yield pyoxigraph.Triple(subject, pyoxigraph.NamedNode(predicate), value)
