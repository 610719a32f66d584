"""Roles that tell what is hoped, listed, rested on or said instead of something denied."""

from __future__ import annotations

from ssc_graph.extraction.clauses import Span, clause_start, strip_front, subject_of
from ssc_graph.extraction.reaches import reach
from ssc_graph.extraction.roles.aims import Aims
from ssc_graph.extraction.roles.anchor import Anchor, Filler
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

_SHORTEST_QUALITY = 6
_SHORTEST_TERM = 2


class Telling(Aims):
    """Forms that look right for what a sentence tells of a thing."""

    def _hoped_thing(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Behind "berharap": the thing of which something is hoped, right before "mampu", "dapat" or "akan"."""
        tokens = anchor.segment.sentence.tokens
        for k in range(self.behind(anchor), len(tokens)):
            if self.words.has("hopeful", tokens[k].word) or self.words.is_finite(tokens[k]):
                thing = self.resolver.thing(anchor.segment, (self.behind(anchor), k), role.types)
                return [Filler(thing, thing.start, thing.end)] if thing is not None else []
            if tokens[k].word in {",", ";", "."}:
                return []
        return []

    def _hoped_verb(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What is hoped of it: the verb phrase behind."""
        tokens = anchor.segment.sentence.tokens
        for k in range(self.behind(anchor), len(tokens)):
            if self.words.has("hopeful", tokens[k].word):
                continue
            if self.words.is_finite(tokens[k]):
                return self._free(role, anchor, (k, reach(anchor.segment.sentence, k, self.words, verbal=True)), verbal=True)
        return []

    def _mention_words(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The role's own words, near behind the trigger: what they say of the things before them."""
        stand = self._stand(role, anchor)
        return self._whole(anchor, (stand[0] + 1, stand[1])) if stand is not None else []

    def _colon(self, anchor: Anchor) -> Span | None:
        """A colon or "yaitu" that a list follows, with nothing but a name and small words between it and the trigger."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens) - 1):
            behind = k + 1 if tokens[k].word == ":" else self.words.at("namely", tokens, k)
            if behind > 0 and not tokens[k].depth:
                return k, behind
            relative = k and self.words.has("relatives", tokens[k - 1].word)
            if tokens[k].word in {";", "."} or (self.words.is_finite(tokens[k]) and not relative):
                return None
        return None

    def _owned_list(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The first fitting name before the colon: "Ada tiga tujuan X: …", "dua prinsip yang dipegang X: …"."""
        colon = self._colon(anchor)
        for mention in anchor.segment.mentions if colon else ():
            if anchor.last <= mention.first and colon and mention.last <= colon[0]:
                found = self.resolver.mention(mention, anchor.segment.sentence.index)
                if found is not None and admits(found.types, role.types, unknown=False):
                    return [Filler(found, mention.start, mention.end)]
        return []

    def _colon_list(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What stands behind that colon: at least two members."""
        colon = self._colon(anchor)
        tokens = anchor.segment.sentence.tokens
        if colon is None or colon[1] >= len(tokens):
            return []
        verbal = self.words.is_finite(tokens[colon[1]]) or self.words.has("verb_linkers", tokens[colon[1]].word)
        last = reach(anchor.segment.sentence, colon[1], self.words, verbal=verbal)
        found = self._free(role, anchor, (colon[1], last), verbal=verbal)
        return found if len(found) > 1 else []

    def _principled(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What something rests on, where it is a quality: "kesetaraan", "saling menghormati", no pillar or ground."""
        first = self.behind(anchor)
        tokens = anchor.segment.sentence.tokens
        told = any(self.words.has("principle_nouns", t.word) for t in tokens[anchor.first : first])
        if first >= len(tokens) or not (told or self._quality(tokens[first].word)):
            return []
        last = reach(anchor.segment.sentence, first, self.words)
        behind = self.words.at("coordinators", tokens, last)
        if 0 < behind < len(tokens) and self._quality(tokens[behind].word):
            last = reach(anchor.segment.sentence, behind, self.words)  # "kesetaraan dan saling menguntungkan"
        return self._free(role, anchor, (first, last), verbal=False)

    def _same_head(self, role: Role, anchor: Anchor) -> list[Filler]:
        """What follows where it begins with the head noun of the subject: "Harga dasar ialah harga …"."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        spans = subject_of(anchor.segment.sentence, anchor.group.start, self.words).spans
        if not spans or first >= len(tokens) or spans[0][1] - spans[0][0] < _SHORTEST_TERM:
            return []
        if tokens[first].word != tokens[spans[0][0]].word:
            return []
        return self._whole(anchor, (first, reach(anchor.segment.sentence, first, self.words, whole=True)))

    def _left_quality(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A quality that is the subject: "Kesetaraan menjadi prinsip …", "Semangat solidaritas menjiwai …"."""
        tokens = anchor.segment.sentence.tokens
        sentence = anchor.segment.sentence
        first, last = strip_front(sentence, (clause_start(sentence, 1, self.words), anchor.group.start), self.words)
        if any(t.word in {";", ":"} or self.words.has("relatives", t.word) for t in tokens[first:last]):
            first, last = next(iter(subject_of(sentence, anchor.group.start, self.words).spans), (last, last))
        told = first < last and self.words.has("principle_nouns", tokens[first].word)
        while first < last - 1 and self.words.has("principle_nouns", tokens[first].word):
            first += 1
        if first >= last or not (told or self._quality(tokens[first].word)):
            return []
        return self._free(role, anchor, (first, last), verbal=False)

    def _quality(self, word: str) -> bool:
        """Whether a word names a quality: "kesetaraan", "solidaritas", "saling …"; "kesepakatan" is none."""
        abstract = word.startswith("ke") and word.endswith("an") and len(word) > _SHORTEST_QUALITY
        ending = tuple(self.words.words_of("quality_suffixes"))
        abstract = abstract or (bool(ending) and word.endswith(ending))
        return (abstract and not self.words.has("no_qualities", word)) or self.words.has("qualities", word)

    def _founded(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The main clause behind a fronted aim, where it says that something is founded, held or adopted."""
        comma = self._main_comma(anchor, anchor.last)
        tokens = anchor.segment.sentence.tokens
        if comma < 0 or not any(self.words.has("foundings", t.word) for t in tokens[comma:]):
            return []
        return self._whole(anchor, (comma + 1, len(tokens)))

    def _after_instead(self, role: Role, anchor: Anchor) -> list[Filler]:
        """As in "Bukan A yang membuat …, melainkan B": what is said instead of what is denied."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.last, len(tokens) - 2):
            behind = self.words.at("contrasts", tokens, k + 1) if tokens[k].word == "," and not tokens[k].depth else -1
            if behind > 0:
                return self._free(role, anchor, (behind, reach(anchor.segment.sentence, behind, self.words)), verbal=False)
        return []
