"""Markdown (CommonMark with tables): rendered to plain text, so that no markup stands within a sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ssc_graph.errors import DocumentError
from ssc_graph.readers.assembly import Assembly
from ssc_graph.readers.clean import canonical
from ssc_graph.readers.encoding import decode
from ssc_graph.readers.front_matter import split_front_matter
from ssc_graph.readers.parts import Parts

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEEPEST: Final = 20  # levels of nesting, two for each list; the parser's time on brackets grows with it
_TAG = re.compile(r"<!--[^<]*?-->|<[^<>]*>")
_FOOTNOTE = re.compile(r"^\[\^\w{1,8}\]:", re.MULTILINE)  # CommonMark takes a footnote of one word for the target of a link


def read_markdown(data: bytes, *, name: str, language: str = "", declared: str = "") -> Parts:
    r"""Return text, blocks and metadata of a Markdown file.

    Args:
        data: the bytes of the file.
        name: the file in messages.
        language: its code; found where it is empty.
        declared: encoding that came with the file.

    Raises:
        DocumentError: no text, or front matter with a mistake.

    >>> read_markdown(b"# Aims\n\n* **trade**\n* [debt](https://debt.example)", name="a.md").text
    'Aims\n\n- trade\n- debt'
    """
    from markdown_it import MarkdownIt

    said, text = split_front_matter(canonical(decode(data, where=name, declared=declared), where=name), where=name)
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(_FOOTNOTE.sub(r"\\\g<0>", text))
    if any(token.level >= _DEEPEST - 1 for token in tokens):  # the parser passes over what lies deeper
        raise DocumentError(f"lists nested {_DEEPEST // 2} deep", where=name, hint="nest them less")
    page = Assembly()
    _Walk(page).add(tokens)
    return page.parts(where=name, language=language or said.language, metadata=said)


class _Walk:
    """A walk over the tokens of a file, adding blocks to a page."""

    def __init__(self, page: Assembly) -> None:
        self._page = page
        self._lists: list[int | None] = []  # next number of each open list; None where it does not count
        self._marker = ""  # of the item whose first paragraph comes next

    def add(self, tokens: Iterable[Token]) -> None:
        """Add all blocks that the tokens make."""
        stream = iter(tokens)
        for token in stream:
            match token.type:
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_open":
                    self._lists.append(int(token.attrGet("start") or 1))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._marker = self._next_marker()
                case "heading_open":
                    self._page.heading(_inline_text(next(stream)), level=int(token.tag[1:]))
                case "table_open":
                    self._page.table(list(_rows(stream)))
                case "inline":
                    self._add_text(_inline_text(token))
                case "fence" | "code_block" | "html_block":
                    self._page.paragraph(_literal_text(token))
                case _:
                    pass  # rules and closing tokens add no text

    def _next_marker(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "-"
        self._lists[-1] = number + 1
        return f"{number}."

    def _add_text(self, text: str) -> None:
        if self._lists and self._marker:
            self._page.item(text, marker=self._marker, depth=len(self._lists) - 1)
            self._marker = ""
        else:
            self._page.paragraph(text)


def _rows(stream: Iterator[Token]) -> Iterator[list[str]]:
    row: list[str] = []
    for token in stream:
        if token.type == "table_close":
            return
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(_inline_text(token))
        elif token.type == "tr_close":
            yield row


def _literal_text(token: Token) -> str:
    """Return the words of code as they stand, those of HTML without its tags."""
    return html.unescape(_TAG.sub(" ", token.content)) if token.type == "html_block" else str(token.content)


def _inline_text(token: Token) -> str:
    """Return the words of an inline token: no emphasis, no addresses; a hard break is a line end, a soft one a space."""
    pieces: list[str] = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            pieces.append(child.content)
        elif child.type == "softbreak":
            pieces.append(" ")
        elif child.type == "hardbreak":
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(_inline_text(child))
    return "".join(pieces)
