"""Mappings between two schemes, as SSSOM: one row says that a thing here is (or is not) a thing there, why, and who looked at it.

The file is SSSOM TSV (https://mapping-commons.github.io/sssom/): a header of YAML behind ``#``, then a table. Inside the package the
ends of a mapping are absolute IRIs; predicates and justifications are CURIEs with the usual prefixes (``skos:exactMatch``,
``semapv:LexicalMatching``), whatever prefixes the file has. What is written is sorted and says the same in every run.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import DEFAULT_BASE, prefixes

#: From this confidence upward the linker's own rows are accepted without a reviewer.
ACCEPT: Final = 0.9
MANUAL: Final = "semapv:ManualMappingCuration"
#: Predicates that a mapping may have; the linker proposes the first three.
PREDICATES: Final = (
    "skos:exactMatch",
    "skos:closeMatch",
    "owl:sameAs",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)

#: Prefixes of predicates and justifications, in memory and in what is written.
_WORDS: Final = MappingProxyType(
    {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "sssom": "https://w3id.org/sssom/",
    }
)
#: Prefixes of published schemes, for a table that people read.
_SCHEMES: Final = MappingProxyType(
    {
        "unbis": "http://metadata.un.org/thesaurus/",
        "eurovoc": "http://eurovoc.europa.eu/",
        "wd": "http://www.wikidata.org/entity/",
        "sdg": "http://metadata.un.org/sdg/",
        "stw": "http://zbw.eu/stw/descriptor/",
        "unesco": "http://vocabularies.unesco.org/thesaurus/",
        "orcid": "https://orcid.org/",
    }
)
_REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_LISTS: Final = frozenset({"subject_match_field", "object_match_field", "match_string", "reviewer_label"})
_IRIS: Final = frozenset({"subject_id", "object_id"})
_TERMS: Final = frozenset({"predicate_id", "mapping_justification"})
_FIELDS: Final = frozenset({"subject_match_field", "object_match_field"})
#: Columns in the order in which they are written.
_COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "mapping_tool",
    "mapping_tool_version",
    "reviewer_label",
    "comment",
)
#: Columns that the header may give once for all rows (SSSOM: propagatable slots) and that a mapping here holds.
_ONCE: Final[tuple[str, ...]] = ("mapping_tool", "mapping_tool_version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One row: what a thing of one scheme is to a thing of another.

    Args:
        subject_id: IRI of the thing on the left.
        predicate_id: CURIE: ``skos:exactMatch``, ``skos:closeMatch``, ``owl:sameAs`` …
        object_id: IRI of the thing on the right.
        mapping_justification: CURIE of the kind of reason: ``semapv:LexicalMatching``, ``semapv:ManualMappingCuration`` …
        confidence: from 0 to 1, or None where the source states none.
        subject_label: its name, for the reader.
        object_label: its name, for the reader.
        predicate_modifier: ``Not`` for "looked at, and it is not so", else empty.
        comment: the evidence in words.
        subject_match_field: CURIEs of the properties whose values matched, on the left.
        object_match_field: CURIEs of the properties whose values matched, on the right.
        match_string: what matched, as it was compared.
        mapping_tool: name of the tool that found it.
        mapping_tool_version: its version.
        reviewer_label: people who looked at the row and decided.
        other: columns of the file that are not among these, with their values.

    >>> row = Mapping(subject_id="urn:a", predicate_id="skos:exactMatch", object_id="urn:b", mapping_justification=MANUAL)
    >>> row.band, row.is_negative
    ('accept', False)
    """

    subject_id: str
    predicate_id: str
    object_id: str
    mapping_justification: str
    confidence: float | None = None
    subject_label: str = ""
    object_label: str = ""
    predicate_modifier: str = ""
    comment: str = ""
    subject_match_field: tuple[str, ...] = ()
    object_match_field: tuple[str, ...] = ()
    match_string: tuple[str, ...] = ()
    mapping_tool: str = ""
    mapping_tool_version: str = ""
    reviewer_label: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()

    @property
    def is_negative(self) -> bool:
        """Whether the row says that the mapping does not hold."""
        return self.predicate_modifier == "Not"

    @property
    def is_reviewed(self) -> bool:
        """Whether a person decided: a reviewer is named, or the mapping was made by hand."""
        return bool(self.reviewer_label) or self.mapping_justification == MANUAL

    @property
    def band(self) -> str:
        """``refuse``, ``accept`` or ``review``: a decision counts, then confidence; a source that states none means what it says."""
        if self.is_negative:
            return "refuse"
        if self.is_reviewed or self.confidence is None or self.confidence >= ACCEPT:
            return "accept"
        return "review"

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What rows are ordered by: their ends, predicate, modifier and reason."""
        return (self.subject_id, self.object_id, self.predicate_id, self.predicate_modifier, self.mapping_justification, self.comment)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """The rows of a file and what its header says.

    Args:
        mappings: the rows, in the order of the file.
        metadata: what the header says, without the prefixes and what was copied into the rows.
    """

    mappings: tuple[Mapping, ...] = ()
    metadata: AbstractMapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


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
    known = {**_WORDS, **_SCHEMES, **_curie_map(metadata.pop("curie_map", {}), where=place)}
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
        if missing := [name for name in _REQUIRED if name not in heads]:
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
    if missing := [name for name in _REQUIRED if name not in row]:
        raise GraphError(f"the row has no {missing[0]}", where=where)
    values: dict[str, object] = {}
    for name, value in row.items():
        if name in _IRIS:
            values[name] = _expand(value, known, where=where)
        elif name in _TERMS:
            values[name] = _short(_expand(value, known, where=where))
        elif name in _LISTS:
            values[name] = tuple(_short(_expand(v, known, where=where)) if name in _FIELDS else v for v in _listed(value))
        elif name in _COLUMNS:
            values[name] = value
    values["confidence"] = _confidence(row.get("confidence"), where=where)
    if row.get("predicate_modifier", "Not") != "Not":
        raise GraphError(f"the predicate_modifier {row['predicate_modifier']!r}", where=where, hint="write Not, or nothing")
    values["other"] = tuple(sorted((name, value) for name, value in row.items() if name not in _COLUMNS))
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
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    prefix, colon, local = text.partition(":")
    if not colon or any(c.isspace() or c in '<>"{}|\\^`' for c in text):
        raise GraphError(f"{text!r} is no CURIE and no IRI", where=where)
    if prefix in known:
        return known[prefix] + local
    if local.startswith("//") or prefix == "urn":
        return text
    raise GraphError(f"the prefix {prefix!r} is not in the curie_map", where=where, hint=f"add '#  {prefix}: IRI' below #curie_map:")


def _short(iri: str) -> str:
    """Return the CURIE of a word of the usual vocabularies, else the IRI."""
    for prefix, namespace in _WORDS.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _listed(text: str) -> list[str]:
    r"""Return the values of a cell; ``|`` stands between them, ``\|`` within one."""
    return [value.replace("\0", "|").strip() for value in text.replace("\\|", "\0").split("|") if value.strip()]


def write_mappings(
    mappings: Iterable[Mapping], *, metadata: AbstractMapping[str, object] | None = None, mapping_set_id: str | None = None
) -> str:
    """Return rows as SSSOM TSV: sorted, without repeats, with the prefixes that they use.

    Args:
        mappings: the rows.
        metadata: what the header shall say besides (``license``, ``mapping_set_title`` …).
        mapping_set_id: IRI of the set.

    >>> row = Mapping(subject_id="http://eurovoc.europa.eu/224", predicate_id="skos:exactMatch", object_id="urn:x:b",
    ...     mapping_justification=MANUAL)
    >>> print(write_mappings([row]).splitlines()[-1].replace(chr(9), " "))
    eurovoc:224 skos:exactMatch ns1:b semapv:ManualMappingCuration
    """
    rows = sorted(set(mappings), key=lambda row: (row.sort_key, repr(row)))
    known = _used_prefixes(rows)
    columns = _used_columns(rows)
    target = io.StringIO()
    target.write(_written_header({"mapping_set_id": mapping_set_id or _SET, "license": _LICENCE, **(metadata or {})}, known))
    writer = csv.writer(target, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    by_length = sorted(known.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    writer.writerows([_cell(row, name, by_length) for name in columns] for row in rows)
    return target.getvalue()


_SET: Final = "https://w3id.org/ssc-graph/mappings"
_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"


def _used_columns(rows: list[Mapping]) -> list[str]:
    own = [name for name in _COLUMNS if name in _REQUIRED or any(getattr(row, name) not in {"", None, ()} for row in rows)]
    return own + sorted({name for row in rows for name, _ in row.other})


def _used_prefixes(rows: list[Mapping]) -> dict[str, str]:
    """Return the prefixes for the IRIs of some rows: known ones, then made ones in the order of their namespaces."""
    by_namespace = {iri: prefix for prefix, iri in (prefixes(base=DEFAULT_BASE) | dict(_SCHEMES) | dict(_WORDS)).items()}
    iris = {iri for row in rows for iri in (row.subject_id, row.object_id, *_loose(row))}
    used = sorted({_namespace(iri, by_namespace) for iri in iris})
    made = (f"ns{number}" for number in range(1, len(used) + 1))
    found = {by_namespace.get(iri) or next(made): iri for iri in used}
    words = {
        text.partition(":")[0]
        for row in rows
        for text in (row.predicate_id, row.mapping_justification, *row.subject_match_field, *row.object_match_field)
    }
    found |= {prefix: iri for prefix, iri in _WORDS.items() if prefix in words or prefix in {"skos", "semapv"}}
    return dict(sorted(found.items()))


def _loose(row: Mapping) -> list[str]:
    """Predicates, reasons and properties that are not of the usual vocabularies."""
    terms = (row.predicate_id, row.mapping_justification, *row.subject_match_field, *row.object_match_field)
    return [text for text in terms if text.partition(":")[0] not in _WORDS]


def _namespace(iri: str, by_namespace: AbstractMapping[str, str]) -> str:
    cut = max(iri.rfind(mark, 0, len(iri) - 1) for mark in "/#:") + 1
    return (
        iri[:cut]
        if iri[:cut] in by_namespace
        else max((n for n in by_namespace if iri.startswith(n) and iri != n), key=len, default=iri[:cut])
    )


def _written_header(metadata: AbstractMapping[str, object], known: AbstractMapping[str, str]) -> str:
    import yaml

    ordered = {"curie_map": dict(known), **{name: metadata[name] for name in sorted(metadata)}}
    text = yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=1_000_000)
    return "".join(f"#{line}\n" for line in text.splitlines())


def _cell(row: Mapping, name: str, known: list[tuple[str, str]]) -> str:
    if name not in _COLUMNS:
        return dict(row.other).get(name, "")
    value = getattr(row, name)
    if value is None:
        return ""
    if name in _IRIS | _TERMS:
        return _curie(value, known)
    if name in _LISTS:
        return "|".join((_curie(v, known) if name in _FIELDS else v).replace("|", "\\|") for v in value)
    return f"{value:.3f}".rstrip("0").rstrip(".") if name == "confidence" else _one_line(value)


def _curie(text: str, known: list[tuple[str, str]]) -> str:
    if text.partition(":")[0] in _WORDS:
        return text
    return next((f"{prefix}:{text[len(iri) :]}" for prefix, iri in known if text.startswith(iri) and text != iri), text)


def _one_line(text: str) -> str:
    """Return a text on one line, without characters that steer a terminal."""
    return " ".join("".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in text).split())


assert {f.name for f in fields(Mapping)} == {*_COLUMNS, "other"}  # noqa: S101 (a column that is not written would be lost)
