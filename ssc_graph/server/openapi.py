"""``/openapi.json``: the interface for machines that read OpenAPI 3.1."""

from __future__ import annotations

from typing import Any, Final

from ssc_graph.server.negotiation import GRAPHS, READ_AS, ROWS

_TEXT: Final = {"schema": {"type": "string"}}
_ERRORS: Final = {
    "400": "the request is wrong",
    "403": "refused: it reaches out, would give too much, or writes where nobody may",
    "404": "there is no such thing",
    "405": "no such method here",
    "406": "none of the accepted media types can be given",
    "408": "the request came too slowly",
    "413": "the request is too long",
    "415": "the media type is not read here",
    "421": "this server is not known by that name",
    "507": "there is no room on the disk for the change",
    "503": "it took too long, needed too much memory, or too many wait; come again",
}


def document(*, version: str, writable: bool) -> dict[str, Any]:
    """Return the description.

    Args:
        version: of the software.
        writable: whether those with a token may write.
    """
    paths = {
        "/sparql": _sparql(writable=writable),
        "/graphs": _graphs(writable=writable),
        "/{path}": _resource(),
        "/query": _page(),
        "/terms": _terms(),
    }
    found: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "ssc-graph", "version": version, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": {
            **paths,
            "/openapi.json": {"get": {"operationId": "openapi", "responses": {"200": _ok("this document", ["application/json"])}}},
        },
    }
    if writable:
        found["components"] = {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    return found


def _ok(description: str, media_types: list[str]) -> dict[str, Any]:
    return {"description": description, "content": dict.fromkeys(media_types, _TEXT)}


def _responses(**answers: dict[str, Any]) -> dict[str, Any]:
    errors = {status: {"description": what, "content": {"text/plain": _TEXT}} for status, what in _ERRORS.items()}
    return {**{name.removeprefix("s"): answer for name, answer in answers.items()}, **errors}


def _parameter(name: str, description: str, *, many: bool = False, required: bool = False) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "iri"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "description": description, "required": required, "schema": kind}


def _sparql(*, writable: bool) -> dict[str, Any]:
    everything = list(dict.fromkeys([*ROWS, *GRAPHS]))
    graphs = [
        _parameter("default-graph-uri", "graphs that are the default graph", many=True),
        _parameter("named-graph-uri", "named graphs", many=True),
    ]
    form = {"type": "object", "properties": {"query": {"type": "string"}, **({"update": {"type": "string"}} if writable else {})}}
    content = {"application/x-www-form-urlencoded": {"schema": form}, "application/sparql-query": _TEXT}
    if writable:
        content["application/sparql-update"] = _TEXT
    answers = _responses(s200=_ok("rows, yes or no, or a graph", everything))
    described = [_parameter("query", "a SPARQL 1.1 query; without one the service describes itself"), *graphs]
    post: dict[str, Any] = {"operationId": "queryByPost", "requestBody": {"required": True, "content": content}, "responses": answers}
    if writable:
        post["security"] = [{}, {"token": []}]
        post["responses"] = {
            **answers,
            "204": {"description": "the update is done"},
            "401": {"description": "the token is missing or wrong"},
        }
    led = {"303": {"description": "a browser that asks for the description is led to the page for people"}}
    return {"get": {"operationId": "query", "parameters": described, "responses": {**answers, **led}}, "post": post}


def _graphs(*, writable: bool) -> dict[str, Any]:
    named = [_parameter("graph", "IRI of a named graph"), _parameter("default", "the default graph, with an empty value")]
    unchanged = {"description": "the client has this version already"}
    found: dict[str, Any] = {
        "get": {
            "operationId": "readGraph",
            "parameters": named,
            "responses": _responses(s200=_ok("the graph", list(GRAPHS)), s304=unchanged),
        }
    }
    if writable:
        done = {"204": {"description": "done"}, "201": {"description": "made"}, "401": {"description": "the token is missing or wrong"}}
        for method, name in (("put", "replaceGraph"), ("post", "addToGraph"), ("delete", "removeGraph")):
            operation: dict[str, Any] = {
                "operationId": name,
                "parameters": named,
                "security": [{"token": []}],
                "responses": {**_responses(), **done},
            }
            if method != "delete":
                operation["requestBody"] = {"required": True, "content": dict.fromkeys(READ_AS, _TEXT)}
            found[method] = operation
    return found


def _resource() -> dict[str, Any]:
    path = {
        "name": "path",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        "description": "a thing, as authority/unossc, or a page or data about it, as authority/unossc.en.html or authority/unossc.ttl",
    }
    led = {"description": "what is known of the thing, in the language and the form that are accepted"}
    unchanged = {"description": "the client has this version already"}
    return {
        "get": {
            "operationId": "describe",
            "parameters": [path],
            "responses": _responses(s200=_ok("a page, data, or what pages load", ["text/html", *GRAPHS]), s303=led, s304=unchanged),
        }
    }


def _page() -> dict[str, Any]:
    named = [_parameter("query", "a query"), _parameter("name", "a named query"), _parameter("lang", "en or id")]
    return {"get": {"operationId": "queryPage", "parameters": named, "responses": _responses(s200=_ok("a page", ["text/html"]))}}


def _terms() -> dict[str, Any]:
    words = [_parameter("words", "part of a name", required=True)]
    return {
        "get": {"operationId": "findTerms", "parameters": words, "responses": _responses(s200=_ok("things by name", ["application/json"]))}
    }
