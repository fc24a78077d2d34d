"""Jobs of subscriptions: an alert about an article, a digest.

Mail goes out before what was told is written down; who dies in between tells it again under the same Message-ID.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils import translation

from annotations.delivery.outbox import News, tell
from annotations.jobs.handlers import DIGEST, Prepared
from annotations.jobs.queue import enqueue
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.job import Job
from annotations.models.subscription import Alert, Subscription
from annotations.notify.alerts import Standing, standing_of
from annotations.notify.digest import Digest, digest_of
from annotations.notify.hours import digest_due, local_day, quiet_until
from annotations.notify.mailing import NoAddressError, article_url, mail, queue_url
from annotations.notify.words import alert_letter, digest_letter
from annotations.permissions import channels_of

ALERT_KIND, DIGEST_KIND = "article.alert", "desk.digest"


def prepare_alert(job: Job, at: datetime) -> Prepared:
    """Tells a subscriber how an article stands, if that is news; in quiet hours later."""
    subscription = _of(job)
    if subscription is None or not subscription.alerts:
        return Prepared(_nothing)
    later = quiet_until(subscription, at)
    if later is not None:
        return Prepared(_nothing, again=later)
    standing = standing_of(int(job.payload["article"]), at)
    if subscription.via == Subscription.Via.WEBHOOK:
        return Prepared(partial(_call, subscription, standing, at))
    try:
        return _mailed(subscription, standing, at)
    except NoAddressError as error:
        return Prepared(_nothing, retry=str(error), final=True)


def prepare_digest(job: Job, at: datetime) -> Prepared:
    """Sends today's digest, if there is anything in it."""
    subscription = _of(job)
    if subscription is None or not subscription.digest:
        return Prepared(_nothing)
    due = digest_due(subscription, at)
    if due > at:
        return Prepared(_nothing, again=due)
    digest = digest_of(subscription.channel, at)
    if digest.is_worth_a_letter and subscription.via == Subscription.Via.EMAIL:
        try:
            _mail_digest(subscription, digest, at)
        except NoAddressError as error:
            return Prepared(_nothing, retry=str(error), final=True)
    return Prepared(partial(_digested, subscription, digest, at))


def queue_digests(now: datetime) -> int:
    """Queues the digests of the next day; how many. Called every hour; those that are queued stay one."""
    rows = Subscription.objects.filter(digest=True).order_by("pk")
    for row in rows:
        enqueue(DIGEST, dedupe=f"digest:{row.pk}", run_after=max(digest_due(row, now), now),
                payload={"subscription": row.pk})
    return len(rows)


def _of(job: Job) -> Subscription | None:
    """The subscription, while its person works on the channel."""
    rows = Subscription.objects.select_related("user", "channel", "callback__channel")
    found = rows.filter(pk=job.payload["subscription"]).first()
    if found is None or not channels_of(found.user).filter(pk=found.channel_id).exists():
        return None
    return found


def _mailed(subscription: Subscription, standing: Standing, at: datetime) -> Prepared:
    told = Alert.objects.filter(subscription=subscription, article=standing.article).first()
    known = set(told.says) if told is not None else set()
    says = standing.says
    if not set(says) - known and not (known and not says):
        # Nothing new: what has gone is forgotten, so that it is news when it comes back.
        unheard = partial(_remember, subscription, standing.article, says, at, 0)
        return Prepared(_nothing if known == set(says) else unheard)
    count = told.count if told is not None else 0
    with translation.override(subscription.language):
        letter = alert_letter(standing, subscription, article_url(standing.article))
    mail(subscription, letter, reference=f"alert.{subscription.pk}.{standing.article.pk}", number=str(count + 1))
    return Prepared(partial(_remember, subscription, standing.article, says, at, 1))


def _mail_digest(subscription: Subscription, digest: Digest, at: datetime) -> None:
    with translation.override(subscription.language):
        letter = digest_letter(digest, subscription, queue_url())
    day = local_day(subscription, at).date().isoformat()
    mail(subscription, letter, reference=f"digest.{subscription.pk}", number=day)


def _remember(subscription: Subscription, article: Article, says: list[str], at: datetime, sent: int) -> None:
    row, _ = Alert.objects.get_or_create(subscription=subscription, article=article, defaults={"sent_at": at})
    row.says, row.count = says, row.count + sent
    row.sent_at = at if sent else row.sent_at
    row.save(update_fields=["says", "count", "sent_at"])


def _call(subscription: Subscription, standing: Standing, at: datetime) -> None:
    """By the outbox: one lane an article, so that a newer message takes the place of one that waits."""
    assert subscription.callback is not None
    article, says = standing.article, standing.says
    told = Alert.objects.filter(subscription=subscription, article=article).first()
    if not says and (told is None or not told.says):
        return
    locked(Article.objects.filter(pk=article.pk), by="unchecked")
    data = standing.as_data(article_url(article))
    made = tell(News(ALERT_KIND, f"alert:{article.pk}", data, {"says": says}, article), [subscription.callback], at=at)
    _remember(subscription, article, says, at, len(made))


def _digested(subscription: Subscription, digest: Digest, at: datetime) -> None:
    day = local_day(subscription, at).date()
    Subscription.objects.filter(pk=subscription.pk).update(last_digest_on=day)
    if digest.is_worth_a_letter and subscription.callback is not None:
        data = digest.as_data(subscription.channel, queue_url())
        news = News(DIGEST_KIND, f"digest:{subscription.pk}", data, {"day": day.isoformat()} | data)
        tell(news, [subscription.callback], at=at)
    subscription.last_digest_on = day
    enqueue(DIGEST, dedupe=f"digest:{subscription.pk}", run_after=digest_due(subscription, at),
            payload={"subscription": subscription.pk})


def _nothing() -> None:
    """There is nothing to write."""
