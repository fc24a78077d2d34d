"""Announcements: after the commit, never of what was rolled back, and no receiver stops anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from annotations.models.flag import Flag
from annotations.models.register import Register, Snapshot
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from annotations.signals import (
    announce,
    article_checked,
    flag_changed,
    flag_opened,
    gate_decided,
    register_updated,
)
from tests.newsroom_app.desk import CLEAN, OWING, live_register
from tests.newsroom_app.models import Story

pytestmark = pytest.mark.django_db(transaction=True)


class Heard(list[dict[str, Any]]):
    """What a receiver was told."""

    def __call__(self, **told: Any) -> None:
        self.append({name: value for name, value in told.items() if name != "signal"})


@pytest.fixture
def signal() -> Signal:
    return Signal()


@pytest.fixture
def heard(signal: Signal) -> Heard:
    heard = Heard()
    signal.connect(heard.__call__, weak=False)
    return heard


def test_it_is_sent_after_the_commit(signal: Signal, heard: Heard) -> None:
    with transaction.atomic():
        announce(signal, User, user="anna")
        assert heard == []
    assert heard == [{"sender": User, "user": "anna"}]


def test_what_is_rolled_back_is_never_announced(signal: Signal, heard: Heard) -> None:
    with transaction.atomic():
        announce(signal, User, user="anna")
        transaction.set_rollback(True)
    assert heard == []


def test_a_receiver_that_fails_is_logged_and_stops_nobody(
    signal: Signal, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(**told: Any) -> None:
        raise RuntimeError("a host's mistake")

    heard = Heard()
    signal.connect(failing, weak=False)
    signal.connect(heard.__call__, weak=False)
    announce(signal, User, user="anna")
    assert len(heard) == 1
    assert "a host's mistake" in caplog.text


def test_a_register_that_goes_live_is_announced() -> None:
    heard = Heard()
    receiver = heard.__call__
    register_updated.connect(receiver)
    try:
        import_register("own", read_register(str(SAMPLES / "register.jsonl")), at=timezone.now())
    finally:
        register_updated.disconnect(receiver)
    ((told),) = heard
    assert told == {"sender": Register, "register": Register.objects.get(), "snapshot": Snapshot.objects.get()}


def test_a_saved_story_is_announced_as_decided_checked_and_flagged() -> None:
    live_register()
    heard = {signal: Heard() for signal in (gate_decided, article_checked, flag_opened, flag_changed)}
    receivers = [(signal, told.__call__) for signal, told in heard.items()]
    for signal, receiver in receivers:
        signal.connect(receiver)
    try:
        Story.objects.create(title="Talks", text=OWING)
        Story.objects.create(title="Talks", text=CLEAN, status="published")
    finally:
        for signal, receiver in receivers:
            signal.disconnect(receiver)
    assert [told["decision"].decision for told in heard[gate_decided]] == ["allow"]
    assert [told["check"].decision for told in heard[article_checked]] == ["block", "allow"]
    assert [told["flag"] for told in heard[flag_opened]] == [Flag.objects.get()]
    assert [told["event"].kind for told in heard[flag_changed]] == ["opened"]
