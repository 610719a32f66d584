"""The word tables of a language, indexed for look-up, and the classes that a kind of argument admits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from ssc_graph.extraction.tokens import Token, match_at, match_before
from ssc_graph.rules import Grammar, Phrase, load_grammar

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
        "statement": frozenset({"ssc:Objective", "ssc:Principle", "ssc:Definition", "ssc:Statement"}),
    }
)


def classes_of(groups: Sequence[str]) -> frozenset[str]:
    """Return the classes of type groups.

    Raises:
        KeyError: a group does not exist.
    """
    return frozenset().union(*(GROUPS[group] for group in groups)) if groups else frozenset()


def admits(types: Sequence[str], groups: Sequence[str], *, unknown: bool = True) -> bool:
    """Return whether a thing of these types may fill a role that asks for these groups.

    Args:
        types: the thing's classes; empty where its kind is not known.
        groups: the role's type groups; empty for anything.
        unknown: whether a thing of unknown kind may.
    """
    if not groups:
        return True
    classes = classes_of(groups)
    if "ssc:CountryGroup" in types:  # a group of countries is also a concept, but acts as a body
        return "ssc:CountryGroup" in classes
    return bool(classes & set(types)) if types else unknown


class Vocabulary:
    """The tables of one language, with look-ups by phrase at or before a token.

    Args:
        grammar: the language's grammar.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.language = grammar.language
        self._by_first: dict[str, dict[str, list[Phrase]]] = {}
        self._by_last: dict[str, dict[str, list[Phrase]]] = {}
        tables = {**grammar.words, **{name: tuple(tuple(key.split()) for key in table) for name, table in grammar.maps.items()}}
        for name, phrases in tables.items():
            ordered = sorted(phrases, key=len, reverse=True)
            first = self._by_first.setdefault(name, {})
            last = self._by_last.setdefault(name, {})
            for phrase in ordered:
                first.setdefault(phrase[0], []).append(phrase)
                last.setdefault(phrase[-1], []).append(phrase)
        self._values = {name: {tuple(key.split()): value for key, value in table.items()} for name, table in grammar.maps.items()}
        self._singles = {name: frozenset(p[0] for p in phrases if len(p) == 1) for name, phrases in tables.items()}
        self._finite: dict[str, bool] = {}
        self.not_verbs = frozenset(words[0] for words in grammar.words.get("not_verbs", ()))
        self.plain_verbs = frozenset(words[0] for words in grammar.words.get("plain_verbs", ()))
        self.prefixes = tuple(words[0] for words in grammar.words.get("verb_prefixes", ()))

    def at(self, table: str, tokens: Sequence[Token], position: int) -> int:
        """Return the position behind the longest phrase of a table that begins at a token, or -1."""
        if position >= len(tokens):
            return -1
        choices = self._by_first.get(table, {}).get(tokens[position].word)
        return match_at(tokens, position, choices) if choices else -1

    def before(self, table: str, tokens: Sequence[Token], position: int) -> int:
        """Return the position of the longest phrase of a table that ends right before a token, or -1."""
        if position <= 0 or position > len(tokens):
            return -1
        choices = self._by_last.get(table, {}).get(tokens[position - 1].word)
        return match_before(tokens, position, choices) if choices else -1

    def has(self, table: str, word: str) -> bool:
        """Return whether a single word is an entry of a table."""
        return word in self._singles.get(table, ())

    def value(self, table: str, words: Phrase) -> str:
        """Return the value of a phrase in a mapping table, or an empty string."""
        return self._values.get(table, {}).get(words, "")

    def is_finite(self, token: Token) -> bool:
        """Return whether a word looks like a finite verb (a guess by form, good enough to end a noun phrase)."""
        word = token.word
        if word in self.plain_verbs:
            return True
        if not self.prefixes or word in self.not_verbs or "-" in word or token.capital:
            return False
        return len(word) > 5 and word.startswith(self.prefixes) and not word.endswith("nya")  # noqa: PLR2004 (shorter words are roots)


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of a language, loaded once."""
    return Vocabulary(load_grammar(language))
