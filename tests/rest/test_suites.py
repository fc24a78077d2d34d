"""The shared suites over HTTP: JSON that is and is not, and strings that break things."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import override_settings

from tests.rest.client import Api
from tests.shared import shared_lines

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _many() -> Iterator[None]:
    with override_settings(ANNOTATIONS={"BACKEND": "worker", "API_RATE": 10**6}):
        yield


def test_json_is_told_from_what_is_none(api: Api) -> None:
    looked_at = 0
    for row in shared_lines("suites/json_parsing.jsonl"):
        started = time.monotonic()
        said = api.post("/check", base64.b64decode(row["b64"]))
        assert said.status_code in (400, 422), row["_id"]
        assert time.monotonic() - started < 5, row["_id"]
        code = said.json()["code"]
        if row["expect"] == "accept":
            assert code != "json_invalid", row["_id"]
        elif row["expect"] == "reject":
            assert said.status_code == 400, row["_id"]
        looked_at += 1
    assert looked_at > 300


def test_strings_that_break_things_are_kept_as_they_are_or_refused(api: Api) -> None:
    for row in shared_lines("suites/naughty_strings.jsonl"):
        text = row["s"]
        sent = {"id": f"n{row['_id']}", "headline": text, "byline": text, "body": {"format": "text", "value": text}}
        put = api.put(f"/articles/n{row['_id']}", sent)
        assert put.status_code in (201, 400, 422), row["_id"]
        if put.status_code == 201:
            kept = api.get(f"/articles/n{row['_id']}/revisions/1").json()["article"]
            assert (kept["headline"], kept["byline"], kept["body"]["value"]) == (text, text, text)
        for path in ("/flags?q=", "/articles?q=", "/flags?subject=", "/flags?assignee="):
            assert api.get(path + quote(text.encode("utf-8", "replace"))).status_code in (200, 400), row["_id"]
