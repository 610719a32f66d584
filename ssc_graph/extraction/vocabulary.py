"""The word tables of a language, indexed for look-up, and the classes that a kind of argument admits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from ssc_graph.extraction.tokens import Token
from ssc_graph.rules import Grammar, Phrase, load_tables

_ORGANISATION = frozenset({"ssc:Organization", "ssc:IntergovernmentalBody", "ssc:GovernmentBody", "ssc:CountryGroup"})
_INSTRUMENT = frozenset(
    {"ssc:PolicyInstrument", "ssc:Resolution", "ssc:PlanOfAction", "ssc:Declaration", "ssc:Agreement", "ssc:OutcomeDocument"}
)
_PUBLICATION = frozenset({"ssc:Publication", "ssc:Report", "ssc:Book", "ssc:Article"})

#: Type groups that rules name, with the classes that belong to them.
GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "organisation": _ORGANISATION,
        "body": _ORGANISATION - {"ssc:CountryGroup"},
        "group": frozenset({"ssc:CountryGroup"}),
        "country": frozenset({"ssc:Country"}),
        "person": frozenset({"ssc:Person"}),
        "place": frozenset({"ssc:Place", "ssc:Country"}),
        "instrument": _INSTRUMENT,
        "resolution": frozenset({"ssc:Resolution"}),
        "event": frozenset({"ssc:Event"}),
        "publication": _PUBLICATION,
        "report": frozenset({"ssc:Report"}),
        "journal": frozenset({"ssc:Journal"}),
        "concept": frozenset({"ssc:Concept", "skos:Concept"}),
        "programme": frozenset({"ssc:Programme", "ssc:Fund"}),
        "situation": frozenset({"ssc:Situation"}),
        "described": frozenset(),  # what a description without a name stands for
        "statement": frozenset({"ssc:Objective", "ssc:Principle", "ssc:Definition", "ssc:Statement"}),
    }
)


#: Words whose form is remembered, at most; then the memory begins anew.
_MOST_WORDS = 50_000
_UNSEEN = "?"
_BASE, _THIRD, _PAST, _PHRASE = "bspo"


@cache
def _classes_of(groups: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(GROUPS[group] for group in groups))


def classes_of(groups: Sequence[str]) -> frozenset[str]:
    """Return the classes of type groups.

    Raises:
        KeyError: a group does not exist.
    """
    return _classes_of(tuple(groups))


def admits(types: Sequence[str], groups: Sequence[str], *, unknown: bool = True) -> bool:
    """Return whether a thing of these types may fill a role that asks for these groups.

    Args:
        types: the thing's classes; empty where its kind is not known.
        groups: the role's type groups; empty for anything.
        unknown: whether a thing of unknown kind may.
    """
    if not groups:
        return True
    classes = _classes_of(tuple(groups))
    if "ssc:CountryGroup" in types:  # a group of countries is also a concept, but acts as a body
        return "ssc:CountryGroup" in classes
    return not classes.isdisjoint(types) if types else unknown


class Vocabulary:
    """The tables of one language, with look-ups by phrase at or before a token.

    Args:
        grammar: the language's grammar.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.language = grammar.language
        #: by table and first word, what follows that word, the longest first; by table and last word, what precedes it
        self._tails: defaultdict[str, dict[str, list[Phrase]]] = defaultdict(dict)
        self._heads: defaultdict[str, dict[str, list[Phrase]]] = defaultdict(dict)
        tables = {**grammar.words, **{name: tuple(tuple(key.split()) for key in table) for name, table in grammar.maps.items()}}
        for name, phrases in tables.items():
            for phrase in sorted(phrases, key=len, reverse=True):
                self._tails[name].setdefault(phrase[0], []).append(phrase[1:])
                self._heads[name].setdefault(phrase[-1], []).append(phrase[:-1])
        self._values: defaultdict[str, dict[Phrase, str]] = defaultdict(dict)
        for name, table in grammar.maps.items():
            self._values[name] = {tuple(key.split()): value for key, value in table.items()}
        self._singles: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        for name, phrases in tables.items():
            self._singles[name] = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
        self._finite: dict[str, bool] = {}
        self._forms: dict[str, str] = {}
        self._beginnings: dict[tuple[str, ...], frozenset[str]] = {}
        self._endings: dict[tuple[str, ...], frozenset[str]] = {}
        self._joined: dict[tuple[str, ...], frozenset[str]] = {}
        #: what may stand inside a trigger: adverbs, negations and commas; with what may open a date there
        self.inserted = self._singles["inserted"] | self._singles["negations"] | {","}
        self.insertable = self.inserted | self._singles["date_prepositions"]
        self.not_verbs = frozenset(words[0] for words in grammar.words.get("not_verbs", ()))
        self.traits = frozenset(words[0] for words in grammar.words.get("traits", ()))
        self.suffixes = tuple(words[0] for words in grammar.words.get("base_verb_suffixes", ()))
        self.finite_suffixes = tuple(words[0] for words in grammar.words.get("finite_suffixes", ()))
        self.plain_verbs = frozenset(words[0] for words in grammar.words.get("plain_verbs", ()))
        self.past_endings = tuple(words[0] for words in grammar.words.get("past_endings", ()))
        self.prefixes = tuple(words[0] for words in grammar.words.get("verb_prefixes", ()))

    def at(self, table: str, tokens: Sequence[Token], position: int) -> int:
        """Return the position behind the longest phrase of a table that begins at a token, or -1."""
        try:
            tails = self._tails[table].get(tokens[position].word)
        except IndexError:  # asked behind the last token, which is rare
            return -1
        if tails is None:
            return -1
        position += 1
        for tail in tails:
            if not tail:
                return position
            if position + len(tail) <= len(tokens) and tokens[position].word == tail[0]:
                end = position + len(tail)
                if len(tail) == 1 or tuple(token.word for token in tokens[position:end]) == tail:
                    return end
        return -1

    def before(self, table: str, tokens: Sequence[Token], position: int) -> int:
        """Return the position of the longest phrase of a table that ends right before a token, or -1."""
        if position <= 0 or position > len(tokens):
            return -1
        position -= 1
        heads = self._heads[table].get(tokens[position].word)
        if heads is None:
            return -1
        for head in heads:
            start = position - len(head)
            if start >= 0 and (not head or tuple(token.word for token in tokens[start:position]) == head):
                return start
        return -1

    def has(self, table: str, word: str) -> bool:
        """Return whether a single word is an entry of a table."""
        return word in self._singles[table]

    def is_base_verb(self, word: str) -> bool:
        """Return whether a word is a verb in its base form: listed, or by its ending."""
        return word in self._singles["base_verbs"] or (bool(self.suffixes) and word.endswith(self.suffixes) and word not in self.not_verbs)

    def words_of(self, table: str) -> frozenset[str]:
        """Return the entries of a table that are single words."""
        return self._singles[table]

    def singles(self, tables: tuple[str, ...]) -> frozenset[str]:
        """Return the entries of some tables that are single words."""
        known = self._joined.get(tables)
        if known is None:
            known = self._joined[tables] = frozenset().union(*(self._singles[table] for table in tables))
        return known

    def openings(self, table: str) -> Collection[str]:
        """Return the words with which the phrases of a table begin."""
        return self._tails[table].keys()

    def beginnings(self, tables: tuple[str, ...]) -> frozenset[str]:
        """Return the words with which the phrases of some tables begin."""
        known = self._beginnings.get(tables)
        if known is None:
            known = self._beginnings[tables] = frozenset(word for table in tables for word in self._tails[table])
        return known

    def endings(self, tables: tuple[str, ...]) -> frozenset[str]:
        """Return the words with which the phrases of some tables end."""
        known = self._endings.get(tables)
        if known is None:
            known = self._endings[tables] = frozenset(word for table in tables for word in self._heads[table])
        return known

    def value(self, table: str, words: Phrase) -> str:
        """Return the value of a phrase in a mapping table, or an empty string."""
        return self._values[table].get(words, "")

    def values(self, table: str) -> Mapping[Phrase, str]:
        """Return a mapping table by phrase."""
        return self._values[table]

    def is_finite(self, token: Token) -> bool:
        """Return whether a word looks like a finite verb (a guess by form, good enough to end a noun phrase)."""
        if token.governs:
            return True
        if token.capital:
            return token.word in self.plain_verbs
        known = self._finite.get(token.word)
        if known is None:
            if len(self._finite) >= _MOST_WORDS:
                self._finite.clear()
            known = self._finite[token.word] = self._looks_finite(token.word)
        return known

    def mark_governing(self, tokens: Sequence[Token]) -> None:
        """Mark the past forms that govern an object: those that a participle shares are verbs where a determiner follows.

        "Creditors refused a delay" has a predicate, "the delay refused by creditors" has none.
        """
        if not self.past_endings:
            return
        known, last = self._forms, len(tokens) - 1
        for k in [k for k, token in enumerate(tokens) if known.get(token.word, _UNSEEN)]:  # most words are no verbs
            if k == last:
                break
            token = tokens[k]
            forms = known.get(token.word)
            if forms is None and not (forms := self._remember_forms(token.word)):
                continue
            base = _BASE in forms and self._base_predicate(tokens, k)
            if k and (base or (_PHRASE in forms and not token.capital and self.at("governing_phrases", tokens, k) > 0)):
                token.governs = True
                continue
            if _THIRD in forms and k and not token.capital:
                token.governs = self._opens_object(tokens, k + 1) and not self._among_nouns(tokens, k)
                continue
            if _PAST not in forms:
                continue
            passive = k > 0 and self.has("passive_auxiliaries", tokens[k - 1].word)
            timed = k + 2 < len(tokens) and self.has("time_words", tokens[k + 2].word)  # "adopted the same year"
            named = tokens[k + 1].capital and k > 0 and not self.has("prepositions", tokens[k - 1].word)
            opened = self.has("object_openers", tokens[k + 1].word) or (named and not self.has("object_openers", tokens[k - 1].word))
            token.governs = opened and not passive and not timed and not token.capital

    def _remember_forms(self, word: str) -> str:
        """What a word may be that governs an object: a verb's base, third person or past, or the beginning of a phrase that does."""
        base = self.has("base_verbs", word) or self.has("noun_like", word)
        third = word.endswith("s") and self._third_person(word)
        past = (word.endswith(self.past_endings) or self.has("shared_pasts", word)) and word not in self.not_verbs
        if len(self._forms) >= _MOST_WORDS:
            self._forms.clear()
        opens = word in self._tails["governing_phrases"]
        self._forms[word] = _BASE * base + _THIRD * third + _PAST * past + _PHRASE * opens
        return self._forms[word]

    def _opens_object(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether an object begins here, or behind the particle of a verb ("eats away the savings")."""
        behind = position + self.has("particles", tokens[position].word)
        relative = behind < len(tokens) and self.has("cleft_relatives", tokens[behind].word)  # "it was loans that …"
        return behind < len(tokens) and self.has("object_openers", tokens[behind].word) and not relative

    def _among_nouns(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether the word before makes a noun of what may be a third person; "the absence of investors leaves us" has a verb."""
        before = tokens[position - 1].word
        if self.has("object_openers", before) or self.has("prepositions", before):
            return True
        owned = position > 3 and any(t.word == "of" for t in tokens[position - 4 : position - 1])  # noqa: PLR2004
        return before.endswith("s") and not owned

    def _base_predicate(self, tokens: Sequence[Token], position: int) -> bool:
        """As in "thin harvests drive young people off the land": a base form behind a plural noun, no noun itself, with an object."""
        before, following = tokens[position - 1], tokens[position + 1]
        if tokens[position].capital or (self.has("noun_like", tokens[position].word) and not self._opens_object(tokens, position + 1)):
            return False  # "prices fall" may be nouns, "farmers use a pesticide" has a verb
        plural = before.is_word and before.word.endswith("s") and not before.word.endswith(("ss", "us", "'s", "is"))
        plural = plural or self.has("plural_pronouns", before.word)
        if not plural or self.has("prepositions", before.word) or self.is_finite(before):
            return False
        return following.is_word and self.before("verb_linkers", tokens, position) < 0

    def _third_person(self, word: str) -> bool:
        """Whether a word is the third person of a verb that the tables know ("leaves", "carries"), which may be a plural noun, too."""
        stems = (word[:-1], word[:-2], word[:-3] + "y") if word.endswith("ies") else (word[:-1], word[:-2])
        return any(self.has("base_verbs", stem) for stem in stems)

    def _looks_finite(self, word: str) -> bool:
        if word in self.plain_verbs:
            return True
        if self.finite_suffixes and len(word) > 4 and word.endswith(self.finite_suffixes) and word not in self.not_verbs:  # noqa: PLR2004
            return True  # by its ending, where a language shows tense there
        if not self.prefixes or word in self.not_verbs or "-" in word:
            return False
        return len(word) > 5 and word.startswith(self.prefixes) and not word.endswith("nya")  # noqa: PLR2004 (shorter words are roots)


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of a language, loaded once."""
    return Vocabulary(load_tables(language))
