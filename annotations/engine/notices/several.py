"""Claims about several at once whom the sentence does not name: "Оба признаны иноагентами", "В реестр вошли: …"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from annotations.engine.document.model import Block, Document, Zone
from annotations.engine.language.ru.dictionary import is_noun, is_predicate
from annotations.engine.language.sentences import split_sentences
from annotations.engine.notices.claims import Claim
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment
from annotations.engine.notices.stream import Stream
from annotations.engine.notices.synonyms import names_somebody
from annotations.engine.notices.vocabulary import Kind
from annotations.engine.register import Entity

_EVERYBODY = frozenset({"все", "all"})
_NAMED_ABOVE = ("упомянут", "названн", "указанн", "mentioned", "named", "listed")
_THEY = frozenset({"оба", "обе", "они", "двое", "трое", "both", "they"})
_BANNING = frozenset({"terrorist", "extremist"})
_ITEM = re.compile(r"\s*(?:[^\w\s«“„\"(]+|\d{1,3}[.)])\s*\S")
_NEXT_ITEM = re.compile(r"[\n;]|\s(?:[—–-]\s|[^\w\s«»“”„\"'()\[\],.:;!?*—–-]{1,4}\s?)")
_MOST_NAMED = 300
"""Names before "все упомянутые" that it stands for; it bounds the work that a hostile text can ask for."""
_MOST_ITEMS = 60
_HEAD_OF_ITEM = 120
"""Characters of an item in which the name that it lists stands."""


def having(names: NamesInOrder, found: Sequence[int], claim: Claim, entities: Mapping[str, Entity]) -> list[int]:
    """Those of the names whose entities have, had or will have a status that the claim tells."""
    told = claim.statuses | claim.past_statuses or _BANNING
    return [
        index
        for index in found
        if (entity := entities.get(names[index].entity)) is not None
        and any(designation.status in told for designation in entity.designations)
    ]


def they(document: Document, names: NamesInOrder, stream: Stream, claim: Claim) -> list[int]:
    """Indices of the names that "оба", "они" or "все упомянутые" stand for, at the beginning of a sentence that names
    nobody: those of the sentence before, or all before."""
    if stream.lists or names_somebody(stream) or not _says_where(claim) or not _said_of_the_first(stream, claim):
        return []
    first, second = stream.folded(0), stream.folded(1) if len(stream.kinds) > 1 else ""
    everybody = first in _EVERYBODY and not stream.unknown(1)
    if (everybody or first == "the") and any(_above(stream, at) for at in range(1, min(4, len(stream.kinds)))):
        return list(names.starting(0, stream.segment.start))[-_MOST_NAMED:]
    if first in _THEY or (everybody and (second in _THEY or stream.any_kind(Kind.RECOGNISED | Kind.BAN, 1, 3))):
        return _of_the_sentence_before(document, names, stream.segment)
    return []


def _said_of_the_first(stream: Stream, claim: Claim) -> bool:
    """Whether nothing of the story but one word, no noun or verb, stands between the first word and the claim: "оба
    соседа признаны" and "они осуждали" are about somebody else."""
    said = [at for at in range(claim.last + 1) if stream.kinds[at] & (Kind.RECOGNISED | Kind.BAN)]
    between = [stream.folded(at) for at in range(1, min([claim.first, *said])) if stream.unknown(at)]
    return len(between) <= 1 and not any(is_predicate(word) or is_noun(word) for word in between)


def _above(stream: Stream, at: int) -> bool:
    return stream.folded(at).startswith(_NAMED_ABOVE)


def _says_where(claim: Claim) -> bool:
    return bool(claim.statuses | claim.past_statuses) or bool(claim.banned and claim.jurisdictions)


def _of_the_sentence_before(document: Document, names: NamesInOrder, segment: Segment) -> list[int]:
    last = names.last_before(segment.start)
    if last is None:
        return []
    here = document.block_index(names[last].start)
    if segment.block - here > 1:
        return []
    block = document.blocks[here]
    for start, end in split_sentences(document.text, block.start, min(block.end, max(segment.start, block.start))):
        if start <= names[last].start < end:
            return list(names.starting(start, end))
    return [last]


def listed_below(document: Document, names: NamesInOrder, stream: Stream) -> list[int]:
    """Indices of the names at the beginnings of the items after a block that ends with the sentence and a colon, or
    with a status that several have: "Новые иноагенты"."""
    segment = stream.segment
    block = document.blocks[segment.block]
    colon = document.text[segment.start : block.end].rstrip(" \u00a0*_").endswith(":")
    heading = stream.kinds[-1] & Kind.STATUS and stream.kinds[-1] & Kind.PLURAL
    if not (colon or heading) or segment.end < block.end - 3:
        return []
    found: list[int] = []
    for below in document.blocks[segment.block + 1 : segment.block + 1 + _MOST_ITEMS]:
        if not _is_item(document, below):
            break
        for start in _items(document, below):
            found.extend(list(names.starting(start, min(start + _HEAD_OF_ITEM, below.end)))[:1])
    return list(dict.fromkeys(found))


def _is_item(document: Document, block: Block) -> bool:
    return block.zone is Zone.LIST or _ITEM.match(document.text, block.start, block.end) is not None


def _items(document: Document, block: Block) -> list[int]:
    """Where the items of a block begin; lines that Markdown joins keep their dashes and dots."""
    return [block.start, *(found.end() for found in _NEXT_ITEM.finditer(document.text, block.start, block.end))]
