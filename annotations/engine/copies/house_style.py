"""House style folded away: two newsrooms that print one story in their own spelling get the same words.

The forms are for comparing alone and are never shown. A rule may fold more than the pair it is named for, since it does
so on both sides. What stays apart are words that say something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotations.engine.language.spellings import (
    IRREGULAR_ENGLISH,
    LEFT_OUT,
    NUMERALS,
    RUSSIAN_STEMS,
    SHORT_FORMS,
)

_SHORTEST = 5
"""Letters from which spellings differ by rule, not by chance."""
_DOUBLED = re.compile(r"([a-z])\1")
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(protest|advis|conven)or(s)?\Z"), r"\1er\2"),  # adviser
    (re.compile(r"([iy])s(e|ed|es|er|ers|ing|ation|ations|able)\Z"), r"\1z\2"),  # -ise, -yse
    (re.compile(r"our"), "or"),  # neighbour
    (re.compile(r"([cdfgmptv])re(s|d)?\Z"), r"\1er\2"),  # centre
    (re.compile(r"(def|of|lic|pret)enc(e|es|eles)\Z"), r"\1ens\2"),  # defence, offence; doubled letters are gone
    (re.compile(r"practis"), "practic"),
    (re.compile(r"ame(s)?\Z"), r"am\1"),  # programme
    (re.compile(r"ogue(s)?\Z"), r"og\1"),  # catalogue
    (re.compile(r"[ao]e"), "e"),  # anaesthetic, manoeuvre
    (re.compile(r"gement"), "gment"),  # judgement
    (re.compile(r"wards\Z"), "ward"),
)


def house_form(word: str) -> str:
    """What a folded word counts as when texts are compared; empty for one that newsrooms write or leave out at will."""
    if word in LEFT_OUT:
        return ""
    if word in NUMERALS:
        return NUMERALS[word]
    if word in SHORT_FORMS:
        return SHORT_FORMS[word]
    if word.isascii():
        return _english(word)
    return _russian(word)


def _english(word: str) -> str:
    if word in IRREGULAR_ENGLISH:
        return IRREGULAR_ENGLISH[word]
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    form = _DOUBLED.sub(r"\1", word)
    for pattern, replacement in _RULES:
        form = pattern.sub(replacement, form)
    return form


def _russian(word: str) -> str:
    for stem, other in RUSSIAN_STEMS:
        if word.startswith(stem):
            return other + word[len(stem) :]
    return word
