"""Declension by pattern of Russian words that no dictionary has: foreign names, surnames, stage names."""

from __future__ import annotations

import re
from functools import lru_cache

from annotations.engine.language.forms import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    LOCATIVE,
    NOMINATIVE,
    SINGULAR,
    Forms,
    union,
)
from annotations.engine.language.ru.reviewed import FIXED_SURNAMES

_HUSHING = "жшчщц"
_VOWELS = "аеиоуыэюя"
_CASES = (NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE)
_ADJECTIVE_SURNAME = re.compile(r"(ск|цк|[^аеиоуыэюя]н|[гкхжшчщ])ий$|..[^аеиоуыэюя](ый|ой)$")
_FIXED_SURNAME = re.compile(r"([оеиуэыю]|[ыи]х|[аиоуэ]а)$")

_LATIN_STEM = re.compile(r"([a-z][a-z0-9]{2,})(?:а|у|ю|я|е|и|ы|ом|ем|ой|ей|ов|ам|ах|ами)$")


def latin_stem(word: str) -> str:
    """The Latin part of a folded word that takes a Russian ending without a hyphen ("facebookом"); else nothing."""
    found = _LATIN_STEM.match(word)
    return found.group(1) if found else ""


def _decline(stem: str, endings: str) -> Forms:
    """The forms of a word: its stem and six endings, parted by spaces; ``-`` is no ending, ``/`` parts variants."""
    return union(
        {stem + ending.removeprefix("-"): case}
        for case, variants in zip(_CASES, endings.split(), strict=True)
        for ending in variants.split("/")
    )


@lru_cache(maxsize=1 << 17)
def noun(word: str, *, animate: bool = False) -> Forms:
    """The singular forms of an unknown noun, by its ending."""
    stem, last = word[:-1], word[-1:]
    if last == "а" and stem:
        return {word: SINGULAR} if stem[-1] in _VOWELS else _first_declension(stem)
    if last == "я" and stem:
        return _decline(stem, "я и и ю ей/ею и" if stem.endswith("и") else "я и е ю ей/ею е")
    if last == "ь":
        soft = _decline(stem, "ь я ю я ем е" if animate else "ь я ю ь ем е")
        return soft if animate else union((soft, _decline(stem, "ь и и ь ью и")))
    if last == "й":
        return _decline(stem, ("й я ю я ем " if animate else "й я ю й ем ") + ("и" if stem.endswith("и") else "е"))
    if not last.isalpha() or last in _VOWELS or not "а" <= last <= "я" or last == "ъ":
        return {word: SINGULAR}
    instrumental = "ем/ом" if last in _HUSHING else "ом"
    return _decline(word, f"- а у {'а' if animate else '-'} {instrumental} е")


def _first_declension(stem: str) -> Forms:
    genitive = "и" if stem[-1] in "гкхжшчщ" else "ы"
    instrumental = "ей/ой/ею/ою" if stem[-1] in _HUSHING else "ой/ою"
    return _decline(stem, f"а {genitive} е у {instrumental} е")


@lru_cache(maxsize=1 << 17)
def masculine_surname(word: str) -> Forms:
    """The forms of a man's surname; surnames on -о, -е, -и, -у, -ых and the like stay."""
    if word in FIXED_SURNAMES:
        return {word: SINGULAR}
    if len(word) > 3 and word.endswith(("ов", "ев")):
        return _decline(word, "- а у а ым е")
    if word.endswith(("ин", "ын")):
        return _decline(word, "- а у а ым/ом е")
    if _ADJECTIVE_SURNAME.search(word):
        return _adjective_surname(word)
    if word.endswith(("рих", "лих", "дих")):
        return union((noun(word, animate=True), {word: SINGULAR}))
    if _FIXED_SURNAME.search(word):
        return {word: SINGULAR}
    return union((noun(word, animate=True), _fleeting(word)))


def _adjective_surname(word: str) -> Forms:
    stem, ending = word[:-2], word[-2:]
    instrumental = "им" if ending == "ий" or stem[-1] in "гкхжшчщ" else "ым"
    forms = _decline(stem, f"{ending} ого ому ого {instrumental} ом")
    if stem[-1] in "жшчщн" and ending == "ий":
        forms = union((forms, _decline(stem, "ий его ему его им ем"), noun(word, animate=True)))
    return forms


def _fleeting(word: str) -> Forms:
    """Forms with a vowel that goes before an ending: Немец, Немца; Волчок, Волчка; Воробей, Воробья."""
    if re.search(r"[^аеиоуыэюя][ео]к$", word) and len(word) > 3:
        return _decline(word[:-2], f"{word[-2:]} ка ку ка ком ке")
    if re.search(r"[^аеиоуыэюя]ец$", word) and len(word) > 3:
        return _decline(word[:-2], "ец ца цу ца цем/цом це")
    if re.search(r"[аеиоуыэюя]ец$", word):
        return _decline(word[:-2], "ец йца йцу йца йцем/йцом йце")
    if re.search(r"[^аеиоуыэюя]ей$", word) and len(word) > 3:
        return _decline(word[:-2], "ей ья ью ья ьем ье")
    return {}


@lru_cache(maxsize=1 << 17)
def feminine_surname(word: str) -> Forms:
    """The forms of a woman's surname; those that end in a consonant or a soft sign stay."""
    if word in FIXED_SURNAMES:
        return {word: SINGULAR}
    if re.search(r"(ов|ев)а$", word):
        return _decline(word[:-1], "а ой ой у ой/ою ой")
    if word.endswith(("ина", "ына")):
        return union((_decline(word[:-1], "а ой ой у ой/ою ой"), _first_declension(word[:-1])))
    if re.search(r"[^аеиоуыэюя]ая$", word):
        return union((_decline(word[:-2], "ая ой ой ую ой/ою ой"), noun(word)))
    if re.search(r"[^аеиоуыэюя]яя$", word):
        return _decline(word[:-2], "яя ей ей юю ей/ею ей")
    if word[-1:] not in "ая" or _FIXED_SURNAME.search(word):
        return {word: SINGULAR}
    return noun(word, animate=True)


@lru_cache(maxsize=1 << 12)
def patronymic(word: str) -> Forms:
    """The forms of a patronymic: -ич, -на; others (оглы, кызы, -улы) stay."""
    if word.endswith("ич"):
        return _decline(word, "- а у а ем е")
    if word.endswith("на"):
        return _decline(word[:-1], "а ы е у ой/ою е")
    return {word: SINGULAR}


@lru_cache(maxsize=1 << 14)
def given_name(word: str, *, feminine: bool) -> Forms:
    """The forms of a given name that the dictionary lacks. A woman's name that ends in a consonant stays."""
    if not feminine:
        return union((noun(word, animate=True), {word: NOMINATIVE}))
    if word.endswith("ь"):
        return union((_decline(word[:-1], "ь и и ь ью и"), {word: SINGULAR}))
    return noun(word, animate=True) if word[-1:] in "ая" else {word: SINGULAR}
