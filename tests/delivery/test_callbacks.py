"""Callbacks are opened, moved, given new secrets and switched off; bad addresses are refused when they are saved."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client, RequestFactory

from annotations.delivery.address import CODE, CallbackRefused
from annotations.delivery.callbacks import open_callback, refuse_unless_allowed, signing_keys
from annotations.delivery.signing import shown
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.member import ChannelMember
from annotations.problems.answer import problem
from tests.delivery.desk import AT, callback, channel
from tests.delivery.receiver import Receiver
from tests.shared import shared_lines

pytestmark = pytest.mark.django_db
ADMIN = "/admin/annotations/callback/"
_GIVEN = {"callback URL http://169.254.169.254/": "http://169.254.169.254/", "callback URL with user:password@": "https://user:password@example.org/"}


def person(*permissions: str, of: Channel | None = None) -> User:
    user = User.objects.create_user("anna", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    ChannelMember.objects.create(channel=of or channel(), user=user)
    return User.objects.get(pk=user.pk)


def test_bad_addresses_of_the_suite_are_refused_in_these_words(
    settings: object, rf: RequestFactory, receiver: Receiver
) -> None:
    rows = [row for row in shared_lines("suites/bad_inputs.jsonl") if row["code"] == CODE]
    assert rows
    for row in rows:
        with pytest.raises(CallbackRefused) as refused:
            open_callback(channel(), _GIVEN[row["input"]], at=AT)
        answer = problem(rf.post("/"), CODE, str(refused.value))
        said = json.loads(answer.content)
        assert (answer.status_code, said["code"], said["detail"]) == (row["expect"], row["code"], row["message"])
    assert (Callback.objects.count(), Event.objects.count()) == (0, 0)


def test_a_host_that_cannot_be_found_is_refused() -> None:
    def unknown(*asked: object) -> list[object]:
        raise OSError("no such name")

    with pytest.raises(CallbackRefused, match="cannot be found"):
        refuse_unless_allowed("https://hooks.example.org/", resolve=unknown)  # type: ignore[arg-type]


def test_the_secret_is_given_once_and_kept_sealed(receiver: Receiver) -> None:
    made, secret = open_callback(channel(), receiver.url, at=AT)
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret)
    assert [shown(key) for key in signing_keys(made, at=AT)] == [secret]
    assert secret not in made.secret
    assert Event.objects.get(kind="callback.opened").data["url"] == receiver.url


def test_the_admin_opens_one_and_shows_its_secret_this_once(receiver: Receiver, client: Client) -> None:
    client.force_login(person("add_callback", "view_callback", "change_callback"))
    given = {"channel": channel().pk, "url": receiver.url, "is_active": "on"}
    page = client.post(f"{ADMIN}add/", given)
    secret = shown(signing_keys(Callback.objects.get(), at=AT)[0])
    assert secret in page.content.decode().replace("&#x2B;", "+")
    assert "no-store" in page.headers["Cache-Control"]
    for address in (ADMIN, f"{ADMIN}{Callback.objects.get().pk}/change/"):
        assert "whsec_" not in client.get(address).content.decode()
    assert Event.objects.get(kind="callback.opened").actor_name == "anna"


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "https://user:password@example.org/", "javascript:alert(1)"])
def test_the_admin_refuses_a_bad_address_and_stores_nothing(receiver: Receiver, client: Client, url: str) -> None:
    client.force_login(person("add_callback", "view_callback"))
    page = client.post(f"{ADMIN}add/", {"channel": channel().pk, "url": url, "is_active": "on"})
    assert (page.status_code, Callback.objects.count()) == (200, 0)
    assert "errorlist" in page.content.decode()


def test_the_admin_moves_it_switches_it_and_gives_it_a_new_secret(receiver: Receiver, client: Client) -> None:
    made = callback(receiver.url)
    client.force_login(person("view_callback", "change_callback"))
    page = f"{ADMIN}{made.pk}/"
    client.post(f"{page}change/", {"url": receiver.url + "/new", "is_active": ""})
    made.refresh_from_db()
    assert (made.url, made.is_active, made.disabled_because) == (receiver.url + "/new", False, "by_hand")
    client.post(f"{page}change/", {"url": made.url, "is_active": "on"})
    before = signing_keys(made, at=AT)
    answer = client.post(f"{page}rotate/")
    made.refresh_from_db()
    assert made.is_active
    assert "whsec_" in answer.content.decode()
    assert len(signing_keys(made, at=AT)) == 2
    assert signing_keys(made, at=AT)[1:] == before
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["callback.moved", "callback.disabled", "callback.enabled", "callback.rotated"]


def test_a_channel_has_an_address_once(receiver: Receiver, client: Client) -> None:
    first, second = callback(receiver.url), callback(receiver.url + "/2")
    client.force_login(person("view_callback", "change_callback", "add_callback"))
    for page, given in ((f"{second.pk}/change", {}), ("add", {"channel": first.channel_id})):
        answer = client.post(f"{ADMIN}{page}/", {"url": receiver.url, "is_active": "on", **given})
        assert answer.status_code == 200
        assert "has a callback at this address already" in answer.content.decode()
    with pytest.raises(CallbackRefused, match="already"):
        open_callback(first.channel, receiver.url, at=AT)
    assert Callback.objects.count() == 2


def test_people_of_other_channels_find_nothing_to_change(receiver: Receiver, client: Client) -> None:
    made = callback(receiver.url)
    other = channel("other")
    client.force_login(person("view_callback", "change_callback", "add_callback", of=other))
    assert client.post(f"{ADMIN}{made.pk}/rotate/").status_code == 404
    assert client.get(f"{ADMIN}{made.pk}/change/").status_code == 302
    page = client.post(f"{ADMIN}add/", {"channel": made.channel_id, "url": receiver.url + "/x", "is_active": "on"})
    assert (page.status_code, Callback.objects.count()) == (200, 1)
    assert receiver.url not in client.get(ADMIN).content.decode()


def test_who_may_only_look_cannot_change(receiver: Receiver, client: Client) -> None:
    made = callback(receiver.url)
    client.force_login(person("view_callback"))
    assert client.post(f"{ADMIN}{made.pk}/rotate/").status_code == 403
    assert client.post(f"{ADMIN}{made.pk}/change/", {"url": "https://example.org/", "is_active": ""}).status_code == 403
    assert client.get(f"{ADMIN}add/").status_code == 403
    assert "New secret" not in client.get(f"{ADMIN}{made.pk}/change/").content.decode()
