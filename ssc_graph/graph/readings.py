"""Documents with their claims, kept packed between the two times that a build needs them.

A graph is built in two passes over all documents: first every name of every thing is noted, then each document is written. The claims
of two thousand documents take half a gigabyte as objects, and a thirtieth of it packed.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ssc_graph.claims import Claim
from ssc_graph.document import Document
from ssc_graph.graph.document_nodes import document_curie

_QUICKLY = 1  # level of zlib: the best one takes ten times as long to save a fifth more


@dataclass(slots=True)
class Reading:
    """A text with every claim that was made of it.

    Args:
        document: the text; where the same one came several times, the metadata that come first by title.
        digest: of the text.
        claims: in the order in which they came.
    """

    document: Document
    digest: str
    claims: list[Claim] = field(default_factory=list)

    def distinct(self) -> list[Claim]:
        """The claims, one for each identifier: where two rules found the same, the surer one (then the first by name) stands."""
        best: dict[str, Claim] = {}
        for claim in self.claims:
            curie = claim.curie(self.digest)
            best[curie] = min(best.get(curie, claim), claim, key=lambda found: (-found.confidence, found.rule))
        return list(best.values())


class Readings:
    """Documents with their claims; iterated, each text once, in the order of the identifiers.

    Args:
        documents: the first ones.

    >>> len(list(Readings([(Document(name="a.txt", text="One.", blocks=()), [])])))
    1
    """

    def __init__(self, documents: Iterable[tuple[Document, Sequence[Claim]]] = ()) -> None:
        self._packed: dict[str, list[tuple[tuple[str, str, str], bytes]]] = {}
        for document, claims in documents:
            self.add(document, claims)

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, document: Document, claims: Sequence[Claim]) -> None:
        """Keep a document without its blocks, which a graph does not tell of, and its claims."""
        key = (document_curie(document), repr(document.metadata), document.name)
        packed = zlib.compress(pickle.dumps((replace(document, blocks=()), list(claims)), pickle.HIGHEST_PROTOCOL), _QUICKLY)
        self._packed.setdefault(document.digest, []).append((key, packed))

    def drop(self, digest: str) -> None:
        """Forget the text with this digest."""
        del self._packed[digest]

    def one(self, digest: str) -> Reading:
        """Return the text with this digest, and its claims."""
        parts = sorted(self._packed[digest], key=lambda part: part[0])
        unpacked = [pickle.loads(zlib.decompress(packed)) for _, packed in parts]  # noqa: S301 (our own bytes, packed above)
        return Reading(unpacked[0][0], digest, [claim for _, claims in unpacked for claim in claims])

    def __iter__(self) -> Iterator[Reading]:
        for digest in sorted(self._packed, key=lambda digest: min(self._packed[digest])):
            yield self.one(digest)
