"""The report of a validation: what was found, what was looked at, and what could not be."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ssc_graph.errors import ConformanceError
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.validation.terms import Term, compact


class Severity(enum.StrEnum):
    """How much a result weighs (SHACL section 2.1.4); a severity of somebody's own counts as a violation."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


class Verdict(enum.StrEnum):
    """The answer of a report."""

    CONFORMS = "conforms"
    VIOLATED = "does not conform"
    NOT_EVALUATED = "not evaluated"


_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that the shapes find wrong or worth a look.

    Args:
        focus_node: the node that was looked at.
        severity: how much it weighs.
        shape: IRI of the shape; of a shape without a name, that of the nearest shape around it, else its blank node.
        component: IRI of the constraint component.
        path: the property path in SPARQL syntax, or None.
        value: the value in question, or None.
        messages: by language tag; the empty tag for a message in no language.
    """

    focus_node: Term
    severity: Severity
    shape: str
    component: str
    path: str | None = None
    value: Term | None = None
    messages: Mapping[str, str] = field(default_factory=dict, hash=False)

    def message(self, language: str = "en") -> str:
        """Return the message in a language or, where there is none, in English, in no language, or in any.

        Args:
            language: BCP 47 tag.
        """
        wanted = (language, "en", "", *sorted(self.messages))
        return next((self.messages[tag] for tag in wanted if tag in self.messages), self.component.rpartition("#")[2])

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The order of a report: the heavy ones first, then by node, path, shape and value."""
        value = "" if self.value is None else str(self.value)
        return (_WEIGHT[self.severity], str(self.focus_node), self.path or "", self.shape, self.component, value)


@dataclass(frozen=True, slots=True, order=True)
class NotEvaluated:
    """A constraint that was not evaluated.

    Args:
        shape: IRI of the shape, or what stands for it.
        reason: why, in one line.
    """

    shape: str
    reason: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What a validation found.

    Args:
        results: made by :meth:`of`, which sorts them.
        evaluated: IRIs of the shapes with at least one node to look at, sorted.
        without_focus_node: IRIs of the shapes with none, sorted.
        not_evaluated: constraints that could not be evaluated.
        engine: name of the engine that did it.
        notes: what a reader should know of how it was done.

    >>> ValidationReport.of([], evaluated=["https://w3id.org/ssc-graph/shape/claim"]).conforms
    True
    >>> ValidationReport.of([]).verdict.value
    'not evaluated'
    """

    results: tuple[ValidationResult, ...] = ()
    evaluated: tuple[str, ...] = ()
    without_focus_node: tuple[str, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        results: Iterable[ValidationResult],
        *,
        evaluated: Iterable[str] = (),
        without_focus_node: Iterable[str] = (),
        not_evaluated: Iterable[NotEvaluated] = (),
        engine: str = "",
        notes: Iterable[str] = (),
    ) -> ValidationReport:
        """Return a report of results in any order and however often they are given."""
        ordered = {result.sort_key: result for result in results}
        return cls(
            tuple(result for _, result in sorted(ordered.items(), key=lambda pair: pair[0])),
            tuple(sorted(set(evaluated))),
            tuple(sorted(set(without_focus_node))),
            tuple(sorted(set(not_evaluated))),
            engine,
            tuple(notes),
        )

    @property
    def verdict(self) -> Verdict:
        """Whether the graph conforms, does not, or was not evaluated; only violations count."""
        if self.violations:
            return Verdict.VIOLATED
        return Verdict.CONFORMS if self.evaluated and not self.not_evaluated else Verdict.NOT_EVALUATED

    @property
    def conforms(self) -> bool:
        """Whether something was evaluated, all of it could be, and nothing is violated."""
        return self.verdict is Verdict.CONFORMS

    def of_severity(self, severity: Severity) -> tuple[ValidationResult, ...]:
        """Return the results of one severity."""
        return tuple(result for result in self.results if result.severity is severity)

    @property
    def violations(self) -> tuple[ValidationResult, ...]:
        """The results that make the graph non-conforming."""
        return self.of_severity(Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[ValidationResult, ...]:
        """The results that a reader will miss or doubt something by."""
        return self.of_severity(Severity.WARNING)

    @property
    def hints(self) -> tuple[ValidationResult, ...]:
        """The results that are worth a look."""
        return self.of_severity(Severity.INFO)

    def raise_for_violations(self) -> None:
        """Do nothing if the graph conforms.

        Raises:
            ConformanceError: there is a violation, or conformance could not be established.
        """
        if self.violations:
            first = self.violations[0]
            count = len(self.violations)
            what = f"the graph does not conform: {count} violation{'s' if count > 1 else ''}; the first: {first.message()}"
            raise ConformanceError(what, where=compact(first.focus_node))
        if not self.conforms:
            reason = self.not_evaluated[0].reason if self.not_evaluated else "it holds nothing that the shapes speak of"
            raise ConformanceError(f"the graph was not evaluated: {reason}")

    def to_text(self, *, language: str = "en") -> str:
        """Return the report to read.

        Args:
            language: ``en`` or ``id``.

        Raises:
            UsageError: another language.
        """
        from ssc_graph.validation.report_text import write_text

        return write_text(self, language)

    def to_json(self) -> str:
        """Return the report as JSON, the same bytes for the same results."""
        from ssc_graph.validation.report_data import write_json

        return write_json(self)

    def to_turtle(self, *, base: str = DEFAULT_BASE) -> str:
        """Return the report as a ``sh:ValidationReport`` in Turtle, without blank nodes.

        Args:
            base: IRI under which the report and its results are named, by the digest of their content.

        Raises:
            UsageError: the base is no usable IRI.
        """
        from ssc_graph.graph import check_base
        from ssc_graph.validation.report_data import write_turtle

        return write_turtle(self, check_base(base))
