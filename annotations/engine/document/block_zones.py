"""Zones that only the finished text tells: what points to other articles, the line of the writer, sidebars."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from annotations.engine.document.model import Block, Link, Visibility, Zone
from annotations.engine.document.zones import FIXED_ZONES

Stretch = tuple[int, int, Zone]
"""Start and end of an element in the text, and the zone that it would give."""

TEASER_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("related article", "related articles", "related", "read also", "read more", "see also", "also read",
           "more on this", "more on this story", "read next", "recommended"),
    "ru": ("читайте также", "читайте еще", "читать также", "по теме", "материалы по теме", "материал по теме",
           "смотрите также", "также по теме", "подробнее", "читайте подробнее", "еще по теме", "другие материалы",
           "читайте по теме", "см. также", "теги", "метки"),
    "uk": ("читайте також", "дивіться також", "за темою", "також за темою"),
    "de": ("lesen sie auch", "lesen sie mehr", "mehr zum thema", "siehe auch", "auch interessant"),
    "fr": ("lire aussi", "à lire aussi", "voir aussi", "sur le même sujet"),
    "es": ("lee también", "lea también", "leer también", "le puede interesar", "te puede interesar", "ver también"),
}  # fmt: skip
"""With these a paragraph that only points to other articles begins, by language; ё counts as е."""
BYLINE_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("by",),
    "ru": ("автор:", "авторы:", "текст:"),
    "uk": ("автор:", "автори:", "текст:"),
    "de": ("von", "text:"),
    "fr": ("par",),
    "es": ("por",),
}
"""With these a line that names the writer begins, by language."""
LONGEST_BYLINE: Final = 80
LONG_PARAGRAPH: Final = 120
"""Characters from which a paragraph is running text; no byline is looked for after it."""


def _any_of(phrases: Mapping[str, tuple[str, ...]]) -> str:
    known = {phrase for spoken in phrases.values() for phrase in spoken}
    words = sorted(known, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(word).replace("е", "[её]").replace(r"\ ", r"\s+") for word in words)


_TEASER = re.compile(rf"[^\w(*†‡]{{0,4}}(?:{_any_of(TEASER_PHRASES)})(?!\w)\s*(?P<mark>[:：—–→»>]?)", re.IGNORECASE)
_BYLINE = re.compile(rf"(?:{_any_of(BYLINE_WORDS)})(?!\w)\s*", re.IGNORECASE)
_WRITTEN_LINK = re.compile(r"\[[^\]]*\](?:\([^)]*\))?")
_BETWEEN_NAMES = frozenset(
    {"and", "at", "de", "et", "for", "from", "in", "of", "the", "und", "van", "von", "y", "и", "в"}
)
_SENTENCE_END = (".", "!", "?", "…", ":", ";")
MOST_OF_A_BLOCK: Final = 0.6
"""The share from which an inline element, or links, make a block what they are."""


def zoned(text: str, blocks: list[Block], links: Sequence[Link], stretches: Iterable[Stretch]) -> list[Block]:
    """The blocks of a text with the zones that inline elements, sidebars and words give them."""
    known = sorted(stretches, key=lambda stretch: stretch[:2])
    links_by_block = _by_block(blocks, links)
    if known:
        blocks = _by_inline_elements(blocks, [stretch for stretch in known if stretch[2] is not Zone.TEASER])
    starts = [block.start for block in blocks]
    for start, end, zone in known:
        if zone is Zone.TEASER:
            _sidebar(text, blocks, links_by_block, range(bisect_left(starts, start), bisect_left(starts, end)))
    return _by_words(text, blocks, links_by_block)


def _by_block(blocks: Sequence[Block], links: Sequence[Link]) -> list[list[Link]]:
    """The links that have words in each block."""
    found: list[list[Link]] = [[] for _ in blocks]
    starts = [block.start for block in blocks]
    for link in links:
        first = max(bisect_right(starts, link.start) - 1, 0)
        for index in range(first, bisect_left(starts, link.end)):
            if link.start < blocks[index].end:
                found[index].append(link)
    return found


def _by_inline_elements(blocks: list[Block], stretches: list[Stretch]) -> list[Block]:
    """Blocks that consist mostly of an inline element with a zone of its own take that zone."""
    result = []
    at = 0
    for block in blocks:
        covered: dict[Zone, int] = {}
        while at < len(stretches) and stretches[at][0] < block.end:
            start, end, zone = stretches[at]
            covered[zone] = covered.get(zone, 0) + max(min(end, block.end) - max(start, block.start), 0)
            at += 1
        most = max(covered, key=lambda zone: covered[zone], default=block.zone)
        if block.zone in {Zone.BODY, Zone.LIST} and covered.get(most, 0) >= MOST_OF_A_BLOCK * (block.end - block.start):
            block = replace(block, zone=most)
        result.append(block)
    return result


def _sidebar(text: str, blocks: list[Block], links: Sequence[Sequence[Link]], inside: range) -> None:
    """An ``aside`` is a teaser when it announces other articles or is mostly links; else it is text of this one."""
    words = sum(blocks[index].end - blocks[index].start for index in inside)
    linked = sum(_linked(blocks[index], links[index]) for index in inside)
    announces = any(_is_teaser(text, blocks[index], links[index]) for index in inside)
    if announces or linked > MOST_OF_A_BLOCK * words:
        for index in inside:
            if blocks[index].zone not in FIXED_ZONES:
                blocks[index] = replace(blocks[index], zone=Zone.TEASER)


def _linked(block: Block, links: Iterable[Link]) -> int:
    """Characters of the block that are words of links."""
    return sum(max(min(link.end, block.end) - max(link.start, block.start), 0) for link in links)


def _share(block: Block, start: int, end: int) -> float:
    return (min(end, block.end) - max(start, block.start)) / max(block.end - block.start, 1)


def _is_teaser(text: str, block: Block, links: Sequence[Link]) -> bool:
    match = _TEASER.match(text, block.start, block.end)
    if match is None:
        return False
    if match["mark"] or match.end() >= block.end:
        return True
    rest = replace(block, start=match.end())
    covered = sum(_share(rest, link.start, link.end) for link in links if link.start >= match.end())
    return covered > MOST_OF_A_BLOCK or any(_share(block, link.start, link.end) > 0.9 for link in links)


def _is_byline(text: str, block: Block) -> bool:
    if block.end - block.start >= LONGEST_BYLINE or text.endswith(_SENTENCE_END, block.start, block.end):
        return False
    match = _BYLINE.match(text, block.start, block.end)
    if match is None:
        return False
    words = _WRITTEN_LINK.sub("X", text[match.end() : block.end]).split()
    return bool(words) and not any(word[0].islower() and word not in _BETWEEN_NAMES for word in words)


def _by_words(text: str, blocks: Iterable[Block], links_by_block: Sequence[Sequence[Link]]) -> list[Block]:
    """The blocks with the zones that their words give: paragraphs that point elsewhere, and the line of the writer.

    A paragraph that only announces ("Read also:") makes the paragraphs after it teasers too, as long as they are links.
    """
    result: list[Block] = []
    announced = long_seen = False
    for block, links in zip(blocks, links_by_block, strict=True):
        if block.field != "body" or block.zone in FIXED_ZONES or block.visibility is Visibility.HIDDEN:
            result.append(block)
            continue
        all_link = any(_share(block, link.start, link.end) > 0.9 for link in links)
        if _is_teaser(text, block, links) or (announced and all_link):
            announced = announced or not links
            result.append(replace(block, zone=Zone.TEASER))
            continue
        announced = False
        if block.zone is Zone.BODY and not long_seen and _is_byline(text, block):
            block = replace(block, zone=Zone.BYLINE)
        long_seen = long_seen or (block.zone is Zone.BODY and block.end - block.start >= LONG_PARAGRAPH)
        result.append(block)
    return result
