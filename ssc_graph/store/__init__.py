"""Graphs in a SPARQL store: the bundled exports, RDF files of any syntax, or a store on disk.

The store is an index that can be rebuilt from the files: it keeps values, not spellings (``0.50`` becomes ``0.5``), so that whatever
is compared, hashed or published is taken from the files, and the fingerprint of a store is that of the files that filled it. Its
default graph is the union of all graphs, each triple once; the named graphs stand beside it.
"""

from __future__ import annotations

from ssc_graph.store.files import SUFFIXES, read_quads
from ssc_graph.store.opening import Store, divide, is_no_room, open_store, store_of, unite

__all__ = ["SUFFIXES", "Store", "divide", "is_no_room", "open_store", "read_quads", "store_of", "unite"]
