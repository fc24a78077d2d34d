"""Names that are common words as well: whether the place tells that the name is meant.

A register that asks for capitals ("Дождь", "Медуза", "Азов") says that the word is one of the language. Where a
sentence begins every word has a capital, and a town has one everywhere: there the name alone is a weak one, which
counts beside a strong one, under a label, or not at all.
"""

from __future__ import annotations

import re

from annotations.engine.document.model import Document
from annotations.engine.language.name_words import name_words
from annotations.engine.language.ru.dictionary import as_a_common_noun, is_place
from annotations.engine.lexicon.model import Hit
from annotations.engine.register import Name
from annotations.engine.words import Words, fold

_BEGINNINGS = frozenset(".!?…:;•—–-(>|")
_IGNORED = " \u00a0\u202f\n\t*_#✱†‡"
_SPEAKS = re.compile(
    r"(?:сообща|сообщи|пишет|писал|написал|рассказ|опублик|выясн|узнал|заяви|утвержда|отмеча|уточн|подтвер|напомн|показа"
    r"|выпусти|расследова|поговори|процитир|цитиру|ссыла|признан|внесен|объявлен|включен)"
)
_ARMED = re.compile(
    r"(?:полк|батальон|бригад|бое?ц|бойц|боевик|комбат|командир|солдат|военнослужащ|националист|доброволь|движени|группировк"
    r"|организаци|формировани|подразделени)"
)
"""Beginnings of words before a name that is a town's as well, after which the body is meant."""


def says_nothing(document: Document, words: Words, hit: Hit, name: Name) -> bool:
    """Whether the words at ``hit``, outside quotation marks, may as well be the common word or the place."""
    if not name.case_sensitive or hit.first_word != hit.last_word:
        return False
    listed = name_words(name.value)
    if len(listed) != 1 or not listed[0].cyrillic or listed[0].all_capitals:
        return False
    before, after = _word(document, words, hit.first_word - 1), _word(document, words, hit.last_word + 1)
    if is_place(listed[0].folded):
        return _ARMED.match(before) is None
    noun = as_a_common_noun(listed[0].folded)
    if noun is None or not _begins(document, hit.start):
        return False
    # "Медуза сообщает" is the paper, and "инсайдер сообщает" may be anybody.
    speaks = _SPEAKS.match(after) is not None and not (noun.animate and noun.gender == "masculine")
    return not speaks


def _word(document: Document, words: Words, at: int) -> str:
    return fold(document.text[words.starts[at] : words.ends[at]]) if 0 <= at < len(words) else ""


def _begins(document: Document, start: int) -> bool:
    """Whether a sentence, an item or a quotation of speech begins here."""
    block = document.block_at(start)
    before = document.text[block.start : start].rstrip(_IGNORED)
    return not before or before[-1] in _BEGINNINGS or not (before[-1].isalnum() or before[-1] in ",»”\"')]/")
