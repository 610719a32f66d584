"""Decisions of people on rows that the linker would not decide: what is shown, and what an answer makes of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ssc_graph.errors import UsageError
from ssc_graph.merging.keys import Thing
from ssc_graph.merging.sssom import MANUAL
from ssc_graph.merging.sssom import Mapping as Row

#: What a person may answer, and what it means.
ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {"y": "the same", "c": "close, not the same", "b": "right is broader", "n": "not the same", "s": "skip", "q": "stop"}
)
_PREDICATES: Final = MappingProxyType({"y": "skos:exactMatch", "c": "skos:closeMatch", "b": "skos:broadMatch"})
_NAMES_SHOWN: Final = 6
_DEFINITION_SHOWN: Final = 200  # characters


def pending(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that wait for a person, the likeliest first.

    Args:
        rows: of a mapping file.
    """
    return sorted((row for row in rows if row.band == "review"), key=lambda row: (-(row.confidence or 0), row.sort_key))


def decide(row: Row, answer: str, *, reviewer: str) -> Row:
    """Return a row as a person has decided it.

    Args:
        row: as the linker proposed it.
        answer: a key of :data:`ANSWERS` but ``s`` and ``q``.
        reviewer: who decides; stands in the row.

    Raises:
        UsageError: there is no such answer, or nobody to answer for it.

    >>> row = Row(subject_id="urn:a", predicate_id="skos:exactMatch", object_id="urn:b", mapping_justification="semapv:LexicalMatching")
    >>> decide(row, "n", reviewer="Ana").predicate_modifier
    'Not'
    """
    if not reviewer.strip() or not reviewer.isprintable():
        raise UsageError("a decision needs a reviewer", hint="give --reviewer NAME")
    if answer not in {*_PREDICATES, "n"}:
        raise UsageError(f"{answer!r} is no answer", hint=f"give one of {', '.join(ANSWERS)}")
    return replace(
        row,
        predicate_id=_PREDICATES.get(answer, "skos:exactMatch"),
        predicate_modifier="Not" if answer == "n" else "",
        mapping_justification=MANUAL,
        confidence=1.0,  # a decision is certain; what the linker had found stays to be read
        reviewer_label=tuple(dict.fromkeys((*row.reviewer_label, reviewer.strip()))),
    )


def shown(row: Row, left: Mapping[str, Thing], right: Mapping[str, Thing]) -> Iterator[str]:
    """Yield the lines that show both sides of a row and the evidence.

    Args:
        row: the row.
        left: the things of one graph, as far as they are at hand.
        right: the things of the other.
    """
    yield from _side("left ", row.subject_id, row.subject_label, left.get(row.subject_id))
    yield from _side("right", row.object_id, row.object_label, right.get(row.object_id))
    yield f"  why    {row.comment or row.mapping_justification}"
    yield f"  how    {row.predicate_id}, confidence {row.confidence}"


def _side(which: str, iri: str, label: str, thing: Thing | None) -> Iterator[str]:
    yield f"  {which}  {label}  <{iri}>"
    if thing is None:
        return
    names = list(dict.fromkeys(f"{name.text}{'@' + name.language if name.language else ''}" for name in thing.names))
    if len(names) > 1:
        more = f" … {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        yield f"         names: {' | '.join(names[:_NAMES_SHOWN])}{more}"
    for title, values in (("kind", thing.kinds), ("keys", {" ".join(key) for key in thing.keys})):
        if values:
            yield f"         {title}: {', '.join(sorted(values))}"
    if thing.definition:
        yield f"         {thing.definition[:_DEFINITION_SHOWN]}"
