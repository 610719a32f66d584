"""Pairs that may be one thing: those that meet in a key or in a name, found by tables and never by comparing all with all.

Each thing is entered once under every form of its names and once under every key, so the work grows with the number of names. A form
under which too many things stand says nothing, and is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.keys import Name, Thing
from ssc_graph.merging.names import bag, fold, initials, is_acronym, singular

#: Things under one form, on one side, beyond which the form says nothing.
CROWD: Final = 12
Key = TypeVar("Key")
#: What stands in a table for every language, and for a name that states none.
_ANY: Final = "*"
_NONE: Final = "?"
_FEWEST_INITIALS: Final = 3
#: Initials meet the name that they stand for; two names of the same initials have nothing in common.
_MEETS: Final[Mapping[str, str]] = {"initials": "spelled out", "spelled out": "initials"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason why two things may be one.

    Args:
        kind: ``stated`` (one names the other), ``key``, ``name`` (the same text), ``number`` (but for singular and plural), ``words``
            (but for the order and small words) or ``initials``.
        left: the property on the left.
        right: the property on the right.
        text: what was compared: the key or the folded name.
        language: of the names.
        preferred: whether both names are preferred ones.
        letters: whether the names are the same letter for letter, but for capitals.
    """

    kind: str
    left: str
    right: str
    text: str
    language: str = ""
    preferred: bool = False
    letters: bool = False


Pairs = dict[tuple[str, str], list[Evidence]]


def find_candidates(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> Pairs:
    """Return the pairs of a left and a right thing with all the reasons found.

    Args:
        left: the things of one graph.
        right: the things of the other.
    """
    found: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for pair, reason in (*_by_key(left, right), *_by_name(left, right)):
        if normal_iri(pair[0]) != normal_iri(pair[1]):  # the same IRI needs no link
            found[pair].append(reason)
    return {pair: _strongest(reasons) for pair, reasons in found.items()}


def _strongest(reasons: Iterable[Evidence]) -> list[Evidence]:
    """Return the reasons in their order, without those that a stronger one holds already."""
    ordered = sorted(set(reasons), key=_order)
    met: set[tuple[str, str, str]] = set()
    kept = []
    for reason in ordered:
        where = (reason.left, reason.right, reason.language)
        if reason.kind not in {"number", "words"} or where not in met:
            kept.append(reason)
        met.add(where)
    return kept


_ORDER: Final = ("stated", "key", "name", "number", "words", "initials")


def _order(reason: Evidence) -> tuple[object, ...]:
    return (
        _ORDER.index(reason.kind),
        not reason.preferred,
        reason.language != "en",
        reason.language,
        reason.text,
        reason.left,
        reason.right,
    )


_Found = Iterator[tuple[tuple[str, str], Evidence]]


def _by_key(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> _Found:
    """Things that name each other as the same, that name one third as the same, or that have an identifier in common."""
    same, keys = _table((iri, _same(thing)) for iri, thing in right.items()), _table((iri, thing.keys) for iri, thing in right.items())
    for iri, thing in left.items():
        for one in _same(thing):
            for other in _few(same, one):
                direct = normal_iri(iri) == one or normal_iri(other) == one
                yield (iri, other), Evidence("stated" if direct else "key", "skos:exactMatch", "skos:exactMatch", one)
        for key in thing.keys:
            for other in _few(keys, key):
                yield (iri, other), Evidence("key", *_ENDS.get(key[0], ("skos:exactMatch", "skos:exactMatch")), " ".join(key))


_IDENTIFIER: Final = ("http://purl.org/dc/terms/identifier", "http://purl.org/dc/terms/identifier")
_ENDS: Final[Mapping[str, tuple[str, str]]] = {
    "lei": ("https://schema.org/leiCode", "https://schema.org/leiCode"),
    **dict.fromkeys(("iso", "m49", "symbol", "sdg"), _IDENTIFIER),
}


def _same(thing: Thing) -> set[str]:
    return {normal_iri(thing.iri), *thing.stated}


def _table(entries: Iterable[tuple[str, Iterable[Key]]]) -> dict[Key, list[str]]:
    table: defaultdict[Key, list[str]] = defaultdict(list)
    for iri, keys in entries:
        for key in keys:
            table[key].append(iri)
    return table


def _few(table: Mapping[Key, list[str]], key: Key) -> list[str]:
    found = table.get(key, [])
    return found if len(found) <= CROWD else []


_Form = tuple[str, str, str]  # kind of form, language, text


def _by_name(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> _Found:
    """Things with a name in common, in one language, or in none that is stated."""
    table = _names(right)
    for iri, thing in left.items():
        for name in thing.names:
            for kind, text in _forms(name):
                for language in (name.language, _NONE) if name.language else (_ANY,):
                    others = table.get((_MEETS.get(kind, kind), language, text), {})
                    if len(others) <= CROWD:
                        yield from _met(iri, name, kind, text, others)


def _names(things: Mapping[str, Thing]) -> Mapping[_Form, dict[str, Name]]:
    """Return the things by the forms of their names: under the language, under any, and under none where they state none."""
    table: defaultdict[_Form, dict[str, Name]] = defaultdict(dict)
    for iri, thing in things.items():
        for name in thing.names:
            for kind, text in _forms(name):
                for language in (name.language or _NONE, _ANY):
                    _enter(table[kind, language, text], iri, name)
    return table


def _enter(place: dict[str, Name], iri: str, name: Name) -> None:
    """Remember one name of each thing under a form: a preferred one, if there is one."""
    if iri not in place or (name.preferred and not place[iri].preferred):
        place[iri] = name


def _met(iri: str, name: Name, kind: str, text: str, others: Mapping[str, Name]) -> _Found:
    for other, its in others.items():
        both = name.preferred and its.preferred
        yield (
            (iri, other),
            Evidence(
                "initials" if kind in _MEETS else kind,
                name.field,
                its.field,
                text,
                name.language or its.language,
                both,
                name.text.casefold() == its.text.casefold(),
            ),
        )


def _forms(name: Name) -> Iterator[tuple[str, str]]:
    """Yield the forms under which a name can be met; the weaker ones only where they say something more."""
    folded = fold(name.text, name.language)
    if not folded:
        return
    yield "name", folded
    one = singular(folded, name.language)
    yield "number", one
    if " " in folded:
        yield "words", bag(folded, name.language)
        if name.preferred:
            yield "spelled out", initials(name.text, name.language)
    elif is_acronym(name.text) and len(name.text) >= _FEWEST_INITIALS:
        yield "initials", name.text.upper()
