"""The data files of the package, read alike from a wheel, a zipped wheel, an editable install and a checkout.

``ontology/``, ``shapes/`` and ``exports/`` stand at the top level of a checkout and inside a wheel as ``ssc_graph/_data/``. The rules
(``extraction``) and the bundled documents (``corpus``) are inside the package in both.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ssc_graph.errors import DataFileError

_OUTSIDE = ("ontology", "shapes", "exports")


def folder(name: str) -> Traversable:
    """Return the data folder ``name``: ``ontology``, ``shapes``, ``exports``, ``corpus`` or ``extraction/<language>``.

    Raises:
        DataFileError: the folder is not part of this installation.

    >>> folder("ontology").name
    'ontology'
    """
    package = files("ssc_graph")
    top = name.split("/", maxsplit=1)[0]
    found: Traversable = package.joinpath(*name.split("/"))
    if top in _OUTSIDE:
        found = package.joinpath("_data", *name.split("/"))
        if not found.is_dir():
            found = Path(__file__).resolve().parent.parent.joinpath(*name.split("/"))
    if not found.is_dir():
        raise DataFileError(f"the data folder {name!r} is missing", hint="install the package again")
    return found


def names(folder_name: str, *, suffix: str) -> tuple[str, ...]:
    """Return the names of the files in a data folder that end in ``suffix``, sorted by code point.

    >>> "ssc.ttl" in names("ontology", suffix=".ttl")
    True
    """
    return tuple(sorted(entry.name for entry in folder(folder_name).iterdir() if entry.is_file() and entry.name.endswith(suffix)))


def read(folder_name: str, file_name: str) -> bytes:
    """Return the bytes of a data file.

    Raises:
        DataFileError: there is no such file.
    """
    found = folder(folder_name).joinpath(file_name)
    if not found.is_file():
        raise DataFileError("the data file is missing", where=f"{folder_name}/{file_name}", hint="install the package again")
    return found.read_bytes()
