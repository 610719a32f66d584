"""Lists: a heading or an introducing sentence governs the items below it.

"Tujuan X" with items gives objectives, "Causes of Y" causes; the evidence of such a claim is the item *and* what introduces it.
What an introduction means is data (``lists.yaml``): words, the relation, which side the item is on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from ssc_graph import resources
from ssc_graph.claims import Argument, Claim, Entity, Evidence, Label, Modality
from ssc_graph.document import Block, BlockKind
from ssc_graph.errors import DataFileError
from ssc_graph.extraction import coordination
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.clauses import strip_front
from ssc_graph.extraction.matching import STATEMENTS, statement
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.segments import Segment, segments_of
from ssc_graph.extraction.tokens import Sentence, match_at
from ssc_graph.extraction.vocabulary import admits
from ssc_graph.identifiers import entity_curie
from ssc_graph.rules import Phrase, load_yaml, phrases

_INTRODUCING = frozenset({BlockKind.HEADING, BlockKind.LIST_INTRO, BlockKind.PARAGRAPH, BlockKind.TITLE})
_ENDS = " \n\t;,.:"


@dataclass(frozen=True, slots=True)
class ListRule:
    """What words in an introduction mean for the items below it.

    Args:
        id: rule id.
        triggers: the words.
        relation: relation of each claim.
        item: ``subject`` or ``object``: the side on which the item stands.
        kinds: type groups of the owner, the other side.
        item_kinds: type groups of the item; empty for its text.
        verbal: the trigger is a verb whose subject owns the list ("X aims to: …").
        opening: a word with which the items must begin ("to"), or empty.
        confidence: 0 to 1.
        openings: first words of the triggers, for a first look.
    """

    id: str
    triggers: tuple[Phrase, ...]
    relation: str
    item: str
    kinds: tuple[str, ...]
    item_kinds: tuple[str, ...]
    verbal: bool
    opening: str
    confidence: float
    openings: frozenset[str]


@cache
def load_list_rules(language: str) -> tuple[ListRule, ...]:
    """Return the list rules of a language.

    Raises:
        DataFileError: the file is broken.
    """
    where = f"extraction/lists/{language}.yaml"
    if f"{language}.yaml" not in resources.names("extraction/lists", suffix=".yaml"):
        return ()  # a language may read no lists
    content = load_yaml(resources.read("extraction/lists", f"{language}.yaml"), where=where)
    try:
        return tuple(
            ListRule(
                id=item["id"],
                triggers=phrases(item["triggers"]),
                relation=item["relation"],
                item=item["item"],
                kinds=tuple(item.get("kinds", "").split()),
                item_kinds=tuple(item.get("item_kinds", "").split()),
                verbal=item.get("verbal", "no") == "yes",
                opening=item.get("opening", ""),
                confidence=float(item["confidence"]),
                openings=frozenset(words[0] for words in phrases(item["triggers"])),
            )
            for item in content
        )
    except (KeyError, ValueError, TypeError) as error:
        raise DataFileError(f"a list rule lacks or misstates {error}", where=where) from error


@dataclass(frozen=True, slots=True)
class Governor:
    """A list rule that an introduction triggers.

    Args:
        rule: the rule.
        owner: the thing or situation on the other side.
        sentence: the introducing sentence.
        source: the source that it names.
        negated: it denies what the items say.
    """

    rule: ListRule
    owner: Entity
    sentence: Sentence
    source: Entity | None
    negated: bool = False


class Lists:
    """Reads the lists of a document.

    Args:
        analysis: the document taken apart.
        resolver: resolves what words stand for.
    """

    def __init__(self, analysis: Analysis, resolver: Resolver) -> None:
        self.analysis = analysis
        self.resolver = resolver
        self.rules = load_list_rules(analysis.vocabulary.language)
        self.headings = [s.index for s in analysis.sentences if s.block.kind is BlockKind.HEADING]

    def claims(self) -> tuple[list[Claim], frozenset[int]]:
        """Return the claims that the items of governed lists make, in document order, and the blocks that are aims, principles or causes.

        The words of such an item are not said of themselves: no rule reads them as a sentence of the document.
        """
        found: list[Claim] = []
        spoken_for: set[int] = set()
        blocks = self.analysis.document.blocks
        governors: dict[int, Governor | None] = {}
        for number, block in enumerate(blocks):
            if block.kind is not BlockKind.LIST_ITEM:
                continue
            governor = self._governor(number, governors)
            if governor is not None:
                found += self._item_claims(block, number, governor)
                if governor.rule.relation in STATEMENTS:
                    spoken_for.add(number)
        self._answers(found)
        return found, frozenset(spoken_for)

    def _governor(self, number: int, held: dict[int, Governor | None]) -> Governor | None:
        """The introduction of the list that an item belongs to: above its siblings and above items of lower level."""
        blocks = self.analysis.document.blocks
        above = number - 1
        while above >= 0 and (blocks[above].kind is BlockKind.BOILERPLATE or blocks[above].kind is BlockKind.LIST_ITEM):
            known = held.get(above)
            if above in held and blocks[above].level == blocks[number].level and (known is not None or not self._asks(above)):
                held[number] = known
                return known
            if blocks[above].kind is BlockKind.LIST_ITEM and self._asks(above):
                break
            above -= 1
        held[number] = None  # told to the next item: a long list is not read from its head for each
        if above < 0 or not (blocks[above].kind in _INTRODUCING or self._asks(above)):
            return None
        found = self._introduced_by(above)
        if found is None and blocks[above].kind is BlockKind.LIST_INTRO:
            previous = next((k for k in range(above - 1, -1, -1) if blocks[k].kind is not BlockKind.BOILERPLATE), -1)
            if previous >= 0 and blocks[previous].kind is BlockKind.HEADING:
                found = self._introduced_by(previous)
        held[number] = found
        return found

    def _asks(self, number: int) -> bool:
        """Whether a block is a task or a question of a worksheet: "3. Sebutkan tujuan ASEAN!"."""
        sentences = self.analysis.sentences_of(number)
        if not sentences or self.analysis.document.blocks[number].kind not in {BlockKind.LIST_ITEM, BlockKind.HEADING}:
            return False
        words = self.analysis.vocabulary
        return sentences[-1].question or words.at("tasks", sentences[-1].tokens, 0) > 0

    def _answers(self, found: list[Claim]) -> None:
        """A paragraph that answers a question with a list in its sentence: "Apa prinsip GNB? Ada lima, yakni (1) … (2) …"."""
        blocks = self.analysis.document.blocks
        for number in range(len(blocks) - 1):
            if not self._asks(number) or blocks[number + 1].kind is not BlockKind.PARAGRAPH:
                continue
            governor = self._introduced_by(number)
            if governor is not None and governor.rule.relation in STATEMENTS:
                found += self._answer_claims(number + 1, governor)
            elif governor is not None and governor.rule.item_kinds:
                found += self._answer_things(number + 1, governor)

    def _answer_claims(self, number: int, governor: Governor) -> list[Claim]:
        sentences = self.analysis.sentences_of(number)
        if not sentences:  # "…" alone says nothing
            return []
        sentence = sentences[0]
        tokens, words = sentence.tokens, self.analysis.vocabulary
        first = next((b for k in range(len(tokens)) if (b := words.at("answer_lists", tokens, k)) > 0 and not tokens[k].depth), -1)
        if not 0 < first < len(tokens):
            return []
        last = len(tokens) - sum(1 for _ in takewhile(lambda t: not t.is_word, reversed(tokens)))
        parts = coordination.split(sentence, (first, last), words, nominal=governor.rule.relation == "hasPrinciple")
        text = self.analysis.document.text
        if not text[tokens[first].start :].lower().startswith(governor.rule.opening):
            return []
        claims: list[Claim] = []
        for part in parts if len(parts) > 1 else []:
            start, end = tokens[part[0]].start, tokens[part[1] - 1].end
            item = statement(governor.rule.relation, text, start, end, words.language)
            claims += self._made(governor, item, start, end)
        return claims

    def _answer_things(self, number: int, governor: Governor) -> list[Claim]:
        """As in "Negara mana saja anggotanya? Ada delapan, yaitu Bangladesh, Indonesia, …": the things that the answer lists."""
        sentences = self.analysis.sentences_of(number)
        tokens, words = sentences[0].tokens if sentences else (), self.analysis.vocabulary
        first = next((b for k in range(len(tokens)) if (b := words.at("answer_lists", tokens, k)) > 0 and tokens[k].word != ":"), -1)
        claims: list[Claim] = []
        for mention in self.analysis.mentions[sentences[0].index] if first > 0 else ():
            if mention.first >= first and admits(mention.types, governor.rule.item_kinds, unknown=False):
                claims += self._made(governor, self.analysis.entity(mention), mention.start, mention.end)
        return claims

    def _introduced_by(self, number: int) -> Governor | None:
        sentences = self.analysis.sentences_of(number)
        if not sentences:
            return None
        sentence = sentences[-1]
        for segment in reversed(segments_of(sentence, self.analysis.mentions[sentence.index], self.analysis.vocabulary)):
            source = self.resolver.source(sentence, segment.source) if segment.source else None
            for governor in self._triggered(segment, sentence, source):
                return governor
        return None

    def _triggered(self, segment: Segment, sentence: Sentence, source: Entity | None) -> Iterator[Governor]:
        tokens = segment.sentence.tokens
        for rule in self.rules:
            for position, token in enumerate(tokens):
                behind = match_at(tokens, position, rule.triggers) if token.word in rule.openings else -1
                if behind < 0 or token.depth:
                    continue
                owner = self._owner(rule, segment, position, behind)
                if owner is not None:
                    negated = self.analysis.vocabulary.before("negations", tokens, position) >= 0
                    yield Governor(rule, owner, sentence, source, negated)

    def _owner(self, rule: ListRule, segment: Segment, position: int, behind: int) -> Entity | None:
        """The thing that a list belongs to: behind the noun ("Tujuan X"), before the verb ("X aims to"), or what the text is about."""
        mentions = segment.mentions
        if (counted := self._has_causes(rule, segment, position)) is not None:
            return counted
        words = self.analysis.vocabulary
        pointing = any(words.has("list_pointers", token.word) for token in segment.sentence.tokens)
        if pointing and (found := self.resolver.subject_before(segment.sentence.index, rule.kinds)) is not None and not mentions:
            return found  # "Its aims are to:", "By which principles should it work?"
        ordered = [m for m in mentions if m.first >= behind] + [m for m in reversed(mentions) if m.last <= position]
        tokens = segment.sentence.tokens
        ordered = [
            m for m in ordered if not (m.first and self.analysis.vocabulary.has("stated_prepositions", tokens[m.first - 1].word))
        ] or ordered
        possessor = next((m for m in mentions if m.last == position and segment.sentence.tokens[position - 1].word.endswith("'s")), None)
        if possessor is not None:  # "the constitution sets out the Plan's objectives"
            ordered.insert(0, possessor)
        if rule.verbal:
            before = [m for m in mentions if m.last <= position]
            ordered = [m for m in before if m in ordered] or before  # "Under the Agreement, the Centre is to:"
            ordered.sort(key=lambda mention: mention.first)
        for mention in ordered:
            found = self._admitted(mention, rule, segment.sentence.index)
            if found is not None:
                return found
            if rule.verbal and mention.bare and mention.types == ("ssc:Programme",):
                return self.analysis.entity(mention)  # "The project is intended to:" where no project has a name
        if rule.relation in {"causes", "affects"} and not rule.verbal:
            phrase = self._phrase_behind(segment, behind)
            if phrase is not None:
                return phrase
        return self._from_heading(segment.sentence.index, rule) or self.resolver.subject_before(segment.sentence.index, rule.kinds)

    def _has_causes(self, rule: ListRule, segment: Segment, position: int) -> Entity | None:
        """As in "Africa's dependence on imports has three causes:": the whole subject, not a concept that it begins with."""
        words, tokens = self.analysis.vocabulary, segment.sentence.tokens
        if rule.relation != "causes" or rule.verbal:
            return None
        having = next((k for k in range(position - 1, max(position - 4, 0), -1) if words.has("having", tokens[k].word)), -1)
        if having < 1:
            return None
        span = strip_front(segment.sentence, (0, having), words)
        found = self.resolver.phrase(segment, span) if span[0] < span[1] else []
        return found[0] if found else None

    def _from_heading(self, index: int, rule: ListRule) -> Entity | None:
        """What the heading above names, else what the document is about."""
        above = bisect_right(self.headings, index)
        for mention in self.analysis.mentions[self.headings[above - 1]] if above else ():
            found = self._admitted(mention, rule, self.headings[above - 1])
            if found is not None:
                return found
        topic = self.resolver.topic
        return topic if topic is not None and admits(topic.types, rule.kinds, unknown=False) else None

    def _admitted(self, mention: Mention, rule: ListRule, index: int) -> Entity | None:
        found = self.resolver.mention(mention, index)
        if found is None and rule.verbal and mention.bare and mention.first <= 1 and "described" in rule.kinds:
            found = self.analysis.entity(mention)  # "The project is intended to:"
        return found if found is not None and admits(found.types, rule.kinds, unknown=False) else None

    def _phrase_behind(self, segment: Segment, behind: int) -> Entity | None:
        """As in "Penyebab krisis utang 1980-an": the words behind the noun, up to a verb or the line's end."""
        tokens = segment.sentence.tokens
        last = behind
        words = self.analysis.vocabulary
        while (
            last < len(tokens)
            and (tokens[last].is_word or tokens[last].depth)
            and words.at("copulas", tokens, last) < 0
            and not words.is_finite(tokens[last])
        ):
            last += 1
        while last > behind and words.has("prepositions", tokens[last - 1].word):
            last -= 1  # "Campaigners blame the shortfall on:"
        found = self.resolver.phrase(segment, (behind, last)) if last > behind else []
        return found[0] if found else None

    def _item_claims(self, block: Block, number: int, governor: Governor) -> list[Claim]:
        start, end = item_extent(self.analysis.document.text, block)
        text = self.analysis.document.text
        if start >= end or not text[start:end].lower().startswith(governor.rule.opening):
            return []
        argument = self._item(block, number, governor.rule, start, end)
        if argument is None:
            return []
        return self._made(governor, argument, start, end)

    def _made(self, governor: Governor, argument: Entity, start: int, end: int) -> list[Claim]:
        """The claim of an item, with the item and what introduces it as evidence."""
        text = self.analysis.document.text
        intro = governor.sentence
        evidence = tuple(sorted((Evidence(start, end, text[start:end]), Evidence(intro.start, intro.end, text[intro.start : intro.end]))))
        sides: tuple[Argument, Argument] = (argument, governor.owner) if governor.rule.item == "subject" else (governor.owner, argument)
        if not isinstance(sides[0], Entity) or (isinstance(sides[1], Entity) and sides[0].id == sides[1].id):
            return []
        modality = Modality.INTENDED if governor.rule.relation == "hasObjective" else Modality.ASSERTED
        rule = governor.rule
        return [Claim(sides[0], rule.relation, sides[1], evidence, rule.id, rule.confidence, governor.negated, modality, governor.source)]

    def _item(self, block: Block, number: int, rule: ListRule, start: int, end: int) -> Entity | None:
        if rule.relation in STATEMENTS:
            return statement(rule.relation, self.analysis.document.text, start, end, self.analysis.vocabulary.language)
        sentences = self.analysis.sentences_of(number)
        if not sentences:
            return None
        if rule.item_kinds:
            return self._item_thing(sentences[0], rule)
        tokens = sentences[0].tokens
        last = next((k for k, t in enumerate(tokens) if t.start >= end), len(tokens))
        segment = Segment(
            replace(sentences[0], tokens=tokens[:last]), 0, tuple(m for m in self.analysis.mentions[sentences[0].index] if m.last <= last)
        )
        found = self.resolver.phrase(segment, (0, last)) if last else []
        return found[0] if found else None

    def _item_thing(self, sentence: Sentence, rule: ListRule) -> Entity | None:
        person = self._leading_person(sentence) if "person" in rule.item_kinds else None
        if person is not None:
            return person
        for mention in self.analysis.mentions[sentence.index]:
            if mention.first <= 2 and admits(mention.types, rule.item_kinds):  # noqa: PLR2004 (an article, a title before the name)
                return self.analysis.entity(mention)
        return None

    def _leading_person(self, sentence: Sentence) -> Entity | None:
        """A person named by one word at the head of an item: "Soekarno (Indonesia)"."""
        token = sentence.tokens[0]
        if not token.capital or any(m.first == 0 for m in self.analysis.mentions[sentence.index]):
            return None
        following = sentence.tokens[1].word if len(sentence.tokens) > 1 else ""
        if following and following not in {"(", ";", ",", "."}:
            return None
        name = self.analysis.document.text[token.start : token.end]
        return Entity(entity_curie(name), name, (Label(name, "", preferred=True),), ("ssc:Person",), token.start, token.end)


def item_extent(text: str, block: Block) -> tuple[int, int]:
    """Return where an item's content begins and ends, without marker, final punctuation and a coordinator at its end ("; dan")."""
    start, end = block.body, block.end
    while start < end and text[start].isspace():
        start += 1
    while True:
        while end > start and text[end - 1] in _ENDS:
            end -= 1
        for word in ("dan", "serta", "and", "or", "atau", "juga"):
            if text[start:end].lower().endswith((f" {word}", f";{word}", f",{word}")) and text[: end - len(word)].rstrip()[-1:] in {
                ";",
                ",",
            }:
                end -= len(word)
                break
        else:
            return start, end
