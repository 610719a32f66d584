"""A document taken apart: sentences, mentions, dates, and the register of what the document calls each thing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ssc_graph.claims import Entity, Label
from ssc_graph.document import Document
from ssc_graph.extraction.dates import DateMention, find_dates
from ssc_graph.extraction.mentions import Mention, MentionFinder
from ssc_graph.extraction.tokens import Sentence, split_sentences
from ssc_graph.extraction.vocabulary import Vocabulary
from ssc_graph.lexicon import LexicalEntry, Lexicon, flatten


@dataclass
class Analysis:
    """What the stages know of a document; built once, then read.

    Args:
        document: the document.
        vocabulary: word tables of its language.
        lexicon: the authority files' names.
        finder: what found the mentions.
        sentences: in order.
        mentions: for each sentence, its mentions, left to right.
        dates: in order.
        labels: for each CURIE, every name known for it, from the authority files and from this document.
        types: for each CURIE, its classes.
    """

    document: Document
    vocabulary: Vocabulary
    lexicon: Lexicon
    finder: MentionFinder
    sentences: list[Sentence]
    mentions: list[list[Mention]]
    dates: list[DateMention]
    labels: dict[str, tuple[Label, ...]] = field(default_factory=dict)
    types: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _date_starts(self) -> list[int]:
        return [date.start for date in self.dates]

    @cached_property
    def _by_block(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.block_index, []).append(sentence)
        return found

    @cached_property
    def _dated(self) -> dict[tuple[int, int], list[DateMention]]:
        return {}

    def dates_of(self, sentence: Sentence) -> list[DateMention]:
        """Return the dates of a sentence that are not part of a name ("Agenda 2030")."""
        extent = (sentence.start, sentence.end)
        if extent not in self._dated:
            first, last = (bisect_left(self._date_starts, place) for place in extent)
            names = [m for m in self.mentions[sentence.index] if m.kind != "title"] if first < last else []
            starts = [m.start for m in names]
            self._dated[extent] = [
                date
                for date in self.dates[first:last]
                if date.end <= sentence.end and not ((at := bisect_right(starts, date.start)) and date.end <= names[at - 1].end)
            ]
        return self._dated[extent]

    def entity(self, mention: Mention) -> Entity:
        """Return a mention as an argument, with every name that is known for the thing."""
        labels = self.labels.get(mention.id, mention.labels)
        return Entity(
            mention.id,
            self.document.text[mention.start : mention.end],
            labels,
            self.types.get(mention.id, mention.types),
            mention.start,
            mention.end,
        )

    def sentences_of(self, block_index: int) -> list[Sentence]:
        """Return the sentences of a block."""
        return self._by_block.get(block_index, [])


def analyse(document: Document, lexicon: Lexicon, vocabulary: Vocabulary) -> Analysis:
    """Return a document taken apart.

    Args:
        document: the document.
        lexicon: the authority files' names.
        vocabulary: word tables of the document's language.
    """
    plain = flatten(document.text)
    sentences = split_sentences(document, vocabulary.grammar, plain=plain)
    for sentence in sentences:
        vocabulary.mark_governing(sentence.tokens)
    finder = MentionFinder(document.text, lexicon, vocabulary, digest=document.digest, plain=plain)
    mentions = [finder.find(sentence) for sentence in sentences]
    dates = find_dates(plain, vocabulary.grammar)
    return Analysis(document, vocabulary, lexicon, finder, sentences, mentions, dates)


def with_own_names(analysis: Analysis, own: Lexicon) -> Analysis:
    """Return the analysis with the names that the document itself introduces; what they do not touch is kept."""
    if not own.entries:
        return analysis
    finder = analysis.finder.with_own(own)
    touched = finder.learnt_since(analysis.finder)
    mentions = [
        finder.find(sentence) if bisect_left(touched, sentence.start) < bisect_left(touched, sentence.end) else held
        for sentence, held in zip(analysis.sentences, analysis.mentions, strict=True)
    ]
    named = Analysis(analysis.document, analysis.vocabulary, analysis.lexicon, finder, analysis.sentences, mentions, analysis.dates)
    register(named, own.entries)
    return named


def register(analysis: Analysis, own: Iterable[LexicalEntry]) -> None:
    """Collect every name and class of each thing: the authority file's first, then the document's."""
    for entry in own:
        known = analysis.lexicon.by_id.get(entry.id)
        labels = (*known.labels, *entry.labels) if known else entry.labels
        analysis.labels[entry.id] = unique_labels(labels)
        analysis.types[entry.id] = known.types if known else entry.types


def unique_labels(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels without repetitions of the same words, the first of each kept."""
    seen: set[str] = set()
    kept = []
    for label in labels:
        if label.text not in seen:
            seen.add(label.text)
            kept.append(label)
    return tuple(kept)
