"""The language of a text, from its script, its most frequent words and its letters."""

from __future__ import annotations

import re
from collections import Counter

from annotations.engine.language.frequent import FREQUENT

UNKNOWN = "und"
SAMPLE = 20_000
"""Characters looked at, from the beginning."""

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = ("ru", "uk", "be", "bg", "kk")
_LATIN = ("en", "de", "fr", "es", "it", "pt", "pl", "nl", "tr", "cs")
_OWN_LETTERS = {
    "de": "äöüß",
    "fr": "èêëçœàù",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "pl": "ąęłśźż",
    "tr": "ğış",
    "cs": "ěřů",
}
_NEEDED = {"uk": "іїєґ", "be": "ў", "kk": "әғқңөұүһ", "bg": "ъ"}
_FOREIGN = {"uk": "ыэё", "bg": "ыэі"}
"""Russian shares its small words with these: they must show their letters, more often than letters they lack."""
_LETTER_WEIGHT = 0.3
"""What an own letter counts beside a frequent word."""
_SCRIPTS = (
    ("ar", "؀", "ۿ"),
    ("he", "֐", "׿"),
    ("el", "Ͱ", "Ͽ"),
    ("hy", "԰", "֏"),
    ("ka", "Ⴀ", "ჿ"),
    ("hi", "ऀ", "ॿ"),
    ("th", "฀", "๿"),
    ("ja", "぀", "ヿ"),
    ("ko", "가", "힣"),
    ("zh", "一", "鿿"),
)


def detect_language(text: str) -> str:
    """The primary language tag of ``text`` (``ru``, ``en``, ``de``, ...); ``und`` when nothing tells."""
    sample = text[:SAMPLE].lower()
    words = Counter(_WORD.findall(sample))
    letters = Counter(sample)
    cyrillic = sum(count for letter, count in letters.items() if "Ѐ" <= letter <= "ӿ")
    latin = sum(count for letter, count in letters.items() if "a" <= letter <= "ɏ" and letter.isalpha())
    beyond = sum(count for letter, count in letters.items() if letter > "ɏ") - cyrillic
    if beyond > max(cyrillic, latin):
        others = _by_script(letters)
        other = max(others, key=others.__getitem__)
        if others[other] > max(cyrillic, latin):
            return _other(other, others, letters)
    if not cyrillic and not latin:
        return UNKNOWN
    if not _is_cyrillic(words, cyrillic, latin):
        return _by_words(_LATIN, words, letters)
    return _by_words(tuple(language for language in _CYRILLIC if _shows_letters(language, letters)), words, letters)


def _by_script(letters: Counter[str]) -> dict[str, int]:
    """How many letters each of the scripts has that only one or two languages use."""
    return {
        tag: sum(count for letter, count in letters.items() if first <= letter <= last) for tag, first, last in _SCRIPTS
    }


def _shows_letters(language: str, letters: Counter[str]) -> bool:
    needed, foreign = _NEEDED.get(language, ""), _FOREIGN.get(language, "")
    return not needed or sum(letters[letter] for letter in needed) > sum(letters[letter] for letter in foreign)


def _is_cyrillic(words: Counter[str], cyrillic: int, latin: int) -> bool:
    """Foreign names and addresses in Latin letters do not make a text English: its small words do."""
    small = sum(words[word] for language in _CYRILLIC for word in FREQUENT[language])
    small_latin = sum(words[word] for word in FREQUENT["en"])
    return cyrillic >= latin or small > small_latin


def _by_words(languages: tuple[str, ...], words: Counter[str], letters: Counter[str]) -> str:
    scores = {
        language: sum(words[word] for word in FREQUENT[language])
        + _LETTER_WEIGHT * sum(letters[letter] for letter in _OWN_LETTERS.get(language, ""))
        for language in languages
    }
    best = max(languages, key=scores.__getitem__)
    return best if scores[best] or best == "ru" else UNKNOWN


def _other(tag: str, counts: dict[str, int], letters: Counter[str]) -> str:
    if tag == "ar":
        return "fa" if any(letters[letter] for letter in "پچژگی") else "ar"
    return "ja" if tag == "zh" and counts["ja"] else tag
