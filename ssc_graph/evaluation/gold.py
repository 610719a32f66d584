"""Gold files: the facts that a document states, as an annotator listed them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ssc_graph.claims import RELATIONS, Modality
from ssc_graph.errors import InputError

#: Kind of a document whose gold file names none.
NO_KIND: Final = "–"
_FORMS: Final = ("value", "names", "text")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An argument of a fact.

    Args:
        form: ``value`` (a date, to be met exactly), ``names`` (any of them) or ``text`` (phrases, met by common words).
        words: the value, names or phrases.
    """

    form: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that a document makes.

    Args:
        relations: those that are right; figures count it under the first.
        subject, object: what a claim's arguments must meet.
        negated: whether the document denies it.
        modality: how firmly it is said.
        sources: names of whom the document names for it; none where it speaks itself.
        required: whether it must be found; else it is right but not demanded.
        quote: a piece of the sentence that states it, or empty.
    """

    relations: tuple[str, ...]
    subject: Wanted
    object: Wanted
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    sources: tuple[str, ...] = ()
    required: bool = True
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated document.

    Args:
        name: of the gold file, as the user named it.
        document: file name of the document.
        facts: what the document states.
        language: of the document, or empty.
        kind: of the document ("opinion column"), or a dash.
        scope: relations that the annotation covers; empty for all.
    """

    name: str
    document: str
    facts: tuple[Fact, ...]
    language: str = ""
    kind: str = NO_KIND
    scope: frozenset[str] = frozenset()


def read_gold(path: Path) -> Gold:
    """Read a gold file: ``{"document": …, "language": …, "kind": …, "scope": […], "facts": [{"predicate", "subject", "object", …}]}``.

    Args:
        path: of the file.

    Raises:
        InputError: it cannot be read, or is no gold file; the message names the fact.
    """
    name = str(path)
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", where=name) from error
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON", where=name, hint="give a gold file") from error
    if not isinstance(content, Mapping) or not isinstance(content.get("facts"), list):
        raise InputError('is no gold file: it has no list "facts"', where=name)
    document = content.get("document")
    if not isinstance(document, str) or Path(document).name != document:
        raise InputError('"document" is no file name without folders', where=name)
    return Gold(
        name,
        document,
        tuple(_fact(item, f"{name}: fact {number}") for number, item in enumerate(content["facts"], start=1)),
        language=_text(content, "language", name),
        kind=_text(content, "kind", name) or NO_KIND,
        scope=frozenset(_relations(content.get("scope", []), name)),
    )


def _fact(item: object, where: str) -> Fact:
    if not isinstance(item, Mapping):
        raise InputError("is no JSON object", where=where)
    relations = _relations(item.get("predicate", []), where)
    if not relations:
        raise InputError("has no predicate", where=where)
    modality = _text(item, "modality", where) or Modality.ASSERTED.value
    if modality not in set(Modality):
        raise InputError(f"unknown modality {modality!r}", where=where, hint=f"one of {', '.join(Modality)}")
    return Fact(
        relations,
        _wanted(item.get("subject"), f"{where}, subject"),
        _wanted(item.get("object"), f"{where}, object"),
        negated=bool(item.get("negated")),
        modality=Modality(modality),
        sources=_words(item.get("attributed_to") or [], where),
        required=bool(item.get("required", True)),
        quote=_text(item, "quote", where),
    )


def _wanted(argument: object, where: str) -> Wanted:
    """An argument by the first form that it has; other keys are an annotator's remarks."""
    for form in _FORMS:
        if isinstance(argument, Mapping) and form in argument:
            words = _words(argument[form], where)
            if words:
                return Wanted(form, words)
    raise InputError(f"has none of {', '.join(_FORMS)}", where=where)


def _relations(given: object, where: str) -> tuple[str, ...]:
    relations = _words(given, where)
    for relation in relations:
        if relation not in RELATIONS:  # a misspelt relation would count as missed for ever
            raise InputError(f"unknown relation {relation!r}", where=where)
    return relations


def _words(given: object, where: str) -> tuple[str, ...]:
    words = given if isinstance(given, list) else [given]
    if not all(isinstance(word, str) for word in words):
        raise InputError(f"expected words, found {given!r}", where=where)
    return tuple(words)


def _text(item: Mapping[str, Any], key: str, where: str) -> str:
    value = item.get(key) or ""
    if not isinstance(value, str):
        raise InputError(f"{key!r} is no text", where=where)
    return value
