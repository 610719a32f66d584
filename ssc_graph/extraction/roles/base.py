"""What all forms of roles share: the engine's parts, spans made arguments, chains of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from ssc_graph.claims import Entity, Label
from ssc_graph.extraction import coordination
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.clauses import Span
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.roles.anchor import DETERMINERS, NEAR, Anchor, Filler
from ssc_graph.extraction.tokens import Token, first_words, match_at
from ssc_graph.extraction.vocabulary import Vocabulary, admits
from ssc_graph.identifiers import entity_curie
from ssc_graph.rules import Role, load_grammar

#: Marks behind which something else begins.
_PARTING = frozenset({";", "."})
#: Tables of words that make no phrase by themselves.
_EMPTY = ("negations", "adverbs")


@cache
def _names(side: str, form: str) -> tuple[str, str]:
    """The names of the methods that may read a form: that of its side, and that of both."""
    name = form.replace("-", "_")
    return f"_{side}_{name}", f"_{name}"


@cache
def _skipped(language: str) -> Mapping[str, frozenset[str]]:
    """What the words begin with that each rule lets stand behind its trigger."""
    return {rule.id: first_words(rule.skip) for rule in load_grammar(language).rules if rule.skip}


class RoleBase:
    """Shared parts of the forms of roles.

    Args:
        analysis: the document taken apart.
        resolver: resolves what words stand for.
    """

    def __init__(self, analysis: Analysis, resolver: Resolver) -> None:
        self.analysis = analysis
        self.resolver = resolver
        self.words: Vocabulary = analysis.vocabulary

    def fill(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Return the fillers of a role, in document order; none where the text holds none."""
        own, common = _names(role.side, role.form)
        # looked up each time: a finder that held its own methods would outlive its document
        method: Callable[[Role, Anchor], list[Filler]] = getattr(self, own, None) or getattr(self, common)
        return method(role, anchor)

    def behind(self, anchor: Anchor) -> int:
        """Position behind the trigger and the words that the rule lets stand there."""
        tokens = anchor.segment.sentence.tokens
        position = anchor.last
        skipped = _skipped(self.words.language).get(anchor.rule.id, ())
        while skipped and position < len(tokens) and tokens[position].word in skipped:
            end = match_at(tokens, position, anchor.rule.skip)
            if end < 0:
                break
            position = end
        return self._behind_insertion(anchor, position)

    def _behind_insertion(self, anchor: Anchor, position: int) -> int:
        """As in "approved, by 120 votes to 6, the Charter": behind a short phrase between commas that a preposition opens."""
        tokens = anchor.segment.sentence.tokens
        if position + 2 >= len(tokens) or tokens[position].word != "," or tokens[position].depth or anchor.rule.position:
            return position
        if not self.words.has("prepositions", tokens[position + 1].word):
            return position
        close = next((k for k in range(position + 2, min(position + 12, len(tokens))) if tokens[k].word in {",", ";", "."}), -1)
        return close + 1 if close > 0 and tokens[close].word == "," else position

    def _free(self, role: Role, anchor: Anchor, span: Span, *, verbal: bool) -> list[Filler]:
        sentence = anchor.segment.sentence
        nominal = role.name == "principle" or (role.name == "object" and anchor.rule.claims[0][0] == "hasPrinciple")
        parts = (
            coordination.split(sentence, span, self.words, verbal=verbal, nominal=nominal)
            if role.split == "auto"
            else [coordination.trim(sentence, span, self.words)]
        )
        return [filler for part in parts for filler in self._whole(anchor, part)]

    def _whole(self, anchor: Anchor, span: Span) -> list[Filler]:
        first, last = coordination.trim(anchor.segment.sentence, span, self.words)
        tokens = anchor.segment.sentence.tokens
        empty = self.words.singles(_EMPTY)
        if first >= last or not any(t.is_word and t.word not in empty for t in tokens[first:last]):
            return []
        return [Filler(e, tokens[first].start, tokens[last - 1].end) for e in self.resolver.phrase(anchor.segment, (first, last))]

    def _concept(self, start: int, end: int) -> Filler:
        """A term that no authority file knows, as a concept named by its own words."""
        text = self.analysis.document.text[start:end]
        name = " ".join(text.split())
        label = Label(name, self.words.language, preferred=True)
        return Filler(Entity(entity_curie(name.lower()), text, (label,), ("ssc:Concept",), start, end), start, end)

    def _main_comma(self, anchor: Anchor, first: int) -> int:
        """The comma behind which the main clause begins: no list comma, and a predicate follows it."""
        tokens = anchor.segment.sentence.tokens
        for k in range(first, len(tokens)):
            if tokens[k].word in {";", ":", "."} and not tokens[k].depth:
                return -1
            if tokens[k].word != "," or tokens[k].depth or self.words.at("coordinators", tokens, k + 1) > 0:
                continue
            if (
                self.words.has("demonstratives", tokens[k + 1].word if k + 1 < len(tokens) else "")
                or self.words.at("pronouns", tokens, k + 1) > 0
            ):
                return k
            following = next((j for j in range(k + 1, len(tokens)) if tokens[j].word == "," and not tokens[j].depth), len(tokens))
            if following == len(tokens) or any(self.words.is_finite(t) for t in tokens[k + 1 : following]):
                return k
        return -1

    def _limit(self, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        return next((k for k in range(anchor.last, len(tokens)) if tokens[k].word == ";" and not tokens[k].depth), len(tokens))

    def _mention_near(self, anchor: Anchor, position: int, role: Role) -> Mention | None:
        tokens = anchor.segment.sentence.tokens
        for mention in anchor.segment.mentions:
            if mention.first > position + NEAR:
                return None  # they stand from left to right
            if mention.first < position - 1:
                continue
            article = mention.kind == "described" and mention.first == position - 1 and tokens[mention.first].word in DETERMINERS
            owner = tokens[mention.last - 1].word.endswith("'s") and mention.last < len(tokens) and tokens[mention.last].is_word
            if owner:  # "Rousseff's administration" is not Rousseff
                continue
            if (article or position <= mention.first <= position + NEAR) and self._admits(anchor, mention, role):
                between = tokens[position : mention.first]
                if all(
                    (not t.is_word and t.word not in _PARTING)
                    or t.word in DETERMINERS
                    or self.words.has("articles", t.word)
                    or self.words.has("person_titles", t.word)
                    or (mention.kind == "symbol" and t.capital)  # "under General Assembly resolution 55/12"
                    for t in between
                ):
                    return mention
        return None

    def _admits(self, anchor: Anchor, mention: Mention, role: Role) -> bool:
        """Whether a mention fits a role; one that points back ("the Fund") fits as what it points at."""
        if admits(mention.types, role.types, unknown=mention.unsure):
            return True
        found = self.resolver.mention(mention, anchor.segment.sentence.index) if mention.bare else None
        return found is not None and admits(found.types, role.types, unknown=False)

    def _chain(self, anchor: Anchor, position: int, role: Role) -> Iterator[Mention]:
        """The mention at a place and those joined to it by commas and coordinators."""
        tokens = anchor.segment.sentence.tokens
        mention = self._mention_near(anchor, position, role)
        while mention is not None:
            yield mention
            if role.split == "none":
                return
            k = mention.last
            held = tokens[mention.first].depth
            while k < len(tokens) and (tokens[k].depth > held or self.words.has("demonstratives", tokens[k].word)):
                k += 1
            k = self._behind_year(tokens, k) if "country" in role.types else k
            joined = k
            if joined < len(tokens) and tokens[joined].word == ",":
                joined += 1
            behind = max(self.words.at("coordinators", tokens, joined), self.words.at("additive", tokens, joined))
            joined = behind if behind > 0 else joined
            delegates = self.words.at("delegates", tokens, joined)
            joined = delegates if delegates > 0 and joined > k else joined  # "…, serta pengamat dari Kenya"
            bare = joined == k + 1 and tokens[k].word == ","
            mention = self._mention_near(anchor, joined, role) if joined > k else None
            if bare and mention is not None and self._office(tokens, joined, mention):
                return

    def _office(self, tokens: Sequence[Token], first: int, mention: Mention) -> bool:
        """As in "Nehru, Perdana Menteri India", "Jim O'Neill, ekonom Goldman Sachs": behind a comma, what somebody is."""
        named = all(self.words.has("person_titles", t.word) for t in tokens[mention.first : mention.last])
        calling = any(self.words.has("person_titles", t.word) and not t.capital for t in tokens[first : mention.first])
        return named or (calling and "heads-first" in self.words.traits)

    def _behind_year(self, tokens: Sequence[Token], position: int) -> int:
        """As in "Chile in 2011, Peru in 2012 and Mexico a year later": behind the year of a member of a list, if the list goes on."""
        behind = self.words.at("date_prepositions", tokens, position)
        if not 0 < behind < len(tokens) - 1 or not tokens[behind].word.isdigit():
            return position
        dated = range(behind + 3, min(behind + 3 + NEAR, len(tokens)))
        again = any(self.words.at("date_prepositions", tokens, k) == k + 1 < len(tokens) and tokens[k + 1].word.isdigit() for k in dated)
        listed = tokens[behind + 1].word == "," and again
        return behind + 1 if listed or self.words.at("coordinators", tokens, behind + 1) > 0 else position

    def _participle_at(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a past form stands here, adverbs before it left aside, that only a phrase or a time completes: "endorsed by …"."""
        while position < len(tokens) - 1 and self.words.has("adverbs", tokens[position].word):
            position += 1
        if position + 1 >= len(tokens) or not self.words.past_endings or tokens[position].capital:
            return False
        verb, behind = tokens[position].word, tokens[position + 1].word
        past = verb.endswith(self.words.past_endings) or self.words.has("shared_pasts", verb)
        timed = position + 2 < len(tokens) and self.words.has("time_words", tokens[position + 2].word.rstrip("s"))
        return past and (timed or any(self.words.has(table, behind) for table in ("prepositions", "date_prepositions", "adverbs")))

    def _behind_deputies(self, tokens: Sequence[Token], first: int) -> int:
        """As in "the foreign ministers of the League": where the name begins of the body or meeting that somebody acts for, or -1."""
        for k in range(first, min(first + NEAR + 1, len(tokens))):
            behind = self.words.at("deputies", tokens, k)
            if 0 < behind < len(tokens) - 1 and self.words.has("deputy_prepositions", tokens[behind].word):
                return behind + 1 + self.words.has("articles", tokens[behind + 1].word)
            if not tokens[k].is_word or self.words.has("prepositions", tokens[k].word):
                return -1
        return -1

    def _things(self, anchor: Anchor, position: int, role: Role) -> list[Filler]:
        found = []
        for mention in self._chain(anchor, position, role):
            entity = self.resolver.mention(mention, anchor.segment.sentence.index)
            if entity is not None:
                found.append(Filler(entity, mention.start, mention.end))
        return found

    def _left_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A thing right before the trigger, a bracket or a comma between them allowed."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last <= anchor.group.start and admits(mention.types, role.types, unknown=mention.unsure):
                between = tokens[mention.last : anchor.group.start]
                if all(t.depth or not t.is_word or self.words.has("relatives", t.word) for t in between):
                    if role.name == "term" and self._modified(anchor, mention):
                        return []  # "tied food aid" is not food aid
                    found = self.resolver.mention(mention, anchor.segment.sentence.index)
                    return [Filler(found, mention.start, mention.end)] if found is not None else []
        return []

    def _modified(self, anchor: Anchor, mention: Mention) -> bool:
        """Whether an adjective stands before a name within its noun phrase."""
        if not mention.first or "adjectives-first" not in self.words.traits:
            return False
        before = anchor.segment.sentence.tokens[mention.first - 1]
        small = ("demonstratives", "determiners", "prepositions", "coordinators", "openers", "relatives", "auxiliaries", "breaks")
        return before.is_word and not self.words.is_finite(before) and not any(self.words.has(table, before.word) for table in small)

    def _renames_to(self, anchor: Anchor, mention: Mention) -> bool:
        """As in "semula bernama X, dibentuk …", "berganti nama menjadi X": the name is told, nothing is said of its bearer there."""
        tokens = anchor.segment.sentence.tokens
        first = self.words.before("name_joints", tokens, mention.first) if "demonstratives-follow" in self.words.traits else -1
        return self.words.before("renamings", tokens, first if first > 0 else mention.first) >= 0

    def _is_place(self, mention: Mention) -> bool:
        return (
            bool({"ssc:Place", "ssc:Country"} & set(mention.types))
            or (not mention.types and mention.kind == "name")
            or (mention.kind == "name" and mention.types == ("ssc:Place",))
        )
