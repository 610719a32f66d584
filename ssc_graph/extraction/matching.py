"""Matching: a rule's triggers in a segment, its roles filled, its claims made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ssc_graph.claims import Argument, Claim, Entity, Evidence, Label, Literal, Modality
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.roles import Anchor, Filler, RoleFinder
from ssc_graph.extraction.segments import Segment
from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.extraction.trace import Trace
from ssc_graph.extraction.verbs import VerbGroup, verb_group
from ssc_graph.extraction.vocabulary import Vocabulary, admits
from ssc_graph.identifiers import statement_curie
from ssc_graph.rules import Phrase, Rule, load_grammar

#: Relations whose object is a text-valued thing, with its kind and class.
STATEMENTS = {
    "hasObjective": ("objective", "ssc:Objective"),
    "hasPrinciple": ("principle", "ssc:Principle"),
    "hasDefinition": ("definition", "ssc:Definition"),
}
_INTENDED = frozenset({"hasObjective", "expectedToBringAbout"})
_SITUATION_OBJECTS = frozenset({"expectedToBringAbout"})


#: Role of a rule whose subject vouches for what it says: "the study blames X on Y".
_SOURCE = "source"

#: Words of a phrase that names a situation, at most.
_LONGEST_PHRASE = 50
_OCCASIONS = frozenset({"heldIn", "heldOn"})
_SITUATIONAL = frozenset({"causes", "affects"})

_ACTING = frozenset({"ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:Person", "ssc:CountryGroup", "ssc:Country"})

#: Kinds of things that can be triggers themselves.
_KINDS = ("event", "resolution", "organisation", "concept")


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
        self.index = _trigger_index(analysis.vocabulary.language)
        self._inserted = analysis.vocabulary.words_of("inserted")
        self._of_types: dict[tuple[str, ...], list[Trigger]] = {}
        self.kinds = [((kind,), trigger) for kind in _KINDS for trigger in self.index.get(f"<{kind}>", ((), {}))[0]]

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
        index = self.index
        for position, token in enumerate(tokens):
            for trigger in self._triggers_at(tokens, position) if token.word in index else ():
                last = position + 1 if len(trigger.words) == 1 else match_trigger(tokens, position, trigger.words, words)
                if last < 0 or taken.get(trigger.rule.id, -1) > position or not self._fits(trigger, segment, position, last):
                    continue
                taken[trigger.rule.id] = last
                group = verb_group(segment.sentence, position, words)
                if last - position > len(trigger.words) and any(words.has("negations", t.word) for t in tokens[position + 1 : last]):
                    group = replace(group, negated=not group.negated)  # "is not the cause": denied within the trigger
                if not self._passive(trigger, segment, group, position):
                    yield Anchor(trigger.rule, segment, position, last, group)
            for mention in named.get(position, ()):
                yield from self._mention_anchors(segment, mention)

    def _passive(self, trigger: Trigger, segment: Segment, group: VerbGroup, position: int) -> bool:
        """Whether a verb of cause or effect is a participle behind "was": its subject undergoes, it does not bring about."""
        words = self.analysis.vocabulary
        if len(trigger.words) > 1 or trigger.rule.claims[0][0] not in _SITUATIONAL or not words.past_endings or trigger.rule.before:
            return False
        past = trigger.words[0].endswith(words.past_endings) or words.has("shared_pasts", trigger.words[0])
        tokens = segment.sentence.tokens[group.start : position]
        return past and any(words.has("passive_auxiliaries", token.word) for token in tokens)

    def _triggers_at(self, tokens: Sequence[Token], position: int) -> Sequence[Trigger]:
        """The triggers that begin with a token's word and may go on with the next one, where no adverb stands between."""
        triggers, by_second = self.index[tokens[position].word]
        following = tokens[position + 1].word if position + 1 < len(tokens) else ""
        words = self.analysis.vocabulary
        if (
            following in self._inserted
            or following == ","
            or following[:1].isdigit()
            or words.has("date_prepositions", following)
            or words.has("negations", following)
        ):
            return triggers
        return by_second.get(following, by_second[""])

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
        if rule.position == "answering":
            if not self._answers(segment):
                return False
        elif rule.position and self._opens(segment, first) != (rule.position == "initial"):
            return False
        if rule.claims[0][0] in _SITUATIONAL and self._inside_name(segment, first, last):
            return False
        preceding = tokens[first - 1].word if first else ""
        following = tokens[last].word if last < len(tokens) else ""
        if rule.before and (preceding not in trigger.before or match_before(tokens, first, rule.before) < 0):
            return False
        if rule.after and (following not in trigger.after or match_at(tokens, last, rule.after) < 0):
            return False
        if preceding in trigger.not_before and match_before(tokens, first, rule.not_before) >= 0:
            return False
        return following not in trigger.not_after or match_at(tokens, last, rule.not_after) < 0

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
        for role in anchor.rule.roles:
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
                for right in fillers[target]:
                    claim = self._claim(anchor, relation, left, right, source)
                    if claim is not None:
                        found.append(claim)
        return found

    def _claim(self, anchor: Anchor, relation: str, left: Filler, right: Filler, source: Entity | None) -> Claim | None:
        subject = left.argument
        if not isinstance(subject, Entity):
            return None
        refused = self._refused(anchor, relation, subject, left, right)
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
            negated=anchor.group.negated != anchor.rule.negated,
            modality=self._modality(anchor, relation),
            attributed_to=source,
        )

    def _refused(self, anchor: Anchor, relation: str, subject: Entity, left: Filler, right: Filler) -> str:
        """Why the arguments make no claim of a relation, or an empty string."""
        if relation in _SITUATION_OBJECTS and len(getattr(right.argument, "text", "").split()) < 2:  # noqa: PLR2004
            return "what becomes of it is not what it brings about"  # "X is expected to fall"
        if relation in _SITUATIONAL and self._is_agent(subject.text):
            return "who acts is no cause"  # "a pot of money fed by governments"
        if relation == "memberOf" and anchor.rule.negated and not subject.types:
            return "only a country or a body leaves another"  # "Hurricane Ana left …"
        if relation in _OCCASIONS and "ssc:Event" not in subject.types and subject.types:
            return "what is no event is held nowhere"
        if relation == "causes":
            return self._no_effect(subject, left, right)
        return self._no_definition(anchor, subject, left, right) if relation == "hasDefinition" else ""

    def _no_effect(self, subject: Entity, left: Filler, right: Filler) -> str:
        words = self.analysis.vocabulary
        meeting = "ssc:Event" in subject.types and any(words.has("event_nouns", word) for word in subject.text.casefold().split())
        if meeting and isinstance(right.argument, Entity) and _is_instrument(right.argument):
            return "where an instrument was adopted is no cause"  # "the Agenda was the outcome of the Conference"
        if any(self._cut_short(filler.argument.text) for filler in (left, right) if isinstance(filler.argument, Entity)):
            return "a phrase that breaks off or never ends is no situation"
        return "" if self._happens(left, right) else "a command or a body is no effect"

    def _cut_short(self, text: str) -> bool:
        """Whether words end in one that asks for more ("…, we believe that"), or are more than any phrase has."""
        words = text.casefold().split()
        tables = ("complementisers", "coordinators")
        vocabulary = self.analysis.vocabulary
        return len(words) > _LONGEST_PHRASE or (len(words) > 1 and any(vocabulary.has(table, words[-1]) for table in tables))

    def _no_definition(self, anchor: Anchor, subject: Entity, left: Filler, right: Filler) -> str:
        if self.analysis.vocabulary.has("pronouns", subject.text.lower()):
            return "a pronoun is judged, not defined"  # "it is a convenient story"
        if self._begins_with_name(anchor, right):
            return "a name defines nothing"  # "the two are Liechtenstein and Uzbekistan"
        if self._names_more(anchor, left):
            return "the term has more words"  # "nasionalisme vaksin adalah …" defines more than "nasionalisme"
        described = subject.id.endswith(self.analysis.document.digest[:6])
        return "what is only described is identified, not defined" if described else ""  # "the third group is …"

    def _is_agent(self, text: str) -> bool:
        """Whether words name someone who acts: their head noun is a table's."""
        words = self.analysis.vocabulary
        head = ""
        for word in text.casefold().split():
            if words.has("prepositions", word) or words.has("relatives", word):
                break
            head = word.strip(",;:")
        return words.has("agent_nouns", head)

    def _happens(self, left: Filler, right: Filler) -> bool:
        """Whether cause and effect are something that happens, as far as the table of commands and the effect's class tell."""
        words = self.analysis.vocabulary
        texts = [f.argument.text.lower().split() for f in (left, right) if isinstance(f.argument, Entity)]
        if any(words.has("imperatives", text[0]) for text in texts if text):
            return False
        if "effects-happen" in words.traits and right.start >= 0 and any(words.has("prepositions", text[0]) for text in texts[1:] if text):
            return False  # "…, dari pejabat hingga insinyur" is no effect
        if "effects-happen" in words.traits and isinstance(right.argument, Entity) and self._acts(right.argument.text):
            return False  # "mendorong Menteri Luar Negeri" alone tells no effect
        named = isinstance(right.argument, Entity) and right.argument.text[:1].isupper()
        effect = right.argument.types if named and isinstance(right.argument, Entity) else ()
        return "effects-happen" not in words.traits or _ACTING.isdisjoint(effect)

    def _acts(self, text: str) -> bool:
        """Whether an effect only names somebody who acts, without what he does."""
        words = text.split()
        return bool(words) and self.analysis.vocabulary.has("agents", words[0].lower()) and all(word[:1].isupper() for word in words)

    def _names_more(self, anchor: Anchor, left: Filler) -> bool:
        """Whether exactly one word that is no function word stands between what a definition defines and its copula."""
        words = self.analysis.vocabulary
        tokens = [t for t in anchor.segment.sentence.tokens[: anchor.group.start] if t.is_word and not t.depth and t.start >= left.end]
        tables = ("demonstratives", "adverbs", "auxiliaries", "prepositions", "relatives", "coordinators")
        if "definitions-explain-one-word" not in words.traits or left.end < 0 or len(tokens) != 1:
            return False
        return tokens[0].word.isalpha() and not any(words.has(table, tokens[0].word) for table in tables)

    def _begins_with_name(self, anchor: Anchor, filler: Filler) -> bool:
        named = (m for m in anchor.segment.mentions if m.start == filler.start and m.kind in {"known", "name"})
        return any(m.kind == "name" or {"ssc:Country", "ssc:Place", "ssc:Person"} & set(m.types) for m in named)

    def _modality(self, anchor: Anchor, relation: str) -> Modality:
        if relation in _INTENDED:
            return anchor.rule.modality if anchor.rule.modality is Modality.POSSIBLE else Modality.INTENDED
        if anchor.rule.modality is not Modality.ASSERTED:
            return anchor.rule.modality
        if anchor.group.modality is Modality.INTENDED:
            return Modality.ASSERTED
        return anchor.group.modality

    def _target(self, relation: str, subject: Entity, filler: Filler) -> Argument | None:
        argument = filler.argument
        if relation in STATEMENTS and isinstance(argument, Entity):
            return statement(relation, self.analysis.document.text, filler.start, filler.end, self.analysis.vocabulary.language)
        if relation == "alsoKnownAs" and isinstance(argument, Literal):
            if "ssc:Concept" not in subject.types and not any(c.isupper() for c in argument.value):
                return None  # "known as a donor" describes, it does not name
            return None if argument.value.casefold() == subject.text.casefold() else argument
        if isinstance(argument, Entity) and argument.id == subject.id:
            # one body under two names: its former name is all that the graph can say
            renamed = relation == "renamedFrom" and argument.text.casefold() != subject.text.casefold()
            return (
                Literal(" ".join(argument.text.split()), "xsd:string", argument.text, "", argument.start, argument.end) if renamed else None
            )
        return argument

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


def _is_instrument(entity: Entity) -> bool:
    return admits(entity.types, ("instrument",), unknown=False)


def statement(relation: str, text: str, start: int, end: int, language: str) -> Entity:
    """Return the objective, principle or definition that stands at a place."""
    kind, cls = STATEMENTS[relation]
    words = " ".join(text[start:end].split())
    return Entity(statement_curie(kind, words), text[start:end], (Label(words, language, preferred=True),), (cls,), start, end)


def match_trigger(tokens: Sequence[Token], position: int, words: Phrase, vocabulary: Vocabulary) -> int:
    """Return the position behind a trigger that begins at a token, or -1.

    An adverb or a negation may stand in it ("berakar pula pada", "stemmed, too, from", "is not the cause").

    Args:
        tokens: of a sentence.
        position: of a token that is the trigger's first word.
        words: the trigger.
        vocabulary: of the language.
    """
    between = position + 1
    if len(words) == 1:
        return between
    if between < len(tokens) and tokens[between].word == words[1]:
        last = match_at(tokens, between, (words[1:],))
        if last > 0:
            return last
    while between < len(tokens) and (
        _dates(tokens, between, vocabulary)
        or tokens[between].word == ","
        or tokens[between].word[0].isdigit()
        or vocabulary.has("inserted", tokens[between].word)
        or vocabulary.has("negations", tokens[between].word)
    ):
        between += 1
    return match_at(tokens, between, (words[1:],)) if between > position + 1 else -1


def _dates(tokens: Sequence[Token], position: int, vocabulary: Vocabulary) -> bool:
    """Whether a word begins or belongs to a date put in: "agreed in May 2014 to create"."""
    word = tokens[position].word
    if vocabulary.has("date_prepositions", word) and position + 1 < len(tokens):
        word = tokens[position + 1].word
    return word.isdigit() or bool(vocabulary.value("months", (word,)))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of a rule.

    Args:
        words: the words.
        rule: the rule.
        before, not_before: last words of what must or must not stand before it, for a first look.
        after, not_after: first words of what must or must not stand behind it.
    """

    words: Phrase
    rule: Rule
    before: frozenset[str]
    not_before: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]


_Triggers = tuple[Sequence[Trigger], Mapping[str, Sequence[Trigger]]]


@cache
def _trigger_index(language: str) -> Mapping[str, _Triggers]:
    """First word of a trigger to the triggers that begin with it, all and by second word, the longest first, rules in file order.

    Those of one word go with every second word; under the empty one they stand alone.
    """
    found: dict[str, list[Trigger]] = {}
    for rule in load_grammar(language).rules:
        before, not_before = (frozenset(phrase[-1] for phrase in phrases) for phrases in (rule.before, rule.not_before))
        after, not_after = (frozenset(phrase[0] for phrase in phrases) for phrases in (rule.after, rule.not_after))
        for words in rule.triggers:
            found.setdefault(words[0], []).append(Trigger(words, rule, before, not_before, after, not_after))
    index: dict[str, _Triggers] = {}
    for word, triggers in found.items():
        triggers.sort(key=lambda trigger: -len(trigger.words))
        seconds = {"", *(trigger.words[1] for trigger in triggers if len(trigger.words) > 1)}
        index[word] = (triggers, {second: [t for t in triggers if t.words[1:2] in {(), (second,)}] for second in sorted(seconds)})
    return index
