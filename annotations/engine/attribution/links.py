"""Links: where each leads, and which are shown to readers as the way to the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from annotations.engine.article import Article
from annotations.engine.attribution import cues
from annotations.engine.attribution.directory import SourceDirectory, SourceHosts
from annotations.engine.attribution.relations import LinkRelation, is_file, is_home, relation
from annotations.engine.attribution.shapes import Layout
from annotations.engine.attribution.urls import MAX_ADDRESS, Address, parse, unicode_host, with_scheme
from annotations.engine.document.model import Block, Document, Link, Visibility, Zone
from annotations.engine.evidence import CONTEXT
from annotations.engine.report import Evidence, LinkFact
from annotations.engine.source import Source

_LEAD_IN = 100
"""Characters before a link that can say what it is."""
_SENTENCE = re.compile(r"[.!?…][\s»”\")]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)
"""A link's words that are an address; to be asked about a whole text, never searched for."""
_SILENT_ZONES = frozenset({Zone.TEASER, Zone.TAGS, Zone.EMBED, Zone.FOOTER, Zone.CODE})
_LEADING = frozenset(LinkRelation) - {LinkRelation.NOT_A_LINK}
_LICENCES = frozenset({"creativecommons.org", "i.creativecommons.org", "opensource.org", "gnu.org"})
_OF_THE_SOURCE = frozenset(
    {
        LinkRelation.SAME, LinkRelation.HOME, LinkRelation.OTHER_PAGE, LinkRelation.FILE, LinkRelation.OTHER_LANGUAGE,
        LinkRelation.WRAPPED, LinkRelation.COPY, LinkRelation.LOOKALIKE, LinkRelation.SHORTENER,
    }
)
"""Relations in which the address itself has to do with the source, or may have."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link as it concerns one source."""

    link: Link
    relation: LinkRelation
    presented: bool
    """Shown as the way to the source or to the original: by its own words, a label, or as a line of its own."""
    names_source: bool
    """Its words name the source, or are an address of it."""

    @property
    def visible(self) -> bool:
        """Whether readers meet it at all."""
        return self.link.visibility is not Visibility.HIDDEN


def read_links(document: Document, article: Article, sources: Mapping[str, Source]) -> tuple[LinkFact, ...]:
    """Every link, in the order of the text, as the report states it."""
    directory = SourceDirectory.of(sources)
    declared = declared_source(article, directory)
    original = original_of(article, directory, declared)
    return tuple(_fact(document, article, directory, link, declared, original) for link in document.links)


def source_links(
    document: Document, article: Article, directory: SourceDirectory, lines: Layout, *, source: str,
    original: Address | None,
) -> tuple[SourceLink, ...]:
    """Every link as it concerns ``source``, one of the directory's, and its ``original``."""
    own = parse(article.url) if article.url else None
    address_words = _address_of(directory.hosts(source))
    found = []
    for link in document.links:
        if document.blocks and document.block_at(link.start).zone is Zone.TEASER:
            continue
        address = address_of(link, document, article)
        how = relation(address, original=original, hosts=directory.hosts(source), own=own)
        named, shown = False, False
        if document.blocks and document.block_at(link.start).zone not in _SILENT_ZONES:
            namings = directory.names.find(document.text, link.start, link.end)
            named = any(naming.source == source for naming in namings) or (
                address_words is not None and address_words.search(document.text, link.start, link.end) is not None
            )
            shown = named or _is_presented(document, lines, link, how, address)
        found.append(SourceLink(link, how, shown, named))
    return tuple(found)


def address_of(link: Link, document: Document, article: Article) -> Address | None:
    """Where a link leads for a reader of the article; ``None`` when nowhere."""
    is_text = document.body_format == "text" or link.field != "body"
    return parse(with_scheme(link.href) if is_text else link.href, base=article.url)


def declared_source(article: Article, directory: SourceDirectory) -> str | None:
    """The source that the article says it comes from: by id, by name, or by the host of its declared original.

    A page of the source itself owes nothing to itself.
    """
    if article.source is not None:
        if article.source.id in directory:
            return article.source.id
        return directory.called(article.source.name or article.source.id)
    own = directory.at_host(parse(article.url)) if article.url else None
    for url in (article.original_url, article.canonical_url if article.url else None):
        at_host = directory.at_host(parse(url)) if url else None
        if at_host is not None and at_host != own:
            return at_host
    return None


def original_url_of(article: Article, directory: SourceDirectory, source: str | None) -> str | None:
    """The declared address of the original; where there is none, the page that the article is declared a copy of."""
    if article.original_url is not None:
        return article.original_url
    if source is not None and article.canonical_url is not None:
        address = parse(article.canonical_url)
        if address is not None and directory.at_host(address) == source and not is_home(address):
            return article.canonical_url
    return None


def original_of(article: Article, directory: SourceDirectory, source: str | None) -> Address | None:
    """The original's address, parsed."""
    url = original_url_of(article, directory, source)
    return parse(url) if url else None


def plain_addresses(
    document: Document, hosts: SourceHosts, links: tuple[SourceLink, ...]
) -> list[tuple[int, int]]:
    """Where an address of the source stands as words that lead nowhere."""
    pattern = _address_of(hosts)
    if pattern is None:
        return []
    found = [
        words.span()
        for block in document.blocks
        if block.visibility is not Visibility.HIDDEN and block.zone not in {Zone.ALT, Zone.TAGS}
        for words in pattern.finditer(document.text, block.start, block.end)
    ]
    linked = sorted({each.link.start: each.link.end for each in links if each.relation in _LEADING}.items())
    return [span for span in found if not _overlaps(linked, span)]


def _overlaps(linked: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether one of the stretches, which are in order and apart from each other, has a part of ``span``."""
    before = bisect_left(linked, (span[1], 0)) - 1
    return before >= 0 and linked[before][1] > span[0]


def _address_of(hosts: SourceHosts) -> re.Pattern[str] | None:
    names = {name for host in hosts.groups for name in (host, unicode_host(host))}
    if not names:
        return None
    any_host = "|".join(re.escape(name) for name in sorted(names))
    return re.compile(
        rf"(?<![\w@./-])(?:https?://)?(?:www\.)?(?:{any_host})(?![\w-]|\.\w)(?:[:/?#][^\s<>\"«»]*)?", re.IGNORECASE
    )


def _fact(
    document: Document, article: Article, directory: SourceDirectory, link: Link, declared: str | None,
    original: Address | None,
) -> LinkFact:
    address = address_of(link, document, article)
    text = document.text[link.start : link.end]
    return LinkFact(
        href=link.href,
        canonical=None if address is None else str(address),
        text=text,
        rel=tuple(sorted(link.rel)),
        visible=link.visibility is not Visibility.HIDDEN,
        evidence=link_evidence(document, link),
        same_as=_same_as(address, directory, declared, original),
    )


def link_evidence(document: Document, link: Link) -> Evidence:
    """The link as it was sent, its markup included; ``exact`` are its words."""
    block: Block | None = document.block_at(link.start) if document.blocks else None
    low, high = (block.start, block.end) if block else (0, 0)
    return Evidence(
        field=link.field,
        start=link.source_start,
        end=link.source_end,
        exact=document.text[link.start : link.end],
        prefix=document.text[max(low, link.start - CONTEXT) : link.start],
        suffix=document.text[link.end : min(high, link.end + CONTEXT)],
    )


def _same_as(
    address: Address | None, directory: SourceDirectory, declared: str | None, original: Address | None
) -> str | None:
    if address is None:
        return None
    if declared is not None and original is not None and directory.hosts(declared).same_page(address, original):
        return declared
    source = directory.at_host(address)
    if source is None or is_home(address) or is_file(address) or (source == declared and original is not None):
        return None
    return source


def _is_presented(
    document: Document, lines: Layout, link: Link, how: LinkRelation, address: Address | None
) -> bool:
    """Whether the reader is told that this link leads to the original, though its words do not name the source."""
    if address is None or address.host in _LICENCES:
        return False
    words = document.text[link.start : link.end].strip()
    if cues.ORIGINAL_WORD.search(words[:200]):
        return True
    index = lines.index_at(link.start)
    if index is None:
        return False
    line = lines.lines[index]
    lead_in = document.text[max(line.start, link.start - _LEAD_IN) : link.start]
    above = _label_above(document, lines, index)
    if _is_labelled(lead_in, above):
        says_original = cues.ORIGINAL_WORD.search(lead_in or above)
        return how in _OF_THE_SOURCE or says_original is not None or _ADDRESS.fullmatch(words[:MAX_ADDRESS]) is not None
    if how not in _OF_THE_SOURCE:
        return False
    if line.text(document).strip() == words:
        return True
    return _says_original(line.text(document)[: _LEAD_IN * 3], lead_in)


def _is_labelled(lead_in: str, above: str) -> bool:
    """Whether a label and nothing else stands before the link, in its line or in the line above."""
    if lead_in.strip(" *_(["):
        return cues.is_label(lead_in) and lead_in.rstrip(" *_([\"«“")[-1:] in {":", "—", "–", "-"}
    return cues.is_label(above)


def _label_above(document: Document, lines: Layout, index: int) -> str:
    """The line above, if it ends as a label does."""
    above = lines.lines[index - 1].text(document).rstrip() if index else ""
    return above if len(above) <= _LEAD_IN and above.endswith((":", "—", "–")) else ""


def _says_original(line: str, lead_in: str) -> bool:
    if not cues.is_origin_line(line):
        lead_in = _SENTENCE.split(lead_in)[-1]
    return cues.ORIGINAL_WORD.search(lead_in) is not None
