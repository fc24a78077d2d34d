"""A verdict goes out: signed, in order, at least once, and never the same twice."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from annotations.checking import check_revision
from annotations.delivery.callbacks import disable, enable, rotate
from annotations.delivery.schedule import WAITS
from annotations.delivery.signing import shown
from annotations.engine.article import Article as Sent
from annotations.events import verify
from annotations.intake.receive import receive
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.event import Event
from annotations.models.job import Job
from annotations.models.outgoing import Attempt, Outgoing
from tests.delivery.desk import (
    AT,
    KEY,
    Clock,
    article,
    callback,
    channel,
    decided,
    leave_database,
    next_due,
    send,
    sender,
    states,
    told,
)
from tests.delivery.receiver import Receiver, Reply, Request

pytestmark = pytest.mark.django_db(transaction=True)


def verified(request: Request, key: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> object:
    """What the published library of Standard Webhooks reads; its clock stands where ours does."""
    monkeypatch.setattr("standardwebhooks.webhooks.Webhook._Webhook__verify_timestamp", lambda self, stamp: clock())
    return Webhook(key).verify(request.body, request.headers)


def revisions_told(receiver: Receiver) -> list[int]:
    return [told(request.body)["data"]["revision"] for request in receiver.taken]


def test_a_verdict_is_told_with_a_signature_that_others_can_verify(
    receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    callback(receiver.url)
    check = decided("a1", 7)
    assert send(clock) == 1
    (request,) = receiver.requests
    message = told(request.body)
    assert (message["type"], message["timestamp"]) == ("verdict.decided", "2026-11-22T09:00:00.000Z")
    assert message["data"] == {
        "channel": "newsroom", "id": "a1", "rendition": "web", "revision": 7, "decision": "allow",
        "report_url": None, "report": check.report, "set_aside": [],
    }
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert verified(request, shown(KEY), clock, monkeypatch) == message
    with pytest.raises(WebhookVerificationError):
        verified(request, shown(b"another secret of 32 characters."), clock, monkeypatch)
    assert states() == [("delivered", 1)]


def test_while_a_secret_is_replaced_both_verify_and_then_only_the_new_one(
    receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = callback(receiver.url)
    new = rotate(made, at=AT, overlap=timedelta(hours=1))
    decided("a1")
    send(clock)
    for key in (new, shown(KEY)):
        verified(receiver.requests[0], key, clock, monkeypatch)
    clock.goes_on(hours=1)
    decided("a2", at=clock())
    send(clock)
    assert len(receiver.requests[1].headers["webhook-signature"].split(" ")) == 1
    verified(receiver.requests[1], new, clock, monkeypatch)
    assert Event.objects.filter(kind="callback.rotated").exists()
    assert new not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_message_is_stored_with_its_verdict_or_not_at_all(receiver: Receiver) -> None:
    callback(receiver.url)
    newest = article("a1").latest
    assert newest is not None
    with transaction.atomic():
        check_revision(newest, at=AT)
        assert Outgoing.objects.count() == 1
        transaction.set_rollback(True)
    assert (Outgoing.objects.count(), Job.objects.filter(kind="callback").count()) == (0, 0)


def test_the_same_verdict_of_the_same_revision_is_told_once(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    decided("a1", 1)
    send(clock)
    article_row = Article.objects.get()
    article_row.channel.gate = {"info": "warn"}
    article_row.channel.save()
    assert article_row.latest is not None
    # Its fingerprint is another, so it is checked again, and says the same.
    check_revision(article_row.latest, at=AT + timedelta(hours=1))
    send(clock)
    assert len(receiver.requests) == 1
    decided("a1", 2)
    send(clock)
    assert revisions_told(receiver) == [1, 2]


def test_only_callbacks_of_the_channel_that_want_it_are_told(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url, on=channel("other"))
    callback(receiver.url, events=["flag.changed"])
    off = callback(receiver.url + "/off")
    disable(off.pk, Callback.Disabled.BY_HAND, at=AT)
    callback(receiver.url + "/mine")
    decided("a1")
    send(clock)
    assert [request.path for request in receiver.requests] == ["/hook/mine"]


def test_what_could_not_be_checked_is_told_as_unchecked(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    newest = article("a1").latest
    assert newest is not None
    # Revisions are not changed; this one was stored by a version that took what ours does not.
    type(newest).objects.filter(pk=newest.pk).update(payload={"id": 5})
    newest.refresh_from_db()
    check_revision(newest, at=AT)
    send(clock)
    data = told(receiver.requests[0].body)["data"]
    assert (data["decision"], data["report"], data["unchecked_because"]) == ("unchecked", None, "engine_failed")


def test_it_is_tried_ten_times_on_the_schedule_and_then_given_up(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    receiver.answers = lambda request: Reply(500)
    decided("a1")
    waits = []
    for number in range(1, len(WAITS) + 1):
        assert send(clock) == 1
        assert states() == [("dead" if number == 10 else "pending", number)]
        if number < 10:
            waits.append(next_due() - clock())
            clock.now = next_due() - timedelta(milliseconds=10)
            assert send(clock) == 0
            clock.goes_on(milliseconds=10)
    # The try itself takes some of our time, which is no part of the wait.
    tolerance = timedelta(seconds=1)
    for wait, wanted in zip(waits, WAITS[1:], strict=True):
        assert wanted * 0.8 <= wait <= wanted * 1.2 + tolerance
    assert [wanted.total_seconds() for wanted in WAITS] == [
        0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400,
    ]  # fmt: skip
    assert len({request.id for request in receiver.requests}) == 1
    assert len({request.body for request in receiver.requests}) == 1
    assert len({request.headers["webhook-timestamp"] for request in receiver.requests}) == 10
    clock.goes_on(days=30)
    assert send(clock) == 0
    assert list(Attempt.objects.values_list("status", "outcome")) == [(500, "refused")] * 10


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [(Reply(301, {"Location": "/x"}), "redirected"), (Reply(404), "refused"), (Reply(400), "refused"),
     (Reply(503), "refused"), (Reply(way="reset"), "cut_off"), (Reply(way="flood"), "answer_too_long")],
    ids=lambda value: value if isinstance(value, str) else f"{value.way} {value.status}",
)  # fmt: skip
def test_anything_but_2xx_is_tried_again(receiver: Receiver, clock: Clock, reply: Reply, outcome: str) -> None:
    callback(receiver.url)
    receiver.replies = [reply]
    decided("a1")
    send(clock)
    assert (states(), Attempt.objects.get().outcome) == ([("pending", 1)], outcome)
    clock.now = next_due()
    send(clock)
    assert states() == [("delivered", 2)]
    assert Callback.objects.get().failing_since is None
    assert len(receiver.taken) == 1


def test_an_address_that_has_become_private_is_not_called(clock: Clock) -> None:
    with override_settings(ANNOTATIONS={"BACKEND": "worker"}):
        callback("https://localhost/hook")
        decided("a1")
        send(clock)
    assert (states(), Attempt.objects.get().outcome) == ([("pending", 1)], "callback_refused")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("7200", 3600), (format_datetime(AT + timedelta(minutes=10)), 600), ("soon", 6), ("-5", 6), ("1", 6),
     ("99999999999999999999", 3600), ("Fri, 31 Dec 9999 23:59:59 GMT", 3600), ("Sun, 06 Nov 1994 08:49:37 GMT", 6)],
)  # fmt: skip
def test_retry_after_is_obeyed_up_to_an_hour(
    receiver: Receiver, clock: Clock, status: int, said: str, seconds: int
) -> None:
    callback(receiver.url)
    receiver.replies = [Reply(status, {"Retry-After": said})]
    decided("a1")
    send(clock)
    wait = (next_due() - AT).total_seconds()
    assert seconds - (2.1 if seconds == 6 else 0) <= wait <= seconds + 1


def test_a_receiver_that_asks_to_wait_is_left_in_peace_with_other_articles_too(
    receiver: Receiver, clock: Clock
) -> None:
    callback(receiver.url)
    receiver.replies = [Reply(429, {"Retry-After": "600"})]
    decided("a1")
    send(clock)
    decided("a2", at=clock.goes_on(seconds=60))
    send(clock)
    assert len(receiver.requests) == 1
    clock.goes_on(seconds=600)
    send(clock)
    assert len(receiver.taken) == 2


def test_a_receiver_that_does_not_answer_keeps_no_sender_from_the_others(receiver: Receiver, clock: Clock) -> None:
    receiver.answers = lambda request: Reply(way="hang" if request.path == "/hook" else "answer")
    callback(receiver.url)
    callback(receiver.url + "/sound")
    decided("a0")
    send(clock)
    clock.goes_on(seconds=20)
    for number in range(1, 10):
        decided(f"a{number}", at=clock())
    send(clock)
    assert [request.path for request in receiver.requests].count("/hook") == 2
    assert len(receiver.taken) == 10
    # A job that has to wait goes back as it was: one row for each message, and one for each try that was made.
    assert Job.objects.filter(kind="callback").count() == 20 + 2
    receiver.answers = lambda request: Reply()
    clock.goes_on(minutes=7)
    send(clock)
    assert len(receiver.taken) == 20


def test_410_switches_the_callback_off_at_once(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    receiver.replies = [Reply(410)]
    decided("a1")
    decided("a2")
    send(clock)
    made = Callback.objects.get()
    assert (made.is_active, made.disabled_because) == (False, "gone")
    assert states() == [("dead", 1), ("dead", 0)]
    assert len(receiver.requests) == 1
    decided("a3")
    assert Outgoing.objects.count() == 2
    assert Event.objects.get(kind="callback.disabled").data["because"] == "gone"
    assert verify() == []


def test_a_callback_that_fails_for_five_days_is_switched_off(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    receiver.answers = lambda request: Reply(500)
    decided("a1")
    send(clock)
    clock.goes_on(hours=119, minutes=50)
    decided("a2", at=clock())
    send(clock)
    assert Callback.objects.get().is_active
    clock.goes_on(hours=1)
    send(clock)
    made = Callback.objects.get()
    assert (made.is_active, made.disabled_because) == (False, "failing")
    enable(made, at=clock())
    assert Callback.objects.get(is_active=True, disabled_because="", failing_since=None)


def test_a_newer_verdict_replaces_one_that_waits(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    receiver.replies = [Reply(500)]
    decided("a1", 1)
    send(clock)
    decided("a1", 2, at=clock.goes_on(seconds=1))
    send(clock)
    clock.goes_on(days=2)
    send(clock)
    assert revisions_told(receiver) == [2]
    assert states() == [("superseded", 1), ("delivered", 1)]


def test_a_verdict_that_comes_while_the_one_before_is_on_its_way_goes_after_it(
    receiver: Receiver, clock: Clock
) -> None:
    callback(receiver.url)
    asked: list[object] = []

    def meanwhile(request: Request) -> Reply:
        # The receiver answers late: the article changes, and another sender looks for work.
        if not asked:
            asked.append(decided("a1", 2))
            other = sender(clock, "other")
            asked.append(other.drain(max_jobs=1))
            asked.append(list(Outgoing.objects.order_by("id").values_list("state", flat=True)))
            leave_database()
        return Reply()

    receiver.answers = meanwhile
    decided("a1", 1)
    send(clock)
    assert asked[1:] == [1, ["sending", "pending"]]
    clock.goes_on(seconds=3)
    send(clock)
    assert revisions_told(receiver) == [1, 2]
    assert states() == [("delivered", 1), ("delivered", 1)]


def test_one_that_fails_while_a_newer_waits_is_not_tried_again(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    replies = [Reply(500)]

    def meanwhile(request: Request) -> Reply:
        if replies:
            decided("a1", 2)
            leave_database()
        return replies.pop() if replies else Reply()

    receiver.answers = meanwhile
    decided("a1", 1)
    send(clock)
    assert (revisions_told(receiver), states()) == ([2], [("superseded", 1), ("delivered", 1)])
    assert len(receiver.requests) == 2


def test_a_secret_that_cannot_be_opened_is_a_failure_that_is_shown(receiver: Receiver, clock: Clock) -> None:
    made = callback(receiver.url)
    Callback.objects.filter(pk=made.pk).update(secret="broken")
    decided("a1")
    send(clock)
    assert receiver.requests == []
    assert (states(), Attempt.objects.get().outcome) == ([("pending", 1)], "secret_sealed")


def test_inline_the_verdict_is_sent_after_the_commit_that_stored_it(receiver: Receiver, settings: Any) -> None:
    settings.ANNOTATIONS = settings.ANNOTATIONS | {"BACKEND": "inline"}
    callback(receiver.url)
    sent = Sent.model_validate({"id": "a1", "body": {"format": "text", "value": "Rain."}})
    with transaction.atomic():
        receive(sent, channel=channel(), origin="webhook", at=timezone.now())
        assert receiver.requests == []
    assert [told(request.body)["data"]["decision"] for request in receiver.taken] == ["allow"]
