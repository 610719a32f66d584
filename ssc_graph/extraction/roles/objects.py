"""Roles on the right of a trigger: phrases, clauses, verb phrases, names, complements, lists."""

from __future__ import annotations

from functools import cache

from ssc_graph.claims import Entity
from ssc_graph.extraction import coordination
from ssc_graph.extraction.clauses import Span, strip_front
from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.anchor import AGENTS, Anchor, Filler
from ssc_graph.extraction.roles.reaching import Reaching
from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.extraction.verbs import words_before_verb
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role, load_grammar


@cache
def causing_verbs(language: str) -> frozenset[str]:
    """Return the words that alone anchor a rule of causes: verbs that bring about or change something."""
    rules = (rule for rule in load_grammar(language).rules if rule.claims[0][0] == "causes")
    return frozenset(words[0] for rule in rules for words in rule.triggers if len(words) == 1)


_COUNTABLE = frozenset({"country", "organisation", "person", "group", "event"})
_LONGEST_FOCUS = 14
_COUNTED = 7
"""Words from a counted noun to the names that it counts, at most."""


class Objects(Reaching):
    """Forms that look right."""

    def _right_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        if self.words.at("breaks", anchor.segment.sentence.tokens, first) > 0:
            return []
        last = reach(anchor.segment.sentence, first, self.words)
        if self._inside_noun_phrase(anchor):
            last = self._before_verb(anchor, first, last)
        again = self._preposition_again(anchor, first, last)
        if again > 0:
            return [f for span in ((first, again), (again + 2, last)) for f in self._free(role, anchor, span, verbal=False)]
        return self._free(role, anchor, (first, last), verbal=False)

    def _right_predication(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A clause with a predicate of its own: "since a paid referee convinces no one", not "since 2002"."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        last = reach(anchor.segment.sentence, first, self.words)
        said = any(self.words.is_finite(t) for t in tokens[first + 1 : last] if not t.depth)
        return self._free(role, anchor, (first, last), verbal=False) if said and not tokens[first].word[0].isdigit() else []

    def _right_predicate(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The predicate behind the trigger, adverbs left out: "enabled families to move their herds"."""
        first = self.behind(anchor)
        tokens = anchor.segment.sentence.tokens
        while first < len(tokens) and (self.words.has("adverbs", tokens[first].word) or tokens[first].word in {"has", "have"}):
            first += 1
        return self._whole(anchor, (first, reach(anchor.segment.sentence, first, self.words, verbal=True)))

    def _preposition_again(self, anchor: Anchor, first: int, last: int) -> int:
        """As in "contributed to floods and to the loss of land": where the trigger's own preposition comes back behind "and"."""
        tokens = anchor.segment.sentence.tokens
        closing = tokens[anchor.last - 1].word
        if not self.words.has("prepositions", closing):
            return -1
        places = range(first + 1, last - 2)
        return next((k for k in places if self.words.at("coordinators", tokens, k) == k + 1 and tokens[k + 1].word == closing), -1)

    def _inside_noun_phrase(self, anchor: Anchor) -> bool:
        """Whether the trigger stands in a relative clause or phrase of a noun, so that the main verb may follow what it governs."""
        tokens = anchor.segment.sentence.tokens
        relative = self.words.before("relatives", tokens, anchor.group.start)
        if relative > 0 and tokens[relative - 1].word != "," and not tokens[relative - 1].word.endswith("lah"):
            return True
        nominal = self.words.at("nominal_breaks", tokens, anchor.first) > 0
        return nominal and not any(self.words.is_finite(t) for t in tokens[: anchor.first] if not t.depth)

    def _before_verb(self, anchor: Anchor, first: int, last: int) -> int:
        tokens = anchor.segment.sentence.tokens
        for k in range(first + 1, last):
            linked = self.words.has("relatives", tokens[k - 1].word) or self.words.has("verb_linkers", tokens[k - 1].word)
            if not tokens[k].depth and self.words.is_finite(tokens[k]) and not linked:
                return words_before_verb(tokens, k, self.words, first)
        return last

    def _right_phrase(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        last = reach(anchor.segment.sentence, first, self.words, whole=role.split == "none")
        span = (first, self._until_main_verb(anchor, first, last))
        return self._free(role, anchor, span, verbal=False) if role.split == "auto" else self._whole(anchor, span)

    def _until_main_verb(self, anchor: Anchor, first: int, last: int) -> int:
        """As in "tied aid, that is, goods from the donor, has lost ground": a comma before the main verb ends what is put in."""
        tokens = anchor.segment.sentence.tokens
        if tokens[anchor.first].word != ",":
            return last
        commas = (k for k in range(first + 1, last - 1) if tokens[k].word == "," and not tokens[k].depth)
        return next((k for k in commas if self.words.is_finite(tokens[k + 1])), last)

    def _right_verbal(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        tokens = anchor.segment.sentence.tokens
        opening = first + 3 * (first + 3 < len(tokens) and tokens[first].word == "(" and tokens[first + 2].word == ")")  # "(a) melatih"
        told = first > 0 and tokens[first - 1].word in {"agar", "supaya"}
        if role.name == "aim" and first < len(tokens) and not told and not self._to_do(tokens[opening]):
            return []
        if first + 1 < len(tokens) and tokens[first].word == "sebagai" and tokens[first + 1].word == "berikut":
            return []  # the list that follows says it
        done = role.name == "aim" and first < len(tokens) and self._to_come(tokens[first])
        return self._free(role, anchor, (first, reach(anchor.segment.sentence, first, self.words, verbal=not done)), verbal=not done)

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

    def _right_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Things of the right kind behind the trigger, or behind a preposition that must introduce them; coordinated ones too."""
        first = self._introduced(role, anchor)
        if first < 0:
            return []
        tokens = anchor.segment.sentence.tokens
        if self._mention_near(anchor, first, role) is None and self.words.at("disjunctions", tokens, first + 1) > 0:
            first += 2  # "mengalami kejenuhan atau aid fatigue": the known name behind "or"
        first = self._behind_count(anchor, first, role)
        found = []
        for mention in self._chain(anchor, first, role):
            entity = self.resolver.mention(mention, anchor.segment.sentence.index)
            if entity is not None and admits(entity.types, role.types, unknown=mention.unsure):
                found.append(Filler(entity, mention.start, mention.end))
        return found

    def _behind_count(self, anchor: Anchor, first: int, role: Role) -> int:
        """As in "oleh lima negara, yaitu Indonesia …": behind a counted noun the things themselves."""
        tokens = anchor.segment.sentence.tokens
        if role.split == "none" or not set(role.types) <= _COUNTABLE or self._mention_near(anchor, first, role) is not None:
            return first
        for k in range(first, min(first + _COUNTED, len(tokens))):
            behind = self.words.at("samples", tokens, k)
            if behind > 0 and not tokens[k].depth:
                return behind
            if tokens[k].word == ":":
                return k + 1
            if (not tokens[k].is_word and tokens[k].word != ",") or self.words.is_finite(tokens[k]):
                break
        return first

    def _introduced(self, role: Role, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        agents = tuple(words for words in anchor.rule.skip if words in AGENTS or words in self.words.grammar.words.get("agents", ()))
        if not role.after and (not agents or self._mention_near(anchor, self.behind(anchor), role) is not None):
            return self.behind(anchor)
        limit = min(self._limit(anchor), self._other_predicate(anchor))
        for k in range(anchor.last, limit):
            end = match_at(tokens, k, role.after or agents)
            if 0 < end < limit and not tokens[k].depth and self._mention_near(anchor, end, role) is not None:
                return end
        return -1 if role.after else self.behind(anchor)

    def _other_predicate(self, anchor: Anchor) -> int:
        """Where a comma and a coordinator open another clause: "…, and it was run by …"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            behind = self.words.at("coordinators", tokens, k + 1) if tokens[k].word == "," and not tokens[k].depth else -1
            if behind > 0 and self.words.at("pronouns", tokens, behind) > 0:
                return k
        return len(tokens)

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
        return None

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
        bare = "infinitives-bare" in self.words.traits
        verbal = first < len(tokens) and (self.words.is_finite(tokens[first]) or self.words.has("verb_linkers", tokens[first].word))
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

    def _listed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What "yaitu", "namely" or a colon lists within the sentence."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens) - 1):
            behind = k + 1 if tokens[k].word == ":" else self.words.at("list_openers", tokens, k)
            if behind > 0 and tokens[k].word != "," and behind < len(tokens):
                last = len(tokens)
                while last > behind and not tokens[last - 1].is_word:
                    last -= 1
                verbal = self.words.is_finite(tokens[behind]) or self.words.has("verb_linkers", tokens[behind].word)
                return self._free(role, anchor, (behind, last), verbal=verbal)
        return []

    def _colon_listed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a colon later in the clause lists: "Three principles guide it: equality, …"; a full sentence behind it is no list."""
        tokens = anchor.segment.sentence.tokens
        colon = next((k for k in range(anchor.last, len(tokens)) if tokens[k].word in {":", ";"} and not tokens[k].depth), -1)
        if colon < 0 or tokens[colon].word == ";":
            return []
        last = len(tokens) - next((n for n, t in enumerate(reversed(tokens)) if t.is_word), 0)
        parts = coordination.split(anchor.segment.sentence, (colon + 1, last), self.words, nominal=True)
        return [filler for part in parts for filler in self._whole(anchor, part)] if len(parts) > 1 else []

    def _own(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The trigger's own verb phrase: "mempercepat pertumbuhan, membuka pasar, dan mengurangi kemiskinan"."""
        sentence = anchor.segment.sentence
        last = reach(sentence, anchor.first, self.words, verbal=True)
        if last <= anchor.last:
            return []
        return self._free(role, anchor, (anchor.first, last), verbal=True)

    def _own_complement(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What follows the copula inside the trigger: "is a form of X" gives "a form of X"."""
        sentence = anchor.segment.sentence
        copula = max(self.words.at("definers", sentence.tokens, anchor.first), anchor.first + 1)
        return self._whole(anchor, (copula, reach(sentence, anchor.last, self.words, whole=True)))

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

    def _whole_sentence(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The whole clause, its connective left out of the reading but not of the words."""
        sentence = anchor.segment.sentence
        first, last = strip_front(sentence, (0, len(sentence.tokens)), self.words)
        return self._whole(anchor, (first, last))

    def _defined(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The concept that the segment defines as an activity ("adalah kerja sama … untuk …"), for the purpose given."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first):
            copula = self.words.at("copulas", tokens, k)
            if copula < 0 or tokens[k].depth:
                continue
            if self.words.at("activity_heads", tokens, copula) < 0 or any(
                tokens[j].word in {",", ";"} for j in range(copula, anchor.first)
            ):
                return []
            return self._head(role, anchor)
        return []

    def _named(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The thing right behind the trigger ("lahirnya GNB"), else the subject."""
        behind = self._right_mention(role, anchor)
        return behind[:1] or self._subject(role, anchor)

    def _fronted_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A fronted clause with a predicate in the present: "Since partners often face the same" gives a reason, "since 2002" a time."""
        first = self.behind(anchor)
        comma = self._main_comma(anchor, first)
        tokens = anchor.segment.sentence.tokens[first : max(comma, first)]
        said = any(self.words.has("present_verbs", t.word) or self.words.has("negations", t.word) for t in tokens[1:])
        begun = any(self.words.has("beginnings", t.word) for t in tokens)
        said = said or (not begun and any(self.words.has("base_verbs", t.word) for t in tokens[2:]))
        if not said or any(t.word[0].isdigit() for t in tokens):
            return []
        return self._fronted(role, anchor)

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
        changes = [k for k in range(first + 1, max(comma, first)) if tokens[k].word.endswith("ing") and tokens[k - 1].is_word]
        noun = changes and not self.words.has("prepositions", tokens[changes[0] - 1].word) and not tokens[changes[0]].capital
        said = any(self.words.is_finite(t) for t in tokens[max(comma, 0) :])
        return self._fronted(role, anchor) if noun and said and self.words.before("determiners", tokens, changes[0]) < 0 else []

    def _gerund(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is to be done, as a gerund ("with the aim of rebuilding Europe")."""
        tokens = anchor.segment.sentence.tokens
        if anchor.last >= len(tokens) or not tokens[anchor.last].word.endswith("ing"):
            return []
        return self._right_verbal(role, anchor)

    def _owned(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first fitting name between the trigger and the copula: "prinsip yang dianut GNB ialah", "the aims of the fund are"."""
        copula = self._copula(anchor)
        last = copula[0] if copula is not None else -1
        for mention in anchor.segment.mentions:
            if anchor.last <= mention.first and mention.last <= last:
                found = self.resolver.mention(mention, anchor.segment.sentence.index)
                if found is not None and admits(found.types, role.types, unknown=False):
                    return [Filler(found, mention.start, mention.end)]
        return []

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
        last = next((k for k in range(first, that) if tokens[k].word == ","), that)
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
