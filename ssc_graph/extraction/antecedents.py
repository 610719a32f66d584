"""Antecedents: which thing a name, a pronoun or a back-pointing description stands for.

Names stand for themselves; "lembaga ini", "the plan" for the latest thing of that kind; "it", "-nya" for what the sentence before was
about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.document import BlockKind
from ssc_graph.extraction.clauses import Span, strip_front
from ssc_graph.extraction.descriptions import LOOK_BACK, Descriptions
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.segments import Segment
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.verbs import words_before_verb
from ssc_graph.extraction.vocabulary import GROUPS, admits

#: Kinds of which "mereka" names none alone.
_ONE_BODY = GROUPS["body"] | GROUPS["programme"] | GROUPS["event"]
#: Kinds of which a description without a name has aims of its own.
_NAMELESS = GROUPS["programme"] | GROUPS["instrument"] | GROUPS["event"] | GROUPS["body"]
#: Tables without whose words a phrase that names nothing points back at no thing.
_ANAPHORS = ("activity_anaphors", "pronouns")
#: What "it" stands for as a cause or an effect: what happens, not who acts.
HAPPENING = ("concept", "event", "programme", "situation")
ARTICLES = frozenset({"the", "a", "an", "para", "sebuah", "suatu", "seorang", "sang", "si"})
CLASS_NOUNS = frozenset(
    {"negara", "organisasi", "dokumen", "kelompok", "tokoh", "konsep", "program", "lembaga", "badan", "forum", "istilah"}
)


class Antecedents(Descriptions):
    """Resolves arguments, sentence by sentence, in document order.

    Args:
        analysis: the document taken apart.
        topic: what the document is about.
    """

    def enter(self, sentence: Sentence) -> None:
        """Take up a sentence: its mentions become antecedents, back-pointing ones resolved first."""
        held: list[Entity] = []
        self.things[sentence.index] = held
        pronoun = self._opening_pronoun(sentence)
        if pronoun is not None:
            held.append(pronoun)
        before: Mention | None = None
        for mention in self.analysis.mentions[sentence.index]:
            found = self.mention(mention, sentence.index)
            if found is not None:
                held.append(found)
                if found.text[:1].isupper():
                    self._capitals.setdefault(found.text.split(maxsplit=1)[0].casefold(), []).append(found)
                if self._introduced(sentence, mention, before):
                    self._oblique.add(found.start)
            elif mention.first <= 1 and self._acting(mention):
                self._nameless.setdefault(sentence.index, []).append(self.analysis.entity(mention))
            before = mention
        acted_on = self._acted_on(sentence) if held and pronoun is None else None
        if acted_on is not None:
            held.insert(0, acted_on)

    def _acted_on(self, sentence: Sentence) -> Entity | None:
        """As in "The Assembly adopted it in May": the sentence names somebody else, and still goes on about what "it" stands for."""
        pronouns, tokens = self.words.words_of("object_pronouns"), sentence.tokens
        if pronouns.isdisjoint(sentence.held):
            return None
        for k in range(1, len(tokens)):
            if tokens[k].word in pronouns and self.words.is_finite(tokens[k - 1]):
                found = self.subject_before(sentence.index, ())
                return None if found is None else replace(found, text=sentence.slice(k, k + 1), start=tokens[k].start, end=tokens[k].end)
        return None

    def defined(self, index: int, term: Entity) -> None:
        """Note a term that a sentence defines, though no authority file knows it: "it" may stand for it."""
        held = self.things.setdefault(index, [])
        if all(entity.id != term.id for entity in held):
            held.insert(0, term)

    def by_the_way(self, entity: Entity) -> bool:
        """Return whether a preposition introduces a thing where it stands."""
        return entity.start in self._oblique

    def _introduced(self, sentence: Sentence, mention: Mention, before: Mention | None) -> bool:
        """Whether a preposition stands before a name, its article and a name that belongs to it between them allowed."""
        tokens = sentence.tokens
        first = before.first if before is not None and before.last == mention.first else mention.first
        while first > 0 and (tokens[first - 1].word in ARTICLES or self.words.has("articles", tokens[first - 1].word)):
            first -= 1
        return first > 0 and self.words.has("prepositions", tokens[first - 1].word)

    def _opening_pronoun(self, sentence: Sentence) -> Entity | None:
        """As in "It was founded …": the thing that the sentence goes on about is an antecedent for the next one too."""
        tokens = sentence.tokens
        first = 0 if tokens[0].is_word else next((k for k, t in enumerate(tokens) if t.is_word), 0)
        if tokens[first].word not in self._pronouns and not sentence.question:
            return None
        behind = self.words.at("openers", tokens, first)
        first = behind + (behind < len(tokens) and tokens[behind].word == ",") if behind > 0 else first
        asked = sentence.question and self.words.at("pronouns", tokens, first + 1) > 0  # "Does it replace …?"
        first += asked
        last = self.words.at("pronouns", tokens, first)
        possessive = first < len(tokens) and (tokens[first].word in {"its", "their"} or self.words.has("possessives", tokens[first].word))
        if last < 0 and not possessive:
            return None
        anew = self._begins_anew(sentence.index, tokens[first].start)
        topic = self.topic if anew and self.topic is not None and self._fits(self.topic, ()) else None
        several = ("organisation",) if self.words.has("several_pronouns", tokens[first].word) else ()  # "mereka" is no text
        before = self._asked_about(sentence.index) if asked else self.subject_before(sentence.index, several, named=bool(several))
        found = topic or before
        if found is None:
            return None
        start, end = tokens[first].start, tokens[max(last, first + 1) - 1].end
        return Entity(found.id, self.analysis.document.text[start:end], found.labels, found.types, start, end)

    def _asked_about(self, index: int) -> Entity | None:
        """What the question before is about, else the document: questions and answers go on about their own topic."""
        for earlier in range(index - 1, -1, -1):
            if self.analysis.sentences[earlier].question:
                held = [e for e in self.things.get(earlier, []) if e.start not in self._oblique and self._fits(e, ())]
                return held[0] if held else self.topic
        return self.topic

    def mention(self, mention: Mention, index: int) -> Entity | None:
        """Return what a mention stands for; None for a back-pointing one without antecedent."""
        place = (mention.start, mention.first)
        if place not in self._resolved:
            self._resolved[place] = self._resolve(mention, index)
        return self._resolved[place]

    def _resolve(self, mention: Mention, index: int) -> Entity | None:
        if not mention.bare:
            return self._named_before(mention, index) or self.analysis.entity(mention)
        if (own := self._document(mention, index)) is not None:
            return own
        found = self._by_head(mention, index) if self._definite(mention, index) else None
        if found is None:
            alone = mention.types == ("ssc:GovernmentBody",) or self._narrowed(mention, index)
            return self.analysis.entity(mention) if alone else None
        text = self.analysis.document.text[mention.start : mention.end]
        return Entity(found.id, text, found.labels, found.types, mention.start, mention.end)

    def subject_before(self, index: int, groups: Sequence[str], *, before: int | None = None, named: bool = False) -> Entity | None:
        """Return what "it" stands for: the first fitting thing of this sentence, else of those before, else the topic.

        Args:
            index: number of the sentence.
            groups: type groups of which it must be one.
            before: a place in this sentence; only what stands before it counts.
            named: it must have a name of its own: "its members" are not those of "developing countries".
        """
        if before is not None and self._begins_anew(index, before) and self.topic is not None and self._fits(self.topic, groups):
            return self.topic
        put_by: Entity | None = None  # the nearest thing that a preposition introduces, if nothing else fits
        in_list = self.analysis.sentences[index].block.kind is BlockKind.LIST_ITEM
        for earlier in range(index - (before is None), max(-1, index - LOOK_BACK), -1):
            if earlier < index and not in_list and self.analysis.sentences[earlier].block.kind is BlockKind.LIST_ITEM:
                continue  # prose behind a list goes on about what stood before it
            things = self._heard(earlier, groups)
            held = [e for e in things if self._fits(e, groups, named=named)]
            held = [e for e in held if before is None or e.end <= before] if earlier == index else held
            if earlier < index and (renamed := self._new_name(self.analysis.sentences[earlier], held)) is not None:
                return renamed
            direct = [e for e in held if e.start not in self._oblique]
            spoken_of = next((e for e in direct if self.topic is not None and e.id == self.topic.id), next(iter(direct), None))
            if spoken_of is not None:
                return spoken_of
            put_by = put_by or next(iter(held), None)
            if earlier < index and self.analysis.sentences[earlier].block.kind is BlockKind.HEADING:
                break  # a heading that names nothing fitting asks about the document's topic
            if put_by is not None and earlier < index:
                break
        if put_by is not None:
            return put_by
        if self.topic is not None and self._fits(self.topic, groups):
            return self.topic
        return None

    def _heard(self, index: int, groups: Sequence[str]) -> list[Entity]:
        """What a sentence names, descriptions without a name where they may be meant; the new name first where it renames something."""
        things = self.things.get(index, [])
        if "described" in groups and index in self._nameless:
            things = sorted([*self._nameless[index], *things], key=lambda entity: entity.start)
        return list(reversed(things)) if self._renames(self.analysis.sentences[index]) else things

    def _begins_anew(self, index: int, place: int) -> bool:
        """Whether a pronoun is the first word of a paragraph: it stands for what the document is about."""
        sentence = self.analysis.sentences[index]
        new = index > 0 and self.analysis.sentences[index - 1].block_index != sentence.block_index
        first = next((t for t in sentence.tokens if t.is_word), None)
        prose = sentence.block.kind is BlockKind.PARAGRAPH and "articles-point-back" in self.words.traits
        return new and prose and first is not None and first.start == place

    def introduced_before(self, index: int, groups: Sequence[str]) -> Entity | None:
        """Return a thing of unknown kind that the document named with its acronym ("Cadangan Beras Darurat (CBD)"), if it comes first.

        Args:
            index: of a sentence that goes on about it.
            groups: type groups of which a thing before it would do as well.
        """
        for earlier in range(index - 1, max(-1, index - LOOK_BACK), -1):
            for entity in self.things.get(earlier, []):
                if entity.types and self._fits(entity, groups):
                    return None
                if (
                    not entity.types
                    and len(entity.labels) > 1
                    and entity.id.startswith("entity:")
                    and "acronyms-introduce" in self.words.traits
                ):
                    return entity
        return None

    def _fits(self, entity: Entity, groups: Sequence[str], *, named: bool = False) -> bool:
        if named and "ssc:CountryGroup" in entity.types and not any(label.text[:1].isupper() for label in entity.labels):
            return False
        if not groups:
            return not {"ssc:Place", "ssc:Country", "ssc:Person"} & set(entity.types)
        return admits(entity.types, groups, unknown="person" in groups and entity.id.startswith("entity:"))

    def thing(self, segment: Segment, span: Span, groups: Sequence[str], *, exactly: bool = False) -> Entity | None:
        """Return the thing that a noun phrase names, if it is of the right kind; pronouns and back-pointing phrases resolved.

        Args:
            segment: where the phrase stands.
            span: its tokens.
            groups: type groups of which it must be one.
            exactly: nothing may stand behind the name ("dependence on donors" names more than "dependence").
        """
        tokens = segment.sentence.tokens
        first, last = self._bare_phrase(tokens, span)
        if first >= last:
            return None
        for mention in segment.mentions:
            if self._names_phrase(mention, tokens, (first, last), exactly=exactly):
                found = self.mention(mention, segment.sentence.index)
                if found is not None and admits(found.types, groups, unknown=mention.unsure):
                    return found
        if tokens[first].word not in self.words.beginnings(_ANAPHORS):
            return self._standing_alone(segment, (first, last)) if "described" in groups else None
        if self.words.at("activity_anaphors", tokens, first) == last and not {"concept", "programme"}.isdisjoint(groups):
            return self._with_words(self.subject_before(segment.sentence.index, ("concept", "programme")), segment, (first, last))
        if self._is_pronoun(tokens, first, last):
            before = self.subject_of_clause_before(segment.sentence, first)
            if before is not None and (own := self.thing(segment, before, groups, exactly=exactly)) is not None:
                return self._with_words(own, segment, (first, last))
            found = self.subject_before(segment.sentence.index, groups, before=tokens[first].start)
            one = found is not None and bool(_ONE_BODY & set(found.types)) and self.words.has("several_pronouns", tokens[first].word)
            return None if one else self._with_words(found, segment, (first, last))  # "mereka" are several
        return self._standing_alone(segment, (first, last)) if "described" in groups else None

    def _standing_alone(self, segment: Segment, span: Span) -> Entity | None:
        """As in "The project aims to …" where no project has a name: the description stands for itself, in this document alone."""
        tokens = segment.sentence.tokens
        for mention in segment.mentions:
            if self._acting(mention) and self._names_phrase(mention, tokens, span, exactly=True):
                return self.analysis.entity(mention)
        return None

    def subject_of_clause_before(self, sentence: Sentence, pronoun: int) -> Span | None:
        """Return the subject of the clause that a mark closes right before a pronoun ("The gap is old; it results from …"), or None."""
        tokens = sentence.tokens
        mark = next((k for k in range(pronoun - 1, max(pronoun - 3, 0), -1) if tokens[k].word in {";", ":"}), -1)
        if mark < 0:
            return None
        first = strip_front(sentence, (0, mark), self.words)[0]
        verb = next((k for k in range(first + 1, mark) if self.words.is_finite(tokens[k])), -1)
        last = words_before_verb(tokens, verb, self.words, first) if verb > 0 else -1
        return (first, last) if last > first else None

    def _acting(self, mention: Mention) -> bool:
        return mention.bare and not _NAMELESS.isdisjoint(mention.types)

    def _names_phrase(self, mention: Mention, tokens: Sequence[Token], span: Span, *, exactly: bool) -> bool:
        """Whether a mention names what a noun phrase stands for: it begins it, and what follows it there says nothing else."""
        first, last = span
        begins = mention.first <= first or (mention.first == first + 1 and self._is_class_noun(tokens[first]))
        if not begins or mention.last <= first or (mention.last < last and tokens[mention.last - 1].word.endswith("'s")):
            return False  # "the Code's weakness" is no code
        if mention.last < last and not self._may_follow(tokens, mention.last, last):
            return False
        if not exactly or mention.last >= last:
            return True
        following = tokens[mention.last]
        if mention.kind == "name" and not mention.types and following.is_word:
            return False  # "Arab producers" are no Arab
        return self._rest_is_empty(tokens, mention.last, last) or not self.words.has("prepositions", following.word)

    def _may_follow(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """What may stand behind a name within its noun phrase: a bracket, a demonstrative, a year, an apposition, a place."""
        token = tokens[first]
        return bool(
            token.depth
            or token.word == ","
            or self.words.has("demonstratives", token.word)
            or self.words.at("likenesses", tokens, first) == last
            or self.words.has("relatives", token.word)
            or self.words.has("prepositions", token.word)
            or self.words.has("disjunctions", token.word)
            or token.word in {"tahun", "'s", "itself", "sendiri", "'"}
            or token.word[0].isdigit()
            or last - first <= 1
        )

    def _is_class_noun(self, token: Token) -> bool:
        return token.word in CLASS_NOUNS

    def _bare_phrase(self, tokens: Sequence[Token], span: Span) -> Span:
        first, last = span
        while first < last and (
            tokens[first].word in ARTICLES or self.words.has("articles", tokens[first].word) or not tokens[first].is_word
        ):
            first += 1
        return first, last

    def _is_pronoun(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        return self.words.at("pronouns", tokens, first) == last

    def _with_words(self, entity: Entity | None, segment: Segment, span: Span) -> Entity | None:
        if entity is None:
            return None
        tokens = segment.sentence.tokens
        start, end = tokens[span[0]].start, tokens[span[1] - 1].end
        return Entity(entity.id, self.analysis.document.text[start:end], entity.labels, entity.types, start, end)

    def _rest_is_empty(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        if self.words.at("likenesses", tokens, first) == last:
            return True  # "kerja sama semacam ini"
        return all(t.depth or not t.is_word or self.words.has("demonstratives", t.word) for t in tokens[first:last])
