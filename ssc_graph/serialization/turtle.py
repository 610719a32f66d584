"""Turtle and TriG to be read by people: grouped by subject, a paragraph each, under the heading of what the subjects are.

Written here because the order and the set of prefixes must not change between two runs, and because a text should stand in the
file as it is read, with its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from types import MappingProxyType
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Triple

from ssc_graph.graph.order import SECTIONS, THINGS, reading_name, sections
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
#: Names that are remembered: most of a large graph are used in one place only.
_MOST_NAMES = 20_000


class Writer:
    """Writes triples in reading order; remembers which prefixes it used.

    Args:
        prefixes: prefix to namespace; each namespace ends in ``/`` or ``#``.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: dict[str, str] = {}
        self._names: dict[str, tuple[str, str]] = {}

    def file(self, triples: Iterable[Triple]) -> str:
        """Return a file of triples that stand in reading order; the prefixes of the file before are forgotten, its names are not."""
        self._used = {}
        body = self.body(triples)
        return self.head() + body

    def head(self) -> str:
        """Return the declarations of the prefixes that were used, sorted by prefix."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self._used.items()))

    def body(self, triples: Iterable[Triple], *, indent: str = "") -> str:
        """Return the paragraphs of triples that stand in reading order, with a heading over each section."""
        listed = list(triples)
        places = sections(listed)
        told = (list(described) for _, described in groupby(listed, key=lambda triple: triple.subject))
        return "".join(self.paragraphs(((places.get(reading_name(each[0].subject), THINGS), each) for each in told), indent=indent))

    def paragraphs(self, told: Iterable[tuple[int, list[Triple]]], *, indent: str = "") -> Iterator[str]:
        """Yield the paragraphs of subjects in reading order, with a heading over each section.

        Args:
            told: of each subject the place of its section, and its triples.
            indent: what each line begins with.
        """
        current = -1
        for place, described in told:
            if place != current:
                yield f"\n{indent}# {SECTIONS[place]}\n"
                current = place
            yield "\n" + self._paragraph(described, indent)

    def foresee(self, terms: Iterable[object], verbs: Iterable[NamedNode]) -> None:
        """Take note of the prefixes that some terms will use, so that they can be declared before anything is written.

        Args:
            terms: subjects, objects and names of graphs.
            verbs: predicates.
        """
        named = chain(
            (verb.value for verb in verbs if verb.value != _TYPE),
            (term.value if isinstance(term, NamedNode) else term.datatype.value for term in terms if _has_name(term)),
        )
        for iri in named:
            _, namespace = self._prefixed(iri)
            if namespace:
                self._used[self._prefixes[namespace]] = namespace

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
            if len(self._names) >= _MOST_NAMES:
                self._names.clear()
            found = self._names[iri] = self._prefixed(iri)
        name, namespace = found
        if namespace:
            self._used[self._prefixes[namespace]] = namespace
        return name

    def _prefixed(self, iri: str) -> tuple[str, str]:
        """Return the prefixed name of an IRI and the namespace, the longest one that leaves a local part; else the IRI, and nothing."""
        for cut in reversed([found.end() for found in _CUT.finditer(iri)]):
            prefix = self._prefixes.get(iri[:cut])
            if prefix is not None and _LOCAL.fullmatch(iri[cut:]):
                return prefix + ":" + iri[cut:].replace("/", "\\/"), iri[:cut]
        return str(NamedNode(iri)), ""

    def _literal(self, literal: Literal) -> str:
        if literal.direction is not None:
            return str(literal)
        if literal.language:
            return f"{_quoted(literal.value)}@{literal.language}"
        if _needs_no_datatype(literal):
            return _quoted(literal.value) if literal.datatype.value == _STRING else literal.value
        return f"{_quoted(literal.value)}^^{self._name(literal.datatype.value)}"


def _has_name(term: object) -> TypeGuard[NamedNode | Literal]:
    """Whether a term is an IRI, or a literal that is written with its datatype."""
    return isinstance(term, NamedNode) or (isinstance(term, Literal) and not _needs_no_datatype(term))


def _needs_no_datatype(literal: Literal) -> bool:
    """Whether a literal is written without its datatype: a text, or a value that may stand bare."""
    datatype = literal.datatype.value
    return bool(literal.language) or datatype == _STRING or (datatype in _BARE and bool(_BARE[datatype].fullmatch(literal.value)))


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
    return Writer(prefixes).file(triples)


def trig_pieces(writer: Writer, name: str, triples: Iterable[Triple]) -> Iterator[str]:
    """Yield a named graph as TriG 1.1.

    Args:
        writer: what writes it; its head stands before the first graph.
        name: IRI of the graph; the default graph is called by the empty string.
        triples: in reading order.
    """
    if name:
        yield f"\n{writer.term(NamedNode(name))} {{\n"
        yield writer.body(triples, indent="    ")
        yield "}\n"
    else:
        yield writer.body(triples)
