"""Dates to the granularity of the text; an interval is a resource of OWL-Time."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ssc_graph.errors import GraphError
from ssc_graph.graph.sheets import Sheet
from ssc_graph.graph.terms import date_datatype

#: OWL-Time (section 4.2) has one property for each granularity.
_POSITIONS = {"xsd:gYear": "time:inXSDgYear", "xsd:gYearMonth": "time:inXSDgYearMonth", "xsd:date": "time:inXSDDate"}


def date_term(sheet: Sheet, value: str, datatype: str) -> NamedNode | Literal:
    """Return the term of a date; for an interval, describe it in the sheet as well.

    Args:
        sheet: the named graph of the document that gives the date.
        value: ``1978``, ``1978-09``, ``1978-09-12`` or ``1955-04-18/1955-04-24``.
        datatype: ``xsd:gYear``, ``xsd:gYearMonth``, ``xsd:date`` or ``edtf:EDTF``.

    Raises:
        GraphError: the value has not the form that its datatype demands.
    """
    if datatype != "edtf:EDTF":
        return sheet.terms.date(value, where=sheet.where, datatype=datatype)
    begin, slash, end = value.partition("/")
    if not slash:
        raise GraphError(f"{value!r} is no interval of two dates", where=sheet.where, hint="1955-04-18/1955-04-24 is one")
    return _interval(sheet, value, begin, end)


def _interval(sheet: Sheet, value: str, begin: str, end: str) -> NamedNode:
    interval = sheet.terms.iri(f"interval:{begin}--{end}")
    sheet.types(interval, "time:ProperInterval")
    sheet.text(interval, "rdfs:label", f"{begin} – {end}")
    sheet.text(interval, "ssc:dateEDTF", value)
    sheet.add(interval, "time:hasBeginning", _instant(sheet, begin))
    sheet.add(interval, "time:hasEnd", _instant(sheet, end))
    return interval


def _instant(sheet: Sheet, value: str) -> NamedNode:
    instant = sheet.terms.iri(f"interval:{value}")
    date = sheet.terms.date(value, where=sheet.where)
    sheet.types(instant, "time:Instant")
    sheet.text(instant, "rdfs:label", value)
    sheet.add(instant, _POSITIONS[date_datatype(value) or ""], date)
    return instant
