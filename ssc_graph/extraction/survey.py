"""What a document names, counted before its claims are read: enough to tell what it is about and whether it is on the subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.document import BlockKind, Document
from ssc_graph.extraction import gate
from ssc_graph.extraction.aliases import Alias, find_aliases, own_lexicon
from ssc_graph.extraction.analysis import Analysis, with_own_names
from ssc_graph.extraction.kinds import tell_kinds
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.pieces import Piece
from ssc_graph.lexicon import LexicalEntry, Lexicon

_PLACES_AND_PEOPLE = frozenset({"ssc:Country", "ssc:Place", "ssc:Person"})

_Seen = tuple[int, Mention, str]
"""Number of the piece, a mention in it, its words."""


class Survey:
    """Counts over the pieces of a document.

    Args:
        lexicon: the authority files' names.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        #: names that the document introduces, by piece
        self.aliases: list[list[Alias]] = []
        #: what tells whether it is on the subject
        self.tally = gate.Tally()
        #: names with small words in them ("Seeds for Learning"), which a sentence's first capital does not show
        self._joined: dict[str, LexicalEntry] = {}
        self._counted: Counter[str] = Counter()
        self._known: Counter[str] = Counter()
        self._first: dict[str, _Seen] = {}
        self._titles: list[list[_Seen]] = []

    def own_names(self) -> Lexicon:
        """Return the names that the document introduces, as far as it was read."""
        aliased = own_lexicon([alias for found in self.aliases for alias in found], self.lexicon)
        return Lexicon([*aliased.entries, *(entry for key, entry in self._joined.items() if key not in aliased.by_id)])

    def add(self, first: Analysis) -> Analysis:
        """Count a piece; return its analysis with the document's own names so far."""
        self.aliases.append(find_aliases(first))
        self._keep_joined(first)
        analysis = with_own_names(first, self.own_names())
        tell_kinds(analysis)
        own = first.document.own if isinstance(first.document, Piece) else 0
        for sentence in analysis.sentences:
            if sentence.start < own:
                continue
            mentions = analysis.mentions[sentence.index]
            self.tally.add(sentence, mentions, analysis.vocabulary)
            if mentions:
                self._count(analysis.document, mentions, titled=sentence.block.kind is BlockKind.TITLE)
        return analysis

    def _keep_joined(self, first: Analysis) -> None:
        """As in "known as Seeds for Learning": a name with a small word in it, seen inside a sentence, is that name where it opens one."""
        text = first.document.text
        openings: dict[str, list[int]] = {}
        for sentence in first.sentences:
            openings.setdefault(sentence.tokens[0].word if sentence.tokens else "", []).append(sentence.start)
        for sentence, mentions in zip(first.sentences, first.mentions, strict=True):
            for mention in mentions:
                if mention.kind != "name" or mention.first <= 1:
                    continue
                words = sentence.tokens[mention.first : mention.last]
                joined = any(not t.capital and t.word.isalpha() for t in words)
                name = text[mention.start : mention.end]
                if joined and any(text.startswith(name, start) for start in openings.get(words[0].word, ())):
                    self._joined[mention.id] = LexicalEntry(mention.id, mention.labels, mention.types)

    def _count(self, document: Document, mentions: Sequence[Mention], *, titled: bool) -> None:
        number = len(self.aliases) - 1
        for mention in mentions:
            self._counted[mention.id] += 1
            if mention.kind == "known" and _can_be_topic(mention):
                self._known[mention.id] += 1
            if mention.kind != "described" and mention.id not in self._first:  # a description is of its document, never known
                self._first[mention.id] = number, mention, document.text[mention.start : mention.end]
        if titled:
            self._titles.append([(number, m, document.text[m.start : m.end]) for m in mentions if _can_be_topic(m)])

    def topic(self, analysis: Analysis, number: int) -> Entity | None:
        """Return what the document is about: the first known thing of its title, else the thing that it names most often.

        Args:
            analysis: of the piece that asks.
            number: that piece; the words of another have no place in it.
        """
        found = self._titled() or (self._first[self._known.most_common(1)[0][0]] if self._known else None)
        if found is None:
            return None
        piece, mention, words = found
        if piece == number:
            return analysis.entity(mention)
        return replace(analysis.entity(mention), text=words, start=-1, end=-1)

    def _titled(self) -> _Seen | None:
        for title in self._titles:
            known = next((seen for seen in title if seen[1].kind == "known"), None)
            again = next((seen for seen in title if self._counted[seen[1].id] > 1), None)
            if known is not None or again is not None:
                return known or again
        return None


def _can_be_topic(mention: Mention) -> bool:
    return mention.kind in {"known", "name", "symbol"} and not mention.bare and _PLACES_AND_PEOPLE.isdisjoint(mention.types)
