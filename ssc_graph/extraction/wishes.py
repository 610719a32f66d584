"""Wishes: what somebody wants, asks for or applies for is not yet so ("ingin menjadi anggota", "mengajukan diri sebagai anggota")."""

from __future__ import annotations

from ssc_graph.extraction.roles import Anchor
from ssc_graph.extraction.tokens import match_before
from ssc_graph.extraction.vocabulary import Vocabulary

#: Tables whose words stand between a wish and what is wished for: "berharap dapat segera menjadi".
_STEPS = ("auxiliaries", "adverbs", "hedges", "verb_linkers", "complementisers", "wish_linkers")


def wished(anchor: Anchor, words: Vocabulary) -> bool:
    """Return whether a word of wishing, asking or refusing governs a trigger, the thing that is asked allowed between them."""
    tokens = anchor.segment.sentence.tokens
    if not words.openings("wishes"):
        return False
    link = match_before(tokens, anchor.first, anchor.rule.before)
    position, asked = link if link >= 0 else anchor.first, False
    while position > 0:
        wish = words.before("wishes", tokens, position)
        if wish >= 0:  # "didorong ASEAN" is what ASEAN did
            return not asked or not tokens[wish].word.startswith(tuple(words.words_of("passive_prefixes")))
        step = max(words.before(table, tokens, position) for table in _STEPS)
        named = next((m.first for m in anchor.segment.mentions if m.last == position), -1) if step < 0 and not asked else -1
        asked = asked or step < 0
        position = max(step, named)
    return False


def names_aim(text: str, words: Vocabulary) -> bool:
    """Return whether words name an aim, a mission or a plan."""
    first = next(iter(text.casefold().split()), "")
    possessed = any(
        first.endswith(suffix) and words.has("aim_words", first.removesuffix(suffix)) for suffix in words.words_of("possessive_suffix")
    )
    return words.has("sheer_aims", first) or possessed
