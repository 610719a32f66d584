"""Triggers: the words that anchor a rule, indexed by their first two, matched with what may stand inside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ssc_graph.extraction.tokens import Token, match_at
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.rules import Phrase, Rule, load_grammar


def match_trigger(tokens: Sequence[Token], position: int, words: Phrase, vocabulary: Vocabulary) -> int:
    """Return the position behind a trigger that begins at a token, or -1.

    An adverb or a negation may stand in it ("berakar pula pada", "stemmed, too, from", "is not the cause").

    Args:
        tokens: of a sentence.
        position: of a token that is the trigger's first word.
        words: the trigger.
        vocabulary: of the language.
    """
    between = position + 1
    if len(words) == 1:
        return between
    if between < len(tokens) and tokens[between].word == words[1]:
        last = match_at(tokens, between, (words[1:],))
        if last > 0:
            return last
    while between < len(tokens) and (
        _dates(tokens, between, vocabulary)
        or tokens[between].word == ","
        or tokens[between].word[0].isdigit()
        or vocabulary.has("inserted", tokens[between].word)
        or vocabulary.has("negations", tokens[between].word)
    ):
        between += 1
    return match_at(tokens, between, (words[1:],)) if between > position + 1 else -1


def _dates(tokens: Sequence[Token], position: int, vocabulary: Vocabulary) -> bool:
    """Whether a word begins or belongs to a date put in: "agreed in May 2014 to create"."""
    word = tokens[position].word
    if vocabulary.has("date_prepositions", word) and position + 1 < len(tokens):
        word = tokens[position + 1].word
    return word.isdigit() or bool(vocabulary.value("months", (word,)))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of a rule.

    Args:
        words: the words.
        rule: the rule.
        before, not_before: last words of what must or must not stand before it, for a first look.
        after, not_after: first words of what must or must not stand behind it.
    """

    words: Phrase
    rule: Rule
    before: frozenset[str]
    not_before: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]


_Triggers = tuple[Sequence[Trigger], Mapping[str, Sequence[Trigger]]]


@cache
def trigger_index(language: str) -> Mapping[str, _Triggers]:
    """First word of a trigger to the triggers that begin with it, all and by second word, the longest first, rules in file order.

    Those of one word go with every second word; under the empty one they stand alone.
    """
    found: dict[str, list[Trigger]] = {}
    for rule in load_grammar(language).rules:
        before, not_before = (frozenset(phrase[-1] for phrase in phrases) for phrases in (rule.before, rule.not_before))
        after, not_after = (frozenset(phrase[0] for phrase in phrases) for phrases in (rule.after, rule.not_after))
        for words in rule.triggers:
            found.setdefault(words[0], []).append(Trigger(words, rule, before, not_before, after, not_after))
    index: dict[str, _Triggers] = {}
    for word, triggers in found.items():
        triggers.sort(key=lambda trigger: -len(trigger.words))
        seconds = {"", *(trigger.words[1] for trigger in triggers if len(trigger.words) > 1)}
        index[word] = (triggers, {second: [t for t in triggers if t.words[1:2] in {(), (second,)}] for second in sorted(seconds)})
    return index
