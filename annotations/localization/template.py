"""Sentences with slots: ``{name} is named {times:times}``. A slot may say of which group of phrases its words are, and
with ``?`` behind it that they may be anybody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SLOT = re.compile(r"\{(\w+)(?::(\w+)(\??))?\}")
_MOST_TRIES = 6
"""Places at which the end of a slot is looked for, when its words may hold what follows it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """``kind``: in what is read, the group that its words belong to; in what is said, the form that they take."""

    name: str
    kind: str
    own: bool = False
    """Words that are in no group are as good as those that are."""


@dataclass(frozen=True, slots=True)
class Template:
    """Words and slots in turn: one more of ``words`` than of ``slots``."""

    words: tuple[str, ...]
    slots: tuple[Slot, ...]

    @classmethod
    def of(cls, text: str) -> Template:
        """The template that ``text`` writes down."""
        pieces = _SLOT.split(text)
        written = zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
        return cls(tuple(pieces[::4]), tuple(Slot(name, kind or "", own == "?") for name, kind, own in written))

    def fills(self, text: str) -> Iterator[dict[str, str]]:
        """The ways in which ``text`` can be an instance of it, those with the shortest first slots first."""
        if not text.startswith(self.words[0]) or not text.endswith(self.words[-1]):
            return
        if not self.slots:
            if text == self.words[0]:
                yield {}
            return
        yield from self._from(0, len(self.words[0]), text)

    def _from(self, index: int, at: int, text: str) -> Iterator[dict[str, str]]:
        slot, follows = self.slots[index], self.words[index + 1]
        if index == len(self.slots) - 1:
            end = len(text) - len(follows)
            if end > at:
                yield {slot.name: text[at:end]}
            return
        found = text.find(follows, at + 1)
        for _ in range(_MOST_TRIES):
            if found < 0:
                return
            for rest in self._from(index + 1, found + len(follows), text):
                yield {slot.name: text[at:found], **rest}
            found = text.find(follows, found + 1)

    def filled(self, words: Mapping[tuple[str, str], str]) -> str:
        """The text with ``words`` of each slot and form in it."""
        said = [self.words[0]]
        for slot, after in zip(self.slots, self.words[1:], strict=True):
            said += [words[slot.name, slot.kind], after]
        return "".join(said)
