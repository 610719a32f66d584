"""The named queries with their answers from this graph."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from ssc_graph.errors import QueryError
from ssc_graph.ontology import compact
from ssc_graph.site.lists import Entry, list_page
from ssc_graph.site.rendering import ordered
from ssc_graph.site.tables import Block, Cell, Link, TableRow, plain_page, row
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import Text
from ssc_graph.sparql import NamedQuery, Results, named_queries, run
from ssc_graph.sparql.guarded import Request, ask
from ssc_graph.store import Store

#: Rows of an answer on a page.
MOST: Final = 500
_GRAPH: Final = re.compile(r"^\s*(?:CONSTRUCT|DESCRIBE)\b", re.MULTILINE | re.IGNORECASE)
#: Seconds for a question to a graph on disk.
SECONDS: Final = 30.0


def stem(query: NamedQuery) -> str:
    """Return the stem of the page of a query."""
    return f"query/{query.name}"


def answers(store: Store, base: str) -> list[tuple[NamedQuery, Results]]:
    """Return every named query with its answer; one that this graph is too large for is left out.

    Args:
        store: the graph.
        base: IRI under which instances are named.
    """
    found = []
    for query in named_queries():
        try:
            found.append((query, _large(store, query) if store.path else run(store, query.bind(), where=query.name, base=base)))
        except QueryError:
            continue
    return found


def _large(store: Store, query: NamedQuery) -> Results:
    """Ask a store on disk in a process that is stopped where it takes too long.

    Raises:
        QueryError: it was stopped.
    """
    is_graph = _GRAPH.search(query.text) is not None
    asked = Request(query.bind(), where=query.name, path=str(store.path), format="turtle" if is_graph else "json")
    answer = ask(asked, seconds=SECONDS)
    if is_graph:
        return Results(triples=tuple(quad.triple for quad in islice(parse(answer, format=RdfFormat.TURTLE), MOST + 1)))
    read = parse_query_results(answer, format=QueryResultsFormat.JSON)
    if isinstance(read, QuerySolutions):
        names = tuple(variable.value for variable in read.variables)
        return Results(variables=names, rows=tuple(tuple(solution[name] for name in names) for solution in islice(read, MOST + 1)))
    return Results(boolean=bool(read))


def questions_page(frame: Frame, asked: list[tuple[NamedQuery, Results]]) -> str:
    """Return the list of the questions."""
    language = frame.language
    found = [Entry(frame.href(stem(query)), Text(query.title[language], language), query.question[language]) for query, _ in asked]
    title = frame.t("queries")
    return list_page(frame, title=title, lead=frame.t("queries_lead"), list_stem="queries", number=1, count=1, found=found, letters=False)


def question_page(frame: Frame, query: NamedQuery, results: Results) -> str:
    """Return the page of a question."""
    t, language = frame.t, frame.language
    values = query.values()
    asked = [
        row(Cell(p.name, code=True), p.label[language], Cell(values[p.name] or "–", code=bool(values[p.name]))) for p in query.parameters
    ]
    blocks = [_answer(frame, query, results)]
    if asked:
        blocks.append(Block(heading=t("parameters"), rows=asked))
    ways = [Link(t("ask_otherwise"), frame.file(f"query?name={query.name}&lang={language}"))] if frame.site.live else []
    blocks.append(Block(heading=t("query_text"), code=query.bind(), code_label=t("query_text"), links=ways))
    return plain_page(frame, title=query.title[language], lead=query.question[language], blocks=blocks)


def _answer(frame: Frame, query: NamedQuery, results: Results) -> Block:
    t = frame.t
    if results.boolean is not None:
        return Block(heading=t("answer"), paragraphs=["✓" if results.boolean else "✗"])
    terms = (
        [(triple.subject, triple.predicate, triple.object) for triple in ordered(results.triples)]
        if results.triples is not None
        else results.rows
    )
    if not terms:
        return Block(heading=t("answer"), paragraphs=[t("no_answer")])
    rows = [TableRow(tuple(_cell(frame, term) for term in found)) for found in terms[:MOST]]
    cut = [t("rows_cut", shown=MOST)] if len(terms) > MOST else []
    columns = query.headings(results.columns_shown, frame.language)
    return Block(heading=t("answer"), paragraphs=cut, columns=columns, rows=rows)


def _cell(frame: Frame, term: object) -> Cell:
    if isinstance(term, NamedNode):
        if frame.known(term.value):
            name = frame.name(term.value)
            return Cell(line(name.value, 200), frame.link(term.value), name.language)
        return Cell(compact(term.value, base=frame.site.view.base), frame.link(term.value), code=True)
    if isinstance(term, Literal):
        number = term.datatype.value.endswith(("#integer", "#decimal", "#double"))
        return Cell(line(term.value, 600), language=term.language or "", number=number)
    return Cell("" if term is None else str(term))
