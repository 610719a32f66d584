"""No fact is in the code: change a number, name or cause in a document and the graph follows; delete a sentence and its claims go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ssc_graph.claims import Claim, Entity, Literal
from ssc_graph.document import Block, Document
from ssc_graph.extraction.trace import Trace
from ssc_graph.identifiers import fold
from ssc_graph.pipeline import bundled, extract_claims

DOCUMENTS = {document.language: document for document in bundled()}
PLACES = {"en": ("Jakarta", "Havana", "Cairo", "Doha"), "id": ("Jakarta", "Havana", "Kairo", "Doha")}
NOUNS = {"en": ("rainfall", "timber", "transport"), "id": ("hujan", "kayu", "angkutan")}
LANGUAGES = sorted(DOCUMENTS)
#: A document is read again for each example; what fails is shown as it is.
few = settings(max_examples=12, phases=(Phase.explicit, Phase.generate))

Triple = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Reading:
    document: Document
    claims: tuple[Claim, ...]
    sentences: tuple[tuple[int, int], ...]

    @property
    def triples(self) -> list[Triple]:
        return [triple(claim) for claim in self.claims]


def triple(claim: Claim) -> Triple:
    """Return what a claim says; a thing that only this document names goes by its words, for its identifier depends on the document."""

    def key(thing: Entity | Literal) -> str:
        if isinstance(thing, Literal):
            return thing.value
        return thing.id if thing.id.startswith(("auth:", "concept:", "resolution:")) else fold(thing.text)

    return key(claim.subject), claim.predicate, key(claim.object), claim.negated


def read(document: Document) -> Reading:
    trace = Trace()
    claims = tuple(extract_claims(document, trace=trace))
    sentences = tuple(sorted({(note.start, note.end) for note in trace.notes if note.kind == "sentence"}))
    return Reading(document, claims, sentences)


@cache
def original(language: str) -> Reading:
    return read(DOCUMENTS[language])


def edited(document: Document, start: int, end: int, new: str) -> Document:
    """Return the document with other words at a place; the blocks keep their extent around them."""
    shift = len(new) - (end - start)

    def moved(offset: int) -> int:
        return offset + shift if offset >= end else min(offset, start + len(new))

    blocks = [replace(block, start=moved(block.start), body=moved(block.body), end=moved(block.end)) for block in document.blocks]
    text = document.text[:start] + new + document.text[end:]
    return replace(document, text=text, blocks=tuple(block for block in map(trimmed(text), blocks) if block.body < block.end))


def trimmed(text: str) -> Callable[[Block], Block]:
    """Return a function that takes white space from the ends of a block."""

    def trim(block: Block) -> Block:
        body = block.body + len(text[block.body : block.end]) - len(text[block.body : block.end].lstrip())
        end = block.body + len(text[block.body : block.end].rstrip())
        return replace(block, start=body if block.start == block.body else block.start, body=min(body, max(end, body)), end=max(end, body))

    return trim


def check_quotations(reading: Reading) -> None:
    for claim in reading.claims:
        for piece in claim.evidence:
            assert reading.document.text[piece.start : piece.end] == piece.exact


def choose(data: st.DataObject, candidates: Iterable[Claim]) -> Claim:
    listed = sorted(set(candidates), key=lambda claim: (claim.evidence, triple(claim)))
    assert listed, "the document should make such claims"
    return data.draw(st.sampled_from(listed))


def placed(claim: Claim) -> bool:
    return claim.object.start >= 0


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(data=st.data(), year=st.integers(1951, 2019))
def test_another_year_in_the_text_is_another_year_in_the_graph(language: str, data: st.DataObject, year: int) -> None:
    before = original(language)
    dated = [
        claim
        for claim in before.claims
        if isinstance(claim.object, Literal)
        and claim.object.value[:4].isdigit()
        and placed(claim)
        and claim.object.value[:4] in before.document.text[claim.object.start : claim.object.end]
    ]
    claim = choose(data, dated)
    assert isinstance(claim.object, Literal)
    old = claim.object.value[:4]
    if int(old) == year:
        return
    place = before.document.text.index(old, claim.object.start)
    after = read(edited(before.document, place, place + 4, str(year)))
    check_quotations(after)
    wanted = claim.object.value.replace(old, str(year))
    assert any(found[:2] == triple(claim)[:2] and found[2].startswith(wanted) for found in after.triples)
    assert after.triples.count(triple(claim)) < before.triples.count(triple(claim))


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(data=st.data(), session=st.integers(50, 79), number=st.integers(10, 299))
def test_another_resolution_in_the_text_is_another_in_the_graph(language: str, data: st.DataObject, session: int, number: int) -> None:
    before = original(language)
    claim = choose(data, (claim for claim in before.claims if claim.predicate == "endorsedThrough" and placed(claim)))
    found = re.compile(r"\d+/\d+").search(before.document.text, claim.object.start)
    assert found
    new = f"{session}/{number}"
    after = read(edited(before.document, found.start(), found.end(), new))
    check_quotations(after)
    objects = [other.object.id for other in after.claims if triple(other)[:2] == triple(claim)[:2] and isinstance(other.object, Entity)]
    assert any(name.endswith(f"-{session}-{number}") for name in objects)
    if new not in before.document.text:
        assert after.triples.count(triple(claim)) < before.triples.count(triple(claim))


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(data=st.data())
def test_another_place_in_the_text_is_another_place_in_the_graph(language: str, data: st.DataObject) -> None:
    before = original(language)
    claim = choose(data, (claim for claim in before.claims if claim.predicate == "heldIn" and placed(claim)))
    start, end = claim.object.start, claim.object.end
    place = data.draw(st.sampled_from([place for place in PLACES[language] if place != before.document.text[start:end]]))
    after = read(edited(before.document, start, end, place))
    check_quotations(after)
    same = [other.object for other in after.claims if triple(other)[:2] == triple(claim)[:2]]
    assert any(
        isinstance(found, Entity) and fold(place) in {fold(found.text), *(fold(label.text) for label in found.labels)} for found in same
    )
    assert after.triples.count(triple(claim)) < before.triples.count(triple(claim))


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(data=st.data())
def test_another_cause_in_the_text_is_another_cause_in_the_graph(language: str, data: st.DataObject) -> None:
    before = original(language)
    causes = [
        claim
        for claim in before.claims
        if claim.predicate == "causes" and claim.subject.id.startswith("situation:") and claim.subject.start >= 0
    ]
    claim = choose(data, causes)
    phrase = before.document.text[claim.subject.start : claim.subject.end]
    last = re.search(r"\w+\Z", phrase)
    assert last, phrase
    noun = data.draw(st.sampled_from(NOUNS[language]))
    start = claim.subject.start + last.start()
    after = read(edited(before.document, start, claim.subject.end, noun))
    check_quotations(after)
    wanted = phrase[: last.start()] + noun
    same = [other for other in after.claims if other.predicate == "causes" and other.negated == claim.negated]
    assert any(wanted in other.subject.text for other in same), wanted
    assert after.triples.count(triple(claim)) < before.triples.count(triple(claim))


def restated(claim: Claim) -> bool:
    """Whether the evidence of a claim names both its arguments: the document says the same again in another place."""
    quoted = fold(" ".join(piece.exact for piece in claim.evidence))

    def named(thing: Entity | Literal) -> bool:
        if isinstance(thing, Literal):
            return fold(thing.text or thing.value) in quoted
        return any(fold(name) in quoted for name in (thing.text, *(label.text for label in thing.labels)) if name)

    return named(claim.subject) and named(claim.object)


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(data=st.data())
def test_the_claims_of_a_deleted_sentence_go(language: str, data: st.DataObject) -> None:
    before = original(language)
    start, end = data.draw(st.sampled_from(before.sentences))
    inside = [claim for claim in before.claims if all(start <= piece.start and piece.end <= end for piece in claim.evidence)]
    elsewhere = {triple(claim) for claim in before.claims if claim not in inside}
    after = read(edited(before.document, start, end, ""))
    check_quotations(after)
    gone = {triple(claim) for claim in inside} - elsewhere
    left = [claim for claim in after.claims if triple(claim) in gone]
    assert all(restated(claim) for claim in left)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_without_its_paragraphs_makes_no_claims(language: str) -> None:
    document = DOCUMENTS[language]
    title = document.blocks[0]
    assert not extract_claims(replace(document, text=document.text[: title.end], blocks=(title,)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_about_something_else_makes_no_claims(language: str) -> None:
    text = {
        "en": "The cat slept on the warm stove. The soup was good and nobody said a word about it.",
        "id": "Kucing itu tidur di dekat tungku. Supnya enak dan tidak ada yang berkata apa-apa tentangnya.",
    }[language]
    document = replace(DOCUMENTS[language], text=text, blocks=(replace(DOCUMENTS[language].blocks[1], start=0, body=0, end=len(text)),))
    assert not extract_claims(document)
