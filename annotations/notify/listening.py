"""Hears what happens on the desk and queues alerts for those who asked for them. Nobody asked: nothing is queued."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from annotations.jobs.handlers import ALERT
from annotations.jobs.queue import enqueue_many
from annotations.jobs.work import Work
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.flag import Flag
from annotations.models.override import Override
from annotations.models.subscription import Alert, Subscription
from annotations.signals import article_checked, flag_opened, gate_overridden

PRIORITY = 6
"""People are waiting for them."""


def connect() -> None:
    """Called once, when the apps are ready."""
    flag_opened.connect(on_flag, dispatch_uid="annotations.alert_flag")
    article_checked.connect(on_check, dispatch_uid="annotations.alert_check")
    gate_overridden.connect(on_override, dispatch_uid="annotations.alert_override")


def on_flag(sender: type[Any], flag: Flag, **kwargs: Any) -> None:
    """An error that is open again, or new, in what readers see."""
    if flag.level == "error" and flag.article.status == Article.Status.LIVE:
        alert_later(flag.article)


def on_check(sender: type[Any], article: Article, check: Check, **kwargs: Any) -> None:
    """Whoever was told of an article hears when it is clear."""
    if article.status != Article.Status.DRAFT and Alert.objects.filter(article=article.pk).exclude(says=[]).exists():
        alert_later(article)


def on_override(sender: type[Any], override: Override, **kwargs: Any) -> None:
    """A text goes out against the verdict."""
    alert_later(override.article)


def alert_later(article: Article) -> None:
    """Queues an alert of ``article`` for each subscriber of its channel; those that wait already are the same."""
    wanted = Subscription.objects.filter(channel=article.channel_id, alerts=True).values_list("pk", flat=True)
    works = [
        Work(f"{key}:{article.pk}", {"subscription": key, "article": article.pk}) for key in wanted.order_by("pk")
    ]
    if works:
        enqueue_many(ALERT, works, run_after=timezone.now(), priority=PRIORITY)
