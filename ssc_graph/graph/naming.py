"""Which of a thing's names is the one to show: decided once for a whole build, whatever the order of documents and claims.

SKOS allows one preferred label per language (S14) and no label that is preferred and alternative at once (S13). A thing that two
documents name meets in one node, so the choice is made over all of them. The authority files win; then a name that a document
prefers; a name in capitals loses to the same name in ordinary letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from ssc_graph.claims import COMMON, Entity, Label
from ssc_graph.namespaces import expand

_NAMING = {expand(f"skos:{name}"): name == "prefLabel" for name in ("prefLabel", "altLabel", "hiddenLabel")}


class Name(NamedTuple):
    """A name with its language tag in lower case; the tag is empty for a name that belongs to no language."""

    text: str
    language: str


@dataclass(slots=True)
class Names:
    """The names that are known for one thing.

    Args:
        any: every name.
        preferred: those that somebody prefers.
        words: the words by which texts call it, which are no names until there is nothing better.
    """

    any: set[Name] = field(default_factory=set)
    preferred: set[Name] = field(default_factory=set)
    words: set[Name] = field(default_factory=set)

    def note(self, entity: Entity, language: str) -> None:
        """Take in one mention, in a document of this language; where a line ends in the text is no part of a name."""
        for label in entity.labels:
            if label.text:
                name = Name(label.text, label.language.lower())
                self.any.add(name)
                if label.preferred:
                    self.preferred.add(name)
        if words := " ".join(entity.text.split()):
            self.words.add(Name(words, language.lower()))


def authority_names(triples: Iterable[Triple]) -> dict[str, Names]:
    """Return the names in authority triples by the IRI of the thing that they name."""
    found: dict[str, Names] = {}
    for triple in triples:
        thing, value = triple.subject, triple.object
        if triple.predicate.value in _NAMING and isinstance(thing, NamedNode) and isinstance(value, Literal):
            names = found.setdefault(thing.value, Names())
            name = Name(value.value, value.language or "")
            names.any.add(name)
            if _NAMING[triple.predicate.value]:
                names.preferred.add(name)
    return found


def choose(found: Names, authority: Names) -> Mapping[str, str]:
    """Return the preferred name of a thing by language.

    Args:
        found: the names in all documents.
        authority: the names in the authority files.

    >>> spellings = {Name("CHARTER OF ALGIERS", "en"), Name("Charter of Algiers", "en")}
    >>> choose(Names(spellings, spellings), Names())
    {'en': 'Charter of Algiers'}
    """
    chosen: dict[str, str] = {}
    for name in sorted(_candidates(found, authority), key=_plainness):
        chosen.setdefault(name.language, name.text)
    return {**chosen, **{name.language: name.text for name in authority.preferred}}


def _candidates(found: Names, authority: Names) -> Iterable[Name]:
    if found.preferred or authority.preferred:
        return found.preferred
    return [min(found.any, key=_plainness)] if found.any else found.words


def _plainness(name: Name) -> tuple[bool, Name]:
    return (name.text.isupper(), name)


def shown(entity: Entity, language: str) -> str:
    """Return the name by which a mention is best shown to a reader of its document.

    Args:
        entity: the mention.
        language: the document's language.

    >>> shown(Entity("auth:undp", "badan itu", (Label("UNDP", "en", True),)), "id")
    'UNDP'
    """
    preferred = sorted((label for label in entity.labels if label.preferred), key=_nearness(language))
    return preferred[0].text if preferred else entity.text or next((label.text for label in sorted(entity.labels)), entity.id)


def _nearness(language: str) -> Callable[[Label], tuple[int, str, str]]:
    order = (language, "", COMMON)
    return lambda label: (order.index(label.language) if label.language in order else len(order), label.language, label.text)
