"""The phrases that people write into rules: words, and four signs that need no programming.

``commission*``            a word with any ending
``earn|receive``           either word
``(earn money|profit)``    either run of words
``[small]``                may be left out
``...``                    up to ``LONGEST_GAP`` other words of the same sentence

Letter case does not matter, except that a word of capitals only (``AI``, ``US``) is meant in capitals. Quotation marks,
apostrophes, hyphens and accents that tell no words apart do not matter either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Annotated

from pydantic import AfterValidator

from annotations.engine.refusal import refusal
from annotations.engine.words import fold, read_words

LONGEST_GAP = 7
"""Words that ``...`` may stand for."""
LONGEST_VALUE = 14
"""Words that a variable of a prescribed text may stand for."""
MOST_READINGS = 200
"""Plain readings into which the brackets of one phrase may be written out."""
SHORTEST_STEM = 3
"""Letters before a star."""
_MAX_PHRASE = 600
_VARIABLE = re.compile(r"\{[a-z_]+\}")
_TOKEN = re.compile(r"\.\.\.|…|[()\[\]|]|[^\s()\[\]|]+?(?=\.\.\.|…|[\s()\[\]|]|\Z)")


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a phrase: any of these words, or of these beginnings; ``cased`` words are compared as written."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    cased: frozenset[str] = frozenset()

    def admits(self, folded: str, written: str) -> bool:
        """Whether a word of a text is meant."""
        return folded in self.words or (bool(self.stems) and folded.startswith(self.stems)) or written in self.cased


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase without brackets: its words, and how many other words may stand before each."""

    choices: tuple[Choice, ...]
    gaps: tuple[int, ...]


@lru_cache(maxsize=1 << 14)
def readings(phrase: str) -> tuple[Reading, ...]:
    """The plain readings of a phrase, the fullest first.

    Raises:
        ValueError: with what is wrong with it.
    """
    if len(phrase) > _MAX_PHRASE:
        raise ValueError(f"{len(phrase)} characters; limit {_MAX_PHRASE}")
    pieces = [found.group() for found in _TOKEN.finditer(phrase)]
    written, end = _sequence(pieces, 0, closing="")
    if end < len(pieces):
        raise ValueError(f"a lone {pieces[end]!r}")
    found = list(islice(written, MOST_READINGS + 1))
    if len(found) > MOST_READINGS:
        raise ValueError(f"more than {MOST_READINGS} readings; write fewer brackets")
    read = [_reading(reading) for reading in found]
    if not all(reading.choices for reading in read):
        raise ValueError("no word that must be there")
    return tuple(dict.fromkeys(read))


def _sequence(pieces: list[str], at: int, *, closing: str) -> tuple[Iterator[tuple[str, ...]], int]:
    """All ways to read ``pieces`` from ``at`` up to the sign that closes."""
    ways: list[tuple[str, ...]] = []
    run: list[tuple[str, ...]] = [()]
    while at < len(pieces) and pieces[at] not in {")", "]"}:
        piece = pieces[at]
        if piece in {"(", "["}:
            inner, at = _sequence(pieces, at + 1, closing=")" if piece == "(" else "]")
            chosen = [*inner, *([()] if piece == "[" else [])]
            run = _joined(run, _merged(chosen))
        elif piece == "|" and closing:
            ways += run
            run, at = [()], at + 1
        elif piece == "|":
            raise ValueError("a lone '|'; it stands between two words, without spaces, or in round brackets")
        else:
            word, at = _alternatives(pieces, at, inside=bool(closing))
            run = _joined(run, [(word,)])
    if closing and (at >= len(pieces) or pieces[at] != closing):
        raise ValueError(f"a bracket is not closed; {closing!r} is missing")
    return iter([*ways, *run]), at + bool(closing)


def _merged(ways: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Ways of one plain word each become one word with alternatives."""
    single = [way[0] for way in ways if len(way) == 1 and way[0] not in {"...", "…"} and len(_words_of(way[0])) == 1]
    others = [way for way in ways if len(way) != 1 or way[0] not in single]
    return [*([("|".join(single),)] if single else []), *others]


def _joined(run: list[tuple[str, ...]], chosen: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if len(run) * len(chosen) > MOST_READINGS:
        raise ValueError(f"more than {MOST_READINGS} readings; write fewer brackets")
    return [(*before, *after) for before in run for after in chosen]


def _alternatives(pieces: list[str], at: int, *, inside: bool) -> tuple[str, int]:
    """A word with its alternatives, ``a|b``; inside brackets the bar parts runs of words instead."""
    word, at = pieces[at], at + 1
    while not inside and at + 1 < len(pieces) and pieces[at] == "|" and pieces[at + 1] not in "()[]|":
        word, at = f"{word}|{pieces[at + 1]}", at + 2
    return word, at


def _reading(pieces: tuple[str, ...]) -> Reading:
    choices: list[Choice] = []
    gaps: list[int] = []
    gap = 0
    for piece in pieces:
        if piece in {"...", "…"}:
            gap = LONGEST_GAP
            continue
        for choice in _choices(piece):
            choices.append(choice)
            gaps.append(gap if len(choices) > 1 else 0)
            gap = 0
    if gap:
        raise ValueError("'...' stands between words, not at an end")
    return Reading(tuple(choices), tuple(gaps))


def _choices(piece: str) -> list[Choice]:
    """The words of a piece: hyphens and apostrophes part them as they do in a text."""
    alternatives = [_words_of(alternative) for alternative in piece.split("|")]
    if len(alternatives) == 1:
        return [_choice([word]) for word in alternatives[0]]
    if any(len(words) != 1 for words in alternatives):
        raise ValueError(f"{piece!r}: a word beside '|' has a hyphen or apostrophe; put the words in round brackets")
    return [_choice([words[0] for words in alternatives])]


def _words_of(alternative: str) -> list[str]:
    star = alternative.endswith("*")
    plain = alternative[:-1] if star else alternative
    if "*" in plain:
        raise ValueError(f"{alternative!r}: a star stands at the end of a word")
    words = read_words(plain)
    found = [plain[start:end] for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    if star and found:
        if len(fold(found[-1])) < SHORTEST_STEM:
            raise ValueError(f"{alternative!r}: at least {SHORTEST_STEM} letters stand before a star")
        found[-1] += "*"
    return found


def _choice(words: list[str]) -> Choice:
    stems = tuple(sorted(fold(word[:-1]) for word in words if word.endswith("*")))
    whole = [word for word in words if not word.endswith("*")]
    cased = frozenset(word for word in whole if len(word) > 1 and word.isupper() and word.isalpha())
    return Choice(frozenset(fold(word) for word in whole if word not in cased), stems, cased)


def verbatim(text: str) -> Reading:
    """The words of a prescribed text in a row; a variable (``{name}``) stands for one word or several.

    Raises:
        ValueError: when the text has no word.
    """
    choices: list[Choice] = []
    gaps: list[int] = []
    gap = 0
    for part in _VARIABLE.split(text):
        for word in _words_of(part.replace("*", " ")):
            choices.append(Choice(frozenset({fold(word)})))
            gaps.append(gap if len(choices) > 1 else 0)
            gap = 0
        gap = LONGEST_VALUE
    if not choices:
        raise ValueError("no word that must be there")
    return Reading(tuple(choices), tuple(gaps))


def _checked(phrase: str) -> str:
    try:
        readings(phrase)
    except ValueError as error:
        raise refusal("phrase", f"{error}; in the phrase {phrase[:80]!r}") from None
    return phrase


Phrase = Annotated[str, AfterValidator(_checked)]
"""A text that can be read as a phrase."""
