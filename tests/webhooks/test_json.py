"""Bodies that are JSON, are not, or are so only for some: posted with a good signature."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest

from annotations.models.revision import Revision
from tests.shared import shared_lines
from tests.webhooks.sending import channel_with, envelope, post, standard

pytestmark = pytest.mark.django_db


def test_the_json_parsing_suite_as_signed_posts() -> None:
    channel_with()
    wrong = []
    for row in shared_lines("suites/json_parsing.jsonl"):
        body = base64.b64decode(row["b64"])
        started = time.thread_time()
        answer = post(body, standard(body, webhook_id=f"m{row['_id']}"[:190].replace(".", "-")))
        took = time.thread_time() - started
        kind = row["_id"].rpartition("/")[2][:2]
        fits = {
            "y_": (answer.status, answer.code) != (400, "json_invalid") and answer.status < 500,
            "n_": answer.status == 400,
        }.get(kind, answer.status < 500)
        if not fits or took > 2:
            wrong.append((row["_id"], answer.status, answer.code, round(took, 3)))
    assert wrong == []


def test_naughty_strings_are_kept_byte_by_byte_or_refused() -> None:
    channel_with()
    kept = 0
    for number, row in enumerate(shared_lines("suites/naughty_strings.jsonl")):
        text = row["s"]
        fields: dict[str, Any] = {"headline": text, "byline": text, "tags": [text], "extra": {"note": text}, "body": {"format": "html", "value": text}}
        body = envelope(id=f"n{number}", **fields)
        answer = post(body, standard(body, webhook_id=f"n{number}"))
        assert answer.status in (202, 400, 422), (text, answer.body)
        if answer.status == 202:
            kept += 1
            payload = Revision.objects.get(article__external_id=f"n{number}").payload
            assert payload["headline"] == payload["body"]["value"] == payload["extra"]["note"] == text
    assert kept > 400


@pytest.mark.parametrize("field", ["id", "language", "published", "url", "rendition", "jurisdictions"])
def test_naughty_strings_where_a_form_is_asked_for(field: str) -> None:
    channel_with()
    rows = list(shared_lines("suites/naughty_strings.jsonl"))
    for number, row in enumerate(rows[::7]):
        value = [row["s"]] if field == "jurisdictions" else row["s"]
        body = envelope(**{"id": f"n{number}"} | {field: value})
        answer = post(body, standard(body, webhook_id=f"n{number}"))
        assert answer.status in (202, 400, 409, 422), (row["s"], answer.body)


@pytest.mark.parametrize("text", ["", "null", '"text"', "7", "true", "[]", " [1] "])
def test_what_is_json_and_no_object_is_refused(text: str) -> None:
    channel_with()
    assert post(text.encode()).status == 400


def test_unknown_keys_of_the_envelope_are_let_be() -> None:
    channel_with()
    body = json.dumps(json.loads(envelope()) | {"sender": "cms", "attempt": 2}).encode()
    assert post(body).status == 202
