"""Results as text: a table for people; the W3C's JSON, CSV and TSV, and RDF, for programs."""

from __future__ import annotations

import csv
import io
import json
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import UsageError
from ssc_graph.namespaces import prefixes
from ssc_graph.sparql.naming import Names

if TYPE_CHECKING:
    from ssc_graph.sparql.results import Results, Term

FORMATS: Final = ("table", "csv", "tsv", "json", "turtle", "jsonld")
NAMES: Final = ("label", "short", "iri")
_NARROWEST: Final = 12  # characters of a column that is made narrower
#: A cell that a spreadsheet would take for a formula (S23).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write(
    results: Results,
    format: str = "table",  # noqa: A002 (as elsewhere here)
    *,
    names: Names | None = None,
    how: str | None = None,
    width: int = 0,
    headings: Sequence[str] | None = None,
) -> str:
    """Return results as text.

    Args:
        results: of a query.
        format: ``table``, ``csv``, ``tsv``, ``json``; ``turtle`` or ``jsonld`` for a graph.
        names: labels and short names.
        how: whether IRIs are shown by ``label``, ``short`` name or as ``iri``; by label in a table, else as IRIs.
        width: characters of a line of a table; 0 for as many as it takes.
        headings: of the columns of a table, in the place of the names of the variables.

    Raises:
        UsageError: the format does not fit the form of the query.
    """
    if format not in FORMATS:
        raise UsageError(f"the format {format!r} is not known", hint=f"choose one of {', '.join(FORMATS)}")
    names = names or Names()
    how = how or ("label" if format == "table" else "iri")
    if format in ("turtle", "jsonld"):
        return _rdf(results, format)
    if format == "json" and results.triples is None:
        return _json(results, names, how)
    header, rows = _cells(results)
    if format == "tsv":
        return _tsv(header, rows, names, how)
    shown = [[names.shown(term, how=how) if not isinstance(term, str) else term for term in row] for row in rows]
    if format == "csv":
        return _csv(header, shown)
    return table(headings or header, shown, width=width) if format == "table" else _json_rows(header, shown)


def _cells(results: Results) -> tuple[Sequence[str], list[Sequence[Term | str | None]]]:
    if results.boolean is not None:
        return results.columns_shown, [("true" if results.boolean else "false",)]
    if results.triples is not None:
        return results.columns_shown, [(t.subject, t.predicate, t.object) for t in results.triples]
    return results.columns_shown, list(results.rows)


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Comma-separated values (SPARQL 1.1 Query Results CSV, section 3), with an apostrophe before what would be a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: str) -> str:
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _tsv(header: Sequence[str], rows: Sequence[Sequence[Term | str | None]], names: Names, how: str) -> str:
    """Tab-separated values (SPARQL 1.1 Query Results CSV and TSV, section 4): terms as Turtle writes them."""
    lines = ["\t".join(f"?{name}" for name in header)]
    lines += ["\t".join(_turtle_term(term, names, how) for term in row) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _turtle_term(term: Term | str | None, names: Names, how: str) -> str:
    from pyoxigraph import NamedNode

    if term is None or isinstance(term, str):
        return term or ""
    written = names.shown(term, how=how) if isinstance(term, NamedNode) and how != "iri" else str(term)
    return written.replace("\t", "\\t")


def _json(results: Results, names: Names, how: str) -> str:
    """SPARQL 1.1 Query Results JSON Format."""
    if results.boolean is not None:
        return json.dumps({"head": {}, "boolean": results.boolean}) + "\n"
    bindings = [
        {name: _binding(term, names, how) for name, term in zip(results.variables, row, strict=True) if term is not None}
        for row in results.rows
    ]
    return json.dumps({"head": {"vars": list(results.variables)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term, names: Names, how: str) -> dict[str, str]:
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(term, NamedNode):
        said = {"type": "uri", "value": term.value}
        return said if how == "iri" else said | {"label": names.shown(term, how=how)}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "triple", "value": str(term)}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return said if plain else said | {"datatype": term.datatype.value}


def _json_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return json.dumps([dict(zip(header, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _rdf(results: Results, format: str) -> str:  # noqa: A002 (as above)
    if results.triples is None:
        raise UsageError(f"rows are not written as {format}", hint="choose table, csv, tsv or json, or ask with CONSTRUCT")
    from ssc_graph.graph.order import reading_key
    from ssc_graph.serialization.context import published_context
    from ssc_graph.serialization.jsonld import write_jsonld
    from ssc_graph.serialization.turtle import write_turtle

    triples = sorted(results.triples, key=reading_key(results.triples))
    return write_turtle(triples, prefixes=prefixes()) if format == "turtle" else write_jsonld(triples, context=published_context())


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 0) -> str:
    """Return rows in columns; long cells are wrapped so that a line fits.

    Args:
        header: the names of the columns.
        rows: of equal length.
        width: characters of a line; 0 for as many as it takes.

    >>> print(table(["cause", "n"], [["recession", "2"]]), end="")
    cause      n
    ─────────  ─
    recession  2
    """
    clean = [[printable(cell) for cell in row] for row in rows]
    if not header:
        return f"{len(rows)} rows without columns\n"
    columns = list(zip(header, *clean, strict=True))
    widths = _widths([max(map(columns_of, column)) for column in columns], [longest_word(column) for column in columns], width)
    figures = [all(_is_figure(cell) for cell in column[1:]) and len(column) > 1 for column in columns]
    lines = _lines(list(header), widths, figures)
    lines.append("  ".join("─" * width for width in widths))
    wrapped = any(len(cell) > limit for row in clean for cell, limit in zip(row, widths, strict=True))
    for number, row in enumerate(clean):
        if wrapped and number:
            lines.append("")
        lines += _lines(row, widths, figures)
    if not rows:
        lines.append("(no rows)")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def printable(text: str) -> str:
    """Return a text in one line; what would steer a terminal or turn the direction of writing is escaped."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in line)


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: marks take none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def longest_word(column: Sequence[str]) -> int:
    """Return the columns that the longest word of a column takes, within reason."""
    return min(24, max((columns_of(word) for cell in column for word in cell.split()), default=1))


def _widths(wanted: list[int], least: list[int], width: int) -> list[int]:
    """Share a line among columns: those that ask for little get it, the others share what is left."""
    room = width - 2 * (len(wanted) - 1)
    if not width or sum(wanted) <= room:
        return wanted
    widths, waiting = list(wanted), set(range(len(wanted)))
    while waiting:
        share = max(_NARROWEST, room // len(waiting))
        small = {number for number in waiting if wanted[number] <= share}
        if not small:
            for number in waiting:
                widths[number] = max(share, min(least[number], _NARROWEST))
            break
        room -= sum(wanted[number] for number in small)
        waiting -= small
    return widths


def _is_figure(cell: str) -> bool:
    return cell == "" or cell.replace(".", "", 1).replace("-", "", 1).isdigit()


def _lines(cells: Sequence[str], widths: Sequence[int], figures: Sequence[bool]) -> list[str]:
    pieces = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, pieces))
    return ["  ".join(_padded(piece, number, widths, figures) for number, piece in enumerate(_row(pieces, line))) for line in range(height)]


def _row(pieces: Sequence[Sequence[str]], line: int) -> list[str]:
    return [piece[line] if line < len(piece) else "" for piece in pieces]


def _padded(piece: str, number: int, widths: Sequence[int], figures: Sequence[bool]) -> str:
    space = " " * max(0, widths[number] - columns_of(piece))
    return space + piece if figures[number] else piece + space
