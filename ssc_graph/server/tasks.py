"""What a worker process does with its store: queries, graphs, descriptions, terms, updates.

A task is a mapping that came over a socket; its answer is written to a spool. Nothing here knows HTTP, apart from its status codes.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox

from ssc_graph import resources
from ssc_graph.namespaces import expand, prefixes
from ssc_graph.server.spool import Spool, TooLarge
from ssc_graph.server.updating import whole
from ssc_graph.sparql.dataset import ask
from ssc_graph.store import is_no_room

if TYPE_CHECKING:
    from ssc_graph.store import Store

Task = Mapping[str, Any]
Head = dict[str, Any]

_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_PREFIXES: Final = prefixes()
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_EXPECTED: Final = 120  # characters of what the parser expected that are told
_LABELS: Final = tuple(expand(curie) for curie in ("skos:prefLabel", "rdfs:label", "dct:title"))
_NAMED_THINGS: Final = """
SELECT ?thing ?label (MIN(?kind) AS ?type) WHERE {
  { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } UNION
  { ?thing <http://www.w3.org/2004/02/skos/core#altLabel> ?label } UNION
  { ?thing <http://purl.org/dc/terms/title> ?label }
  FILTER(CONTAINS(LCASE(STR(?label)), %s))
  OPTIONAL { ?thing a ?kind }
} GROUP BY ?thing ?label ORDER BY STRLEN(STR(?label)) STR(?label) ?thing LIMIT 20
"""


#: The terms that the graph is written with; :func:`prepare` fills it. They are described where the graph itself does not.
vocabulary: Final = ox.Store()


class Rejected(Exception):  # noqa: N818 (an answer, not a fault)
    """A task cannot be done; its status and message are the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def perform(store: Store, task: Task, body: bytes, out: Spool) -> Head:
    """Do a task and return the head of its answer.

    Raises:
        Rejected: the task cannot be done.
        TooLarge: the answer has too many bytes or rows.
    """
    return _TASKS[task["do"]](store, task, body, out)


def prepare() -> None:
    """Load what tasks need: a worker can open no file later."""
    from ssc_graph.serialization.context import published_context

    published_context()
    for name in resources.names("ontology", suffix=".ttl"):
        vocabulary.load(resources.read("ontology", name), format=ox.RdfFormat.TURTLE)


def _query(store: Store, task: Task, _body: bytes, out: Spool) -> Head:
    """Answer a query in the form that fits its kind: ``rows`` for SELECT and ASK, ``graph`` for CONSTRUCT and DESCRIBE."""
    result = _asked(store, task)
    graph = isinstance(result, ox.QueryTriples)
    form = task["graph"] if graph else task["rows"]
    if form is None:
        raise Rejected(406, f"a {'graph' if graph else 'table'} cannot be given in any of the accepted media types")
    try:
        if isinstance(result, ox.QueryTriples):
            _write_graph(_counted(result, task["max_rows"]), form, out)
        else:
            out.count_rows_of(form if isinstance(result, ox.QuerySolutions) else "")
            result.serialize(cast("IO[bytes]", out), format=_RESULTS[form])  # it asks for write() and flush()
    except (RuntimeError, ValueError, OSError) as error:
        raise Rejected(400, f"the query cannot be answered: {_one_line(str(error))}") from error
    return {"form": form}


def _asked(store: Store, task: Task) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    named = {"default": task.get("default", ()), "named": task.get("named", ())}
    try:
        return ask(store.oxigraph, task["text"], prefixes=_PREFIXES, base=task.get("base"), **named)
    except SyntaxError as error:
        raise Rejected(400, _fault(str(error))) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise Rejected(400, _one_line(str(error))) from error


def _fault(message: str) -> str:
    """Return the fault of a parser in one line.

    >>> _fault("error at 2:3: expected one of A, B")
    'line 2, column 3: expected one of A, B'
    """
    found = _PLACE.fullmatch(message)
    if found is None:
        return _one_line(message)
    line, column, what = found.groups()
    return f"line {line}, column {column}: {_one_line(what, longest=_EXPECTED)}"


def _one_line(text: str, *, longest: int = 300) -> str:
    whole = "".join(c if c.isprintable() else " " for c in text)
    return whole if len(whole) <= longest else f"{whole[:longest]} …"


def _counted(items: Iterable[Any], most: int) -> Iterator[Any]:
    for number, item in enumerate(items):
        if number >= most:
            raise TooLarge(f"the answer has more than {most} triples")
        yield item


def _write_graph(items: Iterator[Any], form: str, out: Spool) -> None:
    known = _PREFIXES if form in {"ttl", "trig"} else None
    ox.serialize(items, cast("IO[bytes]", out), _GRAPHS[form], prefixes=known)


def _graph(store: Store, task: Task, _body: bytes, out: Spool) -> Head:
    """Write a graph of the store: its IRI, or the default graph where there is none (Graph Store Protocol, section 5.2)."""
    graph = ox.NamedNode(task["iri"]) if task["iri"] else ox.DefaultGraph()
    if task["iri"] and not store.oxigraph.contains_named_graph(graph):
        raise Rejected(404, "there is no such graph")
    quads = store.oxigraph.quads_for_pattern(None, None, None, graph)
    _write_graph(_counted((quad.triple for quad in quads), task["max_rows"]), task["form"], out)
    return {"form": task["form"]}


def _site(store: Store, task: Task, body: bytes, out: Spool) -> Head:
    """Write a file of the site, or tell where a thing is described."""
    from ssc_graph.server.site_tasks import site

    return site(store, task, body, out)


def _known(store: Store, task: Task, body: bytes, out: Spool) -> Head:
    """Tell what is known of the graph as a whole."""
    from ssc_graph.server.site_tasks import known

    return known(store, task, body, out)


def _labels(store: Store, iri: str) -> dict[str, str]:
    """Return a label for each language; of several the first by code point."""
    found: dict[str, str] = {}
    for predicate in _LABELS:
        for each in (store.oxigraph, vocabulary):
            for quad in each.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None):
                if isinstance(quad.object, ox.Literal):
                    language = quad.object.language or ""
                    found[language] = min(found.get(language, quad.object.value), quad.object.value)
        if found:
            return found
    return found


def _names(store: Store, task: Task, _body: bytes, out: Spool) -> Head:
    """Return the labels of some things."""
    labels = {iri: found for iri in task["iris"] if (found := _labels(store, iri))}
    out.write(json.dumps(labels, ensure_ascii=False).encode("utf-8", "replace"))
    return {"form": "json"}


def _terms(store: Store, task: Task, _body: bytes, out: Spool) -> Head:
    """Find things by words in their names; the words go in as a term, written by the store, and never as they came (S25)."""
    words = ox.Literal(task["words"].lower())
    rows = store.oxigraph.query(_NAMED_THINGS % words)
    found = [
        {
            "iri": row["thing"].value,
            "label": row["label"].value,
            "language": row["label"].language or "",
            "type": row["type"].value if row["type"] else "",
        }
        for row in rows  # type: ignore[union-attr]  # the query is a SELECT
        if isinstance(row["thing"], ox.NamedNode)
    ]
    found += _vocabulary_terms(task["words"].lower())
    out.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    return {"form": "json"}


def _vocabulary_terms(words: str) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for predicate in _LABELS:
        for quad in vocabulary.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            iri, label = getattr(quad.subject, "value", ""), quad.object
            if iri.startswith(expand("ssc:")) and isinstance(label, ox.Literal) and words in f"{iri} {label.value}".lower():
                found.setdefault(
                    f"{iri} {label.language}", {"iri": iri, "label": label.value, "language": label.language or "", "type": ""}
                )
    return [found[key] for key in sorted(found, key=lambda key: (len(key), key))][:20]


def _summary(store: Store, _task: Task, _body: bytes, _out: Spool) -> Head:
    """Sizes and names of the graphs."""
    inner = store.oxigraph
    graphs = sorted(str(graph.value) for graph in inner.named_graphs() if isinstance(graph, ox.NamedNode))
    counted = {iri: sum(1 for _ in inner.quads_for_pattern(None, None, None, ox.NamedNode(iri))) for iri in graphs[:100]}
    return {"quads": len(store), "graphs": counted}


def _update(store: Store, task: Task, _body: bytes, _out: Spool) -> Head:
    try:
        with contextlib.suppress(ValueError, RuntimeError):  # the syntax alone, with the places as the user counts them
            ox.Store().update(task["text"], base_iri=task.get("base"), prefixes=_PREFIXES)
        _change(store, task["text"], base=task.get("base"))
    except SyntaxError as error:
        raise Rejected(400, _fault(str(error))) from error
    except (ValueError, RuntimeError) as error:
        if is_no_room(error):
            raise
        raise Rejected(400, _one_line(str(error))) from error
    return {"changed": True}


def _change(store: Store, text: str, *, base: str | None = None) -> None:
    """Do an update; the whole is one transaction, on disk, too."""
    store.oxigraph.update(whole(text, _PREFIXES, base), base_iri=base, prefixes=_PREFIXES)


def _replace(store: Store, task: Task, body: bytes, _out: Spool) -> Head:
    """Put a graph in the place of another, or add to it (Graph Store Protocol, sections 5.3 and 5.5)."""
    graph = ox.NamedNode(task["iri"]) if task["iri"] else ox.DefaultGraph()
    quads = _received(task, body, graph)
    existed = not task["iri"] or store.oxigraph.contains_named_graph(graph)
    where = f"GRAPH {graph} " if task["iri"] else ""
    steps = [] if task["add"] else [f"CLEAR SILENT {where or 'DEFAULT'}"]
    if task["iri"]:
        steps.append(f"CREATE SILENT GRAPH {graph}")
    data = " ".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)  # terms that were parsed, written as N-Triples
    steps.append(f"INSERT DATA {{ {where}{{ {data} }} }}" if where else f"INSERT DATA {{ {data} }}")
    _change(store, " ;\n".join(steps))
    return {"created": not existed, "quads": len(quads)}


def _received(task: Task, body: bytes, graph: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    from ssc_graph.errors import GraphError
    from ssc_graph.store.files import File, quads_of

    try:
        quads = list(quads_of(File("request", body, task["format"])))
    except GraphError as error:
        raise Rejected(400, str(error)) from error
    if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
        raise Rejected(400, "the request has named graphs of its own; send one graph")
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]


def _drop(store: Store, task: Task, _body: bytes, _out: Spool) -> Head:
    graph = ox.NamedNode(task["iri"]) if task["iri"] else ox.DefaultGraph()
    if isinstance(graph, ox.NamedNode) and not store.oxigraph.contains_named_graph(graph):
        raise Rejected(404, "there is no such graph")
    _change(store, f"DROP GRAPH {graph}" if task["iri"] else "DROP DEFAULT")
    return {"changed": True}


_TASKS: Final[Mapping[str, Callable[[Any, Task, bytes, Spool], Head]]] = MappingProxyType(
    {
        "query": _query,
        "graph": _graph,
        "site": _site,
        "known": _known,
        "terms": _terms,
        "names": _names,
        "summary": _summary,
        "update": _update,
        "replace": _replace,
        "drop": _drop,
    }
)
