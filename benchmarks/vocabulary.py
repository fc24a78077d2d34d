"""A large vocabulary for invented prose: Russian and English words made of prefixes, roots and endings.

Real news has tens of thousands of different words; sentences from a few dozen templates would keep every engine's
tables in the processor's first cache. Words come as often as in life: the n-th of a shuffled list about n times as
seldom as the first.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random

_PREFIXES_RU = (
    "в вы до за из на над о от пере по под пред при про раз с у пре обо разо недо сверх меж со"
)
_ROOTS_RU = (
    "работ вод строй говор дел ход вер мысл ряд суд бор пис чит куп держ движ полож лож став твер свет мер "
    "знак крыт рез бег нос воз лет тяг груз пуск прав слов числ цен торг рос мен дум город дом стран мир люд "
    "род сил врем слуг пол бел черн тих креп жив рук глав очист крас"
)
_ENDINGS_RU = (
    "а у е ом ы ов ам ами ах ить ил ила или ит ят ение ения ению ением ный ная ное ные ного ному ным ных ской "
    "ский ская ские ского ник ника нику ником ники ность ности ностью ка ки ке ку кой ованный ованная ованных"
)
_SMALL_RU = (
    "и в на с по что как не за от из для это при о к до так же или но его был была они также уже только"
)
_PREFIXES_EN = (
    "re un over out under inter pre dis mis sub super counter"
)
_ROOTS_EN = (
    "work build stand light press place port form serve act play mark hold turn draw ground house land field "
    "trade count claim point round settle view cover charge state call cast change lead move plan pass prove "
    "read right run school set shift sign speak spend start stop take talk test think train treat trust vote "
    "walk watch water wear wind wood word write"
)
_ENDINGS_EN = (
    "s ed ing er ers ment ments ness able ably ful fully less ive ion ions al ally ist ists ity ship hood wise"
)
_SMALL_EN = (
    "the of and to in that for on with as at by from was were has had not but this their which more than also"
)
_PARTS = {"ru": (_PREFIXES_RU, _ROOTS_RU, _ENDINGS_RU), "en": (_PREFIXES_EN, _ROOTS_EN, _ENDINGS_EN)}
_SMALL = {"ru": _SMALL_RU.split(), "en": _SMALL_EN.split()}
_WORDS, _IN_SENTENCE = 20_000, (9, 22)


@lru_cache(maxsize=2)
def words(language: str) -> list[str]:
    """Twenty thousand words of a language, shuffled in the same way every time."""
    before, roots, after = (part.split() for part in _PARTS[language])
    every = sorted({prefix + root + ending for prefix in ["", *before] for root in roots for ending in ["", *after]})
    random = Random(7)
    return random.sample(every, min(_WORDS, len(every)))


def sentence(random: Random, language: str) -> str:
    """A sentence of words that mean nothing together, without its full stop; every third is a small word."""
    known, small = words(language), _SMALL[language]
    said = [
        random.choice(small) if random.random() < 1 / 3 else known[int(len(known) ** random.random()) - 1]
        for _ in range(random.randint(*_IN_SENTENCE))
    ]
    return " ".join(said).capitalize()
