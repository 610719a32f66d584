"""IRIs and literals: made once, checked when made.

The text side names things by CURIE strings; here they become RDF terms. A text that a reader of RDF/XML or N-Triples would
refuse, an address that is no IRI, and a date that is padded or malformed are stopped here, before they are in a graph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from ssc_graph.errors import GraphError, UsageError
from ssc_graph.namespaces import DEFAULT_BASE, expand

#: An http(s) IRI with a host, or a URN (RFC 8141), that a name can be hung on.
_BASE = re.compile(r"(?:https?://[^\s/?#]+[/?#]|urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:)[^\s]*", re.IGNORECASE)
_BASE_END = ("/", "#")
#: Characters that RFC 3987 allows nowhere in an IRI.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
#: What XML 1.0 (production 2, Char) leaves out: RDF/XML cannot carry it, and several readers refuse it in any format.
_NOT_IN_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: IRIs that are remembered: those of a document are used again and again, and hardly after it.
_MOST_IRIS = 20_000
_LANGUAGE = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*")
#: An address of these schemes can be shown as a link without running anything on the reader's machine.
_SCHEMES = ("http:", "https:", "urn:", "doi:", "ftp:")

#: A date to each granularity: "1978" is a year and never 1978-01-01.
DATES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "xsd:gYear": re.compile(r"\d{4}"),
        "xsd:gYearMonth": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"),
        "xsd:date": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    }
)


def check_base(base: str) -> str:
    """Return the base IRI if instances can live under it.

    Args:
        base: an absolute ``http``, ``https`` or ``urn`` IRI that ends in ``/`` or ``#``.

    Raises:
        UsageError: it is none; the message says what is wrong with it.

    >>> check_base("https://example.org/kg/")
    'https://example.org/kg/'
    >>> check_base("example.org")
    Traceback (most recent call last):
    ...
    ssc_graph.errors.UsageError: the base 'example.org' is no absolute http, https or urn IRI; give one such as https://example.org/kg/
    """
    hint = "give one such as https://example.org/kg/"
    if found := _NOT_IN_IRI.search(base):
        raise UsageError(f"the base {base!r} has a character that no IRI may have: {found.group()!r}", hint=hint)
    if not _BASE.fullmatch(base):
        raise UsageError(f"the base {base!r} is no absolute http, https or urn IRI", hint=hint)
    if not base.endswith(_BASE_END):
        raise UsageError(f"the base {base!r} does not end in / or #", hint=hint)
    if base.count("#") > 1:
        raise UsageError(f"the base {base!r} has two #", hint=hint)
    try:
        return NamedNode(base + "document/x").value.removesuffix("document/x")
    except ValueError as error:
        raise UsageError(f"the base {base!r} is no IRI: {error}", hint=hint) from error


def date_datatype(value: str) -> str | None:
    """Return the datatype that says a date's granularity, or None where it is no such date.

    >>> date_datatype("1978"), date_datatype("1978-09-12"), date_datatype("78")
    ('xsd:gYear', 'xsd:date', None)
    """
    return next((datatype for datatype, form in DATES.items() if form.fullmatch(value)), None)


class Terms:
    """The terms of one build; an IRI that is used again is expanded and checked once.

    Args:
        base: IRI under which the instances live.

    Raises:
        UsageError: the base is no usable IRI.

    >>> Terms().iri("ssc:causes").value
    'https://w3id.org/ssc-graph/ns/causes'
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = check_base(base)
        self._iris: dict[str, NamedNode] = {}

    def iri(self, curie: str) -> NamedNode:
        """Return the node of a CURIE.

        Raises:
            ValueError: the prefix is not known, or the local part has a character that no IRI may have.
        """
        found = self._iris.get(curie)
        if found is None:
            if len(self._iris) >= _MOST_IRIS:
                self._iris.clear()
            found = self._iris[curie] = NamedNode(expand(curie, base=self.base))
        return found

    def rule(self, rule: str) -> NamedNode:
        """Return the node of an extraction rule; a character that an IRI may not have is percent-encoded (RFC 3987 section 3.1)."""
        return self.iri("rule:" + quote(rule, safe="/-._~:"))

    def address(self, address: str, *, where: str) -> NamedNode:
        """Return the node of an address that a document brought with it.

        Spaces and the like are percent-encoded, as a browser does.

        Args:
            address: an absolute IRI.
            where: the document's name, for the message.

        Raises:
            GraphError: it is not absolute, is no IRI, or is of a scheme that should not become a link.
        """
        encoded = _NOT_IN_IRI.sub(lambda found: quote(found.group()), address)
        if not encoded.lower().startswith(_SCHEMES):
            raise GraphError(f"the address {address!r} is no absolute web address", where=where, hint="give an http, https, urn or doi IRI")
        try:
            return NamedNode(encoded)
        except ValueError as error:
            raise GraphError(f"the address {address!r} is no IRI: {error}", where=where) from error

    def text(self, text: str, language: str = "", *, where: str) -> Literal:
        """Return a literal of words.

        Args:
            text: the words.
            language: BCP 47 tag, or empty; written in lower case, as RDF 1.1 (section 3.3) compares it.
            where: the document's name, for the message.

        Raises:
            GraphError: a character that RDF/XML cannot carry, or no BCP 47 tag.
        """
        if found := _NOT_IN_TEXT.search(text):
            code = f"U+{ord(found.group()):04X}"
            raise GraphError(f"the character {code} is not allowed in a graph", where=where, hint="read the document again, or remove it")
        if not language:
            return Literal(text)
        tag = language.lower()
        if not _LANGUAGE.fullmatch(tag):
            raise GraphError(f"{language!r} is no language tag", where=where, hint="give one such as en or id")
        return Literal(text, language=tag)

    def typed(self, value: str, datatype: str) -> Literal:
        """Return a literal with a datatype, given as a CURIE; the lexical form is kept as it is."""
        return Literal(value) if datatype == "xsd:string" else Literal(value, datatype=self.iri(datatype))

    def date(self, value: str, *, where: str, datatype: str | None = None) -> Literal:
        """Return a date, typed by the granularity that it has.

        Args:
            value: ``1978``, ``1978-09`` or ``1978-09-12``.
            where: the document's name, for the message.
            datatype: the datatype that it must have, where it is known.

        Raises:
            GraphError: it is no date of such a form, or its form is not that of the datatype.
        """
        found = date_datatype(value)
        if found is None or (datatype is not None and datatype != found):
            wanted = datatype or "1978, 1978-09 or 1978-09-12"
            raise GraphError(f"{value!r} is no date of the form {wanted}", where=where)
        return self.typed(value, found)
