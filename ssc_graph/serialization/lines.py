"""One statement a line: N-Triples, N-Quads, and the canonical form by which datasets are compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, serialize


def write_nquads(quads: Sequence[Quad]) -> str:
    """Return quads as N-Quads, each with its canonical spelling, in the order in which they stand."""
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def write_ntriples(triples: Sequence[Triple]) -> str:
    """Return triples as N-Triples, each with its canonical spelling, in the order in which they stand."""
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the canonical form of a dataset: N-Quads with canonical blank nodes, sorted by code point (RDFC-1.0, section 5).

    Args:
        quads: of one dataset.
    """
    listed = list(quads)
    written = (serialize(listed, format=RdfFormat.N_QUADS) or b"").decode()
    if "_:" in written:  # else the names are canonical already, and several times as fast to have
        dataset = Dataset(listed)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        written = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").decode()
    # Not splitlines(): a literal may hold U+2028, which N-Quads do not escape and which is no end of a line there.
    return sorted({f"{line}\n" for line in written.split("\n") if line})


def canonical_hash(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of a dataset's canonical form (RDFC-1.0), in hexadecimal: equal for equal datasets, whatever their order.

    Args:
        quads: of one dataset, or of one named graph to see whether it changed.

    >>> canonical_hash([])
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    return hashlib.sha256("".join(canonical_lines(quads)).encode()).hexdigest()
