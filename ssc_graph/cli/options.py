"""The words that ``ssc-graph`` understands, and its help."""

from __future__ import annotations

import argparse
import sys
from typing import Final, NoReturn

from ssc_graph import resources
from ssc_graph.errors import UsageError

LANGUAGES: Final = resources.folders("extraction", holding="words.yaml")
#: The languages of the shapes' messages.
MESSAGE_LANGUAGES: Final = ("id", "en")
ENGINES: Final = ("pyshacl", "fast")
_DOCUMENT = "a text, Markdown, HTML, PDF, DOCX or Akoma Ntoso file, or - for standard input"
_CODES = "exit codes: 0 all is well, 1 the graph does not conform, 2 the call is wrong, 3 something given cannot be read or written"
_DESCRIPTION = "Reads policy documents on South-South cooperation into a knowledge graph that can be cited."


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are ours: one line, exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, hint=f"see {self.prog} --help")


class _Version(argparse.Action):
    """Prints the version; looked up only here, because the look-up costs as much as the rest of the start."""

    def __call__(self, *_: object) -> NoReturn:
        from ssc_graph import __version__

        print(f"ssc-graph {__version__}")
        sys.exit(0)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command.

    >>> parser().parse_args(["claims", "note.txt"]).document
    'note.txt'
    """
    whole = _Parser(prog="ssc-graph", description=_DESCRIPTION, epilog=_CODES)
    whole.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    _add_build(commands)
    _add_claims(commands)
    _add_validate(commands)
    _add_explain(commands)
    _add_evaluate(commands)
    _add_gaps(commands)
    _add_site(commands)
    _add_query(commands)
    _add_network(commands)
    _add_publish(commands)
    _add_serve(commands)
    _add_import(commands)
    _add_merge(commands)
    _add_diff(commands)
    _add_link(commands)
    return whole


_Commands = argparse._SubParsersAction  # argparse gives the type no public name


def _add_build(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "build",
        "read documents, build and validate the graph, write it to a folder",
        "Reads documents, builds their graph, validates it and writes graph.ttl, graph.jsonld, graph.framed.jsonld, graph.trig, "
        "graph.nq, report.ttl and report.txt. The files appear all together or not at all. A document that cannot be read is "
        "reported, the others are built, and the exit code is 3.",
    )
    command.add_argument("documents", nargs="*", metavar="DOCUMENT", help=f"{_DOCUMENT}; without one, the bundled documents are read")
    command.add_argument("--output", default="exports", metavar="DIR", help="folder for the files (default: %(default)s)")
    _add_base(command)
    _add_engine(command)
    command.add_argument("--quiet", action="store_true", help="print no summary and no progress")
    _add_language(command, "language of the documents, where it cannot be told or is told wrongly; of the bundled ones, which to read")
    _add_metadata(command, "what is known about the document, where there is only one")


def _add_claims(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "claims",
        "print the claims of a document, one JSON object a line",
        "Prints what a document says, one claim a line, in the order of the document: subject, predicate, object, whether it is "
        "denied or hedged, who is named for it, the exact words and their place, the rule that found it.",
    )
    command.add_argument("document", metavar="DOCUMENT", help=_DOCUMENT)
    _add_base(command)
    _add_language(command, "language of the text, where it cannot be told or is told wrongly")
    _add_metadata(command, "what is known about the document")


def _add_validate(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "validate",
        "check a graph against the SHACL shapes",
        "Checks an RDF file (Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML), ours or another's, against the shapes.",
    )
    command.add_argument("graph", metavar="GRAPH", help="an RDF file, its format known by its suffix")
    command.add_argument("--shapes", metavar="FILE", help="shapes to use instead of the bundled ones (a file, or a folder of Turtle files)")
    command.add_argument("--format", choices=("text", "json", "turtle"), default="text", help="form of the report (default: %(default)s)")
    command.add_argument(
        "--message-language", choices=MESSAGE_LANGUAGES, default="en", help="language of the messages (default: %(default)s)"
    )
    _add_engine(command)


def _add_explain(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "explain",
        "show what the reader saw in a document and why",
        "Shows the blocks and sentences of a document, the names and triggers found in them, which rule made a claim, and why a "
        "candidate was dropped. --claim answers why a claim was made, --words why a sentence gave no claim.",
    )
    command.add_argument("document", metavar="DOCUMENT", help=_DOCUMENT)
    what = command.add_mutually_exclusive_group()
    what.add_argument("--sentence", type=_positive, metavar="N", help="show this sentence only (1 is the first)")
    what.add_argument("--claim", metavar="IRI", help="why this claim was made: its words, its rule, how often the rule was right")
    what.add_argument("--words", metavar="WORDS", help="what became of the sentences that hold these words")
    command.add_argument("--relation", metavar="NAME", help="with --words: of this relation only, and what its rules would have needed")
    _add_language(command, "language of the text, where it cannot be told or is told wrongly")


def _add_evaluate(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "evaluate",
        "measure the claims of annotated documents",
        "Reads annotated documents and compares their claims with the annotation: precision, recall and F1 for each relation, language "
        "and kind of document; negation, modality, attribution and exact quotation; how far confidence can be trusted; each rule's "
        "precision.",
    )
    command.add_argument("gold", nargs="+", metavar="GOLD", help="a gold file, or a folder of files named *.gold.json")
    command.add_argument("--documents", metavar="DIR", help="folder of the documents that are not beside their gold file")
    command.add_argument("--format", choices=("table", "json"), default="table", help="form of the figures (default: %(default)s)")
    command.add_argument("--show", action="store_true", help="list what was missed and what is wrong; JSON always does")
    writing = command.add_argument_group("data files that are made from the figures")
    writing.add_argument("--write-floor", metavar="FILE", help="set the floors of a set in this file; no figure is lowered")
    writing.add_argument("--set", metavar="NAME", help="name of the set of documents in the floor file")
    writing.add_argument("--lower", action="store_true", help="let floors fall to what is measured now")
    writing.add_argument("--write-precision", metavar="FILE", help="write how often each rule was right and wrong")


def _add_gaps(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "gaps",
        "list the sentences with a trigger word that gave no claim",
        "Lists the sentences of documents that hold a trigger word but gave no claim, the rules that were tried and why they made none: "
        "the worklist for the next rule. A document that cannot be read is reported, the others are read, and the exit code is 3.",
    )
    command.add_argument("documents", nargs="+", metavar="DOCUMENT", help=_DOCUMENT)
    command.add_argument("--all", action="store_true", help="also sentences without a trigger word that name two known things")
    command.add_argument("--format", choices=("table", "json"), default="table", help="a table, or JSON Lines (default: %(default)s)")
    _add_language(command, "language of the documents, where it cannot be told or is told wrongly")


def _command(commands: _Commands[_Parser], name: str, summary: str, description: str) -> _Parser:
    return commands.add_parser(name, help=summary, description=description, epilog=_CODES)


def _add_base(command: _Parser) -> None:
    command.add_argument("--base", metavar="IRI", help="IRI under which documents, claims and found entities are named; ends in / or #")


def _add_engine(command: _Parser) -> None:
    command.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="SHACL engine; fast needs the extra of that name (default: %(default)s)"
    )


def _add_language(command: _Parser, meaning: str) -> None:
    command.add_argument("--language", choices=LANGUAGES, help=meaning)


def _add_metadata(command: _Parser, heading: str) -> None:
    """Add what the user knows about the document; it goes before what the document says of itself."""
    group = command.add_argument_group(heading)
    group.add_argument("--title", metavar="TEXT", help="title")
    group.add_argument("--author", action="append", metavar="NAME", help="author; may be given several times")
    group.add_argument("--date", metavar="DATE", help="date of publication: 2024, 2024-09 or 2024-09-11")
    group.add_argument("--publisher", metavar="NAME", help="publisher")
    group.add_argument("--source", metavar="IRI", help="address where it was published")


def _add_serve(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "serve",
        "serve the graph: SPARQL, linked data, a page to ask it",
        "Serves a graph on the web until it is stopped: SPARQL 1.1 at /sparql, its graphs at /graphs, a page to ask it at /query, each "
        "thing at its path. Without --data and --store, the bundled graph. A graph from --data is held in memory, and what is written to "
        "it ends with the server; a store on disk keeps it.",
    )
    command.add_argument("--data", action="append", metavar="GRAPH", help="an RDF file or a folder of exports; may be given several times")
    command.add_argument("--store", metavar="DIR", help="a store on disk; with --data, it is filled with that first")
    command.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    command.add_argument("--port", type=_port, default=3030, metavar="N", help="0 for any that is free (default: %(default)s)")
    command.add_argument("--allow-host", action="append", metavar="NAME", help="a name under which the server is reached; may be repeated")
    command.add_argument(
        "--root", default="https://w3id.org/ssc-graph/", metavar="IRI", help="IRI that the path / stands for (default: %(default)s)"
    )
    writing = command.add_argument_group("writing")
    writing.add_argument("--writable", action="store_true", help="let those with the token change the graph")
    writing.add_argument("--token", metavar="TOKEN", help="what a writer must show; better in the variable SSC_GRAPH_TOKEN")
    _add_stated(command)
    limits = command.add_argument_group("limits")
    limits.add_argument("--timeout", type=_seconds, default=10.0, metavar="SECONDS", help="that a request may take (default: %(default)s)")
    limits.add_argument(
        "--max-rows", type=_positive, default=100_000, metavar="N", help="rows or triples of an answer (default: %(default)s)"
    )
    limits.add_argument("--max-bytes", type=_positive, default=64 << 20, metavar="N", help="bytes of an answer (default: %(default)s)")
    limits.add_argument(
        "--max-memory", type=_positive, default=512, metavar="MIB", help="of a worker beyond the graph (default: %(default)s)"
    )
    told = "that a client may take for the head of a request, twice that for its body, and to go on taking an answer (default: %(default)s)"
    limits.add_argument("--client-timeout", type=_seconds, default=15.0, metavar="SECONDS", help=told)
    limits.add_argument("--workers", type=_positive, default=4, metavar="N", help="requests answered at a time (default: %(default)s)")


def _port(text: str) -> int:
    """Return the number of a port."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number < 1 << 16:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 65535")
    return number


def _seconds(text: str) -> float:
    """Return a time in seconds, above zero."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 86_400:  # noqa: PLR2004 (a day; and no NaN or infinity)
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return number


def _positive(text: str) -> int:
    """Return a number from 1 upward."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 upward")
    return number


def _add_site(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "site",
        "write a static site of linked-data pages, English and Indonesian",
        "Writes a site that needs no server: a page for each document, thing and term, each with its Turtle and JSON-LD, the evidence "
        "marked in the text, lists, search, downloads, a description of the dataset and a feed of changes. The site appears whole or "
        "not at all; one that stands in the folder is replaced. The exit code is 1 where the graph does not conform.",
    )
    command.add_argument("--output", required=True, metavar="DIR", help="folder of the site")
    command.add_argument(
        "--data", nargs="+", default=[], metavar="GRAPH", help="RDF files, or folders that build wrote; without it, the bundled documents"
    )
    command.add_argument("--previous", metavar="GRAPH", help="an earlier graph (file or folder): what was added, changed, removed")
    command.add_argument("--address", metavar="URL", help="where the site will stand, ends in /; rules for w3id.org are written for it")
    command.add_argument("--date", metavar="DATE", help="day of publication (default: the latest date of a document)")
    _add_stated(command)
    _add_base(command)
    _add_engine(command)
    command.add_argument("--quiet", action="store_true", help="print no summary")


def _add_stated(command: _Parser) -> None:
    """Who publishes a graph: nothing in a graph tells it."""
    told = "who publishes it, with an IRI or without, for the description of the dataset"
    command.add_argument("--publisher", default="", metavar='"NAME <IRI>"', help=told)
    command.add_argument("--contact", default="", metavar="ADDRESS", help="of mail or of a page, for questions about the dataset")


def _add_query(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "query",
        "ask a graph: a named query, or any SPARQL",
        "Answers a question to a graph: the bundled exports, RDF files, or a store on disk. The question is the name of a query (--list "
        "shows them), or SPARQL 1.1; the project's prefixes are known, and the named graphs are asked together. A query that takes too "
        "long or too much memory is stopped.",
    )
    command.add_argument("query", nargs="?", metavar="QUERY", help="SPARQL, or the name of a query")
    command.add_argument("-f", "--file", metavar="FILE", help="file with the query, or - for standard input")
    command.add_argument("--list", action="store_true", help="show the named queries, or the one that is named, and stop")
    command.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="value of a parameter; may come several times")
    _add_data(command)
    formats = ("table", "csv", "tsv", "json", "turtle", "jsonld")
    command.add_argument("--format", choices=formats, default="table", help="form of the answer (default: %(default)s)")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="language of labels and titles (default: %(default)s)")
    names = ("label", "short", "iri")
    command.add_argument("--names", choices=names, help="how things are shown (default: label in a table, else iri)")
    command.add_argument("--width", type=_positive, metavar="N", help="characters of a line of a table (default: the terminal's, or 100)")
    command.add_argument("--timeout", type=_positive, default=60, metavar="SECONDS", help="stop the query after (default: %(default)s)")
    command.add_argument("--memory", type=_positive, default=4000, metavar="MB", help="stop the query beyond (default: %(default)s)")


def _add_data(command: _Parser) -> None:
    command.add_argument(
        "--data", nargs="+", default=[], metavar="GRAPH", help="RDF files or folders of exports (default: the bundled exports)"
    )
    command.add_argument("--store", metavar="DIR", help="store on disk: opened, or filled with --data where those changed")


def _add_network(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "network",
        "draw or export a network of causes, citations or organisations, and measure it",
        "Draws a network as a static picture (SVG), as a page with the evidence on hover (HTML), or writes it for other programs "
        "(GraphML, GEXF). --measures prints the most cited, the longest chains, communities and betweenness.",
    )
    command.add_argument("--view", choices=("causes", "citations", "organisations"), required=True, help="what the lines are")
    _add_data(command)
    command.add_argument("--output", metavar="FILE", help="picture or file: .svg, .html, .graphml or .gexf")
    command.add_argument("--measures", action="store_true", help="print the measures")
    command.add_argument("--denied", action="store_true", help="also draw what documents deny")
    command.add_argument("--around", metavar="NAME", help="only what is within two steps of this thing (a label, IRI or CURIE)")
    command.add_argument("--most", type=_positive, default=60, metavar="N", help="things in a picture, at most (default: %(default)s)")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="language of labels (default: %(default)s)")


def _add_publish(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "publish",
        "load or replace the named graphs in a store on another server",
        "Loads or replaces named graphs in a remote store over SPARQL 1.1 (Query, Update) or the Graph Store Protocol: only those that "
        "changed, each verified afterwards by its count and hash. Triples that stand in no named graph need --graph.",
    )
    command.add_argument("files", nargs="*", metavar="FILE", help="RDF files or folders of exports (default: the bundled exports)")
    command.add_argument("--endpoint", required=True, metavar="URL", help="address of SPARQL queries")
    command.add_argument("--update", metavar="URL", help="address of SPARQL updates (default: that of queries)")
    command.add_argument("--graph-store", metavar="URL", help="address of the Graph Store Protocol; each graph is then one request")
    command.add_argument("--graph", metavar="IRI", help="named graph for triples that stand in none")
    command.add_argument(
        "--token", metavar="TOKEN", help="bearer token, or user:password (default: the environment's SSC_GRAPH_TOKEN); never printed"
    )
    command.add_argument("--timeout", type=_positive, default=30, metavar="SECONDS", help="wait for an answer (default: %(default)s)")
    command.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")


_RDF = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")


def _add_import(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "import",
        "read another's graph, tell what is broken in it, write it as N-Quads",
        "Reads RDF in any syntax, SKOS, SSSOM mappings or a table of entities and writes N-Quads: blank nodes named, IRIs in their "
        "usual form, the written statements kept beside. Of a broken file, the line, the fault and the smallest repair are told.",
    )
    command.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    command.add_argument("--graph", metavar="IRI", help="graph for the statements that stand in none")
    command.add_argument("--format", choices=(*_RDF, "sssom", "csv"), help="format, where the suffix does not tell")
    command.add_argument("--repair", action="store_true", help="make the repairs, and record them in the graph's import")
    command.add_argument("--output", metavar="FILE", help="file to write; standard output without it")


def _add_merge(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "merge",
        "merge graphs: every source whole, a view in which what is one thing has one name",
        "Merges graphs into merged.nq: each source in its own named graph as it is, a computed view, the links with their reasons, the "
        "conflicts. report.txt and report.json tell the rest: refused cliques with the links that joined them, licences, the verdict.",
    )
    command.add_argument("graphs", nargs="*", metavar="GRAPH", help="an RDF file, or the merged.nq of an earlier merge")
    command.add_argument("--mappings", action="append", default=[], metavar="FILE", help="SSSOM TSV; may be given several times")
    command.add_argument("--output", metavar="DIR", help="folder for the files")
    command.add_argument("--explain", metavar="IRI", help="tell why these are one thing, and write nothing; without GRAPH, of --output")
    command.add_argument("--licence", action="append", default=[], metavar="FILE=IRI", help="licence of a source that states none")
    command.add_argument("--most", type=_positive, default=16, metavar="N", help="members that a clique may have (default: %(default)s)")
    command.add_argument("--no-validate", dest="validate", action="store_false", help="do not check our part against our shapes")
    _add_engine(command)


def _add_diff(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "diff",
        "tell what was added, removed and changed between two graphs",
        "Compares two RDF files, by claim and by thing. Blank nodes are compared by what is said of them.",
    )
    command.add_argument("old", metavar="OLD", help="an RDF file")
    command.add_argument("new", metavar="NEW", help="an RDF file")
    command.add_argument(
        "--format", choices=("text", "json", "patch"), default="text", help="text, JSON or RDF Patch (default: %(default)s)"
    )


def _add_link(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "link",
        "find what two graphs both name, as SSSOM mappings",
        "Finds which things of two graphs are the same: by identifiers that both give (Wikidata, LEI, country codes, UN symbols, exact "
        "matches), by preferred names in one language, and, only for a person to decide, by other names, initials and the order of "
        "words. Writes SSSOM TSV; decisions in an earlier file stay. --review walks through what waits for a decision.",
    )
    command.add_argument("left", nargs="?", metavar="LEFT", help="an RDF file, or a folder of them")
    command.add_argument("right", nargs="?", metavar="RIGHT", help="an RDF file, or a folder of them")
    command.add_argument("--output", default="mappings.sssom.tsv", metavar="FILE", help="file of mappings (default: %(default)s)")
    command.add_argument("--known", action="append", default=[], metavar="FILE", help="mappings to rely on; may be given several times")
    command.add_argument("--review", metavar="FILE", help="decide row by row what waits in this file of mappings")
    command.add_argument("--reviewer", metavar="NAME", help="who decides; stands in each row that is decided")
