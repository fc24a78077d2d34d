"""``/articles``, their revisions and the notices to be printed beside them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from annotations.engine.article import Article as Sent
from annotations.intake.receive import receive
from annotations.models.api_token import ApiToken
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.revision import Revision
from tests.newsroom_app.desk import CLEAN, OWING
from tests.rest.client import Api, refusal
from tests.rest.locks import wait_for_locks
from tests.rest.people import person
from tests.rest.roles import LEAD, article

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def put(api: Api, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Sends an article; the inline backend has checked it when the answer is there."""

    def sent(text: str, query: str = "", **more: object) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return api.put(f"/articles/a1{query}", article(text) | more)

    return sent


def test_an_article_is_taken_in_checked_and_read_again(api: Api, put: Callable[..., Any]) -> None:
    assert put(OWING, "?status=live").status_code == 201
    assert put(OWING, "?status=live").status_code == 200
    said = api.get("/articles/a1")
    assert said.json()["status"] == "live"
    assert said.json()["verdict"]["decision"] == "block"
    assert api.get("/articles/a1", If_None_Match=said["ETag"]).status_code == 304
    put(CLEAN)
    again = api.get("/articles/a1", If_None_Match=said["ETag"])
    assert (again.status_code, again.json()["verdict"]["decision"]) == (200, "allow")
    assert Revision.objects.count() == 2
    assert set(Revision.objects.values_list("origin", flat=True)) == {"api"}


def test_flags_follow(api: Api, put: Callable[..., Any]) -> None:
    put(OWING)
    (found,) = api.get("/flags?state=open").json()["results"]
    assert (found["article"], found["rule"], found["live"]) == ("a1", "ru.designation.notice", False)
    put(CLEAN)
    assert api.get(f"/flags/{found['id']}").json()["reason"] == "fixed"


def test_the_same_number_with_another_text_is_refused(put: Callable[..., Any]) -> None:
    put(OWING, revision=3)
    said = put(CLEAN, revision=3)
    assert refusal(said) == (409, "revision_conflict")
    assert said.json()["revision"] == 3
    assert Revision.objects.count() == 1


def test_the_id_of_the_address_is_the_articles(api: Api) -> None:
    said = api.put("/articles/a2", article())
    assert refusal(said) == (422, "field_invalid")
    assert said.json()["errors"][0]["pointer"] == "/id"
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["news/2026/story.html", "статья №7", "a b", "7", "x" * 200])
def test_ids_are_whatever_the_publishing_system_has(api: Api, name: str) -> None:
    assert api.put(f"/articles/{name}", article() | {"id": name}).status_code == 201
    assert api.get(f"/articles/{name}").json()["id"] == name
    assert api.get(f"/articles/{name}/revisions").json()["results"][0]["revision"] == 1


def test_an_article_is_withdrawn_and_its_history_stays(api: Api, put: Callable[..., Any]) -> None:
    put(OWING, "?status=live")
    assert api.delete("/articles/a1").json()["status"] == "withdrawn"
    assert api.get("/articles/a1").json()["status"] == "withdrawn"
    assert len(api.get("/articles/a1/revisions").json()["results"]) == 1
    assert refusal(api.get("/articles/a1/notices")) == (404, "not_found")
    assert refusal(api.delete("/articles/a9")) == (404, "not_found")


def test_a_revision_is_read_with_its_text_and_report(api: Api, put: Callable[..., Any]) -> None:
    put(OWING)
    put(CLEAN)
    assert [row["revision"] for row in api.get("/articles/a1/revisions").json()["results"]] == [2, 1]
    first = api.get("/articles/a1/revisions/1").json()
    assert first["article"]["body"]["value"] == OWING
    assert first["report"]["decision"] == "block"
    assert refusal(api.get("/articles/a1/revisions/3")) == (404, "not_found")


def test_notices_are_for_printing_and_cached_by_what_they_depend_on(api: Api, put: Callable[..., Any]) -> None:
    put(OWING, "?status=live")
    said = api.get("/articles/a1/notices?rendition=web")
    (line,) = said.json()["notices"]
    assert "Northern Pact" in line["text"]
    assert line["rules"] == ["ru.designation.notice"]
    assert said["Cache-Control"] == "private, max-age=60"
    again = api.get("/articles/a1/notices", If_None_Match=said["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    put(CLEAN, "?status=live")
    assert api.get("/articles/a1/notices", If_None_Match=said["ETag"]).json()["notices"] == []


def test_notices_of_what_cannot_be_read_say_so(api: Api, put: Callable[..., Any]) -> None:
    put("<b>" * 100_000, body={"format": "html", "value": "<b>" * 100_000})
    said = api.get("/articles/a1/notices").json()
    assert said["notices"] == []
    assert said["unchecked"][0].startswith("article: ")


def test_articles_are_found_by_status_and_words(api: Api, put: Callable[..., Any], radio: Channel) -> None:
    put(OWING, "?status=live")
    api.put("/articles/a2", article() | {"id": "a2", "headline": "Weather"})
    Article.objects.create(channel=radio, external_id="a3", headline="Talks")

    def ids(query: str) -> list[str]:
        return [row["id"] for row in api.get(f"/articles?{query}").json()["results"]]

    assert ids("") == ["a2", "a1"]
    assert ids("ordering=id") == ["a1", "a2"]
    assert (ids("status=live"), ids("q=weather"), ids("q=a1"), ids("unchecked=true")) == (["a1"], ["a2"], ["a1"], ["a2"])
    assert refusal(api.get("/articles?channel=radio")) == (404, "not_found")


NAMESAKE = "The football club Northern Pact won the cup in Kazan on Sunday."
DISMISSED = {"action": "dismiss", "reason": "wrong_entity", "note": "It is the football club."}


def decide(board: Api, asked: dict[str, Any]) -> Any:
    """On the only flag there is, by its version."""
    (found,) = board.get("/flags").json()["results"]
    path = f"/flags/{found['id']}"
    return board.post(f"{path}/decisions", asked, If_Match=board.get(path)["ETag"])


@pytest.fixture
def board(wire: Channel, machine: Callable[..., Api]) -> Api:
    return machine(wire, person=person("lena", wire, permissions=LEAD))


def test_nothing_is_printed_about_a_namesake(api: Api, board: Api, put: Callable[..., Any]) -> None:
    put(NAMESAKE)
    before = api.get("/articles/a1/notices")
    assert [row["subjects"] for row in before.json()["notices"]] == [["northern-pact"]]
    assert decide(board, DISMISSED).status_code == 201
    after = api.get("/articles/a1/notices", If_None_Match=before["ETag"])
    assert (after.status_code, after.json()["notices"]) == (200, [])
    assert decide(board, {"action": "reopen", "note": "It is not."}).status_code == 201
    again = api.get("/articles/a1/notices", If_None_Match=after["ETag"])
    assert again.json()["notices"] == before.json()["notices"]


def test_a_notice_that_is_waived_is_printed_still(
    api: Api, board: Api, put: Callable[..., Any], wire: Channel, machine: Callable[..., Api]
) -> None:
    put(OWING)
    before = api.get("/articles/a1/notices").json()["notices"]
    until = (timezone.now() + timedelta(days=1)).isoformat()
    assert decide(board, {"action": "waive", "note": "At the request of legal.", "until": until}).status_code == 201
    second = machine(wire, person=person("lev", wire, permissions=LEAD))
    assert decide(second, {"action": "approve"}).json()["flag"]["state"] == "waived"
    assert api.get("/articles/a1").json()["verdict"]["decision"] == "allow"
    assert api.get("/articles/a1/notices").json()["notices"] == before != []


def test_notices_that_take_too_long_are_not_said_to_be_none(api: Api, wire: Channel) -> None:
    api.put("/articles/a1", article(OWING + "\n\nThe mayor of the city opened the bridge." * 4000))
    Channel.objects.filter(pk=wire.pk).update(budget_ms=1)
    said = api.get("/articles/a1/notices")
    assert (refusal(said), said["Retry-After"]) == ((503, "over_budget"), "30")


def test_the_verdict_is_the_gates(api: Api, board: Api, put: Callable[..., Any]) -> None:
    put(NAMESAKE)
    before = api.get("/articles/a1")
    assert before.json()["verdict"]["decision"] == "block"
    decide(board, DISMISSED)
    after = api.get("/articles/a1", If_None_Match=before["ETag"])
    assert (after.status_code, after.json()["verdict"]["decision"]) == (200, "allow")
    assert [row["verdict"]["decision"] for row in api.get("/articles").json()["results"]] == ["allow"]
    whole = api.get("/articles/a1/revisions/1").json()
    assert (whole["verdict"]["decision"], whole["report"]["decision"]) == ("allow", "block")
    assert api.post("/gate", {"article": article(NAMESAKE)}).json()["decision"] == "allow"


def test_the_audit_trail_names_the_token_that_put_an_article_live(api: Api, put: Callable[..., Any]) -> None:
    put(OWING, "?status=live")
    api.delete("/articles/a1")
    token = {"id": ApiToken.objects.get().pk, "name": ApiToken.objects.get().name}
    told = {row.kind: row.data.get("token") for row in Event.objects.all()}
    assert (told["article.live"], told["article.withdrawn"]) == (token, token)
    assert told["opened"] is None


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_loses_no_text_that_comes_meanwhile(api: Api, wire: Channel) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one writer")
    newer = Sent.model_validate(article("New text, just corrected."))
    api.put("/articles/a1?status=live", article("Old text about nothing."))

    def withdrawn() -> Any:
        try:
            return Api(api.headers["Authorization"].removeprefix("Bearer ")).delete("/articles/a1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            receive(newer, channel=wire, origin=Revision.Origin.API, at=timezone.now(), status="live")
            answer = pool.submit(withdrawn)
            wait_for_locks()
        said = answer.result().json()
    assert (said["status"], said["revision"]) == ("withdrawn", 2)
    latest = Article.objects.select_related("latest").get().latest
    assert latest is not None
    assert latest.payload["body"]["value"] == "New text, just corrected."
