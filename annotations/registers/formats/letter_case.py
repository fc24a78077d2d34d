"""Names that a list prints in capitals, as they are written in prose."""

from __future__ import annotations

import re

_SMALL = frozenset({
    "оглы", "оглу", "кызы", "угли", "улы", "ибн", "бен", "бин", "аль", "ал", "эль", "ас", "аш", "ад", "ан", "ар", "ат",
    "де", "фон", "ван", "дер", "al", "el", "ibn", "bin", "de", "von", "van", "der",
})
_PART = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"^\W*[^\W\d_]|(?<=[«„“\"])[^\W\d_]")
"""The first letter of a name, and the first in quotation marks."""
_LONGEST_ACRONYM = 5


def personal_case(name: str) -> str:
    """``ИВАНОВ ИВАН`` as ``Иванов Иван``; a name in small and capital letters stays."""
    if not name.isupper():
        return name
    parts = _PART.findall(name)

    def written(found: re.Match[str]) -> str:
        word = found.group().lower()
        first = found.start() == 0 or len(parts) == 1
        return word if word in _SMALL and not first else word.capitalize()

    return _PART.sub(written, name)


def sentence_case(name: str) -> str:
    """The name of an organisation in capitals with only its first letter so; acronyms stay as they are."""
    words = _PART.findall(name)
    if name.isupper() and len(words) > 1 and words[0].lower() in _SMALL:
        return personal_case(name)
    if not name.isupper() or all(len(word) <= _LONGEST_ACRONYM for word in words):
        return name
    lowered = _PART.sub(lambda found: found.group().lower(), name)
    return _FIRST.sub(lambda found: found.group().upper(), lowered)
