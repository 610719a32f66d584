"""Participles and relative clauses: the noun phrase or the clause before them that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction.clauses import Span, Subject, clause_start, strip_front
from ssc_graph.extraction.roles.anchor import AGENTS, DETERMINERS, Anchor, Filler
from ssc_graph.extraction.roles.left_clauses import LeftClauses
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

#: Kinds of things that bring something about rather than the clause that names them.
_BRINGING = ("event", "concept", "programme", "instrument")


class Described(LeftClauses):
    """Forms that look for what is described."""

    def _reduced_participle(self, anchor: Anchor) -> bool:
        """Whether the trigger is a participle without auxiliary: "losses caused by floods", "losses resulting from floods"."""
        tokens = anchor.segment.sentence.tokens
        word, agent = tokens[anchor.first].word, tokens[anchor.last - 1].word
        done = bool(self.words.past_endings) and (word.endswith(self.words.past_endings) or self.words.has("shared_pasts", word))
        going_on = word.endswith(tuple(self.words.words_of("gerund_suffixes"))) and self.words.has("prepositions", agent)
        return ((done and (agent,) in AGENTS) or going_on) and anchor.group.start == anchor.first and not anchor.group.auxiliary

    def _reduced(self, role: Role, anchor: Anchor, subject: Subject) -> tuple[Span, ...]:
        """As in "Ministers discussed losses caused by floods": a participle without auxiliary belongs to the noun phrase before it."""
        tokens = anchor.segment.sentence.tokens
        if role.types or subject.relative or len(subject.spans) != 1 or not self._reduced_participle(anchor):
            return ()
        first, last = subject.spans[0]
        said = [k for k in range(first + 1, last - 1) if not tokens[k].depth and self._predicates(tokens, k)]
        if last != anchor.first:
            return ()
        behind = first
        if said:
            behind = said[-1] + 1 + self.words.has("prepositions", tokens[said[-1] + 1].word)  # "complained of losses"
        bound = max((k + 1 for k in range(behind, last) if self.words.has("bound_prepositions", tokens[k].word)), default=behind)
        return (strip_front(anchor.segment.sentence, (bound, last), self.words),) if bound > first else ()

    def _predicates(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a word is a predicate between two nouns: finite, or a past form that no article, adverb or preposition stands beside."""
        if self.words.is_finite(tokens[position]):
            return True
        before, word, behind = tokens[position - 1], tokens[position].word, tokens[position + 1]
        past = bool(self.words.past_endings) and word.endswith(self.words.past_endings) and not tokens[position].capital
        small = ("articles", "determiners", "demonstratives", "prepositions", "adverbs", "auxiliaries", "coordinators", "possessives")
        alone = behind.is_word and not any(self.words.has(table, before.word) for table in small) and not before.word.endswith("ly")
        return past and alone and before.is_word and not self.words.has("prepositions", behind.word)

    def _resumed(self, anchor: Anchor, spans: tuple[Span, ...]) -> list[Filler]:
        """As in "Pemerintah menutup pelabuhan, yang menyebabkan …": the clause is taken up, unless its last noun comes about."""
        tokens, words = anchor.segment.sentence.tokens, self.words
        relative = words.before("relatives", tokens, anchor.group.start)
        comma = relative - 1
        happens = anchor.rule.claims[0][0] in {"causes", "affects"}
        if not happens or "relatives-resume-clauses" not in words.traits or comma < 1 or tokens[comma].word != ",":
            return []
        if spans and not words.is_finite(tokens[comma - 1]) and self._comes_about(anchor, spans[0]):
            return []
        start = strip_front(anchor.segment.sentence, (clause_start(anchor.segment.sentence, comma, words), comma), words)[0]
        said = any(words.is_finite(t) for t in tokens[start + 1 : comma] if not t.depth)
        return self._whole(anchor, (start, comma)) if said else []

    def _comes_about(self, anchor: Anchor, span: Span) -> bool:
        """Whether a noun phrase names what comes about: by the form of its head, a table's word, or a concept."""
        tokens, words = anchor.segment.sentence.tokens, self.words
        first = next((k for k in range(*span) if not words.has("determiners", tokens[k].word) and tokens[k].is_word), span[1])
        if first >= span[1]:
            return False
        head, affixes = tokens[first].word, words.grammar.maps.get("happening_affixes", {})
        if words.has("not_happening", head):
            return False
        formed = any(
            head.startswith(front) and head.endswith(back) and len(head) > len(front + back) + 2 for front, back in affixes.items()
        )
        named = any(m.first == first and admits(m.types, _BRINGING, unknown=False) for m in anchor.segment.mentions)
        return formed or named or words.has("happenings", head) or head.endswith(tuple(words.words_of("happening_endings")))

    def _definiendum(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "The G77 is a coalition of developing countries that was founded …": the relative clause is about what is defined."""
        tokens = anchor.segment.sentence.tokens
        for k in range(1, anchor.group.start):
            copula = max(self.words.at("copulas", tokens, k), self.words.at("becoming_copulas", tokens, k))
            if copula < 0 or tokens[k].depth:
                continue
            kind = "heads-first" in self.words.traits and self.words.has("class_heads", tokens[min(copula, len(tokens) - 1)].word)
            while copula < len(tokens) and (
                tokens[copula].word in DETERMINERS
                or self.words.has("articles", tokens[copula].word)
                or self.words.has("modifiers", tokens[copula].word)
            ):
                copula += 1
            if (self.words.at("heads", tokens, copula) < 0 and not kind) or any(tokens[j].word == ";" for j in range(k, anchor.first)):
                return []
            thing = self.resolver.thing(anchor.segment, strip_front(anchor.segment.sentence, (0, k), self.words), role.types)
            return [Filler(thing, thing.start, thing.end)] if thing is not None else []
        return []
