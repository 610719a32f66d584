"""Who made a named graph, out of what and by which rules (PROV-O). No times: the same input gives the same graph."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import NamedNode

from ssc_graph.document import Document
from ssc_graph.graph.sheets import Sheet
from ssc_graph.identifiers import digest

#: Where the versions of this software are named; they do not move with the base.
SOFTWARE = "https://w3id.org/ssc-graph/software/"
_NAME = "ssc-graph"


def write_activity(sheet: Sheet, document: Document, *, source: NamedNode, graph: NamedNode, rules: list[str], tool_version: str) -> None:
    """Write the activity that made the named graph of a document.

    Args:
        sheet: the provenance graph.
        document: the document that was read.
        source: its node.
        graph: the IRI of its named graph.
        rules: ids of the rules that found a claim in it.
        tool_version: version of the software.
    """
    # Where no reader read bytes, the text itself is what was read.
    read = document.source_digest or document.digest
    activity = sheet.terms.iri(f"activity:{digest(source.value, read, tool_version)}")
    sheet.types(activity, "prov:Activity")
    sheet.text(activity, "rdfs:label", f"{_NAME} {tool_version} – {document.name}")
    sheet.add(activity, "prov:used", source)
    sheet.text(activity, "ssc:inputDigest", read)
    sheet.add(activity, "prov:wasAssociatedWith", _write_software(sheet, tool_version))
    for rule in rules:
        sheet.add(activity, "ssc:rule", _write_rule(sheet, rule))
    sheet.types(graph, "prov:Entity")
    sheet.add(graph, "prov:wasGeneratedBy", activity)


def _write_software(sheet: Sheet, version: str) -> NamedNode:
    agent = sheet.terms.address(SOFTWARE + quote(version, safe="-._~+"), where=sheet.where)
    sheet.types(agent, "prov:SoftwareAgent")
    sheet.text(agent, "rdfs:label", f"{_NAME} {version}")
    sheet.text(agent, "schema:name", _NAME)
    sheet.text(agent, "schema:softwareVersion", version)
    return agent


def _write_rule(sheet: Sheet, rule: str) -> NamedNode:
    node = sheet.terms.rule(rule)
    sheet.types(node, "ssc:Rule")
    sheet.text(node, "rdfs:label", rule)
    return node
