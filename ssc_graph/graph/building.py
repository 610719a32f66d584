"""Claims of documents become one policy graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Quad

from ssc_graph import ontology
from ssc_graph.claims import Claim
from ssc_graph.document import Document
from ssc_graph.graph.claim_nodes import Source, write_claim
from ssc_graph.graph.document_nodes import graph_curie, write_document
from ssc_graph.graph.gathering import Gathering
from ssc_graph.graph.policy_graph import PolicyGraph
from ssc_graph.graph.provenance import write_activity
from ssc_graph.graph.readings import Reading, Readings
from ssc_graph.graph.sheets import Sheet
from ssc_graph.graph.terms import Terms
from ssc_graph.graph.things import Things, mentions_in
from ssc_graph.namespaces import DEFAULT_BASE


def build_graph(
    documents: Iterable[tuple[Document, Sequence[Claim]]] | Readings, *, base: str = DEFAULT_BASE, tool_version: str
) -> PolicyGraph:
    """Build the graph of some documents and the claims that they make.

    The result does not depend on the order of the documents, of the claims or of their labels. One text is one document: where the
    same text is given twice, the claims are joined and the metadata that come first by title stand. A claim's plain triple is
    in the graph only where :attr:`ssc_graph.claims.Claim.is_fact` holds.

    Args:
        documents: each with its claims; they are not held, if they come as :class:`ssc_graph.graph.readings.Readings`.
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
    readings = documents if isinstance(documents, Readings) else Readings(documents)
    things, gathering = Things(terms), Gathering()
    for reading in readings:
        things.note(mentions_in(reading.document, reading.claims), reading.document.language)
    _write_authority(terms, things, gathering)
    provenance = Sheet(terms, terms.iri("graph:provenance"), "provenance", gathering)
    for reading in readings:
        _write_reading(reading, things, provenance, tool_version=tool_version)
    del things
    return PolicyGraph(gathering.arranged(), terms.base)


def _write_authority(terms: Terms, things: Things, gathering: Gathering) -> None:
    """Write what the authority files say of the things that are named."""
    triples = ontology.describe(curie for curie in things.ids if curie.startswith(("auth:", "concept:")))
    things.consult(triples)
    name = terms.iri("graph:authority")
    gathering.take(Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)


def _write_reading(reading: Reading, things: Things, provenance: Sheet, *, tool_version: str) -> None:
    document, claims = reading.document, reading.distinct()
    sheet = Sheet(provenance.terms, provenance.terms.iri(graph_curie(document)), document.name, provenance.into)
    node = write_document(sheet, document)
    things.describe(sheet, mentions_in(document, reading.claims), document.language)
    source = Source(document, reading.digest, node)
    for claim in claims:
        write_claim(sheet, claim, source)
    rules = sorted({claim.rule for claim in claims})
    write_activity(provenance, document, source=node, graph=sheet.name, rules=rules, tool_version=tool_version)
