"""A desk with a callback, for tests of what is told and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.db import connections

from annotations.checking import check_revision
from annotations.engine.article import Article as Sent
from annotations.intake.receive import receive
from annotations.jobs.handlers import CALLBACK
from annotations.jobs.worker import Worker
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.job import Job
from annotations.models.outgoing import Outgoing
from annotations.sealing import seal

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEY = b"0123456789abcdef0123456789abcdef"


class Clock:
    """The time, moved on by hand."""

    def __init__(self, now: datetime = AT) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **much: float) -> datetime:
        self.now += timedelta(**much)
        return self.now


def channel(name: str = "newsroom", **more: Any) -> Channel:
    made, _ = Channel.objects.get_or_create(name=name, defaults=more)
    return made


def callback(url: str, *, on: Channel | None = None, events: Sequence[str] = ("verdict.decided",)) -> Callback:
    return Callback.objects.create(channel=on or channel(), url=url, events=list(events), secret=seal(KEY))


def article(key: str, revision: int = 1, text: str = "It rained all day.", on: Channel | None = None) -> Article:
    """An article as received, its check not made."""
    sent = Sent.model_validate({"id": key, "revision": revision, "body": {"format": "text", "value": text}})
    return receive(sent, channel=on or channel(), origin="webhook", at=AT).revision.article


def decided(key: str, revision: int = 1, *, at: datetime = AT, **more: Any) -> Check:
    """An article that is received and checked."""
    newest = Article.objects.get(pk=article(key, revision, **more).pk).latest
    assert newest is not None
    return check_revision(newest, at=at)


def sender(clock: Clock, by: str = "sender") -> Worker:
    return Worker(by=by, clock=clock, random=Random(1), kinds=(CALLBACK,), chunk=5)


def send(clock: Clock) -> int:
    """Sends what is due."""
    return sender(clock).drain()


def next_due() -> datetime:
    """When the next message is tried."""
    return Job.objects.filter(kind=CALLBACK, state="queued").earliest("run_after").run_after


def states() -> list[tuple[str, int]]:
    return list(Outgoing.objects.order_by("id").values_list("state", "tries"))


def leave_database() -> None:
    """Closes the connections of this thread; Django would leave those to a database in memory open."""
    for each in connections.all(initialized_only=True):
        if each.connection is not None:
            each.connection.close()
            each.connection = None


def told(body: bytes) -> Any:
    return json.loads(body)
