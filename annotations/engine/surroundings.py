"""What stands around a name: quotation marks, addresses, context words, other people's given names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from annotations.engine.document.model import Document
from annotations.engine.language.context import context_forms
from annotations.engine.language.ru.dictionary import is_common_word, is_given_name, lemmas
from annotations.engine.language.sentences import split_sentences
from annotations.engine.register import Context, Entity
from annotations.engine.words import INITIAL_CAPITAL, SINGLE_LETTER, Words, fold

_OPENING = "«“„‟‘‚‹\"'"
_CLOSING = "»”“‟’›\"'"
_MARKS = "*＊✱✲⁎∗٭†‡¹²³⁴⁵⁶⁷⁸⁹⁰"
_TOKEN_END = re.compile(r"[\s«»“”„\"()<>\[\]]")
_ADDRESS = re.compile(r"@|://|^www\.", re.IGNORECASE)
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?=$|[/:?,;.!])")
_LONGEST_TOKEN = 300
_COMPOUND = re.compile(r"[-‐‑](?P<word>[^\W\d_]+)")
_TURNED_ADJECTIVE = re.compile(
    r"(?:\w+ed|led|run|held|era|style|free|like|based|wide|born|owned|made|aligned|style|ruled|backed|linked)\Z"
)
_LETTER_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ \u00a0\u2009]){3,40}[^\W\d_](?!\w)")


_PLACE_WORDS = (
    "улица улицы улице улицу улицей ул проспект проспекта проспекте пр просп площадь площади площадью пл "
    "переулок переулка переулке пер бульвар бульвара бульваре бул набережная набережной наб шоссе проезд "
    "проезда проезде мост моста мосту станция станции станцию метро имени им музей музея музее street avenue "
    "square"
)
_PLACES = frozenset(_PLACE_WORDS.split())
"""Words before a surname that make a place of it."""


def letter_spaced(text: str) -> Iterator[tuple[int, int, str]]:
    """Words written with a space after every letter: start, end, and the letters joined."""
    for matched in _LETTER_SPACED.finditer(text):
        yield matched.start(), matched.end(), re.sub(r"\s", "", matched.group())


_FEWEST_LETTERS = 4


def _has_run(flags: npt.NDArray[np.bool_], length: int) -> bool:
    """Whether ``length`` neighbours in a row are true."""
    if len(flags) < length:
        return False
    runs = flags[: len(flags) - length + 1].copy()
    for offset in range(1, length):
        runs &= flags[offset : len(flags) - length + 1 + offset]
    return bool(runs.any())


class Surroundings:
    """Questions about the neighbourhood of a stretch of one document; sentences and their words are read once."""

    def __init__(self, document: Document, words: Words) -> None:
        self.document, self.words = document, words
        self._starts: list[int] | None = None
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._folded: dict[tuple[int, int], frozenset[str]] = {}

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether the stretch is quoted by itself: a quotation mark on both sides, a footnote mark allowed between."""
        text = self.document.text
        if start == 0 or text[start - 1] not in _OPENING:
            return False
        at = end
        while at < len(text) and text[at] in _MARKS:
            at += 1
        return at < len(text) and text[at] in _CLOSING

    def in_address(self, start: int, end: int) -> bool:
        """Whether the stretch is part of a URL, a domain, an e-mail address or an account name."""
        text, block = self.document.text, self.document.block_at(start)
        first = start
        while first > max(block.start, start - _LONGEST_TOKEN) and not _TOKEN_END.match(text[first - 1]):
            first -= 1
        found = _TOKEN_END.search(text, end, min(block.end, end + _LONGEST_TOKEN))
        last = found.start() if found else min(block.end, end + _LONGEST_TOKEN)
        token = text[first:last]
        if _ADDRESS.search(token):
            return True
        domain = _DOMAIN.search(token)
        return domain is not None and domain.start() < end - first and (start - first < domain.end() or "/" in token)

    def prefixes_a_word(self, end: int) -> bool:
        """Whether a hyphen makes the name the first part of a common word ("Meta-analysis"); "Taliban-led" and
        "Facebook-страница" still name it."""
        matched = _COMPOUND.match(self.document.text, end)
        if matched is None:
            return False
        word, name = matched["word"], self.document.text[end - 2 : end]
        if name.isupper() or word[0].isupper() or _TURNED_ADJECTIVE.match(word):
            return False
        return word[0].isascii() == self.document.text[end - 1].isascii()

    def has_context(self, position: int, context: Context | None) -> bool:
        """Whether one of the ``any`` words stands in the sentence."""
        return context is not None and self._any_of(position, context.any)

    def forbids(self, position: int, context: Context | None) -> bool:
        """Whether one of the ``none`` words stands in the sentence."""
        return context is not None and self._any_of(position, context.none)

    def _any_of(self, position: int, entries: tuple[str, ...]) -> bool:
        if not entries:
            return False
        words = self._sentence_words(position)
        return any(
            all(not words.isdisjoint(context_forms(part)) for part in re.findall(r"\w+", entry)) for entry in entries
        )

    def _sentence_words(self, position: int) -> frozenset[str]:
        sentence = self.sentence(position)
        if sentence not in self._folded:
            text = self.document.text[sentence[0] : sentence[1]]
            self._folded[sentence] = frozenset(fold(word) for word in re.findall(r"\w+", text))
        return self._folded[sentence]

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        index = self.document.block_index(position)
        if index not in self._sentences:
            block = self.document.blocks[index]
            self._sentences[index] = split_sentences(self.document.text, block.start, block.end)
        for start, end in self._sentences[index]:
            if start <= position < end:
                return start, end
        block = self.document.blocks[index]
        return block.start, block.end

    def names_a_place(self, start: int) -> bool:
        """Whether the word before makes a street, a square or a station of what follows."""
        before = bisect_left(self._word_starts(), start) - 1
        if before < 0:
            return False
        first, last = int(self.words.starts[before]), int(self.words.ends[before])
        gap = self.document.text[last:start]
        return len(gap) <= 3 and not gap.strip(" .\u00a0\u202f") and fold(self.document.text[first:last]) in _PLACES

    def has_other_given_name(self, start: int, end: int, entity: Entity) -> bool:
        """Whether a given name or initials beside a surname belong to somebody other than ``entity``."""
        own = {fold(word) for name in entity.names for word in re.findall(r"\w+", name.value)}
        starts = self._word_starts()
        before, after = bisect_left(starts, start) - 1, bisect_left(starts, end)
        return self._another(before, start, own, leading=True) or self._another(after, end, own, leading=False)

    def _another(self, index: int, edge: int, own: set[str], *, leading: bool) -> bool:
        if not 0 <= index < len(self.words.starts):
            return False
        first, last = int(self.words.starts[index]), int(self.words.ends[index])
        gap = self.document.text[last:edge] if leading else self.document.text[edge:first]
        if len(gap) > 3 or gap.strip(" .\u00a0\u202f"):
            return False
        word, flags = self.document.text[first:last], int(self.words.flags[index])
        if not flags & INITIAL_CAPITAL:
            return False
        if flags & SINGLE_LETTER:
            dotted = "." in gap if leading else self.document.text[last : last + 1] == "."
            return dotted and not any(name.startswith(fold(word)) for name in own)
        if "." in gap or not leading:
            return False
        if first == self.sentence(first)[0] and not is_given_name(fold(word)):
            return False
        said = fold(word)
        is_own = any(name.startswith(said[:4]) for name in own) or not own.isdisjoint(lemmas(said))
        return not is_own and not is_common_word(said)

    def _word_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = self.words.starts.tolist()
        return self._starts

    def letter_spaced(self) -> Iterator[tuple[int, int, str]]:
        """Words written with a space after every letter: start, end, and the letters joined."""
        if _has_run(self.words.flags & SINGLE_LETTER != 0, _FEWEST_LETTERS):
            yield from letter_spaced(self.document.text)
