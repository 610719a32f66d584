"""A query through the server beside the raw store, and many requests at once, on a generated graph.

``python -m benchmarks.serving 200000`` takes so many triples; without a number, a million.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measuring import table

if TYPE_CHECKING:
    import pyoxigraph

_SSC: Final = "https://w3id.org/ssc-graph/ns/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TRIPLES_PER_CLAIM: Final = 8
_ROUNDS: Final = 7
_MANY: Final = 300  # rounds of what takes a millisecond
_AT_ONCE: Final = 200
_MILLISECONDS: Final = 1000
_JSON: Final = "application/sparql-results+json"
_QUERIES: Final = {
    "look up one thing": "SELECT ?p ?o { <urn:claim:77> ?p ?o }",
    "count claims by relation": f"SELECT ?r (COUNT(*) AS ?n) {{ ?c <{_RDF}predicate> ?r }} GROUP BY ?r ORDER BY ?r",
    "chains of two causes": f"SELECT (COUNT(*) AS ?n) {{ ?a <{_SSC}causes> ?b . ?b <{_SSC}causes> ?c }}",
    "10,000 rows": f"SELECT ?c ?s ?o {{ ?c <{_RDF}subject> ?s ; <{_RDF}object> ?o }} LIMIT 10000",
    "filter over labels": 'SELECT ?c { ?c <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(CONTAINS(?l, "claim 999")) }',
}


def serving(triples: int) -> str:
    """Return the table for a graph of so many triples."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nq"
        file.write_text("".join(_lines(triples // _TRIPLES_PER_CLAIM)), "utf-8")
        store = _store(file)
        with _server(file) as port:
            rows = [_compared(store, port, name, query) for name, query in _QUERIES.items()]
            parts = _parts(store, port)
            right, seconds = _at_once(port)
    heads = ("", "store ms", "server ms", "times")
    told = f"Queries on {triples:,} triples: the store within this process, and the server over HTTP (medians of {_ROUNDS})"
    return table(told, heads, rows) + f"\n{parts}\n{_AT_ONCE} requests at once: {right} right, {seconds:.2f} seconds\n"


def _lines(claims: int) -> Iterator[str]:
    """Claims as our graphs have them, in named graphs of a hundred."""
    for number in range(claims):
        claim, subject, thing = f"<urn:claim:{number}>", f"<urn:thing:{number * 7 % claims}>", f"<urn:thing:{number * 13 % claims}>"
        relation = f"<{_SSC}{('causes', 'partOf', 'adoptedBy', 'cites')[number % 4]}>"
        graph = f"<urn:graph:{number // 100}>"
        said = (
            (claim, f"<{_RDF}type>", f"<{_SSC}Claim>"),
            (claim, f"<{_RDF}subject>", subject),
            (claim, f"<{_RDF}predicate>", relation),
            (claim, f"<{_RDF}object>", thing),
            (claim, f"<{_SSC}negated>", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
            (claim, f"<{_SSC}claimedIn>", f"<urn:document:{number // 100}>"),
            (claim, "<http://www.w3.org/2000/01/rdf-schema#label>", f'"claim {number} says that one thing leads to another"@en'),
            (subject, relation, thing),
        )
        yield from (f"{' '.join(triple)} {graph} .\n" for triple in said)


def _store(file: Path) -> pyoxigraph.Store:
    import pyoxigraph

    from ssc_graph.store import unite

    store = pyoxigraph.Store()
    store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)
    unite(store)  # as the server's
    return store


@contextlib.contextmanager
def _server(file: Path) -> Iterator[int]:
    command = (sys.executable, "-m", "ssc_graph", "serve", "--port", "0", "--data", str(file), "--timeout", "60")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r":(\d+)/", line)
        try:
            if not found:
                raise RuntimeError(f"the server did not start: {line!r}")
            yield int(found[1])
        finally:
            process.terminate()


def _compared(store: pyoxigraph.Store, port: int, name: str, query: str) -> tuple[str, str, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    if _rows(_raw(store, query)) != _rows(_served(connection, query)):
        raise RuntimeError(f"the server answers {name!r} differently")
    pairs = [(_seconds(lambda: _raw(store, query)), _seconds(lambda: _served(connection, query))) for _ in range(_ROUNDS)]
    raw, served = (statistics.median(each) for each in zip(*pairs, strict=True))  # turn by turn, for the machine does other things, too
    connection.close()
    return name, f"{raw * _MILLISECONDS:.2f}", f"{served * _MILLISECONDS:.2f}", f"{served / raw:.2f}"


def _parts(store: pyoxigraph.Store, port: int) -> str:
    """What a look-up is made of: the store, HTTP alone, and the rest, which is the hand-over to a process that may be killed."""
    query = next(iter(_QUERIES.values()))
    connection = http.client.HTTPConnection("127.0.0.1", port)
    took = {
        "whole": _median(lambda: _served(connection, query)),
        "http": _median(lambda: _unserved(connection)),
        "store": _median(lambda: _raw(store, query)),
    }
    connection.close()
    whole, alone, raw = (took[name] * _MILLISECONDS for name in ("whole", "http", "store"))
    return (
        f"A look-up again and again: {whole:.2f} ms; HTTP alone {alone:.2f}, the store {raw:.2f}, the hand-over {whole - alone - raw:.2f}"
    )


def _unserved(connection: http.client.HTTPConnection) -> None:
    """A request that is answered without the store: it names no graph."""
    connection.request("POST", "/graphs", body=b"", headers={"Accept": _JSON})
    connection.getresponse().read()


def _rows(data: bytes) -> int:
    return len(json.loads(data)["results"]["bindings"])


def _raw(store: pyoxigraph.Store, query: str) -> bytes:
    import pyoxigraph

    found = store.query(query)
    data = found.serialize(format=pyoxigraph.QueryResultsFormat.JSON)  # type: ignore[arg-type]  # each query is a SELECT
    return data or b""


def _served(connection: http.client.HTTPConnection, query: str) -> bytes:
    connection.request("POST", "/sparql", body=query, headers={"Content-Type": "application/sparql-query", "Accept": _JSON})
    answer = connection.getresponse()
    data = answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(data.decode())
    return data


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _median(run: Callable[[], object]) -> float:
    return statistics.median(_seconds(run) for _ in range(_MANY))


def _at_once(port: int) -> tuple[int, float]:
    def one(number: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            return f'"value":"{number}"'.encode() in _served(
                connection, f"SELECT ({number} AS ?n) (COUNT(*) AS ?m) {{ <urn:claim:{number}> ?p ?o }}"
            )
        finally:
            connection.close()

    start = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        right = sum(threads.map(one, range(_AT_ONCE)))
    return right, time.perf_counter() - start


if __name__ == "__main__":
    sys.stdout.write(serving(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
