"""Roles on the left of a trigger: its grammatical subject, the clause or the name before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.document import BlockKind
from ssc_graph.extraction.clauses import Span, Subject, antecedent, clause_start, closes_insertion, strip_front, subject_of
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.roles.anchor import AGENTS, DETERMINERS, NEAR, REACH, Anchor, Filler
from ssc_graph.extraction.roles.left_clauses import LeftClauses
from ssc_graph.extraction.segments import SourcePhrase
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.verbs import verb_group, words_before_verb
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

#: Relations whose subject may be any activity that a phrase names.
_OWNED = frozenset({"hasObjective", "hasPrinciple"})
#: Relations in which delegates act for their body.
_DONE_FOR_OTHERS = frozenset({"adoptedBy", "endorsedBy", "establishedBy"})
#: Kinds of things that bring something about rather than the clause that names them.
_BRINGING = ("event", "concept", "programme", "instrument")
_AIMING = frozenset({"untuk", "guna", "demi", "agar", "supaya"})


class Subjects(LeftClauses):
    """Forms that look left."""

    def _subject(self, role: Role, anchor: Anchor) -> list[Filler]:
        if "situation" in role.types and self._among_aims(anchor):
            return []
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        found: list[Filler] = self._participial(role, anchor)
        if found:
            return found
        brings_about = anchor.rule.claims[0][0] == "causes" and "situation" in role.types
        if subject.relative and brings_about and (comma := self._takes_up_clause(anchor)) > 0:
            return self._left_main_clause(role, replace(anchor, first=comma))
        if subject.relative and "situation" in role.types and (resumed := self._resumed(anchor, subject.spans)):
            return resumed
        reduced = self._reduced(role, anchor, subject)
        for span in reduced or subject.spans:
            found += self._typed(role, anchor, span, subject.relative) if role.types else self._free(role, anchor, span, verbal=False)
        if not found and "situation" in role.types:
            found = self._situations(role, anchor, subject.spans)
        if subject.relative and role.types:
            defined = self._definiendum(role, anchor)
            found = defined or found
        if found or not role.types or subject.spans:
            return found or self._general(role, anchor, subject.spans)
        start = clause_start(anchor.segment.sentence, anchor.group.start, self.words)
        if start < anchor.group.start and self.words.has("dummies", anchor.segment.sentence.tokens[start].word):
            return []  # "It is difficult to see what the singer hopes to …"
        return self._implied(role, anchor, here="situation" in role.types)

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

    def _general(self, role: Role, anchor: Anchor, spans: tuple[Span, ...]) -> list[Filler]:
        """As in "Seed libraries rest on three principles": a general noun phrase is a concept that aims and principles belong to."""
        tokens = anchor.segment.sentence.tokens
        owned = anchor.rule.claims[0][0] in _OWNED and "concept" in role.types and len(spans) == 1
        if not owned or spans[0][1] - spans[0][0] < 2:  # noqa: PLR2004 (one word alone is too general)
            return []
        first, last = spans[0]
        tables = ("demonstratives", "determiners", "pronouns", "articles", "relatives", "agents", "possessives", "openers", "fronted")
        opening = any(self.words.at(table, tokens, first) > 0 for table in tables) or self.words.has("persons", tokens[first].word)
        agent = self.words.has("agent_nouns", tokens[last - 1].word) and self.words.before("no_agents", tokens, last) < 0
        acting = agent or self.words.has("person_titles", tokens[first].word)
        inside = ("demonstratives", "pronouns", "plural_pronouns", "whys")
        said = any(self.words.is_finite(t) or any(self.words.has(table, t.word) for table in inside) for t in tokens[first:last])
        if opening or acting or said:
            return []
        return [self._concept(tokens[first].start, tokens[last - 1].end)]

    def speaker(self, anchor: Anchor) -> Entity | None:
        """Return whom the trigger's subject names, as the source of what the sentence says; None where it has no subject."""
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        if not subject.spans:
            return None
        first, last = subject.spans[0]
        offset = anchor.segment.offset
        sentence = self.analysis.sentences[anchor.segment.sentence.index]
        return self.resolver.source(sentence, SourcePhrase(first + offset, last + offset))

    def _among_aims(self, anchor: Anchor) -> bool:
        """As in "bertujuan untuk A dan memudahkan B": the verb is one of several that "untuk" introduces, it has no subject of its own."""
        tokens = anchor.segment.sentence.tokens
        joined = self.words.before("coordinators", tokens, anchor.group.start)
        if "linkers-join-verbs" not in self.words.traits or joined < 0 or not self.words.is_finite(tokens[anchor.first]):
            return False
        for k in range(joined - 1, 0, -1):
            if tokens[k].word in _AIMING and k + 1 < len(tokens) and self.words.is_finite(tokens[k + 1]):
                return True
            if tokens[k].word in {";", ".", ":"} or self.words.has("relatives", tokens[k].word):
                return False
        return False

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

    def _owner(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Whose "aim is to": the first fitting name before the trigger in its clause, else what the sentence before is about."""
        start = clause_start(anchor.segment.sentence, anchor.first, self.words)
        tokens = anchor.segment.sentence.tokens
        possessive = anchor.first > 0 and tokens[anchor.first - 1].word.endswith("'s")
        for mention in anchor.segment.mentions:
            if possessive and mention.last != anchor.first:
                continue  # "the hub's purpose" is the hub's
            if start <= mention.first and mention.last <= anchor.first:
                found = self.resolver.mention(mention, anchor.segment.sentence.index)
                if found is None and "described" in role.types:
                    found = self.resolver.thing(anchor.segment, (mention.first, mention.last), role.types)
                if found is not None and admits(found.types, role.types, unknown=False):
                    return [Filler(found, mention.start, mention.end)]
        return [] if possessive else self._implied(role, anchor)

    def _founded_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a verb of founding before the trigger founds: its subject, or the name behind it ("didirikanlah X untuk …")."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, -1, -1):
            if tokens[k].word in {";", ":"} or (self.words.is_finite(tokens[k]) and not self.words.has("foundings", tokens[k].word)):
                return []
            if self.words.has("foundings", tokens[k].word):
                if tokens[k].word.endswith("lah"):
                    return self._things(anchor, k + 1, replace(role, split="none"))
                if k == anchor.first - 1:
                    return []  # the rule of the verb itself reads "dibentuk untuk"
                return self._subject(role, replace(anchor, first=k, last=k + 1, group=verb_group(anchor.segment.sentence, k, self.words)))
        return []

    def _participial(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "BAPA+40, held in Buenos Aires": a participle behind a comma belongs to the name before it."""
        tokens = anchor.segment.sentence.tokens
        start = anchor.group.start
        if not role.types or anchor.group.auxiliary or start == 0 or tokens[start - 1].word not in {",", "-"}:
            return []
        described = "situation" in role.types or "appositions-describe" in self.words.traits
        if described and closes_insertion(tokens, start - 1, self.words):
            return []  # "ICBL, lembaga yang bernaung di bawah PBB, didirikan …": the main verb
        if self.words.has("auxiliaries", tokens[anchor.first].word):
            return []  # "UNOSSC, hosted by UNDP, was formerly called …": a finite verb belongs to what stands before the insertion
        behind = tokens[anchor.last] if anchor.last < len(tokens) else tokens[anchor.first]
        timed = anchor.last + 1 < len(tokens) and self.words.has("time_words", tokens[anchor.last + 1].word)
        verb = tokens[anchor.first].word
        past = bool(self.words.past_endings) and (verb.endswith(self.words.past_endings) or self.words.has("shared_pasts", verb))
        if past and self.words.has("articles", behind.word) and not timed:
            return []  # "the Secretary-General, U Thant, set up the fund": a verb with an object is the main verb
        if self.words.past_endings and verb.endswith("s") and self.words.is_finite(tokens[anchor.first]):
            return []  # "the Fund, managed by the Bank, aims to": a finite verb is the main verb
        passives = tuple(self.words.words_of("passive_prefixes"))
        if passives and not tokens[anchor.first].word.startswith(passives):
            return []  # an active verb behind a comma is the main verb
        found = self._left_mention(role, anchor)
        places = {f.start for f in found}
        named = next((m for m in anchor.segment.mentions if m.start in places), None)
        return [] if named is not None and self._renames_to(anchor, named) else found

    def _typed(self, role: Role, anchor: Anchor, span: Span, relative: bool) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        if (hoped_of := self._hoped_of(role, anchor, span)) is not None:
            return [Filler(hoped_of, hoped_of.start, hoped_of.end)]
        happening = "situation" in role.types and not {"instrument", "body", "organisation"} & set(role.types)
        if happening and "pronouns-keep-types" in self.words.traits and self.words.at("pronouns", tokens, span[0]) == span[1]:
            said = [filler for filler in self._whole(anchor, span) if isinstance(filler.argument, Entity)]
            return [f for f in said if isinstance(f.argument, Entity) and admits(f.argument.types, role.types, unknown=False)]
        span = span if relative else self._behind_place(anchor, span)
        if meant := self._meant_before(role, anchor, span):
            return meant
        several = self._listed_things(role, anchor, span) or self._listed_things(role, anchor, self._up_to_predicate(anchor, span))
        if len(several) > 1 and role.split == "auto":
            return several
        last = self._last_mention(anchor, span, role) if relative else None
        inner = last is not None and last.first > span[0] and self.words.has("prepositions", tokens[last.first - 1].word)
        if inner and "situation" in role.types and "adjectives-first" in self.words.traits:
            last = None  # "changes in the machinery of disarmament which …"
        found = self.resolver.mention(last, anchor.segment.sentence.index) if last else None
        if found is None:
            found = self.resolver.thing(anchor.segment, span, role.types, exactly="situation" in role.types)
        if found is None and "situation" not in role.types:
            found = self._before_predicate(role, anchor, span) or self._acted_for(role, anchor, span)
        front = max(span[0] - 1, 0) if span[0] and self.words.has("fronted", tokens[span[0] - 1].word) else span[0]
        if found is None and not relative and self.words.at("fronted", tokens, front) > 0:
            return self._behind_fronted(role, anchor, span)
        if found is not None and {"ssc:Country", "ssc:Person"} & set(found.types) and self._several(tokens, span):
            return []  # "ketiganya" is no country alone
        return [Filler(found, found.start, found.end)] if found is not None else []

    def _meant_before(self, role: Role, anchor: Anchor, span: Span) -> list[Filler]:
        """What "these aims", "they", "ketiganya" stand for: statements or lists of things that were named before."""
        tokens = anchor.segment.sentence.tokens
        if "statement" in role.types and (pointed := self._statements(anchor, span)):
            return pointed
        several = self.words.has("plural_subjects", tokens[span[1] - 1].word)
        several = several or self.words.at("plural_countries", tokens, span[0]) == span[1]
        if several and (those := self._those_before(role, anchor)):
            return those
        return self._meant_together(role, anchor, span) if role.split == "auto" else []

    def _acted_for(self, role: Role, anchor: Anchor, span: Span) -> Entity | None:
        """As in "The ministers of the League adopted …": the body, or the meeting, whose ministers or delegates do it."""
        behind = self._behind_deputies(anchor.segment.sentence.tokens, span[0]) if anchor.rule.claims[0][0] in _DONE_FOR_OTHERS else -1
        if behind < 0:
            return None
        for mention in anchor.segment.mentions:
            if mention.first in {behind, behind - 1} and mention.last <= span[1]:
                found = self.resolver.mention(mention, anchor.segment.sentence.index)
                return found if found is not None and admits(found.types, role.types, unknown=False) else None
        return None

    def _those_before(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Chile and Peru met. They founded …": the members of the list with which the sentence before begins."""
        index = anchor.segment.sentence.index
        if not index or not {"country", "organisation", "person"} & set(role.types):
            return []
        before = self.analysis.sentences[index - 1]
        found: list[Filler] = []
        position = -1
        for mention in self.analysis.mentions[index - 1]:
            entity = self.resolver.mention(mention, index - 1)
            between = [t.word for t in before.tokens[max(position, 0) : mention.first]]
            joined = all(word == "," or word in DETERMINERS or self.words.has("coordinators", word) for word in between)
            if position >= 0 and not joined:
                break
            if entity is not None and admits(entity.types, role.types, unknown=False):
                found.append(Filler(entity, -1, -1))
                position = mention.last
        return found if len(found) > 1 else []

    def _behind_place(self, anchor: Anchor, span: Span) -> Span:
        """As in "Di Apia, Samoa, konferensi itu …": the subject behind what else tells where."""
        tokens, mentions = anchor.segment.sentence.tokens, anchor.segment.mentions
        if "demonstratives-follow" not in self.words.traits or span[0] < 2 or tokens[span[0] - 1].word != ",":  # noqa: PLR2004
            return span
        place = next((m for m in mentions if m.last == span[0] - 1 and self._is_place(m)), None)
        other = next((m for m in mentions if m.first == span[0] and m.last < span[1] and self._is_place(m)), None)
        placed = place is not None and self.words.before("place_prepositions", tokens, place.first) >= 0
        return (other.last + 1, span[1]) if placed and other is not None and tokens[other.last].word == "," else span

    def _several(self, tokens: Sequence[Token], span: Span) -> str:
        """How many a pronoun stands for that stands for several ("0" where it does not say), or an empty string."""
        word = tokens[span[0]].word
        if span[1] - span[0] > 1 or "demonstratives-follow" not in self.words.traits:
            return ""
        return self.words.value("several_counts", (word,)) or "0" * self.words.has("several_pronouns", word)

    def _meant_together(self, role: Role, anchor: Anchor, span: Span) -> list[Filler]:
        """As in "Peru, Kuba, dan Cile berunding. Ketiganya membentuk …": the list that "they" stands for, as many as they are."""
        tokens, _words = anchor.segment.sentence.tokens, self.words
        if span[1] - span[0] > 2 and tokens[span[1] - 2].word == ",":  # noqa: PLR2004 ("Nepal dan Bhutan, keduanya anggota …")
            span = (span[1] - 1, span[1])
        count = self._several(tokens, span)
        if not count or not {"country", "organisation", "person"} & set(role.types):
            return []
        index = anchor.segment.sentence.index
        for earlier in range(index, max(index - 3, -1), -1):
            things = [e for e in self.resolver.things.get(earlier, ()) if e.start >= 0 and e.end <= tokens[span[0]].start]
            for run in self._runs(earlier, things):
                fitting = all(admits(e.types, role.types, unknown=False) for e in run)
                if fitting and len(run) > 1 and int(count) in {0, len(run)}:
                    return [Filler(entity, -1, -1) for entity in run]
        return []

    def _runs(self, index: int, things: Sequence[Entity]) -> list[list[Entity]]:
        """Things of a sentence that a list joins, titles between them allowed: "Presiden Peru dan Presiden Kuba"."""
        runs: list[list[Entity]] = []
        tables = ("coordinators", "additive", "person_titles", "determiners", "delegates")
        for entity in things:
            if not entity.types and self.words.has("person_titles", entity.text.casefold()):
                continue
            last = runs[-1][-1] if runs else None
            between = [t for t in self.analysis.sentences[index].tokens if last is not None and last.end <= t.start < entity.start]
            joined = between and all(t.word == "," or any(self.words.has(table, t.word) for table in tables) for t in between)
            if joined:
                runs[-1].append(entity)
            else:
                runs.append([entity])
        return runs

    def _hoped_of(self, role: Role, anchor: Anchor, span: Span) -> Entity | None:
        """As in "The bank expects it to …": what "it" brings about is done by a programme or an act rather than by a body that hopes."""
        kinds = tuple(kind for kind in role.types if kind not in {"organisation", "body", "situation"})
        pronoun = self.words.at("pronouns", anchor.segment.sentence.tokens, span[0]) == span[1]
        if anchor.rule.claims[0][0] != "expectedToBringAbout" or not pronoun or not kinds:
            return None
        index = anchor.segment.sentence.index
        found = self.resolver.thing(anchor.segment, span, kinds)
        near = [e for k in (index, index - 1) for e in self.resolver.things.get(k, ())]
        named = [e for e in near if found is not None and e.id == found.id]
        if any(not self.resolver.by_the_way(e) for e in named):
            return found
        first = next((e for e in near if e.end < anchor.segment.sentence.start and not self.resolver.by_the_way(e)), None)
        if first is not None and not first.types and first.text[:1].isupper():
            return replace(first, start=-1, end=-1)  # a name of unknown kind comes first in the sentence before
        return found if named else None

    def _behind_fronted(self, role: Role, anchor: Anchor, span: Span) -> list[Filler]:
        """As in "On the opening day Palau launched …": names right before the verb, behind a fronted phrase without a comma."""
        tokens = anchor.segment.sentence.tokens
        for mention in anchor.segment.mentions:
            first = mention.first - (tokens[mention.first - 1].word in DETERMINERS if mention.first else 0)
            before = tokens[first - 1] if first > span[0] else None
            apart = before is not None and before.is_word and not self.words.has("prepositions", before.word) and not before.capital
            joined = before is not None and (self.words.has("coordinators", before.word) or self.words.has("connectors", before.word))
            if mention.first > span[0] and mention.last <= span[1] and apart and not joined:
                found = self._listed_things(role, anchor, (mention.first, span[1]))
                if found:
                    return found
        return []

    def _relative_subject(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The names right behind a relative pronoun: "the fund, which UNDP, UNESCO and the WHO ran together"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.group.start - 1, 0, -1):
            if self.words.has("relatives", tokens[k].word):
                found = self._things(anchor, k + 1, replace(role, form="mention"))
                reached = max((f.end for f in found), default=-1)
                return found if 0 <= reached <= tokens[anchor.first].start else self._subject(role, anchor)
        return self._subject(role, anchor)

    def _statements(self, anchor: Anchor, span: Span) -> list[Filler]:
        """As in "Prinsip-prinsip itu ditegaskan dalam …", "these aims were set out in …": the statements made before."""
        words = [t.word for t in anchor.segment.sentence.tokens[span[0] : span[1]] if t.is_word]
        noun = any(self.words.has("statement_nouns", word) for word in words[:2])
        pointed = any(self.words.has("demonstratives", word) for word in words)
        if not (noun and pointed and len(words) <= NEAR + 1):
            return []
        return [Filler(entity, -1, -1) for entity in self.resolver.statements_before(anchor.segment.sentence.index)]

    def _listed_things(self, role: Role, anchor: Anchor, span: Span) -> list[Filler]:
        """The members of a subject that is a list of names: "Indonesia, Kenya, Brazil and Uganda"."""
        found: list[Filler] = []
        tokens = anchor.segment.sentence.tokens
        position = span[0]
        for mention in anchor.segment.mentions:
            if mention.first < span[0] or mention.last > span[1] or tokens[mention.first].depth:
                continue
            between = tokens[position : mention.first]
            small = [t.word for t in between if t.is_word and not t.depth and t.word not in DETERMINERS]
            if not all(self.words.has("coordinators", word) or self.words.has("articles", word) for word in small):
                return []
            entity = self.resolver.mention(mention, anchor.segment.sentence.index)
            if entity is None or not admits(entity.types, role.types, unknown=mention.unsure):
                return []
            found.append(Filler(entity, mention.start, mention.end))
            position = mention.last
        rest = tokens[position : span[1]]
        return [] if any(t.is_word and not t.depth for t in rest) else found

    def _up_to_predicate(self, anchor: Anchor, span: Span) -> Span:
        """A subject without the predicate that the trigger's noun belongs to ("Mali dan Togo terdaftar sebagai anggota …")."""
        tokens = anchor.segment.sentence.tokens
        for k in range(span[0] + 1, span[1]):
            if "nouns-complete-predicates" in self.words.traits and not tokens[k].depth and self.words.is_finite(tokens[k]):
                return span[0], words_before_verb(tokens, k, self.words, span[0])
        return span

    def _before_predicate(self, role: Role, anchor: Anchor, span: Span) -> Entity | None:
        """The subject of an earlier predicate that the trigger's is coordinated with ("Indonesia adalah anggota A juga anggota B")."""
        tokens = anchor.segment.sentence.tokens
        if self._subordinate(tokens, span):
            return None  # "It is regrettable that the firms …", "I speak of a plan which we …"
        for k in range(span[0] + 1, span[1]):
            if not tokens[k].depth and (self.words.is_finite(tokens[k]) or self.words.at("copulas", tokens, k) > 0):
                return self.resolver.thing(anchor.segment, (span[0], k), role.types)
        return None

    def _subordinate(self, tokens: Sequence[Token], span: Span) -> bool:
        """Whether a clause with a subject of its own opens within a span, or somebody speaks in it."""
        if any(self.words.has("persons", tokens[k].word) for k in range(*span)):
            return True
        small = ("auxiliaries", "adverbs", "negations")
        return any(
            self.words.has("clause_openers", tokens[k].word)
            and not self.words.is_finite(tokens[k + 1])
            and not any(self.words.has(table, tokens[k + 1].word) for table in small)
            for k in range(span[0], span[1] - 1)
        )

    def _last_mention(self, anchor: Anchor, span: Span, role: Role) -> Mention | None:
        """The mention that a relative clause directly follows, if it fits."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last > span[1] or mention.first < span[0] - 1:
                continue
            named = self._apposed(anchor, mention, role)
            if named is not None and "appositions-describe" in self.words.traits:
                return named
            if all(t.depth or not t.is_word for t in tokens[mention.last : span[1]]) and admits(mention.types, role.types):
                return self._apposed(anchor, mention, role) or mention
            if mention.first >= span[0] and admits(mention.types, role.types, unknown=False) and not mention.bare:
                return mention  # "the plan for technical cooperation that was endorsed": the nearest thing of the right kind
        return None

    def _apposed(self, anchor: Anchor, mention: Mention, role: Role) -> Mention | None:
        """The name that a description explains: "UN-OHRLLS, kantor PBB yang dibentuk …"."""
        tokens = anchor.segment.sentence.tokens
        if mention.kind != "described" or mention.first == 0 or tokens[mention.first - 1].word != ",":
            return None
        last = mention.first - 1
        while last > 0 and tokens[last - 1].depth:
            last -= 1  # its acronym in brackets
        named = next((m for m in anchor.segment.mentions if m.last == last), None)
        return named if named is not None and named.kind != "described" and admits(named.types, role.types) else None

    def _holder(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The subject in front of "hingga 2008" ("lembaga yang hingga 2008 bernama X")."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, max(anchor.first - NEAR - 2, 0), -1):
            start = self.words.before("until_words", tokens, k)
            if start > 0:
                return self._subject(role, replace(anchor, group=replace(anchor.group, start=start)))
        return self._subject(role, anchor)

    def _implied(self, role: Role, anchor: Anchor, *, here: bool = False) -> list[Filler]:
        """A subject left out: what this sentence, else (unless only ``here``) the one before, is about."""
        before = anchor.segment.sentence.tokens[anchor.first].start
        index = anchor.segment.sentence.index
        found = self.resolver.subject_before(index, role.types, before=before, named="organisation" in role.types)
        if here and (found is None or found not in self.resolver.things.get(index, []) or not self._coordinated(anchor)):
            return []
        return [Filler(found, -1, -1)] if found is not None else []

    def _coordinated(self, anchor: Anchor) -> bool:
        """Whether the trigger's predicate is joined to an earlier one of the same subject, not part of a list of infinitives."""
        tokens = anchor.segment.sentence.tokens
        joined = self.words.before("coordinators", tokens, anchor.group.start)
        if joined < 0 or any(t.word == ":" and not t.depth for t in tokens[:joined]):
            return False
        return any(self.words.is_finite(t) for t in tokens[:joined] if not t.depth)

    def _proposed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The noun phrase with which an item of a list begins, up to the trigger's comma: a proposal."""
        sentence = anchor.segment.sentence
        tokens, last = sentence.tokens, anchor.first - 1
        said = any(self.words.is_finite(t) or t.word == ":" for t in tokens[:last] if not t.depth)
        if sentence.block.kind is not BlockKind.LIST_ITEM or said:
            return []
        return self._whole(anchor, (0, last))

    def _fronted_object(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a relative pronoun before the subject stands for: "the fund, which India set up"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.group.start - 1, 0, -1):
            if self.words.has("relatives", tokens[k].word) and tokens[k].word not in {"who", "whose"} and k + 1 < anchor.group.start:
                own = next((m for m in anchor.segment.mentions if k < m.first <= k + 2), None)
                if own is None or any(self.words.is_finite(t) for t in tokens[k + 1 : anchor.group.start] if not t.depth):
                    return []  # "UNOSSC, which sits within UNDP, coordinates …": the relative clause has its own verb
                start = k - self.words.has("prepositions", tokens[k - 1].word)  # "to which Fiji belongs"
                at_pronoun = replace(anchor, group=replace(anchor.group, start=start))
                return self._left_mention(role, at_pronoun)
            if tokens[k].word in {";", ".", ":"}:
                return []
        return []

    def _subject_of_sentence(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first thing of the sentence: the subject of its first predicate."""
        opening = anchor.segment.mentions[0] if anchor.segment.mentions else None
        if (
            opening is not None
            and opening.bare
            and opening.first <= 1
            and opening.last <= anchor.first
            and "heads-first" in self.words.traits
        ):
            found = self.resolver.mention(opening, anchor.segment.sentence.index)  # "Dana itu dimaksudkan untuk A, bukan untuk B"
            if found is not None and admits(found.types, role.types, unknown=False):
                return [Filler(found, opening.start, opening.end)]
        return self._head(role, anchor)

    def _purposeful(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What has the aim that follows: the object of an active verb of founding before it, else the first thing of the sentence.

        As in "Ministers created the Port Council with a view to …", against "The Port Council was created with a view to …".
        """
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, 0, -1):
            if tokens[k].word in {";", ":"}:
                break
            if self.words.has("foundings", tokens[k].word) and not self.words.has("passive_auxiliaries", tokens[k - 1].word):
                things = [f for f in self._things(anchor, k + 1, replace(role, split="none")) if isinstance(f.argument, Entity)]
                fitting = [f for f in things if isinstance(f.argument, Entity) and admits(f.argument.types, role.types, unknown=False)]
                if fitting:
                    return fitting[:1]
        return [] if self._by_the_way(anchor) else self._head(role, anchor)

    def _by_the_way(self, anchor: Anchor) -> bool:
        """Whether somebody speaks or does something of his own before an aim: "we ask the Assembly to decide with a view to …"."""
        tokens = anchor.segment.sentence.tokens[: anchor.first]
        speaking = ("speakers", "plural_speakers")
        spoken = any(self.words.has(table, t.word) for table in speaking for t in tokens)
        return spoken or any(self.words.has("persons", t.word) and not t.capital and not t.depth for t in tokens)

    def _head(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first thing of the right kind that the segment names before the trigger."""
        for mention in anchor.segment.mentions:
            if mention.last <= anchor.first and admits(mention.types, role.types, unknown=False) and not mention.bare:
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return []

    def _alias_owner(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What bears the other name: the thing right before it, else the subject."""
        start = anchor.group.start
        while start > 1 and self.words.has("adverbs", anchor.segment.sentence.tokens[start - 1].word):
            start -= 1  # "the Fund, still known as …"
        anchor = replace(anchor, group=replace(anchor.group, start=start))
        found = self._left_mention(role, anchor)
        if not found and start > 1 and anchor.segment.sentence.tokens[start - 1].word == "," and self.words.openings("object_openers"):
            first, last = antecedent(anchor.segment.sentence, start - 1, self.words)
            tokens = anchor.segment.sentence.tokens
            articles = [k for k in range(first, last) if self.words.has("object_openers", tokens[k].word)]
            return self._whole(anchor, (articles[-1] if articles else first, last))  # "… on the start-up phase, known as …"
        return found or self._last_phrase(anchor, self._subject(role, anchor))

    def _last_phrase(self, anchor: Anchor, fillers: list[Filler]) -> list[Filler]:
        """As in "It welcomes the signing of the agreement known as SALT II": of a clause, the noun phrase at its end bears the name."""
        tokens = anchor.segment.sentence.tokens
        inside = [k for k, t in enumerate(tokens[: anchor.group.start]) if fillers and fillers[0].start <= t.start < fillers[0].end]
        if "adjectives-first" not in self.words.traits or not any(self.words.is_finite(tokens[k]) for k in inside[1:]):
            return fillers
        openers = [k for k in inside if self.words.has("object_openers", tokens[k].word)]
        return self._whole(anchor, (openers[-1], anchor.group.start)) if openers else []

    def _left_apposed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The name that the trigger's noun phrase is in apposition to, or that a copula ties to it: "X, a programme of …"."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last > anchor.first or mention.bare or not admits(mention.types, role.types, unknown=False):
                continue
            between = [t for t in tokens[mention.last : anchor.first] if not t.depth]
            if between and (between[0].word in {",", "-"} or self.words.has("copulas", between[0].word)) and len(between) <= REACH:
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return []

    def _subject_or_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        return self._left_mention(role, anchor) or self._subject(role, anchor)
