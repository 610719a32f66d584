"""Values that cannot all be right: kept side by side with who states them, and one chosen for display by a stated rule."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from ssc_graph.namespaces import FIXED

#: How the displayed value is chosen.
RULE: Final = (
    "the value that most sources state; among equals one that our own sources state, then the more exact date, then the first in order"
)

_SSC, _SCHEMA = FIXED["ssc"], FIXED["schema"]
#: Properties of which a thing has one value; dates agree where one is the beginning of the other.
DATES: Final = frozenset(
    {_SSC + p for p in ("adoptedOn", "establishedOn", "endorsedOn", "heldOn", "renamedOn")}
    | {_SCHEMA + p for p in ("foundingDate", "dissolutionDate", "birthDate", "deathDate", "startDate", "endDate", "datePublished")}
    | {FIXED["dct"] + p for p in ("issued", "created")}
    | {"http://www.wikidata.org/prop/direct/" + p for p in ("P571", "P576")}
)
OTHERS: Final = frozenset(
    {_SCHEMA + p for p in ("leiCode", "isbn")} | {"http://www.wikidata.org/prop/direct/" + p for p in ("P1278", "P297", "P298", "P2082")}
)
LABEL: Final = FIXED["skos"] + "prefLabel"
#: Properties that say the same; a value of one can contradict a value of another. The first gives the name.
_SAME: Final = (
    (_SSC + "establishedOn", _SCHEMA + "foundingDate", "http://www.wikidata.org/prop/direct/P571"),
    (_SCHEMA + "dissolutionDate", "http://www.wikidata.org/prop/direct/P576"),
    (_SCHEMA + "leiCode", "http://www.wikidata.org/prop/direct/P1278"),
)
#: Each property of which a thing has one value, with the name under which its values are compared.
NAMES: Final = MappingProxyType({p: group[0] for group in _SAME for p in group})
SINGLE: Final = DATES | OTHERS | {LABEL}
_DATE: Final = re.compile(r"-?\d{4,}(?:-\d{2}(?:-\d{2})?)?")

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values.

    Args:
        term: as its source writes it.
        sources: IRIs of the graphs that state it, or one that agrees with it.
    """

    term: Term
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one single-valued property of one thing that do not agree.

    Args:
        thing: IRI of the thing in the view.
        property: IRI.
        language: of labels; a thing has one preferred label in each.
        values: the displayed one first.
    """

    thing: str
    property: str
    language: str
    values: tuple[Value, ...]


def conflict_of(thing: str, property_: str, stated: Mapping[Term, Iterable[str]], ours: frozenset[str]) -> tuple[list[Conflict], Term]:
    """Compare the values that sources state of one property of one thing.

    Args:
        thing: IRI.
        property_: IRI of a property of :data:`SINGLE`.
        stated: each value with the graphs that state it.
        ours: the graphs that are of this project.

    Returns:
        The conflict, or nothing where all agree; and the value to display.
    """
    groups: dict[str, dict[Term, set[str]]] = defaultdict(dict)
    for term, graphs in stated.items():
        groups[_key(property_, term)].setdefault(term, set()).update(graphs)
    if property_ in DATES:
        groups = _agreeing_dates(groups)
    values = sorted((_best(group) for group in groups.values()), key=lambda value: _order(value, ours))
    language = _language(values[0].term)
    found = [Conflict(thing, property_, language, tuple(values))] if len(values) > 1 else []
    return found, values[0].term


def _language(term: Term) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""


def _best(group: Mapping[Term, set[str]]) -> Value:
    """Return the value that stands for those that agree: the more exact one, then the one that more sources write so."""
    term = min(
        group, key=lambda one: (-len(one.value) if _DATE.fullmatch(one.value) else 0, -len(group[one]), one.value.isupper(), str(one))
    )
    return Value(term, tuple(sorted(set().union(*group.values()))))


def _order(value: Value, ours: frozenset[str]) -> tuple[int, bool, int, bool, str]:
    exact = -len(value.term.value) if _DATE.fullmatch(value.term.value) else 0
    return (-len(value.sources), not ours.intersection(value.sources), exact, value.term.value.isupper(), str(value.term))


def _key(property_: str, term: Term) -> str:
    """Return what values are compared by; the values themselves stay as they are."""
    text = unicodedata.normalize("NFC", term.value).strip()
    if property_ in DATES:
        return re.sub(r"T00:00:00(?:\.0+)?Z?$|Z$", "", text).removeprefix("+")
    if property_ == LABEL:
        return f"{_language(term).lower()}\0{' '.join(text.casefold().split())}"
    return text


def _agreeing_dates(groups: Mapping[str, dict[Term, set[str]]]) -> dict[str, dict[Term, set[str]]]:
    """A date that is the beginning of others agrees with each of them: 1978 with 1978-12-19."""
    found: dict[str, dict[Term, set[str]]] = {}
    keys = sorted(groups)
    for key in keys:
        finer = [other for other in keys if other != key and _DATE.fullmatch(key) and other.startswith(f"{key}-")]
        if finer:
            continue
        found[key] = {term: set(graphs) for term, graphs in groups[key].items()}
        for other in keys:
            if other != key and key.startswith(f"{other}-") and _DATE.fullmatch(other):
                for term, graphs in groups[other].items():
                    found[key].setdefault(term, set()).update(graphs)
    return found
