"""The error tree: every fault that a user can meet, each with one line to read and one exit code.

::

    SscGraphError
    ├── UsageError         exit 2: the call is wrong (an option, a language, a base IRI)
    ├── InputError         exit 3: what was given cannot be read
    │   ├── DocumentError      a document (file, byte or line, what to do)
    │   ├── GraphError         an RDF graph or a shapes file
    │   └── QueryError         a SPARQL query (line, column), or an answer beyond its limits
    ├── OutputError        exit 3: what was asked for cannot be written
    ├── RemoteError        exit 3: another server does not answer, or not as it should
    ├── DataFileError      exit 3: a data file of the package (rules, lexicon, ontology) is broken
    └── ConformanceError   exit 1: a graph does not conform, and the caller asked to be told so by exception

A programmer's fault (a wrong type, a broken invariant) is a plain ``TypeError`` or ``ValueError`` and is not caught anywhere.
"""

from __future__ import annotations

from typing import ClassVar


class SscGraphError(Exception):
    """Base of all faults of a user's input, call or environment.

    Args:
        what: what is wrong, in one line and without a full stop.
        where: the place: a file, with line, column or offset where they are known.
        hint: what the reader can do about it.

    >>> print(DocumentError("the file is empty", where="note.txt", hint="give a file with text"))
    note.txt: the file is empty; give a file with text
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        line = f"{where}: {what}" if where else what
        super().__init__(_one_line(f"{line}; {hint}" if hint else line))


class UsageError(SscGraphError):
    """The call is wrong: an unknown language, a base IRI that is no IRI, an option that does not exist."""

    exit_code = 2


class InputError(SscGraphError):
    """What was given cannot be read."""


class DocumentError(InputError):
    """A document cannot be read: missing, empty, binary, broken, encrypted, refused."""


class GraphError(InputError):
    """An RDF graph or a shapes file cannot be read."""


class QueryError(InputError):
    """A SPARQL query is wrong, is refused, or its answer is beyond the limits."""


class OutputError(SscGraphError):
    """What was asked for cannot be written: a folder that is a file, no permission, a full disk."""


class RemoteError(SscGraphError):
    """Another server cannot be reached, refuses, or answers what it should not."""


class DataFileError(SscGraphError):
    """A data file of the package is broken: a rule, a lexical entry, an ontology file."""


class ConformanceError(SscGraphError):
    """A graph does not conform to its shapes; raised only by ``raise_for_violations``."""

    exit_code = 1


def _one_line(text: str) -> str:
    """Escape what would break the line or write to a terminal's control channel."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text)
