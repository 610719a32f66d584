"""What a page says of itself to search engines, in the words of schema.org (JSON-LD in a data block)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ssc_graph.site.addresses import web_link
from ssc_graph.site.templating import Frame, structured_name
from ssc_graph.site.view import nearest

#: Our classes in the words of schema.org; what is not here is a Thing.
_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ssc:Country": "Country",
        "ssc:Place": "Place",
        "ssc:Person": "Person",
        "ssc:Event": "Event",
        "ssc:Organization": "Organization",
        "ssc:IntergovernmentalBody": "Organization",
        "ssc:GovernmentBody": "GovernmentOrganization",
        "ssc:CountryGroup": "Organization",
        "ssc:Book": "Book",
        "ssc:Article": "Article",
        "ssc:Report": "Report",
        "ssc:Journal": "Periodical",
        "ssc:Publication": "CreativeWork",
        "ssc:Concept": "DefinedTerm",
        "ssc:Resolution": "Legislation",
        "ssc:PolicyInstrument": "CreativeWork",
        "ssc:PlanOfAction": "CreativeWork",
        "ssc:Declaration": "CreativeWork",
        "ssc:Agreement": "CreativeWork",
        "ssc:OutcomeDocument": "CreativeWork",
        "ssc:Statement": "CreativeWork",
        "ssc:Objective": "CreativeWork",
        "ssc:Principle": "CreativeWork",
        "ssc:Definition": "CreativeWork",
        "ssc:Provision": "CreativeWork",
        "skos:Concept": "DefinedTerm",
    }
)
_CONTEXT: Final = "https://schema.org"


def thing_block(frame: Frame, iri: str) -> dict[str, Any]:
    """Return what the page of a thing says."""
    view = frame.site.view
    kinds = view.kinds(iri)
    others = [structured_name(text) for curie in ("skos:prefLabel", "skos:altLabel") for text in view.texts(iri, curie)]
    same = [link for curie in ("skos:exactMatch", "owl:sameAs") for node in view.iris(iri, curie) if (link := web_link(node))]
    definitions = view.texts(iri, "skos:definition")
    return _filled(
        {
            "@context": _CONTEXT,
            "@id": iri,
            "@type": next((_TYPES[kind] for kind in kinds if kind in _TYPES), "Thing"),
            "name": frame.name(iri).value,
            "alternateName": [name for name in others if name != frame.name(iri).value],
            "description": nearest(definitions, frame.language).value if definitions else "",
            "sameAs": same,
            "url": frame.absolute(),
        }
    )


def document_block(frame: Frame, iri: str) -> dict[str, Any]:
    """Return what the page of a document says."""
    view = frame.site.view
    return _filled(
        {
            "@context": _CONTEXT,
            "@id": iri,
            "@type": "CreativeWork",
            "name": frame.name(iri).value,
            "inLanguage": view.value(iri, "dct:language"),
            "author": [{"@type": "Thing", "name": text.value} for text in view.texts(iri, "dct:creator")],
            "publisher": [{"@type": "Organization", "name": text.value} for text in view.texts(iri, "dct:publisher")],
            "datePublished": view.value(iri, "dct:issued"),
            "license": [link for node in view.iris(iri, "dct:license") if (link := web_link(node))],
            "isBasedOn": [link for node in view.iris(iri, "dct:source") if (link := web_link(node))],
            "url": frame.absolute(),
        }
    )


def page_block(frame: Frame, title: str, kind: str = "WebPage") -> dict[str, Any]:
    """Return what any other page says."""
    return {"@context": _CONTEXT, "@type": kind, "name": title, "inLanguage": frame.language, "url": frame.absolute()}


def dataset_block(
    frame: Frame, *, name: str, description: str, version: str, licence: str, files: list[Mapping[str, Any]], date: str
) -> dict[str, Any]:
    """Return what the first page says of the whole graph.

    Args:
        frame: of the page.
        name: of the dataset.
        description: of the dataset.
        version: of the dataset.
        licence: address of the licence.
        files: downloads with ``path``, ``media``, ``size``.
        date: day of publication, or empty.
    """
    address = frame.site.address
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "Dataset",
            "@id": f"{address}dataset",
            "name": name,
            "description": description,
            "version": version,
            "license": licence,
            "datePublished": date,
            "inLanguage": ["en", "id"],
            "url": frame.absolute(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": address + each["path"],
                    "encodingFormat": each["media"],
                    "contentSize": f"{each['size']} B",
                    "sha256": each["sha256"],
                }
                for each in files
            ],
        }
    )


def _filled(block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if value not in ("", [])}
