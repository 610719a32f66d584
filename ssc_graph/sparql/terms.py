"""Terms in a query's text: built and checked, never pasted (S25, S6)."""

from __future__ import annotations

import re
from typing import Final

from ssc_graph.errors import UsageError
from ssc_graph.namespaces import FIXED, INSTANCES, expand

#: What may stand between < and > (SPARQL 1.1, production 139).
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_CURIE = re.compile(r"([a-z]+):([A-Za-z0-9][A-Za-z0-9_.%+/-]*)")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_LONGEST: Final = 2_000  # characters of a value; a name has fewer


def literal(text: str) -> str:
    r"""Return a plain literal.

    Raises:
        UsageError: the text is longer than any value needs, or holds a character that no literal can.

    >>> print(literal('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    if len(text) > _LONGEST:
        raise UsageError(f"a value is longer than {_LONGEST} characters")
    if any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in text):
        raise UsageError("a value holds a character that no text of a graph can hold")
    return f'"{text.translate(_ESCAPES)}"'


def iri(text: str) -> str:
    """Return an IRI in angle brackets, given whole, in such brackets, or by a known prefix.

    Raises:
        UsageError: the text is none of these.

    >>> iri("auth:undp")
    '<https://w3id.org/ssc-graph/authority/undp>'
    """
    found = as_iri(text)
    if found is None:
        raise UsageError(f"{text!r} is no IRI", hint="give it whole, or with a known prefix as in auth:undp")
    return f"<{found}>"


def as_iri(text: str) -> str | None:
    """Return the IRI that a text is, or None where it is a name.

    >>> as_iri("aid fatigue") is None
    True
    """
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if (curie := _CURIE.fullmatch(bare)) and (curie[1] in FIXED or curie[1] in INSTANCES):
        return expand(bare)
    if len(bare) <= _LONGEST and _IRI.fullmatch(bare) and ("://" in bare or bare.startswith(("urn:", "mailto:", "tag:"))):
        return bare
    return None


def number(text: str) -> str:
    """Return a number.

    Raises:
        UsageError: the text is none.

    >>> number("0.8")
    '0.8'
    """
    if not _NUMBER.fullmatch(text) or len(text) > 20:  # noqa: PLR2004 (more digits than any figure here has)
        raise UsageError(f"{text!r} is no number")
    return text


def language(text: str) -> str:
    """Return a language tag as a literal.

    Raises:
        UsageError: the text is none (BCP 47).
    """
    if not _LANGUAGE.fullmatch(text):
        raise UsageError(f"{text!r} is no language tag", hint="give id or en")
    return literal(text.lower())
