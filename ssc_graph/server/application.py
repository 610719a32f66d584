"""The paths of the server, and what answers at them."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ssc_graph.server import dereferencing, query_page
from ssc_graph.server.answers import as_json
from ssc_graph.server.description import description
from ssc_graph.server.faults import fault
from ssc_graph.server.graph_store import graph_store
from ssc_graph.server.guards import Guard
from ssc_graph.server.kept import Kept
from ssc_graph.server.openapi import document
from ssc_graph.server.options import Options
from ssc_graph.server.pool import Pool
from ssc_graph.server.screening import Refused
from ssc_graph.server.sparql_endpoint import endpoint, is_description_wanted
from ssc_graph.server.terms import terms
from ssc_graph.site.live_graph import CANONICAL

Handler = Callable[[Request, Pool, Options], Awaitable[Response]]

_STATIC: Final = {"query.js": "text/javascript; charset=utf-8", "query.css": "text/css; charset=utf-8"}
_log = logging.getLogger("ssc_graph.server")


async def _sparql(request: Request, pool: Pool, options: Options) -> Response:
    if is_description_wanted(request):
        return await description(request, pool, options)
    return await endpoint(request, pool, options)


async def _openapi(_request: Request, _pool: Pool, options: Options) -> Response:
    from ssc_graph import __version__

    return as_json(document(version=__version__, writable=bool(options.token)), media_type="application/openapi+json; version=3.1.0")


async def _static(request: Request, _pool: Pool, options: Options) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise Refused(404, "there is no such file")
    return dereferencing.asset(request, "server/static", _STATIC[name], name)


_ROUTES: Final[tuple[tuple[str, Handler, tuple[str, ...]], ...]] = (
    ("/", dereferencing.home, ("GET",)),
    ("/terms", terms, ("GET",)),
    ("/query", query_page.query_page, ("GET", "POST")),
    ("/sparql", _sparql, ("GET", "POST")),
    ("/graphs", graph_store, ("GET", "PUT", "POST", "DELETE")),
    ("/openapi.json", _openapi, ("GET",)),
    ("/static/{name}", _static, ("GET",)),
    ("/{path:path}", dereferencing.resource, ("GET",)),
)


def application(pool: Pool, options: Options) -> Starlette:
    """Return the server as an ASGI application.

    Args:
        pool: started; it is opened and closed with the application.
        options: of the server.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        pool.open()
        if pool.quads > CANONICAL:  # of a small graph it is known as soon as somebody asks
            app.state.kept.begin(options.root)
        try:
            yield
        finally:
            await pool.close()

    routes = [Route(path, _handled(handler, pool, options), methods=list(methods)) for path, handler, methods in _ROUTES]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, options=options, told=fault)],
        lifespan=lifespan,
        exception_handlers={HTTPException: _http},
    )
    app.state.kept = Kept(pool)
    return app


def _handled(handler: Handler, pool: Pool, options: Options) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        try:
            return await handler(request, pool, options)
        except Refused as refused:
            return fault(request, refused)
        except Exception as error:
            _log.error("a request failed: %s", type(error).__name__)
            return fault(request, Refused(500, "the request failed inside the server"))
        finally:
            while pool.faults:
                _log.error("a worker failed: %s", pool.faults.pop().partition(":")[0])

    return handle


async def _http(request: Request, error: Exception) -> Response:
    """Starlette's own refusals (no such method) in our form."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    messages = {405: f"the method {request.method if request.method.isalpha() else ''} is not known here"}
    return fault(request, Refused(status, messages.get(status, "there is nothing here"), headers))
