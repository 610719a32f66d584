"""A JSON-LD context as a writer needs it: which key, and which form of value, means which triple.

Read from ``ontology/context.jsonld``, so that the published context and the files that are written cannot differ. Of JSON-LD 1.1
the part is known that a vocabulary needs: prefixes, terms with a type, a language or a language map, sets, aliases of keywords,
reverse terms. A context that uses more is refused: a writer that passed over a keyword would write other triples.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from ssc_graph import resources
from ssc_graph.errors import DataFileError
from ssc_graph.namespaces import DEFAULT_BASE

_FILE = "context.jsonld"
_GLOBAL = ("@version", "@protected")
_IN_TERM = {"@id", "@type", "@language", "@container", "@reverse", "@prefix", "@protected"}
#: A simple term is a prefix only if its IRI ends in one of these (JSON-LD 1.1 API, create term definition, step 14.2.5).
_GEN_DELIMITERS = (":", "/", "?", "#", "[", "]", "@")


@dataclass(frozen=True, slots=True)
class ContextTerm:
    """One key of a context.

    Args:
        name: the key.
        iri: what it stands for.
        coercion: ``@id``, ``@vocab`` or the IRI of a datatype that a bare string gets; empty for none.
        language: the language tag that a bare string gets, or empty.
        language_map: whether the values are grouped by language.
        as_set: whether a single value stands in a list, too.
        reverse: whether the statement runs from the value to the node.
    """

    name: str
    iri: str
    coercion: str = ""
    language: str = ""
    language_map: bool = False
    as_set: bool = False
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A context.

    Args:
        document: what stands under ``@context``.
        prefixes: namespace to prefix.
        terms: the terms of an IRI, in the order of the file.
        aliases: keyword to the key that is used for it.
    """

    document: Mapping[str, Any]
    prefixes: Mapping[str, str]
    terms: Mapping[str, tuple[ContextTerm, ...]]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def keyword(self, keyword: str) -> str:
        """Return the key for a keyword: its alias where the context has one."""
        return self.aliases.get(keyword, keyword)

    def reverse_term(self, iri: str) -> ContextTerm | None:
        """Return the term that states a property from the value's side, or None."""
        return next((term for term in self.terms.get(iri, ()) if term.reverse), None)


@cache
def published_context(base: str = DEFAULT_BASE) -> Context:
    """Return the published context, with the instances under this base.

    Raises:
        DataFileError: the file is missing, is no JSON, or uses a part of JSON-LD that is not known here.
    """
    where = f"ontology/{_FILE}"
    try:
        document = json.loads(resources.read("ontology", _FILE))["@context"]
    except (ValueError, KeyError, TypeError) as error:
        raise DataFileError(f"the context cannot be read: {error!r}", where=where, hint="install the package again") from error
    return read_context({name: _moved(value, base) for name, value in document.items()}, where=where)


def _moved(definition: object, base: str) -> object:
    """Return a definition with its IRI under another base, if it was under the usual one."""
    if isinstance(definition, str):
        return base + definition.removeprefix(DEFAULT_BASE) if definition.startswith(DEFAULT_BASE) else definition
    return {key: _moved(value, base) for key, value in definition.items()} if isinstance(definition, dict) else definition


def read_context(document: Mapping[str, Any], *, where: str) -> Context:
    """Return a context that is given as JSON.

    Args:
        document: what stands under ``@context``.
        where: the file, for messages.

    Raises:
        DataFileError: it uses a part of JSON-LD that is not known here.

    >>> context = read_context({"ex": "https://example.org/", "name": "ex:name"}, where="example")
    >>> context.terms["https://example.org/name"][0].name
    'name'
    """
    simple = {name: value for name, value in document.items() if isinstance(value, str) and not name.startswith("@")}
    prefixes = {value: name for name, value in simple.items() if "://" in value or value.startswith("urn:")}
    prefixes |= {value["@id"]: name for name, value in document.items() if isinstance(value, dict) and value.get("@prefix")}
    names = {name: namespace for namespace, name in prefixes.items()}
    terms: dict[str, list[ContextTerm]] = {}
    for name, value in document.items():
        if name.startswith("@"):
            if name not in _GLOBAL:
                raise DataFileError(f"{name} in a context is not known here", where=where)
        elif not (isinstance(value, str) and value.startswith("@")):
            term = _term(name, {"@id": value} if isinstance(value, str) else value, names, where=where)
            terms.setdefault(term.iri, []).append(term)
    return Context(
        document=MappingProxyType(dict(document)),
        prefixes=MappingProxyType({namespace: name for namespace, name in prefixes.items() if _is_prefix(document[name])}),
        terms=MappingProxyType({iri: tuple(found) for iri, found in terms.items()}),
        aliases=MappingProxyType({value: name for name, value in simple.items() if value.startswith("@")}),
    )


def _is_prefix(definition: object) -> bool:
    return isinstance(definition, dict) or str(definition).endswith(_GEN_DELIMITERS)


def _term(name: str, definition: Mapping[str, Any], names: Mapping[str, str], *, where: str) -> ContextTerm:
    containers = definition.get("@container", [])
    containers = [containers] if isinstance(containers, str) else containers
    unknown = sorted((definition.keys() - _IN_TERM) | (set(containers) - {"@set", "@language"}))
    if unknown:
        raise DataFileError(f"{unknown[0]} in the term {name!r} is not known here", where=where)
    reverse = "@reverse" in definition
    coercion = definition.get("@type", "")
    return ContextTerm(
        name=name,
        iri=_expanded(definition["@reverse"] if reverse else definition.get("@id", name), names, where=where),
        coercion=coercion if coercion.startswith("@") else coercion and _expanded(coercion, names, where=where),
        language=(definition.get("@language") or "").lower(),
        language_map="@language" in containers,
        as_set="@set" in containers,
        reverse=reverse,
    )


def _expanded(name: str, names: Mapping[str, str], *, where: str) -> str:
    prefix, colon, local = name.partition(":")
    if colon and prefix in names:
        return names[prefix] + local
    if colon:
        return name
    raise DataFileError(f"{name!r} in the context is no IRI", where=where)
