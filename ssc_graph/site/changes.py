"""What was added, changed and removed against an earlier graph, as a list and as Atom (RFC 4287)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ssc_graph.identifiers import digest
from ssc_graph.site.addresses import page, place_of
from ssc_graph.site.messages import say
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import View

#: Changes that are listed; a feed of more is read by nobody.
MOST: Final = 1000
#: The hour of a day of which only the day is known.
_MIDNIGHT: Final = "T00:00:00Z"
_BEGINNING: Final = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Args:
        how: ``added``, ``changed`` or ``removed``.
        what: ``claims``, ``documents`` or ``things_count``: a key of the messages.
        iri: of what changed.
        mark: digest of its new description, or of its old one where it is gone.
    """

    how: str
    what: str
    iri: str
    mark: str


def compare(now: View, before: View) -> list[Change]:
    """Return what differs between two graphs: things, documents and claims, each with its evidence; in a fixed order."""
    found = []
    for what in ("documents", "claims", "things_count"):
        new, old = _marks(now, what), _marks(before, what)
        for iri in sorted(new.keys() | old.keys()):
            how = "added" if iri not in old else "removed" if iri not in new else "changed"
            if new.get(iri) != old.get(iri):
                found.append(Change(how, what, iri, new.get(iri) or old[iri]))
    return found


def _marks(view: View, what: str) -> Mapping[str, str]:
    iris: Iterable[str] = view.documents if what == "documents" else view.claims if what == "claims" else view.things
    describe = view.claim_description if what == "claims" else view.triples
    return {iri: hashlib.sha256("\n".join(sorted(map(str, describe(iri)))).encode()).hexdigest() for iri in iris}


def feed(frame: Frame, changes: list[Change], before: View | None, *, date: str, fingerprint: str) -> str:
    """Return the feed.

    Args:
        frame: of the page of changes, in the language of the feed.
        changes: to list.
        before: the earlier graph, which still knows the names of what was removed.
        date: day of publication, or empty.
        fingerprint: of the graph.
    """
    language, address = frame.language, frame.site.address
    moment = (date or _BEGINNING) + _MIDNIGHT
    own = f"{address}changes.{language}.atom"
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
        f"<id>{escape(own)}</id>",
        f"<title>{escape(say('changes', language))}: {escape(say('site', language))}</title>",
        f"<updated>{moment}</updated>",
        f"<author><name>{escape(say('brand', language))}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(frame.absolute())}/>',
        _entry(
            say("version", language),
            f"urn:sha256:{fingerprint}",
            frame.absolute(),
            moment,
            say("version", language) + f" {fingerprint[:12]}",
        ),
    ]
    entries = [_change(frame, change, before, moment, fingerprint) for change in changes[:MOST]]
    return "\n".join([*head, *entries, "</feed>"]) + "\n"


def _change(frame: Frame, change: Change, before: View | None, moment: str, fingerprint: str) -> str:
    title = f"{say(change.how, frame.language)}: {change_name(frame, change, before)}"
    # With the graph in it: what is removed and comes back as it was is news, though it was added before.
    identifier = f"urn:sha256:{digest(change.how, change.iri, change.mark, fingerprint, length=64)}"
    place = place_of(change.iri, frame.site.view.base)
    way = (
        frame.absolute()
        if change.how == "removed"
        else frame.site.address + page(place.stem, frame.language) + (f"#{place.anchor}" if place.anchor else "")
    )
    return _entry(title, identifier, way, moment, f"{say(change.what, frame.language)}: {line(change.iri, 300)}", category=change.how)


def _entry(title: str, identifier: str, way: str, moment: str, summary: str, *, category: str = "version") -> str:
    return (
        f"<entry><id>{escape(identifier)}</id><title>{escape(line(title, 300))}</title><updated>{moment}</updated>"
        f"<category term={quoteattr(category)}/><link href={quoteattr(way)}/><summary>{escape(summary)}</summary></entry>"
    )


def change_name(frame: Frame, change: Change, before: View | None) -> str:
    """Return what a thing is called that was changed, or was called before it was removed."""
    view = before if change.how == "removed" and before is not None else frame.site.view
    return line(view.name(change.iri, frame.language).value, 300)
