"""A glance that passes over what cannot be there never costs a claim: with every glance looking closely, the claims are the same.

The engine asks first whether a sentence holds a word at all, whether a word opens or ends any phrase that is looked for, and whether the
neighbours of a trigger can be what its rule asks for. Here a slow engine does none of it: each sentence seems to hold every word, each word
seems to open and to end every phrase, and every trigger is tried at every word that opens one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.texts import documents
from ssc_graph.claims import Claim
from ssc_graph.document import Document
from ssc_graph.extraction import Trace, analysis, extract, matching
from ssc_graph.extraction.roles import base, complements, objects
from ssc_graph.extraction.tokens import Sentence, Token, split_sentences
from ssc_graph.extraction.triggers import Starts, Trigger, find_triggers, trigger_index
from ssc_graph.extraction.vocabulary import Vocabulary, vocabulary
from ssc_graph.lexicon import Lexicon
from ssc_graph.ontology import load_lexicon
from ssc_graph.readers import read_bytes
from ssc_graph.rules import LANGUAGES, Rule, load_grammar

#: Tables of which a word in a sentence decides how its source is looked for: that is no glance.
SAYING = ("reporting_verbs", "source_closers")
MARKS = (",", ";", ":", "(", ")", '"', "-", "?", ".")


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


class Anything(frozenset[str]):
    """Some words, which seems to hold all others, too."""

    def __contains__(self, word: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def isdisjoint(self, other: Iterable[object]) -> bool:
        return False


@contextmanager
def no_glances() -> Iterator[None]:
    """The slow engine."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(analysis, "split_sentences", seeming_to_hold_all)
        patched.setattr(matching, "find_triggers", tried_one_by_one)
        for module, name in ((objects, "first_words"), (complements, "first_words"), (complements, "last_words")):
            patched.setattr(module, name, Anything)
        patched.setattr(base, "_skipped", lambda language: {rule.id: Anything() for rule in load_grammar(language).rules})
        for name in ("beginnings", "endings"):
            patched.setattr(Vocabulary, name, seeming_all(getattr(Vocabulary, name)))
        yield


def seeming_all(ask: Callable[[Vocabulary, tuple[str, ...]], frozenset[str]]) -> Callable[[Vocabulary, tuple[str, ...]], frozenset[str]]:
    return lambda words, tables: ask(words, tables) if tables == SAYING else Anything(ask(words, tables))


@cache
def every_word(language: str) -> frozenset[str]:
    """Every word that a table or a rule of a language knows, and the marks."""
    grammar = load_grammar(language)
    phrases: set[tuple[str, ...]] = {phrase for table in grammar.words.values() for phrase in table}
    phrases |= {tuple(key.split()) for table in grammar.maps.values() for key in table}
    for rule in grammar.rules:
        phrases |= {phrase for name in ("triggers", "skip", "before", "after", "not_before", "not_after") for phrase in getattr(rule, name)}
        phrases |= {phrase for role in rule.roles for phrase in role.after}
    return frozenset(MARKS).union(*phrases)


@cache
def saying(language: str) -> frozenset[str]:
    """What phrases of saying begin with."""
    words = load_grammar(language).words
    return frozenset(phrase[0] for table in SAYING for phrase in words.get(table, ()))


def seeming_to_hold_all(document: Document, *arguments: Any, **options: Any) -> list[Sentence]:
    """The sentences of a document, each of which seems to hold every word."""
    held = every_word(document.language or "en") - saying(document.language or "en")
    return [replace(sentence, held=sentence.held | held) for sentence in split_sentences(document, *arguments, **options)]


def tried_one_by_one(tokens: Sequence[Token], position: int, starts: Starts, words: Vocabulary) -> list[tuple[Trigger, int]]:
    """The triggers that begin at a word, found by reading on from it; what stands beside them is not looked at."""
    inserted = position + 1
    while inserted < len(tokens) and may_stand_inside(tokens, inserted, words):
        inserted += 1
    found = []
    for trigger in in_order((*starts.alone, *(trigger for triggers in starts.seconds.values() for trigger in triggers))):
        rest = trigger.words[1:]
        for place in dict.fromkeys((position + 1, inserted) if rest else (position + 1,)):
            if tuple(token.word for token in tokens[place : place + len(rest)]) == rest:
                found.append((trigger, place + len(rest)))
                break
    return found


def may_stand_inside(tokens: Sequence[Token], position: int, words: Vocabulary) -> bool:
    """Whether a token is an adverb, a negation, a comma, a number, or belongs to a date."""
    word = tokens[position].word
    dated = position + 1 if words.has("date_prepositions", word) and position + 1 < len(tokens) else position
    date = tokens[dated].word.isdigit() or bool(words.value("months", (tokens[dated].word,)))
    return word == "," or word[0].isdigit() or words.has("inserted", word) or words.has("negations", word) or date


def in_order(triggers: Iterable[Trigger]) -> list[Trigger]:
    return [trigger for _, trigger in sorted({trigger.order: trigger for trigger in triggers}.items())]


@st.composite
def texts(draw: st.DrawFn, language: str) -> str:
    """Sentences out of the examples of two rules, cut and joined, with words put in that a rule or a table asks about."""
    rules = load_grammar(language).rules
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        first, second = draw(st.sampled_from(rules)), draw(st.sampled_from(rules))
        head, tail = (draw(st.sampled_from(rule.examples)).text.split(" ") for rule in (first, second))
        head, tail = head[: draw(st.integers(1, len(head)))], tail[draw(st.integers(0, len(tail) - 1)) :]
        pieces.append(" ".join([*head, *draw(st.sampled_from(insertions(second, language))), *tail]))
    return " ".join(pieces)


def insertions(rule: Rule, language: str) -> list[tuple[str, ...]]:
    """What may be put between two pieces: nothing, a mark, or words that the rule or the tables of small words name."""
    words = load_grammar(language).words
    tables = ("adverbs", "negations", "coordinators", "relatives", "hedges", "breaks", "pronouns", "object_pronouns", "agents")
    known = [phrase for table in tables for phrase in words.get(table, ())]
    asked = [*rule.before, *rule.after, *rule.not_before, *rule.not_after, *rule.skip, *(p for role in rule.roles for p in role.after)]
    return [(), *((mark,) for mark in MARKS), *asked, *rule.triggers, *known]


def told(document: Document) -> tuple[list[Claim], list[Any]]:
    """The claims of a document, and the triggers that fired."""
    trace = Trace()
    claims = extract(document, lexicon=lexicon(), trace=trace, gated=False)
    return [*claims, *extract(document, lexicon=lexicon(), gated=False)], [note for note in trace.notes if note.kind == "trigger"]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=80)
@given(data=st.data())
def test_no_glance_costs_a_claim(language: str, data: st.DataObject) -> None:
    document = read_bytes(data.draw(texts(language)).encode(), name="a.txt", media_type="text/plain", language=language)
    quick = told(document)
    with no_glances():
        assert told(document) == quick


def test_a_trigger_whose_neighbour_is_missing_is_passed_over() -> None:
    """The rule asks for words before its trigger; without them the glance leaves it out, with them it does not."""
    index = trigger_index("en")
    asking = [trigger for word in sorted(index.words) for trigger in index[word].alone if trigger.before and not trigger.after]
    assert asking
    for trigger in asking:
        before = trigger.rule.before[0]
        behind = len(before)
        assert fired(trigger, (*before, *trigger.words), behind)
        assert not fired(trigger, ("zebra", *trigger.words), 1)


def test_a_hedge_is_not_passed_over_for_an_adverb_in_front_of_its_verb() -> None:
    """As in "could in turn attract": what the rule asks for stands behind the adverb."""
    index = trigger_index("en")
    hedging = [trigger for word in sorted(index.words) for trigger in index[word].alone if trigger.hedging and trigger.after]
    assert hedging
    for trigger in hedging:
        before = trigger.rule.before[0] if trigger.rule.before else ()
        assert fired(trigger, (*before, *trigger.words, "in", "turn", *trigger.rule.after[0]), len(before))


def fired(trigger: Trigger, words: Sequence[str], position: int) -> bool:
    """Whether a trigger is found at a place of some words."""
    tokens = [Token(k, k + 1, word, capital=False, depth=0, is_word=word.isalnum()) for k, word in enumerate(words)]
    starts = trigger_index("en")[words[position]]
    return trigger in [found for found, _ in find_triggers(tokens, position, starts, vocabulary("en"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_holds_every_trigger_once(language: str) -> None:
    index = trigger_index(language)
    held = [(trigger.rule.id, trigger.words) for word in index.words for trigger in all_of(index[word])]
    stated = [(rule.id, words) for rule in load_grammar(language).rules for words in rule.triggers]
    assert sorted(held) == sorted(stated)


def all_of(starts: Starts) -> list[Trigger]:
    return in_order((*starts.alone, *(trigger for triggers in starts.seconds.values() for trigger in triggers)))


def test_a_mention_counted_from_elsewhere_keeps_all_but_its_tokens() -> None:
    document = read_bytes(b"In 1978 the UNDP met.", name="a.txt", media_type="text/plain", language="en")
    found = analysis.analyse(document, lexicon(), vocabulary("en")).mentions[0][0]
    moved = found.moved(-2)
    assert (moved.first, moved.last) == (found.first - 2, found.last - 2)
    assert all(getattr(moved, f.name) == getattr(found, f.name) for f in fields(found) if f.name not in {"first", "last"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glance_costs_a_claim_of_the_rules_own_examples(language: str) -> None:
    """In their order and as one text, so that sentences also go on about those before."""
    text = "\n\n".join(example.text for rule in load_grammar(language).rules for example in rule.examples)
    document = read_bytes(text.encode(), name="a.txt", media_type="text/plain", language=language)
    quick = told(document)
    with no_glances():
        assert told(document) == quick


def test_no_glance_costs_a_claim_of_an_annotated_document() -> None:
    chosen = documents()[::4]  # all of them take a minute
    quick = [told(document) for document in chosen]
    with no_glances():
        assert [told(document) for document in chosen] == quick
