"""RDF text to quads: what a broken file says of its fault, and the smallest edits that let it be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from pyoxigraph import Literal, Quad, Triple
from pyoxigraph import parse as read

from ssc_graph.errors import GraphError
from ssc_graph.merging.scanning import check_size, line_of
from ssc_graph.serialization.parsing import READERS
from ssc_graph.untrusted import screen, with_our_context

_LONGEST: Final = 200  # characters of what a parser says
_ROUNDS: Final = 200  # of repairing one file
#: Characters that all the attempts at one file may parse together, besides so many times its own: some seconds.
_CHARACTERS: Final = 100_000_000
_TIMES: Final = 200
_PLACE: Final = re.compile(r"^Parser error (?:at|between) .*?(?:columns? \d+(?: and \d+)?): ")
#: What no literal of an export may hold: XML 1.0 cannot carry it, and some readers stop at it.
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: A declaration of an encoding that no longer holds, and the characters at the beginning in which it can stand.
_ENCODING: Final = re.compile(r"""\A(<\?xml[^>]*?)\s+encoding\s*=\s*["'](?i:utf-?16[lbe]*|iso-8859-1|windows-1252)["']""")
_DECLARATION: Final = 400
#: How a character can be written without standing there.
_ESCAPES: Final = re.compile(r"\\[uUbf]|&#")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a file is broken.

    Args:
        line: from 1; 0 where it is not known.
        column: from 1; 0 where it is not known.
        what: what the parser says.
    """

    line: int
    column: int
    what: str

    @property
    def place(self) -> tuple[int, int]:
        """For comparing how far two attempts came; an unknown place is before all others."""
        return (self.line, self.column)


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit that was made, or could be.

    Args:
        line: where; the first is 1.
        wrong: what is wrong there.
        edit: the smallest edit that repairs it.
    """

    line: int
    wrong: str
    edit: str

    def __str__(self) -> str:
        """The repair in one line."""
        return f"line {self.line}: {self.wrong}; {self.edit}"


@dataclass(slots=True)
class Reading:
    """What was read of a file.

    Args:
        quads: as they stand in it.
        repairs: what had to be edited for that, in the order in which it was found.
        text: the file as it was read in the end.
        fault: where it is broken beyond what is repaired here; then there are no quads.
    """

    quads: list[Quad] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    text: str = ""
    fault: Fault | None = None


def read_mending(data: bytes, *, name: str, where: str, base: str) -> Reading:
    """Read a file; where it is broken, look for the smallest edits with which it can be read.

    Args:
        data: the file.
        name: of its format (see :data:`ssc_graph.serialization.FORMATS`).
        where: the file, for messages.
        base: IRI that relative ones are resolved against in formats that have them.

    Raises:
        GraphError: what is refused whatever the edits: document types, contexts elsewhere, nesting, RDF 1.2.
    """
    from ssc_graph.merging.repairs import proposals

    check_size(data, where)
    result = Reading()
    text = _decoded(data, result, where)
    screen(text, READERS[name].media_type, where=where)
    given = text.count("\n")
    faults: list[Fault] = []
    decoding = len(result.repairs)
    left = _CHARACTERS + _TIMES * len(text)
    for _ in range(_ROUNDS):
        if left < 0:
            result.fault, result.quads = Fault(0, 0, "more faults than are looked for in a file of this size"), []
            break
        result.quads, fault = attempt(text, name, where, base)
        if fault is None:
            break
        best: tuple[tuple[int, int], Repair, str] | None = None
        for repair, edited in proposals(text, fault, name, base):
            _, after = attempt(edited, name, where, base)
            left -= len(edited)
            reached = (1 << 60, 0) if after is None else after.place
            if after is not None and not _further(fault, after):
                continue
            if best is None or reached > best[0]:
                best = (reached, repair, edited)
            if after is None:
                break
        shift = text.count("\n") - given  # lines that repairs have added: told are those of the file as it was given
        if best is None:
            faults.append(Fault(max(fault.line - shift, 0), fault.column, fault.what))
            # What follows a missing mark that was guessed may be the guess's fault: the file is told as it was before it.
            sure = next((n for n, repair in enumerate(result.repairs) if "is missing" in repair.wrong), len(result.repairs))
            result.fault, result.quads = faults[max(sure - decoding, 0)], []
            del result.repairs[sure:]
            break
        faults.append(Fault(max(fault.line - shift, 0), fault.column, fault.what))
        result.repairs.append(Repair(max(best[1].line - shift, 1), best[1].wrong, best[1].edit))
        text = best[2]
    else:
        result.fault, result.quads = Fault(0, 0, f"more than {_ROUNDS} faults"), []
    result.text = text
    return result


def _further(before: Fault, after: Fault) -> bool:
    """Whether an edit helped: the parser stops later or, where it does not tell where, at something else."""
    return after.place > before.place or (after.place == before.place == (0, 0) and after.what != before.what)


def attempt(text: str, name: str, where: str, base: str) -> tuple[list[Quad], Fault | None]:
    """Parse once.

    Raises:
        GraphError: RDF 1.2, a context elsewhere.
    """
    if name == "rdfxml" and (broken := xml_fault(text)):
        return [], broken
    content = with_our_context(text, where=where) if name in ("jsonld", "framed") else text
    relative = None if name in ("ntriples", "nquads") else base
    quads: list[Quad] = []
    try:
        quads.extend(read(content, format=READERS[name], base_iri=relative))
    except SyntaxError as error:
        return quads, _fault(text, error)
    except ValueError as error:
        return quads, Fault(0, 0, str(error))
    suspect = CONTROLS.search(text) is not None or _ESCAPES.search(text) is not None
    for quad in quads:
        value = quad.object
        if isinstance(quad.subject, Triple) or isinstance(value, Triple) or (isinstance(value, Literal) and value.direction):
            raise GraphError(f"{value} is of RDF 1.2, which is not read here", where=where, hint="give RDF 1.1")
        if suspect and isinstance(value, Literal) and (found := CONTROLS.search(value.value)):
            return quads, _control(text, found[0])
    return quads, None


def _fault(text: str, error: SyntaxError) -> Fault:
    what = _PLACE.sub("", error.msg)
    what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"
    if error.lineno is None and (found := re.match(r"(\S+) is not a valid rdf:nodeID value", what)):
        offset = text.find(f'nodeID="{found[1]}"')
        return Fault(line_of(text, max(offset, 0)), 1, what)
    return Fault(error.lineno or 0, error.offset or 0, what)


def _control(text: str, character: str) -> Fault:
    """Find a control character of a literal in the file, as it is or escaped."""
    found = CONTROLS.search(text) or re.search(rf"\\u{ord(character):04X}|\\[bf]", text, re.IGNORECASE)
    offset = found.start() if found else 0
    return Fault(line_of(text, offset), offset - text.rfind("\n", 0, offset), f"the control character U+{ord(character):04X} in a literal")


def xml_fault(text: str) -> Fault | None:
    """Return where XML is not well formed (XML 1.0, Namespaces in XML 1.0), which the RDF parser tells late, or never at the end."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        return Fault(error.lineno, error.offset + 1, expat.errors.messages[error.code])
    return None


def _decoded(data: bytes, result: Reading, where: str) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            data = data.removeprefix(mark)
            if encoding != "utf-8":
                result.repairs.append(Repair(1, f"the file is {encoding[:6].upper()}", "read as such, written as UTF-8"))
            break
    else:
        encoding = "utf-8"
    if encoding == "utf-8" and b"\x00" in data[:4096]:
        raise GraphError("this is no text", where=where, hint="give a file of RDF, SSSOM or CSV")
    try:
        text = data.decode(encoding)
        return _ENCODING.sub(r"\1", text[:_DECLARATION]) + text[_DECLARATION:]
    except UnicodeDecodeError as error:
        declared = re.match(rb"""<\?xml[^>]*encoding\s*=\s*["'](iso-8859-1|windows-1252)["']""", data, re.IGNORECASE)
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("cp1252" if b"\x81" not in data else "latin-1", "replace")
        if declared:
            return text.replace(declared[1].decode(), "utf-8", 1)
        result.repairs.append(Repair(line, f"byte {error.start} is no UTF-8", "read as Windows-1252, written as UTF-8"))
        return text


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with the offsets at which they begin."""
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1
