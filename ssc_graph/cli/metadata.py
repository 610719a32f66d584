"""What the user says about a document on the command line."""

from __future__ import annotations

import argparse

from ssc_graph.document import Metadata


def metadata_of(options: argparse.Namespace) -> Metadata | None:
    """Return the metadata in the options, or None where the user gave none.

    >>> given = argparse.Namespace(title="Aims", author=None, date=None, publisher=None, source=None)
    >>> metadata_of(given).title
    'Aims'
    """
    given = Metadata(
        title=options.title or "",
        authors=tuple(options.author or ()),
        date=options.date or "",
        publisher=options.publisher or "",
        source=options.source or "",
    )
    return given if given != Metadata() else None
