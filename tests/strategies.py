"""Hypothesis strategies: documents, the things that they name, the claims that they make.

Texts hold what real ones hold and what breaks writers: line feeds, quotes, backslashes, characters beyond the basic plane, marks
that combine, letters that change length with their case.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from ssc_graph.claims import RELATIONS, Argument, Claim, Entity, Evidence, Label, Literal, Modality
from ssc_graph.document import Block, BlockKind, Document, Metadata
from ssc_graph.identifiers import entity_curie, situation_curie, statement_curie, symbol_curie

_CHARACTERS = st.one_of(
    st.sampled_from("abcdefghij ABC.,;:–'\"\\\n\t{}<>@^#/%&?()[]|`~$_-İßé\u0301日\U0001f600\u2028\u00a0"),
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
)

#: Canonical text of a document: never empty, no control character but tab and line feed, no surrogate, no noncharacter.
texts = st.text(_CHARACTERS, min_size=1, max_size=120)
#: A name: one line that is not blank.
names = st.text(_CHARACTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
languages = st.sampled_from(["id", "en", ""])
label_languages = st.sampled_from(["id", "en", "en-GB", "zh-Hant-TW", ""])
rule_names = st.sampled_from(["id.causes.diakibatkan", "en.part-of", "genre/resolution 1", "aturan: «ya»"])
confidences = st.one_of(st.just(1), st.floats(0, 1, allow_nan=False), st.sampled_from([0.5, 0.85, 1e-7]))

years = st.integers(1, 9999).map(lambda year: f"{year:04d}")
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
days = st.dates().map(lambda day: day.isoformat())
dates = st.one_of(years, months, days)

labels = st.builds(Label, names, label_languages, st.booleans())
_CLASSES = ("ssc:Organization", "ssc:Country", "ssc:Event", "ssc:Situation", "ssc:Objective", "ssc:Provision", "ssc:Concept")


def _date_literal(value: str) -> Literal:
    datatype = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[len(value)]
    return Literal(value, datatype, text=value)


#: Dates to every granularity, intervals, and names.
literals = st.one_of(
    dates.map(_date_literal),
    st.builds(lambda begin, end: Literal(f"{begin}/{end}", "edtf:EDTF"), dates, dates),
    st.builds(Literal, names, language=label_languages),
)


def _curies() -> st.SearchStrategy[str]:
    known = st.sampled_from(["auth:undp", "auth:indonesia", "auth:general-assembly", "concept:self-reliance", "auth:nobody-knows-this"])
    symbols = st.builds("A/RES/{}/{}".format, st.integers(1, 80), st.integers(1, 300))
    return st.one_of(
        known,
        names.map(entity_curie),
        names.map(situation_curie),
        symbols.map(symbol_curie),
        st.builds(statement_curie, st.sampled_from(["objective", "provision"]), names),
    )


#: Things: of the authority files, of the documents only, of the content of a text.
entities = st.builds(
    Entity,
    id=_curies(),
    text=names,
    labels=st.lists(labels, max_size=4).map(tuple),
    types=st.lists(st.sampled_from(_CLASSES), max_size=2, unique=True).map(tuple),
)

metadata = st.builds(
    Metadata,
    title=st.one_of(st.just(""), names),
    authors=st.lists(names, max_size=2).map(tuple),
    date=st.one_of(st.just(""), dates),
    publisher=st.one_of(st.just(""), names),
    language=languages,
    source=st.sampled_from(["", "https://example.org/a?b=c#d", "https://example.org/two words/é"]),
    symbol=st.sampled_from(["", "A/RES/33/134", "A/76/550"]),
    licence=st.sampled_from(["", "https://creativecommons.org/publicdomain/zero/1.0/"]),
    genre=st.sampled_from(["", "resolution"]),
)


def _document(text: str, known: Metadata, name: str) -> Document:
    extent = len(text.rstrip()) or len(text)
    return Document(name=name, text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, extent),), metadata=known)


documents = st.builds(_document, texts, metadata, st.sampled_from(["-", "note.txt", "catatan.id.md"]))


@st.composite
def evidence(draw: st.DrawFn, text: str) -> tuple[Evidence, ...]:
    """One or two pieces of a text, in document order."""
    pieces = set()
    for _ in range(draw(st.integers(1, 2))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        pieces.add(Evidence(start, end, text[start:end]))
    return tuple(sorted(pieces))


@st.composite
def claims(draw: st.DrawFn, text: str, things: Sequence[Entity]) -> Claim:
    """A claim that a text makes of some things."""
    thing = st.sampled_from(things)
    value: Argument = draw(st.one_of(thing, literals))
    return Claim(
        subject=draw(thing),
        predicate=draw(st.sampled_from(sorted(RELATIONS))),
        object=value,
        evidence=draw(evidence(text)),
        rule=draw(rule_names),
        confidence=draw(confidences),
        negated=draw(st.booleans()),
        modality=draw(st.sampled_from(Modality)),
        attributed_to=draw(st.none() | thing),
    )


@st.composite
def documents_with_claims(draw: st.DrawFn, *, most: int = 2) -> list[tuple[Document, list[Claim]]]:
    """Some documents with their claims; several claims name the same things, in one document and across them."""
    things = draw(st.lists(entities, min_size=1, max_size=3))
    found = draw(st.lists(documents, min_size=1, max_size=most))
    return [(document, draw(st.lists(claims(document.text, things), max_size=3))) for document in found]
