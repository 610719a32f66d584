"""Judging: which claim meets which fact of the gold, and which claims are wrong.

The measure is that of the shared scorer: names are equal after case, width and punctuation are folded, phrases are equal from a share of
common words upward, dates are equal letter by letter; the best pairs are made first and each side is used once.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ssc_graph.claims import RELATIONS, Argument, Claim, Entity
from ssc_graph.evaluation.gold import Fact, Gold, Wanted
from ssc_graph.evaluation.sentences import Sentences

#: Share of common words (harmonic mean of both sides') from which two phrases are the same argument.
SAME_PHRASE: Final = 0.6
#: What a matched claim says beside the statement.
QUALIFIERS: Final = ("negation", "modality", "attribution")


class Verdict(enum.StrEnum):
    """What a claim is worth."""

    MATCHED = "matched"
    REPEATED = "repeated"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A document's claims against its gold.

    Args:
        gold: the annotation.
        claims: those in the scope of the gold, in document order.
        verdicts: one for each claim. A second, equal reading of a fact is repeated, and no error.
        pairs: numbers of the fact and of the claim that meet.
        sentences: of the document, with what the engine noted in them.
    """

    gold: Gold
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    pairs: tuple[tuple[int, int], ...]
    sentences: Sentences

    @property
    def missed(self) -> tuple[Fact, ...]:
        """Facts that are required and that no claim meets."""
        met = {fact for fact, _ in self.pairs}
        return tuple(fact for number, fact in enumerate(self.gold.facts) if fact.required and number not in met)

    @property
    def wrong(self) -> tuple[Claim, ...]:
        """Claims that meet no fact."""
        return tuple(claim for claim, verdict in zip(self.claims, self.verdicts, strict=True) if verdict is Verdict.WRONG)


def judge(gold: Gold, claims: Sequence[Claim], sentences: Sentences) -> Judgement:
    """Compare the claims of a document with its gold.

    Args:
        gold: the annotation; where it has a scope, claims of other relations are not judged.
        claims: of the document.
        sentences: of the document.
    """
    judged = [claim for claim in claims if not gold.scope or counted_as(claim.predicate) in gold.scope]
    scored = [(agreement(fact, claim), i, j) for i, fact in enumerate(gold.facts) for j, claim in enumerate(judged)]
    scored = [row for row in scored if row[0] > 0]
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if i not in chosen and j not in used:
            chosen[i] = j
            used.add(j)
    right = {j for _, _, j in scored}
    verdicts = (Verdict.MATCHED if j in used else Verdict.REPEATED if j in right else Verdict.WRONG for j in range(len(judged)))
    return Judgement(gold, tuple(judged), tuple(verdicts), tuple(sorted(chosen.items())), sentences)


def counted_as(relation: str) -> str:
    """Return the relation under which figures count: a kind of citation counts as a citation.

    >>> counted_as("recalls"), counted_as("causes")
    ('cites', 'causes')
    """
    return RELATIONS[relation] or relation


def agreement(fact: Fact, claim: Claim) -> float:
    """Return how well a claim meets a fact: 0 where it does not, else up to 1."""
    if claim.predicate not in fact.relations and counted_as(claim.predicate) not in fact.relations:
        return 0.0
    subject = _met(fact.subject, surfaces(claim.subject))
    return subject and subject * _met(fact.object, surfaces(claim.object))


def qualified(fact: Fact, claim: Claim) -> dict[str, bool]:
    """Return which of :data:`QUALIFIERS` a claim has right."""
    source = claim.attributed_to
    named = {normal(name) for name in fact.sources} & {normal(name) for name in _labels(source)} if source else set()
    right = (fact.negated == claim.negated, fact.modality is claim.modality, bool(named) if fact.sources else source is None)
    return dict(zip(QUALIFIERS, right, strict=True))


def surfaces(argument: Argument) -> list[str]:
    """Return every string that stands for an argument of a claim: the names and words of a thing, the value of a literal."""
    return [*_labels(argument), argument.text] if isinstance(argument, Entity) else [argument.value]


def _labels(entity: Entity) -> list[str]:
    return [label.text for label in entity.labels if label.text] or [entity.text]


def _met(wanted: Wanted, given: Sequence[str]) -> float:
    if wanted.form == "text":
        different = dict.fromkeys(normal(surface) for surface in given)
        best = max(_likeness_from(SAME_PHRASE, phrase, surface) for phrase in wanted.words for surface in different)
        return best if best >= SAME_PHRASE else 0.0
    accepted = {normal(word) for word in wanted.words}
    return float(any(normal(surface) in accepted for surface in given))


@lru_cache(maxsize=1 << 14)
def normal(text: str) -> str:
    """Return a text with case, width, punctuation and white space folded.

    >>> normal("South–South  Cooperation (SSC)")
    'south south cooperation ssc'
    """
    return " ".join(re.sub(r"[^\w/]+", " ", unicodedata.normalize("NFKC", text).casefold()).split())


def likeness(left: str, right: str) -> float:
    """Return the share of words that two phrases have in common: the harmonic mean of both sides' shares.

    >>> likeness("aid fatigue", "Aid fatigue, again")
    0.8
    """
    a, b = _counted(left), _counted(right)
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def _likeness_from(least: float, left: str, right: str) -> float:
    """Return the likeness of two phrases, or 0 where their lengths alone keep it below the least that counts."""
    short, long = sorted((_counted(left).total(), _counted(right).total()))
    return likeness(left, right) if short and 2 * short >= least * (short + long) else 0.0


@lru_cache(maxsize=1 << 14)
def _counted(text: str) -> Counter[str]:
    return Counter(normal(text).split())
