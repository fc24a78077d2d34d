"""Where a notice stands, and whether a policy accepts the place."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.engine.document.model import Block, Document, Visibility, Zone
from annotations.engine.forms import Placement
from annotations.engine.notices.model import Form, Notice

_BEFORE_TEXT = frozenset({Zone.HEADLINE, Zone.DECK, Zone.BYLINE, Zone.HEADING})
_STORY = frozenset({Zone.BODY, Zone.QUOTE, Zone.TABLE, Zone.LIST, Zone.HEADING})
_SENTENCE_ENDS = ".!?…"


def placement_of(document: Document, notice: Notice) -> str:
    """A word for the place: ``site``, ``inline``, ``prose``, ``top``, ``end`` or ``footnote`` (report/1)."""
    if notice.site:
        return "site"
    if notice.form is Form.FOOTNOTE:
        return "footnote"
    if notice.form is Form.PARENTHESIS:
        return "inline"
    if notice.form is Form.PROSE:
        return "prose"
    return "top" if at_top(document, notice) else "end" if at_end(document, notice, (notice,)) else "prose"


def accepts(
    placement: Placement,
    document: Document,
    notice: Notice,
    *,
    notices: Sequence[Notice],
    mentions: Sequence[int],
    covered: frozenset[int],
) -> bool:
    """Whether ``notice`` stands where ``placement`` asks.

    ``mentions``: indices of the entity's mentions in order; ``covered``: those that some good notice is attached to, by
    a parenthesis, by a mark, or by standing in the same sentence.
    """
    if placement in {"top", "before_text"}:
        return at_top(document, notice)
    if placement == "end":
        return at_end(document, notice, notices)
    if placement == "first_mention":
        return not mentions or mentions[0] in covered
    return placement != "each_mention" or all(index in covered for index in mentions)


def at_top(document: Document, notice: Notice) -> bool:
    """In the headline or deck, or in the first block of the text."""
    here = document.block_index(notice.start)
    return all(
        block.field != "body" or block.zone in _BEFORE_TEXT or block.visibility is Visibility.HIDDEN
        for block in document.blocks[:here]
        if block.start < notice.start and block.end <= notice.start
    ) and document.blocks[here].field in {"headline", "deck", "body"}


def at_end(document: Document, notice: Notice, notices: Sequence[Notice]) -> bool:
    """In the last block of the text, or followed by end matter only."""
    here = document.block_index(notice.start)
    if document.blocks[here].field != "body":
        return False
    others = {document.block_index(other.start) for other in notices}
    return all(
        index in others or not _is_story(document, block) for index, block in enumerate(document.blocks) if index > here
    )


def _is_story(document: Document, block: Block) -> bool:
    """A paragraph of the story; a credit, an address or a date after it is a line that is no sentence."""
    text = document.text[block.start : block.end].rstrip("»”\"' ")
    return (
        block.field == "body"
        and block.zone in _STORY
        and block.visibility is not Visibility.HIDDEN
        and text.endswith(tuple(_SENTENCE_ENDS))
    )
