"""What a row asks of the very characters of a text, beyond its words: capitals, signs between words, initials.

Looked at only where the words of a name stand already.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from annotations.engine.folding import CODE_BITS, CODE_MASK, Between, fold_table
from annotations.engine.language.forms import NameForms
from annotations.engine.language.name_words import name_words
from annotations.engine.language.ru.persons import is_patronymic, is_patronymic_form
from annotations.engine.register import Name
from annotations.engine.words import INITIAL_CAPITAL, JOINS, SIGNS, SINGLE_LETTER, STOP, Words, fold, read_words

_SIGNS = Between.SIGN | Between.STOP | Between.DASH


@dataclass(frozen=True, slots=True)
class Spelling:
    """The demands of one row."""

    cased: tuple[str, ...] = ()
    """The words as listed, when capitals must be those."""
    signs: tuple[str, ...] = ()
    """The signs that the listed name has between its words, one entry a gap; empty: none anywhere."""
    initials: tuple[bool, ...] = ()
    """Which words are initials; empty: none."""
    surname_first: bool = False
    """Surname and given name of a person whose patronymic is known: another patronymic after it is another person."""

    @property
    def ends_with_initial(self) -> bool:
        """Whether the last word is an initial, whose full stop belongs to the name."""
        return bool(self.initials) and self.initials[-1]

    def fits(self, text: str, words: Words, first: int, last: int) -> bool:
        """Whether words ``first`` to ``last`` of ``text`` meet the demands."""
        return (
            self._signs_fit(text, words, first, last)
            and self._initials_fit(text, words, first, last)
            and self._capitals_fit(text, words, first, last)
            and not (self.surname_first and _patronymic_follows(text, words, last))
        )

    def _signs_fit(self, text: str, words: Words, first: int, last: int) -> bool:
        for at in range(first + 1, last + 1):
            gap = int(words.gaps[at])
            if gap & SIGNS and not gap & JOINS:
                said = signs_of(text[words.ends[at - 1] : words.starts[at]])
                if not self.signs or said != self.signs[at - first - 1]:
                    return False
        return True

    def _initials_fit(self, text: str, words: Words, first: int, last: int) -> bool:
        for at, initial in enumerate(self.initials, start=first):
            if initial and not (words.flags[at] & INITIAL_CAPITAL and text[words.ends[at] : words.ends[at] + 1] == "."):
                return False
        if not any(self.initials):
            return True
        before = self.initials[0] and first > 0 and _is_initial(words, first - 1) and words.gaps[first] & STOP
        after = self.initials[-1] and last + 1 < len(words) and _is_initial(words, last + 1)
        if after and words.gaps[last + 1] & STOP and text[words.ends[last + 1] : words.ends[last + 1] + 1] == ".":
            return False
        return not before

    def _capitals_fit(self, text: str, words: Words, first: int, last: int) -> bool:
        surfaces = (text[words.starts[at] : words.ends[at]] for at in range(first, last + 1))
        return all(map(same_capitals, self.cased, surfaces))


PLAIN = Spelling()


def spelling_of(name: Name, forms: NameForms, *, patronymic_known: bool) -> Spelling:
    """The demands of one way to write ``name``."""
    words = name_words(name.value)
    listed = forms.order == "full" and len(words) == len(forms.slots)
    initials = tuple(slot.initial for slot in forms.slots)
    cased: tuple[str, ...] = ()
    if name.case_sensitive:
        cased = tuple(word.text for word in words) if listed else ("Xx",) * len(forms.slots)
    signs = _listed_signs(name.value) if listed else ()
    made = Spelling(
        cased=cased,
        signs=signs if any(signs) else (),
        initials=initials if any(initials) else (),
        surname_first=patronymic_known and forms.order == "reversed" and not has_patronymic_slot(forms),
    )
    return PLAIN if made == PLAIN else made


def has_patronymic_slot(forms: NameForms) -> bool:
    """Whether one of the words is a patronymic."""
    return any(is_patronymic(form) for slot in forms.slots for form, _ in slot.forms)


def signs_of(gap: str) -> str:
    """The signs of a gap that part names: no spaces, hyphens, quotation marks, footnote marks."""
    table = fold_table()
    entries = ((sign, int(table[ord(sign)])) for sign in gap)
    return "".join(sign for sign, entry in entries if not entry & CODE_MASK and entry >> CODE_BITS & _SIGNS)


def same_capitals(listed: str, surface: str) -> bool:
    """Whether ``surface``, perhaps with another ending, has its capitals where ``listed`` has them."""
    listed, surface = unicodedata.normalize("NFC", listed), unicodedata.normalize("NFC", surface)
    rest = len(listed) > 1 and listed.isupper()
    wanted = [letter.isupper() for letter in listed] + [rest] * (len(surface) - len(listed))
    return all(letter.isupper() == capital for letter, capital in zip(surface, wanted, strict=False))


@lru_cache(maxsize=1 << 12)
def _listed_signs(value: str) -> tuple[str, ...]:
    words = read_words(value)
    pairs = zip(words.ends[:-1].tolist(), words.starts[1:].tolist(), strict=True)
    return tuple(signs_of(value[end:start]) for end, start in pairs)


def _is_initial(words: Words, at: int) -> bool:
    wanted = np.uint8(SINGLE_LETTER | INITIAL_CAPITAL)
    return bool(words.flags[at] & wanted == wanted)


def _patronymic_follows(text: str, words: Words, last: int) -> bool:
    at = last + 1
    if at == len(words) or not words.gaps[at] & JOINS or not words.flags[at] & INITIAL_CAPITAL:
        return False
    return is_patronymic_form(fold(text[words.starts[at] : words.ends[at]]))
