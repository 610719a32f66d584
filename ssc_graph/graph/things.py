"""The things that claims name: labels, classes, and the words of those whose content is a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from ssc_graph.claims import Claim, Entity
from ssc_graph.document import Document
from ssc_graph.graph.document_nodes import instrument_of
from ssc_graph.graph.naming import Names, authority_names, choose
from ssc_graph.graph.sheets import Sheet
from ssc_graph.graph.terms import Terms
from ssc_graph.identifiers import symbol_curie

#: Classes of things whose content is a piece of text.
TEXTUAL = frozenset({"ssc:Statement", "ssc:Objective", "ssc:Principle", "ssc:Definition", "ssc:Provision"})
#: How an operative paragraph of a United Nations resolution opens: its number, then a verb in the third person.
_OPENING = re.compile(
    r"(?:(?P<number>\d{1,3}(?: (?:bis|ter))?)[.)]\s*)?[*_]*"
    r"(?P<verb>(?!This\b)(?:(?:Also|Further|[A-Z][a-z]+ly|Once again)\s+[a-z]+s|[A-Z][a-z]+s)(?:\s+(?:note|upon|with\s+[a-z]+))?\b)?"
)


def mentions_in(document: Document, claims: Iterable[Claim]) -> list[Entity]:
    """Return the things that a document names, as often as it does.

    Of each claim, its subject, its object where that is a thing, its source; and the instrument that the document is the text of.
    """
    things = [thing for claim in claims for thing in (claim.subject, claim.object, claim.attributed_to) if isinstance(thing, Entity)]
    return [*things, instrument] if (instrument := instrument_of(document)) else things


class Things:
    """The names of every thing in a build.

    Args:
        terms: where the terms come from.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._names: dict[str, Names] = {}
        self._authority: Mapping[str, Names] = {}
        self._stated: frozenset[Triple] = frozenset()
        self._preferred: dict[str, Mapping[str, str]] = {}

    def note(self, mentions: Iterable[Entity], language: str) -> None:
        """Take in the things that a document in this language names."""
        for entity in mentions:
            self._names.setdefault(entity.id, Names()).note(entity, language)

    @property
    def ids(self) -> list[str]:
        """The CURIEs of the things, sorted."""
        return sorted(self._names)

    def consult(self, authority: Iterable[Triple]) -> None:
        """Take in what the authority files say; the documents' graphs do not say it again."""
        self._stated = frozenset(authority)
        self._authority = authority_names(self._stated)

    def describe(self, sheet: Sheet, mentions: Iterable[Entity], language: str) -> None:
        """Write into a document's graph what the document tells of the things that it names."""
        grouped: dict[str, list[Entity]] = {}
        for entity in mentions:
            grouped.setdefault(entity.id, []).append(entity)
        for curie, entities in grouped.items():
            self._describe(sheet, curie, entities, language)

    def _describe(self, sheet: Sheet, curie: str, entities: list[Entity], language: str) -> None:
        node, names = self._terms.iri(curie), Names()
        for entity in entities:
            names.note(entity, language)
        classes = {name for entity in entities for name in entity.types}
        self._classify(sheet, node, classes)
        self._name(sheet, node, curie, names)
        if TEXTUAL & classes:
            self._quote(sheet, node, curie, names, classes)
        if curie.startswith("resolution:"):
            write_symbol(sheet, node, curie, names)

    def _classify(self, sheet: Sheet, node: NamedNode, classes: Iterable[str]) -> None:
        for curie in classes:
            if Triple(node, self._terms.iri("rdf:type"), self._terms.iri(curie)) not in self._stated:
                sheet.types(node, curie)

    def _name(self, sheet: Sheet, node: NamedNode, curie: str, names: Names) -> None:
        authority = self._authority.get(node.value, Names())
        if curie not in self._preferred:
            self._preferred[curie] = choose(self._names[curie], authority)
        preferred = self._preferred[curie]
        for name in (names.any | names.words) - authority.any:
            if preferred.get(name.language) == name.text:
                sheet.text(node, "skos:prefLabel", name.text, name.language)
            elif name in names.any:
                sheet.text(node, "skos:altLabel", name.text, name.language)

    def _quote(self, sheet: Sheet, node: NamedNode, curie: str, names: Names, classes: Iterable[str]) -> None:
        """Write the words of a thing whose content is a text; of several spellings, the fullest, the same in every document."""
        for language in sorted({word.language for word in names.words}):
            words = [word for word in self._names[curie].words if word.language == language]
            fullest = max(words, key=lambda word: (len(word.text), word.text))
            if fullest in names.words:
                sheet.text(node, "rdf:value", fullest.text, language)
            if "ssc:Provision" in classes:
                number, verb = opening(fullest.text)
                sheet.text(node, "ssc:number", number)
                sheet.text(node, "ssc:actionVerb", verb)


def opening(paragraph: str) -> tuple[str, str]:
    """Return the number and the verb with which an operative paragraph opens, each empty where there is none.

    >>> opening("3. Takes note of the report"), opening("Also requests the Secretary-General to report")
    (('3', 'Takes note'), ('', 'Also requests'))
    """
    found = _OPENING.match(paragraph.strip())
    return ((found["number"] or ""), (found["verb"] or "")) if found else ("", "")


def write_symbol(sheet: Sheet, node: NamedNode, curie: str, names: Names) -> None:
    """Write the United Nations document symbol, which is the strong key of such a document, where one of its names is the symbol."""
    symbols = [name.text for name in (*names.any, *names.words) if symbol_curie(name.text) == curie]
    if symbols:
        sheet.text(node, "dct:identifier", min(symbols))
