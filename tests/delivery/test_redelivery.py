"""What was given up is sent again by people who may: from the admin, by the command line, one or many."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.delivery.callbacks import disable
from annotations.delivery.outbox import forget, sweep
from annotations.delivery.redelivery import RedeliveryRefused, redeliver, redeliver_all
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.job import Job
from annotations.models.member import ChannelMember
from annotations.models.outgoing import Outgoing
from tests.delivery.desk import AT, Clock, callback, channel, decided, send, states
from tests.delivery.receiver import Receiver, Reply

pytestmark = pytest.mark.django_db(transaction=True)
ADMIN = "/admin/annotations/outgoing/"


def dead(receiver: Receiver, count: int = 1, on: Channel | None = None) -> list[Outgoing]:
    """Messages that were given up; the receiver takes them now."""
    callback(receiver.url, on=on)
    for number in range(count):
        decided(f"a{number}", on=on)
    rows = Outgoing.objects.filter(state="pending")
    Job.objects.filter(kind="callback").delete()
    rows.update(state="dead", tries=10, done_at=AT, last_error="refused: 500")
    return list(Outgoing.objects.filter(state="dead").order_by("id"))


def person(name: str, *permissions: str, of: Channel | None = None) -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    ChannelMember.objects.create(channel=of or channel(), user=user)
    return User.objects.get(pk=user.pk)


def said(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("annotations", "deliver", *words, stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_dead_letter_goes_out_again_under_the_same_id_with_all_tries_before_it(
    receiver: Receiver, clock: Clock
) -> None:
    (message,) = dead(receiver)
    receiver.replies = [Reply(500)]
    redeliver(message, at=clock(), by=person("anna", "redeliver_callback"))
    send(clock)
    assert states() == [("pending", 1)]
    clock.goes_on(seconds=10)
    send(clock)
    assert [request.id for request in receiver.requests] == [message.webhook_id] * 2
    assert Event.objects.get(kind="callback.redelivered").actor_name == "anna"


def test_what_was_delivered_can_be_sent_again(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    decided("a1")
    send(clock)
    redeliver(Outgoing.objects.get(), at=clock())
    send(clock)
    assert len(receiver.taken) == 2


def test_an_old_verdict_is_not_sent_after_a_newer_one(receiver: Receiver, clock: Clock) -> None:
    (old,) = dead(receiver)
    decided("a0", 2)
    send(clock)
    with pytest.raises(RedeliveryRefused) as refused:
        redeliver(old, at=clock())
    assert refused.value.code == "redelivery_superseded"
    assert len(receiver.requests) == 1


def test_one_that_waits_or_whose_callback_is_off_is_not_queued(receiver: Receiver) -> None:
    (message,) = dead(receiver)
    redeliver(message, at=AT)
    assert redeliver_all(Outgoing.objects.all(), at=AT)[1][0][1].code == "redelivery_waiting"
    disable(message.callback_id, Callback.Disabled.BY_HAND, at=AT)
    assert redeliver_all(Outgoing.objects.all(), at=AT)[1][0][1].code == "redelivery_disabled"


def test_it_needs_the_permission_on_the_channel(receiver: Receiver) -> None:
    (message,) = dead(receiver)
    with pytest.raises(PermissionDenied, match="redeliver_callback"):
        redeliver(message, at=AT, by=person("anna", "view_outgoing"))
    with pytest.raises(Http404):
        redeliver(message, at=AT, by=person("ben", "redeliver_callback", of=channel("other")))
    assert states() == [("dead", 10)]


def test_the_admin_shows_dead_letters_with_their_attempts(receiver: Receiver, clock: Clock, client: Client) -> None:
    callback(receiver.url)
    receiver.replies = [Reply(500, body=b"<script>alert(1)</script>")]
    decided("a1")
    send(clock)
    client.force_login(person("anna", "view_outgoing"))
    page = client.get(f"{ADMIN}{Outgoing.objects.get().pk}/change/").content.decode()
    assert "refused" in page
    assert "500" in page
    assert "alert(1)" not in page
    assert "Redeliver" not in page


def test_one_click_in_the_admin_redelivers(receiver: Receiver, client: Client) -> None:
    (message,) = dead(receiver)
    client.force_login(person("anna", "view_outgoing", "redeliver_callback"))
    assert "Redeliver" in client.get(f"{ADMIN}{message.pk}/change/").content.decode()
    assert client.get(f"{ADMIN}{message.pk}/redeliver/").status_code == 405
    answer = client.post(f"{ADMIN}{message.pk}/redeliver/", follow=True)
    assert "queued" in answer.content.decode()
    assert states() == [("pending", 0)]
    again = client.post(f"{ADMIN}{message.pk}/redeliver/", follow=True)
    assert "It is waiting to be sent already." in again.content.decode()


def test_many_are_redelivered_in_the_admin_at_once(receiver: Receiver, clock: Clock, client: Client) -> None:
    rows = dead(receiver, 5)
    client.force_login(person("anna", "view_outgoing", "redeliver_callback"))
    chosen = {"action": "redeliver", "_selected_action": [row.pk for row in rows[:4]]}
    answer = client.post(ADMIN, chosen, follow=True)
    assert "4 messages are queued" in answer.content.decode()
    clock.now = timezone.now()
    send(clock)
    assert len(receiver.taken) == 4


def test_who_may_not_has_no_button_and_no_action_and_other_channels_are_not_there(
    receiver: Receiver, client: Client
) -> None:
    (message,) = dead(receiver)
    client.force_login(person("anna", "view_outgoing"))
    assert client.post(f"{ADMIN}{message.pk}/redeliver/").status_code == 403
    client.post(ADMIN, {"action": "redeliver", "_selected_action": [message.pk]})
    client.force_login(person("ben", "view_outgoing", "redeliver_callback", of=channel("other")))
    missing = client.post(f"{ADMIN}{message.pk + 1000}/redeliver/")
    other = client.post(f"{ADMIN}{message.pk}/redeliver/")
    assert (other.status_code, other.content) == (missing.status_code, missing.content) == (404, other.content)
    client.post(ADMIN, {"action": "redeliver", "_selected_action": [message.pk]})
    assert states() == [("dead", 10)]
    assert message.webhook_id not in client.get(ADMIN).content.decode()


@pytest.mark.parametrize("name", ["outgoing", "callback"])
def test_lists_take_as_many_queries_for_twelve_rows_as_for_two(
    receiver: Receiver, admin_client: Client, name: str
) -> None:
    counts = []
    for number in (2, 10):
        for index in range(number):
            made = callback(f"{receiver.url}/{number}/{index}", on=channel(f"c{number}-{index}"))
            decided("a1", on=made.channel)
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(f"/admin/annotations/{name}/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_the_command_lists_dead_letters_and_redelivers_them(receiver: Receiver) -> None:
    rows = dead(receiver, 2)
    dead_on_other = [row for row in dead(receiver, 1, on=channel("other")) if row not in rows]
    status, out, _ = said("--dead")
    assert status == 1
    assert all(f"{row.webhook_id} " in out for row in rows)
    assert "refused: 500" in out
    assert said("--dead", "--callback", str(dead_on_other[0].callback_id))[1].count("\n") == 1
    assert said("--redeliver", rows[0].webhook_id)[::2] == (0, "1 messages are queued\n")
    assert said("--redeliver", "all")[::2] == (0, "2 messages are queued\n")
    assert said("--dead")[:2] == (0, "")
    status, _, err = said("--redeliver", "msg_unknown")
    assert (status, err) == (2, "error: there is no message msg_unknown\n")
    status, _, err = said("--redeliver", rows[0].webhook_id)
    assert (status, "It is waiting to be sent already. [redelivery_waiting]" in err) == (3, True)


def test_the_command_sends_what_is_due(receiver: Receiver) -> None:
    callback(receiver.url)
    decided("a1", at=timezone.now())
    assert said("--due", "--callback", "1")[0] == 2
    assert said("--due")[::2] == (0, "1 messages tried\n")
    assert len(receiver.taken) == 1


def test_a_message_whose_job_is_lost_is_found_and_sent(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    decided("a1")
    Job.objects.filter(kind="callback").update(state="dead")
    assert sweep(clock.goes_on(seconds=59)) == 0
    assert sweep(clock.goes_on(seconds=2)) == 1
    send(clock)
    assert (len(receiver.taken), sweep(clock.goes_on(days=1))) == (1, 0)


def test_old_messages_are_forgotten_but_not_what_the_receiver_knows_last(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    for number in range(1, 4):
        decided("a1", number, at=clock.goes_on(seconds=1))
        send(clock)
    decided("a2", at=clock())
    Outgoing.objects.filter(article__external_id="a2").update(state="dead", done_at=clock())
    assert forget(before=clock.goes_on(days=31)) == 2
    assert [state for state, _ in states()] == ["delivered", "dead"]
    assert forget(before=clock() + timedelta(days=31)) == 0
