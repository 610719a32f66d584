"""Which form of an answer a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from starlette.requests import Request

from ssc_graph.site.addresses import LANGUAGES, stem_and_language

#: Media types of rows and of yes or no, in the order in which we would give them; the names are pyoxigraph's.
ROWS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/json": "json",
        "application/sparql-results+xml": "xml",
        "application/xml": "xml",
        "text/xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
    }
)
#: Media types of graphs.
GRAPHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
        "application/n-triples": "nt",
        "application/rdf+xml": "rdf",
        "application/trig": "trig",
        "application/n-quads": "nq",
        "application/json": "jsonld",
        "application/xml": "rdf",
        "text/plain": "nt",
    }
)
#: The media type by which a form is sent.
SENT_AS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv; charset=utf-8; header=present",
        "tsv": "text/tab-separated-values; charset=utf-8",
        "ttl": "text/turtle; charset=utf-8",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml; charset=utf-8",
        "trig": "application/trig; charset=utf-8",
        "nq": "application/n-quads",
        "html": "text/html; charset=utf-8",
    }
)
#: What a graph may be sent to us as, and how the store's reader calls it.
READ_AS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text/turtle": "TURTLE",
        "application/n-triples": "N_TRIPLES",
        "text/plain": "N_TRIPLES",
        "application/rdf+xml": "RDF_XML",
        "application/ld+json": "JSON_LD",
        "application/trig": "TRIG",
        "application/n-quads": "N_QUADS",
    }
)


_USUAL: Final = 500  # characters of a header; what was chosen for longer ones is not remembered


def chosen(accept: str, offers: Sequence[str]) -> str | None:
    """Return the media type that is wanted most, or None where none is accepted.

    Args:
        accept: the header, or empty where everything is welcome.
        offers: media types, the one that we like best first.

    >>> chosen("text/*;q=0.5, application/json", ["text/turtle", "application/json"])
    'application/json'
    >>> chosen("", ["text/turtle"])
    'text/turtle'
    """
    return (_chosen if len(accept) <= _USUAL else _chosen.__wrapped__)(accept, tuple(offers))


@lru_cache(maxsize=256)
def _chosen(accept: str, offers: tuple[str, ...]) -> str | None:
    if not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    weighed = [
        (max(((_fit(kind, offer), weight) for kind, weight in ranges), default=(0, 0.0)), -place, offer)
        for place, offer in enumerate(offers)
    ]
    fitting = [(weight, place, offer) for (fit, weight), place, offer in weighed if fit and weight > 0]
    return max(fitting)[2] if fitting else None


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip() for piece in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = min(1.0, max(0.0, float(value)))
            except ValueError:
                weight = 0.0
    return kind.lower(), weight


def _fit(kind: str, offer: str) -> int:
    """How exactly a range names a media type; 0 where it does not."""
    if kind == offer:
        return 3
    if kind.endswith("/*") and kind != "*/*":
        return 2 if offer.startswith(kind[:-1]) else 0
    return 1 if kind == "*/*" else 0


def parameter_of(accept: str, media_type: str, name: str) -> str:
    """Return a parameter of a media type in the header, as ``profile`` of JSON-LD, or empty.

    >>> parameter_of('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "application/ld+json", "profile")
    'http://www.w3.org/ns/json-ld#expanded'
    """
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        if kind.lower() == media_type:
            for parameter in parameters:
                key, _, value = parameter.partition("=")
                if key.strip().lower() == name:
                    return value.strip().strip('"')
    return ""


def language_of(request: Request) -> str:
    """Return the language of a page: what the address says, else what the browser likes best, else English (RFC 9110, section 12.5.4).

    Args:
        request: whose path, parameter ``lang`` and header are looked at.
    """
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    if found := stem_and_language(request.url.path.removeprefix("/")):
        return found[1]
    liked = [_range(part) for part in request.headers.get("accept-language", "").split(",")]
    weighed = [(weight, -place, tag.partition("-")[0]) for place, (tag, weight) in enumerate(liked) if weight > 0]
    return next((tag for _, _, tag in sorted(weighed, reverse=True) if tag in LANGUAGES), LANGUAGES[0])
