"""Names: known ones by the lexicon, document symbols, and runs of capitals that no authority file knows.

An unknown name gets its kind from its head noun ("Charter of Algiers" is an agreement because charters are); one without a known head
noun has no kind, and a role may take it or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Self

from ssc_graph.claims import Label
from ssc_graph.document import BlockKind
from ssc_graph.extraction.acronyms import initials_agree
from ssc_graph.extraction.heads import HeadReader
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.symbols import SymbolMention, find_symbols, labels_of
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.identifiers import entity_curie, symbol_curie
from ssc_graph.lexicon import LexicalMatch, Lexicon

#: Kinds whose names take a year ("KTT Asia-Afrika 2015", "Agenda 2030").
YEARLY = frozenset({"ssc:Event", "ssc:PlanOfAction"})
#: Capitals on each side of an "and" inside a name, at most.
NAME_WORDS = 3
#: Kind of the head nouns that stand before a document symbol ("resolusi 33/134").
INSTRUMENT = "ssc:PolicyInstrument"
#: Words behind a title that may all be somebody's name.
_OFFICE = 2
#: Characters on each side of a name in which its words are looked for.
_AROUND = 5_000
#: Indonesian nouns that are made of other words: "kesehatan", "perikanan", "pembangunan".
_NOUN = re.compile(r"^(?:ke|pe|per|pem|pen|peng)\w{3,}an$|(?:asi|nya|isme|itas)$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CONFERENCE = re.compile(r"(?:COP|MOP|CMA)[ -]?\d{1,3}")
_LIKE_NUMBER = re.compile(r"[ivxl\d]|ke-|[a-z]\d")
_ROMAN_OR_NUMBER = re.compile(r"[ivxl]+|ke-\d{1,3}|ke-[ivxl]+|\d{1,4}|[a-z]?\d+[a-z]?|(?:19|20)\d\d-(?:19|20)?\d\d")


@cache
def _joining(words: Vocabulary) -> frozenset[str]:
    """What may join another capital to a name."""
    tables = ("name_joints", "connectors", "purpose_connectors", "limited_connectors")
    return frozenset({",", "dan", *(word for table in tables for word in words.words_of(table))})


class NameFinder:
    """Finds the mentions of a document's sentences.

    Args:
        text: the document's text.
        lexicon: the authority files' names.
        vocabulary: word tables of the document's language.
        digest: identity of the document, for things that it describes but does not name.
        plain: the text flattened.
        beside: a finder of the same text whose names and symbols this one finds too.
    """

    def __init__(
        self, text: str, lexicon: Lexicon, vocabulary: Vocabulary, *, digest: str, plain: str, beside: NameFinder | None = None
    ) -> None:
        self.text = text
        self.plain = plain
        self.vocabulary = vocabulary
        self.digest = digest
        self._function_words = vocabulary.words_of("function_words")
        self._known: dict[int, LexicalMatch] = dict(beside._known) if beside else {}
        self._symbols: dict[int, SymbolMention] = (
            beside._symbols if beside else {symbol.start: symbol for symbol in find_symbols(text, plain=plain)}
        )
        self._heads: dict[str, tuple[str, str]] = beside._heads if beside else {}
        self._learn(lexicon.find(text, plain=plain))

    @property
    def symbols(self) -> list[SymbolMention]:
        """The document symbols of the text, left to right."""
        return list(self._symbols.values())

    def with_own(self, own: Lexicon) -> Self:
        """Return a finder that also knows the document's own names."""
        return type(self)(self.text, own, self.vocabulary, digest=self.digest, plain=self.plain, beside=self)

    def learnt_since(self, other: NameFinder) -> list[int]:
        """Return the places of the names that another finder of the same text does not know, or knows otherwise, in order."""
        return sorted(start for start, match in self._known.items() if other._known.get(start) is not match)

    def _learn(self, matches: Iterable[LexicalMatch]) -> None:
        """Keep the longest name at each place."""
        for match in matches:
            held = self._known.get(match.start)
            if held is None or match.end > held.end:
                self._known[match.start] = match

    def _tokens_to(self, sentence: Sentence, position: int, end: int) -> int:
        """Position behind the last token that begins before ``end``."""
        last = position
        while last < len(sentence.tokens) and sentence.tokens[last].start < end:
            last += 1
        return last

    def _lexical(self, sentence: Sentence, position: int) -> Mention | None:
        match = self._known.get(sentence.tokens[position].start)
        if match is None or match.end > sentence.end:
            return None
        entry = match.entry
        last = self._tokens_to(sentence, position, match.end)
        return Mention(position, last, match.start, match.end, "known", entry.id, entry.types, entry.labels)

    def _symbol(self, sentence: Sentence, position: int) -> Mention | None:
        """A document symbol, with the word for its kind before it ("resolusi 33/134")."""
        tokens = sentence.tokens
        symbol = self._symbols.get(tokens[position].start)
        if symbol is None and position + 1 < len(tokens):
            symbol = self._symbols.get(tokens[position + 1].start)
            if symbol is not None and self.vocabulary.value("heads", (tokens[position].word,)) != INSTRUMENT:
                return None
        if symbol is None or symbol.end > sentence.end:
            return None
        kind = "ssc:Resolution" if symbol.kind == "resolution" else "ssc:PolicyInstrument" if symbol.kind == "decision" else "ssc:Report"
        last = self._tokens_to(sentence, position, symbol.end)
        return Mention(
            position, last, tokens[position].start, symbol.end, "symbol", symbol_curie(symbol.symbol), (kind,), labels_of(symbol)
        )

    def _name(self, sentence: Sentence, position: int, *, beyond: int = 0) -> Mention | None:
        """A run of capitalised words, with the small words that names contain, if it reaches beyond a token."""
        tokens = sentence.tokens
        token = tokens[position]
        if (
            not token.capital
            or not token.is_word
            or self.vocabulary.has("months", token.word)
            or (token.word in self._function_words and not self._begins_name(tokens, position))
        ):
            return None
        whole, headed = self._run(tokens, position)
        last = self._before_known(sentence, position, whole)
        head, kind = headed if last == whole else self._head(tokens[position:last])
        first = position if kind else self._skip_titles(tokens, position, last)
        if last <= beyond or first >= last or (last - first == 1 and self._single_is_weak(sentence, first)):
            return None
        if first > position:
            head, kind = self._head(tokens[first:last])
        if last - first == 1 and head:
            return None  # a bare head noun is described, not named
        if sentence.block.kind is BlockKind.TITLE and self._capital_verb(sentence, first, last):
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        if tokens[last - 1].word.endswith("'s") and self._owns(tokens, first, last):
            end -= 2  # "the Harbour League's purpose": the name of the owner
            head, kind = HeadReader(self.vocabulary.language).read(t.word.removesuffix("'s") for t in tokens[first:last]).head
        name = " ".join(self.text[start:end].split())
        kind = kind or ("ssc:Event" if _CONFERENCE.fullmatch(name) else "")
        titled = "heads-first" in self.vocabulary.traits and self.vocabulary.has("person_titles", token.word)  # "Menteri Luar Negeri"
        called = (
            last - first > 1 and position > 0 and self.vocabulary.has("person_callings", tokens[position - 1].word)
        )  # "ekonom Rina Sari"
        person = (first > position or called or titled) and not kind
        types: tuple[str, ...] = ("ssc:Person",) if person else (kind,) if kind else ()
        if head == "forum" and "forums-meet" in self.vocabulary.traits:
            types = ("ssc:Event", "ssc:IntergovernmentalBody")  # a meeting or the body that meets
        return Mention(first, last, start, end, "name", entity_curie(name), types, (Label(name, "", True),), head=head)

    def _owns(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a name that ends in "'s" owns what follows: "the Harbour League's purpose", not "held in St John's from 3 to 5 May"."""
        if "heads-first" in self.vocabulary.traits or last - first < 2 or last >= len(tokens) or not tokens[last].is_word:  # noqa: PLR2004
            return False
        tables = ("prepositions", "coordinators", "breaks", "auxiliaries", "relatives")
        return not any(self.vocabulary.has(table, tokens[last].word) for table in tables)

    def _capital_verb(self, sentence: Sentence, first: int, last: int) -> bool:
        """As in "What the Harbour Bank Does": in a title all words have capitals; behind a known name only a noun makes a longer name."""
        known = self._known.get(sentence.tokens[first].start)
        end = self._tokens_to(sentence, first, known.end) if known is not None else last
        heads_first = "heads-first" in self.vocabulary.traits
        return not heads_first and first < end < last and not self._head(sentence.tokens[end:last])[0]

    def _before_known(self, sentence: Sentence, first: int, last: int) -> int:
        """A run of capitals without a head noun ends where a known name begins ("Melaksanakan Kerja Sama Teknis")."""
        for k in range(first + 1, last):
            match = self._known.get(sentence.tokens[k].start)
            if match is not None and match.end >= sentence.tokens[last - 1].end and not self._head(sentence.tokens[first:k])[0]:
                return last if self._coined(sentence, (first, k, last), match) else k
        return last

    def _coined(self, sentence: Sentence, places: tuple[int, int, int], match: LexicalMatch) -> bool:
        """As in "Jejaring Produsen Vaksin Negara Berkembang": nouns in front of a known name that make a longer name of it."""
        first, inner, last = places
        tokens = sentence.tokens
        word = tokens[first].word
        acting = bool(self.vocabulary.prefixes) and word.startswith(self.vocabulary.prefixes)
        if acting or "heads-first" not in self.vocabulary.traits or self.vocabulary.has("person_titles", word):
            return False
        bracketed = last + 2 < len(tokens) and tokens[last].word == "(" and tokens[last + 2].word == ")"
        if bracketed and sum(c.isupper() for c in self.text[tokens[last + 1].start : tokens[last + 1].end]) > 1:
            return True
        return inner - first > 1 and "ssc:Country" not in match.entry.types

    def _begins_name(self, tokens: Sequence[Token], position: int) -> bool:
        """A function word with a capital counts as a name's beginning only where it is a head noun before another capital."""
        follows = tokens[position + 1] if position + 1 < len(tokens) else None
        titled = "heads-first" in self.vocabulary.traits and self.vocabulary.has("person_titles", tokens[position].word)
        return bool(follows and follows.capital and (titled or self.vocabulary.at("heads", tokens, position) > 0))

    def _single_is_weak(self, sentence: Sentence, first: int) -> bool:
        """One capital alone is a name only inside a sentence, and an acronym anywhere."""
        token = sentence.tokens[first]
        surface = self.text[token.start : token.end]
        if sum(c.isupper() for c in surface) > 1:
            return False
        if self.vocabulary.prefixes and len(surface) > 6 and token.word.startswith(self.vocabulary.prefixes):  # noqa: PLR2004
            return True  # a capitalised verb of a title
        opening = first == 0 or sentence.tokens[first - 1].word in {'"', "'", ":", "-", "(", "."}
        return opening or self.vocabulary.has("function_words", token.word)

    def _run(self, tokens: Sequence[Token], position: int) -> tuple[int, tuple[str, str]]:
        """Where a run of capitals ends, and its head noun with the class that this tells."""
        depth = tokens[position].depth
        last = position + 1
        if last >= len(tokens) or not self._may_go_on(tokens[last], depth):
            return last, self._single_head(tokens[position].word)
        reader = HeadReader(self.vocabulary.language).read((tokens[position].word,))
        joined = False
        while last < len(tokens):
            token = tokens[last]
            if token.depth != depth:
                inside = self._behind_acronym(tokens, last) if depth == 0 else -1
                if inside < 0:
                    break
                reader.read(t.word for t in tokens[last:inside])
                last = inside
                continue
            if (token.capital and token.is_word) or (_ROMAN_OR_NUMBER.fullmatch(token.word) and _numbered(tokens, last, reader.head)):
                reach = last + 1
            elif (behind := self._serial(tokens, position, last)) > 0:
                reach = behind
            else:
                ends = bool(reader.head[0]) and reader.head[0].split()[-1] == tokens[last - 1].word
                reach = self._joined_by_and(tokens, position, last) if not ends else -1
                titled = tokens[position].word == "the"  # an English title: "The Tying of Aid"
                headed = titled or bool(reader.head[0]) or self._long(tokens, position, last) or self._purposed(tokens, position, last)
                reach = reach if reach > 0 else self._connected(tokens, last, headed=headed, joined=joined, kind=reader.head[1])
                if reach < 0:
                    break
                joined = True
            reader.read(t.word for t in tokens[last:reach])
            last = reach
        return last, reader.head

    def _may_go_on(self, token: Token, depth: int) -> bool:
        """Whether a name of one word may go on with a token; most do not."""
        word = token.word
        return token.capital or word in _joining(self.vocabulary) or token.depth != depth or _LIKE_NUMBER.match(word) is not None

    def _single_head(self, word: str) -> tuple[str, str]:
        """The head noun of a name of one word."""
        known = self._heads.get(word)
        if known is None:
            known = self._heads[word] = HeadReader(self.vocabulary.language).read((word,)).head
        return known

    def _serial(self, tokens: Sequence[Token], first: int, comma: int) -> int:
        """As in "Badan Garam, Mineral, dan Air (BGMA)": a name with commas that the acronym behind it spells."""
        if tokens[comma].word not in {",", "dan"} or self.vocabulary.at("heads", tokens, first) < 0:
            return -1
        last = comma
        small = self.vocabulary.words_of("limited_connectors")
        while last < len(tokens) and (tokens[last].word in {",", *small} or (tokens[last].capital and tokens[last].is_word)):
            last += 1
        if last + 2 >= len(tokens) or tokens[last].word != "(":
            return -1
        name = " ".join(t.word for t in tokens[first:last] if t.is_word and t.word not in small)
        return last if initials_agree(name, [tokens[last + 1].word]) else -1

    def _behind_acronym(self, tokens: Sequence[Token], position: int) -> int:
        """As in "Konferensi Tingkat Tinggi (KTT) I GNB": a name goes on behind its own acronym where a capital follows at once."""
        if tokens[position].word != "(" or position + 3 >= len(tokens) or tokens[position + 2].word != ")":
            return -1
        acronym = self.text[tokens[position + 1].start : tokens[position + 1].end]
        following = tokens[position + 3]
        goes_on = following.capital and not self.vocabulary.has("function_words", following.word)
        return position + 3 if acronym.isupper() and goes_on and following.start - tokens[position + 2].end <= 1 else -1

    def _joined_by_and(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """As in "Youth and Innovation Forum": "and" joins capitals where a head noun follows and neither side is a known name."""
        if not self.vocabulary.has("name_joints", tokens[last].word) or last + 2 >= len(tokens) or last - first > NAME_WORDS:
            return -1
        if any(tokens[k].start in self._known for k in (*range(first, last), last + 1)) or (
            self.vocabulary.has("function_words", tokens[first].word)
        ):
            return -1
        end = last + 1
        while end < len(tokens) and end <= last + NAME_WORDS and tokens[end].capital and tokens[end].is_word:
            end += 1
            if end > last + 2 and self.vocabulary.value("heads", (tokens[end - 1].word,)):
                return end
        return -1

    def _long(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Two capitals without a known head noun: a name that may go on ("Global Code of Practice"), unless a person's title."""
        words = [token.word for token in tokens[first:last]]
        titled = any(self.vocabulary.has("person_titles", word) for word in words)
        return last - first > 1 and "heads-first" not in self.vocabulary.traits and tokens[last].word == "of" and not titled

    def _names_again(self, tokens: Sequence[Token], position: int) -> bool:
        """As in "renamed the Harbour League the Port Union": behind an article that no connector precedes another name begins."""
        last = position + 1
        while last < len(tokens) and tokens[last].capital and tokens[last].is_word:
            last += 1
        return tokens[position - 1].capital and bool(self._head(tokens[position + 1 : last])[0])

    def _purposed(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """As in "Seeds for Learning": capitals inside a sentence on both sides of "for" are a name, unless either side is known already."""
        if "heads-first" in self.vocabulary.traits or tokens[last].word != "for" or not first or last + 1 >= len(tokens):
            return False
        known = any(tokens[k].start in self._known for k in (*range(first, last), last + 1))
        titled = self.vocabulary.has("person_titles", tokens[first].word)
        return not known and not titled and tokens[last + 1].capital and not tokens[last + 1].word.isupper()

    def _connected(self, tokens: Sequence[Token], position: int, *, headed: bool, joined: bool, kind: str) -> int:
        """Position behind the capital that a connector leads to, or -1."""
        end = position
        joins = tokens[position].word in _joining(self.vocabulary)
        if not joins or (self.vocabulary.has("articles", tokens[position].word) and self._names_again(tokens, position)):
            return -1
        small = self.vocabulary.has("connectors", tokens[position].word)
        purpose = kind == "ssc:Programme" and self.vocabulary.has("purpose_connectors", tokens[position].word)  # "Programme to Enhance …"
        before = tokens[position - 1].word
        acts = self.vocabulary.is_base_verb(before) or before.endswith(tuple(self.vocabulary.words_of("gerund_suffixes")))
        if kind and tokens[position].word == "the" and not acts:
            return -1  # "renamed the Harbour League the Port Union"
        favour = headed and position + 2 < len(tokens) and tokens[position + 1].capital and tokens[position + 2].word == "of"
        if not small and not purpose and not ((joined or favour) and self.vocabulary.has("limited_connectors", tokens[position].word)):
            return -1
        while end < len(tokens) and end < position + 3 and not tokens[end].capital:
            word = tokens[end].word
            if end > position and word in {"a", "an"}:
                end += 1  # "Alliance of Towns Calling for a Ban"
                continue
            if not (self.vocabulary.has("connectors", word) or self.vocabulary.has("limited_connectors", word)):
                return -1
            end += 1
        if end >= len(tokens) or not tokens[end].capital or not tokens[end].is_word or not headed:
            return -1
        if self.vocabulary.value("months", (tokens[end].word,)):
            return -1  # "the Programme of Action in May 1981"
        if self.vocabulary.has("limited_connectors", tokens[position].word) and self._starts_other(tokens, end):
            return -1
        return end + 1

    def _starts_other(self, tokens: Sequence[Token], position: int) -> bool:
        """Behind "and": a known name or a head noun begins another thing ("X and the Bank", "A dan Kementerian B")."""
        match = self._known.get(tokens[position].start)
        if match is not None and "ssc:Concept" not in match.entry.types:
            return True
        return self.vocabulary.at("heads", tokens, position) > 0 and "heads-first" in self.vocabulary.traits

    def _skip_titles(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Position behind the titles of a person ("Menteri Luar Negeri Retno Marsudi")."""
        position = first
        while position < last and self.vocabulary.has("person_titles", tokens[position].word):
            position += 1
        position = self._behind_office(tokens, position, last) if first < position < last else position
        return position if first < position < last else first

    def _behind_office(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """As in "Direktur Kerja Sama Kesehatan Rina Wulandari": behind what the office is for; ``last`` for an office alone."""
        if "heads-first" not in self.vocabulary.traits:
            return first
        common = [self._common(tokens, k, last) for k in range(first, last)]
        if not common[0] and last - first <= _OFFICE:
            return first
        position = last
        while position > first and last - position < _OFFICE and not common[position - 1 - first]:
            position -= 1
        return position if any(common[: position - first]) else first

    def _common(self, tokens: Sequence[Token], position: int, last: int) -> bool:
        """Whether a word is a common noun by its form or a table, or stands elsewhere in the text before something else."""
        word = tokens[position].word
        tables = ("field_words", "modifiers", "limited_connectors")
        if _NOUN.search(word) or any(self.vocabulary.has(table, word) for table in tables) or self.vocabulary.value("heads", (word,)):
            return True
        if position + 1 >= last:
            return False
        surface, following = self.text[tokens[position].start : tokens[position].end], tokens[position + 1]
        near = self.text[max(tokens[position].start - _AROUND, 0) : tokens[position].end + _AROUND]
        after = self.text[following.start : following.end]
        return re.search(rf"\b{re.escape(surface)}\b(?!\s+{re.escape(after)})", near) is not None

    def _head(self, tokens: Sequence[Token]) -> tuple[str, str]:
        """The head noun of a name and the class that it tells."""
        return HeadReader(self.vocabulary.language).read(token.word for token in tokens).head


def _numbered(tokens: Sequence[Token], position: int, head: tuple[str, str]) -> bool:
    """A number belongs to a name ("KTT X", "Group of 77"); a year only to a meeting's or a plan's ("KTT Asia-Afrika 2015")."""
    word = tokens[position].word
    if word.startswith("ke-"):
        return bool(head[0])  # "KTT ke-5", but "anggota PBB ke-191"
    if not _YEAR.fullmatch(word):
        return not word.isdigit() or tokens[position - 1].word in {"of", "the"} or bool(head[0])
    return head[1] in YEARLY
