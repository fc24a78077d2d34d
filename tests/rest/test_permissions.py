"""Who may do what over HTTP: every address, every method, every role. A new address needs its row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from annotations.rest.urls import endpoints
from tests.rest.client import Api, refusal, view_of
from tests.rest.people import person
from tests.rest.roles import ROLES, Newsroom, article, newsroom

pytestmark = pytest.mark.django_db

LINE = b'{"id": "grey-wing", "schema": "Organization", "names": [{"value": "Grey Wing", "lang": "en"}]}\n'
SEEN = {"If-Match": '"v1"'}
DISMISSED: dict[str, Any] = {"action": "dismiss", "reason": "wrong_entity", "note": "It is the football club."}


@dataclass(frozen=True)
class Row:
    """A request and what each role is answered, in the order of ``ROLES``."""

    path: str
    statuses: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


#                                                            anon A   B   lead rul  root tokA tokB none
MATRIX: dict[tuple[str, str], Row] = {
    ("api-check", "POST"): Row("/check",                    "401 200 200 200 200 200 200 200 403", article()),
    ("api-gate", "POST"): Row("/gate?channel=wire",         "401 200 404 200 200 200 200 404 403", {"article": article()}),
    ("api-articles", "GET"): Row("/articles",               "401 200 200 200 200 200 200 200 403"),
    ("api-article", "GET"): Row("/articles/a1?channel=wire", "401 200 404 200 200 200 200 404 403"),
    ("api-article", "PUT"): Row("/articles/a1?channel=wire", "401 403 403 200 403 200 200 404 403", article()),
    ("api-article", "DELETE"): Row("/articles/a1?channel=wire", "401 403 403 200 403 200 200 404 403"),
    ("api-revisions", "GET"): Row("/articles/a1/revisions?channel=wire", "401 200 404 200 200 200 200 404 403"),
    ("api-revision", "GET"): Row("/articles/a1/revisions/1?channel=wire", "401 200 404 200 200 200 200 404 403"),
    ("api-notices", "GET"): Row("/articles/a1/notices?channel=wire", "401 200 404 200 200 200 200 404 403"),
    ("api-flags", "GET"): Row("/flags",                     "401 200 200 200 403 200 200 200 403"),
    ("api-flags", "POST"): Row("/flags?channel=wire",       "401 403 403 201 403 201 201 404 403", {"article": "a1", "quote": "Envoys", "note": "Who?"}),
    ("api-flag", "GET"): Row("/flags/{flag}",               "401 200 404 200 403 200 200 404 403"),
    ("api-flag", "PATCH"): Row("/flags/{flag}",             "401 200 404 200 403 200 200 404 403", {"waiting_on": "legal"}, SEEN),
    ("api-decisions", "GET"): Row("/flags/{flag}/decisions", "401 200 404 200 403 200 200 404 403"),
    ("api-decisions", "POST"): Row("/flags/{flag}/decisions", "401 403 404 201 403 201 201 404 403", DISMISSED, SEEN),
    ("api-bulk", "POST"): Row("/flags/bulk",                "401 200 200 200 403 200 200 200 403", DISMISSED | {"items": [{"flag": 1, "version": 1}]}),
    ("api-rules", "GET"): Row("/rules",                     "401 200 200 200 200 200 200 200 403"),
    ("api-rule", "GET"): Row("/rules/ru.designation.notice", "401 200 200 200 200 200 200 200 403"),
    ("api-impact", "POST"): Row("/rules/ru.designation.notice/impact?channel=wire", "401 202 404 202 202 202 202 404 403", {}),
    ("api-registers", "GET"): Row("/registers",             "401 403 403 200 200 200 200 200 403"),
    ("api-register", "GET"): Row("/registers/samples",      "401 403 403 200 200 200 200 200 403"),
    ("api-diff", "GET"): Row("/registers/samples/diff",     "401 403 403 200 200 200 200 200 403"),
    ("api-snapshots", "GET"): Row("/registers/samples/snapshots", "401 403 403 200 200 200 200 200 403"),
    ("api-snapshots", "POST"): Row("/registers/more/snapshots", "401 403 403 403 201 201 403 403 403", LINE, {"Content-Type": "application/x-ndjson"}),
    ("api-apply", "POST"): Row("/registers/samples/snapshots/{snapshot}/apply", "401 403 403 403 200 200 403 403 403"),
    ("api-overrides", "GET"): Row("/overrides",             "401 403 403 200 403 200 200 200 403"),
    ("api-overrides", "POST"): Row("/overrides?channel=wire", "401 403 403 201 403 201 201 404 403", {"article": "a1", "reason": "Life safety"}, {"If-Match": "{tag}"}),
    ("api-callbacks", "GET"): Row("/callbacks",             "401 403 403 200 403 200 200 200 403"),
    ("api-callbacks", "POST"): Row("/callbacks?channel=wire", "401 403 403 201 403 201 201 404 403", {"url": "https://93.184.215.14/verdicts"}),
    ("api-events", "GET"): Row("/events?channel=wire",      "401 403 403 200 403 200 200 404 403"),
    ("api-run", "GET"): Row("/runs/{run}",                  "401 200 404 200 200 200 200 404 403"),
    ("api-live", "GET"): Row("/health/live",                "200 200 200 200 200 200 200 200 200"),
    ("api-ready", "GET"): Row("/health/ready",              "200 200 200 200 200 200 200 200 200"),
    ("api-metrics", "GET"): Row("/metrics",                 "401 403 403 200 403 200 200 200 403"),
    ("api-document", "GET"): Row("/openapi.json",           "200 200 200 200 200 200 200 200 200"),
}  # fmt: skip
UNSAFE = [key for key in MATRIX if key[1] != "GET"]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def here() -> Newsroom:
    return newsroom()


def operations() -> list[tuple[str, str]]:
    """Every address with every method that its view does, out of the URL conf."""
    return [(str(route.name), method) for route in endpoints for method in view_of(route).operations]


def ask(caller: Api, row: Row, here: Newsroom, method: str) -> Any:
    """The request, undone afterwards."""
    path = row.path.format(flag=here.flag.pk, run=here.run.pk, snapshot=here.snapshot)
    body = row.body
    if isinstance(body, dict) and "items" in body:
        body = body | {"items": [{"flag": here.flag.pk, "version": 1}]}
    with transaction.atomic():
        said = caller.send(method, path, body, **{name: stated.format(tag=here.tag) for name, stated in row.headers.items()})
        transaction.set_rollback(True)
    return said


def test_every_address_and_method_has_its_row() -> None:
    assert sorted(operations()) == sorted(MATRIX)


@pytest.mark.parametrize("key", MATRIX, ids=" ".join)
def test_each_role_is_answered_as_written_down(key: tuple[str, str], here: Newsroom) -> None:
    row = MATRIX[key]
    said = {role: ask(here.callers[role], row, here, key[1]) for role in ROLES}
    assert {role: answer.status_code for role, answer in said.items()} == dict(
        zip(ROLES, map(int, row.statuses.split()), strict=True)
    )
    for answer in said.values():
        if answer.status_code >= 400:
            refusal(answer)


@pytest.mark.parametrize("route", endpoints, ids=lambda route: route.name)
def test_what_an_address_does_not_do_is_405_for_everybody(route: Any, here: Newsroom) -> None:
    known = view_of(route).operations
    row = next(row for (name, _), row in MATRIX.items() if name == route.name)
    for method in METHODS:
        if method not in known:
            for role in ROLES:
                said = ask(here.callers[role], Row(row.path, "", {}), here, method)
                assert refusal(said) == (405, "method_not_allowed")
                assert set(known) <= set(said["Allow"].split(", "))


@pytest.mark.parametrize("key", MATRIX, ids=" ".join)
def test_an_account_that_works_on_no_channel_is_refused(key: tuple[str, str], here: Newsroom) -> None:
    client = Client()
    client.force_login(person("nobody"))
    said = ask(Api(client=client), MATRIX[key], here, key[1])
    if MATRIX[key].statuses.startswith("401"):
        assert refusal(said) == (403, "permission_denied")
    else:
        assert said.status_code == 200


@pytest.mark.parametrize("key", UNSAFE, ids=" ".join)
def test_a_session_without_its_csrf_token_changes_nothing(key: tuple[str, str], here: Newsroom) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = here.callers["superuser"].client.cookies
    said = ask(Api(client=client), MATRIX[key], here, key[1])
    assert refusal(said) == (403, "csrf_failed")


@pytest.mark.parametrize("key", [key for key in MATRIX if " 404 " in MATRIX[key].statuses], ids=" ".join)
def test_what_is_anothers_looks_like_what_is_not_there(key: tuple[str, str], here: Newsroom) -> None:
    row, stranger = MATRIX[key], here.callers["token of B"]
    path = row.path.format(flag=10**9, run=10**9, snapshot=10**9).replace("=wire", "=nowhere")
    theirs = ask(stranger, row, here, key[1])
    missing = ask(stranger, Row(path, "", row.body, row.headers), here, key[1])
    assert theirs.status_code == missing.status_code == 404
    assert {**theirs.json(), "request_id": ""} == {**missing.json(), "request_id": ""}
