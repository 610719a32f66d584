"""HTML: the main text of a page, without navigation and advertising, with its headings, lists and tables.

trafilatura finds the main text; what it keeps of the page's structure becomes blocks. No address in a page is ever followed.
"""

from __future__ import annotations

import functools
import logging
import re
from typing import Any, Final

from ssc_graph.document import Metadata
from ssc_graph.errors import DocumentError
from ssc_graph.readers.assembly import Assembly
from ssc_graph.readers.encoding import decode
from ssc_graph.readers.metadata import check_value
from ssc_graph.readers.parts import Parts
from ssc_graph.readers.words import guess_language, languages

_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,300}\[|<!ENTITY\b", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LEVELS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_HEAD: Final = 20_000  # characters in which the root and its DOCTYPE stand
#: The date is looked for in the page's own statements only, and nothing depends on today's.
_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def read_html(data: bytes, *, name: str, language: str = "", declared: str = "") -> Parts:
    """Return text, blocks and metadata of a page.

    Args:
        data: the bytes of the page.
        name: the file in messages.
        language: its code; found by the text, then by the page's ``lang``, where it is empty.
        declared: encoding that came with the page.

    Raises:
        DocumentError: no text, no main text, or entities of its own.
    """
    source = _XML_DECLARATION.sub("", decode(data, where=name, declared=declared), count=1)
    if _SUBSET.search(source[:_HEAD]):
        raise DocumentError("the page declares entities of its own (DTD)", where=name, hint="remove the declarations")
    found = _extracted(source)
    if found is None:
        raise DocumentError("no main text is found in the page", where=name, hint="save the article's text as a .txt file")
    page = Assembly()
    said = _metadata(found)
    if said.title and not _shows(found.body, said.title):
        page.heading(said.title, level=1)
    _add_all(page, found.body)
    tongue = language or guess_language(" ".join(found.body.itertext())) or _page_language(source)
    return page.parts(where=name, language=tongue, metadata=said, hint="save the article's text as a .txt file")


def _extracted(source: str) -> Any:  # noqa: ANN401 (trafilatura has no type information)
    """Return trafilatura's document, or None where it finds no main text."""
    import trafilatura

    _silence()
    found: Any = trafilatura.bare_extraction(
        source, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=dict(_DATES)
    )
    return found if found is not None and found.body is not None and (found.text or "").strip() else None


@functools.cache
def _silence() -> None:
    """Keep the libraries' log from the terminal: what they complain of is said by our error."""
    for logger in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(logger).addHandler(logging.NullHandler())


def _metadata(found: Any) -> Metadata:  # noqa: ANN401 (as above)
    authors = tuple(dict.fromkeys(name.strip() for name in (found.author or "").split(";") if name.strip()))
    return Metadata(
        title=" ".join((found.title or "").split()),
        authors=authors,
        date=_valid("date", found.date),
        publisher=(found.sitename or "").strip(),
        source=_valid("source", found.url),
        licence=_valid("licence", found.license),
    )


def _valid(field: str, value: str | None) -> str:
    """Return what a page says in a field, or nothing where it is no value for it: pages are full of mistakes."""
    try:
        return check_value(field, (value or "").strip())
    except ValueError:
        return ""


def _page_language(source: str) -> str:
    match = _LANG.search(source[:_HEAD])
    return match[1].lower() if match and match[1].lower() in languages() else ""


def _shows(body: Any, title: str) -> bool:  # noqa: ANN401 (lxml has no type information)
    """Whether a page's text begins with its title."""
    heads = (" ".join("".join(element.itertext()).split()) for element in list(body)[:3])
    return any(head.casefold() == title.casefold() for head in heads)


def _add_all(page: Assembly, element: Any) -> None:  # noqa: ANN401 (as above)
    """Add what stands in an element of trafilatura's tree, text outside its blocks too."""
    page.paragraph(element.text or "")
    for child in element:
        if child.tag == "head":
            page.heading("".join(child.itertext()), level=_LEVELS.get(child.get("rend"), 2))
        elif child.tag == "list":
            _add_list(page, child, depth=0)
        elif child.tag == "table":
            _add_table(page, child)
        elif child.tag == "quote" and len(child):
            _add_all(page, child)
        elif isinstance(child.tag, str):
            page.paragraph(_text(child))
        page.paragraph(child.tail or "")


def _add_list(page: Assembly, element: Any, *, depth: int) -> None:  # noqa: ANN401 (as above)
    numbered = element.get("rend") == "ol"
    items = [child for child in element if child.tag in {"item", "list"}]
    number = 0
    for child in items:
        if child.tag == "list":
            _add_list(page, child, depth=depth + 1)
            continue
        number += 1
        page.item(_text(child, nested=False), marker=f"{number}." if numbered else "-", depth=depth)
        for inner in child.iter("list"):
            if next(inner.iterancestors("item")) is child:
                _add_list(page, inner, depth=depth + 1)


def _add_table(page: Assembly, element: Any) -> None:  # noqa: ANN401 (as above)
    page.table([[_text(cell) for cell in row.iter("cell")] for row in element.iter("row")])


def _text(element: Any, *, nested: bool = True) -> str:  # noqa: ANN401 (as above)
    """Return the words of an element, line breaks kept, with or without those of lists in it."""
    words = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            words.append("\n")
        elif nested or child.tag != "list":
            words.append(_text(child, nested=nested))
        words.append(child.tail or "")
    return "".join(words)
