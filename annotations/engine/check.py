"""Checks an article: what it owes on its date and in its jurisdictions, what it carries, and what is wrong.

The computation is pure: the same article, reference and date give the same report. There is no clock here; the present
day comes in as ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from annotations import __version__
from annotations.engine.article import Article
from annotations.engine.attribution.credits import read_credits
from annotations.engine.attribution.links import read_links
from annotations.engine.carried import carried_by
from annotations.engine.dates import Moment, parse_moment
from annotations.engine.document.build import read_document
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.document.model import Document
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.verify import with_working_fixes, without_fixes
from annotations.engine.jurisdictions import expand
from annotations.engine.language.detect import detect_language
from annotations.engine.language.share import readable_languages
from annotations.engine.mentions import Mention, find_names, settle
from annotations.engine.notices.marks import without_raised_marks
from annotations.engine.notices.model import Notice
from annotations.engine.notices.read import NoticeReading, read_notices
from annotations.engine.notices.vocabulary import view_words
from annotations.engine.policy import Policy
from annotations.engine.reference import Reference
from annotations.engine.report import (
    Decision,
    Finding,
    Level,
    Report,
    Requirement,
    Unchecked,
    decide,
)
from annotations.engine.requirements import applies
from annotations.engine.rulebook import Pack, Rule
from annotations.engine.rules.registry import judge
from annotations.engine.scope import matches
from annotations.engine.words import read_words

_LEVELS = [Level.ERROR, Level.WARNING, Level.NOTE]


def check(
    article: Article,
    reference: Reference,
    *,
    now: Moment,
    as_of: Moment | None = None,
    jurisdictions: Sequence[str] | None = None,
    policy: Policy | None = None,
    fixes: bool = True,
) -> Report:
    """The report about ``article``.

    ``now``: the present day, by which drafts are judged. ``as_of`` and ``jurisdictions`` take the place of what the
    article says. ``fixes``: whether to work out changes that would clear the findings; each is tried before it is
    offered.
    """
    reading = _Reading(
        article, reference, now=now, as_of=as_of, jurisdictions=jurisdictions, policy=policy or Policy(), fixes=fixes
    )
    report = reading.report()
    if not fixes:
        return without_fixes(report)

    def recheck(changed: Article) -> Report:
        return check(changed, reference, now=now, as_of=as_of, jurisdictions=jurisdictions, policy=policy, fixes=False)

    return with_working_fixes(report, article, recheck)


def check_many(
    articles: Iterable[Article],
    reference: Reference,
    *,
    now: Moment,
    as_of: Moment | None = None,
    jurisdictions: Sequence[str] | None = None,
    policy: Policy | None = None,
    fixes: bool = True,
) -> Iterator[Report]:
    """The same reports as ``check``, one after another."""
    for article in articles:
        yield check(article, reference, now=now, as_of=as_of, jurisdictions=jurisdictions, policy=policy, fixes=fixes)


@dataclass
class _Reading:
    """One check of one article."""

    article: Article
    reference: Reference
    now: Moment
    as_of: Moment | None
    jurisdictions: Sequence[str] | None
    policy: Policy
    fixes: bool
    facts: Facts | None = None

    def report(self) -> Report:
        scoped = self.article
        if self.jurisdictions is not None:
            scoped = scoped.model_copy(update={"jurisdictions": tuple(self.jurisdictions)})
        try:
            document = _document(scoped)
        except DocumentTooComplex as error:
            return self._unchecked(error)
        reading, names = self._read(document)
        self.facts = self._facts(scoped, document, reading, names)
        verdicts = [judge(rule, self._timed(rule, zone)) for rule, zone in self._bound()]
        return self._assemble(self.facts, verdicts)

    @cached_property
    def moment(self) -> Moment:
        return self.as_of or self.article.dated or self.now

    def _read(self, document: Document) -> tuple[NoticeReading, tuple[Mention, ...]]:
        text = without_raised_marks(document)
        words = read_words(text)
        on = self.moment.local_date(ZoneInfo("UTC"))
        names = find_names(document, text, words, self.reference.lexicon, self.reference.entities, on=on)
        view = view_words(text, words)
        reading = read_notices(document, view, names, self.reference.related, self.reference.vocabulary)
        marked = tuple(
            replace(name, in_notice=True) if index in reading.in_notice else name for index, name in enumerate(names)
        )
        return reading, settle(marked, _labelled(reading.notices))

    def _facts(self, article: Article, document: Document, reading: NoticeReading, names: tuple[Mention, ...]) -> Facts:
        sources = self.reference.sources
        zone = ZoneInfo("UTC")
        return Facts(
            article=article,
            document=document,
            mentions=names,
            notices=reading.notices,
            links=read_links(document, article, sources),
            credits=read_credits(document, article, sources),
            sources=sources,
            entities=self.reference.entities,
            as_of=self.moment,
            jurisdictions=expand(article.jurisdictions),
            time_zone=zone,
            policy=self.policy,
            fixes=self.fixes,
            marks=reading.marks,
            defined_marks=reading.defined,
            languages=readable_languages(document, [(n.start, n.end) for n in reading.notices]),
            day=self.moment.local_date(zone),
        )

    def _bound(self) -> Iterator[tuple[Rule, Pack]]:
        """Rules that look at this article on its day."""
        assert self.facts is not None
        for pack in self.reference.packs:
            for rule in pack.rules:
                if not rule.enabled or not matches(
                    rule.scope, self.facts.article, language=self.facts.document.language
                ):
                    continue
                if applies(rule, self._moment_of(rule).local_date(ZoneInfo(pack.time_zone))):
                    yield rule, pack

    def _timed(self, rule: Rule, pack: Pack) -> Facts:
        assert self.facts is not None
        moment, zone = self._moment_of(rule), ZoneInfo(pack.time_zone)
        return replace(self.facts, as_of=moment, time_zone=zone, day=moment.local_date(zone))

    def _moment_of(self, rule: Rule) -> Moment:
        if rule.as_of == "now":
            return self.now
        if self.as_of is not None or rule.as_of == "dated":
            return self.moment
        stated = self.article.published if rule.as_of == "published" else self.article.modified
        return parse_moment(stated) if stated else self.moment

    def _assemble(self, facts: Facts, verdicts: Sequence[Verdict]) -> Report:
        findings = sorted((f for verdict in verdicts for f in verdict.findings), key=_order)
        unchecked = dict.fromkeys(row for verdict in verdicts for row in verdict.unchecked)
        carried = carried_by(facts)
        return replace(
            self._base(facts.document.language, decide(findings)),
            requirements=tuple(sorted((r for v in verdicts for r in v.requirements), key=_requirement_order)),
            findings=tuple(findings),
            unchecked=(*unchecked, *self._missing_registers()),
            mentions=carried.mentions,
            notices=carried.notices,
            credits=carried.credits,
            links=facts.links,
        )

    def _missing_registers(self) -> tuple[Unchecked, ...]:
        assert self.facts is not None
        if self.reference.entities or not any(rule.when.mention for rule, _ in self._bound()):
            return ()
        return (Unchecked("registers", "register_missing", "No register is given; names could not be looked for."),)

    def _base(self, language: str, decision: Decision) -> Report:
        return Report(
            article_id=self.article.id,
            digest=self.article.digest,
            language=language,
            as_of=self.moment.isoformat(),
            decision=decision,
            engine=__version__,
            packs=tuple((pack.pack, pack.version) for pack in self.reference.packs),
            registers=tuple(self.reference.registers.items()),
            values=_values(self.article),
        )

    def _unchecked(self, error: DocumentTooComplex) -> Report:
        base = self._base(self.article.language or "und", Decision.WARN)
        return replace(base, unchecked=(Unchecked("article", error.code, str(error)),))


def _labelled(notices: Sequence[Notice]) -> dict[int, frozenset[str]]:
    """For the names that notices are attached to, by index, the statuses told of them."""
    labelled: dict[int, frozenset[str]] = {}
    for notice in notices:
        for index in notice.covers:
            labelled[index] = labelled.get(index, frozenset()) | notice.statuses
    return labelled


def _document(article: Article) -> Document:
    """The document, in the stated language or the one its text is in."""
    stated = (article.language or "").split("-")[0].lower()
    document = read_document(article, language=stated or "und")
    return document if stated else replace(document, language=detect_language(document.text))


def _values(article: Article) -> dict[str, str]:
    values = {name: article.field_value(name) for name in ("body", "headline", "deck", "byline", "template_text")}
    return {name: value for name, value in values.items() if value}


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    return _LEVELS.index(finding.level), finding.family, finding.rule, finding.subject, finding.slot


def _requirement_order(row: Requirement) -> tuple[str, str, str]:
    return row.family, row.rule, row.subject
