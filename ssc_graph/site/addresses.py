"""Where the page of an IRI stands in the site.

Our own IRIs keep their path: ``https://w3id.org/ssc-graph/authority/undp`` is ``authority/undp``, and instances under any base are
``id/...``. A path is taken over only if it can be a file name everywhere: plain lower-case ASCII, no name that a system reserves.
Everything else, and every foreign IRI, is named by a digest under ``other/``, where no honest name can meet it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from ssc_graph.identifiers import digest
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, INSTANCES

#: Under which everything of ours that does not move is named.
ROOT: Final = "https://w3id.org/ssc-graph/"
LANGUAGES: Final = ("en", "id")
DATA: Final = ("ttl", "jsonld")
#: The whole graph as a file that is written as a stream, and what people call its format.
WHOLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "graph.ttl": "Turtle",
        "graph.jsonld": "JSON-LD",
        "graph.trig": "TriG",
        "graph.nq": "N-Quads",
        "graph.nt": "N-Triples",
        "graph.rdf": "RDF/XML",
    }
)
#: Characters of a digest by which claims and evidence are put on shelves.
SHELF: Final = 2

_SEGMENT = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,118}[a-z0-9_-])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_HASH = re.compile(r"[0-9a-f]{8,64}")
_FIXED_FOLDERS = (("auth", "authority"), ("concept", "concept"))
_SHELVED = ("claim", "evidence")
_LONGEST_HREF: Final = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an IRI is described.

    Args:
        stem: path of the page without language and suffix.
        anchor: the part of the page, or empty for the whole.
    """

    stem: str
    anchor: str = ""


def page(stem: str, language: str) -> str:
    """Return the file of a page in a language.

    >>> page("authority/undp", "id"), page("index", "en"), page("index", "id")
    ('authority/undp.id.html', 'index.html', 'index.id.html')
    """
    return "index.html" if (stem, language) == ("index", "en") else f"{stem}.{language}.html"


def stem_and_language(path: str) -> tuple[str, str] | None:
    """Return of which stem and in which language a file is the page, or None where its name is none of a page.

    >>> stem_and_language("authority/undp.id.html"), stem_and_language("index.html"), stem_and_language("index.en.html")
    (('authority/undp', 'id'), ('index', 'en'), None)
    """
    if path == page("index", "en"):
        return "index", "en"
    stem, _, language = path.removesuffix(".html").rpartition(".")
    return (stem, language) if language in LANGUAGES and stem and page(stem, language) == path else None


@lru_cache(maxsize=65536)
def place_of(iri: str, base: str = DEFAULT_BASE) -> Place:
    """Return where an IRI is described.

    Args:
        iri: any IRI.
        base: under which instances are named.

    >>> place_of("https://w3id.org/ssc-graph/authority/undp").stem
    'authority/undp'
    >>> place_of("https://w3id.org/ssc-graph/ns/causes")
    Place(stem='ns', anchor='causes')
    >>> place_of("https://w3id.org/ssc-graph/id/claim/cb9af4589e082502659a")
    Place(stem='id/claim/cb', anchor='cb9af4589e082502659a')
    >>> place_of("https://w3id.org/ssc-graph/id/entity/../../x").stem.startswith("other/")
    True
    """
    for prefix, stem in (("ssc", "ns"), ("rule", "rules")):
        local = iri.removeprefix(FIXED[prefix])
        if local != iri and re.fullmatch(r"[A-Za-z0-9._-]*", local):
            return Place(stem, local)
    for prefix, folder in _FIXED_FOLDERS:
        if iri.startswith(FIXED[prefix]):
            return Place(_safe(folder, iri.removeprefix(FIXED[prefix])) or _other(iri))
    if iri.startswith(base):
        return _instance(iri, iri.removeprefix(base))
    return Place(_other(iri))


def named_by(stem: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI whose page has a stem, as far as the stem tells: a digest does not.

    >>> named_by("authority/undp"), named_by("other/0123456789abcdef01234567")
    ('https://w3id.org/ssc-graph/authority/undp', '')
    """
    folder, _, local = stem.partition("/")
    fixed = {folder_: FIXED[prefix] for prefix, folder_ in _FIXED_FOLDERS}
    iri = base + local if folder == "id" else fixed[folder] + local if folder in fixed else ""
    return iri if place_of(iri, base) == Place(stem) else ""


def _instance(iri: str, local: str) -> Place:
    kind, _, rest = local.partition("/")
    if kind in _SHELVED:
        name = rest.split("/", maxsplit=1)[0]
        return Place(f"id/{kind}/{name[:SHELF]}", name) if _HASH.fullmatch(name) else Place(_other(iri))
    return Place((_safe(f"id/{kind}", rest) if kind in INSTANCES else "") or _other(iri))


def _safe(folder: str, local: str) -> str:
    """Return a path that can be a file everywhere, or nothing."""
    segments = local.split("/")
    fine = all(_SEGMENT.fullmatch(segment) and not _RESERVED.fullmatch(segment) for segment in segments)
    return f"{folder}/{local}" if fine and len(segments) == 1 else ""


def _other(iri: str) -> str:
    return f"other/{digest(iri, length=24)}"


def anchor_of(iri: str, base: str = DEFAULT_BASE) -> str:
    """Return the id of a claim or of evidence on the page of its document.

    >>> anchor_of("https://w3id.org/ssc-graph/id/claim/cb9af4589e082502659a")
    'c-cb9af4589e082502659a'
    """
    place = place_of(iri, base)
    letter = "c" if place.stem.startswith("id/claim/") else "e"
    return f"{letter}-{place.anchor or place.stem.rpartition('/')[2]}"


def relative(path: str, stem: str) -> str:
    """Return the way from a page to a file of the site.

    Args:
        path: of the file, from the top of the site.
        stem: of the page.

    >>> relative("style.css", "authority/undp"), relative("index.html", "index")
    ('../style.css', 'index.html')
    """
    return "../" * stem.count("/") + path


def web_link(iri: str) -> str:
    """Return an IRI that a reader may follow: of the web or of mail; empty for any other (``javascript:``, ``data:``).

    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if len(iri) > _LONGEST_HREF:
        return ""
    try:
        scheme = urlsplit(iri).scheme
    except ValueError:
        return ""
    return iri if scheme in {"http", "https", "mailto"} and not re.search(r"[\x00-\x20\x7f-\x9f\\]", iri) else ""
