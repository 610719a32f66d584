"""The tokens of Turtle that can hide others, and where in a file a character stands."""

from __future__ import annotations

import re
from typing import Final

from ssc_graph.errors import GraphError

_LARGEST: Final = 1 << 30  # bytes
#: The tokens of Turtle, TriG, N-Triples and N-Quads that can hide or be names and separators. Possessive: no way back, so linear.
TURTLE: Final = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
    r'|(?!""")"(?:[^"\\\n\r]|\\.)*+"|(?!\'\'\')\'(?:[^\'\\\n\r]|\\.)*+\')'
    # without an end: passed over as a whole, else each quote in it would be followed to the end again
    r'|(?P<unended>(?:"""|\'\'\').*+|["\'][^\n\r]*+)'
    r"|(?P<iri><[^<>\n\r]*+>)|(?P<comment>#[^\n\r]*+)"
    r"|(?P<declared>(?:@prefix|(?i:\bprefix))[^\S\u2028\u2029]+(?P<prefix>[^\s:<]*+):)"
    r"|(?P<name>(?<![\w:@])(?P<space>[^\W\d_][\w.-]*+)?:)|(?P<separator>[\u2028\u2029\u0085\u000b\u000c\u00a0\u200b\ufeff])",
    re.DOTALL,
)


def check_size(data: bytes, where: str) -> None:
    """Refuse a file that would not fit into memory several times over.

    Raises:
        GraphError: it is too large.
    """
    if len(data) > _LARGEST:
        raise GraphError(f"the file has more than {_LARGEST >> 20} MB", where=where, hint="split it")


def line_of(text: str, offset: int) -> int:
    """Return the number of the line in which a character stands; the first is 1."""
    return text.count("\n", 0, offset) + 1
