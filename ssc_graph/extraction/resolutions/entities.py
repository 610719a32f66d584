"""The things that a resolution's claims are about: resolutions, bodies, provisions, whom they address."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ssc_graph.claims import COMMON, Entity, Label
from ssc_graph.extraction.acts import LANGUAGES, acts
from ssc_graph.extraction.resolutions.beginnings import NUMBER
from ssc_graph.extraction.resolutions.structure import Paragraph, Part
from ssc_graph.extraction.symbol_forms import BODIES, names_of
from ssc_graph.extraction.symbols import SymbolMention, labels_of
from ssc_graph.identifiers import entity_curie, statement_curie, symbol_curie
from ssc_graph.lexicon import LexicalEntry, Lexicon

_TYPES: Final = {"resolution": ("ssc:Resolution",), "decision": ("ssc:PolicyInstrument",), "document": ("ssc:Publication",)}
_CODED: Final = re.compile(r"/C(?:P|MP|MA)\.\d")  # decisions under the Framework Convention on Climate Change name their body
_FIRST_WORDS: Final = 8
_ACRONYM: Final = re.compile(r"\s*\((?P<acronym>[A-Z][A-Za-z-]{1,11})\)\s*$")

_CONCEPTS = frozenset({"ssc:Concept", "skos:Concept"})


def document_entity(mention: SymbolMention, *, text: str, start: int, end: int, citing: str) -> Entity:
    """Return the United Nations document that a mention names.

    Args:
        mention: as found.
        text: the words that name it.
        start: where they begin in the document, -1 where they do not stand in it.
        end: where they end.
        citing: symbol of the document that names it: a number whose body is not known means something in that document only.
    """
    if mention.body == "" and not mention.issuer and mention.kind != "document" and not _CODED.search(mention.number):
        curie = entity_curie(f"{mention.kind} {mention.number} cited in {citing}")
    elif mention.issuer:
        curie = entity_curie(mention.symbol)
    else:
        curie = symbol_curie(mention.symbol)
    return Entity(curie, text, labels_of(mention), _TYPES[mention.kind], start, end)


def part_entity(part: Part) -> Entity:
    """Return the resolution itself, as the subject of what it says."""
    return document_entity(part.symbol, text=part.symbol.symbol, start=-1, end=-1, citing=part.symbol.symbol)


def whole_entity(mention: SymbolMention) -> Entity:
    """Return the document of several resolutions (``A/RES/76/247 A-C``)."""
    return document_entity(mention, text=mention.symbol, start=-1, end=-1, citing=mention.symbol)


def body_entity(name: str, code: str, lexicon: Lexicon, *, start: int, end: int) -> Entity:
    """Return the body that adopted a resolution.

    Args:
        name: its name in the text.
        code: its code, or empty for a body without one.
        lexicon: names of known things.
        start: where the name begins.
        end: where it ends.
    """
    body = BODIES.get(code)
    names = names_of(body) if body else (name,)
    entry = next((found for known in (name, *names) if (found := lexicon.named(known))), None)
    if entry is not None:
        return known_entity(entry, name, start, end)
    labels = [Label(name, "", preferred=True)]
    if body:
        labels = [
            Label(known, spoken, preferred=not place) for spoken, names in body.names.items() for place, known in enumerate(names[:3])
        ]
    return Entity(entity_curie(body.names[COMMON][1] if body else name), name, tuple(labels), ("ssc:IntergovernmentalBody",), start, end)


def known_entity(entry: LexicalEntry, text: str, start: int, end: int) -> Entity:
    """Return a thing that the lexicon knows."""
    return Entity(entry.id, text, entry.labels, entry.types, start, end)


def named_entity(name: str, types: tuple[str, ...], lexicon: Lexicon, *, start: int, end: int, language: str) -> Entity:
    """Return a named thing: what the lexicon knows by this name, else a new one; an acronym behind it in brackets is a name too."""
    name = " ".join(name.split())
    acronym = _ACRONYM.search(name)
    bare = name[: acronym.start()] if acronym else name
    for known in (name, bare, *([acronym["acronym"]] if acronym else [])):
        entry = lexicon.named(known)
        if entry is not None:
            return known_entity(entry, name, start, end)
    return _new_entity(name, types, start=start, end=end, language=language)


def addressed_entity(name: str, types: tuple[str, ...], lexicon: Lexicon, *, start: int, end: int, language: str) -> Entity:
    """Return whom a paragraph addresses; what is only a concept elsewhere ("the private sector") is a group where it is asked to act."""
    found = named_entity(name, types, lexicon, start=start, end=end, language=language)
    if not set(found.types) <= _CONCEPTS:
        return found
    return _new_entity(" ".join(name.split()), types, start=start, end=end, language=language)


def _new_entity(name: str, types: tuple[str, ...], *, start: int, end: int, language: str) -> Entity:
    acronym = _ACRONYM.search(name)
    bare = name[: acronym.start()] if acronym else name
    labels = [Label(bare, language, preferred=True), *([Label(acronym["acronym"])] if acronym else [])]
    return Entity(entity_curie(bare), name, tuple(labels), types, start, end)


def provision_entity(symbol: SymbolMention, paragraph: Paragraph, text: str, *, restarts: bool, end: int) -> Entity:
    """Return an operative paragraph.

    Args:
        symbol: the symbol of the resolution that it belongs to.
        paragraph: the paragraph.
        text: its whole text, items included, on one line.
        restarts: whether sections number their paragraphs anew, so that a number needs its section.
        end: where it ends in the document.
    """
    section = paragraph.section if restarts else ""
    head = NUMBER.match(text) if paragraph.number else None
    bare = text[head.end() :] if head else text
    named = " ".join(bare.split()[:_FIRST_WORDS]).rstrip(" ,;:.")
    number = paragraph.number or f"“{named}”"
    place = f"{' ' + section if section else ''} {paragraph.number}".rstrip()
    labels = []
    for spoken in LANGUAGES:
        names = acts(spoken)
        within = f", {names.texts['section']} {section}" if section else ""
        label = f"{names.numbered('resolution', symbol.number)}{within}, {names.texts['paragraph']} {number}"
        labels.append(Label(label, spoken, preferred=True))
    if paragraph.number:
        labels.append(Label(bare, COMMON))
    curie = statement_curie("provision", f"{symbol.symbol}{place} {bare}")
    return Entity(curie, text, tuple(labels), ("ssc:Provision",), paragraph.flow.at(0), end)


def with_label(entity: Entity, name: str, language: str) -> Entity:
    """Return the thing with one name more."""
    label = Label(name, language)
    return entity if any(known.text == name for known in entity.labels) else replace(entity, labels=(*entity.labels, label))
