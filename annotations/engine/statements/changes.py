"""How much of a text is other than in the revision that was published before. Linear in both texts."""

from __future__ import annotations

from collections import Counter

from annotations.engine.article import Article
from annotations.engine.document.build import read_document
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.document.model import Document, Visibility
from annotations.engine.words import folded_words

_FIELDS = frozenset({"headline", "deck", "body"})


def changed_share(earlier: Article, document: Document) -> float:
    """The words of the longer text that the other does not have, as a share: 0 for equal words, 1 for all others.

    Where a word stands makes no difference. A text that is too complex to be read counts as unchanged.
    """
    try:
        before = _words(read_document(earlier, language=document.language))
    except DocumentTooComplex:
        return 0.0
    after = _words(document)
    most = max(before.total(), after.total())
    return max((before - after).total(), (after - before).total()) / most if most else 0.0


def _words(document: Document) -> Counter[str]:
    shown = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.field in _FIELDS and block.visibility is not Visibility.HIDDEN
    ]
    return Counter(folded_words("\n".join(shown)))
