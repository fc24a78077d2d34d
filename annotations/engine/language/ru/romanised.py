"""Russian names in Latin letters, as the standards and the press write them, and back.

Standards: BGN/PCGN 1947; ALA-LC and ICAO Doc 9303 (passports since 2013); ISO 9 and its scientific forerunner, as
far as letters go; GOST 7.79-2000 B; the simplified ways of the English press. Soft and hard signs leave no letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from annotations.engine.language.forms import ANY, Slot, slot
from annotations.engine.language.ru.given_names import CONVENTIONAL


def _letters(pairs: str) -> dict[str, str]:
    """``"а:a ж:zh ь:"`` as a mapping."""
    return {letters: others for letters, _, others in (pair.partition(":") for pair in pairs.split())}


_COMMON = _letters(
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh "
    "щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
)
_PRESS = _COMMON | {"ё": "yo"}
_SOFT_END = _COMMON | {"й": "i"}
_PASSPORT = _COMMON | _letters("й:i ю:iu я:ia ъ:ie")
_SCIENTIFIC = _COMMON | _letters("й:j ё:jo ж:z х:h ц:c ч:c ш:s щ:sc ю:ju я:ja")
_GOST = _COMMON | _letters("й:j ё:yo х:x ц:cz щ:shh")
_STYLES = (_COMMON, _PRESS, _SOFT_END, _PASSPORT, _SCIENTIFIC, _GOST)
_ADJECTIVE_END = re.compile("(?:ий|ый)$")
_IOTATED = re.compile("(?:^|(?<=[аеёиоуыэюяъь]))е")
_INITIALS = {"е": "ye", "ё": "yo", "ж": "zh j", "й": "y", "х": "kh h", "ц": "ts c", "ю": "yu iu ju j", "я": "ya ia ja"}


@lru_cache(maxsize=1 << 16)
def romanised(word: str) -> frozenset[str]:
    """The folded Latin spellings of a Russian word in the nominative; none for one that is not all Cyrillic."""
    letters = word.lower()
    if not letters or any(letter not in _PRESS for letter in letters):
        return frozenset()
    short = _ADJECTIVE_END.sub("ы", letters)
    spelt = {_spell(letters, style) for style in _STYLES} | {_spell(short, _COMMON), _spell(short, _PRESS)}
    if short != letters:
        spelt.add(_spell(short[:-1] + "и", _COMMON))
    if _IOTATED.search(letters):
        spelt |= {_spell(_IOTATED.sub("йе", each), _COMMON) for each in (letters, short)}
    if "ье" in letters or "ьё" in letters:
        spelt.add(_spell(letters.replace("ье", "ие").replace("ьё", "иё"), _COMMON))
        spelt.add(_spell(letters.replace("ье", "йе").replace("ьё", "йе"), _COMMON))
    spelt |= {each.replace("ks", "x") for each in spelt}
    return frozenset(spelt | set(CONVENTIONAL.get(letters.capitalize(), ()))) - {""}


@lru_cache(maxsize=1 << 17)
def in_latin_too(listed: Slot, word: str) -> Slot:
    """The slot of a word with its spellings in Latin letters, which stay as they are in every case."""
    return slot(dict(listed.forms) | dict.fromkeys(romanised(word), ANY))


def romanised_initial(letter: str) -> frozenset[str]:
    """The Latin initials that a Russian one becomes."""
    return frozenset(_INITIALS.get(letter, "").split()) | {_COMMON.get(letter, "")} - {""}


def _spell(letters: str, style: dict[str, str]) -> str:
    return "".join(style[letter] for letter in letters)


@lru_cache(maxsize=1)
def russian_given_names() -> Mapping[str, tuple[str, ...]]:
    """For the folded Latin spelling of a given name, the Russian names that it can be."""
    found: dict[str, list[str]] = {}
    for name in CONVENTIONAL:
        for spelling in sorted(romanised(name)):
            found.setdefault(spelling, []).append(name)
    return {spelling: tuple(names) for spelling, names in found.items()}


# And back.

_BACK = sorted(
    _letters(
        "shch:щ tch:ч tskiy:цкий skiy:ский sky:ский skii:ский ski:ский skaya:ская skaia:ская kh:х zh:ж ts:ц ch:ч sh:ш "
        "yo:ё yu:ю iu:ю ju:ю ya:я ia:я ja:я ye:е x:кс j:й a:а b:б v:в g:г d:д e:е z:з i:и k:к l:л m:м n:н o:о p:п r:р "
        "s:с t:т u:у f:ф h:х c:к"
    ).items(),
    key=lambda pair: -len(pair[0]),
)
"""Latin letters and the Russian ones that they stand for, the longest first."""
_VOWELS = frozenset("aeiou")
_RUSSIAN_END = re.compile(
    r"(?:[oe]va?|[iy]na?|sk(?:y|i|iy|ii|ij|aya|aia)|n(?:y|yi|yy|aya|aia)|[oe]vich|enko|chuk|shvili|dze|yan)$"
)

_ENDS_OF_PATRONYMICS = re.compile(r"(?:[oe]vich|[oe]vna|ichna)$")

_SOFTENED = re.compile(r"л(?=[бвгджзкмнпрстфхцчшщ])")
"""Latin spellings do not tell whether this letter is soft (Volkov, Maltsev)."""
_EV = re.compile(r"и(?=ева?$)")
_AFTER_Y = re.compile(r"[bvdzlmnrst]y[eo]va?$")


def in_cyrillic(words: Sequence[str]) -> tuple[str, ...]:
    """The Russian names that a name of folded Latin words is: given name and surname in either order, with a patronymic
    or without. None where no word is a Russian given name, or the rest does not look Russian."""
    if len(words) not in {2, 3}:
        return ()
    for at in (0, len(words) - 1, 1)[: len(words)]:
        given = russian_given_names().get(words[at], ())
        rest = [word for place, word in enumerate(words) if place != at]
        patronymics = [word for word in rest if len(rest) == 2 and _ENDS_OF_PATRONYMICS.search(word)]
        if len(patronymics) == 2:
            patronymics = patronymics[:1]
        surnames = [word for word in rest if word not in patronymics]
        if given and len(surnames) == 1 and len(rest) == len(patronymics) + 1:
            middle = "".join(f" {_back(word).capitalize()}" for word in patronymics)
            return tuple(
                f"{one}{middle} {surname.capitalize()}" for one in given for surname in cyrillic_surnames(surnames[0])
            )
    return ()


@lru_cache(maxsize=1 << 16)
def cyrillic_surnames(word: str) -> tuple[str, ...]:
    """The Russian surnames that a folded Latin one can stand for; none where its ending is not that of one."""
    if not word.isascii() or not word.isalpha() or len(word) < 4 or not _RUSSIAN_END.search(word):
        return ()
    found = _back(word)
    if _AFTER_Y.search(word):
        found = re.sub(r"(?=[её]ва?$)", "ь", found)
    variants = [found, _EV.sub("ь", found)]
    variants += [_SOFTENED.sub("ль", each) for each in variants]
    return tuple(dict.fromkeys(filter(None, variants)))


def _back(word: str) -> str:
    """Letter by letter, the longest first; empty when one stands for nothing."""
    at, found = 0, ""
    while at < len(word):
        latin, letter = next((pair for pair in _BACK if word.startswith(pair[0], at)), ("", ""))
        after_vowel = at > 0 and word[at - 1] in _VOWELS
        if word[at] == "i" and after_vowel and word[at + 1 : at + 2] not in _VOWELS:
            latin, letter = "i", "й"
        elif word[at] == "y" and not latin:
            latin, letter = "y", "й" if after_vowel else "ый" if at == len(word) - 1 else "ы"
        if not latin:
            return ""
        found += letter
        at += len(latin)
    return found
