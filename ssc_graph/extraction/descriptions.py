"""Descriptions: which named thing "the plan", "lembaga ini", "Holder" stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from ssc_graph.claims import Entity, Label
from ssc_graph.document import BlockKind
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.extraction.vocabulary import GROUPS, Vocabulary, admits
from ssc_graph.identifiers import entity_curie

LOOK_BACK = 8
#: Tokens of a run-in heading ("Origins."), at most.
_RUN_IN = 5
#: Sentences in which a press release names what it is about, its headings among them, at most.
_OPENING = 6
#: Names that begin with a noun, of which the last one is looked for, at most.
_NAMES_BACK = 20
#: What "it" stands for as a cause or an effect: what happens, not who acts.
HAPPENING = ("concept", "event", "programme", "situation")


@cache
def _pronouns(words: Vocabulary) -> frozenset[str]:
    return frozenset({"its", "their", *words.words_of("possessives"), *words.beginnings(("openers", "pronouns"))})


class Descriptions:
    """What a document named so far, and which of it a description points back at.

    Args:
        analysis: the document taken apart.
        topic: what the document is about.
    """

    def __init__(self, analysis: Analysis, topic: Entity | None) -> None:
        self.analysis = analysis
        self.words: Vocabulary = analysis.vocabulary
        self.topic = topic
        #: what a sentence begins with that goes on about the thing before
        self._pronouns = _pronouns(self.words)
        #: what mentions stand for, by their place in the text and in their segment: rules ask again and again
        self._resolved: dict[tuple[int, int], Entity | None] = {}
        #: things named so far, by sentence, in order
        self.things: dict[int, list[Entity]] = {}
        #: where a sentence renames something, or -1: asked again for every pronoun behind it
        self._renaming: dict[int, int] = {}
        #: names in capitals by their first word, in order
        self._capitals: dict[str, list[Entity]] = {}
        self._starts = [sentence.start for sentence in analysis.sentences]
        #: descriptions that stand for themselves, as "The project" where none has a name: only owners of aims may be such
        self._nameless: dict[int, list[Entity]] = {}
        #: where things stand that a preposition introduces: "it" stands for what a sentence is about rather than for these
        self._oblique: set[int] = set()
        #: what each sentence came to: the situation that a following "this" stands for
        self.situations: dict[int, list[Entity]] = {}
        #: aims, principles and definitions that each sentence states
        self.statements: dict[int, list[Entity]] = {}

    def _narrowed(self, mention: Mention, index: int) -> bool:
        """As in "The training course for nurses was held …": a meeting that its own words tell apart, named nowhere before."""
        tokens = self.analysis.sentences[index].tokens
        following = next((t for t in tokens if t.start >= mention.end), None)
        return mention.types == ("ssc:Event",) and following is not None and self.words.has("narrowing_prepositions", following.word)

    def _definite(self, mention: Mention, index: int) -> bool:
        """Whether a noun alone points back: with a demonstrative, or written as a name ("Komisi"), not in "sejumlah proyek"."""
        tokens = self.analysis.sentences[index].tokens
        things = (GROUPS["programme"] | GROUPS["place"]).isdisjoint(mention.types)
        if "demonstratives-follow" not in self.words.traits or things or tokens[mention.first].capital:
            return True
        return any(self.words.at("demonstratives", tokens, k) > 0 for k in range(mention.last, min(mention.last + 3, len(tokens))))

    def _document(self, mention: Mention, index: int) -> Entity | None:
        """As in "this brief", "our paper", "makalah ini": the document, named by its title."""
        tokens = self.analysis.sentences[index].tokens
        pointed = self.words.has("own_pointers", tokens[mention.first].word) or (
            mention.last < len(tokens) and self.words.has("own_pointers", tokens[mention.last].word)
        )
        if not pointed or not admits(mention.types, ("publication",), unknown=False):
            return None
        if self.words.has("back_pointers", tokens[mention.first].word) and len(self._back(index, before=mention.start)) > 1:
            earlier = [e for e in self._back(index, before=mention.start) if admits(e.types, ("publication",), unknown=False)]
            if earlier:
                return None  # "this report" points at a report named before
        title = next((s for s in self.analysis.sentences if s.block.kind is BlockKind.TITLE), None)
        if title is None:
            return None
        name = " ".join(title.exact.split())
        text = self.analysis.document.text[mention.start : mention.end]
        label = Label(name, self.words.language, preferred=True)
        return Entity(entity_curie(name), text, (label,), mention.types, mention.start, mention.end)

    def _named_before(self, mention: Mention, index: int) -> Entity | None:
        """As in "the Exchange" for the Dryland Seed Exchange, "Holder" for Marisa Holder: a name cut to its last word."""
        if mention.kind != "name" or mention.last - mention.first > 1 or mention.types:
            return None
        word = mention.labels[0].text.casefold() if mention.labels else ""
        article = mention.first > 0 and self.words.has("demonstratives", self.analysis.sentences[index].tokens[mention.first - 1].word)
        for entity in self._back(index, before=mention.start):
            person = not entity.types or "ssc:Person" in entity.types
            if (article or person) and not {"ssc:Place", "ssc:Country"} & set(entity.types) and _ends_in(entity, word, self.words):
                text = self.analysis.document.text[mention.start : mention.end]
                return Entity(entity.id, text, entity.labels, entity.types, mention.start, mention.end)
        return None

    def _by_head(self, mention: Mention, index: int) -> Entity | None:
        """As in "The unit": the latest thing whose name holds the noun; "lembaga ini": what the sentence before was about, of that kind."""
        kin = _kin(mention.types)
        if (forum := self._forum(mention, index)) is not None:
            return forum
        found = [e for e in self._back(index, before=mention.start) if set(e.types) & kin]
        if "general-nouns-point-at-topic" in self.words.traits:
            found = self._held_first(mention, found, index)
        if not self.words.has("generic_heads", mention.head):
            noun = mention.head.split()[-1]
            named = [e for e in found if any(_holds(label.text.lower(), noun) for label in e.labels)]
            proper = [e for e in named if not e.id.endswith(self.analysis.document.digest[:6])]
            if self.topic is not None and set(self.topic.types) & set(mention.types) and self.topic.id.startswith("entity:"):
                return self.topic  # the protagonist whose kind the document tells: "ProSAVANA", "the programme"
            if not named and "heads-first" in self.words.traits and (far := self._named_far(mention, index)) is not None:
                return far
            if proper or (named and named[0].end >= self.analysis.sentences[max(index - 2, 0)].start):
                return (proper or named)[0]
            if "heads-first" in self.words.traits and self.words.has("phenomenon_heads", mention.head):
                return None  # "perang" is no workshop that was told of
        if self._opens_paragraph(index, mention) and self.topic is not None and set(self.topic.types) & kin:
            return self.topic
        proper = [e for e in found if not e.id.endswith(self.analysis.document.digest[:6])]
        return self._foremost(index, proper or found, before=mention.start) or self._named_so(mention, index) or self._topic_of(mention)

    def _forum(self, mention: Mention, index: int) -> Entity | None:
        """As in "forum itu": a body or a meeting, the latest one that is called so."""
        if "forums-meet" not in self.words.traits or mention.head != "forum":
            return None
        back = (e for e in self._back(index, before=mention.start) if not e.id.endswith(self.analysis.document.digest[:6]))
        return next((e for e in back if any(_holds(label.text.lower(), "forum") for label in e.labels)), None)

    def _named_far(self, mention: Mention, index: int) -> Entity | None:
        """As in "lokakarya dimaksud" far behind "Lokakarya Ekonomi Biru": the last name of the document that begins with the noun."""
        before = self.analysis.sentences[index].start
        for entity in reversed(self._capitals.get(mention.head.split()[0], [])[-_NAMES_BACK:]):
            named = entity.text.casefold().startswith(f"{mention.head} ") and bool(set(entity.types) & set(mention.types))
            if named and entity.start < before:
                return entity
        return None

    def _held_first(self, mention: Mention, found: list[Entity], index: int) -> list[Entity]:
        """As in "program ini" for the Pelatihan Benih that a press release tells of, before a concept named by the way.

        A concept is meant only where its name begins with a word for something done together, as "kerja sama".
        """
        programme = bool(GROUPS["programme"] & set(mention.types)) and self.words.has("generic_heads", mention.head)
        if not programme and not self.words.has("activity_nouns", mention.head):
            return found
        acting = GROUPS["programme"] if programme else GROUPS["programme"] | GROUPS["event"]
        back = self._back(index, before=mention.start)
        held = [e for e in back if acting & set(e.types) or self._taught(e)]
        topic = next((e for e in held if self.topic is not None and e.id == self.topic.id), None) or self._opened_with()
        recent = self.analysis.sentences[max(index - 1, 0)].start
        for entity in back:
            concept = topic is None and programme and "ssc:Concept" in entity.types and self._begins(entity, "activity_heads")
            near = entity.start >= recent and bool(GROUPS["programme"] & set(entity.types))
            if (concept or entity in held) and (near or self._leads(entity)):
                return [entity]
        rest = [e for e in found if "ssc:Concept" not in e.types or self._begins(e, "activity_heads")]
        return [topic] if topic is not None else held or rest

    def _leads(self, entity: Entity) -> bool:
        """Whether its sentence begins with a thing: no verb and no comma stands before it there."""
        if entity.start < 0:
            return False
        sentence = self.analysis.sentences[max(bisect_right(self._starts, entity.start) - 1, 0)]
        before = [t for t in sentence.tokens if t.start < entity.start]
        return len(before) <= _RUN_IN and not any(self.words.is_finite(t) or t.word == "," for t in before)

    def _opened_with(self) -> Entity | None:
        """The course that the first sentences of a press release name."""
        opening = (e for index in range(_OPENING) for e in self.things.get(index, ()))
        return next((e for e in opening if self._taught(e)), None)

    def _taught(self, entity: Entity) -> bool:
        """Whether something is a meeting at which people learn: "Pelatihan …", "Kursus …"."""
        return "ssc:Event" in entity.types and self._begins(entity, "taught_events")

    def _begins(self, entity: Entity, table: str) -> bool:
        """Whether a name of a thing begins with a phrase of a table."""
        phrases = self.words.grammar.words.get(table, ())
        names = [tuple(label.text.casefold().split()) for label in entity.labels]
        return any(name[: len(phrase)] == phrase for name in names for phrase in phrases)

    def _topic_of(self, mention: Mention) -> Entity | None:
        """As in "organisasi ini" for a programme: what the document is about, where a general noun points at nothing else."""
        acting = GROUPS["organisation"] | GROUPS["programme"] | GROUPS["event"]
        general = "general-nouns-point-at-topic" in self.words.traits and self.words.has("generic_heads", mention.head)
        return self.topic if general and self.topic is not None and acting & set(self.topic.types) else None

    def _named_so(self, mention: Mention, index: int) -> Entity | None:
        """As in "The plan" for the Colombo Plan: a known thing of another kind whose very name holds the noun."""
        noun = mention.head.split()[-1]
        for entity in self._back(index, before=mention.start):
            if entity.id.startswith("auth:") and any(noun in label.text.lower().split() for label in entity.labels if label.preferred):
                return entity
        return None

    def _opens_paragraph(self, index: int, mention: Mention) -> bool:
        """Whether a back-pointing description is the first thing of a paragraph under no heading of its own."""
        sentence = self.analysis.sentences[index]
        previous = self.analysis.sentences[index - 1] if index else sentence
        run_in = len(previous.tokens) <= _RUN_IN and previous.block_index == sentence.block_index  # "Establishment. The organization …"
        first = index == 0 or previous.block_index != sentence.block_index or run_in
        return first and mention.first <= 2 and "articles-point-back" in self.words.traits  # noqa: PLR2004

    def _foremost(self, index: int, found: Sequence[Entity], *, before: int) -> Entity | None:
        """Of the nearest sentence that names one of these things, the one it names first."""
        ids = {e.id for e in found}
        for earlier in range(index, max(-1, index - LOOK_BACK), -1):
            if earlier < index and self._renames(self.analysis.sentences[earlier]):
                held = [e for e in self.things.get(earlier, []) if e.id in ids]
                if (renamed := self._new_name(self.analysis.sentences[earlier], held)) is not None:
                    return renamed
            for entity in self.things.get(earlier, []):
                if entity.id in ids and (earlier < index or entity.end <= before):
                    return entity
        return found[0] if found else None

    def _back(self, index: int, *, before: int) -> list[Entity]:
        """Things from the latest backwards: of this sentence those before a place, then sentence by sentence."""
        found = [e for e in reversed(self.things.get(index, [])) if e.end <= before]
        for earlier in range(index - 1, max(-1, index - LOOK_BACK), -1):
            found += self.things.get(earlier, [])
        if self.topic is not None:
            found.append(self.topic)
        return found

    def _renames(self, sentence: Sentence) -> bool:
        """Whether a sentence ends with a thing's new name ("… berganti nama menjadi X"): the next one goes on about that."""
        return self._renamed_at(sentence) >= 0

    def _new_name(self, sentence: Sentence, held: Sequence[Entity]) -> Entity | None:
        """The first of some things behind the words that rename: "was transformed into X by the ministers of Y" goes on about X."""
        behind = self._renamed_at(sentence)
        if behind < 0:
            return None
        return min((e for e in held if behind <= e.start), key=lambda entity: entity.start, default=None)

    def _renamed_at(self, sentence: Sentence) -> int:
        """Where the words stand in the text that rename something in a sentence, or -1."""
        known = self._renaming.get(sentence.index)
        if known is None:
            tokens, words = sentence.tokens, self.words
            opening = words.openings("renamings")
            renamed = [k for k, t in enumerate(tokens) if t.word in opening and words.at("renamings", tokens, k) > 0]
            former = any(words.has("former_words", t.word) for k in renamed for t in tokens[max(k - 3, 0) : k])
            known = self._renaming[sentence.index] = tokens[renamed[-1]].start if renamed and not former else -1
        return known


def _ends_in(entity: Entity, word: str, words: Vocabulary) -> bool:
    """Whether a name of several words has this one as its last, what a connector adds to it left aside."""
    for label in entity.labels:
        folded = label.text.casefold()
        if word not in folded:
            continue
        parts = folded.split()
        core = next((k for k, part in enumerate(parts) if k and words.has("connectors", part)), len(parts))
        if len(parts) > 1 and core > 1 and parts[core - 1] == word:
            return True
    return False


def _holds(name: str, noun: str) -> bool:
    """Whether a noun is a word of a name in lower case, or a part of one between hyphens."""
    return noun in name and noun in name.replace("-", " ").split()


@cache
def _kin(types: tuple[str, ...]) -> frozenset[str]:
    """Classes that a head noun may stand for: "badan ini" for any organisation, "the plan" for any instrument."""
    kin: set[str] = set(types)
    for name in ("organisation", "instrument", "publication", "programme", "event"):
        if GROUPS[name] & set(types):
            kin |= GROUPS[name]
    if "ssc:Programme" in types:
        kin |= {"ssc:Concept"}
    return frozenset(kin)
