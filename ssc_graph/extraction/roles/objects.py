"""Roles on the right of a trigger: phrases, clauses, verb phrases, names, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from ssc_graph.extraction import coordination
from ssc_graph.extraction.clauses import strip_front
from ssc_graph.extraction.noun_phrases import is_reduced
from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.anchor import AGENTS, Anchor, Filler
from ssc_graph.extraction.roles.fronting import Fronting
from ssc_graph.extraction.tokens import Token, first_words, match_at
from ssc_graph.extraction.verbs import words_before_verb
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Phrase, Role, load_grammar

_COUNTABLE = frozenset({"country", "organisation", "person", "group", "event", "instrument"})
_COUNTED = 11
"""Words from a counted noun to the names that it counts, at most."""


@cache
def _agents(language: str) -> Mapping[str, tuple[Phrase, ...]]:
    """Of the words that may stand behind the trigger of each rule, those that introduce who acts."""
    grammar = load_grammar(language)
    known = {*AGENTS, *grammar.words.get("agents", ())}
    return {rule.id: tuple(words for words in rule.skip if words in known) for rule in grammar.rules if rule.skip}


class Objects(Fronting):
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
        """As in "led to floods and to losses", "owes as much to fear as to hope": where the trigger's own preposition comes back."""
        tokens = anchor.segment.sentence.tokens
        closing = tokens[anchor.last - 1].word
        if not self.words.has("prepositions", closing):
            return -1
        compared = {t.word for t in tokens[anchor.first : anchor.last]} & {"as"}
        joints = (k for k in range(first + 1, last - 2) if tokens[k].word in compared or self.words.at("coordinators", tokens, k) == k + 1)
        return next((k for k in joints if tokens[k + 1].word == closing), -1)

    def _inside_noun_phrase(self, anchor: Anchor) -> bool:
        """Whether the trigger stands in a relative clause or phrase of a noun, so that the main verb may follow what it governs."""
        tokens = anchor.segment.sentence.tokens
        relative = self.words.before("relatives", tokens, anchor.group.start)
        if relative > 0 and tokens[relative - 1].word != "," and not tokens[relative - 1].word.endswith("lah"):
            return True
        if anchor.group.negated and "one-verb-form" in self.words.traits:
            return False  # "Bank itu lahir bukan karena mereka hendak pergi": what is denied is a clause
        if self._predicated_before(tokens, anchor.first):
            return False
        if not anchor.group.auxiliary and is_reduced(tokens, anchor.first, self.words):
            return not any(self.words.is_finite(t) or self.words.has("auxiliaries", t.word) for t in tokens[: anchor.first] if not t.depth)
        beside = anchor.first > 0 and tokens[anchor.first - 1].word != ","
        nominal = self.words.at("nominal_breaks", tokens, anchor.first) > 0 or (beside and self._reduced_participle(anchor))
        return nominal and not any(self.words.is_finite(t) for t in tokens[: anchor.first] if not t.depth)

    def _predicated_before(self, tokens: Sequence[Token], position: int) -> bool:
        """As in "Sengketa itu lama karena …", "Beras mahal karena …": a word behind a demonstrative, or an adjective, is a predicate."""
        if "demonstratives-follow" not in self.words.traits or not position:
            return False
        pointed = any(self.words.has("demonstratives", tokens[k].word) and tokens[k + 1].is_word for k in range(position - 1))
        return pointed or self.words.has("predicate_adjectives", tokens[position - 1].word)

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
        put_in = self.words.has("namely", tokens[anchor.first].word) and anchor.first > 0 and tokens[anchor.first - 1].word == ","
        if "," not in {tokens[anchor.first].word, tokens[max(anchor.first - 1, 0)].word} and not put_in:
            return last
        commas = (k for k in range(first + 1, last - 1) if tokens[k].word == "," and not tokens[k].depth)
        follows = ("auxiliaries", "negations") if put_in else ()  # "bantuan terikat, yakni …, masih lazim"
        return next(
            (k for k in commas if self.words.is_finite(tokens[k + 1]) or any(self.words.at(t, tokens, k + 1) > 0 for t in follows)), last
        )

    def _right_verbal(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        tokens = anchor.segment.sentence.tokens
        if 0 < first < len(tokens) and tokens[first - 1].word == "help" and not self.words.is_base_verb(tokens[first].word):
            first -= 1  # "aims to help farmers sell", but "aims to help build roads"
        opening = first + 3 * (first + 3 < len(tokens) and tokens[first].word == "(" and tokens[first + 2].word == ")")  # "(a) melatih"
        told = first > 0 and tokens[first - 1].word in {"agar", "supaya"}
        if role.name == "aim" and first < len(tokens) and not told and not self._to_do(tokens[opening]):
            return []
        if first + 1 < len(tokens) and tokens[first].word == "sebagai" and tokens[first + 1].word == "berikut":
            return []  # the list that follows says it
        done = role.name == "aim" and first < len(tokens) and self._to_come(tokens[first])
        return self._free(role, anchor, (first, reach(anchor.segment.sentence, first, self.words, verbal=not done)), verbal=not done)

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
            placed = role.types == ("event",) and not mention.types and self.words.before("place_prepositions", tokens, mention.first) >= 0
            met = anchor.rule.claims[0][0] in {"heldIn", "heldOn"} and "heads-first" in self.words.traits
            placed = placed or (role.types == ("event",) and met and not mention.types)  # "mengadakan Kepemimpinan untuk 2018"
            placed = placed or (not mention.types and self.words.has("days", tokens[mention.first].word))  # "Senin (4/11)" is no meeting
            if entity is not None and not placed and admits(entity.types, role.types, unknown=mention.unsure):
                found.append(Filler(entity, mention.start, mention.end))
        return found

    def _right_lone_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Things with which the clause ends: "Nor is Spain.", not "Nor is Spain absent"."""
        found = self._right_mention(role, anchor)
        tokens = anchor.segment.sentence.tokens
        rest = [t for t in tokens if found and t.start >= found[-1].end]
        return found if rest and not rest[0].is_word else []

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
            if anchor.rule.claims[0][0] == "hasParticipant" and self.words.at("delegates", tokens, k) > 0:
                return self.words.at("delegates", tokens, k)  # "drew 24 trainees from Ecuador and Peru"
            from_afar = self.words.has("origins", tokens[k].word) and anchor.rule.claims[0][0] == "hasParticipant"
            if from_afar and self._mention_near(anchor, k + 1, role) is not None:
                return k + 1  # "diikuti 20 petani dari Laos dan Nepal"
            if (not tokens[k].is_word and tokens[k].word != ",") or self.words.is_finite(tokens[k]):
                break
        return first

    def _introduced(self, role: Role, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        agents = _agents(self.words.language).get(anchor.rule.id, ())
        if not role.after and (not agents or self._mention_near(anchor, self.behind(anchor), role) is not None):
            return self.behind(anchor)
        introducing = role.after or agents
        openings = first_words(introducing)
        if openings.isdisjoint(anchor.segment.sentence.held):
            return -1 if role.after else self.behind(anchor)
        limit = -1
        for k in range(anchor.last, len(tokens)):
            end = match_at(tokens, k, introducing) if tokens[k].word in openings and not tokens[k].depth else -1
            if end < 0:
                continue
            limit = min(self._limit(anchor), self._other_predicate(anchor)) if limit < 0 else limit
            if k >= limit:
                break
            if end >= limit:
                continue
            if self._mention_near(anchor, end, role) is not None or self._behind_count(anchor, end, role) != end:
                return end
            acted_for = self._behind_deputies(tokens, end)
            if acted_for > 0 and self._mention_near(anchor, acted_for, role) is not None:
                return acted_for
        return -1 if role.after else self.behind(anchor)

    def _other_predicate(self, anchor: Anchor) -> int:
        """Where a coordinator opens another predicate: "…, and it was run by …", "adopted in Lima and endorsed by …"."""
        tokens, openings = anchor.segment.sentence.tokens, self.words.beginnings(("coordinators", "sequels"))
        for k in range(anchor.last, len(tokens)):
            token = tokens[k]
            if token.depth or (token.word != "," and token.word not in openings):
                continue
            joined = k + (token.word == ",")
            behind = max(self.words.at(table, tokens, joined) for table in ("coordinators", "sequels"))
            behind = k + 1 if behind < 0 and tokens[k].word == "," and not tokens[k].depth else behind
            if behind <= 0 or behind >= len(tokens):
                continue
            if tokens[k].word == "," and behind > k + 1 and self.words.at("pronouns", tokens, behind) > 0:
                return k
            if k > anchor.last and (self._participle_of_its_own(anchor, behind) or self._participle_at(tokens, behind)):
                return k
        return len(tokens)

    def _participle_of_its_own(self, anchor: Anchor, position: int) -> bool:
        """Whether a participle with an agent follows the words that already complete the trigger."""
        tokens = anchor.segment.sentence.tokens
        passives = tuple(self.words.words_of("passive_prefixes"))
        if passives:  # "disepakati di Lima dan kemudian disahkan Majelis Umum"
            position = max(self.words.at("sequels", tokens, position), position)
            return position < len(tokens) and tokens[position].word.startswith(passives) and self.words.is_finite(tokens[position])
        past = self.words.past_endings and tokens[position].word.endswith(self.words.past_endings) and not tokens[position].capital
        return bool(past) and position + 1 < len(tokens) and (tokens[position + 1].word,) in AGENTS

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

    def _right_gapped(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Brunei joined in 1984, Vietnam in 1995 and Laos in 1997": things behind the trigger's date, each with its own."""
        tokens = anchor.segment.sentence.tokens
        dates_here = self.analysis.dates_of(self.analysis.sentences[anchor.segment.sentence.index])
        dated = {k for d in dates_here for k in range(len(tokens)) if d.start <= tokens[k].start < d.end}
        named = {m.first: m for m in anchor.segment.mentions}
        found: list[Filler] = []
        held: list[Filler] = []  # named since the last date
        position, dates = anchor.last, 0
        while position < len(tokens):
            mention = named.get(position)
            if position in dated or (held and self.words.has("gap_closers", tokens[position].word)):
                dates, found, held = dates + 1, found + held, []
            elif mention is not None and dates:
                entity = self.resolver.mention(mention, anchor.segment.sentence.index)
                if entity is None or not admits(entity.types, role.types, unknown=False):
                    break
                held.append(Filler(entity, mention.start, mention.end))
            elif mention is None and not self._between_gaps(tokens, position):
                break
            position = mention.last if mention is not None else position + 1
        return found

    def _between_gaps(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a token may stand between the members of such a list: a mark, "and", "in", "followed by"."""
        token = tokens[position]
        tables = ("coordinators", "date_prepositions", "gap_words")
        return (not token.is_word and token.word not in {";", ":", "."}) or any(self.words.has(table, token.word) for table in tables)

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

    def _gerund(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is to be done, as a gerund ("with the aim of rebuilding Europe")."""
        tokens = anchor.segment.sentence.tokens
        if anchor.last >= len(tokens) or not tokens[anchor.last].word.endswith("ing"):
            return []
        return self._right_verbal(role, anchor)
