"""A report as text, in English or Indonesian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssc_graph import ontology
from ssc_graph.errors import UsageError
from ssc_graph.validation.reports import Severity, Verdict
from ssc_graph.validation.terms import compact

if TYPE_CHECKING:
    from ssc_graph.validation.reports import ValidationReport, ValidationResult

#: Lines of one list that are shown; the JSON and Turtle forms hold all.
_MOST = 200
_LONGEST = 160
_IRI = re.compile(r"<([^<>]*)>")
_OURS = "https://w3id.org/ssc-graph/shape/"

_WORDS = {
    "en": {
        Verdict.CONFORMS: "Conforms",
        Verdict.VIOLATED: "Does not conform",
        Verdict.NOT_EVALUATED: "Not evaluated",
        Severity.VIOLATION: "Violation",
        Severity.WARNING: "Warning",
        Severity.INFO: "Hint",
        "counts": "violations: {0}, warnings: {1}, hints: {2}",
        "shapes": "shapes evaluated: {0}, without a node to look at: {1}; engine: {2}",
        "nothing": "The graph holds nothing that the shapes speak of.",
        "missed": "Not evaluated: {0}: {1}",
        "value": "value",
        "path": "path",
        "shape": "shape",
        "more": "… and {0} more",
        "note": "Note: {0}",
    },
    "id": {
        Verdict.CONFORMS: "Sesuai",
        Verdict.VIOLATED: "Tidak sesuai",
        Verdict.NOT_EVALUATED: "Tidak dievaluasi",
        Severity.VIOLATION: "Pelanggaran",
        Severity.WARNING: "Peringatan",
        Severity.INFO: "Petunjuk",
        "counts": "pelanggaran: {0}, peringatan: {1}, petunjuk: {2}",
        "shapes": "bentuk yang dievaluasi: {0}, tanpa simpul untuk diperiksa: {1}; mesin: {2}",
        "nothing": "Graf tidak memuat hal yang dibicarakan bentuk-bentuk itu.",
        "missed": "Tidak dievaluasi: {0}: {1}",
        "value": "nilai",
        "path": "jalur",
        "shape": "bentuk",
        "more": "… dan {0} lagi",
        "note": "Catatan: {0}",
    },
}


def write_text(report: ValidationReport, language: str) -> str:
    """Return the report to read, ending in a line feed.

    Raises:
        UsageError: the language is neither ``en`` nor ``id``.
    """
    if language not in _WORDS:
        raise UsageError(f"a report can be had in en and id, not in {language!r}")
    return "".join(f"{line}\n" for line in _lines(report, language))


def _lines(report: ValidationReport, language: str) -> Iterator[str]:
    words = _WORDS[language]
    counts = (len(report.violations), len(report.warnings), len(report.hints))
    yield f"{words[report.verdict]} ({words['counts'].format(*counts)})"
    yield words["shapes"].format(len(report.evaluated), len(report.without_focus_node), report.engine or "–")
    if not report.evaluated:
        yield words["nothing"]
    yield from (words["missed"].format(_shape(missed.shape), _safe(missed.reason)) for missed in report.not_evaluated)
    yield from (words["note"].format(_safe(note)) for note in report.notes)
    for result in report.results[:_MOST]:
        yield from _result_lines(result, language)
    if len(report.results) > _MOST:
        yield words["more"].format(len(report.results) - _MOST)


def _result_lines(result: ValidationResult, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield ""
    yield f"{words[result.severity]}: {_safe(result.message(language))}"
    yield f"  {_safe(compact(result.focus_node))}"
    if result.path:
        yield f"  {words['path']}: {_path(result.path)}"
    if result.value is not None and result.value != result.focus_node:
        yield f"  {words['value']}: {_safe(compact(result.value))}"
    yield f"  {words['shape']}: {_shape(result.shape)}"


def _path(text: str) -> str:
    """A property path with its IRIs as CURIEs."""
    return _safe(_IRI.sub(lambda found: ontology.compact(found.group(1)), text))


def _shape(name: str) -> str:
    return _safe(name.replace(_OURS, "shape:", 1) if name.startswith(_OURS) else ontology.compact(name))


def _safe(text: str) -> str:
    """One line of bounded length without what would write to a terminal's control channel (S23)."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)
