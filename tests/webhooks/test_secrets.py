"""Secrets are shown once, sealed, several live at a time; rotating them refuses nobody."""

from __future__ import annotations

import logging
import os
import sys
from datetime import timedelta
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.event import Event
from annotations.models.webhook_secret import WebhookSecret
from annotations.webhooks import secrets
from tests.webhooks.sending import NOW, add_secret, channel_with, envelope, ghost, github, post, standard
from tests.webhooks.urls import Clock

FULL = os.environ.get("ANNOTATIONS_FULL") == "1"
pytestmark = pytest.mark.django_db


def command(*words: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("annotations", *words, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_channel_and_its_secret_on_the_command_line(clock: Clock) -> None:
    assert command("channels", "add", "blog", "--adapter", "ghost", "--jurisdiction", "RU")[0] == 0
    status, shown, told = command("secrets", "add", "blog")
    assert (status, "it is not shown again" in told, "scheme ghost" in told) == (0, True, True)
    secret = shown.strip()
    clock.now = timezone.now()
    body = b'{"post": {"current": {"id": "1", "html": "<p>a</p>", "status": "published"}, "previous": {}}}'
    assert post(body, ghost(body, secret=secret, at=clock.now), channel="blog").status == 202
    _, listed, _ = command("secrets", "list", "blog")
    assert f"ends with {secret[-4:]}" in listed
    assert secret not in listed
    number = listed.partition(":")[0]
    assert "accepted 1 from 127.0.0.1" in command("secrets", "used", "blog", number, "--since", "2021-01-01")[1]
    assert command("secrets", "used", "blog", number, "--since", "2999-01-01")[1] == ""
    assert "ended" in command("secrets", "revoke", "blog", number)[1]
    clock.now = timezone.now()
    other = body.replace(b"<p>a", b"<p>b")
    assert post(other, ghost(other, secret=secret, at=clock.now), channel="blog").status == 401
    assert command("channels", "change", "blog", "--off")[1] == "blog: ghost, off, RU\n"


def test_a_secret_that_the_system_has_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    Channel.objects.create(name="wire", adapter="superdesk")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"the-token-of-superdesk\n")))
    status, out, _ = command("secrets", "add", "wire", "--stdin")
    assert (status, out) == (0, "")
    assert WebhookSecret.objects.get().hint == "desk"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("secrets", "add", "desks"), 'did you mean "desk"?'),
        (("secrets", "add", "desk", "--stdin"), "base64"),
        (("secrets", "revoke", "desk", "77"), "it has no secret 77"),
        (("secrets", "rotate", "desk", "--overlap", "-1"), "0 hours or more"),
        (("secrets", "add", "hooked"), "hooked model"),
        (("channels", "add", "desk"), "is there already"),
        (("channels", "add", "a b"), "letters"),
        (("channels", "change", "desk", "--jurisdiction", "XYZ"), "ISO 3166-1"),
        (("channels", "change", "none"), "no channel"),
    ],
    ids=" ".join,
)
def test_what_is_wrong_is_said(words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    channel_with()
    Channel.objects.create(name="hooked", adapter="news.Article")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"no base64 at all\n")))
    status, _, err = command(*words)
    assert status == 2
    assert said in err
    assert "no base64 at all" not in err


def test_at_most_ten_are_live() -> None:
    channel = channel_with(secrets={})
    for _ in range(10):
        secrets.add(channel, "standard", at=NOW)
    with pytest.raises(secrets.UnusableSecret, match="10 secrets are live already"):
        secrets.add(channel, "standard", at=NOW)


def test_rotating_while_requests_come_refuses_none(clock: Clock) -> None:
    channel = channel_with(secrets={})
    old = secrets.add(channel, "standard", at=NOW).plain
    refused = 0
    for number in range(10_000 if FULL else 60):
        if number == 20:
            new = secrets.rotate(channel, "standard", at=NOW, overlap=timedelta(hours=1)).plain
        # From then on the sender signs with the one or the other, as its processes learn of the new one.
        secret = old if number < 20 or number % 2 else new
        body = envelope(id=f"a{number}")
        refused += post(body, standard(body, webhook_id=f"m{number}", secret=secret)).status != 202
    assert refused == 0
    clock.now = NOW + timedelta(hours=1)
    late = envelope(id="late")
    assert post(late, standard(late, webhook_id="late", secret=old, at=clock.now)).status == 401
    assert post(late, standard(late, webhook_id="late", secret=new, at=clock.now)).status == 202


def test_every_change_of_a_secret_is_an_event_without_it() -> None:
    channel = channel_with(secrets={})
    shown = secrets.add(channel, "standard", at=NOW)
    secrets.rotate(channel, "standard", at=NOW)
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["secret.added", "secret.added", "secret.ended"]
    assert not any(shown.plain[6:] in str(event.data) for event in Event.objects.all())


def test_the_secret_is_nowhere_but_where_it_was_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    channel = channel_with(secrets={})
    shown = secrets.add(channel, "standard", at=NOW)
    plain = shown.plain
    body = envelope()
    post(body, standard(body, secret=plain))
    post(body, standard(body + b" ", secret=plain))
    assert plain not in caplog.text
    assert plain not in repr(shown)
    row = WebhookSecret.objects.get()
    assert plain[6:] not in row.sealed
    User.objects.create_superuser("root", password="x")
    client = Client()
    client.login(username="root", password="x")
    with override_settings(ROOT_URLCONF="tests.urls"):
        for address in ("/admin/annotations/webhooksecret/", f"/admin/annotations/webhooksecret/{row.pk}/change/"):
            page = client.get(address)
            assert page.status_code == 200
            assert plain[-4:] in page.content.decode()
            assert plain not in page.content.decode()
            assert row.sealed not in page.content.decode()


def test_a_secret_sealed_with_a_key_that_is_gone_is_our_fault_not_the_senders() -> None:
    with override_settings(ANNOTATIONS={"SEALING_KEYS": ["one key of the tests"]}):
        channel_with()
    with override_settings(ANNOTATIONS={"SEALING_KEYS": ["another key of the tests"]}):
        answer = post(envelope())
    assert (answer.status, answer.code) == (503, "unavailable")
    assert Delivery.objects.count() == 0


def test_two_schemes_side_by_side() -> None:
    channel = channel_with()
    add_secret(channel, "github", "a-secret-of-this-channel")
    one, two = envelope(id="a"), envelope(id="b")
    assert post(one, standard(one)).status == 202
    assert post(two, github(two)).status == 202
