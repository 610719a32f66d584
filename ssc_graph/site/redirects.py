"""Rules by which a server of persistent names (w3id.org: Apache's mod_rewrite in ``.htaccess``) leads from a thing to its page or data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from ssc_graph.errors import UsageError
from ssc_graph.site.addresses import SHELF

_ASKED: Final = (
    ("jsonld", r"application/ld\+json|application/json"),
    ("ttl", r"text/turtle|application/x-turtle|application/n-triples|application/rdf\+xml"),
)
_ASCII: Final = 128
_PLAIN: Final = r"[a-z0-9][a-z0-9._-]*"


def check_address(address: str) -> str:
    """Return the address of a site if pages can stand under it.

    Raises:
        UsageError: it is no http or https address that ends in ``/``, or has what a rule cannot hold.

    >>> check_address("https://example.org/ssc/")
    'https://example.org/ssc/'
    """
    hint = "give one such as https://example.org/ssc/"
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port is not False
    except ValueError:
        fine = False
    if not fine or not address.endswith("/"):
        raise UsageError(f"{address!r} is no http or https address that ends in /", hint=hint)
    if not address.isascii() or any(c in address for c in "?#%$\\\"'<>{}|^`@") or not address.isprintable() or " " in address:
        raise UsageError(f"the address {address!r} has a character that has no place in a rule of redirection", hint=hint)
    return address


def rules(address: str, *, others: Iterable[tuple[str, str]] = ()) -> str:
    """Return the rules.

    Args:
        address: of the site, ending in ``/``.
        others: things whose path is not taken over from their name: that path, and the stem of their page.
    """
    shelf = f"([0-9a-f]{{{SHELF}}})"
    lines = [
        "# Persistent names of ssc-graph: from a thing to what describes it (303 See Other).",
        "Options +FollowSymLinks -MultiViews",
        "RewriteEngine On",
        "AddType text/turtle .ttl",
        "AddType application/ld+json .jsonld",
        "",
        "# Pages and files under the same path",
        _rule(r"^$", f"{address}", "302"),
        _rule(r"^(.+\.(?:html|ttl|jsonld|nq|nt|trig|rdf|css|js|svg|xml|atom|bib|cff|htaccess))$", f"{address}$1", "302"),
        "",
        "# Terms of the vocabulary, rules: a part of one page",
        *_three(r"^ns/?([A-Za-z0-9_-]*)$", f"{address}ns", "$1"),
        *_three(r"^rule/([A-Za-z0-9._-]+)$", f"{address}rules", "$1"),
        *_three(r"^shape/([A-Za-z0-9._-]+)$", f"{address}shapes", "$1"),
        "",
        "# Claims and evidence: a part of the page of all that begin alike",
        *_three(rf"^id/(claim|evidence)/{shelf}([0-9a-f]+)(?:/[a-z]+)?$", f"{address}id/$1/$2", "$2$3"),
        "",
    ]
    for path, stem in sorted(others):
        lines += ["# A name that cannot be a path", *_three(f"^{_escaped(path)}$", address + stem, ""), ""]
    lines += [
        "# Everything else: a page of its own",
        *_three(rf"^((?:authority|concept)/{_PLAIN}|id/[a-z]+/{_PLAIN}|other/{_PLAIN})$", f"{address}$1", ""),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _three(pattern: str, target: str, anchor: str) -> list[str]:
    """Data where data are asked for, else the page in the language that is asked for first."""
    end = f"#{anchor}" if anchor else ""
    lines = []
    for suffix, asked in _ASKED:
        lines += [f"RewriteCond %{{HTTP_ACCEPT}} ({asked})", "RewriteCond %{HTTP_ACCEPT} !text/html", _rule(pattern, f"{target}.{suffix}")]
    lines += ["RewriteCond %{HTTP:Accept-Language} ^id", _rule(pattern, f"{target}.id.html{end}")]
    return [*lines, _rule(pattern, f"{target}.en.html{end}")]


def _rule(pattern: str, target: str, code: str = "303") -> str:
    return f"RewriteRule {pattern} {target} [R={code},NE,L]"


def _escaped(path: str) -> str:
    """Return a pattern for exactly this path: bytes that a pattern or a line could take for something else are spelt out."""
    return "".join(chr(b) if b < _ASCII and (chr(b).isalnum() or chr(b) in "-_/") else f"\\x{b:02x}" for b in unquote_to_bytes(path))
