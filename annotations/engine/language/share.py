"""Which languages a text is written in, by the share of its letters: a notice may be in any that a good part uses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotations.engine.document.model import Document, Visibility

_GOOD_PART = 0.3
_FEWEST_LETTERS = 120
_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "kk", "ky", "mk", "mn", "sr", "tg"})
_CASE_BIT = 0x20


def readable_languages(document: Document, notices: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The language of the document, and Russian or English where at least three tenths of the story are in its letters.

    The stretches of ``notices`` do not count: a notice itself proves nothing.
    """
    codes = np.frombuffer(document.text.encode("utf-32-le"), dtype=np.uint32)
    story = np.zeros(len(codes), dtype=np.bool_)
    for block in document.blocks:
        if block.visibility is not Visibility.HIDDEN and block.field != "template_text":
            story[block.start : block.end] = True
    for start, end in notices:
        story[start:end] = False
    codes = codes[story]
    cyrillic = int(((codes >= 0x400) & (codes <= 0x4FF)).sum())
    small = codes | np.uint32(_CASE_BIT)
    latin = int(((small >= ord("a")) & (small <= ord("z"))).sum())
    return frozenset({document.language, *_others(document.language, cyrillic, latin)})


def _others(language: str, cyrillic: int, latin: int) -> set[str]:
    total = cyrillic + latin
    if total < _FEWEST_LETTERS:
        return set()
    if language in _CYRILLIC:
        return {"en"} if latin >= _GOOD_PART * total else set()
    return {"ru"} if cyrillic >= _GOOD_PART * total else set()
