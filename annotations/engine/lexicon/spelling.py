"""What a row asks of the very characters of a text, beyond its words: capitals, signs between words, initials.

Looked at only where the words of a name stand already.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from annotations.engine.folding import CODE_BITS, CODE_MASK, Between, fold_table
from annotations.engine.language.forms import NameForms
from annotations.engine.language.name_words import name_words
from annotations.engine.language.ru.persons import is_patronymic_form
from annotations.engine.register import Name
from annotations.engine.words import JOINS, SIGNS, STOP, Words, fold, read_words

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
    def simple(self) -> bool:
        """Whether words in full with nothing between them that could part a name meet every demand."""
        return self == _PLAIN

    def fits(self, text: str, words: Words, first: int, last: int) -> bool:
        """Whether words ``first`` to ``last`` of ``text`` meet the demands."""
        return (
            self._signs_fit(text, words, first, last)
            and self._initials_fit(text, words, first, last)
            and self._capitals_fit(text, words, first, last)
            and not (self.surname_first and _patronymic_follows(text, words, last))
        )

    @property
    def ends_with_initial(self) -> bool:
        """Whether the last word is an initial, whose full stop belongs to the name."""
        return bool(self.initials) and self.initials[-1]

    def _signs_fit(self, text: str, words: Words, first: int, last: int) -> bool:
        for at in range(first + 1, last + 1):
            gap = words.gap_before(text, at)
            if gap & SIGNS and not gap & JOINS:
                said = signs_of(text[words.ends[at - 1] : words.starts[at]])
                if not self.signs or said != self.signs[at - first - 1]:
                    return False
        return True

    def _initials_fit(self, text: str, words: Words, first: int, last: int) -> bool:
        if not self.initials:
            return True
        for at, initial in enumerate(self.initials, start=first):
            if initial and not (words.is_capital(text, at) and _stop_follows(text, words, at)):
                return False
        before = self.initials[0] and first > 0 and words.is_initial(text, first - 1)
        if before and words.gap_before(text, first) & STOP:
            return False
        after = last + 1
        if not self.initials[-1] or after == len(words) or not words.is_initial(text, after):
            return True
        return not (words.gap_before(text, after) & STOP and _stop_follows(text, words, after))

    def _capitals_fit(self, text: str, words: Words, first: int, last: int) -> bool:
        surfaces = [text[words.starts[at] : words.ends[at]] for at in range(first, last + 1)]
        if all(map(same_capitals, self.cased, surfaces)):
            return True
        return all(surface.isascii() and surface.isupper() for surface in surfaces) and _among_capitals(
            text, words, first, last
        )


_PLAIN = Spelling()
_WITH_INITIALS = frozenset({"initials", "one_initial", "given_initial"})
_AROUND = 2
"""Words in capitals on both sides together that make a line one in capitals."""
_SIGNLESS = re.compile(r"[\w\s«»\"'-]*\Z")
"""Names that hold no sign which could part words."""


def spelling_of(name: Name, forms: NameForms, *, patronymic_known: bool) -> Spelling:
    """The demands of one way to write ``name``."""
    initials: tuple[bool, ...] = ()
    if forms.order in _WITH_INITIALS:
        initials = tuple([slot.initial for slot in forms.slots])
    surname_first = patronymic_known and forms.order == "reversed" and not forms.patronymic
    if not name.case_sensitive and _SIGNLESS.match(name.value):
        return _spelling(initials, surname_first)
    words = name_words(name.value)
    listed = forms.order == "full" and len(words) == len(forms.slots)
    cased: tuple[str, ...] = ()
    if name.case_sensitive:
        cased = tuple(word.text for word in words) if listed else ("Xx",) * len(forms.slots)
    signs = _listed_signs(name.value) if listed else ()
    return Spelling(cased, signs if any(signs) else (), initials, surname_first)


@lru_cache(maxsize=1 << 8)
def _spelling(initials: tuple[bool, ...], surname_first: bool) -> Spelling:
    return Spelling(initials=initials, surname_first=surname_first)


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


def _among_capitals(text: str, words: Words, first: int, last: int) -> bool:
    """Whether the Russian words around are in capitals, so that a Latin name among them has no other letters:
    "КОМПАНИЯ META ЗАПРЕЩЕНА"."""
    begins, ends = text.rfind("\n", 0, words.starts[first]), text.find("\n", words.ends[last])
    ends = len(text) if ends < 0 else ends
    around = [at for at in (first - 2, first - 1, last + 1, last + 2) if 0 <= at < len(words)]
    said = [text[words.starts[at] : words.ends[at]] for at in around if begins < words.starts[at] < ends]
    return all(map(str.isupper, said)) and sum(not word.isascii() for word in said) >= _AROUND


def _stop_follows(text: str, words: Words, at: int) -> bool:
    return text[words.ends[at] : words.ends[at] + 1] == "."


def _patronymic_follows(text: str, words: Words, last: int) -> bool:
    at = last + 1
    if at == len(words) or not words.gap_before(text, at) & JOINS or not words.is_capital(text, at):
        return False
    return is_patronymic_form(fold(text[words.starts[at] : words.ends[at]]))
