"""Sentences that are nothing but a notice, and those that only look so."""

from __future__ import annotations

from collections.abc import Collection

from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.language.ru.dictionary import is_predicate
from annotations.engine.notices.claims import Claim
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment
from annotations.engine.notices.stream import Stream
from annotations.engine.notices.vocabulary import Kind

_STORY = Kind.REVERSAL | Kind.MODAL
"""What the words of a story do and those of a notice never."""
_RESIDUE = 1
"""Words of the story in small letters that a line may hold and still be nothing but a notice."""
_OTHER_NAMES = 5
"""Words in all, names of bodies that no register knows among them."""


def is_line(document: Document, stream: Stream, claim: Claim) -> bool:
    """Whether the sentence is nothing but a notice.

    No court acts in it, nothing of the story follows the claim, and before it stands at most a word about who the
    subject is, which is no verb.
    """
    if document.blocks[stream.segment.block].zone is Zone.HEADLINE:
        return False
    unknown = [at for at in range(len(stream.kinds)) if stream.unknown(at)]
    small = [at for at in unknown if stream.folded(at)[:1] == stream.written(at)[:1]]
    if any(at > claim.last for at in unknown) or len(small) > _RESIDUE or len(unknown) > _OTHER_NAMES:
        return False
    if any(is_predicate(stream.folded(at)) for at in unknown) or stream.any_kind(_STORY, 0, len(stream.kinds)):
        return False
    return not any(kind & Kind.AUTHORITY and not _by(stream, at) for at, kind in enumerate(stream.kinds))


def _by(stream: Stream, at: int) -> bool:
    """ "…by a court": named as the one that conferred the status, not as the one of whom a story is told."""
    return any(stream.folded(before) == "by" for before in range(max(at - 3, 0), at))


def is_whole_block(document: Document, segment: Segment) -> bool:
    """Whether the block holds no other words than those of the segment."""
    block = document.blocks[segment.block]
    rest = document.text[block.start : segment.start] + document.text[segment.end : block.end]
    return not any(character.isalpha() for character in rest)


def of_the_story(document: Document, names: NamesInOrder, in_notice: Collection[int]) -> frozenset[int]:
    """Of the names in notices those that are the story all the same: in the first block of a body that names the entity
    nowhere else, a line is the news itself and nothing left over."""
    first = next(
        (block for block in document.blocks if block.field == "body" and block.visibility is Visibility.VISIBLE), None
    )
    if first is None:
        return frozenset()
    opening = [index for index in in_notice if first.start <= names[index].start < first.end]
    if not opening:
        return frozenset()
    elsewhere = {names[index].entity for index in range(len(names)) if index not in in_notice}
    return frozenset(index for index in opening if names[index].entity not in elsewhere)
