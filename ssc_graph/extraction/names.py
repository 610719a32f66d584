"""Names: known ones by the lexicon, document symbols, and runs of capitals that no authority file knows.

An unknown name gets its kind from its head noun ("Charter of Algiers" is an agreement because charters are); one without a known head
noun has no kind, and a role may take it or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Self

from ssc_graph.claims import Label
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.symbols import SymbolMention, find_symbols, labels_of
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.identifiers import entity_curie, symbol_curie
from ssc_graph.lexicon import LexicalMatch, Lexicon

#: Kinds whose names take a year ("KTT Asia-Afrika 2015", "Agenda 2030").
YEARLY = frozenset({"ssc:Event", "ssc:PlanOfAction"})
_ROMAN_OR_NUMBER = re.compile(r"[ivxl]+|\d{1,4}|[a-z]?\d+[a-z]?")


class NameFinder:
    """Finds the mentions of a document's sentences.

    Args:
        text: the document's text.
        lexicon: the authority files' names.
        vocabulary: word tables of the document's language.
        digest: identity of the document, for things that it describes but does not name.
    """

    def __init__(self, text: str, lexicon: Lexicon, vocabulary: Vocabulary, *, digest: str) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.digest = digest
        self._known: dict[int, LexicalMatch] = {}
        self._learn(lexicon.find(text))
        self._symbols: dict[int, SymbolMention] = {symbol.start: symbol for symbol in find_symbols(text)}

    def with_own(self, own: Lexicon) -> Self:
        """Return a finder that also knows the document's own names."""
        finder = copy(self)
        finder._known = dict(self._known)
        finder._learn(own.find(self.text))
        return finder

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
        if (
            symbol is None
            and position + 1 < len(tokens)
            and self.vocabulary.value("heads", (tokens[position].word,)) == "ssc:PolicyInstrument"
        ):
            symbol = self._symbols.get(tokens[position + 1].start)
        if symbol is None or symbol.end > sentence.end:
            return None
        kind = "ssc:Resolution" if symbol.kind == "resolution" else "ssc:PolicyInstrument" if symbol.kind == "decision" else "ssc:Report"
        last = self._tokens_to(sentence, position, symbol.end)
        return Mention(
            position, last, tokens[position].start, symbol.end, "symbol", symbol_curie(symbol.symbol), (kind,), labels_of(symbol)
        )

    def _name(self, sentence: Sentence, position: int) -> Mention | None:
        """A run of capitalised words, with the small words that names contain."""
        tokens = sentence.tokens
        token = tokens[position]
        if (
            not token.capital
            or not token.is_word
            or self.vocabulary.value("months", (token.word,))
            or (self.vocabulary.has("function_words", token.word) and not self._begins_name(tokens, position))
        ):
            return None
        last = self._before_known(sentence, position, self._run(tokens, position))
        headed = self._head(tuple(t.word for t in tokens[position:last]))[1]
        first = position if headed else self._skip_titles(tokens, position, last)
        if first >= last or (last - first == 1 and self._single_is_weak(sentence, first)):
            return None
        words = tuple(t.word for t in tokens[first:last])
        head, kind = self._head(words)
        if last - first == 1 and head:
            return None  # a bare head noun is described, not named
        start, end = tokens[first].start, tokens[last - 1].end
        name = " ".join(self.text[start:end].split())
        types = ("ssc:Person",) if first > position and not kind else (kind,) if kind else ()
        return Mention(first, last, start, end, "name", entity_curie(name), types, (Label(name, "", True),), head=head)

    def _before_known(self, sentence: Sentence, first: int, last: int) -> int:
        """A run of capitals without a head noun ends where a known name begins ("Melaksanakan Kerja Sama Teknis")."""
        for k in range(first + 1, last):
            match = self._known.get(sentence.tokens[k].start)
            if match is not None and match.end >= sentence.tokens[last - 1].end and not self._is_headed(sentence.tokens, first, k):
                return k
        return last

    def _begins_name(self, tokens: Sequence[Token], position: int) -> bool:
        """A function word with a capital counts as a name's beginning only where it is a head noun before another capital."""
        follows = tokens[position + 1] if position + 1 < len(tokens) else None
        return bool(follows and follows.capital and self.vocabulary.at("heads", tokens, position) > 0)

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

    def _run(self, tokens: Sequence[Token], position: int) -> int:
        depth = tokens[position].depth
        last = position + 1
        headed = self._is_headed(tokens, position, last)
        joined = False
        while last < len(tokens):
            token = tokens[last]
            if token.depth != depth:
                inside = self._behind_acronym(tokens, last) if depth == 0 else -1
                if inside < 0:
                    break
                last = inside
                continue
            if (token.capital and token.is_word) or (_ROMAN_OR_NUMBER.fullmatch(token.word) and self._numbered(tokens, position, last)):
                last += 1
                headed = headed or self._is_headed(tokens, position, last)
                continue
            reach = self._connected(tokens, last, headed=headed, joined=joined)
            if reach < 0:
                break
            joined = True
            last = reach
        return last

    def _behind_acronym(self, tokens: Sequence[Token], position: int) -> int:
        """As in "Konferensi Tingkat Tinggi (KTT) I GNB": a name goes on behind its own acronym where a capital follows at once."""
        if tokens[position].word != "(" or position + 3 >= len(tokens) or tokens[position + 2].word != ")":
            return -1
        acronym = self.text[tokens[position + 1].start : tokens[position + 1].end]
        following = tokens[position + 3]
        goes_on = following.capital and not self.vocabulary.has("function_words", following.word)
        return position + 3 if acronym.isupper() and goes_on and following.start - tokens[position + 2].end <= 1 else -1

    def _numbered(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """A number belongs to a name ("KTT X", "Group of 77"); a year only to a meeting's or a plan's ("KTT Asia-Afrika 2015")."""
        word = tokens[last].word
        if not re.fullmatch(r"(?:1[89]|20)\d\d", word):
            return not word.isdigit() or tokens[last - 1].word in {"of", "the"} or self._is_headed(tokens, first, last)
        return self._head(tuple(t.word for t in tokens[first:last]))[1] in YEARLY

    def _is_headed(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        return bool(self._head(tuple(t.word for t in tokens[first:last]))[0])

    def _connected(self, tokens: Sequence[Token], position: int, *, headed: bool, joined: bool) -> int:
        """Position behind the capital that a connector leads to, or -1."""
        end = position
        small = self.vocabulary.has("connectors", tokens[position].word)
        if not small and not (joined and self.vocabulary.has("limited_connectors", tokens[position].word)):
            return -1
        while end < len(tokens) and end < position + 3 and not tokens[end].capital:
            word = tokens[end].word
            if not (self.vocabulary.has("connectors", word) or self.vocabulary.has("limited_connectors", word)):
                return -1
            end += 1
        if end >= len(tokens) or not tokens[end].capital or not tokens[end].is_word or not headed:
            return -1
        if self.vocabulary.has("limited_connectors", tokens[position].word) and self._starts_other(tokens, end):
            return -1
        return end + 1

    def _starts_other(self, tokens: Sequence[Token], position: int) -> bool:
        """Behind "and": a known name or a head noun begins another thing ("X and the Bank", "A dan Kementerian B")."""
        match = self._known.get(tokens[position].start)
        if match is not None and "ssc:Concept" not in match.entry.types:
            return True
        return self.vocabulary.at("heads", tokens, position) > 0 and self.vocabulary.language == "id"

    def _skip_titles(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Position behind the titles of a person ("Menteri Luar Negeri Retno Marsudi")."""
        position = first
        while position < last and self.vocabulary.has("person_titles", tokens[position].word):
            position += 1
        return position if first < position < last else first

    def _head(self, words: Sequence[str]) -> tuple[str, str]:
        """The head noun of a name and the class that it tells: the first words in Indonesian, the last before "of" in English."""
        if self.vocabulary.language == "id":
            for size in (3, 2, 1):
                kind = self.vocabulary.value("heads", tuple(words[:size]))
                if kind and len(words) >= size:
                    return " ".join(words[:size]), kind
        return self._english_head(words)

    def _english_head(self, words: Sequence[str]) -> tuple[str, str]:
        from ssc_graph.extraction.vocabulary import vocabulary

        english = vocabulary("en")
        cut = next((k for k, word in enumerate(words) if k and english.has("connectors", word)), len(words))
        for first in range(cut):
            for size in (3, 2):
                kind = english.value("heads", tuple(words[first : first + size]))
                if kind and len(words) >= first + size:
                    return " ".join(words[first : first + size]), kind
        for k in range(cut - 1, -1, -1):
            kind = english.value("heads", (words[k],))
            if kind:
                return words[k], kind
        return "", ""
