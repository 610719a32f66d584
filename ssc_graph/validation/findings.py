"""What an engine found, made into a result: the engines say the same in the same words, which are those of the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssc_graph.namespaces import FIXED
from ssc_graph.validation.reports import Severity, ValidationResult
from ssc_graph.validation.terms import Term

if TYPE_CHECKING:
    from ssc_graph.validation.shape_graphs import Shapes

_SEVERITIES = {FIXED["sh"] + severity.value: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result as an engine gives it.

    Args:
        focus_node: the node that was looked at.
        severity: IRI of the severity.
        shape: the node of the shape in the shapes graph.
        component: IRI of the constraint component.
        constraint: the node of the constraint, for one in SPARQL.
        predicate: IRI of the predicate, where the path is a single one.
        value: the value in question.
        told: the engine's own words.
    """

    focus_node: Term
    severity: str
    shape: Term
    component: str
    constraint: Term | None = None
    predicate: str | None = None
    value: Term | None = None
    told: tuple[str, ...] = ()


def as_result(found: Finding, shapes: Shapes) -> ValidationResult:
    """Return a finding as a result, with the messages of its shape.

    A message with a place for a value (SHACL section 5.3.2) can only be filled by the engine, so then its words stand.

    Args:
        found: the finding.
        shapes: the shapes graph that it comes from.
    """
    messages = shapes.messages(found.constraint, found.shape)
    if not messages or any(mark in text for text in messages.values() for mark in ("{?", "{$")):
        messages = {"": min(found.told)} if found.told else {}
    return ValidationResult(
        focus_node=found.focus_node,
        severity=_SEVERITIES.get(found.severity, Severity.VIOLATION),
        shape=shapes.name(found.shape),
        component=found.component,
        path=f"<{found.predicate}>" if found.predicate else shapes.path(found.shape),
        value=found.value,
        messages=messages,
    )
