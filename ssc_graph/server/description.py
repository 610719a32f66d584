"""What the service is: SPARQL 1.1 Service Description, with the sizes of its graphs (VoID)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ssc_graph.server.answers import asked
from ssc_graph.server.negotiation import GRAPHS, SENT_AS, chosen
from ssc_graph.server.options import Options
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_RESULTS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_WRITTEN: Final = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_PREFIXES: Final = {"sd": _SD, "void": _VOID, "formats": _FORMATS, "xsd": _XSD}


async def description(request: Request, pool: Pool, options: Options) -> Response:
    """Return the description in the form that the client wants; a browser is led to the page for people.

    Raises:
        Refused: none of the forms is accepted.
    """
    wanted = chosen(request.headers.get("accept", ""), [*GRAPHS, "text/html"])
    if wanted is None:
        raise Refused(406, f"the service description is given as one of {', '.join(GRAPHS)}")
    if wanted == "text/html":
        return RedirectResponse("/query", status_code=303, headers={"Vary": "Accept"})
    summary = (await asked(request, pool, {"do": "summary"})).head
    triples = list(_triples(str(request.base_url), summary, writable=bool(options.token)))
    form = GRAPHS[wanted]
    data = ox.serialize(triples, format=ox.RdfFormat.from_extension(form), prefixes=_PREFIXES if form in {"ttl", "trig"} else None)
    return Response(data, media_type=SENT_AS[form], headers={"Vary": "Accept"})


def _triples(base: str, summary: Mapping[str, Any], *, writable: bool) -> Iterator[ox.Triple]:
    iri = ox.NamedNode
    service, dataset, default = iri(f"{base}sparql#service"), iri(f"{base}sparql#dataset"), iri(f"{base}sparql#default-graph")

    def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(subject, iri(predicate), value)

    yield say(service, f"{_RDF}type", iri(f"{_SD}Service"))
    yield say(service, f"{_SD}endpoint", iri(f"{base}sparql"))
    yield say(service, f"{_SD}supportedLanguage", iri(f"{_SD}SPARQL11Query"))
    if writable:
        yield say(service, f"{_SD}supportedLanguage", iri(f"{_SD}SPARQL11Update"))
    for feature in ("UnionDefaultGraph", "EmptyGraphs"):
        yield say(service, f"{_SD}feature", iri(_SD + feature))
    for name in (*_RESULTS, *_WRITTEN):
        yield say(service, f"{_SD}resultFormat", iri(_FORMATS + name))
    yield say(service, f"{_SD}defaultDataset", dataset)
    yield say(dataset, f"{_RDF}type", iri(f"{_SD}Dataset"))
    yield say(dataset, f"{_SD}defaultGraph", default)
    yield say(default, f"{_RDF}type", iri(f"{_SD}Graph"))
    yield say(default, f"{_VOID}triples", _number(summary["quads"]))
    for place, (name, size) in enumerate(summary["graphs"].items(), 1):
        named, graph = iri(f"{base}sparql#named-graph-{place}"), iri(f"{base}sparql#graph-{place}")
        yield say(dataset, f"{_SD}namedGraph", named)
        yield say(named, f"{_RDF}type", iri(f"{_SD}NamedGraph"))
        yield say(named, f"{_SD}name", iri(name))
        yield say(named, f"{_SD}graph", graph)
        yield say(graph, f"{_RDF}type", iri(f"{_SD}Graph"))
        yield say(graph, f"{_VOID}triples", _number(size))


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(f"{_XSD}integer"))
