"""``ssc-graph query``."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ssc_graph.cli.terminal import printable, write_bytes
from ssc_graph.errors import InputError, UsageError
from ssc_graph.sparql.guarded import Request, ask
from ssc_graph.sparql.named import NamedQuery, is_name, named_queries, named_query
from ssc_graph.sparql.terms import as_iri


def run(options: argparse.Namespace) -> int:
    """Answer a question to a graph, or list the named queries."""
    if options.list:
        for line in listing(options.query, options.language):
            print(printable(line))
        return 0
    answer = ask(_request(options), seconds=options.timeout, megabytes=options.memory)
    if options.format == "table":
        print(answer, end="")
    else:
        write_bytes(answer.encode())
    return 0


def listing(name: str | None, language: str) -> Iterator[str]:
    """Yield the lines that show the named queries, or one of them in full.

    Args:
        name: of the query to show in full, or None for all.
        language: of titles and questions.
    """
    if name is not None:
        yield from _whole(named_query(name), language)
        return
    width = max(len(query.name) for query in named_queries())
    for query in named_queries():
        yield f"{query.name.ljust(width)}  {query.question[language]}"


def _whole(query: NamedQuery, language: str) -> Iterator[str]:
    yield query.title[language]
    yield query.question[language]
    for parameter in query.parameters:
        default = f" (default: {parameter.default})" if parameter.default else ""
        yield f"  --param {parameter.name}=…  {parameter.label[language]}{default}"
    yield from query.text.splitlines()


def _request(options: argparse.Namespace) -> Request:
    text, where, names = _question(options)
    width = options.width if options.width is not None else shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    question = options.query if options.query is not None and is_name(options.query) else None
    sources = tuple(options.data)
    return Request(text, where, sources, options.store, options.format, options.language, options.names, width, names, question)


def _question(options: argparse.Namespace) -> tuple[str, str, tuple[str, ...]]:
    """Return the query, what it is called in messages, and the names of things that it asks about."""
    values = _values(options.param)
    if options.file is not None:
        if options.query is not None:
            raise UsageError("a query and a file with a query are given", hint="give one of them")
        return _without(values, _read(options.file)), options.file, ()
    if options.query is None:
        raise UsageError("no query is given", hint="give SPARQL, the name of a query (see --list), or -f FILE; before --data")
    if not is_name(options.query):
        return _without(values, options.query), "query", ()
    query = named_query(options.query)
    chosen = query.values(values)
    things = (chosen[parameter.name] for parameter in query.parameters if parameter.kind == "thing")
    return query.bind(values), f"query {query.name}", tuple(value for value in things if value and as_iri(value) is None)


def _without(values: dict[str, str], text: str) -> str:
    if values:
        raise UsageError("--param is for named queries", hint="write the values into the query")
    return text


def _values(given: list[str]) -> dict[str, str]:
    values = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"--param {pair!r} is no name=value")
        values[name] = value
    return values


def _read(path: str) -> str:
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"the query cannot be read ({error.strerror or error})", where=path) from error
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start} is no UTF-8", where=path, hint="save the query as UTF-8") from error
