"""A rendition has gone live: what was dismissed for other renditions of the story before is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from annotations.delivery.verdicts import tell_again
from annotations.flags import life
from annotations.flags.holding import NEW_RENDITION, last_dismissal, live_renditions
from annotations.jobs.handlers import RENDITION, Prepared
from annotations.jobs.queue import enqueue_many
from annotations.jobs.work import Work
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.job import Job


def ask_again(article: Article, *, at: datetime) -> None:
    """Has the dismissals of the story's other renditions looked at, now that ``article`` is live."""
    others = Article.objects.filter(
        channel=article.channel_id, external_id=article.external_id,
        flags__reason__in=(Flag.Reason.FALSE_POSITIVE, Flag.Reason.NOT_APPLICABLE),
    ).exclude(pk=article.pk)  # fmt: skip
    works = [Work(f"article:{key}", {"article": key}) for key in others.values_list("pk", flat=True).distinct()]
    enqueue_many(RENDITION, works, run_after=at)


def prepare(job: Job, at: datetime) -> Prepared:
    """The dismissals of one article; written when the job ends."""
    return Prepared(_reopen(int(job.payload["article"]), at))


def _reopen(key: int, at: datetime) -> Callable[[], None]:
    def write() -> None:
        rows = Article.objects.filter(pk=key).select_related("channel", "verdict__revision")
        article = locked(rows, by="unchecked")
        if article is None or article.verdict is None:
            # Without a verdict the check that is still to come looks at the dismissals.
            return
        cause = life.Cause(at=at, check=article.verdict, because=NEW_RENDITION)
        for flag in Flag.objects.filter(article=article, state=Flag.State.CLOSED, found=True, manual=False):
            decision = last_dismissal(flag) if life.is_dismissed(flag) else None
            if decision and live_renditions(article) - {article.rendition, *decision.renditions}:
                life.move(flag, life.Step.FIND_AGAIN, cause)
                tell_again(article.pk, at=at)

    return write
