"""A segment as a stream of labelled words, with the names among them: what the grammar of claims reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.engine.language.ru.dictionary import is_of_persons
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment
from annotations.engine.notices.vocabulary import Cue, Kind, Vocabulary, WordView
from annotations.engine.words import folded_words

_CONJUNCTIONS = frozenset({"и", "или", "а", "также", "либо", "да", "and", "or", "the", "as", "well", "its", "ее", "ей"})
_CLAUSE_ENDS = ";"


@dataclass(frozen=True, slots=True)
class NameList:
    """Names that stand together: "«Талибан», ИГИЛ and Al-Qaeda". ``names`` are indices of the text's names; ``first``
    and ``last`` are positions in the stream."""

    names: tuple[int, ...]
    first: int
    last: int
    oblique: bool = False
    """The first name is declined: it is no subject of its own."""


@dataclass(frozen=True)
class Stream:
    """Words of a segment, holes left out. ``kinds[i]`` says what word ``i`` does; ``clause[i]`` numbers its clause."""

    segment: Segment
    view: WordView
    indices: tuple[int, ...]
    kinds: tuple[Kind, ...]
    cues: tuple[Cue, ...]
    """Cues with ``first`` and ``last`` as positions in this stream."""
    lists: tuple[NameList, ...]
    inside_name: frozenset[int]
    clause: tuple[int, ...]

    def start(self, position: int) -> int:
        return self.view.starts[self.indices[position]]

    def end(self, position: int) -> int:
        return self.view.ends[self.indices[position]]

    def folded(self, position: int) -> str:
        return self.view.folded[self.indices[position]]

    def written(self, position: int) -> str:
        return self.view.written(self.indices[position])

    def punctuation(self, position: int) -> str:
        """What stands between word ``position`` and the next one, holes left out."""
        if position + 1 >= len(self.indices):
            return ""
        return visible_between(self.view.text, self.segment, self.end(position), self.start(position + 1))

    def unknown(self, position: int) -> bool:
        """A word of the story: neither part of a name nor of the language of notices."""
        return not self.kinds[position] and position not in self.inside_name

    def any_kind(self, kind: Kind, start: int, end: int) -> bool:
        return any(self.kinds[at] & kind for at in range(max(start, 0), min(end, len(self.kinds))))


def visible_between(text: str, segment: Segment, start: int, end: int) -> str:
    """``text[start:end]`` without the segment's holes."""
    pieces, at = [], start
    first = max(bisect_left(segment.holes, (start, 0)) - 1, 0)
    for hole_start, hole_end in segment.holes[first : bisect_left(segment.holes, (end, 0))]:
        if hole_end <= at:
            continue
        pieces.append(text[at : max(at, hole_start)])
        at = max(at, hole_end)
    pieces.append(text[at:end])
    return "".join(pieces)


def read_stream(
    segment: Segment, view: WordView, triggers: Sequence[Cue], names: NamesInOrder, vocabulary: Vocabulary
) -> Stream:
    """The labelled words of ``segment``; ``triggers`` are those in it, ``names`` all names of the text."""
    first = bisect_left(view.starts, segment.start)
    last = bisect_left(view.starts, segment.end)
    indices = tuple(index for index in range(first, last) if segment.holds(view.starts[index]))
    place = {index: at for at, index in enumerate(indices)}
    cues = [cue for cue in triggers if first <= cue.first < last]
    cues.extend(vocabulary.find_others(view, indices))
    moved = tuple(
        Cue(cue.kind, cue.value, place[cue.first], place[cue.last], cue.language, cue.look_alike)
        for cue in sorted(cues, key=lambda cue: (cue.first, -cue.last, cue.kind, cue.value))
        if cue.first in place and cue.last in place
    )
    kinds = [Kind(0)] * len(indices)
    for cue in moved:
        for at in range(cue.first, cue.last + 1):
            kinds[at] |= cue.kind
    stream = Stream(segment, view, indices, tuple(kinds), moved, (), frozenset(), ())
    clause = _clauses(stream)
    lists, inside = _name_lists(stream, names)
    moved = tuple(cue for cue in moved if cue.first not in inside)
    return Stream(segment, view, indices, tuple(kinds), moved, lists, inside, clause)


def _clauses(stream: Stream) -> tuple[int, ...]:
    number, clauses = 0, []
    for at, kind in enumerate(stream.kinds):
        if at and (kind & Kind.BREAK or any(end in stream.punctuation(at - 1) for end in _CLAUSE_ENDS)):
            number += 1
        clauses.append(number)
    return tuple(clauses)


def _name_lists(stream: Stream, names: NamesInOrder) -> tuple[tuple[NameList, ...], frozenset[int]]:
    starts = [stream.view.starts[index] for index in stream.indices]
    placed: list[tuple[int, int, int]] = []
    inside: set[int] = set()
    for number in names.starting(stream.segment.start, stream.segment.end):
        name = names[number]
        if not stream.segment.holds(name.start):
            continue
        first, last = bisect_left(starts, name.start), bisect_left(starts, name.end) - 1
        if first <= last < len(starts):
            placed.append((first, last, number))
            inside.update(range(first, last + 1))
    lists: list[NameList] = []
    for first, last, number in sorted(placed):
        if (lists and first <= lists[-1].last) or (lists and _together(stream, lists[-1].last, first)):
            before = lists[-1]
            lists[-1] = NameList((*before.names, number), before.first, max(last, before.last), before.oblique)
        else:
            listed = folded_words(names[number].name.value)
            oblique = any(stream.folded(at) not in listed for at in range(first, last + 1))
            lists.append(NameList((number,), first, last, oblique))
    return tuple(lists), frozenset(inside)


def _together(stream: Stream, last: int, first: int) -> bool:
    """Whether nothing but commas, conjunctions, quotation marks and common nouns stands between two names."""
    joined = False
    for at in range(last, first):
        gap = stream.punctuation(at)
        if any(character in gap for character in ".:;!?—–"):
            return False
        joined = joined or "," in gap or "/" in gap
        if at > last:
            word = stream.folded(at)
            if word in _CONJUNCTIONS:
                joined = True
            elif not stream.kinds[at] & Kind.NOUN and not is_of_persons(word):
                return False
    return joined
