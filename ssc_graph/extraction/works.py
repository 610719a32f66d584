"""Works: who wrote a publication that a sentence names, and where it appeared.

A sentence says so in many orders ("Rey's 2019 study “Slow Boats”", "“Slow Boats”, an article that Rey wrote for …", "In “Slow Boats”, Rey
argues"). The words between a work and a person are told apart by what they are (a noun for writings, a verb of writing, "by", …), and a
pattern over these kinds decides whether they tie the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssc_graph.claims import Claim, Entity, Evidence, Label
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import GROUPS, Vocabulary
from ssc_graph.identifiers import entity_curie

_CONFIDENCE = 0.8
_AUTHOR, _PUBLISHER = "work.author", "work.publisher"
_FULL_NAME = 2
#: Tokens between a work and whoever wrote or published it, at most.
_REACH = 16
_JOURNAL = "ssc:Journal"

# Kinds of words: N noun for writings, J for a journal, V verb of writing, P of publishing, R of reporting, B "by", I "in", A "author",
# W relative, G "called", F another verb, D small word; marks stand for themselves, anything else is "o".
_SMALL = "[Do]{0,4}"
_BEFORE = re.compile(
    rf"{_SMALL}[VP]{_SMALL}(?:N[Do]{{0,3}})?G?,?|,?I{_SMALL}N[DoIJ]{{0,8}}G?,?|{_SMALL}R{_SMALL}I{_SMALL}N?[Do]{{0,3}}G?,?"
    rf"|,{_SMALL}A{_SMALL}N?[Do]{{0,2}}G?,?|,W{_SMALL}N[Do]{{0,2}}G?,?|,?WV{_SMALL}N?[Do]{{0,2}}G?,?"
)
_OWNER = re.compile(rf"{_SMALL}N[Do]{{0,3}}G?,?|")
_BY_BEFORE = re.compile(r",?[Do]{0,3}G?,?")
_BEHIND = re.compile(rf",?F?(?:{_SMALL}N?[Do]{{0,3}})?V?B|\(|,?{_SMALL}B|,?[FDo]{{0,2}}Ao")
_THAT_WROTE = re.compile(rf",?{_SMALL}N{_SMALL}W?")
_OPENING = re.compile(rf"I{_SMALL}N?[Do]{{0,3}}G?")
_NAMED_IN = re.compile(rf",?{_SMALL}(?:N{_SMALL}|P{_SMALL}|V{_SMALL}|NWV)")


def without_authors(claims: list[Claim]) -> list[Claim]:
    """Return claims without those that a work appeared in a person who wrote it ("Rey published “Slow Boats”")."""
    wrote = {(claim.subject.id, claim.object_key) for claim in claims if claim.predicate == "authoredBy"}
    return [claim for claim in claims if claim.predicate != "publishedIn" or (claim.subject.id, claim.object_key) not in wrote]


def work_claims(analysis: Analysis) -> list[Claim]:
    """Return who wrote and who published the works that the sentences of a document name.

    Args:
        analysis: the document taken apart, or a piece of it.
    """
    reader = _Works(analysis)
    return [claim for sentence in analysis.sentences if not sentence.question for claim in reader.claims(sentence)]


class _Works:
    """Reads sentences that name works."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.words: Vocabulary = analysis.vocabulary

    def claims(self, sentence: Sentence) -> Iterator[Claim]:
        """Return the claims of a sentence about its works."""
        mentions = self.analysis.mentions[sentence.index]
        works = [m for m in mentions if m.kind == "title" and not GROUPS["publication"].isdisjoint(m.types)]
        if not works:
            return
        people = list(self._people(sentence, mentions))
        for work in works:
            kinds = self._kinds(sentence)
            for group in people:
                if self._wrote(sentence, kinds, group, work):
                    yield from (self._claim(sentence, work, self._person(p), "authoredBy") for p in group)
            publisher = self._publisher(sentence, kinds, work, people)
            if publisher is not None:
                yield self._claim(sentence, work, publisher, "publishedIn")

    def _kinds(self, sentence: Sentence) -> str:
        return "".join(self._kind(token) for token in sentence.tokens)

    def _kind(self, token: Token) -> str:
        if not token.is_word:
            return token.word if token.word in {",", "(", ")", ";", ".", ":"} else '"' if token.word in {'"', "'"} else "o"
        head = self.words.value("heads", (token.word,)) or self.words.value("heads", (token.word.removesuffix("nya"),))
        if head == _JOURNAL:
            return "J"
        if head in GROUPS["publication"]:
            return "N"
        for table, kind in _TABLES:
            if self.words.has(table, token.word):
                return kind
        return "F" if self.words.is_finite(token) and not token.capital else "D" if self._small(token) else "o"

    def _small(self, token: Token) -> bool:
        return token.word.isdigit() or any(self.words.has(table, token.word) for table in ("determiners", "demonstratives", "articles"))

    def _people(self, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
        """Persons, those that commas and "and" join together."""
        group: list[Mention] = []
        for mention in mentions:
            if not self._is_person(mention):
                continue
            if group and not self._joined(sentence, group[-1], mention):
                yield group
                group = []
            group.append(mention)
        if group:
            yield group

    def _is_person(self, mention: Mention) -> bool:
        if mention.kind == "title":
            return False
        return "ssc:Person" in mention.types or (
            mention.kind == "name" and not mention.types and mention.last - mention.first >= _FULL_NAME
        )

    def _joined(self, sentence: Sentence, left: Mention, right: Mention) -> bool:
        between = [t.word for t in sentence.tokens[left.last : right.first]]
        return 0 < len(between) <= 2 and all(w == "," or self.words.has("coordinators", w) for w in between)  # noqa: PLR2004

    def _wrote(self, sentence: Sentence, kinds: str, group: Sequence[Mention], work: Mention) -> bool:
        """Whether the words between a work and persons say that these wrote it."""
        first, last = self._titled_from(sentence, group[0].first), group[-1].last
        opens, closes = work.first - 1, work.last + 1  # with the quotes
        if 0 <= opens - last <= _REACH:
            return self._wrote_before(sentence, kinds, (first, last, opens))
        if 0 <= first - closes <= _REACH:
            return self._wrote_behind(sentence, kinds, (opens, closes), (first, last))
        return False

    def _wrote_before(self, sentence: Sentence, kinds: str, places: tuple[int, int, int]) -> bool:
        first, last, opens = places
        between = kinds[last:opens]
        owns = sentence.tokens[last - 1].word.endswith(("'s", "'")) or self._noun_first(kinds, first)
        by = first > 0 and kinds[first - 1] == "B" and "N" in kinds[max(first - 8, 0) : first]
        return bool((owns and _OWNER.fullmatch(between)) or (by and _BY_BEFORE.fullmatch(between)) or _BEFORE.fullmatch(between))

    def _noun_first(self, kinds: str, first: int) -> bool:
        """As in "artikel Rina Wulandari berjudul “Jalan Sunyi”": where heads come first, the owner follows the noun."""
        return "heads-first" in self.words.traits and first > 0 and kinds[first - 1] == "N"

    def _wrote_behind(self, sentence: Sentence, kinds: str, work: tuple[int, int], people: tuple[int, int]) -> bool:
        opens, closes = work
        first, last = people
        between = kinds[closes:first]
        follows = kinds[last : last + 3]
        if _BEHIND.fullmatch(between) or (self._noun_first(kinds, first) and between in {",N", "N"}):
            return True
        if sentence.tokens[last - 1].word.endswith(("'s", "'")):
            return between in {",", ""} and "N" in follows
        if _THAT_WROTE.fullmatch(between) and "V" in follows:
            return True
        opening = _OPENING.fullmatch(kinds[:opens]) is not None
        said = last < len(kinds) and sentence.tokens[last].is_word and kinds[last] not in "IBW"
        return opening and said and (between.endswith((",", ")")) or not between) and "F" not in between.rstrip(",").rpartition(",")[2]

    def _titled_from(self, sentence: Sentence, first: int) -> int:
        """Where a person's titles begin: "the economist Rina Wulandari"."""
        tokens = sentence.tokens
        tables = ("person_titles", "person_callings", "agents", "articles", "determiners")
        while first > 0 and any(self.words.has(table, tokens[first - 1].word) for table in tables):
            first -= 1
        return first

    def _publisher(self, sentence: Sentence, kinds: str, work: Mention, people: Sequence[Sequence[Mention]]) -> Entity | None:
        tokens = sentence.tokens
        authors = {m.first for group in people for m in group}
        for k in range(len(kinds)):
            if kinds[k] not in "IB" and not self.words.has("published_for", tokens[k].word):
                continue
            name = self._name_behind(sentence, kinds, k + 1)
            if name is None or name[0] in authors or work.first <= name[0] < work.last:
                continue
            if self._published(kinds, k, work, journal="J" in kinds[k + 1 : name[1]]):
                return self._journal(sentence, name)
        return self._in_bracket(sentence, kinds, work, authors)

    def _published(self, kinds: str, place: int, work: Mention, *, journal: bool) -> bool:
        """Whether a preposition introduces where a work appeared: behind a verb of publishing, or a noun for writings and a journal."""
        before = kinds[max(place - 5, 0) : place]
        closes = work.last + 1
        near = closes <= place <= closes + _REACH or place < work.first <= place + _REACH
        if not near:
            return False
        if re.search(r"P[Do]{0,4}$", before):
            return True
        return journal and kinds[place] != "B" and bool(re.search(r"[NV][Do]{0,4}$|\"[Do]{0,2}$", before))

    def _name_behind(self, sentence: Sentence, kinds: str, first: int) -> tuple[int, int] | None:
        """The capitals behind a preposition, words for a journal that are no part of its name left out."""
        tokens = sentence.tokens
        while first < len(tokens) and not tokens[first].capital and kinds[first] in 'DJo"' and tokens[first].is_word:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].is_word and (tokens[last].capital or self._within(tokens, last)):
            last += 1
        placed = next((m for m in self.analysis.mentions[sentence.index] if m.first <= first < m.last), None)
        place = placed is not None and not GROUPS["place"].isdisjoint(placed.types)
        dated = first < len(tokens) and bool(self.words.value("months", (tokens[first].word,)))
        return None if last == first or place or dated else (first, last)

    def _within(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a small word stands inside a name: "the Journal of Drought Studies"."""
        joins = tokens[position].word in {"and", "dan"} or self.words.has("connectors", tokens[position].word)
        return joins and position + 1 < len(tokens) and tokens[position + 1].capital

    def _in_bracket(self, sentence: Sentence, kinds: str, work: Mention, authors: set[int]) -> Entity | None:
        """As in "“Slow Boats” (Rey, Harbour Review, 2019)": the last name before the year."""
        opening = work.last + 1
        if opening >= len(kinds) or kinds[opening] != "(":
            return None
        close = kinds.find(")", opening)
        if close < 0 or not sentence.tokens[close - 1].word.isdigit() or kinds[close - 2] != ",":
            return None
        first = max(kinds.rfind(",", opening, close - 2), opening) + 1
        named = all(t.capital or self._within(sentence.tokens, k) for k, t in enumerate(sentence.tokens[first : close - 2], first))
        return self._journal(sentence, (first, close - 2)) if named and first not in authors and first < close - 2 else None

    def _journal(self, sentence: Sentence, span: tuple[int, int]) -> Entity:
        tokens = sentence.tokens
        start, end = tokens[span[0]].start, tokens[span[1] - 1].end
        known = next((m for m in self.analysis.mentions[sentence.index] if m.start == start and m.end == end and m.types), None)
        if known is not None:
            return self.analysis.entity(known)
        text = self.analysis.document.text[start:end]
        name = " ".join(text.split())
        return Entity(entity_curie(name), text, (Label(name, "", preferred=True),), (_JOURNAL,), start, end)

    def _person(self, mention: Mention) -> Entity:
        entity = self.analysis.entity(mention)
        return replace(entity, types=entity.types or ("ssc:Person",))

    def _claim(self, sentence: Sentence, work: Mention, other: Entity, relation: str) -> Claim:
        entity = self.analysis.entity(work)
        start, end = min(work.start, other.start), max(work.end, other.end)
        text = self.analysis.document.text[start:end]
        rule = _AUTHOR if relation == "authoredBy" else _PUBLISHER
        return Claim(entity, relation, other, (Evidence(start, end, text),), rule, _CONFIDENCE)


_TABLES = (
    ("author_nouns", "A"),
    ("publishing_verbs", "P"),
    ("writing_verbs", "V"),
    ("reporting_verbs", "R"),
    ("written_by", "B"),
    ("name_givers", "G"),
    ("relatives", "W"),
    ("work_openers", "I"),
    ("place_prepositions", "I"),
)
