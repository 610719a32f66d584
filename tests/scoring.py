"""How well claims meet a gold file: each required fact found or missed, each claim right or wrong."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
#: Share of common words from which two phrases count as the same, and sub-relations that count as their super-relation.
SAME_PHRASE = 0.6
SUPER = dict.fromkeys(("recalls", "reaffirms", "takesNoteOf", "welcomes", "endorses"), "cites")

Fact = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """What was found.

    Args:
        found, missed: required facts.
        wrong: claims that meet no fact.
        qualified: of the facts that were met, how many have the right negation, modality and attribution.
        met: facts that were met, required or not.
    """

    found: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    qualified: int
    met: int

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + len(self.missed) + len(self.wrong)) if self.found else 0.0


def facts(document_name: str) -> list[dict[str, Any]]:
    """Return the facts that the gold file of a document lists."""
    loaded: list[dict[str, Any]] = json.loads((GOLD / f"{document_name.removesuffix('.md')}.gold.json").read_text("utf-8"))["facts"]
    return loaded


def words(text: str) -> list[str]:
    return re.sub(r"[^\w/]+", " ", unicodedata.normalize("NFKC", text).casefold()).split()


def names(argument: Mapping[str, Any]) -> list[str]:
    given = [*argument.get("labels", ()), argument.get("text"), argument.get("value")]
    return [str(name) for name in given if name]


def likeness(left: str, right: str) -> float:
    """Return the share of words that two phrases have in common (the harmonic mean of both shares)."""
    a, b = Counter(words(left)), Counter(words(right))
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def agreement(wanted: Mapping[str, Any], claimed: Mapping[str, Any]) -> float:
    """Return how well an argument meets that of a fact: 0 where they differ, else up to 1."""
    if "text" in wanted:
        phrases = [wanted["text"]] if isinstance(wanted["text"], str) else wanted["text"]
        best = max((likeness(phrase, name) for phrase in phrases for name in names(claimed)), default=0.0)
        return best if best >= SAME_PHRASE else 0.0
    accepted = {tuple(words(name)) for name in wanted.get("names", [wanted.get("value", "")])}
    return float(any(tuple(words(name)) in accepted for name in names(claimed)))


def meets(fact: Fact, claim: Fact) -> float:
    """Return how well a claim meets a fact."""
    wanted = fact["predicate"] if isinstance(fact["predicate"], list) else [fact["predicate"]]
    if claim["predicate"] not in wanted and SUPER.get(claim["predicate"]) not in wanted:
        return 0.0
    return agreement(fact["subject"], claim["subject"]) * agreement(fact["object"], claim["object"])


def qualified(fact: Fact, claim: Fact) -> bool:
    """Whether negation, modality and attribution are right."""
    wanted, given = fact.get("attributed_to"), claim.get("attributed_to")
    sources = {tuple(words(name)) for name in wanted or ()}
    source = bool(wanted) == bool(given) and (not given or any(tuple(words(name)) in sources for name in names(given)))
    return source and fact.get("negated", False) == claim["negated"] and fact.get("modality", "asserted") == claim["modality"]


def score(wanted: Sequence[Fact], claims: Iterable[Fact]) -> Score:
    """Compare claims (as ``ssc-graph claims`` prints them) with facts; the best pairs are made first, each side is used once."""
    given = list(claims)
    pairs = [(meets(fact, claim), i, j) for i, fact in enumerate(wanted) for j, claim in enumerate(given)]
    pairs = sorted((pair for pair in pairs if pair[0]), key=lambda pair: (-pair[0], pair[1], pair[2]))
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in chosen and j not in used:
            chosen[i] = j
            used.add(j)
    repeated = {j for _, _, j in pairs}  # a second reading of a fact that is met already is no error
    required = [i for i, fact in enumerate(wanted) if fact.get("required", True)]
    return Score(
        found=sum(i in chosen for i in required),
        missed=tuple(f"{wanted[i]['predicate']}: {wanted[i]['quote']}" for i in required if i not in chosen),
        wrong=tuple(shown(claim) for j, claim in enumerate(given) if j not in repeated),
        qualified=sum(qualified(wanted[i], given[j]) for i, j in chosen.items()),
        met=len(chosen),
    )


def shown(claim: Fact) -> str:
    """Return a claim in one line."""
    left, right = (names(claim[side])[:1] for side in ("subject", "object"))
    return f"{claim['predicate']}: {left} -> {right}"
