"""The shapes of credit lines, as patterns over a line in which every name of a source is one placeholder, ``NAME``.

All are linear: anchored at one end, with repetitions that are bounded.
"""

from __future__ import annotations

import re

NAME = "\ue000"
"""Stands for a named source in the shape of a line; a private-use character that no newsroom prints."""

NAMES = rf"{NAME}(?:\s*(?:[,/&+|·]|and|with|и|und|et|y)\s*{NAME})*"
"""One source, or several in a row: ``AFP``, ``AFP/TASS``, ``Reuters and AP``."""

_EDGE = rf"[^\w{NAME}]*"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


ONLY_NAMES = _pattern(rf"{_EDGE}{NAMES}{_EDGE}\Z")
"""``AFP``, ``/ТАСС/``, ``— Reuters``."""

_PHOTO_BEFORE = _pattern(
    r"(?:^|[\s(\[.|])",
    r"(?:photo(?:s|graph|graphs|graphy)?|image|picture|pic|video|illustration|graphics?|foto|bild|",
    r"фото|фотографи[яи]|снимок|снимки|иллюстрация|видео|изображение)",
    r"(?:(?:\s+\w+){0,2}\s*[:/|©—–]|\s+(?:by|credit|courtesy|via|предоставлен\w*)\b)",
    rf"[^.:;!?{NAME}]{{0,60}}\Z",
)
"""Before a name: it credits a picture."""

_PHOTO_AFTER = _pattern(r"\s*(?:photos?|images?|pictures?|фото)\b")
"""After a name: ``AP Photo/Jane Doe``."""

PICTURE_END = re.compile(rf"(?:(?:19|20)\d\d[.,]?|[/|])\s*{NAMES}\s*\Z")
"""How captions end: ``July 8, 2021 TASS``, ``A street in Kyiv / Reuters``."""

_BYLINE = _pattern(
    _EDGE,
    r"(?:by|von|par|por|автор(?:ы)?|текст|подготовил[аи]?|беседовал[аи]?|(?:written|reported|reporting|story|words)\s+by)\b",
)

STAFF = _pattern(
    rf"{_EDGE}{NAME}\s+(?:staff|correspondents?|newsroom|reporters?|writers?|desk|корр\w*|редакция)\b[^.!?]{{0,40}}\Z"
)

PERSON_AND_NAMES = re.compile(
    rf"{_EDGE}[A-ZА-ЯЁ][\w.'’-]*(?:\s+[A-ZА-ЯЁ][\w.'’-]*){{1,3}}"
    rf"\s*(?:[,|/·•—–(]|\s-\s)\s*(?:для\s+|for\s+)?{NAMES}{_EDGE}\Z"
)
"""``Jane Doe, Reuters``, ``Иван Петров (ТАСС)``."""

_LABEL = _pattern(
    _EDGE,
    r"(?:(?:original|originally|news|full|primary)?\s*",
    r"(?:sources?|story|article|text|url|link|version|credits?|agency|wire)|",
    r"original|via|источник\w*|первоисточник|оригинал\w*|агентство|материал\w*|текст|quelle|fuente|fonte|origine)",
    r"(?:\s+(?:статьи|материала|публикации|новости|текста|url|link|article|story|at|on|from))?",
    r"\s*(?P<colon>[:—–]|-\s|\Z)",
)
"""``Source:``, ``Original url:``, ``Источник —``; a label that stands alone needs no colon."""

ORIGINAL_WORD = _pattern(
    r"\b(?:original(?:ly)?|first\s+(?:published|appeared)|re(?:published|printed)|",
    r"оригинал\w*|первоисточник\w*|впервые\s+опубликован\w*)\b",
)
"""Says that a link leads to the original."""

SOURCE_WORD = _pattern(r"\b(?:sources?|via|источник\w*|по\s+материалам|quelle|fuente|fonte)\b")
"""Says that a link leads to a source, be it the one that is asked for or another."""

_MATERIALS = _pattern(
    _EDGE,
    r"(?:по\s+(?:материалам|информации|данным|сообщению|сообщениям)|с\s+использованием\s+материалов|",
    r"(?:based\s+on|with|mit|avec)\s+(?:additional\s+)?(?:reporting|reports|files|materials?|inputs?)\s+(?:by|from|of|von|der))\s+",
    rf"[^.!?{NAME}]{{0,40}}{NAMES}[^.!?{NAME}]{{0,40}}[.]?{_EDGE}\Z",
)

_CONTRIBUTED = _pattern(r"[^.!?]{0,140}\bcontributed\s+to\s+this\s+(?:report|story|article)\b")
"""After a name: ``… writer Jane Doe contributed to this report``."""

_PICTURE_COPYRIGHT_BEFORE = re.compile(r"©[^.!?()]{1,60}\(\s*\Z")
"""``©Jane Doe (AFP)``."""

CAPITALS_AND_BRACKET = re.compile(r"(?<!\w)[A-ZА-ЯЁ]{3,}[^.!?()]{0,40}\(\s*\Z")
BRACKET_AND_DASH = re.compile(r"\)\s*(?:[—–]|--?\s)")
"""``WASHINGTON, Nov 6 (Reuters) -``, whatever stands before."""

COPYRIGHT_BEFORE = _pattern(r"(?:©|\([cс]\)|\bcopyright\b)[^.!?]{0,60}\Z")
"""``© 2024``, ``Copyright 2021 The``."""

_PIECE = r"(?:article|story|piece|report|text|post|column|interview|commentary|essay|analysis|dispatch|material)"

_ORIGIN = _pattern(
    rf"{_EDGE}(?:an?\s+(?:\w+\s+)?version\s+of\s+)?th(?:is|e)\s+(?:\w+\s+)?{_PIECE}\b[^.!?]{{0,160}}?",
    r"\b(?:originally|first\s+(?:published|appeared|ran)|published|republished|reprinted|produced|appeared|adapted|",
    r"syndicated|provided|courtesy|comes|was\s+written|is\s+from)\b",
)
"""``This story by Lena Idris originally appeared on …``"""

_ORIGIN_BEFORE = _pattern(
    rf"\bthis\s+{_PIECE}\s+(?:was\s+)?(?:originally|first)\s+(?:published|appeared|ran|posted)\s+(?:on|in|at|by)\s+",
    r"(?:the\s+)?[«\"“]?\Z",
)
"""Right before a name, whatever has run into the line before it."""

_ARTICLE_BEFORE = _pattern(r"\bthe\s*\Z")

_ORIGIN_START = _pattern(
    _EDGE,
    r"(?:(?:originally|first)\s+(?:published|appeared|posted)|re(?:published|printed)|courtesy\s+of|",
    r"read\s+(?:the\s+)?(?:full|original|more)\b|continue\s+reading|published\s+(?:with|under|courtesy)|",
    r"©|copyright|\([cс]\)|",
    r"впервые\s+опубликован\w*|перепечат\w+|публикуется|опубликован\w*\s+(?:на|в)\b|читать|читайте|",
    r"(?:(?:эта?|этот|данн\w+)\s+)?(?:стать\w+|материал\w*|текст\w*|публикаци\w+)\s+(?:\w+\s+){0,3}?",
    r"(?:опубликован|предоставлен|подготовлен|вышл|вышел|перепечатан|воспроизв|переведен|впервые|взят)\w*)",
)
"""``Republished from …``, ``Материал впервые опубликован …``"""

SPOKEN_BEFORE = _pattern(
    r"(?:\baccording\s+to|\breported\s+(?:by|in|on)|\breports?|\btold|\bvia|\bfrom|\bby|\bcourtesy\s+of|\bsource|",
    r"\b(?:published|appeared|written|wrote|writing)\s+(?:in|on|by|for|at)|",
    r"сообща\w+|сообщи\w+|сообщени\w+|переда\w+|пиш[еу]\w+|писал\w*|рассказ\w+|",
    r"по\s+(?:данным|информации|материалам|словам)|со\s+ссылкой\s+на|источник\w*|материал\w*|опубликован\w*|",
    r"узнал\w*|уточня\w+|отмеча\w+|заяв\w+|выяснил\w*)",
    r"[\s,:«»\"“”]*(?:(?:the|a|russian|news|agency|outlet|website|newspaper|издани\w+|агентств\w+|газет\w+|сайт\w*|",
    r"портал\w*|журнал\w*|телеканал\w*|информагентств\w+)[\s«»\"“”]*){0,3}\Z",
)
SPOKEN_AFTER = _pattern(
    r"[»”\"'’,\s]*(?:(?:has|had|also|first|earlier|ранее|также)\s+)?",
    r"(?:report(?:s|ed)\b|writes\b|wrote\b|said\b|says\b|сообща|сообщи|переда|пиш|писал|рассказ|узнал|уточн|отмеч|выясн)",
)
"""Around a name in running text: it is credited for what is told there."""

CLOSING = (
    _pattern(rf"[(\[]\s*(?:(?:by|with|from|via|по\s+материалам)\s+|источник\s*:\s*|source\s*:\s*)?{NAMES}\s*[)\]][\s.»”\"]*\Z"),
    _pattern(rf"/\s*{NAMES}\s*/[\s.]*\Z"),
    _pattern(rf"[.!?…»”\")]\s*[—–-]{{1,2}}\s*{NAMES}[\s.]*\Z"),
)
"""At the end of a paragraph: ``(AFP)``, ``/ТАСС/``, ``. — Reuters``."""

_NAMES_SET_APART = re.compile(rf"\A{_EDGE}{NAMES}\s*[—–|/]|[—–|/]\s*{NAMES}{_EDGE}\Z")

CORRESPONDENT = re.compile(r"/\s*(?:корр\w*\.?\s*)?\Z", re.IGNORECASE)
"""Before a name in a dateline: ``/Корр. ТАСС Иван Петров/``."""

_MONTHS = frozenset(
    """
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр июн июл авг сен
    сент окт ноя дек janv janvier févr février mars avr avril mai juin juil juillet août sept septembre oct octobre nov
    novembre déc décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    """.split()  # noqa: SIM905
)
_SMALL = frozenset("г гг года год de la le du di den der am of on and at и в el th st nd rd корр".split())  # noqa: SIM905
_WORD = re.compile(rf"[^\W_]+(?:[.'’-][^\W_]+)*|{NAME}")
_SENTENCE_END = re.compile(r"[.!?…][\s\"”»)\]*]*\Z")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"”»)]*\s")
_DATELINE_WORDS = 10
_LABEL_WORDS = 5
_LINE = 160
"""Characters up to which a byline or a date is a line of its own."""


def is_dateline_prefix(text: str) -> bool:
    """Whether only a place and a date stand here: ``МОСКВА, 5 мая``, ``KABUL, Afghanistan``."""
    words = _WORD.findall(text)
    return len(words) <= _DATELINE_WORDS and all(map(_is_dateline_word, words))


def _is_dateline_word(word: str) -> bool:
    return not word[0].islower() or word.lower() in _MONTHS or word.lower() in _SMALL


def is_date_line(shape: str) -> bool:
    """A line with a date and perhaps a place, a time, a name of a source: ``July 16, 2021``, ``ТАСС, 5 мая``; or with a
    place and a name: ``PARIS — AFP``."""
    if len(shape) > _LINE or ends_sentence(shape):
        return False
    has_date = any(letter.isdigit() for letter in shape)
    return (has_date or _NAMES_SET_APART.search(shape) is not None) and is_dateline_prefix(shape)


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a full stop, a question mark or an exclamation mark."""
    return _SENTENCE_END.search(text[-8:]) is not None


def word_count(text: str) -> int:
    """Words of a line; a source's placeholder is one."""
    return len(_WORD.findall(text))


def is_label(shape: str) -> bool:
    """A line that begins with a label: ``Source: …``, ``Original url:``."""
    head = shape[:80]
    label = _LABEL.match(head)
    if label is not None and (label["colon"].strip() or label.end() == len(shape.rstrip())):
        return True
    words, colon, _ = head.partition(":")
    return bool(colon) and word_count(words) <= _LABEL_WORDS and ORIGINAL_WORD.search(words) is not None


def is_origin_line(shape: str) -> bool:
    """A line that says where the text comes from: ``This story originally appeared on …``, ``Source: …``."""
    head = shape[:320]
    return is_label(head) or any(pattern.match(head) for pattern in (_ORIGIN, _ORIGIN_START, _MATERIALS))


def is_of_picture(before: str, after: str) -> bool:
    """Whether a name between these credits a picture."""
    return (
        _PHOTO_BEFORE.search(before) is not None
        or _PICTURE_COPYRIGHT_BEFORE.search(before) is not None
        or _PHOTO_AFTER.match(after) is not None
    )


def is_origin_sentence(before: str, after: str) -> bool:
    """Whether the sentence in which a name stands between these says where the text comes from, or who helped."""
    begun = _SENTENCE_BREAK.split(before)[-1]
    if _ORIGIN.match(begun) is not None or _ORIGIN_BEFORE.search(before) is not None:
        return True
    return word_count(_ARTICLE_BEFORE.sub("", begun)) == 0 and _CONTRIBUTED.match(after) is not None


def is_byline(shape: str) -> bool:
    """A line that says who wrote: ``By AFP``, ``Автор: Иван Петров, ТАСС``."""
    if len(shape) > _LINE or _BYLINE.match(shape) is None:
        return False
    words = word_count(shape)
    return words <= 5 or (words <= 14 and not ends_sentence(shape))
