"""Whether a name is what a sentence is about, or hangs on another word: "the books about X are banned"."""

from __future__ import annotations

import re

from annotations.engine.language.ru.dictionary import is_predicate
from annotations.engine.notices.stream import NameList, Stream
from annotations.engine.notices.vocabulary import Kind

_ARTICLES = frozenset({"the", "a", "an"})
_PREPOSITIONS = frozenset(
    {"of", "for", "about", "by", "with", "against", "from", "on", "in", "to", "under", "near",
     "о", "об", "обо", "про", "против", "для", "от", "у", "из", "с", "со", "к", "на", "в", "во", "за", "под", "при",
     "по"}
)  # fmt: skip
_OPENING_QUOTES = '«“„"'
_ADJECTIVE = re.compile(r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их|ыми|ими)\Z")


def is_adjective(word: str) -> bool:
    """Whether a folded Russian word has the ending of an adjective."""
    return _ADJECTIVE.match(word) is not None and "\u0430" <= word[-1] <= "\u044f"


def governed(stream: Stream, names: NameList, *, declined: bool) -> bool:
    """Whether the names depend on a word before them that is not a common noun of notices.

    "Книга о Талибане запрещена", "символика ИГИЛ запрещена", "books about the Taliban are banned"; but "деятельность
    Талибана", "activities of the Taliban", "рэпер X" and "проект «X»" are the subject themselves.
    """
    before = names.first - 1
    while before >= 0 and stream.folded(before) in _ARTICLES:
        before -= 1
    if before < 0 or _new_clause(stream, before):
        return False
    if stream.folded(before) in _PREPOSITIONS:
        return not (before > 0 and stream.kinds[before - 1] & Kind.NOUN)
    if not stream.unknown(before) or is_adjective(stream.folded(before)) or is_predicate(stream.folded(before)):
        return False
    if declined:
        return True
    quoted = stream.view.text[stream.start(names.first) - 1] in _OPENING_QUOTES
    return not quoted and (before == 0 or stream.written(before).islower())


def _new_clause(stream: Stream, before: int) -> bool:
    return any(mark in stream.punctuation(before) for mark in ",:;—–")
