"""Claims of documents become one policy graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Quad

from ssc_graph import ontology
from ssc_graph.claims import Claim
from ssc_graph.document import Document
from ssc_graph.graph.claim_nodes import Source, write_claim
from ssc_graph.graph.document_nodes import document_curie, graph_curie, write_document
from ssc_graph.graph.policy_graph import PolicyGraph
from ssc_graph.graph.provenance import write_activity
from ssc_graph.graph.sheets import Sheet
from ssc_graph.graph.terms import Terms
from ssc_graph.graph.things import Things, mentions_in
from ssc_graph.namespaces import DEFAULT_BASE


@dataclass(slots=True)
class _Reading:
    """A text with every claim that was made of it."""

    document: Document
    digest: str
    claims: list[Claim] = field(default_factory=list)

    def distinct(self) -> list[Claim]:
        """The claims, one for each identifier: where two rules found the same, the surer one (then the first by name) stands."""
        best: dict[str, Claim] = {}
        for claim in self.claims:
            curie = claim.curie(self.digest)
            best[curie] = min(best.get(curie, claim), claim, key=lambda found: (-found.confidence, found.rule))
        return list(best.values())


def build_graph(documents: Iterable[tuple[Document, Sequence[Claim]]], *, base: str = DEFAULT_BASE, tool_version: str) -> PolicyGraph:
    """Build the graph of some documents and the claims that they make.

    The result does not depend on the order of the documents, of the claims or of their labels. One text is one document: where the
    same text is given twice, the claims are joined and the metadata that come first by title stand. A claim's plain triple is
    in the graph only where :attr:`ssc_graph.claims.Claim.is_fact` holds.

    Args:
        documents: each with its claims.
        base: IRI under which documents, claims and the things found in documents live, ending in ``/`` or ``#``.
        tool_version: version of the software, for the provenance.

    Raises:
        UsageError: the base is no usable IRI.
        GraphError: a claim does not quote its document, or a text, date or address cannot stand in a graph.

    >>> from ssc_graph.claims import Entity, Evidence
    >>> note = Document(name="note.txt", text="UNOSSC is part of UNDP.", blocks=())
    >>> unossc, undp = Entity("auth:unossc", "UNOSSC"), Entity("auth:undp", "UNDP")
    >>> claim = Claim(unossc, "partOf", undp, (Evidence(0, 22, "UNOSSC is part of UNDP"),), "part-of", 0.9)
    >>> build_graph([(note, [claim])], tool_version="1").documents
    ('https://w3id.org/ssc-graph/id/document/note-9d5139d7',)
    """
    terms = Terms(base)
    readings = _readings(documents)
    things = Things(terms)
    for reading in readings:
        things.note(mentions_in(reading.document, reading.claims), reading.document.language)
    quads: dict[Quad, None] = dict(_authority(terms, things).quads)
    provenance = Sheet(terms, terms.iri("graph:provenance"), "provenance")
    for reading in readings:
        quads.update(_write_reading(reading, things, provenance, tool_version=tool_version).quads)
    quads.update(provenance.quads)
    return PolicyGraph.from_quads(quads, base=terms.base)


def _readings(documents: Iterable[tuple[Document, Sequence[Claim]]]) -> list[_Reading]:
    """Return the texts in the order of their identifiers."""
    found: dict[str, _Reading] = {}
    for document, claims in sorted(documents, key=lambda pair: (document_curie(pair[0]), repr(pair[0].metadata), pair[0].name)):
        digest = document.digest
        found.setdefault(digest, _Reading(document, digest)).claims.extend(claims)
    return list(found.values())


def _authority(terms: Terms, things: Things) -> Sheet:
    """Write what the authority files say of the things that are named."""
    sheet = Sheet(terms, terms.iri("graph:authority"), "authority")
    triples = ontology.describe(curie for curie in things.ids if curie.startswith(("auth:", "concept:")))
    things.consult(triples)
    sheet.quads.update((Quad(triple.subject, triple.predicate, triple.object, sheet.name), None) for triple in triples)
    return sheet


def _write_reading(reading: _Reading, things: Things, provenance: Sheet, *, tool_version: str) -> Sheet:
    document, claims = reading.document, reading.distinct()
    sheet = Sheet(provenance.terms, provenance.terms.iri(graph_curie(document)), document.name)
    node = write_document(sheet, document)
    things.describe(sheet, mentions_in(document, reading.claims), document.language)
    source = Source(document, reading.digest, node)
    for claim in claims:
        write_claim(sheet, claim, source)
    rules = sorted({claim.rule for claim in claims})
    write_activity(provenance, document, source=node, graph=sheet.name, rules=rules, tool_version=tool_version)
    return sheet
