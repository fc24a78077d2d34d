"""Forms of names put right by people: some added to those worked out, some taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotations.engine.language.forms import ANY, NameForms, Slot, by_script, fixed
from annotations.engine.words import folded_words


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said of the forms of one name; each is a written form as a whole, in folded words."""

    added: tuple[tuple[str, ...], ...] = ()
    never: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, *, added: Iterable[str] = (), never: Iterable[str] = ()) -> Correction:
        """The correction for forms as people write them."""
        return cls(tuple(map(folded_words, added)), frozenset(map(folded_words, never)))

    def united(self, other: Correction) -> Correction:
        """What both say together."""
        return Correction((*self.added, *other.added), self.never | other.never)


Corrections = Mapping[str, Correction]
"""By the value of a name, as registers list it."""


def corrected(ways: Iterable[NameForms], correction: Correction) -> tuple[NameForms, ...]:
    """The ways to write a name without the forms that are never to be looked for, and with those that are added."""
    kept = [part for way in ways for part in _without(way, correction.never)]
    added = [NameForms(tuple(fixed(word) for word in words)) for words in correction.added if words]
    return tuple(dict.fromkeys([*kept, *added]))


def is_written(way: NameForms, words: tuple[str, ...]) -> bool:
    """Whether a way allows this form: its words in order, in one case."""
    if len(words) != len(way.slots):
        return False
    shared = ANY
    for word, slot in zip(words, way.slots, strict=True):
        shared &= dict(slot.forms).get(word, 0)
    return shared != 0


def _without(way: NameForms, never: frozenset[tuple[str, ...]]) -> Iterator[NameForms]:
    if not any(is_written(way, words) for words in never):
        yield way
        return
    for part in by_script(way):
        if not any(is_written(part, words) for words in never):
            yield part
            continue
        for words, bits in _written_out(part):
            if words not in never:
                slots = (Slot(((word, bits),), slot.initial) for word, slot in zip(words, part.slots, strict=True))
                yield NameForms(tuple(slots), part.order, part.patronymic)


def _written_out(way: NameForms) -> list[tuple[tuple[str, ...], int]]:
    """Every form of a way, word by word, with the cases that it can stand for."""
    found: list[tuple[tuple[str, ...], int]] = [((), ANY)]
    for slot in way.slots:
        found = [
            ((*words, form), bits & mask) for words, bits in found for form, mask in slot.forms if bits & mask
        ]
    return found
