"""What follows a copula or a word that the rule names: complements, ends of clauses, aims in verbs and nouns."""

from __future__ import annotations

from functools import cache

from ssc_graph.claims import Entity
from ssc_graph.extraction import coordination
from ssc_graph.extraction.clauses import Span
from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.anchor import Anchor, Filler
from ssc_graph.extraction.roles.reaching import Reaching
from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role, load_grammar


@cache
def causing_verbs(language: str) -> frozenset[str]:
    """Return the words that alone anchor a rule of causes: verbs that bring about or change something."""
    rules = (rule for rule in load_grammar(language).rules if rule.claims[0][0] == "causes")
    return frozenset(words[0] for rule in rules for words in rule.triggers if len(words) == 1)


class Complements(Reaching):
    """Forms that look for a word behind the trigger, and read what stands before or behind it."""

    def _copula(self, anchor: Anchor) -> Span | None:
        """The first copula behind the trigger within its clause, as tokens."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            if tokens[k].depth:
                continue
            if tokens[k].word in {";", "."}:
                return None
            behind = self.words.at("copulas", tokens, k)
            if behind > 0:
                return k, behind
            if self._does(anchor, k):
                return k, k
        return None

    def _does(self, anchor: Anchor, position: int) -> bool:
        """As in "Tujuan dana itu membiayai riset": no copula, what is to be done right behind whose aim it is."""
        tokens, words = anchor.segment.sentence.tokens, self.words
        aiming = anchor.rule.claims[0][0] == "hasObjective" and "nominal-affixes" in words.traits
        if not aiming or position == anchor.last or not words.is_finite(tokens[position]):
            return False
        stative = (*words.words_of("passive_prefixes"), *words.words_of("attributive_prefixes"))
        active = not tokens[position].word.startswith(stative)
        named = any(m.last == position and m.first >= anchor.last for m in anchor.segment.mentions)
        return (
            active
            and (named or words.has("demonstratives", tokens[position - 1].word))
            and not words.has("plain_verbs", tokens[position].word)
        )

    def _until_copula(self, role: Role, anchor: Anchor) -> list[Filler]:
        copula = self._copula(anchor)
        return self._whole(anchor, (self.behind(anchor), copula[0])) if copula and copula[0] > self.behind(anchor) else []

    def _stand(self, role: Role, anchor: Anchor) -> Span | None:
        """The first of the role's own words behind the trigger within its clause, as tokens."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            if tokens[k].word in {";", ".", ":"} and not tokens[k].depth:
                return None
            behind = match_at(tokens, k, role.after) if not tokens[k].depth else -1
            if behind > 0:
                return k, behind
        return None

    def _until(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What stands between the trigger and one of the role's words: "Behind the rise in prices lies …"."""
        stand = self._stand(role, anchor)
        first = self.behind(anchor)
        if stand and role.types and self.words.at("pronouns", anchor.segment.sentence.tokens, first) == stand[0]:
            kinds = tuple(kind for kind in role.types if kind != "situation")
            thing = self.resolver.thing(anchor.segment, (first, stand[0]), kinds)
            return [Filler(thing, thing.start, thing.end)] if thing is not None else []
        if role.name == "principle" and stand and stand[0] > first:
            said = any(self.words.is_finite(t) for t in anchor.segment.sentence.tokens[first : stand[0]] if not t.depth)
            return [] if said else self._free(role, anchor, (first, stand[0]), verbal=False)
        found = self._whole(anchor, (first, stand[0])) if stand and stand[0] > first else []
        return [f for f in found if isinstance(f.argument, Entity) and admits(f.argument.types, role.types, unknown=False)]

    def _past(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What stands behind one of the role's words: "… lies a long drought"."""
        stand = self._stand(role, anchor)
        if stand is None:
            return []
        last = reach(anchor.segment.sentence, stand[1], self.words, whole=role.name == "meaning")
        return self._free(role, anchor, (stand[1], last), verbal=False) if role.name != "meaning" else self._whole(anchor, (stand[1], last))

    def _infinitive(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Someone and what they come to do: "led planners to overlook local custom"."""
        tokens = anchor.segment.sentence.tokens
        to = next((k for k in range(anchor.last + 1, min(anchor.last + 8, len(tokens) - 1)) if tokens[k].word == "to"), -1)
        if to < 0 or not (self.words.has("base_verbs", tokens[to + 1].word) or self.words.is_finite(tokens[to + 1])):
            return []
        if any(not t.is_word or self.words.has("prepositions", t.word) for t in tokens[anchor.last : to]):
            return []
        return self._whole(anchor, (anchor.last, reach(anchor.segment.sentence, anchor.last, self.words, verbal=True)))

    def _into(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What turns into what: "turned the Cerrado into a soybean belt"."""
        first = self.behind(anchor)
        last = reach(anchor.segment.sentence, first, self.words)
        turned = any(t.word in {"into", "upside"} for t in anchor.segment.sentence.tokens[first + 1 : last])
        return self._whole(anchor, (first, last)) if turned else []

    def _ending(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A clause that ends in one of the role's words: "keep unit costs high"."""
        first = self.behind(anchor)
        sentence = anchor.segment.sentence
        last = reach(sentence, first, self.words)
        for k in range(last, first + 1, -1):
            if match_before(sentence.tokens, k, role.after) > first:
                return self._whole(anchor, (first, k))
        return []

    def _caused(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Up to the copula, where a verb of cause or change opens it: "What emptied the granaries was …"."""
        tokens = anchor.segment.sentence.tokens
        first = anchor.last
        while first < len(tokens) and self.words.has("inserted", tokens[first].word):
            first += 1
        copula = self._copula(anchor)
        verb = first < len(tokens) and tokens[first].word in causing_verbs(self.words.language)
        return self._whole(anchor, (first, copula[0])) if verb and copula and copula[0] > first else []

    def _complement(self, role: Role, anchor: Anchor) -> list[Filler]:
        copula = self._copula(anchor)
        if copula is None:
            return []
        first = copula[1]
        tokens = anchor.segment.sentence.tokens
        colon = next((k for k in range(first, min(first + 3, len(tokens) - 1)) if tokens[k].word == ":"), -1)
        first = colon + 1 if colon > 0 else first  # "are threefold: to multiply …"
        if first + 3 < len(tokens) and role.name == "aim" and tokens[first].word == "(" and tokens[first + 2].word == ")":
            return self._enumerated_aims(role, anchor, first)
        bare = "infinitives-bare" in self.words.traits
        verbal = first < len(tokens) and (self.words.is_finite(tokens[first]) or self.words.has("verb_linkers", tokens[first].word))
        gerund = first + 1 < len(tokens) and tokens[first].word.endswith(tuple(self.words.words_of("gerund_suffixes")))
        verbal = verbal or (role.name == "aim" and gerund)
        if role.name == "principle":
            opening = tokens[first].word if first < len(tokens) else ""
            said = opening.endswith("ed") or (self.words.has("prepositions", opening) and opening != "tanpa")
            return [] if said else self._free(role, anchor, (first, reach(anchor.segment.sentence, first, self.words)), verbal=False)
        verbal = verbal or (bare and first < len(tokens) and self.words.is_base_verb(tokens[first].word))
        to_do = verbal if bare else verbal and (tokens[first].word == "to" or tokens[first].word.endswith("ing"))
        if role.name == "aim" and not to_do and not (first < len(tokens) and self._to_come(tokens[first])):
            return self._deed(anchor, first)  # an aim is something to do, or to come about
        last = reach(anchor.segment.sentence, first, self.words, verbal=verbal)
        if role.name == "aim" and last - first < 2 and "aims-are-phrases" in self.words.traits:  # noqa: PLR2004 ("are to:" introduces a list)
            return []
        return self._free(role, anchor, (first, last), verbal=verbal)

    def _enumerated_aims(self, role: Role, anchor: Anchor, first: int) -> list[Filler]:
        """As in "The goals of the fund were: (a) to drill wells; (b) to train engineers"."""
        tokens = anchor.segment.sentence.tokens
        last = max((k + 1 for k, t in enumerate(tokens) if t.is_word), default=first)
        return self._free(role, anchor, (first, last), verbal=True) if self._to_do(tokens[first + 3]) else []

    def _deed(self, anchor: Anchor, first: int) -> list[Filler]:
        """An aim is something to do, or a deed in a noun: "the eradication of poverty", not "ambitious"."""
        tokens = anchor.segment.sentence.tokens
        last = reach(anchor.segment.sentence, first, self.words)
        article = first < last and self.words.has("object_openers", tokens[first].word)
        named = any(self.words.has("deed_prepositions", t.word) for t in tokens[first:last])
        deeds = tuple(self.words.words_of("deed_suffixes"))  # endings of nouns that name a deed
        if deeds and last - first > 1 and tokens[first].is_word and not self.words.is_finite(tokens[first]):
            deed = next((t for t in tokens[first:last] if t.word.endswith(deeds)), None)
            article, named = article or deed is not None, named or deed is not None
        return self._free(Role("aim", "clause"), anchor, (first, last), verbal=False) if article and named else []

    def _complement_things(self, role: Role, anchor: Anchor) -> list[Filler]:
        copula = self._copula(anchor)
        if copula is None:
            return []
        return self._things(anchor, copula[1], role)

    def _to_come(self, token: Token) -> bool:
        """Whether a noun names what is to come about: "terwujudnya …", "peningkatan …"."""
        if "nominal-affixes" not in self.words.traits or self.words.is_finite(token):
            return False
        return coordination.shape(token, self.words) in {"pe", "ke", "nya"} or self.words.has("aim_nouns", token.word)

    def _to_do(self, token: Token) -> bool:
        """Whether a word begins something to do: a verb, an adverb before one, "to"."""
        return (
            self.words.is_finite(token)
            or self.words.is_base_verb(token.word)
            or self._to_come(token)
            or token.word == "sebagai"
            or any(self.words.has(table, token.word) for table in ("verb_linkers", "adverbs", "auxiliaries"))
            or token.word.endswith(tuple(self.words.words_of("gerund_suffixes")))
        )

    def _owned(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first fitting name between the trigger and the copula: "prinsip yang dianut GNB ialah", "the aims of the fund are"."""
        copula = self._copula(anchor)
        last = copula[0] if copula is not None else -1
        for mention in anchor.segment.mentions:
            if anchor.last <= mention.first and mention.last <= last:
                found = self.resolver.mention(mention, anchor.segment.sentence.index)
                if found is not None and admits(found.types, role.types, unknown=False):
                    return [Filler(found, mention.start, mention.end)]
        if last > 0 and (thing := self.resolver.thing(anchor.segment, (anchor.last, last), role.types)) is not None:
            return [Filler(thing, thing.start, thing.end)]  # "the aim of this kind of cooperation is …"
        return []
