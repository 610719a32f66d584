"""SSSOM TSV in: a header of YAML behind ``#``, then a table; what is broken is told with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ssc_graph.errors import GraphError
from ssc_graph.merging.sssom.rows import COLUMNS, FIELDS, IRIS, LISTS, REQUIRED, SCHEMES, TERMS, WORDS, Mapping, MappingSet

#: Columns that the header may give once for all rows (SSSOM: propagatable slots) and that a mapping here holds.
_ONCE: Final[tuple[str, ...]] = ("mapping_tool", "mapping_tool_version")

#: What no IRI may hold (RFC 3987, section 2.2), and how one begins.
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]|\s")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def read_mappings(source: str | Path | bytes, *, where: str | None = None) -> tuple[Mapping, ...]:
    """Return the rows of an SSSOM TSV file.

    Args:
        source: path of the file, or its content as bytes (UTF-8).
        where: the file's name for messages, where the content is given.

    Raises:
        GraphError: the file cannot be read or is no SSSOM; the line is named.
    """
    return read_mapping_set(source, where=where).mappings


def read_mapping_set(source: str | Path | bytes, *, where: str | None = None) -> MappingSet:
    r"""Return the rows of an SSSOM TSV file and its metadata; arguments and errors as of :func:`read_mappings`.

    >>> head = "subject_id predicate_id object_id mapping_justification"
    >>> row = "wd:Q1065 skos:exactMatch eurovoc:2179 semapv:LexicalMatching"
    >>> read_mapping_set("\n".join([head, row]).replace(" ", "\t").encode()).mappings[0].object_id
    'http://eurovoc.europa.eu/2179'
    """
    place = where or (str(source) if not isinstance(source, bytes) else "SSSOM")
    text = _text(source, where=place)
    header, table, first = _split(text)
    metadata = _header(header, where=place)
    known = {**WORDS, **SCHEMES, **_curie_map(metadata.pop("curie_map", {}), where=place)}
    once: dict[str, str] = {name: str(metadata.pop(name)) for name in _ONCE if name in metadata}
    mappings = tuple(_rows(table, first=first, known=known, once=once, where=place))
    return MappingSet(mappings, MappingProxyType(metadata))


def _text(source: str | Path | bytes, *, where: str) -> str:
    """Return the content.

    Raises:
        GraphError: there is no such file, or it is no UTF-8.
    """
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except OSError as error:
        raise GraphError(f"cannot be read ({error.strerror})", where=where) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GraphError("is no UTF-8", where=f"{where}:{line}", hint="save the file as UTF-8") from error


def _split(text: str) -> tuple[str, str, int]:
    """Return the YAML of the header, the table, and the number of lines before the table."""
    lines = io.StringIO(text, newline="\n").readlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(line[1:] for line in lines[:count]), "".join(lines[count:]), count


def _header(text: str, *, where: str) -> dict[str, object]:
    """Return the metadata; every scalar is a string, for YAML would read a version 1.10 as a number.

    Raises:
        GraphError: no YAML, no table of names and values, or anchors (a few of them can fill the memory).
    """
    import yaml

    try:
        if any(isinstance(token, yaml.AnchorToken | yaml.AliasToken) for token in yaml.scan(text)):
            raise GraphError("the header has anchors of YAML", where=where, hint="write the values out")
        found = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 (the base loader makes strings only)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise GraphError("the header is no YAML", where=f"{where}{line}", hint="write '#name: value' lines") from error
    except RecursionError as error:
        raise GraphError("the header is nested too deeply", where=where) from error
    if not isinstance(found, dict):
        raise GraphError("the header is no list of names and values", where=f"{where}:1", hint="write '#name: value' lines")
    return {str(name): value for name, value in found.items()}


def _curie_map(given: object, *, where: str) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(iri, str) for iri in given.values()):
        raise GraphError("curie_map is no list of prefixes and IRIs", where=where, hint="write '#  prefix: IRI' lines below it")
    return {str(prefix): iri for prefix, iri in given.items()}


def _rows(table: str, *, first: int, known: AbstractMapping[str, str], once: AbstractMapping[str, str], where: str) -> Iterator[Mapping]:
    """Yield the rows of the table.

    Raises:
        GraphError: a column that must be there is not, a row is too long or too short, or a value is wrong.
    """
    reader = csv.reader(io.StringIO(table, newline=""), delimiter="\t", strict=True)
    try:
        heads = next(reader, [])
        if missing := [name for name in REQUIRED if name not in heads]:
            raise GraphError(f"the table has no column {missing[0]}", where=f"{where}:{first + 1}", hint="this is no SSSOM table")
        if len(set(heads)) < len(heads):
            raise GraphError("the table has two columns of one name", where=f"{where}:{first + 1}")
        for cells in reader:
            if not any(cells):
                continue
            place = f"{where}:{first + reader.line_num}"
            if len(cells) != len(heads):
                raise GraphError(f"{len(cells)} values in a table of {len(heads)} columns", where=place, hint="separate values by one tab")
            yield _mapping({**once, **{name: cell for name, cell in zip(heads, cells, strict=True) if cell}}, known=known, where=place)
    except csv.Error as error:
        raise GraphError(f"the table is broken ({error})", where=f"{where}:{first + reader.line_num}") from error


def _mapping(row: AbstractMapping[str, str], *, known: AbstractMapping[str, str], where: str) -> Mapping:
    """Return a row.

    Raises:
        GraphError: a value that must be there is not, or is wrong.
    """
    if missing := [name for name in REQUIRED if name not in row]:
        raise GraphError(f"the row has no {missing[0]}", where=where)
    values: dict[str, object] = {}
    for name, value in row.items():
        if name in IRIS:
            values[name] = _expand(value, known, where=where)
        elif name in TERMS:
            values[name] = _short(_expand(value, known, where=where))
        elif name in LISTS:
            values[name] = tuple(_short(_expand(v, known, where=where)) if name in FIELDS else v for v in _listed(value))
        elif name in COLUMNS:
            values[name] = value
    values["confidence"] = _confidence(row.get("confidence"), where=where)
    if row.get("predicate_modifier", "Not") != "Not":
        raise GraphError(f"the predicate_modifier {row['predicate_modifier']!r}", where=where, hint="write Not, or nothing")
    values["other"] = tuple(sorted((name, value) for name, value in row.items() if name not in COLUMNS))
    return Mapping(**values)  # type: ignore[arg-type]


def _confidence(text: str | None, *, where: str) -> float | None:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise GraphError(f"the confidence {text!r} is no number from 0 to 1", where=where)
    return value


def _expand(text: str, known: AbstractMapping[str, str], *, where: str) -> str:
    """Return the IRI of a CURIE; an IRI stays as it is, with or without angle brackets.

    Raises:
        GraphError: the prefix is not in the header, or this is neither.
    """
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, local = bare.partition(":")
    whole = known[prefix] + local if prefix in known and bare is text else bare
    if not colon or _NOT_IN_IRI.search(whole) or not _SCHEME.match(whole):
        raise GraphError(f"{text!r} is no CURIE and no IRI", where=where)
    if whole is not text:
        return whole
    if local.startswith("//") or prefix == "urn":
        return text
    raise GraphError(f"the prefix {prefix!r} is not in the curie_map", where=where, hint=f"add '#  {prefix}: IRI' below #curie_map:")


def _short(iri: str) -> str:
    """Return the CURIE of a word of the usual vocabularies, else the IRI."""
    for prefix, namespace in WORDS.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _listed(text: str) -> list[str]:
    r"""Return the values of a cell; ``|`` stands between them, ``\|`` within one."""
    return [value.replace("\0", "|").strip() for value in text.replace("\\|", "\0").split("|") if value.strip()]
