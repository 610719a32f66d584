"""Reasons told in clauses of their own, by degrees, or in phrases for what happens and not for who acts."""

from __future__ import annotations

from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.anchor import Anchor, Filler
from ssc_graph.extraction.roles.objects import Objects
from ssc_graph.extraction.tokens import Token
from ssc_graph.rules import Role


class Reasons(Objects):
    """Forms that ask more of a cause or an effect than where it stands."""

    def _left_happening(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A subject whose head is a word for what happens: "the anger came from …", not "the ship came from …"."""
        return [filler for filler in self._subject(role, anchor) if self._is_happening(anchor, filler)]

    def _right_circumstance(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A clause or phrase that names what happens or how things are, nobody who acts: "saved by a grant", not "saved by Norway"."""
        return [filler for filler in self._right_clause(role, anchor) if not self._names_somebody(anchor, filler)]

    def _right_happening(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A phrase whose head is a word for what happens: "died of neglect", not "came from the coast"."""
        return [filler for filler in self._right_clause(role, anchor) if self._is_happening(anchor, filler)]

    def _right_reason(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What stands behind one of the role's words and is nobody: "owes its survival to a levy", not "to Norway"."""
        return [f for f in self._past(role, anchor) if not self._names_somebody(anchor, f) and not self._is_agent(f)]

    def _fronted_reason(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a participle before the main clause names, if it is nobody: "Squeezed by debt, governments cut …"."""
        return [f for f in self._fronted(role, anchor) if not self._names_somebody(anchor, f) and not self._is_agent(f)]

    def _left_asserted(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The clause before the trigger, if it has a predicate: "the dwarf, as it is called" says nothing."""
        return [filler for filler in self._left_clause(role, anchor) if self._is_predicated(anchor, filler)]

    def _main(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The main clause behind a fronted phrase, if it has a predicate."""
        return [filler for filler in self._rest(role, anchor) if self._is_predicated(anchor, filler)]

    def _is_predicated(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether words hold a subject and its verb, outside a relative clause."""
        tokens = [t for t in anchor.segment.sentence.tokens if filler.start <= t.start and t.end <= filler.end and not t.depth]
        verb = next((k for k, t in enumerate(tokens) if k and (self.words.is_finite(t) or self._past_form(t))), -1)
        return verb > 0 and not any(self.words.has("relatives", t.word) for t in tokens[:verb])

    def _is_agent(self, filler: Filler) -> bool:
        """Whether the head of a phrase is a noun for people or bodies, or for what does not happen."""
        head = self._head_noun(filler)
        return self.words.has("agent_nouns", head) or self.words.has("lasting_nouns", head)

    def _right_origin(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What stands before one of the role's words and is nobody: "From bad maps come bad roads", not "From Oslo come traders"."""
        return [f for f in self._until(role, anchor) if not self._names_somebody(anchor, f) and not self._is_agent(f)]

    def _right_statement(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A main clause: a subject and its verb, no relative clause between: "for half the members have left", not "for those who save"."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        last = reach(anchor.segment.sentence, first, self.words)
        verb = next((k for k in range(first + 1, last) if self.words.is_finite(tokens[k]) and not tokens[k].depth), -1)
        if verb < 0 or any(self._subordinates(t) for t in tokens[first:verb]) or tokens[first].word[0].isdigit():
            return []
        return self._whole(anchor, (first, last))

    def _subordinates(self, token: Token) -> bool:
        """Whether a word puts the verb behind it into a clause of its own."""
        return not token.is_word or any(self.words.has(table, token.word) for table in ("relatives", "complementisers", "verb_linkers"))

    def _right_standing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A main clause told in the present: "since funds are lacking" gives a reason, "since it was opened" a time."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        last = reach(anchor.segment.sentence, first, self.words)
        present = any(self.words.has("present_verbs", t.word) for t in tokens[first + 1 : last])
        dated = any(t.word[0].isdigit() for t in tokens[first:last])
        return self._right_statement(role, anchor) if present and not dated else []

    def _graded_comma(self, anchor: Anchor) -> int:
        """As in "The longer it lasts, the more …": the comma before the other comparative, or -1."""
        tokens = anchor.segment.sentence.tokens
        grades = {words[0] for words in anchor.rule.after}
        for k in range(anchor.last, len(tokens) - 2):
            if tokens[k].word in {";", "."}:
                return -1
            if tokens[k].word == "," and tokens[k + 1].word == tokens[anchor.first].word and tokens[k + 2].word in grades:
                return k
        return -1

    def _right_degreed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first half of "The longer the drought lasts, the more herders move"."""
        comma = self._graded_comma(anchor)
        return self._whole(anchor, (anchor.last, comma)) if comma > 0 else []

    def _right_comparing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The second half of "The longer the drought lasts, the more herders move"."""
        comma = self._graded_comma(anchor)
        last = reach(anchor.segment.sentence, comma + 2, self.words) if comma > 0 else -1
        return self._whole(anchor, (comma + 2, last)) if last > comma + 2 else []
