"""Aims: what a thing was founded for, and whose a noun for aims is."""

from __future__ import annotations

from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.anchor import Anchor, Filler
from ssc_graph.extraction.roles.objects import Objects
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

#: Words between the name of what is founded and "to", at most ("the Fund, based in Lagos since 1971, to …").
_BETWEEN = 8


class Aims(Objects):
    """Forms of rules for aims."""

    def _purpose(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What something is founded for: "created the Water Fund in 1971 to finance wells"."""
        tokens = anchor.segment.sentence.tokens
        founded = next((m for m in anchor.segment.mentions if m.first >= anchor.last), None)
        if founded is None or any(self.words.is_finite(t) for t in tokens[anchor.last : founded.first]):
            return []
        for k in range(founded.last, min(founded.last + _BETWEEN, len(tokens) - 1)):
            behind = self.words.at("to_do_linkers", tokens, k)
            put_in = tokens[k - 1].word == "," and behind == k + 1  # "…, to use its full name"
            verb = 0 < behind < len(tokens) and (
                self.words.is_base_verb(tokens[behind].word) or (behind > k + 1 and tokens[behind].is_word)
            )
            if verb and not tokens[k].depth and not put_in:
                last = reach(anchor.segment.sentence, behind, self.words, verbal=True)
                return self._free(role, anchor, (behind, last), verbal=True)
            going_on = tokens[k].word.endswith(tuple(self.words.words_of("gerund_suffixes")))  # "according to plan"
            if (
                going_on
                or tokens[k].word in {";", ":", "."}
                or self.words.is_finite(tokens[k])
                or self.words.has("relatives", tokens[k].word)
            ):
                return []
        return []

    def _possessor(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Whose something is, by the name right before it: "the Water Fund's aims"; adjectives may stand between them."""
        tokens = anchor.segment.sentence.tokens
        first = anchor.first
        while first > 0 and self.words.has("aim_adjectives", tokens[first - 1].word):
            first -= 1
        if first == 0 or not tokens[first - 1].word.endswith(("'s", "'")):
            return []
        for mention in anchor.segment.mentions:
            if mention.last == first or (mention.last == first - 1 and tokens[first - 1].word == "'"):
                found = self.resolver.mention(mention, anchor.segment.sentence.index)
                if found is None and "described" in role.types:
                    found = self.resolver.thing(anchor.segment, (mention.first, mention.last), role.types)
                if found is not None and admits(found.types, role.types, unknown=False):
                    return [Filler(found, mention.start, mention.end)]
        return []
