"""Where a known article comes from: whose it is, where the original stands, and which agencies it credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations.engine.article import Article
from annotations.engine.attribution import cues
from annotations.engine.attribution.credits import Credit, CreditForm, read_credits
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.links import declared_source
from annotations.engine.attribution.shapes import layout
from annotations.engine.attribution.urls import parse
from annotations.engine.document.model import Document, Zone
from annotations.engine.source import Source

_BY = re.compile(r"\s*(?:by|von|par|por|автор(?:ы)?|текст)\s*:?\s+", re.IGNORECASE)
_LONGEST_BYLINE = 80
_OF_THE_TEXT = frozenset({CreditForm.BYLINE, CreditForm.DATELINE, CreditForm.LEAD, CreditForm.END})


@dataclass(frozen=True)
class Origin:
    """Whose a known article is. ``directory`` holds the sources at hand and, where the article names one that is not
    among them, that one with the least that anybody asks for: its name and, if its address is known, a link."""

    directory: SourceDirectory
    source: str | None
    """Whom a copy must credit with a link; ``None`` where nothing tells."""
    url: str | None
    """Where the original stands."""
    agencies: tuple[str, ...]
    """Sources that ask for their name alone and are credited with the text."""
    byline: str
    """Whom the article names as its author, as printed."""


def origin_of(article: Article, document: Document, sources: Mapping[str, Source]) -> Origin:
    """The origin of a known article, from what it declares and from where it stands."""
    directory = SourceDirectory.of(sources)
    declared = declared_source(article.model_copy(update={"url": None}), directory)
    credited = read_credits(document, article, directory)
    at_home = _at_host(directory, (article.original_url, article.url, article.canonical_url))
    owners = [key for key in (declared, at_home) if key is not None]
    if declared is None and article.source is not None:
        stranger = _stranger(article)
        directory = SourceDirectory({**directory, stranger.id: stranger})
        owners.insert(0, stranger.id)
    linked = [key for key in owners if directory[key].link != "none"]
    agencies = [key for key in owners if directory[key].link == "none"]
    agencies += [key for key in _credited(credited) if directory[key].link == "none"]
    return Origin(
        directory=directory,
        source=linked[0] if linked else None,
        url=article.original_url or article.url or article.canonical_url,
        agencies=tuple(dict.fromkeys(agencies)),
        byline=_byline(article, document),
    )


def says_origin(article: Article, directory: SourceDirectory) -> bool:
    """Whether an article says whose it is, or stands on a page of a source."""
    if article.source is not None:
        return True
    return _at_host(directory, (article.original_url, article.url, article.canonical_url)) is not None


def credited_in(credits: Iterable[Credit]) -> frozenset[str]:
    """The sources that a text credits with itself, where readers see it."""
    return frozenset(_credited(credits))


def _credited(credits: Iterable[Credit]) -> list[str]:
    return [credit.source for credit in credits if credit.form in _OF_THE_TEXT]


def _at_host(directory: SourceDirectory, urls: Iterable[str | None]) -> str | None:
    for url in urls:
        key = directory.at_host(parse(url)) if url else None
        if key is not None:
            return key
    return None


def _stranger(article: Article) -> Source:
    """A source that nobody has stated terms of."""
    assert article.source is not None
    name = article.source.name or article.source.id
    urls = (article.original_url, article.url, article.canonical_url)
    address = next((parsed for url in urls if url and (parsed := parse(url)) is not None), None)
    return Source(
        id=article.source.id, name=name, names=(name,), credit=(name,),
        hosts=(address.host,) if address else (), link="article" if address else "none",
    )


def _byline(article: Article, document: Document) -> str:
    """The byline as printed, without ``By``; empty where there is none or it is no line of names."""
    if article.byline:
        return _names(article.byline)
    for line in layout(document).lines[:6]:
        text = line.text(document).strip()
        if line.block.zone is Zone.BYLINE or (_BY.match(text) and cues.is_byline(text)):
            return _names(text)
    return ""


def _names(text: str) -> str:
    names = " ".join(_BY.sub("", text, count=1).split()).rstrip(" .,")
    return names if len(names) <= _LONGEST_BYLINE else ""
