"""One IRI for what publishers write in several ways; the written one is never lost.

The same UNBIS concept appears as ``thesaurus#1005064`` and ``thesaurus/1005064``, the first goal as ``data.un.org/kos/sdg/01`` and
``metadata.un.org/sdg/1``, schema.org with http and https, Wikidata by its page and by its entity.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ssc_graph.namespaces import FIXED

_Rewrite = Callable[[re.Match[str]], str]


def _sdg(found: re.Match[str]) -> str:
    """Goals are numbered from 01 in one place and from 1 in the other; targets follow (01.1, 1.1), the other codes are the same."""
    return FIXED["sdg"] + re.sub(r"^0(?=[1-9](?:[.]|$))", "", found[1])


#: What each written form becomes: a namespace for the part that is kept, or how to make the IRI.
#: A rule names the whole IRI, so that it cannot reach into another site's.
_RULES: tuple[tuple[re.Pattern[str], str | _Rewrite], ...] = (
    (re.compile(r"https?://metadata\.un\.org/thesaurus(?:#|/)([0-9]+)"), FIXED["unbis"]),
    (re.compile(r"https?://data\.un\.org/kos/sdg[/#]([0-9A-Za-z_.]+)"), _sdg),
    (re.compile(r"https://metadata\.un\.org/sdg/([^\s]*)"), FIXED["sdg"]),
    (re.compile(r"http://schema\.org/([^\s]*)"), FIXED["schema"]),
    (re.compile(r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/([QP][1-9][0-9]*)"), FIXED["wd"]),
    (re.compile(r"https://eurovoc\.europa\.eu/([0-9]+)"), FIXED["eurovoc"]),
)
#: Where a rule can reach at all: most IRIs are left after one look at these.
_HOSTS = ("metadata.un.org", "data.un.org", "schema.org", "wikidata.org", "eurovoc.europa.eu")


@lru_cache(maxsize=1 << 16)
def normal_iri(iri: str) -> str:
    """Return the IRI under which a thing is known here; most IRIs are that already.

    Args:
        iri: as a publisher writes it.

    >>> normal_iri("http://metadata.un.org/thesaurus#1005064")
    'http://metadata.un.org/thesaurus/1005064'
    >>> normal_iri("http://data.un.org/kos/sdg/01")
    'http://metadata.un.org/sdg/1'
    >>> normal_iri("http://example.org/schema.org/name")
    'http://example.org/schema.org/name'
    """
    if not any(host in iri for host in _HOSTS):
        return iri
    for pattern, normal in _RULES:
        found = pattern.fullmatch(iri)
        if found:
            return normal(found) if callable(normal) else normal + found[1]
    return iri
