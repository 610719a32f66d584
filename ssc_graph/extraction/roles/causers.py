"""What may be a cause: a phrase that names something that happens, nobody who acts, nothing that is only set against."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.claims import Entity
from ssc_graph.extraction.clauses import Span
from ssc_graph.extraction.roles.anchor import DETERMINERS, Anchor, Filler
from ssc_graph.extraction.roles.base import RoleBase
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

_SOMEBODY = frozenset(
    {"ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:Organization", "ssc:Person", "ssc:Country", "ssc:CountryGroup", "ssc:Place"}
)
_AIMING = frozenset({"untuk", "guna", "demi", "agar", "supaya"})
#: Tables whose words open a clause of their own, whose verb is none of the phrase.
_LINKED = ("relatives", "verb_linkers", "nominal_breaks", "complementisers")


class Causers(RoleBase):
    """Phrases on the left of a trigger that may name a situation."""

    def _situations(self, role: Role, anchor: Anchor, spans: Sequence[Span]) -> list[Filler]:
        """Phrases that name a situation, not a body, a person or a country that the role does not admit."""
        tokens = anchor.segment.sentence.tokens
        spans = [
            s
            for s in spans
            if not self._has_predicate(anchor, s)
            and not self.words.has("persons", tokens[s[0]].word)
            and not self._set_against(anchor, s)
            and not self._acts(anchor, s)
        ]
        opening = {s: self._opening(tokens[s[0] : s[1]]) for s in spans}
        nominal = [s for s in spans if (t := opening[s]) is not None and self._may_cause(t) and not self._names_actor(anchor, role, s)]
        found = [filler for span in nominal for filler in self._free(role, anchor, span, verbal=False)]
        return [f for f in found if isinstance(f.argument, Entity) and self._admitted(f.argument, role)]

    def _opening(self, tokens: Sequence[Token]) -> Token | None:
        """The first word of a phrase, behind how many there are: "banyak petani" are farmers."""
        words = [t for t in tokens if t.is_word and not t.depth]
        counted = [t for t in words if not ("heads-first" in self.words.traits and self.words.has("determiners", t.word))]
        return next(iter(counted or words), None)

    def _admitted(self, entity: Entity, role: Role) -> bool:
        """Whether a role admits a thing; one that only describes a text ("kebijakan pemerintah") is what that text does."""
        described = "descriptions-happen" in self.words.traits and entity.id.endswith(self.analysis.document.digest[:6])
        return admits(entity.types, (*role.types, "instrument") if described else role.types, unknown=False)

    def _set_against(self, anchor: Anchor, span: Span) -> bool:
        """Whether a phrase is what something else is set against ("not greed", "rather than loans"), or no phrase at all."""
        tokens = anchor.segment.sentence.tokens
        against = self.words.at("set_against", tokens, span[0]) > 0 or self.words.before("set_against", tokens, span[0]) >= 0
        last = tokens[span[1] - 1].word
        pointing = self.words.at("situation_anaphors", tokens, span[0]) == span[1]  # "That led to …"
        dangling = self.words.has("prepositions", last) or (self.words.has("complementisers", last) and not pointing)
        clause = any(self.words.has("complementisers", t.word) for t in tokens[span[0] + 1 : span[1]] if not t.depth)
        cited = any(t.depth and len(t.word) == 4 and t.word.isdigit() for t in tokens[span[0] : span[1]])  # noqa: PLR2004 ("Sato (2020)")
        return against or dangling or cited or (clause and not any(self.words.is_finite(t) for t in tokens[span[0] : span[1]]))

    def _acts(self, anchor: Anchor, span: Span) -> bool:
        """Whether a phrase names someone who acts ("the donors of the North"): that is no cause."""
        tokens = anchor.segment.sentence.tokens
        last = span[0]
        while last < span[1] and not self.words.has("prepositions", tokens[last].word) and tokens[last].is_word and not tokens[last].depth:
            if self.words.has("relatives", tokens[last].word):
                break
            last += 1
        counted = self.words.has("object_openers", tokens[span[0]].word) and self.words.has("counting_nouns", tokens[last - 1].word)
        return last > span[0] and (counted or self.words.has("agent_nouns", tokens[last - 1].word))

    def _names_somebody(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether an argument is a person, a body or a place: by what it is, or as a name that begins it."""
        if isinstance(filler.argument, Entity) and _SOMEBODY & set(filler.argument.types):
            return True
        tokens = anchor.segment.sentence.tokens
        first = next((k for k, t in enumerate(tokens) if t.start >= filler.start), len(tokens) - 1)
        whole = (m for m in anchor.segment.mentions if m.first <= first < m.last and m.end >= filler.end)
        return self.words.has("persons", tokens[first].word) or any(m.kind == "name" for m in whole)

    def _is_happening(self, anchor: Anchor, filler: Filler) -> bool:
        """Whether the head of a phrase is a noun for what happens or how things are, by the tables or by its ending."""
        if self._names_somebody(anchor, filler) or not isinstance(filler.argument, Entity):
            return False
        if filler.argument.text != filler.argument.labels[0].text and filler.argument.types == ("ssc:Situation",):
            return True  # "this", "it": what the sentence before came to
        head = self._head_noun(filler)
        if self.words.has("lasting_nouns", head) or self.words.has("agent_nouns", head):
            return False
        singular = f"{head[:-3]}y" if head.endswith("ies") else head.removesuffix("s")
        suffixes = tuple(self.words.words_of("happening_suffixes"))
        return self.words.has("happenings", head) or self.words.has("happenings", singular) or singular.endswith(suffixes)

    def _head_noun(self, filler: Filler) -> str:
        """The last word of a phrase before what a preposition or a relative pronoun opens, "much of" passed over."""
        text = filler.argument.text if isinstance(filler.argument, Entity) else ""
        words = [word.strip(',;:"“”') for word in text.casefold().split()]
        shared = next((k for k, word in enumerate(words) if word == "of" and k and self.words.has("portions", words[k - 1])), -1)
        words = words[shared + 1 :]
        stops = ("prepositions", "relatives", "complementisers")
        last = next((k for k, word in enumerate(words) if any(self.words.has(table, word) for table in stops)), len(words))
        return words[last - 1] if last else ""

    def _may_cause(self, token: Token) -> bool:
        """Whether a phrase that begins with a word may name a situation: no verb, nobody who acts, no mark of a list ("c)")."""
        opens = "causes-are-nouns" in self.words.traits and (
            self.words.has("prepositions", token.word) or token.word in {"tahun", "bulan", "hari"}
        )
        if self.words.has("agents", token.word) or (len(token.word) == 1 and token.word not in DETERMINERS) or opens:
            return False
        return not self.words.is_finite(token) or self.words.has("plain_verbs", token.word)

    def _names_actor(self, anchor: Anchor, role: Role, span: Span) -> bool:
        """Whether a phrase is the name of a body, a person or a country that the role does not admit."""
        named = (m for m in anchor.segment.mentions if m.first == span[0] and m.kind in {"known", "name"} and m.types)
        return "causes-are-nouns" in self.words.traits and any(not admits(m.types, role.types, unknown=False) for m in named)

    def _has_predicate(self, anchor: Anchor, span: Span) -> bool:
        """A subject with a predicate of its own is a clause: the trigger's verb is coordinated with that predicate."""
        tokens = anchor.segment.sentence.tokens
        verbs = [k for k in range(span[0] + 1, span[1]) if not tokens[k].depth and self.words.is_finite(tokens[k])]
        if not verbs:
            return False
        linked = self.words.singles(_LINKED)
        joined = max((k for k in range(*span) if self.words.at("coordinators", tokens, k) > 0), default=-1)
        behind = next((k for k in range(*span) if tokens[k].word in linked), span[1])
        return any(k <= behind and not (k > joined and self._attributive(tokens[k])) for k in verbs)

    def _attributive(self, token: Token) -> bool:
        """As in "pinjaman berbunga tinggi menambah beban": a word in ber-, ter- before the main verb belongs to the noun."""
        return token.word.startswith(tuple(self.words.words_of("attributive_prefixes"))) and not self.words.has("plain_verbs", token.word)
