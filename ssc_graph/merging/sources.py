"""The graphs that are merged: each under its own name, with what is known of where it came from and under what licence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ssc_graph.identifiers import slug
from ssc_graph.merging.blank_nodes import Canonical, canonical_form, ntriples
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, expand

#: Where the computed parts of a merged dataset live; a graph below it is never a source.
COMPUTED: Final = DEFAULT_BASE + "graph/merged/"
VIEW: Final = COMPUTED + "view"
LINKS: Final = COMPUTED + "links"
SOURCES: Final = COMPUTED + "sources"
CONFLICTS: Final = COMPUTED + "conflicts"
_VARIANT: Final = re.compile(r"~[0-9a-f]{12}$")
_LICENCES: Final = frozenset(
    f"<{iri}>"
    for iri in (
        FIXED["dct"] + "license",
        "http://creativecommons.org/ns#license",
        "https://schema.org/license",
        "http://schema.org/license",
        "http://www.w3.org/1999/xhtml/vocab#license",
        FIXED["dct"] + "rights",
        "http://purl.org/dc/elements/1.1/rights",
    )
)
_SHARE_ALIKE: Final = re.compile(r"by(?:-nc)?-sa|share-?alike|odbl|gfdl|\bGPL|copyleft|opendatacommons\.org/licenses/odbl", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """One named graph of one publisher.

    Args:
        name: its IRI.
        canonical: its triples, in canonical form: this is what the merged dataset holds, byte for byte.
        titles: the names of the files that it was read from.
        licences: IRIs or words, as the publisher or the caller states them.
    """

    name: str
    canonical: Canonical
    titles: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    variant: bool = field(default=False)

    @property
    def graph(self) -> str:
        """The IRI of its graph in the merged dataset: its name, or one of its own where two sources claim the name."""
        return f"{self.name}~{self.canonical.digest[:12]}" if self.variant else self.name

    @property
    def share_alike(self) -> bool:
        """Whether a licence asks that what is made of it be under the same terms."""
        return any(_SHARE_ALIKE.search(licence) for licence in self.licences)

    @property
    def is_published_by_us(self) -> bool:
        """Whether its name says that it comes out of a build; its word goes first among equals."""
        own, others = f"{DEFAULT_BASE}graph/", f"{DEFAULT_BASE}graph/source/"
        return self.name.startswith(own) and not self.name.startswith(others) and self.is_ours

    @property
    def is_ours(self) -> bool:
        """Whether it holds claims, documents or authority entries of this project."""
        return any(f"<{FIXED['ssc']}" in line for line in self.canonical.lines)


def default_graph(title: str) -> str:
    """Return the IRI of the graph of a file that names none.

    Args:
        title: the file's name.

    >>> default_graph("un-concept-index.ttl")
    'https://w3id.org/ssc-graph/id/graph/source/un-concept-index'
    """
    stem = re.sub(r"\.(?:ttl|nt|nq|trig|rdf|xml|owl|jsonld|json|csv|tsv)$", "", PurePath(title).name, flags=re.IGNORECASE)
    return f"{DEFAULT_BASE}graph/source/{slug(stem) if stem.strip('-') else 'input'}"


def sources_of(quads: Iterable[Quad], *, title: str, graph: str | None = None, licences: Iterable[str] = ()) -> list[Source]:
    """Return the sources that a file holds: its named graphs, and its triples in none.

    A merged dataset gives back the sources that it was made of; what was computed of them is left out.

    Args:
        quads: of the file.
        title: its name.
        graph: IRI for the triples that stand in no named graph.
        licences: that the caller knows of.
    """
    stated_in: dict[NamedNode | BlankNode | DefaultGraph, list[Triple]] = defaultdict(list)
    for quad in quads:
        stated_in[quad.graph_name].append(quad.triple)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for term, triples in stated_in.items():
        graphs[(graph or default_graph(title)) if isinstance(term, DefaultGraph) else _graph_iri(term)] += triples
    told = _told(graphs.pop(SOURCES, []))
    found = []
    for name, triples in graphs.items():
        if name.startswith(COMPUTED):
            continue
        canonical = canonical_form(triples)
        titles, stated = told.get(name, (frozenset({title}), frozenset()))
        known = frozenset([*stated, *licences, *(_stated(canonical) if not stated else ())])
        found.append(Source(_bare(name, canonical), canonical, titles, known))
    return found


def distinct(sources: Iterable[Source]) -> list[Source]:
    """Return sources in one order, none twice; two that claim one name with different content are both told apart."""
    merged: dict[tuple[str, str], Source] = {}
    for source in sources:
        key = (source.name, source.canonical.digest)
        before = merged.get(key, source)
        merged[key] = Source(source.name, source.canonical, before.titles | source.titles, before.licences | source.licences)
    names: dict[str, int] = defaultdict(int)
    for name, _ in merged:
        names[name] += 1
    ordered = sorted(merged.items())
    return [Source(s.name, s.canonical, s.titles, s.licences, variant=names[s.name] > 1) for _, s in ordered]


def source_quads(source: Source) -> list[Quad]:
    """Return the quads of a source in the merged dataset; blank nodes of two sources never share a label."""
    graph = NamedNode(source.graph)
    triples = [quad.triple for quad in parse("".join(source.canonical.lines), format=RdfFormat.N_TRIPLES)]
    return [Quad(_apart(t.subject, source), t.predicate, _apart(t.object, source), graph) for t in triples]


def source_lines(source: Source) -> list[str]:
    """Return a source in the merged dataset as lines of N-Quads: its canonical lines, with the graph behind them."""
    lines = source.canonical.lines
    if any(line.startswith("_:") or " _:" in line for line in lines):
        lines = tuple(ntriples([quad.triple for quad in source_quads(source)]))
    return [f"{line[:-2]}<{source.graph}> .\n" for line in lines]


def description(sources: Iterable[Source]) -> list[Triple]:
    """Return what is known of the sources, as triples."""
    dct, void = FIXED["dct"], "http://rdfs.org/ns/void#"
    written: list[Triple] = []
    for source in sources:
        node = NamedNode(source.graph)
        written.append(Triple(node, NamedNode(expand("rdf:type")), NamedNode(void + "Dataset")))
        count = Literal(str(len(source.canonical.lines)), datatype=NamedNode(expand("xsd:integer")))
        written.append(Triple(node, NamedNode(void + "triples"), count))
        written.append(Triple(node, NamedNode(dct + "identifier"), Literal(f"sha256:{source.canonical.digest}")))
        written += [Triple(node, NamedNode(dct + "title"), Literal(title)) for title in source.titles]
        written += [Triple(node, NamedNode(dct + "license"), Literal(licence)) for licence in source.licences]
        if source.variant:
            written.append(Triple(node, NamedNode(dct + "isVersionOf"), NamedNode(source.name)))
    return written


def _graph_iri(name: object) -> str:
    return name.value if isinstance(name, NamedNode) else f"{DEFAULT_BASE}graph/source/{slug(str(name))}"


def _bare(name: str, canonical: Canonical) -> str:
    """Return the name that a source claims, without the digest that told it apart in an earlier merge."""
    ending = f"~{canonical.digest[:12]}"
    return name.removesuffix(ending) if _VARIANT.search(name) else name


def _apart(term: Any, source: Source) -> Any:  # noqa: ANN401 (any term of RDF)
    return BlankNode(f"b{source.canonical.scope}{term.value}") if isinstance(term, BlankNode) else term


def _stated(canonical: Canonical) -> set[str]:
    """Return the licences that a graph states of itself and of what is in it."""
    lines = [line for line in canonical.lines if line.split(" ", 2)[1] in _LICENCES]
    values = (quad.object for quad in parse("".join(lines), format=RdfFormat.N_TRIPLES))
    return {value.value for value in values if isinstance(value, Literal | NamedNode)}


def _told(triples: Iterable[Triple]) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return titles and licences of the graphs of a merged dataset."""
    titles: dict[str, set[str]] = defaultdict(set)
    licences: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            kept = {FIXED["dct"] + "title": titles, FIXED["dct"] + "license": licences}.get(triple.predicate.value)
            if kept is not None:
                kept[triple.subject.value].add(triple.object.value)
    return {name: (frozenset(titles[name]), frozenset(licences[name])) for name in titles.keys() | licences.keys()}
