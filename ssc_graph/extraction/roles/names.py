"""Other names, terms that are defined, titles of publications, their authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity, Label, Literal
from ssc_graph.extraction.clauses import subject_of
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.roles.anchor import DETERMINERS, LONGEST_TERM, NEAR, REACH, Anchor, Filler
from ssc_graph.extraction.roles.occasions import Occasions
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import entity_curie
from ssc_graph.rules import Role


class Names(Occasions):
    """Forms that read names."""

    def _name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Another name: a mention behind the trigger, else the words up to the next comma or verb, as a literal."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        while first < len(tokens) and (tokens[first].word in DETERMINERS or tokens[first].word in {'"', "'"}):
            first += 1
        mention = next((m for m in anchor.segment.mentions if m.first == first), None)
        last = mention.last if mention else self._name_end(anchor, first)
        if last <= first:
            return []
        start, end = tokens[first].start, tokens[last - 1].end
        text = self.analysis.document.text[start:end]
        return [Filler(Literal(" ".join(text.split()), "xsd:string", text, "", start, end), start, end)]

    def _name_end(self, anchor: Anchor, first: int) -> int:
        tokens = anchor.segment.sentence.tokens
        last = first
        while last < len(tokens) and last < first + NEAR * 2:
            token = tokens[last]
            if not token.is_word or token.depth or self.words.is_finite(token) or self.words.at("breaks", tokens, last) > 0:
                break
            if (
                self.words.has("prepositions", token.word)
                or self.words.has("relatives", token.word)
                or self.words.has("coordinators", token.word)
            ):
                break
            last += 1
        return last

    def _term(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A short noun phrase that a definition explains, known or not."""
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        subject = subject_of(sentence, anchor.group.start, self.words)
        if not subject.spans or subject.relative:
            return []
        first, last = subject.spans[0]
        span = tokens[first:last]
        if not 0 < len(span) <= LONGEST_TERM or any(
            self.words.has("relatives", t.word) or self.words.has("demonstratives", t.word) for t in span
        ):
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
            entity_curie(name.lower()),
            self.analysis.document.text[start:end],
            (Label(name, self.words.language, preferred=True),),
            ("ssc:Concept",),
            start,
            end,
        )
        return [Filler(entity, start, end)]

    def _trim_term(self, span: Sequence[Token]) -> tuple[int, int]:
        kept = [t for t in span if t.depth == 0 and t.is_word]
        while len(kept) > 1 and (kept[0].word in {"the", "a", "an"} or self.words.has("articles", kept[0].word)):
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

    def _spoken_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is called so in another language: named between the language and the word for calling, else named last before."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens)):
            if self.words.at("callings", tokens, k) > 0:
                for mention in anchor.segment.mentions:
                    if anchor.last <= mention.first and mention.last <= k and admits(mention.types, role.types):
                        return [Filler(self.analysis.entity(mention), mention.start, mention.end)]
        return self._latest(role, anchor)

    def _titled(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A title in quotes, or a name in apposition ("bukunya, Dead Aid")."""
        first = self.behind(anchor)
        for mention in anchor.segment.mentions:
            if anchor.last <= mention.first <= first + 1 and mention.last > first and mention.kind in {"title", "name"}:
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
        while first < len(tokens) and (tokens[first].word in {"the", '"'} or self.words.has("articles", tokens[first].word)):
            first += 1
        last = first
        while last < len(tokens) and tokens[last].capital and tokens[last].is_word and last < first + REACH:
            last += 1
        if last == first:
            return []
        start, end = tokens[first].start, tokens[last - 1].end
        known = next((m for m in anchor.segment.mentions if m.first <= first and m.last >= last and m.kind == "known"), None)
        if known is not None:
            return [Filler(self.analysis.entity(known), known.start, known.end)]
        name = " ".join(self.analysis.document.text[start:end].split())
        entity = Entity(
            entity_curie(name), self.analysis.document.text[start:end], (Label(name, "", preferred=True),), ("ssc:Journal",), start, end
        )
        return [Filler(entity, start, end)]

    def _nearest_person(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The person named last before the trigger, in the whole sentence, else in the one before."""
        sentence = self.analysis.sentences[anchor.segment.sentence.index]
        behind = anchor.segment.sentence.tokens[anchor.first].start
        for index in (sentence.index, sentence.index - 1):
            for mention in reversed(self.analysis.mentions[index] if index >= 0 else []):
                if mention.end <= behind and mention.kind == "name" and admits(mention.types, role.types):
                    return [Filler(self._as_person(mention), mention.start, mention.end)]
        return []
