"""Nodes of JSON-LD in compact form, written directly.

pyoxigraph writes expanded JSON-LD only, and the general compaction algorithm costs ten times what the rest of a build does. With a
context that is known, each triple has one best form (JSON-LD 1.1 API, value compaction), which is chosen here; the tests read every
file again with two independent parsers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import expand
from ssc_graph.serialization.context import Context, ContextTerm

#: A value of JSON; the values of an object are not spelt out, because a node is built up key by key.
Value = object
Json = dict[str, Value]
#: Returns the node to write in the place of a reference to this IRI, or None for the bare reference.
Embed = Callable[[str, str], Json | None]

#: IRIs that are remembered: most of a large graph are used in one place only.
_MOST_IRIS = 20_000
_CUT = re.compile(r"[/#:]")
_TYPE, _STRING, _BOOLEAN = expand("rdf:type"), expand("xsd:string"), expand("xsd:boolean")
_WHOLE = frozenset(expand(f"xsd:{name}") for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long"))
#: Whole numbers in the one form that a number of JSON is read back as, exact in every reader (RFC 8259 section 6).
_EXACT_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")


def _never(_predicate: str, _iri: str) -> Json | None:
    return None


class Compactor:
    """Writes nodes under a context.

    Args:
        context: what the keys mean.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._compact: dict[str, str] = {}
        self._keys = {keyword: context.keyword(keyword) for keyword in ("@id", "@type")}

    def node(self, subject: str, described: Iterable[Triple], embed: Embed = _never) -> Json:
        """Return a node.

        Args:
            subject: the IRI of the node, or the label of a blank node.
            described: its triples, in reading order.
            embed: what is written in the place of a reference.
        """
        found: Json = {self._keys["@id"]: self.reference(subject)}
        types: list[str] = []
        for triple in described:
            if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
                types.append(self.word(triple.object.value))
            else:
                self._add(found, triple, embed)
        if not types:
            return found
        return {self._keys["@id"]: found.pop(self._keys["@id"]), self._keys["@type"]: types[0] if len(types) == 1 else types, **found}

    def reference(self, iri: str) -> str:
        """Return an IRI where a node is meant: with a prefix if one fits, never as a term.

        Raises:
            GraphError: read under this context, the IRI would become another.
        """
        found = self._compact.get(iri)
        if found is None:
            if len(self._compact) >= _MOST_IRIS:
                self._compact.clear()
            found = self._compact[iri] = self._prefixed(iri)
        return found

    def word(self, iri: str) -> str:
        """Return an IRI where a word of the vocabulary is meant: as a term if there is one."""
        terms = [term for term in self._context.terms.get(iri, ()) if not term.reverse]
        return terms[0].name if terms else self.reference(iri)

    def _prefixed(self, iri: str) -> str:
        for cut in reversed([found.end() for found in _CUT.finditer(iri)]):
            prefix = self._context.prefixes.get(iri[:cut])
            # "prefix://…" is read as an IRI of that scheme (JSON-LD 1.1 API, IRI expansion, step 6.2).
            if prefix is not None and cut < len(iri) and not iri.startswith("//", cut):
                return f"{prefix}:{iri[cut:]}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._context.prefixes.values() and not rest.startswith("//"):
            raise GraphError(f"the IRI {iri} would be read with the prefix {scheme!r} of the context")
        return iri

    def _add(self, node: Json, triple: Triple, embed: Embed) -> None:
        predicate, value = triple.predicate.value, triple.object
        term = self._term(predicate, value)
        key = term.name if term else self.reference(predicate)
        if term is not None and term.language_map and isinstance(value, Literal):
            _append(_by_language(node, key), value.language or "@none", value.value, as_set=False)
        else:
            _append(node, key, self._value(term, predicate, value, embed), as_set=term is not None and term.as_set)

    def _term(self, predicate: str, value: object) -> ContextTerm | None:
        """Return the term that says most about the value, the first of equals; None where only the IRI will do."""
        fitting = [(fit, -place, term) for place, term in enumerate(self._context.terms.get(predicate, ())) if (fit := _fit(term, value))]
        return max(fitting, key=lambda found: found[:2])[2] if fitting else None

    def _value(self, term: ContextTerm | None, predicate: str, value: object, embed: Embed) -> Value:
        if isinstance(value, NamedNode | BlankNode):
            return self._link(term, predicate, value.value if isinstance(value, NamedNode) else str(value), embed)
        if not isinstance(value, Literal) or value.direction is not None:
            raise GraphError(f"{value} cannot stand in JSON-LD 1.1 without loss", hint="RDF 1.1 only")
        if _fit(term or _NO_TERM, value) == _BARE:
            return _bare(value)
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        return {"@value": value.value} if datatype == _STRING else {"@value": value.value, "@type": self.word(datatype)}

    def _link(self, term: ContextTerm | None, predicate: str, iri: str, embed: Embed) -> Value:
        embedded = embed(predicate, iri)
        if embedded is not None:
            return embedded
        if term is not None and term.coercion == "@vocab":
            return self.word(iri)
        return self.reference(iri) if term is not None and term.coercion == "@id" else {self._keys["@id"]: self.reference(iri)}


#: How well a term suits a value: not at all, with the value spelt out as an object, bare.
_UNFIT, _SPELT, _BARE = 0, 1, 2


#: What a key means that is an IRI itself.
_NO_TERM = ContextTerm("", "")


def _fit(term: ContextTerm, value: object) -> int:
    if term.reverse:
        return _UNFIT
    if not isinstance(value, Literal):
        return _UNFIT if term.language_map else _BARE if term.coercion in {"@id", "@vocab"} else _SPELT
    datatype = value.datatype.value
    if term.language_map:
        return _BARE if value.language or datatype == _STRING else _UNFIT
    if value.language:
        return _BARE if term.language == value.language and not term.coercion else _SPELT
    if term.coercion:
        return _BARE if term.coercion == datatype else _SPELT
    return _BARE if datatype == _STRING and not term.language else _SPELT


def _bare(value: Literal) -> str | int | bool:
    """Return the value as JSON writes it where it is read back in the same form; a decimal would not be (0.5 becomes 5.0E-1)."""
    datatype = value.datatype.value
    if datatype == _BOOLEAN and value.value in {"true", "false"}:
        return value.value == "true"
    if datatype in _WHOLE and _EXACT_NUMBER.fullmatch(value.value):
        return int(value.value)
    return value.value


def _append(into: Json, key: str, value: Value, *, as_set: bool) -> None:
    """Add a value under a key: alone where it is the only one and no list is promised."""
    found = into.get(key)
    if found is None:
        into[key] = [value] if as_set else value
    elif isinstance(found, list):
        found.append(value)
    else:
        into[key] = [found, value]


def _by_language(node: Json, key: str) -> Json:
    found = node.setdefault(key, {})
    if not isinstance(found, dict):
        raise TypeError(f"the key {key!r} of the context is both a language map and another term")
    return found


def by_subject(triples: Iterable[Triple]) -> Mapping[str, list[Triple]]:
    """Return the triples by their subject, in the order in which the subjects come.

    Raises:
        GraphError: a subject is a triple, which JSON-LD 1.1 cannot say.
    """
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        subject = triple.subject
        if isinstance(subject, Triple):
            raise GraphError(f"{subject} cannot be a subject in JSON-LD 1.1", hint="RDF 1.1 only")
        found.setdefault(subject.value if isinstance(subject, NamedNode) else str(subject), []).append(triple)
    return found
