"""From what a writer took down to a ``Document``: one text, offsets as arrays, invisible characters taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from annotations.engine.document.block_zones import zoned
from annotations.engine.document.invisible import invisible
from annotations.engine.document.model import (
    Block,
    Document,
    DocumentImage,
    Link,
    Mark,
    MarkKind,
    Visibility,
    Zone,
)
from annotations.engine.document.writer import AS_IT_IS, DraftLink, OpenBlock, Position, Stream, Writer

Offsets = npt.NDArray[np.int32]
_BETWEEN = " \t\n\r\f\v\xa0"


class _Text(NamedTuple):
    text: str
    starts: Offsets
    ends: Offsets
    blocks: list[OpenBlock]
    hidden_from: int
    """Where the hidden text begins."""


def assemble(writer: Writer, *, values: dict[str, str], language: str, body_format: str) -> Document:
    """The document of all fields that were written."""
    joined = _joined(writer.shown, writer.hidden)
    text, moved = _without_invisible(joined)
    links = sorted(_links(writer.links, text, moved), key=lambda link: (link.start, link.source_start))
    blocks = _blocks(writer, text, links, moved)
    return Document(
        text=text.text,
        blocks=tuple(blocks),
        links=tuple(links),
        images=tuple(
            DocumentImage(src, alt, field, source_start, source_end, moved(at), visibility)
            for src, alt, field, source_start, source_end, at, visibility in writer.images
        ),
        marks=tuple(_marks(writer, text, moved)),
        language=language,
        values=values,
        source_starts=text.starts,
        source_ends=text.ends,
        body_format=body_format,
    )


def _offsets(stream: Stream) -> tuple[Offsets, Offsets]:
    """For each character the stretch that made it: that of its piece, counted up inside pieces taken as they are."""
    lengths = np.fromiter(map(len, stream.texts), dtype=np.int32, count=len(stream.texts))
    piece_starts = np.array(stream.starts, dtype=np.int32)
    piece_ends = np.array(stream.ends, dtype=np.int32)
    as_it_is = piece_ends == AS_IT_IS
    first = np.cumsum(lengths, dtype=np.int32) - lengths
    base = np.where(as_it_is, piece_starts - first, piece_starts)
    counted = np.repeat(as_it_is, lengths)
    starts = np.repeat(base, lengths) + np.arange(stream.length, dtype=np.int32) * counted
    ends = np.where(counted, starts + 1, np.repeat(piece_ends, lengths))
    return starts.astype(np.int32, copy=False), ends.astype(np.int32, copy=False)


def _joined(shown: Stream, hidden: Stream) -> _Text:
    text = "".join(shown.texts)
    starts, ends = _offsets(shown)
    if not hidden.blocks:
        return _Text(text, starts, ends, shown.blocks, shown.length)
    if shown.blocks:
        last = ends[-1:]
        text, starts, ends = text + "\n", np.concatenate((starts, last)), np.concatenate((ends, last))
    hidden_from = len(text)
    hidden_starts, hidden_ends = _offsets(hidden)
    for block in hidden.blocks:
        block.start += hidden_from
        block.end += hidden_from
    return _Text(
        text + "".join(hidden.texts),
        np.concatenate((starts, hidden_starts)),
        np.concatenate((ends, hidden_ends)),
        [*shown.blocks, *hidden.blocks],
        hidden_from,
    )


def _without_invisible(joined: _Text) -> tuple[_Text, Callable[[int], int]]:
    """The text without characters that leave no mark and blocks that hold nothing else; with the map of positions."""
    text = joined.text
    out = invisible(text)
    unclean = bool(out.any())
    blank = [block for block in joined.blocks if _is_blank(text, out, block, unclean=unclean)]
    if not blank and not unclean:
        return joined, _same
    for block in blank:
        out[block.start : block.end + 1] = True
    kept = ~out
    places = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(kept)))
    for block in joined.blocks:
        block.start, block.end = int(places[block.start]), int(places[block.end])
        if block.anchor is not None:
            block.anchor = int(places[block.anchor])
    blocks = [block for block in joined.blocks if block.end > block.start]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    length = blocks[-1].end if blocks else 0
    cleaned = codes[kept][:length].tobytes().decode("utf-32-le", "surrogatepass")
    starts, ends = joined.starts[kept][:length], joined.ends[kept][:length]
    return _Text(cleaned, starts, ends, blocks, joined.hidden_from), lambda place: min(int(places[place]), length)


def _same(position: int) -> int:
    return position


def _is_blank(text: str, out: npt.NDArray[np.bool_], block: OpenBlock, *, unclean: bool) -> bool:
    inside = text[block.start : block.end]
    if not unclean or not out[block.start : block.end].any():
        return inside.isspace()
    hidden = out[block.start : block.end].tolist()
    return not any(not gone and not character.isspace() for character, gone in zip(inside, hidden, strict=True))


def _stretch(opened: Position, closed: Position, text: _Text, moved: Callable[[int], int]) -> tuple[int, int, bool]:
    """Start and end of what was written between two moments, white space around left out; whether it is displayed."""
    shown = closed.shown > opened.shown
    first, last = (opened.shown, closed.shown) if shown else (opened.hidden, closed.hidden)
    if first == last:
        return moved(opened.shown), moved(opened.shown), False
    offset = 0 if shown else text.hidden_from
    start, end = moved(first + offset), moved(last + offset)
    while end > start and text.text[end - 1] in _BETWEEN:
        end -= 1
    while start < end and text.text[start] in _BETWEEN:
        start += 1
    return start, end, shown


def _links(drafts: Iterable[DraftLink], text: _Text, moved: Callable[[int], int]) -> Iterable[Link]:
    for draft in drafts:
        start, end, shown = _stretch(draft.opened, draft.closed, text, moved)
        visible = (shown and end > start) or draft.shows_image
        within = Visibility.VISIBLE if draft.visibility is Visibility.HIDDEN else draft.visibility
        yield Link(
            href=draft.href,
            start=start,
            end=end,
            field=draft.field,
            source_start=draft.source_start,
            source_end=draft.source_end,
            rel=draft.rel,
            visibility=within if visible else Visibility.HIDDEN,
        )


def _marks(writer: Writer, text: _Text, moved: Callable[[int], int]) -> list[Mark]:
    marks = []
    for kind, opened, closed in writer.stretches:
        if isinstance(kind, MarkKind):
            start, end, _ = _stretch(opened, closed, text, moved)
            if end > start:
                marks.append(Mark(kind, start, end))
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _blocks(writer: Writer, text: _Text, links: Sequence[Link], moved: Callable[[int], int]) -> list[Block]:
    blocks = [
        Block(block.start, block.end, block.field, block.zone, block.visibility, block.anchor) for block in text.blocks
    ]
    stretches = [
        (*_stretch(opened, closed, text, moved)[:2], kind)
        for kind, opened, closed in writer.stretches
        if isinstance(kind, Zone)
    ]
    return zoned(text.text, blocks, links, stretches)
