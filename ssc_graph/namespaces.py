"""Prefixes of the published vocabularies and of our own terms; CURIEs to IRIs and back.

Instances (documents, claims, entities found in documents) live under a base that the user may choose. The vocabulary, the
concepts and the authority entries do not move with it: two builds with different bases still meet in them.
"""

from __future__ import annotations

from types import MappingProxyType

DEFAULT_BASE = "https://w3id.org/ssc-graph/id/"

#: Prefixes whose IRIs never change.
FIXED = MappingProxyType(
    {
        "ssc": "https://w3id.org/ssc-graph/ns/",
        "concept": "https://w3id.org/ssc-graph/concept/",
        "auth": "https://w3id.org/ssc-graph/authority/",
        "rule": "https://w3id.org/ssc-graph/rule/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "org": "http://www.w3.org/ns/org#",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "sh": "http://www.w3.org/ns/shacl#",
        "time": "http://www.w3.org/2006/time#",
        "schema": "https://schema.org/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "frbr": "http://purl.org/vocab/frbr/core#",
        "faro": "http://purl.org/faro/",
        "undo": "https://w3id.org/un/ontology/undo/",
        "vann": "http://purl.org/vocab/vann/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "wd": "http://www.wikidata.org/entity/",
        "unbis": "http://metadata.un.org/thesaurus/",
        "eurovoc": "http://eurovoc.europa.eu/",
        "sdg": "http://metadata.un.org/sdg/",
    }
)

#: Prefixes of instances: the folder under the base.
INSTANCES = ("document", "claim", "evidence", "entity", "resolution", "situation", "statement", "interval", "graph", "activity")


def expand(curie: str, *, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a CURIE.

    Args:
        curie: ``prefix:local``; the local part is already percent-encoded where it must be.
        base: IRI under which the instances live, ending in ``/`` or ``#``.

    Raises:
        ValueError: the prefix is not known.

    >>> expand("ssc:causes")
    'https://w3id.org/ssc-graph/ns/causes'
    >>> expand("entity:charter-of-algiers", base="https://example.org/kg/")
    'https://example.org/kg/entity/charter-of-algiers'
    """
    prefix, colon, local = curie.partition(":")
    if colon and prefix in FIXED:
        return FIXED[prefix] + local
    if colon and prefix in INSTANCES:
        return f"{base}{prefix}/{local}"
    raise ValueError(f"unknown prefix in {curie!r}")


def prefixes(*, base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return every prefix with its IRI, for the heads of Turtle files and SPARQL queries.

    >>> prefixes()["document"]
    'https://w3id.org/ssc-graph/id/document/'
    """
    return {**FIXED, **{name: f"{base}{name}/" for name in INSTANCES}}
