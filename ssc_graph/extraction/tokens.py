"""Tokens and sentences over a document's text.

Offsets are those of the document. Bracketed asides keep their tokens, one level deeper, so that a rule can read past them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ssc_graph.document import Block, BlockKind, Document
from ssc_graph.lexicon import flatten
from ssc_graph.rules import Grammar, Phrase

_TOKEN = re.compile(r"\w+(?:(?:[-'.+]|(?<=\d)/(?=\d)|(?<=\d),(?=\d))\w+)*%?|\S")
_OPEN, _CLOSE = "([", ")]"
_ENDS = frozenset(".?!")
#: Abbreviations only in front of a number: "No. 5", but "No. It is not."
_BEFORE_NUMBERS = frozenset({"no", "nos", "art", "fig", "para", "paras", "vol", "pasal"})
_CLOSERS = frozenset("\"')]”’»")
#: A block longer than this is cut into pieces: no rule looks further, and time stays linear on a text without full stops.
LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a punctuation mark.

    Args:
        start, end: extent in the document.
        word: the word in lower case with plain dashes and quotes.
        capital: whether it begins with a capital letter in the text.
        depth: number of brackets around it.
    """

    start: int
    end: int
    word: str
    capital: bool
    depth: int = 0

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or a digit."""
        return self.word[0].isalnum()


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
    """

    index: int
    block: Block
    block_index: int
    start: int
    end: int
    tokens: tuple[Token, ...] = field(repr=False)
    text: str = field(repr=False)
    question: bool = False

    @property
    def exact(self) -> str:
        """The characters of the sentence."""
        return self.text[self.start : self.end]

    def slice(self, first: int, last: int) -> str:
        """Return the characters of tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def tokenise(text: str, plain: str, start: int, end: int) -> list[Token]:
    """Return the tokens of ``text[start:end]``; ``plain`` is the flattened text, of equal length."""
    tokens = []
    depth = 0
    for match in _TOKEN.finditer(plain, start, end):
        word = match.group()
        depth += word in _OPEN
        # curly brackets and quotes do not nest here: they mark no aside
        tokens.append(Token(match.start(), match.end(), word, text[match.start()].isupper(), depth))
        depth -= word in _CLOSE and depth > 0
    if depth:  # an unclosed bracket is no aside
        tokens = [Token(t.start, t.end, t.word, t.capital, 0) for t in tokens]
    return tokens


def split_sentences(document: Document, grammar: Grammar) -> list[Sentence]:
    """Return the sentences of a document in order; boilerplate and bylines have none."""
    plain = flatten(document.text)
    abbreviations = frozenset(" ".join(words) for words in grammar.words.get("abbreviations", ()))
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        if block.kind in {BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.TABLE}:
            continue
        tokens = tokenise(document.text, plain, block.body, block.end)
        for group in _groups(tokens, document.text, abbreviations):
            sentences.append(
                Sentence(
                    len(sentences),
                    block,
                    number,
                    group[0].start,
                    group[-1].end,
                    tuple(group),
                    document.text,
                    any(t.word == "?" for t in group[-2:]),
                )
            )
    return sentences


def _groups(tokens: Sequence[Token], text: str, abbreviations: frozenset[str]) -> list[list[Token]]:
    groups: list[list[Token]] = []
    current: list[Token] = []
    for position, token in enumerate(tokens):
        current.append(token)
        if len(current) >= LONGEST_SENTENCE or _ends_here(tokens, position, text, abbreviations):
            groups.append(current)
            current = []
    if current and not any(t.is_word for t in current) and groups:
        groups[-1] += current
    elif current:
        groups.append(current)
    return [group for group in groups if any(t.is_word for t in group)]


def _ends_here(tokens: Sequence[Token], position: int, text: str, abbreviations: frozenset[str]) -> bool:
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
