"""Rules about texts under a Creative Commons licence: author, link to the source, licence with its link, and the
title where the licence asks for it (before version 4.0).

A byline names the author as it does for any text; that a text is under a licence is told by the licence's name, by its
link, or by the link to the source. Without any of these nothing of the attribution is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.links import declared_source, link_evidence, original_of
from annotations.engine.attribution.shapes import Line
from annotations.engine.attribution.urls import Address, parse
from annotations.engine.document.model import Link, MarkKind, Visibility, Zone
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.licence_line import licence_line
from annotations.engine.forms import Claim
from annotations.engine.report import Evidence, Finding, Fix, Outcome, Requirement, level_of
from annotations.engine.rulebook import Rule
from annotations.engine.statements.names import names_of, said_name
from annotations.engine.words import folded_words

SUBJECT = "article"
_FULL_STOP = 4
"""Characters that may stand around a line that is emphasised as a whole."""
LICENCE_HOST = "creativecommons.org"
_NAMES: dict[Claim, str] = {
    "author": "the author",
    "source_link": "a link to the source",
    "licence_link": "the licence with a link to it",
    "title": "the title of the work",
}
_LICENCE_NAMED = re.compile(r"\bcc[\s-]by\b|\bcreative\s+commons\b", re.IGNORECASE)
_LICENCE_PATH = re.compile(r"/licen[sc]es/(?P<code>[a-z-]+)/(?P<version>\d\.\d)", re.IGNORECASE)
_LICENCE_ID = re.compile(r"cc[\s-]*(?P<code>by(?:-(?:nc|nd|sa))*)(?:-(?P<version>\d\.\d))?", re.IGNORECASE)
_AUTHOR_SAID = re.compile(
    r"\b(?:by|author|written\s+by|автор|авторы|текст|von|par|autor|auteur|por)\b\s*:?\s+[\"“«]?[A-ZА-ЯЁÀ-ÖØ-Þ]"
)
_QUOTED = re.compile(r"[\"“«„](?P<title>[^\"”»“]{4,200})[\"”»“]")
_PLAIN_LINK = frozenset(
    """
    original source article here link story text page the this read оригинал источник статья материал ссылка здесь
    quelle artikel originale
    """.split()  # noqa: SIM905
)
"""Words of a link that name no title."""


@dataclass(frozen=True, slots=True)
class _Found:
    outcome: Outcome
    absent: tuple[Claim, ...] = ()
    wrong: Link | None = None


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the attribution that the licence asks for is there."""
    found = _Reader(rule, facts).read()
    level = rule.levels.get(found.outcome) or level_of(found.outcome, rule.level)
    requirement = Requirement(rule.id, rule.family, SUBJECT, found.outcome, level)
    if found.outcome is Outcome.SATISFIED:
        return Verdict((requirement,))
    licence = facts.article.licence or ""
    absent = ", ".join(_NAMES[claim] for claim in found.absent)
    messages = {
        Outcome.MISSING: f"The text is under {licence}, and nothing a reader can see attributes it.",
        Outcome.HIDDEN: f"The attribution that {licence} asks for is in the markup, but a reader does not see it.",
        Outcome.WRONG_LINK: f"The link of the licence leads to another licence than {licence}.",
        Outcome.INCOMPLETE: f"The attribution that {licence} asks for is not complete; not there: {absent}.",
    }
    finding = Finding(
        rule=rule.id, family=rule.family, subject=SUBJECT, outcome=found.outcome, level=level,
        message=messages[found.outcome], help=f"State {', '.join(_NAMES[claim] for claim in rule.require.claims)}.",
        basis=rule.basis.cite, evidence=_evidence(facts, found), fixes=_fixes(facts, found),
        details=(("licence", licence),),
    )
    return Verdict((requirement,), (finding,))


def _evidence(facts: Facts, found: _Found) -> tuple[Evidence, ...]:
    return (link_evidence(facts.document, found.wrong),) if found.wrong is not None else ()


def _fixes(facts: Facts, found: _Found) -> tuple[Fix, ...]:
    if not facts.fixes or found.outcome is Outcome.WRONG_LINK:
        return ()
    edit = licence_line(facts.article, facts.document)
    return () if edit is None else (Fix("Add the attribution", (edit,)),)


class _Reader:
    """One text under a licence."""

    def __init__(self, rule: Rule, facts: Facts) -> None:
        self.rule, self.facts, self.document = rule, facts, facts.document
        self.directory = SourceDirectory.of(facts.sources)
        self.source = declared_source(facts.article, self.directory)
        self.original = original_of(facts.article, self.directory, self.source)
        self.links = [link for link in self.document.links if link.field == "body" and link.end > link.start]

    def read(self) -> _Found:
        """What is there, and what is not."""
        shown = [link for link in self.links if link.visibility is Visibility.VISIBLE]
        licences = [link for link in shown if self._licence(link) is not None]
        sources = [link for link in shown if self._leads_to_source(link)]
        lines = self._lines([*licences, *sources])
        if not lines:
            hidden = any(self._licence(link) or self._leads_to_source(link) for link in self.links)
            return _Found(Outcome.HIDDEN if hidden else Outcome.MISSING)
        right = [link for link in licences if self._fits(link)]
        met: dict[Claim, bool] = {
            "author": self._names_author(lines),
            "source_link": bool(sources),
            "licence_link": bool(right),
            "title": self._names_title(lines, sources),
        }
        absent = tuple(claim for claim in self.rule.require.claims if not met[claim])
        if not absent:
            return _Found(Outcome.SATISFIED)
        if "licence_link" in absent and licences:
            return _Found(Outcome.WRONG_LINK, absent, licences[0])
        return _Found(Outcome.INCOMPLETE, absent)

    def _lines(self, links: list[Link]) -> list[Line]:
        """The lines that attribute the text: those with a link to source or licence, or with the licence's name."""
        layout = self.facts.said.layout
        told = {layout.index_at(link.start) for link in links}
        for index, line in enumerate(layout.lines):
            visible = line.block.visibility is Visibility.VISIBLE
            if visible and _LICENCE_NAMED.search(line.text(self.document)):
                told.add(index)
        return [layout.lines[index] for index in sorted(index for index in told if index is not None)]

    def _licence(self, link: Link) -> tuple[str, str] | None:
        """Code and version of the licence that a link leads to: ``("by-nd", "4.0")``."""
        address = parse(link.href)
        if address is None or address.host != LICENCE_HOST:
            return None
        found = _LICENCE_PATH.search(address.path)
        return (found["code"].lower(), found["version"]) if found else None

    def _fits(self, link: Link) -> bool:
        stated = _LICENCE_ID.search(self.facts.article.licence or "")
        leads_to = self._licence(link)
        if stated is None or leads_to is None:
            return leads_to is not None
        return leads_to[0] == stated["code"].lower() and stated["version"] in (None, leads_to[1])

    def _leads_to_source(self, link: Link) -> bool:
        address = parse(link.href, base=self.facts.article.url)
        if address is None or address.host == LICENCE_HOST:
            return False
        if self.original is not None:
            return self._same(address, self.original)
        own = parse(self.facts.article.url) if self.facts.article.url else None
        line = self.facts.said.line(link.start).text(self.document)
        return (own is None or own.host != address.host) and _LICENCE_NAMED.search(line) is not None

    def _same(self, address: Address, original: Address) -> bool:
        if self.source is not None:
            return self.directory.hosts(self.source).same_page(address, original)
        return str(address) == str(original)

    def _names_author(self, lines: list[Line]) -> bool:
        byline = self.facts.article.byline or ""
        printed = any(b.zone is Zone.BYLINE and b.visibility is Visibility.VISIBLE for b in self.document.blocks)
        if byline.strip() or printed:
            return True
        return any(_AUTHOR_SAID.search(line.text(self.document)) for line in lines)

    def _names_title(self, lines: list[Line], sources: list[Link]) -> bool:
        author = set(folded_words(self.facts.article.byline or ""))
        headline = names_of(self.facts.article.headline or "")
        for line in lines:
            text = line.text(self.document)
            quoted = any(len(folded_words(found["title"])) > 1 for found in _QUOTED.finditer(text))
            named = bool(headline) and any(True for _ in said_name(headline, self.document, line.block))
            if quoted or named or self._emphasised(line, author):
                return True
        return any(self._is_title(self.document.text[link.start : link.end], author) for link in sources)

    def _emphasised(self, line: Line, author: set[str]) -> bool:
        """Whether a title is set in italics or bold; a line that is so as a whole sets nothing apart."""
        whole = line.end - line.start
        return any(
            m.kind is MarkKind.EMPHASIS and line.start <= m.start < m.end <= line.end
            and m.end - m.start < whole - _FULL_STOP and self._is_title(self.document.text[m.start : m.end], author)
            for m in self.document.marks
        )

    @staticmethod
    def _is_title(words: str, author: set[str]) -> bool:
        """Words that are neither the author, nor an address, nor "the original article"."""
        said = folded_words(words)
        plain = set(said) <= (author | _PLAIN_LINK | {"by", "on", "at", "автор", "von"})
        return len(said) > 1 and not plain and "://" not in words and not _LICENCE_NAMED.search(words)
