"""Resolutions without end, none of them real: the annotated ones taken apart and put together anew, with other numbers, dates and names.

``python -m benchmarks.resolutions COUNT FOLDER`` writes them as text files.
"""

from __future__ import annotations

import random
import re
import sys
import textwrap
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.texts import GOLD

_FIRST, _LAST = 34, 80  # sessions
_PER_SESSION: Final = 300
_YEAR_OF_SESSION: Final = 1945
_PARAGRAPHS: Final = 12  # of either kind
_WIDTH: Final = 78
_GAP: Final = re.compile(r"\n\s*\n")
_NUMBERED: Final = re.compile(r"\d+\.\s+(?=[A-Z])")
_SHORTEST: Final = 60  # characters; what is less is a head, a foot or a signature
_MARKS: Final = re.compile(r"(?<=[a-z,.;”])\d{1,2}(?=[\s,;.])")  # of footnotes
_MONTHS: Final = "January February March April May June July August September October November December".split()
_DAY: Final = rf"\b\d{{1,2}} (?:{'|'.join(_MONTHS)}) (?:19|20)\d\d\b"
_CITED: Final = re.compile(rf"\b\d\d/\d{{1,3}}\b(?P<on> of {_DAY})?|{_DAY}")
_SUBJECTS: Final = "seeds vaccines teachers ferries fisheries statistics customs archives irrigation midwifery cables satellites".split()
_ACTS: Final = ("exchange", "safeguarding", "repair", "financing", "joint purchase", "certification", "training", "mapping")
_PLACES: Final = (
    "least developed countries", "landlocked developing countries", "small island developing States", "developing countries",
    "countries in transition", "the countries of the South",
)  # fmt: skip


@cache
def _paragraphs() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs of the annotated English resolutions: preambles and numbered ones."""
    preamble, operative = list[str](), list[str]()
    for path in sorted(GOLD.glob("resolutions/*.en.txt")):
        for piece in _GAP.split(path.read_text("utf-8")):
            words = _MARKS.sub("", " ".join(piece.split()))
            if len(words) < _SHORTEST or words[-1] not in ",;." or "_" in words or "Council" in words:
                continue
            numbered = _NUMBERED.match(words)
            if numbered is None and words.endswith(",") and words[0].isupper():
                preamble.append(words)
            elif numbered is not None:
                operative.append(words[numbered.end() :].rstrip(";.") + ";")
    return tuple(preamble), tuple(operative)


def resolution(number: int) -> str:
    """Return one resolution; the same for the same number.

    >>> "A/RES/34/8" in resolution(7), resolution(7) == resolution(7), resolution(7) == resolution(8)
    (True, True, False)
    """
    chance = random.Random(number)  # noqa: S311 (texts to measure on, no secret)
    session, own = _FIRST + number // _PER_SESSION % (_LAST - _FIRST), number % _PER_SESSION + 1
    title = _title(chance)
    day = _day(session, own)
    preamble, operative = (chance.sample(kind, _PARAGRAPHS) for kind in _paragraphs())
    head = (
        f"United Nations                                            A/RES/{session}/{own}\n\nGeneral Assembly\n\n"
        f"Resolution adopted by the General Assembly on {day}\n\n{session}/{own}. {title}\n\nThe General Assembly,"
    )
    body = [_varied(chance, words, session) for words in preamble]
    body += [f"{place}. {_varied(chance, words, session)}" for place, words in enumerate(operative, 1)]
    closing = f"{_PARAGRAPHS + 1}. Decides to include in the provisional agenda of its next session the item entitled “{title}”."
    return "\n\n".join([head, *(textwrap.fill(each, _WIDTH) for each in (*body, closing)), f"71st plenary meeting\n{day}"]) + "\n"


def _title(chance: random.Random) -> str:
    what, act, where = chance.choice(_SUBJECTS), chance.choice(_ACTS), chance.choice(_PLACES)
    return f"Cooperation in the {act} of {what} among {where}"


def _varied(chance: random.Random, words: str, session: int) -> str:
    """A paragraph that cites other resolutions: few are cited by many, as it is."""

    def other(found: re.Match[str]) -> str:
        earlier = max(_FIRST - 1, session - int(chance.expovariate(0.2)))
        own = min(_PER_SESSION, 1 + int(chance.paretovariate(0.8)))
        if "/" not in found[0]:
            return _day(earlier, own)
        return f"{earlier}/{own}" + (f" of {_day(earlier, own)}" if found["on"] else "")

    return _CITED.sub(other, words)


def _day(session: int, own: int) -> str:
    """The day on which a resolution was adopted: everybody who cites it gives the same."""
    chance = random.Random(f"{session}/{own}")  # noqa: S311 (as above)
    return f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {session + _YEAR_OF_SESSION}"


def write(count: int, folder: Path) -> list[Path]:
    """Write so many resolutions and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"resolution-{number:05d}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(resolution(number), "utf-8")
    return paths


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
