"""Who may do what in the admin: every address of ours, GET and POST, every role. A new address needs its row here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from annotations.models.register import Snapshot
from annotations.models.rule_stage import RuleStage
from annotations.models.source import SourceRecord
from annotations.models.subscription import Subscription
from annotations.models.webhook_secret import WebhookSecret
from annotations.rule_stages import changes
from annotations.rule_stages.applied import Placed
from annotations.rule_stages.texts import save_version
from tests.rest.people import person
from tests.rest.roles import EDITOR, LEAD, REVIEWER
from tests.review.desk import newsroom
from tests.review.matrix import MATRIX, ROLES, Row
from tests.rule_stages.wanted import RULE, subject
from tests.rule_stages.wanted import text as rule_text

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """An address of the admin: its name, the admin that has it, and how it is filled in."""

    name: str
    model: str
    pattern: str

    def path(self, keys: dict[str, Any]) -> str:
        """With a row of channel A in it."""
        key = keys[self.model]
        query = "?from=1&to=1" if self.name == "article_compare" else ""
        parts = [str(_filled(part, key)) if part.startswith("<") else part for part in self.pattern.split("/")]
        return f"/admin/annotations/{self.model}/" + "/".join(parts) + query


def _filled(part: str, key: Any) -> Any:
    """``key`` for the only kind of row of a model; by the name of the part where its addresses hold several kinds."""
    return key[part.strip("<>").partition(":")[2]] if isinstance(key, dict) else key


def routes() -> Iterator[Route]:
    """Every address of our models, out of the URL conf; one that only leads on to another is named by its model."""
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == "annotations":
            name = str(model._meta.model_name)
            for pattern in model_admin.get_urls():
                assert isinstance(pattern, URLPattern)
                called = (pattern.name or f"annotations_{name}_moved").removeprefix("annotations_")
                yield Route(called, name, str(pattern.pattern))


@dataclass(frozen=True)
class Here:
    """Two channels; everything that is asked for belongs to the first."""

    clients: dict[str, Client]
    keys: dict[str, Any]


@pytest.fixture
def here() -> Here:
    made = newsroom()
    other = Channel.objects.create(name="radio")
    article = made.send("Envoys of the Northern Pact came to the capital.", "a1", language="en")
    flag = Flag.objects.get()
    people = {
        "reviewer of A": person("anna", made.wire, permissions=REVIEWER),
        "reviewer of B": person("boris", other, permissions=REVIEWER),
        "lead": person("lena", made.wire, permissions=LEAD), "rules editor": person("rita", made.wire, permissions=EDITOR),
        "superuser": person("root", superuser=True),
    }
    clients = {role: Client() for role in ROLES}
    for role, user in people.items():
        clients[role].force_login(user)
    secret = WebhookSecret.objects.create(channel=made.wire, scheme="standard", sealed="x", created_at=timezone.now())
    delivery = Delivery.objects.create(channel=made.wire, webhook_id="w", digest="d", outcome="accepted", received_at=timezone.now())
    callback = made.wire.callbacks.create(url="https://93.184.215.14/hook", secret="x")
    message = callback.messages.create(kind="verdict.decided", lane="l", webhook_id="w1", body="{}", digest="d", state="dead",
                                       next_at=timezone.now(), created_at=timezone.now())  # fmt: skip
    subscription = Subscription.objects.create(user=people["lead"], channel=made.wire)
    snapshot = Snapshot.objects.get(state="live")
    source = SourceRecord.objects.create(name="gazette", payload={"id": "gazette", "name": "Gazette"})
    stage = RuleStage.objects.create(rule="nobody.uses.it", stage="draft", since=timezone.now())
    save_version(rule_text(), subject().pack, rule=RULE, by=people["superuser"], at=timezone.now())
    change = changes.ask(subject(), Placed("warn"), by=people["superuser"], reason="A reason that is long.", at=timezone.now())
    keys = {
        "flag": {"flag": flag.pk, "object_id": flag.pk, "subscription": subscription.pk}, "article": article.pk, "channel": made.wire.pk, "event": Event.objects.filter(flag=flag).latest("id").pk,
        "register": {"register": snapshot.register_id, "snapshot": snapshot.pk, "entity": "northern-pact",
                     "object_id": snapshot.register_id},
        "rulestage": {"rule": "ru.designation.notice", "number": 1, "pack": "ru", "change": change.pk, "object_id": stage.pk},
        "sourcerecord": {"source": source.pk, "object_id": source.pk}, "channelmember": ChannelMember.objects.filter(channel=made.wire).earliest("id").pk,
        "webhooksecret": secret.pk, "delivery": delivery.pk, "callback": callback.pk, "outgoing": message.pk,
    }
    return Here(clients, keys)


def ask(here: Here, role: str, route: Route, method: str, sent: Mapping[str, Any]) -> int:
    """The status, of a request that is undone afterwards."""
    with transaction.atomic():
        client, path = here.clients[role], route.path(here.keys)
        sent = {name: _number(value) for name, value in sent.items()}
        answer = client.get(path) if method == "GET" else client.post(path, sent)
        transaction.set_rollback(True)
    return answer.status_code


def _number(value: Any) -> Any:
    named = isinstance(value, str) and value.startswith("@")
    return User.objects.get(username=value[1:]).pk if named else value


def test_every_address_has_its_row() -> None:
    assert sorted(route.name for route in routes()) == sorted(MATRIX)


def test_each_role_is_answered_as_written_down(here: Here) -> None:
    wrong = []
    for route in routes():
        row = MATRIX.get(route.name, Row("", ""))
        for method, stated in zip(METHODS, (row.get, row.post), strict=True):
            said = " ".join(str(ask(here, role, route, method, row.sent)) for role in ROLES)
            if said != stated:
                wrong.append(f"{route.name} {method}: {said} instead of {stated}")
    assert wrong == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_what_a_page_does_not_do_is_405(method: str, here: Here) -> None:
    own = [route for route in routes() if route.model in ("flag", "article") and "405" in MATRIX[route.name].get + MATRIX[route.name].post]
    for route in own:
        assert here.clients["superuser"].generic(method, route.path(here.keys)).status_code == 405, route.name


def test_without_its_token_a_form_changes_nothing(here: Here) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = here.clients["superuser"].cookies
    changing = [route for route in routes() if "302" in MATRIX[route.name].post.split()[1:]]
    for route in changing:
        if not route.name.endswith("_moved"):
            assert client.post(route.path(here.keys), MATRIX[route.name].sent).status_code == 403, route.name


def test_what_is_anothers_looks_like_what_is_not_there(here: Here) -> None:
    client, nowhere = here.clients["reviewer of B"], dict.fromkeys(here.keys, 10**9)
    for route in routes():
        if MATRIX[route.name].get.split()[2] == "404":
            theirs, missing = (client.get(route.path(keys)) for keys in (here.keys, nowhere))
            assert (route.name, theirs.content) == (route.name, missing.content)
