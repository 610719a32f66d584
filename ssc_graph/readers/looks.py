"""What a line looks like: a heading, a sentence, an announcement of items.

Each test reads a bounded part of the line, so a line of ten megabytes costs no more than a short one.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ssc_graph.readers import words

LONGEST_HEADING: Final = 120  # characters
LONGEST_TITLE: Final = 220  # characters
_MOST_WORDS: Final = 18
_MOST_TITLE_WORDS: Final = 34
_TAIL: Final = 160  # characters in which the last sentence's announcing word stands
_PROSE: Final = 600  # characters in which a second sentence begins, where there is one
_SENTENCE_BREAK = re.compile(
    r"(?<=[^\W\d_]{3})(?<![IVX]{3})[.!]['\"”’)]?\s+['\"“‘(]?[A-Z]|(?<=\d[.)])\s+[A-Z][a-z]+ [a-z]|(?<=\))[.]\s+[A-Z]"
)
_NO_HEADING_END = re.compile(r"[.!;,:…][\"'”’»]?(?:\d{1,3}|[⁰¹²³⁴-⁹]+)?\Z")
_WORD_OR_YEAR = re.compile(r"[^\W\d_]{3}|\A\d{4}\Z")
_QUESTION_END = re.compile(r"\?[\"'”’»)]?\Z")


def is_heading_like(line: str, *, title: bool = False) -> bool:
    """Return whether a line may be a heading: short, one phrase or question, no end of a sentence.

    Args:
        line: without its marker and white space around it.
        title: whether it would be the document's title, which may be longer.

    >>> [is_heading_like(line) for line in ("Causes of aid fatigue", "Who pays?", "Aid is falling", "Aid fell.", "mutual benefit")]
    [True, True, False, False, False]
    """
    if not line or len(line) > (LONGEST_TITLE if title else LONGEST_HEADING) or not _opens(line):
        return False
    if line.count(" ") >= (_MOST_TITLE_WORDS if title else _MOST_WORDS) or "\t" in line:
        return False
    if is_question(line):
        return not _SENTENCE_BREAK.search(line)
    return not (_NO_HEADING_END.search(line) or _SENTENCE_BREAK.search(line) or _is_statement(line))


def is_question(line: str) -> bool:
    """Return whether a line ends with a question mark."""
    return _QUESTION_END.search(line, max(0, len(line) - 3)) is not None


def has_sentences(line: str) -> bool:
    """Return whether one sentence ends and another begins within a line; looks at its first part only."""
    return _SENTENCE_BREAK.search(line[:_PROSE]) is not None


def announces(text: str, start: int, end: int) -> bool:
    """Return whether the last sentence of ``text[start:end]`` has a word that announces a list (``berikut``, ``the following``).

    >>> announces("Aid fell. The causes are the following.", 0, 39), announces("Below it fell. Aid is scarce.", 0, 29)
    (True, False)
    """
    tail = text[max(start, end - _TAIL) : end]
    breaks = list(_SENTENCE_BREAK.finditer(tail))
    return _announcing().search(tail, breaks[-1].start() if breaks else 0) is not None


def _opens(line: str) -> bool:
    """Whether a line begins as a heading does: not in lower case, not with a bracket or a sign."""
    first = line[0] if line[0] not in "“\"‘'¿" else line[1:2]
    return bool(first) and first.isalnum() and not first.islower() and _WORD_OR_YEAR.search(line) is not None


def _is_statement(line: str) -> bool:
    """Whether a line states something: it has a verb form in lower case, and neither asks nor is printed in title case."""
    if _asks().match(line):
        return False
    parts = line.split()
    if sum(part[0].isupper() for part in parts if len(part) > 3) * 2 > sum(len(part) > 3 for part in parts):  # noqa: PLR2004 (function words are short)
        return False
    return not words.union("verb forms").isdisjoint(parts)


@functools.cache
def _asks() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(words.union('question words'))))})\b", re.IGNORECASE)


@functools.cache
def _announcing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words.union('announcing'))))})\b", re.IGNORECASE)
