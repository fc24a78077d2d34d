"""Names that an article states of itself (who paid, who wrote), found in its text, declined or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.engine.document.model import Block, Document
from annotations.engine.statements.said import Place
from annotations.engine.words import fold

_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORMS = frozenset(
    """
    ооо оао зао пао ао ип нко ано inc ltd limited llc llp plc corp corporation co company gmbh ag ug kg se ohg mbh eg sa
    sas sarl srl spa bv nv oy ab as aps the and und et и
    """.split()  # noqa: SIM905
)
_STEM = 5
"""Letters by which a declined word of five letters or more is told; shorter words count as they are."""
_SHORTEST = 4
_ENDING = 3
"""Letters in which two forms of a word may differ in length."""


def names_of(value: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: legal forms left out, unless nothing else is there."""
    words = [fold(word) for word in _WORD.findall(value)]
    telling = [word for word in words if word not in _LEGAL_FORMS and not word.isdecimal()]
    return tuple(telling or words)


def said_name(words: tuple[str, ...], document: Document, block: Block) -> Iterator[Place]:
    """Where the words of a name stand in a row in a block, each in any form."""
    if not words:
        return
    for start, end in _named(words, document.text, block.start, block.end):
        yield Place(start, end)


def is_named(words: tuple[str, ...], text: str) -> bool:
    """Whether the words of a name stand in a row in a text."""
    return bool(words) and any(True for _ in _named(words, text, 0, len(text)))


def _named(words: tuple[str, ...], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    every = ((fold(match.group()), match) for match in _WORD.finditer(text, start, end))
    found = [(word, match) for word, match in every if word in words or word not in _LEGAL_FORMS]
    for at in range(len(found) - len(words) + 1):
        if all(is_form(found[at + step][0], word) for step, word in enumerate(words)):
            yield found[at][1].start(), found[at + len(words) - 1][1].end()


def is_form(said: str, word: str) -> bool:
    """Whether ``said`` can be a form of ``word``: both folded, alike but for the ending."""
    if said == word or len(word) < _SHORTEST:
        return said == word
    stem = min(_STEM, len(word) - 1)
    return said[:stem] == word[:stem] and abs(len(said) - len(word)) <= _ENDING and said[-1:].isalpha()
