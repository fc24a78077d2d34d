"""A parenthesis at the end of a description: "Имярек, известный писатель из Омска (признан иноагентом), уехал".

Between the name and the parenthesis stand a comma and words that say who it is. What is said in the parenthesis is said
of the name, unless a word of the description could own it: a verb, a quotation, somebody else's name.
"""

from __future__ import annotations

import re

from annotations.engine.document.model import Document
from annotations.engine.language.ru.dictionary import is_given_name, is_participle, is_predicate
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment
from annotations.engine.words import fold

_REACH = 140
_MOST_WORDS = 9
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NOT_INSIDE = re.compile(r"[.:;!?…\n«»“”„\"()—–]")
_ENGLISH_VERBS = frozenset(
    {"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "says", "said", "told", "backs", "joined"}
)
_HEADS = (
    "компани", "организаци", "движени", "группировк", "группа", "фонд", "издани", "проект", "писател", "журналист",
    "политик", "блогер", "музыкант", "певец", "певиц", "режиссер", "актер", "актрис", "экономист", "company", "group",
    "movement", "writer", "journalist",
)  # fmt: skip
"""Beginnings of words before a name of which the name is a part, not something that hangs on them."""
_FROM = frozenset({"из", "в", "во", "на", "from", "in"})
"""Words before a place, which owns no parenthesis: "писатель из Омска"."""
_PREPOSITIONS = frozenset(
    {"в", "во", "на", "для", "у", "к", "о", "об", "по", "от", "и", "а", "но", "что", "in", "by", "for", "to", "and"}
)


def apposed(document: Document, names: NamesInOrder, segment: Segment, *, of_body: bool) -> list[int]:
    """Indices of the names, at one place, that the description before the parenthesis is about; none where there is no
    such description. ``of_body``: the parenthesis tells a ban, which is never a person's."""
    text, at = document.text, segment.outer_start
    block = document.blocks[segment.block]
    before = names.ending(max(block.start, at - _REACH), at)
    if not before or not _closes(text[segment.outer_end : block.end]):
        return []
    nearest = max(before, key=lambda index: (names[index].end, names[index].end - names[index].start))
    name = names[nearest]
    if not _describes(text[name.end : at], of_body=of_body) or not _leads(text[block.start : name.start]):
        return []
    return [index for index in before if (names[index].start, names[index].end) == (name.start, name.end)]


def _closes(after: str) -> bool:
    """Whether the description ends with the parenthesis: a comma or the end of the sentence."""
    return after.lstrip()[:1] in {"", ",", ".", "!", "?", "…"}


def _describes(gap: str, *, of_body: bool) -> bool:
    """Whether the words between are a description and none of them could own the parenthesis."""
    words, marks = _WORD.findall(gap), gap.lstrip("»”\"'* ")
    if not marks.startswith(",") or marks.count(",") > 2 or _NOT_INSIDE.search(marks):
        return False
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    folded = [fold(word) for word in words]
    if any(map(_has_objects, folded)):
        return False
    if words[-1][0].islower() or folded[-2] in _FROM:
        return True
    # "…производителя алкоголя Юрия Шефлера (… её деятельность запрещена)": no ban of a person.
    return of_body and len(words) > 2 and is_given_name(folded[-2])


def _has_objects(word: str) -> bool:
    """Whether what follows the word may be said to be its object."""
    return word in _ENGLISH_VERBS if word.isascii() else is_predicate(word) or is_participle(word)


def _leads(before: str) -> bool:
    """Whether the name stands by itself, not as what another noun has: "союзник X, партия …"."""
    before = before.rstrip(" \u00a0«“„\"'*_")
    word = _WORD.findall(before[-40:])[-1:] if before[-1:].isalnum() else []
    return not word or fold(word[0]) in _PREPOSITIONS or fold(word[0]).startswith(_HEADS)
