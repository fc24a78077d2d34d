"""Labels: words that stand by themselves, so that a reader takes them for the name of what follows.

``Anzeige`` in a line, in brackets, before a colon or a full stop, in bold at the beginning of a paragraph, or with the
advertiser's name behind it; never inside a sentence ("hat Anzeige erstattet").
"""

from __future__ import annotations

import re

from annotations.engine.attribution.shapes import Line
from annotations.engine.document.model import Document, MarkKind
from annotations.engine.statements.said import Place
from annotations.engine.words import folded_words

_EDGE = re.compile(r"[\s\"'«»“”„‚‘’\[\](){}*_–—|/\\•·#►▶▪■\-+~:.,!]*")
_BEFORE = re.compile(r"(?:[|•·►/\[(]|[–—]\s|\s-\s|[.!?…:]\s+[\"'«“(\[]*)\s*\Z")
_AFTER = re.compile(
    r"[\"'»”’*_]*(?:\s*[(\[]?\d{1,2}\s?\+[)\]]?|\s*\([^()]{1,40}\)(?=\s*[:—–]))?\s*(?:\Z|[:|•·\]\)/.!]|[–—]|-\s)"
)
"""What may follow: nothing, or a sign that ends it; before that an age mark (0+) or a date in brackets."""
_BY = re.compile(
    r"\s*(?:by|from|for|with|in\s+association\s+with|on\s+behalf\s+of|von|für|der|des|de|par|pour|avec|от|для)\b",
    re.IGNORECASE,
)
_LONGEST_BY = 12
"""Words of a line that names the advertiser after the label."""
_LONGEST_DATE = 4
_SENTENCE_END = (".", "!", "?", "…")


def is_label(document: Document, place: Place, line: Line, *, payer: str = "") -> bool:
    """Whether the words at ``place`` stand by themselves in ``line``; ``payer`` may be named behind them."""
    before, after = document.text[line.start : place.start], document.text[place.end : line.end]
    opens = _EDGE.fullmatch(before) is not None or _is_payer(before, payer)
    if not opens and _BEFORE.search(before) is None:
        return False
    if _AFTER.match(after):
        return _is_closed(before, after)
    if opens and after.startswith(",") and not after.rstrip().endswith(_SENTENCE_END):
        return len(after.split()) <= _LONGEST_BY
    if opens and (_is_set_apart(document, place) or _is_dated(after)):
        return True
    return _BY.match(after) is not None and _names_payer(document.text[line.start : line.end], after, payer)


def _is_closed(before: str, after: str) -> bool:
    """A bracket that closes right behind the words has opened right before them."""
    closes = after.lstrip()[:1] in {")", "]"}
    return not closes or before.rstrip()[-1:] in {"(", "["}


def _is_dated(after: str) -> bool:
    """ "Amended 4 May 2025": a date and nothing else."""
    return len(after.split()) <= _LONGEST_DATE and any(map(str.isdecimal, after))


def _is_set_apart(document: Document, place: Place) -> bool:
    """In bold, or in capitals before a sentence that is not."""
    words = document.text[place.start : place.end]
    if any(
        mark.kind is MarkKind.EMPHASIS and mark.start <= place.start and place.end <= mark.end <= place.end + 2
        for mark in document.marks
    ):
        return True
    following = document.text[place.end : place.end + 40].split()
    return len(words) > 2 and words.isupper() and bool(following) and not following[0].isupper()


def _is_payer(words: str, payer: str) -> bool:
    """ "Marlow Bikes presents": nothing but the name of who paid."""
    said = folded_words(words)
    return bool(said) and set(said) <= set(folded_words(payer))


def _names_payer(line: str, after: str, payer: str) -> bool:
    """ "Advertisement by Marlow Bikes": a short line without a verb's full stop, or one that names who paid."""
    if len(line.split()) > _LONGEST_BY:
        return False
    paid_by = {word for word in folded_words(payer) if len(word) > 3}
    return bool(paid_by & set(folded_words(after))) or not line.rstrip().endswith(_SENTENCE_END)
