"""The verb group around a trigger: how firmly it is meant, whether it is denied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_graph.claims import Modality
from ssc_graph.extraction.tokens import Sentence, Token
from ssc_graph.extraction.vocabulary import Vocabulary

_GROUP = ("false_negations", "hedges", "intentions", "negations", "auxiliaries", "adverbs", "verb_linkers")
_BEFORE_VERB = ("negations", "auxiliaries", "adverbs", "hedges")


@dataclass(slots=True)
class VerbGroup:
    """The words around a trigger that say how firmly it is meant; never changed (not frozen, as :class:`Token`).

    Args:
        start: first token of the group (auxiliaries, negation, adverbs), at or before the trigger.
        negated: an odd negation stands in it.
        modality: what its hedges or its future say; asserted without any.
        auxiliary: whether an auxiliary stands in it.
    """

    start: int
    negated: bool
    modality: Modality
    auxiliary: bool


def verb_group(sentence: Sentence, trigger: int, words: Vocabulary) -> VerbGroup:
    """Return the verb group that ends at the trigger."""
    tokens = sentence.tokens
    position, negated, modality, auxiliary = trigger, False, Modality.ASSERTED, False
    endings = words.endings(_GROUP)
    while position > 0 and (tokens[position - 1].word in endings or tokens[position - 1].word == ","):
        for table in _GROUP:
            start = words.before(table, tokens, position)
            if start >= 0:
                break
        else:
            opened = _behind_auxiliary(tokens, position, words)
            if opened < 0:
                break
            position = opened
            continue
        if table == "adverbs" and start and tokens[start - 1].word == "," and not _inserted_adverb(tokens, start, words):
            break
        position = start
        negated ^= table == "negations"
        auxiliary = auxiliary or table in {"auxiliaries", "hedges", "intentions"}
        if table == "hedges":
            modality = Modality.POSSIBLE
        elif table == "intentions" and (modality is Modality.ASSERTED or words.at("hopes", tokens, start) > 0):
            modality = Modality.INTENDED  # "diharapkan dapat" hopes, it does not hedge
    return VerbGroup(position, negated, modality, auxiliary)


def _behind_auxiliary(tokens: Sequence[Token], position: int, words: Vocabulary) -> int:
    """As in "could, if clumsily run, create": the comma behind an auxiliary that opens what is put in before the verb, or -1."""
    if tokens[position - 1].word != "," or tokens[position - 1].depth:
        return -1
    for k in range(position - 2, max(position - 9, 0), -1):
        if tokens[k].word == ",":
            before = any(words.before(table, tokens, k) >= 0 for table in ("hedges", "negations", "auxiliaries", "intentions"))
            return k if before else -1
        if tokens[k].word in {";", ":"}:
            return -1
    return -1


def _inserted_adverb(tokens: Sequence[Token], start: int, words: Vocabulary) -> bool:
    """As in ", in turn," between subject and verb: the comma belongs to the adverb."""
    return start >= 2 and words.before("auxiliaries", tokens, start - 1) >= 0  # noqa: PLR2004


def words_before_verb(tokens: Sequence[Token], verb: int, words: Vocabulary, first: int) -> int:
    """Return where the subject ends in front of a verb: before its auxiliaries and adverbs."""
    position = verb
    endings = words.endings(_BEFORE_VERB)
    while position > first and tokens[position - 1].word in endings:
        for table in _BEFORE_VERB:
            start = words.before(table, tokens, position)
            if start >= first:
                break
        else:
            break
        position = start
    return position
