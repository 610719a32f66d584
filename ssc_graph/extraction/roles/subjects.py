"""Roles on the left of a trigger: its grammatical subject, the clause or the name before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.extraction.clauses import Span, clause_start, closes_insertion, subject_of
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.roles.anchor import DETERMINERS, Anchor, Filler
from ssc_graph.extraction.roles.together import Together
from ssc_graph.extraction.segments import SourcePhrase
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.verbs import words_before_verb
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

#: Relations whose subject may be any activity that a phrase names.
_OWNED = frozenset({"hasObjective", "hasPrinciple"})
_AIMING = frozenset({"untuk", "guna", "demi", "agar", "supaya"})


class Subjects(Together):
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

    def _behind_place(self, anchor: Anchor, span: Span) -> Span:
        """As in "Di Apia, Samoa, konferensi itu …": the subject behind what else tells where."""
        tokens, mentions = anchor.segment.sentence.tokens, anchor.segment.mentions
        if "demonstratives-follow" not in self.words.traits or span[0] < 2 or tokens[span[0] - 1].word != ",":  # noqa: PLR2004
            return span
        place = next((m for m in mentions if m.last == span[0] - 1 and self._is_place(m)), None)
        other = next((m for m in mentions if m.first == span[0] and m.last < span[1] and self._is_place(m)), None)
        placed = place is not None and self.words.before("place_prepositions", tokens, place.first) >= 0
        return (other.last + 1, span[1]) if placed and other is not None and tokens[other.last].word == "," else span

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
