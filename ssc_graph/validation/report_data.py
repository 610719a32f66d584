"""A report as data: JSON and Turtle, the same bytes for the same results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from ssc_graph.identifiers import digest
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.reports import Verdict

if TYPE_CHECKING:
    from ssc_graph.validation.reports import ValidationReport, ValidationResult
    from ssc_graph.validation.terms import Term

_TYPE = NamedNode(expand("rdf:type"))
_PREFIXES = {
    "rdfs": FIXED["rdfs"],
    "sh": FIXED["sh"],
    "shape": "https://w3id.org/ssc-graph/shape/",
    "ssc": FIXED["ssc"],
}
#: A local name that needs no escape (Turtle 1.1, production PN_LOCAL).
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def write_json(report: ValidationReport) -> str:
    """Return the report as JSON with two spaces of indentation, ending in a line feed."""
    content = {
        "verdict": report.verdict.value,
        "conforms": report.conforms,
        "violations": len(report.violations),
        "warnings": len(report.warnings),
        "hints": len(report.hints),
        "engine": report.engine,
        "results": [_result(result) for result in report.results],
        "evaluated": list(report.evaluated),
        "withoutFocusNode": list(report.without_focus_node),
        "notEvaluated": [{"shape": missed.shape, "reason": missed.reason} for missed in report.not_evaluated],
        "notes": list(report.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _result(result: ValidationResult) -> dict[str, object]:
    return {
        "severity": result.severity.value,
        "focusNode": _term(result.focus_node),
        "path": result.path,
        "value": None if result.value is None else _term(result.value),
        "shape": result.shape,
        "component": result.component,
        "messages": dict(sorted(result.messages.items())),
    }


def _term(term: Term) -> dict[str, str]:
    """A term as in the SPARQL 1.1 query results JSON format, section 3.2.2."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def write_turtle(report: ValidationReport, base: str) -> str:
    """Return the report as Turtle.

    The report is named by the digest of its content, its results by their order. SHACL 1.0 lets any result make ``sh:conforms``
    false; ``sh:conformanceDisallows`` (SHACL 1.2) says that here only violations do. A blank node of the data becomes an IRI under
    ``/.well-known/genid/`` (RDF 1.1, section 3.5). A property path that is no single predicate is left to the shape that has it.

    Args:
        report: the report.
        base: IRI under which it is named.
    """
    key = digest(write_json(report))
    node = NamedNode(f"{base}report/{key}")
    results = [(NamedNode(f"{node.value}/{number}"), result) for number, result in enumerate(report.results, start=1)]
    blocks = [_block(node, _report_pairs(report, [name for name, _ in results]))]
    blocks.extend(_block(name, _result_pairs(result, f"{base}.well-known/genid/{key}-")) for name, result in results)
    heads = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _PREFIXES.items())
    return f"{heads}\n" + "\n".join(blocks)


def _report_pairs(report: ValidationReport, results: list[NamedNode]) -> Iterator[tuple[NamedNode, Term]]:
    yield _TYPE, _sh("ValidationReport")
    yield _sh("conforms"), Literal(report.conforms)
    yield _sh("conformanceDisallows"), _sh("Violation")
    comments = [f"{missed.shape}: {missed.reason}" for missed in report.not_evaluated]
    if report.verdict is Verdict.NOT_EVALUATED:
        comments.append("Not evaluated.")
    yield from ((NamedNode(expand("rdfs:comment")), Literal(comment, language="en")) for comment in comments)
    yield from ((_sh("result"), result) for result in results)


def _result_pairs(result: ValidationResult, genid: str) -> Iterator[tuple[NamedNode, Term]]:
    yield _TYPE, _sh("ValidationResult")
    yield _sh("focusNode"), _named(result.focus_node, genid)
    if result.path and _is_predicate(result.path):
        yield _sh("resultPath"), NamedNode(result.path[1:-1])
    if result.value is not None:
        yield _sh("value"), _named(result.value, genid)
    yield _sh("resultSeverity"), _sh(result.severity.value)
    if not result.shape.startswith("_:"):
        yield _sh("sourceShape"), NamedNode(result.shape)
    yield _sh("sourceConstraintComponent"), NamedNode(result.component)
    yield from ((_sh("resultMessage"), Literal(text, language=tag or None)) for tag, text in sorted(result.messages.items()))


def _block(node: NamedNode, pairs: Iterator[tuple[NamedNode, Term]]) -> str:
    lines = (f"{'a' if predicate == _TYPE else _short(predicate)} {_short(value)}" for predicate, value in pairs)
    return f"{_short(node)}\n    " + " ;\n    ".join(lines) + " .\n"


def _short(term: Term) -> str:
    """A term in Turtle: a prefixed name where a plain one will do; what N-Triples writes is Turtle too."""
    if isinstance(term, NamedNode):
        for prefix, iri in _PREFIXES.items():
            if term.value.startswith(iri) and _PLAIN.fullmatch(term.value, len(iri)):
                return f"{prefix}:{term.value[len(iri) :]}"
    return str(term)


def _is_predicate(path: str) -> bool:
    return path.startswith("<") and path.endswith(">") and path.count("<") == 1


def _named(term: Term, genid: str) -> NamedNode | Literal:
    return NamedNode(genid + term.value) if isinstance(term, BlankNode) else term


def _sh(name: str) -> NamedNode:
    return NamedNode(expand(f"sh:{name}"))
