"""SSSOM TSV out: sorted, without repeats, with the prefixes that the rows use; the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from typing import Final

from ssc_graph.merging.sssom.rows import COLUMNS, FIELDS, IRIS, LISTS, REQUIRED, SCHEMES, TERMS, WORDS, Mapping
from ssc_graph.namespaces import DEFAULT_BASE, prefixes

_SET: Final = "https://w3id.org/ssc-graph/mappings"
_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"


def write_mappings(
    mappings: Iterable[Mapping], *, metadata: AbstractMapping[str, object] | None = None, mapping_set_id: str | None = None
) -> str:
    """Return rows as SSSOM TSV: sorted, without repeats, with the prefixes that they use.

    Args:
        mappings: the rows.
        metadata: what the header shall say besides (``license``, ``mapping_set_title`` …).
        mapping_set_id: IRI of the set.

    >>> row = Mapping(subject_id="http://eurovoc.europa.eu/224", predicate_id="skos:exactMatch", object_id="urn:x:b",
    ...     mapping_justification="semapv:ManualMappingCuration")
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


def _used_columns(rows: list[Mapping]) -> list[str]:
    own = [name for name in COLUMNS if name in REQUIRED or any(getattr(row, name) not in {"", None, ()} for row in rows)]
    return own + sorted({name for row in rows for name, _ in row.other})


def _used_prefixes(rows: list[Mapping]) -> dict[str, str]:
    """Return the prefixes for the IRIs of some rows: known ones, then made ones in the order of their namespaces."""
    by_namespace = {iri: prefix for prefix, iri in (prefixes(base=DEFAULT_BASE) | dict(SCHEMES) | dict(WORDS)).items()}
    iris = {iri for row in rows for iri in (row.subject_id, row.object_id, *_loose(row))}
    used = sorted({_namespace(iri, by_namespace) for iri in iris})
    made = (f"ns{number}" for number in range(1, len(used) + 1))
    found = {by_namespace.get(iri) or next(made): iri for iri in used}
    words = {
        text.partition(":")[0]
        for row in rows
        for text in (row.predicate_id, row.mapping_justification, *row.subject_match_field, *row.object_match_field)
    }
    found |= {prefix: iri for prefix, iri in WORDS.items() if prefix in words or prefix in {"skos", "semapv"}}
    return dict(sorted(found.items()))


def _loose(row: Mapping) -> list[str]:
    """Predicates, reasons and properties that are not of the usual vocabularies."""
    terms = (row.predicate_id, row.mapping_justification, *row.subject_match_field, *row.object_match_field)
    return [text for text in terms if text.partition(":")[0] not in WORDS]


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
    if name not in COLUMNS:
        return dict(row.other).get(name, "")
    value = getattr(row, name)
    if value is None:
        return ""
    if name in IRIS | TERMS:
        return _curie(value, known)
    if name in LISTS:
        return "|".join((_curie(v, known) if name in FIELDS else v).replace("|", "\\|") for v in value)
    return f"{value:.3f}".rstrip("0").rstrip(".") if name == "confidence" else _one_line(value)


def _curie(text: str, known: list[tuple[str, str]]) -> str:
    if text.partition(":")[0] in WORDS:
        return text
    return next((f"{prefix}:{text[len(iri) :]}" for prefix, iri in known if text.startswith(iri) and text != iri), text)


def _one_line(text: str) -> str:
    """Return a text on one line, without characters that steer a terminal."""
    return " ".join("".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in text).split())
