"""A catalogue of sentences: what the engine says in English, and how it is said in another language.

Reports hold whole sentences, for people and programs alike, and what is stored stays as it was said. So a sentence is
known again by its form, and said anew with the same names and quotations in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from annotations.localization.template import Slot, Template

SENTENCES = "sentences"
"""The group of whole sentences."""
FIRST = "nom"
"""The form that stands in for those that a phrase does not have."""
_DEEPEST = 4
"""Phrases inside phrases."""
_MOST_FILLS = 24


Forms = Mapping[str, str]
"""What is said, by form."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One with slots. ``read``: as the engine says it; ``said``: in the other language, by form."""

    read: Template
    said: Mapping[str, Template]

    @property
    def slots(self) -> Mapping[str, Slot]:
        """By name, as they are read."""
        return {slot.name: slot for slot in self.read.slots}


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one kind. ``separators``: between those that stand side by side; ``joined``: what is said there."""

    fixed: Mapping[str, Forms] = field(default_factory=dict)
    """Those without slots."""
    phrases: Sequence[Phrase] = ()
    separators: Sequence[str] = ()
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every group by its name."""

    groups: Mapping[str, Group]

    def say(self, text: str) -> str | None:
        """A sentence of the engine in the other language; ``None`` for one that is not known."""
        return self._say(SENTENCES, text, FIRST, 0)

    def _say(self, name: str, text: str, form: str, depth: int) -> str | None:
        group = self.groups.get(name)
        if group is None or depth > _DEEPEST:
            return None
        if text in group.fixed:
            forms = group.fixed[text]
            return forms.get(form, forms[FIRST])
        return self._pieces(name, group, text, form, depth) or self._phrases(group, text, form, depth)

    def _pieces(self, name: str, group: Group, text: str, form: str, depth: int) -> str | None:
        """Phrases side by side, each said by itself; ``None`` where one of them is not known."""
        for separator in group.separators:
            pieces = text.split(separator)
            if len(pieces) > 1:
                said = [self._say(name, piece, form, depth + 1) for piece in pieces]
                known = [piece for piece in said if piece is not None]
                if len(known) == len(said):
                    return (group.joined or separator).join(known)
        return None

    def _phrases(self, group: Group, text: str, form: str, depth: int) -> str | None:
        """The first phrase of which all slots are known; else the first that the words have the form of."""
        half_known: str | None = None
        for phrase in group.phrases:
            for words in islice(phrase.read.fills(text), _MOST_FILLS):
                said, known = self._phrase(phrase, words, form, depth)
                if known:
                    return said
                half_known = half_known or said
        return half_known

    def _phrase(self, phrase: Phrase, words: Mapping[str, str], form: str, depth: int) -> tuple[str, bool]:
        """The phrase with its slots said in turn, and whether all of them are known."""
        target, slots = phrase.said.get(form) or phrase.said[FIRST], phrase.slots
        said = {
            (slot.name, slot.kind): self._slot(slots[slot.name], words[slot.name], slot.kind or FIRST, depth)
            for slot in target.slots
        }
        told = target.filled({key: words[key[0]] if value is None else value for key, value in said.items()})
        return told, None not in said.values()

    def _slot(self, slot: Slot, words: str, form: str, depth: int) -> str | None:
        if not slot.kind:
            return words
        return self._say(slot.kind, words, form, depth + 1) or (words if slot.own else None)
