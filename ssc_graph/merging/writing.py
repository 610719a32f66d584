"""A merge as files: the dataset, and a report for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ssc_graph.identifiers import digest
from ssc_graph.merging.aliases import normal_iri
from ssc_graph.merging.blank_nodes import ntriples
from ssc_graph.merging.cliques import Clique, Link
from ssc_graph.merging.conflicts import RULE, Conflict
from ssc_graph.merging.sources import COMPUTED, CONFLICTS, LINKS, SOURCES, VIEW, Source, description, source_lines
from ssc_graph.merging.sssom import Mapping as Row
from ssc_graph.merging.uniting import Merged
from ssc_graph.namespaces import FIXED, expand

FILES: Final = ("merged.nq", "report.txt", "report.json")
_SSSOM: Final = "https://w3id.org/sssom/"
_SEMAPV: Final = "https://w3id.org/semapv/vocab/"
_KEPT: Final = "kept as one thing, by a person's decision or our own sources"
_SHOWN: Final = 20  # refused cliques and conflicts in the text; the JSON has them all


def dataset(merged: Merged) -> bytes:
    """Return the merged dataset as N-Quads: the sources, then the view, the links, the conflicts, what is known of the sources."""
    return b"".join("".join(sorted(part)).encode() for part in _parts(merged))  # one part as text at a time


def _parts(merged: Merged) -> Iterator[list[str]]:
    yield from map(source_lines, merged.sources)
    yield [f"{said} <{VIEW}> .\n" for said in merged.view]
    yield _lines(LINKS, _links(merged))
    yield _lines(CONFLICTS, (t for conflict in merged.conflicts for t in _conflict(conflict)))
    yield _lines(SOURCES, description(merged.sources))


def rows_of(quads: Iterable[Quad]) -> list[tuple[str, Row]]:
    """Return the mappings that a merged dataset was made with, each with the name of the file that it came from.

    Args:
        quads: of the dataset.
    """
    nodes: dict[str, dict[str, str]] = {}
    for quad in quads:
        if getattr(quad.graph_name, "value", "") == LINKS and isinstance(quad.subject, NamedNode):
            nodes.setdefault(quad.subject.value, {})[quad.predicate.value] = getattr(quad.object, "value", "")
    found = []
    for said in nodes.values():
        if said.get(expand("rdf:type")) == _SSSOM + "Mapping":
            row = Row(
                subject_id=said[expand("owl:annotatedSource")],
                predicate_id=said[_SSSOM + "predicate_id"],
                object_id=said[expand("owl:annotatedTarget")],
                mapping_justification=said[_SSSOM + "mapping_justification"].replace(_SEMAPV, "semapv:"),
                confidence=float(said[_SSSOM + "confidence"]) if _SSSOM + "confidence" in said else None,
                predicate_modifier=said.get(_SSSOM + "predicate_modifier", ""),
                comment=said.get(expand("rdfs:comment"), ""),
                reviewer_label=(said[_SSSOM + "reviewer_label"],) if _SSSOM + "reviewer_label" in said else (),
            )
            found.append((said.get(FIXED["dct"] + "source", ""), row))
    return found


def _links(merged: Merged) -> Iterator[Triple]:
    """Yield the mappings with their reasons (SSSOM's RDF form), the aliases and the refused cliques."""
    for link in merged.links:
        if not link.justification:
            continue  # a triple of a source says it, and stands there
        node = NamedNode(
            COMPUTED
            + "link/"
            + digest(
                *map(
                    str,
                    (link.left, link.right, link.predicate, link.justification, link.confidence, link.negative, link.origin, link.comment),
                ),
                length=20,
            )
        )
        yield Triple(node, NamedNode(expand("rdf:type")), NamedNode(_SSSOM + "Mapping"))
        yield Triple(node, NamedNode(expand("owl:annotatedSource")), NamedNode(link.left))
        yield Triple(node, NamedNode(expand("owl:annotatedTarget")), NamedNode(link.right))
        said = {
            _SSSOM + "predicate_id": link.predicate,
            _SSSOM + "confidence": link.confidence,
            _SSSOM + "predicate_modifier": "Not" if link.negative else "",
            expand("rdfs:comment"): link.comment,
            FIXED["dct"] + "source": link.origin,
        }
        yield Triple(node, NamedNode(_SSSOM + "mapping_justification"), NamedNode(link.justification.replace("semapv:", _SEMAPV)))
        yield from (Triple(node, NamedNode(predicate), Literal(value)) for predicate, value in said.items() if value)
        if not (link.pending or link.negative or not link.confidence) and float(link.confidence) < _accept():
            yield Triple(node, NamedNode(_SSSOM + "reviewer_label"), Literal("reviewed"))
    for written, normal in merged.aliases.items():
        yield Triple(NamedNode(written), NamedNode(FIXED["dct"] + "isReplacedBy"), NamedNode(normal))
    for clique in merged.refused:
        node = NamedNode(COMPUTED + "clique/" + digest(*clique.members, length=20))
        yield Triple(node, NamedNode(expand("rdfs:comment")), Literal(f"refused: {clique.alarm}"))
        yield from (Triple(node, NamedNode(FIXED["dct"] + "hasPart"), NamedNode(member)) for member in clique.members)


def _accept() -> float:
    from ssc_graph.merging.sssom import ACCEPT

    return ACCEPT


def _conflict(conflict: Conflict) -> Iterator[Triple]:
    """Yield the values of a conflict, each with its sources and its place in the order of display."""
    for number, value in enumerate(conflict.values, 1):
        key = digest(conflict.thing, conflict.property, str(value.term), length=20)
        node = NamedNode(f"{COMPUTED}value/{key}")
        yield Triple(node, NamedNode(expand("rdf:type")), NamedNode(expand("rdf:Statement")))
        yield Triple(node, NamedNode(expand("rdf:subject")), NamedNode(conflict.thing))
        yield Triple(node, NamedNode(expand("rdf:predicate")), NamedNode(conflict.property))
        yield Triple(node, NamedNode(expand("rdf:object")), value.term)
        yield Triple(node, NamedNode(FIXED["schema"] + "position"), Literal(str(number), datatype=NamedNode(expand("xsd:integer"))))
        yield from (Triple(node, NamedNode(FIXED["dct"] + "source"), NamedNode(graph)) for graph in value.sources)


def _lines(graph: str, triples: Iterable[Triple]) -> list[str]:
    return [f"{line[:-2]}<{graph}> .\n" for line in ntriples(list(triples))]


def report_data(merged: Merged, *, validation: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return the report for programs.

    Args:
        merged: the merge.
        validation: what the shapes say of our part, with the sources.
    """
    return {
        "sources": [_source(source) for source in merged.sources],
        "view": {"graph": VIEW, "triples": len(merged.view)},
        "links": _link_counts(merged),
        "cliques": {"accepted": len(merged.accepted), "refused": [_refused(clique) for clique in merged.refused]},
        "conflicts": {"rule": RULE, "found": [_conflict_data(conflict) for conflict in merged.conflicts]},
        "aliases": dict(merged.aliases),
        "warnings": list(merged.warnings),
        "validation": validation,
    }


def report_json(data: dict[str, Any]) -> str:
    """Return the report as JSON, the same bytes for the same merge."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def report_text(data: dict[str, Any]) -> str:
    """Return the report to read."""
    return "\n".join(_text(data)) + "\n"


def _text(data: dict[str, Any]) -> Iterator[str]:
    yield "Sources"
    for source in data["sources"]:
        licence = ", ".join(source["licences"]) or "no licence stated"
        yield f"  {source['graph']}  {source['triples']} triples  {'; '.join(source['titles'])}  ({licence})"
    refused, conflicts = data["cliques"]["refused"], data["conflicts"]["found"]
    yield f"\nView: {data['view']['triples']} triples; {data['cliques']['accepted']} things known under several ids"
    yield "\nLinks"
    yield from (f"  {count:>7}  {name}" for name, count in data["links"].items())
    yield f"\nRefused cliques: {len(refused)}"
    for clique in refused[:_SHOWN]:
        yield f"  {clique['alarm']}"
        yield from (f"    {link}" for link in clique["path"])
        yield from (f"    {_KEPT}: {', '.join(part)}" for part in clique["kept"])
    if len(refused) > _SHOWN:
        yield f"  … {len(refused) - _SHOWN} more in report.json"
    yield f"\nConflicts: {len(conflicts)} (displayed first: {data['conflicts']['rule']})"
    for conflict in conflicts[:_SHOWN]:
        yield f"  {conflict['thing']}  {conflict['property']}"
        yield from (f"    {value['value']}  [{', '.join(value['sources'])}]" for value in conflict["values"])
    if len(conflicts) > _SHOWN:
        yield f"  … {len(conflicts) - _SHOWN} more in report.json"
    yield from (f"\nWarning: {warning}" for warning in data["warnings"])
    if data["validation"] is not None:
        yield f"\nOur shapes on our part: {'conforms' if not data['validation'] else str(len(data['validation'])) + ' results'}"
        for result in data["validation"][:_SHOWN]:
            yield f"  {result['severity']}: {result['node']}: {result['message']}  [{', '.join(result['sources'])}]"


def _source(source: Source) -> dict[str, Any]:
    return {
        "graph": source.graph,
        "titles": sorted(source.titles),
        "licences": sorted(source.licences),
        "share_alike": source.share_alike,
        "triples": len(source.canonical.lines),
        "sha256": source.canonical.digest,
        "ours": source.is_ours,
    }


def _link_counts(merged: Merged) -> dict[str, int]:
    def kind(link: Link) -> str:
        said = f"{'not ' if link.negative else ''}{link.predicate}, {link.justification or 'stated by a source'}"
        return f"{said} (to review)" if link.pending else said

    counted = Counter(kind(link) for link in merged.links)
    return dict(sorted(counted.items()))


def _refused(clique: Clique) -> dict[str, Any]:
    return {
        "alarm": clique.alarm,
        "members": list(clique.members),
        "path": [str(link) for link in clique.path],
        "kept": list(map(list, clique.kept)),
    }


def _conflict_data(conflict: Conflict) -> dict[str, Any]:
    values = [{"value": str(value.term), "sources": list(value.sources)} for value in conflict.values]
    return {"thing": conflict.thing, "property": conflict.property, "values": values}


def explain_lines(merged: Merged, iri: str) -> Iterator[str]:
    """Yield why some ids are one thing, or are not: every link, its source and its justification.

    Args:
        merged: the merge.
        iri: one of the ids, in any of the forms in which publishers write it.
    """
    normal = normal_iri(iri)
    if normal != iri:
        yield f"{iri} is written {normal} here"
    clique = next((clique for clique in merged.accepted if normal in clique.members), None)
    refused = next((clique for clique in merged.refused if normal in clique.members), None)
    members = {normal, *(clique.members if clique else ()), *(refused.members if refused else ())}
    if clique:
        yield f"one thing, called {clique.representative}:"
        yield from (f"  {member}{_how(merged, clique, member)}" for member in clique.members)
    if refused:
        yield f"refused: {refused.alarm}"
        yield "  joined by:"
        yield from (f"    {link}" for link in refused.path)
        yield from (f"  {_KEPT}: {', '.join(part)}" for part in refused.kept)
    if not clique and not refused:
        spellings = {iri, normal, *(written for written, usual in merged.aliases.items() if usual == normal)}
        known = any(f"<{one}>" in line for source in merged.sources for line in source.canonical.lines for one in spellings)
        yield f"{normal} is one thing with no other id" if known else f"no source speaks of {normal}"
    yield "links:"
    said: list[Link] = [link for link in merged.links if link.left in members or link.right in members]
    yield from (f"  {link}{' (to review: not followed)' if link.pending else ''}" for link in said)
    if not said:
        yield "  none"
    yield from (
        f"conflict on {conflict.property}: " + " | ".join(f"{value.term} [{', '.join(value.sources)}]" for value in conflict.values)
        for conflict in merged.conflicts
        if conflict.thing in members
    )


def _how(merged: Merged, clique: Clique, member: str) -> str:
    if member == clique.representative:
        return ""
    same = f"<{clique.representative}> <{expand('owl:sameAs')}> <{member}>"
    return "  owl:sameAs (they share a strong key)" if same in merged.view else "  skos:exactMatch"
