"""Claims become an RDF dataset: plain triples, claim nodes, evidence, PROV-O, one named graph per document.

What stands where:

* ``graph:<document>``: the document node, its claims with their evidence, the things that the claims name, and the plain triple of
  every claim that the document asserts and does not deny. Nothing in it comes from another document but the choice which of
  several spellings of one name is the preferred one.
* ``graph:authority``: what the package's own authority files say of the known things and concepts that the documents name.
* ``graph:provenance``: for each document, the activity that made its named graph, the software and the rules that it used.

Super-properties (``ssc:partOf`` is an ``org:subOrganizationOf``) and inverse statements are not written out: the ontology says
them once, a reasoner or a property path draws them, and a graph that repeated them could contradict the ontology after its next
release. For the same reason a claim is typed ``ssc:Claim`` alone.

There are no blank nodes: every node has an IRI that is derived from the content, so a second build gives the same graph, byte for
byte, and two graphs can be compared line by line.
"""

from __future__ import annotations

from ssc_graph.graph.building import build_graph
from ssc_graph.graph.document_nodes import document_curie
from ssc_graph.graph.policy_graph import PolicyGraph
from ssc_graph.graph.readings import Readings
from ssc_graph.graph.records import claim_record
from ssc_graph.graph.terms import check_base

__all__ = ["PolicyGraph", "Readings", "build_graph", "check_base", "claim_record", "document_curie"]
