"""Sentences of Russian and English text."""

from __future__ import annotations

import re

from annotations.engine.language.abbreviations import AT_END, INSIDE
from annotations.engine.language.frequent import FREQUENT

_STOP = re.compile(r"[.!?…]+|\n")
_PARENTHESIS = re.compile(r"[()\n]")
_CLOSING = re.compile("[»”“\"'’›)\\]]*[*†‡✱＊٭¹²³⁰⁴-⁹]*[»”“\"'’›)\\]]*")
_OPENING = re.compile(r"[\s«„“\"'‘‹(\[*†‡✱＊—–-]*")
_QUOTES = re.compile("[«„“\"'‘‹*]*")
_SPACE = re.compile(r"\s*")
_BEFORE = re.compile(r"[^\W_]+\Z")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[\dIVXХ]\s*\Z")
_AND_SO_ON = re.compile(r"\bт\.?\s?\Z")
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
_REACH = 24
"""Characters around a stop that are looked at."""
_SHORT_OPENING = 5
"""«В 2014 г. Верховный суд ...»: after so few words "г." does not end a sentence."""
_STARTERS = FREQUENT["ru"] | FREQUENT["en"] | {"затем", "потом", "однако", "ранее", "позже", "however", "then", "later"}


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``, as half-open positions in ``text``, without the white space around them.

    Abbreviations, initials, decimals and stops inside a parenthesis that does not stand alone end no sentence; closing
    quotation marks and footnote marks belong to the sentence before them. Linear in the length.
    """
    spans = _parentheses(text, start, end)
    sentences: list[tuple[int, int]] = []
    begun, span, alone = start, 0, _stands_alone(text, start, spans, 0)
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < begun:
            continue
        while span < len(spans) and spans[span][1] < stop.start():
            span += 1
            alone = _stands_alone(text, begun, spans, span)
        within = span < len(spans) and spans[span][0] < stop.start()
        after = stop.end() if stop.group() == "\n" else _past(_CLOSING, text, stop.end(), end)
        if within and (not alone or after <= spans[span][1]):
            continue
        if stop.group() == "\n" or _ends(text, begun, stop, after, end):
            _add(sentences, text, begun, after)
            begun = _past(_SPACE, text, after, end)
            alone = _stands_alone(text, begun, spans, span)
    _add(sentences, text, begun, end)
    return sentences


def _parentheses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost parentheses that are closed before the line ends, in order."""
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for sign in _PARENTHESIS.finditer(text, start, end):
        if sign.group() == "(":
            opened.append(sign.start())
        elif sign.group() == "\n":
            opened.clear()
        elif opened:
            first = opened.pop()
            while spans and spans[-1][0] > first:
                spans.pop()
            spans.append((first, sign.start()))
    return spans


def _stands_alone(text: str, begun: int, spans: list[tuple[int, int]], span: int) -> bool:
    """Whether the sentence begins with the parenthesis."""
    return span < len(spans) and _past(_QUOTES, text, begun, max(begun, spans[span][0])) == spans[span][0]


def _ends(text: str, begun: int, stop: re.Match[str], after: int, end: int) -> bool:
    """Whether the sentence that has begun ends with this stop; ``after``: behind closing quotes and footnote marks."""
    following = _past(_OPENING, text, after, min(end, after + _REACH))
    if following >= end:
        return True
    sign = text[following]
    if sign.islower():
        return False
    before = _BEFORE.search(text, max(begun, stop.start() - _REACH), stop.start())
    word = before.group() if before else ""
    if not text[after].isspace():
        return after == stop.end() and len(word) > 2 and _lacks_space(word, sign)
    if stop.group() != "." or not before:
        return True
    if word.isdecimal():
        return before.start() > begun
    return _word_ends(text, begun, before, following, end)


def _lacks_space(word: str, sign: str) -> bool:
    """«... домой.Потом ...»: a sentence end without its space, in Russian only (``Lenta.Ru`` is a name)."""
    return word[-1] in _RUSSIAN and sign.lower() in _RUSSIAN and word.lower() not in INSIDE | AT_END


def _word_ends(text: str, begun: int, before: re.Match[str], following: int, end: int) -> bool:
    """Whether a full stop after the word ``before`` ends the sentence when a capital or digit follows."""
    word = before.group()
    lower = word.lower()
    starter = _is_starter(text, following, end)
    if len(word) == 1 and word.isupper():
        return starter or word == "I"
    if lower in {"г", "гг"}:
        return _is_year(text, begun, before.start()) and (starter or _is_long(text, begun, before.start()))
    if lower in {"д", "п"} and _AND_SO_ON.search(text, max(begun, before.start() - 4), before.start()):
        return True
    if lower == "no":
        return not text[following].isdecimal()
    if lower in INSIDE:
        return starter
    return lower not in AT_END or not text[following].isdecimal()


def _is_starter(text: str, at: int, end: int) -> bool:
    """Whether a word that often begins sentences stands here, and is no initial."""
    word = _WORD.match(text, at, min(end, at + _REACH))
    if word is None or text[word.end() : word.end() + 1] == ".":
        return False
    return word.group().lower() in _STARTERS


def _is_year(text: str, begun: int, at: int) -> bool:
    return _NUMBER.search(text, max(begun, at - _REACH), at) is not None


def _is_long(text: str, begun: int, at: int) -> bool:
    return at - begun > _REACH * _SHORT_OPENING or len(text[begun:at].split()) > _SHORT_OPENING


def _past(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    """Where ``pattern``, matched at ``at``, ends."""
    found = pattern.match(text, at, end)
    return found.end() if found else at


def _add(sentences: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    start = _past(_SPACE, text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append((start, end))
