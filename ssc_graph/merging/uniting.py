"""Graphs side by side, and a view in which what is one thing has one name.

Each source keeps its named graph as it is. The view is computed from all of them: IRIs in their normal form, one representative for
each clique that raised no alarm, blank nodes as IRIs. Everything is a function of the set of sources and the set of mappings: order
and repetition change nothing, and a merged dataset can be merged again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.blank_nodes import SKOLEM
from ssc_graph.merging.cliques import KINDS, MOST_MEMBERS, Clique, Link, cliques, order
from ssc_graph.merging.conflicts import LABEL, NAMES, SINGLE, Conflict, conflict_of
from ssc_graph.merging.sources import Source, distinct
from ssc_graph.merging.sssom import Mapping as Row
from ssc_graph.namespaces import FIXED, expand

#: Predicates of links between ids, as CURIEs.
LINKING: Final = MappingProxyType(
    {expand(curie): curie for curie in ("owl:sameAs", *(f"skos:{w}Match" for w in ("exact", "close", "broad", "narrow", "related")))}
)
_JOINING: Final = (expand("owl:sameAs"), expand("skos:exactMatch"))
_TYPE, _ALT, _FUNCTIONAL = expand("rdf:type"), expand("skos:altLabel"), expand("owl:FunctionalProperty")
#: Kinds of which a shared strong key makes two ids the same (owl:sameAs); of all other things, mappings say it (skos:exactMatch).
_STRICT: Final = frozenset({"organisation", "country", "document"})
_SYMBOL: Final = re.compile(r"(?:[AES]|ST|TD|DP|E/CN\.\d+)/[A-Z0-9.()/ _-]*\d[A-Z0-9.()/_-]*")
_KEYS: Final = MappingProxyType(
    {
        FIXED["schema"] + "leiCode": "LEI",
        "http://www.wikidata.org/prop/direct/P1278": "LEI",
        "http://www.wikidata.org/prop/direct/P298": "ISO",
        "http://www.wikidata.org/prop/direct/P2082": "M49",
        FIXED["dct"] + "identifier": "symbol",
    }
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge made of its sources.

    Args:
        sources: in the order of their names.
        links: all that sources and mappings say of ids.
        cliques: ids that are one thing, and those that were refused.
        view: the triples under representative names, as N-Triples without the full stop.
        conflicts: in the order of things.
        aliases: IRIs as they are written to their normal form, where these differ.
        warnings: what a user should know, a line each.
    """

    sources: tuple[Source, ...]
    links: tuple[Link, ...]
    cliques: tuple[Clique, ...]
    view: frozenset[str]
    conflicts: tuple[Conflict, ...]
    aliases: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[Clique, ...]:
        """Cliques whose members are one thing in the view."""
        return tuple(clique for clique in self.cliques if not clique.alarm)

    @property
    def refused(self) -> tuple[Clique, ...]:
        """Cliques whose members stay apart, but for the parts of them that are sure."""
        return tuple(clique for clique in self.cliques if clique.alarm)


def merge(sources: Iterable[Source], mappings: Iterable[Link] = (), *, most: int = MOST_MEMBERS) -> Merged:
    """Merge sources.

    Args:
        sources: in any order; one that comes twice counts once.
        mappings: links besides those that the sources state (see :func:`links_of`).
        most: members that a clique may have.

    >>> merge([]).view
    frozenset()
    """
    work = _Work()
    kept = distinct(sources)
    for source in kept:
        work.take(source)
    links = tuple(sorted({*work.links, *mappings}, key=order))
    ours = frozenset(source.graph for source in kept if source.is_published_by_us)
    found = tuple(cliques(links, work.kinds_of_ids(), most=most, trusted=ours))
    chosen = [(clique.representative, clique.members) for clique in found if not clique.alarm]
    names = {member: one for one, members in chosen for member in members}
    viewing = _Viewing(work, names, ours)
    view = set(viewing.statements())
    conflicts = viewing.settle(view)
    view.update(_said_of_links(links, found, names, work))
    warnings = tuple(dict.fromkeys((*_licence_warnings(kept), *work.warnings(), *_label_warnings(kept))))
    return Merged(
        tuple(kept),
        links,
        found,
        frozenset(view),
        tuple(conflicts),
        MappingProxyType(dict(sorted(work.aliases.items()))),
        warnings,
    )


def links_of(rows: Iterable[Row], *, origin: str) -> list[Link]:
    """Return the links that a set of mappings states; rows of the review band are pending.

    Args:
        rows: of an SSSOM file.
        origin: its name.
    """
    return [
        Link(
            normal_iri(row.subject_id),
            normal_iri(row.object_id),
            row.predicate_id,
            row.mapping_justification,
            "" if row.confidence is None else f"{row.confidence:.3f}".rstrip("0").rstrip("."),
            row.is_negative,
            origin,
            row.comment,
            row.band == "review",
        )
        for row in rows
    ]


@dataclass(slots=True)
class _Work:
    """What one pass over the sources collects.

    Statements are handled as the text of their terms in N-Triples, IRIs without their brackets: the canonical form is text, most of the
    view is that text again, and a term as an object of a library costs several times as much.
    """

    statements: list[tuple[str, list[tuple[str, str, str]]]] = field(default_factory=list)
    links: set[Link] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    single: set[str] = field(default_factory=lambda: set(SINGLE))
    aliases: dict[str, str] = field(default_factory=dict)
    intruders: Counter[str] = field(default_factory=Counter)

    def take(self, source: Source) -> None:
        """Read the statements of a source once."""
        known: dict[str, str] = {}
        listed: list[tuple[str, str, str]] = []
        scope, ours = source.canonical.scope, FIXED["ssc"]
        for line in source.canonical.lines:
            one, two, three = line.split(" ", 2)
            subject = known.get(one) or self._term(one, scope, known)
            predicate = known.get(two) or self._term(two, scope, known)
            three = three[:-3]  # without the full stop and the end of the line
            value = three if three[0] == '"' else known.get(three) or self._term(three, scope, known)
            if subject.startswith(ours):
                self.intruders[source.graph] += 1  # no source redefines our terms
                continue
            self._note(subject, predicate, value, source.graph)
            listed.append((subject, predicate, value))
        self.statements.append((source.graph, listed))

    def _term(self, text: str, scope: str, known: dict[str, str]) -> str:
        """Return the normal IRI of an IRI or a blank node, the same object for the same text."""
        written = text[1:-1] if text[0] == "<" else f"{SKOLEM}{scope}/{text[2:]}"
        normal = normal_iri(written)
        if normal != written:
            self.aliases[written] = normal
        known[text] = normal
        return normal

    def _note(self, subject: str, predicate: str, value: str, graph: str) -> None:
        if value[0] == '"':
            kind = _KEYS.get(predicate)
            if kind and (kind != "symbol" or _SYMBOL.fullmatch(_literal(value).value)):
                self.keys[subject].add(f"{kind} {_literal(value).value}")
        elif predicate == _TYPE:
            if value in KINDS:
                self.kinds[subject].add(KINDS[value])
            elif value == _FUNCTIONAL:
                self.single.add(subject)
        elif predicate in LINKING:
            self.links.add(Link(subject, value, LINKING[predicate], origin=graph))

    def kinds_of_ids(self) -> dict[str, frozenset[str]]:
        """Return what each id is."""
        return {iri: frozenset(kinds) for iri, kinds in self.kinds.items()}

    def warnings(self) -> Iterator[str]:
        """Yield what sources did that they may not."""
        for graph, count in sorted(self.intruders.items()):
            yield f"{graph} says {count} statements of the terms of our vocabulary; they stay in its graph and are not in the view"


class _Viewing:
    """The view on its way."""

    def __init__(self, work: _Work, names: Mapping[str, str], ours: frozenset[str]) -> None:
        self._work = work
        self._names = names
        self._ours = ours
        self._stated: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def statements(self) -> Iterator[str]:
        """Yield every statement under representative names; links that join are said of the clique instead."""
        names, single = self._names, self._work.single
        for graph, listed in self._work.statements:
            for subject, predicate, value in listed:
                if predicate in _JOINING:
                    continue
                thing = names.get(subject, subject)
                text = value if value[0] == '"' else f"<{names.get(value, value)}>"
                if predicate in single:
                    language = value[value.rindex('"') + 1 :] if value[0] == '"' else ""
                    language = language[1:] if language.startswith("@") else ""
                    self._stated[thing, NAMES.get(predicate, predicate), language.lower()][text].add(graph)
                yield f"<{thing}> <{predicate}> {text}"

    def settle(self, view: set[str]) -> list[Conflict]:
        """Compare what is stated of single-valued properties; only one label of a language stays the preferred one.

        Args:
            view: is changed: other preferred labels become alternative ones.
        """
        found: list[Conflict] = []
        for (thing, predicate, _), stated in sorted(self._stated.items(), key=lambda item: item[0]):
            if len(stated) == 1:
                continue
            terms = {_literal(text) if text[0] == '"' else NamedNode(text[1:-1]): text for text in stated}
            conflicts, shown = conflict_of(thing, predicate, {term: stated[text] for term, text in terms.items()}, self._ours)
            found += conflicts
            if predicate == LABEL:
                for text in stated.keys() - {terms[shown]}:
                    view.discard(f"<{thing}> <{LABEL}> {text}")
                    view.add(f"<{thing}> <{_ALT}> {text}")
        return found


def _literal(text: str) -> Literal:
    """Return the literal of its text in N-Triples."""
    value = next(parse(f"<urn:a> <urn:a> {text} .", format=RdfFormat.N_TRIPLES)).object
    assert isinstance(value, Literal)  # noqa: S101 (the text begins with a quote)
    return value


def _said_of_links(links: Sequence[Link], found: Sequence[Clique], names: Mapping[str, str], work: _Work) -> Iterator[str]:
    """Yield the links of the view: sameAs by the strict rule, SKOS matches otherwise."""
    keys = _strong_keys(links, work)
    for clique in (clique for clique in found if not clique.alarm):
        one = names[clique.members[0]]
        kinds = {kind for member in clique.members for kind in work.kinds.get(member, ())}
        for member in clique.members:
            if member != one:
                strict = bool(kinds) and kinds <= _STRICT and bool(keys[member] & keys[one])
                yield f"<{one}> <{_JOINING[0] if strict else _JOINING[1]}> <{member}>"
    for link in links:
        if not (link.negative or link.pending or link.joins):
            left, right = names.get(link.left, link.left), names.get(link.right, link.right)
            if left != right and _absolute(link.predicate):
                yield f"<{left}> <{_absolute(link.predicate)}> <{right}>"


def _strong_keys(links: Sequence[Link], work: _Work) -> dict[str, set[str]]:
    """Return the strong keys of each id: those that sources state, and the Wikidata id that it is linked to directly."""
    keys = defaultdict(set, {iri: set(values) for iri, values in work.keys.items()})
    for link in links:
        for one, other in ((link.left, link.right), (link.right, link.left)):
            if link.joins and other.startswith(FIXED["wd"]):
                keys[one].add(other)
                keys[other].add(other)
    return keys


def _absolute(predicate: str) -> str:
    prefix = predicate.partition(":")[0]
    return expand(predicate) if prefix in FIXED else predicate if predicate.partition(":")[2].startswith("//") else ""


def _licence_warnings(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        others = [other for other in sources if other is not source and other.licences != source.licences]
        if source.share_alike and others:
            said = ", ".join(sorted(source.licences))
            titles = ", ".join(sorted(source.titles)) or source.graph
            yield f"{titles} is under share-alike terms ({said}): what is published of the merged graph with it must be, too"
    terms = {frozenset(source.licences) for source in sources if source.share_alike}
    if len(terms) > 1:
        yield "sources are under different share-alike terms, which may not be met together; publish them apart"


def _label_warnings(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if not source.canonical.exact:
            yield f"{source.graph} has blank nodes that RDFC-1.0 does not tell apart in bounded time; they are named as they come"
        if source.variant and not source.is_published_by_us:  # every build has its own authority and provenance
            yield f"{source.name} is claimed by more than one source; this one stands as {source.graph}"
