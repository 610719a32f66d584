"""Clauses: the verb group around a trigger, its grammatical subject, and how far what follows it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.verbs import words_before_verb
from ssc_graph.extraction.vocabulary import Vocabulary

Span = tuple[int, int]
"""Tokens of a sentence, half open."""

HARD = frozenset({";", ":", ".", "?", "!"})
_NOUN_PHRASE = 5
_QUOTES = frozenset({'"', "'", "-"})


def break_at(tokens: Sequence[Token], position: int, words: Vocabulary) -> int:
    """Return the position behind the mark or words that open another clause at a token, or -1."""
    token = tokens[position]
    if token.depth:
        return -1
    if token.word in HARD:
        return position + 1
    if token.word == ",":
        if words.at("correlatives", tokens, position + 1) > 0:
            return -1
        for table in ("breaks", "comma_breaks", "relatives"):
            behind = words.at(table, tokens, position + 1)
            if behind > 0:
                return behind
        return -1
    behind = words.at("breaks", tokens, position)
    return -1 if behind > 0 and _inside_clause(tokens, position, behind, words) else behind


def _inside_clause(tokens: Sequence[Token], position: int, behind: int, words: Vocabulary) -> bool:
    """Whether words that may open a clause belong to the one before."""
    if words.at("likenesses", tokens, position) > 0 or words.at("correlatives", tokens, position) > 0:
        return True  # "pinjaman seperti itu": part of the noun phrase; "tidak hanya A, tetapi juga B": one predicate
    if position and words.at("not_breaks", tokens, position - 1) > 0:
        return True  # "all but unavoidable"
    if behind == position + 1 and words.has("qualifying_breaks", tokens[position].word) and _qualifies(tokens, position, words):
        return True
    return (  # "menjaga agar …", "memastikan bahwa …": the clause is the verb's own object
        words.has("complementisers", tokens[position].word)
        and position > 0
        and (words.is_finite(tokens[position - 1]) or words.has("knowing", tokens[position - 1].word))
        and not words.has("reporting_verbs", tokens[position - 1].word)
    )


def _qualifies(tokens: Sequence[Token], position: int, words: Vocabulary) -> bool:
    """As in "common but differentiated responsibilities", "slow but steady": an adjective on each side, a noun behind them."""
    if position < 1 or position + 2 >= len(tokens) or not tokens[position - 1].is_word:
        return False
    left, right, noun = tokens[position - 1], tokens[position + 1], tokens[position + 2]
    small = ("adverbs", "auxiliaries", "negations", "pronouns", "object_openers", "demonstratives", "prepositions", "breaks")
    plain = not any(words.has(table, t.word) for t in (left, right, noun) for table in small)
    return plain and noun.is_word and right.word.endswith(tuple(words.words_of("adjective_endings"))) and not words.is_finite(left)


def clause_start(sentence: Sentence, position: int, words: Vocabulary) -> int:
    """Return the first token of the clause in which a token stands."""
    tokens = sentence.tokens
    lead = _behind_openers(tokens, position, words)
    breaking = words.openings("breaks")
    for back in range(position - 1, lead - 1, -1):
        if tokens[back].is_word and tokens[back].word not in breaking:
            continue
        behind = break_at(tokens, back, words)
        if behind < 0 or behind > position:
            continue
        if tokens[back].word == "," and not _opens_clause(tokens, back, behind, position, words):
            continue
        if tokens[back].word != "," and tokens[back].word not in HARD and _inside_noun_phrase(sentence, back, words):
            continue
        return _main_clause(tokens, back, behind, position, words)
    return lead


def _behind_openers(tokens: Sequence[Token], position: int, words: Vocabulary) -> int:
    """First token behind the discourse openers that begin a sentence ("oleh sebab itu", "kendati demikian")."""
    first = 0
    while first < position:
        behind = words.at("openers", tokens, first)
        if 0 < behind <= position and not _points(tokens, behind, words):
            first = behind
        elif not tokens[first].is_word:
            first += 1
        else:
            break
    return first


def _main_clause(tokens: Sequence[Token], back: int, behind: int, position: int, words: Vocabulary) -> int:
    """A conjunction that opens its sentence governs only up to the comma: "Apabila berhasil, X dapat …"."""
    opens = all(not t.is_word for t in tokens[:back]) or (back and tokens[back - 1].word in HARD)
    if not opens or tokens[back].word in HARD or tokens[back].word == ",":
        return behind
    for k in range(behind, position):
        if (
            tokens[k].word == ","
            and not tokens[k].depth
            and words.at("coordinators", tokens, k + 1) < 0
            and words.at("relatives", tokens, k + 1) < 0
        ):
            return k + 1
    return behind


def _opens_clause(tokens: Sequence[Token], comma: int, behind: int, position: int, words: Vocabulary) -> bool:
    """Whether a comma and the words behind it open a clause.

    ", dan" does so only where a predicate stood before it, ", which" only where a subject of its own follows.
    """
    if words.at("relatives", tokens, comma + 1) > 0:
        return (
            "clause-behind-relative" in words.traits
            and behind < position
            and not any(words.is_finite(token) for token in tokens[behind:position])
        )
    if words.at("coordinators", tokens, comma + 1) > 0:
        return any(
            words.is_finite(tokens[k])
            and not (k and words.has("relatives", tokens[k - 1].word))
            and not words.has("namely", tokens[k].word)
            for k in range(comma)
            if not tokens[k].depth
        )
    return words.at("breaks", tokens, comma + 1) > 0 or words.at("additive", tokens, comma + 1) < 0


def _inside_noun_phrase(sentence: Sentence, position: int, words: Vocabulary) -> bool:
    """As in "Price rises due to devaluation triggered riots": a preposition of cause that no verb precedes belongs to the noun phrase."""
    if words.at("nominal_breaks", sentence.tokens, position) < 0:
        return False
    return position > 0 and not any(words.is_finite(t) for t in sentence.tokens[:position] if not t.depth)


def strip_front(sentence: Sentence, span: Span, words: Vocabulary) -> Span:
    """Return the span without discourse openers and fronted adverbials."""
    tokens = sentence.tokens
    first, last = span
    while first < last:
        start = first
        behind = words.at("openers", tokens, first)
        if 0 < behind < last and not _points(tokens, behind, words):
            first = behind + (tokens[behind].word == ",")
        elif words.has("complementisers", tokens[first].word) or tokens[first].word in _QUOTES or tokens[first].word in {",", "-"}:
            first += 1
        elif (behind := _behind_dateline(tokens, first, last, words)) > first:
            first = behind
        elif words.at("fronted", tokens, first) > 0 or tokens[first].word[0].isdigit():
            comma = next((k for k in range(first, last) if tokens[k].word == "," and not tokens[k].depth), -1)
            if 0 < comma < last - 1 and not _list_comma(tokens, comma, last, words):
                first = comma + 1
            elif comma < 0:
                first = _behind_date(tokens, first, last, words)
        elif (comma := _fronted_participle(tokens, first, last, words)) > 0 or (comma := _short_adverbial(tokens, first, last, words)) > 0:
            first = comma + 1
        if first == start:
            break
    return first, last


def _short_adverbial(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> int:
    """As in "Thirty years on, the conference …": a few words without a name and a verb in front of a comma and a determiner."""
    for k in range(first + 1, min(first + 5, last - 1)):
        if tokens[k].word == "," and not tokens[k].depth:
            determined = words.has("demonstratives", tokens[k + 1].word) or words.has("determiners", tokens[k + 1].word)
            return k if determined and words.at("coordinators", tokens, k + 1) < 0 else -1
        if tokens[k].capital or tokens[k].depth or words.is_finite(tokens[k]):
            return -1
    return -1


def _fronted_participle(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> int:
    """As in "Established in 1977, it owes …", "Drawing on interviews, we …": the comma behind a participle that opens a sentence."""
    participle = tokens[first].word.endswith(("ed", "ing")) or tokens[first].word in {"born", "built", "set"}
    behind = first + 1 < last and (words.has("prepositions", tokens[first + 1].word) or words.has("adverbs", tokens[first + 1].word))
    if "participle-fronted" not in words.traits or not participle or not behind or (first and tokens[first - 1].is_word):
        return -1
    commas = [k for k in range(first + 1, min(first + 16, last - 1)) if tokens[k].word == "," and not tokens[k].depth]
    return next((k for k in reversed(commas) if words.at("coordinators", tokens, k + 1) < 0), -1)


def _behind_dateline(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> int:
    """As in "NEW YORK, 19 December 2023 – The Assembly …", "JAKARTA – Indonesia …": the report begins behind the dash."""
    for k in range(first, min(last, first + 9)):
        if tokens[k].word == "-":
            return k + 1 if k > first and tokens[k].start > tokens[k - 1].end else first
        if tokens[k].is_word and not tokens[k].capital and not tokens[k].word[0].isdigit() and not tokens[k].depth:
            return first
    return first


def _behind_date(tokens: Sequence[Token], first: int, last: int, words: Vocabulary) -> int:
    """As in "Pada 1974 Majelis Umum membentuk …": a fronted date needs no comma."""
    position = max(words.at("date_prepositions", tokens, first), first)
    behind = position
    while behind < last and (tokens[behind].word[0].isdigit() or words.value("months", (tokens[behind].word,))):
        behind += 1
    if position < behind < last and (position > first or tokens[first].word[0].isdigit()):
        return behind
    for k in range(first + 1, min(first + 7, last - 1)):  # "By its close in 2027 the Exchange …"
        if len(tokens[k].word) in {4, 5} and tokens[k].word.rstrip("s").isdigit() and words.has("demonstratives", tokens[k + 1].word):
            return first if "demonstratives-follow" in words.traits else k + 1
    return first


def _points(tokens: Sequence[Token], position: int, words: Vocabulary) -> bool:
    """Whether a demonstrative follows: "kedua keadaan itu" begins no enumeration."""
    ahead = range(position, min(position + 2, len(tokens)))
    return "demonstratives-follow" in words.traits and any(words.at("demonstratives", tokens, k) > 0 for k in ahead)


def _list_comma(tokens: Sequence[Token], comma: int, last: int, words: Vocabulary) -> bool:
    return words.at("coordinators", tokens, comma + 1) > 0 and comma + 1 < last


@dataclass(slots=True)
class Subject:
    """The grammatical subject of a trigger; never changed.

    Args:
        spans: its parts: one, or more where parts are added ("A, ditambah B, mendorong C").
        relative: whether the trigger stands in a relative clause of it.
    """

    spans: tuple[Span, ...]
    relative: bool


def subject_of(sentence: Sentence, group_start: int, words: Vocabulary) -> Subject:
    """Return the subject of the verb group that begins at a token; no spans where there is none."""
    tokens = sentence.tokens
    relative = words.before("relatives", tokens, group_start)
    if relative >= 0:
        end = relative - (relative > 0 and tokens[relative - 1].word == ",")
        return Subject(_some(antecedent(sentence, end, words)), relative=True)
    if (shared := _joined(sentence, group_start, words)) is not None:
        return shared
    start = clause_start(sentence, group_start, words)
    inserted = group_start > start and tokens[group_start - 1].word in {",", "-"}
    opening = _insertion_start(tokens, group_start - 1, words) if group_start and tokens[group_start - 1].word in {",", "-"} else -1
    if opening > 0:
        inserted = True
        start = clause_start(sentence, opening, words)
    last = group_start - inserted
    first = strip_front(sentence, (start, opening if opening > 0 else last), words)[0]
    if inserted:
        return Subject(tuple(_with_additions(sentence, (first, last), words)), relative=False)
    return Subject(_some(_until_relative(sentence, (first, last), words)), relative=False)


def _joined(sentence: Sentence, group_start: int, words: Vocabulary) -> Subject | None:
    """The subject that a predicate shares with the one it is joined to by "and" or "but", or None where it is joined to none."""
    tokens = sentence.tokens
    joint = words.before("coordinators", tokens, group_start)
    if joint > 0 and tokens[joint - 1].word != ",":
        described = _shared_antecedent(sentence, joint, words)
        if described is not None:
            return Subject((described,), relative=True)
    if joint < 0 and words.is_finite(tokens[group_start]):
        joint = words.before("predicate_joints", tokens, group_start)  # "was not due to rain but stemmed from …"
    if joint > 0 and tokens[joint - 1].word != ",":
        joined = _shared_subject(sentence, joint, group_start, words)
        if joined is not None:
            return Subject((joined,), relative=False)
    if joint < 0 and (contrast := words.before("contrast_joints", tokens, group_start)) > 1:
        joined = _shared_subject(sentence, contrast - (tokens[contrast - 1].word == ","), group_start, words)
        if joined is not None:  # "X diharapkan menaikkan mutu, tetapi tidak dimaksudkan untuk …"
            return Subject((joined,), relative=False)
    return None


def _shared_subject(sentence: Sentence, joined: int, group_start: int, words: Vocabulary) -> Span | None:
    """As in "doubt grew because of waste and stems, too, from …": a coordinated predicate shares the first one's subject."""
    tokens = sentence.tokens
    relative = _relative_of(sentence, joined, words)
    if relative is not None:
        return relative if words.is_finite(tokens[group_start]) else None
    first = strip_front(sentence, (_behind_openers(tokens, joined, words), joined), words)[0]
    for k in range(first + 1, joined):
        if tokens[k].word in HARD or words.at("contrasts", tokens, k) > 0:
            return None
        if not tokens[k].depth and words.is_finite(tokens[k]) and not words.has("relatives", tokens[k - 1].word):
            return (first, words_before_verb(tokens, k, words, first)) if words.is_finite(tokens[group_start]) else None
    return None


def _relative_of(sentence: Sentence, joined: int, words: Vocabulary) -> Span | None:
    """As in "the facility, which was launched in 2018 and is run by …": the second predicate belongs to the antecedent, too."""
    tokens = sentence.tokens
    for k in range(joined - 1, 0, -1):
        if tokens[k].depth:
            continue
        if tokens[k].word in HARD or (tokens[k].word == "," and words.at("relatives", tokens, k + 1) < 0):
            return None
        if tokens[k].word in {"which", "who"} and k + 1 < joined and words.is_finite(tokens[k + 1]):
            end = k - (tokens[k - 1].word == ",")
            span = antecedent(sentence, end, words)
            return span if span[0] < span[1] else None
    return None


def _shared_antecedent(sentence: Sentence, joined: int, words: Vocabulary) -> Span | None:
    """As in "X, yang disepakati di Paris dan bertumpu pada …": a predicate coordinated with that of a relative clause at a comma."""
    tokens = sentence.tokens
    if "relatives-share-predicates" not in words.traits:
        return None
    for k in range(joined - 1, 1, -1):
        if tokens[k].word in HARD or (tokens[k].word == "," and not tokens[k].depth):
            return None
        if words.has("relatives", tokens[k].word) and tokens[k - 1].word == ",":
            return antecedent(sentence, k - 1, words)
    return None


def closes_insertion(tokens: Sequence[Token], mark: int, words: Vocabulary) -> bool:
    """Return whether a comma or dash closes what is put in between a subject and its verb.

    Args:
        tokens: of the sentence.
        mark: the comma or dash.
        words: the language's tables.
    """
    return _insertion_start(tokens, mark, words) > 0


def _insertion_start(tokens: Sequence[Token], close: int, words: Vocabulary) -> int:
    """The mark that opens the insertion which a mark closes: before an addition, a relative clause or a report, else -1."""
    for k in range(close - 1, 0, -1):
        if tokens[k].depth:
            continue
        if tokens[k].word in HARD:
            return -1
        if tokens[k].word == tokens[close].word and (
            any(words.at(table, tokens, k + 1) > 0 for table in ("additive", "relatives", "insertions"))
            or (words.has("prepositions", tokens[k + 1].word) and words.at("relatives", tokens, k + 2) > 0)
            or (words.past_endings and tokens[k + 1].word.endswith(words.past_endings))  # "the Committee, gathered in Lima, adopted …"
            or words.has("reporting_verbs", tokens[close - 1].word)  # "fatigue, many observers say, sets in …"
            or _describes(tokens, k, close, words)
        ):
            return k
    return -1


def _describes(tokens: Sequence[Token], comma: int, close: int, words: Vocabulary) -> bool:
    """As in "Dana X (DX), tabungan bersama yang …, dimaksudkan untuk": an apposition with a relative clause behind a name."""
    if (
        "appositions-describe" not in words.traits
        or not (tokens[comma - 1].word == ")" or tokens[comma - 1].capital)
        or tokens[comma + 1].capital
    ):
        return False
    relative = next((k for k in range(comma + 1, close) if words.has("relatives", tokens[k].word)), -1)
    return 0 < relative - comma <= _NOUN_PHRASE and not any(words.is_finite(t) for t in tokens[comma + 1 : relative])


def _some(span: Span) -> tuple[Span, ...]:
    return (span,) if span[0] < span[1] else ()


def antecedent(sentence: Sentence, end: int, words: Vocabulary) -> Span:
    """Return the noun phrase that ends at a token: back to a verb, a clause's start or a comma."""
    tokens = sentence.tokens
    first = end
    while first > 0:
        token = tokens[first - 1]
        if token.depth:
            first -= 1
            continue
        if (
            not token.is_word
            or (first < end and words.is_finite(token))
            or break_at(tokens, first - 1, words) > 0
            or words.has("relatives", token.word)
        ):
            break
        if words.has("adverbs", token.word) or words.has("auxiliaries", token.word):
            break
        first -= 1
    return strip_front(sentence, (first, end), words)


def _with_additions(sentence: Sentence, span: Span, words: Vocabulary) -> list[Span]:
    """The head of a subject that an insertion follows, and what the insertion adds to it."""
    tokens = sentence.tokens
    first, last = span
    commas = [k for k in range(first, last) if not tokens[k].depth and (tokens[k].word == "," or (tokens[k].word == "-"))]
    if not commas:
        return [span]
    spans = [(first, commas[0])]
    named = words.at("namely", tokens, commas[0] + 1)
    sampled = named if named > 0 else words.at("samples", tokens, commas[0] + 1)
    if 0 < sampled < last and "one-verb-form" in words.traits:  # "Empat negara, yaitu Peru, Cile, Kuba, dan Haiti, menjadi …"
        return [(sampled, last)] if named > 0 else [*spans, (sampled, last)]
    joined = [words.at("coordinators", tokens, comma + 1) > 0 or words.at("additive", tokens, comma + 1) > 0 for comma in commas]
    if "one-verb-form" in words.traits and len(commas) > 1 and joined == [False] * (len(commas) - 1) + [True]:
        return [span]  # "Peru, Cile, dan Kuba, membentuk …"
    for comma, following in zip(commas, [*commas[1:], last], strict=True):
        behind = words.at("additive", tokens, comma + 1)
        if behind > 0 and behind < following:
            spans.append((behind, following))
    return [s for s in spans if s[0] < s[1]]


def _until_relative(sentence: Sentence, span: Span, words: Vocabulary) -> Span:
    """Without an inserted relative clause or apposition that a comma opens and that ran up to the verb."""
    tokens = sentence.tokens
    first, last = span
    for k in range(first + 1, last):
        if tokens[k].word == "," and not tokens[k].depth and words.at("relatives", tokens, k + 1) > 0:
            return first, k
    if words.before("coordinators", tokens, last) < 0:
        return span
    for k in range(first + 1, last):  # "lembaga ini berkantor di Gebze dan bertujuan": the first predicate ends the subject
        if not tokens[k].depth and words.is_finite(tokens[k]) and not words.has("relatives", tokens[k - 1].word):
            coordinated = any(words.at("coordinators", tokens, j) > 0 and j >= k for j in range(k, last))
            if coordinated:
                return first, words_before_verb(tokens, k, words, first)
    return span
