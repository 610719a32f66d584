"""Roles: from a rule's trigger outwards to the arguments of its claims.

A form is a method ``_<form>`` or ``_<side>_<form>`` of one of the classes below; a rule names it (see :class:`ssc_graph.rules.Role`).
"""

from __future__ import annotations

from ssc_graph.extraction.roles.anchor import Anchor, Filler
from ssc_graph.extraction.roles.names import Names

__all__ = ["Anchor", "Filler", "RoleFinder"]


class RoleFinder(Names):
    """Finds the fillers of roles, in every form that rules name."""
