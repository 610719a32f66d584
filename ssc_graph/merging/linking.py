"""Two graphs in, mappings out: candidates, judgements, and what people have decided before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.bands import Judgement, judge
from ssc_graph.merging.candidates import Evidence, find_candidates
from ssc_graph.merging.keys import Thing, told_same
from ssc_graph.merging.sssom import Mapping as Row

TOOL: Final = "ssc-graph link"
SAME: Final = frozenset({"skos:exactMatch", "owl:sameAs"})
_LEXICAL: Final = frozenset({"name", "number", "words", "initials"})
_SHOWN: Final = 5  # reasons that a row shows


def link(
    left: Mapping[str, Thing], right: Mapping[str, Thing], *, version: str, decided: Iterable[Row] = (), known: Iterable[Row] = ()
) -> list[Row]:
    """Return the mappings between two graphs.

    Args:
        left: the things of one graph.
        right: the things of the other.
        version: the package's version, for the rows.
        decided: rows of earlier runs: what a person decided, either way, and what others' tools said stays as it is; what this linker
            proposed is proposed anew.
        known: rows of other files: what they accept as the same are strong keys, what they refuse or call close, broader or narrower is not
            proposed, and none of them is in the result.
    """
    settled = list(known)
    left, right = _knowing(left, settled), _knowing(right, settled)
    kept = [row for row in decided if row.is_reviewed or row.is_negative or row.mapping_tool != TOOL]
    told_otherwise = [row for row in settled if row.band == "accept" and row.predicate_id not in SAME]
    closed = {pair for row in (*kept, *told_otherwise) for pair in (_ends(row), _ends(row)[::-1])}
    usual = {normal_iri(iri): iri for iri in (*left, *right)}
    taken = [
        (usual.get(one, one), usual.get(other, other))
        for one, other in map(_ends, (row for row in kept if row.band == "accept" and row.predicate_id in SAME))
    ]
    found = find_candidates(left, right)
    pairs = {pair: why for pair, why in found.items() if (normal_iri(pair[0]), normal_iri(pair[1])) not in closed}
    if refused := {pair for row in (*kept, *settled) if row.is_negative for pair in (_ends(row), _ends(row)[::-1])}:
        pairs = {
            pair: why for pair, why in pairs.items() if refused.isdisjoint(product(_known_as(left[pair[0]]), _known_as(right[pair[1]])))
        }
    judged = judge(pairs, left, right, taken=taken)
    return [*kept, *(_row(each, left[each.left], right[each.right], version) for each in judged)]


def _knowing(things: Mapping[str, Thing], rows: Iterable[Row]) -> Mapping[str, Thing]:
    """Return the things with what accepted rows say of them, as if their graph said so."""
    more: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.band == "accept" and row.predicate_id in SAME:
            one, other = _ends(row)
            more[one].add(other)
            more[other].add(one)
    return {iri: told_same(thing, more[normal_iri(iri)]) if normal_iri(iri) in more else thing for iri, thing in things.items()}


def _known_as(thing: Thing) -> set[str]:
    return {normal_iri(thing.iri), *thing.stated}


def _ends(row: Row) -> tuple[str, str]:
    return normal_iri(row.subject_id), normal_iri(row.object_id)


def _row(each: Judgement, one: Thing, other: Thing, version: str) -> Row:
    reasons = each.reasons[:_SHOWN]
    return Row(
        subject_id=one.iri,
        subject_label=one.label,
        predicate_id="skos:exactMatch",
        object_id=other.iri,
        object_label=other.label,
        mapping_justification=_justification(each.reasons),
        confidence=each.confidence,
        subject_match_field=_unique(reason.left for reason in reasons),
        object_match_field=_unique(reason.right for reason in reasons),
        match_string=_unique(reason.text for reason in reasons),
        mapping_tool=TOOL,
        mapping_tool_version=version,
        comment="; ".join((*_unique(map(_words, reasons)), *(f"doubt: {doubt}" for doubt in each.doubts))),
    )


def _justification(reasons: Iterable[Evidence]) -> str:
    """Return the kind of reason, in the words of the vocabulary of mapping justifications."""
    kinds = {reason.kind for reason in reasons}
    if kinds & {"stated", "key"} and kinds & _LEXICAL:
        return "semapv:CompositeMatching"
    if "stated" in kinds:
        return "semapv:BackgroundKnowledgeBasedMatching"
    if "key" in kinds:
        return "semapv:MappingChaining"
    return "semapv:LexicalMatching"


_SAID: Final = {
    "stated": "one names the other as the same ({text})",
    "key": "the same key ({text})",
    "name": "the same name{how}",
    "number": "the same name but for singular and plural{how}",
    "words": "the same words in another order{how}",
    "initials": "initials ({text})",
}


def _words(reason: Evidence) -> str:
    how = f" ({'preferred' if reason.preferred else 'not preferred by both'}{', ' + reason.language if reason.language else ''})"
    return _SAID[reason.kind].format(text=reason.text, how=how)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
