"""How many requests, and how many queries for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from rest_framework.settings import api_settings

from annotations import events
from annotations.models.api_rate import ApiRate
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.override import Override
from annotations.models.register import Register
from annotations.models.revision import Revision
from annotations.rest import throttling
from annotations.rest.problem import ApiProblem
from annotations.rest.throttling import throttle
from tests.api.rows import flag, received
from tests.rest.client import Api, refusal
from tests.rest.people import person

MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "rates"}}


@pytest.fixture(params=["", "default"], ids=["database", "cache"])
def counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """Requests are counted there; three a minute are allowed, of strangers two."""
    desk = {"BACKEND": "inline", "API_RATE": 3, "API_RATE_ANONYMOUS": 2, "API_RATE_CACHE": request.param}
    with override_settings(ANNOTATIONS=desk, CACHES=MEMORY):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_one_request_too_many_in_a_minute_is_refused(wire: Channel, machine: Callable[..., Api]) -> None:
    one, other = machine(wire), machine(wire)
    answers = [one.get("/rules") for _ in range(7)]
    refused = [answer for answer in answers if answer.status_code == 429]
    # A minute may begin meanwhile, and with it the count.
    assert 1 <= len(refused) <= 4
    assert refusal(refused[0]) == (429, "rate_limited")
    assert 1 <= int(refused[0]["Retry-After"]) <= 61
    assert other.get("/rules").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_those_without_a_token_are_counted_by_their_address() -> None:
    statuses = [Api(f"dsk_{number}").get("/flags").status_code for number in range(6)]
    assert statuses[0] == 401
    assert 429 in statuses
    assert Api().client.get("/annotations/api/v1/flags", REMOTE_ADDR="192.0.2.7").status_code == 401
    assert Api().get("/health/live").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("counted")
def test_strangers_are_counted_where_each_request_is_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    assert 429 in [Api("dsk_wrong").get("/flags").status_code for _ in range(6)]


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_an_address_cannot_be_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = [Api().get("/flags", X_Forwarded_For=f"198.51.100.{number}").status_code for number in range(6)]
    assert 429 in made_up
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    told = [Api().get("/flags", X_Forwarded_For=f"203.0.113.{number}").status_code for number in range(3)]
    assert told == [401, 401, 401]


@pytest.mark.django_db
def test_a_minute_begins_with_a_count_of_its_own() -> None:
    with override_settings(ANNOTATIONS={"BACKEND": "inline"}):
        for second in (0, 30, 60, 90):
            throttle("x", 2, now=6000.0 + second)
        throttle("x", 3, now=6119.0)
        with pytest.raises(ApiProblem) as caught:
            throttle("x", 3, now=6119.5)
    assert caught.value.headers == {"Retry-After": "1"}


@pytest.mark.django_db
def test_callers_who_have_gone_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "_forgot", [0])
    with override_settings(ANNOTATIONS={"BACKEND": "inline"}):
        throttle("gone", 9, now=1e10)
        throttle("here", 9, now=1e10 + 3000)
        throttle("new", 9, now=1e10 + 3700)
    assert set(ApiRate.objects.values_list("caller", flat=True)) == {"here", "new"}


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_time_are_all_counted() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one writer")

    def one(_: int) -> bool:
        try:
            throttle("x", 40, now=6000.0)
        except ApiProblem:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(64))) == 40


def fill(channel: Channel, start: int, count: int) -> None:
    """So many more of everything that is listed."""
    for number in range(start, start + count):
        article = received(channel, f"a{number}")
        raised = flag(article, assignee=person(f"p{number}", channel))
        raised.decisions.create(kind="comment", note="x", by=raised.assignee)
        Override.objects.create(article=article, digest="x", reason="x", by=raised.assignee, expires_at=raised.opened_at)
        events.record("noted", channel=channel, article=article, flag=raised, revision=article.latest)
        Register.objects.create(name=f"r{number}")
        Callback.objects.create(channel=channel, url=f"https://cms.example/{number}", events=[], secret="sealed")
        first = channel.articles.get(external_id="a0")
        if number:
            Revision.objects.create(article=first, sequence=number + 1, digest="x", payload={}, origin="api")


LISTS = (
    "/articles", "/articles/a0/revisions", "/flags", "/flags/{flag}/decisions", "/rules", "/registers", "/overrides",
    "/callbacks", "/events", "/registers/samples/snapshots", "/metrics",
)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(api: Api, wire: Channel, path: str) -> None:
    def queries() -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as seen:
            said = api.get(path.format(flag=wire.articles.get(external_id="a0").flags.get().pk))
        assert said.status_code == 200
        return len(seen), said

    fill(wire, 0, 2)
    queries()
    few, _ = queries()
    fill(wire, 2, 20)
    many, _ = queries()
    assert many == few <= 12
