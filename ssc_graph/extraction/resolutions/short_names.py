"""Short names that point back: "the Commission" after "the International Civil Service Commission"."""

from __future__ import annotations

import re
from typing import Final

#: How far back a full name is looked for, in code points.
_FARTHEST: Final = 30_000
_TRIES: Final = 40  # places of the word that are looked at
_SHORT: Final = re.compile(
    "Agency|Assembly|Authority|Bank|Board|Bureau|Commission|Committee|Conference|Council|Court|Department|Forum|Fund|Group|Institute|"
    "Mechanism|Office|Organization|Panel|Programme|Team|Tribunal|Union|Unit|University"
)
_BEFORE: Final = re.compile(r"(?:[A-Z][\w’-]*\s+(?:(?:of|and|for|on)\s+)?){1,8}\Z")
_OPENING: Final = re.compile(r"(?:[A-Z][a-z]+ing|Takes?|The|In|By)\s+(?:of\s+)?")
_BEHIND: Final = re.compile(
    r"(?:-General)?(?:\s+(?:on|of|for|against)\s+(?:the\s+)?[A-Z][\w’-]*(?:\s+(?:(?:of|on|for|and|the|in|to)\s+){0,2}[A-Z][\w’-]*){0,10})?"
)


def full_name(text: str, name: str, end: int) -> str:
    """Return the full name to which a short one points back, or an empty string.

    Args:
        text: the document's text.
        name: the short name, one word with a capital.
        end: where it stands; only what stands before counts.

    >>> full_name("The report of the Civil Service Commission. Requests the Commission to", "Commission", 57)
    'Civil Service Commission'
    """
    if not _SHORT.fullmatch(name):
        return ""
    place = end
    for _ in range(_TRIES):
        place = text.rfind(name, max(0, end - _FARTHEST), place)
        if place < 0:
            break
        words = _around(text, place, place + len(name), end)
        if words not in {"", name}:
            return words
    return ""


def _around(text: str, start: int, end: int, limit: int) -> str:
    """The name around a word, empty where the word is part of a longer word."""
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return ""
    before = _BEFORE.search(text, max(0, start - 120), start)
    behind = _BEHIND.match(text, end, min(limit, end + 200))
    first = before.start() if before else start
    opening = _OPENING.match(text, first, start)
    first = opening.end() if opening else first
    return " ".join(text[first : behind.end() if behind else end].split())
