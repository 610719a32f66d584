"""Matching: a rule's triggers in a segment, its roles filled, its claims made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ssc_graph.claims import Argument, Claim, Entity, Evidence, Label, Literal, Modality
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.heads import HeadReader
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.readings import reads_otherwise
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.refusals import SITUATIONAL, Refusals
from ssc_graph.extraction.roles import Anchor, Filler, RoleFinder
from ssc_graph.extraction.segments import Segment
from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.extraction.trace import Trace
from ssc_graph.extraction.triggers import Trigger, find_triggers, stands_before, stands_behind, trigger_index
from ssc_graph.extraction.verbs import VerbGroup, verb_group
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import fold, statement_curie
from ssc_graph.rules import Role, load_grammar

#: Relations whose object is a text-valued thing, with its kind and class.
STATEMENTS = {
    "hasObjective": ("objective", "ssc:Objective"),
    "hasPrinciple": ("principle", "ssc:Principle"),
    "hasDefinition": ("definition", "ssc:Definition"),
}
#: Kinds of things that no name of another kind belongs to.
_NOT_RENAMED = frozenset({"ssc:Place", "ssc:Country", "ssc:Resolution", "ssc:Person"})
_INTENDED = frozenset({"hasObjective", "expectedToBringAbout"})


#: Role of a rule whose subject vouches for what it says: "the study blames X on Y".
_SOURCE = "source"


#: Kinds of things that can be triggers themselves.
_CORRELATIVES = ("correlatives",)
_KINDS = ("event", "resolution", "organisation", "concept")

#: Relations of what is still to be: "akan dibahas dalam …", "akan menjadi anggota".
_PLANNED = frozenset({"discussedAt", "memberOf", "establishedBy", "establishedOn", "adoptedBy", "adoptedOn", "endorsedBy", "endorsedOn"})


#: Forms that look for a thing at one place, so that a rule whose thing is not there is done with before a clause is read.
_QUICK = frozenset(
    {"mention", "ending", "verbal", "into", "infinitive", "near-place", "near-date", "past", "titled", "fronted-object", "cleft-focus"}
)


@cache
def quickest_first(language: str) -> Mapping[str, tuple[Role, ...]]:
    """Return the roles of each rule, those first that are quickly found or refused; the order in which they are filled changes no claim."""
    rules = load_grammar(language).rules
    return {rule.id: tuple(sorted(rule.roles, key=lambda role: role.form not in _QUICK)) for rule in rules}


class Matcher:
    """Applies a language's rules to segments.

    Args:
        analysis: the document taken apart.
        resolver: resolves what words stand for.
        trace: notes of what fired and what was dropped, if wanted.
    """

    def __init__(self, analysis: Analysis, resolver: Resolver, trace: Trace | None = None) -> None:
        self.analysis = analysis
        self.resolver = resolver
        self.roles = RoleFinder(analysis, resolver)
        self.trace = trace
        self._roles = quickest_first(analysis.vocabulary.language)
        self._refusals = Refusals(analysis)
        self.index = trigger_index(analysis.vocabulary.language)
        self._of_types: dict[tuple[str, ...], list[Trigger]] = {}
        self.kinds = [((kind,), trigger) for kind in _KINDS for trigger in self._of_kind(kind)]

    def _of_kind(self, kind: str) -> Sequence[Trigger]:
        name = f"<{kind}>"
        return self.index[name].alone if name in self.index.words else ()

    def claims(self, segment: Segment, source: Entity | None) -> list[Claim]:
        """Return the claims of a segment, in the order of their triggers."""
        found: list[Claim] = []
        for anchor in self._anchors(segment):
            if self.trace is not None:
                tokens = segment.sentence.tokens
                self.trace.note("trigger", tokens[anchor.first].start, tokens[anchor.last - 1].end, anchor.rule.id)
            found += self._claims_of(anchor, source)
        return found

    def _anchors(self, segment: Segment) -> Iterator[Anchor]:
        tokens = segment.sentence.tokens
        words = self.analysis.vocabulary
        taken: dict[str, int] = {}
        named: dict[int, list[Mention]] = {}
        for mention in segment.mentions if self.kinds else ():
            named.setdefault(mention.first, []).append(mention)
        index, opening = self.index, self.index.words
        correlated = not segment.sentence.held.isdisjoint(words.beginnings(_CORRELATIVES))
        for position in [k for k, token in enumerate(tokens) if token.word in opening or k in named]:
            word = tokens[position].word
            starts = index[word] if word in opening else None
            held: VerbGroup | None = None
            for trigger, behind in find_triggers(tokens, position, starts, words) if starts is not None else ():
                last = self._past_adverbs(trigger, tokens, behind) if trigger.hedging and trigger.after else behind
                if taken.get(trigger.rule.id, -1) > position or not self._fits(trigger, segment, position, last):
                    continue
                taken[trigger.rule.id] = last
                group = held = verb_group(segment.sentence, position, words) if held is None else held
                if last - position > len(trigger.words) and any(words.has("negations", t.word) for t in tokens[position + 1 : last]):
                    group = replace(group, negated=not group.negated)  # "is not the cause": denied within the trigger
                group = self._neither(segment, self._hoped(segment, group) if correlated else group)
                if trigger.rule.before:
                    group = self._linked(trigger, segment, group, position)
                if not self._passive(trigger, segment, group, position):
                    yield Anchor(trigger.rule, segment, position, last, group)
            if position in named:
                for mention in named[position]:
                    yield from self._mention_anchors(segment, mention)

    def _neither(self, segment: Segment, group: VerbGroup) -> VerbGroup:
        """As in "Neither drought nor debt emptied the villages": a predicate of both is denied."""
        tokens, words = segment.sentence.tokens, self.analysis.vocabulary
        if segment.sentence.held.isdisjoint(words.openings("neither")):
            return group
        nor = next((k for k in range(group.start - 1, 0, -1) if words.has("nor", tokens[k].word)), -1)
        opened = any(words.has("neither", t.word) for t in tokens[:nor])
        between = any(words.is_finite(t) or t.word in {";", ","} for t in tokens[nor + 1 : group.start])
        return replace(group, negated=not group.negated) if nor > 0 and opened and not between else group

    def _hoped(self, segment: Segment, group: VerbGroup) -> VerbGroup:
        """As in "diharapkan tidak hanya A, tetapi juga B": what is hoped of the first verb is hoped of the second."""
        tokens, words = segment.sentence.tokens, self.analysis.vocabulary
        if group.modality is not Modality.ASSERTED:
            return group
        joined = max(words.before("correlatives", tokens, k) for k in (group.start, group.start + 1))  # "tetapi juga" holds an adverb
        if joined < 1:
            return group
        for k in range(joined - 1, 0, -1):
            if words.at("false_negations", tokens, k) > 0:
                return replace(group, modality=verb_group(segment.sentence, k, words).modality)
        return group

    def _linked(self, trigger: Trigger, segment: Segment, group: VerbGroup, position: int) -> VerbGroup:
        """As in "belum menjadi anggota", "akan menjadi anggota": what is said of the words that must stand before a noun is said of it."""
        tokens = segment.sentence.tokens
        link = match_before(tokens, position, trigger.rule.before)
        if not 0 < link < group.start or not tokens[link].is_word:
            return group
        before = verb_group(segment.sentence, link, self.analysis.vocabulary)
        modality = before.modality if group.modality is Modality.ASSERTED else group.modality
        return replace(group, negated=group.negated != before.negated, modality=modality)

    def _past_adverbs(self, trigger: Trigger, tokens: Sequence[Token], last: int) -> int:
        """As in "could in turn attract": behind what stands between a hedge and the verb that the rule asks for."""
        behind = self.analysis.vocabulary.at("adverbs", tokens, last)
        return behind if behind > 0 and match_at(tokens, behind, trigger.rule.after) > 0 else last

    def _passive(self, trigger: Trigger, segment: Segment, group: VerbGroup, position: int) -> bool:
        """Whether a verb of cause or effect is a participle behind "was": its subject undergoes, it does not bring about."""
        words = self.analysis.vocabulary
        if len(trigger.words) > 1 or trigger.rule.claims[0][0] not in SITUATIONAL or not words.past_endings or trigger.rule.before:
            return False
        past = trigger.words[0].endswith(words.past_endings) or words.has("shared_pasts", trigger.words[0])
        tokens = segment.sentence.tokens[group.start : position]
        return past and any(words.has("passive_auxiliaries", token.word) for token in tokens)

    def _mention_anchors(self, segment: Segment, mention: Mention) -> Iterator[Anchor]:
        """Rules whose trigger is any thing of a kind, written ``<event>``."""
        first, last = mention.first, mention.last
        fitting = self._of_types.get(mention.types)
        if fitting is None:
            fitting = [trigger for kind, trigger in self.kinds if admits(mention.types, kind, unknown=False)]
            self._of_types[mention.types] = fitting
        for trigger in fitting:
            if self._fits(trigger, segment, first, last):
                plain = VerbGroup(first, negated=False, modality=Modality.ASSERTED, auxiliary=False)
                yield Anchor(trigger.rule, segment, first, last, plain)

    def _fits(self, trigger: Trigger, segment: Segment, first: int, last: int) -> bool:
        tokens, rule = segment.sentence.tokens, trigger.rule
        preceding = tokens[first - 1].word if first else ""
        if preceding in trigger.not_before and stands_before(tokens, first, trigger.not_before):
            return False
        following = tokens[last].word if last < len(tokens) else ""
        if following in trigger.not_after and stands_behind(tokens, last, trigger.not_after):
            return False
        if rule.before and not stands_before(tokens, first, trigger.before):
            return False
        if rule.after and not stands_behind(tokens, last, trigger.after):
            return False
        if rule.position == "answering":
            if not self._answers(segment):
                return False
        elif rule.position and self._opens(segment, first) != (rule.position == "initial"):
            return False
        if rule.governing and not tokens[first].governs:
            return False
        if rule.claims[0][0] in SITUATIONAL and reads_otherwise(rule, tokens, first, last, self.analysis.vocabulary):
            return False
        return rule.claims[0][0] not in SITUATIONAL or not self._inside_name(segment, first, last)

    def _answers(self, segment: Segment) -> bool:
        """Whether the sentence before asks something."""
        index = segment.sentence.index
        return index > 0 and self.analysis.sentences[index - 1].question

    def _inside_name(self, segment: Segment, first: int, last: int) -> bool:
        """Whether a trigger is part of a name: "the SIDS Accelerated Modalities of Action"."""
        return any(m.first <= first and last <= m.last and m.kind in {"name", "known", "title"} for m in segment.mentions)

    def _opens(self, segment: Segment, first: int) -> bool:
        tokens = segment.sentence.tokens
        position = 0
        if first and tokens[0].is_word and tokens[0].word not in self.analysis.vocabulary.openings("openers"):
            return False
        while position < first:
            behind = self.analysis.vocabulary.at("openers", tokens, position)
            if 0 < behind <= first:
                position = behind
            elif not tokens[position].is_word:
                position += 1
            else:
                return False
        return True

    def _claims_of(self, anchor: Anchor, source: Entity | None) -> list[Claim]:
        if anchor.rule.firm and anchor.group.modality is Modality.INTENDED:
            self._drop(anchor, "the verb group hopes or plans")
            return []
        fillers: dict[str, list[Filler]] = {}
        for role in anchor.rule.roles if self.trace is not None else self._roles[anchor.rule.id]:
            if role.name == _SOURCE:
                source = self.roles.speaker(anchor) or source
                continue
            fillers[role.name] = self.roles.fill(role, anchor)
            if not fillers[role.name] and not role.optional:
                self._drop(anchor, f"no {role.name} ({role.side} {role.form} {'|'.join(role.types)})")
                return []
        found = []
        for relation, subject, target in anchor.rule.claims:
            for left in fillers[subject]:
                if relation == "hasPrinciple" and _among(left, fillers[target]):
                    self._drop(anchor, f"{relation}: a principle is not its own owner")
                    continue
                for right in fillers[target]:
                    claim = self._claim(anchor, relation, left, right, source)
                    if claim is not None:
                        found.append(claim)
        return found

    def _claim(self, anchor: Anchor, relation: str, left: Filler, right: Filler, source: Entity | None) -> Claim | None:
        subject = left.argument
        if not isinstance(subject, Entity):
            return None
        refused = self._refusals.reason(anchor, relation, subject, left, right)
        if refused:
            self._drop(anchor, f"{relation}: {refused}")
            return None
        target = self._target(relation, subject, right)
        if target is None:
            self._drop(anchor, f"{relation}: subject and object are one")
            return None
        return Claim(
            subject=subject,
            predicate=relation,
            object=target,
            evidence=(self._evidence(anchor, left, right),),
            rule=anchor.rule.id,
            confidence=anchor.rule.confidence,
            negated=(anchor.group.negated != anchor.rule.negated) != anchor.segment.negated,
            modality=self._modality(anchor, relation, right),
            attributed_to=source,
        )

    def _modality(self, anchor: Anchor, relation: str, right: Filler) -> Modality:
        if relation in _INTENDED:
            return anchor.rule.modality if anchor.rule.modality is Modality.POSSIBLE else Modality.INTENDED
        if anchor.rule.modality is not Modality.ASSERTED:
            return anchor.rule.modality
        if anchor.group.modality is Modality.INTENDED:
            return Modality.INTENDED if relation in _PLANNED else Modality.ASSERTED
        hedged = anchor.group.modality is Modality.ASSERTED and relation == "causes" and self._may_be(anchor, right)
        return Modality.POSSIBLE if hedged else anchor.group.modality

    def _may_be(self, anchor: Anchor, effect: Filler) -> bool:
        """Whether an effect is a clause that hedges ("harga cenderung naik karena …"), or the sentence begins with a hedge."""
        words, tokens = self.analysis.vocabulary, anchor.segment.sentence.tokens
        hedging = words.openings("effect_hedges")
        if not hedging:
            return False
        first = next((k for k, t in enumerate(tokens) if t.is_word), 0)
        if words.at("opening_hedges", tokens, first) > 0 and not any(t.word in {";", ":"} for t in tokens[: anchor.first]):
            return True
        hedges = (k for k, t in enumerate(tokens) if t.word in hedging and effect.start < t.start < effect.end and not t.depth)
        return any(words.at("effect_hedges", tokens, k) > 0 and not words.has("relatives", tokens[k - 1].word) for k in hedges)

    def _target(self, relation: str, subject: Entity, filler: Filler) -> Argument | None:
        argument = filler.argument
        if relation in STATEMENTS and isinstance(argument, Entity):
            return statement(relation, self.analysis.document.text, filler.start, filler.end, self.analysis.vocabulary.language)
        if relation == "alsoKnownAs" and isinstance(argument, Literal):
            if "ssc:Concept" not in subject.types and not any(c.isupper() for c in argument.value):
                return None  # "known as a donor" describes, it does not name
            if self._of_other_kind(subject, argument.value):
                return None  # "in Latin America, known as the Treaty of …"
            return None if argument.value.casefold() == subject.text.casefold() else argument
        if isinstance(argument, Entity) and argument.id == subject.id:
            # one body under two names: its former name is all that the graph can say
            renamed = relation == "renamedFrom" and argument.text.casefold() != subject.text.casefold()
            return (
                Literal(" ".join(argument.text.split()), "xsd:string", argument.text, "", argument.start, argument.end) if renamed else None
            )
        return argument

    def _of_other_kind(self, subject: Entity, name: str) -> bool:
        """Whether the head noun of another name tells that it cannot be a place's or an act's."""
        kind = HeadReader(self.analysis.vocabulary.language).read(fold(name).split()).head[1]
        return bool(kind) and kind not in subject.types and bool(_NOT_RENAMED & set(subject.types))

    def _evidence(self, anchor: Anchor, left: Filler, right: Filler) -> Evidence:
        """The contiguous words from the first to the last part: subject, trigger, object."""
        tokens = anchor.segment.sentence.tokens
        start, end = tokens[anchor.first].start, tokens[anchor.last - 1].end
        for filler in (left, right):
            if 0 <= filler.start < start:
                start = filler.start
            end = max(end, filler.end)
        return Evidence(start, end, self.analysis.document.text[start:end])

    def _drop(self, anchor: Anchor, why: str) -> None:
        if self.trace is not None:
            tokens = anchor.segment.sentence.tokens
            self.trace.note("dropped", tokens[anchor.first].start, tokens[anchor.last - 1].end, f"{anchor.rule.id}: {why}")


def _among(owner: Filler, listed: Sequence[Filler]) -> bool:
    """Whether an owner is itself one of the principles listed: "Solidarity and equality are among its principles"."""
    named = {fold(filler.argument.text) for filler in listed}
    return isinstance(owner.argument, Entity) and not named.isdisjoint(fold(label.text) for label in owner.argument.labels)


def statement(relation: str, text: str, start: int, end: int, language: str) -> Entity:
    """Return the objective, principle or definition that stands at a place."""
    kind, cls = STATEMENTS[relation]
    words = " ".join(text[start:end].split())
    return Entity(statement_curie(kind, words), text[start:end], (Label(words, language, preferred=True),), (cls,), start, end)
