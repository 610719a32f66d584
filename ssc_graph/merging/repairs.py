"""The smallest edits that may repair a broken file; the reader tries each and keeps the one with which the parser comes furthest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ssc_graph.merging.reading import CONTROLS, Fault, Repair
from ssc_graph.merging.scanning import TURTLE, line_of
from ssc_graph.namespaces import FIXED

Proposal = tuple[Repair, str]

#: Prefixes that the world agrees on, for files that use them undeclared.
WELL_KNOWN: Final = MappingProxyType(
    {
        **FIXED,
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "void": "http://rdfs.org/ns/void#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "qb": "http://purl.org/linked-data/cube#",
        "wdt": "http://www.wikidata.org/prop/direct/",
        "wikibase": "http://wikiba.se/ontology#",
        "cc": "http://creativecommons.org/ns#",
        "bibo": "http://purl.org/ontology/bibo/",
        "skosxl": "http://www.w3.org/2008/05/skos-xl#",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "dul": "http://www.ontologydesignpatterns.org/ont/dul/DUL.owl#",
        "fabio": "http://purl.org/spar/fabio/",
        "sdgo": "http://metadata.un.org/sdg/ontology#",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "adms": "http://www.w3.org/ns/adms#",
        "dqv": "http://www.w3.org/ns/dqv#",
        "sssom": "https://w3id.org/sssom/",
        "semapv": "https://w3id.org/semapv/vocab/",
    }
)
_PREFIX_GONE: Final = re.compile(r"[Tt]he prefix '?([^:'\s]*):?'? has not been declared|Unknown prefix ([^:\s]*):?")
_IN_IRI: Final = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]*:[^<>\n\r]*)>")
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20\"{}|^`\\]|%(?![0-9A-Fa-f]{2})")
_DATE: Final = re.compile(r"(?<![\w\"'-])(\d{4}-\d{2}-\d{2})(?![\w\"'-])")
_ESCAPED_CONTROL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF])|u[fF]{3}[eEfF]|[bf])")


def proposals(text: str, fault: Fault, name: str, base: str) -> Iterator[Proposal]:
    """Yield edits that may repair a fault, the likeliest first.

    Args:
        text: the file.
        fault: where the parser stopped.
        name: of the format.
        base: IRI that relative ones may be resolved against.
    """
    yield from _controls(text, fault)
    if name == "rdfxml":
        yield from _xml(text, fault)
    elif name in ("jsonld", "framed"):
        yield from _json(text, fault)
    else:
        if name not in ("ntriples", "nquads"):
            yield from _prefix(text, fault)
            yield from _colon(text, fault)
            yield from _base(text, fault, base)
        yield from _separators(text, fault)
        yield from _on_line(text, fault)
        yield from _punctuation(text, fault)


def _controls(text: str, fault: Fault) -> Iterator[Proposal]:
    if "control character" not in fault.what and "invalid token" not in fault.what:
        return
    raw, count = CONTROLS.subn("", text)
    edited, escaped = _ESCAPED_CONTROL.subn(r"\1", raw)
    if count + escaped:
        yield Repair(fault.line, fault.what, f"take out {_times(count + escaped, 'control character')}"), edited


def _separators(text: str, fault: Fault) -> Iterator[Proposal]:
    """Line and paragraph separators and other spaces that editors show as blank and Turtle does not know."""
    spots, line, counted = [], 1, 0
    for found in TURTLE.finditer(text):
        if found.lastgroup == "separator":
            line += text.count("\n", counted, found.start())  # from the last one on: a file can be full of them
            counted = found.start()
            spots.append((line, found.start()))
    here = next((text[offset] for line, offset in spots if line == fault.line), None)
    if here is None:
        return
    code = f"U+{ord(here):04X}"
    alike = [(line, offset) for line, offset in spots if text[offset] == here]
    edited = list(text)
    for _, offset in alike:
        edited[offset] = " "
    lines = ", ".join(map(str, sorted({line for line, _ in alike})[:8]))
    where = f" (on lines {lines})" if len(alike) > 1 else ""
    yield Repair(fault.line, f"{code} outside of a literal", f"a space in its place{where}"), "".join(edited)


def _prefix(text: str, fault: Fault) -> Iterator[Proposal]:
    found = _PREFIX_GONE.search(fault.what)
    if not found:
        return
    prefix = found[1] or found[2] or ""
    declared = re.findall(rf"(?:@prefix|(?i:prefix))\s+{re.escape(prefix)}:\s*<([^>]*)>", text)
    namespace = declared[0] if declared else WELL_KNOWN.get(prefix)
    if namespace is None:
        return
    line = f"@prefix {prefix}: <{namespace}> ."
    yield Repair(fault.line, f"the prefix {prefix}: is not declared", f"add the line {line} at the top"), f"{line}\n{text}"


def _colon(text: str, fault: Fault) -> Iterator[Proposal]:
    """A name that lost the colon behind its prefix."""
    found = re.match(r"(\w[\w-]*) is not a valid", fault.what)
    if not found:
        return
    word, (start, line) = found[1], _line(text, fault.line)
    prefixes = [match["prefix"] for match in TURTLE.finditer(text) if match["declared"] and match["prefix"]]
    for prefix in sorted((known for known in set(prefixes) if word.startswith(known) and len(word) > len(known)), key=len, reverse=True):
        name = f"{prefix}:{word[len(prefix) :]}"
        edited = re.sub(rf"(?<![\w:]){re.escape(word)}(?![\w:])", name, line, count=1)
        yield Repair(fault.line, f"{word} is no name: a colon is missing", f"write {name}"), _replaced(text, start, line, edited)


def _base(text: str, fault: Fault, base: str) -> Iterator[Proposal]:
    if "No scheme" in fault.what:
        line = f"@base <{base}> ."
        yield Repair(fault.line, "a relative IRI without a base", f"add the line {line} at the top"), f"{line}\n{text}"


def _on_line(text: str, fault: Fault) -> Iterator[Proposal]:
    start, line = _line(text, fault.line)
    iris = _IN_IRI.sub(lambda iri: "<" + _NOT_IN_IRI.sub(lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode()), iri[1]) + ">", line)
    if iris != line:
        yield Repair(fault.line, "a character that no IRI may hold", "write it percent-encoded"), _replaced(text, start, line, iris)
    tags = re.sub(r"([\"']@[A-Za-z]+)_([A-Za-z0-9]+)", r"\1-\2", line)
    if tags != line:
        yield Repair(fault.line, "an underscore in a language tag", "write a hyphen"), _replaced(text, start, line, tags)
    dates = _DATE.sub(r'"\1"^^<http://www.w3.org/2001/XMLSchema#date>', line)
    if dates != line:
        yield Repair(fault.line, "a bare date", "write it in quotes, typed xsd:date"), _replaced(text, start, line, dates)
    if "\\" in line:
        escaped = re.sub(r"\\(?![tbnrfuU\"'\\~.!$&()*+,;=/?#@%_-])", r"\\\\", line)
        if escaped != line:
            yield Repair(fault.line, "a backslash that escapes nothing", "double it"), _replaced(text, start, line, escaped)


def _punctuation(text: str, fault: Fault) -> Iterator[Proposal]:
    """A mark that is missing before the fault or at it, or one character too many."""
    start, line = _line(text, fault.line)
    offset = min(start + max(fault.column - 1, 0), len(text))
    for end in dict.fromkeys((_end_of_what_is_said(text, start), _end_of_what_is_said(text, offset))):
        last = line_of(text, end)
        if text[end - 1 : end] in (",", ";"):
            wrong = f"{text[end - 1]} stands where the statement ends"
            yield Repair(last, wrong, "write a full stop in its place"), f"{text[: end - 1]}.{text[end:]}"
        for mark, wrong in ((".", "the full stop"), (";", "the semicolon"), (",", "the comma")):
            yield Repair(last, f"{wrong} is missing at the end of the statement", f"add {mark}"), f"{text[:end]} {mark}{text[end:]}"
    for mark in ("]", ")", "] .", ") .", "}", ">", "> .", '"', '" .', '" ;'):
        yield Repair(line_of(text, offset), f"{mark[0]} is missing", f"add {mark}"), f"{text[:offset]}{mark}{text[offset:]}"
    stop = start + len(line)
    said = line.rstrip()
    if said.endswith((".", ";", ",")):
        inside = start + len(said[:-1].rstrip())
        yield Repair(fault.line, "a quote is missing at the end of the literal", 'add "'), f'{text[:inside]}"{text[inside:]}'
    iri = re.search(r"<[A-Za-z][\w+.-]*:[^\s<>]*(?=\s[^<>]*$)", line)
    if iri:
        inside = start + iri.end()
        yield Repair(fault.line, "> is missing at the end of the IRI", "add >"), f"{text[:inside]}>{text[inside:]}"
    for mark in ('"', '" .', '" ;', '" ,', '"@en .', "> ."):
        yield Repair(fault.line, f"{mark[0]} is missing at the end of the line", f"add {mark}"), f"{text[:stop]}{mark}{text[stop:]}"
    if "Line jumps" in fault.what and stop < len(text):
        yield Repair(fault.line, "a line break in a short literal", r"write it as \n"), f"{text[:stop]}\\n{text[stop + 1 :]}"
    if offset < len(text) and not text[offset].isspace() and not text[offset].isalnum():
        yield Repair(fault.line, f"{text[offset]} does not belong here", "take it out"), text[:offset] + text[offset + 1 :]


def _xml(text: str, fault: Fault) -> Iterator[Proposal]:
    node = re.match(r"(\S+) is not a valid rdf:nodeID value", fault.what)
    if node:
        edited, count = re.subn(r"(nodeID\s*=\s*[\"'])(?=[\d.-])", r"\1b", text)
        wrong = f"the nodeID {node[1]} begins with no letter"
        yield Repair(fault.line, wrong, f"write a b before it ({_times(count, 'place')} alike)"), edited
    if "unbound prefix" in fault.what or _PREFIX_GONE.search(fault.what):
        yield from _namespace(text, fault)
    if fault.what in ("not well-formed (invalid token)", "undefined entity") or "escaping" in fault.what:
        edited = re.sub(r"&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[0-9A-Fa-f]+);)", "&amp;", text)
        if edited != text:
            yield Repair(fault.line, "an ampersand that begins no entity", "write &amp;"), edited
    if fault.what in ("no element found", "unclosed token"):
        missing = "".join(f"</{name}>" for name in reversed(_open_elements(text)))
        cut = text[: text.rfind("<")] if fault.what == "unclosed token" else text
        yield Repair(fault.line, "the file ends before its elements do", f"add {missing}"), cut + missing


def _namespace(text: str, fault: Fault) -> Iterator[Proposal]:
    declared = set(re.findall(r"xmlns:([\w.-]+)\s*=", text))
    used = set(re.findall(r"</?([A-Za-z_][\w.-]*):", text)) | set(re.findall(r"\s([A-Za-z_][\w.-]*):[\w.-]+\s*=", text))
    for prefix in sorted(used - declared - {"xml", "xmlns"}):
        if prefix in WELL_KNOWN:
            attribute = f'xmlns:{prefix}="{WELL_KNOWN[prefix]}"'
            edited = re.sub(r"<((?:[A-Za-z_][\w.-]*:)?RDF\b)", rf"<\1 {attribute}", text, count=1)
            yield Repair(fault.line, f"the prefix {prefix}: is not declared", f"add {attribute} to the first element"), edited


def _open_elements(text: str) -> list[str]:
    waiting: list[str] = []
    for found in re.finditer(r"<(/?)([^\s<>/!?]+)[^<>]*?(/?)>", text):
        if found[1] and waiting:
            waiting.pop()
        elif not found[1] and not found[3]:
            waiting.append(found[2])
    return waiting


def _json(text: str, fault: Fault) -> Iterator[Proposal]:
    start, _ = _line(text, fault.line)
    offset = min(start + max(fault.column - 1, 0), len(text))
    edited = re.sub(r",(\s*)\Z", r"\1", text[:offset])
    if edited != text[:offset]:
        yield Repair(fault.line, "a comma before the end", "take it out"), edited + text[offset:]
    yield Repair(fault.line, "a character that does not belong here", "take it out"), text[:offset] + text[offset + 1 :]
    before = len(text[:offset].rstrip())
    yield Repair(line_of(text, before), "a comma is missing", "add ,"), f"{text[:before]},{text[before:]}"
    missing = _open_brackets(text)
    if missing:
        yield Repair(line_of(text, len(text.rstrip())), "the file ends before its brackets do", f"add {missing}"), text.rstrip() + missing


def _open_brackets(text: str) -> str:
    waiting: list[str] = []
    for found in re.finditer(r'"(?:[^"\\]|\\.)*+"|"[\s\S]*+|[\[{\]}]', text):
        if found[0] in ("[", "{"):
            waiting.append("]" if found[0] == "[" else "}")
        elif found[0] in ("]", "}") and waiting:
            waiting.pop()
    return "".join(reversed(waiting))


def _end_of_what_is_said(text: str, offset: int) -> int:
    """Return where the last token before a place ends: behind it a mark may be missing."""
    end = 0
    for found in re.finditer(r"[^\n]*\n?", text[:offset]):
        end_of_line = found.start()
        said = found[0]
        for token in TURTLE.finditer(said):
            if token.lastgroup == "comment":
                said = said[: token.start()]
                break
        if said.strip():
            end = end_of_line + len(said.rstrip())
    return end


def _line(text: str, number: int) -> tuple[int, str]:
    """Return a line and the offset at which it begins."""
    start = 0
    for _ in range(max(number, 1) - 1):
        start = text.find("\n", start) + 1
        if not start:
            return len(text), ""
    end = text.find("\n", start)
    return start, text[start : len(text) if end < 0 else end]


def _replaced(text: str, start: int, line: str, edited: str) -> str:
    return text[:start] + edited + text[start + len(line) :]


def _times(count: int, word: str) -> str:
    return f"one {word}" if count == 1 else f"{count} {word}s"
