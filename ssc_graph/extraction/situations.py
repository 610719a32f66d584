"""Situations: what a phrase stands for that names no thing.

"This phenomenon", "hal itu" stand for the situation of the sentence before; what nothing resolves is a situation named by its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ssc_graph.claims import Entity, Label
from ssc_graph.document import BlockKind
from ssc_graph.extraction.antecedents import HAPPENING, Antecedents
from ssc_graph.extraction.clauses import Span, clause_start, strip_front
from ssc_graph.extraction.descriptions import LOOK_BACK
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.segments import Segment
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.verbs import words_before_verb
from ssc_graph.identifiers import fold, situation_curie

#: Tables with whose words a phrase begins that points back; most begin with another.
_POINTING = ("plural_anaphors", "situation_anaphors", "pronouns")


class Situations(Antecedents):
    """Resolves phrases to things or situations; an :class:`Antecedents` that also remembers what each sentence came to."""

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
            if mention.first <= first and first < mention.last <= last and self._rest_is_empty(tokens, mention.last, last):
                found = self.mention(mention, segment.sentence.index)
                if found is not None and not self._of_words(mention, found):
                    return [found]
        by_noun = self._by_noun(segment, first, last)
        if by_noun is not None:
            return [by_noun]
        return [self.situation(segment.sentence, (first, last))]

    def _of_words(self, mention: Mention, found: Entity) -> bool:
        """As in "program tumpang tindih": nouns in lower case that name what comes about, no body or programme of that name."""
        return "descriptions-happen" in self.words.traits and mention.kind == "described" and not mention.bare and found.text.islower()

    def situation(self, sentence: Sentence, span: Span) -> Entity:
        """Return the event, condition or trend that a phrase names by its own words."""
        tokens = sentence.tokens
        first, last = self._bare_phrase(tokens, span)
        if first >= last:
            first, last = span
        start, end = tokens[first].start, tokens[last - 1].end
        words = " ".join(self._without_report(tokens[first:last]).split())
        label = Label(words, self.words.language, preferred=True)
        return Entity(situation_curie(words), self.analysis.document.text[start:end], (label,), ("ssc:Situation",), start, end)

    def _without_report(self, tokens: Sequence[Token]) -> str:
        """The words of a phrase but for a report that is put in: "Pasar, kata dia, gagal" says "Pasar gagal"."""
        said = [t.word.isalnum() and not t.is_word for t in tokens]
        last = len(tokens) - 1
        cut = [said[k] or (t.word == "," and (said[max(k - 1, 0)] or said[min(k + 1, last)])) for k, t in enumerate(tokens)]
        runs = (list(run) for report, run in groupby(range(len(tokens)), key=cut.__getitem__) if not report)
        return " ".join(self.analysis.document.text[tokens[run[0]].start : tokens[run[-1]].end] for run in runs)

    def _pointed(self, segment: Segment, first: int, last: int) -> list[Entity]:
        """Antecedents of "this", "hal itu", "both", "semua itu"."""
        tokens = segment.sentence.tokens
        if tokens[first].word not in self.words.beginnings(_POINTING):
            return []
        index = segment.sentence.index
        if self.words.at("plural_anaphors", tokens, first) == last or (
            last - 1 > first and self.words.at("plural_anaphors", tokens, first) == last - 1 and tokens[last - 1].word == "lah"
        ):
            return self.several_before(segment)
        single = last - first == 1 and self.words.has("situation_anaphors", tokens[first].word)  # "This" of "This in turn …"
        points = single or self.words.at("situation_anaphors", tokens, first) == last
        if points and (clause := self._clause_here(segment, first)) is not None:
            return [clause]
        if points:
            own = self._by_noun(segment, first, last) if last - first > 1 and self._is_named_noun(tokens, first) else None
            return [own] if own is not None else self.situation_before(segment)
        if self._is_pronoun(tokens, first, last):
            if self.words.has("plural_subjects", tokens[first].word) and (several := self._plural_subject(segment, first)) is not None:
                return [several]
            if (own := self._first_subject(segment, first)) is not None:
                return [own]
            found = self.subject_before(index, HAPPENING, before=tokens[first].start)
            before = self.situation_before(segment)
            named = found is not None and found in self.things.get(index, ())
            return [found] if found is not None and (named or not before) else before
        return []

    def _clause_here(self, segment: Segment, anaphor: int) -> Entity | None:
        """As in "Tariffs rose, and this pushed up …": the clause that a comma closes before "and this"."""
        tokens = segment.sentence.tokens
        joined = self.words.before("coordinators", tokens, anaphor)
        joined = anaphor if joined < 0 and anaphor and tokens[anaphor - 1].word in {";", "-"} else joined
        if joined < 2 or tokens[joined - 1].word not in {",", ";", "-"}:  # noqa: PLR2004 (a clause has two words)
            return None
        span = strip_front(segment.sentence, (clause_start(segment.sentence, joined - 1, self.words), joined - 1), self.words)
        endings = self.words.past_endings or ("\0",)
        said = any(self.words.is_finite(t) or t.word.endswith(endings) for t in tokens[span[0] + 1 : span[1]] if not t.depth)
        return self.situation(segment.sentence, span) if said else None

    def _plural_subject(self, segment: Segment, pronoun: int) -> Entity | None:
        """As in "Linked grids cut costs. They may also fail": "they" are the things in the plural that the sentence before begins with."""
        index = segment.sentence.index
        said = any(self.words.is_finite(t) for t in segment.sentence.tokens[:pronoun])  # "patents matter, since they delay …"
        if said or not index or self.analysis.sentences[index - 1].question:
            return None
        sentence = self.analysis.sentences[index - 1]
        tokens = sentence.tokens
        span = strip_front(sentence, (0, len(tokens)), self.words)
        verb = next((k for k in range(span[0] + 1, span[1]) if self.words.is_finite(tokens[k]) and not tokens[k].depth), -1)
        last = words_before_verb(tokens, verb, self.words, span[0]) if verb > 0 else -1
        if last <= span[0] or not all(t.is_word for t in tokens[span[0] : last]):
            return None
        plural = tokens[last - 1].word.endswith(tuple(self.words.words_of("plural_suffixes"))) and not tokens[last - 1].capital
        return self.situation(sentence, (span[0], last)) if plural and not self.words.has("agent_nouns", tokens[last - 1].word) else None

    def _first_subject(self, segment: Segment, pronoun: int) -> Entity | None:
        """As in "The gap is old; it results from …": behind a mark "it" goes on about the subject of the clause before."""
        span = self.subject_of_clause_before(segment.sentence, pronoun)
        found = self.phrase(segment, span) if span is not None else []
        return found[0] if found else None

    def _is_named_noun(self, tokens: Sequence[Token], first: int) -> bool:
        return self.words.has("phenomenon_heads", tokens[first].word) or self.words.has("phenomenon_heads", tokens[first + 1].word)

    def _by_noun(self, segment: Segment, first: int, last: int) -> Entity | None:
        """As in "krisis tersebut", "jurang itu", "the crisis": an earlier thing or situation whose name holds the noun."""
        tokens = segment.sentence.tokens
        noun = self._pointed_noun(tokens, first, last)
        if not noun:
            return None
        index = segment.sentence.index
        for earlier in range(index, max(-1, index - LOOK_BACK), -1):
            pool = self.situations.get(earlier, []) + self.things.get(earlier, [])
            for entity in reversed(pool):
                if entity.end <= tokens[first].start and self._names(entity, noun):
                    return self._with_words(entity, segment, (first, last))
        return None

    def _pointed_noun(self, tokens: Sequence[Token], first: int, last: int) -> str:
        words = [t.word for t in tokens[first:last] if not t.depth]
        if not words:  # all of it stands in brackets
            return ""
        if len(words) < 2 and "demonstratives-follow" in self.words.traits:  # noqa: PLR2004
            return words[0] if words and self.words.has("phenomenon_heads", words[0]) else ""
        if "demonstratives-follow" in self.words.traits:
            return " ".join(words[:-1]) if self.words.has("demonstratives", words[-1]) else ""
        if len(words) == 1:
            return words[0] if self.words.has("phenomenon_heads", words[0]) else ""
        pointed = self.words.has("demonstratives", words[0]) or (first > 0 and tokens[first - 1].word in {"the", "this", "that", "these"})
        return " ".join(words[1:] if self.words.has("demonstratives", words[0]) else words) if pointed and len(words) <= 3 else ""  # noqa: PLR2004

    def _names(self, entity: Entity, noun: str) -> bool:
        """Whether its words hold the noun; a thing has it as its head: "bantuan itu" is no "kejenuhan bantuan"."""
        labels = [f" {fold(label.text)} " for label in entity.labels]
        padded = f" {fold(noun)} "
        if "ssc:Situation" not in entity.types and "demonstratives-follow" in self.words.traits:
            return any(label.startswith(padded) for label in labels)
        return any(padded in label for label in labels)

    def came_to(self, index: int, situation: Entity) -> None:
        """Note what a sentence came to."""
        self.situations.setdefault(index, []).append(situation)

    def stated(self, index: int, statement: Entity) -> None:
        """Note an aim, a principle or a definition that a sentence states."""
        self.statements.setdefault(index, []).append(statement)

    def statements_before(self, index: int) -> list[Entity]:
        """Return what "these principles", "tujuan itu" stand for: the statements of the nearest sentence that makes some."""
        for earlier in range(index, max(-1, index - 4), -1):
            if self.statements.get(earlier):
                return self.statements[earlier]
        return []

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
            for earlier in range(index - 1, max(-1, index - LOOK_BACK), -1):
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
