"""Readings of a trigger: a noun, an adjective or a word put in, where a rule of cause takes its words for a verb or a conjunction.

"Foreign forces remain", "a successful result in the talks", "this strengthened role is essential", "our aim, therefore, is peace".
"""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.rules import Rule

#: Tokens behind an attribute within which the predicate of its noun stands.
_NEAR = 5
#: Tables of words behind which a base form may be a verb.
_BEFORE_VERB = ("auxiliaries", "adverbs", "negations", "hedges", "relatives", "coordinators", "plural_pronouns", "verb_linkers")
#: Tables of words that follow a noun and no verb that governs something.
_BEHIND_NOUN = ("auxiliaries", "negations", "prepositions", "coordinators", "relatives", "complementisers")


def reads_otherwise(rule: Rule, tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Return whether the words of a trigger of cause are no verb and no conjunction where they stand.

    Args:
        rule: whose trigger they are.
        tokens: of the sentence.
        first: the trigger's first token.
        last: the token behind it.
        words: the language's tables.
    """
    if _put_in(tokens, first, last, words) or (last - first == 1 and _attributive(tokens, first, words)):
        return True
    verbal = not rule.after and any(role.form == "subject" and role.side == "left" for role in rule.roles)
    if verbal and first and words.has("noun_like", tokens[first].word) and not _may_govern(tokens, first, words):
        return True  # "a successful result in the talks", "the persistent slow rate"
    return last - first == 1 and not rule.after and _names_thing(tokens, first, words)


def _put_in(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> bool:
    """As in "our aim, therefore, is peace": between commas the word joins nothing."""
    closed = tokens[first].word == "," and last < len(tokens) and tokens[last].word == ","
    return closed and words.has("put_in_words", tokens[last - 1].word)


def _attributive(tokens: Sequence[Token], first: int, words: Vocabulary) -> bool:
    """As in "this strengthened role is essential": a participle between a demonstrative and its noun."""
    before = tokens[first - 1].word if first else ""
    pointed = words.has("own_pointers", before) or words.has("back_pointers", before)
    participle = words.past_endings and tokens[first].word.endswith(words.past_endings) and not tokens[first].governs
    predicate = any(words.is_finite(t) or words.has("copulas", t.word) for t in tokens[first + 1 : first + _NEAR])
    return bool(pointed and participle and predicate)


def _may_govern(tokens: Sequence[Token], position: int, words: Vocabulary) -> bool:
    """Whether a base form may be a verb where it stands: behind a plural, a name, a pronoun or a small word."""
    before = tokens[position - 1]
    small = not before.is_word or before.capital or any(words.before(table, tokens, position) >= 0 for table in _BEFORE_VERB)
    return "adjectives-first" not in words.traits or small or before.word.endswith(tuple(words.words_of("plural_endings")))


def _names_thing(tokens: Sequence[Token], position: int, words: Vocabulary) -> bool:
    """Whether a word that is a noun as often as a verb is a noun: "foreign forces remain", "the causes are", "a drive that …"."""
    word = tokens[position].word
    noun = any(words.has(table, stem) for stem in (word, word.removesuffix("s")) for table in ("noun_like", "noun_triggers"))
    if not noun or position + 1 >= len(tokens):
        return False
    following = tokens[position + 1]
    small = not following.is_word or any(words.has(table, following.word) for table in _BEHIND_NOUN)
    return small or words.is_finite(following) or (words.has("base_verbs", following.word) and not words.has("noun_like", following.word))
