"""Speech: whose words a quotation is that runs over several sentences, and reports put into the middle of a sentence.

"“A. B,” kata X. “C.”": all three are X's. In "A, kata X, B" what is said stands around the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_graph.claims import Entity
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.segments import Segment, SourcePhrase, segments_of
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.extraction.vocabulary import Vocabulary

#: Words of a report put in between commas, at most.
_LONGEST_REPORT = 9
_PUT_IN = ("put_in_openers", "said_by_it")
#: Words of what is said behind such a report, at least.
_SHORTEST = 2


def spoken_segments(sentence: Sentence, mentions: list[Mention], words: Vocabulary) -> list[Segment]:
    """Return the segments of a sentence; one with a report in its middle is a segment in which the report stands as if in brackets.

    Args:
        sentence: the sentence.
        mentions: its mentions.
        words: the language's tables.
    """
    found = segments_of(sentence, mentions, words)
    put_in = _report_put_in(sentence, words) if len(found) == 1 and found[0].source is None else None
    if put_in is None:
        return found
    first, last, source = put_in
    opening = next((k for k, t in enumerate(sentence.tokens) if t.is_word), 0)
    fronted = max(words.at(table, sentence.tokens, opening) for table in ("fronted", "breaks"))
    first += 0 < fronted < first and not any(t.word == "," for t in sentence.tokens[:first])  # "Karena perang, katanya, harga naik"
    tokens = tuple(replace(t, depth=t.depth + 1, is_word=False) if first <= k < last else t for k, t in enumerate(sentence.tokens))
    outside = tuple(m for m in mentions if m.last <= first or m.first >= last)
    return [Segment(replace(sentence, tokens=tokens), 0, outside, source)]


def _report_put_in(sentence: Sentence, words: Vocabulary) -> tuple[int, int, SourcePhrase] | None:
    """Where commas enclose who says it, and who that is: "X, kata panitia, naik", "X, tulisnya, bersumber dari Y"."""
    tokens = sentence.tokens
    if "sources-put-in" not in words.traits or words.beginnings(_PUT_IN).isdisjoint(sentence.held):
        return None
    for comma in range(1, len(tokens) - _SHORTEST):
        if tokens[comma].word != "," or tokens[comma].depth:
            continue
        behind = words.at("put_in_openers", tokens, comma + 1)
        by_it = words.at("said_by_it", tokens, comma + 1)
        if behind < 0 and by_it < 0:
            continue
        begin = by_it if by_it > 0 else behind
        close = next((k for k in range(begin, min(begin + _LONGEST_REPORT, len(tokens))) if tokens[k].word == ","), -1)
        if close < begin or len(tokens) - close <= _SHORTEST or (by_it > 0 and close != begin):
            continue
        if any(words.is_finite(t) for t in tokens[begin:close]):
            continue
        return comma, close + 1, SourcePhrase(comma + 1, by_it) if by_it > 0 else SourcePhrase(behind, close)
    return None


def speakers(analysis: Analysis, resolver: Resolver) -> dict[int, Entity]:
    """Return whose words the sentences are that stand in a quotation without a report of their own, by number of the sentence.

    Args:
        analysis: the document taken apart.
        resolver: resolves who speaks; it has taken up all sentences.
    """
    found: dict[int, Entity] = {}
    waiting: list[int] = []
    quoted, block, last = False, -1, None
    for sentence in analysis.sentences:
        if sentence.block_index != block:
            waiting, quoted, block, last = [], False, sentence.block_index, None
        begun, opens, closes = _marks(sentence, inside=quoted)
        source = _source(analysis, resolver, sentence) if quoted or opens else None
        if source is not None:
            found.update(dict.fromkeys(waiting, source))
            waiting, last = [], source
        elif begun and last is not None:
            found[sentence.index] = last
        elif begun and not closes:
            waiting.append(sentence.index)
        if closes and source is None:
            waiting = []
        quoted = (quoted or opens) and not closes
    return found


def _source(analysis: Analysis, resolver: Resolver, sentence: Sentence) -> Entity | None:
    for segment in segments_of(sentence, analysis.mentions[sentence.index], analysis.vocabulary):
        if segment.source is not None:
            return resolver.source(sentence, segment.source)
    return None


def _marks(sentence: Sentence, *, inside: bool) -> tuple[bool, bool, bool]:
    """Whether a sentence begins in a quotation, opens one, and has closed the last one when it ends."""
    quotes: Sequence[int] = [k for k, t in enumerate(sentence.tokens) if t.word == '"'] if '"' in sentence.held else ()
    begins = inside or (bool(quotes) and quotes[0] == 0)
    opens = bool(quotes) and not (inside and len(quotes) == 1)
    closed = (inside and len(quotes) % 2 == 1) or (not inside and bool(quotes) and len(quotes) % 2 == 0)
    return begins, opens, closed
