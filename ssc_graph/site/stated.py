"""Who publishes a graph and who answers questions about it: stated by the user, and never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ssc_graph.errors import UsageError
from ssc_graph.site.addresses import web_link

_NAMED: Final = re.compile(r"\s*(?P<name>[^<>]*?)\s*(?:<(?P<iri>[^<>\s]+)>)?\s*")
_MAIL: Final = re.compile(r"(?:mailto:)?([\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user says of a publication.

    Args:
        publisher: name of who publishes it, or empty.
        publisher_iri: IRI of the same, or empty.
        contact: an address that begins with ``mailto:``, ``http:`` or ``https:``, or empty.
    """

    publisher: str = ""
    publisher_iri: str = ""
    contact: str = ""

    @classmethod
    def of(cls, publisher: str = "", contact: str = "") -> Stated:
        """Read what was given on the command line.

        Args:
            publisher: a name, or a name and an IRI in angle brackets.
            contact: an address for mail, or of a page.

        Raises:
            UsageError: it is neither.

        >>> Stated.of("An Institute <https://inst.example/>", "ask@inst.example").contact
        'mailto:ask@inst.example'
        """
        found = _NAMED.fullmatch(publisher)
        iri = found["iri"] or "" if found else ""
        if found is None or (publisher.strip() and not found["name"]) or (iri and not web_link(iri)):
            raise UsageError(f"the publisher {publisher!r} is no name", hint='write "NAME" or "NAME <https://…>"')
        return cls(found["name"], iri, _contact(contact.strip()))


def _contact(text: str) -> str:
    if mail := _MAIL.fullmatch(text):
        return f"mailto:{mail[1]}"
    if text and not web_link(text):
        raise UsageError(f"the contact {text!r} is no address", hint="give an address for mail, or of a page (https://…)")
    return text
