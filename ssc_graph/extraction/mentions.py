"""Mentions: names, described events and bodies, quoted titles; the longest reading at a place wins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ssc_graph.claims import Label
from ssc_graph.extraction.mention import Mention
from ssc_graph.extraction.names import YEARLY, NameFinder
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.identifiers import entity_curie, slug

__all__ = ["Mention", "MentionFinder"]


class MentionFinder(NameFinder):
    """Finds the mentions of a document's sentences; made as a :class:`NameFinder`."""

    def find(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions of a sentence, left to right, not overlapping."""
        found: list[Mention] = []
        position = 0
        tokens = sentence.tokens
        while position < len(tokens):
            mention = self._best_at(sentence, position)
            if mention is None:
                position += 1
                continue
            while found and found[-1].last > mention.first:
                found.pop()
            found.append(mention)
            position = mention.last
        return found

    def _best_at(self, sentence: Sentence, position: int) -> Mention | None:
        candidates = [
            self._title(sentence, position),
            self._symbol(sentence, position),
            self._lexical(sentence, position),
            self._name(sentence, position),
            self._described(sentence, position),
        ]
        best = None
        for candidate in candidates:
            if candidate and (best is None or candidate.last > best.last):
                best = candidate
        return best

    def _title(self, sentence: Sentence, position: int) -> Mention | None:
        """A quoted title behind a word for a publication, or behind a word that possesses one ("bukunya, Dead Aid")."""
        tokens = sentence.tokens
        if tokens[position].word not in {'"', "'"} or position + 2 >= len(tokens) or not tokens[position + 1].capital:
            return None
        quote = tokens[position].word
        close = next((k for k in range(position + 1, min(len(tokens), position + 30)) if tokens[k].word == quote), -1)
        if close < position + 3:
            return None
        head = self._publication_head(tokens, position)
        inner = tokens[position + 1 : close]
        if not head or tokens[close - 1].word in {".", "!"}:
            return None
        start, end = inner[0].start, _trim(self.text, inner[0].start, tokens[close].start)
        name = " ".join(self.text[start:end].split())
        return Mention(position + 1, close, start, end, "title", entity_curie(name), (head,), (Label(name, "", True),), head=head)

    def _publication_head(self, tokens: Sequence[Token], position: int) -> str:
        for back in range(position - 1, max(-1, position - 6), -1):
            kind = self.vocabulary.value("heads", (tokens[back].word,)) or self.vocabulary.value(
                "heads", (tokens[back].word.removesuffix("nya"),)
            )
            if kind in {"ssc:Article", "ssc:Book", "ssc:Report", "ssc:Journal", "ssc:Publication"}:
                return "ssc:Article" if kind == "ssc:Journal" else kind
        return ""

    def _described(self, sentence: Sentence, position: int) -> Mention | None:
        """A head noun with its modifiers: "the first ministerial meeting", "konferensi PBB", "debat ketiga Pilpres 2024"."""
        if self.vocabulary.language == "id":
            return self._described_head_first(sentence, position)
        return self._described_head_last(sentence, position)

    def _described_head_first(self, sentence: Sentence, position: int) -> Mention | None:
        tokens = sentence.tokens
        behind = self.vocabulary.at("heads", tokens, position)
        if behind < 0:
            return None
        head = " ".join(t.word for t in tokens[position:behind])
        kind = self.vocabulary.value("heads", tuple(head.split()))
        last = behind
        while last < len(tokens) and tokens[last].depth == tokens[position].depth:
            reach = self.vocabulary.at("modifiers", tokens, last)
            if reach < 0 and tokens[last].capital and tokens[last].is_word:
                match = self._known.get(tokens[last].start)
                reach = self._tokens_to(sentence, last, match.end) if match else last + 1
            if (
                reach < 0
                and last > behind
                and kind in YEARLY
                and re.fullmatch(r"(?:19|20)\d\d", tokens[last].word)
                and tokens[last - 1].capital
            ):
                reach = last + 1
            if reach < 0:
                break
            last = reach
        pointed = self.vocabulary.at("demonstratives", tokens, last) > 0
        if not pointed and last < len(tokens) and self._owned(tokens[last].word):
            return self._describe(sentence, position, last + 1, head, kind, bare=False)
        return self._describe(sentence, position, last, head, kind, bare=pointed or (last == behind and behind == position + 1))

    def _owned(self, word: str) -> bool:
        """As in "dokumen hasilnya": the possessive belongs to the description, which points at its owner, not back."""
        return word.endswith("nya") and self.vocabulary.has("modifiers", word.removesuffix("nya"))

    def _described_head_last(self, sentence: Sentence, position: int) -> Mention | None:
        tokens = sentence.tokens
        first = position
        pointed = self.vocabulary.has("demonstratives", tokens[position].word)
        if pointed:
            position += 1
        start = position
        while position < len(tokens) and position < start + 6 and self.vocabulary.at("heads", tokens, position) < 0:
            match = self._known.get(tokens[position].start)
            if match is not None and match.end <= sentence.end:
                position = self._tokens_to(sentence, position, match.end)
            elif self.vocabulary.has("modifiers", tokens[position].word) or (tokens[position].capital and position > 0):
                position += 1
            else:
                return None
        behind = self.vocabulary.at("heads", tokens, position) if position < len(tokens) else -1
        if behind < 0 or (not pointed and start == position):
            return None
        if pointed and start < len(tokens) and self._longer_name(sentence, start, behind):
            return None
        head = " ".join(t.word for t in tokens[position:behind])
        kind = self.vocabulary.value("heads", tuple(head.split()))
        last = behind
        while last + 1 < len(tokens) and tokens[last].word in {"on", "of", "for"} and self._known.get(tokens[last + 1].start):
            match = self._known[tokens[last + 1].start]
            last = self._tokens_to(sentence, last + 1, match.end)
        plain = all(self.vocabulary.has("generic_adjectives", t.word) for t in tokens[start:position])
        bare = pointed and plain and last == behind and tokens[first].word not in {"its", "their"}
        return self._describe(sentence, first, last, head, kind, bare=bare)

    def _longer_name(self, sentence: Sentence, position: int, behind: int) -> bool:
        """Whether a name begins behind the article and reaches at least as far ("the Special Unit for …")."""
        names = (self._symbol(sentence, position), self._lexical(sentence, position), self._name(sentence, position))
        return any(name is not None and name.last >= behind for name in names)

    def _describe(self, sentence: Sentence, first: int, last: int, head: str, kind: str, *, bare: bool) -> Mention | None:
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
