"""Words beside an organisation's name that make something else of it: a football club, a hotel, a film of that name.

A name of one word is easily shared, and a listed organisation is seldom the restaurant. Such a place is for a person
to decide on; a word that the entity's own names hold ("Hotel Varkesh", listed so) speaks for the entity instead.
"""

from __future__ import annotations

import re

from annotations.engine.document.model import Document
from annotations.engine.language.ru.dictionary import lemmas
from annotations.engine.lexicon.model import Hit
from annotations.engine.register import Entity
from annotations.engine.surroundings import Surroundings
from annotations.engine.words import Words, fold

_KIND_WORDS = (
    "ресторан кафе бар кофейня пиццерия гостиница отель хостел санаторий кинотеатр стадион супермаркет бассейн "
    "фильм мультфильм сериал спектакль мюзикл опера балет роман повесть рассказ стихотворение песня альбом картина "
    "игра яхта теплоход ледокол крейсер пароход сорт вино сыр"
)
_SPORTS_WORDS = (
    "футболист хоккеист баскетболист волейболист гандболист вратарь голкипер форвард нападающий полузащитник тренер "
    "болельщик матч"
)
_KINDS, _SPORTS = frozenset(_KIND_WORDS.split()), frozenset(_SPORTS_WORDS.split())
_CLUBS = frozenset({"клуб", "команда"})
_CLUBS_ARE = frozenset(
    {"футбольный", "хоккейный", "баскетбольный", "волейбольный", "гандбольный", "спортивный", "теннисный"}
)
_SHORT_RU = frozenset({"ФК", "ЖФК", "МФК", "ХК", "БК", "ВК", "ПФК", "ЖК", "ТЦ", "ТРЦ"})
_SHORT_EN = frozenset({"FC", "AFC", "CF", "SC"})
_CAPITAL_EN = frozenset({"Hotel", "Restaurant", "Café", "Cafe", "Cinema"})
_SPORTS_SECTIONS = re.compile(r"(?:sports?|football|soccer|hockey|спорт|футбол|хоккей|баскетбол)\b", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d.:])\d{1,3}\s?[:–-]\s?\d{1,3}(?!\d|[.:]\d)")
_OPENING = "«“„\"‘"


def is_something_else(around: Surroundings, hit: Hit, entity: Entity, *, section: str) -> bool:
    """Whether the one word at ``hit`` may as well be the name of a club, a place to eat, a work of art.

    ``section``: where the article is printed; in sports, a score in the sentence tells.
    """
    if entity.is_person or hit.first_word != hit.last_word:
        return False
    document, words = around.document, around.words
    before, after = _beside(document, words, hit, -1), _beside(document, words, hit, 1)
    if before in _SHORT_RU or before in _SHORT_EN or before in _CAPITAL_EN or after in _SHORT_EN:
        return not _is_own(before, entity)
    if before and around.in_quotes(hit.start, hit.end) and _makes_something_else(around, hit, entity, fold(before)):
        return not _is_own(before, entity)
    in_sports = _SPORTS_SECTIONS.match(section.strip()) is not None
    return in_sports and _SCORE.search(document.text, *around.sentence(hit.start)) is not None


def _beside(document: Document, words: Words, hit: Hit, step: int) -> str:
    """The word before or after, where nothing but space and quotation marks parts it from the name; else empty."""
    at = (hit.first_word if step < 0 else hit.last_word) + step
    if not 0 <= at < len(words):
        return ""
    start, end = int(words.starts[at]), int(words.ends[at])
    between = document.text[end : hit.start] if step < 0 else document.text[hit.end : start]
    apart = between.rstrip(_OPENING) if step < 0 else between
    return document.text[start:end] if apart and not apart.strip(" \u00a0\u202f") else ""


def _is_of_sports(around: Surroundings, at: int) -> bool:
    """Whether the word before "клуб" says that it is one of sports."""
    words = around.words
    said = fold(around.document.text[words.starts[at] : words.ends[at]]) if at >= 0 else ""
    return not _CLUBS_ARE.isdisjoint(lemmas(said))


def _makes_something_else(around: Surroundings, hit: Hit, entity: Entity, before: str) -> bool:
    meant = lemmas(before)
    if not _KINDS.isdisjoint(meant):
        # "Рассказ «Медузы»" is told by the paper: a title stays as it is, whatever case the word before is in.
        said = fold(around.document.text[hit.start : hit.end])
        return any(fold(name.value) == said for name in entity.names)
    return not _SPORTS.isdisjoint(meant) or (not _CLUBS.isdisjoint(meant) and _is_of_sports(around, hit.first_word - 2))


def _is_own(word: str, entity: Entity) -> bool:
    """Whether a name of the entity holds the word."""
    own = {fold(part) for name in entity.names for part in re.findall(r"\w+", name.value)}
    return fold(word) in own or not own.isdisjoint(lemmas(fold(word)))
