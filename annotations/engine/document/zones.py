"""Which part of an article an element is: by its tag, its class, its microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from annotations.engine.document.elements import HEADINGS, names
from annotations.engine.document.model import Zone

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
    found = None if _TELLING.isdisjoint(attributes) else next(_class_zones(attributes), None)
    return _BY_TAG.get(name) if found is None else found


def zone_of(name: str, attributes: Mapping[str, str], *, block: bool) -> Zone | None:
    """The zone that an element opens for what stands inside; ``None`` when it opens none."""
    zone = _named_zone(name, attributes)
    return zone if block or zone not in _WHOLE_BLOCK_ONLY else None


def inline_zone_of(name: str, attributes: Mapping[str, str]) -> Zone | None:
    """The zone of a block that consists mostly of this inline element."""
    zone = _named_zone(name, attributes)
    return zone if zone in _WHOLE_BLOCK_ONLY else None
