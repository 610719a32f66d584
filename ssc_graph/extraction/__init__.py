"""Extraction: the claims that a document makes, each with the characters that make it.

Stages, in order: sentences and mentions, the document's own names, attribution peeled off, rules with coordination and reference, lists
governed by headings, the genre of United Nations resolutions, the relevance gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ssc_graph.claims import COMMON, RELATIONS, Claim, Entity, Evidence, Literal
from ssc_graph.document import Document
from ssc_graph.extraction import gate, resolutions
from ssc_graph.extraction.aliases import Alias
from ssc_graph.extraction.analysis import Analysis, analyse, with_own_names
from ssc_graph.extraction.bylines import byline_claims
from ssc_graph.extraction.confidence import calibrated
from ssc_graph.extraction.governed import Lists
from ssc_graph.extraction.kinds import tell_kinds
from ssc_graph.extraction.matching import STATEMENTS, Matcher
from ssc_graph.extraction.pieces import extents, noted, piece, placed
from ssc_graph.extraction.reference import Resolver
from ssc_graph.extraction.segments import pointed_source
from ssc_graph.extraction.speeches import speakers, spoken_segments
from ssc_graph.extraction.survey import Survey
from ssc_graph.extraction.tokens import Sentence
from ssc_graph.extraction.trace import Trace
from ssc_graph.extraction.vocabulary import vocabulary
from ssc_graph.extraction.works import without_authors, work_claims
from ssc_graph.lexicon import Lexicon

__all__ = ["Trace", "extract"]

_ALIAS_CONFIDENCE = 0.95
_SITUATIONS = frozenset({"causes", "affects"})


def extract(document: Document, *, lexicon: Lexicon, trace: Trace | None = None, gated: bool = True) -> list[Claim]:
    """Return the claims of a document, in document order.

    Args:
        document: as a reader returned it.
        lexicon: names of the known things.
        trace: takes notes of what was seen, what fired and what was dropped, if given.
        gated: whether a document off the subject yields only claims between known things.
    """
    structure = resolutions.structure_of(document)
    if structure is not None:
        return calibrated(resolutions.extract_as(document, structure, lexicon=lexicon, trace=trace))
    survey = Survey(lexicon)
    parts = extents(document)
    words = vocabulary(document.language or COMMON)
    for part in parts:
        analysis = survey.add(analyse(piece(document, *part), lexicon, words))
    passes = gate.passes if gated and not gate.on_subject(survey.tally) else _any_passes
    symbols = analysis.finder.symbols if len(parts) == 1 else None
    typed = resolutions.extract_as(document, None, lexicon=lexicon, trace=trace, symbols=symbols)
    summed_up = list(filter(passes, typed))
    if len(parts) == 1:
        return calibrated(_ordered([*filter(passes, _told_plainly(_piece_claims(analysis, survey, 0, trace), typed)), *summed_up]))
    own = survey.own_names()
    claims = calibrated(summed_up)
    for number, part in enumerate(parts):  # what was seen of a long document was not kept
        analysis = with_own_names(analyse(piece(document, *part), lexicon, words), own)
        tell_kinds(analysis)
        claims += calibrated(_ordered(filter(passes, _told_plainly(_piece_claims(analysis, survey, number, trace), typed))))
    return _ordered(claims) if summed_up else sorted(claims, key=lambda claim: claim.evidence[0].start)


def _any_passes(claim: Claim) -> bool:
    return bool(claim.evidence)


def _piece_claims(analysis: Analysis, survey: Survey, number: int, trace: Trace | None) -> list[Claim]:
    seen = trace if trace is None else Trace()
    if seen is not None:
        _note_sight(analysis, seen)
    found = [
        *byline_claims(analysis),
        *_alias_claims(analysis, survey.aliases[number]),
        *_sentence_claims(analysis, survey.topic(analysis, number), seen),
        *work_claims(analysis),
    ]
    if trace is not None and seen is not None:
        trace.notes += noted(seen.notes, analysis.document)
    return placed(without_authors(found), analysis.document)


def _told_plainly(claims: list[Claim], typed: list[Claim]) -> list[Claim]:
    """The sentences' claims without bare citations that misread the words of a typed one: who cites, or what is cited."""
    cited = [claim for claim in typed if RELATIONS.get(claim.predicate) == "cites"]
    return [claim for claim in claims if claim.predicate != "cites" or not any(_misread(claim, other) for other in cited)]


def _misread(claim: Claim, other: Claim) -> bool:
    """Whether two citations name the same words and differ in who cites or in what is cited."""
    mine, theirs = claim.object, other.object
    same_words = max(0, mine.start, theirs.start) < min(mine.end, theirs.end)
    return same_words and (claim.subject.id, claim.object_key) != (other.subject.id, other.object_key)


def _note_sight(analysis: Analysis, trace: Trace) -> None:
    for sentence in analysis.sentences:
        trace.note("sentence", sentence.start, sentence.end, f"{sentence.index} in {sentence.block.kind}")
        for mention in analysis.mentions[sentence.index]:
            trace.note("mention", mention.start, mention.end, f"{mention.id} ({mention.kind}; {' '.join(mention.types) or 'kind unknown'})")


def _alias_claims(analysis: Analysis, aliases: list[Alias]) -> list[Claim]:
    text = analysis.document.text
    claims = []
    for alias in aliases:
        labels = analysis.labels.get(alias.id, ())
        subject = Entity(alias.id, text[alias.name_start : alias.name_end], labels, alias.types, alias.name_start, alias.name_end)
        other = Literal(alias.other, "xsd:string", text[alias.start : alias.end], "", alias.start, alias.end)
        start, end = min(alias.name_start, alias.start), max(alias.name_end, alias.end)
        end += text[end : end + 1] == ")" and "(" in text[start:end]
        claims.append(Claim(subject, "alsoKnownAs", other, (Evidence(start, end, text[start:end]),), alias.rule, _ALIAS_CONFIDENCE))
    return claims


def _sentence_claims(analysis: Analysis, topic: Entity | None, trace: Trace | None) -> list[Claim]:
    resolver = Resolver(analysis, topic)
    matcher = Matcher(analysis, resolver, trace)
    for sentence in analysis.sentences:
        resolver.enter(sentence)
    listed, spoken_for = Lists(analysis, resolver).claims()
    claims: list[Claim] = []
    speech = speakers(analysis, resolver)
    lasting: Entity | None = None
    for sentence in analysis.sentences:
        if sentence.block_index in spoken_for:
            continue
        lasting = _carried(analysis, resolver, sentence, lasting)
        for segment in spoken_segments(sentence, analysis.mentions[sentence.index], analysis.vocabulary):
            source = resolver.source(sentence, segment.source) if segment.source else lasting or speech.get(sentence.index)
            if segment.source and segment.source.lasting:
                lasting = source
            found = [] if sentence.question else _once(matcher.claims(segment, source))
            _came_to(resolver, sentence, found)
            claims += found
        _attribute_back(analysis, resolver, sentence, claims)
    return [*claims, *listed]


def _once(claims: list[Claim]) -> list[Claim]:
    """Without effects that another rule tells in more of the same words: of "prices" and "raised prices" one claim stays."""
    causes = [claim for claim in claims if claim.predicate == "causes"]
    return [claim for claim in claims if claim.predicate != "causes" or not any(_tells_more(other, claim) for other in causes)]


def _tells_more(other: Claim, claim: Claim) -> bool:
    """Whether another claim of the same cause tells this effect in more words, or as a concept ("dependency" of "breed dependency")."""
    same = (other.subject.id, other.negated, other.modality) == (claim.subject.id, claim.negated, claim.modality)
    mine, theirs = (claim.object.start, claim.object.end), (other.object.start, other.object.end)
    within = 0 <= theirs[0] <= mine[0] and mine[1] <= theirs[1] and mine != theirs
    joined = within and other.object.text[: mine[0] - theirs[0]].rstrip().endswith((" and", " or"))  # the next of two predicates
    if within and not joined:
        return same and not (_is_concept(claim) and mine[1] == theirs[1])
    return same and _is_concept(other) and 0 <= mine[0] < theirs[0] and mine[1] == theirs[1]


def _is_concept(claim: Claim) -> bool:
    return isinstance(claim.object, Entity) and claim.object.id.startswith("concept:")


def _carried(analysis: Analysis, resolver: Resolver, sentence: Sentence, lasting: Entity | None) -> Entity | None:
    """A source given by "disebutkan dalam …" lasts while sentences go on about the same thing with "hal itu", "fenomena ini"."""
    if lasting is None:
        return None
    words = analysis.vocabulary
    goes_on = words.at("situation_anaphors", sentence.tokens, 0) > 0 or words.at("plural_anaphors", sentence.tokens, 0) > 0
    return lasting if goes_on else None


def _attribute_back(analysis: Analysis, resolver: Resolver, sentence: Sentence, claims: list[Claim]) -> None:
    """As in "Demikian artinya, seperti dikutip dari X": what the sentence before defined is X's."""
    words = analysis.vocabulary
    if words.at("pointing_back", sentence.tokens, 0) < 0 or sentence.index == 0:
        return
    phrase = pointed_source(sentence, words)
    source = resolver.source(sentence, phrase) if phrase else None
    if source is None:
        return
    previous = analysis.sentences[sentence.index - 1]
    for number, claim in enumerate(claims):
        inside = all(previous.start <= e.start and e.end <= previous.end for e in claim.evidence)
        if inside and claim.attributed_to is None and claim.predicate != "alsoKnownAs":
            claims[number] = replace(claim, attributed_to=source)


def _came_to(resolver: Resolver, sentence: Sentence, claims: list[Claim]) -> None:
    """Note what the sentence came to: the effect of its last cause, the phenomenon of what it says is affected."""
    for claim in claims:
        if claim.predicate in STATEMENTS and isinstance(claim.object, Entity):
            resolver.stated(sentence.index, claim.object)
        if claim.predicate == "hasDefinition":
            resolver.defined(sentence.index, claim.subject)
        if claim.predicate in _SITUATIONS and isinstance(claim.object, Entity):
            resolver.came_to(sentence.index, claim.subject if claim.predicate == "affects" else claim.object)


def _ordered(claims: Iterable[Claim]) -> list[Claim]:
    """Document order; of the same statement at the same words, the surest stays."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.subject.id, claim.predicate, claim.object_key, claim.negated, claim.modality, claim.evidence[0].start)
        held = best.get(key)
        if held is None or claim.confidence > held.confidence:
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.evidence[0].start, c.evidence[-1].end, c.predicate, c.subject.id, c.object_key, c.rule))
