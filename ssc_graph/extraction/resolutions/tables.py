"""The verb tables and rules of resolutions: typed loaders of the YAML files in this folder.

YAML reads ``on`` as True and ``2020-01-02`` as a date, so a scalar that is no string is refused where a string is due.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ssc_graph import resources
from ssc_graph.claims import RELATIONS
from ssc_graph.errors import DataFileError

#: The languages of the genre; a resolution in another language is read by the tables of :data:`ssc_graph.claims.COMMON`.
LANGUAGES: Final = tuple(name.removesuffix(".yaml") for name in resources.names("extraction/resolutions", suffix=".yaml"))
KINDS: Final = ("adoption", "adopting", "provision", "cites", "citing", "named", "mentioned", "endorsed", "report", "addressing")
_FOLDER: Final = "extraction/resolutions"
_WORDS: Final = (
    "modifiers", "order", "participles", "adopted_ends", "articles", "again", "repeated", "demanded", "operative",
    "annexes", "adopted", "speakers", "pronominal", "adopting", "preambular", "determiners", "parts", "definite",
    "contained", "including", "acts", "joints", "barriers", "reports", "papers", "instruments", "agents", "groups",
    "asides", "quantifiers", "prepositional", "pronouns", "infinitives", "inside", "tails", "tail_openers", "doers",
    "things", "binding", "bodies", "endorsing", "outcomes", "generic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text, put into a small resolution by the tests, and what the rule must find in it.

    Args:
        text: one or more paragraphs.
        finds: labels of the objects that the rule's claims have, in document order; none for a negative example.
    """

    text: str
    finds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Args:
        id: stable name; the same in every language.
        kind: one of :data:`KINDS`.
        confidence: 0 to 1.
        relation: of a citing rule, else empty.
        verbs: of a citing or addressing rule, in lower case.
        told: of a citing rule: the verbs in the past, as a news text has them ("the Assembly recalled resolution 64/222").
        complement: of an addressing rule: ``infinitive`` ("requests X to") or ``that`` ("demands that X").
        examples: positive and negative ones.
    """

    id: str
    kind: str
    confidence: float
    relation: str = ""
    verbs: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    complement: str = ""
    examples: tuple[Example, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Table:
    """The tables of one language.

    Args:
        language: code of the language.
        words: lists of words by the name that they have in the file.
        rules: in the file's order.
    """

    language: str
    words: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]

    def rule(self, kind: str) -> Rule:
        """Return the first rule of a kind."""
        return next(rule for rule in self.rules if rule.kind == kind)

    def of_kind(self, kind: str) -> tuple[Rule, ...]:
        """Return the rules of a kind."""
        return tuple(rule for rule in self.rules if rule.kind == kind)

    def any_of(self, *names: str) -> str:
        """Return an alternation of lists of words, the longest first, white space loose, for a pattern.

        >>> load("en").any_of("groups").startswith("neighbours|countries|")
        True
        """
        return alternation(word for name in names for word in self.words[name])


def alternation(words: Any) -> str:  # noqa: ANN401 (any iterable of strings)
    r"""Return an alternation of words, the longest first, white space loose.

    >>> print(alternation(["act", "final act"]))
    final\s+act|act
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@cache
def load(language: str) -> Table:
    """Return the tables of a language.

    Raises:
        DataFileError: the file is missing or broken.

    >>> load("en").rule("citing").id
    'un.recalls'
    """
    name = f"{language}.yaml"
    return parse(resources.read(_FOLDER, name), where=f"{_FOLDER}/{name}")


def parse(data: bytes, *, where: str) -> Table:
    """Return the tables in the bytes of a YAML file.

    Raises:
        DataFileError: the file is not as it must be; the message says where.
    """
    import yaml

    try:
        read = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)
    except yaml.YAMLError as error:
        raise DataFileError(f"the YAML is broken: {error}", where=where) from None
    if not isinstance(read, dict):
        raise DataFileError("a mapping is due", where=where)
    unknown = sorted(set(map(str, read)) - {"language", "rules", *_WORDS})
    if unknown:
        raise DataFileError(f"unknown key {unknown[0]!r}", where=where)
    words = {name: _strings(read.get(name), f"{where}: {name}") for name in _WORDS}
    rules = read.get("rules")
    if not isinstance(rules, list):
        raise DataFileError("a list is due", where=f"{where}: rules")
    found = tuple(_rule(entry, f"{where}: rule {number}") for number, entry in enumerate(rules, 1))
    missing = [kind for kind in KINDS if all(rule.kind != kind for rule in found)]
    if missing:
        raise DataFileError(f"there is no rule of kind {missing[0]!r}", where=where)
    return Table(_string(read.get("language"), f"{where}: language"), MappingProxyType(words), found)


def _rule(entry: object, where: str) -> Rule:
    if not isinstance(entry, dict):
        raise DataFileError("a mapping is due", where=where)
    unknown = sorted(set(map(str, entry)) - {"id", "kind", "confidence", "relation", "verbs", "told", "complement", "examples"})
    if unknown:
        raise DataFileError(f"unknown key {unknown[0]!r}", where=where)
    identifier = _string(entry.get("id"), f"{where}: id")
    where = f"{where} ({identifier})"
    kind = _string(entry.get("kind"), f"{where}: kind")
    confidence = entry.get("confidence")
    relation = _string(entry.get("relation", ""), f"{where}: relation")
    complement = _string(entry.get("complement", ""), f"{where}: complement")
    if kind not in KINDS:
        raise DataFileError(f"unknown kind {kind!r}", where=where)
    if not isinstance(confidence, float) or not 0 <= confidence <= 1:
        raise DataFileError("the confidence must be a number with a decimal point in 0 to 1", where=where)
    if (kind == "citing") != (RELATIONS.get(relation) == "cites"):
        raise DataFileError("a citing rule, and no other, has a sub-relation of cites", where=where)
    if complement not in ({"infinitive", "that"} if kind == "addressing" else {""}):
        raise DataFileError(f"unknown complement {complement!r}", where=where)
    verbs = _strings(entry.get("verbs", []), f"{where}: verbs")
    told = _strings(entry.get("told", []), f"{where}: told")
    examples = entry.get("examples")
    if not isinstance(examples, list) or not examples:
        raise DataFileError("a rule has examples", where=where)
    read = tuple(_example(example, f"{where}: example {number}") for number, example in enumerate(examples, 1))
    return Rule(identifier, kind, confidence, relation, verbs, told, complement, read)


def _example(entry: object, where: str) -> Example:
    if not isinstance(entry, dict) or set(entry) != {"text", "finds"}:
        raise DataFileError("an example has a text and what is found in it", where=where)
    return Example(_string(entry["text"], where), _strings(entry["finds"], where))


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise DataFileError("a list is due", where=where)
    return tuple(_string(item, where) for item in value)


def _string(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise DataFileError(f"a string is due, not {value!r}", where=where, hint="put it in quotes")
    return value
