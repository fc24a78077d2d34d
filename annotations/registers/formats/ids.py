"""Ids for entities of lists that give none: readable, and the same in every issue of the list."""

from __future__ import annotations

import hashlib
import re

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SOUNDS = "a/b/v/g/d/e/zh/z/i/y/k/l/m/n/o/p/r/s/t/u/f/kh/ts/ch/sh/shch//y//e/yu/ya"
_LATIN = dict(zip(_LETTERS, _SOUNDS.split("/"), strict=True))
_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 60


def id_of(name: str, *, born: str = "") -> str:
    """The id of somebody with this name (and date of birth): capitals, quotation marks and spaces do not matter."""
    words = _WORDS.findall(name.lower().replace("ё", "е"))
    known = hashlib.sha256(f"{' '.join(words)}|{born}".encode()).hexdigest()[:8]
    letters = "-".join("".join(_LATIN.get(letter, letter) for letter in word) for word in words)
    slug = re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST].strip("-")
    return f"{slug}-{known}" if slug else known
