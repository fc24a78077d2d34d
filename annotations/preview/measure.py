"""Makes a preview: checks a sample as it would be checked, and counts what that would do. Reads, and writes nothing."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from annotations.asking import jurisdictions_of
from annotations.earlier import published_before
from annotations.engine.article import Article as Sent
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.flags.foresight import Foreseen, foresee
from annotations.gate.actions import Actions
from annotations.gate.verdict import verdict_now
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.preview.intended import Intended
from annotations.preview.sample import Estimate, drawn, estimate

logger = logging.getLogger("annotations.preview")

MOST = 500
"""Articles in a sample at most."""
MOST_SEARCHED = 50_000
"""Where more articles are stored, the sample is drawn from all of them, not from those that the change can touch."""
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A flag that would open, open again or close, and its article."""

    article: Article
    rule: str
    subject: str
    outcome: str
    level: str


@dataclass(slots=True)
class Preview:
    """What was counted in the sample. ``of``: the articles that it was drawn from."""

    of: int = 0
    looked_at: int = 0
    opened: list[Row] = field(default_factory=list)
    reopened: list[Row] = field(default_factory=list)
    closed: list[Row] = field(default_factory=list)
    kept: int = 0
    failed: int = 0
    to_block: list[Article] = field(default_factory=list)
    """Live articles of which the verdict would become ``block``."""
    by_year: Counter[int] = field(default_factory=Counter)
    """Flags that would open, by the year in which the article is dated; 0 for drafts."""
    times_ms: list[float] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether all articles that the change can touch were looked at."""
        return self.looked_at >= self.of

    @property
    def articles_opened(self) -> Estimate:
        """Articles in which a flag would open, or open again."""
        return self._estimate([*self.opened, *self.reopened])

    @property
    def articles_closed(self) -> Estimate:
        return self._estimate(self.closed)

    @property
    def unchanged(self) -> int:
        """Articles of the sample that stay as they are."""
        changed = {row.article.pk for row in (*self.opened, *self.reopened, *self.closed)}
        return self.looked_at - self.failed - len(changed)

    @property
    def years(self) -> list[tuple[str, int]]:
        """Flags that would open, year by year; drafts last."""
        dated = [(str(year), count) for year, count in sorted(self.by_year.items()) if year]
        return [*dated, *([("–", self.by_year[0])] if self.by_year[0] else [])]

    @property
    def p95_ms(self) -> float:
        """How long 95 % of the checks took at most."""
        if not self.times_ms:
            return 0.0
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]

    def _estimate(self, rows: Sequence[Row]) -> Estimate:
        checked = self.looked_at - self.failed
        unseen = self.of - self.failed
        return estimate(len({row.article.pk for row in rows}), looked_at=checked, of=unseen)


def preview(
    intended: Intended, *, channels: QuerySet[Channel], at: datetime, most: int = MOST,
    clock: Callable[[], float] = time.perf_counter,
) -> Preview:
    """What ``intended`` would do to the articles of ``channels`` at ``at``, on up to ``most`` of them."""
    keys = _population(intended, channels)
    sample = drawn(keys, min(most, MOST))
    found = Preview(of=len(keys), looked_at=len(sample))
    references: dict[int, Reference] = {}
    for article in _articles(sample):
        channel = article.channel
        if channel.pk not in references:
            references[channel.pk] = intended.after(channel)
        started = clock()
        _count(found, article, references[channel.pk], at)
        found.times_ms.append((clock() - started) * 1000)
    return found


def _population(intended: Intended, channels: QuerySet[Channel]) -> list[int]:
    mine = Article.objects.filter(channel__in=channels, latest__isnull=False).order_by("pk")
    keys = list(mine.values_list("pk", flat=True))
    if len(keys) > MOST_SEARCHED:
        return keys
    wanted = set(intended.touched())
    return [key for key in keys if key in wanted]


def _articles(keys: Sequence[int]) -> Iterator[Article]:
    rows = Article.objects.filter(pk__in=list(keys)).select_related("channel", "latest", "verdict__revision")
    return iter(rows.order_by("pk"))


def _count(found: Preview, article: Article, reference: Reference, at: datetime) -> None:
    answer = _answer(article, reference, at)
    if answer is None:
        found.failed += 1
        return
    sent, after = answer
    for finding in after.opened:
        found.opened.append(Row(article, finding.rule, finding.subject, finding.outcome.value, finding.level.value))
    for rows, flags in ((found.reopened, after.reopened), (found.closed, after.closed)):
        rows.extend(Row(article, row.rule, row.subject, row.outcome, row.level) for row in flags)
    found.kept += after.kept
    dated = sent.published or sent.modified
    if after.opened:
        found.by_year[int(dated[:4]) if dated else 0] += len(after.opened)
    if article.status == Article.Status.LIVE and _blocks(article, after) and verdict_now(article, at=at) != "block":
        found.to_block.append(article)


def _answer(article: Article, reference: Reference, at: datetime) -> tuple[Sent, Foreseen] | None:
    """``None`` for an article that cannot be checked; it stands for itself, not for the preview."""
    assert article.latest is not None
    try:
        sent = Sent.model_validate(article.latest.payload)
        asked = jurisdictions_of(sent, article.channel)
        before = published_before(article.latest, reference)
        now = Moment(instant=at)
        report = check(sent, reference, now=now, jurisdictions=asked, fixes=False, earlier=before)
    except Exception:
        logger.exception("article %s could not be checked", article.pk)
        return None
    if any(gap.what in ("article", "registers") for gap in report.unchecked):
        return None
    return sent, foresee(report, sent, article, reference)


def _blocks(article: Article, after: Foreseen) -> bool:
    actions = Actions.of(article.channel)
    return any(actions.blocks(finding) for finding in after.counted)
