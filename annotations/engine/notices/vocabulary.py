"""Wordings compiled for look-up, and the labels they give to the words of a text.

Two passes keep a text without notices cheap: *triggers* are the few words that can make a claim (ban, liquidation,
status); only sentences that hold one are labelled in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntFlag, auto

import numpy as np

from annotations.engine.notices.wordings import Wordings
from annotations.engine.words import MIXED_SCRIPT, Words, fold, skeletons


class Kind(IntFlag):
    """What a word does in a claim."""

    BAN = auto()
    BAN_ACTIVE = auto()
    ABBREVIATED = auto()
    LIQUIDATED = auto()
    STATUS = auto()
    LISTING = auto()
    RECOGNISED = auto()
    AUTHORITY = auto()
    DECISION = auto()
    SANCTION = auto()
    OWNER = auto()
    NEGATION = auto()
    REVERSAL = auto()
    BREAK = auto()
    MODAL = auto()
    PAST = auto()
    REPORTED = auto()
    NOUN = auto()
    FUNCTION = auto()
    PLURAL = auto()
    SINGULAR = auto()
    ANAPHOR = auto()
    TOPIC = auto()
    TOPIC_PREPOSITION = auto()
    JURISDICTION = auto()
    BODY = auto()


TRIGGERS = Kind.BAN | Kind.BAN_ACTIVE | Kind.ABBREVIATED | Kind.LIQUIDATED | Kind.STATUS | Kind.LISTING
_ACCENTED = re.compile("[\u00c0-\u024f]")
_KEY = 3
"""Letters of a word by which patterns are looked up."""


@dataclass(frozen=True, slots=True)
class _Slot:
    stem: str
    open_end: bool
    cased: bool

    def matches(self, folded: str, written: str) -> bool:
        word = written if self.cased else folded
        return word.startswith(self.stem) if self.open_end else word == self.stem


@dataclass(frozen=True, slots=True)
class _Pattern:
    slots: tuple[_Slot, ...]
    kind: Kind
    value: str
    language: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording found in a text: words ``first`` to ``last`` (inclusive), what they do, and what they name
    (a status, a jurisdiction)."""

    kind: Kind
    value: str
    first: int
    last: int
    language: str
    look_alike: bool = False


@dataclass(frozen=True)
class WordView:
    """The words of a text, folded once: ``folded[i]`` and ``written(i)`` for word ``i``."""

    text: str
    words: Words
    starts: list[int]
    ends: list[int]
    folded: list[str]

    def written(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def mixed(self, index: int) -> bool:
        return bool(self.words.flags[index] & MIXED_SCRIPT)


def view_words(text: str, words: Words) -> WordView:
    """The words with their folded forms, as wordings are compared with them."""
    starts, ends = words.starts.tolist(), words.ends.tolist()
    lower = text.lower().replace("ё", "е")
    if len(lower) == len(text) and not any(map(unicodedata.combining, set(text))):
        folded = [lower[start:end] for start, end in zip(starts, ends, strict=True)]
        if _ACCENTED.search(lower):
            folded = [word if word.isascii() or not _ACCENTED.search(word) else fold(word) for word in folded]
    else:
        folded = [fold(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    return WordView(text, words, starts, ends, folded)


@dataclass(frozen=True)
class Vocabulary:
    """Patterns of all languages by the first letters of their first word."""

    triggers: dict[str, tuple[_Pattern, ...]] = field(default_factory=dict)
    others: dict[str, tuple[_Pattern, ...]] = field(default_factory=dict)
    excluded: tuple[tuple[_Slot, ...], ...] = ()

    @classmethod
    def compile(cls, wordings: Sequence[Wordings]) -> Vocabulary:
        """One vocabulary of several languages."""
        triggers: defaultdict[str, list[_Pattern]] = defaultdict(list)
        others: defaultdict[str, list[_Pattern]] = defaultdict(list)
        excluded: list[tuple[_Slot, ...]] = []
        for language in wordings:
            excluded.extend(map(_slots, language.no_cue))
            for pattern in _patterns(language):
                table = triggers if pattern.kind & TRIGGERS else others
                for key in _keys(pattern.slots[0]):
                    table[key].append(pattern)
        return cls(_frozen(triggers), _frozen(others), tuple(excluded))

    def find_triggers(self, view: WordView) -> list[Cue]:
        """The words that can make a claim, in order."""
        table = self.triggers
        found: list[Cue] = []
        for index, word in enumerate(view.folded):
            if word[:_KEY] in table:
                found.extend(self._matches(table, view, index, word, look_alike=False))
        for index in np.flatnonzero(view.words.flags & MIXED_SCRIPT).tolist():
            for skeleton in skeletons(view.written(index)):
                found.extend(self._matches(table, view, index, fold(skeleton), look_alike=True))
        return sorted(set(found), key=lambda cue: (cue.first, cue.last, cue.kind, cue.value))

    def find_others(self, view: WordView, indices: Iterable[int]) -> Iterator[Cue]:
        """What the other words of a sentence do."""
        for index in indices:
            yield from self._matches(self.others, view, index, view.folded[index], look_alike=False)

    def _matches(
        self, table: dict[str, tuple[_Pattern, ...]], view: WordView, index: int, word: str, *, look_alike: bool
    ) -> Iterator[Cue]:
        for pattern in table.get(word[:_KEY], ()):
            written = view.written(index)
            if not pattern.slots[0].matches(word, written):
                continue
            if not _rest_matches(pattern.slots, view, index):
                continue
            if any(slots[0].matches(word, written) and _rest_matches(slots, view, index) for slots in self.excluded):
                continue
            last = index + len(pattern.slots) - 1
            yield Cue(pattern.kind, pattern.value, index, last, pattern.language, look_alike)


def _rest_matches(slots: tuple[_Slot, ...], view: WordView, index: int) -> bool:
    for offset, slot in enumerate(slots[1:], start=1):
        at = index + offset
        if at >= len(view.folded) or not slot.matches(view.folded[at], view.written(at)):
            return False
        gap = view.text[view.ends[at - 1] : view.starts[at]]
        if len(gap) > 3 or "\n" in gap or "," in gap:
            return False
    return True


def _slots(entry: str) -> tuple[_Slot, ...]:
    slots = []
    for word in entry.replace("-", " ").replace(".", " ").split():
        stem = word.rstrip("*")
        cased = stem != stem.lower()
        slots.append(_Slot(stem if cased else fold(stem), word.endswith("*"), cased))
    return tuple(slots)


def _keys(slot: _Slot) -> tuple[str, ...]:
    stem = fold(slot.stem)
    if len(stem) >= _KEY or not slot.open_end:
        return (stem[:_KEY],)
    raise ValueError(f"{slot.stem}*: at least {_KEY} letters must stand before the star")


def _frozen(table: dict[str, list[_Pattern]]) -> dict[str, tuple[_Pattern, ...]]:
    return {key: tuple(patterns) for key, patterns in table.items()}


_FIELDS: dict[Kind, str] = {
    Kind.BAN: "ban",
    Kind.BAN_ACTIVE: "ban_active",
    Kind.ABBREVIATED: "ban_abbreviated",
    Kind.LIQUIDATED: "liquidated",
    Kind.LISTING: "listings",
    Kind.RECOGNISED: "recognised",
    Kind.AUTHORITY: "authorities",
    Kind.DECISION: "decisions",
    Kind.SANCTION: "sanctions",
    Kind.OWNER: "owner",
    Kind.NEGATION: "negations",
    Kind.REVERSAL: "reversals",
    Kind.BREAK: "breaks",
    Kind.MODAL: "modals",
    Kind.PAST: "past",
    Kind.REPORTED: "reported",
    Kind.NOUN: "nouns",
    Kind.FUNCTION: "function",
    Kind.PLURAL: "plural",
    Kind.SINGULAR: "singular",
    Kind.ANAPHOR: "anaphors",
    Kind.TOPIC: "topics",
    Kind.TOPIC_PREPOSITION: "topic_prepositions",
    Kind.BODY: "bodies",
}
"""Where the words of each kind stand in a file of wordings."""


def _patterns(wordings: Wordings) -> Iterator[_Pattern]:
    for kind, field_name in _FIELDS.items():
        for entry in getattr(wordings, field_name):
            yield _Pattern(_slots(entry), kind, "", wordings.language)
    for valued, table in ((Kind.STATUS, wordings.statuses), (Kind.JURISDICTION, wordings.jurisdictions)):
        for value, entries in table.items():
            for entry in entries:
                yield _Pattern(_slots(entry), valued, value, wordings.language)
