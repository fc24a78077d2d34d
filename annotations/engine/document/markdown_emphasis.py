"""Emphasis of Markdown: which runs of stars, underscores and tildes open, and which close them (CommonMark 6.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

_AFTER_A_MARK: Final = frozenset(".,;:!?)]}»”’…")
"""No emphasis of stars begins with these: CommonMark would pair those of ``«А»*, «Б»*``, where authors mean marks."""
_BOLD_AND_A_MARK: Final = {1, 2}
"""Lengths of two runs of stars that do not pair: in ``**Meta* и Instagram* обновят**`` CommonMark would, where authors
mean marks inside bold words."""
_NAMES: Final = {("*", 1): "em", ("*", 2): "strong", ("_", 1): "em", ("_", 2): "strong", ("~", 2): "del"}


@dataclass(slots=True)
class Run:
    """A run of equal signs at ``content[start:end]``; what pairs use up is taken from ``left`` and ``right``."""

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool
    both: bool = False
    """It could open and close by what stands around it."""
    spaced: bool = False
    """A blank stands before it, and it does not begin a line of words."""
    index: int = 0
    left: int = 0
    right: int = 0
    opened: list[str] = field(default_factory=list)
    """Elements that it opens, the innermost first."""
    closed: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def remaining(self) -> int:
        return self.length - self.left - self.right

    @property
    def literal(self) -> tuple[int, int]:
        """The stretch that stays text."""
        return self.start + self.left, self.end - self.right


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def run_at(content: str, start: int, end: int) -> Run:
    """The run at ``content[start:end]``, by what stands around it."""
    before = content[start - 1] if start else " "
    after = content[end] if end < len(content) else " "
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    sign = content[start]
    opens, closes = left, right
    if sign == "_":
        opens = left and (not right or _is_punctuation(before))
        closes = right and (not left or _is_punctuation(after))
    both = opens and closes
    if sign == "*" and after in _AFTER_A_MARK:
        opens = False
    spaced = before.isspace() and start > 0 and (before != "\n" or after.isspace())
    return Run(sign, start, end, opens, closes, both, spaced)


def _fits(opening: Run, closing: Run) -> bool:
    if opening.sign != closing.sign:
        return False
    if opening.sign == "~":
        return opening.length == closing.length == 2
    if opening.sign == "*" and {opening.length, closing.length} == _BOLD_AND_A_MARK:
        return False
    return not (
        (opening.both or closing.both)
        and (opening.length + closing.length) % 3 == 0
        and (opening.length % 3 or closing.length % 3)
    )


def pair(runs: list[Run], content: str) -> None:
    """Pairs the runs of a paragraph, or of the words of a link, and notes in them what they open and close."""
    lowest: dict[tuple[str, bool, int, bool], int] = {}
    waiting: list[Run] = []
    for index, run in enumerate(runs):
        run.index = index
        if run.closes:
            _close(run, waiting, lowest)
        if run.opens and run.remaining:
            waiting.append(run)
    _pair_spaced([run for run in runs if run.sign == "*" and run.length == run.remaining == 2], content)


def _pair_spaced(left_over: list[Run], content: str) -> None:
    """Takes out ``**`` that make bold words in messengers and none in CommonMark: ``**Meta **``, ``** **``.

    Those at the beginning of a line, and those right after a word, may be marks of a footnote and stay.
    """
    opening: Run | None = None
    for run in left_over:
        bold = opening is not None and (opening.opens or not content[opening.end : run.start].strip())
        if opening is not None and bold and run.spaced:
            opening.right, run.left, opening = 2, 2, None
        elif run.opens or run.spaced:
            opening = run
        else:
            opening = None


def _close(closing: Run, waiting: list[Run], lowest: dict[tuple[str, bool, int, bool], int]) -> None:
    key = (closing.sign, closing.both, closing.length % 3, closing.length in _BOLD_AND_A_MARK)
    while closing.remaining:
        floor = lowest.get(key, -1)
        at = len(waiting) - 1
        while at >= 0 and waiting[at].index > floor and not _fits(waiting[at], closing):
            at -= 1
        if at < 0 or waiting[at].index <= floor:
            # Whatever closes like this run will not find its opening below here either: keeps the search linear.
            lowest[key] = closing.index - 1
            return
        opening = waiting[at]
        used = 2 if opening.remaining >= 2 and closing.remaining >= 2 else 1
        name = _NAMES[closing.sign, used]
        opening.right += used
        closing.left += used
        opening.opened.append(name)
        closing.closed.append(name)
        del waiting[at + (opening.remaining > 0) :]
