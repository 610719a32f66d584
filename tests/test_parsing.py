"""RDF files of others: read, or refused in one line that says where."""

from __future__ import annotations

import pytest

from ssc_graph.errors import GraphError
from ssc_graph.serialization import parse


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (b"<urn:a> <urn:b> .", "turtle", "a.x:1:17: "),
        (b"@prefix : <urn:a> .\n:b :c\n :d ; e:f 1 .", "turtle", "a.x:3:7: "),
        (b'<urn:a> <urn:b> "\xff" .', "nquads", "a.x:1:"),
        (b'{"@id": ]', "jsonld", "a.x:1:9: "),
        (b"", "jsonld", "a.x:1:1: "),
        (b"<html></html>", "rdfxml", "a.x: "),
        (b"<a> <b> <c> .", "ntriples", "a.x:1:1: "),
    ],
)
def test_a_broken_file_is_named_with_line_and_column(data: bytes, name: str, place: str) -> None:
    with pytest.raises(GraphError) as caught:
        parse(data, format=name, where="a.x")
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)


def test_a_context_on_another_server_is_not_fetched() -> None:
    with pytest.raises(GraphError, match=r"^a\.jsonld:1: the JSON-LD context https://example\.org/context\.jsonld is remote"):
        parse('{"@context": "https://example.org/context.jsonld", "@id": "urn:a"}', format="jsonld", where="a.jsonld")


def test_a_context_is_not_fetched_where_the_json_is_odd() -> None:
    odd = '{"urn:n": ' + "1" * 5000 + ', "@context": "https://example.org/context.jsonld"}'
    with pytest.raises(GraphError, match="contexts are not fetched"):
        parse(odd, format="jsonld", where="a.jsonld")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert len(parse(b"\xef\xbb\xbf<urn:a> <urn:b> <urn:c> .", format="turtle", where="x")) == 1
    assert len(parse("\ufeff<urn:a> <urn:b> <urn:c> .", format="turtle", where="x")) == 1


@pytest.mark.parametrize(
    "data",
    [
        "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .",
        '<urn:a> <urn:b> "x"@en--ltr .',
        "<< <urn:a> <urn:b> <urn:c> >> <urn:d> <urn:e> .",
    ],
)
def test_rdf_1_2_is_refused_rather_than_half_read(data: str) -> None:
    with pytest.raises(GraphError, match=r"RDF 1\.2"):
        parse(data, format="turtle", where="x")


_XML = """<?xml version="1.0"?>
<!DOCTYPE x [%s]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:x" rdf:value="&b;"/></rdf:RDF>"""


@pytest.mark.parametrize("entities", ['<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">', '<!ENTITY b "https://example.org/&#35;">', ""])
def test_a_document_type_is_refused_whatever_its_entities(entities: str) -> None:  # S3
    with pytest.raises(GraphError, match=r"^x:2: the XML has a document type definition"):
        parse((_XML % entities).encode(), format="rdfxml", where="x")
