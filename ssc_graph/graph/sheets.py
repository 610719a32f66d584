"""One named graph while it is being written."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ssc_graph.graph.gathering import Gathering
from ssc_graph.graph.terms import Terms


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named graph under construction; a triple that is added twice stands once.

    Args:
        terms: where the terms come from.
        name: the graph's IRI.
        where: the name of the document that it is about, for messages.
        into: where the statements go.
    """

    terms: Terms
    name: NamedNode
    where: str
    into: Gathering

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        """Add a triple whose predicate is given as a CURIE."""
        number = self.into.number
        self.into.add(number(self.name), number(subject), number(self.terms.iri(predicate)), number(value))

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
