"""Coordination: which commas and conjunctions separate claims of their own.

A serial ", dan" makes the commas top level and leaves a bare "dan" inside ("berakhirnya Perang Dingin dan sistem bipolar, redistribusi
kekuatan, dan ketidaksetujuan" is three causes). The heads of conjuncts must be of one class; a predicate in one conjunct only means:
no split.
"""

from __future__ import annotations

from ssc_graph.extraction.clauses import Span
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary

_MIN_LONG = 2
#: Words of a bare noun phrase within another, at most, and the word before it.
_BRIEF = 4
#: Words of a principle in a list, at most.
_SHORT = 6
_OPENING, _ENDING = ("list_openers", "coordinators"), ("coordinators", "adverbs")


def split(sentence: Sentence, span: Span, words: Vocabulary, *, verbal: bool = False, nominal: bool = False) -> list[Span]:
    """Return the coordinated parts of a span, or the span alone.

    Args:
        sentence: the sentence.
        span: the tokens to split.
        words: the language's tables.
        verbal: the span is a verb phrase: only a conjunction before another verb splits it.
        nominal: its parts are names of things even where they begin with a verb (principles: "saling menghormati, kesetaraan").
    """
    numbered = _enumerated(sentence, span)
    if numbered:
        return [trim(sentence, part, words) for part in numbered]
    span = _behind_ordinal(sentence, trim(sentence, span, words), words)
    first, last = span
    if last - first < 2:  # noqa: PLR2004
        return [span]
    if not nominal and (verbal or _verb_like(sentence.tokens[first], words)):
        parts = _verbal_parts(sentence, span, words)
    else:
        parts = _nominal_parts(sentence, span, words, named=nominal)
        if nominal and len(parts) == 1:
            parts = _two_parts(sentence, span, words)
    parts = [part for part in (_behind_ordinal(sentence, trim(sentence, p, words), words) for p in parts) if part[0] < part[1]]
    return [part for part in parts if not all(words.has("ordinals", t.word) or not t.is_word for t in sentence.tokens[part[0] : part[1]])]


def _behind_ordinal(sentence: Sentence, span: Span, words: Vocabulary) -> Span:
    """A list without its "first,": "first, to drill wells; second, to train engineers"."""
    first, last = span
    counted = first + 2 < last and words.has("ordinals", sentence.tokens[first].word) and sentence.tokens[first + 1].word == ","
    return trim(sentence, (first + 2, last), words) if counted else span


def trim(sentence: Sentence, span: Span, words: Vocabulary) -> Span:
    """Return a span without punctuation, coordinators and pairing words at its ends."""
    tokens = sentence.tokens
    first, last = span
    opening, ending = words.beginnings(_OPENING), words.endings(_ENDING)
    while first < last and not (tokens[first].is_word and tokens[first].word not in opening):
        behind = words.at("list_openers", tokens, first)
        if 0 < behind <= last and behind < last:
            first = behind
        elif words.at("coordinators", tokens, first) > 0 and words.at("coordinators", tokens, first) < last:
            first = words.at("coordinators", tokens, first)
        elif not tokens[first].is_word and not (tokens[first].word in {'"', "("} and last - first > 1):
            first += 1
        else:
            break
    while last > first and not (tokens[last - 1].is_word and tokens[last - 1].word not in ending):
        coordinator = words.before("coordinators", tokens, last)
        adverb = words.before("adverbs", tokens, last)
        if adverb > first and tokens[adverb - 1].word == ",":
            last = adverb - 1  # "…, partly because of …"
        elif not tokens[last - 1].is_word and tokens[last - 1].word not in {")", '"', "%"}:
            last -= 1
        elif coordinator > first:
            last = coordinator
        else:
            break
    return first, last


def _enumerated(sentence: Sentence, span: Span) -> list[Span]:
    """Parts behind "(1)", "(a)" inside a sentence."""
    tokens = sentence.tokens
    marks = [
        k
        for k in range(span[0], span[1] - 2)
        if tokens[k].word == "(" and tokens[k + 2].word == ")" and (tokens[k + 1].word.isdigit() or len(tokens[k + 1].word) == 1)
    ]
    if len(marks) < _MIN_LONG:
        return []
    ends = [*marks[1:], span[1]]
    return [(mark + 3, end) for mark, end in zip(marks, ends, strict=True)]


def _separators(sentence: Sentence, span: Span, words: Vocabulary) -> tuple[list[Span], list[Span], list[Span]]:
    """Commas, commas with a coordinator, and bare coordinators of a span, as the tokens that they cover."""
    tokens = sentence.tokens
    commas: list[Span] = []
    serial: list[Span] = []
    bare: list[Span] = []
    quoted = False
    k = span[0] + 1
    openings = words.openings("coordinators")
    while k < span[1] - 1:
        token = tokens[k]
        if token.is_word and token.word not in openings:  # as most
            k += 1
            continue
        quoted ^= token.word == '"'
        if token.depth or quoted:
            k += 1
            continue
        behind = words.at("coordinators", tokens, k + 1) if token.word in {",", ";"} else -1
        if behind > 0 and behind < span[1]:
            serial.append((k, behind))
            k = behind
        elif token.word in {",", ";"}:
            commas.append((k, k + 1))
            k += 1
        elif 0 < (behind := words.at("coordinators", tokens, k)) < span[1]:
            described = "one-verb-form" in words.traits and k > span[0] + 1 and words.has("relatives", tokens[k - 2].word)
            described = described and (behind + 1 >= span[1] or not tokens[behind + 1].is_word)
            bare += [] if described else [(k, behind)]  # "pemakaian air yang wajar dan adil" is one
            k = behind
        else:
            k += 1
    return commas, serial, bare


def _cut(span: Span, separators: list[Span]) -> list[Span]:
    parts = []
    first = span[0]
    for start, behind in sorted(separators):
        parts.append((first, start))
        first = behind
    return [*parts, (first, span[1])]


def _verbal_parts(sentence: Sentence, span: Span, words: Vocabulary) -> list[Span]:
    """Verb phrases: a separator counts only where a verb of the same form follows it."""
    tokens = sentence.tokens
    commas, serial, bare = _separators(sentence, span, words)
    good = [s for s in (*serial, *bare) if _same_verb_form(tokens[span[0]], _first_real(tokens, s[1], words), words)]
    good = [s for s in good if not _two_participles(tokens, s, words)]
    weighty = [s for s in commas if tokens[s[0]].word == ";"]  # a semicolon separates what has commas of its own
    if good or weighty:
        good += [s for s in (commas if good else weighty) if _same_verb_form(tokens[span[0]], _first_real(tokens, s[1], words), words)]
    return _sharing(sentence, _cut(span, good), words)


def _sharing(sentence: Sentence, parts: list[Span], words: Vocabulary) -> list[Span]:
    """Join verbs to the one whose object they share: "to promote, coordinate and support South-South cooperation" is one aim."""
    joined: list[Span] = []
    first = -1
    for part in parts[:-1]:
        first = part[0] if first < 0 else first
        bare = [t for t in sentence.tokens[part[0] : part[1]] if t.is_word and not words.has("verb_linkers", t.word)]
        if len(bare) > 1 or not words.is_base_verb(bare[0].word if bare else ""):
            joined.append((first, part[1]))
            first = -1
    return [*joined, (first if first >= 0 else parts[-1][0], parts[-1][1])]


def _two_participles(tokens: tuple[Token, ...], separator: Span, words: Vocabulary) -> bool:
    """As in "the price of salted and dried fish": participles of one noun are no predicates."""
    left, right = tokens[separator[0] - 1], tokens[separator[1]]
    return bool(words.past_endings) and left.word.endswith(words.past_endings) and right.word.endswith(words.past_endings)


def _first_real(tokens: tuple[Token, ...], position: int, words: Vocabulary) -> Token:
    tables = ("adverbs", "verb_linkers", "ordinals")
    while position < len(tokens) - 1 and any(words.has(table, tokens[position].word) for table in tables):
        position += 1 + (words.has("ordinals", tokens[position].word) and tokens[position + 1].word == ",")
    return tokens[position]


def _same_verb_form(left: Token, right: Token, words: Vocabulary) -> bool:
    if "one-verb-form" in words.traits:
        return _verb_like(right, words) and _verb_like(left, words)
    if left.word.endswith("ing"):
        return right.word.endswith("ing")
    if words.has("verb_linkers", left.word):
        return _verb_like(right, words)
    pasts = bool(words.past_endings) and left.word.endswith(words.past_endings) and right.word.endswith(words.past_endings)
    return pasts or (_verb_like(right, words) and not right.word.endswith("ing"))


def _verb_like(token: Token, words: Vocabulary) -> bool:
    return words.is_finite(token) or words.is_base_verb(token.word) or words.has("verb_linkers", token.word)


def _nominal_parts(sentence: Sentence, span: Span, words: Vocabulary, *, named: bool) -> list[Span]:
    brief = named and "brief-nouns-joined" in words.traits
    commas, serial, bare = _separators(sentence, span, words)
    commas = [c for c in commas if not _aside(sentence, c[1], words)]
    if serial:
        separators = [*commas, *serial]
    elif commas and bare and bare[-1][0] > commas[-1][0]:
        separators = [*commas, bare[-1]]
    elif len(bare) == 1 and not commas:
        own = brief and words.has("qualities", sentence.tokens[bare[0][1]].word)  # "musyawarah serta tidak mencampuri urusan lain"
        separators = bare if own or (brief and _brief(span, bare[0])) or _parallel(sentence, span, bare[0], words) else []
    else:
        separators = _label_commas(sentence, span, commas, words) if named and not bare else []
    parts = _cut(span, separators)
    if (
        _listed_inside(sentence, parts, words)
        or _share_head(sentence, parts, words)
        or _put_in(sentence, parts, words)
        or any(_awaits_noun(sentence, part, words) for part in parts[:-1])
    ):
        return [span]
    listed = named and len(parts) > _MIN_LONG and all(last - first <= _SHORT for first, last in parts)  # "early payment, shared burdens"
    return parts if listed or _one_class(sentence, parts, words) else [span]


def _label_commas(sentence: Sentence, span: Span, commas: list[Span], words: Vocabulary) -> list[Span]:
    """The commas of a list behind a label, which needs no "and": "Principles: equality, consensus, mutual respect"."""
    parts = _cut(span, commas)
    short = all(0 < last - first <= _SHORT - 2 for first, last in parts)
    said = any(words.is_finite(t) for t in sentence.tokens[span[0] : span[1]])
    return commas if len(commas) >= _MIN_LONG and short and not said else []


def _put_in(sentence: Sentence, parts: list[Span], words: Vocabulary) -> bool:
    """As in "the people, through their president, to speak": a part behind a preposition is no member of a list that began without."""
    tokens = sentence.tokens
    prepositions = [part[0] < part[1] and words.has("prepositions", tokens[part[0]].word) for part in parts]
    return "adjectives-first" in words.traits and any(prepositions[1:]) and not prepositions[0]


def _listed_inside(sentence: Sentence, parts: list[Span], words: Vocabulary) -> bool:
    """As in "the failure to restore calm, safety and order": bare nouns go on with what the infinitive within the phrase governs."""
    if "adjectives-first" not in words.traits or len(parts) <= _MIN_LONG:
        return False
    tokens = sentence.tokens
    first, last = parts[0]
    inner = next((k for k in range(last - 1, first, -1) if words.has("verb_linkers", tokens[k].word)), -1)
    brief = 0 < inner < last - 1 and last - inner <= _BRIEF and words.is_base_verb(tokens[inner + 1].word)
    return brief and all(
        end - start <= _BRIEF
        and not any(words.has(table, t.word) for t in tokens[start:end] for table in ("object_openers", "prepositions", "relatives"))
        for start, end in parts[1:]
    )


def _share_head(sentence: Sentence, parts: list[Span], words: Vocabulary) -> bool:
    """As in "kemunduran ekonomi, sosial, dan budaya": a part that is one word for a kind has its noun in the first part."""
    alone = any(last - first == 1 and words.has("relational_adjectives", sentence.tokens[first].word) for first, last in parts[1:])
    return alone and "adjectives-first" not in words.traits and parts[0][1] - parts[0][0] > 1


def _awaits_noun(sentence: Sentence, part: Span, words: Vocabulary) -> bool:
    """As in "against economic, cultural and social decline": a part that ends in an adjective has its noun in the last one."""
    if "adjectives-first" not in words.traits:
        return False
    last = part[1] - 1
    while last > part[0] and not sentence.tokens[last].is_word:
        last -= 1
    return last >= part[0] and words.has("relational_adjectives", sentence.tokens[last].word) and not sentence.tokens[last].capital


def _two_parts(sentence: Sentence, span: Span, words: Vocabulary) -> list[Span]:
    """Two principles: "mutual benefit and respect for ownership"; a preposition before "and" keeps "respect for peace and order" one."""
    commas, serial, bare = _separators(sentence, span, words)
    if commas or serial or len(bare) != 1 or "nominal-affixes" in words.traits:
        return [span]
    left = sentence.tokens[span[0] : bare[0][0]]
    return [span] if any(words.has("prepositions", t.word) for t in left) else _cut(span, bare)


def _aside(sentence: Sentence, position: int, words: Vocabulary) -> bool:
    return words.at("asides", sentence.tokens, position) > 0


def _brief(span: Span, separator: Span) -> bool:
    """Whether a conjunction joins two members of a word or two: "kesetaraan dan saling menguntungkan" are two principles."""
    return separator[0] - span[0] <= _MIN_LONG and span[1] - separator[1] <= _MIN_LONG


def _parallel(sentence: Sentence, span: Span, separator: Span, words: Vocabulary) -> bool:
    """Whether a single conjunction joins two members that stand alone: nominalised verbs, or long phrases by a heavy conjunction."""
    tokens = sentence.tokens
    left, right = tokens[span[0]], tokens[separator[1]]
    heavy = " ".join(t.word for t in tokens[separator[0] : separator[1]]) not in {"dan", "and", "atau", "or"}
    long = separator[0] - span[0] >= _MIN_LONG and span[1] - separator[1] >= _MIN_LONG
    if _nominalised(left, words) and _nominalised(right, words):
        return True
    if long and _two_phrases(sentence, span, separator, words):
        return True
    return long and (heavy or shape(left, words) == shape(right, words) != "")


def _two_phrases(sentence: Sentence, span: Span, separator: Span, words: Vocabulary) -> bool:
    """As in "poor roads and overlapping memberships": two noun phrases of their own, the first without a preposition, both plural."""
    left, right = sentence.tokens[span[0] : separator[0]], sentence.tokens[separator[1] : span[1]]
    plain = not any(words.has("prepositions", t.word) or words.is_finite(t) for t in left)
    ends = next((k for k, t in enumerate(right) if words.has("prepositions", t.word)), len(right))
    plural = tuple(words.words_of("plural_suffixes"))
    return plain and ends >= _MIN_LONG and left[-1].word.endswith(plural) and right[ends - 1].word.endswith(plural)


def _nominalised(token: Token, words: Vocabulary) -> bool:
    return "nominal-affixes" in words.traits and token.word.endswith("nya") and len(token.word) > 5  # noqa: PLR2004


def shape(token: Token, words: Vocabulary) -> str:
    """Return the derivation of a noun, as far as its form shows: Indonesian ke-an, pe-an, -nya; English articles and comparatives."""
    word = token.word
    if "nominal-affixes" in words.traits:
        if word.endswith("nya"):
            return "nya"
        for prefix in ("ke", "pe"):
            if word.startswith(prefix) and word.endswith("an") and len(word) > 6:  # noqa: PLR2004
                return prefix
        return ""
    if words.has("articles", word):
        return "the"
    return "er" if words.has("comparatives", word) or (word.endswith("er") and words.has("comparatives", "-er")) else ""


def _one_class(sentence: Sentence, parts: list[Span], words: Vocabulary) -> bool:
    """A predicate behind a subject in one part only means that the parts are not of one class."""
    if all(part[0] < part[1] and _nominalised(sentence.tokens[part[0]], words) for part in parts):
        return True  # "mahalnya ongkos dan rumitnya bea masuk"
    predicates = [_has_predicate(sentence, part, words) for part in parts]
    return all(predicates) or not any(predicates)


def _has_predicate(sentence: Sentence, part: Span, words: Vocabulary) -> bool:
    """Whether a part has a subject and a finite verb; one that begins with a verb, as "saling menguntungkan", has no subject."""
    tokens = sentence.tokens
    first = part[0]
    while first < part[1] and (words.is_finite(tokens[first]) or words.at("negations", tokens, first) > 0):
        first += 1
    for k in range(part[0], part[1] if first == part[0] else 0):
        if k > part[0] and not tokens[k].depth and words.is_finite(tokens[k]):
            return True
        if words.has("relatives", tokens[k].word) or words.has("verb_linkers", tokens[k].word):
            return False  # verbs from here on stand in a clause of their own
    return False
