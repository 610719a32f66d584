"""Tokens and sentences over a document's text.

Offsets are those of the document. Bracketed asides keep their tokens, one level deeper, so that a rule can read past them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from sys import intern

from ssc_graph.document import Block, BlockKind, Document
from ssc_graph.lexicon import flatten
from ssc_graph.rules import Grammar, Phrase

_TOKEN = re.compile(r"\w+(?:(?:[-'.+]|(?<=\d)/(?=\d)|(?<=\d),(?=\d))\w+)*%?|\S")
_OPEN, _CLOSE = "([", ")]"
#: What often stands right behind a word and opens or closes nothing.
_COMMON_MARKS = frozenset(",.;:?!")
_ENDS = frozenset(".?!")
#: Abbreviations only in front of a number: "No. 5", but "No. It is not."
_BEFORE_NUMBERS = frozenset({"no", "nos", "art", "fig", "para", "paras", "vol", "pasal"})
_CLOSERS = frozenset("\"')]”’»")
_MAY_END = _ENDS | _CLOSERS
#: Blocks that make no sentences.
_SILENT = frozenset({BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.TABLE})
#: A block longer than this is cut into pieces: no rule looks further, and time stays linear on a text without full stops.
LONGEST_SENTENCE = 400
_IS_WORD = attrgetter("is_word")


@dataclass(slots=True)
class Token:
    """A word, a number or a punctuation mark; never changed once a sentence holds it.

    It is not frozen: there are many, and a frozen one takes thrice as long to make.

    Args:
        start, end: extent in the document.
        word: the word in lower case with plain dashes and quotes.
        capital: whether it begins with a capital letter in the text.
        depth: number of brackets around it.
        is_word: whether it holds a letter or a digit.
        governs: whether it is a verb by what follows it: "closed their doors", not "doors closed by guards".
    """

    start: int
    end: int
    word: str
    capital: bool
    depth: int
    is_word: bool
    governs: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block.

    Args:
        index: number in the document, from 0.
        block: the block it stands in.
        block_index: number of that block.
        start, end: extent in the document.
        tokens: all tokens, brackets included.
        text: the document's whole text.
        question: whether it ends in a question mark.
        held: the words and marks of the sentence that it is, or is a part of: what is not among them need not be looked for.
    """

    index: int
    block: Block
    block_index: int
    start: int
    end: int
    tokens: tuple[Token, ...] = field(repr=False)
    text: str = field(repr=False)
    question: bool = False
    held: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def exact(self) -> str:
        """The characters of the sentence."""
        return self.text[self.start : self.end]

    def slice(self, first: int, last: int) -> str:
        """Return the characters of tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def tokenise(text: str, plain: str, start: int, end: int) -> list[Token]:
    """Return the tokens of ``text[start:end]``; ``plain`` is the flattened text, of equal length.

    No token holds a space, so most are what stands between two spaces; the pattern reads the others. Each word is held once, however
    often it stands: less memory for long documents, quicker look-ups.
    """
    tokens: list[Token] = []
    depth = 0
    place = start
    for piece in plain[start:end].split(" "):
        behind = place + len(piece)
        if piece.isalnum():
            tokens.append(Token(place, behind, intern(piece), text[place].isupper(), depth, True))
        elif piece[-1:] in _COMMON_MARKS and (word := piece[:-1]).isalnum():
            tokens.append(Token(place, behind - 1, intern(word), text[place].isupper(), depth, True))
            tokens.append(Token(behind - 1, behind, piece[-1], False, depth, False))
        elif piece:
            depth = _read_piece(tokens, text, plain, (place, behind), depth)
        place = behind + 1
    if depth:  # an unclosed bracket is no aside
        for token in tokens:
            token.depth = 0
    return tokens


def _read_piece(tokens: list[Token], text: str, plain: str, extent: tuple[int, int], depth: int) -> int:
    """Read what stands between two spaces; return the number of brackets that are open behind it."""
    for match in _TOKEN.finditer(plain, *extent):
        word = intern(match.group())
        first, last = match.span()
        # curly brackets and quotes do not nest here: they mark no aside
        depth += word in _OPEN
        tokens.append(Token(first, last, word, text[first].isupper(), depth, word[0].isalnum()))
        depth -= word in _CLOSE and depth > 0
    return depth


def split_sentences(document: Document, grammar: Grammar, *, plain: str | None = None) -> list[Sentence]:
    """Return the sentences of a document in order; boilerplate and bylines have none.

    Args:
        document: the document.
        grammar: of its language.
        plain: its text flattened, if the caller has it.
    """
    text = document.text
    plain = flatten(text) if plain is None else plain
    abbreviations = frozenset(" ".join(words) for words in grammar.words.get("abbreviations", ()))
    small = frozenset(words[0] for table in ("relatives", "pronouns") for words in grammar.words.get(table, ()) if len(words) == 1)
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        if block.kind in _SILENT:
            continue
        for group in _groups(tokenise(text, plain, block.body, block.end), abbreviations):
            _tell_acronyms(group, text, small)
            question = group[-1].word == "?" or (len(group) > 1 and group[-2].word == "?")
            held = frozenset([token.word for token in group])
            sentences.append(Sentence(len(sentences), block, number, group[0].start, group[-1].end, tuple(group), text, question, held))
    return sentences


def _tell_acronyms(tokens: Sequence[Token], text: str, small: frozenset[str]) -> None:
    """As in "the WHO launched …": capitals among words in lower case spell an acronym, not the small word of the same letters."""
    for position in [k for k, token in enumerate(tokens) if token.capital and token.word in small]:
        token = tokens[position]
        if not text[token.start : token.end].isupper() or token.end - token.start == 1:
            continue
        beside = tokens[max(position - 1, 0)], tokens[min(position + 1, len(tokens) - 1)]
        if any(t.is_word and text[t.start : t.end].islower() for t in beside):
            token.word = token.word.upper()


def _groups(tokens: Sequence[Token], abbreviations: frozenset[str]) -> list[Sequence[Token]]:
    groups: list[Sequence[Token]] = []
    first = 0
    for position in [k for k, token in enumerate(tokens) if token.word in _MAY_END]:
        first = _cut(tokens, first, position, groups)
        if position - first == LONGEST_SENTENCE - 1 or _ends_here(tokens, position, abbreviations):
            groups.append(tokens[first : position + 1])
            first = position + 1
    rest = tokens[_cut(tokens, first, len(tokens), groups) :]
    if rest and groups and not _says(rest):
        groups[-1] = [*groups[-1], *rest]
    elif rest:
        groups.append(rest)
    return [group for group in groups if _says(group)]


def _cut(tokens: Sequence[Token], first: int, position: int, groups: list[Sequence[Token]]) -> int:
    """Cut pieces of the greatest length off what stands before a token; return where the rest begins."""
    while position - first >= LONGEST_SENTENCE:
        groups.append(tokens[first : first + LONGEST_SENTENCE])
        first += LONGEST_SENTENCE
    return first


def _says(tokens: Sequence[Token]) -> bool:
    return tokens[0].is_word or any(map(_IS_WORD, tokens))


def _ends_here(tokens: Sequence[Token], position: int, abbreviations: frozenset[str]) -> bool:
    token = tokens[position]
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if token.word in _CLOSERS and position and tokens[position - 1].word in _ENDS and token.depth == 0:
        return following is None or following.capital or following.word[0].isdigit()
    if token.word not in _ENDS or token.depth or following is None:
        return False
    if following.word in _CLOSERS or following.word in _ENDS or following.start == token.end:
        return False
    if token.word == "." and position:
        before = tokens[position - 1]
        if before.word in _BEFORE_NUMBERS and not following.word[0].isdigit():
            return True
        if before.word in abbreviations or (len(before.word) == 1 and before.capital):
            return False
    return following.capital or not following.word[0].isalpha()


@cache
def first_words(choices: tuple[Phrase, ...]) -> frozenset[str]:
    """Return what phrases begin with: at another word, none of them need be looked for."""
    return frozenset(words[0] for words in choices)


@cache
def last_words(choices: tuple[Phrase, ...]) -> frozenset[str]:
    """Return what phrases end with."""
    return frozenset(words[-1] for words in choices)


def match_at(tokens: Sequence[Token], position: int, choices: Sequence[Phrase]) -> int:
    """Return the position behind the longest phrase that begins at ``position``, or -1."""
    count = len(tokens)
    for words in choices:
        end = position
        for word in words:
            if end >= count or tokens[end].word != word:
                break
            end += 1
        else:
            return end
    return -1


def match_before(tokens: Sequence[Token], position: int, choices: Sequence[Phrase]) -> int:
    """Return the position of the longest phrase that ends right before ``position``, or -1."""
    for words in choices:
        start = position - len(words)
        if start < 0:
            continue
        for k, word in enumerate(words):
            if tokens[start + k].word != word:
                break
        else:
            return start
    return -1
