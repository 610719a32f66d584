"""Canonical text: line ends are line feeds, and nothing is in it that a graph could not carry.

Bidirectional controls and zero-width characters stay: the text is evidence, and offsets count them.
"""

from __future__ import annotations

import re
from typing import Final

from ssc_graph.errors import DocumentError

_LINE_END = re.compile(r"\r\n?|\f")
#: Controls other than tab and line feed (C0, DEL, C1), surrogates, noncharacters of the first plane: XML 1.0 §2.2, Unicode §23.7.
_REFUSED = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_HIGH_NONCHARACTERS = re.compile("[" + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)) + "]")
_FIRST_PLANE: Final = "\uffff"


def canonical(text: str, *, where: str, hint: str = "") -> str:
    r"""Return a decoded text as canonical text: universal line ends, a form feed (page break) as a line end, no byte order mark.

    Args:
        text: as decoded.
        where: the file in the message.
        hint: what to do where there is no text.

    Raises:
        DocumentError: a control character, a lone surrogate or a noncharacter, with line and column; or no text at all.

    >>> canonical("One.\r\nTwo.\fThree.", where="a.txt")
    'One.\nTwo.\nThree.'
    """
    clean = _LINE_END.sub("\n", text.removeprefix("\ufeff")) if "\r" in text or "\f" in text or text.startswith("\ufeff") else text
    if bad := _first_bad(clean):
        line = clean.count("\n", 0, bad.start()) + 1
        column = bad.start() - clean.rfind("\n", 0, bad.start())
        raise DocumentError(
            f"the character U+{ord(bad.group()):04X} cannot be part of a text",
            where=f"{where}, line {line}, column {column}",
            hint="remove it, or check that the file is text",
        )
    if not clean or clean.isspace():
        raise DocumentError(
            "the file is empty" if not clean else "nothing but white space", where=where, hint=hint or "give a file with text"
        )
    return clean


def _first_bad(text: str) -> re.Match[str] | None:
    """Return the first character that no canonical text has; the rare planes are looked at only where a text reaches them."""
    bad = _REFUSED.search(text)
    if bad is None and text and not text.isascii() and max(text) > _FIRST_PLANE:
        return _HIGH_NONCHARACTERS.search(text)
    return bad


def stripped(text: str) -> str:
    r"""Return a text that a format's library extracted, without the characters that no text can have.

    There they are traces of the format (a PDF's hyphen marks, a Word field's bounds), not what somebody wrote.

    >>> stripped("co\x02operation")
    'cooperation'
    """
    return _HIGH_NONCHARACTERS.sub("", _REFUSED.sub("", _LINE_END.sub("\n", text).replace("\x0b", "\n")))
