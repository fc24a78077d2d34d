"""Names that were read in the wrong encoding somewhere on their way: «Талибан» as "Ð¢Ð°Ð»Ð¸Ð±Ð°Ð½"."""

from __future__ import annotations

import re

_SUSPECT = re.compile("[^\x00-\x7fА-яЁё«»„“”‘’–—№…\xa0]")
"""Anything beside Latin and Russian letters and their signs: of what was read wrongly, there is always some."""
_WRONGLY = {"latin-1": 1, "cp1252": 1, "cp1251": 2, "koi8-r": 2}
"""Encodings, and how many characters of two bytes there must be: «Сё» is no accident of windows-1251."""
_SUPPLEMENT = re.compile("[À-ÖØ-öø-ÿ]{4,}")
_ASCII_LETTER = re.compile("[A-Za-z]")
_RUSSIAN_IN_LATIN = frozenset("îåàèíòñâëðêìäïó")
"""The commonest Russian letters, windows-1251 read as Latin-1."""


def is_mojibake(name: str) -> bool:
    """Whether a name is UTF-8 or windows-1251 that was read as something else."""
    if not _SUSPECT.search(name):
        return False
    if "\ufffd" in name:
        return True
    return any(_was_utf8(name, encoding) for encoding in _WRONGLY) or _was_windows(name)


def _was_utf8(name: str, encoding: str) -> bool:
    try:
        text = name.encode(encoding).decode("utf-8")
    except UnicodeError:
        text = _mixed(name, encoding)
    return len(name) - len(text) >= _WRONGLY[encoding]


def _mixed(name: str, encoding: str) -> str:
    """Where a few bytes had no character in the wrong encoding, each word is tried by itself."""
    words = []
    for word in name.split():
        try:
            words.append(word.encode(encoding).decode("utf-8"))
        except UnicodeError:
            return name
    return " ".join(words)


def _was_windows(name: str) -> bool:
    words = [word for word in _SUPPLEMENT.findall(name) if not _ASCII_LETTER.search(word)]
    letters = "".join(words).lower()
    return bool(letters) and not _ASCII_LETTER.search(name) and (
        sum(letter in _RUSSIAN_IN_LATIN for letter in letters) > len(letters) / 2
    )
