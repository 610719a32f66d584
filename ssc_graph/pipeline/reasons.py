"""Why this claim, and why not that one: what a rule is, how often it was right, and where a reading of a sentence stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ssc_graph.claims import RELATIONS, Claim
from ssc_graph.document import Document
from ssc_graph.errors import UsageError
from ssc_graph.evaluation.gaps import REFUSED
from ssc_graph.evaluation.sentences import Attempt, Sentences
from ssc_graph.extraction.confidence import rule_counts
from ssc_graph.extraction.trace import Trace
from ssc_graph.namespaces import expand
from ssc_graph.pipeline.stages import extract_claims
from ssc_graph.rules import Rule, load_grammar

_SHOWN = 12  # triggers of a rule that are listed
_MARGIN = "    "


def why(document: Document, identifier: str) -> str:
    """Return why a document's claim was made: its words, its rule, an example of the rule, how often the rule was right.

    Args:
        document: as :func:`ssc_graph.pipeline.read_document` returns it.
        identifier: the claim's IRI under any base, or its last part alone.

    Raises:
        UsageError: the document makes no such claim.

    >>> import io
    >>> from ssc_graph.pipeline import read_document
    >>> document = read_document(io.BytesIO(b"UNOSSC is part of the United Nations Development Programme."))
    >>> text = why(document, extract_claims(document)[0].curie(document.digest).replace(":", "/"))
    >>> "en.part" in text and "UNOSSC is part of UNDP." in text
    True
    """
    trace = Trace()
    asked = identifier.rpartition("/")[2]  # the claim's own part: the base may be another
    claims = [claim for claim in extract_claims(document, trace=trace) if asked and _identifier(claim, document).endswith(f"/{asked}")]
    if not claims:
        raise UsageError(
            f"the document makes no claim {identifier}", where=document.name, hint="`ssc-graph claims` lists the claims with their ids"
        )
    sentences = Sentences(document, trace)
    return "\n\n".join("\n".join(_told(claim, document, sentences)) for claim in claims)


def why_not(document: Document, words: str, *, relation: str | None = None) -> str:
    """Return what became of the sentences that hold some words: their claims, the rules that were tried, and why they made none.

    Args:
        document: as :func:`ssc_graph.pipeline.read_document` returns it.
        words: words of the sentences, as the document has them; case and white space do not matter.
        relation: tell of this relation only, and what its rules would have needed.

    Raises:
        UsageError: no sentence holds the words, or there is no such relation.
    """
    if relation is not None and relation not in RELATIONS:
        raise UsageError(f"there is no relation {relation!r}", hint=f"one of {', '.join(sorted(RELATIONS))}")
    trace = Trace()
    claims = extract_claims(document, trace=trace)
    sentences = Sentences(document, trace)
    needle = " ".join(words.split()).casefold()
    numbers = [n for n in range(1, len(sentences.places) + 1) if needle and needle in sentences.text(n).casefold()]
    if not numbers:
        raise UsageError(f"no sentence holds {words!r}", where=document.name, hint="give words as they stand in one sentence")
    rules = [rule for rule in load_grammar(document.language or "").rules if relation in {None, *(claim[0] for claim in rule.claims)}]
    return "\n\n".join("\n".join(_read(n, sentences, claims, rules, relation)) for n in numbers)


def _told(claim: Claim, document: Document, sentences: Sentences) -> Iterator[str]:
    yield _identifier(claim, document)
    yield f"{_MARGIN}says        {_stated(claim)}"
    yield f"{_MARGIN}firmness    {'denied, ' * claim.negated}{claim.modality.value}"
    if claim.attributed_to is not None:
        yield f"{_MARGIN}according to  {claim.attributed_to.text or claim.attributed_to.id}"
    for piece in claim.evidence:
        yield f"{_MARGIN}evidence    [{piece.start}:{piece.end}] {' '.join(piece.exact.split())!r}"
        yield f"{_MARGIN}sentence    {sentences.number(piece.start)}: {sentences.text(sentences.number(piece.start))}"
    yield f"{_MARGIN}rule        {claim.rule}"
    yield from _rule(claim.rule, document.language or "")
    yield f"{_MARGIN}confidence  {claim.confidence} ({_counted(claim.rule)})"


def _identifier(claim: Claim, document: Document) -> str:
    return expand(claim.curie(document.digest))


def _stated(claim: Claim) -> str:
    return f"{claim.subject.text or claim.subject.id} – {claim.predicate} – {claim.object.text or claim.object_key}"


def _rule(identifier: str, language: str) -> Iterator[str]:
    """The rule's words and its first example; a rule of the lists, names or resolutions has none of its own."""
    rule = next((rule for rule in load_grammar(language).rules if rule.id == identifier), None)
    if rule is None:
        return
    yield f"{_MARGIN}triggers    {_triggers(rule)}"
    example = next(example for example in rule.examples if example.claims)
    yield f"{_MARGIN}example     {example.text} → {'; '.join(example.claims)}"


def _triggers(rule: Rule) -> str:
    found = sorted(" ".join(words) for words in rule.triggers)
    return ", ".join(found[:_SHOWN]) + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _counted(rule: str) -> str:
    if rule not in rule_counts():
        return "stated by the rule, never counted on annotated documents"
    right, wrong = rule_counts()[rule]
    return f"right {right} times, wrong {wrong} times on annotated documents"


def _read(number: int, sentences: Sentences, claims: Sequence[Claim], rules: Sequence[Rule], relation: str | None) -> Iterator[str]:
    start, end = sentences.places[number - 1]
    yield f"sentence {number} [{start}:{end}]: {sentences.text(number)}"
    made = [
        claim
        for claim in claims
        if relation in {None, claim.predicate} and any(start <= piece.start < end or start < piece.end <= end for piece in claim.evidence)
    ]
    for claim in made:
        yield f"{_MARGIN}claim       {_stated(claim)} ({claim.rule}; {_identifier(claim, sentences.document)})"
    known = {rule.id for rule in rules}
    tried = [attempt for attempt in sentences.attempts(number) if not attempt.rule or attempt.rule in known]
    used = {claim.rule for claim in made}
    for attempt in tried:
        if attempt.rule not in used:
            yield f"{_MARGIN}no claim    {_attempt(attempt)}"
    if not tried and not made:
        wanted = f" of {relation}" if relation else ""
        yield f"{_MARGIN}no claim    none of the {len(rules)} rules{wanted} has a trigger in this sentence"
        if relation:
            yield from (f"{_MARGIN}rule        {rule.id}: {_triggers(rule)}" for rule in rules)


def _attempt(attempt: Attempt) -> str:
    return f"{attempt.rule or 'engine'} at {attempt.trigger!r} [{attempt.start}:{attempt.end}]: {attempt.why or REFUSED}"
