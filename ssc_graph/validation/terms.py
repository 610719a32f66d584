"""Terms of pyoxigraph and rdflib, the one turned into the other without a change of spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph

if TYPE_CHECKING:
    from rdflib.term import Node as RdflibNode

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode
Term = Node | pyoxigraph.Literal
#: A triple of RDF 1.1; the class of pyoxigraph may hold triple terms as well.
Statement = tuple[Node, pyoxigraph.NamedNode, Term]
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(term: Term) -> RdflibNode:
    """Return the rdflib term; a literal is not normalised (``01`` stays ``01``) and a plain string has no datatype."""
    import rdflib

    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: RdflibNode, names: dict[str, pyoxigraph.BlankNode] | None = None) -> Term:
    """Return the pyoxigraph term.

    Args:
        term: an rdflib term.
        names: blank nodes by their rdflib label, filled as they come; without it, the label is kept.

    Raises:
        ValueError: an IRI or language tag that is none.
    """
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return pyoxigraph.BlankNode(str(term)) if names is None else names.setdefault(str(term), pyoxigraph.BlankNode(f"n{len(names)}"))
    if not isinstance(term, rdflib.Literal):
        raise TypeError(f"no term of RDF: {term!r}")
    if term.language:
        return pyoxigraph.Literal(str(term), language=term.language)
    datatype = pyoxigraph.NamedNode(str(term.datatype)) if term.datatype else None
    return pyoxigraph.Literal(str(term), datatype=datatype)


def to_triples(statements: Iterable[Statement]) -> Iterator[pyoxigraph.Triple]:
    """Return the triples of pyoxigraph."""
    return (pyoxigraph.Triple(*statement) for statement in statements)


def to_lines(statements: Iterable[Statement]) -> str:
    """Return N-Triples."""
    written = pyoxigraph.serialize(to_triples(statements), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return (written or b"").decode("utf-8")


def compact(term: Term) -> str:
    """Return a term to read: a CURIE or IRI, the words of a literal, a blank node's label."""
    from ssc_graph import ontology

    if isinstance(term, pyoxigraph.NamedNode):
        return ontology.compact(term.value)
    return str(term)
