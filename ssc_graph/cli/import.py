"""``ssc-graph import``."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from ssc_graph.cli.graph_files import content_of
from ssc_graph.cli.terminal import complain, write_bytes
from ssc_graph.errors import GraphError, OutputError
from ssc_graph.merging.importing import Imported, import_file


def run(options: argparse.Namespace) -> int:
    """Read a file of another's, tell what is wrong with it, and write it as N-Quads."""
    data, title = content_of(options.file)
    result = import_file(data, title=title, name=options.format, graph=options.graph)
    for repair in result.repairs:
        complain(
            f"{title}:{repair.line}: {repair.wrong}; {repair.edit}", kind="repaired: " if options.repair and not result.fault else "error: "
        )
    if result.fault:
        complain(result.fault)
        return GraphError.exit_code
    if result.repairs and not options.repair:
        complain("nothing was imported; --repair makes these edits and records them", kind="")
        return GraphError.exit_code
    for note in result.notes:
        complain(f"{title}: {note}", kind="note: ")
    _write(result, options.output)
    return 0


def _write(result: Imported, output: str | None) -> None:
    if output is None:
        write_bytes(result.nquads())
        return
    target = Path(output)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".ssc-graph-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(result.nquads())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror or error})", where=output) from error
