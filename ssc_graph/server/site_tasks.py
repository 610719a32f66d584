"""What a worker process does for those who read pages: a file of the site, or where a name leads.

A worker sees one state of the graph as long as it lives, so that what it learnt for one page holds for the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote

import pyoxigraph as ox

from ssc_graph.errors import QueryError
from ssc_graph.namespaces import DEFAULT_BASE, expand
from ssc_graph.server.spool import Spool
from ssc_graph.server.tasks import Head, Rejected, Task, vocabulary
from ssc_graph.site.addresses import ROOT, WHOLE, page, place_of
from ssc_graph.site.live import Live
from ssc_graph.site.live_about import Known
from ssc_graph.site.live_data import FORMS
from ssc_graph.site.live_graph import CANONICAL, write_graph
from ssc_graph.site.lookup import respelt
from ssc_graph.site.stated import Stated
from ssc_graph.site.templating import environment

if TYPE_CHECKING:
    from ssc_graph.store import Store

#: Another name of a file, by which catalogues look for it (VoID, section 6.1).
_ALIASES: Final = {".well-known/void": "dataset.ttl"}
#: What tells of the graph as a whole: its figures, or its fingerprint.
_OF_THE_WHOLE: Final = frozenset({"quality", "changes", "citation", "CITATION", "dataset"})
_POINTING: Final = 1000  # statements of others about a thing that its data tell
_MOST: Final = 100_000  # statements about a thing
_PARTS: Final = frozenset(expand(curie) for curie in ("ssc:evidence", "oa:hasSelector"))
_NOT_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


#: A graph by which everything is loaded that a page may need.
_SAMPLE: Final = b"""
@prefix ssc: <https://w3id.org/ssc-graph/ns/> . @prefix dct: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix oa: <http://www.w3.org/ns/oa#> . @prefix id: <urn:x:> .
id:document a ssc:Document ; dct:issued "2000-01-01"^^<http://www.w3.org/2001/XMLSchema#date> ; schema:text "one two" .
id:claim a ssc:Claim ; rdf:subject id:one ; rdf:predicate ssc:causes ; rdf:object id:two ; ssc:claimedIn id:document ; ssc:evidence id:e .
id:e a ssc:Evidence ; oa:hasSource id:document ; oa:hasSelector id:place . id:place oa:start 0 ; oa:end 3 ; oa:exact "one" .
id:one a ssc:Concept . id:two a ssc:Concept .
"""


def prepare() -> Iterator[None]:
    """Load what pages need, step by step: a worker can open no file later."""
    from ssc_graph.store import store_of

    for name in environment().list_templates():
        environment().get_template(name)
        yield
    live = Live(store_of(ox.parse(_SAMPLE, format=ox.RdfFormat.TURTLE)), names=vocabulary)
    for stem in (*live.stems, *(place_of(f"urn:x:{name}").stem for name in ("document", "one"))):
        live.file(page(stem, "id"), sought="one" if stem == "search" else "")
        yield
    for form in FORMS:
        for stem in ("ns", "shapes", "dataset"):
            live.data_file(stem, form)
            yield


@lru_cache(maxsize=1)
def _live(store: Store, root: str) -> Live:
    """The site of the graph; instances are under the root, or where ours always are."""
    return Live(store, base=DEFAULT_BASE if root == ROOT else root, address=root, names=vocabulary)


def site(store: Store, task: Task, _body: bytes, out: Spool) -> Head:
    """Write the file of a path, or tell where a thing is described.

    Raises:
        Rejected: there is neither a file nor a thing of this name.
    """
    path: str = _ALIASES.get(task["path"]) or task["path"]
    if path in WHOLE:
        write_graph(store, path, cast("IO[bytes]", out))
        return {"form": path.rpartition(".")[2]}
    live = _live(store, task["root"])
    if "known" in task:
        live.take(Known.of(task["known"]), Stated(*task["stated"]))
    found = _data(store, live, path, task, out) or _page(live, path, task, out) or _led(store, live, path, task["root"])
    if found is None:
        raise Rejected(404, "nothing is known by this name")
    return found


def known(store: Store, task: Task, _body: bytes, out: Spool) -> Head:
    """Tell what is known of the graph as a whole, for all pages and processes of one state of it; nothing where it is of another size."""
    fits = (len(store) > CANONICAL) == task["is_large"]
    out.write(json.dumps(_live(store, task["root"]).whole().told() if fits else None).encode())
    return {"form": "json"}


def needs_the_whole(path: str) -> bool:
    """Whether a file of the site tells of the graph as a whole.

    Args:
        path: of a request.

    >>> needs_the_whole("quality.id.html"), needs_the_whole("authority/undp.en.html")
    (True, False)
    """
    return (_ALIASES.get(path) or path).partition(".")[0] in _OF_THE_WHOLE


def _data(store: Store, live: Live, path: str, task: Task, out: Spool) -> Head | None:
    """The data beside a page, or what is said of something that is described on the page of something else."""
    stem, _, form = path.rpartition(".")
    if form not in FORMS or not stem:
        return None
    content, iri = live.data_file(stem, form, expanded=task["expanded"]), live.thing(stem)
    if content is None:
        for iri in names_of(task["root"], stem):
            if said := _said(store, iri):
                content = live.data.written(said, form, expanded=task["expanded"])
                break
    if content is None:
        return None
    out.write(content)
    return {"form": form, "iri": iri, "data": stem, "page": live.has_page(stem)}


def _page(live: Live, path: str, task: Task, out: Spool) -> Head | None:
    try:
        made = live.file(path, sought=task["sought"])
    except QueryError as error:
        raise Rejected(403, error.what) from error
    if made is None:
        return None
    out.write(made.content.encode("utf-8", "replace"))
    return {"form": "page", "type": made.media_type, "iri": made.iri, "data": made.data, "page": True}


def _led(store: Store, live: Live, path: str, root: str) -> Head | None:
    """Where a thing is described, or in which languages there is a page of a path."""
    names = list(names_of(root, path))
    for iri in names:
        if place := live.place(iri):
            own = not place.anchor and place.stem not in {"ns", "rules"}
            return {"form": "thing", "iri": iri, "stem": place.stem, "anchor": place.anchor, "data": place.stem if own else path}
    if live.has_page(path):
        return {"form": "thing", "iri": "", "stem": path, "anchor": "", "data": live.data_of(path)}
    for iri in names:
        if _said(store, iri):
            here = next(store.oxigraph.quads_for_pattern(ox.NamedNode(iri), None, None, None), None) is not None
            return {"form": "thing", "iri": iri, "stem": "", "anchor": "", "data": path, "asked": here}
    return None


def names_of(root: str, path: str) -> Iterator[str]:
    """Yield the IRIs that a path may stand for: as it was sent; and with the letters that an address spells in percent (RFC 3987, 3.2).

    Args:
        root: IRI for which the path ``/`` stands.
        path: of a request, percent-encoded.

    >>> list(names_of("https://w3id.org/ssc-graph/", "caf%C3%A9%2F"))
    ['https://w3id.org/ssc-graph/caf%C3%A9%2F', 'https://w3id.org/ssc-graph/café%2F']
    """
    spelt = _NOT_ASCII.sub(lambda found: _decoded(found.group()), path)
    for name in dict.fromkeys([path, spelt]):
        for start in dict.fromkeys([root, ROOT]):
            try:
                yield ox.NamedNode(start + name).value
            except ValueError:
                continue


def _decoded(escapes: str) -> str:
    try:
        return unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes


def _said(store: Store, iri: str) -> list[ox.Triple]:
    """What is said of a thing and of its parts, and what points to it; nothing where only the latter is known."""
    thing = ox.NamedNode(iri)
    said = _described(store.oxigraph, thing) or _described(vocabulary, thing)
    return said and list(dict.fromkeys([*said, *_limited(store.oxigraph, (None, None, thing), _POINTING)]))


def _described(store: ox.Store, thing: ox.NamedNode) -> list[ox.Triple]:
    """What is said of a thing, and of the evidence and the places in it that it names."""
    waiting, seen, found = [thing], {thing}, []
    while waiting:
        for triple in _limited(store, (waiting.pop(0), None, None), _MOST):
            found.append(triple)
            if triple.predicate.value in _PARTS and isinstance(triple.object, ox.NamedNode) and triple.object not in seen:
                seen.add(triple.object)
                waiting.append(triple.object)
    return found


def _limited(store: ox.Store, pattern: tuple[Any, Any, Any], most: int) -> list[ox.Triple]:
    found: dict[ox.Triple, None] = {}
    for quad in store.quads_for_pattern(*pattern, None):
        found[respelt(quad.triple)] = None
        if len(found) >= most:
            break
    return sorted(found, key=str)
