"""A query in a process of its own, with a time limit and a memory limit.

A query can run without end, fill the memory or overflow a stack (S1, S4, S5), and none of that can be stopped from inside. So the
command line asks a second process, which can be killed; its answer is taken only when it is whole.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ssc_graph.errors import DataFileError, GraphError, OutputError, QueryError, SscGraphError, UsageError

SECONDS: Final = 60.0
MEGABYTES: Final = 4_000

_START: Final = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from ssc_graph.sparql.worker import main; main()"
_ERRORS: Final = {kind.__name__: kind for kind in (DataFileError, GraphError, OutputError, QueryError, UsageError)}


@dataclass(frozen=True, slots=True)
class Request:
    """What the second process does.

    Args:
        text: SPARQL.
        where: the name of the query, for messages.
        sources: RDF files; none for the bundled exports.
        path: folder of a store on disk, or None.
        format: of the answer (:data:`ssc_graph.sparql.writing.FORMATS`).
        language: of labels.
        how: whether IRIs are shown by ``label``, ``short`` name or as ``iri``; None for what the format usually has.
        width: characters of a line of a table.
        names: what things are called that the query looks for by name; a name that nothing bears is an error.
        question: the name of the named query that this is, for the headings of a table; None for another.
    """

    text: str
    where: str = "query"
    sources: tuple[str, ...] = ()
    path: str | None = None
    format: str = "table"
    language: str = "en"
    how: str | None = None
    width: int = 0
    names: tuple[str, ...] = field(default=())
    question: str | None = None


def ask(request: Request, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> str:
    r"""Run a query in a process of its own and return the answer as text.

    Args:
        request: what to run.
        seconds: after which it is stopped, the reading of the files included.
        megabytes: of memory that it may use; 0 for no limit.

    Raises:
        SscGraphError: as :func:`ssc_graph.sparql.run` and :func:`ssc_graph.store.open_store` raise; or it was stopped.

    >>> ask(Request("ASK { auth:unossc ssc:partOf auth:undp }", format="json"))
    '{"head": {}, "boolean": true}\n'
    """
    words = [sys.executable, "-c", _START, json.dumps(sys.path)]
    try:
        done = subprocess.run(words, input=pickle.dumps((request, megabytes)), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        what = f"no answer after {seconds:g} seconds, and the query was stopped"
        raise QueryError(what, where=request.where, hint="ask for less, or give more time with --timeout") from error
    if done.returncode:
        raise _stopped(request, done.returncode, done.stderr, megabytes)
    kind, content = pickle.loads(done.stdout)  # noqa: S301 (our own process wrote it)
    if kind == "answer":
        return str(content)
    raise _error(content)


def _error(said: Mapping[str, str]) -> SscGraphError:
    return _ERRORS[said["kind"]](said["what"], where=said["where"], hint=said["hint"])


def _stopped(request: Request, code: int, told: bytes, megabytes: int) -> QueryError:
    memory = any(word in told for word in (b"memory allocation", b"MemoryError", b"Cannot allocate"))
    if memory:
        what = f"the query needed more than {megabytes} megabytes, and was stopped"
        return QueryError(what, where=request.where, hint="ask for less, or give more with --memory")
    return QueryError(f"the query ended its process ({_reason(code)})", where=request.where, hint="ask for something simpler")


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
