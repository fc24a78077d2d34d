"""What a parenthesis is about: the name that stands before it, or the list of names."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from annotations.engine.document.model import Document, Visibility
from annotations.engine.language.ru.dictionary import is_noun
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment
from annotations.engine.words import fold

_REACH = 60
_LIST = 400
"""Characters of the longest list of names that one mark, or one parenthesis, at its end stands for."""
_GAP_WORD = re.compile(r"[^\W\d_]+")
_GAP_WORDS = 3
_LIST_GAP = re.compile(r"[\s«»\"“”„’'*,/]*(?:(?:и|или|а также|and|or|the|as well as)[\s«»\"“”„]*)*", re.IGNORECASE)
_LEGAL_FORM = re.compile(r"\b(?:Inc|Ltd|LLC|Corp|Co|PLC|GmbH|AG|SA|ООО|ОАО|ЗАО|ПАО|АО|НКО|АНО)\b\.?")
_PLACE_WORDS = frozenset({"в", "во", "на", "из", "у", "под", "при", "in", "of", "at", "from", "near"})
_VERB = re.compile(r".{2,}(?:ет|ит|ют|ят|ут|ал|ил|ел|ла|ло|ли|ся|сь|said|says)\Z")
_SPACES = " \u00a0\u202f"


def host_names(
    document: Document, names: NamesInOrder, segment: Segment, *, several: bool, about_body: bool
) -> list[int]:
    """Indices of the names that the parenthesis is attached to: the nearest one before it with nothing but closing
    quotation marks, marks and a few small words in between; with ``several`` the whole list that ends there; failing
    that, the name directly after it. ``about_body``: it opens with a word like "организация", so that a person's name
    may stand in between: "лидер «X» Иван Петров (организация запрещена)"."""
    block = document.blocks[segment.block]
    position, floor = segment.outer_start, block.start
    if block.visibility is Visibility.HIDDEN and block.anchor is not None and not _words(document.text[floor:position]):
        position = block.anchor
        floor = document.block_at(max(position - 1, 0)).start
    before = names.ending(max(floor, position - _REACH), position)
    before.sort(key=lambda i: (names[i].end, names[i].end - names[i].start))
    if before and _attached(document.text[names[before[-1]].end : position], about_body=about_body):
        nearest = names[before[-1]]
        same = [i for i in before if names[i].start == nearest.start and names[i].end == nearest.end]
        if several:
            listed = names.ending(max(floor, position - _LIST), position)
            return _list_before(document, names, listed, same)
        return same
    return _after(document, names, segment)


def _attached(gap: str, *, about_body: bool) -> bool:
    """Whether nothing in the gap could own the parenthesis: a word of the phrase, or where something is."""
    gap = _LEGAL_FORM.sub("", gap)
    if any(character in gap for character in ".;:!?\n«“„"):
        return False
    words = _words(gap)
    if words and words[0] in _PLACE_WORDS:
        return len(words) <= _GAP_WORDS
    if about_body and all(word[0].isupper() for word in words):
        return len(words) <= _GAP_WORDS
    return len(words) <= 1 and not any(_VERB.match(word) for word in words)


def _words(text: str) -> list[str]:
    return _GAP_WORD.findall(text)


def before_in_list(document: Document, names: NamesInOrder, last: int, marked: Container[int]) -> list[int]:
    """Indices of the names of the list that ends with name ``last``, without it; of those before it none may be
    ``marked``: "Instagram и Facebook*" under a note about several."""
    block = document.block_at(names[last].start)
    before = names.starting(max(block.start, names[last].start - _LIST), names[last].start)
    found = _list_before(document, names, before, [last])[:-1]
    return [] if any(index in marked for index in found) else found


def _list_before(document: Document, names: NamesInOrder, before: Sequence[int], last: Sequence[int]) -> list[int]:
    found, start = list(last), names[last[0]].start
    for index in reversed(before):
        if index in found:
            continue
        if names[index].end <= start and _parts_a_list(document.text[names[index].end : start]):
            found.insert(0, index)
            start = names[index].start
    return found


def _parts_a_list(gap: str) -> bool:
    """Whether two names belong to one list: "X, политик Y и критик Z"."""
    if _LIST_GAP.fullmatch(gap):
        return True
    words = _words(gap)
    between = [word for word in words if not _LIST_GAP.fullmatch(f" {word} ")]
    joined = "," in gap or len(between) < len(words)
    if not joined or len(between) > _GAP_WORDS or not _LIST_GAP.fullmatch(_GAP_WORD.sub(" ", gap)):
        return False
    return all(word.islower() and is_noun(fold(word)) for word in between)


def _after(document: Document, names: NamesInOrder, segment: Segment) -> list[int]:
    end = segment.outer_end
    return [i for i in names.starting(end, end + 4) if not document.text[end : names[i].start].strip(_SPACES + '«"“')]
