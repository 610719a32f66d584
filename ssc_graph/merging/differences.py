"""What is new, gone or changed between two graphs: by thing and by claim, as text, JSON and RDF Patch."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ssc_graph.claims import COMMON
from ssc_graph.merging.blank_nodes import SKOLEM, coloured
from ssc_graph.namespaces import FIXED, expand, prefixes

_CLAIM: Final = FIXED["ssc"] + "Claim"
_LABELS: Final = (expand("skos:prefLabel"), expand("rdfs:label"), expand("dct:title"))
_SHOWN: Final = 12  # statements of one changed thing in the text


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one thing.

    Args:
        thing: its IRI.
        kind: ``claim`` or ``entity``.
        how: ``added``, ``removed`` or ``changed``.
        label: its name, or nothing.
        added: statements that are new, as N-Quads without their end.
        removed: statements that are gone.
    """

    thing: str
    kind: str
    how: str
    label: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs.

    Args:
        changes: claims first, then things; in the order of their IRIs.
        added: quads that are new, sorted.
        removed: quads that are gone, sorted.
    """

    changes: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def to_json(self) -> str:
        """Return the difference for programs."""
        listed: list[dict[str, Any]] = [
            {"id": c.thing, "kind": c.kind, "change": c.how, "label": c.label, "added": list(c.added), "removed": list(c.removed)}
            for c in self.changes
        ]
        counts = {"added": len(self.added), "removed": len(self.removed)}
        return json.dumps({"statements": counts, "changes": listed}, ensure_ascii=False, indent=1) + "\n"

    def to_patch(self) -> str:
        """Return the difference as an RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html)."""
        rows = [*(f"D {line} ." for line in self.removed), *(f"A {line} ." for line in self.added)]
        return "\n".join(["TX .", *rows, "TC ."]) + "\n"

    def to_text(self) -> str:
        """Return the difference to read."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        if not self.changes:
            yield "No difference."
            return
        for kind, word in (("claim", "Claims"), ("entity", "Things")):
            for how in ("added", "removed", "changed"):
                found = [change for change in self.changes if change.kind == kind and change.how == how]
                if found:
                    yield f"{word} {how}: {len(found)}"
                for change in found:
                    yield f"  {_short(change.thing)}{'  ' + change.label if change.label else ''}"
                    if how == "changed":
                        rows = [*(f"    - {line}" for line in change.removed), *(f"    + {line}" for line in change.added)]
                        yield from rows[:_SHOWN]
                        if len(rows) > _SHOWN:
                            yield f"    … {len(rows) - _SHOWN} more"
        yield f"Statements: {len(self.added)} added, {len(self.removed)} removed"


def difference(old: Iterable[Quad], new: Iterable[Quad]) -> Difference:
    r"""Compare two datasets; blank nodes are compared by what is said of them, in a time that grows with the statements.

    Args:
        old: quads of the one.
        new: quads of the other.

    >>> difference([], []).to_text()
    'No difference.\n'
    """
    before, after = _named(old), _named(new)
    added, removed = after.keys() - before.keys(), before.keys() - after.keys()
    touched: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for line in sorted(added):
        touched[_subject(after[line])][0].append(line)
    for line in sorted(removed):
        touched[_subject(before[line])][1].append(line)
    there = {_subject(quad) for quad in before.values()}, {_subject(quad) for quad in after.values()}
    labels, claims = _labels(before.values()) | _labels(after.values()), _claims(before.values()) | _claims(after.values())
    changes = []
    for thing, (new_lines, gone) in touched.items():
        how = "added" if thing not in there[0] else "removed" if thing not in there[1] else "changed"
        kind = "claim" if thing in claims else "entity"
        changes.append(Change(thing, kind, how, labels.get(thing, ""), tuple(new_lines), tuple(gone)))
    changes.sort(key=lambda change: (change.kind, change.thing))
    return Difference(tuple(changes), tuple(sorted(added)), tuple(sorted(removed)))


def _named(quads: Iterable[Quad]) -> dict[str, Quad]:
    """Return quads by their N-Quads, blank nodes named by colour."""
    listed = list(dict.fromkeys(quads))
    blank = [quad.triple for quad in listed if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal)]
    labels = coloured(blank)

    def term(value: Any) -> Any:  # noqa: ANN401 (any term of RDF)
        name = labels.get(value.value) if not isinstance(value, NamedNode | Literal | DefaultGraph) else None
        return NamedNode(f"{SKOLEM}{name}") if name else value

    found = {}
    for quad in listed:
        renamed = Quad(term(quad.subject), quad.predicate, term(quad.object), term(quad.graph_name)) if labels else quad
        graph = renamed.graph_name
        found[f"{renamed.triple}{'' if isinstance(graph, DefaultGraph) else f' {graph}'}"] = renamed
    return found


def _subject(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)


def _labels(quads: Iterable[Quad]) -> dict[str, str]:
    found: dict[str, tuple[int, bool, str]] = {}
    for quad in quads:
        if quad.predicate.value in _LABELS and isinstance(quad.object, Literal):
            key = (_LABELS.index(quad.predicate.value), quad.object.language != COMMON, quad.object.value)
            found[_subject(quad)] = min(found.get(_subject(quad), key), key)
    return {thing: label for thing, (_, _, label) in found.items()}


def _claims(quads: Iterable[Quad]) -> set[str]:
    return {_subject(quad) for quad in quads if quad.object == NamedNode(_CLAIM)}


def _short(iri: str) -> str:
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
