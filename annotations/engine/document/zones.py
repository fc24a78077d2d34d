"""Which part of an article a block is: by tag, by class, and by the words a paragraph begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from annotations.engine.document.elements import HEADINGS, names
from annotations.engine.document.model import Block, Link, Visibility, Zone

FIXED_ZONES: Final = frozenset({Zone.TEASER, Zone.EMBED, Zone.AUTHOR_BIO, Zone.TAGS})
"""What stands inside one of these belongs to it, headings and lists too."""

_BY_TAG: Final = {
    **dict.fromkeys(HEADINGS, Zone.HEADING),
    **dict.fromkeys(("pre", "code", "kbd", "samp", "listing", "xmp", "plaintext"), Zone.CODE),
    **dict.fromkeys(("td", "th"), Zone.TABLE),
    "blockquote": Zone.QUOTE,
    "figcaption": Zone.CAPTION,
    "caption": Zone.CAPTION,
    "li": Zone.LIST,
    "aside": Zone.TEASER,
    "nav": Zone.TEASER,
    "address": Zone.BYLINE,
}
_TEASERS = (
    "related related-article related-articles related-content related-links related-news related-posts related-stories "
    "related-story relatedarticle relatedarticles relatedposts article-related wp-block-related jp-relatedposts teaser "
    "teasers read-more readmore read-also readalso also-read see-also seealso recommended recommended-articles "
    "recommendation recommendations more-on more-on-this more-stories incut-related"
)
_BY_CLASS: Final = {
    **dict.fromkeys(_TEASERS.split(), Zone.TEASER),
    **dict.fromkeys(names("caption wp-caption-text image-caption photo-caption picture-caption"), Zone.CAPTION),
    **dict.fromkeys(names("byline author article-author post-author entry-author"), Zone.BYLINE),
    **dict.fromkeys(names("author-bio about-author about-the-author author-box author-info"), Zone.AUTHOR_BIO),
    **dict.fromkeys(names("tags tag-list taglist post-tags article-tags entry-tags tags-links"), Zone.TAGS),
    **dict.fromkeys(names("pullquote pull-quote"), Zone.QUOTE),
    **dict.fromkeys(names("note notice footnote footnotes disclaimer correction"), Zone.BODY),
}
_EMBEDS: Final = names(
    "twitter-tweet twitter-video tweet instagram-media tiktok-embed fb-post fb-video reddit-card reddit-embed-bq "
    "bluesky-embed mastodon-embed telegram-post telegram-embed tgme_widget_message vk-post vk_post embed embedded "
    "embeds oembed wp-block-embed wp-embedded-content social-embed imgur-embed-pub text-post-media"
)
_BY_ITEMPROP: Final = {
    "author": Zone.BYLINE,
    "caption": Zone.CAPTION,
    "keywords": Zone.TAGS,
    "relatedlink": Zone.TEASER,
}
_BY_REL: Final = {"author": Zone.BYLINE, "tag": Zone.TAGS}
_TELLING: Final = frozenset({"class", "itemprop", "rel"})
_WHOLE_BLOCK_ONLY: Final = frozenset({Zone.BYLINE, Zone.CAPTION, Zone.TAGS, Zone.HEADING, Zone.AUTHOR_BIO, Zone.QUOTE})
"""An inline element makes its block one of these only when it is most of the block."""
MOST_OF_A_BLOCK: Final = 0.6

TEASER_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("related article", "related articles", "related", "read also", "read more", "see also", "also read",
           "more on this", "more on this story", "read next", "recommended"),
    "ru": ("читайте также", "читайте еще", "читать также", "по теме", "материалы по теме", "материал по теме",
           "смотрите также", "также по теме", "подробнее", "читайте подробнее", "еще по теме", "другие материалы"),
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
_BYLINE = re.compile(rf"(?i:{_any_of(BYLINE_WORDS)})\s*(?=[^\W\d_a-zа-я]|[\[«\"“@])")
_SENTENCE_END = (".", "!", "?", "…", ":", ";")


def _class_zones(attributes: Mapping[str, str]) -> Iterator[Zone]:
    """The zones that an element's attributes name, the class first."""
    for token in attributes.get("class", "").lower().split():
        for name in dict.fromkeys((token, token.partition("--")[0], token.rpartition("__")[2])):
            if name in _EMBEDS or "embed" in re.split("[-_]+", name):
                yield Zone.EMBED
            elif name in _BY_CLASS:
                yield _BY_CLASS[name]
    for name in attributes.get("itemprop", "").lower().split():
        if name in _BY_ITEMPROP:
            yield _BY_ITEMPROP[name]
    for name in attributes.get("rel", "").lower().split():
        if name in _BY_REL:
            yield _BY_REL[name]


def _named_zone(name: str, attributes: Mapping[str, str]) -> Zone | None:
    """The zone by class; of a footnote in an ``aside`` it is the class that counts."""
    found = None if _TELLING.isdisjoint(attributes) else next(_class_zones(attributes), None)
    if found is None or (found is Zone.BODY and name not in {"aside", "nav"}):
        return _BY_TAG.get(name)
    return found


def zone_of(name: str, attributes: Mapping[str, str], *, block: bool) -> Zone | None:
    """The zone that an element opens for what stands inside; ``None`` when it opens none."""
    zone = _named_zone(name, attributes)
    return zone if block or zone not in _WHOLE_BLOCK_ONLY else None


def inline_zone_of(name: str, attributes: Mapping[str, str]) -> Zone | None:
    """The zone of a block that consists mostly of this inline element."""
    zone = _named_zone(name, attributes)
    return zone if zone in _WHOLE_BLOCK_ONLY else None


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
    return _BYLINE.match(text, block.start, block.end) is not None


def by_words(text: str, blocks: Iterable[Block], links_by_block: Sequence[Sequence[Link]]) -> list[Block]:
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
