"""Kinds that a document tells of its own names: "ProSAVANA, a triangular programme of …", "The Exchange is a network that …".

A name without a known head noun has no kind, and so fits few roles; an apposition or a copula behind it says what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary

#: Words between the article and the noun that tells the kind ("an intergovernmental organisation"), at most.
_MODIFIERS = 5
_NAMELESS = frozenset({"name"})


def tell_kinds(analysis: Analysis) -> None:
    """Give the names of a document the kinds that it tells of them, in every sentence; names of a known kind keep theirs.

    Args:
        analysis: changed in place.
    """
    told: dict[str, tuple[str, ...]] = {}
    for sentence in analysis.sentences:
        for mention in analysis.mentions[sentence.index]:
            if mention.kind in _NAMELESS and not mention.types and mention.id not in told:
                kind = _told_of(sentence, mention, analysis.vocabulary)
                if kind:
                    told[mention.id] = (kind,)
    if not told:
        return
    for mentions in analysis.mentions:
        mentions[:] = [replace(m, types=told[m.id]) if m.id in told and not m.types else m for m in mentions]
    analysis.types.update({identifier: types for identifier, types in told.items() if not analysis.types.get(identifier)})


def _told_of(sentence: Sentence, mention: Mention, words: Vocabulary) -> str:
    tokens = sentence.tokens
    position = _behind_bracket(tokens, mention.last)
    if position >= len(tokens):
        return ""
    apposed = tokens[position].word in {",", "-"}
    behind = position + 1 if apposed else words.at("copulas", tokens, position)
    if apposed and words.at("as_called", tokens, behind) > 0:
        behind = words.at("as_called", tokens, behind) - 1
    if behind < 0 or (tokens[mention.first - 1].word == "," if mention.first else False):
        return ""  # a member of a list tells nothing of the one before it
    return _noun_kind(tokens, behind, words, article=apposed or bool(words.words_of("articles")))


def _behind_bracket(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens) and tokens[position].depth:
        position += 1
    return position


def _noun_kind(tokens: Sequence[Token], position: int, words: Vocabulary, *, article: bool) -> str:
    """The class of the first head noun of a noun phrase that an article opens (in Indonesian a head noun itself may)."""
    behind = words.at("determiners", tokens, position)
    if behind < 0:
        opens = not article or not words.words_of("articles")
        behind = position if opens and words.at("heads", tokens, position) > 0 else -1
    if behind < 0:
        return ""
    for k in range(behind, min(behind + _MODIFIERS + 1, len(tokens))):
        last = words.at("heads", tokens, k)
        if last > 0:
            following = words.at("heads", tokens, last)
            phrase = tokens[last:following] if "heads-first" not in words.traits and following > 0 else tokens[k:last]
            return words.value("heads", tuple(token.word for token in phrase))
        if not tokens[k].is_word or tokens[k].depth or words.has("prepositions", tokens[k].word) or words.has("relatives", tokens[k].word):
            return ""
    return ""
