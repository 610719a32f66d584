"""What the reasons are worth: a confidence, a band, and why.

Accepted is what shares a strong key, or what both sides call by the same preferred name in one language, where nothing speaks against
it: their kinds, their numbers in a scheme, another candidate as good. Alternative names, initials and the order of words never
accept. What is left is for a person; but initials alone, with something against them, are not worth a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ssc_graph.merging.candidates import Evidence, Pairs
from ssc_graph.merging.keys import HIDDEN, Thing, keys_differ, kinds_agree
from ssc_graph.merging.names import is_anyones_organ
from ssc_graph.merging.sssom import ACCEPT

#: Confidence by what is found. Only what stands above ACCEPT is accepted; the order is what matters, the figures are judgement.
_STATED, _KEY, _TWO_NAMES, _LETTERS, _NAME, _NUMBER = 0.99, 0.98, 0.97, 0.96, 0.95, 0.91
_HELD: Final = 0.85  # a preferred name that is held back
_CROSSED, _ALTERNATIVE, _HIDDEN_NAME, _ACRONYM, _WORDS = 0.8, 0.7, 0.6, 0.55, 0.5
_DOUBTED: Final = 0.4  # kinds or numbers that differ
_LEAST: Final = 0.2
_LONGEST_ACRONYM: Final = 7  # letters of a single word that may be initials


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of a pair.

    Args:
        left: IRI.
        right: IRI.
        confidence: from 0 to 1; from ``ACCEPT`` upward it is accepted.
        reasons: what speaks for it, the strongest first.
        doubts: what speaks against it, in words.
    """

    left: str
    right: str
    confidence: float
    reasons: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether no person need look."""
        return self.confidence >= ACCEPT


def judge(pairs: Pairs, left: Mapping[str, Thing], right: Mapping[str, Thing], *, taken: Iterable[tuple[str, str]] = ()) -> list[Judgement]:
    """Return what is thought of each pair, sorted by IRIs.

    Args:
        pairs: the candidates.
        left: the things of one graph.
        right: the things of the other.
        taken: pairs that a person has decided to be one: another one in the same scheme is for a person, too.
    """
    first = [_alone(left[one], right[other], reasons) for (one, other), reasons in sorted(pairs.items())]
    second = _beside(_with_neighbours(first, left, right), left, right, set(taken))
    return [each for each in second if not (each.doubts and all(reason.kind == "initials" for reason in each.reasons))]


def _alone(one: Thing, other: Thing, reasons: list[Evidence]) -> Judgement:
    """Judge a pair by itself."""
    value, doubts = _worth(one, other, reasons), []
    strong = reasons[0].kind in {"stated", "key"}
    agree = kinds_agree(one, other)
    if agree is False:
        doubts.append(f"kinds differ: {', '.join(sorted(one.kinds))} / {', '.join(sorted(other.kinds))}")
    if not strong and (scheme := keys_differ(one, other)):
        doubts.append(f"numbers in {scheme} differ")
    if doubts:
        value = min(value, _DOUBTED)
    elif value >= ACCEPT and not strong and (held := _held(one, other, reasons, agree)):
        value, doubts = _HELD, [held]
    return Judgement(one.iri, other.iri, value, tuple(reasons), tuple(doubts))


def _worth(one: Thing, other: Thing, reasons: list[Evidence]) -> float:
    kinds = {reason.kind for reason in reasons}
    if "stated" in kinds:
        return _STATED
    if "key" in kinds:
        return _KEY
    names = [reason for reason in reasons if reason.kind == "name"]
    if languages := {reason.language for reason in names if reason.preferred}:
        same = any(reason.letters and reason.preferred for reason in names)
        return _TWO_NAMES if len(languages) > 1 else _LETTERS if same else _NAME
    if any(reason.kind == "number" and reason.preferred for reason in reasons):
        return _NUMBER
    return _weak(names, reasons, one, other)


def _weak(names: list[Evidence], reasons: list[Evidence], one: Thing, other: Thing) -> float:
    """What names other than preferred ones are worth: always for a person to see."""
    shown = [reason for reason in names if HIDDEN not in {reason.left, reason.right}]
    full = [reason for reason in shown if " " in reason.text or len(reason.text) > _LONGEST_ACRONYM]
    if len({reason.text for reason in shown}) > 1 and full:
        return _CROSSED
    if full:
        return _ALTERNATIVE
    if shown:
        return _ACRONYM
    return _HIDDEN_NAME if names or any(reason.kind == "number" for reason in reasons) else _WORDS


def _held(one: Thing, other: Thing, reasons: list[Evidence], agree: bool | None) -> str:
    """Return why a preferred name alone is not enough, or nothing."""
    best = next(reason for reason in reasons if reason.preferred)
    if best.kind == "number" and " " not in best.text:
        return "one word, singular and plural: these can be two ideas"
    if agree is None and "body" in one.kinds | other.kinds and is_anyones_organ(best.text, best.language) and not _two_languages(reasons):
        return "an organ's name, and one graph does not say that it is a body"
    if len(best.text) <= 3:  # noqa: PLR2004 (a text of so few letters is anybody's)
        return "a very short name"
    return ""


def _two_languages(reasons: list[Evidence]) -> bool:
    return len({reason.language for reason in reasons if reason.preferred and reason.kind == "name"}) > 1


def _with_neighbours(found: list[Judgement], left: Mapping[str, Thing], right: Mapping[str, Thing]) -> list[Judgement]:
    """Raise what stands beside accepted pairs, a little, within its band: what is near the same things is the likelier."""
    accepted: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.accepted:
            accepted[each.left].add(each.right)
    return [_near(each, left, right, accepted) for each in found]


def _near(each: Judgement, left: Mapping[str, Thing], right: Mapping[str, Thing], accepted: Mapping[str, set[str]]) -> Judgement:
    around = right[each.right].neighbours
    shared = sum(1 for near in left[each.left].neighbours if around and not around.isdisjoint(accepted.get(near, ())))
    if not shared or each.doubts:
        return each
    ceiling = 1.0 if each.accepted else ACCEPT - 0.01
    return replace(each, confidence=round(min(ceiling, each.confidence + 0.02), 3))


def _beside(found: list[Judgement], left: Mapping[str, Thing], right: Mapping[str, Thing], taken: set[tuple[str, str]]) -> list[Judgement]:
    """Keep one accepted pair for each thing and scheme of the other side; where two are as good, a person decides."""
    rivals: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for each in found:
        for slot in _slots(each.left, each.right, left, right):
            rivals[slot].append(each.confidence)
    for one, other in taken:
        if one in left and other in right:
            for slot in _slots(one, other, left, right):
                rivals[slot].append(1.1)  # a person's word goes before any figure
    return [_held_back(each, [rivals[slot] for slot in _slots(each.left, each.right, left, right)], taken) for each in found]


def _slots(one: str, other: str, left: Mapping[str, Thing], right: Mapping[str, Thing]) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, right[other].scheme), (other, left[one].scheme)


def _held_back(each: Judgement, rivals: list[list[float]], taken: set[tuple[str, str]]) -> Judgement:
    if (each.left, each.right) in taken:
        return each
    better = any(max(values) > each.confidence for values in rivals if max(values) >= ACCEPT)
    equal = any(values.count(each.confidence) > 1 for values in rivals)
    if better:
        lower = round(min(_HELD, max(_LEAST, each.confidence - 0.1)), 3)
        return replace(each, confidence=lower, doubts=(*each.doubts, "another of that scheme fits better"))
    if equal and each.accepted:
        return replace(each, confidence=_HELD, doubts=(*each.doubts, "another of that scheme fits as well"))
    return each
