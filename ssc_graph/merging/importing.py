"""Others' files in: RDF in any syntax, mappings, tables of entities; as quads that we can hold, with a report of what was done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from ssc_graph.identifiers import slug
from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.blank_nodes import canonical_form, triples_of
from ssc_graph.merging.reading import Reading, Repair, read_mending
from ssc_graph.merging.sources import default_graph
from ssc_graph.merging.tables import read_table
from ssc_graph.namespaces import expand
from ssc_graph.serialization import FORMATS

#: Formats of an import besides those of RDF.
TABLES: Final = ("sssom", "csv")


@dataclass(slots=True)
class Imported:
    """What a file gave.

    Args:
        quads: in canonical order, without blank nodes; the last graphs hold the statements as they were written and what was done.
        repairs: edits that were needed, a line each.
        notes: what else a user should know.
        aliases: IRIs as they were written to their normal form.
        graph: IRI of the graph of the statements that stood in none.
        fault: where the file is broken beyond these repairs, or empty.
    """

    quads: list[Quad] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    graph: str = ""
    fault: str = ""

    def nquads(self) -> bytes:
        """Return the quads as N-Quads, sorted."""
        written = (serialize(self.quads, format=RdfFormat.N_QUADS) or b"").decode()
        return "".join(sorted({f"{line}\n" for line in written.split("\n") if line})).encode()


def format_of(data: bytes, title: str) -> str:
    """Return the format of a file by its suffix or, where that says nothing, by its first characters.

    Args:
        data: the file.
        title: its name.
    """
    lowered = title.lower()
    if lowered.endswith(".tsv"):
        return "sssom"
    if lowered.endswith(".csv"):
        return "csv"
    for known in FORMATS.values():
        if lowered.endswith(known.suffixes):
            return known.name
    head = data[:4096].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if head.startswith(("<?xml", "<rdf:", "<!DOCTYPE")):
        return "rdfxml"
    if head.startswith("{") or re.match(r"\[\s*[{\]]", head):
        return "jsonld"
    if "subject_id\t" in head:
        return "sssom"
    if re.match(r"(?:id|iri)\s*,", head, re.IGNORECASE):
        return "csv"
    first = next((line for line in head.splitlines() if line.strip() and not line.startswith("#")), "")
    return "nquads" if re.match(r"(?:<[^>]*>|_:\S+) <[^>]*> (?:<[^>]*>|_:\S+|\".*\"\S*) <[^>]*> \.", first) else "trig"


def read_any(data: bytes, *, title: str, name: str | None = None, graph: str | None = None) -> Reading:
    """Read a file of any of the formats into quads as they stand in it, with the edits that were needed.

    Args:
        data: the file.
        title: its name.
        name: of its format; found out where it is not given.
        graph: IRI of the graph that it will stand in.

    Raises:
        GraphError: what is refused whatever the edits.
    """
    kind = name or format_of(data, title)
    if kind == "csv":
        return read_table(data, title=title, graph=graph or default_graph(title))
    if kind == "sssom":
        return Reading(quads=list(_read_mappings(data, title)))
    return read_mending(data, name=kind, where=title, base=graph or default_graph(title))


def import_file(data: bytes, *, title: str, name: str | None = None, graph: str | None = None) -> Imported:
    """Import a file.

    Args:
        data: the file.
        title: its name.
        name: of its format; found out where it is not given.
        graph: IRI for the statements that stand in no named graph; one made of the title where it is not given.

    Raises:
        GraphError: what is refused whatever the edits.
    """
    reading = read_any(data, title=title, name=name, graph=graph)
    result = Imported(repairs=reading.repairs, graph=graph or default_graph(title))
    if reading.fault is not None:
        place = f"{title}:{reading.fault.line}" if reading.fault.line else title
        result.fault = f"{place}: {reading.fault.what}; no small edit repairs this, so mend it by hand there"
        return result
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in reading.quads:
        term = quad.graph_name
        own = (
            term.value
            if isinstance(term, NamedNode)
            else f"{result.graph}/{slug(str(term))}"
            if isinstance(term, BlankNode)
            else result.graph
        )
        graphs[own].append(quad.triple)
    if not graphs:
        result.notes.append("the file holds no statement")
    for own, triples in graphs.items():
        _take(own, triples, result)
    result.quads += _record(result, title)
    return result


def _take(graph: str, triples: list[Triple], result: Imported) -> None:
    canonical = canonical_form(triples)
    if not canonical.exact:
        result.notes.append("RDFC-1.0 does not end on its blank nodes in bounded time; they are labelled in the order of the file")
    name, original = NamedNode(graph), NamedNode(f"{graph}/original")
    for triple in triples_of(canonical, skolem=True):
        normal = Triple(*(_normal(term, result) for term in triple))  # type: ignore[arg-type]  # each in its place
        result.quads.append(Quad(normal.subject, normal.predicate, normal.object, name))
        if normal != triple:
            result.quads.append(Quad(triple.subject, triple.predicate, triple.object, original))


def _normal(term: NamedNode | BlankNode | Literal | Triple, result: Imported) -> NamedNode | Literal:
    if not isinstance(term, NamedNode):
        return term  # type: ignore[return-value]  # a literal: blank nodes are IRIs by now
    iri = normal_iri(term.value)
    if iri == term.value:
        return term
    result.aliases[term.value] = iri
    return NamedNode(iri)


def _record(result: Imported, title: str) -> Iterator[Quad]:
    """Yield what was done, in a graph of its own (PROV-O)."""
    name = NamedNode(f"{result.graph}/import")
    yield Quad(NamedNode(result.graph), NamedNode(expand("prov:wasGeneratedBy")), name, name)
    yield Quad(NamedNode(result.graph), NamedNode(expand("dct:title")), Literal(title), name)
    yield Quad(name, NamedNode(expand("rdf:type")), NamedNode(expand("prov:Activity")), name)
    for repair in result.repairs:
        yield Quad(name, NamedNode(expand("rdfs:comment")), Literal(f"repaired: {repair}"), name)
    for note in result.notes:
        yield Quad(name, NamedNode(expand("rdfs:comment")), Literal(note), name)
    for written, normal in result.aliases.items():
        yield Quad(NamedNode(written), NamedNode(expand("dct:isReplacedBy")), NamedNode(normal), name)


def _read_mappings(data: bytes, title: str) -> Iterator[Quad]:
    """Yield the triples that a set of mappings states; those that are denied or wait for review are no statements."""
    from ssc_graph.merging.sssom import read_mappings
    from ssc_graph.merging.uniting import LINKING

    absolute = {curie: iri for iri, curie in LINKING.items()}
    for row in read_mappings(data, where=title):
        if row.band == "accept" and row.predicate_id in absolute:
            yield Quad(NamedNode(row.subject_id), NamedNode(absolute[row.predicate_id]), NamedNode(row.object_id))
