"""Texts of strangers made fit to be shown: nothing that turns the line around, ends a script, or cannot be seen."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

#: Controls of C0 and C1 without tab and line feed; bidi embeddings, overrides, isolates and marks; what Unicode never assigns; surrogates.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    r"""Return a text with what would be unseen and act spelt out.

    >>> visible("a\u202eb\x1b")
    'a[U+202E]b[U+001B]'
    """
    return _UNFIT.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def line(text: str, longest: int = 160) -> str:
    """Return a text in one line, cut where it is longer than so many characters.

    >>> line("one  two", 5)
    'one…'
    """
    plain = _SPACE.sub(" ", visible(text)).strip()
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def data_block(value: object) -> Markup:
    r"""Return JSON that may stand in a script element: no character in it can end the element (HTML, 4.12.1.3).

    >>> data_block({"name": "</script>"})
    Markup('{"name": "\\u003c/script\\u003e"}')
    """
    written = json.dumps(_scrubbed(value), ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return Markup(written)  # noqa: S704 (what could be markup is escaped above)


def _scrubbed(value: object) -> object:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {key: _scrubbed(each) for key, each in value.items()}
    return [_scrubbed(each) for each in value] if isinstance(value, list | tuple) else value


def sort_key(text: str) -> tuple[str, str]:
    """Return the key by which names stand in an alphabetical list: letters without their marks, case aside.

    >>> sorted(["Zaire", "élan", "apple"], key=sort_key)
    ['apple', 'élan', 'Zaire']
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return re.sub(r"^[\W_]+", "", bare), text


def initial(text: str) -> str:
    """Return the letter under which a name stands.

    >>> initial("élan"), initial("33/134")
    ('E', '0–9')
    """
    first = sort_key(text)[0][:1]
    return "0–9" if first.isdigit() else first.upper() if first.isalpha() else "#"
