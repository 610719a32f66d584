"""Graphs and mapping files on the disk: a file or a folder of RDF in, one file out, whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ssc_graph.errors import GraphError, OutputError
from ssc_graph.merging.keys import Thing, read_things
from ssc_graph.serialization import FORMATS, format_of_file, parse


def read_graph(name: str) -> dict[str, Thing]:
    """Return the things of an RDF file, or of all RDF files of a folder.

    Args:
        name: path of the file or folder.

    Raises:
        GraphError: it cannot be read, is broken, or names nothing.
        UsageError: the suffix is none of a format of RDF.
    """
    path = Path(name)
    files = _files(path) if path.is_dir() else [path]
    quads = [
        quad
        for file in files
        for quad in parse(_bytes(file), format=format_of_file(file.name).name, where=str(file), base=file.absolute().as_uri())
    ]
    things = read_things(quads)
    if not things:
        raise GraphError(
            "nothing in it has a name or an identifier", where=name, hint="give a graph with skos:prefLabel, rdfs:label or identifiers"
        )
    return things


def _files(folder: Path) -> list[Path]:
    suffixes = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes if suffix not in {".json", ".xml"})
    return sorted(
        file for file in folder.iterdir() if file.is_file() and file.name.lower().endswith(suffixes) and file.name != "context.jsonld"
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraphError(f"cannot be read ({error.strerror})", where=str(path)) from error


def replace_file(path: Path, text: str) -> None:
    """Write a file beside its place, then move it there: it is the old one or the new one at every moment.

    Args:
        path: of the file; its folder is made where it is missing.
        text: the content.

    Raises:
        OutputError: it cannot be written.
    """
    hidden = path.parent / f".{path.name}.{secrets.token_hex(4)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            hidden.write_text(text, encoding="utf-8", newline="\n")
            os.replace(hidden, path)  # noqa: PTH105 (the name says what happens)
        finally:
            hidden.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", where=str(path)) from error
