"""Owners: whose an aim, a name or a founding is, by what stands before the trigger."""

from __future__ import annotations

from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.document import BlockKind
from ssc_graph.extraction.clauses import antecedent, clause_start
from ssc_graph.extraction.roles.anchor import NEAR, REACH, Anchor, Filler
from ssc_graph.extraction.roles.subjects import Subjects
from ssc_graph.extraction.verbs import verb_group
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.rules import Role


class Owners(Subjects):
    """Forms that look left for an owner."""

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

    def _holder(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The subject in front of "hingga 2008" ("lembaga yang hingga 2008 bernama X")."""
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, max(anchor.first - NEAR - 2, 0), -1):
            start = self.words.before("until_words", tokens, k)
            if start > 0:
                return self._subject(role, replace(anchor, group=replace(anchor.group, start=start)))
        return self._subject(role, anchor)

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
