"""What a sentence puts first: fronted phrases and clauses before the main clause, clefts."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction import coordination
from ssc_graph.extraction.clauses import Span, strip_front
from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.anchor import Anchor, Filler
from ssc_graph.extraction.roles.complements import Complements
from ssc_graph.extraction.tokens import Token
from ssc_graph.rules import Role

#: Words of the focus of a cleft, at most.
_LONGEST_FOCUS = 14


class Fronting(Complements):
    """Forms that read what is fronted and the main clause behind it."""

    def _fronted(self, role: Role, anchor: Anchor) -> list[Filler]:
        """From the trigger that opens a sentence to the comma before its main clause."""
        first = self.behind(anchor)
        comma = self._main_comma(anchor, first)
        return self._free(role, anchor, (first, comma), verbal=False) if comma > first else []

    def _rest(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The main clause behind that comma."""
        comma = self._main_comma(anchor, self.behind(anchor))
        sentence = anchor.segment.sentence
        if comma < 0 or comma + 1 >= len(sentence.tokens):
            return []
        return self._whole(anchor, strip_front(sentence, (comma + 1, reach(sentence, comma + 1, self.words)), self.words))

    def _fronted_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A fronted clause with a predicate in the present: "Since partners often face the same" gives a reason, "since 2002" a time."""
        first = self.behind(anchor)
        comma = self._main_comma(anchor, first)
        tokens = anchor.segment.sentence.tokens[first : max(comma, first)]
        said = any(self.words.has("present_verbs", t.word) for t in tokens[1:])
        said = said or any(self.words.at("negations", tokens, k) > 0 for k in range(1, len(tokens)))
        said = said or self._told_as_past(anchor, comma)
        begun = any(self.words.has("beginnings", t.word) for t in tokens)
        said = said or (not begun and any(self.words.has("base_verbs", t.word) for t in tokens[2:]))
        if not said or any(t.word[0].isdigit() for t in tokens):
            return []
        return self._fronted(role, anchor)

    def _told_as_past(self, anchor: Anchor, comma: int) -> bool:
        """As in "Since the meeting ended late, the guests missed the ferry": what is told in the simple past has a reason, no beginning."""
        tokens = anchor.segment.sentence.tokens
        clause, main = tokens[anchor.last + 1 : max(comma, 0)], tokens[max(comma, 0) :]
        perfect = any(self.words.has("having", t.word) for t in main)
        told = [any(self.words.is_finite(t) or self._past_form(t) for t in part) for part in (clause, main)]
        timed = any(self.words.has(table, t.word) for t in clause for table in ("time_words", "since_times"))
        return comma > 0 and all(told) and not perfect and not timed

    def _past_form(self, token: Token) -> bool:
        """Whether a word ends as a past form does."""
        endings = self.words.past_endings
        return bool(endings) and token.word.endswith(endings) and token.word not in self.words.not_verbs and not token.capital

    def _fronted_aim(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is to be done, in front of the main clause: "To fight hunger, the bank …", "With the aim of linking capitals, …"."""
        first, comma = anchor.last, self._main_comma(anchor, anchor.last)
        tokens = anchor.segment.sentence.tokens
        to_do = first < comma and (self.words.has("base_verbs", tokens[first].word) or self._to_do(tokens[first]))
        return self._free(role, anchor, (first, comma), verbal=True) if to_do else []

    def _fronted_gerund(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What someone does, in front of what comes of it: "By subsidising exports, rich countries depress prices"."""
        tokens = anchor.segment.sentence.tokens
        doing = anchor.last < len(tokens) and tokens[anchor.last].word.endswith("ing")
        return self._fronted(role, anchor) if doing else []

    def _fronted_state(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A state in front of what comes of it: "With cotton prices falling, the deficit widened"."""
        first = self.behind(anchor)
        comma = self._main_comma(anchor, first)
        tokens = anchor.segment.sentence.tokens
        said = any(self.words.is_finite(t) or self._past_form(t) for t in tokens[max(comma, 0) :])
        state = any(self._is_state(tokens, k, comma) for k in range(first + 1, max(comma, first)))
        return self._fronted(role, anchor) if state and said else []

    def _is_state(self, tokens: Sequence[Token], position: int, comma: int) -> bool:
        """Whether a word tells how something is or what becomes of it: "prices falling", "the bridge washed out", "fuel scarce"."""
        token, before = tokens[position], tokens[position - 1]
        noun = before.is_word and not before.depth and not any(self.words.has(t, before.word) for t in ("prepositions", "adverbs"))
        determined = self.words.before("determiners", tokens, position) >= 0 or self.words.has("object_openers", before.word)
        if not noun or determined or token.capital or token.depth:
            return False
        closes = position + 1 == comma or self.words.has("particles", tokens[position + 1].word)
        closes = closes or self.words.has("prepositions", tokens[position + 1].word)
        return token.word.endswith("ing") or (closes and (self.words.has("states", token.word) or self._past_form(token)))

    def _hoped(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Behind "Melalui X, ": the clause that says what is hoped, its further verb phrases apart."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        comma = self._main_comma(anchor, anchor.last)
        hope = next((k for k in range(max(comma, 0), len(tokens)) if self.words.at("hopes", tokens, k) > 0), -1)
        if comma < 0 or hope < 0:
            return []
        first = self.words.at("hopes", tokens, hope)
        while first < len(tokens) and (
            self.words.has("auxiliaries", tokens[first].word) or self.words.has("verb_linkers", tokens[first].word)
        ):
            first += 1
        parts = coordination.split(sentence, (first, reach(sentence, first, self.words, verbal=True)), self.words, verbal=True)
        start = strip_front(sentence, (comma + 1, hope), self.words)[0]
        spans = [(start, parts[0][1]), *parts[1:]] if parts else []
        return [filler for span in spans for filler in self._whole(anchor, span)]

    def _cleft(self, anchor: Anchor) -> int:
        """Position of the "that" of a cleft sentence ("it was drought, not greed, that …"), or -1."""
        tokens = anchor.segment.sentence.tokens
        first = self._cleft_start(anchor)
        if (
            first < len(tokens)
            and self.words.past_endings
            and tokens[first].word.endswith(self.words.past_endings)
            and tokens[first].word not in self.words.not_verbs
        ):
            return -1  # "it was founded by those who …"
        for k in range(first + 1, min(first + _LONGEST_FOCUS, len(tokens) - 1)):
            if tokens[k].word in {";", ":"} or self.words.is_finite(tokens[k]):
                return -1
            if self.words.has("cleft_relatives", tokens[k].word):
                verb = tokens[k + 1]
                said = self.words.is_finite(verb) or self.words.has("auxiliaries", verb.word) or verb.word.endswith("ed")
                said = said or self.words.has("shared_pasts", verb.word)
                return k if said else -1  # "it is clear that we …" is no cleft: a subject follows
        return -1

    def _cleft_start(self, anchor: Anchor) -> int:
        """Where the focus begins: behind "it was", and behind a report that is put in ("it was, diplomats insist, …")."""
        tokens = anchor.segment.sentence.tokens
        first = anchor.last
        if first < len(tokens) and tokens[first].word == ",":
            close = next((k for k in range(first + 1, min(first + 6, len(tokens))) if tokens[k].word == ","), -1)
            if close > 0 and self.words.has("reporting_verbs", tokens[close - 1].word):
                return close + 1
        return first

    def _contrast(self, anchor: Anchor, that: int) -> Span | None:
        """What the focus is set against within it: "not greed", "rather than greed", as tokens from the contrasting word on."""
        tokens = anchor.segment.sentence.tokens
        for k in range(self._cleft_start(anchor) + 1, that):
            behind = self.words.at("set_against", tokens, k)
            if behind > 0:
                return k, behind
        return None

    def _cleft_focus(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a cleft sentence puts first, without the contrast ("not greed") behind it."""
        that = self._cleft(anchor)
        if that < 0:
            return []
        first, contrast = self._cleft_start(anchor), self._contrast(anchor, that)
        tokens = anchor.segment.sentence.tokens
        last = next((k for k in range(first, that) if tokens[k].word == "," or self.words.has("predicate_joints", tokens[k].word)), that)
        return self._whole(anchor, (first, min(last, contrast[0]) if contrast else last))

    def _cleft_contrast(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a cleft sentence sets its focus against: it is denied."""
        that = self._cleft(anchor)
        contrast = self._contrast(anchor, that) if that > 0 else None
        return self._whole(anchor, (contrast[1], that)) if contrast else []

    def _cleft_rest(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a cleft sentence says of it: the verb phrase behind "that"."""
        that = self._cleft(anchor)
        if that < 0:
            return []
        return self._whole(anchor, (that + 1, reach(anchor.segment.sentence, that + 1, self.words)))
