"""The formats of RDF that are written and read, under the names that users type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from ssc_graph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Args:
        name: as a user types it.
        media_type: as a server says it.
        suffixes: of files, the usual one first.
        named_graphs: whether it keeps the named graphs apart; the others hold all triples together.
        written: whether :func:`ssc_graph.serialization.serialize` writes it.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    named_graphs: bool = False
    written: bool = True


_ALL = (
    Format("turtle", "text/turtle", (".ttl",)),
    Format("jsonld", "application/ld+json", (".jsonld", ".json")),
    Format("framed", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"', (".framed.jsonld",)),
    Format("trig", "application/trig", (".trig",), named_graphs=True),
    Format("nquads", "application/n-quads", (".nq",), named_graphs=True),
    Format("ntriples", "application/n-triples", (".nt",)),
    Format("rdfxml", "application/rdf+xml", (".rdf", ".xml", ".owl"), written=False),
)

#: Every format by its name.
FORMATS: Mapping[str, Format] = MappingProxyType({known.name: known for known in _ALL})


def format_named(name: str) -> Format:
    """Return the format of this name.

    Raises:
        UsageError: there is none.

    >>> format_named("turtle").media_type
    'text/turtle'
    """
    if name not in FORMATS:
        raise UsageError(f"the format {name!r} is not known", hint=f"give one of {', '.join(FORMATS)}")
    return FORMATS[name]


def format_of_file(file_name: str) -> Format:
    """Return the format that a file's suffix promises.

    Raises:
        UsageError: the suffix is none of a format of RDF.

    >>> format_of_file("graph.framed.jsonld").name, format_of_file("GRAPH.TTL").name
    ('framed', 'turtle')
    """
    lowered = PurePath(file_name).name.lower()
    found = [(suffix, known) for known in _ALL for suffix in known.suffixes if lowered.endswith(suffix)]
    if not found:
        suffixes = ", ".join(suffix for known in _ALL for suffix in known.suffixes)
        raise UsageError("the suffix is none of a format of RDF", where=file_name, hint=f"known are {suffixes}")
    return max(found, key=lambda pair: len(pair[0]))[1]
