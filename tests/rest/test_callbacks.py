"""Where verdicts are told, over HTTP."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.sealing import unseal
from tests.rest.client import Api, refusal
from tests.rest.people import person
from tests.rest.roles import LEAD

PUBLIC = "https://93.184.215.14/verdicts"


def test_a_callback_is_added_and_its_secret_shown_once(wire: Channel, api: Api) -> None:
    said = api.post("/callbacks", {"url": PUBLIC})
    assert said.status_code == 201
    secret = said.json().pop("secret")
    kept = Callback.objects.get()
    assert base64.b64decode(secret.removeprefix("whsec_")) == unseal(kept.secret)
    (row,) = api.get("/callbacks").json()["results"]
    assert row == {name: value for name, value in said.json().items() if name != "secret"}
    assert (row["url"], row["channel"], row["events"], row["is_active"]) == (PUBLIC, "wire", ["verdict.decided"], True)
    assert said["Cache-Control"] == "no-store"


def test_the_audit_trail_says_who_added_it_and_not_the_secret(wire: Channel, machine: Callable[..., Api]) -> None:
    board = machine(wire, person=person("lena", wire, permissions=LEAD))
    secret = board.post("/callbacks", {"url": PUBLIC}).json()["secret"]
    event = Event.objects.get(kind="callback.opened")
    assert (event.actor_name, event.data["url"]) == ("lena", PUBLIC)
    assert secret.removeprefix("whsec_")[:12] not in str(event.data)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://169.254.169.254/", ""), ("https://169.254.169.254/", "not public"), ("https://10.0.0.1/", "not public"),
        ("https://[::1]/", "not public"), ("https://user:password@93.184.215.14/", "redentials"),
        ("ftp://93.184.215.14/", ""), ("javascript:alert(1)", ""), ("nonsense", ""),
    ],
)
def test_what_may_not_be_called_is_refused(api: Api, url: str, said: str) -> None:
    answer = api.post("/callbacks", {"url": url})
    assert refusal(answer) == (422, "callback_refused")
    assert said in answer.json()["detail"]
    assert answer.json()["errors"][0]["pointer"] == "/url"
    assert "password" not in answer.json()["detail"]
    assert not Callback.objects.exists()


def test_a_second_one_at_the_same_address_is_refused(api: Api) -> None:
    api.post("/callbacks", {"url": PUBLIC})
    assert refusal(api.post("/callbacks", {"url": PUBLIC})) == (422, "callback_refused")
    assert Callback.objects.count() == 1


def test_another_channels_are_not_seen(wire: Channel, radio: Channel, api: Api, machine: Callable[..., Api]) -> None:
    api.post("/callbacks", {"url": PUBLIC})
    assert machine(radio).get("/callbacks").json()["results"] == []
