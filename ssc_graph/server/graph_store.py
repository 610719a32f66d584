"""``/graphs``: SPARQL 1.1 Graph Store HTTP Protocol; the graph is named by ``?graph=IRI`` or is ``?default``."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ssc_graph.server.answers import asked, body_of, sent
from ssc_graph.server.guards import check_writer
from ssc_graph.server.negotiation import GRAPHS, READ_AS, chosen
from ssc_graph.server.options import Options
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.sparql_endpoint import iri, only, pairs

#: Bytes of a graph that is sent; it is read in memory, by a process with a limit.
_LARGEST: Final = 256 << 20


async def graph_store(request: Request, pool: Pool, options: Options) -> Response:
    """Give, replace, add to or remove a graph.

    Raises:
        Refused: the request is wrong, or was not done.
    """
    name = _graph(request)
    if request.method in {"GET", "HEAD"}:
        return await _get(request, pool, options, name)
    check_writer(request, options)
    if request.method == "DELETE":
        await pool.change({"do": "drop", "iri": name})
        return Response(status_code=204)
    media_type = request.headers.get("content-type", "text/turtle").partition(";")[0].strip().lower()
    if media_type not in READ_AS:
        raise Refused(415, f"the Content-Type is none of {', '.join(READ_AS)}")
    body = await body_of(request, most=_LARGEST, seconds=2 * options.patience)
    task = {"do": "replace", "iri": name, "add": request.method == "POST", "format": READ_AS[media_type]}
    answer = await pool.change(task, body)
    return Response(status_code=201 if answer.head["created"] else 204)


async def _get(request: Request, pool: Pool, options: Options, name: str) -> Response:
    wanted = chosen(request.headers.get("accept", ""), list(GRAPHS))
    if wanted is None:
        raise Refused(406, f"a graph is given as one of {', '.join(GRAPHS)}")
    headers = {"Vary": "Accept", "ETag": options.etag(pool, "graph", name, GRAPHS[wanted]), "Cache-Control": "no-cache"}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    task = {"do": "graph", "iri": name, "form": GRAPHS[wanted], "max_rows": 10**9}
    return sent(await asked(request, pool, task), headers)


def is_known(request: Request, etag: str) -> bool:
    """Whether the client has this version already (RFC 9110, section 13.1.2)."""
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return etag in known or "*" in known


def _graph(request: Request) -> str:
    """The IRI of the graph that is meant, or empty for the default graph."""
    parameters = pairs(request.url.query)
    names = {name for name, _ in parameters}
    if ("graph" in names) == ("default" in names):
        raise Refused(400, "the graph is named by ?graph=IRI, or by ?default")
    return iri(only(parameters, "graph")) if "graph" in names else ""
