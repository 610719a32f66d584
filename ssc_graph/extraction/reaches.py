"""How far what begins at a token reaches: to the clause's end, a break of sense, an apposition."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction.clauses import HARD, break_at
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary

#: Tables whose phrases may end what a trigger governs; other words are passed at a glance.
_ENDING = ("breaks", "coordinators")


def reach(sentence: Sentence, first: int, words: Vocabulary, *, verbal: bool = False, whole: bool = False) -> int:
    """Return where what begins at a token ends: the clause's end, a break, or an apposition.

    Args:
        sentence: the sentence.
        first: the token.
        words: the language's tables.
        verbal: a verb phrase, whose coordinated verbs stay inside.
        whole: to the end of the sentence but for a break of sense (";", "tetapi").
    """
    tokens = sentence.tokens
    position = first
    listed = _has_list(sentence, first, words, verbal=verbal)
    ending = words.beginnings(_ENDING)
    while position < len(tokens):
        token = tokens[position]
        if token.is_word and token.word not in ending:
            position += 1
            continue
        if (
            position > first
            and break_at(tokens, position, words) > 0
            and not token.depth
            and not words.has("relatives", tokens[position - 1].word)
        ):
            if whole and token.word not in {";", ".", "?", "!"} and words.at("contrasts", tokens, position + (token.word == ",")) < 0:
                position += 1
                continue
            if token.word != "," or not _goes_on(sentence, first, position, words, verbal=verbal):
                break
        elif (
            (
                token.word == ","
                and not token.depth
                and position > first
                and not whole
                and not listed
                and not _goes_on(sentence, first, position, words, verbal=verbal)
            )
            or (
                not token.depth
                and not verbal
                and not whole
                and not listed
                and position > first
                and _next_predicate(tokens, first, position, words)
            )
            or (token.word == "." and not token.depth and position >= len(tokens) - 2)
        ):
            break
        position += 1
    while position > first and not tokens[position - 1].is_word and tokens[position - 1].word not in {")", "%"}:
        position -= 1
    return position


def _next_predicate(tokens: Sequence[Token], first: int, position: int, words: Vocabulary) -> bool:
    """As in "encourages corruption and may crowd out investment": a predicate coordinated with the trigger's ends its object."""
    behind = words.at("coordinators", tokens, position)
    if behind < 0 or behind >= len(tokens) or any(words.is_finite(t) for t in tokens[first:position] if not t.depth):
        return False
    token = tokens[behind]
    return words.is_finite(token) or words.has("hedges", token.word) or (words.has("auxiliaries", token.word) and token.word != "to")


def _has_list(sentence: Sentence, first: int, words: Vocabulary, *, verbal: bool) -> bool:
    """Whether commas from here on separate the members of a list: a coordinator follows the last of them within the clause."""
    tokens = sentence.tokens
    seen = False
    coordinating = words.openings("coordinators")
    for k in range(first, len(tokens)):
        if tokens[k].depth or (tokens[k].is_word and tokens[k].word not in coordinating):
            continue
        if tokens[k].word == ",":
            other = words.at("correlatives", tokens, k + 1)
            if 0 < other < len(tokens) and words.is_finite(tokens[other]) and not words.is_finite(tokens[first]):
                return False  # "merusak [sawah], tetapi juga memicu …": another predicate, no list
            if words.at("coordinators", tokens, k + 1) > 0 and seen is False:
                return not verbal or _goes_on(sentence, first, k, words, verbal=verbal)
            if words.at("breaks", tokens, k + 1) > 0:
                return False
            seen = True
        elif words.at("coordinators", tokens, k) > 0 and seen:
            return True
        elif tokens[k].word in HARD:
            return False
    return False


def _goes_on(sentence: Sentence, first: int, comma: int, words: Vocabulary, *, verbal: bool) -> bool:
    """Whether a comma is followed by another member of the same list rather than by a new clause."""
    tokens = sentence.tokens
    behind = words.at("coordinators", tokens, comma + 1)
    if behind < 0:
        return _apposed(sentence, first, comma, words)
    if any(words.at(table, tokens, behind) > 0 for table in ("pronouns", "plural_anaphors", "situation_anaphors")):
        return False
    if words.at("set_against", tokens, comma) > behind and words.at("false_negations", tokens, behind) < 0:
        return False  # "caused hunger, and not the drought": what is set against the rest
    if verbal and behind < len(tokens) and (words.is_finite(tokens[behind]) or words.is_base_verb(tokens[behind].word)):
        return True
    limit = next((k for k in range(behind, len(tokens)) if tokens[k].word in {",", ";", "."} and not tokens[k].depth), len(tokens))
    begins_with_verb = behind < len(tokens) and words.is_finite(tokens[behind])
    own = verbal or any(words.is_finite(t) for t in tokens[first:comma] if not t.depth)
    if own and not begins_with_verb and _has_predicate(tokens, behind, limit, words) and not _serial(tokens, first, comma):
        return False  # "…, and heavier debt leaves them less": a new clause
    return (
        own == any(words.is_finite(t) for t in tokens[behind:limit] if not t.depth)
        or begins_with_verb
        or not _has_predicate(tokens, behind, limit, words)
    )


def _apposed(sentence: Sentence, first: int, comma: int, words: Vocabulary) -> bool:
    """As in "the president, Ana Lima, had left": a few words between commas, no verb before them, the verb behind them."""
    tokens = sentence.tokens
    if "apposed-before-verb" not in words.traits or any(words.is_finite(t) for t in tokens[first:comma] if not t.depth):
        return False
    close = next((k for k in range(comma + 1, min(comma + 8, len(tokens) - 1)) if tokens[k].word == "," and not tokens[k].depth), -1)
    if close < 0 or any(words.is_finite(t) for t in tokens[comma + 1 : close]):
        return close < 0 and comma > first and tokens[comma - 1].word == "," and words.is_finite(tokens[comma + 1])
    return words.is_finite(tokens[close + 1])


def _serial(tokens: Sequence[Token], first: int, comma: int) -> bool:
    """Whether another comma stands between: a list of clauses has more than two members."""
    return any(t.word == "," and not t.depth for t in tokens[first:comma])


def _has_predicate(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> bool:
    for k in range(first + 1, last):
        if not tokens[k].depth and words.is_finite(tokens[k]) and not words.has("relatives", tokens[k - 1].word):
            return True
    return False
