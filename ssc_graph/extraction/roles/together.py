"""What was named before and is meant together: "they", "ketiganya", "these aims", a body's ministers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.extraction.clauses import Span
from ssc_graph.extraction.roles.anchor import DETERMINERS, NEAR, Anchor, Filler
from ssc_graph.extraction.roles.described import Described
from ssc_graph.extraction.tokens import Token
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role

#: Relations in which delegates act for their body.
_DONE_FOR_OTHERS = frozenset({"adoptedBy", "endorsedBy", "establishedBy"})


class Together(Described):
    """Forms whose subject stands for several things, or for those for whom somebody acts."""

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

    def _statements(self, anchor: Anchor, span: Span) -> list[Filler]:
        """As in "Prinsip-prinsip itu ditegaskan dalam …", "these aims were set out in …": the statements made before."""
        words = [t.word for t in anchor.segment.sentence.tokens[span[0] : span[1]] if t.is_word]
        noun = any(self.words.has("statement_nouns", word) for word in words[:2])
        pointed = any(self.words.has("demonstratives", word) for word in words)
        if not (noun and pointed and len(words) <= NEAR + 1):
            return []
        return [Filler(entity, -1, -1) for entity in self.resolver.statements_before(anchor.segment.sentence.index)]

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
