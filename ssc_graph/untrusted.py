"""What the RDF file of a stranger may not hold, looked for in one linear pass before any parser sees it.

Parsers multiply the entities of XML, leave the process on brackets without measure, and would fetch contexts: a document type, nesting
beyond :data:`DEPTH` and a context that is elsewhere are refused here, in one place for every way in (S3, S9, S10, S30).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from ssc_graph import resources
from ssc_graph.errors import GraphError

#: Brackets or elements that may stand inside each other; beyond a few thousand, parsers run out of stack or of time.
DEPTH: Final = 128
#: Where our JSON-LD context is published: a file may name it, and gets the one of this package.
CONTEXTS: Final = ("https://w3id.org/ssc-graph/context.jsonld", "https://w3id.org/ssc-graph/context", "context.jsonld")

# Possessive throughout: no way back, so linear. What has no end is passed over whole, else each later quote were followed to the end again.
_TURTLE: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    r'|(?!""")"(?:[^"\\\n\r]|\\.)*+"|(?!\'\'\')\'(?:[^\'\\\n\r]|\\.)*+\'|(?:"""|\'\'\').*+|["\'][^\n\r]*+'
    r"|<[^<>\n\r]*+>|#[^\n\r]*+|\\.|(?P<open>[\[({])|(?P<close>[\])}])",
    re.DOTALL,
)
_JSON: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|".*+|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
#: The parts of XML as lenient parsers see them: a ``<`` may stand in a tag, a document type may be in small letters and anywhere.
_XML: Final = re.compile(
    r"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)|(?P<type><!\s*(?:doctype|entity))"
    r"|(?P<close></)[^>]*+|(?P<open><[^\s!?/>])(?:[^<>\"']|<|\"[^\"]*+\"|'[^']*+')*+",
    re.DOTALL | re.IGNORECASE,
)


def screened(text: str, media_type: str, *, where: str) -> str:
    """Return the text of an RDF file, with our context put in where it is named, after refusing what harms or reaches out.

    Args:
        text: the whole file.
        media_type: of its format; one that is not known is taken for a kind of Turtle.
        where: the file, for messages.

    Raises:
        GraphError: a document type, nesting beyond :data:`DEPTH`, or a context that is elsewhere; the line is named.

    >>> screened("[" * 1000, "application/ld+json", where="a.jsonld")
    Traceback (most recent call last):
    ...
    ssc_graph.errors.GraphError: a.jsonld:1: nested deeper than 128; flatten it
    """
    screen(text, media_type, where=where)
    return with_our_context(text, where=where) if media_type == "application/ld+json" else text


def screen(text: str, media_type: str, *, where: str) -> None:
    """Refuse what would harm a parser; arguments and errors as of :func:`screened`, contexts apart."""
    kind = _SYNTAXES.get(media_type, "turtle")
    if kind == "xml":
        _screen_xml(text, where)
    elif kind == "json":
        _check_depth(_JSON.finditer(text), text, where)
    elif (text.count("<<") if kind == "lines" else sum(map(text.count, "[({"))) > DEPTH:  # lines nest in triple terms only
        _check_depth(_TURTLE.finditer(text), text, where)


_SYNTAXES: Final[Mapping[str, str]] = MappingProxyType(
    {"application/rdf+xml": "xml", "application/ld+json": "json", "application/n-triples": "lines", "application/n-quads": "lines"}
)


def with_our_context(text: str, *, where: str) -> str:
    """Return JSON-LD in which every reference to our context is replaced by it; others, which JSON-LD 1.1 (3.1) would fetch, are refused.

    Args:
        text: the file; where it is no JSON it comes back as it is, for the parser to tell where.
        where: its name, for messages.

    Raises:
        GraphError: a context that is elsewhere.
    """
    if "@context" not in text and "@import" not in text and "\\u" not in text:
        return text
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text
    changed, waiting = False, [document]
    while waiting:
        value: Any = waiting.pop()
        if isinstance(value, dict):
            if "@context" in value:
                value["@context"], replaced = _context(value["@context"], text, where)
                changed |= replaced
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return json.dumps(document, ensure_ascii=False) if changed else text


def _context(context: Any, text: str, where: str) -> tuple[Any, bool]:  # noqa: ANN401 (JSON)
    if isinstance(context, list):
        pairs = [_context(one, text, where) for one in context]
        return [one for one, _ in pairs], any(replaced for _, replaced in pairs)
    address = context.get("@import") if isinstance(context, dict) else context
    if not isinstance(address, str):
        return context, False
    if address is not context or address not in CONTEXTS:
        place = f"{where}:{_line(text, found)}" if (found := text.find(address)) >= 0 else where
        raise GraphError(f"the JSON-LD context {address} is remote and is not fetched", where=place, hint="put the context into the file")
    return json.loads(resources.read("ontology", "context.jsonld"))["@context"], True


def _screen_xml(text: str, where: str) -> None:
    """Refuse a document type wherever a parser may see one, and elements nested too deep."""
    depth = 0
    for found in _XML.finditer(text):
        if found["type"]:
            raise GraphError(
                "the XML has a document type definition, which is refused",
                where=f"{where}:{_line(text, found.start())}",
                hint="take out <!DOCTYPE …> and write out its entities",
            )
        if found["close"]:
            depth -= 1
        elif found["open"] and text[found.end() : found.end() + 1] == ">" and text[found.end() - 1] != "/":
            depth += 1
        if depth > DEPTH:
            raise _too_deep(text, found.start(), where)


def _check_depth(tokens: Iterable[re.Match[str]], text: str, where: str) -> None:
    depth = 0
    for found in tokens:
        depth += (found["open"] is not None) - (found["close"] is not None)
        if depth > DEPTH:
            raise _too_deep(text, found.start(), where)


def _too_deep(text: str, offset: int, where: str) -> GraphError:
    return GraphError(f"nested deeper than {DEPTH}", where=f"{where}:{_line(text, offset)}", hint="flatten it")


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
