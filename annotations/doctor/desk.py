"""What the desk holds: registers, work that waits, secrets, callbacks, the audit trail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from annotations.doctor.finding import Finding, failed, ok, warned
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.event import ChainHead, Event
from annotations.models.job import Job
from annotations.models.outgoing import Outgoing
from annotations.models.webhook_secret import WebhookSecret
from annotations.registers.staleness import freshness
from annotations.sealed_rows import shut_secrets
from annotations.webhooks.adapters.registry import adapter_named

WAITS_LONG, WAITS_TOO_LONG = timedelta(minutes=1), timedelta(minutes=5)
"""How long the oldest job that is due has waited."""
ENDS_SOON = timedelta(days=7)
_MOST_NAMED = 5


def registers(now: datetime) -> Finding:
    """Whether there are names to look for, and how old they are."""
    rows = freshness(now)
    ages = {row.register.name: row.age for row in rows if row.age is not None}
    stale = [row.register.name for row in rows if row.stale]
    if not ages:
        said = "none is live: articles stay unchecked"
        return failed("registers", said, "Run `manage.py annotations registers import`.")
    if stale:
        return failed("registers", f"older than they may be: {_some(stale)}", "Import them anew, by a timer.")
    oldest = max(ages, key=lambda name: ages[name])
    return ok("registers", f"{len(ages)} live, the oldest, {oldest}, retrieved {_span(ages[oldest])} ago")


def queue(now: datetime) -> Finding:
    """Whether somebody does the work."""
    due = Job.objects.filter(state=Job.State.QUEUED, run_after__lte=now)
    oldest = due.order_by("run_after").values_list("run_after", flat=True).first()
    if oldest is None:
        return ok("queue", "nothing waits")
    said = f"{due.count()} jobs are due, the oldest for {_span(now - oldest)}"
    advice = "See that workers run (`manage.py annotations worker`, or Celery's with its beat) and add one."
    if now - oldest > WAITS_TOO_LONG:
        return failed("queue", said, advice)
    return warned("queue", said, advice) if now - oldest > WAITS_LONG else ok("queue", said)


def dead_jobs(now: datetime) -> Finding:
    """Work that nobody will try again."""
    count = Job.objects.filter(state=Job.State.DEAD).count()
    if count:
        advice = "See why with `manage.py annotations worker --dead`; then `worker --revive`."
        return warned("dead jobs", f"{count}", advice)
    return ok("dead jobs", "none")


def unchecked(now: datetime) -> Finding:
    """Articles of which the newest text could not be checked."""
    count = Article.objects.exclude(unchecked="").count()
    if count:
        advice = "Mend the cause; then `manage.py annotations recheck --unchecked`."
        return warned("unchecked", f"{count} articles", advice)
    return ok("unchecked", "no article")


def sealed(now: datetime) -> Finding:
    """Whether the secrets in the database can be opened."""
    shut = shut_secrets()
    if shut:
        advice = "Put the key that sealed them back into SEALING_KEYS, after the new one; or make new secrets."
        return failed("secrets", f"cannot be opened: {_some(list(map(str, shut)))}", advice)
    return ok("secrets", "all can be opened")


def live_secrets(now: datetime) -> Finding:
    """Whether every channel that takes webhooks has a secret that will still be good next week."""
    channels = [row for row in Channel.objects.filter(is_active=True) if adapter_named(row.adapter) is not None]
    live = Q(valid_until=None) | Q(valid_until__gt=now)
    have = set(WebhookSecret.objects.filter(live).values_list("channel_id", flat=True))
    lasting = Q(valid_until=None) | Q(valid_until__gt=now + ENDS_SOON)
    keep = set(WebhookSecret.objects.filter(lasting).values_list("channel_id", flat=True))
    signed = [row for row in channels if not row.unsigned]
    without = [row.name for row in signed if row.pk not in have]
    ending = [row.name for row in signed if row.pk in have - keep]
    if ending:
        said = f"the last live one ends within {ENDS_SOON.days} days: {_some(ending)}"
        return warned("channels", said, "Run `manage.py annotations secrets rotate CHANNEL`.")
    if without:
        said = f"no live secret, so nothing is taken: {_some(without)}"
        return warned("channels", said, "Run `manage.py annotations secrets add CHANNEL`.")
    return ok("channels", f"{len(channels)} take webhooks")


def callbacks(now: datetime) -> Finding:
    """Whether verdicts arrive."""
    failing = Callback.objects.filter(Q(is_active=True, failing_since__isnull=False) | Q(disabled_because="failing"))
    gone = Callback.objects.filter(disabled_because="gone")
    hosts = [row.url.split("/")[2] for row in (failing | gone).order_by("pk")]
    dead = Outgoing.objects.filter(state=Outgoing.State.DEAD).count()
    if hosts or dead:
        said = f"failing or gone: {_some(hosts)}; {dead} messages given up" if hosts else f"{dead} messages given up"
        advice = "Mend the receiver; then `manage.py annotations deliver --dead` and `--redeliver`."
        return warned("callbacks", said, advice)
    return ok("callbacks", f"{Callback.objects.filter(is_active=True).count()} active")


def audit_trail(now: datetime) -> Finding:
    """Whether each chain ends where its head says; ``audit verify`` reads all of it."""
    broken = [f"{head.channel_id or '-'}" for head in ChainHead.objects.order_by("pk") if not _ends_there(head)]
    if broken:
        advice = "Run `manage.py annotations audit verify`, and find out who writes to the database."
        return failed("audit trail", f"chains that do not end as written, by channel: {_some(broken)}", advice)
    return ok("audit trail", f"{ChainHead.objects.count()} chains end as written")


def _ends_there(head: ChainHead) -> bool:
    # Events may be written between the two looks: then there are more of them.
    chain = Event.objects.filter(channel_id=head.channel_id) if head.channel_id else Event.objects.filter(channel=None)
    last = chain.filter(sequence=head.sequence).values_list("hash", flat=True).first()
    return last == head.hash if head.sequence else True


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _span(time: timedelta) -> str:
    seconds = max(int(time.total_seconds()), 0)
    for size, unit in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} seconds"
