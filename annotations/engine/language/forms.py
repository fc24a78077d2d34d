"""Values of word forms: which cases and numbers a written form can stand for.

The forms of a word of a name are a mapping from folded form to bits: six cases in the singular, the same six in the
plural. The words of a name agree where the bits of all its written forms have one in common: "Иванова Ивана" is a
genitive, "Иванов Ивану" is nothing. A word that does not inflect has all bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE = (1 << case for case in range(6))
SINGULAR = 0b111111
PLURAL = SINGULAR << 6
ANY = SINGULAR | PLURAL
PLURAL_SHIFT = 6

Forms = Mapping[str, int]
Gender = Literal["masculine", "feminine", "neuter", "plural"]
Order = Literal["full", "reversed", "initials", "one_initial", "given_initial", "surname"]
"""How a person is written: given name first, surname first, both initials and the surname, one initial and the
surname, given name with the patronymic's initial and the surname, the surname alone. All other names are ``full``."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a name: its folded forms in alphabetical order, each with its bits."""

    forms: tuple[tuple[str, int], ...]
    initial: bool = False
    """The word is an initial: a capital with a full stop."""
    _hash: int = field(init=False, repr=False, compare=False)
    """Worked out once: a build looks up the same slots millions of times."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.forms, self.initial)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Slot], tuple[tuple[tuple[str, int], ...], bool]]:
        # Hashes of text differ from process to process.
        return Slot, (self.forms, self.initial)


@dataclass(frozen=True, slots=True)
class NameForms:
    """One way to write a name: its words in order."""

    slots: tuple[Slot, ...]
    order: Order = "full"
    patronymic: bool = False
    """One of the words is a patronymic."""


def by_script(way: NameForms) -> tuple[NameForms, ...]:
    """``way`` in one script throughout: in the letters in which it is listed and, where all its words can be written
    so, in Latin ones."""
    latin = [tuple(pair for pair in listed.forms if pair[0].isascii()) for listed in way.slots]
    own = [tuple(pair for pair in listed.forms if not pair[0].isascii()) or listed.forms for listed in way.slots]
    scripts = [own] if own == latin or not all(latin) else [own, latin]
    return tuple(
        replace(way, slots=tuple(replace(a, forms=forms) for a, forms in zip(way.slots, chosen, strict=True)))
        for chosen in scripts
    )


def slot(forms: Forms) -> Slot:
    """The slot of a word with these forms."""
    return Slot(tuple(sorted(forms.items())))


def fixed(*words: str) -> Slot:
    """A word that stays as it is in every case."""
    return slot(dict.fromkeys(words, ANY))


def union(tables: Iterable[Forms]) -> dict[str, int]:
    """The forms of several tables; a form in more than one has the bits of all."""
    forms: dict[str, int] = {}
    for table in tables:
        for form, bits in table.items():
            forms[form] = forms.get(form, 0) | bits
    return forms
