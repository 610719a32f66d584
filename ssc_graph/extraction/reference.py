"""Reference: which thing or situation an argument's words stand for.

Names stand for themselves. "This phenomenon", "hal itu" stand for the situation of the sentence before; "lembaga ini", "the plan" for the
latest thing of that kind; "it", "-nya" for what the sentence before was about. What nothing resolves is a situation named by its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.claims import Entity, Label
from ssc_graph.document import BlockKind
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.clauses import Span, strip_front
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.segments import Segment, SourcePhrase
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary, admits
from ssc_graph.identifiers import entity_curie, fold, situation_curie

_LOOK_BACK = 8
#: What "it" stands for as a cause or an effect: what happens, not who acts.
_HAPPENING = ("concept", "event", "programme", "situation")
_ARTICLES = frozenset({"the", "a", "an", "para", "sebuah", "suatu", "seorang", "sang", "si"})
_CLASS_NOUNS = frozenset({"negara", "organisasi", "dokumen", "kelompok", "tokoh", "konsep", "program", "lembaga", "badan", "forum", "istilah"})


class Resolver:
    """Resolves arguments, sentence by sentence, in document order.

    Args:
        analysis: the document taken apart.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.words: Vocabulary = analysis.vocabulary
        self.topic: Entity | None = None
        topic = analysis.topic()
        if topic is not None:
            self.topic = analysis.entity(topic)
        #: things named so far, by sentence, in order
        self.things: dict[int, list[Entity]] = {}
        #: what each sentence came to: the situation that a following "this" stands for
        self.situations: dict[int, list[Entity]] = {}

    # --- things ------------------------------------------------------------------------------------------------------------------

    def enter(self, sentence: Sentence) -> None:
        """Take up a sentence: its mentions become antecedents, back-pointing ones resolved first."""
        held: list[Entity] = []
        self.things[sentence.index] = held
        pronoun = self._opening_pronoun(sentence)
        if pronoun is not None:
            held.append(pronoun)
        for mention in self.analysis.mentions[sentence.index]:
            found = self.mention(mention, sentence.index)
            if found is not None:
                held.append(found)

    def _opening_pronoun(self, sentence: Sentence) -> Entity | None:
        """"It was founded …": the thing that the sentence goes on about is an antecedent for the next one too."""
        tokens = sentence.tokens
        first = next((k for k, t in enumerate(tokens) if t.is_word), 0)
        behind = self.words.at("openers", tokens, first)
        first = behind + (behind < len(tokens) and tokens[behind].word == ",") if behind > 0 else first
        last = self.words.at("pronouns", tokens, first)
        possessive = first < len(tokens) and tokens[first].word in {"its", "their"}
        if last < 0 and not possessive:
            return None
        found = self.subject_before(sentence.index, ())
        if found is None:
            return None
        start, end = tokens[first].start, tokens[max(last, first + 1) - 1].end
        return Entity(found.id, self.analysis.document.text[start:end], found.labels, found.types, start, end)

    def mention(self, mention: Mention, index: int) -> Entity | None:
        """Return what a mention stands for; None for a back-pointing one without antecedent."""
        if not mention.bare:
            return self.analysis.entity(mention)
        found = self._by_head(mention, index)
        if found is None:
            return self.analysis.entity(mention) if mention.types == ("ssc:GovernmentBody",) else None
        text = self.analysis.document.text[mention.start : mention.end]
        return Entity(found.id, text, found.labels, found.types, mention.start, mention.end)

    def _by_head(self, mention: Mention, index: int) -> Entity | None:
        """"The unit": the latest thing whose name holds the noun; "lembaga ini": what the sentence before was about, of that kind."""
        kin = _kin(mention.types)
        found = [e for e in self._back(index, before=mention.start) if set(e.types) & kin]
        if not self.words.has("generic_heads", mention.head):
            noun = mention.head.split()[-1]
            named = [e for e in found if any(noun in label.text.lower().replace("-", " ").split() for label in e.labels)]
            proper = [e for e in named if not e.id.endswith(self.analysis.document.digest[:6])]
            if named:
                return (proper or named)[0]
        if self._opens_paragraph(index, mention) and self.topic is not None and set(self.topic.types) & kin:
            return self.topic
        proper = [e for e in found if not e.id.endswith(self.analysis.document.digest[:6])]
        return self._foremost(index, proper or found, before=mention.start)

    def _opens_paragraph(self, index: int, mention: Mention) -> bool:
        """Whether a back-pointing description is the first thing of a paragraph under no heading of its own."""
        sentence = self.analysis.sentences[index]
        first = index == 0 or self.analysis.sentences[index - 1].block_index != sentence.block_index
        return first and mention.first <= 2 and self.words.language == "en"  # noqa: PLR2004

    def _foremost(self, index: int, found: Sequence[Entity], *, before: int) -> Entity | None:
        """Of the nearest sentence that names one of these things, the one it names first."""
        ids = {e.id for e in found}
        for earlier in range(index, max(-1, index - _LOOK_BACK), -1):
            for entity in self.things.get(earlier, []):
                if entity.id in ids and (earlier < index or entity.end <= before):
                    return entity
        return found[0] if found else None

    def _back(self, index: int, *, before: int) -> list[Entity]:
        """Things from the latest backwards: of this sentence those before a place, then sentence by sentence."""
        found = [e for e in reversed(self.things.get(index, [])) if e.end <= before]
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK), -1):
            found += self.things.get(earlier, [])
        if self.topic is not None:
            found.append(self.topic)
        return found

    def subject_before(self, index: int, groups: Sequence[str], *, before: int | None = None) -> Entity | None:
        """Return what "it" stands for: the first fitting thing of this sentence, else of the sentence before, and so on back to the topic."""
        if before is not None:
            for entity in self.things.get(index, []):
                if entity.end <= before and self._fits(entity, groups):
                    return entity
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK), -1):
            for entity in self.things.get(earlier, []):
                if self._fits(entity, groups):
                    return entity
            if self.analysis.sentences[earlier].block.kind is BlockKind.HEADING:
                break  # a heading that names nothing fitting asks about the document's topic
        if self.topic is not None and self._fits(self.topic, groups):
            return self.topic
        return None

    def _fits(self, entity: Entity, groups: Sequence[str]) -> bool:
        if not groups:
            return not {"ssc:Place", "ssc:Country", "ssc:Person"} & set(entity.types)
        return admits(entity.types, groups, unknown="person" in groups and entity.id.startswith("entity:"))

    # --- arguments ---------------------------------------------------------------------------------------------------------------

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
            if mention.first <= first < mention.last or (mention.first <= first + 1 < mention.last and self._is_class_noun(tokens[first])):
                if mention.first > first + 1 or (mention.last < last and not self._may_follow(tokens, mention.last, last)):
                    continue
                if exactly and not self._rest_is_empty(tokens, mention.last, last) and self.words.has("prepositions", tokens[mention.last].word):
                    continue
                found = self.mention(mention, segment.sentence.index)
                if found is not None and admits(found.types, groups, unknown=mention.kind in {"name", "title"}):
                    return found
        if self._is_pronoun(tokens, first, last):
            return self._with_words(self.subject_before(segment.sentence.index, groups, before=tokens[first].start), segment, (first, last))
        return None

    def _may_follow(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """What may stand behind a name within its noun phrase: a bracket, a demonstrative, a year, an apposition, a place."""
        token = tokens[first]
        return bool(
            token.depth
            or token.word == ","
            or self.words.has("demonstratives", token.word)
            or self.words.has("relatives", token.word)
            or self.words.has("prepositions", token.word)
            or self.words.has("disjunctions", token.word)
            or token.word in {"tahun", "'s", "itself", "sendiri", "'"}
            or token.word[0].isdigit()
            or last - first <= 1
        )

    def _is_class_noun(self, token: Token) -> bool:
        return token.word in _CLASS_NOUNS

    def _bare_phrase(self, tokens: Sequence[Token], span: Span) -> Span:
        first, last = span
        while first < last and (tokens[first].word in _ARTICLES or not tokens[first].is_word):
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

    def phrase(self, segment: Segment, span: Span) -> list[Entity]:
        """Return what a phrase stands for: the thing it names, the situation it points back at (two for "both"), or itself."""
        tokens = segment.sentence.tokens
        first, last = self._bare_phrase(tokens, span)
        if first >= last:
            return []
        pointed = self._pointed(segment, first, last)
        if pointed:
            return [found for entity in pointed if (found := self._with_words(entity, segment, (first, last))) is not None]
        for mention in segment.mentions:
            if mention.first <= first and mention.last <= last and mention.last > first and self._rest_is_empty(tokens, mention.last, last):
                found = self.mention(mention, segment.sentence.index)
                if found is not None:
                    return [found]
        by_noun = self._by_noun(segment, first, last)
        if by_noun is not None:
            return [by_noun]
        return [self.situation(segment.sentence, (first, last))]

    def _rest_is_empty(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        return all(t.depth or not t.is_word or self.words.has("demonstratives", t.word) for t in tokens[first:last])

    def situation(self, sentence: Sentence, span: Span) -> Entity:
        """Return the event, condition or trend that a phrase names by its own words."""
        tokens = sentence.tokens
        first, last = self._bare_phrase(tokens, span)
        if first >= last:
            first, last = span
        start, end = tokens[first].start, tokens[last - 1].end
        words = " ".join(self.analysis.document.text[start:end].split())
        label = Label(words, self.words.language, preferred=True)
        return Entity(situation_curie(words), self.analysis.document.text[start:end], (label,), ("ssc:Situation",), start, end)

    def _pointed(self, segment: Segment, first: int, last: int) -> list[Entity]:
        """Antecedents of "this", "hal itu", "both", "semua itu"."""
        tokens = segment.sentence.tokens
        index = segment.sentence.index
        if self.words.at("plural_anaphors", tokens, first) == last or (
            last - 1 > first and self.words.at("plural_anaphors", tokens, first) == last - 1 and tokens[last - 1].word == "lah"
        ):
            return self.several_before(segment)
        if self.words.at("situation_anaphors", tokens, first) == last:
            own = self._by_noun(segment, first, last) if last - first > 1 and self._is_named_noun(tokens, first) else None
            return [own] if own is not None else self.situation_before(segment)
        if self._is_pronoun(tokens, first, last):
            found = self.subject_before(index, _HAPPENING, before=tokens[first].start)
            before = self.situation_before(segment)
            here = found is not None and found in self.things.get(index, ())
            return [found] if found is not None and (here or not before) else before
        return []

    def _is_named_noun(self, tokens: Sequence[Token], first: int) -> bool:
        return self.words.has("phenomenon_heads", tokens[first].word) or self.words.has("phenomenon_heads", tokens[first + 1].word)

    def _by_noun(self, segment: Segment, first: int, last: int) -> Entity | None:
        """"krisis tersebut", "jurang itu", "the crisis": an earlier thing or situation whose name holds the noun."""
        tokens = segment.sentence.tokens
        noun = self._pointed_noun(tokens, first, last)
        if not noun:
            return None
        index = segment.sentence.index
        for earlier in range(index, max(-1, index - _LOOK_BACK), -1):
            pool = self.situations.get(earlier, []) + self.things.get(earlier, [])
            for entity in reversed(pool):
                if entity.end <= tokens[first].start and self._names(entity, noun):
                    return self._with_words(entity, segment, (first, last))
        return None

    def _pointed_noun(self, tokens: Sequence[Token], first: int, last: int) -> str:
        words = [t.word for t in tokens[first:last] if not t.depth]
        if len(words) < 2 and self.words.language == "id":  # noqa: PLR2004
            return words[0] if words and self.words.has("phenomenon_heads", words[0]) else ""
        if self.words.language == "id":
            return " ".join(words[:-1]) if self.words.has("demonstratives", words[-1]) else ""
        if len(words) == 1:
            return words[0] if self.words.has("phenomenon_heads", words[0]) else ""
        pointed = self.words.has("demonstratives", words[0]) or (first > 0 and tokens[first - 1].word in {"the", "this", "that", "these"})
        return " ".join(words[1:] if self.words.has("demonstratives", words[0]) else words) if pointed and len(words) <= 3 else ""  # noqa: PLR2004

    def _names(self, entity: Entity, noun: str) -> bool:
        padded = f" {fold(noun)} "
        return any(padded in f" {fold(label.text)} " for label in entity.labels)

    # --- situations --------------------------------------------------------------------------------------------------------------

    def came_to(self, index: int, situation: Entity) -> None:
        """Note what a sentence came to."""
        self.situations.setdefault(index, []).append(situation)

    def situation_before(self, segment: Segment) -> list[Entity]:
        """Return the situation that a back-pointing word stands for: what the sentence before came to, or what it says as a whole."""
        index = segment.sentence.index
        held = [s for s in self.situations.get(index, []) if s.end <= segment.sentence.start]
        if held:
            return [held[-1]]
        return self._earlier_situation(index, phenomenon=self.words.at("phenomenon_anaphors", segment.sentence.tokens, 0) > 0)

    def _earlier_situation(self, index: int, *, phenomenon: bool) -> list[Entity]:
        """What the nearest sentence that states something came to; "gejala ini" looks for a phenomenon first."""
        if phenomenon:
            for earlier in range(index - 1, max(-1, index - _LOOK_BACK), -1):
                found = self._phenomenon(earlier)
                if found is not None:
                    return [found]
        asked = self.asked(index)
        if asked is not None:
            return [asked]
        for earlier in range(index - 1, max(-1, index - 4), -1):
            if self.situations.get(earlier):
                return [self.situations[earlier][-1]]
            found = self._phenomenon(earlier)
            if found is not None:
                return [found]
            sentence = self.analysis.sentences[earlier]
            if not sentence.question and sentence.block.kind not in {BlockKind.HEADING, BlockKind.TITLE}:
                return [self.situation(sentence, self._statement(sentence))]
        return []

    def asked(self, index: int) -> Entity | None:
        """The situation that a question before asks the reason of: "Why are some governments reluctant?"."""
        if index == 0:
            return None
        sentence = self.analysis.sentences[index - 1]
        first, last = self._statement(sentence)
        behind = self.words.at("whys", sentence.tokens, first)
        if not sentence.question or behind < 0 or behind >= last:
            return None
        return self.situation(sentence, (behind, last))

    def _phenomenon(self, index: int) -> Entity | None:
        """The last phenomenon that a sentence names ("… atau aid fatigue")."""
        for entity in reversed(self.things.get(index, [])):
            words = {w for label in entity.labels for w in label.text.lower().split()}
            if {"ssc:Concept", "skos:Concept"} & set(entity.types) and any(self.words.has("phenomenon_heads", w) for w in words):
                return entity
        return None

    def _statement(self, sentence: Sentence) -> Span:
        last = len(sentence.tokens)
        while last > 1 and not sentence.tokens[last - 1].is_word:
            last -= 1
        return strip_front(sentence, (0, last), self.words)

    def several_before(self, segment: Segment) -> list[Entity]:
        """Return what "both", "semua itu" stand for: the clauses of the sentence before, else what the sentences before came to."""
        index = segment.sentence.index
        if index == 0:
            return []
        sentence = self.analysis.sentences[index - 1]
        first, last = self._statement(sentence)
        for k in range(first + 1, last - 1):
            if sentence.tokens[k].word in {",", ";"}:
                behind = self.words.at("contrasts", sentence.tokens, k + 1)
                if 0 < behind < last:
                    return [self.situation(sentence, (first, k)), self.situation(sentence, (behind, last))]
        found: list[Entity] = []
        for earlier in range(index - 1, max(-1, index - 4), -1):
            if self.analysis.sentences[earlier].block_index != segment.sentence.block_index:
                break
            found += self.situations.get(earlier, [])[-1:]
        return found or self.situation_before(segment)

    # --- sources -----------------------------------------------------------------------------------------------------------------

    def source(self, sentence: Sentence, phrase: SourcePhrase) -> Entity | None:
        """Return the source that a sentence names: the first person, publication or body in its words, else the words themselves."""
        mentions = [m for m in self.analysis.mentions[sentence.index] if phrase.first <= m.first and m.last <= phrase.last]
        for wanted in (("title",), ("known", "name", "symbol", "described")):
            for mention in mentions:
                if mention.kind in wanted and not (mention.kind == "described" and not mention.bare):
                    found = self.mention(mention, sentence.index)
                    if found is not None and not {"ssc:Place"} & set(found.types) and not {"ssc:Concept", "skos:Concept"} & set(found.types):
                        return found
        return self._person_or_words(sentence, phrase)

    def _person_or_words(self, sentence: Sentence, phrase: SourcePhrase) -> Entity | None:
        tokens = sentence.tokens[phrase.first : phrase.last]
        words = [t for t in tokens if t.is_word]
        if not words:
            return None
        pointing = self.words.has("demonstratives", words[-1].word) or self.words.has("pronouns", words[0].word) or self.words.has("demonstratives", words[0].word)
        if pointing:
            for entity in self._back(sentence.index, before=tokens[0].start):
                if "ssc:Person" in entity.types or (not entity.types and entity.id.startswith("entity:")):
                    return entity
        start, end = words[0].start, words[-1].end
        name = " ".join(self.analysis.document.text[start:end].split())
        return Entity(entity_curie(name), self.analysis.document.text[start:end], (Label(name, self.words.language, preferred=True),), (), start, end)


def _kin(types: Sequence[str]) -> frozenset[str]:
    """Classes that a head noun may stand for: "badan ini" for any organisation, "the plan" for any instrument."""
    from ssc_graph.extraction.vocabulary import GROUPS

    kin: set[str] = set(types)
    for name in ("organisation", "instrument", "publication", "programme", "event"):
        if GROUPS[name] & set(types):
            kin |= GROUPS[name]
    if kin & GROUPS["programme"]:
        kin |= {"ssc:Concept"}
    return frozenset(kin)
