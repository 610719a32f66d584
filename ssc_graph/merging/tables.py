"""Tables of entities in: a row an entity, as quads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ssc_graph.errors import GraphError
from ssc_graph.identifiers import slug
from ssc_graph.merging.reading import Reading, Repair
from ssc_graph.merging.repairs import WELL_KNOWN
from ssc_graph.namespaces import FIXED, expand

_COLUMNS: Final = MappingProxyType(
    {
        "type": expand("rdf:type"),
        "label": expand("skos:prefLabel"),
        "name": expand("skos:prefLabel"),
        "preflabel": expand("skos:prefLabel"),
        "altlabel": expand("skos:altLabel"),
        "definition": expand("skos:definition"),
        "exactmatch": expand("skos:exactMatch"),
        "closematch": expand("skos:closeMatch"),
        "broader": expand("skos:broader"),
        "sameas": expand("owl:sameAs"),
        "wikidata": expand("skos:exactMatch"),
        "lei": FIXED["schema"] + "leiCode",
        "founded": FIXED["schema"] + "foundingDate",
        "url": FIXED["schema"] + "url",
        "identifier": expand("dct:identifier"),
    }
)
#: BCP 47, as RDF 1.1 and Turtle write it.
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DATATYPES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def read_table(data: bytes, *, title: str, graph: str) -> Reading:
    r"""Read a table: a row an entity, its id in the first column, a property in each other one (``label@en``, ``type``, ``schema:url``).

    Args:
        data: the file.
        title: its name.
        graph: IRI of the graph that it will stand in; ids that are no IRIs are put below it.

    Raises:
        GraphError: it is no such table, or a value of it cannot stand in a graph; the line is named.

    >>> [str(quad.triple) for quad in read_table(b"id,founded\nQ7768,1967\n", title="a.csv", graph="urn:g").quads]
    ['<http://www.wikidata.org/entity/Q7768> <https://schema.org/foundingDate> "1967"^^<http://www.w3.org/2001/XMLSchema#gYear>']
    """
    result = Reading()
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if "\ufffd" in text:
        line = text[: text.index("\ufffd")].count("\n") + 1
        text = data.decode("cp1252", "replace")
        result.repairs.append(Repair(line, "this is no UTF-8", "read as Windows-1252"))
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heads = [head.strip() for head in next(rows, [])]
        if not heads or heads[0].lower() not in ("id", "iri"):
            raise GraphError("the first column is not id", where=f"{title}:1", hint="name the column with the entities' ids id or iri")
        properties = [_column(head, graph, title) for head in heads[1:]]
        for cells in rows:
            place = f"{title}:{rows.line_num}"
            if _fits(cells, heads, place, result, rows.line_num):
                result.quads += _quads(cells, properties, graph, place)
    except csv.Error as error:
        raise GraphError(
            f"the table is broken ({error})", where=f"{title}:{rows.line_num}", hint="put texts with quotes in quotes"
        ) from error
    return result


def _fits(cells: list[str], heads: list[str], place: str, result: Reading, line: int) -> bool:
    """Whether a row says something; one that is too short is told."""
    if not any(cells):
        return False
    if not cells[0].strip():
        raise GraphError("the row has no id", where=place, hint="give each row one in its first column")
    if len(cells) > len(heads):
        raise GraphError(f"{len(cells)} values under {len(heads)} columns", where=place, hint="put texts with commas in quotes")
    if len(cells) < len(heads):
        result.repairs.append(Repair(line, f"{len(cells)} values under {len(heads)} columns", "read the rest as empty"))
    return True


def _quads(cells: list[str], properties: list[tuple[str, str]], graph: str, place: str) -> Iterator[Quad]:
    subject = _named(_id(cells[0].strip(), graph), place)
    for (predicate, language), cell in zip(properties, cells[1:], strict=False):
        for value in filter(None, (part.strip() for part in cell.split("|"))):
            yield Quad(subject, NamedNode(predicate), _value(predicate, value, language, graph, place))


def _column(head: str, graph: str, title: str) -> tuple[str, str]:
    name, _, language = head.partition("@")
    if language and not _LANGUAGE.fullmatch(language):
        raise GraphError(f"the language of the column {head!r} is no language tag", where=f"{title}:1", hint="write one as in label@en-GB")
    plain = name.strip().replace(" ", "").replace("_", "").lower()
    if plain in _COLUMNS:
        return _COLUMNS[plain], language
    if ":" in name:
        return _named(_absolute(name, title), f"{title}:1").value, language
    return f"{graph}#{slug(name)}", language


def _absolute(name: str, title: str) -> str:
    prefix, _, local = name.partition(":")
    if prefix in WELL_KNOWN:
        return WELL_KNOWN[prefix] + local
    if local.startswith("//"):
        return name
    raise GraphError(f"the prefix of {name!r} is not known", where=f"{title}:1", hint="write the whole IRI")


def _id(text: str, graph: str) -> str:
    if re.fullmatch(r"Q[1-9]\d*", text):
        return FIXED["wd"] + text
    prefix, colon, local = text.partition(":")
    if colon and prefix in WELL_KNOWN:
        return WELL_KNOWN[prefix] + local
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", text):
        return text
    return f"{graph}/{slug(text)}"


def _named(iri: str, place: str) -> NamedNode:
    """Return the node of an IRI.

    Raises:
        GraphError: it is none.
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise GraphError(f"{iri!r} is no IRI", where=place, hint="take out what no IRI may hold, such as a space") from error


def _value(predicate: str, text: str, language: str, graph: str, place: str) -> NamedNode | Literal:
    linking = predicate == expand("rdf:type") or predicate.endswith(("Match", "sameAs", "broader"))
    if linking:
        return _named(_id(text, graph), place)
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
        return _named(text, place)
    if language:
        return Literal(text, language=language)
    if predicate == FIXED["schema"] + "foundingDate":
        kind = next((kind for pattern, kind in _DATATYPES if pattern.fullmatch(text)), None)
        if kind:
            return Literal(text, datatype=NamedNode(expand(f"xsd:{kind}")))
    return Literal(text)
