"""The fold table: for every code point what it counts as when words are compared, in one look-up.

A word character folds to one letter or digit: case, ё and е, Latin and Greek accents, full-width and mathematical
alphabets do not matter; й is its own letter. Everything else folds to 0 and tells what it does between two words.
An entry holds the folded code point in its low 21 bits and the character's class above them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from annotations.engine.lookalikes import CYRILLIC_SHAPES, LATIN_SHAPES

CODE_BITS = 21
CODE_MASK = (1 << CODE_BITS) - 1


class Letter:
    """Classes of word characters (bits above the code point)."""

    UPPER = 1
    LOWER = 2
    DIGIT = 4
    LETTER = 8
    LATIN = 16
    CYRILLIC = 32
    GREEK = 64
    IMITATION = 128
    """A rare letter of any script that looks like a Latin or Cyrillic one, or a plain letter in disguise."""
    IRREGULAR = 256
    """Not one character for one: a combining or invisible mark, a ligature. The text needs the slow path."""


class Between:
    """Classes of characters that stand between words (bits above the code point). Quotation marks, apostrophes and
    footnote marks have none of them: they never part the words of a name."""

    SPACE = 1
    HYPHEN = 2
    DASH = 4
    STOP = 8
    SIGN = 16
    """Any other visible sign; it parts the words of a name unless the name has it too."""
    BREAK = 32
    """A line break or a control character."""


SCRIPT_SHIFT = 4
"""``(class >> SCRIPT_SHIFT) & 15`` are the four script bits of a word character."""

_HYPHENS = "-‐‑−⁃﹣－־"
_DASHES = "‒–—―⸺⸻"
_STOPS = ".．․｡"
_SILENT = "«»„“”‟‘’‚‛'\"‹›`´ˋˊ＂＇ʹʺʻʼʽʾʿˈ״׳「」『』*＊∗⁎⁑✱✲✳✴✻٭†‡⁕※™®©"
_IGNORED = "\u00ad\u034f\u0640\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u3164\uffa0"
_BARE = {"ͺ": "ι", "ё": "е", "ѐ": "е", "ѝ": "и", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ς": "σ"}
# Ranges in which every code point is a letter that folds to itself: not worth a look at each.
_UNIFORM = (
    *((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4)),
    *((0x17000, 0x18D00), (0x20000, 0x2F800), (0x30000, 0x323B0)),
)
_LOOKED_AT = (
    *((0x20, 0x3400), (0x4DC0, 0x4E00), (0xA000, 0xAC00), (0xD7A4, 0xD800)),
    *((0xF900, 0x17000), (0x18D00, 0x1FC00), (0x2F800, 0x2FA20), (0xE0000, 0xE0200)),
)


@lru_cache(maxsize=1)
def fold_table() -> npt.NDArray[np.uint32]:
    """The table, one entry a code point; built once a process, in about 0.1 s."""
    table = np.zeros(0x110000, dtype=np.uint32)
    table[:0x20] = Between.BREAK << CODE_BITS
    table[0x09] = Between.SPACE << CODE_BITS
    table[0xD800:0xF900] = Between.SIGN << CODE_BITS
    for first, last in _UNIFORM:
        table[first:last] = np.arange(first, last, dtype=np.uint32) | np.uint32(Letter.LETTER << CODE_BITS)
    codes = [code for first, last in _LOOKED_AT for code in range(first, last)]
    characters = list(map(chr, codes))
    table[codes] = [_entry(*pair) for pair in zip(characters, _plain(characters), strict=True)]
    return table


def _plain(characters: list[str]) -> list[str]:
    """Each character in lower case and in compatibility form: one call for all, lines keep them apart."""
    lower = unicodedata.normalize("NFKC", "\n".join(characters)).lower()
    return unicodedata.normalize("NFKC", lower).split("\n")


def _entry(character: str, plain: str) -> int:
    category = unicodedata.category(character)
    if category[0] in "MC" or character in _IGNORED:
        return _mark(character, category)
    if character in _SILENT:
        return 0
    if not _is_word(character, category, plain):
        return _between(character, category) << CODE_BITS
    plain = _BARE.get(character, plain)
    letters = "".join(base(letter) for letter in plain.strip() if not unicodedata.combining(letter))
    if not letters or letters in _IGNORED:
        return Letter.IRREGULAR << CODE_BITS
    if letters in _SILENT:
        return 0
    kind = _letter(character, category, letters)
    code = ord(letters) if len(letters) == 1 else ord(character)
    return code | kind << CODE_BITS


def _mark(character: str, category: str) -> int:
    attached = unicodedata.combining(unicodedata.normalize("NFD", character)[0])
    if category in {"Mn", "Mc"} and not attached and not _is_ignored(character):
        whole = unicodedata.is_normalized("NFKC", character) and character not in _second_halves()
        irregular = 0 if whole else Letter.IRREGULAR
        return ord(character) | (Letter.LETTER | irregular) << CODE_BITS
    if category == "Cc":
        return Between.BREAK << CODE_BITS
    return Letter.IRREGULAR << CODE_BITS if category != "Cn" else Between.SIGN << CODE_BITS


def _is_ignored(character: str) -> bool:
    return character in _IGNORED or "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0000"


def _is_word(character: str, category: str, plain: str) -> bool:
    if category in {"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "Lm"}:
        # Raised letters are footnote marks, as raised digits are.
        return not unicodedata.decomposition(character).startswith(("<super>", "<sub>"))
    if category == "No":
        return character in _imitations()
    return category == "So" and len(plain) == 1 and plain.isalpha()


def _letter(character: str, category: str, letters: str) -> int:
    if len(letters) > 1 or character in _second_halves():
        return Letter.LETTER | Letter.IRREGULAR | _case(character, category)
    if category == "Nd":
        return Letter.DIGIT | (Letter.IMITATION if character in _imitations() else 0)
    kind = Letter.LETTER | _case(character, category) | _script(ord(letters))
    # Full-width, mathematical and circled letters are dress-up too.
    disguised = character in _imitations() or unicodedata.decomposition(character).startswith("<")
    return kind | Letter.IMITATION if disguised else kind


def _case(character: str, category: str) -> int:
    if category in {"Lu", "Lt"} or character.isupper():
        return Letter.UPPER
    return Letter.LOWER if category == "Ll" or character.islower() else 0


def _script(code: int) -> int:
    if code < 0x250 or 0x250 <= code < 0x2B0 or 0x1D00 <= code < 0x1DC0 or 0x1E00 <= code < 0x1F00:
        return Letter.LATIN
    if 0x400 <= code < 0x530 or 0xA640 <= code < 0xA6A0 or 0x1C80 <= code < 0x1C90:
        return Letter.CYRILLIC
    if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
        return Letter.GREEK
    return Letter.LATIN if 0x2C60 <= code < 0x2C80 or 0xA720 <= code < 0xA800 or 0xAB30 <= code < 0xAB70 else 0


def _between(character: str, category: str) -> int:
    if category == "Zs":
        return Between.SPACE
    if category in {"Zl", "Zp"}:
        return Between.BREAK
    if character in _HYPHENS:
        return Between.HYPHEN
    if character in _DASHES:
        return Between.DASH
    if character in _STOPS:
        return Between.STOP
    raised = unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<circle>"))
    return 0 if raised else Between.SIGN


def base(letter: str) -> str:
    """A lower-case letter without what does not tell words apart: ё is е, Latin and Greek accents go, й stays."""
    if letter in _BARE:
        return _BARE[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter < "\u0080" or not letter.isalpha():
        return letter
    first = unicodedata.normalize("NFD", letter)[0]
    return _BARE.get(first, first) if _script(ord(first)) & (Letter.LATIN | Letter.GREEK) else letter


@lru_cache(maxsize=1)
def _imitations() -> frozenset[str]:
    """Look-alikes that no ordinary word of their own script would bring beside a Latin or Cyrillic letter."""
    shapes = set("".join((*LATIN_SHAPES.values(), *CYRILLIC_SHAPES.values())))
    return frozenset(shape for shape in shapes if not _is_ordinary(shape))


def _is_ordinary(letter: str) -> bool:
    if "Ѐ" <= letter < "\u0530":
        return letter not in "Ѝѝ"
    small = letter.lower()
    return "α" <= small <= "ω" or (letter < "\u0250" and base(small) < "\u0080")


@lru_cache(maxsize=1)
def _second_halves() -> frozenset[str]:
    """Characters that are no marks and yet compose with the one before: Hangul vowels and finals, some Indic signs."""
    found = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in (*range(0x0900, 0x1100), *range(0x1B00, 0x1B50), *range(0x11000, 0x11A00)):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not unicodedata.combining(chr(int(parts[1], 16))):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """``word`` as it is compared: its letters and digits folded, everything else left out."""
    letters = word.translate(_PLAIN)
    letters = letters if letters.isascii() else unicodedata.normalize("NFKC", letters).translate(_COMPOSED)
    return letters.strip("_")


class _Fold(dict[int, str]):
    """What ``str.translate`` makes of a character: its folded letter, nothing for what is no letter. Irregular
    characters stay until they are composed."""

    def __init__(self, *, composed: bool) -> None:
        super().__init__({ord("_"): "_"})
        self._composed = composed

    def __missing__(self, code: int) -> str:
        entry = int(fold_table()[code])
        stays = entry & (Letter.IRREGULAR << CODE_BITS) and not self._composed
        letter = chr(code if stays else entry & CODE_MASK)
        self[code] = "" if letter == "\0" else letter
        return self[code]


_PLAIN = _Fold(composed=False)
_COMPOSED = _Fold(composed=True)
