"""Clauses and phrases before a trigger: what was said there, or in the sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.extraction.clauses import Span, antecedent, clause_start, strip_front, subject_of
from ssc_graph.extraction.roles.anchor import AGENTS, Anchor, Filler
from ssc_graph.extraction.roles.causers import Causers
from ssc_graph.extraction.tokens import Token, match_at
from ssc_graph.extraction.verbs import verb_group
from ssc_graph.rules import Role

_AIMING = frozenset({"untuk", "guna", "demi", "agar", "supaya"})


class LeftClauses(Causers):
    """Forms that read a clause on the left."""

    def _left_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        if self._refuted(anchor):
            return []  # another rule reads it
        return self._said_before(anchor)

    def _left_refuted(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Pumps do not fail because they are old; they fail because nobody oils them": what has another reason than this."""
        return self._said_before(anchor) if self._refuted(anchor) else []

    def _refuted(self, anchor: Anchor) -> bool:
        """Whether a reason of a denied clause gives way to another reason behind "but" or a mark."""
        tokens = anchor.segment.sentence.tokens
        if anchor.group.negated or self.words.at("reason_words", tokens, anchor.first) < 0:
            return False
        start = clause_start(anchor.segment.sentence, anchor.first, self.words)
        denied = any(
            self.words.has("negations", t.word) and self.words.at("false_negations", tokens, k) < 0
            for k, t in enumerate(tokens[start : anchor.first], start)
        )
        marks = [k for k in range(anchor.last, len(tokens)) if tokens[k].word == ";" or self.words.has("predicate_joints", tokens[k].word)]
        return denied and any(self.words.at("reason_words", tokens, k) > 0 for k in range(marks[0], len(tokens))) if marks else False

    def _said_before(self, anchor: Anchor) -> list[Filler]:
        """The clause that ends right before the trigger."""
        sentence = anchor.segment.sentence
        last = anchor.group.start
        while last > 0 and not sentence.tokens[last - 1].is_word and sentence.tokens[last - 1].word not in {")", '"', "%"}:
            last -= 1
        start = self._whole_clause(anchor, clause_start(sentence, last, self.words), last)
        reason = self.words.before("reason_words", sentence.tokens, start) if anchor.group.negated else -1
        if reason > 0:  # "they drowned because the alarm was late, not because …": the other reason is denied for the same effect
            last = reason
            start = clause_start(sentence, last, self.words)
        start = self._behind_last_relative(anchor, start, last)
        return self._whole(anchor, self._minded(anchor, strip_front(sentence, (start, last), self.words)))

    def _minded(self, anchor: Anchor, span: Span) -> Span:
        """As in "Ministers discussed losses due to floods": who speaks of something or bears it is no effect; it has the cause."""
        tokens = anchor.segment.sentence.tokens
        if self.words.at("nominal_breaks", tokens, anchor.first) < 0:
            return span
        for k in range(span[1] - 1, span[0], -1):
            behind = self.words.at("minding_verbs", tokens, k)
            if 0 < behind < span[1] and not tokens[k].depth:
                behind += self.words.has("prepositions", tokens[behind].word)
                definite = any(self.words.has("demonstratives", t.word) for t in tokens[behind : span[1]])  # "discussed the treaty"
                said = any(self.words.is_finite(t) or self.words.has("negations", t.word) for t in tokens[behind : span[1]])
                return span if definite or said or behind >= span[1] else (behind, span[1])
            if self.words.is_finite(tokens[k]) or self.words.has("relatives", tokens[k].word) or tokens[k].word == ",":
                return span
        return span

    def _behind_last_relative(self, anchor: Anchor, start: int, last: int) -> int:
        """As in "It was debated in Lima, at talks, which broke down because of …": the relative clause is what has the reason."""
        tokens = anchor.segment.sentence.tokens
        for k in range(last - 1, start, -1):
            if tokens[k].word == "," and not tokens[k].depth and not all(self.words.has("adverbs", t.word) for t in tokens[k + 1 : last]):
                relative = self.words.has("clause_relatives", tokens[k + 1].word)
                said = any(self.words.is_finite(t) for t in tokens[k + 2 : last] if not t.depth)
                return k + 2 if relative and said else start
        return start

    def _left_degree(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "The gaps are so wide that …": the clause up to "that"."""
        sentence = anchor.segment.sentence
        near = range(anchor.last, min(anchor.last + 6, len(sentence.tokens)))
        that = next((k for k in near if self.words.has("degree_linkers", sentence.tokens[k].word)), -1)
        if that < 0:
            return []
        start = clause_start(sentence, anchor.first, self.words)
        return self._whole(anchor, strip_front(sentence, (start, that), self.words))

    def _left_main_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What ", which …" takes up: the clause before it, or the cause that this clause names last ("closed by a strike, which …")."""
        sentence = anchor.segment.sentence
        if self._plural_behind(anchor):
            return self._whole(anchor, self._behind_preposition(sentence.tokens, antecedent(sentence, anchor.first, self.words)))
        first = self._last_clause(anchor)
        cause = self._named_last(anchor, first)
        return self._whole(anchor, (cause, anchor.first) if cause > 0 else strip_front(sentence, (first, anchor.first), self.words))

    def _plural_behind(self, anchor: Anchor) -> bool:
        """Whether ", which" is followed by a verb in the plural, as in "…, which have delayed …": it takes up a noun."""
        tokens = anchor.segment.sentence.tokens
        verb = anchor.first + 2
        relative = anchor.first + 1 < len(tokens) and self.words.has("clause_relatives", tokens[anchor.first + 1].word)
        if relative and self._brought_about(anchor):
            return True  # "high rates set off the crisis, which in turn led to …"
        while 0 < (behind := self.words.at("adverbs", tokens, verb)) < len(tokens):
            verb = behind + (tokens[behind].word == ",")
        return relative and verb < len(tokens) and (self.words.has("plural_auxiliaries", tokens[verb].word) or self._base_at(tokens, verb))

    def _brought_about(self, anchor: Anchor) -> bool:
        """Whether the clause before ", which" itself tells what it brought about: that is what goes on."""
        tokens = anchor.segment.sentence.tokens
        caused = [k for k in range(1, anchor.first) if self.words.at("causings", tokens, k) > 0 and not tokens[k].depth]
        behind = tokens[caused[-1] + 2 : anchor.first] if caused else ()
        parted = any(not t.is_word or (self.words.has("prepositions", t.word) and t.word != "of") for t in behind)
        return bool(caused) and not parted

    def _base_at(self, tokens: Sequence[Token], position: int) -> bool:
        return self.words.is_base_verb(tokens[position].word) and not self.words.has("shared_pasts", tokens[position].word)

    def _behind_preposition(self, tokens: Sequence[Token], span: Span) -> Span:
        small = any(self.words.has(table, tokens[span[0]].word) for table in ("prepositions", "particles"))
        return span[0] + (span[1] - span[0] > 1 and small), span[1]

    def _takes_up_clause(self, anchor: Anchor) -> int:
        """The comma of a ", which …" that takes up the whole clause before it, as its verb in the singular or the past shows, else -1.

        As in "the ministry cut the subsidy, which caused …"; "it lends to firms, which create jobs" takes up a noun.
        """
        tokens = anchor.segment.sentence.tokens
        comma = self.words.before("relatives", tokens, anchor.group.start) - 1
        if comma < 1 or tokens[comma].word != "," or not self.words.has("clause_relatives", tokens[comma + 1].word):
            return -1
        first = self._last_clause(replace(anchor, first=comma))
        said = next((k for k in range(first + 1, comma) if self.words.is_finite(tokens[k]) and not tokens[k].depth), -1)
        inner = any(self.words.has("relatives", t.word) for t in tokens[first : max(said, first)])
        return comma if said > 0 and not inner and not self._plural_behind(replace(anchor, first=comma)) else -1

    def _last_clause(self, anchor: Anchor) -> int:
        """Where the clause before the trigger begins: behind a mark, or behind ", and" with a predicate on each side."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, -1, -1):
            if tokens[k].word in {";", ":"}:
                return k + 1
            behind = self.words.at("coordinators", tokens, k + 1) if tokens[k].word == "," and not tokens[k].depth else -1
            sides = (tokens[:k], tokens[behind + 1 : anchor.first])
            if behind > 0 and all(any(self.words.is_finite(t) for t in side if not t.depth) for side in sides):
                return behind
        return 0

    def _named_last(self, anchor: Anchor, first: int) -> int:
        """Where the cause begins that a passive or a reason names right before the trigger, or -1."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, first, -1):
            if self.words.is_finite(tokens[k]) or tokens[k].word == ",":
                return -1
            reason = self.words.at("reason_words", tokens, k)
            if 0 < reason < anchor.first and any(self.words.is_finite(t) for t in tokens[first:k]):
                return reason
            if (tokens[k].word,) in AGENTS and any(self.words.has("passive_auxiliaries", t.word) for t in tokens[max(first, k - 4) : k]):
                return k + 1
        return -1

    def _left_undergone(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What something undergoes, its participle with it: "most projects are delayed" of "… are delayed by red tape"."""
        sentence = anchor.segment.sentence
        subject = subject_of(sentence, anchor.group.start, self.words)
        if not subject.spans or subject.relative:
            return self._free(role, anchor, subject.spans[0], verbal=False) if subject.spans else []
        return self._whole(anchor, (subject.spans[0][0], anchor.last - 1))

    def _whole_clause(self, anchor: Anchor, start: int, last: int) -> int:
        """As in "Perang merusak sawah, pelabuhan, dan rel; akibatnya …": what follows ", dan" without a predicate belongs to the list."""
        sentence = anchor.segment.sentence
        joined = self.words.before("coordinators", sentence.tokens, start)
        listed = joined > 0 and sentence.tokens[joined - 1].word == "," and "lists-close-clauses" in self.words.traits
        if not listed or any(self.words.is_finite(t) for t in sentence.tokens[start:last] if not t.depth):
            return start
        return clause_start(sentence, joined - 1, self.words)

    def _left_phrase(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The noun phrase right before the trigger ("delays caused by …", "kenaikan harga akibat …")."""
        return self._whole(anchor, antecedent(anchor.segment.sentence, anchor.group.start, self.words))

    def _previous(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What was said before: the clause that a mark closes right before the trigger, else the sentence before."""
        sentence, mark = anchor.segment.sentence, anchor.first - 1
        if "marks-close-clauses" in self.words.traits and mark > 0 and sentence.tokens[mark].word in {",", ";", "-"}:
            span = strip_front(sentence, (clause_start(sentence, mark, self.words), mark), self.words)
            if any(self.words.is_finite(t) for t in sentence.tokens[span[0] : span[1]]):
                return self._whole(anchor, span)
        return [Filler(entity, -1, -1) for entity in self.resolver.situation_before(anchor.segment)]

    def _left_prior(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What the clause of the trigger follows from: the clause before it in its sentence, else the sentence before."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        last = clause_start(sentence, anchor.group.start, self.words)
        while last > 0 and (not tokens[last - 1].is_word or self.words.before("coordinators", tokens, last) >= 0):
            last -= 1
        span = strip_front(sentence, (clause_start(sentence, last, self.words), last), self.words) if last > 0 else (0, 0)
        if any(self.words.is_finite(t) for t in tokens[span[0] : span[1]]):
            return self._whole(anchor, span)
        return self._context_situation(role, anchor)

    def _left_graded(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "a debt so heavy that …": the noun phrase from its article to "that"."""
        tokens = anchor.segment.sentence.tokens
        near = range(anchor.last + 1, min(anchor.last + 5, len(tokens)))
        that = next((k for k in near if self.words.has("degree_linkers", tokens[k].word)), -1)
        for k in range(anchor.first - 2, max(anchor.first - 7, -1), -1):
            if that < 0 or not tokens[k + 1].is_word or self.words.is_finite(tokens[k + 1]):
                return []
            if self.words.has("articles", tokens[k].word):
                return self._whole(anchor, (k, that))
        return []

    def _context_situation(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What the sentence before came to, whatever stands before the trigger."""
        return [Filler(entity, -1, -1) for entity in self.resolver.situation_before(anchor.segment)]

    def _left_opening(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The clause before one of the role's words: "nurses sat at home, not because …, but because …"."""
        sentence = anchor.segment.sentence
        for k in range(anchor.first - 1, 0, -1):
            if match_at(sentence.tokens, k, role.after) > 0:
                return self._left_clause(role, replace(anchor, first=k, group=verb_group(sentence, k, self.words)))
        return []
