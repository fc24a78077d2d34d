"""Words that imitate others with letters of another script: what they may stand for, and whether two look alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from annotations.engine.folding import base, fold
from annotations.engine.lookalikes import CYRILLIC_SHAPES, LATIN_SHAPES, LATIN_TO_CYRILLIC

_COMMON = re.compile("[а-яa-z]*\\Z")
"""Words of plain small letters, as forms of names are."""
_MOST_READINGS = 8
"""Readings of one word in one script, at most."""
_CHANGED = str.maketrans("ϲϹͺ", "cCi")
"""Compatibility folding makes something else of these than what they look like."""
_BAR = "l"
"""The shape of l, I and 1; a small dotted i has its own."""


@lru_cache(maxsize=1 << 12)
def skeletons(word: str) -> tuple[str, ...]:
    """What ``word`` may imitate: folded words of one script, Cyrillic first, in which look-alikes stand for the letters
    that they look like. Empty when no script can be made of it, or nothing changes."""
    letters = [letter for letter in unicodedata.normalize("NFKC", word) if not unicodedata.combining(letter)]
    cyrillic = _readings([_cyrillic_letters().get(letter, "") for letter in letters])
    latin = _readings([_latin_letters().get(letter, "") for letter in letters])
    found = dict.fromkeys(fold(reading) for reading in (*cyrillic, *latin))
    return tuple(reading for reading in found if reading != fold(word))


def shape(word: str) -> str:
    """What ``word`` looks like, whatever the script of its letters: equal for words that readers take for the same."""
    return word.translate(_common_shapes()) if _COMMON.match(word) else _shape(word)


@lru_cache(maxsize=1)
def _common_shapes() -> dict[int, str]:
    letters = [chr(code) for code in (*range(ord("а"), ord("я") + 1), *range(ord("a"), ord("z") + 1))]
    return {ord(letter): _shape(letter) for letter in letters}


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> str:
    shapes = _shapes()
    letters = (shapes.get(letter) or fold(letter) for letter in unicodedata.normalize("NFKC", word.translate(_CHANGED)))
    return "".join(shapes.get(letter, letter) for letter in letters)


def shapes_of_form(form: str) -> tuple[str, ...]:
    """The shapes in which a folded word may be printed: as it is and, where that looks different, with a capital."""
    plain = shape(form)
    return (plain, _BAR + plain[1:]) if form[:1] in {"i", "і"} else (plain,)


def _readings(options: list[str]) -> list[str]:
    """Words read from the options of each letter; only the first option of a letter once there are many."""
    if not options or not all(options):
        return []
    readings = [""]
    for option in options:
        choice = option if len(readings) * len(option) <= _MOST_READINGS else option[0]
        readings = [reading + letter for letter in choice for reading in readings]
    return readings


@lru_cache(maxsize=1)
def _latin_letters() -> dict[str, str]:
    """For each character the Latin letters or digits that it is or imitates."""
    letters: dict[str, str] = {}
    for letter, shapes in LATIN_SHAPES.items():
        for imitation in shapes:
            letters[imitation] = letters.get(imitation, "") + letter
    for code in (*range(ord("0"), ord("9") + 1), *range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)):
        letters[chr(code)] = chr(code) + letters.get(chr(code), "")
    for code in range(0xC0, 0x250):
        if base(chr(code).lower()) < "\u0080":
            letters.setdefault(chr(code), base(chr(code).lower()))
    return letters


@lru_cache(maxsize=1)
def _cyrillic_letters() -> dict[str, str]:
    """For each character the Cyrillic letters that it is or imitates; digits may also stay digits."""
    letters = {imitation: letter for letter, shapes in CYRILLIC_SHAPES.items() for imitation in shapes}
    for imitation, imitated in _latin_letters().items():
        cyrillic = "".join(LATIN_TO_CYRILLIC.get(letter, "") for letter in imitated)
        letters[imitation] = letters.get(imitation, "") + cyrillic
    letters |= {chr(code): chr(code) for code in range(0x400, 0x530) if chr(code) not in "Ѝѝ"}
    letters |= {digit: letters.get(digit, "") + digit for digit in "0123456789"}
    return {imitation: letter for imitation, letter in letters.items() if letter}


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    """For each character with look-alikes the one that stands for all of them, capitals and small letters together."""
    leader: dict[str, str] = {}

    def find(letter: str) -> str:
        while leader.setdefault(letter, letter) != letter:
            letter = leader[letter]
        return letter

    for imitated, imitations in (*LATIN_SHAPES.items(), *CYRILLIC_SHAPES.items()):
        for letter in (imitated, *imitations):
            for alike in (imitated, _small(letter)):
                leader[find(alike)] = find(letter)
    classes: dict[str, list[str]] = {}
    for letter in leader:
        classes.setdefault(find(letter), []).append(letter)
    names = {root: _BAR if _BAR in letters else min(letters) for root, letters in classes.items()}
    return {letter: names[find(letter)] for letter in leader}


def _small(letter: str) -> str:
    """The small letter of a Latin or Cyrillic capital; a capital I is a bar and no i."""
    plain = letter.isascii() or "Ѐ" <= letter <= "Я"
    return letter.lower() if plain and letter not in "IІ" else letter
