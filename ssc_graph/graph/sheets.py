"""One named graph while it is being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ssc_graph.graph.terms import Terms


@dataclass(slots=True)
class Sheet:
    """A named graph under construction; a triple that is added twice stands once.

    Args:
        terms: where the terms come from.
        name: the graph's IRI.
        where: the name of the document that it is about, for messages.
    """

    terms: Terms
    name: NamedNode
    where: str
    quads: dict[Quad, None] = field(default_factory=dict)

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        """Add a triple whose predicate is given as a CURIE."""
        self.quads[Quad(subject, self.terms.iri(predicate), value, self.name)] = None

    def types(self, subject: NamedNode, *classes: str) -> None:
        """Say of which classes, given as CURIEs, the subject is."""
        for curie in classes:
            self.add(subject, "rdf:type", self.terms.iri(curie))

    def text(self, subject: NamedNode, predicate: str, text: str, language: str = "") -> None:
        """Add words, where there are any."""
        if text:
            self.add(subject, predicate, self.terms.text(text, language, where=self.where))

    def typed(self, subject: NamedNode, predicate: str, value: str, datatype: str) -> None:
        """Add a value with its datatype, given as a CURIE."""
        self.add(subject, predicate, self.terms.typed(value, datatype))
