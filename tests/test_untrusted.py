"""A stranger's RDF is looked at before any parser is: by every way in, in linear time, and not to be passed by tricks of spelling."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_graph.errors import GraphError
from ssc_graph.merging.importing import import_file
from ssc_graph.serialization import format_of_file, parse
from ssc_graph.store import open_store
from ssc_graph.untrusted import CONTEXTS, DEPTH, screened
from ssc_graph.validation import validate

XML, JSON, TURTLE, LINES = "application/rdf+xml", "application/ld+json", "text/turtle", "application/n-triples"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.example/">'
ENTITY = '<!DOCTYPE r [<!ENTITY a "http://a.example/">]>'
TRIPLE_TERMS = "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 100_000 + "<urn:c>" + " )>>" * 100_000 + " ."


def _imported(path: Path) -> None:
    import_file(path.read_bytes(), title=path.name)


def _parsed(path: Path) -> None:
    parse(path.read_bytes(), format=format_of_file(path.name).name, where=path.name)


def _opened(path: Path) -> None:
    open_store([path])


def _validated(path: Path) -> None:
    validate(path)


WAYS_IN: list[Callable[[Path], None]] = [_imported, _parsed, _opened, _validated]
HARMFUL = {
    "a.rdf": (f"{ENTITY}{RDF}<x:a/></rdf:RDF>", "document type"),  # S3, S10
    "small-letters.rdf": (f"{ENTITY.replace('DOCTYPE', 'doctype')}{RDF}<x:a/></rdf:RDF>", "document type"),
    "inside.rdf": (f"{RDF}{ENTITY}<x:a/></rdf:RDF>", "document type"),
    "deep.rdf": (RDF + "<x:a><x:b>" * 20_000 + "</x:b></x:a>" * 20_000 + "</rdf:RDF>", "nested deeper than 128"),  # S30
    "closed-in-quotes.rdf": (RDF + "<x:a x:c='/>'><x:b x:c='<'>" * 20_000 + "</x:b></x:a>" * 20_000 + "</rdf:RDF>", "nested deeper"),
    "a.jsonld": ('{"@context":"http://127.0.0.1:9/c","@id":"urn:a"}', "127.0.0.1:9/c is remote and is not fetched"),  # S9
    "escaped.jsonld": (r'{"\u0040context":"http://127.0.0.1:9/c","@id":"urn:a"}', "is remote and is not fetched"),
    "scoped.jsonld": ('{"@context":{"t":{"@id":"urn:t","@context":"http://127.0.0.1:9/c"}},"t":{}}', "is remote and is not fetched"),
    "import.jsonld": (f'{{"@context":{{"@import":"{CONTEXTS[0]}"}},"@id":"urn:a"}}', "is remote and is not fetched"),
    "deep.jsonld": ('[{"urn:b":' * 200_000 + "1" + "}]" * 200_000, "nested deeper than 128"),
    "deep.ttl": ("<urn:a> <urn:b> " + "[ <urn:c> " * 200_000 + "1" + " ]" * 200_000 + " .", "nested deeper than 128"),
    "deep.nt": (TRIPLE_TERMS, "nested deeper than 128"),  # the parser ends its process on it
    "deep.nq": (TRIPLE_TERMS, "nested deeper than 128"),
}


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: way.__name__)
@pytest.mark.parametrize("name", HARMFUL)
def test_it_is_refused_by_every_way_in_at_once(name: str, way: Callable[[Path], None], tmp_path: Path) -> None:
    text, told = HARMFUL[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    begin = time.perf_counter()
    with pytest.raises(GraphError) as caught:
        way(path)
    assert time.perf_counter() - begin < 2
    assert told in str(caught.value)
    assert f"{name}:1: " in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (f"{RDF}<!-- {ENTITY} --><x:a><![CDATA[<!DOCTYPE html>]]></x:a><?pi <!DOCTYPE x> ?></rdf:RDF>", XML),
        (RDF + "<x:a/><x:b></x:b>" * 1000 + "</rdf:RDF>", XML),
        ('{"urn:a":"' + "[" * 1000 + '"}', JSON),
        ('<urn:a> <urn:b> "' + "[" * 1000 + '", <urn:(((((> . # ' + "(" * 1000, TURTLE),
        ("<urn:a> <urn:b> " + "( [ ] ) , " * 1000 + "1 .", TURTLE),
        ('<urn:a> <urn:b> "' + "<<( " * 1000 + '" .', LINES),
        ("<urn:a> <urn:b> " + "[ <urn:c> " * (DEPTH - 1) + "1" + " ]" * (DEPTH - 1) + " .", TURTLE),
    ],
)
def test_what_only_looks_so_is_read(text: str, media_type: str) -> None:
    assert screened(text, media_type, where="a") is text


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: way.__name__)
def test_our_context_is_in_the_package(way: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(f'{{"@context":"{CONTEXTS[0]}","@id":"urn:a","@type":"ssc:Claim"}}', encoding="utf-8")
    way(path)
    assert "ssc-graph/ns/" in screened(path.read_text(encoding="utf-8"), JSON, where="a")


ENDLESS = [
    *((XML, unit) for unit in ("<!--", "<a '<b \"", "<![CDATA[", "<?", '<a x="', "<", "<a<b")),
    *((JSON, unit) for unit in ('"', '\\"', '["')),
    *((TURTLE, unit) for unit in ('"', "'", '"""\\', "'''x", "\\'", "<", "<urn:a", "[\n'")),
]


def _seconds(text: str, media_type: str) -> float:
    rounds = []
    for _ in range(3):
        begin = time.process_time()
        with contextlib.suppress(GraphError):
            screened(text, media_type, where="a")
        rounds.append(time.process_time() - begin)
    return min(rounds)


@pytest.mark.parametrize(("media_type", "unit"), ENDLESS)
def test_strings_and_tags_without_an_end_are_passed_over_in_linear_time(media_type: str, unit: str) -> None:
    """S29: eight times the text takes about eight times as long; a look that begins anew at each quote would take 64 times."""
    few, many = ("( ) " * 200 + unit * (size // len(unit)) for size in (100_000, 800_000))
    assert _seconds(many, media_type) < 24 * max(_seconds(few, media_type), 0.002)
