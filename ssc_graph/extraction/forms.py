"""The rarer forms of roles: copulas, inline lists, names in apposition, dates and places that directly follow a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity, Label
from ssc_graph.extraction import coordination
from ssc_graph.extraction.clauses import Span, reach, strip_front, subject_of
from ssc_graph.extraction.dates import DateMention
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.roles import Anchor, Filler, RoleFinder
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import entity_curie
from ssc_graph.rules import Role

_LONGEST_TERM = 7
_GAP = 7


class Forms(RoleFinder):
    """A role finder that knows every form of the rules."""

    # --- copulas and lists -------------------------------------------------------------------------------------------------------

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

    def _complement(self, role: Role, anchor: Anchor) -> list[Filler]:
        copula = self._copula(anchor)
        if copula is None:
            return []
        first = copula[1]
        tokens = anchor.segment.sentence.tokens
        verbal = first < len(tokens) and (self.words.is_finite(tokens[first]) or self.words.has("verb_linkers", tokens[first].word))
        to_do = verbal if self.words.language == "id" else verbal and (tokens[first].word == "to" or tokens[first].word.endswith("ing"))
        if role.name == "aim" and not to_do:
            return []  # an aim is something to do
        return self._free(role, anchor, (first, reach(anchor.segment.sentence, first, self.words, verbal=verbal)), verbal=verbal)

    def _complement_things(self, role: Role, anchor: Anchor) -> list[Filler]:
        copula = self._copula(anchor)
        if copula is None:
            return []
        return self._things(anchor, copula[1], role)

    def _things(self, anchor: Anchor, position: int, role: Role) -> list[Filler]:
        found = []
        for mention in self._chain(anchor, position, role):
            entity = self.resolver.mention(mention, anchor.segment.sentence.index)
            if entity is not None:
                found.append(Filler(entity, mention.start, mention.end))
        return found

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

    def _own(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The trigger's own verb phrase: "mempercepat pertumbuhan, membuka pasar, dan mengurangi kemiskinan"."""
        sentence = anchor.segment.sentence
        last = reach(sentence, anchor.first, self.words, verbal=True)
        if last <= anchor.last:
            return []
        return self._free(role, anchor, (anchor.first, last), verbal=True)

    def _hoped(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Behind "Melalui X, ": the clause that says what is hoped, its further verb phrases apart."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        comma = self._main_comma(anchor, anchor.last)
        hope = next((k for k in range(max(comma, 0), len(tokens)) if self.words.at("hopes", tokens, k) > 0), -1)
        if comma < 0 or hope < 0:
            return []
        first = self.words.at("hopes", tokens, hope)
        while first < len(tokens) and (self.words.has("auxiliaries", tokens[first].word) or self.words.has("verb_linkers", tokens[first].word)):
            first += 1
        parts = coordination.split(sentence, (first, reach(sentence, first, self.words, verbal=True)), self.words, verbal=True)
        start = strip_front(sentence, (comma + 1, hope), self.words)[0]
        spans = [(start, parts[0][1]), *parts[1:]] if parts else []
        return [filler for span in spans for filler in self._whole(anchor, span)]

    # --- terms and names ---------------------------------------------------------------------------------------------------------

    def _term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A short noun phrase that a definition explains, known or not."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        subject = subject_of(sentence, anchor.group.start, self.words)
        if not subject.spans or subject.relative:
            return []
        first, last = subject.spans[0]
        span = tokens[first:last]
        if not 0 < len(span) <= _LONGEST_TERM or any(self.words.has("relatives", t.word) or self.words.has("demonstratives", t.word) for t in span):
            return []
        if any(self.words.has("prepositions", t.word) or self.words.has("pronouns", t.word) for t in span) or not span[0].is_word:
            return []
        known = self.resolver.thing(anchor.segment, (first, last), ("concept", "programme"))
        if known is not None:
            return [Filler(known, known.start, known.end)]
        if any(m.first >= first and m.last <= last and m.types and "ssc:Concept" not in m.types for m in anchor.segment.mentions):
            return []
        start, end = self._trim_term(span)
        name = " ".join(self.analysis.document.text[start:end].split())
        entity = Entity(
            entity_curie(name.lower()), self.analysis.document.text[start:end], (Label(name, self.words.language, preferred=True),), ("ssc:Concept",), start, end
        )
        return [Filler(entity, start, end)]

    def _trim_term(self, span: Sequence[Token]) -> tuple[int, int]:
        kept = [t for t in span if t.depth == 0 and t.is_word]
        while len(kept) > 1 and kept[0].word in {"the", "a", "an"}:
            kept = kept[1:]
        return kept[0].start, kept[-1].end

    def _spoken(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The name behind "disebut" later in the clause, else right behind the trigger."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            behind = self.words.at("callings", tokens, k)
            if behind > 0:
                return self._name(role, replace(anchor, last=behind))
        return self._name(role, anchor) if tokens[anchor.last : anchor.last + 1] and tokens[anchor.last].word == "," else []

    def _attendee(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Countries and bodies that attend: the subject, or those listed behind "di antaranya"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            behind = self.words.at("samples", tokens, k)
            if behind > 0:
                return self._things(anchor, behind, Role("", "mention", types=("country", "organisation")))
        return self._subject(Role("", "subject", "left", ("country", "organisation")), anchor)

    def _head(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first thing of the right kind that the segment names before the trigger."""
        for mention in anchor.segment.mentions:
            if mention.last <= anchor.first and admits(mention.types, role.types, unknown=False) and not mention.bare:
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return []

    def _self(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The mention that the trigger is."""
        mention = self._own_mention(anchor)
        if mention is None or mention.bare or not admits(mention.types, role.types, unknown=False):
            return []
        return [Filler(self.analysis.entity(mention), mention.start, mention.end)]

    def _own_mention(self, anchor: Anchor) -> Mention | None:
        return next((m for m in anchor.segment.mentions if m.first <= anchor.first < m.last), None)

    def _named(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The thing right behind the trigger ("lahirnya GNB"), else the subject."""
        behind = self._right_mention(role, anchor)
        return behind[:1] or self._subject(role, anchor)

    def _latest(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The last fitting thing before the trigger in this sentence, else what the sentence before was about."""
        start = anchor.segment.sentence.tokens[anchor.first].start
        held = self.resolver.things.get(anchor.segment.sentence.index, [])
        for entity in reversed(held):
            if entity.end <= start and admits(entity.types, role.types, unknown=False):
                return [Filler(entity, entity.start, entity.end)]
        return self._implied(role, anchor)

    def _promoter(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The subject, or the thing whose very title the verb belongs to ("Rencana Aksi … untuk Mempromosikan …")."""
        tokens = anchor.segment.sentence.tokens
        linker = self.words.before("title_linkers", tokens, anchor.first)
        if linker >= 0:
            titled = self._left_mention(role, replace(anchor, group=replace(anchor.group, start=linker)))
            if titled:
                return titled
        return self._subject(role, anchor)

    # --- publications ------------------------------------------------------------------------------------------------------------

    def _titled(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A title in quotes, or a name in apposition ("bukunya, Dead Aid")."""
        first = self.behind(anchor)
        for mention in anchor.segment.mentions:
            if first <= mention.first <= first + 1 and mention.kind in {"title", "name"}:
                entity = self.analysis.entity(mention)
                types = entity.types if set(entity.types) & {"ssc:Article", "ssc:Book", "ssc:Report"} else ("ssc:Publication",)
                return [Filler(replace(entity, types=types), mention.start, mention.end)]
        return []

    def _later_person(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The person who speaks in the main clause behind "Dalam artikel …,"."""
        tokens = anchor.segment.sentence.tokens
        sentence_mentions = self.analysis.mentions[anchor.segment.sentence.index]
        behind = tokens[anchor.last - 1].end
        for mention in sentence_mentions:
            before = self.analysis.document.text[max(0, mention.start - 2) : mention.start]
            if mention.start > behind and mention.kind == "name" and "," in before and admits(mention.types, role.types):
                return [Filler(self._as_person(mention), mention.start, mention.end)]
        return []

    def _as_person(self, mention: Mention) -> Entity:
        entity = self.analysis.entity(mention)
        return replace(entity, types=entity.types or ("ssc:Person",))

    def _earlier_title(self, role: Role, anchor: Anchor) -> list[Filler]:
        for mention in reversed(self.analysis.mentions[anchor.segment.sentence.index]):
            if mention.kind == "title" and mention.end <= anchor.segment.sentence.tokens[anchor.first].start:
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return []

    def _titled_name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The capitalised name right behind "jurnal" or "published by"."""
        first = self.behind(anchor)
        tokens = anchor.segment.sentence.tokens
        while first < len(tokens) and tokens[first].word in {"the", '"'}:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].capital and tokens[last].is_word and last < first + _GAP:
            last += 1
        if last == first:
            return []
        start, end = tokens[first].start, tokens[last - 1].end
        known = next((m for m in anchor.segment.mentions if m.first <= first and m.last >= last and m.kind == "known"), None)
        if known is not None:
            return [Filler(self.analysis.entity(known), known.start, known.end)]
        name = " ".join(self.analysis.document.text[start:end].split())
        entity = Entity(entity_curie(name), self.analysis.document.text[start:end], (Label(name, "", preferred=True),), ("ssc:Journal",), start, end)
        return [Filler(entity, start, end)]

    # --- what directly follows a name --------------------------------------------------------------------------------------------

    def _near_place(self, role: Role, anchor: Anchor) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        position = self._past_brackets(tokens, anchor.last)
        behind = self.words.at("place_prepositions", tokens, position)
        if behind < 0:
            return []
        mention = next((m for m in anchor.segment.mentions if m.first == behind and self._is_place(m)), None)
        if mention is None:
            return []
        return [Filler(e, m.start, m.end) for m in self._places(anchor, mention) if (e := self._as_place(m)) is not None]

    def _near_date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A date that follows the name with nothing but a place, a day's name and small words between."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        behind = tokens[anchor.last - 1].end
        for date in self.analysis.dates_of(self.analysis.sentences[sentence.index]):
            if date.start < behind or date.end > sentence.end:
                continue
            return [Filler(date.literal(self.analysis.document.text), date.start, date.end)] if self._close(anchor, date) else []
        return []

    def _close(self, anchor: Anchor, date: DateMention) -> bool:
        tokens = anchor.segment.sentence.tokens
        between = [k for k in range(anchor.last, len(tokens)) if tokens[k].start < date.start]
        places = {k for m in anchor.segment.mentions if self._is_place(m) for k in range(m.first, m.last)}
        rest = [k for k in between if k not in places]
        return len(rest) <= _GAP and all(
            not tokens[k].is_word or self.words.has("date_prepositions", tokens[k].word) or self.words.has("place_prepositions", tokens[k].word)
            or self.words.has("days", tokens[k].word)
            for k in rest
        ) and not any(tokens[k].word in {";", "."} for k in rest)

    def _past_brackets(self, tokens: Sequence[Token], position: int) -> int:
        while position < len(tokens) and tokens[position].depth:
            position += 1
        return position

    def _near_event(self, role: Role, anchor: Anchor) -> list[Filler]:
        return self._right_mention(role, anchor)[:1]

    # --- English ---------------------------------------------------------------------------------------------------------------------

    def _own_complement(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What follows the copula inside the trigger: "is a form of X" gives "a form of X"."""
        sentence = anchor.segment.sentence
        copula = max(self.words.at("definers", sentence.tokens, anchor.first), anchor.first + 1)
        return self._whole(anchor, (copula, reach(sentence, anchor.last, self.words, whole=True)))

    def _alias_owner(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What bears the other name: the thing right before it, else the subject."""
        return self._left_mention(role, anchor) or self._subject(role, anchor)

    def _subject_or_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        return self._left_mention(role, anchor) or self._subject(role, anchor)

    def _fronted_object(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What a relative pronoun before the subject stands for: "the fund, which India set up"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.group.start - 1, 0, -1):
            if self.words.has("relatives", tokens[k].word) and tokens[k].word not in {"who", "whose"} and k + 1 < anchor.group.start:
                at_pronoun = replace(anchor, group=replace(anchor.group, start=k))
                return self._left_mention(role, at_pronoun)
            if tokens[k].word in {";", ".", ":"}:
                return []
        return []

    def _subject_of_sentence(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first thing of the sentence: the subject of its first predicate."""
        return self._head(role, anchor)

    def _dated_symbol(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The document symbol before the trigger, its date between them allowed."""
        dates = self.analysis.dates_of(self.analysis.sentences[anchor.segment.sentence.index])
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last > anchor.first or mention.kind != "symbol":
                continue
            between = tokens[mention.last : anchor.first]
            if all(not t.is_word or t.word == "of" or any(d.start <= t.start < d.end for d in dates) for t in between):
                return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
            return []
        return []

    def _date_before(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The last date before the trigger."""
        sentence = anchor.segment.sentence
        start = sentence.tokens[anchor.first].start
        dates = [d for d in self.analysis.dates_of(self.analysis.sentences[sentence.index]) if sentence.start <= d.start and d.end <= start]
        return [Filler(dates[-1].literal(self.analysis.document.text), dates[-1].start, dates[-1].end)] if dates else []

    def _nearest_person(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The person named last before the trigger, in the whole sentence, else in the one before."""
        sentence = self.analysis.sentences[anchor.segment.sentence.index]
        behind = anchor.segment.sentence.tokens[anchor.first].start
        for index in (sentence.index, sentence.index - 1):
            for mention in reversed(self.analysis.mentions[index] if index >= 0 else []):
                if mention.end <= behind and mention.kind == "name" and admits(mention.types, role.types):
                    return [Filler(self._as_person(mention), mention.start, mention.end)]
        return []

    def _series(self, role: Role, anchor: Anchor) -> list[Filler]:
        """"South Summits followed: the first in Havana": an ordinal stands for one of the events that the sentence names in the plural."""
        tokens = anchor.segment.sentence.tokens
        noun = next((t for t in tokens[: anchor.first] if self.words.has("plural_events", t.word)), None)
        if noun is None:
            return []
        before = [t for t in tokens[: anchor.first] if t.capital and t.end <= noun.start and noun.start - t.end <= 1]
        ordinal = tokens[anchor.last - 1].word
        text = self.analysis.document.text
        kind = noun.word.removesuffix("s")
        name = " ".join([ordinal, *(text[t.start : t.end] for t in before), kind.capitalize() if noun.capital else kind])
        start, end = tokens[anchor.first].start, tokens[anchor.last - 1].end
        labels = (Label(name, self.words.language, preferred=True),)
        entity = Entity(f"{entity_curie(name)}-{self.analysis.document.digest[:6]}", text[start:end], labels, ("ssc:Event",), start, end)
        return [Filler(entity, start, end)]

    def _defined(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The concept that the segment defines as an activity ("adalah kerja sama … untuk …"), for the purpose that the definition gives."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first):
            copula = self.words.at("copulas", tokens, k)
            if copula < 0 or tokens[k].depth:
                continue
            if self.words.at("activity_heads", tokens, copula) < 0 or any(tokens[j].word in {",", ";"} for j in range(copula, anchor.first)):
                return []
            return self._head(role, anchor)
        return []

    def _both(self, role: Role, anchor: Anchor) -> list[Filler]:
        """"Both groups", "keduanya": the two fitting things named last before the trigger's sentence part."""
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

    def _sampled(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Members that the clause lists behind "among them", "termasuk"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, min(self._limit(anchor), anchor.last + 14)):
            behind = self.words.at("samples", tokens, k)
            if behind > 0 and not tokens[k].depth:
                return self._things(anchor, behind, replace(role, form="mention"))
        return []

    def _later_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The subject of the main clause behind a fronted participle: "Convened by A and B, the conference …"."""
        comma = self._main_comma(anchor, anchor.last)
        if comma < 0:
            return []
        tokens = anchor.segment.sentence.tokens
        last = next((k for k in range(comma + 1, len(tokens)) if self.words.is_finite(tokens[k])), len(tokens))
        found = self.resolver.thing(anchor.segment, (comma + 1, last), role.types)
        return [Filler(found, found.start, found.end)] if found is not None else []

    def _spoken_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is called so in another language: named between the language and the word for calling, else named last before."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            if self.words.at("callings", tokens, k) > 0:
                for mention in anchor.segment.mentions:
                    if anchor.last <= mention.first and mention.last <= k and admits(mention.types, role.types):
                        return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return self._latest(role, anchor)

    def _whole_sentence(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The whole clause, its connective left out of the reading but not of the words."""
        sentence = anchor.segment.sentence
        first, last = strip_front(sentence, (0, len(sentence.tokens)), self.words)
        return self._whole(anchor, (first, last))

    def _renamed(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The body before its new name: the subject if it is a name, else the body named last."""
        tokens = anchor.segment.sentence.tokens
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        pronoun = any(self.words.at("pronouns", tokens, first) == last for first, last in subject.spans) or not subject.spans
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

    def _asked(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What the question before asks the reason of."""
        found = self.resolver.asked(anchor.segment.sentence.index)
        return [Filler(found, -1, -1)] if found is not None else []

    def _felt(self, role: Role, anchor: Anchor) -> list[Filler]:
        """"Its effects were felt in X": the phenomenon whose effects they are; else the subject."""
        tokens = anchor.segment.sentence.tokens
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        words = [t.word for first, last in subject.spans for t in tokens[first:last] if t.is_word]
        if not words or any(self.words.has("effect_nouns", word) for word in words):
            found = self.resolver.subject_before(anchor.segment.sentence.index, ("concept", "event", "situation"))
            return [Filler(found, -1, -1)] if found is not None else self._previous(role, anchor)
        return self._subject(role, anchor)
