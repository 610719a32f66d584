"""How a term is shown: by its label in a language, by a short name, or whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ssc_graph.namespaces import DEFAULT_BASE, expand, prefixes

if TYPE_CHECKING:
    from ssc_graph.sparql.results import Term
    from ssc_graph.store import Store

LANGUAGES: Final = ("en", "id")
#: Where a label is looked for; the first that has one is taken.
_LABELS: Final = tuple(expand(curie) for curie in ("skos:prefLabel", "dct:title", "rdfs:label"))
_LOCAL = re.compile(r"[\w.%+~-][\w.%+~/-]*")
_CUT = re.compile(r"[/#]")


class Names:
    """Short names and labels.

    Args:
        store: where the labels are; without one, there are none.
        language: of the labels; where there is none in it, another language is taken, English first.
        base: IRI of the instances.
    """

    def __init__(self, store: Store | None = None, *, language: str = "en", base: str = DEFAULT_BASE) -> None:
        self._store = store
        self._order = (language, *(other for other in LANGUAGES if other != language), "")
        self._namespaces = {namespace: prefix for prefix, namespace in prefixes(base=base).items()}
        self._labels: dict[str, str | None] = {}
        self._vocabulary: Mapping[str, Mapping[str, str]] | None = None

    def short(self, iri: str) -> str:
        """Return the short name of an IRI, or the IRI in angle brackets where no prefix fits.

        >>> Names().short("https://w3id.org/ssc-graph/ns/causes"), Names().short("http://a.example/b")
        ('ssc:causes', '<http://a.example/b>')
        """
        for cut in reversed([found.end() for found in _CUT.finditer(iri)]):
            prefix = self._namespaces.get(iri[:cut])
            if prefix is not None and _LOCAL.fullmatch(iri[cut:]):
                return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"

    def label(self, iri: str) -> str | None:
        """Return what an IRI is called, in the best language that there is, or None."""
        if iri not in self._labels:
            self._labels[iri] = self._best(iri)
        return self._labels[iri]

    def shown(self, term: Term | None, *, how: str = "label") -> str:
        """Return a term as a reader sees it.

        Args:
            term: of a result; None for what is not bound.
            how: ``label``, ``short`` or ``iri``.
        """
        from pyoxigraph import BlankNode, Literal, NamedNode

        if term is None:
            return ""
        if isinstance(term, NamedNode):
            if how == "iri":
                return term.value
            return (self.label(term.value) if how == "label" else None) or self.short(term.value)
        return term.value if isinstance(term, Literal) else f"_:{term.value}" if isinstance(term, BlankNode) else str(term)

    def _best(self, iri: str) -> str | None:
        from pyoxigraph import NamedNode

        if self._store is not None:
            for predicate in _LABELS:
                quads = self._store.oxigraph.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, None)
                if found := self._choose((getattr(q.object, "language", None) or "", str(getattr(q.object, "value", ""))) for q in quads):
                    return found
        if self._vocabulary is None:
            self._vocabulary = _vocabulary()
        return self._choose((language, text) for language, text in self._vocabulary.get(iri, {}).items())

    def _choose(self, labels: Iterable[tuple[str, str]]) -> str | None:
        def rank(label: tuple[str, str]) -> tuple[int, str, str]:
            primary = label[0].partition("-")[0].lower()
            return (self._order.index(primary) if primary in self._order else len(self._order), *label)

        return min(labels, key=rank, default=(None, None))[1]


def _vocabulary() -> Mapping[str, Mapping[str, str]]:
    """The labels of our own terms, which a graph need not repeat."""
    from ssc_graph import ontology

    return {expand(term.curie): term.labels for term in ontology.terms()}
