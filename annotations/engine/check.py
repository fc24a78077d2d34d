"""Checks an article: what it owes on its date and in its jurisdictions, what it carries, and what is wrong.

The computation is pure: the same article, reference and date give the same report. There is no clock here; the present
day comes in as ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from annotations import __version__
from annotations.engine.article import Article
from annotations.engine.attribution.credits import read_credits
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.links import read_links
from annotations.engine.attribution.origins import says_origin
from annotations.engine.carried import carried_by
from annotations.engine.conflicts import without_conflicts
from annotations.engine.copies.copy import Copy, find_copies
from annotations.engine.dates import Moment, parse_moment
from annotations.engine.document.build import read_document
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.document.model import Document
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.verify import with_working_fixes, without_fixes
from annotations.engine.jurisdictions import expand
from annotations.engine.language.detect import detect_language
from annotations.engine.language.share import readable_languages
from annotations.engine.lexicon.model import Hit
from annotations.engine.mentions import Mention, find_names
from annotations.engine.notices.marks import without_raised_marks
from annotations.engine.notices.read import NoticeReading, read_notices
from annotations.engine.notices.vocabulary import WordView, view_words
from annotations.engine.policy import Policy
from annotations.engine.reference import Reference
from annotations.engine.report import (
    Decision,
    Report,
    Unchecked,
    decide,
    order_of_finding,
    order_of_requirement,
)
from annotations.engine.requirements import applies
from annotations.engine.rulebook import Pack, Rule
from annotations.engine.rules.registry import judge
from annotations.engine.scope import matches
from annotations.engine.settling import labelled, settle
from annotations.engine.statements.said import Said
from annotations.engine.together import find_together, groups
from annotations.engine.words import Words, read_words

_FIELDS = ("body", "headline", "deck", "byline", "template_text")


def values_of(article: Article) -> dict[str, str]:
    """The fields that a report holds for formats that show context."""
    return {name: value for name in _FIELDS if (value := article.field_value(name))}


def check(
    article: Article,
    reference: Reference,
    *,
    now: Moment,
    as_of: Moment | None = None,
    jurisdictions: Sequence[str] | None = None,
    policy: Policy | None = None,
    fixes: bool = True,
    earlier: Article | None = None,
) -> Report:
    """The report about ``article``.

    ``now``: the present day, by which drafts are judged. ``as_of`` and ``jurisdictions`` take the place of what the
    article says. ``fixes``: whether to work out changes that would clear the findings; each is tried before it is
    offered. ``earlier``: the text that readers have seen before, for rules about changes.
    """
    reading = _Reading(
        article, reference, now=now, as_of=as_of, jurisdictions=jurisdictions, policy=policy or Policy(), fixes=fixes,
        earlier=earlier,
    )
    return _with_fixes(reading)


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
    """The same reports as ``check``, in order; names are looked for in many articles at once."""
    for group in groups(articles):
        readings = [
            _Reading(
                article, reference, now=now, as_of=as_of, jurisdictions=jurisdictions, policy=policy or Policy(),
                fixes=fixes,
            )
            for article in group
        ]  # fmt: skip
        find_together(readings, reference.lexicon)
        yield from map(_with_fixes, readings)


def _with_fixes(reading: _Reading) -> Report:
    """The report of a reading, with the fixes that work when fixes are asked for."""
    report = reading.report()
    if not reading.fixes:
        return without_fixes(report)

    def recheck(changed: Article) -> Report:
        return _with_fixes(replace(reading, article=changed, fixes=False, facts=None, words=None, hits=None))

    return with_working_fixes(report, reading.article, recheck)


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
    earlier: Article | None = None
    facts: Facts | None = None
    view: WordView | None = None
    words: Words | None = None
    """The words of ``text``, where they have been read already."""
    hits: Sequence[Hit] | None = None
    """The names in it, where they have been looked for already."""
    _by_clock: dict[tuple[Moment, str], Facts] = field(default_factory=dict, init=False)
    """The facts by each moment and time zone that rules judge by."""

    def report(self) -> Report:
        document = self.document
        if isinstance(document, DocumentTooComplex):
            return self._unchecked(document)
        reading, names = self._read(document)
        self.facts = self._facts(self.scoped, document, reading, names)
        verdicts = [judge(rule, self._timed(rule, zone)) for rule, zone in self._bound()]
        return self._assemble(self.facts, without_conflicts(verdicts))

    @cached_property
    def moment(self) -> Moment:
        return self.as_of or self.article.dated or self.now

    @cached_property
    def scoped(self) -> Article:
        """The article, addressed to the jurisdictions that are asked for."""
        if self.jurisdictions is None:
            return self.article
        return self.article.model_copy(update={"jurisdictions": tuple(self.jurisdictions)})

    @cached_property
    def document(self) -> Document | DocumentTooComplex:
        """The document, or why it cannot be read."""
        try:
            return _document(self.scoped)
        except DocumentTooComplex as error:
            return error

    @cached_property
    def text(self) -> str:
        """The text in which names are looked for."""
        assert isinstance(self.document, Document)
        return without_raised_marks(self.document)

    def _read(self, document: Document) -> tuple[NoticeReading, tuple[Mention, ...]]:
        words = self.words or read_words(self.text)
        self.view, vocabulary = view_words(self.text, words), self.reference.vocabulary
        triggers = vocabulary.find_triggers(self.view)
        on, entities = self.moment.local_date(ZoneInfo("UTC")), self.reference.entities
        names = find_names(
            document, self.text, words, self.reference.lexicon, entities, on=on, hits=self.hits, cued=bool(triggers),
            section=self.article.section or "", unwanted=self.reference.unwanted,
        )
        reading = read_notices(document, self.view, names, self.reference.known_to_notices, triggers)
        marked = tuple(
            replace(name, in_notice=True) if index in reading.in_notice else name for index, name in enumerate(names)
        )
        return reading, settle(marked, labelled(reading.notices), entities, on=on)

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
            hosts=self.reference.hosts,
            known=self.reference.known,
            copies=self._copies(article, document),
            said=Said(document, self.view, self.reference),
            topics=self.reference.topics,
            sayings=self.reference.sayings,
            ties=self.reference.ties,
            earlier=self.earlier,
            wordings=tuple(wording for pack in self.reference.packs for wording in pack.wordings),
            languages=readable_languages(document, [(n.start, n.end) for n in reading.notices]),
            day=self.moment.local_date(zone),
        )

    def _copies(self, article: Article, document: Document) -> tuple[Copy, ...]:
        known = self.reference.known
        if known is None:
            return ()
        directory = SourceDirectory.of(self.reference.sources)
        return find_copies(article, document, known, has_origin=lambda each: says_origin(each, directory))

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
        moment = self._moment_of(rule)
        key = (moment, pack.time_zone)
        if key not in self._by_clock:
            zone = ZoneInfo(pack.time_zone)
            timed = replace(self.facts, as_of=moment, time_zone=zone, day=moment.local_date(zone))
            self._by_clock[key] = timed
        return self._by_clock[key]

    def _moment_of(self, rule: Rule) -> Moment:
        if rule.as_of == "now":
            return self.now
        if self.as_of is not None or rule.as_of == "dated":
            return self.moment
        stated = self.article.published if rule.as_of == "published" else self.article.modified
        return parse_moment(stated) if stated else self.moment

    def _assemble(self, facts: Facts, verdicts: Sequence[Verdict]) -> Report:
        findings = sorted((f for verdict in verdicts for f in verdict.findings), key=order_of_finding)
        unchecked = dict.fromkeys(row for verdict in verdicts for row in verdict.unchecked)
        carried = carried_by(facts)
        return replace(
            self._base(facts.document.language, decide(findings)),
            requirements=tuple(sorted((r for v in verdicts for r in v.requirements), key=order_of_requirement)),
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
            values=values_of(self.article),
        )

    def _unchecked(self, error: DocumentTooComplex) -> Report:
        base = self._base(self.article.language or "und", Decision.WARN)
        return replace(base, unchecked=(Unchecked("article", error.code, str(error)),))


def _document(article: Article) -> Document:
    """The document, in the stated language or the one its text is in."""
    stated = (article.language or "").split("-")[0].lower()
    document = read_document(article, language=stated or "und")
    return document if stated else replace(document, language=detect_language(document.text))
