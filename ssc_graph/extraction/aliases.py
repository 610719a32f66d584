"""Names that a document introduces: "Long Name (LN)", "LN (Long Name)", "name atau other name".

A bracket or an "or" makes an alias only where something vouches for it: the authority file holds both names for one thing, or the
initials agree. "PBB atau United Nations Office for South-South Cooperation" joins two bodies that the authority file keeps apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssc_graph.claims import Label
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.identifiers import entity_curie
from ssc_graph.lexicon import LexicalEntry, Lexicon, case_sensitive

_LONGEST_ACRONYM_NAME = 12


@dataclass(frozen=True, slots=True)
class Alias:
    """One thing with another name for it.

    Args:
        sentence: index of the sentence.
        id: CURIE of the thing.
        types: its classes.
        name: its name as it stands, with its extent.
        other: the other name, with its extent.
        rule: what vouched for it.
    """

    sentence: int
    id: str
    types: tuple[str, ...]
    name: str
    name_start: int
    name_end: int
    other: str
    start: int
    end: int
    rule: str


def find_aliases(analysis: Analysis) -> list[Alias]:
    """Return the aliases of a document in order."""
    found: list[Alias] = []
    for sentence in analysis.sentences:
        found += _bracketed(analysis, sentence)
        found += _apposed(analysis, sentence)
        found += _alternatives(analysis, sentence)
    return found


def own_lexicon(aliases: Sequence[Alias], lexicon: Lexicon) -> Lexicon:
    """Return the document's own names as a lexicon: one entry a thing, with all names that the aliases give it."""
    merged = _merge(aliases)
    entries = []
    for curie, (types, names) in merged.items():
        known = lexicon.by_id.get(curie)
        labels = tuple(Label(name, "", preferred=number == 0 and not known) for number, name in enumerate(names))
        entries.append(LexicalEntry(curie, labels, known.types if known else types))
    return Lexicon(entries)


def _merge(aliases: Sequence[Alias]) -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """Names by thing; a thing that two aliases name differently is one ("X (Y)" and later "Y atau Z")."""
    owner: dict[str, str] = {}
    merged: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    for alias in aliases:
        curie = owner.get(alias.name, owner.get(alias.other, alias.id)) if alias.id.startswith("entity:") else alias.id
        types, names = merged.setdefault(curie, (alias.types, []))
        for name in (alias.name, alias.other):
            owner[name] = curie
            if name not in names:
                names.append(name)
    return merged


def _bracketed(analysis: Analysis, sentence: Sentence) -> Iterator[Alias]:
    tokens = sentence.tokens
    for position, token in enumerate(tokens):
        if token.word != "(" or token.depth != 1 or not position:
            continue
        close = next((k for k in range(position + 1, len(tokens)) if tokens[k].word == ")" and tokens[k].depth == 1), -1)
        if close < 0 or close - position > _LONGEST_ACRONYM_NAME + 6:
            continue
        for first, last, said in _pieces(analysis, tokens, position + 1, close):
            alias = _vouched(analysis, sentence, position, first, last) or (said and _said(analysis, sentence, position, first, last)) or None
            if alias:
                yield alias


def _apposed(analysis: Analysis, sentence: Sentence) -> Iterator[Alias]:
    """"BAPA+40, the second High-level Conference, …": two different names that the authority file holds for one thing."""
    mentions = analysis.mentions[sentence.index]
    text = analysis.document.text
    for left, right in zip(mentions, mentions[1:], strict=False):
        between = sentence.tokens[left.last : right.first]
        apposed = between and between[0].word in {",", "-"} and all(not t.is_word or t.word == "the" for t in between)
        if apposed and left.kind == right.kind == "known" and left.id == right.id:
            other = " ".join(text[right.start : right.end].split())
            if _differs(left, other, text):
                yield _alias(sentence, left, other, right.start, right.end, text, "alias.apposition.known")


def _said(analysis: Analysis, sentence: Sentence, bracket: int, first: int, last: int) -> Alias | None:
    """Words in the bracket say that it holds a name: "(also called X)", "(French: X)"."""
    before = _mention_ending(analysis.mentions[sentence.index], bracket)
    tokens, text = sentence.tokens, analysis.document.text
    if before is None or before.bare or not tokens[first].capital:
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    return _alias(sentence, before, " ".join(text[start:end].split()), start, end, text, "alias.bracket.said")


def _pieces(analysis: Analysis, tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """Parts of a bracket between slashes, commas and "or"; whether "also called" or the like stood in front."""
    start = first
    for position in range(first, last + 1):
        if position == last or tokens[position].word in {"/", ",", ";", "or", "atau"}:
            begin = start
            while begin < position and (after := analysis.vocabulary.at("alias_words", tokens, begin)) > 0:
                begin = after
            if begin < position:
                yield begin, position, begin > start
            start = position + 1


def _vouched(analysis: Analysis, sentence: Sentence, bracket: int, first: int, last: int) -> Alias | None:
    tokens, text = sentence.tokens, analysis.document.text
    start, end = tokens[first].start, tokens[last - 1].end
    other = " ".join(text[start:end].split())
    before = _mention_ending(analysis.mentions[sentence.index], bracket)
    inside = next((m for m in analysis.mentions[sentence.index] if m.first == first and m.last == last), None)
    if before and inside and inside.kind == "known" and inside.id != before.id:
        tail = _known_tail(text, before, inside)
        if tail >= 0:
            name = text[tail : before.end]
            return Alias(sentence.index, inside.id, inside.types, name, tail, before.end, other, start, end, "alias.bracket.known")
    if before and inside and inside.kind == "known" and before.kind == "known":
        return _alias(sentence, before, other, start, end, text, "alias.bracket.known") if inside.id == before.id and _differs(before, other, text) else None
    span = _named_by(tokens, bracket, other, before)
    if span is not None:
        name_start, name_end = tokens[span].start, tokens[bracket - 1].end
        mention = before if before and before.first == span else None
        return _new_alias(analysis, sentence, mention, inside, name_start, name_end, other, start, end, "alias.bracket.initials")
    if before and initials_agree(text[before.start : before.end], [t.word for t in tokens[first:last]]):
        return _new_alias(analysis, sentence, before, inside, before.start, before.end, other, start, end, "alias.bracket.expansion")
    if before and not before.bare and before.kind in {"name", "known"} and _short_form(other, tokens[first:last], text[before.start : before.end]):
        return _new_alias(analysis, sentence, before, inside, before.start, before.end, other, start, end, "alias.bracket.short")
    if before and not before.bare and before.kind in {"name", "known", "described"} and _abbreviates(other, text[before.start : before.end]):
        return _new_alias(analysis, sentence, before, inside, before.start, before.end, other, start, end, "alias.bracket.acronym")
    return _glossed(analysis, sentence, before, inside, tokens, bracket, (first, last))


def _glossed(
    analysis: Analysis, sentence: Sentence, before: Mention | None, inside: Mention | None, tokens: Sequence[Token], bracket: int, span: tuple[int, int]
) -> Alias | None:
    """A known concept in brackets behind words that the document uses for it ("kelesuan donor (aid fatigue)")."""
    if before is not None and before.last == bracket and inside is not None and inside.kind == "known" and before.kind in {"name"}:
        text = analysis.document.text
        start, end = tokens[span[0]].start, tokens[span[1] - 1].end
        if set(inside.types) & set(before.types):
            return Alias(
                sentence.index, inside.id, inside.types, text[before.start : before.end], before.start, before.end, text[start:end], start, end, "alias.bracket.known"
            )
    return None


def _known_tail(text: str, before: Mention, inside: Mention) -> int:
    """Where the last words of a name are a name of what the bracket holds ("… Summit of the Non-Aligned Movement (NAM)"), or -1."""
    words = text[before.start : before.end].casefold()
    for label in inside.labels:
        name = label.text.casefold()
        if len(name) < len(words) and words.endswith(f" {name}"):
            return before.end - len(name)
    return -1


def _abbreviates(acronym: str, name: str) -> bool:
    """"(FfD4)", "(IAF II)": capitals and numerals whose letters all begin words of the name, in any order."""
    letters = [c for c in acronym.split()[0] if c.isalpha()]
    if not case_sensitive(acronym.split()[0]) or len(acronym.split()) > 2 or len(letters) < 3:  # noqa: PLR2004
        return False
    initials = [w[0].lower() for w in name.replace("–", " ").replace("-", " ").split() if w[0].isalpha()]
    for letter in letters:
        if letter.lower() not in initials:
            return False
        initials.remove(letter.lower())
    return True


def _short_form(other: str, tokens: Sequence[Token], name: str) -> bool:
    """"Tim Koordinasi Nasional (Tim Kornas)": begins with the same word; each further word is cut from the name's words in order."""
    words = name.lower().split()
    if not tokens[0].capital or len(tokens) < 2 or len(tokens) >= len(words) or tokens[0].word != words[0]:  # noqa: PLR2004
        return False
    return all(_subsequence(token.word, "".join(words)) for token in tokens[1:]) and not other.isdigit()


def _subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(c in letters for c in short if c.isalpha())


def _mention_ending(mentions: Sequence[Mention], position: int) -> Mention | None:
    return next((m for m in mentions if m.last == position), None)


def _differs(mention: Mention, other: str, text: str) -> bool:
    return text[mention.start : mention.end].casefold() != other.casefold()


def _named_by(tokens: Sequence[Token], bracket: int, acronym: str, before: Mention | None) -> int | None:
    """First token of the words before the bracket whose initials spell the acronym, or None (Schwartz and Hearst 2003, adapted)."""
    if not case_sensitive(acronym):
        return None
    letters = [c for c in acronym.lower().rstrip("s" if acronym.endswith("s") else "") if c.isalnum()]
    if before is not None and before.last == bracket and initials_agree(" ".join(t.word for t in tokens[before.first : bracket]), [acronym.lower()]):
        return before.first
    position = bracket
    for letter in reversed(letters):
        position -= 1
        steps = 0
        while position >= 0 and tokens[position].is_word and not tokens[position].word.startswith(letter) and steps < 2:  # noqa: PLR2004
            position -= 1
            steps += 1
        if position < 0 or not tokens[position].is_word or not tokens[position].word.startswith(letter):
            return None
    return position


def initials_agree(name: str, words: Sequence[str]) -> bool:
    """Return whether an acronym spells a name or a name spells out an acronym, small words skipped or not.

    >>> initials_agree("United Nations Development Programme", ["undp"])
    True
    >>> initials_agree("UNDP", ["united", "nations", "environment", "programme"])
    False
    """
    left = [w for w in name.lower().replace("-", " ").replace("/", " ").split() if w[0].isalnum()]
    right = [part for w in words for part in w.lower().replace("-", " ").split() if part and part[0].isalnum()]
    if len(left) == len(right) == 1 or not left or not right:
        return False
    short, long = (left, right) if sum(map(len, left)) < sum(map(len, right)) else (right, left)
    acronym = "".join(c for word in short for c in word if c.isalnum())
    candidates = {acronym, acronym.removesuffix("s")}
    full = "".join(w[0] for w in long)
    heavy = "".join(w[0] for w in long if len(w) > 3 or w[0].isdigit())  # noqa: PLR2004 (of, the, for, dan)
    return len(acronym) >= 2 and bool(candidates & {full, heavy, full.replace("o", "", 1) if "of" in long else full}) and len(long) >= 2  # noqa: PLR2004


def _alias(sentence: Sentence, mention: Mention, other: str, start: int, end: int, text: str, rule: str) -> Alias:
    name = " ".join(text[mention.start : mention.end].split())
    return Alias(sentence.index, mention.id, mention.types, name, mention.start, mention.end, other, start, end, rule)


def _new_alias(
    analysis: Analysis,
    sentence: Sentence,
    before: Mention | None,
    inside: Mention | None,
    name_start: int,
    name_end: int,
    other: str,
    start: int,
    end: int,
    rule: str,
) -> Alias | None:
    name = " ".join(analysis.document.text[name_start:name_end].split())
    known = next((m for m in (before, inside) if m is not None and m.kind == "known"), None)
    named = known or before
    curie = named.id if named and named.kind in {"known", "name", "title"} else entity_curie(name)
    types = named.types if named else ("ssc:Concept",)
    if name.casefold() == other.casefold():
        return None
    return Alias(sentence.index, curie, types, name, name_start, name_end, other, start, end, rule)


def _alternatives(analysis: Analysis, sentence: Sentence) -> Iterator[Alias]:
    """"A atau B", "A or B": two names of one thing where the authority file says so, or where B is A in another language."""
    tokens = sentence.tokens
    mentions = analysis.mentions[sentence.index]
    for position, token in enumerate(tokens):
        if token.depth or not (analysis.vocabulary.has("disjunctions", token.word) or token.word == "alias"):
            continue
        right = next((m for m in mentions if m.first == position + 1), None)
        left = _left_name(analysis, sentence, position)
        if right is None or left is None or right.bare or right.kind == "symbol":
            continue
        alias = _same_thing(analysis, sentence, left, right)
        if alias:
            yield alias


def _left_name(analysis: Analysis, sentence: Sentence, position: int) -> tuple[int, int, Mention | None] | None:
    """The name that ends before a token, brackets skipped: its token extent and its mention if it is one."""
    tokens = sentence.tokens
    last = position
    while last > 0 and (tokens[last - 1].depth or tokens[last - 1].word == ","):
        last -= 1
    mention = _mention_ending(analysis.mentions[sentence.index], last)
    if mention:
        return mention.first, last, mention
    first = last
    while first > 0 and tokens[first - 1].is_word and not tokens[first - 1].depth and not analysis.vocabulary.is_finite(tokens[first - 1]):
        if analysis.vocabulary.has("prepositions", tokens[first - 1].word):
            break
        first -= 1
    return (first, last, None) if first == 0 < last else None


def _same_thing(analysis: Analysis, sentence: Sentence, left: tuple[int, int, Mention | None], right: Mention) -> Alias | None:
    text, tokens = analysis.document.text, sentence.tokens
    first, last, mention = left
    name = " ".join(text[tokens[first].start : tokens[last - 1].end].split())
    other = " ".join(text[right.start : right.end].split())
    if mention is not None and mention.kind == "known" and right.kind == "known":
        agreed = mention.id == right.id and name.casefold() != other.casefold()
        return _alias(sentence, mention, other, right.start, right.end, text, "alias.or.known") if agreed else None
    short = analysis.vocabulary.language == "en" and tokens[last].word == "," and case_sensitive(other)
    if not (short or _foreign(analysis, right)) or (mention is not None and (mention.bare or not _compatible(mention, right))):
        return None
    if mention is None and first:
        return None
    named = right if right.kind == "known" else mention
    curie = named.id if named else right.id
    types = right.types or (mention.types if mention else ())
    return Alias(sentence.index, curie, types, name, tokens[first].start, tokens[last - 1].end, other, right.start, right.end, "alias.or.language")


def _compatible(left: Mention, right: Mention) -> bool:
    return not left.types or not right.types or bool(set(left.types) & set(right.types)) or left.kind == "name"


def _foreign(analysis: Analysis, mention: Mention) -> bool:
    """Whether a name is in another language than the document: an English head or connector inside an Indonesian text."""
    words = analysis.document.text[mention.start : mention.end].lower().split()
    if analysis.vocabulary.language == "en":
        return False
    if mention.kind == "known":
        entry = analysis.lexicon.by_id.get(mention.id)
        spelled = analysis.document.text[mention.start : mention.end].casefold()
        return bool(entry) and any(label.language == "en" and label.text.casefold() == spelled for label in entry.labels)
    from ssc_graph.extraction.vocabulary import vocabulary

    english = vocabulary("en")
    indonesian = analysis.vocabulary
    return any(english.value("heads", (w,)) and not indonesian.value("heads", (w,)) for w in words) or any(w in {"of", "for", "the", "and"} for w in words)
