"""Results: rows, a yes or no, or a graph; as Python values and as columns that pandas takes as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ssc_graph.namespaces import FIXED

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
    Row: TypeAlias = tuple[Term | None, ...]

Value: TypeAlias = "str | int | float | bool | None"
_XSD = FIXED["xsd"]
_INTEGERS = frozenset(_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"))
_NUMBERS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query: of ``SELECT``, ``ASK`` (``boolean``) or ``CONSTRUCT`` and ``DESCRIBE`` (``triples``).

    Args:
        variables: the columns.
        rows: a term for each column, or None where nothing is bound.
        boolean: yes or no; None for another form of query.
        triples: of the graph, each once; None for another form of query.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None

    def __len__(self) -> int:
        return len(self.rows if self.triples is None else self.triples)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dictionary of Python values."""
        for row in self.rows:
            yield {name: python_value(term) for name, term in zip(self.variables, row, strict=True)}

    @property
    def columns_shown(self) -> tuple[str, ...]:
        """The columns of the answer as a table: variables, the parts of a triple, or the one column of a yes or no."""
        if self.boolean is not None:
            return ("answer",)
        return self.variables if self.triples is None else ("subject", "predicate", "object")

    def columns(self) -> dict[str, list[Value]]:
        """Return the columns as lists of Python values: ``pandas.DataFrame(results.columns())`` is a table."""
        return {name: [python_value(row[number]) for row in self.rows] for number, name in enumerate(self.variables)}


def python_value(term: Term | None) -> Value:
    """Return the Python value of a term: numbers and truth values as such, everything else as text.

    >>> from pyoxigraph import Literal
    >>> python_value(Literal(3)), python_value(Literal("Bandung", language="en"))
    (3, 'Bandung')
    """
    if term is None:
        return None
    value: str | None = getattr(term, "value", None)
    if value is None:
        return str(term)
    kind = getattr(getattr(term, "datatype", None), "value", "")
    if kind in _INTEGERS:
        return int(value)
    if kind in _NUMBERS:
        return float(value)
    return value in ("true", "1") if kind == _XSD + "boolean" else value
