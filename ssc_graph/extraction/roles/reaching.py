"""Roles that the words around a trigger only point at: owners, both, samples, the named thing itself."""

from __future__ import annotations

from dataclasses import replace

from ssc_graph.claims import Entity, Label
from ssc_graph.extraction.clauses import Span, clause_start, strip_front, subject_of
from ssc_graph.extraction.descriptions import LOOK_BACK
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.roles.anchor import DETERMINERS, NEAR, Anchor, Filler
from ssc_graph.extraction.roles.owners import Owners
from ssc_graph.extraction.tokens import match_before
from ssc_graph.extraction.verbs import verb_group, words_before_verb
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import statement_curie
from ssc_graph.rules import Role


class Reaching(Owners):
    """Forms that reach beyond the clause or stay within the trigger's own name."""

    def _theme(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The owner of a possessive ("anggotanya", "its name") or of a bare noun in a heading."""
        found = self._implied(role, anchor)
        new = next((m.id for m in anchor.segment.mentions if m.first == anchor.last), "") if anchor.rule.claims[0][0] == "renamedOn" else ""
        other = bool(new) and any(isinstance(f.argument, Entity) and f.argument.id != new for f in found)
        return [] if other else found  # "in 2012 it was renamed UNOSSC" has a new name to hold the date

    def _principle_owner(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Prinsip D-8 tercantum dalam … Di antaranya ialah …": what the sentence before is about, if it speaks of principles."""
        index = anchor.segment.sentence.index
        before = self.analysis.sentences[index - 1].tokens if index else ()
        if not any(t.word.startswith(("prinsip", "asas")) for t in before):
            return []
        found = self.resolver.subject_before(index, role.types)
        return [Filler(found, -1, -1)] if found is not None else []

    def _told(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A subject that is a word for what is stated, with its owner: "Prinsip-prinsip D-8", "tujuan organisasi itu"."""
        tokens = anchor.segment.sentence.tokens
        spans = subject_of(anchor.segment.sentence, anchor.group.start, self.words).spans
        nouns = [s for s in spans if any(self.words.has("statement_nouns", t.word) for t in tokens[s[0] : s[0] + 2])]
        told = [s for s in nouns if s[1] - s[0] > 1]
        pointed = any(self.words.has("demonstratives", t.word) for s in told for t in tokens[s[0] : s[1]])
        return [] if pointed else [f for s in told for f in self._as_concept(anchor, s)]

    def _as_concept(self, anchor: Anchor, span: Span) -> list[Filler]:
        """Words for what an instrument states ("tujuan ASEAN"): aims or principles by their noun."""
        tokens = anchor.segment.sentence.tokens
        if span[0] >= span[1]:
            return []
        start, end = tokens[span[0]].start, tokens[span[1] - 1].end
        text = self.analysis.document.text[start:end]
        label = Label(" ".join(text.split()), self.words.language, preferred=True)
        aims = any(self.words.has("aim_words", t.word) for t in tokens[span[0] : span[1]])
        kind, cls = ("objective", "ssc:Objective") if aims else ("principle", "ssc:Principle")
        return [Filler(Entity(statement_curie(kind, label.text), text, (label,), (cls,), start, end), start, end)]

    def _right_told(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Words for what is stated behind the trigger, up to their list: "Dalam piagam itu tertuang empat prinsip, yakni …"."""
        tokens = anchor.segment.sentence.tokens
        opening = tokens[anchor.last : anchor.last + 2]
        if not any(self.words.has("statement_nouns", t.word) for t in opening):
            return []
        marks = {",", ":", ";", ".", *self.words.words_of("namely")}
        last = next((k for k in range(anchor.last, len(tokens)) if tokens[k].word in marks), len(tokens))
        return self._as_concept(anchor, (anchor.last, last))

    def _context(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What the sentences before are about, before what this sentence names by the way."""
        index = anchor.segment.sentence.index
        if role.name == "club":
            return self._club(role, index, self._clause_before(anchor))
        introduced = self.resolver.introduced_before(index, role.types)
        if introduced is not None:
            return [Filler(introduced, -1, -1)]
        found = self.resolver.subject_before(index, role.types) or self.resolver.subject_before(
            index, role.types, before=anchor.segment.sentence.tokens[anchor.first].start
        )
        return [Filler(found, -1, -1)] if found is not None else []

    def _clause_before(self, anchor: Anchor) -> int:
        """Where the clause before the trigger's ends in its sentence, if there is one."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, 0, -1):
            joined = tokens[k].word == "," and self.words.at("coordinators", tokens, k + 1) > 0
            told = any(self.words.is_finite(t) for t in tokens[:k] if not t.depth)
            if not tokens[k].depth and told and (tokens[k].word == ";" or joined):
                return tokens[k].start
        return -1

    def _club(self, role: Role, index: int, before: int = -1) -> list[Filler]:
        """A body or group with a name of its own that the sentences before are about: one is no member of "developing countries".

        A clause before the trigger's in its sentence counts, too ("The Coalition was launched in 2021; Mali is a member"). What a body
        runs, and the organs that it has, give way to the body that the document is about.
        """
        topic = self.resolver.topic
        topical = topic is not None and admits(topic.types, role.types, unknown=False)
        for earlier in range(index - (before < 0), max(-1, index - LOOK_BACK), -1):
            for entity in self.resolver.things.get(earlier, []):
                if earlier == index and (entity.end > before or self.resolver.by_the_way(entity)):
                    continue
                named = admits(entity.types, role.types, unknown=False) and any(label.text[:1].isupper() for label in entity.labels)
                whole = admits(entity.types, ("organisation",), unknown=False) and not self._inner(entity)
                if named and (earlier == index or not topical or whole):
                    return [Filler(entity, -1, -1)]
        return [Filler(topic, -1, -1)] if topical and topic is not None else []

    def _inner(self, entity: Entity) -> bool:
        """Whether a name is that of an organ of some body: "the Consultative Committee"."""
        words = entity.labels[0].text.lower().split() if entity.labels else []
        return any(self.words.has("inner_bodies", word) for word in words)

    def _shared_club(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Kenya is a member of it, but Togo is not", "…, as are Mali and Chad": that of which membership was just told."""
        tokens = anchor.segment.sentence.tokens
        index = anchor.segment.sentence.index
        start = tokens[anchor.first].start
        told = "told_taking_part" if role.types == ("event",) else "told_membership"
        here = [t for t in self.analysis.sentences[index].tokens if t.end <= start]
        before = self.analysis.sentences[index - 1].tokens if index else []
        for number, words in ((index, here), (index - 1, before)):
            last = next((k for k in range(len(words) - 1, -1, -1) if self.words.at(told, words, k) > 0), -1)
            if last >= 0:
                held = [e for e in self.resolver.things.get(number, []) if e.end <= start and admits(e.types, role.types, unknown=False)]
                named = [e for e in held if any(label.text[:1].isupper() for label in e.labels)]
                behind = [e for e in named if e.start >= words[last].end]
                return [Filler((behind or named[::-1])[0], -1, -1)] if named else self._club(role, number)
        return []

    def _club_joined(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The body that the trigger's own clause names before its date, else the one that the sentences before are about."""
        for mention in anchor.segment.mentions:
            if mention.first <= anchor.last + NEAR and admits(mention.types, role.types, unknown=False) and not mention.bare:
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return self._club(role, anchor.segment.sentence.index)

    def _context_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What this sentence is about before the trigger, else the sentence before: whose "nama resminya" it is."""
        return self._implied(role, anchor)

    def _latest(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The last fitting thing before the trigger in this sentence, else what the sentence before was about."""
        start = anchor.segment.sentence.tokens[anchor.first].start
        held = self.resolver.things.get(anchor.segment.sentence.index, [])
        for entity in reversed(held):
            if entity.end <= start and admits(entity.types, role.types, unknown=False):
                return [Filler(entity, entity.start, entity.end)]
        return self._implied(role, anchor)

    def _left_taken_up(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What "it" stands for as an object: "Uganda proposed the Fund, and the Union set it up" has no Union set up."""
        index, start = anchor.segment.sentence.index, anchor.segment.sentence.tokens[anchor.first].start
        subjects = {f.start for f in self._subject(replace(role, types=("organisation", "country", "event", "person")), anchor)}
        held = [e for e in self.resolver.things.get(index, []) if e.end <= start and e.start not in subjects]
        fitting = next((e for e in reversed(held) if admits(e.types, role.types, unknown=False)), None)
        found = fitting or self.resolver.subject_before(index, role.types)
        return [Filler(found, -1, -1)] if found is not None else []

    def _beside(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The nearest fitting name of the sentence: before the trigger, else behind it and before a colon."""
        tokens = anchor.segment.sentence.tokens
        colon = next((k for k in range(anchor.last, len(tokens)) if tokens[k].word == ":"), len(tokens))
        before = [m for m in reversed(anchor.segment.mentions) if m.last <= anchor.first]
        for mention in (*before, *(m for m in anchor.segment.mentions if anchor.last <= m.first < colon)):
            found = self.resolver.mention(mention, anchor.segment.sentence.index)
            if found is not None and admits(found.types, role.types, unknown=False):
                return [Filler(found, mention.start, mention.end)]
        pronoun = any(self.words.has("pronouns", t.word) or self.words.has("list_pointers", t.word) for t in tokens[:colon])
        return self._implied(role, anchor) if pronoun else []  # "Three principles guide it: …"

    def _left_keeper(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Who keeps a principle: the first fitting name of the sentence before the trigger, else what "it" there stands for."""
        named = self._head(role, anchor)
        tokens = anchor.segment.sentence.tokens
        pronoun = any(self.words.has("pronouns", t.word) for t in tokens[: anchor.first])
        bare = any(m.bare and m.last <= anchor.first for m in anchor.segment.mentions)
        return named or (self._subject_near(role, anchor) if pronoun or bare else [])

    def _subject_near(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first thing before the trigger in this sentence, what points back resolved."""
        for mention in anchor.segment.mentions:
            found = self.resolver.mention(mention, anchor.segment.sentence.index) if mention.last <= anchor.first else None
            if found is not None and admits(found.types, role.types, unknown=False):
                return [Filler(found, mention.start, mention.end)]
        return self._implied(role, anchor)

    def _both(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Both groups", "keduanya": the two fitting things named last before the trigger's sentence part."""
        index = anchor.segment.sentence.index
        start = anchor.segment.sentence.tokens[anchor.first].start
        found: list[Entity] = []
        pool = [e for k in range(max(0, index - 8), index + 1) for e in self.resolver.things.get(k, [])]
        if any("ssc:CountryGroup" in e.types for e in pool[-12:]):
            role = replace(role, types=("group",))  # "both groups"
        for earlier in range(index, max(-1, index - 8), -1):
            for entity in reversed(self.resolver.things.get(earlier, [])):
                fits = admits(entity.types, role.types, unknown=False) and (earlier < index or entity.end <= start)
                alike = not found or not entity.types or found[0].types[:1] == entity.types[:1]
                if fits and alike and entity.id not in {e.id for e in found}:
                    found.append(entity)
                if len(found) == 2:  # noqa: PLR2004 (both)
                    return [Filler(e, -1, -1) for e in reversed(found)]
        return []

    def _renamed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The body before its new name: the subject if it is a name, else the body named last."""
        tokens = anchor.segment.sentence.tokens
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        owned = tokens[anchor.first].word == "namanya"
        pronoun = owned or any(self.words.at("pronouns", tokens, first) == last for first, last in subject.spans) or not subject.spans
        if not pronoun:
            return self._subject(role, anchor)
        start = tokens[anchor.first].start
        index = anchor.segment.sentence.index
        for earlier in (index, index - 1):
            for entity in reversed(self.resolver.things.get(earlier, [])):
                named = len(entity.text.split()) > 1 or any(c.isupper() for c in entity.text[1:])
                if (earlier < index or entity.end <= start) and named and admits(entity.types, role.types, unknown=False):
                    return [Filler(entity, entity.start if earlier == index else -1, entity.end if earlier == index else -1)]
        return self._subject(role, anchor)

    def _promoter(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The subject, or the thing whose very title the verb belongs to ("Rencana Aksi … untuk Mempromosikan …")."""
        tokens = anchor.segment.sentence.tokens
        linker = self.words.before("title_linkers", tokens, anchor.first)
        if linker >= 0:
            titled = self._left_mention(role, replace(anchor, group=replace(anchor.group, start=linker)))
            if titled:
                return titled
        return self._subject(role, anchor)

    def _felt(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Its effects were felt in X": the phenomenon whose effects they are; else the subject."""
        tokens = anchor.segment.sentence.tokens
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        words = [t.word for first, last in subject.spans for t in tokens[first:last] if t.is_word]
        if not words or any(self.words.has("effect_nouns", word) for word in words):
            found = self.resolver.subject_before(anchor.segment.sentence.index, ("concept", "event", "situation"))
            return [Filler(found, -1, -1)] if found is not None else self._previous(role, anchor)
        return self._subject(role, anchor)

    def _asked(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What the question before asks the reason of."""
        found = self.resolver.asked(anchor.segment.sentence.index)
        return [Filler(found, -1, -1)] if found is not None else []

    def _aim_owner(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Its aim is not to replace aid. It is to …": whose aim the sentence before speaks of."""
        index = anchor.segment.sentence.index
        before = self.analysis.sentences[index - 1].tokens if index else ()
        if not any(self.words.has("statement_nouns", t.word) for t in before):
            return []
        for k in range(len(before)):
            if self.words.at("activity_anaphors", before, k) > 0:
                index -= 1
                break
        found = self.resolver.subject_before(index, role.types)
        return [Filler(found, -1, -1)] if found is not None else []

    def _aimed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "is intended to lend grain, not to flatter ministers": the subject of the verb of aiming before the trigger."""
        for k in range(anchor.first - 1, 0, -1):
            behind = self.words.at("aiming", anchor.segment.sentence.tokens, k)
            if behind > 0:
                group = verb_group(anchor.segment.sentence, k, self.words)
                return self._subject(role, replace(anchor, first=k, last=behind, group=group))
        return []

    def _asked_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Who set up the fund? The Assembly did": the thing whose founding the question before asks about."""
        index = anchor.segment.sentence.index
        question = self.analysis.sentences[index - 1] if index else None
        if question is None or not question.question or not any(self.words.has("foundings", t.word) for t in question.tokens):
            return []
        for entity in self.resolver.things.get(index - 1, []):
            if admits(entity.types, role.types, unknown=False):
                return [Filler(entity, -1, -1)]
        return []

    def _later_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The subject of the main clause behind a fronted participle: "Convened by A and B, the conference …"."""
        if (named := self._named_behind_comma(role, anchor)) is not None:
            return [named]
        comma = self._main_comma(anchor, anchor.last)
        if comma < 0:
            return []
        tokens = anchor.segment.sentence.tokens
        last = next((k for k in range(comma + 1, len(tokens)) if self.words.is_finite(tokens[k])), -1)
        if last < 0:  # a verb that is not known as one: the subject is the name right behind the comma
            last = next(
                (m.last for m in anchor.segment.mentions if comma < m.first <= comma + 1 + (tokens[m.first - 1].word != ",")), comma
            )
        else:
            last = words_before_verb(tokens, last, self.words, comma + 1)
        found = self.resolver.thing(anchor.segment, (comma + 1, last), role.types)
        return [Filler(found, found.start, found.end)] if found is not None else []

    def _named_behind_comma(self, role: Role, anchor: Anchor) -> Filler | None:
        """As in "Established in 1987, ABC negotiates, coordinates and monitors …": a name behind a comma, in no list."""
        tokens = anchor.segment.sentence.tokens
        for mention in anchor.segment.mentions:
            first = mention.first - (mention.first > 0 and tokens[mention.first - 1].word in DETERMINERS)
            behind = next((k for k in range(mention.last, len(tokens)) if not tokens[k].depth), len(tokens) - 1)
            opens = first > anchor.last and tokens[first - 1].word == "," and not tokens[first].depth
            if not opens or not tokens[behind].is_word or self.words.at("coordinators", tokens, behind) > 0:
                continue
            found = self.resolver.mention(mention, anchor.segment.sentence.index)
            if found is not None and admits(found.types, role.types, unknown=False):
                return Filler(found, mention.start, mention.end)
        return None

    def _left_introduced(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A thing before the trigger that one of the role's words introduces: "At the Bandung Conference, delegates adopted …"."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            first = mention.first - (mention.first > 0 and tokens[mention.first - 1].word in DETERMINERS)
            if mention.last > anchor.first or match_before(tokens, first, role.after) < 0:
                continue
            found = self.resolver.mention(mention, anchor.segment.sentence.index)
            if found is not None and admits(found.types, role.types, unknown=False):
                return [Filler(found, mention.start, mention.end)]
        return []

    def _left_denied(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Korban jatuh bukan karena A, melainkan karena B": the clause whose first reason is denied."""
        sentence = anchor.segment.sentence
        for k in range(anchor.first - 1, 0, -1):
            if self.words.has("negations", sentence.tokens[k].word):
                if self.words.at("false_negations", sentence.tokens, k) > 0:
                    return []  # "disebabkan tidak hanya oleh A, tetapi juga oleh B" denies nothing
                last = k - (sentence.tokens[k - 1].word == ",")
                return self._whole(anchor, strip_front(sentence, (clause_start(sentence, last, self.words), last), self.words))
            if sentence.tokens[k].word in {";", ":"}:
                return []
        return []

    def _attendees(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Countries and bodies that attend, themselves or by their delegates ("Delegasi dari Uganda dan Rwanda")."""
        tokens = anchor.segment.sentence.tokens
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        for first, last in subject.spans:
            counted = first + 1 < last and "heads-first" not in self.words.traits  # "Sixty-two young officials from …"
            starts = range(first, min(first + 4, last)) if counted else (first,)
            behind = next((b for k in starts if (b := self.words.at("delegates", tokens, k)) > 0), -1)
            if 0 < behind < last:
                return self._things(anchor, behind + (tokens[behind].word == "dari"), role)
        return self._from_afar(role, anchor) or self._subject(role, anchor)

    def _from_afar(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Sebanyak 30 petani dari Laos, Nepal, dan Zambia mengikuti …": where those come from who attend."""
        tokens = anchor.segment.sentence.tokens
        found: list[Filler] = []
        for k in range(anchor.group.start - 1):
            if tokens[k].word in {";", ":", "-"} or self.words.at("contrasts", tokens, k) > 0:
                found = []
            elif (
                self.words.has("origins", tokens[k].word) and not tokens[k].depth and not any(m.last == k for m in anchor.segment.mentions)
            ):
                known = {f.start for f in found}
                found += [f for f in self._things(anchor, k + 1, role) if f.start not in known]
        return [f for f in found if f.end <= tokens[anchor.group.start].start]

    def _listed_statements(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The words that stand for the aims or principles: from the noun behind the trigger to the mark before their list."""
        tokens = anchor.segment.sentence.tokens
        marks = {",", ":", ";", ".", *self.words.words_of("namely")}
        last = next((k for k in range(anchor.last, len(tokens)) if tokens[k].word in marks), 0)
        return self._as_concept(anchor, (anchor.last, last)) if last > anchor.last else []

    def _attendee(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Countries and bodies that attend: the subject, or those listed behind "di antaranya"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            behind = self.words.at("samples", tokens, k)
            if behind > 0:
                return self._things(anchor, behind, Role("", "mention", types=("country", "organisation")))
        return self._subject(Role("", "subject", "left", ("country", "organisation")), anchor)

    def _set_apart_list(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Members between marks right behind the group's name: "the members of the Alliance, Chile and Peru, signed …"."""
        tokens = anchor.segment.sentence.tokens
        group = next((m for m in anchor.segment.mentions if m.first >= anchor.last), None)
        mark = group.last if group is not None else len(tokens)
        if mark >= len(tokens) or tokens[mark].word not in {",", "-", "(", ":"}:
            return []
        found = self._things(anchor, mark + 1, replace(role, form="mention"))
        behind = next((k for k, t in enumerate(tokens) if found and t.start >= found[-1].end), len(tokens))
        closed = behind >= len(tokens) or not tokens[behind].is_word
        fitting = all(isinstance(f.argument, Entity) and admits(f.argument.types, role.types, unknown=False) for f in found)
        return found if len(found) > 1 and closed and fitting else []

    def _left_sampled_before(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Who is listed between commas before the verb: "ten countries, among them Bangladesh and Tunisia, founded …"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, -1, -1):
            if tokens[k].word in {";", ":"}:
                return []
            behind = self.words.at("samples", tokens, k)
            if 0 < behind < anchor.first:
                return self._things(anchor, behind, replace(role, form="mention"))
        return []

    def _sampled(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Members that the clause lists behind "among them", "termasuk"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, min(self._limit(anchor), anchor.last + 14)):
            behind = self.words.at("samples", tokens, k)
            if behind > 0 and not tokens[k].depth:
                return self._things(anchor, behind, replace(role, form="mention"))
        return []

    def _self(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The mention that the trigger is."""
        mention = self._own_mention(anchor)
        if mention is None or mention.bare or not admits(mention.types, role.types, unknown=False):
            return []
        if self._renames_to(anchor, mention):
            return []  # "berganti nama menjadi Forum Selatan pada 1990" tells no meeting
        return [Filler(self.analysis.entity(mention), mention.start, mention.end)]

    def _own_mention(self, anchor: Anchor) -> Mention | None:
        return next((m for m in anchor.segment.mentions if m.first <= anchor.first < m.last), None)
