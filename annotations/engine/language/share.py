"""Which languages a text is written in, by the share of its letters: a notice may be in any that a good part uses."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.engine.document.model import Document, Visibility

_GOOD_PART = 0.3
_FEWEST_LETTERS = 120


def readable_languages(document: Document, notices: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The language of the document, and Russian or English where at least three tenths of the story are in its letters.

    Blocks that hold one of the ``notices`` (stretches of the text) do not count: the notice itself proves nothing.
    """
    taken = {document.block_index(start) for start, _ in notices}
    cyrillic = latin = 0
    for index, block in enumerate(document.blocks):
        if index in taken or block.visibility is Visibility.HIDDEN or block.field == "template_text":
            continue
        text = document.text[block.start : block.end]
        ascii_letters = sum(map(str.isalpha, text.encode("ascii", "ignore").decode()))
        latin += ascii_letters
        cyrillic += sum("\u0400" <= character <= "\u04ff" for character in text)
    found = {document.language}
    total = cyrillic + latin
    if total >= _FEWEST_LETTERS:
        if cyrillic / total >= _GOOD_PART and document.language not in {"ru", "uk", "be", "bg", "kk", "sr"}:
            found.add("ru")
        if latin / total >= _GOOD_PART and document.language in {"ru", "uk", "be", "bg", "kk", "sr"}:
            found.add("en")
    return frozenset(found)
