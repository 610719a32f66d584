"""Noun phrases told from the verbs around them: what a relative clause or a participle describes, and a subject that stands for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import Vocabulary


def nearest_phrase(tokens: Sequence[Token], span: tuple[int, int], words: Vocabulary) -> tuple[int, int]:
    """Return the noun phrase in a span that a relative clause follows, without a verb that governs it ("put in place a system that …").

    Args:
        tokens: of the sentence.
        span: what stands before the relative.
        words: the language's tables.
    """
    first, last = span
    if "adjectives-first" not in words.traits or last - first < 1 or not _governs(tokens, first, last, words):
        return span
    behind = first + 1
    small = ("adverbs", "particles", "prepositions", "coordinators", "auxiliaries", "base_verbs")
    while behind < last and any(words.has(table, tokens[behind].word) for table in small):
        behind += 1
    for k in range(behind, last):
        if words.has("object_openers", tokens[k].word) and not words.has("prepositions", tokens[k - 1].word):
            return k, last  # "put in place a system"
    return behind, last


def _governs(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Whether a span begins with a verb, and not with a noun or an adjective that looks like one."""
    opening = tokens[first]
    following = tokens[first + 1] if first + 1 < last else None
    if opening.capital:
        return False
    if words.has("prepositions", opening.word) or words.has("set_out", opening.word):
        return True  # "… constantly for the ideals which …", "done within a framework that …"
    if words.is_base_verb(opening.word) and not words.has("noun_like", opening.word):
        return following is None or not words.has("prepositions", following.word) or words.has("adverbs", following.word)
    loose = following is None or words.has("prepositions", following.word) or words.has("coordinators", following.word)
    participle = words.past_endings and opening.word.endswith(words.past_endings) and opening.word not in words.not_verbs
    if participle or words.has("shared_pasts", opening.word) or words.has("adverbs", opening.word):
        return loose
    gerund = opening.word.endswith("ing") and following is not None
    return bool(gerund and following is not None and words.has("object_openers", following.word))


def is_reduced(tokens: Sequence[Token], position: int, words: Vocabulary) -> bool:
    """Whether a participle with its agent begins here: "… the hardships caused by the war"."""
    if "adjectives-first" not in words.traits or not position or not tokens[position - 1].is_word:
        return False
    past = words.past_endings and tokens[position].word.endswith(words.past_endings)
    near = tokens[position + 1 : position + 3]
    agent = next((k for k, t in enumerate(near) if words.has("agent_openers", t.word)), -1)
    return bool(past or words.has("shared_pasts", tokens[position].word)) and agent >= 0


def behind_dummy(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> int:
    """As in "It is hoped that the plan will lead to …": the subject stands behind "that"; nothing is left where no "that" follows."""
    if first + 1 >= last or not words.has("dummies", tokens[first].word) or not words.has("auxiliaries", tokens[first + 1].word):
        return first
    linked = next((k for k in range(first + 2, last) if words.has("complementisers", tokens[k].word) and not tokens[k].depth), -1)
    said = next((k for k in range(first + 2, last) if not tokens[k].depth and not _small(tokens[k], words)), last)
    if linked > 0:
        return linked + 1
    return last if said < last else first  # "It is difficult to see what the firm …"


def _small(token: Token, words: Vocabulary) -> bool:
    return any(words.has(table, token.word) for table in ("auxiliaries", "adverbs", "negations"))
