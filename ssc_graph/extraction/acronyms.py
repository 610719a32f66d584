"""Short names against long ones: do the initials agree, is one cut from the other?"""

from __future__ import annotations

from collections.abc import Sequence

from ssc_graph.extraction.tokens import Token
from ssc_graph.lexicon import case_sensitive

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def initials_agree(name: str, words: Sequence[str]) -> bool:
    """Return whether an acronym spells a name or a name spells out an acronym, small words skipped or not.

    >>> initials_agree("United Nations Development Programme", ["undp"])
    True
    >>> initials_agree("UNDP", ["united", "nations", "environment", "programme"])
    False
    """
    left = [w for w in name.lower().replace("-", " ").replace("/", " ").split() if w[0].isalnum()]
    right = [part for w in words for part in w.lower().replace("-", " ").split() if part and part[0].isalnum()]
    if len(left) == len(right) == 1 or not left or not right:
        return False
    short, long = (left, right) if sum(map(len, left)) < sum(map(len, right)) else (right, left)
    acronym = "".join(c for word in short for c in word if c.isalnum())
    candidates = {acronym, acronym.removesuffix("s")}
    full = "".join(w[0] for w in long)
    heavy = "".join(w[0] for w in long if len(w) > 3 or w[0].isdigit())  # noqa: PLR2004 (of, the, for, dan)
    return len(acronym) >= 2 and bool(candidates & {full, heavy, full.replace("o", "", 1) if "of" in long else full}) and len(long) >= 2  # noqa: PLR2004


def abbreviates(acronym: str, name: str) -> bool:
    """Return whether a short form is made of a name's initials, in any order, as in "(FfD4)", "(IAF II)"."""
    letters = [c for c in acronym.split(maxsplit=1)[0] if c.isalpha()]
    if not case_sensitive(acronym.split(maxsplit=1)[0]) or len(acronym.split()) > 2 or len(letters) < 3:  # noqa: PLR2004
        return False
    initials = [w[0].lower() for w in name.replace("–", " ").replace("-", " ").split() if w[0].isalpha()]
    for letter in letters:
        if letter.lower() not in initials:
            return False
        initials.remove(letter.lower())
    return True


def blended(short: str, name: str) -> bool:
    """Return whether a short name is made of letters of a name in order, the first of which begins one of its words; "Four" is 4.

    >>> blended("CARPHA", "Caribbean Public Health Agency"), blended("R-4", "Rice Four"), blended("KPMG", "South Centre")
    (True, True, False)
    """
    numbers = {word: str(number) for number, word in enumerate(_NUMBERS, start=1)}
    words = [numbers.get(word, word) for word in name.lower().replace("-", " ").split()]
    letters = [c for c in short.lower() if c.isalnum()]
    begins = any(word[0] == letters[0] for word in words if word[0].isalnum()) if letters else False
    heads = sum(1 for word in words if len(word) > 3 or word.isdigit())  # noqa: PLR2004 (of, the, for, dan)
    return begins and heads > 1 and _subsequence("".join(letters), "".join(words), digits=True)


def cut_from(other: str, tokens: Sequence[Token], name: str) -> bool:
    """Return whether a short form is cut from a name, as in "Tim Koordinasi Nasional (Tim Kornas)".

    It begins with the same word, and the letters of its other words stand in the name in order.
    """
    words = name.lower().split()
    if not tokens[0].capital or len(tokens) < 2 or len(tokens) >= len(words) or tokens[0].word != words[0]:  # noqa: PLR2004
        return False
    return all(_subsequence(token.word, "".join(words)) for token in tokens[1:]) and not other.isdigit()


def _subsequence(short: str, long: str, *, digits: bool = False) -> bool:
    letters = iter(long)
    return all(c in letters for c in short if c.isalpha() or (digits and c.isdigit()))
