"""Attribution peeled off: a sentence as segments, each with the source that the document names for it.

"Menurut X, S", "According to X, S", "X has argued that S", "S, kata X", "Disebutkan dalam artikel itu, S". Rules then see S alone, with its
source beside it; what stands in the source's own words ("artikel … oleh A dalam jurnal B") is a segment without one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.extraction.vocabulary import Vocabulary

_SHORTEST = 3
#: Tables whose words go on with what is said behind a report that is put in.
_GOING_ON = ("negations", "auxiliaries", "adverbs", "hedges", "reported_on", "predicate_adjectives")
#: Tables without whose words a sentence names no source, at its beginning or anywhere.
_WORKS = ("work_openers",)
_OPENING, _SAYING = ("source_openers", "reported_in"), ("reporting_verbs", "source_closers")


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """Where a sentence names its source: tokens of the whole sentence, half open."""

    first: int
    last: int
    lasting: bool = False


@dataclass(slots=True)
class Segment:
    """A part of a sentence that rules see as a sentence of its own; never changed.

    Args:
        sentence: the part, with its own tokens.
        offset: number of tokens of the whole sentence before it.
        mentions: its mentions, with token positions within it.
        source: the words that name its source, in the whole sentence.
        reported: whether it stands under a verb of saying (its own negation stays its own).
    """

    sentence: Sentence
    offset: int
    mentions: tuple[Mention, ...]
    source: SourcePhrase | None = None
    negated: bool = False


def segments_of(sentence: Sentence, mentions: list[Mention], words: Vocabulary) -> list[Segment]:
    """Return the segments of a sentence in order."""
    content, source, negated = _peel(sentence, words)
    if source is None:  # as most
        return [_segment(sentence, mentions, 0, len(sentence.tokens), None)]
    found = []
    if content[0] > 0:
        found.append(_segment(sentence, mentions, 0, content[0], None))
    if content[0] < content[1]:
        found.append(_segment(sentence, mentions, *content, source, negated=negated))
    if content[1] < len(sentence.tokens):
        found.append(_segment(sentence, mentions, content[1], len(sentence.tokens), None))
    return found


def pointed_source(sentence: Sentence, words: Vocabulary) -> SourcePhrase | None:
    """Return the source in "Demikian artinya, seperti dikutip dari X": it is the source of what was said before."""
    tokens = sentence.tokens
    if words.at("pointing_back", tokens, 0) < 0:
        return None
    for position in range(1, len(tokens)):
        behind = words.at("source_closers", tokens, position)
        if behind > 0:
            return SourcePhrase(behind, len(tokens))
    return None


def _segment(
    sentence: Sentence, mentions: list[Mention], first: int, last: int, source: SourcePhrase | None, *, negated: bool = False
) -> Segment:
    if first == 0 and last == len(sentence.tokens):  # most sentences name no source
        return Segment(sentence, 0, tuple(mentions), source, negated)
    tokens = sentence.tokens[first:last]
    part = replace(sentence, tokens=tokens, start=tokens[0].start, end=tokens[-1].end)
    inside = tuple(m.moved(-first) for m in mentions if first <= m.first and m.last <= last)
    return Segment(part, first, inside, source, negated)


def _peel(sentence: Sentence, words: Vocabulary) -> tuple[tuple[int, int], SourcePhrase | None, bool]:
    """Extent of the content, the source, whether the saying is denied."""
    start = _start(sentence, words)
    opens = start < len(sentence.tokens) and sentence.tokens[start].word in words.beginnings(_OPENING)
    says = not words.beginnings(_SAYING).isdisjoint(sentence.held)
    works = ")" in sentence.held or not words.beginnings(_WORKS).isdisjoint(sentence.held)
    for attempt in (*(_AT_BEGINNING if opens else ()), *(_SAID if says else _UNSAID if works else ())):
        found = attempt(sentence, start, words)
        if found:
            return found
    return (0, len(sentence.tokens)), None, False


_Peeled = tuple[tuple[int, int], SourcePhrase, bool]


def _start(sentence: Sentence, words: Vocabulary) -> int:
    """First token behind discourse openers and quotes."""
    position = 0
    openings = words.openings("openers")
    while position < len(sentence.tokens):
        if sentence.tokens[position].is_word and sentence.tokens[position].word not in openings:
            break
        behind = words.at("openers", sentence.tokens, position)
        if behind > 0 and words.at("source_openers", sentence.tokens, position) < 0:
            position = behind
        elif not sentence.tokens[position].is_word:
            position += 1
        else:
            break
    return position


def _comma(sentence: Sentence, position: int) -> int:
    """The comma that ends an opening source: not one between a name and its apposition, which a second comma closes."""
    tokens = sentence.tokens
    return next((k for k in range(position, len(tokens)) if tokens[k].word == "," and not tokens[k].depth), -1)


def _opened(sentence: Sentence, start: int, words: Vocabulary) -> _Peeled | None:
    tokens = sentence.tokens
    behind = words.at("source_openers", tokens, start)
    if behind < 0 or behind >= len(tokens):
        return None
    comma = _comma(sentence, behind)
    if comma < 0 or len(tokens) - comma < _SHORTEST:
        return None
    if tokens[start].word in {"for", "bagi"}:  # "For X, Y" gives a view only of a person
        return None
    return (_behind_apposition(sentence, comma, words) + 1, len(tokens)), SourcePhrase(behind, comma), False


def _behind_apposition(sentence: Sentence, comma: int, words: Vocabulary) -> int:
    """As in "According to X, the author of Y, S": the content begins behind the apposition."""
    tokens = sentence.tokens
    following = _comma(sentence, comma + 1)
    if following < 0 or len(tokens) - following < _SHORTEST:
        return comma
    inner = tokens[comma + 1 : following]
    if (
        inner
        and inner[0].word in {"the", "a", "an", "penulis", "seorang", "dosen", "peneliti", "guru", "pakar", "ekonom"}
        and not any(words.is_finite(t) for t in inner)
    ):
        return following
    return comma


def _reported_in(sentence: Sentence, start: int, words: Vocabulary) -> _Peeled | None:
    tokens = sentence.tokens
    behind = words.at("reported_in", tokens, start)
    if behind < 0:
        return None
    comma = _comma(sentence, behind)
    if comma < 0:
        comma = next((k for k in range(behind, len(tokens)) if words.has("complementisers", tokens[k].word)), -1)
    if comma < 0:
        return None
    return (comma + 1, len(tokens)), SourcePhrase(behind, comma, lasting=True), False


def _in_work(sentence: Sentence, start: int, words: Vocabulary) -> _Peeled | None:
    """As in "Dalam laporan itu, S": a publication named before is the source."""
    tokens = sentence.tokens
    behind = words.at("work_openers", tokens, start)
    comma = _comma(sentence, behind) if behind > 0 else -1
    if comma < 0 or comma - behind > _SHORTEST or len(tokens) - comma < _SHORTEST:
        return None
    kind = words.value("heads", (tokens[behind].word.removesuffix("nya"),))
    pointed = words.has("back_pointers", tokens[comma - 1].word) or tokens[behind].word.endswith("nya")
    works = {"ssc:Report", "ssc:Book", "ssc:Article", "ssc:Publication"}
    return ((comma + 1, len(tokens)), SourcePhrase(behind, comma), False) if kind in works and pointed else None


def _cited(sentence: Sentence, start: int, words: Vocabulary) -> _Peeled | None:
    """As in "S (Harjono, 2021).": the bracket at the end names who says so."""
    tokens = sentence.tokens
    if ")" not in sentence.held:
        return None
    last = len(tokens) - next((n for n, t in enumerate(reversed(tokens)) if t.word not in {".", ";"}), 0)
    opening = next((k for k in range(last - 1, max(last - 9, start), -1) if tokens[k].word == "("), -1)
    if "sources-put-in" not in words.traits or opening < _SHORTEST or tokens[last - 1].word != ")":
        return None
    inner = tokens[opening + 1 : last - 1]
    dated = len(inner) > 2 and inner[-2].word == "," and inner[-1].word[:4].isdigit() and len(inner[-1].word) >= 4  # noqa: PLR2004
    named = dated and inner[0].capital and all(t.capital or t.word in {"dan", "dkk", "&", "."} for t in inner[:-2])
    return ((0, opening), SourcePhrase(opening + 1, last - 3), False) if named else None


def _said(sentence: Sentence, start: int, words: Vocabulary) -> _Peeled | None:
    """As in "X mengatakan bahwa S", "Critics say (that) S"."""
    tokens = sentence.tokens
    openings = words.openings("reporting_verbs")
    for position in range(1, len(tokens) - 2):
        if tokens[position].word not in openings or tokens[position].depth:
            continue
        behind = words.at("reporting_verbs", tokens, position)
        noun = words.has("noun_openers", tokens[position - 1].word)
        if (
            words.at("reporting_bare", tokens, position) > 0
            and behind < len(tokens)
            and not words.has("complementisers", tokens[behind].word)
        ):
            noun = noun or _predicated(sentence, start, position, words)
        if behind < 0 or noun or words.before("relatives", tokens, position) >= 0:  # "a state that pays more" says nothing
            continue
        content = _content_of_saying(sentence, position, behind, words)
        if content < 0:
            continue
        first = _speaker_start(sentence, start, position, words)
        last = position
        negated = words.at("deniers", tokens, position) > 0
        while last > first:
            table = next((t for t in ("negations", "auxiliaries", "adverbs", "hedges") if words.before(t, tokens, last) >= first), None)
            if table is None:
                break
            negated ^= table == "negations"
            last = words.before(table, tokens, last)
        if last > first:
            return (content, len(tokens)), SourcePhrase(first, last), negated
    return None


def _predicated(sentence: Sentence, start: int, position: int, words: Vocabulary) -> bool:
    """Whether a verb stands before: in "was caused by fear of claims and by …" nobody claims anything."""
    first = _speaker_start(sentence, start, position, words)
    relative = next((k for k in range(first, position) if words.has("relatives", sentence.tokens[k].word)), position)
    before = sentence.tokens[first:relative]
    return any(words.has("passive_auxiliaries", token.word) for token in before)


def _content_of_saying(sentence: Sentence, position: int, behind: int, words: Vocabulary) -> int:
    tokens = sentence.tokens
    if behind < len(tokens) and words.has("complementisers", tokens[behind].word):
        return behind + 1
    if behind < len(tokens) and tokens[behind].word == "," and "said-behind-comma" in words.traits and len(tokens) - behind > _SHORTEST:
        return behind + 1  # "Menteri menegaskan, forum itu …"
    if words.at("reporting_bare", tokens, position) < 0:
        return -1
    rest = tokens[behind:]
    if words.has("auxiliaries", rest[0].word):
        return -1  # "settling claims is not …": a noun, no report
    if any(words.is_finite(t) or words.has("auxiliaries", t.word) for t in rest[1:] if not t.depth) and rest[0].word not in {
        "to",
        "untuk",
        "by",
        "oleh",
        ",",
        "in",
        "on",
        "about",
        "di",
        "dalam",
    }:
        return behind
    return -1


def _speaker_start(sentence: Sentence, start: int, position: int, words: Vocabulary) -> int:
    """Where the speaker's words begin: behind openers and fronted adverbials ("Dalam bukunya, Dead Aid, ekonom itu berpendapat")."""
    tokens = sentence.tokens
    commas = [k for k in range(start, position) if tokens[k].word == "," and not tokens[k].depth]
    if words.at("fronted", tokens, start) > 0 and commas:
        return commas[-1] + 1
    semicolons = [k for k in range(start, position) if tokens[k].word in {";", ":"}]
    return semicolons[-1] + 1 if semicolons else start


def _named_behind(sentence: Sentence, comma: int) -> int:
    """As in "kata Kepala Pusat Padi, Sri Lestari, seusai …": where the name ends that follows an office and a comma, or -1."""
    tokens, last = sentence.tokens, comma + 1
    while last < len(tokens) and tokens[last].capital and tokens[last].is_word:
        last += 1
    closed = last >= len(tokens) or not tokens[last].is_word
    return last if comma < len(tokens) and tokens[comma].word == "," and last > comma + 1 and closed else -1


def _closed(sentence: Sentence, start: int, words: Vocabulary) -> _Peeled | None:
    """As in "S, seperti dikutip dari X", "S, kata X"."""
    del start  # it looks from the end
    tokens = sentence.tokens
    openings = words.openings("source_closers")
    for position in range(_SHORTEST, len(tokens) - 1):
        if tokens[position].word not in openings:
            continue
        behind = words.at("source_closers", tokens, position)
        if behind < 0 or behind >= len(tokens) or tokens[position].depth:
            continue
        comma = tokens[position - 1].word in {",", '"', "'"}
        if not comma or (_comma(sentence, behind) >= 0 and len(tokens) - _comma(sentence, behind) > 4 * _SHORTEST):
            continue
        inserted = _comma(sentence, behind)
        if "sources-put-in" in words.traits and 0 < inserted < len(tokens) - 1 and _goes_on(sentence, position, behind, inserted, words):
            continue  # "X, menurut dia, bersumber dari Y", "X mahal, tulisnya, karena Y": what is said goes on
        first_quote = next((k for k in range(position) if tokens[k].word == '"'), -1)
        last = position - 1
        while last > 0 and not tokens[last - 1].is_word:
            last -= 1
        end = next((k for k in range(behind, len(tokens)) if tokens[k].word in {":", "."} or tokens[k].word == ","), len(tokens))
        if words.at("said_by_it", tokens, position) > 0:
            return (0, last), SourcePhrase(position, behind), False
        if words.has("person_titles", tokens[behind].word) and (named := _named_behind(sentence, end)) > 0:
            return (0, last), SourcePhrase(end + 1, named), False
        if words.at("speech_closers", tokens, position) > 0 and first_quote < 0 and tokens[position - 1].word != ",":
            continue
        return (0, last), SourcePhrase(behind, end), False
    return None


def _goes_on(sentence: Sentence, position: int, behind: int, comma: int, words: Vocabulary) -> bool:
    """Whether what is said goes on behind a report between commas: with its predicate, with a reason, behind a bare "katanya"."""
    tokens = sentence.tokens
    if any(words.is_finite(t) for t in tokens[behind:comma]):
        return False
    if words.is_finite(tokens[comma + 1]) or any(words.at(table, tokens, comma + 1) > 0 for table in _GOING_ON):
        return not words.has("source_closers", tokens[comma + 1].word)
    bare = behind == comma and words.at("said_by_it", tokens, position) > 0
    circumstance = words.has("prepositions", tokens[comma + 1].word) or words.has("days", tokens[comma + 1].word)
    return bare and not circumstance and not tokens[comma + 1].capital


_Attempt = Callable[[Sentence, int, Vocabulary], _Peeled | None]
_AT_BEGINNING: Final[tuple[_Attempt, ...]] = (_opened, _reported_in)
_SAID: Final[tuple[_Attempt, ...]] = (_said, _closed)
_UNSAID: Final[tuple[_Attempt, ...]] = (_in_work, _cited)
