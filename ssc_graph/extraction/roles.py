"""Roles: from a rule's trigger outwards to the arguments of its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssc_graph.claims import Argument, Entity, Literal
from ssc_graph.extraction import coordination
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.clauses import Span, VerbGroup, antecedent, clause_start, reach, strip_front, subject_of, words_before_verb
from ssc_graph.extraction.dates import DateMention
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.segments import Segment
from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.extraction.vocabulary import Vocabulary, admits
from ssc_graph.rules import Role, Rule

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """A rule's trigger found in a segment.

    Args:
        rule: the rule.
        segment: the segment.
        first, last: the trigger's tokens in the segment.
        group: the verb group that it ends.
    """

    rule: Rule
    segment: Segment
    first: int
    last: int
    group: VerbGroup


@dataclass(frozen=True, slots=True)
class Filler:
    """One argument for a role, with the extent of its words (-1 where it is inferred)."""

    argument: Argument
    start: int
    end: int


class RoleFinder:
    """Finds the fillers of roles.

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
        form = role.form.replace("-", "_")
        method = getattr(self, f"_{role.side}_{form}", None) or getattr(self, f"_{form}")
        found: list[Filler] = method(role, anchor)
        return found

    # --- left --------------------------------------------------------------------------------------------------------------------

    def _subject(self, role: Role, anchor: Anchor) -> list[Filler]:
        subject = subject_of(anchor.segment.sentence, anchor.group.start, self.words)
        found: list[Filler] = self._participial(role, anchor)
        if found:
            return found
        for span in subject.spans:
            found += self._typed(role, anchor, span, subject.relative) if role.types else self._free(role, anchor, span, verbal=False)
        if not found and "situation" in role.types:
            found = self._situations(role, anchor, subject.spans)
        if found or not role.types or subject.spans:
            return found
        return self._implied(role, anchor, here="situation" in role.types)

    def _participial(self, role: Role, anchor: Anchor) -> list[Filler]:
        """"BAPA+40, held in Buenos Aires": a participle behind a comma belongs to the name before it."""
        tokens = anchor.segment.sentence.tokens
        start = anchor.group.start
        if not role.types or anchor.group.auxiliary or start == 0 or tokens[start - 1].word != ",":
            return []
        if self.words.language == "id" and not tokens[anchor.first].word.startswith("di"):
            return []  # an active verb behind a comma is the main verb
        return self._left_mention(role, anchor)

    def _situations(self, role: Role, anchor: Anchor, spans: Sequence[Span]) -> list[Filler]:
        """Phrases that name a situation, not a body, a person or a country that the role does not admit."""
        tokens = anchor.segment.sentence.tokens
        opening = {s: next((t for t in tokens[s[0] : s[1]] if t.is_word and not t.depth), None) for s in spans}
        nominal = [s for s in spans if not ((t := opening[s]) and self.words.is_finite(t) and not self.words.has("plain_verbs", t.word))]
        found = [filler for span in nominal for filler in self._free(role, anchor, span, verbal=False)]
        return [f for f in found if isinstance(f.argument, Entity) and admits(f.argument.types, role.types, unknown=False)]

    def _typed(self, role: Role, anchor: Anchor, span: Span, relative: bool) -> list[Filler]:
        several = self._listed_things(role, anchor, span)
        if len(several) > 1 and role.split == "auto":
            return several
        last = self._last_mention(anchor, span, role) if relative else None
        found = self.resolver.mention(last, anchor.segment.sentence.index) if last else None
        if found is None:
            found = self.resolver.thing(anchor.segment, span, role.types, exactly="situation" in role.types)
        if found is None and "situation" not in role.types:
            found = self._before_predicate(role, anchor, span)
        return [Filler(found, found.start, found.end)] if found is not None else []

    def _listed_things(self, role: Role, anchor: Anchor, span: Span) -> list[Filler]:
        """The members of a subject that is a list of names: "Indonesia, Kenya, Brazil and Uganda"."""
        found: list[Filler] = []
        tokens = anchor.segment.sentence.tokens
        position = span[0]
        for mention in anchor.segment.mentions:
            if mention.first < span[0] or mention.last > span[1]:
                continue
            between = tokens[position : mention.first]
            if any(t.is_word and not t.depth and t.word not in _DETERMINERS and not self.words.has("coordinators", t.word) for t in between):
                return []
            entity = self.resolver.mention(mention, anchor.segment.sentence.index)
            if entity is None or not admits(entity.types, role.types, unknown=mention.kind in {"name", "title"}):
                return []
            found.append(Filler(entity, mention.start, mention.end))
            position = mention.last
        rest = tokens[position : span[1]]
        return [] if any(t.is_word and not t.depth for t in rest) else found

    def _before_predicate(self, role: Role, anchor: Anchor, span: Span) -> Entity | None:
        """The subject of an earlier predicate that the trigger's is coordinated with ("Indonesia adalah anggota A juga anggota B")."""
        tokens = anchor.segment.sentence.tokens
        for k in range(span[0] + 1, span[1]):
            if not tokens[k].depth and (self.words.is_finite(tokens[k]) or self.words.at("copulas", tokens, k) > 0):
                return self.resolver.thing(anchor.segment, (span[0], k), role.types)
        return None

    def _last_mention(self, anchor: Anchor, span: Span, role: Role) -> Mention | None:
        """The mention that a relative clause directly follows, if it fits."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last > span[1] or mention.first < span[0] - 1:
                continue
            if all(t.depth or not t.is_word for t in tokens[mention.last : span[1]]) and admits(mention.types, role.types):
                return self._apposed(anchor, mention, role) or mention
            if mention.first >= span[0] and admits(mention.types, role.types, unknown=False) and not mention.bare:
                return mention  # "the plan for technical cooperation that was endorsed": the nearest thing of the right kind
        return None

    def _apposed(self, anchor: Anchor, mention: Mention, role: Role) -> Mention | None:
        """The name that a description explains: "UN-OHRLLS, kantor PBB yang dibentuk …"."""
        tokens = anchor.segment.sentence.tokens
        if mention.kind != "described" or mention.first == 0 or tokens[mention.first - 1].word != ",":
            return None
        named = next((m for m in anchor.segment.mentions if m.last == mention.first - 1), None)
        return named if named is not None and named.kind != "described" and admits(named.types, role.types) else None

    def _implied(self, role: Role, anchor: Anchor, *, here: bool = False) -> list[Filler]:
        """A subject left out: what this sentence, else (unless only ``here``) the one before, is about."""
        before = anchor.segment.sentence.tokens[anchor.first].start
        index = anchor.segment.sentence.index
        found = self.resolver.subject_before(index, role.types, before=before)
        if here and (found is None or found not in self.resolver.things.get(index, []) or not self._coordinated(anchor)):
            return []
        return [Filler(found, -1, -1)] if found is not None else []

    def _coordinated(self, anchor: Anchor) -> bool:
        """Whether the trigger's predicate is joined to an earlier one of the same subject, not part of a list of infinitives."""
        tokens = anchor.segment.sentence.tokens
        joined = self.words.before("coordinators", tokens, anchor.group.start)
        if joined < 0 or any(t.word == ":" and not t.depth for t in tokens[:joined]):
            return False
        return any(self.words.is_finite(t) for t in tokens[:joined] if not t.depth)

    def _theme(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The owner of a possessive ("anggotanya", "its name") or of a bare noun in a heading."""
        return self._implied(role, anchor)

    def _left_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        sentence = anchor.segment.sentence
        last = anchor.group.start
        while last > 0 and not sentence.tokens[last - 1].is_word and sentence.tokens[last - 1].word not in {")", '"', "%"}:
            last -= 1
        start = clause_start(sentence, last, self.words)
        span = strip_front(sentence, (start, last), self.words)
        return self._whole(anchor, span)

    def _left_phrase(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The noun phrase right before the trigger ("delays caused by …", "kenaikan harga akibat …")."""
        return self._whole(anchor, antecedent(anchor.segment.sentence, anchor.group.start, self.words))

    def _previous(self, role: Role, anchor: Anchor) -> list[Filler]:
        return [Filler(entity, -1, -1) for entity in self.resolver.situation_before(anchor.segment)]

    def _left_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A thing right before the trigger, a bracket or a comma between them allowed."""
        tokens = anchor.segment.sentence.tokens
        for mention in reversed(anchor.segment.mentions):
            if mention.last <= anchor.group.start and admits(mention.types, role.types, unknown=mention.kind in {"name", "title"}):
                between = tokens[mention.last : anchor.group.start]
                if all(t.depth or not t.is_word or self.words.has("relatives", t.word) for t in between):
                    found = self.resolver.mention(mention, anchor.segment.sentence.index)
                    return [Filler(found, mention.start, mention.end)] if found is not None else []
        return []

    # --- right -------------------------------------------------------------------------------------------------------------------

    def behind(self, anchor: Anchor) -> int:
        """Position behind the trigger and the words that the rule lets stand there."""
        tokens = anchor.segment.sentence.tokens
        position = anchor.last
        while position < len(tokens):
            end = match_at(tokens, position, anchor.rule.skip)
            if end < 0:
                break
            position = end
        return position

    def _right_clause(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        last = reach(anchor.segment.sentence, first, self.words)
        if self._inside_noun_phrase(anchor):
            last = self._before_verb(anchor, first, last)
        return self._free(role, anchor, (first, last), verbal=False)

    def _inside_noun_phrase(self, anchor: Anchor) -> bool:
        """Whether the trigger stands in a relative clause or phrase of a noun, so that the main verb may follow what it governs."""
        tokens = anchor.segment.sentence.tokens
        relative = self.words.before("relatives", tokens, anchor.group.start)
        if relative > 0 and tokens[relative - 1].word != "," and not tokens[relative - 1].word.endswith("lah"):
            return True
        nominal = self.words.at("nominal_breaks", tokens, anchor.first) > 0
        return nominal and not any(self.words.is_finite(t) for t in tokens[: anchor.first] if not t.depth)

    def _before_verb(self, anchor: Anchor, first: int, last: int) -> int:
        tokens = anchor.segment.sentence.tokens
        for k in range(first + 1, last):
            linked = self.words.has("relatives", tokens[k - 1].word) or self.words.has("verb_linkers", tokens[k - 1].word)
            if not tokens[k].depth and self.words.is_finite(tokens[k]) and not linked:
                return words_before_verb(tokens, k, self.words, first)
        return last

    def _right_phrase(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        span = (first, reach(anchor.segment.sentence, first, self.words, whole=role.split == "none"))
        return self._free(role, anchor, span, verbal=False) if role.split == "auto" else self._whole(anchor, span)

    def _right_verbal(self, role: Role, anchor: Anchor) -> list[Filler]:
        first = self.behind(anchor)
        return self._free(role, anchor, (first, reach(anchor.segment.sentence, first, self.words, verbal=True)), verbal=True)

    def _fronted(self, role: Role, anchor: Anchor) -> list[Filler]:
        """From the trigger that opens a sentence to the comma before its main clause."""
        first = self.behind(anchor)
        comma = self._main_comma(anchor, first)
        return self._free(role, anchor, (first, comma), verbal=False) if comma > first else []

    def _rest(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The main clause behind that comma."""
        comma = self._main_comma(anchor, self.behind(anchor))
        sentence = anchor.segment.sentence
        if comma < 0 or comma + 1 >= len(sentence.tokens):
            return []
        return self._whole(anchor, strip_front(sentence, (comma + 1, reach(sentence, comma + 1, self.words)), self.words))

    def _main_comma(self, anchor: Anchor, first: int) -> int:
        """The comma behind which the main clause begins: no list comma, and a predicate follows it."""
        tokens = anchor.segment.sentence.tokens
        for k in range(first, len(tokens)):
            if tokens[k].word in {";", ":", "."} and not tokens[k].depth:
                return -1
            if tokens[k].word != "," or tokens[k].depth or self.words.at("coordinators", tokens, k + 1) > 0:
                continue
            following = next((j for j in range(k + 1, len(tokens)) if tokens[j].word == "," and not tokens[j].depth), len(tokens))
            if following == len(tokens) or any(self.words.is_finite(t) for t in tokens[k + 1 : following]):
                return k
        return -1

    def _free(self, role: Role, anchor: Anchor, span: Span, *, verbal: bool) -> list[Filler]:
        sentence = anchor.segment.sentence
        parts = coordination.split(sentence, span, self.words, verbal=verbal) if role.split == "auto" else [coordination.trim(sentence, span, self.words)]
        return [filler for part in parts for filler in self._whole(anchor, part)]

    def _whole(self, anchor: Anchor, span: Span) -> list[Filler]:
        first, last = coordination.trim(anchor.segment.sentence, span, self.words)
        tokens = anchor.segment.sentence.tokens
        if first >= last or not any(t.is_word for t in tokens[first:last]):
            return []
        return [Filler(e, tokens[first].start, tokens[last - 1].end) for e in self.resolver.phrase(anchor.segment, (first, last))]

    def _right_mention(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Things of the right kind behind the trigger, or behind a preposition that must introduce them; coordinated ones too."""
        first = self._introduced(role, anchor)
        if first < 0:
            return []
        tokens = anchor.segment.sentence.tokens
        if self._mention_near(anchor, first, role) is None and self.words.at("disjunctions", tokens, first + 1) > 0:
            first += 2  # "mengalami kejenuhan atau aid fatigue": the known name behind "or"
        found = []
        for mention in self._chain(anchor, first, role):
            entity = self.resolver.mention(mention, anchor.segment.sentence.index)
            if entity is not None and admits(entity.types, role.types, unknown=mention.kind in {"name", "title"}):
                found.append(Filler(entity, mention.start, mention.end))
        return found

    def _introduced(self, role: Role, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        agents = tuple(words for words in anchor.rule.skip if words in _AGENTS)
        if not role.after and (not agents or self._mention_near(anchor, self.behind(anchor), role) is not None):
            return self.behind(anchor)
        limit = self._limit(anchor)
        for k in range(anchor.last, limit):
            end = match_at(tokens, k, role.after or agents)
            if 0 < end < limit and not tokens[k].depth and self._mention_near(anchor, end, role) is not None:
                return end
        return -1 if role.after else self.behind(anchor)

    def _limit(self, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        return next((k for k in range(anchor.last, len(tokens)) if tokens[k].word == ";" and not tokens[k].depth), len(tokens))

    def _mention_near(self, anchor: Anchor, position: int, role: Role) -> Mention | None:
        tokens = anchor.segment.sentence.tokens
        for mention in anchor.segment.mentions:
            article = mention.kind == "described" and mention.first == position - 1 and tokens[mention.first].word in _DETERMINERS
            if (article or position <= mention.first <= position + _NEAR) and admits(mention.types, role.types, unknown=mention.kind in {"name", "title"}):
                between = tokens[position : mention.first]
                if all(not t.is_word or t.word in _DETERMINERS or self.words.has("person_titles", t.word) for t in between):
                    return mention
        return None

    def _chain(self, anchor: Anchor, position: int, role: Role) -> Iterator[Mention]:
        """The mention at a place and those joined to it by commas and coordinators."""
        tokens = anchor.segment.sentence.tokens
        mention = self._mention_near(anchor, position, role)
        while mention is not None:
            yield mention
            if role.split == "none":
                return
            k = mention.last
            while k < len(tokens) and (tokens[k].depth or self.words.has("demonstratives", tokens[k].word)):
                k += 1
            joined = k
            if joined < len(tokens) and tokens[joined].word == ",":
                joined += 1
            behind = max(self.words.at("coordinators", tokens, joined), self.words.at("additive", tokens, joined))
            joined = behind if behind > 0 else joined
            mention = self._mention_near(anchor, joined, role) if joined > k else None

    def _name(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Another name: a mention behind the trigger, else the words up to the next comma or verb, as a literal."""
        tokens = anchor.segment.sentence.tokens
        first = self.behind(anchor)
        while first < len(tokens) and (tokens[first].word in _DETERMINERS or tokens[first].word in {'"', "'"}):
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
        while last < len(tokens) and last < first + _NEAR * 2:
            token = tokens[last]
            if not token.is_word or token.depth or self.words.is_finite(token) or self.words.at("breaks", tokens, last) > 0:
                break
            if self.words.has("prepositions", token.word) or self.words.has("relatives", token.word) or self.words.has("coordinators", token.word):
                break
            last += 1
        return last

    # --- typed grabs -------------------------------------------------------------------------------------------------------------

    def _date(self, role: Role, anchor: Anchor) -> list[Filler]:
        """The date of the trigger's clause: the nearest behind it, else one before it in the same clause, else "today"."""
        text = self.analysis.document.text
        date = self._nearest_date(anchor)
        if date is None:
            return self._today(anchor)
        return [Filler(date.literal(text), date.start, date.end)]

    def _nearest_date(self, anchor: Anchor) -> DateMention | None:
        sentence = anchor.segment.sentence
        tokens = sentence.tokens
        dates = [d for d in self.analysis.dates_of(self.analysis.sentences[sentence.index]) if sentence.start <= d.start and d.end <= sentence.end]
        right_end = tokens[min(self._event_limit(anchor), len(tokens)) - 1].end if tokens else sentence.end
        right = [d for d in dates if tokens[anchor.last - 1].end <= d.start and d.end <= right_end]
        if right:
            return right[0]
        left_start = tokens[self._event_start(anchor)].start
        left = [d for d in dates if left_start <= d.start and d.end <= tokens[anchor.first].start]
        return left[-1] if left else None

    def _event_limit(self, anchor: Anchor) -> int:
        """Where the event's own clause ends: a semicolon, or a conjunction that opens another predicate."""
        tokens = anchor.segment.sentence.tokens
        relative = self.words.before("relatives", tokens, anchor.group.start)
        inside = relative > 0 and tokens[relative - 1].word != ","
        for k in range(anchor.last, len(tokens)):
            if tokens[k].depth:
                continue
            if tokens[k].word in {";"} or (tokens[k].word == "," and self.words.at("breaks", tokens, k + 1) > 0 and k > anchor.last):
                return k
            behind = self.words.at("coordinators", tokens, k + (tokens[k].word == ","))
            if 0 < behind < len(tokens) and k > anchor.last and self._opens_other(tokens, behind):
                return k
            if k > anchor.last and self.words.has("relatives", tokens[k].word) and k + 1 < len(tokens) and self.words.is_finite(tokens[k + 1]):
                return k
            if inside and self.words.is_finite(tokens[k]):
                return k  # the main verb behind a relative clause without commas
        return len(tokens)

    def _opens_other(self, tokens: Sequence[Token], position: int) -> bool:
        """Behind "and": another predicate, or another date with a predicate of its own ("and since 2012 it has been called")."""
        if self.words.is_finite(tokens[position]):
            return True
        dated = self.words.at("date_prepositions", tokens, position)
        return dated > 0 and any(self.words.is_finite(t) for t in tokens[dated : dated + 6])

    def _event_start(self, anchor: Anchor) -> int:
        tokens = anchor.segment.sentence.tokens
        for k in range(anchor.first - 1, -1, -1):
            if tokens[k].word == ";" and not tokens[k].depth:
                return k + 1
        return 0

    def _today(self, anchor: Anchor) -> list[Filler]:
        tokens = anchor.segment.sentence.tokens
        said = any(self.words.at("today", tokens, k) > 0 for k in range(len(tokens)))
        if not said or not self.analysis.dates:
            return []
        first = self.analysis.dates[0]
        return [Filler(first.literal(self.analysis.document.text), first.start, first.end)] if first.start < _DATELINE and len(first.value) == _FULL_DATE else []

    def _place(self, role: Role, anchor: Anchor) -> list[Filler]:
        """Places of the trigger's clause behind a preposition of place: behind the trigger, else before it."""
        tokens = anchor.segment.sentence.tokens
        for first, last in ((anchor.last - 1, self._event_limit(anchor)), (self._event_start(anchor), anchor.first)):
            for k in range(max(first, 0), last):
                end = self._behind_place_preposition(tokens, k)
                mention = next((m for m in anchor.segment.mentions if m.first == end and self._is_place(m)), None) if end > 0 else None
                if mention is not None and mention.last <= last:
                    return [Filler(e, m.start, m.end) for m in self._places(anchor, mention) if (e := self._as_place(m)) is not None]
        return []

    def _behind_place_preposition(self, tokens: Sequence[Token], position: int) -> int:
        return self.words.at("place_prepositions", tokens, position)

    def _is_place(self, mention: Mention) -> bool:
        return bool({"ssc:Place", "ssc:Country"} & set(mention.types)) or (not mention.types and mention.kind == "name") or (mention.kind == "name" and mention.types == ("ssc:Place",))

    def _places(self, anchor: Anchor, mention: Mention) -> Iterator[Mention]:
        tokens = anchor.segment.sentence.tokens
        yield mention
        held = mention
        while held.last + 1 < len(tokens):
            joined = tokens[held.last].word == "," or self.words.at("coordinators", tokens, held.last) > 0
            following = next((m for m in anchor.segment.mentions if m.first == held.last + 1 and self._is_place(m)), None) if joined else None
            if following is None or not following.types:
                return
            yield following
            held = following

    def _as_place(self, mention: Mention) -> Entity | None:
        entity = self.analysis.entity(mention)
        return Entity(entity.id, entity.text, entity.labels, entity.types or ("ssc:Place",), entity.start, entity.end)

    def _symbol(self, role: Role, anchor: Anchor) -> list[Filler]:
        """A document symbol of the clause: behind "through", in brackets, or named right before the trigger."""
        tokens = anchor.segment.sentence.tokens
        limit = self._event_limit(anchor)
        symbols = [m for m in anchor.segment.mentions if m.kind == "symbol" and admits(m.types, role.types)]
        behind = [m for m in symbols if anchor.last <= m.first < limit and self._by_way(tokens, m.first)]
        before = [m for m in symbols if m.last <= anchor.first and self._by_way(tokens, m.first)]
        chosen = behind[:1] or before[-1:]
        return [Filler(self.analysis.entity(m), m.start, m.end) for m in chosen]

    def _by_way(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether "through", "dalam" or a bracket introduces the token, a body's name between allowed ("in General Assembly resolution")."""
        for k in range(first, max(-1, first - 5), -1):
            if match_before(tokens, k, self.words.grammar.words["through"]) >= 0 or (k and tokens[k - 1].word == "("):
                return True
            if k < first and tokens[k].word in {",", ";"}:
                return False
        return False


_DETERMINERS = frozenset({"the", "a", "an", "sebuah", "suatu", "para", "its", "oleh", "seorang", "negara", "kelompok", "tokoh"})
_AGENTS = frozenset({("oleh",), ("by",)})
_DATELINE = 600
"""A dateline stands at the head of a document: within its first 600 characters."""
_FULL_DATE = 10
