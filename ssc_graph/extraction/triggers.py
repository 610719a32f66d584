"""Triggers: the words that anchor a rule, indexed by their first two, matched with what may stand inside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.rules import Phrase, Rule, load_grammar

Rests = Mapping[str, tuple[Phrase, ...]]
"""A word at the end of phrases to what precedes it in each, or one at their beginning to what follows."""

_NONE: Final[Rests] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A trigger of a rule.

    Args:
        words: the words.
        rule: the rule.
        order: its place among the triggers with this first word: the longest first, rules in file order.
        before, not_before: what must or must not stand before it, by its last word.
        after, not_after: what must or must not stand behind it, by its first word.
        hedging: whether it ends in a hedge, between which and what must stand behind it adverbs may stand.
    """

    words: Phrase
    rule: Rule
    order: int
    before: Rests
    not_before: Rests
    after: Rests
    not_after: Rests
    hedging: bool


@dataclass(frozen=True, slots=True)
class Starts:
    """The triggers that begin with a word.

    Args:
        alone: those of one word.
        seconds: by second word the triggers that go on with it, and those of one word.
    """

    alone: Sequence[Trigger]
    seconds: Mapping[str, Sequence[Trigger]]
    _joined: dict[tuple[str, str], Sequence[Trigger]] = field(default_factory=dict, repr=False)

    def going_on(self, word: str, other: str) -> Sequence[Trigger]:
        """Return the triggers that go on with one of two words, and those of one word, in order."""
        if other not in self.seconds:
            return self.seconds.get(word, self.alone)
        if word not in self.seconds:
            return self.seconds[other]
        pair = (word, other)
        if pair not in self._joined:
            both = {trigger.order: trigger for second in pair for trigger in self.seconds[second]}
            self._joined[pair] = [both[order] for order in sorted(both)]
        return self._joined[pair]


_Guarded = tuple[Phrase, Rule, tuple[Rests, Rests, Rests, Rests]]


class TriggerIndex(dict[str, Starts]):
    """The triggers of a language by their first words; those of a word are put in order when a text first holds it: most stand in none.

    Args:
        found: by first word, one of ``words``, the triggers that begin with it, each with its rule and what this asks of its neighbours.
        hedges: words that hedge.
    """

    def __init__(self, found: Mapping[str, list[_Guarded]], hedges: frozenset[str]) -> None:
        super().__init__()
        self.words = frozenset(found)
        self._found = found
        self._hedges = hedges

    def __missing__(self, word: str) -> Starts:
        starts = self[word] = _starts(self._found[word], self._hedges)
        return starts


def find_triggers(tokens: Sequence[Token], position: int, starts: Starts, vocabulary: Vocabulary) -> Sequence[tuple[Trigger, int]]:
    """Return the triggers that begin at a token, each with the position behind it, the longest first.

    Left out are those whose neighbours cannot be what their rules ask for.

    An adverb or a negation may stand in one ("berakar pula pada", "stemmed, too, from", "is not the cause").

    Args:
        tokens: of a sentence.
        position: of a token.
        starts: the triggers that begin with its word.
        vocabulary: of the language.
    """
    behind = position + 1
    following = tokens[behind].word if behind < len(tokens) else ""
    inside = _behind_inserted(tokens, behind, vocabulary) if following in vocabulary.insertable or following[:1].isdigit() else behind
    if inside > behind:
        triggers = starts.going_on(following, tokens[inside].word if inside < len(tokens) else "")
    else:
        triggers = starts.seconds.get(following, starts.alone)
    if not triggers:
        return ()
    preceding = tokens[position - 1].word if position else ""
    third = tokens[behind + 1].word if behind + 1 < len(tokens) else ""
    found: list[tuple[Trigger, int]] = []
    for trigger in triggers:
        if trigger.before and preceding not in trigger.before:
            continue  # seen at a glance, as what most triggers ask for is not there
        words = trigger.words
        count = len(words)
        if count == 1:
            last = behind
        elif words[1] == following and (count == 2 or (words[2] == third and (count == 3 or _goes_on(tokens, behind, words)))):  # noqa: PLR2004 (these are read)
            last = position + count
        elif inside > behind and _goes_on(tokens, inside, words):
            last = inside + count - 1
        else:
            continue
        if not trigger.after or trigger.hedging or (last < len(tokens) and tokens[last].word in trigger.after):
            found.append((trigger, last))
    return found


def _goes_on(tokens: Sequence[Token], position: int, words: Phrase) -> bool:
    """Whether a trigger's second word and all behind it stand at a token."""
    if position + len(words) - 1 > len(tokens):
        return False
    for word in words[1:]:
        if tokens[position].word != word:
            return False
        position += 1
    return True


def _behind_inserted(tokens: Sequence[Token], position: int, vocabulary: Vocabulary) -> int:
    """Position behind the adverbs, negations, commas, numbers and dates from a token on."""
    while position < len(tokens):
        word = tokens[position].word
        if word not in vocabulary.inserted and not word[0].isdigit() and not _dates(tokens, position, vocabulary):
            break
        position += 1
    return position


def _dates(tokens: Sequence[Token], position: int, vocabulary: Vocabulary) -> bool:
    """Whether a word begins or belongs to a date put in: "agreed in May 2014 to create"."""
    word = tokens[position].word
    if vocabulary.has("date_prepositions", word) and position + 1 < len(tokens):
        word = tokens[position + 1].word
    return word.isdigit() or bool(vocabulary.value("months", (word,)))


@cache
def trigger_index(language: str) -> TriggerIndex:
    """Return the triggers of a language's rules by their first words."""
    found: dict[str, list[_Guarded]] = {}
    grammar = load_grammar(language)
    hedges = frozenset(words[0] for words in grammar.words.get("hedges", ()) if len(words) == 1)
    for rule in grammar.rules:
        guards = (_endings(rule.before), _endings(rule.not_before), _beginnings(rule.after), _beginnings(rule.not_after))
        for words in rule.triggers:
            found.setdefault(words[0], []).append((words, rule, guards))
    return TriggerIndex(found, hedges)


def _starts(found: list[_Guarded], hedges: frozenset[str]) -> Starts:
    ordered = sorted(found, key=lambda trigger: -len(trigger[0]))
    triggers = [Trigger(words, rule, order, *guards, words[-1] in hedges) for order, (words, rule, guards) in enumerate(ordered)]
    alone = tuple(trigger for trigger in triggers if len(trigger.words) == 1)  # they are the last ones
    by_second: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        if len(trigger.words) > 1:
            by_second.setdefault(trigger.words[1], []).append(trigger)
    return Starts(alone, {second: (*by_second[second], *alone) for second in by_second})


def _endings(phrases: Iterable[Phrase]) -> Rests:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        found[phrase[-1]] = (*found.get(phrase[-1], ()), phrase[:-1])
    return found or _NONE


def _beginnings(phrases: Iterable[Phrase]) -> Rests:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase[1:])
    return found or _NONE


def stands_before(tokens: Sequence[Token], position: int, endings: Rests) -> bool:
    """Return whether one of some phrases ends right before a token."""
    heads = endings.get(tokens[position - 1].word) if position else None
    return heads is not None and any(_reads(tokens, position - 1 - len(head), head) for head in heads)


def stands_behind(tokens: Sequence[Token], position: int, beginnings: Rests) -> bool:
    """Return whether one of some phrases begins at a token."""
    tails = beginnings.get(tokens[position].word) if position < len(tokens) else None
    return tails is not None and any(_reads(tokens, position + 1, tail) for tail in tails)


def _reads(tokens: Sequence[Token], position: int, words: Phrase) -> bool:
    """Whether words stand at a token; none stand everywhere."""
    if not words:
        return True
    return 0 <= position <= len(tokens) - len(words) and all(tokens[position + k].word == word for k, word in enumerate(words))
