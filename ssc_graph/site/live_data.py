"""The data beside the pages, in every form, made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from ssc_graph import resources
from ssc_graph.errors import SscGraphError
from ssc_graph.namespaces import prefixes
from ssc_graph.serialization.turtle import write_turtle
from ssc_graph.site.dataset import PREFIXES, describe
from ssc_graph.site.live_about import About
from ssc_graph.site.rendering import Renderer, ordered, triples_of

#: Suffix and format of every form.
FORMS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "ttl": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
        "trig": RdfFormat.TRIG,
        "nq": RdfFormat.N_QUADS,
    }
)


class LiveData:
    """The data beside the pages of a graph.

    Args:
        renderer: of the pages.
        about: the pages about the graph.
    """

    def __init__(self, renderer: Renderer, about: About) -> None:
        self._renderer, self._view, self._about = renderer, renderer.view, about

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Iterable[Triple]]]:
        return {
            **{stem: partial(triples_of, files) for stem, files in _sources().items()},
            "rules": self._rules,
            "dataset": self._dataset,
        }

    def has(self, stem: str) -> bool:
        """Return whether there are data of a stem that is neither of a thing nor of claims."""
        return stem in self._makers

    def _rules(self) -> Iterable[Triple]:
        return (triple for iri in self._view.members("ssc:Rule") for triple in self._view.triples(iri))

    def _dataset(self) -> list[Triple]:
        facts = {**self._about.facts, "address": self._renderer.site.address, "fingerprint": self._about.fingerprint}
        return describe(self._view, self._about.figures, files=(), report=None, stated=self._about.stated, **facts)

    def about_the_graph(self, stem: str, form: str, *, expanded: bool = False) -> bytes:
        """Return the data of a stem for which :meth:`has` is true.

        Args:
            stem: of the page.
            form: suffix of the file.
            expanded: whether JSON-LD is wanted without a context.
        """
        if form == "ttl" and stem in _sources():
            return b"\n".join(_sources()[stem])
        triples = list(self._makers[stem]())
        if form == "ttl" and stem == "dataset":
            return write_turtle(ordered(triples), prefixes={**prefixes(base=self._view.base), **PREFIXES}).encode()
        return self.written(triples, form, expanded=expanded)

    def shelf(self, stem: str, iris: Iterable[str]) -> Iterable[Triple]:
        """Return what is said of the claims, or of the evidence, on a shelf."""
        describe_one = self._view.claim_description if stem.startswith("id/claim/") else self._view.evidence_description
        return (triple for iri in iris for triple in describe_one(iri))

    def written(self, triples: Iterable[Triple], form: str, *, expanded: bool = False) -> bytes:
        """Return triples as a file, in the plain way where our writers refuse what a graph of strangers holds.

        Args:
            triples: what it says.
            form: suffix of the file.
            expanded: whether JSON-LD is wanted without a context.
        """
        listed = list(triples)
        try:
            if form == "ttl":
                return self._renderer.turtle(listed).encode()
            if form == "jsonld" and not expanded:
                return self._renderer.jsonld(listed).encode()
        except SscGraphError:
            return serialize(listed, format=FORMS[form]) or b""
        return serialize(ordered(listed), format=FORMS[form]) or b""


@cache
def _sources() -> Mapping[str, tuple[bytes, ...]]:
    """The Turtle files that are data of the site as they stand."""
    shapes = tuple(resources.read("shapes", name) for name in resources.names("shapes", suffix=".ttl"))
    return {"ns": (resources.read("ontology", "ssc.ttl"),), "shapes": shapes}
