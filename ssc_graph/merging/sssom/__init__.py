"""Mappings between two schemes, as SSSOM: one row says that a thing here is (or is not) a thing there, why, and who looked at it.

The file is SSSOM TSV (https://mapping-commons.github.io/sssom/): a header of YAML behind ``#``, then a table. Inside the package the
ends of a mapping are absolute IRIs; predicates and justifications are CURIEs with the usual prefixes (``skos:exactMatch``,
``semapv:LexicalMatching``), whatever prefixes the file has. What is written is sorted and says the same in every run.
"""

from __future__ import annotations

from ssc_graph.merging.sssom.reading import read_mapping_set, read_mappings
from ssc_graph.merging.sssom.rows import ACCEPT, MANUAL, Mapping, MappingSet
from ssc_graph.merging.sssom.writing import write_mappings

__all__ = ["ACCEPT", "MANUAL", "Mapping", "MappingSet", "read_mapping_set", "read_mappings", "write_mappings"]
