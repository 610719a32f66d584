"""Pairs that may be one thing: those that meet in a key or in a name, found by tables and never by comparing all with all.

Each thing is entered once under every form of its names and once under every key, so the work grows with the number of names. A form
under which too many things stand says nothing, and is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.keys import Name, Thing
from ssc_graph.merging.names import bag, fold, initials, is_acronym, is_shown_first, singular

#: Things under one form, on one side, beyond which the form says nothing.
CROWD: Final = 12
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
        not is_shown_first(reason.language),
        reason.language,
        reason.text,
        reason.left,
        reason.right,
    )


_Found = Iterator[tuple[tuple[str, str], Evidence]]


def _by_key(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> _Found:
    """Things that name each other as the same, that name one third as the same, or that have an identifier in common."""
    for one, ours, theirs in _meetings(_table(left, _same), _table(right, _same)):
        for iri, other in product(ours, theirs):
            direct = one in {normal_iri(iri), normal_iri(other)}
            yield (iri, other), Evidence("stated" if direct else "key", "skos:exactMatch", "skos:exactMatch", one)
    for key, ours, theirs in _meetings(_table(left, _keys), _table(right, _keys)):
        for pair in product(ours, theirs):
            yield pair, Evidence("key", *_ENDS.get(key.partition(" ")[0], ("skos:exactMatch", "skos:exactMatch")), key)


_IDENTIFIER: Final = ("http://purl.org/dc/terms/identifier", "http://purl.org/dc/terms/identifier")
_ENDS: Final[Mapping[str, tuple[str, str]]] = {
    "lei": ("https://schema.org/leiCode", "https://schema.org/leiCode"),
    **dict.fromkeys(("iso", "m49", "symbol", "sdg"), _IDENTIFIER),
}


def _same(thing: Thing) -> set[str]:
    return {normal_iri(thing.iri), *thing.stated}


def _keys(thing: Thing) -> set[str]:
    return {" ".join(key) for key in thing.keys}


def _table(things: Mapping[str, Thing], keys: Callable[[Thing], set[str]]) -> Mapping[str, list[str]]:
    table: defaultdict[str, list[str]] = defaultdict(list)
    for iri, thing in things.items():
        for key in keys(thing):
            table[key].append(iri)
    return table


def _meetings(left: Mapping[str, list[str]], right: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the keys of both sides, with their things; those that are everybody's are nobody's."""
    for key, ours in left.items():
        theirs = right.get(key, [])
        if theirs and max(len(ours), len(theirs)) <= CROWD:
            yield key, ours, theirs


_Form = tuple[str, str, str]  # kind of form, language, text


def _by_name(left: Mapping[str, Thing], right: Mapping[str, Thing]) -> _Found:
    """Things with a name in common, in one language, or in none that is stated."""
    theirs = _names(right)
    for (kind, language, text), ours in _names(left).items():
        if len(ours) > CROWD or language == _ANY:
            continue
        for where in (_ANY,) if language == _NONE else (language, _NONE):
            others = theirs.get((_MEETS.get(kind, kind), where, text), {})
            if len(others) <= CROWD:
                for iri, name in ours.items():
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
    if not name.preferred:
        return  # a name in short beside a whole one: the whole ones tell more than initials
    if " " in folded:
        yield "spelled out", initials(name.text, name.language)
    elif is_acronym(name.text) and len(name.text) >= _FEWEST_INITIALS:
        yield "initials", name.text.upper()
