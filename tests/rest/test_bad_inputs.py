"""The bad inputs of an HTTP API, B47 to B59, each with its status, its code and the state afterwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.flag import Flag
from tests.api.rows import flag, received
from tests.newsroom_app.desk import OWING
from tests.newsroom_app.models import Story
from tests.rest.client import Api, refusal
from tests.rest.people import person
from tests.shared import shared_lines

pytestmark = pytest.mark.django_db
DISMISSED = {"action": "dismiss", "reason": "wrong_entity", "note": "It is the football club."}


@pytest.fixture
def anna(wire: Channel) -> User:
    return person("anna", wire, superuser=True)


@pytest.fixture
def board(wire: Channel, machine: Callable[..., Api], anna: User) -> Api:
    """A machine that decides as Anna."""
    return machine(wire, person=anna)


@pytest.fixture
def raised(wire: Channel) -> Flag:
    return flag(received(wire, "a1"))


def expected(row: str) -> tuple[int, str]:
    """Status and code of a row of the shared list; of our own, word for word, where the list is not there."""
    found = next(line for line in shared_lines("suites/bad_inputs.jsonl") if line["id"] == row)
    return found["expect"], found["code"]


def test_b47_without_credentials(db: None) -> None:
    said = Api().get("/flags")
    assert refusal(said) == expected("B47")
    assert said["WWW-Authenticate"].startswith("Bearer")


def test_b48_a_token_of_another_channel(
    radio: Channel, raised: Flag, machine: Callable[..., Api], caplog: pytest.LogCaptureFixture
) -> None:
    stranger = machine(radio)
    with caplog.at_level(logging.WARNING, "annotations.security"):
        theirs, missing = stranger.get(f"/flags/{raised.pk}"), stranger.get("/flags/99999")
    assert refusal(theirs) == expected("B48")
    assert {**theirs.json(), "request_id": ""} == {**missing.json(), "request_id": ""}
    assert f"404 not_found: GET /annotations/api/v1/flags/{raised.pk} by" in caplog.text


def test_b49_without_the_permission(
    wire: Channel, raised: Flag, machine: Callable[..., Api], caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    client.force_login(person("boris", wire))
    with caplog.at_level(logging.WARNING, "annotations.security"):
        said = Api(client=client).get(f"/flags/{raised.pk}")
    assert refusal(said) == expected("B49")
    assert "annotations.view_flag" in said.json()["detail"]
    assert "403 permission_denied" in caplog.text
    assert "flags:read" in machine(wire, "check").get(f"/flags/{raised.pk}").json()["detail"]


def test_b50_a_session_without_csrf_token(anna: User, raised: Flag) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    said = Api(client=client).patch(f"/flags/{raised.pk}", {"waiting_on": "legal"}, If_Match='"v1"')
    assert refusal(said) == expected("B50")
    assert "CSRF" in said.json()["detail"]
    client.get("/admin/login/")
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else client.get("/admin/").cookies["csrftoken"].value
    said = Api(client=client, **{"X-CSRFToken": token}).patch(f"/flags/{raised.pk}", {"waiting_on": "legal"}, If_Match='"v1"')
    assert said.status_code == 200


@pytest.mark.parametrize("name", ["state", "channel", "opened_at"])
def test_b51_a_field_that_is_read_only(board: Api, raised: Flag, name: str) -> None:
    said = board.patch(f"/flags/{raised.pk}", {name: "closed", "waiting_on": "legal"}, If_Match='"v1"')
    assert refusal(said) == expected("B51")
    assert said.json()["detail"] == f"/{name} cannot be changed."
    raised.refresh_from_db()
    assert (raised.state, raised.waiting_on, raised.version) == ("open", "", 1)


@pytest.mark.parametrize("path", ["/flags", "/articles", "/rules", "/registers", "/overrides"])
@pytest.mark.parametrize("size", ["1000000", "0", "201", "x", "-1", "1e2"])
def test_b52_a_page_too_large(api: Api, path: str, size: str) -> None:
    said = api.get(f"{path}?page_size={size}")
    assert refusal(said) == expected("B52")
    assert said.json()["detail"] == "page_size: is 1 to 200."


def test_b53_a_cursor_tampered_with(api: Api, wire: Channel) -> None:
    for number in range(3):
        received(wire, f"a{number}")
    further = api.get("/articles?page_size=1").json()["next"]
    assert api.get(further).status_code == 200
    for wrong in (further[:-1] + ("A" if further[-1] != "A" else "B"), further + "x"):
        assert refusal(api.get(wrong)) == expected("B53")
    cursor = further.partition("cursor=")[2]
    for other in (f"/flags?cursor={cursor}", f"/articles?ordering=id&cursor={cursor}", "/articles?cursor=1"):
        said = api.get(other)
        assert refusal(said) == expected("B53")
    assert said.json()["detail"] == "Cursor is not valid."


@pytest.mark.parametrize(
    "query", ["ordering=secret__hash", "ordering=assignee__password", "ordering=?", "article__channel__tokens__digest=1",
              "assignee__password=x", "state__in=open", "state=none"],
)  # fmt: skip
def test_b54_an_order_or_filter_that_is_none(api: Api, query: str) -> None:
    said = api.get(f"/flags?{query}")
    assert refusal(said) == expected("B54")
    if query.startswith("ordering"):
        assert "cannot order by this field" in said.json()["detail"]


def test_b55_a_flag_resolved_twice(board: Api, raised: Flag) -> None:
    path = f"/flags/{raised.pk}/decisions"
    assert board.post(path, DISMISSED, If_Match='"v1"').status_code == 201
    before = Event.objects.count()
    for seen in ('"v1"', '"v2"'):
        said = board.post(path, DISMISSED, If_Match=seen)
        assert refusal(said) == expected("B55")
        assert said.json()["detail"].startswith("Resolved by anna at 20")
    assert Event.objects.count() == before


@pytest.fixture
def hooked(
    desk: None, machine: Callable[..., Api], django_capture_on_commit_callbacks: Any
) -> tuple[Api, Story, Flag]:
    """A story of a host's model with a flag that has a fix, and a machine of its channel."""
    with django_capture_on_commit_callbacks(execute=True):
        story = Story.objects.create(title="Talks", text=OWING, status="draft", country="RU")
    raised = Flag.objects.get(article__external_id=str(story.pk))
    api = machine(raised.article.channel, person=User.objects.create_superuser("root"))
    return api, story, raised


def test_b56_a_fix_for_a_text_that_has_changed(hooked: tuple[Api, Story, Flag]) -> None:
    api, story, raised = hooked
    Story.objects.filter(pk=story.pk).update(text="Before that. " + OWING)
    tag = api.get(f"/flags/{raised.pk}")["ETag"]
    said = api.post(f"/flags/{raised.pk}/decisions", {"action": "apply_fix"}, If_Match=tag)
    assert refusal(said) == expected("B56")
    assert said.json()["detail"] == "The text changed since the flag; re-check first."
    story.refresh_from_db()
    assert story.text == "Before that. " + OWING


def test_a_fix_is_applied_to_the_text_that_it_was_made_for(hooked: tuple[Api, Story, Flag]) -> None:
    api, story, raised = hooked
    said = api.post(f"/flags/{raised.pk}/decisions", {"action": "apply_fix"}, If_Match='"v1"')
    assert said.status_code == 201, said.content
    story.refresh_from_db()
    assert story.text.startswith(OWING)
    assert "terrorist" in story.text
    assert Flag.objects.get(pk=raised.pk).state == "open"


def test_b57_without_if_match(board: Api, raised: Flag) -> None:
    for said in (
        board.post(f"/flags/{raised.pk}/decisions", {"action": "apply_fix"}),
        board.post(f"/flags/{raised.pk}/decisions", DISMISSED),
        board.patch(f"/flags/{raised.pk}", {"waiting_on": "legal"}),
    ):
        assert refusal(said) == expected("B57")
        assert said.json()["detail"] == "Send If-Match."
    raised.refresh_from_db()
    assert raised.version == 1


@pytest.mark.parametrize("path", ["/flags?q=a%00b", "/articles?q=%00", "/flags?subject=%00", "/check?as_of=%00"])
def test_b58_nul_in_a_search(api: Api, path: str) -> None:
    said = api.get(path) if "check" not in path else api.post(path, {})
    assert refusal(said) == expected("B58")
    assert "U+0000 is not allowed" in said.json()["detail"]
    assert refusal(api.get("/articles/a%00b")) == (404, "not_found")


@pytest.mark.parametrize("path", ["/flags", "/articles", "/health/live", "/openapi.json"])
def test_b59_a_format_that_is_not_offered(api: Api, path: str) -> None:
    said = api.get(path, Accept="text/csv")
    assert refusal(said) == expected("B59")
    assert said.json()["detail"] == "Offers application/json."


BODIES: dict[str, tuple[bytes, int, str]] = {
    "empty": (b"", 400, "body_empty"),
    "broken": (b'{"a":', 400, "json_invalid"),
    "byte order mark": (b"\xef\xbb\xbf{}", 400, "json_invalid"),
    "not UTF-8": (b'{"id":"\xe9"}', 400, "encoding_invalid"),
    "NaN": (b'{"id": NaN}', 400, "json_invalid"),
    "1e999": (b'{"id": 1e999}', 400, "json_invalid"),
    "a key twice": (b'{"id": "a", "id": "b"}', 400, "json_duplicate_key"),
    "deep": (b"[" * 100_000, 400, "json_too_deep"),
    "a long number": (b'{"revision": ' + b"9" * 5000 + b"}", 400, "field_invalid"),
    "NUL": (b'{"id": "a\\u0000"}', 400, "field_invalid"),
    "a surrogate": (b'{"id": "\\ud800"}', 400, "field_invalid"),
    "a list": (b"[]", 400, "schema_invalid"),
    "nothing in it": (b"{}", 422, "schema_invalid"),
    "too much": (b'{"id": "' + b"a" * 2**20 + b'"}', 413, "body_too_large"),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", ["/check", "/gate"])
def test_a_body_that_is_no_good_is_told_why(api: Api, path: str, name: str) -> None:
    body, status, code = BODIES[name]
    said = api.post(path, body)
    assert refusal(said) == (status, code)
    assert "Traceback" not in said.content.decode()


def test_what_is_wrong_is_told_with_its_pointer_and_the_right_word(api: Api) -> None:
    said = api.post("/check", {"id": "a", "body": {"format": "text", "value": 7}, "titel": "x"})
    assert refusal(said) == (422, "schema_invalid")
    assert {row["pointer"] for row in said.json()["errors"]} == {"/body/value", "/titel"}
    assert 'did you mean \\"headline\\"' in said.content.decode() or "headline" in json.dumps(said.json())


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
        ({"Content-Type": "application/json; charset=utf-16"}, 415, "unsupported_charset"),
        ({"Content-Encoding": "gzip"}, 415, "unsupported_encoding"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415, "unsupported_media_type"),
    ],
)
def test_a_body_in_another_form_is_refused(api: Api, headers: dict[str, Any], status: int, code: str) -> None:
    assert refusal(api.post("/check", {"id": "a"}, **headers)) == (status, code)


def test_neither_text_nor_secret_is_repeated_in_an_error(api: Api, machine: Callable[..., Api]) -> None:
    secret = "dsk_" + "s" * 43
    said = Api(secret).post("/check", {"id": "a"})
    assert secret not in said.content.decode()
    said = api.post("/check", {"id": "a", "body": {"format": "text", "value": "Nobody may read this."}, "language": "!"})
    assert refusal(said) == (422, "field_invalid")
    assert "Nobody may" not in said.content.decode()


def test_no_address_is_a_page_of_django(api: Api) -> None:
    for path in ("/nothing", "/flags/", "/flags/0", "/flags/9999999999999999999", "/", "/registers/a%0Ab/diff"):
        assert refusal(api.get(path)) == (404, "not_found")


