"""Turtle and TriG to be read by people: grouped by subject, a paragraph each, under the heading of what the subjects are.

Written here because the order and the set of prefixes must not change between two runs, and because a text should stand in the
file as it is read, with its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple

from ssc_graph.graph.order import SECTIONS, sections
from ssc_graph.namespaces import expand

#: What may follow a prefix unescaped (Turtle, production PN_LOCAL, without what is beyond ASCII), slashes between such parts.
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_LOCAL = re.compile(rf"{_PART}(?:/{_PART})*")
_CUT = re.compile(r"[/#]")
_SHORT_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
#: In a long string only the backslash, the carriage return (which readers may turn into a line feed) and a run of quotes need care.
_LONG_ESCAPES = str.maketrans({"\\": "\\\\", "\r": "\\r", "\b": "\\b", "\f": "\\f"})
_RUN_OF_QUOTES = re.compile(r'"(?="|\Z)')
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
#: Literals that may stand bare (sections 2.5.2, 2.5.3), in those forms that no reader rewrites: some read a bare number as a number,
#: and write 0.0000001 as 1E-7, which is no decimal any more.
_BARE = MappingProxyType(
    {
        expand("xsd:integer"): re.compile(r"0|-?[1-9][0-9]*"),
        expand("xsd:decimal"): re.compile(r"-?[1-9][0-9]*\.[0-9]{1,18}|0\.[0-9]{1,6}"),
        expand("xsd:boolean"): re.compile(r"true|false"),
    }
)
_STRING, _TYPE = expand("xsd:string"), expand("rdf:type")
_WIDTH = 140


class Writer:
    """Writes triples in reading order; remembers which prefixes it used.

    Args:
        prefixes: prefix to namespace; each namespace ends in ``/`` or ``#``.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def head(self) -> str:
        """Return the declarations of the prefixes that were used, sorted by prefix."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self._used.items()))

    def body(self, triples: Iterable[Triple], *, indent: str = "") -> str:
        """Return the paragraphs of triples that stand in reading order, with a heading over each section."""
        listed = list(triples)
        places, things = sections(listed), SECTIONS.index("Things")
        written: list[str] = []
        current = -1
        for subject, described in groupby(listed, key=lambda triple: triple.subject):
            place = places.get(subject.value if not isinstance(subject, Triple) else str(subject), things)
            if place != current:
                written.append(f"\n{indent}# {SECTIONS[place]}\n")
                current = place
            written.append("\n" + self._paragraph(list(described), indent))
        return "".join(written)

    def _paragraph(self, described: list[Triple], indent: str) -> str:
        lines = []
        for predicate, triples in groupby(described, key=lambda triple: triple.predicate):
            verb = "a" if predicate.value == _TYPE else self.term(predicate)
            objects = [self.term(triple.object) for triple in triples]
            line = f"{verb} {' , '.join(objects)}"
            if len(line) > _WIDTH and len(objects) > 1:
                line = f"{verb}\n{indent}        " + f" ,\n{indent}        ".join(objects)
            lines.append(line)
        subject = self.term(described[0].subject)
        return f"{indent}{subject}\n{indent}    " + f" ;\n{indent}    ".join(lines) + " .\n"

    def term(self, term: object) -> str:
        """Return a term as Turtle writes it."""
        if isinstance(term, NamedNode):
            return self._name(term.value)
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _name(self, iri: str) -> str:
        found = self._names.get(iri)
        if found is None:
            found = self._names[iri] = self._prefixed(iri) or str(NamedNode(iri))
        return found

    def _prefixed(self, iri: str) -> str:
        """Return the prefixed name of an IRI, by the longest namespace that leaves a local part, or nothing."""
        for cut in reversed([found.end() for found in _CUT.finditer(iri)]):
            prefix = self._prefixes.get(iri[:cut])
            if prefix is not None and _LOCAL.fullmatch(iri[cut:]):
                self._used[prefix] = iri[:cut]
                return prefix + ":" + iri[cut:].replace("/", "\\/")
        return ""

    def _literal(self, literal: Literal) -> str:
        if literal.direction is not None:
            return str(literal)
        if literal.language:
            return f"{_quoted(literal.value)}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == _STRING:
            return _quoted(literal.value)
        if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
            return literal.value
        return f"{_quoted(literal.value)}^^{self._name(datatype)}"


def _quoted(text: str) -> str:
    if "\n" in text:
        plain = _RUN_OF_QUOTES.sub(r'\\"', text.translate(_LONG_ESCAPES))
        return f'"""{_CONTROLS.sub(_escaped, plain)}"""'
    return f'"{_CONTROLS.sub(_escaped, text.translate(_SHORT_ESCAPES))}"'


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04X}"


def write_turtle(triples: Iterable[Triple], *, prefixes: Mapping[str, str]) -> str:
    """Return triples, which stand in reading order, as Turtle 1.1.

    Args:
        triples: of one graph.
        prefixes: prefix to namespace; those that are used are declared.
    """
    writer = Writer(prefixes)
    body = writer.body(triples)
    return writer.head() + body


def write_trig(graphs: Mapping[str, Iterable[Triple]], *, prefixes: Mapping[str, str]) -> str:
    """Return named graphs as TriG 1.1.

    Args:
        graphs: the triples of each graph by its IRI, in reading order; the default graph is called by the empty string.
        prefixes: prefix to namespace; those that are used are declared.
    """
    writer = Writer(prefixes)
    written = []
    for name, triples in graphs.items():
        if name:
            written.append(f"\n{writer.term(NamedNode(name))} {{\n{writer.body(triples, indent='    ')}}}\n")
        else:
            written.append(writer.body(triples))
    return writer.head() + "".join(written)
