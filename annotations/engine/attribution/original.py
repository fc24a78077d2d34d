"""The known original of a text that says where it comes from, and what terms ask for that only it can tell."""

from __future__ import annotations

from datetime import date

from annotations.engine.article import Article
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.findings import Owed
from annotations.engine.attribution.links import address_of, declared_source, original_url_of
from annotations.engine.attribution.origins import origin_of
from annotations.engine.attribution.shapes import layout
from annotations.engine.attribution.terms import Defect
from annotations.engine.attribution.urls import parse
from annotations.engine.copies.copy import Copy
from annotations.engine.document.model import Document, Visibility
from annotations.engine.facts import Facts
from annotations.engine.report import Outcome

LINKS, WAIT = "links", "wait"
"""Slots of debts that the original shows."""
_MOST_TOLD = 3


def known_original(facts: Facts) -> Copy | None:
    """The known article that the text is said to come from: at the declared address, else of the declared source."""
    directory = SourceDirectory.of(facts.sources)
    source = declared_source(facts.article, directory)
    url = original_url_of(facts.article, directory, source)
    wanted = parse(url) if url else None
    for copy in facts.copies:
        known = copy.known.article
        addresses = [parse(each) for each in (known.url, known.original_url, known.canonical_url) if each]
        if wanted is not None and any(str(address) == str(wanted) for address in addresses):
            return copy
    if wanted is not None or source is None:
        return None
    return next((copy for copy in facts.copies if _source_of(copy, directory) == source), None)


def _source_of(copy: Copy, directory: SourceDirectory) -> str | None:
    return origin_of(copy.known.article, copy.known.document, directory).source


def links_defect(debt: Owed) -> Defect | None:
    """Whether every link of the original's story is in the text, where the terms ask for it."""
    original = known_original(debt.facts) if debt.source.keep_links else None
    if original is None:
        return None
    there = _leads_to(original.known.document, original.known.article, story=True)
    here = _leads_to(debt.facts.document, debt.facts.article, story=False)
    lost = [address for address in there if address not in set(here)]
    if not lost:
        return None
    shown = ", ".join(lost[:_MOST_TOLD]) + (", …" if len(lost) > _MOST_TOLD else "")
    counted = f"{len(lost)} of {len(there)} are not here: {shown}"
    message = f"{debt.source.name} asks for every link of the original; {counted}"
    return Defect(Outcome.INCOMPLETE, message, "Put the links of the original back.", LINKS)


def wait_defect(debt: Owed) -> Defect | None:
    """Whether the text waited as long as the terms ask, by the days that both state."""
    original = known_original(debt.facts) if debt.source.wait_days else None
    first = original.known.article.published if original else None
    printed = debt.facts.article.published
    if first is None or printed is None:
        return None
    waited = (date.fromisoformat(printed[:10]) - date.fromisoformat(first[:10])).days
    if waited >= debt.source.wait_days:
        return None
    message = (
        f"{debt.source.name} asks others to wait {debt.source.wait_days} days; the original is of {first[:10]}, this "
        f"text of {printed[:10]}."
    )
    return Defect(Outcome.REVIEW, message, "Hold the text, or ask for leave to print it now.", WAIT)


def _leads_to(document: Document, article: Article, *, story: bool) -> list[str]:
    """The addresses of a document's links, each once, in order; with ``story``, of those in the story alone."""
    lines = layout(document)
    found: dict[str, None] = {}
    for link in document.links:
        if link.visibility is Visibility.HIDDEN or (story and lines.index_at(link.start) not in lines.story):
            continue
        address = address_of(link, document, article)
        if address is not None:
            found[str(address)] = None
    return list(found)
