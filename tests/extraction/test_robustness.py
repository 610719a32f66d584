"""No text makes the extraction raise, every quotation stands where it is said to stand, and work grows with the text, not faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssc_graph.claims import Argument, Claim
from ssc_graph.document import Block, BlockKind, Document, Metadata
from ssc_graph.extraction import extract
from ssc_graph.extraction.aliases import find_aliases, own_lexicon
from ssc_graph.extraction.analysis import analyse, with_own_names
from ssc_graph.extraction.pieces import extents
from ssc_graph.extraction.vocabulary import vocabulary
from ssc_graph.lexicon import LexicalEntry, Lexicon
from ssc_graph.ontology import load_lexicon
from ssc_graph.pipeline import bundled
from ssc_graph.rules import LANGUAGES, load_grammar

#: Kinds of blocks, the commonest more often.
KINDS = (*[BlockKind.PARAGRAPH] * 4, BlockKind.TITLE, BlockKind.HEADING, BlockKind.LIST_INTRO, BlockKind.LIST_ITEM, BlockKind.BYLINE)
TEXTS = [document.text for document in bundled()]
#: What trips readers of text: letters that change length in lower case, marks that combine, signs that go right to left, odd spaces.
ODD = "İıſK\u0301\u202e\u200b\u2028\xa0ßΣ½²Ⓐ۱９\U0001f642"
FRAGMENTS = (
    "resolution A/RES/70/1 of the General Assembly",
    "resolusi 33/134 dan 64/222 Majelis Umum PBB",
    "menurut ia mengatakan bahwa",
    "according to",
    "(UNDP)",
    '"',
    "'",
    "(",
    "]",
    ", dan",
    "; ",
    ". ",
    "?",
    "\n",
    "\n\n",
    "12 September 1978 - ",
    "1978",
    "disebabkan oleh",
    "because",
    "either",
    "bukan karena",
    "Plan of Action",
    "-",
    "…",
)


def document(text: str, *, language: str, kinds: tuple[BlockKind, ...] = (BlockKind.PARAGRAPH,)) -> Document:
    """Return a document whose lines are its blocks."""
    blocks: list[Block] = []
    place = 0
    for line in text.split("\n"):
        start = place + len(line) - len(line.lstrip())
        if line.strip():
            blocks.append(Block(kinds[len(blocks) % len(kinds)], start, place + len(line.rstrip())))
        place += len(line) + 1
    return Document(name="a.txt", text=text, blocks=tuple(blocks), metadata=Metadata(language=language))


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def claims_of(text: str, *, language: str, kinds: tuple[BlockKind, ...] = (BlockKind.PARAGRAPH,)) -> list[Claim]:
    """Return the claims of a text, their quotations checked."""
    claims = extract(document(text, language=language, kinds=kinds), lexicon=lexicon(), gated=False)
    for claim in claims:
        for piece in claim.evidence:
            assert 0 <= piece.start < piece.end <= len(text)
            assert text[piece.start : piece.end] == piece.exact
        for side in (claim.subject, claim.object, claim.attributed_to):
            assert stands(side, text)
    return claims


def stands(side: Argument | None, text: str) -> bool:
    return side is None or side.start < 0 or text[side.start : side.end] == side.text


@st.composite
def splices(draw: st.DrawFn) -> str:
    """Pieces of the bundled documents in any order, with odd characters and fragments between them."""
    pieces = []
    for _ in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from(TEXTS))
        start = draw(st.integers(0, len(text) - 1))
        pieces.append(text[start : start + draw(st.integers(0, 400))])
        pieces.append(draw(st.one_of(st.sampled_from(FRAGMENTS), st.text(ODD, max_size=3), st.just(" "))))
    return "".join(pieces)


kinds_of_blocks = st.lists(st.sampled_from(KINDS), min_size=1, max_size=5).map(tuple)


@settings(max_examples=100)
@given(text=splices(), language=st.sampled_from(LANGUAGES), kinds=kinds_of_blocks)
def test_cut_and_spliced_documents_quote_exactly(text: str, language: str, kinds: tuple[BlockKind, ...]) -> None:
    claims_of(text, language=language, kinds=kinds)


@settings(max_examples=100)
@given(text=st.text(max_size=200), language=st.sampled_from(LANGUAGES), kinds=kinds_of_blocks)
@example(text="", language="en", kinds=(BlockKind.PARAGRAPH,))
@example(text=ODD, language="id", kinds=(BlockKind.TITLE,))
def test_any_characters_are_read(text: str, language: str, kinds: tuple[BlockKind, ...]) -> None:
    claims_of(text, language=language, kinds=kinds)


@settings(max_examples=100)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_trigger_words_in_any_order_are_read(data: st.DataObject, language: str) -> None:
    triggers = [" ".join(words) for rule in load_grammar(language).rules for words in rule.triggers]
    words = st.sampled_from([*triggers, *FRAGMENTS, "Indonesia", "the United Nations Development Programme", "aid fatigue", "it"])
    claims_of(" ".join(data.draw(st.lists(words, max_size=40))), language=language)


def test_a_full_symbol_may_be_followed_by_its_body() -> None:
    text = "Resolution A/RES/70/1 of the General Assembly was adopted by the General Assembly on 25 September 2015."
    assert ("resolution:a-res-70-1", "adoptedOn", "2015-09-25^^xsd:date") in {
        (claim.subject.id, claim.predicate, claim.object_key) for claim in claims_of(text, language="en")
    }


def test_names_that_a_document_introduces_are_found_wherever_they_stand() -> None:
    text = " ".join(
        [
            "The Fund for Distant Harbours (FDH) was set up by Kenya.",
            "Nothing is said in this sentence of Kenya.",
            "The FDH, or Harbour Fund, paid for boats.",
        ]
    )
    first = analyse(document(text, language="en"), lexicon(), vocabulary("en"))
    named = with_own_names(first, own_lexicon(find_aliases(first), lexicon()))
    assert [named.finder.find(sentence) for sentence in named.sentences] == named.mentions
    assert [group[0].id for group in named.mentions][::2] == ["entity:fund-for-distant-harbours"] * 2
    assert named.mentions[1] == first.mentions[1]


@pytest.mark.parametrize("text", TEXTS, ids=[document.language for document in bundled()])
def test_a_document_in_pieces_says_what_it_says_as_a_whole(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    language = next(document.language for document in bundled() if document.text == text)
    long = f"{text}\n\n{text.replace('1978', '1979')}"
    whole = claims_of(long, language=language)
    for name, size in (("LONGEST", 3000), ("_SIZE", 3000), ("_LATER", 3500), ("_LATEST", 5000)):
        monkeypatch.setattr(f"ssc_graph.extraction.pieces.{name}", size)
    assert len(extents(document(long, language=language))) > 2
    assert claims_of(long, language=language) == whole


@pytest.mark.parametrize(("text", "language"), [("What are the objectives of ASEAN?\n…", "en"), ("Apa tujuan ASEAN?\n…", "id")])
def test_a_question_without_an_answer_is_read(text: str, language: str) -> None:
    assert claims_of(text, language=language, kinds=(BlockKind.HEADING, BlockKind.PARAGRAPH)) == []


# --- work -------------------------------------------------------------------------------------------------------------------------


def steps(run: Callable[[], object]) -> int:
    """Return how many instructions of the interpreter a call takes: a figure that no slow machine changes."""
    count = 0

    def local(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return local

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return local

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


HOSTILE = {
    "commas": ",",
    "words without a full stop": "aid and trade of countries ",
    "quotes and brackets": "\"a 'b (c [d ",
    "capitals": "THE GENERAL ASSEMBLY ",
    "triggers": "because leads to caused by ",
    "numbers": "resolution 33/134 of 1978, ",
    "short paragraphs": "The plan.\n\n",
    "headings": "Plan of Action?\n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=list(HOSTILE))
def test_four_times_the_text_is_four_times_the_work(unit: str) -> None:
    small = Lexicon([LexicalEntry("auth:undp", lexicon().by_id["auth:undp"].labels, ("ssc:IntergovernmentalBody",))])

    def work(size: int, kind: BlockKind) -> int:
        text = (unit * (size // len(unit) + 1))[:size]
        return steps(lambda: extract(document(text, language="en", kinds=(kind,)), lexicon=small))

    for kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        work(200, kind)  # loads the tables
        assert work(6000, kind) <= 4.8 * work(1500, kind)
