"""Blank nodes with names that depend on what is said of them, within bounds whatever is said.

RDFC-1.0 gives canonical labels, but a few dozen triples can keep it busy for ever, and inside the library nothing stops it. So it
runs in a process of its own that is killed at its deadline; for such a graph the labels come from colours instead: each node is
told apart by its statements, then by its neighbours', round after round, and what is still alike is numbered as it comes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse, serialize

SKOLEM: Final = "https://w3id.org/ssc-graph/.well-known/genid/"
_DEADLINE: Final = 1.5  # seconds; a graph of 12,800 triples needs 0.07
_MEMORY: Final = 1 << 30  # bytes that the process may take
_ROUNDS: Final = 24  # of colouring; nodes further apart than this are rarely told apart by it

#: What the process of its own runs; it reads and writes N-Quads and knows nothing of us.
_PROGRAM: Final = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
except (ImportError, ValueError, OSError):
    pass
import pyoxigraph as ox
dataset = ox.Dataset(ox.parse(sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS))
dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
sys.stdout.buffer.write(ox.serialize(dataset, format=ox.RdfFormat.N_QUADS))
"""


@dataclass(frozen=True, slots=True)
class Canonical:
    """Triples in their canonical form.

    Args:
        lines: N-Triples, sorted by code point, with canonical labels.
        digest: SHA-256 of the lines, hexadecimal.
        scope: sixteen characters that name the part with blank nodes: equal where that part is equal.
        exact: whether the labels are those of RDFC-1.0; False for a graph on which it would not end.
    """

    lines: tuple[str, ...]
    digest: str
    scope: str = ""
    exact: bool = True


def canonical_form(triples: Iterable[Triple], *, deadline: float = _DEADLINE) -> Canonical:
    """Return triples in canonical form, within a bounded time.

    Args:
        triples: of one graph.
        deadline: seconds that RDFC-1.0 may take.

    >>> a, b = (Triple(BlankNode(name), NamedNode("urn:p"), BlankNode(name + "x")) for name in "ab")
    >>> canonical_form([a]).lines == canonical_form([b]).lines
    True
    """
    distinct = list(dict.fromkeys(triples))
    if not any(_has_blank(triple) for triple in distinct):
        return _of_lines(ntriples(distinct), exact=True)
    blank = [triple for triple in distinct if _has_blank(triple)]
    rest = [triple for triple in distinct if not _has_blank(triple)]
    named = _canonicalised(blank, deadline)
    if named is not None:
        return _of_lines([*named, *ntriples(rest)], exact=True)
    labels = coloured(blank)
    return _of_lines([*ntriples([_relabelled(triple, labels) for triple in blank]), *ntriples(rest)], exact=False)


def triples_of(canonical: Canonical, *, skolem: bool = False) -> list[Triple]:
    """Return the triples of a canonical form.

    Args:
        canonical: the form.
        skolem: whether blank nodes become IRIs (RDF 1.1 Concepts, section 3.5), the same for the same graph.
    """
    read = [quad.triple for quad in parse("".join(canonical.lines), format=RdfFormat.N_TRIPLES)]
    return [skolemised(triple, canonical.scope) for triple in read] if skolem else read


def skolemised(triple: Triple, scope: str) -> Triple:
    """Return a triple with IRIs in the place of its blank nodes.

    Args:
        triple: with canonical labels.
        scope: names the graph that it comes from.
    """
    if not _has_blank(triple):
        return triple
    subject, value = (NamedNode(f"{SKOLEM}{scope}/{t.value}") if isinstance(t, BlankNode) else t for t in (triple.subject, triple.object))
    return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]  # a subject is no literal


def coloured(triples: Sequence[Triple]) -> dict[str, str]:
    """Return a label for each blank node by what is said of it and around it; time grows with the triples, whatever their shape."""
    around: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for triple in triples:
        subject, value = triple.subject, triple.object
        s, o = (term.value if isinstance(term, BlankNode) else None for term in (subject, value))
        if s is not None:
            around[s].append((">", f"{triple.predicate} {'' if o is not None else value}", o))
        if o is not None:
            around[o].append(("<", f"{triple.predicate} {'' if s is not None else subject}", s))
    colours = dict.fromkeys(around, "")
    for _ in range(_ROUNDS):
        new = {
            node: _digest(sorted(f"{way}{said} {colours.get(other or '', '')}\n" for way, said, other in around[node])) for node in around
        }
        stable = len(set(new.values())) == len(set(colours.values()))
        colours = new
        if stable or len(set(new.values())) == len(new):
            break
    seen: dict[str, int] = defaultdict(int)
    labels = {}
    for node, colour in colours.items():  # those that are alike are numbered in the order of the file
        labels[node] = f"h{colour[:20]}n{seen[colour]}"
        seen[colour] += 1
    return labels


def ntriples(triples: Sequence[Triple]) -> list[str]:
    """Return triples as lines of N-Triples."""
    written = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    return [f"{line}\n" for line in written.split("\n") if line]  # not splitlines(): a literal may hold U+2028


def relabelled(triples: Iterable[Triple], labels: dict[str, str]) -> list[Triple]:
    """Return triples whose blank nodes have other labels."""
    return [_relabelled(triple, labels) for triple in triples]


def _relabelled(triple: Triple, labels: dict[str, str]) -> Triple:
    subject, value = (BlankNode(labels[t.value]) if isinstance(t, BlankNode) else t for t in (triple.subject, triple.object))
    return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]  # a subject is no literal


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _of_lines(lines: Iterable[str], *, exact: bool) -> Canonical:
    ordered = tuple(sorted(lines))
    scope = _digest([line for line in ordered if line.startswith("_:") or " _:" in line])[:16]
    return Canonical(ordered, _digest(ordered), scope, exact)


def _canonicalised(triples: Sequence[Triple], deadline: float) -> list[str] | None:
    """Return the lines of RDFC-1.0, or None where they were not found in time."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(_MEMORY), str(int(deadline) + 2)],
            input="".join(ntriples(triples)).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=deadline,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    return [f"{line}\n" for line in done.stdout.decode().split("\n") if line]


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()
