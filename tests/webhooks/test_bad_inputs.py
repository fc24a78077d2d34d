"""Every webhook row of the bad inputs: status, code, what the message says, and what is stored afterwards."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.delivery import Delivery
from annotations.models.job import Job
from annotations.models.revision import Revision
from annotations.testing import Desk
from tests.shared import FOLDER, shared_lines
from tests.webhooks.sending import NOW, Answer, article, channel_with, envelope, post, standard
from tests.webhooks.server import Server, head, problem_in

FILE = "suites/bad_inputs.jsonl"


@dataclass(frozen=True)
class Row:
    """A row of the shared file, by the function here that plays it."""

    play: Callable[[], Answer]
    says: tuple[str, ...] = ()
    pointer: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    code: str = ""
    """Where the file's code is what a 2xx is called."""


def raw(body: str | bytes, **more: Any) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    return post(data, standard(data), **more)


def data(**changed: Any) -> Answer:
    return post(envelope(**changed))


def data_text(text: str) -> Answer:
    """An envelope whose article is written out."""
    return raw('{"type": "article.submitted", "data": {' + text + "}}")


BODY = '"body": {"format": "text", "value": "a"}'


def unknown_channel() -> Answer:
    channel_with("off", is_active=False)
    same = {"X-Request-ID": "the-same-for-both"}
    unknown, disabled = (post(envelope(), standard(envelope()) | same, channel=name) for name in ("none", "off"))
    assert (unknown.body, unknown.status) == (disabled.body, disabled.status)
    return post(envelope(), channel="none")


def method() -> Answer:
    response = Client().get("/annotations/hooks/desk/")
    return Answer(response.status_code, response.json(), dict(response.items()))


def twenty_errors() -> Answer:
    answer = data(**{f"unknown{n}": n for n in range(70)})
    assert len(answer.body["errors"]) == 50
    return data(**{f"unknown{n}": n for n in range(20)})


def over_the_rate() -> Answer:
    channel_with("slow", requests_per_minute=2)
    for number in range(2):
        body = envelope(id=f"s{number}")
        assert post(body, standard(body, webhook_id=f"s{number}"), channel="slow").status == 202
    Delivery.objects.all().delete()
    return post(envelope(), standard(envelope(), webhook_id="s3"), channel="slow")


def other_body() -> Answer:
    post(envelope(revision=1))
    Delivery.objects.update(received_at=NOW)
    return post(envelope(revision=2))


def other_content() -> Answer:
    post(envelope(revision=3))
    body = envelope(revision=3, headline="Other")
    return post(body, standard(body, webhook_id="msg_2"))


def older() -> Answer:
    post(envelope(revision=7))
    body = envelope(revision=6, headline="Older")
    return post(body, standard(body, webhook_id="msg_2"))


ROWS: dict[str, Row] = {
    "B01": Row(lambda: post(envelope(), {}), ("no webhook-signature header", "Sign the raw body")),
    "B02": Row(lambda: post(envelope(), standard(b"other")), ("Signature does not match.",)),
    "B03": Row(
        lambda: post(envelope(), standard(envelope(), at=NOW - timedelta(seconds=301))), ("301 s", "300 s", "Date header")
    ),
    "B04": Row(
        lambda: post(envelope(), standard(envelope()) | {"webhook-timestamp": "soon"}), ("webhook-timestamp", "whole seconds since 1970")
    ),
    "B05": Row(unknown_channel, ("No such intake address.",)),
    "B06": Row(method, ("Use POST.",), headers={"Allow": "POST"}),
    "B07": Row(lambda: raw(envelope(), content_type="text/plain"), ("application/json (or application/*+json)",)),
    "B08": Row(lambda: raw(envelope(), content_type="application/json; charset=utf-16"), ("Only UTF-8",)),
    "B09": Row(
        lambda: post(gzip.compress(envelope()), standard(envelope()) | {"Content-Encoding": "gzip"}),
        ("Compressed bodies are not accepted",), headers={"Accept-Encoding": "identity"},
    ),
    "B13": Row(lambda: raw(b""), ("The body is empty.",)),
    "B14": Row(lambda: raw('{"a":'), ("not valid JSON", "line 1, column 6")),
    "B15": Row(lambda: raw(b"\xef\xbb\xbf" + envelope()), ("starts with a byte order mark",)),
    "B16": Row(lambda: raw(b'{"a":"\xe9"}'), ("0xE9", "offset 6", "not UTF-8")),
    "B17": Row(lambda: data_text(f'"id": "a", {BODY}, "priority": NaN'), ("not a JSON number",), "/data/priority"),
    "B18": Row(lambda: data_text(f'"id": "a", {BODY}, {BODY}'), ('"body"', "twice"), "/data"),
    "B19": Row(lambda: raw("[" * 100_000), ("64 levels",)),
    "B20": Row(lambda: data_text(f'"id": "a", {BODY}, "revision": {"9" * 5000}'), ("out of range",), "/data/revision"),
    "B21": Row(lambda: data_text(f'"id": "a", {BODY}, "headline": "\\u0000"'), ("U+0000 is not allowed",), "/data/headline"),
    "B22": Row(
        lambda: data_text('"id": "a", "body": {"format": "text", "value": "x\\ud800"}'),
        ("unpaired surrogate at offset 1",), "/data/body/value",
    ),
    "B23": Row(lambda: raw("[]"), ("Expected an object.",)),
    "B24": Row(lambda: data_text(BODY), ("/data/id is required.",), "/data/id"),
    "B25": Row(
        lambda: data(body={"format": "text", "value": 7}), ("expected a string, got a number",), "/data/body/value"
    ),
    "B26": Row(twenty_errors, ("19 more",), "/data/unknown0"),
    "B28": Row(lambda: data(titel="x"), ('unknown key; did you mean "headline"?',), "/data/titel"),
    "B29": Row(lambda: data(language="xx-invalid!!"), ("not a BCP 47 tag",), "/data/language"),
    "B30": Row(lambda: data(published="2021-13-45"), ("month",), "/data/published"),
    "B31": Row(lambda: data(published="2021-07-16T10:00:00"), ("a date-time needs an offset",), "/data/published"),
    "B32": Row(lambda: data(url="javascript:alert(1)"), ("scheme must be http or https",), "/data/url"),
    "B33": Row(lambda: data(url="https://x.example/" + "a" * 5000), ("at most 2048",), "/data/url"),
    "B35": Row(other_body, ("used with another body",)),
    "B36": Row(other_content, ("Revision 3", "other content")),
    "B37": Row(older, ("Stored in history", "revision 7"), code="superseded"),
    "B40": Row(over_the_rate, ("2 requests a minute",), headers={"Retry-After": "60"}),
    "B44": Row(
        lambda: post(envelope(), standard(envelope()) | {"webhook-signature": " ".join(["v1," + "A" * 44] * 1000)}),
        ("Signature does not match", "At most 10 signatures"),
    ),
}  # fmt: skip
PLAYED_APART = {f"B{n}" for n in (10, 11, 12, 27, 34, 38, 39, 41, 42, 43, 45, 46)}


def given() -> dict[str, dict[str, Any]]:
    if not (FOLDER / FILE).exists():
        return {}
    return {row["id"]: row for row in shared_lines(FILE) if row["surface"] == "webhook"}


GIVEN = given()


def stored() -> tuple[int, ...]:
    checks = Job.objects.filter(kind="check").count()
    return (*(model.objects.count() for model in (Article, Revision, Delivery)), checks, Check.objects.count())


def test_every_row_is_played() -> None:
    next(shared_lines(FILE))
    assert set(GIVEN) == set(ROWS) | PLAYED_APART


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_bad_input_is_answered_as_the_row_says(name: str, caplog: pytest.LogCaptureFixture) -> None:
    next(shared_lines(FILE))
    expected, row = GIVEN[name], ROWS[name]
    channel_with()
    answer = row.play()
    assert (answer.status, answer.code) == (expected["expect"], row.code or expected["code"]), answer.body
    for words in row.says:
        assert words in answer.detail
    if row.pointer:
        assert answer.body["errors"][0]["pointer"] == row.pointer
    assert row.headers.items() <= answer.headers.items()
    if expected["state"].startswith("nothing stored"):
        assert answer.headers["Content-Type"] == "application/problem+json"
        lines = [record.getMessage() for record in caplog.records if record.name == "annotations.security"]
        assert len(lines) >= 1
        assert f"code={expected['code']} status={expected['expect']}" in lines[-1]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(ROWS) - {"B05", "B26", "B35", "B36", "B37", "B40"}))
def test_nothing_is_stored_of_a_bad_input_and_one_line_is_logged(name: str, caplog: pytest.LogCaptureFixture) -> None:
    channel_with()
    ROWS[name].play()
    assert stored() == (0, 0, 0, 0, 0)
    assert [record.name for record in caplog.records].count("annotations.security") == 1


@pytest.mark.django_db
def test_b27_an_unknown_type_is_kept_as_ignored() -> None:
    channel_with()
    answer = post(envelope("article.liked"))
    assert (answer.status, answer.code) == (202, "ignored")
    assert stored() == (0, 0, 1, 0, 0)


@pytest.mark.django_db
def test_b34_the_first_answer_is_repeated_and_nothing_is_checked_again() -> None:
    channel_with()
    first = post(envelope())
    before = stored()
    again = post(envelope())
    assert (again.status, again.body) == (200, first.body)
    assert stored() == before == (1, 1, 1, 1, 0)


@pytest.mark.django_db
def test_b36_b37_what_is_stored_stands() -> None:
    channel_with()
    other_content()
    assert (Revision.objects.count(), Delivery.objects.count()) == (1, 1)
    Delivery.objects.all().delete()
    older()
    assert list(Revision.objects.order_by("pk").values_list("number", flat=True)) == [3, 7, 6]
    latest = Article.objects.get().latest
    assert latest is not None
    assert latest.number == 7


@pytest.mark.django_db
@pytest.mark.parametrize("late", [{}, {"revision": 3}, {"modified": "2021-07-16T09:59:00Z"}], ids=str)
def test_b39_what_was_deleted_before_it_came_is_not_revived_by_a_late_create(late: dict[str, Any]) -> None:
    channel_with()
    gone = json.dumps({"type": "article.withdrawn", "timestamp": "2021-07-16T10:00:00Z", "data": {"id": "a1"}}).encode()
    answer = post(gone)
    assert (answer.status, answer.code, answer.detail) == (202, "ignored", "Nothing to remove.")
    for kind in ("article.submitted", "article.published"):
        body = envelope(kind, **late)
        answer = post(body, standard(body, webhook_id=kind.replace(".", "_")))
        assert (answer.status, answer.code) == (202, "superseded")
    assert Article.objects.get().status == "withdrawn"


@pytest.mark.django_db
def test_b39_a_text_modified_after_the_deletion_brings_it_back() -> None:
    channel_with()
    gone = json.dumps({"type": "article.withdrawn", "timestamp": "2021-07-16T10:00:00Z", "data": {"id": "a1"}}).encode()
    post(gone)
    body = envelope("article.published", modified="2021-07-16T10:00:01Z")
    assert post(body, standard(body, webhook_id="msg_2")).code == "accepted"
    assert Article.objects.get().status == "live"


def test_b10_a_body_that_is_said_to_be_too_long_is_not_read(server: Server, server_secret: str) -> None:
    before, lines = server.count("delivery"), len(server.refusals())
    signed = [f"{key}: {value}" for key, value in standard(b"").items()]
    # No byte of the body is sent: only who does not wait for it can answer.
    assert problem_in(server.raw(head(1_048_577, *signed, "Connection: close"))) == (413, "body_too_large")
    assert server.count("delivery") == before
    assert len(server.refusals()) == lines + 1


def test_b11_reading_a_chunked_body_stops_at_the_limit(server: Server, server_secret: str) -> None:
    before, lines = server.count("delivery"), len(server.refusals())
    signed = [f"{key}: {value}" for key, value in standard(b"").items()]
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    answer = server.raw(head(None, *signed), *[chunk] * 17)
    assert problem_in(answer) == (413, "body_too_large")
    assert server.count("delivery") == before
    assert len(server.refusals()) == lines + 1


def test_a_chunked_body_within_the_limit_is_read(server: Server, server_secret: str) -> None:
    body = json.dumps({"type": "article.submitted", "data": article(id="chunked")}).encode()
    at = datetime.now(UTC)
    signed = [f"{k}: {v}" for k, v in standard(body, webhook_id="chunked", at=at, secret=server_secret).items()]
    sent = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    answer = server.raw(head(None, *signed, "Connection: close"), sent)
    assert answer.startswith(b"HTTP/1.1 202")


def test_b12_a_client_that_stalls_is_told_so(server: Server, server_secret: str) -> None:
    before, lines = server.count("delivery"), len(server.refusals())
    signed = [f"{key}: {value}" for key, value in standard(b"").items()]
    started = time.monotonic()
    answer = server.raw(head(1000, *signed), b'{"type": ')
    assert problem_in(answer) == (408, "body_timeout")
    assert 0.8 < time.monotonic() - started < 5
    assert b"Body not received in 1 s." in answer
    assert server.count("delivery") == before
    assert len(server.refusals()) == lines + 1


def test_b12_who_sends_a_byte_now_and_then_is_told_so_too(server: Server, server_secret: str) -> None:
    signed = [f"{key}: {value}" for key, value in standard(b"").items()]
    started = time.monotonic()
    answer = server.raw(head(1000, *signed), *[b"x"] * 12, pause=0.2)
    assert problem_in(answer) == (408, "body_timeout")
    assert time.monotonic() - started < 6


def test_b45_a_header_of_100_kb_is_refused_by_the_server(server: Server) -> None:
    answer = server.raw(head(2, "X-Long: " + "a" * 100_000))
    assert answer.startswith(b"HTTP/1.1 431 ")


def test_b41_without_a_database_it_is_503_and_never_2xx(tmp_path: Path) -> None:
    nowhere = Server("postgresql://nobody@127.0.0.1:1/none", tmp_path / "log")
    try:
        answer = nowhere.post(envelope(), standard(envelope()))
        assert (answer.status, answer.code, answer.headers["Retry-After"]) == (503, "unavailable", "30")
        assert len(nowhere.refusals()) == 1
    finally:
        nowhere.stop()


@pytest.mark.django_db(transaction=True)
def test_b42_a_broker_that_is_down_stops_nothing() -> None:
    celery = pytest.importorskip("celery")
    app = celery.Celery("down", broker="redis://127.0.0.1:1/0", set_as_current=True)
    channel_with()
    try:
        with override_settings(ANNOTATIONS={"BACKEND": "celery"}):
            answer = post(envelope())
    finally:
        app.close()
    assert (answer.status, answer.code) == (202, "accepted")
    assert Job.objects.filter(kind="check", state="queued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_b43_a_full_disk_is_503_and_stores_nothing(caplog: pytest.LogCaptureFixture) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a database that may not grow is made with SQLite's max_page_count")
    channel_with()
    with connection.cursor() as cursor:
        (most,) = cursor.execute("PRAGMA max_page_count").fetchone()
        (now,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {now}")
        try:
            answer = data(body={"format": "text", "value": "word " * 100_000})
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (503, "unavailable", "60")
    assert stored() == (0, 0, 0, 0, 0)
    assert [record.name for record in caplog.records].count("annotations.security") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("value", ["&" * 1_000_000, "<b>" * 100_000], ids=["ampersands", "nested"])
@override_settings(ANNOTATIONS={"BACKEND": "inline"})
def test_b46_a_text_that_is_too_complex_is_accepted_and_ends_unchecked(value: str, annotations_desk: Desk) -> None:
    channel_with()
    started = time.process_time()
    answer = data(body={"format": "html", "value": value})
    assert time.process_time() - started < 5
    assert (answer.status, answer.code) == (202, "accepted")
    check = Check.objects.get()
    assert (check.decision, check.error_code) == ("unchecked", "too_complex")
    assert Article.objects.get().unchecked == "too_complex"


def test_the_log_names_neither_secrets_nor_the_text_nor_breaks_its_line(
    caplog: pytest.LogCaptureFixture, db: None
) -> None:
    channel_with()
    caplog.set_level(logging.DEBUG)
    post(envelope(headline="Unpublished secret"), {"webhook-id": 'a"b\x1b[2J', "webhook-signature": "v1,x", "webhook-timestamp": "1"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "annotations.security"]
    assert "\n" not in line
    assert "\x1b" not in line
    assert 'webhook_id="a\\"b' in line
    assert "Unpublished" not in caplog.text
    cache.clear()
