"""``ssc-graph serve``."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import UsageError

if TYPE_CHECKING:
    from ssc_graph.server.options import Options
    from ssc_graph.server.pool import Pool

_TOKEN: Final = "SSC_GRAPH_TOKEN"  # noqa: S105 (the name of a variable)
_SHORTEST: Final = 16  # characters of a token


def run(options: argparse.Namespace) -> int:
    """Serve the graph until the process is asked to stop."""
    if missing := [name for name in ("starlette", "uvicorn", "jinja2") if importlib.util.find_spec(name) is None]:
        raise UsageError(f"{missing[0]} is not installed", hint="install the extra: pip install 'ssc-graph[server]'")
    chosen = _options(options)
    from ssc_graph.server import running

    running.run(chosen, announce=_announce)
    return 0


def _announce(address: str, pool: Pool) -> None:
    print(f"{pool.quads} statements at {address}", flush=True)
    print(f"query page {address}query, SPARQL endpoint {address}sparql; Ctrl-C stops", file=sys.stderr, flush=True)


def _options(options: argparse.Namespace) -> Options:
    from ssc_graph.server.options import Options
    from ssc_graph.server.pool import Settings
    from ssc_graph.site.stated import Stated

    token = _token(options)
    settings = Settings(
        data=tuple(options.data or ()),
        folder=options.store,
        timeout=options.timeout,
        rows=options.max_rows,
        bytes=options.max_bytes,
        memory=options.max_memory,
        workers=options.workers,
    )
    return Options(
        settings=settings,
        host=options.host,
        port=options.port,
        token=token,
        hosts=tuple(options.allow_host or ()),
        root=options.root,
        patience=options.client_timeout,
        stated=Stated.of(options.publisher, options.contact),
    )


def _token(options: argparse.Namespace) -> str:
    token: str = options.token or os.environ.get(_TOKEN, "")
    if not options.writable:
        if options.token:
            raise UsageError("--token is for --writable", hint="add --writable, or leave it out")
        return ""
    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        what = f"--writable needs a token of at least {_SHORTEST} characters without spaces"
        raise UsageError(what, hint=f"give it with --token, or in the variable {_TOKEN}, which other users cannot see")
    return token
