"""All phrases of a set of rules, compiled once; one look-up a word finds those that a text may say.

Each reading of a phrase is filed under one of its words, the longest that need not be guessed. Of a text only the words
under which something is filed are looked at closer, so the cost hardly grows with the number of phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotations.engine.notices.vocabulary import WordView
from annotations.engine.phrasing.phrase import SHORTEST_STEM, Choice, Reading, readings, verbatim

_LONGEST_BETWEEN = 6
"""Characters between two words of a phrase: a space, quotation marks, brackets of a link."""
_SENTENCE_ENDS = frozenset(".!?…")


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Words ``first`` to ``last`` (inclusive) of a text say a phrase; ``start`` and ``end`` are their place in it."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Filed:
    phrase: str
    reading: Reading
    anchor: int
    exact: bool


@dataclass(frozen=True)
class PhraseBook:
    """Phrases by the words and by the first letters of words under which they are filed."""

    words: Mapping[str, tuple[_Filed, ...]] = field(default_factory=dict)
    stems: Mapping[str, tuple[_Filed, ...]] = field(default_factory=dict)

    @classmethod
    def compile(cls, phrases: Iterable[str], exact: Iterable[str] = ()) -> PhraseBook:
        """A book of phrases, and of ``exact`` texts: those are words in a row, whatever signs stand between them."""
        words: defaultdict[str, list[_Filed]] = defaultdict(list)
        stems: defaultdict[str, list[_Filed]] = defaultdict(list)
        wanted = [(phrase, False) for phrase in dict.fromkeys(phrases)]
        wanted += [(text, True) for text in dict.fromkeys(exact)]
        for phrase, is_exact in wanted:
            for reading in (verbatim(phrase),) if is_exact else readings(phrase):
                anchor = _anchor(reading)
                filed = _Filed(phrase, reading, anchor, is_exact)
                choice = reading.choices[anchor]
                for word in {*choice.words, *(word.lower() for word in choice.cased)}:
                    words[word].append(filed)
                for stem in {stem[:SHORTEST_STEM] for stem in choice.stems}:
                    stems[stem].append(filed)
        return cls(_frozen(words), _frozen(stems))

    def find(self, view: WordView) -> dict[str, tuple[Hit, ...]]:
        """Where the words of a text say each phrase; phrases that are not said are left out."""
        found: defaultdict[str, set[Hit]] = defaultdict(set)
        present = set(view.folded)
        here = present & self.words.keys()
        begun = {word for word in present if word[:SHORTEST_STEM] in self.stems} if self.stems else set()
        if not here and not begun:
            return {}
        for index, word in enumerate(view.folded):
            if word in here:
                _try(self.words[word], view, index, found)
            if word in begun:
                _try(self.stems[word[:SHORTEST_STEM]], view, index, found)
        return {phrase: tuple(sorted(hits)) for phrase, hits in found.items()}


def _try(filed: Sequence[_Filed], view: WordView, index: int, found: defaultdict[str, set[Hit]]) -> None:
    for each in filed:
        hit = _match(each, view, index)
        if hit is not None:
            found[each.phrase].add(hit)


def _match(filed: _Filed, view: WordView, index: int) -> Hit | None:
    """The phrase with its anchor at word ``index``."""
    choices = filed.reading.choices
    if not _admits(choices[filed.anchor], view, index):
        return None
    first = last = index
    for at in range(filed.anchor + 1, len(choices)):
        step = _next(choices[at], filed.reading.gaps[at], view, last, filed.exact, forward=True)
        if step is None:
            return None
        last = step
    for at in range(filed.anchor - 1, -1, -1):
        step = _next(choices[at], filed.reading.gaps[at + 1], view, first, filed.exact, forward=False)
        if step is None:
            return None
        first = step
    return Hit(view.starts[first], view.ends[last], first, last)


def _next(choice: Choice, gap: int, view: WordView, at: int, exact: bool, *, forward: bool) -> int | None:
    """The nearest word after (or before) word ``at`` that is meant, with at most ``gap`` words between."""
    step = 1 if forward else -1
    for distance in range(1, gap + 2):
        index = at + step * distance
        if not 0 <= index < len(view.folded):
            return None
        before, after = (index - 1, index) if forward else (index, index + 1)
        if not exact and _parted(view, before, after, close=gap == 0):
            return None
        if _admits(choice, view, index):
            return index
    return None


def _admits(choice: Choice, view: WordView, index: int) -> bool:
    return choice.admits(view.folded[index], view.written(index) if choice.cased else "")


def _parted(view: WordView, before: int, after: int, *, close: bool) -> bool:
    """Whether a sentence or a block ends between two words; with ``close``, also whether any sign parts them."""
    between = view.text[view.ends[before] : view.starts[after]]
    if between == " ":
        return False
    if "\n" in between or not _SENTENCE_ENDS.isdisjoint(between.rstrip()[:1] if " " in between else ""):
        return True
    return close and (len(between) > _LONGEST_BETWEEN or not _SIGNS.isdisjoint(between))


_SIGNS = frozenset(",;:—|")


def _anchor(reading: Reading) -> int:
    def weight(at: int) -> tuple[bool, int]:
        choice = reading.choices[at]
        texts = (*choice.words, *choice.cased, *choice.stems)
        return not choice.stems, min(map(len, texts))

    return max(range(len(reading.choices)), key=weight)


def _frozen(table: Mapping[str, list[_Filed]]) -> dict[str, tuple[_Filed, ...]]:
    return {key: tuple(filed) for key, filed in table.items()}
