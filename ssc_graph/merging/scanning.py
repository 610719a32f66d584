"""One linear look at a file before any parser sees it: nesting, document types, contexts elsewhere, characters that are none."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from ssc_graph import resources
from ssc_graph.errors import GraphError

DEPTH: Final = 128  # of brackets or elements; beyond a few thousand, parsers run out of stack or of time
_LARGEST: Final = 1 << 30  # bytes
_CONTEXTS: Final = ("https://w3id.org/ssc-graph/context.jsonld", "https://w3id.org/ssc-graph/context", "context.jsonld")

#: The tokens of Turtle, TriG, N-Triples and N-Quads that can hide or be brackets and names. Possessive: no way back, so linear.
TURTLE: Final = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    r'|(?!""")"(?:[^"\\\n\r]|\\.)*+"|(?!\'\'\')\'(?:[^\'\\\n\r]|\\.)*+\')'
    # without an end: passed over as a whole, else each quote in it would be followed to the end again
    r'|(?P<unended>(?:"""|\'\'\').*+|["\'][^\n\r]*+)'
    r"|(?P<iri><[^<>\n\r]*+>)|(?P<comment>#[^\n\r]*+)|(?P<open>[\[(])|(?P<close>[\])])"
    r"|(?P<declared>(?:@prefix|(?i:\bprefix))[^\S\u2028\u2029]+(?P<prefix>[^\s:<]*+):)"
    r"|(?P<name>(?<![\w:@])(?P<space>[^\W\d_][\w.-]*+)?:)|(?P<separator>[\u2028\u2029\u0085\u000b\u000c\u00a0\u200b\ufeff])",
    re.DOTALL,
)
_BRACKETS: Final = re.compile(r"[\[{]|[\]}]|\"(?:[^\"\\]|\\.)*+\"|\".*+", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_DOCTYPE: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_size(data: bytes, where: str) -> None:
    """Refuse a file that would not fit into memory several times over.

    Raises:
        GraphError: it is too large.
    """
    if len(data) > _LARGEST:
        raise GraphError(f"the file has more than {_LARGEST >> 20} MB", where=where, hint="split it")


def check(text: str, name: str, where: str) -> None:
    """Refuse what would harm a parser.

    Args:
        text: the whole file.
        name: of its format.
        where: the file, for messages.

    Raises:
        GraphError: nesting beyond :data:`DEPTH`, a document type of XML.
    """
    if name == "rdfxml":
        _refuse_doctype(text, where)
        _check_elements(text, where)
    elif name in ("jsonld", "framed"):
        _check_depth(((found.start(), found[0]) for found in _BRACKETS.finditer(text)), "[{", "]}", text, where)
    elif name not in ("ntriples", "nquads") and text.count("[") + text.count("(") > DEPTH:  # lines cannot nest
        tokens = ((found.start(), found[0]) for found in TURTLE.finditer(text) if found.lastgroup in ("open", "close"))
        _check_depth(tokens, "[(", "])", text, where)


def line_of(text: str, offset: int) -> int:
    """Return the number of the line in which a character stands; the first is 1."""
    return text.count("\n", 0, offset) + 1


def with_bundled_contexts(text: str, where: str) -> str:
    """Return JSON-LD whose references to our context are replaced by it; no other context is read.

    Args:
        text: the file.
        where: its name, for messages.

    Raises:
        GraphError: a context that is elsewhere.
    """
    if "@context" not in text and "@import" not in text:
        return text
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text  # the parser tells where it is broken
    changed, waiting = False, [document]
    while waiting:
        value: Any = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("@import"), str):
                raise _elsewhere(value["@import"], where)
            if "@context" in value:
                value["@context"], replaced = _context(value["@context"], where)
                changed |= replaced
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return json.dumps(document, ensure_ascii=False) if changed else text


def _context(context: Any, where: str) -> tuple[Any, bool]:  # noqa: ANN401 (JSON)
    if isinstance(context, list):
        pairs = [_context(one, where) for one in context]
        return [one for one, _ in pairs], any(replaced for _, replaced in pairs)
    if not isinstance(context, str):
        return context, False
    if context not in _CONTEXTS:
        raise _elsewhere(context, where)
    return json.loads(resources.read("ontology", "context.jsonld"))["@context"], True


def _elsewhere(url: str, where: str) -> GraphError:
    return GraphError(f"its context {url} is elsewhere, and nothing is fetched", where=where, hint="put the context into the file")


def _refuse_doctype(text: str, where: str) -> None:
    found = _DOCTYPE.search(_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text))
    if found:
        raise GraphError(
            "a document type definition, which can multiply text and fetch files, is refused",
            where=f"{where}:{line_of(text, found.start())}",
            hint="take it out and write out what its entities stand for",
        )


def _check_depth(tokens: Any, opening: str, closing: str, text: str, where: str) -> None:  # noqa: ANN401 (pairs)
    depth = 0
    for offset, token in tokens:
        depth += (token in opening) - (token in closing)
        if depth > DEPTH:
            raise _too_deep(where, line_of(text, offset))


def _check_elements(text: str, where: str) -> None:
    depth = 0
    for found in re.finditer(r"<(/?)[^\s<>/!?][^<>]*?(/?)>", text):
        depth += -1 if found[1] else 0 if found[2] else 1
        if depth > DEPTH:
            raise _too_deep(where, line_of(text, found.start()))


def _too_deep(where: str, line: int) -> GraphError:
    return GraphError(f"nested deeper than {DEPTH}", where=f"{where}:{line}", hint="flatten it")
