"""Validation: does a graph hold what the shapes ask for?

The reference engine is pySHACL; a faster one stands behind the extra ``fast``. This package is the only place that knows them, and
it imports them only when a graph is validated.

A report has three answers. *Conforms*: something was looked at, all of it could be, and there is no violation. *Does not conform*:
there is a violation. *Not evaluated*: there is none, but no node was looked at, or a constraint could not be evaluated.
Warnings and hints do not change the answer.
"""

from __future__ import annotations

from ssc_graph.validation.checking import validate
from ssc_graph.validation.reports import NotEvaluated, Severity, ValidationReport, ValidationResult, Verdict

__all__ = ["NotEvaluated", "Severity", "ValidationReport", "ValidationResult", "Verdict", "validate"]
