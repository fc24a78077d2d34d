"""Names of sources in text: whole words, case-sensitive, quotes and white space aside; Russian names in any case form.

Sources are few and their names are not entities of a register: no part of the lexicon of registers is needed here, nor
known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s'\"«»„“”‘’‹›\-‐‑–&]{1,3}|\Z")
"""What may stand between two words of a name, whatever the name itself has there."""
_ENDINGS = (
    r"(?:а|я|у|ю|е|и|ы|о|ой|ей|ью|ом|ем|ам|ям|ами|ями|ах|ях|ов|ев|ый|ий|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ую|юю|ые|ие"
    r"|ых|их|ыми|ими|ь|й|ия|ию|ии|ией|иям|иях)?"
)
_INFLECTED = re.compile(r"[А-ЯЁа-яё][а-яё]{3,}\Z")
_LAST_VOWELS = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ия|[аяуюеиыоьй])\Z")


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a source is named. Positions are in ``Document.text``."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    source: str
    words: tuple[re.Pattern[str], ...]
    separators: tuple[str, ...]


class NameIndex:
    """Names by the beginnings of their first two words, so that a place in a text meets few of them."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        found: dict[tuple[str, str], dict[_Name, None]] = {}
        openings: set[str] = set()
        for source, name in names:
            spans = list(_WORD.finditer(name))
            if not spans:
                continue
            words = [span.group() for span in spans]
            separators = tuple(name[a.end() : b.start()] for a, b in pairwise(spans))
            known = _Name(source, tuple(map(_pattern, words)), separators)
            found.setdefault((_beginning(words[0]), _beginning(words[1]) if words[1:] else ""), {})[known] = None
            openings |= {form for first in (words[0][:3], words[0].upper()[:3]) for form in (first, _without_yo(first))}
        self._names = {
            key: sorted(group, key=lambda name: (-len(name.words), name.source)) for key, group in found.items()
        }
        self._most_words = max((len(name.words) for group in self._names.values() for name in group), default=0)
        self._opening = re.compile(_any_of(openings)) if openings else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Naming]:
        """The namings in ``text[start:end]``, in order; of names at one place the longest, for all sources it is of."""
        last = len(text) if end is None else end
        found: list[Naming] = []
        after = start
        for opening in self._opening.finditer(text, start, last) if self._opening else ():
            at = opening.start()
            if at < after or (at > start and text[at - 1].isalnum()):
                continue
            words = list(islice(_WORD.finditer(text, at, last), self._most_words))
            length, sources = self._longest(text, words)
            if length:
                after = words[length - 1].end()
                found.extend(Naming(source, at, after) for source in sources)
        return found

    def _longest(self, text: str, words: list[re.Match[str]]) -> tuple[int, list[str]]:
        first = _beginning(words[0].group())
        second = _beginning(words[1].group()) if words[1:] else ""
        length, sources = 0, dict[str, None]()
        for key in dict.fromkeys(((first, second), (first, ""))):
            for name in self._names.get(key, ()):
                if len(name.words) < length:
                    break
                if _is_here(name, text, words[: len(name.words)]):
                    length = len(name.words)
                    sources[name.source] = None
            if length:
                break
        return length, list(sources)


def _any_of(openings: set[str]) -> str:
    """The openings as one pattern that branches letter by letter: a thousand names cost little more than one."""
    branches: dict[str, set[str]] = {}
    for opening in sorted(openings):
        branches.setdefault(opening[:1], set()).add(opening[1:])
    if set(branches) == {""}:
        return ""
    parts = [re.escape(letter) + _any_of(rest) for letter, rest in branches.items() if letter]
    optional = "?" if "" in branches else ""
    return f"(?:{'|'.join(parts)}){optional}"


def _is_here(name: _Name, text: str, words: list[re.Match[str]]) -> bool:
    if len(words) < len(name.words):
        return False
    if not all(pattern.fullmatch(word.group()) for pattern, word in zip(name.words, words, strict=True)):
        return False
    gaps = [text[a.end() : b.start()] for a, b in pairwise(words)]
    return all(
        gap == own or _BETWEEN.fullmatch(gap) is not None for gap, own in zip(gaps, name.separators, strict=True)
    )


def _beginning(word: str) -> str:
    return _without_yo(word[:3].lower())


def _without_yo(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def _pattern(word: str) -> re.Pattern[str]:
    """The word as it stands, in capitals, and, when it is a Russian word, in its other forms."""
    forms = [re.escape(word), re.escape(word.upper())]
    if _INFLECTED.match(word):
        forms.append(re.escape(_LAST_VOWELS.sub("", word)) + _ENDINGS)
    return re.compile("|".join(forms).replace("ё", "[её]"))
