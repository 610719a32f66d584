"""Names that a document introduces: "Long Name (LN)", "LN (Long Name)", "name atau other name".

A bracket or an "or" makes an alias only where something vouches for it: the authority file holds both names for one thing, or the
initials agree. "UNDP atau World Bank" joins two bodies that the authority file keeps apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ssc_graph.claims import COMMON, Label
from ssc_graph.extraction.acronyms import abbreviates, blended, cut_from, initials_agree
from ssc_graph.extraction.analysis import Analysis
from ssc_graph.extraction.heads import HeadReader
from ssc_graph.extraction.mentions import Mention
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.extraction.vocabulary import vocabulary
from ssc_graph.identifiers import entity_curie
from ssc_graph.lexicon import LexicalEntry, Lexicon, case_sensitive

_LONGEST_BRACKET = 18
_SHORT_CLOSERS = ("short_closers",)
_STEPS = 2
_LONGEST_GLOSS = 4
#: Letters of a short name, and words of the name that it may stand for, at least.
_ACRONYM = 3
_NAMED_THINGS = frozenset(
    {"ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:Organization", "ssc:Fund", "ssc:Programme", "ssc:Agreement", "ssc:Event"}
)
_INDONESIAN = re.compile(
    r"nya$|[aeiou]an$|[^e]kan$|[bdgjklmnprst]an$|asi$|^(?:me|pe|ke|ber|ter|di)[mn]|^(?:asing|penting|kering|saling|masing|paling)$"
)
_ENGLISH = re.compile(
    r"(?:ing|ed|tion|ment|ness|ity|ship|ack|ock|ick|ble|ive|ous|ance|ence|ew|ow|ay|ee|oo|th|ght|ss|ff|ll|ts|ure|ies|les)$"
    r"|(?:de|me|ge|se|ce|ve|ke|te)$|^(?:th|wh|sh|str)|ea|ou|x|q"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """One thing with another name for it.

    Args:
        sentence: index of the sentence.
        id: CURIE of the thing.
        types: its classes.
        name: its name as it stands.
        name_start, name_end: where it stands.
        other: the other name.
        start, end: where that stands.
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
    joints = {"(", ",", "-", "alias", *analysis.vocabulary.words_of("disjunctions")}
    return [a for s in analysis.sentences if not joints.isdisjoint(s.held) for a in AliasFinder(analysis, s).find()]


def own_lexicon(aliases: Sequence[Alias], lexicon: Lexicon) -> Lexicon:
    """Return the document's own names as a lexicon: one entry a thing, with all names that the aliases give it."""
    entries = []
    for curie, (types, names) in _merge(aliases).items():
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
        _, names = merged.setdefault(curie, (alias.types, []))
        for name in (alias.name, alias.other):
            owner[name] = curie
            if name not in names:
                names.append(name)
    return merged


class AliasFinder:
    """Finds the aliases of one sentence.

    Args:
        analysis: the document taken apart.
        sentence: the sentence.
    """

    def __init__(self, analysis: Analysis, sentence: Sentence) -> None:
        self.words = analysis.vocabulary
        self.lexicon = analysis.lexicon
        self.text = analysis.document.text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.mentions = analysis.mentions[sentence.index]

    def find(self) -> Iterator[Alias]:
        """Yield the aliases: in brackets, in apposition, joined by "or"."""
        held = self.sentence.held
        if "(" in held:
            yield from self._bracketed()
        if "," in held or "-" in held:
            yield from self._apposed()
            yield from self._short_apposed()
        if "alias" in held or not held.isdisjoint(self.words.words_of("disjunctions")):
            yield from self._alternatives()

    # --- brackets ----------------------------------------------------------------------------------------------------------------

    def _bracketed(self) -> Iterator[Alias]:
        for position in [k for k, token in enumerate(self.tokens) if token.word == "(" and token.depth == 1]:
            if not position:
                continue
            close = next((k for k in range(position + 1, len(self.tokens)) if self.tokens[k].word == ")" and self.tokens[k].depth == 1), -1)
            if 0 < close - position <= _LONGEST_BRACKET:
                for first, last, said in self._pieces(position + 1, close):
                    alias = self._vouched(position, first, last) or (self._said(position, first, last) if said else None)
                    alias = alias or self._gloss(position, first, last)
                    if alias is not None:
                        yield alias

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        """Parts of a bracket between slashes, commas and "or"; whether "also called" or the like stood in front."""
        start = first
        for position in range(first, last + 1):
            if position == last or self.tokens[position].word in {"/", ",", ";", "or", "atau"}:
                begin = start
                while begin < position and (after := self.words.at("alias_words", self.tokens, begin)) > 0:
                    begin = after
                if begin < position:
                    yield begin, position, begin > start
                start = position + 1

    def _vouched(self, bracket: int, first: int, last: int) -> Alias | None:
        before = self._ending(bracket)
        inside = next((m for m in self.mentions if m.first == first and m.last == last), None)
        if before is not None and inside is not None and inside.kind == "known":
            tail = _known_tail(self.text, before, inside) if inside.id != before.id else -1
            if tail >= 0:
                return self._alias(inside, (tail, before.end), (first, last), "alias.bracket.known")
            if before.kind == "known":
                return (
                    self._alias(before, (before.start, before.end), (first, last), "alias.bracket.known")
                    if inside.id == before.id
                    else None
                )
        return self._by_form(bracket, first, last, before, inside)

    def _by_form(self, bracket: int, first: int, last: int, before: Mention | None, inside: Mention | None) -> Alias | None:
        """Vouched by the form of the short name: initials, a spelled-out acronym, a name cut short."""
        other = self._spelled(first, last)
        span = self._named_by(bracket, other, before)
        if span is not None:
            thing = self._known_of(before if before is not None and before.first == span else None, inside)
            return self._alias(thing, (self.tokens[span].start, self.tokens[bracket - 1].end), (first, last), "alias.bracket.initials")
        if before is None:
            return None
        name = self.text[before.start : before.end]
        extent = (before.start, before.end)
        if initials_agree(name, [t.word for t in self.tokens[first:last]]):
            return self._alias(self._known_of(before, inside), extent, (first, last), "alias.bracket.expansion")
        if before.kind in {"name", "known"} and not before.bare and cut_from(other, self.tokens[first:last], name):
            return self._alias(self._known_of(before, inside), extent, (first, last), "alias.bracket.short")
        if before.kind != "title" and not before.bare and abbreviates(other, name):
            return self._alias(self._known_of(before, inside), extent, (first, last), "alias.bracket.acronym")
        if self._translated(before, inside, first, last):
            return self._alias(self._known_of(before, inside), extent, (first, last), "alias.bracket.language")
        if before.kind == "name" and inside is not None and inside.kind == "known" and set(inside.types) & set(before.types):
            return self._alias(inside, extent, (first, last), "alias.bracket.known")
        if (inside is None or inside.kind != "known") and self._blended(before, first, last, alone=self._alone(bracket, last)):
            return self._alias(self._known_of(before, inside), extent, (first, last), "alias.bracket.blend")
        return None

    def _alone(self, bracket: int, last: int) -> bool:
        return self.tokens[bracket].word == "(" and last < len(self.tokens) and self.tokens[last].word == ")"

    def _blended(self, before: Mention, first: int, last: int, *, alone: bool) -> bool:
        """As in "Caribbean Public Health Agency (CARPHA)", "Crop Four (C-4)": letters of the name, alone in a bracket."""
        if before.bare or before.kind not in {"name", "known"} or before.last - before.first < _STEPS or not alone:
            return False
        if set(before.types) & {"ssc:Person", "ssc:Country", "ssc:Place"}:
            return False
        short = self._spelled(first, last)
        whole = last - first == 1 and case_sensitive(short)
        name = self.text[before.start : before.end]
        return ((whole or _cut_with_number(short)) and blended(short, name)) or (last - first == 1 and _joined_from(short, name))

    def _translated(self, before: Mention, inside: Mention | None, first: int, last: int) -> bool:
        """An acronym of the name in another language ("Komisi Oseanografi Antarpemerintah (IOC)"), or that name itself."""
        if "glosses-in-brackets" not in self.words.traits or before.bare or before.kind not in {"name", "known"}:
            return False
        if inside is not None and inside.kind == "known" and inside.id != before.id:
            return False
        if before.kind == "name" and not any(c.isalpha() for c in before.labels[0].text):
            return False
        bodily = not before.types or _NAMED_THINGS.isdisjoint(before.types)
        acronym = last - first == 1 and case_sensitive(self._spelled(first, last)) and before.last - before.first > 1
        bodily = bodily and not (acronym and before.kind == "name" and self._own_acronym(before, inside, first))
        foreign = inside is not None and inside.kind == "name" and inside.last - inside.first > 1 and self._foreign(inside)
        return (acronym and not bodily and not set(before.types) & {"ssc:Person", "ssc:Country", "ssc:Place"}) or foreign

    def _own_acronym(self, before: Mention, inside: Mention | None, first: int) -> bool:
        """As in "Dana Penanganan Kerugian (FRLD)": letters of an unknown acronym behind a long name of a body or fund."""
        spelled = self._spelled(first, first + 1)
        unknown = inside is None or inside.kind != "known"
        return unknown and spelled.isupper() and len(spelled) >= _ACRONYM and before.last - before.first >= _ACRONYM

    def _gloss(self, bracket: int, first: int, last: int) -> Alias | None:
        """As in "stok tersisih (earmarked stock)": English words for an Indonesian term of as many words."""
        if "glosses-in-brackets" not in self.words.traits or any(t.capital for t in self.tokens[first:last]):
            return None
        if not _english(t.word for t in self.tokens[first:last]):
            return None
        start = bracket
        joined = any(t.word == "and" for t in self.tokens[first:last])
        while start > 0 and bracket - start < last - first:
            if not (self._of_term(start - 1) or (joined and self.tokens[start - 1].word == "dan")):
                break
            start -= 1
        term = self.tokens[start:bracket]
        if not term or any((t.capital and t.start > self.tokens[0].start) or not t.word.isalpha() for t in term):
            return None
        return self._alias(None, (self.tokens[start].start, self.tokens[bracket - 1].end), (first, last), "alias.bracket.gloss")

    def _of_term(self, position: int) -> bool:
        token = self.tokens[position]
        tables = ("prepositions", "relatives", "coordinators", "copulas", "adverbs", "auxiliaries", "determiners")
        bent = self.words.is_finite(token) and not token.word.startswith("ter")
        return token.is_word and not bent and not any(self.words.has(table, token.word) for table in tables)

    def _said(self, bracket: int, first: int, last: int) -> Alias | None:
        """Words in the bracket say that it holds a name: "(also called X)", "(French: X)"."""
        before = self._ending(bracket)
        if before is None or before.bare or not self.tokens[first].capital:
            return None
        return self._alias(before, (before.start, before.end), (first, last), "alias.bracket.said")

    def _named_by(self, bracket: int, acronym: str, before: Mention | None) -> int | None:
        """First token of the words before the bracket whose initials spell the acronym, or None (Schwartz and Hearst 2003, adapted)."""
        if not case_sensitive(acronym):
            return None
        tokens = self.tokens
        if before is not None and initials_agree(" ".join(t.word for t in tokens[before.first : bracket]), [acronym.lower()]):
            return before.first
        letters = [c for c in acronym.lower().rstrip("s" if acronym.endswith("s") else "") if c.isalnum()]
        position = bracket
        for letter in reversed(letters):
            position -= 1
            steps = 0
            while position >= 0 and tokens[position].is_word and not tokens[position].word.startswith(letter) and steps < _STEPS:
                position -= 1
                steps += 1
            if position < 0 or not tokens[position].is_word or not tokens[position].word.startswith(letter):
                return None
        return position

    # --- appositions and alternatives --------------------------------------------------------------------------------------------

    def _short_apposed(self) -> Iterator[Alias]:
        """As in "the Africa Credit Rating Agency, AfCRA for short, …": an acronym in apposition whose letters the name before spells."""
        tokens = self.tokens
        for comma in [k for k, token in enumerate(tokens) if token.word in {",", "-"}]:
            if not 0 < comma < len(tokens) - 2 or tokens[comma].depth:
                continue
            if (alias := self._nicknamed(comma)) is not None:
                yield alias
                continue
            if not tokens[comma + 1].capital:
                continue
            closed = tokens[comma + 2].word == tokens[comma].word or self.words.at("short_closers", tokens, comma + 2) > 0
            if not closed or not case_sensitive(self._spelled(comma + 1, comma + 2)):
                continue
            before = self._ending(comma)
            if self.words.at("short_closers", tokens, comma + 2) > 0 and before is not None and before.kind in {"name", "known"}:
                alias = self._alias(before, (before.start, before.end), (comma + 1, comma + 2), "alias.apposition.said")
                if alias is not None:
                    yield alias
                continue
            span = self._named_by(comma, self._spelled(comma + 1, comma + 2), before)
            if span is not None:
                thing = before if before is not None and before.first == span else None
                extent = (tokens[span].start, tokens[comma - 1].end)
                alias = self._alias(thing, extent, (comma + 1, comma + 2), "alias.apposition.initials")
                if alias is not None:
                    yield alias

    def _nicknamed(self, mark: int) -> Alias | None:
        """As in "the facility, or iPORT for short", "– the Port Code, for short –", "– BAG, to use its Spanish initials –"."""
        tokens = self.tokens
        if self.words.beginnings(_SHORT_CLOSERS).isdisjoint(self.sentence.held):
            return None
        first = mark + 1 + self.words.has("disjunctions", tokens[mark + 1].word)
        first += first < len(tokens) and self.words.has("articles", tokens[first].word)
        if "heads-first" in self.words.traits or first >= len(tokens):
            return None
        name = next((m for m in self.mentions if m.first == first and m.kind in {"name", "known"}), None)
        last = name.last if name is not None else first + 1
        closer = last + (last < len(tokens) and tokens[last].word == ",")
        before = self._ending(mark)
        capitals = sum(c.isupper() for c in self._spelled(first, last))
        if before is None or before.bare or before.kind not in {"name", "known"} or capitals < _STEPS or before.types == ("ssc:Person",):
            return None
        if self.words.at("short_closers", tokens, closer) < 0:
            return None
        return self._alias(before, (before.start, before.end), (first, last), "alias.apposition.said")

    def _apposed(self) -> Iterator[Alias]:
        """As in "BAPA+40, the second High-level Conference, …": two names that the authority file holds for one thing."""
        for left, right in pairwise(self.mentions):
            if self.tokens[left.last].word not in {",", "-"}:
                continue
            apposed = all(not t.is_word or t.word == "the" for t in self.tokens[left.last : right.first])
            if apposed and not (left.kind == right.kind == "known" and left.id == right.id):
                yield from self._spelled_out(left, right)
            elif apposed:
                alias = self._alias(left, (left.start, left.end), (right.first, right.last), "alias.apposition.known")
                if alias is not None:
                    yield alias

    def _spelled_out(self, left: Mention, right: Mention) -> Iterator[Alias]:
        """As in "PAPSS – the Pan-African Payment and Settlement System –": an acronym, then what its letters spell."""
        acronym, name = self.text[left.start : left.end], self.text[right.start : right.end]
        if left.last - left.first == 1 and case_sensitive(acronym) and initials_agree(name, [acronym.lower()]):
            alias = self._alias(self._known_of(right, left), (right.start, right.end), (left.first, left.last), "alias.apposition.initials")
            if alias is not None:
                yield alias

    def _alternatives(self) -> Iterator[Alias]:
        """As in "A atau B", "A, or B": two names of one thing where the authority file says so, or where B is A in another language."""
        disjunctions = self.words.words_of("disjunctions")
        for position, token in enumerate(self.tokens):
            if (token.word not in disjunctions and token.word != "alias") or token.depth:
                continue
            behind = position + 1 + (position + 1 < len(self.tokens) and self.tokens[position + 1].word == "the")
            right = next((m for m in self.mentions if m.first == behind), None)
            left = self._left_name(position)
            if right is not None and left is not None and not right.bare and right.kind != "symbol":
                alias = self._same_thing(*left, right)
                if alias is None and self._enclosed(position, right) and not self._listed(left[0]):
                    alias = self._put_in(left[2], right)
                if alias is not None:
                    yield alias

    def _enclosed(self, position: int, right: Mention) -> bool:
        """As in "Delapan Pulau, atau Eight Isles, didirikan …": commas around "or" and a name."""
        tokens = self.tokens
        around = position > 0 and tokens[position - 1].word in {",", "-"} and right.last < len(tokens)
        return around and tokens[right.last].word == tokens[position - 1].word and "glosses-in-brackets" in self.words.traits

    def _listed(self, first: int) -> bool:
        """As in "di Lampung, Antioquia, atau Kaffa,": the name is one of a list."""
        return first > 1 and self.tokens[first - 1].word == "," and any(m.last == first - 1 for m in self.mentions)

    def _put_in(self, left: Mention | None, right: Mention) -> Alias | None:
        """The other name between such commas, where neither is known as something else."""
        if left is None or left.bare or left.kind not in {"name", "known"} or right.kind != "name" or not _compatible(left, right):
            return None
        return self._alias(left, (left.start, left.end), (right.first, right.last), "alias.or.language")

    def _left_name(self, position: int) -> tuple[int, int, Mention | None] | None:
        """The name that ends before a token, brackets skipped: its tokens, and its mention if it is one."""
        tokens = self.tokens
        last = position
        while last > 0 and (tokens[last - 1].depth or tokens[last - 1].word == ","):
            last -= 1
        mention = self._ending(last)
        if mention is not None:
            return mention.first, last, mention
        first = last
        while first > 0 and tokens[first - 1].is_word and not tokens[first - 1].depth and not self.words.is_finite(tokens[first - 1]):
            if self.words.has("prepositions", tokens[first - 1].word):
                break
            first -= 1
        return (first, last, None) if first == 0 < last else None

    def _same_thing(self, first: int, last: int, mention: Mention | None, right: Mention) -> Alias | None:
        span = (right.first, right.last)
        extent = (self.tokens[first].start, self.tokens[last - 1].end)
        if mention is not None and mention.kind == "known" and right.kind == "known":
            return self._alias(mention, extent, span, "alias.or.known") if mention.id == right.id else None
        short = "short-name-behind-comma" in self.words.traits and self.tokens[last].word == "," and case_sensitive(self._spelled(*span))
        other = mention is not None and mention.kind == "name" and right.kind == "name" and self._foreign(mention)
        if not (short or self._foreign(right) or (other and "glosses-in-brackets" in self.words.traits)):
            return None
        if mention is not None and (mention.bare or not _compatible(mention, right)):
            return None
        return self._alias(right if right.kind == "known" or mention is None else mention, extent, span, "alias.or.language")

    def _foreign(self, mention: Mention) -> bool:
        """Whether a name is in another language than the document: an English head or connector inside an Indonesian text."""
        if self.words.language == COMMON:
            return False
        spelled = self.text[mention.start : mention.end]
        if mention.kind == "known":
            entry = self.lexicon.by_id.get(mention.id)
            return entry is not None and any(
                label.language == COMMON and label.text.casefold() == spelled.casefold() for label in entry.labels
            )
        english = vocabulary(COMMON)
        words = spelled.lower().split()
        heads = any(english.value("heads", (w,)) and not self.words.value("heads", (w,)) for w in words)
        if mention.kind == "name" and len(words) > 1 and _english(words) and "glosses-in-brackets" in self.words.traits:
            return True
        return heads or any(w in {"of", "for", "the", "and"} for w in words)

    # --- parts -------------------------------------------------------------------------------------------------------------------

    def _ending(self, position: int) -> Mention | None:
        return next((m for m in self.mentions if m.last == position), None)

    def _spelled(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def _known_of(self, before: Mention | None, inside: Mention | None) -> Mention | None:
        """Of two mentions the one that the authority files know, else the first."""
        return next((m for m in (before, inside) if m is not None and m.kind == "known"), before)

    def _kind_of(self, name: str, *, unknown: bool) -> tuple[str, ...]:
        """The kind that a name's head noun tells; without one, no kind for a name, and a concept for other words."""
        words = [word for word in name.casefold().split() if word != "the"]
        kind = HeadReader(self.words.language).read(words).head[1]
        return (kind,) if kind else () if unknown else ("ssc:Concept",)

    def _alias(self, thing: Mention | None, extent: tuple[int, int], span: tuple[int, int], rule: str) -> Alias | None:
        """An alias of a thing (or of the words before it), unless both names are the same words."""
        name = " ".join(self.text[extent[0] : extent[1]].split())
        other = self._spelled(*span)
        if name.casefold() == other.casefold():
            return None
        if "glosses-in-brackets" in self.words.traits and self.words.value("heads", tuple(name.lower().split())):
            return None  # "Konferensi Tingkat Tinggi (KTT) Milenium": a noun and its abbreviation, no thing
        named = thing is not None and thing.kind in {"known", "name", "title"}
        curie = thing.id if thing is not None and named else entity_curie(name)
        types = thing.types if thing is not None and thing.types else self._kind_of(name, unknown=thing is not None)
        start, end = self.tokens[span[0]].start, self.tokens[span[1] - 1].end
        return Alias(self.sentence.index, curie, types, name, *extent, other, start, end, rule)


def _joined_from(short: str, name: str) -> bool:
    """Whether a short name of one word ends in a word of the name: "Oswaldo Cruz Foundation (Fiocruz)"."""
    words = [word.casefold() for word in name.split() if len(word) >= _ACRONYM + 1 and word[:1].isupper()]
    folded = short.casefold()
    return short[:1].isupper() and any(folded != word and folded.endswith(word) for word in words)


def _cut_with_number(short: str) -> bool:
    """As in "PL 480", "C-4"."""
    return bool(re.fullmatch(r"[A-Z]{1,5}[ -]?\d{1,4}", short))


def _english(words: Iterable[str]) -> bool:
    """Whether a few words in lower case look English: by their endings and letters, which Indonesian does not have."""
    spelled = list(words)
    brief = 1 <= len(spelled) <= _LONGEST_GLOSS and all(w.replace("-", "").isalpha() and w.islower() for w in spelled)
    return brief and any(_ENGLISH.search(w) for w in spelled) and not any(_INDONESIAN.search(w) for w in spelled)


def _known_tail(text: str, before: Mention, inside: Mention) -> int:
    """Where the last words of a name are a name of what the bracket holds ("… Summit of the Non-Aligned Movement (NAM)"), or -1."""
    words = text[before.start : before.end].casefold()
    for label in inside.labels:
        name = label.text.casefold()
        if len(name) < len(words) and words.endswith(f" {name}"):
            return before.end - len(name)
    return -1


def _compatible(left: Mention, right: Mention) -> bool:
    return not left.types or not right.types or bool(set(left.types) & set(right.types)) or left.kind == "name"
