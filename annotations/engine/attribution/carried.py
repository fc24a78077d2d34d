"""What an article carries of one source: its links as they concern it, its credits, its names, its addresses."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.engine.article import Article
from annotations.engine.attribution import cues
from annotations.engine.attribution.credits import Credit, CreditForm
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.links import SourceLink, original_url_of, plain_addresses, source_links
from annotations.engine.attribution.shapes import Layout, layout
from annotations.engine.attribution.urls import Address, parse
from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.source import Source

_SILENT_ZONES = frozenset({Zone.CAPTION, Zone.ALT, Zone.TEASER, Zone.TAGS, Zone.CODE, Zone.FOOTER, Zone.EMBED})
_AROUND = 80
"""Characters on each side of a name that can make it a credit."""


@dataclass(frozen=True)
class Carried:
    """Read once, judged piece by piece."""

    article: Article
    document: Document
    source: Source
    original_url: str | None
    original: Address | None
    links: tuple[SourceLink, ...]
    credits: tuple[Credit, ...]
    """Of this source, those of pictures left out."""
    photo_credits: tuple[Credit, ...]
    names: tuple[tuple[int, int], ...]
    """Where readers see the source named in running text without being told that something is from it."""
    tellings: tuple[tuple[int, int], ...]
    """Where they are told: ``according to X``, ``сообщает X``."""
    addresses: tuple[tuple[int, int], ...]
    """Addresses of the source that are words, not links."""
    layout: Layout

    @property
    def shown_credits(self) -> tuple[Credit, ...]:
        """Credits of the text that a reader sees."""
        return tuple(credit for credit in self.credits if credit.visibility is not Visibility.HIDDEN)

    @property
    def hidden_credits(self) -> tuple[Credit, ...]:
        """Credits of the text that stand in the markup only."""
        return tuple(credit for credit in self.credits if credit.visibility is Visibility.HIDDEN)

    @property
    def naming_links(self) -> tuple[SourceLink, ...]:
        """Links, or what should be links, whose visible words name the source."""
        return tuple(each for each in self.links if each.names_source and each.visible)

    @property
    def said_at(self) -> tuple[tuple[int, int], ...]:
        """Every place where a reader is told that the text, or what it tells, is the source's."""
        places = [(credit.start, credit.end) for credit in self.shown_credits]
        places += [*self.tellings, *map(self._words_of, self.naming_links), *self.addresses]
        return tuple(sorted(set(places)))

    def _words_of(self, each: SourceLink) -> tuple[int, int]:
        """The words of a link, as far as they stand in one block."""
        return each.link.start, min(each.link.end, self.document.block_at(each.link.start).end)

    def stands_in_story(self, each: SourceLink) -> bool:
        """Whether a link is part of a paragraph of the story."""
        return self.layout.index_at(each.link.start) in self.layout.story


def carried(
    article: Article, document: Document, credits: tuple[Credit, ...], directory: SourceDirectory, source: str
) -> Carried:
    """What the article carries of the source."""
    url = original_url_of(article, directory, source)
    original = parse(url) if url else None
    lines = layout(document)
    links = source_links(document, article, directory, lines, source=source, original=original)
    own = [credit for credit in credits if credit.source == source]
    names, tellings = _named(document, directory, source)
    return Carried(
        article=article,
        document=document,
        source=directory[source],
        original_url=url,
        original=original,
        links=links,
        credits=tuple(credit for credit in own if credit.form is not CreditForm.PHOTO),
        photo_credits=tuple(credit for credit in own if credit.form is CreditForm.PHOTO),
        names=names,
        tellings=tellings,
        addresses=tuple(plain_addresses(document, directory.hosts(source), links)),
        layout=lines,
    )


def _named(
    document: Document, directory: SourceDirectory, source: str
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    names: list[tuple[int, int]] = []
    tellings: list[tuple[int, int]] = []
    for block in document.blocks:
        if block.zone in _SILENT_ZONES or block.visibility is Visibility.HIDDEN:
            continue
        for naming in directory.names.find(document.text, block.start, block.end):
            if naming.source == source:
                before = document.text[max(block.start, naming.start - _AROUND) : naming.start]
                after = document.text[naming.end : min(block.end, naming.end + _AROUND)]
                told = cues.SPOKEN_BEFORE.search(before) or cues.SPOKEN_AFTER.match(after)
                (tellings if told else names).append((naming.start, naming.end))
    return tuple(names), tuple(tellings)
