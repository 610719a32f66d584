"""Mentions: names, described events and bodies, quoted titles; the longest reading at a place wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ssc_graph.claims import Label
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.names import INSTRUMENT, YEARLY, NameFinder
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.identifiers import entity_curie, slug

__all__ = ["Mention", "MentionFinder"]

#: Capitals in a quoted title, at least.
_TITLE_CAPITALS = 2
_QUOTES = frozenset({'"', "'"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_WRITINGS = frozenset({"ssc:Article", "ssc:Book", "ssc:Report"})
_IDEAS = frozenset({"prakarsa", "inisiatif", "gagasan"})
_MEETING = frozenset({"ssc:Event", "ssc:Programme"})
_TITLED = _MEETING | {"ssc:Declaration", "ssc:PlanOfAction", "ssc:OutcomeDocument", "ssc:PolicyInstrument", "ssc:Fund"}
_LONGEST_THEME = 5


@dataclass(frozen=True, slots=True)
class _FirstWords:
    """What mentions begin with in lower case, but for known names and symbols: a first look passes over most words of a text.

    Args:
        heads: what a sentence holds one of where it describes something.
        descriptions: head nouns and, where these stand last, what may stand before one.
        narrowing: what may follow an article in a description.
        surer: what more than a description may begin with: a quoted title, a symbol behind the word for its kind.
        openings: descriptions and surer.
    """

    heads: frozenset[str]
    descriptions: frozenset[str]
    narrowing: frozenset[str]
    surer: frozenset[str]
    openings: frozenset[str]


@cache
def _first_words(words: Vocabulary) -> _FirstWords:
    heads, modifiers = frozenset(words.openings("heads")), words.words_of("modifiers")
    before = frozenset({*words.words_of("demonstratives"), *modifiers, "a", "an"})
    instruments = {phrase[0] for phrase, kind in words.values("heads").items() if kind == INSTRUMENT}
    descriptions = heads if "heads-first" in words.traits else before
    surer = frozenset({*_QUOTES, *instruments})
    return _FirstWords(heads, descriptions, heads | modifiers, surer, descriptions | surer)


class MentionFinder(NameFinder):
    """Finds the mentions of a document's sentences; made as a :class:`NameFinder`."""

    @property
    def _first(self) -> _FirstWords:
        return _first_words(self.vocabulary)

    def find(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions of a sentence, left to right, not overlapping."""
        found: list[Mention] = []
        known, symbols = self._known, self._symbols
        first = self._first
        surer, described = first.surer, not first.heads.isdisjoint(sentence.held)
        opening = first.openings if described else surer
        behind = 0
        tokens = sentence.tokens
        # most words of a text begin no mention of any kind
        for position in [k for k, t in enumerate(tokens) if t.capital or t.word in opening or t.start in known or t.start in symbols]:
            if position < behind:
                continue
            token = tokens[position]
            if token.capital or token.start in known or token.start in symbols or token.word in surer:
                mention = self._best_at(sentence, position, described=described)
            else:
                mention = self._described(sentence, position)
            if mention is None:
                continue
            while found and found[-1].last > mention.first:
                found.pop()
            if found and (joined := self._introduced_by(sentence, found[-1], mention)) is not None:
                found[-1] = mention = joined
            else:
                found.append(mention)
            behind = mention.last
        return found

    def _introduced_by(self, sentence: Sentence, before: Mention, mention: Mention) -> Mention | None:
        """As in "the course Tides for Learning", "the workshop “Tides and Trade”": a description and the name that follows it are one."""
        if before.kind != "described":
            return None
        tokens = sentence.tokens
        comma = before.last < len(tokens) and tokens[before.last].word == ","
        called = self.vocabulary.at("name_givers", tokens, before.last + comma)  # "the course, known as Tides for Learning,"
        close = (called if called > 0 else before.last) + (mention.kind == "title")
        if close != mention.first or tokens[before.last - 1].capital or not _TITLED.issuperset(before.types):
            return None
        phrased = any(self.vocabulary.has("title_joints", t.word) for t in tokens[mention.first + 1 : mention.last])
        titled = mention.kind == "title" and set(mention.types) == set(before.types)
        if not titled and (mention.kind != "name" or mention.types or not phrased or not _MEETING.issuperset(before.types)):
            return None
        last = mention.last + titled
        last += called > 0 and comma and last < len(tokens) and tokens[last].word == ","
        lasting = self.vocabulary.has("lasting_events", before.head.split()[-1])
        types = ("ssc:Event", "ssc:Programme") if lasting else before.types  # a course is held, and it is run
        return replace(mention, first=before.first, last=last, kind="name", types=types, head=before.head)

    def _best_at(self, sentence: Sentence, position: int, *, described: bool) -> Mention | None:
        """The longest mention that begins at a token; of two equally long ones the surer kind."""
        token = sentence.tokens[position]
        best = self._title(sentence, position) if token.word in _QUOTES else None
        symbol = self._symbol(sentence, position) if self._symbols else None
        if symbol is not None and (best is None or symbol.last > best.last):
            best = symbol
        known = self._lexical(sentence, position) if token.start in self._known else None
        if known is not None and (best is None or known.last > best.last):
            best = known
        if token.capital:
            best = self._listed_title(sentence, position) or self._name(sentence, position, beyond=best.last if best else 0) or best
        return (self._described(sentence, position, beyond=best.last if best else 0) if described else None) or best

    def _title(self, sentence: Sentence, position: int) -> Mention | None:
        """A quoted title behind a word for a publication, or behind a word that possesses one ("bukunya, Dead Aid")."""
        tokens = sentence.tokens
        if position + 2 >= len(tokens) or not tokens[position + 1].capital:
            return None
        quote = tokens[position].word
        close = next((k for k in range(position + 1, min(len(tokens), position + 30)) if tokens[k].word == quote), -1)
        if close < position + 3:
            return None
        head = self._meeting_head(tokens, position) or self._publication_head(tokens, position)
        head = head or self._publication_behind(tokens, close + 1)
        head = head or ("ssc:Event" if self.vocabulary.at("meeting_verbs", tokens, close + 1) > 0 else "")
        inner = tokens[position + 1 : close]
        head = head or self._work_in_capitals(sentence, inner)
        if not head or tokens[close - 1].word in {".", "!"}:
            return None
        start, end = inner[0].start, _trim(self.text, inner[0].start, tokens[close].start)
        name = " ".join(self.text[start:end].split())
        return Mention(position + 1, close, start, end, "title", entity_curie(name), (head,), (Label(name, "", True),), head=head)

    def _listed_title(self, sentence: Sentence, position: int) -> Mention | None:
        """A title that is a list, behind a word for a publication or its author: "buku Garam, Gula, dan Kuasa"."""
        tokens, words = sentence.tokens, self.vocabulary
        before = tokens[position - 1].word if position else ""
        kind = words.value("heads", (before.removesuffix("nya"),))
        kind = "ssc:Book" if words.has("writers", before) else kind
        if kind not in _WRITINGS or "works-behind-their-kind" not in words.traits:
            return None
        last, closing = self._capitals_to(tokens, position), -1
        while closing < 0:
            if last + 2 >= len(tokens) or tokens[last].word != ",":
                return None
            closing = max(words.at("place_joints", tokens, last + 1), words.at("disjunctions", tokens, last + 1))
            begin = max(closing, last + 1)
            last = self._capitals_to(tokens, begin)
            if last == begin:
                return None
        start, end = tokens[position].start, tokens[last - 1].end
        name = " ".join(self.text[start:end].split())
        return Mention(position, last, start, end, "title", entity_curie(name), (kind,), (Label(name, "", True),), head=kind)

    def _capitals_to(self, tokens: Sequence[Token], position: int) -> int:
        """Where the capitals end that begin at a token, three at most."""
        last = position
        while last < min(position + 3, len(tokens)) and tokens[last].capital and tokens[last].is_word:
            last += 1
        return last

    def _work_in_capitals(self, sentence: Sentence, inner: Sequence[Token]) -> str:
        """The kind of what is quoted in capitals ("Slow Boats, Fast Ports") where the sentence speaks of writing or publishing."""
        words = [t for t in inner if t.is_word]
        capitals = sum(t.capital for t in words)
        small = all(t.capital or self.vocabulary.has("title_small", t.word) or t.word.isdigit() for t in words)
        if capitals < _TITLE_CAPITALS or not small:
            return ""
        return "ssc:Publication" if any(self.vocabulary.has("publishing", t.word) for t in sentence.tokens) else ""

    def _meeting_head(self, tokens: Sequence[Token], position: int) -> str:
        """The kind that the noun right before a title tells, where it is a meeting or a programme: "the course “Tides and Trade”"."""
        noun = next(
            (k for k in range(position - 1, max(position - 5, 0), -1) if self.vocabulary.at("name_givers", tokens, k) == position), 0
        )
        noun = (noun or position) - 1 - (noun > 1 and tokens[noun - 1].word == ",")
        first = self.vocabulary.before("heads", tokens, noun + 1) if noun >= 0 else -1
        kind = self.vocabulary.value("heads", tuple(t.word for t in tokens[first : noun + 1])) if first >= 0 else ""
        titled = "heads-first" not in self.vocabulary.traits and kind in _TITLED
        return kind if titled and not tokens[noun].capital else ""

    def _publication_head(self, tokens: Sequence[Token], position: int) -> str:
        for back in range(position - 1, max(-1, position - 6), -1):
            kind = self.vocabulary.value("heads", (tokens[back].word,)) or self.vocabulary.value(
                "heads", (tokens[back].word.removesuffix("nya"),)
            )
            if kind in {"ssc:Article", "ssc:Book", "ssc:Report", "ssc:Journal", "ssc:Publication"}:
                return "ssc:Article" if kind == "ssc:Journal" else kind
        return ""

    def _publication_behind(self, tokens: Sequence[Token], position: int) -> str:
        """The kind of publication that an apposition tells: "“Storms and Solvency”, a working paper"."""
        first = position + (position < len(tokens) and tokens[position].word == ",")
        if self.vocabulary.at("publishings", tokens, first) > 0:
            return "ssc:Article"  # "“Storms and Solvency”, published in the review …"
        if first >= len(tokens) or not self.vocabulary.has("determiners", tokens[first].word):
            return ""
        return self._publication_head(tokens, min(first + 4, len(tokens)))

    def _described(self, sentence: Sentence, position: int, *, beyond: int = 0) -> Mention | None:
        """A head noun with its modifiers: "the first ministerial meeting", "konferensi PBB", "debat ketiga Pilpres 2024"."""
        if "heads-first" in self.vocabulary.traits:
            return self._described_head_first(sentence, position, beyond)
        return self._described_head_last(sentence, position, beyond)

    def _described_head_first(self, sentence: Sentence, position: int, beyond: int) -> Mention | None:
        tokens = sentence.tokens
        behind = self.vocabulary.at("heads", tokens, position)
        if behind < 0 or (position and self.vocabulary.has("crediting", tokens[position - 1].word) and tokens[position].word in _IDEAS):
            return None  # "merupakan prakarsa Indonesia" names Indonesia
        if position and tokens[position - 1].word == "atas":  # "atas prakarsa Indonesia" names Indonesia
            return None
        head = " ".join(t.word for t in tokens[position:behind])
        kind = self.vocabulary.value("heads", tuple(head.split()))
        if tokens[behind - 1].word == "kerja" and behind < len(tokens) and tokens[behind].word == "sama":
            return None  # "kerangka kerja sama" is no "kerangka kerja"
        if kind in _WRITINGS and behind < len(tokens) and tokens[behind].capital and self._listed_title(sentence, behind) is not None:
            return None  # the title that follows is the name
        last = self._modified_to(sentence, position, behind, kind)
        if kind == "ssc:Event" and self.vocabulary.has("met_by", head):
            last = self._met_by(sentence, behind, last)
        pointed = self.vocabulary.at("demonstratives", tokens, self._behind_measure(tokens, last)) > 0
        if not pointed and last == behind and self.vocabulary.has("activity_nouns", head):
            return None  # "kegiatan ekonomi" is no meeting
        if not pointed and last == behind and self._may_narrow(head, kind) and (further := self._noun_phrase(tokens, behind)) > behind:
            specific = self.vocabulary.at("demonstratives", tokens, further) < 0
            if specific and further > beyond:
                return self._describe(sentence, position, further, head, kind, bare=False)
        if not pointed and last < len(tokens) and self._owned(tokens[last].word):
            last, bare = last + 1, False
        else:
            bare = pointed or (last == behind and behind == position + 1)
        return self._describe(sentence, position, last, head, kind, bare=bare) if last > beyond else None

    def _modified_to(self, sentence: Sentence, position: int, behind: int, kind: str) -> int:
        """Where the modifiers and names behind a head noun end: "debat ketiga Pilpres 2024"."""
        tokens, last = sentence.tokens, behind
        while last < len(tokens) and tokens[last].depth == tokens[position].depth:
            reach = self.vocabulary.at("modifiers", tokens, last)
            if tokens[last].word == "bersama" and last + 1 < len(tokens) and tokens[last + 1].capital:
                break  # "Pemerintah Indonesia bersama UNDP"
            if reach < 0 and tokens[last].capital and tokens[last].is_word:
                match = self._known.get(tokens[last].start)
                reach = self._tokens_to(sentence, last, match.end) if match else last + 1
            if reach < 0 and last > behind and kind in YEARLY and _YEAR.fullmatch(tokens[last].word) and tokens[last - 1].capital:
                reach = last + 1
            if reach < 0:
                break
            last = reach
        return last

    def _met_by(self, sentence: Sentence, behind: int, last: int) -> int:
        """As in "pertemuan (para) menteri perikanan ASEAN": behind those who meet, what they are in charge of, and whose they are."""
        tokens, words = sentence.tokens, self.vocabulary
        first = behind + (behind < len(tokens) and tokens[behind].word == "para")
        if last > first and not any(words.has("meeting_people", t.word) for t in tokens[first:last]):
            return last
        if first >= len(tokens) or not words.has("meeting_people", tokens[first].word):
            return last
        end = max(self._noun_phrase(tokens, max(last, first + 1)), last, first + 1)
        while end < len(tokens) and tokens[end].capital and tokens[end].is_word and not tokens[end].depth:
            match = self._known.get(tokens[end].start)
            end = self._tokens_to(sentence, end, match.end) if match else end + 1
        return end

    def _behind_measure(self, tokens: Sequence[Token], position: int) -> int:
        """As in "kegiatan dua pekan itu": behind how long it took."""
        last = position
        while last < min(position + 4, len(tokens)) and (tokens[last].word.isdigit() or self.vocabulary.has("measures", tokens[last].word)):
            last += 1
        return last

    def _may_narrow(self, head: str, kind: str) -> bool:
        """Meetings are narrowed down where their head noun is one that is held ("lokakarya benih"), not "krisis", "perundingan"."""
        return kind != "ssc:Event" or (self.vocabulary.has("event_nouns", head) and head not in {"perundingan", "debat", "sidang"})

    def _noun_phrase(self, tokens: Sequence[Token], position: int) -> int:
        """Where the nouns end that narrow a head noun down: "pusat alih teknologi", "dewan pengurus" do not point back."""
        words = self.vocabulary
        tables = ("function_words", "prepositions", "relatives", "coordinators", "adverbs", "auxiliaries", "negations", "hedges", "breaks")
        last = position
        while last < len(tokens) and last < position + 3:
            token = tokens[last]
            plain = token.is_word and token.word.isalpha() and not token.capital and not token.depth and not token.word.endswith("nya")
            if not plain or words.is_finite(token) or any(words.at(table, tokens, last) > 0 for table in (*tables, "copulas", "modifiers")):
                break
            last += 1
        return last

    def _owned(self, word: str) -> bool:
        """As in "dokumen hasilnya": the possessive belongs to the description, which points at its owner, not back."""
        return word.endswith("nya") and self.vocabulary.has("modifiers", word.removesuffix("nya"))

    def _described_head_last(self, sentence: Sentence, position: int, beyond: int) -> Mention | None:
        tokens = sentence.tokens
        first = position
        pointed = self.vocabulary.has("demonstratives", tokens[position].word)
        placed = not pointed and tokens[position].word in {"a", "an"} and self._placed(tokens, position + 1)
        if pointed or placed:
            position += 1
        start = position
        limit = self._furthest_head(tokens, start)
        while position < limit and self.vocabulary.at("heads", tokens, position) < 0:
            match = self._known.get(tokens[position].start)
            if match is not None and match.end <= sentence.end:
                position = self._tokens_to(sentence, position, match.end)
            elif self.vocabulary.has("modifiers", tokens[position].word) or (tokens[position].capital and position > 0):
                position += 1
            else:
                return None
        behind = self.vocabulary.at("heads", tokens, position) if position < len(tokens) else -1
        telling = self.vocabulary.has("reporting_verbs", f"{tokens[behind - 1].word}s" if behind > 0 else "")  # "Rey and Lim report that"
        urged = behind > 0 and first > 0 and tokens[position].word == "initiative" and tokens[first - 1].word in {"on", "at"}
        urged = urged or (0 < behind < len(tokens) and self.vocabulary.has("complementisers", tokens[behind].word) and telling)
        if behind < 0 or urged or (not pointed and not placed and start == position):
            return None  # "on the initiative of Kenya" names Kenya
        if (pointed and start < len(tokens) and self._longer_name(sentence, start, behind)) or self._numbered(sentence, position, behind):
            return None
        head = " ".join(t.word for t in tokens[position:behind])
        kind = self.vocabulary.value("heads", tuple(head.split()))
        last = self._behind_known(sentence, behind, kind)
        if kind == "ssc:Event":
            last = max(last, self._themed(sentence, position, last), self._meeting_end(tokens, behind) if placed else last)
        if last <= beyond:
            return None
        plain = all(self.vocabulary.has("generic_adjectives", t.word) for t in tokens[start:position])
        bare = pointed and plain and last == behind and tokens[first].word not in {"its", "their"}
        return self._describe(sentence, first, last, head, kind, bare=bare)

    def _numbered(self, sentence: Sentence, head: int, behind: int) -> bool:
        """As in "General Assembly resolution 55/12": the symbol names what is described."""
        tokens = sentence.tokens
        return behind < len(tokens) and tokens[behind].word[0].isdigit() and self._symbol(sentence, head) is not None

    def _behind_known(self, sentence: Sentence, behind: int, kind: str) -> int:
        """Where the known names end that "of", "on" and "for" add to a description."""
        tokens, last = sentence.tokens, behind
        while last + 1 < len(tokens) and tokens[last].word in {"on", "of", "for"} and self._known.get(tokens[last + 1].start):
            match = self._known[tokens[last + 1].start]
            if kind == "ssc:Programme" and "ssc:Country" in match.entry.types:
                break  # "a joint initiative of Chile and Peru": whose it is
            last = self._tokens_to(sentence, last + 1, match.end)
        return last

    def _furthest_head(self, tokens: Sequence[Token], start: int) -> int:
        """Where the head noun of a description stands at the latest: at once, as most words of a text narrow nothing down, or soon."""
        token = tokens[start] if start < len(tokens) else None
        narrows = token is not None and (token.capital or token.word in self._first.narrowing or token.start in self._known)
        return min(len(tokens), start + 6) if narrows else start

    def _themed(self, sentence: Sentence, head: int, last: int) -> int:
        """Where the theme of a meeting ends: "the second Conference on Animal Health", "the course on coastal floods"."""
        tokens = sentence.tokens
        if tokens[head].capital:
            name = self._name(sentence, head)
            return name.last if name is not None else last
        if last >= len(tokens) or tokens[last].word != "on":
            return last
        end, words = last + 1, self.vocabulary
        tables = ("determiners", "demonstratives", "prepositions", "relatives", "auxiliaries", "copulas", "adverbs", "months", "days")
        while end < len(tokens) and tokens[end].word.replace("-", "").isalpha() and not tokens[end].capital and not tokens[end].depth:
            if any(words.at(table, tokens, end) > 0 for table in tables) or words.has("placing", tokens[end].word):
                break
            if words.is_finite(tokens[end]) and not words.has("noun_like", tokens[end].word):
                break
            end += 1
        while end > last + 1 and words.has("name_joints", tokens[end - 1].word):
            end -= 1
        return end if last + 2 <= end - 1 <= last + _LONGEST_THEME else last

    def _placed(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a head noun, modifiers before it, is followed by a participle that places it: "a workshop held in …"."""
        while position < len(tokens) - 1 and self.vocabulary.has("modifiers", tokens[position].word):
            if self._meeting_end(tokens, position + 1) > 0:
                break  # "a summit in Quito": the noun itself
            position += 1
        behind = self.vocabulary.at("heads", tokens, position)
        if not 0 < behind < len(tokens):
            return False
        if self.vocabulary.value("heads", (tokens[behind - 1].word,)) == "ssc:Event" and self._meeting_end(tokens, behind) > 0:
            return True
        themed = tokens[behind].word == "on" and self.vocabulary.value("heads", (tokens[behind - 1].word,)) == "ssc:Event"
        giver = self.vocabulary.at("name_givers", tokens, behind + (tokens[behind].word == ","))
        named = 0 < giver < len(tokens) and (tokens[giver].capital or tokens[giver].word == '"')
        return themed or named or self.vocabulary.has("placing", tokens[behind].word)

    def _meeting_end(self, tokens: Sequence[Token], behind: int) -> int:
        """Where a meeting's description ends before its place or its verb: "a meeting of planners | in Quito", or -1."""
        words = self.vocabulary
        if not words.has("event_nouns", tokens[behind - 1].word):
            return -1
        for k in range(behind, min(behind + 8, len(tokens) - 1)):
            placed = words.has("place_prepositions", tokens[k].word) and tokens[k + 1].capital
            if placed or (k > behind and words.has("placing", tokens[k].word)):
                return k
            if not tokens[k].is_word or tokens[k].depth or words.is_finite(tokens[k]):
                return -1
            if k == behind and tokens[k].word not in {"of", "for", "with", "between", "among", "on"}:
                return -1
        return -1

    def _longer_name(self, sentence: Sentence, position: int, behind: int) -> bool:
        """Whether a name begins behind the article and reaches at least as far ("the Special Unit for …")."""
        names = (self._symbol(sentence, position), self._lexical(sentence, position), self._name(sentence, position))
        return any(name is not None and name.last >= behind for name in names)

    def _describe(self, sentence: Sentence, first: int, last: int, head: str, kind: str, *, bare: bool) -> Mention:
        tokens = sentence.tokens
        start, end = tokens[first].start, tokens[last - 1].end
        name = " ".join(self.text[start:end].split())
        curie = f"entity:{slug(name)}-{self.digest[:6]}"
        language = self.vocabulary.language
        return Mention(first, last, start, end, "described", curie, (kind,), (Label(name, language, True),), bare=bare, head=head)


def _trim(text: str, start: int, end: int) -> int:
    """End of a quoted title without the comma that house style puts inside the quotes."""
    while end > start and text[end - 1] in ",.; \n":
        end -= 1
    return end
