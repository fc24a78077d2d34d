"""Tokens: made, listed and revoked on the command line; good as long as they are."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from annotations.models.api_token import ApiToken
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.rest.tokens import make_token, revoke_token, token_of
from tests.management.run import Runner
from tests.rest.client import Api, refusal
from tests.rest.people import person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _open_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command closes its connection at its end; the test's transaction goes on in it."""
    monkeypatch.setattr(connections, "close_all", lambda: None)


def test_a_secret_is_shown_once_and_not_kept(annotations: Runner, wire: Channel) -> None:
    person("anna", wire)
    ended = annotations("tokens", "add", "wire", "board", "--scope", "flags:read", "--scope", "flags:decide", "--as", "anna")
    secret = ended.out.strip()
    assert (ended.status, secret[:4], len(secret)) == (0, "dsk_", 47)
    token = ApiToken.objects.get()
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(token.__dict__) + str(list(Event.objects.values()))
    assert Api(secret).get("/flags").status_code == 200
    listed = annotations("tokens", "list").out
    assert secret not in listed
    assert f"{token.pk} wire board ({secret[:10]}…): good, last used" in listed
    assert "decides as anna; flags:decide flags:read" in listed
    assert Event.objects.get(kind="token.added").data["scopes"] == ["flags:decide", "flags:read"]


def test_a_revoked_token_opens_nothing_from_then_on(annotations: Runner, wire: Channel) -> None:
    secret = annotations("tokens", "add", "wire", "gate", "--scope", "gate").out.strip()
    key = str(ApiToken.objects.get().pk)
    assert Api(secret).get("/flags").status_code == 403
    assert annotations("tokens", "revoke", key).status == 0
    assert annotations("tokens", "revoke", key).status == 0
    assert refusal(Api(secret).get("/flags")) == (401, "token_invalid")
    assert "revoked" in annotations("tokens", "list", "--channel", "wire").out
    assert Event.objects.filter(kind="token.revoked").count() == 1
    assert annotations("tokens", "add", "wire", "gate", "--scope", "gate").status == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "wier", "x", "--scope", "gate"), "unknown_channel"),
        (("add", "wire", "x", "--scope", "gaet"), "unknown_scope"),
        (("add", "wire", "x", "--scope", "gate", "--as", "nobody"), "unknown_user"),
        (("revoke", "99999"), "unknown_token"),
    ],
)
def test_what_is_wrong_is_told(annotations: Runner, wire: Channel, arguments: tuple[str, ...], code: str) -> None:
    ended = annotations("tokens", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert f"[{code}]" in ended.err
    assert not ApiToken.objects.exists()


def test_a_name_is_given_once(annotations: Runner, wire: Channel) -> None:
    annotations("tokens", "add", "wire", "gate", "--scope", "gate")
    ended = annotations("tokens", "add", "wire", "gate", "--scope", "gate")
    assert (ended.status, "[token_exists]" in ended.err) == (2, True)


def test_a_token_is_good_until_it_ends(wire: Channel) -> None:
    token, secret = make_token(wire, "x", ["check"], at=AT, expires_at=AT + timedelta(hours=1))
    assert token_of(secret, at=AT + timedelta(minutes=59)) == token
    assert token_of(secret, at=AT + timedelta(hours=1)) is None
    assert token_of(secret[:-1], at=AT) is None
    assert token_of("", at=AT) is None


def test_when_it_was_used_is_noted_to_ten_minutes(wire: Channel) -> None:
    token, secret = make_token(wire, "x", ["check"], at=AT)
    for minutes, noted in ((0, 0), (9, 0), (10, 10), (15, 10)):
        token_of(secret, at=AT + timedelta(minutes=minutes))
        token.refresh_from_db()
        assert token.last_used_at == AT + timedelta(minutes=noted)


def test_a_token_ends_with_its_channel_and_with_its_person(wire: Channel) -> None:
    anna = person("anna", wire)
    _, machine = make_token(wire, "machine", ["check"], at=AT)
    _, board = make_token(wire, "board", ["check"], at=AT, person=anna)
    anna.is_active = False
    anna.save()
    assert token_of(board, at=AT) is None
    assert token_of(machine, at=AT) is not None
    Channel.objects.update(is_active=False)
    assert token_of(machine, at=AT) is None


def test_tokens_are_revoked_once(wire: Channel) -> None:
    token, _ = make_token(wire, "x", ["check"], at=AT)
    revoke_token(token, at=AT)
    revoke_token(token, at=timezone.now())
    token.refresh_from_db()
    assert token.revoked_at == AT


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "bearer dsk_ÿ", "Basic YTpi", "dsk_x", "Bearer a b c", "Bearer " + "x" * 5000]
)
def test_any_other_authorization_is_nobodys(db: None, header: str) -> None:
    said = Api(Authorization=header).get("/flags")
    assert said.status_code == 401
    assert said["WWW-Authenticate"].startswith("Bearer")
